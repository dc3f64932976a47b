/* SPDX-License-Identifier: MIT */
#include "relay/catalog/db_catalog_match.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "relay/catalog/db_catalog_in.h"
#include "shared/mem.h"
#include "shared/utf8.h"

void db_catalog_match_init(struct db_catalog_match *m, struct db_catalog *c)
{
	m->c = c;
	m->n = 0;
	m->doc = DB_CATALOG_END;
}

void db_catalog_match_fini(struct db_catalog_match *m)
{
	for (int i = 0; i < m->n; i++) {
		db_catalog_lists_fini(m->unions[i]);
		mem_free(m->unions[i]);
	}
	m->n = 0;
}

static enum err add(struct db_catalog_match *m, int term, unsigned best,
	unsigned worst, struct db_catalog_lists **out)
{
	struct db_catalog_lists *l = mem_alloc(sizeof(*l));

	assert(m->n < DB_CATALOG_UNIONS);
	if (!l)
		return ERR_NOMEM;
	db_catalog_lists_init(l, m->c, best, worst);
	m->term[m->n] = term;
	m->unions[m->n++] = l;
	*out = l;
	return ERR_OK;
}

/* ---- words ---- */

/* All words that begin with `s`; see terms.h for which lists there are. */
static enum err add_beginnings(
	struct db_catalog_lists *l, const char *s, size_t len)
{
	size_t letters = utf8_count(s, len);
	enum err e = ERR_OK;
	int found = 0;

	if (letters <= TERMS_PREFIX_MOST) {
		e = db_catalog_lists_add(
			l, TERMS_PREFIX, s, len, false, &found);
		if (e || found > 0)
			return e;
	}
	if (letters > TERMS_PREFIX_MOST && letters <= TERMS_LONGER_MOST)
		e = db_catalog_lists_add(
			l, TERMS_LONGER, s, len, false, &found);
	if (!e && found == 0)
		e = db_catalog_lists_add(l, TERMS_DIGIT, s, len, true, NULL);
	if (!e && !word_has_digit(s, len))
		e = db_catalog_lists_add(l, TERMS_WORD, s, len, true, NULL);
	return e;
}

struct respelling {
	struct db_catalog_lists *l;
};

/* Most of the hundreds of ways of writing it begin no word at all. */
static enum err on_respelling(void *ctx, const char *s, size_t len)
{
	struct respelling *r = ctx;
	struct db_catalog *c = r->l->c;
	sqlite3_stmt *st = c->query[DB_CATALOG_ANY];
	char low[DB_CATALOG_KEY], high[DB_CATALOG_KEY];
	size_t n, m;
	int rc;

	db_catalog_lists_range(TERMS_WORD, s, len, true, low, &n, high, &m);
	sqlite3_bind_blob(st, 1, low, (int)n, SQLITE_STATIC);
	sqlite3_bind_blob(st, 2, high, (int)m, SQLITE_STATIC);
	rc = sqlite3_step(st);
	db_catalog_done(c, DB_CATALOG_ANY);
	if (rc == SQLITE_DONE || !db_catalog_spend(c, 300))
		return ERR_OK;
	if (rc != SQLITE_ROW)
		return db_catalog_failed(c);
	return db_catalog_lists_add(r->l, TERMS_WORD, s, len, true, NULL);
}

static enum err add_word(struct db_catalog_match *m, int term,
	const struct query_term *t, enum terms_field worst,
	const struct db_catalog_how *how)
{
	struct query_form forms[QUERY_FORMS];
	struct db_catalog_lists *l;
	struct respelling r;
	enum err e = add(m, term, TERMS_CODES, worst, &l);
	int n = query_forms(t->s, t->len, forms);

	if (e)
		return e;
	if (how->whole)
		e = db_catalog_lists_add(
			l, terms_kind(t->s, t->len), t->s, t->len, false, NULL);
	else
		e = add_beginnings(l, t->s, t->len);
	for (int i = 0; i < n && !e; i++)
		e = db_catalog_lists_add(l,
			terms_kind(forms[i].s, forms[i].len), forms[i].s,
			forms[i].len, false, NULL);
	r.l = l;
	if (!e && how->respelt && query_can_be_misspelt(t))
		e = query_respell(t->s, t->len, on_respelling, &r);
	return e;
}

/* ---- runs ---- */

static enum err add_pair(struct db_catalog_match *m, int term, const char *s,
	size_t len, enum terms_field worst)
{
	struct db_catalog_lists *l;
	enum err e = add(m, term, TERMS_CODES, worst, &l);

	return e ? e : db_catalog_lists_add(l, TERMS_RUN, s, len, false, NULL);
}

static enum err add_run(struct db_catalog_match *m, int term,
	const struct query_term *t, enum terms_field first,
	enum terms_field worst)
{
	size_t at = 0, n, next;
	enum err e = ERR_OK;
	uint32_t cp;

	n = utf8_decode(t->s, t->len, &cp);
	if (n == t->len)
		return add_pair(m, term, t->s, n, first);
	for (int i = 0; i < DB_CATALOG_PAIRS && at + n < t->len && !e; i++) {
		next = utf8_decode(t->s + at + n, t->len - at - n, &cp);
		e = add_pair(
			m, term, t->s + at, n + next, i == 0 ? first : worst);
		at += n;
		n = next;
	}
	return e;
}

/* ---- all of it ---- */

enum err db_catalog_match_terms(struct db_catalog_match *m,
	const struct query *q, const struct db_catalog_how *how)
{
	enum err e = ERR_OK;

	for (int i = 0; i < q->n && !e; i++) {
		const struct query_term *t = &q->terms[i];
		enum terms_field first = i == 0 ? how->first : how->worst;

		e = t->run ? add_run(m, i, t, first, how->worst)
			   : add_word(m, i, t, first, how);
	}
	return e;
}

enum err db_catalog_match_key(struct db_catalog_match *m, char kind,
	const char *s, size_t len, enum terms_field worst)
{
	struct db_catalog_lists *l;
	enum err e = add(m, -1, TERMS_CODES, worst, &l);

	if (len > TERMS_KEY - 1)
		len = TERMS_KEY - 1;
	return e ? e : db_catalog_lists_add(l, kind, s, len, false, NULL);
}

enum err db_catalog_match_filters(
	struct db_catalog_match *m, const struct catalog_ask *ask)
{
	enum err e = ERR_OK;

	if (ask->category && ask->category[0])
		e = db_catalog_match_key(m, TERMS_BELOW, ask->category,
			strlen(ask->category), TERMS_CATEGORY);
	if (!e && ask->in_stock)
		e = db_catalog_match_key(m, TERMS_STOCK, "", 0, TERMS_KEYWORDS);
	return e;
}

/* Few first, for they say where to look in the others. */
static void put_in_order(struct db_catalog_match *m)
{
	for (int i = 1; i < m->n; i++) {
		struct db_catalog_lists *l = m->unions[i];
		int term = m->term[i], j = i;

		for (; j > 0 && m->unions[j - 1]->estimate > l->estimate; j--) {
			m->unions[j] = m->unions[j - 1];
			m->term[j] = m->term[j - 1];
		}
		m->unions[j] = l;
		m->term[j] = term;
	}
}

enum err db_catalog_match_ready(struct db_catalog_match *m)
{
	struct db_catalog_lists *l;
	enum err e = ERR_OK;

	if (m->n == 0) {
		e = add(m, -1, TERMS_CODES, TERMS_FIELDS, &l);
		if (!e)
			db_catalog_lists_all(l);
	}
	put_in_order(m);
	for (int i = 0; i < m->n && !e; i++)
		e = db_catalog_lists_ready(m->unions[i]);
	return e;
}

static void note_fields(
	const struct db_catalog_match *m, uint8_t field[CATALOG_WORDS])
{
	memset(field, 0, CATALOG_WORDS);
	/* Of a run the worst: each pair of its letters must be there. */
	for (int i = 0; i < m->n; i++) {
		int term = m->term[i];
		unsigned f =
			term < 0 ? 0 : db_catalog_lists_field(m->unions[i]);

		if (term >= 0 && f > field[term])
			field[term] = (uint8_t)f;
	}
}

enum err db_catalog_match_next(
	struct db_catalog_match *m, uint8_t field[CATALOG_WORDS])
{
	uint32_t doc = m->doc == DB_CATALOG_END ? 0 : m->doc + 1;
	enum err e;
	int i = 0;

	while (i < m->n) {
		e = db_catalog_lists_seek(m->unions[i], doc);
		if (e)
			return e;
		if (m->unions[i]->doc == doc) {
			i++;
			continue;
		}
		/* Back to the one with the fewest. */
		doc = m->unions[i]->doc;
		if (doc == DB_CATALOG_END)
			break;
		i = i == 0;
	}
	m->doc = doc;
	if (doc != DB_CATALOG_END)
		note_fields(m, field);
	return ERR_OK;
}
