/* SPDX-License-Identifier: MIT */
#include "client/flow/slot.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "client/flow/slot_time.h"
#include "shared/limits.h"
#include "shared/mem.h"
#include "shared/money.h"

static const struct {
	const char *word, *says;
} slots[VERB_SLOT_COUNT] = {
	[VERB_NOTHING] = {"", "nothing"},
	[VERB_TEXT] = {"TEXT", "a text in \"quotes\""},
	[VERB_PATH] = {"PATH", "a page of the shop such as /p/matcha-bowl"},
	[VERB_SPAN] = {"SPAN", "a span of time such as 90 s, 5 min or 7 days"},
	[VERB_NUMBER] = {"NUMBER", "a number such as 3"},
	[VERB_PERSON] = {"PERSON", "the name of somebody in this flow"},
	[VERB_WORD] = {"WORD", "a word"},
	[VERB_GROUP] = {"GROUP", "a group's key such as ginza"},
	[VERB_LANGUAGE] = {"LANGUAGE", "English or Japanese"},
	[VERB_ERROR] = {"ERROR",
		"an error's name in noren-protocol(7), such as taken"},
	[VERB_MONEY] = {"MONEY", "an amount such as 12,800 JPY"},
	[VERB_ORDER] = {"ORDER", "an order number such as A-17"},
	[VERB_CLOCK] = {"CLOCK",
		"a time such as Friday 18:59 or 2027-01-01 09:00"},
	[VERB_DATE] = {"DATE", "a date such as 2027-01-01"},
	[VERB_HOURS] = {"HOURS", "open Mon-Fri 10:00-19:00, or closed"},
	[VERB_REASON] = {"REASON",
		"3 misses, closing time, being offline or their choice"},
	[VERB_STATE] = {"STATE",
		"available, unavailable, rung, in a chat, online, offline, a "
		"manager or gone"},
	[VERB_STANDING] = {"STANDING", "open, used, expired or withdrawn"},
};

enum verb_slot slot_of(const char *word, size_t len)
{
	for (int i = VERB_NOTHING + 1; i < VERB_SLOT_COUNT; i++)
		if (strlen(slots[i].word) == len &&
			memcmp(slots[i].word, word, len) == 0)
			return (enum verb_slot)i;
	return VERB_NOTHING;
}

const char *slot_says(enum verb_slot slot)
{
	return slots[slot].says;
}

/* ---- numbers and spans ---- */

/* Digits only, and not too many.  Returns how many bytes they are, or 0. */
static size_t read_digits(const char *s, int64_t *n)
{
	size_t len = strspn(s, "0123456789");

	*n = 0;
	if (len > 12)
		return 0;
	for (size_t i = 0; i < len; i++)
		*n = *n * 10 + (s[i] - '0');
	return len;
}

static bool is_word(const struct lex *x, int at)
{
	return at < x->n && x->tokens[at].kind == LEX_WORD;
}

int slot_number(const struct lex *x, int at, int64_t *n)
{
	static const char *const words[] = {"no", "one", "two", "three", "four",
		"five", "six", "seven", "eight", "nine", "ten"};
	const char *s = is_word(x, at) ? x->tokens[at].text : "";
	size_t len = read_digits(s, n);

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strcasecmp(s, words[i]) == 0) {
			*n = (int64_t)i;
			return 1;
		}
	return len > 0 && !s[len] && *n <= SLOT_NUMBER_MAX;
}

static int64_t unit_ms(const char *s)
{
	static const struct {
		const char *word;
		int64_t ms;
	} units[] = {{"ms", 1}, {"s", 1000}, {"sec", 1000}, {"second", 1000},
		{"seconds", 1000}, {"min", 60000}, {"minute", 60000},
		{"minutes", 60000}, {"h", 3600000}, {"hour", 3600000},
		{"hours", 3600000}, {"d", 86400000}, {"day", 86400000},
		{"days", 86400000}};

	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++)
		if (strcmp(units[i].word, s) == 0)
			return units[i].ms;
	return 0;
}

/* "90 s", or "90s". */
int slot_span(const struct lex *x, int at, int64_t *ms)
{
	const char *s = is_word(x, at) ? x->tokens[at].text : "";
	size_t len = read_digits(s, ms);
	bool apart = len > 0 && !s[len] && is_word(x, at + 1);
	int64_t unit = unit_ms(apart ? x->tokens[at + 1].text : s + len);

	if (len == 0 || unit == 0 || *ms > SLOT_SPAN_MAX / unit)
		return 0;
	*ms *= unit;
	return apart ? 2 : 1;
}

/* ---- the others ---- */

int slot_person(const struct flow *f, const char *name)
{
	for (int i = 0; i < f->n_people; i++)
		if (strcmp(f->people[i].name, name) == 0)
			return i;
	return -1;
}

static int read_person(
	const struct lex *x, int at, const struct flow *f, struct flow_arg *arg)
{
	if (!is_word(x, at))
		return 0;
	arg->person = slot_person(f, x->tokens[at].text);
	return arg->person >= 0;
}

static int read_money(const struct lex *x, int at, struct flow_arg *arg)
{
	struct money m;
	char s[64];
	int len;

	if (!is_word(x, at) || !is_word(x, at + 1))
		return 0;
	len = snprintf(s, sizeof(s), "%s %s", x->tokens[at].text,
		x->tokens[at + 1].text);
	if (len >= (int)sizeof(s) ||
		money_parse(s, (size_t)len, &m) != ERR_OK || m.minor < 0)
		return 0;
	arg->number = m.minor;
	memcpy(arg->currency, m.code, sizeof(arg->currency));
	return 2;
}

/* Why somebody is unavailable: words of people's, and the wire's. */
static const struct {
	const char *first, *second, *wire;
} reasons[] = {
	{"closing", "time", "closed"},
	{"being", "offline", "offline"},
	{"their", "choice", "choice"},
	{"her", "choice", "choice"},
	{"his", "choice", "choice"},
};
#define REASONS ((int)(sizeof(reasons) / sizeof(*reasons)))

/* The row that stands there, or -1. */
static int reason_at(const struct lex *x, int at)
{
	for (int i = 0; i < REASONS; i++)
		if (lex_is(x, at, reasons[i].first) &&
			lex_is(x, at + 1, reasons[i].second))
			return i;
	return -1;
}

static int read_reason(const struct lex *x, int at, struct flow_arg *arg)
{
	if (slot_number(x, at, &arg->number) &&
		(lex_is(x, at + 1, "misses") || lex_is(x, at + 1, "miss")))
		return 2;
	arg->number = 0;
	return reason_at(x, at) >= 0 ? 2 : 0;
}

/* What a colleague is doing, and what has become of an invite: as the wire has
 * it, or in words. */
static const char *const states[] = {"available", "unavailable", "rung",
	"in a chat", "online", "offline", "a manager", "gone", NULL};
static const char *const standings[] = {
	"open", "used", "expired", "withdrawn", NULL};

/* How many tokens the phrase takes that stands there; 0: it does not. */
static int phrase_at(const struct lex *x, int at, const char *phrase)
{
	int n = 0;

	while (*phrase) {
		size_t len = strcspn(phrase, " ");

		if (!is_word(x, at + n) ||
			strlen(x->tokens[at + n].text) != len ||
			memcmp(x->tokens[at + n].text, phrase, len) != 0)
			return 0;
		n++;
		phrase += len;
		phrase += *phrase == ' ';
	}
	return n;
}

/* The one of the phrases that stands there, or NULL. */
static const char *one_of(
	const char *const *phrases, const struct lex *x, int at)
{
	while (*phrases && phrase_at(x, at, *phrases) == 0)
		phrases++;
	return *phrases;
}

static int read_phrase(const char *const *phrases, const struct lex *x, int at)
{
	const char *phrase = one_of(phrases, x, at);

	return phrase ? phrase_at(x, at, phrase) : 0;
}

/* Groups have keys as noren-protocol(7) has them. */
int slot_group(const struct lex *x, int at)
{
	const char *s = is_word(x, at) ? x->tokens[at].text : "";
	size_t len = strspn(s,
		"abcdefghijklmnopqrstuvwxyz"
		"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");

	return len > 0 && len <= LIMIT_SLUG && !s[len];
}

/* As the wire says it; NULL: it is none. */
static const char *language(const struct lex *x, int at)
{
	if (lex_is(x, at, "Japanese"))
		return "ja";
	return lex_is(x, at, "English") ? "en" : NULL;
}

static int read_path(const struct lex *x, int at)
{
	return is_word(x, at) && x->tokens[at].text[0] == '/';
}

static int read_text(const struct lex *x, int at)
{
	return at < x->n && x->tokens[at].kind == LEX_TEXT;
}

int slot_read(enum verb_slot slot, const struct lex *x, int at,
	const struct flow *f, struct flow_arg *arg)
{
	*arg = (struct flow_arg){.slot = slot, .person = -1};
	switch (slot) {
	case VERB_TEXT:
		return read_text(x, at);
	case VERB_PATH:
		return read_path(x, at);
	case VERB_SPAN:
		return slot_span(x, at, &arg->number);
	case VERB_NUMBER:
		return slot_number(x, at, &arg->number);
	case VERB_PERSON:
		return read_person(x, at, f, arg);
	case VERB_WORD:
	case VERB_ORDER:
		return is_word(x, at);
	case VERB_GROUP:
		return slot_group(x, at);
	case VERB_LANGUAGE:
		return language(x, at) != NULL;
	case VERB_ERROR:
		return is_word(x, at) &&
			err_from_name(x->tokens[at].text) != ERR_COUNT;
	case VERB_MONEY:
		return read_money(x, at, arg);
	case VERB_CLOCK:
		return slot_clock(x, at, arg);
	case VERB_DATE:
		return slot_date(x, at, &arg->number);
	case VERB_HOURS:
		return slot_hours(x, at);
	case VERB_REASON:
		return read_reason(x, at, arg);
	case VERB_STATE:
		return read_phrase(states, x, at);
	case VERB_STANDING:
		return read_phrase(standings, x, at);
	case VERB_NOTHING:
	case VERB_SLOT_COUNT:
		break;
	}
	return 0;
}

char *slot_text(
	const struct flow_arg *arg, const struct lex *x, int at, enum err *e)
{
	const char *s = NULL;
	char *copy;

	*e = ERR_OK;
	switch (arg->slot) {
	case VERB_TEXT:
	case VERB_PATH:
	case VERB_WORD:
	case VERB_GROUP:
	case VERB_ERROR:
	case VERB_ORDER:
	case VERB_PERSON:
		s = x->tokens[at].text;
		break;
	case VERB_LANGUAGE:
		s = language(x, at);
		break;
	case VERB_STATE:
		s = one_of(states, x, at);
		break;
	case VERB_STANDING:
		s = one_of(standings, x, at);
		break;
	case VERB_REASON:
		s = reason_at(x, at) < 0 ? "misses"
					 : reasons[reason_at(x, at)].wire;
		break;
	default:
		return NULL;
	}
	copy = mem_strdup(s);
	if (!copy)
		*e = ERR_NOMEM;
	return copy;
}
