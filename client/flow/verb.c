/* SPDX-License-Identifier: MIT */
#include "client/flow/verb.h"

#include <stdint.h>
#include <string.h>

#define WORDS 16   /* of a line that are looked at */
#define LETTERS 24 /* of a word, in bytes */
#define APART 10   /* what a word costs that is only on one side */
#define OPTIONAL 1 /* and one that may be left out */

static const struct verb table[VERB_COUNT] = {
#define VERB_ROW(CODE, by, sees, form, like, shows, says, ja) \
	[VERB_##CODE] = {.id = VERB_##CODE, \
		.subject = VERB_BY_##by, \
		.expects = (sees), \
		.pattern = (form), \
		.example = (like), \
		.rules = (shows), \
		.help = (says), \
		.japanese = (ja)},
	VERB_TABLE(VERB_ROW)
#undef VERB_ROW
};

const struct verb *verb_at(int i)
{
	return i >= 0 && i < VERB_COUNT ? &table[i] : NULL;
}

/* ---- the nearest verb ---- */

struct words {
	const char *s[WORDS];
	size_t len[WORDS];
	bool optional[WORDS];
	int n;
};

static int least(int a, int b)
{
	return a < b ? a : b;
}

/* The words, up to the first quotes.  Of a pattern: without its brackets, and
 * the first of those between which there is |. */
static void take_words(const char *s, struct words *w)
{
	bool optional = false;

	for (w->n = 0; w->n < WORDS && *s && *s != '"';) {
		if (strchr(" []|", *s)) {
			optional = (optional || *s == '[') && *s != ']';
			s += *s == '|' ? strcspn(s, " ]") : 1;
			continue;
		}
		w->s[w->n] = s;
		w->len[w->n] = strcspn(s, " []|\"");
		w->optional[w->n] = optional;
		s += w->len[w->n++];
	}
}

/* How many letters make one word the other, at most LETTERS of each. */
static int letters_apart(
	const char *a, size_t a_len, const char *b, size_t b_len)
{
	int row[LETTERS + 1];

	a_len = a_len > LETTERS ? LETTERS : a_len;
	b_len = b_len > LETTERS ? LETTERS : b_len;
	for (size_t j = 0; j <= b_len; j++)
		row[j] = (int)j;
	for (size_t i = 1; i <= a_len; i++) {
		int diagonal = row[0];

		row[0] = (int)i;
		for (size_t j = 1; j <= b_len; j++) {
			int above = row[j];
			int change = diagonal + (a[i - 1] != b[j - 1]);

			row[j] = least(change, least(above, row[j - 1]) + 1);
			diagonal = above;
		}
	}
	return row[b_len];
}

/* What it costs that one stands for the other: up to APART.  A slot may stand
 * for anything. */
static int words_apart(
	const struct words *a, int i, const struct words *pattern, int j)
{
	const char *p = pattern->s[j];
	size_t longest =
		a->len[i] > pattern->len[j] ? a->len[i] : pattern->len[j];

	if (*p >= 'A' && *p <= 'Z')
		return APART / 2;
	return letters_apart(a->s[i], a->len[i], p, pattern->len[j]) * APART *
		2 / (int)(longest ? longest : 1);
}

/* What it costs that the line lacks this word of the pattern. */
static int lack(const struct words *pattern, int j)
{
	return pattern->optional[j] ? OPTIONAL : APART;
}

static int lines_apart(const struct words *a, const struct words *pattern)
{
	int row[WORDS + 1] = {0};

	for (int j = 0; j < pattern->n; j++)
		row[j + 1] = row[j] + lack(pattern, j);
	for (int i = 1; i <= a->n; i++) {
		int diagonal = row[0];

		row[0] = i * APART;
		for (int j = 1; j <= pattern->n; j++) {
			int above = row[j];
			int change = diagonal +
				words_apart(a, i - 1, pattern, j - 1);
			int without = row[j - 1] + lack(pattern, j - 1);

			row[j] = least(change, least(above + APART, without));
			diagonal = above;
		}
	}
	return row[pattern->n];
}

static bool can_do(const struct verb *v, enum verb_subject by)
{
	if (by == VERB_BY_ANYBODY)
		return v->subject != VERB_BY_NOBODY;
	return v->subject == by ||
		(v->subject == VERB_BY_ANYBODY && by != VERB_BY_NOBODY);
}

const struct verb *verb_nearest(const char *words, enum verb_subject by)
{
	const struct verb *nearest = NULL;
	struct words said, pattern;
	int best = INT32_MAX;

	take_words(words, &said);
	for (int i = 0; i < VERB_COUNT; i++) {
		int apart;

		if (!can_do(&table[i], by))
			continue;
		take_words(table[i].pattern, &pattern);
		apart = lines_apart(&said, &pattern);
		if (apart < best) {
			best = apart;
			nearest = &table[i];
		}
	}
	return nearest;
}
