/* SPDX-License-Identifier: MIT */
#include "relay/catalog/terms.h"

#include <stdbool.h>
#include <string.h>

#include "relay/catalog/query.h"
#include "shared/buf.h"
#include "shared/fold.h"
#include "shared/mem.h"
#include "shared/utf8.h"
#include "shared/word.h"

char terms_kind(const char *s, size_t len)
{
	return word_has_digit(s, len) ? TERMS_DIGIT : TERMS_WORD;
}

struct terms {
	enum err (*add)(
		void *ctx, const char *key, size_t len, enum terms_field field);
	void *ctx;
};

static enum err add(const struct terms *t, char kind, const char *s, size_t len,
	enum terms_field field)
{
	char key[TERMS_KEY];

	if (len > sizeof(key) - 1)
		len = sizeof(key) - 1;
	key[0] = kind;
	memcpy(key + 1, s, len);
	return t->add(t->ctx, key, len + 1, field);
}

static enum err add_word(
	const struct terms *t, const struct word *w, enum terms_field field)
{
	bool digit = word_has_digit(w->s, w->len);
	int most = digit ? TERMS_LONGER_MOST : TERMS_PREFIX_MOST;
	enum err e;
	size_t at = 0;
	uint32_t cp;

	e = add(t, terms_kind(w->s, w->len), w->s, w->len, field);
	for (int i = 0; i < most && at < w->len && !e; i++) {
		at += utf8_decode(w->s + at, w->len - at, &cp);
		e = add(t, i < TERMS_PREFIX_MOST ? TERMS_PREFIX : TERMS_LONGER,
			w->s, at, field);
	}
	return e;
}

/* Every letter, and every two side by side.  Only the first of each begins the
 * name. */
static enum err add_run(
	const struct terms *t, const struct word *w, enum terms_field field)
{
	enum terms_field f = field;
	enum err e = ERR_OK;
	size_t n, m;
	uint32_t cp;

	for (size_t at = 0; at < w->len && !e; at += n) {
		n = utf8_decode(w->s + at, w->len - at, &cp);
		e = add(t, TERMS_RUN, w->s + at, n, f);
		if (!e && at + n < w->len) {
			m = utf8_decode(w->s + at + n, w->len - at - n, &cp);
			e = add(t, TERMS_RUN, w->s + at, n + m, f);
		}
		if (field == TERMS_FIRST)
			f = TERMS_NAME;
	}
	return e;
}

static enum err add_text(
	const struct terms *t, const char *folded, enum terms_field field)
{
	struct word_scan scan;
	struct word w;
	enum err e = ERR_OK;

	word_scan(&scan, folded, strlen(folded));
	while (!e && word_next(&scan, &w)) {
		e = w.kind == WORD_RUN ? add_run(t, &w, field)
				       : add_word(t, &w, field);
		if (field == TERMS_FIRST)
			field = TERMS_NAME;
	}
	return e;
}

static enum err add_folded(
	const struct terms *t, const char *s, enum terms_field field)
{
	char *folded;
	enum err e;

	if (!*s)
		return ERR_OK;
	folded = fold(s, strlen(s));
	if (!folded)
		return utf8_valid(s, strlen(s)) ? ERR_NOMEM : ERR_UTF8;
	e = add_text(t, folded, field);
	mem_free(folded);
	return e;
}

static enum err add_title(const struct terms *t, const char *name)
{
	char key[TERMS_TITLE_LEN];
	struct buf plain;
	char *folded = fold(name, strlen(name));
	enum err e = ERR_NOMEM;

	buf_init(&plain, SIZE_MAX);
	if (folded)
		e = word_plain(folded, strlen(folded), &plain);
	if (!e && plain.len > 0) {
		terms_title(plain.data, key);
		e = add(t, TERMS_TITLE, key + 1, sizeof(key) - 1, TERMS_NAME);
	}
	buf_fini(&plain);
	mem_free(folded);
	return e;
}

/* As one word, however it is written. */
static enum err add_code(const struct terms *t, const char *s)
{
	struct buf code;
	char *folded = fold(s, strlen(s));
	enum err e = ERR_NOMEM;

	buf_init(&code, SIZE_MAX);
	if (folded)
		e = query_code(folded, strlen(folded), &code);
	if (!e && code.len > 0)
		e = add(t, terms_kind(code.data, code.len), code.data, code.len,
			TERMS_CODES);
	buf_fini(&code);
	mem_free(folded);
	return e;
}

/* "Home > Tea > Cups" lies below "Home", "Home > Tea" and itself. */
static enum err add_category(const struct terms *t, const char *category)
{
	const char *step = category;
	enum err e = ERR_OK;

	while (*category && step && !e) {
		step = strstr(step, TERMS_STEP);
		e = add(t, TERMS_BELOW, category,
			step ? (size_t)(step - category) : strlen(category),
			TERMS_CATEGORY);
		if (step)
			step += strlen(TERMS_STEP);
	}
	return e;
}

enum err terms_of(const struct product *p,
	enum err (*fn)(
		void *ctx, const char *key, size_t len, enum terms_field field),
	void *ctx)
{
	const struct terms t = {fn, ctx};
	const struct {
		const char *s;
		enum terms_field field;
	} texts[] = {
		{p->name, TERMS_FIRST},
		{p->brand, TERMS_BRAND},
		{p->category, TERMS_CATEGORY},
		{p->keywords, TERMS_KEYWORDS},
		{p->color, TERMS_KEYWORDS},
		{p->size, TERMS_KEYWORDS},
		{p->sku, TERMS_KEYWORDS},
		{p->gtin, TERMS_KEYWORDS},
		{p->mpn, TERMS_KEYWORDS},
		{p->description, TERMS_DESCRIPTION},
	};
	enum err e = add_code(&t, p->sku);

	if (!e)
		e = add_code(&t, p->mpn);
	if (!e)
		e = add_code(&t, p->gtin);
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts) && !e; i++)
		e = add_folded(&t, texts[i].s, texts[i].field);
	if (!e)
		e = add_title(&t, p->name);
	if (!e)
		e = add_category(&t, p->category);
	if (!e && catalog_in_stock(p))
		e = add(&t, TERMS_STOCK, "", 0, TERMS_KEYWORDS);
	return e;
}

/* FNV-1a: short, and no adversary gains by finding two alike. */
void terms_title(const char *plain, char out[TERMS_TITLE_LEN])
{
	uint64_t h = 0xcbf29ce484222325;

	for (; *plain; plain++)
		h = (h ^ (unsigned char)*plain) * 0x100000001b3;
	out[0] = TERMS_TITLE;
	memcpy(out + 1, &h, sizeof(h));
}

bool terms_gtin(const char *s, size_t len, char out[TERMS_GTIN])
{
	if ((len != 8 && len != 12 && len != 13 && len != 14) ||
		!word_all_digits(s, len))
		return false;
	memset(out, '0', TERMS_GTIN);
	memcpy(out + TERMS_GTIN - len, s, len);
	return true;
}
