/* SPDX-License-Identifier: MIT */
#include "client/flow/say.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "shared/money.h"
#include "shared/times.h"

#define SAY_SECOND INT64_C(1000) /* ms */
#define SAY_MINUTE (60 * SAY_SECOND)
#define SAY_DAY 1440 /* minutes */
/* What is seen ends in this; its negation. */
#define SAY_IS "いる"
#define SAY_IS_NOT "いない"

/* ---- what stands in slots ---- */

static void say_span(struct buf *out, int64_t ms)
{
	const struct {
		int64_t ms;
		const char *unit;
	} units[] = {
		{24 * 60 * SAY_MINUTE, "日"},
		{60 * SAY_MINUTE, "時間"},
		{SAY_MINUTE, "分"},
		{SAY_SECOND, "秒"},
		{1, "ミリ秒"},
	};
	size_t i = 0;

	/* 90 s and 25 h are said as they are. */
	while (ms % units[i].ms || (ms < units[i].ms && units[i].ms > 1))
		i++;
	buf_addf(out, "%" PRId64 "%s", ms / units[i].ms, units[i].unit);
}

/* A day of the week and a time; or a date. */
static void say_clock(struct buf *out, const struct flow_arg *a)
{
	static const char *const days[] = {
		"月曜", "火曜", "水曜", "木曜", "金曜", "土曜", "日曜"};
	int64_t day = times_floor(a->number, SAY_DAY);
	int minute = (int)(a->number - day * SAY_DAY);
	int year, month, dom;

	if (a->slot == VERB_DATE) {
		times_date(day, &year, &month, &dom);
		buf_addf(out, "%d年%d月%d日", year, month, dom);
	} else {
		buf_add_str(out, days[day % 7]);
	}
	buf_addf(out, "%d:%02d", minute / 60, minute % 60);
}

struct say_word {
	const char *word, *japanese;
};

static const struct say_word words[] = {
	{"en", "英語"},
	{"ja", "日本語"},
	{"closed", "閉店時刻"},
	{"offline", "オフライン"},
	{"choice", "本人の意思"},
	{"available", "対応可"},
	{"unavailable", "対応不可"},
	{"rung", "着信中"},
	{"in a chat", "チャット中"},
	{"online", "接続中"},
	{"a manager", "マネージャー"},
	{"gone", "削除済み"},
	{"open", "有効"},
	{"used", "使用済み"},
	{"expired", "期限切れ"},
	{"withdrawn", "取り消し済み"},
};

static const char *translated(const char *word)
{
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i].word, word) == 0)
			return words[i].japanese;
	return word;
}

static void say_money(struct buf *out, const struct flow_arg *a)
{
	struct money m = {.minor = a->number};
	char shown[MONEY_SIZE];

	memcpy(m.code, a->currency, sizeof(m.code));
	buf_add_str(out, money_show(&m, MONEY_JA, shown));
}

/* Opening hours stand at the line's end, as they were said. */
static void say_hours(struct buf *out, const char *said)
{
	const char *open = strstr(said, "open "),
		   *shut = strstr(said, "closed");

	if (!open || (shut && shut < open))
		open = shut ? shut : said;
	buf_addf(out, "「%s」", open);
}

static void say_reason(struct buf *out, const struct flow_arg *a)
{
	if (strcmp(a->text, "misses") == 0)
		buf_addf(out, "%" PRId64 "回の不在", a->number);
	else
		buf_add_str(out, translated(a->text));
}

static void say_arg(struct buf *out, const struct flow *f,
	const struct flow_step *s, const struct flow_arg *a)
{
	switch (a->slot) {
	case VERB_TEXT:
		buf_addf(out, "「%s」", a->text);
		break;
	case VERB_SPAN:
		say_span(out, a->number);
		break;
	case VERB_NUMBER:
		buf_addf(out, "%" PRId64, a->number);
		break;
	case VERB_PERSON:
		buf_add_str(out, f->people[a->person].name);
		break;
	case VERB_LANGUAGE:
	case VERB_STATE:
	case VERB_STANDING:
		buf_add_str(out, translated(a->text));
		break;
	case VERB_MONEY:
		say_money(out, a);
		break;
	case VERB_CLOCK:
	case VERB_DATE:
		say_clock(out, a);
		break;
	case VERB_HOURS:
		say_hours(out, s->said);
		break;
	case VERB_REASON:
		say_reason(out, a);
		break;
	default:
		buf_add_str(out, a->text ? a->text : "");
		break;
	}
}

/* ---- the template ---- */

/* Is a slot between here and the closing bracket empty? */
static bool falls_away(const struct flow_step *s, const char *p)
{
	for (; *p && *p != ']'; p++)
		if (*p == '{' && s->args[p[1] - '0'].slot == VERB_NOTHING)
			return true;
	return false;
}

static void say_verb(
	struct buf *out, const struct flow *f, const struct flow_step *s)
{
	for (const char *p = s->verb->japanese; *p; p++) {
		if (*p == '[' && falls_away(s, p))
			p = strchr(p, ']');
		else if (*p == '{') {
			say_arg(out, f, s, &s->args[p[1] - '0']);
			p += 2;
		} else if (*p != '[' && *p != ']') {
			buf_add_char(out, *p);
		}
	}
}

/* ---- who, when, where ---- */

static void say_who(
	struct buf *out, const struct flow *f, const struct flow_step *s)
{
	bool theirs = strncmp(s->verb->pattern, "'s ", 3) == 0;

	for (int i = 0; i < s->n_actors; i++)
		buf_addf(out, "%s%s", i ? "、" : "",
			f->people[s->actors[i]].name);
	if (s->exactly)
		buf_addf(out, "のうちちょうど%d人", s->exactly);
	if (s->n_actors)
		buf_add_str(out, theirs ? "の" : "は");
}

static void say_device(
	struct buf *out, const struct flow *f, const struct flow_step *s)
{
	bool tab = s->n_actors && f->people[s->actors[0]].role == FLOW_SHOPPER;

	/* Whom the flow makes an associate signs in on the first one. */
	if (s->device > 1 || (s->device && s->verb->id != VERB_SIGNS_IN))
		buf_addf(out, tab ? "%dつ目のタブで" : "%d台目の端末で",
			s->device);
}

static void negate(struct buf *out)
{
	size_t len = strlen(SAY_IS);

	if (out->err || out->len < len)
		return;
	out->len -= len;
	buf_add_str(out, SAY_IS_NOT);
}

enum err say_japanese(
	const struct flow *f, const struct flow_step *s, struct buf *out)
{
	if (!s->verb)
		return buf_add_str(out, s->said);
	if (s->within != FLOW_WITHIN && s->within > 0) {
		say_span(out, s->within);
		buf_add_str(out, "以内に");
	}
	say_who(out, f, s);
	say_device(out, f, s);
	say_verb(out, f, s);
	if (s->negated)
		negate(out);
	else if (s->tries)
		buf_add_str(out, "ことを試みる");
	return out->err;
}
