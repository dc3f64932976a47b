/* SPDX-License-Identifier: MIT */
/*
 * Lists are in order of popularity, so the first few hundred products that
 * match are the most popular ones.  When all that match are no more than
 * CATALOG_REACH they are simply ranked.  When they are more, narrower passes
 * come first: names that begin with the words, whole words before beginnings,
 * names before brands and those before descriptions; what they find is then
 * ranked.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "relay/catalog/db_catalog_in.h"
#include "relay/catalog/db_catalog_match.h"
#include "shared/buf.h"
#include "shared/fold.h"
#include "shared/mem.h"
#include "shared/utf8.h"

struct found {
	uint32_t doc;
	int64_t id;
	struct rank rank;
	bool title;  /* by a key that others may share */
	bool looked; /* at its text, and has its score */
	int score;
};

struct search {
	struct db_catalog *c;
	const struct catalog_ask *ask;
	struct query q;
	struct db_catalog_match match;
	struct found *found; /* room for twice CATALOG_REACH */
	int n;
	bool runs; /* a term must be looked for in the text */
	int64_t total;
	bool more; /* than total */
};

/* ---- looking at a product's text ---- */

/* Three letters or more: that its pairs are there is not enough. */
static bool must_be_seen(const struct query_term *t)
{
	return t->run && utf8_count(t->s, t->len) > 2;
}

/* Gives the folded text of the file, where something may be damaged. */
static enum err fold_text(struct db_catalog *c, const char *text, char **out)
{
	*out = (c->marked ? fold_marked : fold)(text, strlen(text));
	if (*out)
		return ERR_OK;
	return utf8_valid(text, strlen(text)) ? ERR_NOMEM
					      : db_catalog_bad(c, "a text");
}

static enum err folded_has(
	struct db_catalog *c, const char *text, const char *s, bool *out)
{
	char *folded;
	enum err e = fold_text(c, text, &folded);

	if (e)
		return e;
	*out = strstr(folded, s) != NULL;
	mem_free(folded);
	return ERR_OK;
}

/* The best field but the name that has the term, or TERMS_FIELDS. */
static enum err see_below(struct db_catalog *c, const struct product *p,
	const struct query_term *t, unsigned from, uint8_t *out)
{
	const struct {
		const char *s;
		uint8_t field;
	} texts[] = {
		{p->brand, TERMS_BRAND},
		{p->category, TERMS_CATEGORY},
		{p->keywords, TERMS_KEYWORDS},
		{p->color, TERMS_KEYWORDS},
		{p->size, TERMS_KEYWORDS},
		{p->sku, TERMS_KEYWORDS},
		{p->mpn, TERMS_KEYWORDS},
		{p->description, TERMS_DESCRIPTION},
	};
	bool has = false;
	enum err e;

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		if (texts[i].field < from)
			continue;
		e = folded_has(c, texts[i].s, t->s, &has);
		*out = texts[i].field;
		if (e || has)
			return e;
	}
	*out = TERMS_FIELDS;
	return ERR_OK;
}

static enum err plain_name(
	struct db_catalog *c, const char *name, struct buf *out)
{
	char *folded;
	enum err e = fold_text(c, name, &folded);

	if (!e)
		e = word_plain(folded, strlen(folded), out);
	mem_free(folded);
	return e;
}

/* Terms that are not in the name; *out says whether all are somewhere. */
static enum err see_text(struct search *s, struct found *f,
	const bool unseen[CATALOG_WORDS], bool *out)
{
	struct product p;
	enum err e = db_catalog_product(s->c, f->id, &p);

	if (e)
		return e;
	for (int i = 0; i < s->q.n && !e && *out; i++) {
		if (!unseen[i])
			continue;
		e = see_below(s->c, &p, &s->q.terms[i], f->rank.field[i],
			&f->rank.field[i]);
		*out = f->rank.field[i] < TERMS_FIELDS;
	}
	db_catalog_done(s->c, DB_CATALOG_PRODUCT);
	return e;
}

/* Are all pairs of letters of the long runs side by side, too? */
static enum err see(
	struct search *s, struct found *f, const char *plain, bool *out)
{
	bool unseen[CATALOG_WORDS] = {false}, some = false;
	const char *at;

	for (int i = 0; i < s->q.n; i++) {
		if (!must_be_seen(&s->q.terms[i]))
			continue;
		at = strstr(plain, s->q.terms[i].s);
		if (at)
			f->rank.field[i] =
				at == plain ? TERMS_FIRST : TERMS_NAME;
		else
			some = unseen[i] = true;
	}
	return some ? see_text(s, f, unseen, out) : ERR_OK;
}

/* Gives it a score; *out says whether it matches after all. */
static enum err look(struct search *s, struct found *f, bool *out)
{
	struct buf plain;
	const char *name;
	enum err e = db_catalog_name(s->c, f->id, &name);

	*out = true;
	f->looked = true;
	if (e)
		return e;
	buf_init(&plain, SIZE_MAX);
	e = plain_name(s->c, name, &plain);
	db_catalog_done(s->c, DB_CATALOG_NAME);
	if (!e && f->title)
		*out = rank_is_name(&s->q, buf_str(&plain));
	if (!e && *out && s->runs && !f->rank.code)
		e = see(s, f, buf_str(&plain), out);
	if (!e && *out)
		f->score = rank_score(&s->q, &f->rank, buf_str(&plain));
	buf_fini(&plain);
	return e;
}

/* ---- passes ---- */

static bool has_doc(const struct search *s, uint32_t doc)
{
	for (int i = 0; i < s->n; i++)
		if (s->found[i].doc == doc)
			return true;
	return false;
}

static bool price_fits(const struct catalog_ask *ask, int64_t price)
{
	return !ask->priced ||
		(price != PRODUCT_NO_PRICE && price >= ask->low &&
			price <= ask->high);
}

enum as { AS_MATCH, AS_CODE, AS_TITLE };

/* One product that the lists have; *counts says whether it matches. */
static enum err consider(struct search *s, uint32_t doc, const uint8_t *field,
	enum as as, bool *counts)
{
	struct found *f = &s->found[s->n];
	struct db_catalog_place place;
	enum err e;

	/* Without a text to look at or a place to keep it, it is counted. */
	if (s->n == CATALOG_REACH && !s->ask->priced)
		return ERR_OK;
	e = db_catalog_place(s->c, doc, &place);
	*counts = !e && price_fits(s->ask, place.price);
	if (e || !*counts || s->n == CATALOG_REACH)
		return e;
	*f = (struct found){.doc = doc,
		.id = place.id,
		.rank.code = as == AS_CODE,
		.title = as == AS_TITLE};
	memcpy(f->rank.field, field, sizeof(f->rank.field));
	/* There may be better ones, so this waits if it can. */
	if (s->runs || f->title)
		e = look(s, f, counts);
	if (!e && *counts)
		s->n++;
	return e;
}

/* Everything that the match finds, until CATALOG_REACH are there; and counted
 * on, if `count`, up to CATALOG_COUNT. */
static enum err collect(struct search *s, enum as as, bool count)
{
	uint8_t field[CATALOG_WORDS];
	enum err e = db_catalog_match_ready(&s->match);
	/* One list alone knows how many it has. */
	bool known = count && s->match.n == 1 && s->match.term[0] < 0 &&
		!s->ask->priced;
	int64_t exact = known ? s->match.unions[0]->estimate : 0;
	bool counts;

	while (!e && ((count && !known) || s->n < CATALOG_REACH)) {
		e = db_catalog_match_next(&s->match, field);
		if (e || s->match.doc == DB_CATALOG_END)
			break;
		if (has_doc(s, s->match.doc))
			continue;
		counts = true;
		e = consider(s, s->match.doc, field, as, &counts);
		if (!count)
			continue;
		s->total += counts;
		s->more = s->total > CATALOG_COUNT ||
			(s->runs && s->n == CATALOG_REACH);
		if (s->more) {
			s->total = CATALOG_COUNT;
			break;
		}
	}
	if (known) {
		s->total = exact;
		s->more = false;
	}
	db_catalog_match_fini(&s->match);
	return e;
}

static enum err by_terms(
	struct search *s, const struct db_catalog_how *how, bool count)
{
	enum err e;

	db_catalog_match_init(&s->match, s->c);
	e = db_catalog_match_terms(&s->match, &s->q, how);
	if (!e)
		e = db_catalog_match_filters(&s->match, s->ask);
	if (!e)
		return collect(s, AS_MATCH, count);
	db_catalog_match_fini(&s->match);
	return e;
}

static enum err by_key(
	struct search *s, char kind, const char *key, size_t len, enum as as)
{
	enum err e;

	db_catalog_match_init(&s->match, s->c);
	e = db_catalog_match_key(&s->match, kind, key, len,
		as == AS_CODE ? TERMS_CODES : TERMS_NAME);
	if (!e)
		e = db_catalog_match_filters(&s->match, s->ask);
	if (!e)
		return collect(s, as, false);
	db_catalog_match_fini(&s->match);
	return e;
}

/* The barcode with and without zeros in front, as it may stand in a feed. */
static enum err by_gtin(struct search *s, const char gtin[TERMS_GTIN])
{
	static const size_t lengths[] = {14, 13, 12, 8};
	enum err e = ERR_OK;
	size_t zeros = 0;

	while (zeros < TERMS_GTIN && gtin[zeros] == '0')
		zeros++;
	for (size_t i = 0; i < sizeof(lengths) / sizeof(*lengths) && !e; i++)
		if (TERMS_GTIN - zeros <= lengths[i])
			e = by_key(s, TERMS_DIGIT,
				gtin + TERMS_GTIN - lengths[i], lengths[i],
				AS_CODE);
	return e;
}

/* SKU, mpn, barcode. */
static enum err by_code(struct search *s)
{
	size_t len = strlen(s->q.code);
	char gtin[TERMS_GTIN];

	if (len == 0)
		return ERR_OK;
	if (terms_gtin(s->q.code, len, gtin))
		return by_gtin(s, gtin);
	return by_key(s, terms_kind(s->q.code, len), s->q.code, len, AS_CODE);
}

static enum err by_title(struct search *s)
{
	char key[TERMS_TITLE_LEN];

	terms_title(s->q.plain, key);
	return by_key(s, TERMS_TITLE, key + 1, sizeof(key) - 1, AS_TITLE);
}

/* More match than can be ranked: the best of them. */
static enum err narrow(struct search *s, int codes)
{
	static const struct db_catalog_how passes[] = {
		{TERMS_FIRST, TERMS_NAME, .whole = true},
		{TERMS_FIRST, TERMS_NAME, .whole = false},
		{TERMS_NAME, TERMS_NAME, .whole = true},
		{TERMS_NAME, TERMS_NAME, .whole = false},
		{TERMS_KEYWORDS, TERMS_KEYWORDS, .whole = false},
	};
	struct found *before = s->found + CATALOG_REACH;
	int n = s->n;
	enum err e;

	memcpy(before, s->found, (size_t)n * sizeof(*before));
	s->n = codes;
	s->c->steps = s->c->limit / 2;
	e = by_title(s);
	for (size_t i = 0; i < sizeof(passes) / sizeof(*passes) && !e &&
		s->n < CATALOG_REACH;
		i++)
		e = by_terms(s, &passes[i], false);
	/* No better ones than those that came first. */
	for (int i = codes; i < n && s->n < CATALOG_REACH; i++)
		if (!has_doc(s, before[i].doc))
			s->found[s->n++] = before[i];
	return e;
}

static enum err look_at_all(struct search *s)
{
	enum err e = ERR_OK;
	bool matches;

	for (int i = 0; i < s->n && s->q.n > 0 && !e; i++)
		if (!s->found[i].looked)
			e = look(s, &s->found[i], &matches);
	return e;
}

static int by_score(const void *a, const void *b)
{
	const struct found *x = a, *y = b;

	if (x->score != y->score)
		return x->score < y->score ? 1 : -1;
	return (x->doc > y->doc) - (x->doc < y->doc);
}

static enum err find(struct search *s, struct catalog_hits *out)
{
	struct db_catalog_how all = {TERMS_DESCRIPTION, TERMS_DESCRIPTION,
		.whole = false, .respelt = false};
	enum err e = by_code(s);
	int codes = s->n;

	s->total = codes;
	if (!e && (s->q.n > 0 || s->q.blank))
		e = by_terms(s, &all, true);
	if (!e && s->total == 0 && s->q.n > 0) {
		all.respelt = out->respelt = true;
		e = by_terms(s, &all, true);
		out->respelt = s->total > 0;
	} else if (!e && s->q.n > 0 && (s->total > s->n || s->more)) {
		e = narrow(s, codes);
	}
	if (!e)
		e = look_at_all(s);
	if (!e)
		qsort(s->found, (size_t)s->n, sizeof(*s->found), by_score);
	return e;
}

/* ---- the answer ---- */

static enum err give(struct search *s, struct catalog_hits *out)
{
	const struct catalog_ask *ask = s->ask;
	int limit = ask->limit > 0 && ask->limit < CATALOG_PAGE ? ask->limit
								: CATALOG_PAGE;
	struct product p;
	enum err e = ERR_OK;

	for (int i = ask->offset > 0 ? ask->offset : 0;
		i < s->n && out->n < limit && !e; i++) {
		e = db_catalog_product(s->c, s->found[i].id, &p);
		if (!e)
			e = catalog_hits_add(out, &p);
		db_catalog_done(s->c, DB_CATALOG_PRODUCT);
	}
	out->total = s->total;
	out->cut = s->c->cut;
	out->at_least = s->more || out->cut;
	return e;
}

enum err db_catalog_search(struct db_catalog *c, const struct catalog_ask *ask,
	struct catalog_hits *out)
{
	struct search s = {.c = c, .ask = ask};
	enum err e;

	*out = (struct catalog_hits){.n = 0};
	c->steps = c->limit / 2;
	c->cut = false;
	e = query_parse(ask->text ? ask->text : "", ask->len, c->marked, &s.q);
	for (int i = 0; i < s.q.n; i++)
		s.runs = s.runs || must_be_seen(&s.q.terms[i]);
	if (!e) {
		s.found = mem_alloc(2 * CATALOG_REACH * sizeof(*s.found));
		e = s.found ? find(&s, out) : ERR_NOMEM;
	}
	if (!e)
		e = give(&s, out);
	mem_free(s.found);
	query_fini(&s.q);
	if (e)
		catalog_hits_fini(out);
	return e;
}

/* Of what was found by a code that looks so. */
static enum err give_gtin(
	struct search *s, const char key[TERMS_GTIN], struct catalog_hits *out)
{
	char gtin[TERMS_GTIN];
	struct product p;
	enum err e = ERR_OK;

	for (int i = 0; i < s->n && !e; i++) {
		e = db_catalog_product(s->c, s->found[i].id, &p);
		if (!e && terms_gtin(p.gtin, strlen(p.gtin), gtin) &&
			memcmp(gtin, key, TERMS_GTIN) == 0)
			e = catalog_hits_add(out, &p);
		db_catalog_done(s->c, DB_CATALOG_PRODUCT);
	}
	out->total = out->n;
	return e;
}

enum err db_catalog_gtin(
	struct db_catalog *c, const char *gtin, struct catalog_hits *out)
{
	struct catalog_ask ask = {.text = "", .limit = CATALOG_PAGE};
	struct search s = {.c = c, .ask = &ask};
	char key[TERMS_GTIN];
	enum err e = ERR_OK;

	*out = (struct catalog_hits){.n = 0};
	c->steps = c->limit;
	c->cut = false;
	if (!terms_gtin(gtin, strlen(gtin), key))
		return ERR_OK;
	s.found = mem_alloc(2 * CATALOG_REACH * sizeof(*s.found));
	e = s.found ? by_gtin(&s, key) : ERR_NOMEM;
	if (!e)
		e = give_gtin(&s, key, out);
	mem_free(s.found);
	if (e)
		catalog_hits_fini(out);
	return e;
}
