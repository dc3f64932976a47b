/* SPDX-License-Identifier: MIT */
#ifndef SHARED_TZ_RULE_H
#define SHARED_TZ_RULE_H

/*
 * The rule at the end of a TZif file: a POSIX TZ string such as
 * "EST5EDT,M3.2.0,M11.1.0", with the extensions of RFC 9636, section 3.3.1.
 * For tz.c only.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum tz_rule_kind {
	TZ_RULE_NONE,  /* empty: nothing is known of the future */
	TZ_RULE_FIXED, /* standard time for ever */
	TZ_RULE_DST,   /* two changes a year */
};

/* When in a year the clocks change. */
struct tz_change {
	char form;    /* 'J' day 1-365, no leap day; 'D' day 0-365; 'M' */
	int day;      /* of the year, or of the week for M (0 is Sunday) */
	int month;    /* M: 1-12 */
	int week;     /* M: 1-5, 5 being the last */
	int32_t time; /* seconds after that day's local midnight */
};

struct tz_rule {
	enum tz_rule_kind kind;
	int32_t standard; /* seconds east of UTC */
	int32_t summer;
	struct tz_change start; /* of summer time, in standard time */
	struct tz_change end;   /* in summer time */
};

/* False when `s` is no rule. */
bool tz_rule_parse(const char *s, size_t len, struct tz_rule *out);

/* What holds at `t` (UTC seconds) by a rule that is not empty, and the first
 * instant after that; INT64_MAX when it holds for ever. */
void tz_rule_period(
	const struct tz_rule *rule, int64_t t, int32_t *offset, int64_t *until);

#endif
