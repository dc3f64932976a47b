/* SPDX-License-Identifier: MIT */
/*
 * A process that keeps what several desks ask for is killed at a hundred
 * random moments (SIGKILL), from the making of the database on, and another
 * goes on where it was.  Whatever was acknowledged must be there: once, in
 * order, without a gap, with the open chats, their rings and their times.
 *
 * Every batch counts itself in a tally and writes the last seq of each chat
 * that it touches into the chat's row, so that half a batch would show.
 * NOREN_SEED replays a run.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "shared/buf.h"
#include "shared/limits.h"
#include "tests/lib/storebed.h"

#define KILLS 100
#define TENANTS 4
#define CHATS 3         /* open ones of a tenant */
#define CHAT_LENGTH 150 /* entries, then it is ended and another opened */
#define BATCH 12        /* entries at most */
#define RUN_US 120000   /* a process lives that long at most, from */
#define LEAST 4         /* so many acknowledgements on, at most */
#define PATIENCE_US (60 * INT64_C(1000000)) /* for those to come */

/* ---- what is kept, and how it can be told ---- */

static uint64_t dice(uint64_t *seed)
{
	uint64_t z = *seed += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return z ^ z >> 31;
}

static const char *tenant_name(int tenant)
{
	static const char *const names[TENANTS] = {"r0", "r1", "r2", "r3"};

	return names[tenant];
}

/* Numbers of chats are unique in a tenant; what belongs to them follows. */
static struct id chat_id(int64_t chat)
{
	return storebed_id((uint64_t)chat + 1000000);
}

static struct id shopper_id(int64_t chat)
{
	return storebed_id((uint64_t)chat + 2000000);
}

static int64_t rang_at(int64_t chat)
{
	return 1700000000000000 + chat * 17;
}

static void body_of(int tenant, int64_t chat, int64_t seq, char out[64])
{
	snprintf(out, 64, "%d/%lld/%lld 青い茶碗はありますか。", tenant,
		(long long)chat, (long long)seq);
}

/* ---- the process that is killed ---- */

struct chat {
	int64_t number, seq;
};

struct tenant {
	struct worker *worker;
	int index;
	uint64_t seed;
	bool loaded;
	int64_t turn, batches, numbers; /* chats ever */
	struct chat chats[CHATS];
	int n;
	struct rec recs[64];
	char bodies[BATCH][64];
};

/* What the parent is told once it is kept. */
struct ack {
	int32_t tenant;
	int32_t n;
	int64_t batches;
	struct chat chats[CHATS]; /* with their last seq */
};

struct worker {
	struct storebed *bed;
	int pipe;
	struct tenant tenants[TENANTS];
};

static struct rec *add(struct tenant *t, int *n, enum rec_kind kind)
{
	if (*n >= (int)(sizeof(t->recs) / sizeof(t->recs[0])))
		abort();
	t->recs[*n] = (struct rec){.kind = kind};
	return &t->recs[(*n)++];
}

static void open_chat(struct tenant *t, int *n)
{
	struct chat *c = &t->chats[t->n++];

	*c = (struct chat){.number = ++t->numbers};
	for (int i = 0; i < 2; i++) {
		struct rec *r = add(t, n, REC_K_RING);

		r->ring.chat = chat_id(c->number);
		r->ring.associate = storebed_id((uint64_t)i + 1);
		r->ring.at = rang_at(c->number) + i;
	}
	add(t, n, REC_K_SHOPPER)->shopper = (struct rec_shopper){
		.shopper = shopper_id(c->number), .number = c->number};
}

static void say(struct tenant *t, int *n, struct chat *c, char body[64])
{
	struct rec *r = add(t, n, REC_K_ENTRY);

	body_of(t->index, c->number, ++c->seq, body);
	r->entry.chat = chat_id(c->number);
	r->entry.seq = c->seq;
	r->entry.actor = shopper_id(c->number);
	r->entry.body = body;
}

/* The chat's row, with the last seq as its amount. */
static void keep_chat(struct tenant *t, int *n, const struct chat *c)
{
	struct rec *r = add(t, n, REC_K_CHAT);

	r->chat = (struct rec_chat){.chat = chat_id(c->number),
		.shopper = shopper_id(c->number),
		.phase = c->seq >= CHAT_LENGTH ? WIRE_PHASE_ENDED
					       : WIRE_PHASE_RINGING,
		.opened = c->number,
		.rang = rang_at(c->number),
		.amount = c->seq};
}

static void on_commit(void *ctx, enum keeper_result result);

static void next_batch(struct tenant *t)
{
	int entries = 1 + (int)(dice(&t->seed) % BATCH);
	int n = 0;
	struct rec *r = add(t, &n, REC_K_TALLY);

	r->tally.name = "batches";
	r->tally.value = ++t->batches;
	r = add(t, &n, REC_K_TALLY);
	while (t->n < CHATS)
		open_chat(t, &n);
	r->tally.name = "numbers";
	r->tally.value = t->numbers;
	for (int i = 0; i < entries; i++)
		say(t, &n, &t->chats[dice(&t->seed) % CHATS], t->bodies[i]);
	for (int i = 0; i < t->n; i++)
		keep_chat(t, &n, &t->chats[i]);
	store_commit(t->worker->bed->store, tenant_name(t->index), t->turn++,
		t->recs, n, on_commit, t);
}

static void on_commit(void *ctx, enum keeper_result result)
{
	struct tenant *t = ctx;
	struct ack ack = {.tenant = t->index, .n = t->n, .batches = t->batches};
	int open = 0;

	if (result != KEEPER_COMMITTED)
		abort();
	memcpy(ack.chats, t->chats, sizeof(ack.chats));
	if (write(t->worker->pipe, &ack, sizeof(ack)) != sizeof(ack))
		abort();
	for (int i = 0; i < t->n; i++)
		if (t->chats[i].seq < CHAT_LENGTH)
			t->chats[open++] = t->chats[i];
	t->n = open;
	next_batch(t);
}

static void on_load(void *ctx, const struct store_rows *rows)
{
	struct tenant *t = ctx;

	if (rows->err)
		abort();
	t->turn = rows->turn;
	for (int i = 0; i < rows->n; i++) {
		const struct rec *r = &rows->recs[i];

		if (r->kind == REC_K_CHAT && t->n < CHATS)
			t->chats[t->n++] =
				(struct chat){r->chat.opened, r->chat.amount};
		else if (r->kind == REC_K_TALLY && r->tally.name[0] == 'b')
			t->batches = r->tally.value;
		else if (r->kind == REC_K_TALLY)
			t->numbers = r->tally.value;
	}
	next_batch(t);
}

static void work(struct storebed *bed, int pipe, uint64_t seed)
{
	struct worker w = {.bed = bed, .pipe = pipe};
	bool never = false;

	if (storebed_open(bed) != ERR_OK)
		abort();
	for (int i = 0; i < TENANTS; i++) {
		w.tenants[i] = (struct tenant){
			.worker = &w, .index = i, .seed = dice(&seed)};
		if (storebed_retailer(bed, tenant_name(i)) != ERR_OK)
			abort();
		store_load(bed->store, tenant_name(i), on_load, &w.tenants[i]);
	}
	storebed_wait(bed, &never);
}

/* ---- the one that kills and looks ---- */

struct known {
	struct storebed bed;
	uint64_t seed;
	int64_t acked[TENANTS];          /* batches */
	int64_t kept[TENANTS];           /* batches that were there at least */
	int unseen;                      /* kills since the last look */
	struct chat told[TENANTS][8192]; /* last acknowledged seq, by number */
	long acks, entries, recovered;
};

static void note(struct known *k, const struct ack *ack)
{
	assert_true(ack->tenant >= 0 && ack->tenant < TENANTS);
	k->acked[ack->tenant] = ack->batches;
	k->acks++;
	for (int i = 0; i < ack->n; i++) {
		const struct chat *c = &ack->chats[i];

		assert_in_range(c->number, 1, 8191);
		k->told[ack->tenant][c->number] = *c;
	}
}

static int64_t now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* When a process is killed: so long after so many acknowledgements, so that a
 * slow disk has as many of them as a fast one. */
struct moment {
	long least;
	int64_t life; /* us */
};

/* Listens until the moment has come, kills, and listens to the last word. */
static void listen_and_kill(
	struct known *k, pid_t child, int pipe, const struct moment *m)
{
	struct pollfd pfd = {.fd = pipe, .events = POLLIN};
	int64_t end = now_us() + (m->least ? PATIENCE_US : m->life);
	long due = k->acks + m->least;
	bool killed = false;
	struct ack ack;
	ssize_t n = 1;

	while (n > 0) {
		int64_t left = end - now_us();
		struct timespec t = {.tv_nsec = left > 0 ? left * 1000 : 0};

		if (!killed && left <= 0) {
			assert_int_equal(kill(child, SIGKILL), 0);
			killed = true;
		}
		if (!killed && ppoll(&pfd, 1, &t, NULL) == 0)
			continue;
		n = read(pipe, &ack, sizeof(ack));
		if (n > 0) {
			assert_int_equal(n, sizeof(ack));
			note(k, &ack);
			if (m->least && k->acks == due)
				end = now_us() + m->life;
		}
	}
}

static void run_and_kill(struct known *k)
{
	const struct moment m = {
		.life = (int64_t)(dice(&k->seed) % RUN_US),
		.least = (long)(dice(&k->seed) % (LEAST + 1)),
	};
	uint64_t seed = dice(&k->seed);
	int pipes[2], status;
	pid_t child;

	assert_int_equal(pipe(pipes), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		close(pipes[0]);
		work(&k->bed, pipes[1], seed);
		abort();
	}
	close(pipes[1]);
	listen_and_kill(k, child, pipes[0], &m);
	close(pipes[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	/* It did not end in any other way, before. */
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	k->unseen++;
}

/* Every entry of the chat, with its text; the number of them. */
static int64_t read_chat(struct known *k, int tenant, int64_t chat)
{
	struct store_rows rows;
	int64_t seq = 0;
	char body[64];

	do {
		rows = storebed_replay(&k->bed, tenant_name(tenant),
			chat_id(chat), seq, WIRE_WHO_SHOPPER, shopper_id(chat));
		assert_int_equal(rows.err, ERR_OK);
		for (int i = 0; i < rows.n; i++) {
			body_of(tenant, chat, ++seq, body);
			assert_int_equal(rows.recs[i].entry.seq, seq);
			assert_string_equal(rows.recs[i].entry.body, body);
		}
	} while (rows.more);
	k->entries += seq;
	return seq;
}

struct seen {
	int64_t batches;
	int chats, shoppers, rings, entries;
	int64_t should; /* entries, by the chats' rows */
};

static struct seen look_at_rows(const struct store_rows *rows)
{
	struct seen s = {0};
	struct id chat = {""};
	int64_t seq = 0;

	for (int i = 0; i < rows->n; i++) {
		const struct rec *r = &rows->recs[i];

		if (r->kind == REC_K_TALLY && r->tally.name[0] == 'b')
			s.batches = r->tally.value;
		s.shoppers += r->kind == REC_K_SHOPPER;
		if (r->kind == REC_K_CHAT) {
			s.chats++;
			s.should += r->chat.amount;
			assert_int_equal(r->chat.rang, rang_at(r->chat.opened));
			assert_int_equal(r->chat.phase, WIRE_PHASE_RINGING);
		}
		s.rings += r->kind == REC_K_RING;
		if (r->kind != REC_K_ENTRY)
			continue;
		s.entries++;
		seq = id_same(&chat, &r->entry.chat) ? seq + 1 : 1;
		chat = r->entry.chat;
		assert_int_equal(r->entry.seq, seq);
	}
	return s;
}

static void look_at(struct known *k, int tenant)
{
	struct store_rows rows = storebed_load(&k->bed, tenant_name(tenant));
	struct seen s;

	if (rows.err == ERR_UNKNOWN) { /* killed before it was there */
		assert_int_equal(k->acked[tenant], 0);
		return;
	}
	assert_int_equal(rows.err, ERR_OK);
	s = look_at_rows(&rows);
	/* All that was said to be kept, and of the rest no more than the batch
	 * that was in flight when each process was killed. */
	assert_in_range(s.batches, k->acked[tenant],
		(k->acked[tenant] > k->kept[tenant] ? k->acked[tenant]
						    : k->kept[tenant]) +
			k->unseen);
	k->recovered += s.batches - k->acked[tenant];
	k->kept[tenant] = k->acked[tenant] = s.batches;
	assert_int_equal(s.entries, s.should);
	assert_int_equal(s.rings, 2 * s.chats);
	assert_int_equal(s.shoppers, s.chats);
	for (int i = 1; i < 8192; i++) {
		struct chat *c = &k->told[tenant][i];

		if (c->seq == 0)
			continue;
		assert_true(read_chat(k, tenant, c->number) >= c->seq);
		c->seq = 0; /* until more is said of it */
	}
}

static void look(struct known *k)
{
	assert_int_equal(storebed_open(&k->bed), ERR_OK);
	for (int i = 0; i < TENANTS; i++)
		look_at(k, i);
	assert_string_equal(k->bed.log, "");
	storebed_close(&k->bed);
	store_mem_fini(&k->bed.mem);
	k->unseen = 0;
}

static void test_a_hundred_kills(void **state)
{
	const char *seed = getenv("NOREN_SEED");
	struct known *k = calloc(1, sizeof(*k));

	(void)state;
	k->seed = seed ? strtoull(seed, NULL, 10) : 20261122;
	print_message("# NOREN_SEED=%llu\n", (unsigned long long)k->seed);
	storebed_init(&k->bed);
	for (int i = 0; i < KILLS; i++) {
		run_and_kill(k);
		/* At times the next one finds what two have left behind. */
		if (dice(&k->seed) % 3 > 0 || i == KILLS - 1)
			look(k);
	}
	print_message("# %ld batches acknowledged, %ld kept without, "
		      "%ld entries read\n",
		k->acks, k->recovered, k->entries);
	assert_true(k->acks > KILLS);
	/* Over all chats there ever were. */
	assert_int_equal(storebed_number(&k->bed,
				 "SELECT count(*) FROM (SELECT 1 FROM entry"
				 " GROUP BY retailer, chat"
				 " HAVING count(*) <> max(seq)"
				 " OR min(seq) <> 1)"),
		0);
	assert_int_equal(storebed_number(&k->bed,
				 "SELECT count(*) FROM chat WHERE amount <>"
				 " (SELECT count(*) FROM entry WHERE"
				 " entry.retailer = chat.retailer"
				 " AND entry.chat = chat.chat)"),
		0);
	storebed_fini(&k->bed);
	free(k);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_hundred_kills),
	};

	return cmocka_run_group_tests_name("store_crash", tests, NULL, NULL);
}
