/* SPDX-License-Identifier: MIT */
/*
 * Raw frames into the dispatch: associates and shoppers come and go and send
 * any bytes at all, the store answers late, or badly, or not yet, time passes.
 * Whatever leaves must be a message that the relay may send, nobody's outbox
 * may grow beyond its cap, and the desk must hold its rules.
 */
#include <stdio.h>
#include <string.h>

#include "relay/gate/dispatch.h"
#include "relay/gate/hub.h"
#include "relay/gate/tap.h"
#include "relay/gate/token.h"
#include "shared/times.h"
#include "tests/fuzz/fuzz.h"
#include "tests/lib/tzfile.h"
#include "tests/unit/relay/fakestore.h"

#define CALLERS 8
#define STAFF 3
#define STEPS 400

struct bed {
	struct hub hub;
	struct store *store;
	struct log log;
	struct desk_now now;
	unsigned drawn;
	struct caller *callers[CALLERS];
	char tokens[STAFF][TOKEN_LEN + 1];
	char chat[ID_LEN + 1]; /* the last that was heard of */
	const uint8_t *data;
	size_t size;
};

/* ---- the world ---- */

static struct desk_now io_now(void *ctx)
{
	return ((struct bed *)ctx)->now;
}

static void io_random(void *ctx, void *out, size_t len)
{
	struct bed *b = ctx;
	uint8_t *bytes = out;

	b->drawn++;
	for (size_t i = 0; i < len; i++)
		bytes[i] = (uint8_t)(b->drawn >> 8 * (i % 4));
}

static void forget(struct bed *b, const struct caller *c)
{
	for (int i = 0; i < CALLERS; i++) {
		if (b->callers[i] == c)
			b->callers[i] = NULL;
	}
}

static void io_kill(void *ctx, struct caller *c)
{
	struct bed *b = ctx;

	forget(b, c);
	hub_gone(&b->hub, c);
}

static void io_wake(void *ctx, struct caller *c)
{
	(void)ctx;
	assert(c->magic == CALLER_MAGIC);
	assert(c->out.bytes <= LIMIT_OUTBOX);
}

static int64_t io_enquire(void *ctx, struct caller *c)
{
	(void)ctx;
	(void)c;
	return 0;
}

static void io_busy(void *ctx)
{
	(void)ctx;
}

static struct tz *io_zone(void *ctx, const char *name)
{
	(void)ctx;
	return tzfile_read(name);
}

static void log_line(void *ctx, const char *line, size_t len)
{
	(void)ctx;
	assert(len > 0 && len <= LOG_LINE_MAX && line[len - 1] == '\n');
}

static void start(struct bed *b)
{
	static const struct store_retailer shop = {
		.retailer = "r",
		.name = "R",
		.zone = "Asia/Tokyo",
		.currency = "JPY",
		.accent = "#000000",
		.origins = "https://shop.example",
		.hours = "always",
	};
	static const struct hub_config config = {
		.public_url = "",
		.rate = {.rate = 10 * BUCKET_POINT, .burst = 40 * BUCKET_POINT},
		.silence = 5,
	};
	const struct hub_io io = {
		.ctx = b,
		.now = io_now,
		.random = io_random,
		.wake = io_wake,
		.kill = io_kill,
		.enquire = io_enquire,
		.busy = io_busy,
		.zone = io_zone,
	};
	struct store_associate staff[STAFF];
	const struct store_tenants rows = {
		.retailers = &shop,
		.n_retailers = 1,
		.associates = staff,
		.n_associates = STAFF,
	};

	for (int i = 0; i < STAFF; i++) {
		uint8_t bytes[TOKEN_BYTES] = {(uint8_t)(i + 1)}, hash[32];

		staff[i] = (struct store_associate){
			.id = id_from_bytes(bytes),
			.retailer = "r",
			.address = "",
			.name = "A",
			.groups = "",
		};
		token_write(bytes, b->tokens[i]);
		token_hash(b->tokens[i], hash);
		fakestore_session(b->store, hash, &staff[i]);
	}
	hub_init(&b->hub, &io, &config, &b->log);
	b->hub.store = b->store;
	assert(hub_start(&b->hub, &rows) == ERR_OK);
	b->hub.tenants->tap = tap_new();
}

/* ---- what leaves ---- */

static void check_frame(
	struct bed *b, const struct caller *c, const struct frame *f)
{
	unsigned to = c->kind == CALLER_ASSOCIATE ? WIRE_FROM_RA : WIRE_FROM_RS;
	struct wire_msg msg;
	enum err e = wire_decode(f->text, f->len, FRAME_MAX, to, &msg, NULL);

	assert(e == ERR_OK);
	if (msg.type == WIRE_T_CHAT)
		strcpy(b->chat, msg.chat.chat.s);
	else if (msg.type == WIRE_T_RING)
		strcpy(b->chat, msg.ring.chat.s);
	wire_fini(&msg);
}

static void read_all(struct bed *b, struct caller *c)
{
	struct frame *f;

	while ((f = caller_next(c)) != NULL) {
		check_frame(b, c, f);
		caller_sent(c);
	}
}

static void check_desks(const struct bed *b)
{
	for (struct tenant *t = b->hub.tenants; t; t = t->next) {
		if (tenant_ready(t))
			assert(!desk_check(keeper_desk(t->keeper)));
	}
}

/* ---- what happens ---- */

static unsigned take(struct bed *b)
{
	return fuzz_byte(&b->data, &b->size);
}

static struct caller *any_caller(struct bed *b)
{
	return b->callers[take(b) % CALLERS];
}

static void come(struct bed *b)
{
	unsigned i = take(b) % CALLERS, how = take(b);
	struct caller *c;
	char text[256];

	if (b->callers[i])
		return;
	c = hub_open(&b->hub,
		i < CALLERS / 2 ? CALLER_ASSOCIATE : CALLER_SHOPPER,
		how & 8 ? "https://shop.example" : NULL, NULL);
	b->callers[i] = c;
	if (how & 1)
		return; /* says hello by itself, or not */
	snprintf(text, sizeof(text),
		"{\"t\":\"hello\",\"version\":1,\"retailer\":\"r\","
		"\"token\":\"%s\"}",
		how & 2 ? "" : b->tokens[i % STAFF]);
	dispatch_frame(c, text, strlen(text));
}

static void go(struct bed *b)
{
	struct caller *c = any_caller(b);

	if (c) {
		forget(b, c);
		hub_gone(&b->hub, c);
	}
}

/* The bytes up to the next newline; ~ stands for the last chat. */
static void frame(struct bed *b)
{
	struct caller *c = any_caller(b);
	char text[4096];
	size_t len = 0;

	while (b->size > 0 && len + ID_LEN < sizeof(text)) {
		char byte = (char)take(b);

		if (byte == '\n')
			break;
		if (byte == '~') {
			memcpy(text + len, b->chat, strlen(b->chat));
			len += strlen(b->chat);
		} else {
			text[len++] = byte;
		}
	}
	if (c)
		dispatch_frame(c, text, len);
}

static void answer(struct bed *b)
{
	unsigned how = take(b);

	fakestore_answer(b->store,
		how == 255           ? KEEPER_UNKNOWN
			: how == 254 ? KEEPER_REFUSED
			: how == 253 ? KEEPER_FENCED
				     : KEEPER_COMMITTED);
}

static void pass_time(struct bed *b)
{
	static const int64_t steps[] = {1000, TIMES_SECOND, 5 * TIMES_SECOND,
		15 * TIMES_SECOND, 91 * TIMES_SECOND, 31 * TIMES_MINUTE};
	int64_t step = steps[take(b) % 6];

	b->now.wall += step;
	b->now.steady += step;
	hub_tick(&b->hub);
	hub_sweep(&b->hub);
}

static void step(struct bed *b)
{
	struct caller *c;

	switch (take(b) % 8) {
	case 0:
		come(b);
		break;
	case 1:
		go(b);
		break;
	case 2:
		pass_time(b);
		break;
	case 3:
		answer(b);
		break;
	case 4:
		c = any_caller(b);
		if (c)
			read_all(b, c);
		break;
	case 5:
		hub_turn(&b->hub);
		answer(b);
		break;
	default:
		frame(b);
		break;
	}
}

static void settle(struct bed *b)
{
	do {
		hub_turn(&b->hub);
	} while (fakestore_answer(b->store, KEEPER_COMMITTED));
}

static void end(struct bed *b)
{
	for (int i = 0; i < CALLERS; i++) {
		if (b->callers[i])
			read_all(b, b->callers[i]);
	}
	hub_bye(&b->hub);
	for (int i = 0; i < CALLERS; i++) {
		if (b->callers[i]) {
			read_all(b, b->callers[i]);
			assert(caller_over(b->callers[i]));
			hub_gone(&b->hub, b->callers[i]);
		}
	}
	settle(b);
	hub_fini(&b->hub);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bed b = {
		.log = {.level = LOG_DEBUG, .write = log_line},
		.now = {20000 * TIMES_DAY, 20000 * TIMES_DAY},
		.data = data,
		.size = size,
	};

	b.store = fakestore_new();
	start(&b);
	settle(&b);
	for (int i = 0; i < STEPS && b.size > 0; i++) {
		step(&b);
		check_desks(&b);
	}
	assert(!memstore_fault(b.store->mem));
	end(&b);
	fakestore_destroy(&b.store);
	return 0;
}
