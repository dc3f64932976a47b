/* SPDX-License-Identifier: MIT */
#include "relay/catalog/rank.h"

#include <string.h>

#define CODE 3000000
#define NAME 2000000
#define BEGINS 1000000

#define WHOLE 20  /* for a whole word of the name, over a part of one */
#define PHRASE 15 /* a term: for all of the query in one piece in the name */

static const int weights[TERMS_FIELDS] = {
	[TERMS_CODES] = 60,
	[TERMS_FIRST] = 60,
	[TERMS_NAME] = 55,
	[TERMS_BRAND] = 40,
	[TERMS_CATEGORY] = 30,
	[TERMS_KEYWORDS] = 20,
	[TERMS_DESCRIPTION] = 5,
};

static bool has_word(const char *plain, const struct query_term *t)
{
	const char *at = plain;

	while ((at = strstr(at, t->s))) {
		char before = at == plain ? ' ' : at[-1], after = at[t->len];

		if (before == ' ' && (after == ' ' || after == '\0'))
			return true;
		at++;
	}
	return false;
}

bool rank_is_name(const struct query *q, const char *plain)
{
	return q->n > 0 && strcmp(q->plain, plain) == 0;
}

int rank_score(const struct query *q, const struct rank *r, const char *plain)
{
	int score = 0;

	if (q->n == 0)
		return 0;
	if (r->code)
		score = CODE;
	else if (rank_is_name(q, plain))
		score = NAME;
	else if (strncmp(plain, q->plain, strlen(q->plain)) == 0)
		score = BEGINS;
	for (int i = 0; i < q->n; i++) {
		score += weights[r->field[i]];
		if (r->field[i] <= TERMS_NAME && has_word(plain, &q->terms[i]))
			score += WHOLE;
	}
	if (q->n > 1 && strstr(plain, q->plain))
		score += PHRASE * q->n;
	return score;
}
