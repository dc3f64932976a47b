/* SPDX-License-Identifier: MIT */
#include "relay/catalog/db_catalog.h"

#include <string.h>

#include "relay/catalog/db_catalog_in.h"
#include "relay/catalog/db_catalog_lists.h"
#include "shared/buf.h"

/* The first category's list whose key is not before `from`, with its name.
 * ERR_CLOSE: there is none. */
static enum err next(struct db_catalog *c, const struct buf *from,
	const struct buf *until, struct buf *name, int64_t *n)
{
	sqlite3_stmt *st = c->query[DB_CATALOG_LISTS];
	enum err e = ERR_OK;
	int rc;

	sqlite3_bind_blob(st, 1, from->data, (int)from->len, SQLITE_STATIC);
	sqlite3_bind_blob(st, 2, until->data, (int)until->len, SQLITE_STATIC);
	rc = sqlite3_step(st);
	buf_clear(name);
	if (rc == SQLITE_DONE)
		e = ERR_CLOSE;
	else if (rc != SQLITE_ROW)
		e = db_catalog_failed(c);
	else if (sqlite3_column_bytes(st, 0) < 3)
		e = db_catalog_bad(c, "a key");
	else
		/* Without the kind, the NUL and the field. */
		e = buf_add(name, (const char *)sqlite3_column_blob(st, 0) + 1,
			(size_t)sqlite3_column_bytes(st, 0) - 3);
	*n = e ? 0 : sqlite3_column_int64(st, 1);
	db_catalog_done(c, DB_CATALOG_LISTS);
	return e;
}

/* Where to look after `name`: behind its list, or, when it lies a step further
 * down, behind all that lies down there. */
static enum err move_on(struct buf *from, const struct buf *name, size_t above,
	const char **step)
{
	*step = strstr(buf_str(name) + above, TERMS_STEP);
	buf_clear(from);
	buf_add_char(from, TERMS_BELOW);
	if (!*step) {
		buf_add(from, name->data, name->len);
		return buf_add(from, "\0\xff", 2);
	}
	buf_add(from, name->data, (size_t)(*step - name->data));
	buf_add_str(from, TERMS_STEP);
	return buf_add_char(from, '\xff');
}

static enum err walk(struct db_catalog *c, struct buf *from,
	const struct buf *until,
	bool (*fn)(void *ctx, const char *name, int64_t products), void *ctx)
{
	size_t above = from->len - 1;
	const char *step;
	struct buf name;
	int64_t n = 0;
	enum err e = ERR_OK;

	buf_init(&name, TERMS_KEY);
	while (!e) {
		e = next(c, from, until, &name, &n);
		if (!e)
			e = move_on(from, &name, above, &step);
		if (!e && !step && !fn(ctx, buf_str(&name), n))
			break;
	}
	buf_fini(&name);
	return e == ERR_CLOSE ? ERR_OK : e;
}

enum err db_catalog_categories(struct db_catalog *c, const char *below,
	bool (*fn)(void *ctx, const char *name, int64_t products), void *ctx)
{
	struct buf from, until;
	enum err e;

	buf_init(&from, 2 * TERMS_KEY);
	buf_init(&until, 2 * TERMS_KEY);
	buf_add_char(&from, TERMS_BELOW);
	if (below && below[0]) {
		buf_add_str(&from, below);
		buf_add_str(&from, TERMS_STEP);
	}
	buf_add(&until, buf_str(&from), from.len);
	e = buf_add_char(&until, '\xff');
	if (!e)
		e = from.err;
	c->steps = c->limit;
	if (!e)
		e = walk(c, &from, &until, fn, ctx);
	buf_fini(&from);
	buf_fini(&until);
	return e == ERR_SIZE ? ERR_OK : e;
}
