/* SPDX-License-Identifier: MIT */
#include "relay/catalog/db_reader.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "relay/catalog/db_catalog.h"
#include "relay/catalog/db_catalog_build.h"
#include "shared/mem.h"

struct slot {
	char retailer[LIMIT_SLUG + 1];
	struct db_catalog *catalog; /* NULL: the slot is free */
	struct stat file;
	uint64_t used; /* when it was asked last, in questions */
};

struct db_reader {
	char *directory;
	struct slot slots[DB_READER_OPEN];
	uint64_t asked;
};

struct db_reader *db_reader_new(const char *directory)
{
	struct db_reader *r = mem_zero(sizeof(*r));

	if (r)
		r->directory = mem_strdup(directory);
	if (r && !r->directory)
		db_reader_destroy(&r);
	return r;
}

void db_reader_destroy(struct db_reader **r)
{
	if (*r) {
		for (int i = 0; i < DB_READER_OPEN; i++)
			db_catalog_close(&(*r)->slots[i].catalog);
		mem_free((*r)->directory);
		mem_free(*r);
	}
	*r = NULL;
}

/* The one that has it, or the one that was not used for longest. */
static struct slot *slot_of(struct db_reader *r, const char *retailer)
{
	struct slot *oldest = &r->slots[0];

	for (int i = 0; i < DB_READER_OPEN; i++) {
		struct slot *s = &r->slots[i];

		if (s->catalog && strcmp(s->retailer, retailer) == 0)
			return s;
		if (s->used < oldest->used)
			oldest = s;
	}
	return oldest;
}

/* Numbers of files are given again, so that their times are compared too. */
static bool same_file(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino &&
		a->st_size == b->st_size &&
		a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
		a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

/* Gives the catalogue as it is now, or says why there is none. */
static enum err open_slot(struct db_reader *r, const char *retailer,
	struct slot **out, char why[256])
{
	char path[DB_CATALOG_BUILD_PATH];
	struct slot *s = slot_of(r, retailer);
	struct stat st = {.st_ino = 0};
	enum err e;

	s->used = ++r->asked;
	*out = s;
	if (!db_catalog_build_path(r->directory, retailer, path))
		return ERR_CONFIG;
	if (stat(path, &st) == 0 && s->catalog &&
		strcmp(s->retailer, retailer) == 0 && same_file(&st, &s->file))
		return ERR_OK;
	db_catalog_close(&s->catalog);
	/* Of the file that is looked at now, or of an older one, which is then
	 * opened once more. */
	s->file = st;
	snprintf(s->retailer, sizeof(s->retailer), "%s", retailer);
	e = db_catalog_open(path, &s->catalog, why);
	if (e != ERR_OK)
		s->used = 0;
	return e;
}

static bool on_shelf(void *ctx, const char *name, int64_t products)
{
	return lookup_answer_add(ctx, name, products);
}

static enum err answer(struct db_catalog *c, const struct lookup *what,
	struct lookup_answer *out)
{
	enum err e;

	switch (what->kind) {
	case LOOKUP_TEXT:
		return db_catalog_search(c, &what->ask, &out->hits);
	case LOOKUP_SKU:
		return db_catalog_sku(c, what->key, &out->hits);
	case LOOKUP_GTIN:
		return db_catalog_gtin(c, what->key, &out->hits);
	case LOOKUP_FAMILY:
		return db_catalog_group(c, what->key, &out->hits);
	default:
		break;
	}
	if (what->kind != LOOKUP_SHELVES_BELOW)
		return ERR_OK; /* what it is about is known already */
	e = db_catalog_categories(c, what->key, on_shelf, out);
	return e ? e : out->err;
}

/* What waits for a manager, if it can be read. */
static void look_at_held(
	struct db_reader *r, const char *retailer, struct lookup_answer *out)
{
	char path[DB_CATALOG_BUILD_PATH], why[256];
	struct db_catalog *c;

	if (!db_catalog_build_held(r->directory, retailer, path) ||
		db_catalog_open(path, &c, why) != ERR_OK)
		return;
	out->held = true;
	out->held_products = db_catalog_about(c)->products;
	out->held_made = db_catalog_about(c)->made;
	out->held_gone = db_catalog_about(c)->gone;
	db_catalog_close(&c);
}

static void decide(struct db_reader *r, const struct lookup *what,
	struct lookup_answer *out)
{
	out->err = (what->kind == LOOKUP_RELEASE ? db_catalog_build_release
						 : db_catalog_build_refuse)(
		r->directory, what->retailer, out->why);
}

void db_reader_ask(struct db_reader *r, const struct lookup *what,
	struct lookup_answer *out)
{
	const struct db_catalog_about *about;
	struct slot *s;

	*out = (struct lookup_answer){.err = ERR_OK};
	if (what->kind == LOOKUP_ABOUT || what->kind == LOOKUP_REFUSE)
		look_at_held(r, what->retailer, out);
	if (what->kind == LOOKUP_RELEASE || what->kind == LOOKUP_REFUSE) {
		decide(r, what, out);
		return;
	}
	out->err = open_slot(r, what->retailer, &s, out->why);
	if (out->err == ERR_UNKNOWN) {
		out->err = ERR_OK; /* a retailer need not have one */
		out->why[0] = '\0';
		return;
	}
	if (out->err != ERR_OK)
		return;
	about = db_catalog_about(s->catalog);
	out->there = true;
	out->products = about->products;
	out->made = about->made;
	out->err = answer(s->catalog, what, out);
	if (out->err != ERR_OK)
		snprintf(out->why, sizeof(out->why), "%s",
			db_catalog_why(s->catalog));
}
