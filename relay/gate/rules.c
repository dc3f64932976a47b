/* SPDX-License-Identifier: MIT */
#include "relay/gate/rules.h"

#include <stdio.h>
#include <string.h>

#include "relay/desk/largest.h"
#include "relay/gate/hub.h"
#include "shared/hours.h"
#include "shared/mem.h"
#include "shared/times.h"
#include "shared/tz.h"

enum err rules_hours(const char *text, struct hours **out, char why[RULES_WHY])
{
	const char *reason = "";
	int line = 0;
	enum err e = hours_parse(text ? text : "", out, &line, &reason);

	if (e == ERR_CONFIG)
		snprintf(why, RULES_WHY, "hours, line %d: %s", line, reason);
	return e;
}

/* Each from to, with both; 0 is the rules'. */
static const struct number {
	size_t offset; /* in struct store_numbers */
	int64_t from, to;
	const char *why;
} numbers[] = {
	{offsetof(struct store_numbers, at_once), 1, LIMIT_RINGS,
		"at-once must be from 1 to 64"},
	{offsetof(struct store_numbers, more_every), TIMES_SECOND, TIMES_HOUR,
		"more-every must be from 1s to 1h"},
	{offsetof(struct store_numbers, ring_for), 10 * TIMES_SECOND,
		TIMES_HOUR, "ring-for must be from 10s to 1h"},
	{offsetof(struct store_numbers, keep_state), TIMES_SECOND, TIMES_DAY,
		"keep-state must be from 1s to 1d"},
	{offsetof(struct store_numbers, take_over), 10 * TIMES_SECOND,
		TIMES_DAY, "take-over must be from 10s to 1d"},
	{offsetof(struct store_numbers, left_after), TIMES_MINUTE,
		7 * TIMES_DAY, "left-after must be from 1m to 7d"},
	{offsetof(struct store_numbers, window_days), 1, 3650,
		"window must be from 1 to 3650 days"},
	{offsetof(struct store_numbers, scan), STORE_SCAN_ON, STORE_SCAN_OFF,
		"scan must be 1, on, or 2, off"},
	{offsetof(struct store_numbers, retention), 1, STORE_FOR_EVER,
		"retention must be from 1 to 36499 days, or none"},
	{offsetof(struct store_numbers, largest_order), 1, LARGEST_MOST,
		"largest-order is more than any order comes to"},
};

static enum err check_numbers(
	const struct store_numbers *all, char why[RULES_WHY])
{
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		const struct number *n = &numbers[i];
		int64_t value =
			*(const int64_t *)((const char *)all + n->offset);

		if (value != 0 && (value < n->from || value > n->to)) {
			snprintf(why, RULES_WHY, "%s", n->why);
			return ERR_CONFIG;
		}
	}
	return ERR_OK;
}

static int64_t or_else(int64_t set, int64_t standard)
{
	return set ? set : standard;
}

static void settle_numbers(
	struct desk_settings *s, const struct store_numbers *n)
{
	s->at_once = (int)or_else(n->at_once, s->at_once);
	s->more_every = or_else(n->more_every, s->more_every);
	s->ring_for = or_else(n->ring_for, s->ring_for);
	s->keep_state = or_else(n->keep_state, s->keep_state);
	s->take_over = or_else(n->take_over, s->take_over);
	s->left_after = or_else(n->left_after, s->left_after);
	s->window_days = (int)or_else(n->window_days, s->window_days);
	s->largest_order = n->largest_order;
	s->no_scan = n->scan == STORE_SCAN_OFF;
	/* Nobody more is rung once it is missed. */
	if (s->more_until > s->ring_for)
		s->more_until = s->ring_for;
}

static enum err copy_row(struct rules *r, const struct store_retailer *row)
{
	const struct {
		char **to;
		const char *from;
	} all[] = {
		{&r->retailer, row->retailer},
		{&r->name, row->name},
		{&r->zone, row->zone},
		{&r->currency, row->currency},
		{&r->accent, row->accent},
		{&r->origins, row->origins},
		{&r->hours_text, row->hours},
		{&r->support, row->support},
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		*all[i].to = mem_strdup(all[i].from ? all[i].from : "");
		if (!*all[i].to)
			return ERR_NOMEM;
	}
	return ERR_OK;
}

static void settle(struct rules *r)
{
	r->settings = desk_settings_default();
	r->settings.retailer = r->retailer;
	r->settings.name = r->name;
	r->settings.zone = r->zone;
	r->settings.currency = r->currency;
	r->settings.hours = r->hours;
	r->settings.tz = r->tz;
	settle_numbers(&r->settings, &r->numbers);
}

enum err rules_new(struct hub *hub, const struct store_retailer *row,
	struct rules **out, char why[RULES_WHY])
{
	struct rules *r = mem_zero(sizeof(*r));
	enum err e = ERR_NOMEM;

	*out = NULL;
	why[0] = '\0';
	if (!r)
		return ERR_NOMEM;
	r->numbers = row->numbers;
	e = check_numbers(&r->numbers, why);
	if (e == ERR_OK)
		e = copy_row(r, row);
	if (e == ERR_OK)
		e = rules_hours(row->hours, &r->hours, why);
	if (e != ERR_OK)
		goto fail;
	r->tz = hub->io.zone(hub->io.ctx, r->zone);
	if (!r->tz) {
		snprintf(
			why, RULES_WHY, "there is no time zone %.60s", r->zone);
		e = ERR_CONFIG;
		goto fail;
	}
	settle(r);
	r->settings.no_mail = !hub->config.mail_from;
	*out = r;
	return ERR_OK;
fail:
	rules_destroy(&r);
	return e;
}

void rules_destroy(struct rules **rp)
{
	struct rules *r = *rp;

	*rp = NULL;
	if (!r)
		return;
	hours_destroy(&r->hours);
	tz_destroy(&r->tz);
	mem_free(r->retailer);
	mem_free(r->name);
	mem_free(r->zone);
	mem_free(r->currency);
	mem_free(r->accent);
	mem_free(r->origins);
	mem_free(r->hours_text);
	mem_free(r->support);
	mem_free(r);
}

bool rules_same(const struct rules *a, const struct rules *b)
{
	const struct store_numbers *n = &a->numbers, *m = &b->numbers;

	return strcmp(a->name, b->name) == 0 && strcmp(a->zone, b->zone) == 0 &&
		strcmp(a->currency, b->currency) == 0 &&
		strcmp(a->accent, b->accent) == 0 &&
		strcmp(a->origins, b->origins) == 0 &&
		strcmp(a->hours_text, b->hours_text) == 0 &&
		strcmp(a->support, b->support) == 0 &&
		n->at_once == m->at_once && n->more_every == m->more_every &&
		n->ring_for == m->ring_for && n->keep_state == m->keep_state &&
		n->take_over == m->take_over &&
		n->left_after == m->left_after &&
		n->window_days == m->window_days && n->scan == m->scan &&
		n->retention == m->retention &&
		n->largest_order == m->largest_order;
}
