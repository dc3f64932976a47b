/* SPDX-License-Identifier: MIT */
#include "relay/catalog/query.h"

#include <string.h>

#include "shared/buf.h"
#include "shared/fold.h"
#include "shared/mem.h"
#include "shared/text.h"
#include "shared/utf8.h"

enum err query_code(const char *s, size_t len, struct buf *out)
{
	struct word_scan scan;
	struct word w;

	word_scan(&scan, s, len);
	while (word_next(&scan, &w))
		if (w.kind != WORD_JOINED)
			buf_add(out, w.s, w.len);
	return out->err;
}

static bool has(const struct query *q, const struct word *w)
{
	for (int i = 0; i < q->n; i++)
		if (q->terms[i].len == w->len &&
			memcmp(q->terms[i].s, w->s, w->len) == 0)
			return true;
	return false;
}

/* The words of `folded`; q->words has room for them all, each with its NUL. */
static enum err take_terms(struct query *q, const char *folded)
{
	struct word_scan scan;
	struct word w;
	char *to = q->words;

	word_scan(&scan, folded, strlen(folded));
	while (word_next(&scan, &w)) {
		if (w.kind == WORD_JOINED || has(q, &w))
			continue;
		if (q->n == CATALOG_WORDS)
			return ERR_SIZE;
		memcpy(to, w.s, w.len);
		to[w.len] = '\0';
		q->terms[q->n++] =
			(struct query_term){w.kind == WORD_RUN, to, w.len};
		to += w.len + 1;
	}
	return ERR_OK;
}

static enum err take_plain(struct query *q, const char *folded)
{
	struct buf plain, code;
	size_t len = strlen(folded);

	buf_init(&plain, SIZE_MAX);
	buf_init(&code, SIZE_MAX);
	word_plain(folded, len, &plain);
	query_code(folded, len, &code);
	q->plain = buf_take(&plain);
	q->code = buf_take(&code);
	return q->plain && q->code ? ERR_OK : ERR_NOMEM;
}

enum err query_parse(const char *text, size_t len, bool marked, struct query *q)
{
	char *folded;
	enum err e;

	*q = (struct query){.n = 0};
	if (len > CATALOG_TEXT)
		return ERR_SIZE;
	if (!utf8_valid(text, len))
		return ERR_UTF8;
	q->blank = text_blank(text, len);
	folded = (marked ? fold_marked : fold)(text, len);
	if (!folded)
		return ERR_NOMEM;
	/* No word is empty, so that there are at most as many NULs as letters.
	 */
	q->words = mem_alloc(2 * strlen(folded) + 1);
	e = q->words ? take_terms(q, folded) : ERR_NOMEM;
	if (!e)
		e = take_plain(q, folded);
	mem_free(folded);
	return e;
}

void query_fini(struct query *q)
{
	mem_free(q->plain);
	mem_free(q->code);
	mem_free(q->words);
	*q = (struct query){.n = 0};
}

/* ---- forms ---- */

static bool ends(const char *s, size_t len, const char *tail)
{
	size_t n = strlen(tail);

	return len > n && memcmp(s + len - n, tail, n) == 0;
}

static void form(
	struct query_form *f, const char *s, size_t len, const char *tail)
{
	memcpy(f->s, s, len);
	memcpy(f->s + len, tail, strlen(tail) + 1);
	f->len = len + strlen(tail);
}

int query_forms(const char *s, size_t len, struct query_form out[QUERY_FORMS])
{
	static const char *const hissing[] = {"s", "x", "z", "ch", "sh", "o"};
	int n = 0;

	if (len < 3 || len > WORD_MAX)
		return 0;
	if (ends(s, len, "y"))
		form(&out[n++], s, len - 1, "ies");
	if (!ends(s, len, "s") || ends(s, len, "ss"))
		return n;
	form(&out[n++], s, len - 1, "");
	if (ends(s, len, "ies"))
		form(&out[n++], s, len - 3, "y");
	for (size_t i = 0;
		ends(s, len, "es") && i < sizeof(hissing) / sizeof(*hissing);
		i++)
		if (ends(s, len - 2, hissing[i])) {
			form(&out[n++], s, len - 2, "");
			break;
		}
	return n;
}

/* ---- spelling ---- */

bool query_can_be_misspelt(const struct query_term *t)
{
	return !t->run && !word_has_digit(t->s, t->len) &&
		utf8_count(t->s, t->len) >= CATALOG_SPELL;
}

struct spelling {
	const char *s;
	size_t len;
	enum err (*fn)(void *ctx, const char *s, size_t len);
	void *ctx;
};

/* `s` up to `at`, then the letters, then `s` from `from` on. */
static enum err try(const struct spelling *sp, size_t at, const char *letters,
	size_t n, size_t from)
{
	char s[WORD_MAX + UTF8_MAX];
	size_t rest = sp->len - from;

	if (at + n + rest > WORD_MAX)
		return ERR_OK;
	memcpy(s, sp->s, at);
	memcpy(s + at, letters, n);
	memcpy(s + at + n, sp->s + from, rest);
	return sp->fn(sp->ctx, s, at + n + rest);
}

/* All that can be done where one letter ends at `at` and the next, of `n`
 * bytes, begins; n 0: at the end. */
static enum err respell_at(const struct spelling *sp, size_t at, size_t n)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
	char two[2 * UTF8_MAX];
	enum err e = ERR_OK;
	size_t m = 0;
	uint32_t cp;

	for (int i = 0; i < 26 && !e; i++) {
		e = try(sp, at, letters + i, 1, at);
		if (!e && n > 0)
			e = try(sp, at, letters + i, 1, at + n);
	}
	if (e || n == 0)
		return e;
	e = try(sp, at, "", 0, at + n);
	if (e || at + n >= sp->len)
		return e;
	m = utf8_decode(sp->s + at + n, sp->len - at - n, &cp);
	memcpy(two, sp->s + at + n, m);
	memcpy(two + m, sp->s + at, n);
	return try(sp, at, two, n + m, at + n + m);
}

enum err query_respell(const char *s, size_t len,
	enum err (*fn)(void *ctx, const char *s, size_t len), void *ctx)
{
	struct spelling sp = {s, len, fn, ctx};
	enum err e = ERR_OK;
	uint32_t cp;

	for (size_t at = 0, n; at < len && !e; at += n) {
		n = utf8_decode(s + at, len - at, &cp);
		e = respell_at(&sp, at, n);
	}
	return e ? e : respell_at(&sp, len, 0);
}
