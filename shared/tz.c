/* SPDX-License-Identifier: MIT */
#include "shared/tz.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

#include "shared/mem.h"
#include "shared/times.h"
#include "shared/tz_rule.h"

/*
 * A zone is a row of periods, each with one offset from UTC.  The file lists
 * those of the past; a rule (tz_rule.h) makes those after the last one listed.
 * Everything here is asked of tz_period: which one holds an instant, and when
 * does it end?  RFC 9636 sections are given where they decide something.
 */
struct tz {
	size_t count;    /* of transitions */
	int64_t *at;     /* when they happen, UTC seconds, ascending */
	int32_t *offset; /* what holds from then on */
	int32_t first;   /* what holds before the first: local type 0 (3.2) */
	struct tz_rule rule;
};

struct tz_period {
	int32_t offset;
	int64_t until; /* the first instant after it */
};

/* The longest that local time is away from UTC, in seconds (3.2). */
#define TZ_WEST 89999
#define TZ_EAST 93599
#define TZ_YEARS 10000 /* what tz_utc takes, forwards and backwards */

/* The header's counts (3.1), in the order of the file. */
struct tz_counts {
	uint32_t isut, isstd, leap, time, type, chars;
};

#define TZ_HEADER 44

static uint64_t tz_number(const uint8_t *p, int bytes)
{
	uint64_t n = 0;

	while (bytes-- > 0)
		n = n << 8 | *p++;
	return n;
}

/* Reads a header; false when there is none. */
static bool tz_header(const uint8_t *p, size_t len, struct tz_counts *out)
{
	if (len < TZ_HEADER || memcmp(p, "TZif", 4) != 0 || p[4] < '2')
		return false;
	out->isut = (uint32_t)tz_number(p + 20, 4);
	out->isstd = (uint32_t)tz_number(p + 24, 4);
	out->leap = (uint32_t)tz_number(p + 28, 4);
	out->time = (uint32_t)tz_number(p + 32, 4);
	out->type = (uint32_t)tz_number(p + 36, 4);
	out->chars = (uint32_t)tz_number(p + 40, 4);
	return out->type > 0 && out->type <= 256;
}

/* Bytes of a data block (3.2) whose times have `time` bytes each. */
static uint64_t tz_block(const struct tz_counts *c, uint64_t time)
{
	return c->time * (time + 1) + c->type * UINT64_C(6) + c->chars +
		c->leap * (time + 4) + c->isstd + c->isut;
}

/* The offset of local type `type`, from its 6-byte record; false when there is
 * no such type, or it is out of bounds. */
static bool tz_type(const uint8_t *types, const struct tz_counts *c,
	uint8_t type, int32_t *offset)
{
	if (type >= c->type)
		return false;
	*offset = (int32_t)(uint32_t)tz_number(types + 6 * type, 4);
	return *offset >= -TZ_WEST && *offset <= TZ_EAST;
}

/* Reads the 64-bit data block `p`, which is whole. */
static bool tz_read(struct tz *tz, const uint8_t *p, const struct tz_counts *c)
{
	const uint8_t *index = p + c->time * UINT64_C(8);
	const uint8_t *types = index + c->time;

	tz->count = c->time;
	tz->at = mem_alloc(tz->count * sizeof(tz->at[0]));
	tz->offset = mem_alloc(tz->count * sizeof(tz->offset[0]));
	if (!tz->at || !tz->offset || !tz_type(types, c, 0, &tz->first))
		return false;
	for (size_t i = 0; i < tz->count; i++) {
		tz->at[i] = (int64_t)tz_number(p + i * 8, 8);
		if (i > 0 && tz->at[i] <= tz->at[i - 1])
			return false;
		if (!tz_type(types, c, index[i], &tz->offset[i]))
			return false;
	}
	return true;
}

/* The footer: a rule between two newlines (3.3). */
static bool tz_footer(struct tz *tz, const uint8_t *p, size_t len)
{
	const uint8_t *end;

	if (len < 2 || p[0] != '\n')
		return false;
	end = memchr(p + 1, '\n', len - 1);
	return end &&
		tz_rule_parse(
			(const char *)p + 1, (size_t)(end - p - 1), &tz->rule);
}

struct tz *tz_parse(const uint8_t *data, size_t len)
{
	struct tz_counts c;
	struct tz *tz = NULL;
	uint64_t block;

	/* The first block is for readers of version 1; skip it. */
	if (!tz_header(data, len, &c))
		return NULL;
	block = tz_block(&c, 4);
	if (block > len - TZ_HEADER)
		return NULL;
	data += TZ_HEADER + block;
	len -= TZ_HEADER + block;
	if (!tz_header(data, len, &c) || c.leap > 0)
		return NULL;
	block = tz_block(&c, 8);
	if (block > len - TZ_HEADER)
		return NULL;
	data += TZ_HEADER;
	len -= TZ_HEADER + block;
	tz = mem_zero(sizeof(*tz));
	if (!tz || !tz_read(tz, data, &c) || !tz_footer(tz, data + block, len))
		tz_destroy(&tz);
	return tz;
}

void tz_destroy(struct tz **tz)
{
	if (*tz) {
		mem_free((*tz)->at);
		mem_free((*tz)->offset);
		mem_free(*tz);
	}
	*tz = NULL;
}

/* How many transitions have happened at `t`. */
static size_t tz_passed(const struct tz *tz, int64_t t)
{
	size_t low = 0, high = tz->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (tz->at[middle] <= t)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The period that holds the instant `t`, in UTC seconds. */
static struct tz_period tz_period(const struct tz *tz, int64_t t)
{
	struct tz_period p = {.offset = tz->first, .until = INT64_MAX};
	size_t passed = tz_passed(tz, t);

	if (passed < tz->count)
		p.until = tz->at[passed];
	else if (tz->rule.kind != TZ_RULE_NONE)
		tz_rule_period(&tz->rule, t, &p.offset, &p.until);
	else if (passed > 0)
		p.offset = tz->offset[passed - 1];
	if (passed > 0 && passed < tz->count)
		p.offset = tz->offset[passed - 1];
	return p;
}

struct tz_time tz_local(const struct tz *tz, int64_t utc_us)
{
	int64_t utc = times_floor(utc_us, TIMES_SECOND);
	struct tz_time t = {.offset = tz_period(tz, utc).offset};
	int64_t local = utc + t.offset, day = times_floor(local, 86400);
	int rest = (int)(local - day * 86400);

	times_date(day, &t.year, &t.month, &t.day);
	t.weekday = times_weekday(day);
	t.hour = rest / 3600;
	t.minute = rest / 60 % 60;
	t.second = rest % 60;
	return t;
}

int32_t tz_day(const struct tz *tz, int64_t utc_us)
{
	int64_t utc = times_floor(utc_us, TIMES_SECOND);

	return (int32_t)times_floor(utc + tz_period(tz, utc).offset, 86400);
}

/* The instant at which local clocks show `local`, both in seconds.  Goes
 * through the periods that can hold it, from the earliest: the first that does
 * is meant; when a period begins past it, it fell into the gap before, and is
 * counted as if the offset had not yet changed. */
static int64_t tz_find(const struct tz *tz, int64_t local)
{
	int64_t begin = local - TZ_EAST;
	struct tz_period p = tz_period(tz, begin);
	int32_t before = p.offset;

	while (local - p.offset >= p.until) {
		before = p.offset;
		begin = p.until;
		p = tz_period(tz, begin);
	}
	return local - p.offset < begin ? local - before : local - p.offset;
}

int64_t tz_utc(
	const struct tz *tz, int year, int month, int day, int hour, int minute)
{
	int64_t local;

	assert(year >= -TZ_YEARS && year <= TZ_YEARS);
	assert(month >= -TZ_YEARS && month <= TZ_YEARS);
	year += (int)times_floor(month - 1, 12);
	month -= (int)times_floor(month - 1, 12) * 12;
	/* An int of days is 5.9 million years: just too many microseconds. */
	assert(day >= -365 * TZ_YEARS && day <= 365 * TZ_YEARS);
	local = times_day(year, month, day) * 86400 + hour * INT64_C(3600) +
		minute * INT64_C(60);
	return tz_find(tz, local) * TIMES_SECOND;
}
