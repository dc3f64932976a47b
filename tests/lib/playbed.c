/* SPDX-License-Identifier: MIT */
#include "tests/lib/playbed.h"

#include <stdio.h>
#include <string.h>

#define LOG(ctx, ...) buf_addf(&((struct playbed *)(ctx))->log, __VA_ARGS__)

static void io_connect(void *ctx, int seat, const struct wire_hello *hello)
{
	struct playbed *b = ctx;

	LOG(b, "%d connects%s%s\n", seat, hello->token ? " as " : "",
		hello->token ? hello->token : "");
	b->up[seat] = true;
}

static void io_disconnect(void *ctx, int seat)
{
	struct playbed *b = ctx;

	LOG(b, "%d disconnects\n", seat);
	b->up[seat] = false;
}

static void io_send(void *ctx, int seat, const struct wire_msg *msg)
{
	struct playbed *b = ctx;

	if (msg->type == WIRE_T_PING) {
		b->pinged[seat] = true;
		return;
	}
	LOG(b, "%d: %s\n", seat, wire_info(msg->type)->name);
	if (msg->ref)
		snprintf(b->ref, sizeof(b->ref), "%s", msg->ref);
}

static void io_fault(void *ctx, int seat, enum play_fault f, int64_t ms)
{
	LOG(ctx, "%d suffers %d %d\n", seat, (int)f, (int)ms);
}

static int64_t io_clock(void *ctx)
{
	return ((struct playbed *)ctx)->now * 1000;
}

static void owe(void *ctx)
{
	((struct playbed *)ctx)->n_done++;
}

static void io_wait(void *ctx, int64_t ms)
{
	LOG(ctx, "wait %d\n", (int)ms);
	owe(ctx);
}

static void io_set_clock(void *ctx, int64_t wall)
{
	LOG(ctx, "clock %lld\n", (long long)(wall / 1000000));
	owe(ctx);
}

static void io_hours(void *ctx, const char *group, const char *hours)
{
	LOG(ctx, "hours %s %s\n", group ? group : "-", hours);
	owe(ctx);
}

static void io_greeting(void *ctx, enum wire_lang lang, const char *text)
{
	(void)lang;
	(void)text;
	owe(ctx);
}

static void io_product(void *ctx, const char *name, const struct money *price,
	const char *gtin)
{
	LOG(ctx, "product %s %lld%s %s\n", name, (long long)price->minor,
		price->code, gtin ? gtin : "-");
	owe(ctx);
}

static void io_erase(void *ctx, const struct wire_ctl_shopper *who)
{
	LOG(ctx, "erase %lld %s %s\n", (long long)who->guest,
		who->order ? who->order : "-",
		who->address ? who->address : "-");
	((struct playbed *)ctx)->fails = ((struct playbed *)ctx)->keeps;
	owe(ctx);
}

static void io_rename(
	void *ctx, const struct wire_ctl_shopper *who, const char *name)
{
	LOG(ctx, "rename %lld to %s\n", (long long)who->guest, name);
	owe(ctx);
}

static void io_retain(void *ctx, int64_t days)
{
	LOG(ctx, "retain %d\n", (int)days);
	owe(ctx);
}

static void io_expire(void *ctx)
{
	LOG(ctx, "expire\n");
	owe(ctx);
}

static void io_upload(
	void *ctx, int seat, bool picture, struct wire_media *media)
{
	(void)seat;
	(void)picture;
	(void)media;
	owe(ctx);
}

static enum err io_http(void *ctx, int seat, bool bearer, const char *method,
	const char *path, const struct wire_msg *msg)
{
	LOG(ctx, "%d asks%s %s %s %s\n", seat, bearer ? " signed in" : "",
		method, path, msg ? wire_info(msg->type)->name : "-");
	((struct playbed *)ctx)->n_asked++;
	return ERR_OK;
}

static void io_address(void *ctx, int person, char out[LIMIT_ADDRESS + 1])
{
	(void)ctx;
	snprintf(out, LIMIT_ADDRESS + 1, "person%d@flow-x.example", person + 1);
}

static enum err io_code(void *ctx, const char *address, char out[LIMIT_KEY + 1])
{
	struct playbed *b = ctx;

	LOG(ctx, "code for %s\n", address);
	snprintf(out, LIMIT_KEY + 1, "%s", b->no_code ? "" : "12345");
	return b->no_code;
}

static void io_strike(void *ctx)
{
	struct playbed *b = ctx;

	b->n_done = 1;
	b->struck = true;
	for (int i = 0; i < PLAY_SEATS; i++)
		assert_false(b->up[i]); /* everybody has left */
}

static const struct play_io memory_io = {
	.connect = io_connect,
	.disconnect = io_disconnect,
	.send = io_send,
	.fault = io_fault,
	.clock = io_clock,
	.wait = io_wait,
	.set_clock = io_set_clock,
	.hours = io_hours,
	.greeting = io_greeting,
	.product = io_product,
	.erase = io_erase,
	.rename = io_rename,
	.retain = io_retain,
	.expire = io_expire,
	.upload = io_upload,
	.http = io_http,
	.address = io_address,
	.code = io_code,
	.settle = owe,
	.kill_relay = owe,
	.start_relay = owe,
	.strike = io_strike,
};

/* Answers all that the stage owes, and all pings. */
void playbed_pump(struct playbed *b)
{
	const struct wire_msg pong = {.type = WIRE_T_PONG};

	for (int i = 0; i < 8; i++) {
		while (b->n_done > 0) {
			enum err e = b->fails;

			b->n_done--;
			b->fails = ERR_OK;
			play_done(b->play, e, NULL);
		}
		for (int k = 0; k < PLAY_SEATS && !b->silent; k++) {
			if (!b->pinged[k])
				continue;
			b->pinged[k] = false;
			play_heard(b->play, k, &pong);
		}
	}
}

void playbed_begin(struct playbed *b, const char *text)
{
	struct flow_fault fault;

	memset(b, 0, sizeof(*b));
	b->now = 1000;
	buf_init(&b->log, 1 << 16);
	buf_init(&b->told, 1 << 16);
	if (flow_parse(text, strlen(text), &b->flow, &fault))
		fail_msg("%d: %s", fault.line, fault.why);
	b->io = memory_io;
	b->io.ctx = b;
	b->report = report_new(
		REPORT_TAP, (struct report_style){.japanese = false}, &b->told);
	b->play = play_new(b->flow, "x.flow", &b->io, b->report, 1);
	play_start(b->play, b->now);
	playbed_pump(b);
}

void playbed_end(struct playbed *b)
{
	assert_true(play_over(b->play));
	assert_true(b->struck);
	play_destroy(&b->play);
	report_destroy(&b->report);
	flow_destroy(&b->flow);
	buf_fini(&b->log);
	buf_fini(&b->told);
}

void playbed_hear(struct playbed *b, int seat, const char *text)
{
	struct wire_msg msg;

	if (wire_decode(text, strlen(text), 65536, WIRE_FROM_RA | WIRE_FROM_RS,
		    &msg, NULL))
		fail_msg("%s", text);
	play_heard(b->play, seat, &msg);
	wire_fini(&msg);
	playbed_pump(b);
}

void playbed_come(struct playbed *b, int seat, const char *name)
{
	char text[200];

	play_connected(b->play, seat, true, ERR_OK);
	snprintf(text, sizeof(text),
		"{\"t\":\"welcome\",\"version\":1,\"now\":1,\"retailer\":\"S\","
		"\"name\":\"%s\",\"token\":\"t%d\","
		"\"associate\":\"2rk4gq0z8v6m1c5n7t9w3x0y8a\"}",
		name, seat / FLOW_DEVICES);
	playbed_hear(b, seat, text);
	playbed_hear(b, seat, "{\"t\":\"ready\"}");
}

void playbed_answer(struct playbed *b, int seat, const char *format)
{
	char text[200];

	/* e.g. {"t":"ok","ref":"%s"} */
	snprintf(text, sizeof(text), "{\"t\":%s,\"ref\":\"%s\"}", format,
		b->ref);
	playbed_hear(b, seat, text);
}

void playbed_later(struct playbed *b, int64_t ms)
{
	b->now += ms;
	play_tick(b->play, b->now);
	playbed_pump(b);
}

bool playbed_wants(const struct playbed *b, const char *what)
{
	return strstr(buf_str(&b->log), what) != NULL;
}

bool playbed_tells(const struct playbed *b, const char *what)
{
	return strstr(buf_str(&b->told), what) != NULL;
}

void playbed_reply(struct playbed *b, long status, const char *body)
{
	assert_true(b->n_asked > 0);
	b->n_asked--;
	play_answer(b->play, ERR_OK, status, body, strlen(body));
	playbed_pump(b);
}
