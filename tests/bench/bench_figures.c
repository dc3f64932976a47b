/* SPDX-License-Identifier: MIT */
/*
 * How long the figures of 30 days take where there were 100,000 chats in them
 * (rule E4), with a sale for every fifth and a rating for every fourth: the
 * team's, of 40 colleagues, and one colleague's.  The median of the rounds.
 * usage: bench_figures [DIRECTORY]
 */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include "relay/store/store_figures.h"
#include "shared/times.h"

#define CHATS 100000
#define STAFF 40
#define BATCH 1000 /* chats of a commit */
#define ROUNDS 15
#define FIRST (20000 * TIMES_DAY)

struct bench {
	struct store *store;
	int woken;
	bool done;
	int64_t turn, accepted;
};

static void die(const char *what)
{
	fprintf(stderr, "bench_figures: %s\n", what);
	exit(1);
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void wake(void *ctx)
{
	uint64_t one = 1;

	if (write(((struct bench *)ctx)->woken, &one, sizeof(one)) < 0)
		die("write");
}

static void wait_for(struct bench *b)
{
	struct pollfd p = {.fd = b->woken, .events = POLLIN};
	uint64_t n;

	while (!b->done) {
		if (poll(&p, 1, 60000) != 1 ||
			read(b->woken, &n, sizeof(n)) < 0)
			die("no answer");
		store_answers(b->store);
	}
	b->done = false;
}

static void on_rows(void *ctx, const struct store_rows *rows)
{
	struct bench *b = ctx;

	b->done = true;
	b->turn = rows->turn;
}

static void on_put(void *ctx, enum err e)
{
	if (e)
		die(err_text(e));
	((struct bench *)ctx)->done = true;
}

static void on_commit(void *ctx, enum keeper_result r)
{
	if (r != KEEPER_COMMITTED)
		die("a commit failed");
	((struct bench *)ctx)->done = true;
}

static void on_score(void *ctx, enum err e, const struct score *s)
{
	struct bench *b = ctx;

	if (e)
		die(err_text(e));
	b->accepted = s->all.accepted;
	b->done = true;
}

static struct id id_of(int n)
{
	uint8_t bytes[16] = {0};

	memcpy(bytes, &n, sizeof(n));
	return id_from_bytes(bytes);
}

/* What there is to the n-th chat; gives how many rows. */
static int make(int n, struct rec *r, char order[16])
{
	struct id chat = id_of(1000 + n), who = id_of(1 + n * 7 % STAFF);
	int64_t at = FIRST + n * (30 * TIMES_DAY / CHATS);
	int k = 0;

	r[k++] = (struct rec){.kind = REC_K_SCORE,
		.score = {.chat = chat,
			.round = 1,
			.associate = who,
			.at = at,
			.waited = n * INT64_C(7919) % 60000000}};
	if (n % 4 == 0)
		r[k++] = (struct rec){.kind = REC_K_RATING,
			.rating = {.chat = chat,
				.associate = who,
				.at = at,
				.stars = 1 + n % 5,
				.body = "Very kind."}};
	snprintf(order, 16, "T-%d", n);
	if (n % 5 == 0)
		r[k++] = (struct rec){.kind = REC_K_SALE,
			.sale = {.orderno = order,
				.chat = chat,
				.associate = who,
				.at = at,
				.name = "Guest",
				.title = "Coat",
				.total = 12800,
				.paid = 12800,
				.currency = "JPY",
				.viewed = 1}};
	return k;
}

static void fill(struct bench *b)
{
	static struct rec recs[3 * BATCH];
	static char orders[BATCH][16];

	for (int n = 0; n < CHATS; n += BATCH) {
		int k = 0;

		for (int i = 0; i < BATCH; i++)
			k += make(n + i, &recs[k], orders[i]);
		store_commit(
			b->store, "bench", b->turn++, recs, k, on_commit, b);
		wait_for(b);
	}
}

static void make_span(struct span *s)
{
	s->n_days = 30;
	for (int h = 0; h < 30 * 24; h++) {
		if (h % 24 == 0)
			s->days[h / 24].at = FIRST + h / 24 * TIMES_DAY;
		s->hours[s->n_hours++] =
			(struct span_hour){.at = FIRST + h * 60 * TIMES_MINUTE,
				.day = (uint8_t)(h / 24),
				.weekday = (uint8_t)(h / 24 % 7),
				.hour = (uint8_t)(h % 24)};
	}
	s->until = FIRST + 30 * TIMES_DAY;
}

static int order(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void measure(struct bench *b, const char *what, struct id who)
{
	static struct span span;
	struct store_figures_ask ask = {.retailer = "bench",
		.associate = who,
		.currency = "JPY",
		.span = &span};
	double took[ROUNDS];

	if (!span.n_days)
		make_span(&span);
	for (int i = 0; i < ROUNDS; i++) {
		double from = now();

		store_figures(b->store, &ask, on_score, b);
		wait_for(b);
		took[i] = now() - from;
	}
	qsort(took, ROUNDS, sizeof(*took), order);
	printf("%s: %ld chats of 30 days in %.1f ms\n", what, (long)b->accepted,
		took[ROUNDS / 2] * 1e3);
}

int main(int argc, char **argv)
{
	struct bench b = {.woken = eventfd(0, 0)};
	struct store_config c = {.directory = argc > 1 ? argv[1] : ".",
		.owner = "bench",
		.wake = wake,
		.ctx = &b};
	struct store_retailer shop = {.retailer = "bench",
		.name = "Bench",
		.zone = "Asia/Tokyo",
		.currency = "JPY"};
	char why[256];

	if (store_open(&c, &b.store, why))
		die(why);
	store_put_retailer(b.store, &shop, on_put, &b);
	wait_for(&b);
	store_load(b.store, "bench", on_rows, &b);
	wait_for(&b);
	fill(&b);
	measure(&b, "the team", (struct id){""});
	measure(&b, "one colleague", id_of(1));
	store_close(&b.store);
	return 0;
}
