/* SPDX-License-Identifier: MIT */
/*
 * Both files have an index of SKUs, in the same order, byte by byte: they are
 * read side by side.  Looking each up in the other would be a million searches.
 */
#include "relay/catalog/db_catalog_gone.h"

#include <string.h>

#include "relay/catalog/db_catalog_build.h"
#include "relay/catalog/db_catalog_in.h"

#define TELL 8192 /* products between two reports */

struct skus {
	sqlite3_stmt *st;
	int rc; /* SQLITE_ROW while there is one */
	const void *sku;
	int len;
};

static void step(struct skus *s)
{
	if (s->rc == SQLITE_ROW)
		s->rc = sqlite3_step(s->st);
	if (s->rc != SQLITE_ROW)
		return;
	s->sku = sqlite3_column_blob(s->st, 0);
	s->len = sqlite3_column_bytes(s->st, 0);
	if (s->len > 0 && !s->sku)
		s->rc = SQLITE_NOMEM;
}

static void begin(struct skus *s, sqlite3 *sqlite)
{
	s->rc = sqlite3_prepare_v2(sqlite,
		"SELECT sku FROM product ORDER BY sku", -1, &s->st, NULL);
	if (s->rc == SQLITE_OK)
		s->rc = SQLITE_ROW;
	step(s);
}

/* As SQLite orders them. */
static int compare(const struct skus *a, const struct skus *b)
{
	int len = a->len < b->len ? a->len : b->len;
	int c = len > 0 ? memcmp(a->sku, b->sku, (size_t)len) : 0;

	return c ? c : a->len - b->len;
}

/* Errors of the new one, and what progress says; `old` has its own. */
static enum err count(
	struct skus *old, struct skus *fresh, struct db_catalog_build_end *end)
{
	enum err e = ERR_OK;

	for (int64_t n = 1; old->rc == SQLITE_ROW && !e; n++) {
		while (fresh->rc == SQLITE_ROW && compare(fresh, old) < 0)
			step(fresh);
		e = db_catalog_err(fresh->rc);
		if (fresh->rc != SQLITE_ROW || compare(fresh, old) != 0)
			end->gone++;
		if (!e && end->progress && n % TELL == 0)
			e = end->progress(end->ctx, 0, end->products);
		step(old);
	}
	return e;
}

enum err db_catalog_gone(
	sqlite3 *fresh, const char *path, struct db_catalog_build_end *end)
{
	struct skus old = {.len = 0}, now = {.len = 0};
	struct db_catalog *c = NULL;
	char why[256];
	enum err e = db_catalog_open(path, &c, why);

	end->before = end->gone = 0;
	if (e)
		return e == ERR_NOMEM ? e : ERR_OK;
	begin(&old, c->sqlite);
	begin(&now, fresh);
	e = count(&old, &now, end);
	if (!e && old.rc == SQLITE_DONE)
		end->before = db_catalog_about(c)->products;
	else if (!e && db_catalog_err(old.rc) == ERR_NOMEM)
		e = ERR_NOMEM;
	else
		end->gone = 0;
	sqlite3_finalize(old.st);
	sqlite3_finalize(now.st);
	db_catalog_close(&c);
	return e;
}
