/* SPDX-License-Identifier: MIT */
#include "client/model/archive_replay.h"

#include "client/model/chat.h"

static const int speeds[ARCHIVE_REPLAY_SPEEDS] = {
	25, 50, 100, 200, 400, 800, 1600, 3200, 6400};

int archive_replay_speed(const struct archive_replay *r)
{
	return speeds[r->speed];
}

bool archive_replay_over(const struct archive_replay *r, const struct chat *c)
{
	return r->on && r->shown >= c->n;
}

/* How long it was until the next one; clocks may have jumped. */
static int64_t gap(const struct chat *c, int64_t shown)
{
	int64_t us;

	if (shown < 1 || shown >= c->n)
		return 0;
	us = c->entries[shown].at - c->entries[shown - 1].at;
	return us > 0 ? us : 0;
}

/* How much of the chat's time has gone by since. */
static int64_t gone(const struct archive_replay *r, int64_t now_ms)
{
	return r->paused ? 0 : (now_ms - r->since_ms) * 10 * speeds[r->speed];
}

static void settle(struct archive_replay *r, int64_t now_ms)
{
	r->left_us -= gone(r, now_ms);
	r->since_ms = now_ms;
}

void archive_replay_begin(
	struct archive_replay *r, const struct chat *c, int64_t now_ms)
{
	int speed = r->on ? r->speed : ARCHIVE_REPLAY_USUAL;

	if (c->n == 0)
		return;
	*r = (struct archive_replay){.on = true,
		.speed = speed,
		.shown = 1,
		.left_us = gap(c, 1),
		.since_ms = now_ms};
}

void archive_replay_end(struct archive_replay *r)
{
	*r = (struct archive_replay){0};
}

void archive_replay_tick(
	struct archive_replay *r, const struct chat *c, int64_t now_ms)
{
	if (!r->on || r->paused || r->shown >= c->n ||
		gone(r, now_ms) < r->left_us)
		return;
	settle(r, now_ms);
	/* What it is late by is the next one's. */
	while (r->left_us <= 0 && r->shown < c->n) {
		r->shown++;
		r->left_us += gap(c, r->shown);
	}
}

void archive_replay_pause(
	struct archive_replay *r, const struct chat *c, int64_t now_ms)
{
	if (!r->on)
		return;
	if (r->shown >= c->n) {
		archive_replay_begin(r, c, now_ms);
		return;
	}
	settle(r, now_ms);
	r->paused = !r->paused;
}

void archive_replay_pace(struct archive_replay *r, int by, int64_t now_ms)
{
	int speed = r->speed + by;

	if (!r->on || speed < 0 || speed >= ARCHIVE_REPLAY_SPEEDS)
		return;
	settle(r, now_ms);
	r->speed = speed;
}

int64_t archive_replay_due(const struct archive_replay *r, const struct chat *c)
{
	int64_t each = 10 * speeds[r->speed];

	if (!r->on || r->paused || r->shown >= c->n)
		return INT64_MAX;
	return r->since_ms + (r->left_us + each - 1) / each;
}
