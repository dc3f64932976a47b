/* SPDX-License-Identifier: MIT */
#include "relay/catalog/db_catalog_renew.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "relay/catalog/db_catalog_build.h"
#include "relay/catalog/db_catalog_in.h"
#include "shared/limits.h"
#include "shared/mem.h"

struct renewal {
	struct db_catalog_renew *all;
	struct db_catalog *old;
	struct db_catalog_build *build;
	struct db_catalog_build_end end;
	struct db_catalog_popular *popular;
};

static enum err on_progress(void *ctx, int64_t done, int64_t of)
{
	const struct renewal *r = ctx;

	(void)done;
	(void)of;
	return atomic_load(r->all->stop) ? ERR_RESTART : ERR_OK;
}

/* ---- what was popular, and what was compared ---- */

/* Prices of other currencies than this one were left out of comparisons. */
static enum err note_currency(struct renewal *r, int64_t id, bool *mixed)
{
	struct product p;
	enum err e = db_catalog_product(r->old, id, &p);

	if (!e && r->end.currency[0] &&
		strcmp(r->end.currency, p.currency) != 0)
		*mixed = true;
	if (!e && !r->end.currency[0])
		snprintf(r->end.currency, sizeof(r->end.currency), "%.3s",
			p.currency);
	db_catalog_done(r->old, DB_CATALOG_PRODUCT);
	return e;
}

/* All but the popular ones stand in order of their ids, so *popular of them are
 * in front at most. */
static enum err read_order(struct renewal *r, uint32_t *popular)
{
	uint32_t n = (uint32_t)db_catalog_about(r->old)->products;
	struct db_catalog_place place;
	bool mixed = false;
	int64_t last = 0;
	enum err e = ERR_OK;

	*popular = 0;
	for (uint32_t doc = 0; doc < n && !e; doc++) {
		e = db_catalog_place(r->old, doc, &place);
		if (!e && place.id < last)
			*popular = doc;
		if (!e && place.price != PRODUCT_NO_PRICE && !mixed)
			e = note_currency(r, place.id, &mixed);
		if (!e && doc % 1024 == 0)
			e = on_progress(r, 0, 0);
		last = place.id;
	}
	if (mixed)
		r->end.currency[0] = '\0';
	return e;
}

static enum err keep_popular(struct renewal *r, uint32_t doc, uint32_t n)
{
	struct db_catalog_place place;
	struct product p = {.sku = ""};
	enum err e = db_catalog_place(r->old, doc, &place);

	if (!e)
		e = db_catalog_product(r->old, place.id, &p);
	if (!e) {
		r->popular[doc].sku = mem_strdup(p.sku);
		r->popular[doc].times = n - doc;
		e = r->popular[doc].sku ? ERR_OK : ERR_NOMEM;
		r->end.n = e ? r->end.n : (int)doc + 1;
	}
	db_catalog_done(r->old, DB_CATALOG_PRODUCT);
	return e;
}

static enum err find_popular(struct renewal *r)
{
	uint32_t n = 0;
	enum err e = read_order(r, &n);

	if (!e && n > 0)
		r->popular = mem_zero(n * sizeof(*r->popular));
	if (!e && n > 0 && !r->popular)
		e = ERR_NOMEM;
	r->end.popular = r->popular;
	for (uint32_t doc = 0; doc < n && !e; doc++)
		e = keep_popular(r, doc, n);
	return e;
}

/* ---- products ---- */

static enum err copy_products(struct renewal *r)
{
	sqlite3_stmt *st = NULL;
	struct product p;
	int rc = sqlite3_prepare_v2(r->old->sqlite,
		"SELECT " DB_CATALOG_COLUMNS " FROM product ORDER BY id", -1,
		&st, NULL);
	enum err e = db_catalog_err(rc);

	for (int64_t n = 0; !e && (rc = sqlite3_step(st)) == SQLITE_ROW; n++) {
		e = db_catalog_row(r->old, st, &p);
		if (!e)
			e = db_catalog_build_add(r->build, &p);
		if (!e && n % 1024 == 0)
			e = on_progress(r, 0, 0);
	}
	sqlite3_finalize(st);
	return e ? e : db_catalog_err(rc);
}

/* It was outdated a moment ago; now nobody else makes one. */
static enum err renew_locked(struct renewal *r, const char *path, char why[256])
{
	enum err e = db_catalog_open(path, &r->old, why);

	if (e || !db_catalog_about(r->old)->outdated)
		return e;
	r->end.now = db_catalog_about(r->old)->made;
	r->end.gone = db_catalog_about(r->old)->gone;
	r->end.progress = on_progress;
	r->end.ctx = r;
	e = find_popular(r);
	if (!e)
		e = copy_products(r);
	if (e) {
		snprintf(why, 256, "%s", err_text(e));
		return e;
	}
	e = db_catalog_build_finish(&r->build, &r->end, why);
	r->all->renewed += e == ERR_OK;
	return e;
}

static enum err renew_one(struct db_catalog_renew *all, const char *retailer,
	enum db_catalog_build_as as, const char *path)
{
	struct renewal r = {.all = all, .end.as = as};
	enum err e = db_catalog_build_begin(
		all->directory, retailer, &r.build, all->why);

	if (!e)
		e = renew_locked(&r, path, all->why);
	db_catalog_build_abandon(&r.build);
	for (int i = 0; i < r.end.n; i++)
		mem_free((char *)r.popular[i].sku);
	mem_free(r.popular);
	db_catalog_close(&r.old);
	return e;
}

/* ---- all of them ---- */

static bool is_outdated(const char *path)
{
	struct db_catalog *c = NULL;
	char why[256];
	bool outdated = db_catalog_open(path, &c, why) == ERR_OK &&
		db_catalog_about(c)->outdated;

	db_catalog_close(&c);
	return outdated;
}

static void look_at(struct db_catalog_renew *all, const char *retailer,
	enum db_catalog_build_as as)
{
	char path[DB_CATALOG_BUILD_PATH];
	enum err e;

	if (!(as == DB_CATALOG_BUILD_SAME ? db_catalog_build_path
					  : db_catalog_build_held)(
		    all->directory, retailer, path) ||
		!is_outdated(path))
		return;
	e = renew_one(all, retailer, as, path);
	if (e == ERR_OK || e == ERR_FULL || e == ERR_RESTART)
		return;
	all->err = e;
	snprintf(all->name, sizeof(all->name), "%s", retailer);
}

void db_catalog_renew(struct db_catalog_renew *all)
{
	DIR *dir = opendir(all->directory);
	struct dirent *entry;
	char name[256];

	/* A key has no dots; what follows the first one is the tail. */
	while (dir && !atomic_load(all->stop) &&
		(entry = readdir(dir)) != NULL) {
		size_t n = strcspn(entry->d_name, ".");

		snprintf(name, sizeof(name), "%.*s", (int)n, entry->d_name);
		if (n > 0 && strcmp(entry->d_name + n, ".catalog") == 0)
			look_at(all, name, DB_CATALOG_BUILD_SAME);
		else if (n > 0 && strcmp(entry->d_name + n, ".held") == 0)
			look_at(all, name, DB_CATALOG_BUILD_SAME_HELD);
	}
	if (dir)
		closedir(dir);
}
