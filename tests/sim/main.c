/* SPDX-License-Identifier: MIT */
/*
 * usage: sim [--hours N] [--seed N] [--trace] [--mutant NAME] [--mutants]
 *
 * Simulates days from one seed after another until N hours are over, or the
 * one day of --seed.  Prints what was seen, or the check that failed with the
 * seed that shows it; then exits with 1.  --mutant plants a fault (builds with
 * NOREN_MUTANTS); --mutants lists them, each with the check that must see it.
 */
#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "relay/desk/mutant.h"
#include "shared/hours.h"
#include "shared/tz.h"
#include "tests/lib/tzfile.h"
#include "tests/sim/sim.h"

#define DAY_HOURS 24
#define FIRST_SEED 1

void trace(const struct world *w, const char *format, ...)
{
	char at[TIMES_SIZE];
	va_list args;

	if (!w->trace)
		return;
	printf("%s ", times_format(w->now, at));
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	putchar('\n');
}

/* ---- what goes wrong with relays ---- */

static void chaos_restart(struct world *w, void *arg)
{
	(void)arg;
	if (!w->owner->alive)
		node_start(w);
}

static void chaos_die(struct world *w)
{
	if (!w->owner->alive)
		return;
	w->deaths++;
	node_die(w, w->owner);
	queue_in(w,
		rng_between(w, 100000, rng_one_in(w, 6) ? 400000000 : 9000000),
		chaos_restart, NULL);
}

static void chaos_cut(struct world *w)
{
	const struct end *e = &w->ends[rng_next(w) % (uint64_t)w->n_ends];

	if (e->link && !e->link->cut)
		net_cut(w, e->link, false);
}

static void chaos_clock(struct world *w)
{
	int64_t most = rng_one_in(w, 10) ? TIMES_HOUR : 5 * TIMES_SECOND;

	w->wall += rng_between(w, -most, most);
}

static void chaos_staff(struct world *w)
{
	int i = (int)(rng_next(w) % (uint64_t)w->n_staff);

	if (w->staff[i].gone || !rng_one_in(w, 8))
		return;
	trace(w, "%s is removed", w->staff[i].name);
	w->staff[i].gone = true;
	for (int n = 0; n < w->n_nodes; n++)
		node_staff_gone(w->nodes[n], i);
}

/* The shop's server knows an order: before the page, after it, or corrected. */
static void chaos_order(struct world *w)
{
	char name[24];
	struct desk_order o = {
		.order = name, .currency = "JPY", .at = w->now + w->wall};
	int who = (int)(rng_next(w) % (uint64_t)w->n_shoppers);

	snprintf(name, sizeof(name), "o%d-%d", who, (int)(rng_next(w) % 40));
	o.total = rng_between(w, 0, 5000);
	if (rng_one_in(w, 3))
		o.refunded = rng_between(w, 0, o.total);
	o.cancelled = rng_one_in(w, 5);
	if (o.total % 6 == 0) /* no roll: seeds play what they did */
		o.currency = "EUR";
	node_order(w->owner, &o);
}

/* J1: a shopper wants to be forgotten, or called otherwise; old names go. */
static void chaos_amend(struct world *w)
{
	int who = (int)(rng_next(w) % (uint64_t)w->n_shoppers);
	const struct id *id = &w->shoppers[who].id;

	if (rng_one_in(w, 3))
		node_correct(w->owner, id, rng_one_in(w, 2) ? "Mio" : "Kim");
	else if (rng_one_in(w, 3))
		node_expire(w->owner, w->wall - rng_about(w, 6 * TIMES_HOUR));
	else
		node_erase(w->owner, id);
}

/* The first of them always is a manager. */
static void chaos_role(struct world *w)
{
	int i = (int)(rng_next(w) % (uint64_t)w->n_staff);
	struct staff *s = &w->staff[i];

	if (s->gone || i == 0)
		return;
	s->manager = !s->manager;
	trace(w, "%s is %s manager", s->name, s->manager ? "a" : "no");
	for (int n = 0; n < w->n_nodes; n++)
		node_staff(w->nodes[n], i);
}

static void chaos(struct world *w, void *arg)
{
	uint64_t what = rng_next(w) % 64;

	(void)arg;
	watch_answers(w);
	watch_hidden(w);
	if (w->calm)
		return;
	if (what < 2)
		chaos_die(w);
	else if (what == 2 && w->owner->alive && node_start(w))
		w->steals++;
	else if (what < 16)
		chaos_cut(w);
	else if (what == 16)
		chaos_clock(w);
	else if (what == 17)
		chaos_staff(w);
	else if (what == 18)
		chaos_role(w);
	else if (what == 19)
		w->rushed = 1 + (int)(rng_next(w) % 6);
	else if (what < 26)
		chaos_order(w);
	else if (what == 26)
		chaos_amend(w);
	queue_in(w, rng_about(w, TIMES_MINUTE), chaos, NULL);
}

/* ---- a day ---- */

static struct hours *hours_of(const char *text)
{
	struct hours *h;
	const char *why;
	int line;
	enum err e = hours_parse(text, &h, &line, &why);

	assert(!e);
	return h;
}

static void day_settings(struct world *w)
{
	static const char *const hours[] = {"always", "mon-sun 09:00-19:00",
		"mon-sun 10:00-13:00 14:00-18:00", "mon-sun 18:00-03:00",
		"mon-sun 00:00-06:00 06:05-12:00 12:01-24:00"};
	static const char *const zones[] = {
		"Asia/Tokyo", "Europe/Berlin", "America/New_York"};
	/* 2025-10-26, when clocks are put back in Berlin, and around. */
	int64_t from = INT64_C(1761350400000000);

	w->now = from + rng_between(w, 0, 14) * TIMES_DAY;
	w->settings = desk_settings_default();
	w->settings.currency = "JPY";
	w->settings.name = "Demo";
	w->settings.zone = zones[rng_next(w) % 3];
	w->tz = tzfile_read(w->settings.zone);
	w->hours = hours_of(hours[rng_next(w) % 5]);
	w->settings.hours = w->hours;
	w->settings.tz = w->tz;
	w->has_group = rng_one_in(w, 3);
	if (w->has_group && rng_one_in(w, 2))
		w->group_hours = hours_of("mon-sun 12:00-20:00");
	if (rng_one_in(w, 4))
		w->settings.at_once = 1 + (int)(rng_next(w) % 2);
	w->rushed = 1 + (int)(rng_next(w) % 4);
}

static void day_people(struct world *w)
{
	w->n_staff = (int)rng_between(w, 2, SIM_STAFF);
	w->n_shoppers = (int)rng_between(w, 3, SIM_SHOPPERS);
	for (int i = 0; i < w->n_staff; i++) {
		struct staff *s = &w->staff[i];

		s->id = rng_id(w);
		s->groups = w->has_group && rng_one_in(w, 2) ? "ginza" : "";
		s->manager = i == 0;
		snprintf(s->name, sizeof(s->name), "A%d", i);
	}
	for (int i = 0; i < w->n_shoppers; i++) {
		w->shoppers[i].id = rng_id(w);
		strcpy(w->shoppers[i].token, "token");
	}
	people_begin(w);
}

static void day_fini(struct world *w)
{
	for (int i = 0; i < w->n_nodes; i++)
		node_free(w->nodes[i]);
	for (int i = 0; i < w->n_links; i++)
		free(w->links[i]);
	free(w->links);
	queue_fini(w);
	memstore_destroy(&w->store);
	hours_destroy(&w->hours);
	hours_destroy(&w->group_hours);
	tz_destroy(&w->tz);
}

/* Those who have lost the desk and do not know it yet go. */
static void day_last_owner(struct world *w)
{
	for (int i = 0; i < w->n_nodes; i++)
		if (w->nodes[i]->alive && w->nodes[i] != w->owner)
			node_die(w, w->nodes[i]);
	if (!w->owner->alive)
		node_start(w);
}

/* 24 hours; in the last half of one nothing breaks, and in the end all have
 * caught up. */
static void day_run(struct world *w)
{
	int64_t begin;

	w->rng = w->seed * UINT64_C(0x2545f4914f6cdd1d) + 1;
	w->store = memstore_new();
	memstore_watch(w->store, watch_row, w);
	day_settings(w);
	begin = w->now;
	day_people(w);
	node_start(w);
	queue_in(w, TIMES_MINUTE, chaos, NULL);
	queue_run(w, begin + (2 * DAY_HOURS - 1) * TIMES_HOUR / 2);
	w->calm = true;
	day_last_owner(w);
	people_come_back(w);
	queue_run(w, begin + DAY_HOURS * TIMES_HOUR);
	if (!w->broken)
		watch_end(w);
}

/* ---- many days ---- */

struct totals {
	int64_t hours, steps, commits, deaths, steals, says, chats, missed,
		rebuilt, transfers, blocks, sales;
};

static bool run_day(uint64_t seed, bool traced, struct totals *t)
{
	struct world *w = calloc(1, sizeof(*w));
	const char *broken;

	assert(w);
	w->seed = seed;
	w->trace = traced;
	day_run(w);
	broken = w->broken;
	t->hours += DAY_HOURS;
	t->steps += w->steps;
	t->commits += w->commits;
	t->deaths += w->deaths;
	t->steals += w->steals;
	t->says += w->says;
	t->chats += w->chats;
	t->missed += w->missed;
	t->rebuilt += w->rebuilt;
	t->transfers += w->transfers;
	t->blocks += w->blocks;
	t->sales += w->sales;
	if (broken) {
		char at[TIMES_SIZE];

		printf("broken: %s\nat %s: %s\n", broken,
			times_format(w->now, at), w->story);
		printf("replay: sim --seed %llu --trace\n",
			(unsigned long long)seed);
	}
	day_fini(w);
	free(w);
	return !broken;
}

static void print_totals(const struct totals *t)
{
	printf("%lld hours: %lld steps, %lld commits, %lld relay deaths, "
	       "%lld steals, %lld rebuilt desks compared, %lld chats, "
	       "%lld missed, %lld transferred, %lld blocked, %lld sales, %lld "
	       "messages\n",
		(long long)t->hours, (long long)t->steps, (long long)t->commits,
		(long long)t->deaths, (long long)t->steals,
		(long long)t->rebuilt, (long long)t->chats,
		(long long)t->missed, (long long)t->transfers,
		(long long)t->blocks, (long long)t->sales, (long long)t->says);
}

static int list_mutants(void)
{
#define PRINT(name, check) puts(#name " " check);
	MUTANTS(PRINT)
#undef PRINT
	return 0;
}

static bool choose_mutant(const char *name)
{
#ifdef NOREN_MUTANTS
#define CHOOSE(mutant, check) \
	if (strcmp(name, #mutant) == 0) { \
		mutant_chosen = MUTANT_##mutant; \
		return true; \
	}
	MUTANTS(CHOOSE)
#undef CHOOSE
#endif
	(void)name;
	return false;
}

int main(int argc, char **argv)
{
	struct totals totals = {0};
	int64_t hours = DAY_HOURS;
	uint64_t seed = 0;
	bool traced = false, well = true;

	for (int i = 1; i < argc; i++) {
		const char *value = i + 1 < argc ? argv[i + 1] : "";

		if (strcmp(argv[i], "--trace") == 0) {
			traced = true;
		} else if (strcmp(argv[i], "--mutants") == 0) {
			return list_mutants();
		} else if (strcmp(argv[i], "--hours") == 0) {
			hours = atoll(value), i++;
		} else if (strcmp(argv[i], "--seed") == 0) {
			seed = strtoull(value, NULL, 10), i++;
		} else if (strcmp(argv[i], "--mutant") == 0 &&
			choose_mutant(value)) {
			i++;
		} else {
			fprintf(stderr, "sim: what is %s?\n", argv[i]);
			return 2;
		}
	}
	if (seed)
		well = run_day(seed, traced, &totals);
	for (uint64_t s = FIRST_SEED; !seed && well && totals.hours < hours;
		s++)
		well = run_day(s, traced, &totals);
	print_totals(&totals);
	return well ? 0 : 1;
}
