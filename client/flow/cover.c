/* SPDX-License-Identifier: MIT */
#include "client/flow/cover.h"

#include <stdio.h>
#include <string.h>

#include "client/flow/flow.h"

enum state { BUILT, SCREEN, LATER };

static const struct rule {
	const char *name, *title, *title_ja;
	enum state state;
} rules[COVER_RULES] = {
#define RULE(letter, number, is, says, says_ja) \
	{.name = #letter #number, \
		.title = says, \
		.title_ja = says_ja, \
		.state = is},
	COVER_TABLE(RULE)
#undef RULE
};

/* The rule of that name, or -1. */
static int rule_of(const char *s, size_t len)
{
	for (int i = 0; i < COVER_RULES; i++)
		if (strlen(rules[i].name) == len &&
			memcmp(rules[i].name, s, len) == 0)
			return i;
	return -1;
}

bool cover_add(struct cover *c, const struct flow *f, char why[COVER_WHY])
{
	static const char between[] = " ,\t";
	const char *s = f->rules ? f->rules : "";
	int n = 0;

	for (s += strspn(s, between); *s; s += strspn(s, between), n++) {
		size_t len = strcspn(s, between);
		int i = rule_of(s, len);

		if (i < 0) {
			snprintf(why, COVER_WHY, "there is no rule %.20s", s);
			return false;
		}
		c->flows[i]++;
		s += len;
	}
	if (n == 0)
		snprintf(why, COVER_WHY,
			"names no rule: add a line such as \"# rules: C3\"");
	return n > 0;
}

static bool is_missing(const struct cover *c, int i)
{
	return rules[i].state == BUILT && c->flows[i] == 0;
}

int cover_missing(const struct cover *c)
{
	int n = 0;

	for (int i = 0; i < COVER_RULES; i++)
		n += is_missing(c, i);
	return n;
}

/* What is told of a rule, in a column that is as wide in both languages. */
static void tell(const struct cover *c, int i, bool ja, struct buf *out)
{
	int n = c->flows[i];

	if (n > 0 && ja)
		buf_addf(out, "%2d 件        ", n);
	else if (n > 0)
		buf_addf(out, "%2d flow%-7s", n, n == 1 ? "" : "s");
	else if (rules[i].state == BUILT)
		buf_add_str(out, ja ? "なし         " : "NONE          ");
	else if (rules[i].state == SCREEN)
		buf_add_str(out, ja ? "画面の試験で " : "other tests   ");
	else
		buf_add_str(out, ja ? "未実装       " : "not built yet ");
}

enum err cover_write(const struct cover *c, bool japanese, struct buf *out)
{
	int built = 0, missing = cover_missing(c);

	for (int i = 0; i < COVER_RULES; i++) {
		buf_addf(out, "%-4s", rules[i].name);
		tell(c, i, japanese, out);
		buf_addf(out, "%s\n",
			japanese ? rules[i].title_ja : rules[i].title);
		built += rules[i].state == BUILT;
	}
	if (japanese)
		return buf_addf(out,
			"フローで確かめるルール %d 件のうち %d "
			"件にフローがあります。\n",
			built, built - missing);
	return buf_addf(out,
		"Of %d rules that flows are to show, %d have one.\n", built,
		built - missing);
}
