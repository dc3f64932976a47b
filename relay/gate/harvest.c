/* SPDX-License-Identifier: MIT */
#include "relay/gate/harvest.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "relay/gate/import.h"
#include "shared/mem.h"
#include "shared/times.h"

#define ROWS_MOST (128 * 1024) /* bytes of the refused ones, as JSON */

char *harvest_rows(const struct intake_state *s)
{
	json_t *all = json_array();
	char *text;

	for (int i = 0; i < s->n_refusals && i < HARVEST_ROWS; i++)
		json_array_append_new(all, import_refusal(&s->refusals[i]));
	text = all ? json_dumps(all, JSON_COMPACT) : NULL;
	if (text && strlen(text) > ROWS_MOST) {
		mem_free(text);
		text = mem_strdup("[]");
	}
	json_decref(all);
	return text;
}

static void say_fault(const struct intake_state *s, char *out, size_t size)
{
	const struct intake_refusal *r = &s->fault;

	if (r->reason == FEED_FINE)
		snprintf(out, size, "%s", s->why);
	else if (r->line)
		snprintf(out, size, "line %llu%s%s: %s",
			(unsigned long long)r->line, r->column[0] ? ", " : "",
			r->column, feed_reason_text(r->reason));
	else
		snprintf(out, size, "%s", feed_reason_text(r->reason));
}

static void note_taken(struct store_feed *row, int64_t began,
	const struct fetch_result *result, const struct intake_state *s,
	char why[FETCH_WHY])
{
	row->result = s->held ? "held" : "imported";
	row->why = "";
	if (s->held) {
		snprintf(why, FETCH_WHY,
			"It waits: of the %" PRId64 " products before %" PRId64
			" are not in it (by SKU).",
			s->before, s->gone);
		row->why = why;
	}
	row->etag = result->etag;
	row->modified = result->modified;
	row->hash = result->hash;
	row->made = began;
	if (!s->held)
		row->checked = began;
	row->declined = 0;
	row->fails = 0;
}

/* It is what it was: the catalogue, or what is none, and is not told twice. */
static void note_unchanged(struct store_feed *row, int64_t began, bool held,
	const struct fetch_result *result)
{
	row->result = fetch_word(result->end);
	row->why = row->declined ? "It is the one that a manager refused."
		: held           ? "It is the one that waits for a manager."
				 : "";
	if (!row->declined && !held)
		row->checked = began;
	if (result->hash[0]) {
		row->etag = result->etag;
		row->modified = result->modified;
	}
	row->fails = 0;
}

void harvest_judge(struct store_feed *row, int64_t began, bool held,
	const struct fetch_result *result, const struct intake_state *s,
	char why[FETCH_WHY])
{
	bool read = result->end == FETCH_FINE || result->end == FETCH_SPILT;

	row->tried = began;
	if (read && s->phase == INTAKE_DONE) {
		note_taken(row, began, result, s, why);
	} else if (result->end == FETCH_UNCHANGED) {
		note_unchanged(row, began, held, result);
	} else {
		row->fails++;
		row->result = fetch_word(result->end);
		row->why = result->why;
	}
	if (read && s->phase != INTAKE_DONE) {
		row->result = s->fault.reason == FEED_FINE
			? err_name(s->err)
			: feed_reason_word(s->fault.reason);
		say_fault(s, why, FETCH_WHY);
		row->why = why;
	}
	if (read) {
		row->taken = (int64_t)s->totals.taken;
		row->refused = (int64_t)s->totals.refused;
	}
}

void harvest_due(struct store_feed *row, int64_t began, int64_t again,
	int64_t now, uint32_t random)
{
	row->due = row->fails
		? now + fetch_wait((int)row->fails, row->every, random)
		: began + row->every;
	if (row->due < now + again)
		row->due = now + again;
	if (row->due < now + TIMES_MINUTE / 2)
		row->due = now + TIMES_MINUTE / 2;
}

bool harvest_put_off(
	const struct fetch_result *result, const struct intake_state *s)
{
	bool failed = s->phase == INTAKE_FAILED;

	return result->end == FETCH_STOPPED ||
		(failed && (s->err == ERR_RESTART || s->err == ERR_FULL));
}
