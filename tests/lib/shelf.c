/* SPDX-License-Identifier: MIT */
#include "tests/lib/shelf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <dirent.h>
#include <unistd.h>

#include "shared/fold.h"
#include "shared/mem.h"

/* ---- files ---- */

void shelf_init(struct shelf *s)
{
	snprintf(s->directory, sizeof(s->directory), "/tmp/noren-shelf.XXXXXX");
	assert_non_null(mkdtemp(s->directory));
	assert_true(db_catalog_build_path(s->directory, "shop", s->path));
	s->why[0] = '\0';
}

void shelf_fini(struct shelf *s)
{
	struct dirent *entry;
	char path[400];
	DIR *d = opendir(s->directory);

	assert_non_null(d);
	while ((entry = readdir(d))) {
		snprintf(path, sizeof(path), "%s/%s", s->directory,
			entry->d_name);
		unlink(path);
	}
	closedir(d);
	assert_int_equal(rmdir(s->directory), 0);
}

int shelf_files(const struct shelf *s)
{
	struct dirent *entry;
	DIR *d = opendir(s->directory);
	int n = 0;

	while (d && (entry = readdir(d)))
		n += entry->d_name[0] != '.';
	if (d)
		closedir(d);
	return n;
}

enum err shelf_build(struct shelf *s, const struct product *products, int n,
	struct db_catalog_build_end *end)
{
	struct db_catalog_build *b;
	enum err e;

	e = db_catalog_build_begin(s->directory, "shop", &b, s->why);
	for (int i = 0; i < n && !e; i++)
		e = db_catalog_build_add(b, &products[i]);
	if (!e)
		return db_catalog_build_finish(&b, end, s->why);
	db_catalog_build_abandon(&b);
	return e;
}

void shelf_fill(struct shelf *s, const struct product *products, int n)
{
	struct db_catalog_build_end end = {.now = 1700000000000000};
	enum err e = shelf_build(s, products, n, &end);

	if (e)
		fail_msg("%s: %s", err_name(e), s->why);
	assert_false(end.held);
	assert_int_equal(end.products, n);
}

struct db_catalog *shelf_open(struct shelf *s)
{
	struct db_catalog *c;
	enum err e = db_catalog_open(s->path, &c, s->why);

	if (e)
		fail_msg("%s: %s", err_name(e), s->why);
	return c;
}

struct product shelf_product(const char *sku, const char *name)
{
	return (struct product){.sku = sku,
		.name = name,
		.description = "",
		.url = "",
		.image = "",
		.brand = "",
		.category = "",
		.keywords = "",
		.gtin = "",
		.mpn = "",
		.item_group = "",
		.color = "",
		.size = "",
		.extra = "",
		.price = 100,
		.sale = PRODUCT_NO_PRICE,
		.currency = "JPY",
		.stock = PRODUCT_IN_STOCK,
		.count = PRODUCT_UNCOUNTED};
}

/* ---- the plain search ---- */

#define FIELDS 10
#define WORDS 400

/* Folded text, and its words: for kana and Han each run is one. */
struct words {
	char *text;
	char *word[WORDS];
	bool run[WORDS], joined[WORDS];
	int n;
};

struct shelf_text {
	struct words field[FIELDS];
	char *codes[3]; /* SKU, mpn, barcode */
};

/* Enough for the letters that the tests use. */
static int class_of(const unsigned char *s)
{
	if ((*s >= 'a' && *s <= 'z') || (*s >= '0' && *s <= '9'))
		return 'w';
	if (*s >= 0x80 && *s <= 0xc3) /* é and its like, either byte */
		return 'w';
	if (*s >= 0xe3 && *s <= 0xe9 && !(s[0] == 0xe3 && s[1] == 0x80) &&
		!(s[0] == 0xe3 && s[1] == 0x83 && s[2] == 0xbb))
		return 'r';
	return *s ? ' ' : 0;
}

static void add_word(struct words *w, const char *s, size_t n, bool run)
{
	assert_true(w->n < WORDS);
	w->run[w->n] = run;
	w->word[w->n++] = strndup(s, n);
}

static bool is_letter(const char *p)
{
	return class_of((const unsigned char *)p) == 'w';
}

/* Letters, and apostrophes between them, which are left out. */
static const char *take_word(const char *p, char out[80])
{
	size_t n = 0;

	for (; is_letter(p) || (*p == '\'' && is_letter(p + 1)); p++)
		if (*p != '\'' && n < 79)
			out[n++] = *p;
	out[n] = '\0';
	return p;
}

/* The word at `p`; and with the last of "a-b-c", "abc". */
static const char *read_word(struct words *w, const char *p, char chain[200])
{
	char word[80];
	bool linked = chain[0] != '\0', goes_on;

	p = take_word(p, word);
	add_word(w, word, strlen(word), false);
	goes_on = *p == '-' && is_letter(p + 1);
	if (linked || goes_on)
		strcat(chain, word);
	if (linked && !goes_on) {
		w->joined[w->n] = true;
		add_word(w, chain, strlen(chain), false);
	}
	if (!goes_on)
		chain[0] = '\0';
	return goes_on ? p + 1 : p;
}

static void read_words(struct words *w, const char *s)
{
	const char *p, *start;
	char chain[200] = "";

	*w = (struct words){.text = fold(s, strlen(s))};
	for (p = w->text; *p;) {
		start = p;
		if (is_letter(p)) {
			p = read_word(w, p, chain);
			continue;
		}
		while (class_of((const unsigned char *)p) == 'r')
			p += 3;
		if (p > start)
			add_word(w, start, (size_t)(p - start), true);
		else
			p += (unsigned char)*p < 0xe0 ? 1 : 3;
	}
}

static void free_words(struct words *w)
{
	for (int i = 0; i < w->n; i++)
		free(w->word[i]);
	mem_free(w->text);
}

/* All words in one, or with blanks between. */
static char *in_one(const struct words *w, const char *between)
{
	char *s = calloc(1, 4096);

	for (int i = 0; i < w->n; i++) {
		if (w->joined[i])
			continue;
		if (s[0])
			strcat(s, between);
		strcat(s, w->word[i]);
	}
	return s;
}

static char *code_of(const char *s)
{
	struct words w;
	char *code;

	read_words(&w, s);
	code = in_one(&w, "");
	free_words(&w);
	return code;
}

struct shelf_text *shelf_read(const struct product *p)
{
	struct shelf_text *t = calloc(1, sizeof(*t));
	const char *texts[FIELDS] = {p->name, p->brand, p->category,
		p->keywords, p->description, p->color, p->size, p->sku, p->gtin,
		p->mpn};

	for (int i = 0; i < FIELDS; i++)
		read_words(&t->field[i], texts[i]);
	t->codes[0] = code_of(p->sku);
	t->codes[1] = code_of(p->mpn);
	t->codes[2] = code_of(p->gtin);
	return t;
}

void shelf_text_free(struct shelf_text *t)
{
	for (int i = 0; i < FIELDS; i++)
		free_words(&t->field[i]);
	for (int i = 0; i < 3; i++)
		free(t->codes[i]);
	free(t);
}

static bool ends(const char *s, const char *tail)
{
	size_t n = strlen(s), m = strlen(tail);

	return n > m && strcmp(s + n - m, tail) == 0;
}

/* Is `word` the singular or the plural of `q`? */
static bool is_form(const char *q, const char *word)
{
	size_t n = strlen(q), m = strlen(word);
	char made[200];

	if (n < 3)
		return false;
	snprintf(made, sizeof(made), "%.*sies", (int)n - 1, q);
	if (ends(q, "y") && strcmp(made, word) == 0)
		return true;
	if (!ends(q, "s") || ends(q, "ss") || m >= n ||
		strncmp(q, word, n - 3) != 0)
		return false;
	snprintf(made, sizeof(made), "%ss", word);
	if (strcmp(made, q) == 0)
		return true;
	snprintf(made, sizeof(made), "%ses", word);
	if (strcmp(made, q) == 0 &&
		(ends(word, "s") || ends(word, "x") || ends(word, "z") ||
			ends(word, "ch") || ends(word, "sh") ||
			ends(word, "o")))
		return true;
	snprintf(made, sizeof(made), "%.*sies", (int)m - 1, word);
	return ends(word, "y") && strcmp(made, q) == 0;
}

/* Can one of them be made of the other by one mistake? */
static bool one_mistake(const char *a, size_t n, const char *b, size_t m)
{
	size_t i = 0;

	while (i < n && i < m && a[i] == b[i])
		i++;
	if (i == n && i == m)
		return true;
	if (n == m && memcmp(a + i + 1, b + i + 1, n - i - 1) == 0)
		return true;
	if (n == m && i + 1 < n && a[i] == b[i + 1] && a[i + 1] == b[i] &&
		memcmp(a + i + 2, b + i + 2, n - i - 2) == 0)
		return true;
	if (n == m + 1 && memcmp(a + i + 1, b + i, m - i) == 0)
		return true;
	return m == n + 1 && memcmp(b + i + 1, a + i, n - i) == 0;
}

static bool respelt_begins(const char *word, const char *q)
{
	size_t n = strlen(q), len = strlen(word);

	if (n < CATALOG_SPELL || strpbrk(q, "0123456789") ||
		strpbrk(word, "0123456789"))
		return false;
	for (size_t m = n - 1; m <= n + 1 && m <= len; m++)
		if (one_mistake(q, n, word, m))
			return true;
	return false;
}

static bool has(
	const struct shelf_text *t, const char *q, bool run, bool respelt)
{
	for (int i = 0; i < FIELDS; i++) {
		const struct words *w = &t->field[i];

		for (int j = 0; j < w->n; j++) {
			if (run && w->run[j] && strstr(w->word[j], q))
				return true;
			if (run || w->run[j])
				continue;
			if (strncmp(w->word[j], q, strlen(q)) == 0 ||
				is_form(q, w->word[j]) ||
				(respelt && respelt_begins(w->word[j], q)))
				return true;
		}
	}
	return false;
}

static const char *without_zeros(const char *s)
{
	return s + strspn(s, "0");
}

static bool is_gtin(const char *s)
{
	size_t n = strlen(s);

	return strspn(s, "0123456789") == n &&
		(n == 8 || n == 12 || n == 13 || n == 14);
}

static bool is_code(const struct shelf_text *t, const struct words *query)
{
	char *code = in_one(query, "");
	bool same = false;

	for (int i = 0; i < 3 && code[0]; i++)
		same = same || strcmp(t->codes[i], code) == 0 ||
			(is_gtin(t->codes[i]) && is_gtin(code) &&
				strcmp(without_zeros(t->codes[i]),
					without_zeros(code)) == 0);
	free(code);
	return same;
}

bool shelf_matches(const struct shelf_text *t, const char *query, bool respelt)
{
	struct words w;
	bool all = true, some = false;

	read_words(&w, query);
	for (int i = 0; i < w.n; i++) {
		if (w.joined[i])
			continue;
		some = true;
		all = all && has(t, w.word[i], w.run[i], respelt);
	}
	all = (all && (some || strspn(query, " ") == strlen(query))) ||
		is_code(t, &w);
	free_words(&w);
	return all;
}

int shelf_class(const struct shelf_text *t, const char *query)
{
	struct words w;
	char *name = in_one(&t->field[0], " "), *plain;
	int class = 0;

	read_words(&w, query);
	plain = in_one(&w, " ");
	if (is_code(t, &w))
		class = 3;
	else if (strcmp(name, plain) == 0)
		class = 2;
	else if (strncmp(name, plain, strlen(plain)) == 0)
		class = 1;
	free(name);
	free(plain);
	free_words(&w);
	return class;
}
