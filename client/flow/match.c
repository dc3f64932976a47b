/* SPDX-License-Identifier: MIT */
#include "client/flow/match.h"

#include <assert.h>
#include <string.h>

#include "client/flow/slot.h"

/* A pattern being held against a line. */
struct held {
	const struct lex *x;
	const struct flow *f;
	struct match *m;
	struct match_miss *miss;
	const char *verb; /* where the pattern has its verb */
	int depth;        /* of brackets */
};

static bool equal(const char *a, const char *b, size_t len)
{
	return strlen(a) == len && memcmp(a, b, len) == 0;
}

bool match_form(const char *word, const char *third, int len)
{
	static const struct {
		const char *one, *many;
	} odd[] = {{"is", "are"}, {"has", "have"}, {"goes", "go"},
		{"passes", "pass"}};
	size_t size = (size_t)len;

	if (equal(word, third, size))
		return true;
	for (size_t i = 0; i < sizeof(odd) / sizeof(*odd); i++)
		if (equal(odd[i].one, third, size))
			return strcmp(word, odd[i].many) == 0 ||
				(i == 0 && strcmp(word, "be") == 0);
	return size > 1 && third[size - 1] == 's' &&
		equal(word, third, size - 1);
}

static void missed(const struct held *h, int at, enum verb_slot slot,
	const char *word, size_t len)
{
	bool needed = h->depth == 0;

	if (at < h->miss->at || (at == h->miss->at && !needed))
		return;
	*h->miss = (struct match_miss){at, slot, word, (int)len, needed};
}

/* One of the words between which there is |. */
static bool word_fits(const struct held *h, const char *p, size_t len, int at)
{
	const char *end = p + len;

	if (at >= h->x->n || h->x->tokens[at].kind != LEX_WORD)
		return false;
	for (const char *word = p; word < end;) {
		size_t size = strcspn(word, "|");
		const char *said = h->x->tokens[at].text;

		size = size > (size_t)(end - word) ? (size_t)(end - word)
						   : size;
		if (p == h->verb ? match_form(said, word, (int)size)
				 : equal(said, word, size))
			return true;
		word += size + 1;
	}
	return false;
}

/* How many slots a pattern has before `p`. */
static int slots_before(const char *pattern, const char *p)
{
	int n = 0;

	for (const char *s = pattern; s < p; s++)
		n += *s >= 'A' && *s <= 'Z' &&
			(s == pattern || s[-1] == ' ' || s[-1] == '[');
	assert(n < VERB_SLOTS);
	return n;
}

static const char *skip_blanks(const char *p)
{
	return p + strspn(p, " ");
}

/* The word at *p, which moves behind it.  The tokens it takes, or -1. */
static int take_word(
	struct held *h, const char *pattern, const char **p, int at)
{
	size_t len = strcspn(*p, " []");
	enum verb_slot slot = slot_of(*p, len);
	int k, n = 0;

	if (slot == VERB_NOTHING) {
		n = word_fits(h, *p, len, at);
	} else {
		k = slots_before(pattern, *p);
		n = slot_read(slot, h->x, at, h->f, &h->m->args[k]);
		h->m->where[k] = at;
		if (n == 0)
			h->m->args[k] = (struct flow_arg){.person = -1};
	}
	if (n == 0)
		missed(h, at, slot, *p, len);
	*p += len;
	return n > 0 ? n : -1;
}

/* The slots of an optional part that did not match are empty again. */
static void forget(struct held *h, const char *pattern, const char *from,
	const char *until)
{
	for (const char *s = from; s < until; s++)
		if (*s >= 'A' && *s <= 'Z' && (s[-1] == ' ' || s[-1] == '['))
			h->m->args[slots_before(pattern, s)] =
				(struct flow_arg){.person = -1};
}

/* What is in brackets at *p, or nothing of it.  Returns the token behind. */
static int take_optional(
	struct held *h, const char *pattern, const char **p, int at)
{
	const char *from = *p + 1, *close = strchr(from, ']');
	int to = at;

	assert(close);
	h->depth++;
	for (const char *s = from; to >= 0 && s < close; s = skip_blanks(s)) {
		int n = take_word(h, pattern, &s, to);

		to = n < 0 ? -1 : to + n;
		/* Once its first word stands there the rest is needed. */
		h->depth = 0;
	}
	h->depth = 0;
	if (to < 0)
		forget(h, pattern, from, close);
	*p = close + 1;
	return to < 0 ? at : to;
}

/* Where the pattern has its verb: first, or behind a thing that is theirs. */
static const char *verb_of(const char *pattern)
{
	const char *p = pattern;

	for (int i = 0; strncmp(pattern, "'s ", 3) == 0 && i < 2; i++)
		p = skip_blanks(p + strcspn(p, " "));
	return p;
}

bool match_verb(const struct verb *v, const struct lex *x, int at,
	const struct flow *f, struct match *m, struct match_miss *miss)
{
	struct held h = {x, f, m, miss, verb_of(v->pattern), 0};
	const char *p = v->pattern;

	for (int i = 0; i < VERB_SLOTS; i++)
		m->args[i] = (struct flow_arg){.person = -1};
	for (; *p; p = skip_blanks(p)) {
		int n;

		if (*p == '[') {
			at = take_optional(&h, v->pattern, &p, at);
			continue;
		}
		n = take_word(&h, v->pattern, &p, at);
		if (n < 0)
			return false;
		at += n;
	}
	m->end = at;
	return true;
}
