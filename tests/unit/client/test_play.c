/* SPDX-License-Identifier: MIT */
/* Flows on a stage made of memory: the test is the relay. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "client/flow/play_state.h"
#include "shared/buf.h"

#define HOLD_MS 10 /* that a turn takes */
#define LOG(ctx, ...) buf_addf(&((struct bed *)(ctx))->log, __VA_ARGS__)

struct bed {
	struct flow *flow;
	struct play *play;
	struct report *report;
	struct play_io io;
	struct buf log, told; /* what is wanted; what is reported */
	int64_t now;
	int n_done;     /* answers that are owed */
	enum err fails; /* the next one says so */
	bool pinged[PLAY_SEATS], up[PLAY_SEATS], struck;
	bool silent; /* pings are not answered */
	char ref[LIMIT_REF + 1];
};

static void io_connect(void *ctx, int seat, const struct wire_hello *hello)
{
	struct bed *b = ctx;

	LOG(b, "%d connects%s%s\n", seat, hello->token ? " as " : "",
		hello->token ? hello->token : "");
	b->up[seat] = true;
}

static void io_disconnect(void *ctx, int seat)
{
	struct bed *b = ctx;

	LOG(b, "%d disconnects\n", seat);
	b->up[seat] = false;
}

static void io_send(void *ctx, int seat, const struct wire_msg *msg)
{
	struct bed *b = ctx;

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
	return ((struct bed *)ctx)->now * 1000;
}

static void owe(void *ctx)
{
	((struct bed *)ctx)->n_done++;
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

static void io_upload(
	void *ctx, int seat, bool picture, struct wire_media *media)
{
	(void)seat;
	(void)picture;
	(void)media;
	owe(ctx);
}

static void io_strike(void *ctx)
{
	struct bed *b = ctx;

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
	.upload = io_upload,
	.settle = owe,
	.kill_relay = owe,
	.start_relay = owe,
	.strike = io_strike,
};

/* Answers all that the stage owes, and all pings. */
static void pump(struct bed *b)
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

static void begin(struct bed *b, const char *text)
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
	pump(b);
}

static void end(struct bed *b)
{
	assert_true(play_over(b->play));
	assert_true(b->struck);
	play_destroy(&b->play);
	report_destroy(&b->report);
	flow_destroy(&b->flow);
	buf_fini(&b->log);
	buf_fini(&b->told);
}

static void hear(struct bed *b, int seat, const char *text)
{
	struct wire_msg msg;

	if (wire_decode(text, strlen(text), 65536, WIRE_FROM_RA | WIRE_FROM_RS,
		    &msg, NULL))
		fail_msg("%s", text);
	play_heard(b->play, seat, &msg);
	wire_fini(&msg);
	pump(b);
}

static void come(struct bed *b, int seat, const char *name)
{
	char text[200];

	play_connected(b->play, seat, true, ERR_OK);
	snprintf(text, sizeof(text),
		"{\"t\":\"welcome\",\"version\":1,\"now\":1,\"retailer\":\"S\","
		"\"name\":\"%s\",\"token\":\"t%d\","
		"\"associate\":\"2rk4gq0z8v6m1c5n7t9w3x0y8a\"}",
		name, seat / FLOW_DEVICES);
	hear(b, seat, text);
	hear(b, seat, "{\"t\":\"ready\"}");
}

static void answer(struct bed *b, int seat, const char *format)
{
	char text[200];

	/* e.g. {"t":"ok","ref":"%s"} */
	snprintf(text, sizeof(text), "{\"t\":%s,\"ref\":\"%s\"}", format,
		b->ref);
	hear(b, seat, text);
}

static void later(struct bed *b, int64_t ms)
{
	b->now += ms;
	play_tick(b->play, b->now);
	pump(b);
}

static bool wants(const struct bed *b, const char *what)
{
	return strstr(buf_str(&b->log), what) != NULL;
}

static bool tells(struct bed *b, const char *what)
{
	return strstr(buf_str(&b->told), what) != NULL;
}

static const char ring[] =
	"{\"t\":\"ring\",\"chat\":\"2rk4gq0z8v6m1c5n7t9w3x0y8c\","
	"\"left\":90000,\"name\":\"Guest\",\"text\":\"Hello\"}";

static void every_verb_has_one_meaning(void **state)
{
	(void)state;
	for (int i = 0; i < VERB_COUNT; i++) {
		const struct verb *v = verb_at(i);

		if (play_does(v->id) == v->expects ||
			play_sees(v->id) != v->expects)
			fail_msg("%s", v->pattern);
	}
}

static void a_step_lasts_until_it_is_answered(void **state)
{
	struct bed b;

	(void)state;
	begin(&b, "associate Ken\nKen goes available\nKen goes unavailable\n");
	assert_true(wants(&b, "0 connects"));
	assert_false(wants(&b, "available"));
	come(&b, 0, "Ken");
	assert_true(wants(&b, "0: available"));
	buf_clear(&b.log);
	later(&b, HOLD_MS);
	assert_false(wants(&b, "available"));
	answer(&b, 0, "\"ok\"");
	assert_true(wants(&b, "0: available"));
	answer(&b, 0, "\"ok\"");
	assert_true(play_held(b.play));
	end(&b);
}

static void a_refusal_fails_the_step(void **state)
{
	struct bed b;

	(void)state;
	begin(&b, "associate Ken\nKen goes available\nKen goes unavailable\n");
	come(&b, 0, "Ken");
	answer(&b, 0, "\"error\",\"code\":\"closed\",\"text\":\"Shut.\"");
	assert_false(play_held(b.play));
	assert_false(play_refused(b.play));
	assert_true(tells(&b, "Ken was refused: Shut. (closed)"));
	end(&b);
}

static void who_only_tries_may_be_refused(void **state)
{
	struct bed b;

	(void)state;
	begin(&b,
		"associate Ken\nKen tries to go available\n"
		"Ken is refused as closed\n");
	come(&b, 0, "Ken");
	answer(&b, 0, "\"error\",\"code\":\"closed\",\"text\":\"Shut.\"");
	assert_true(play_held(b.play));
	end(&b);
}

static void what_is_expected_has_its_time(void **state)
{
	struct bed b;

	(void)state;
	begin(&b, "associate Ken\nKen is rung within 2 s\n");
	come(&b, 0, "Ken");
	later(&b, 1999);
	assert_false(play_over(b.play));
	hear(&b, 0, ring);
	assert_true(play_held(b.play));
	end(&b);
}

static void what_is_there_instead_is_told(void **state)
{
	struct bed b;

	(void)state;
	begin(&b,
		"associate Ken\nassociate Mio\nMio is rung within 2 s\n"
		"Mio is available\n");
	come(&b, 0, "Ken");
	come(&b, FLOW_DEVICES, "Mio");
	hear(&b, 0, ring);
	later(&b, 2001);
	assert_false(play_held(b.play));
	assert_true(tells(&b, "Mio is not rung; Ken is"));
	end(&b);
}

static void on_a_test_clock_real_time_does_not_count(void **state)
{
	struct bed b;

	(void)state;
	begin(&b, "associate Ken\nKen is rung within 1 s\n");
	b.io.test_clock = true;
	come(&b, 0, "Ken");
	later(&b, 3000);
	assert_false(play_over(b.play));
	later(&b, 3000);
	assert_false(play_held(b.play));
	end(&b);
}

/* Nobody believes that nothing rings before all has been heard. */
static void a_negation_waits_for_what_is_under_way(void **state)
{
	struct bed b;

	(void)state;
	begin(&b, "associate Ken\nKen is not rung\n");
	b.silent = true;
	come(&b, 0, "Ken");
	assert_false(play_over(b.play));
	hear(&b, 0, ring);
	b.silent = false;
	pump(&b);
	assert_false(play_over(b.play));
	later(&b, PLAY_USUAL_MS + 1);
	assert_false(play_held(b.play));
	assert_true(tells(&b, "it does hold of Ken"));
	end(&b);
}

/* Typing is not answered: a ping after it shows that it has arrived, and only
 * then the relay is asked whether it has done all, and everybody once more. */
static void what_is_not_answered_arrives_first(void **state)
{
	const struct wire_msg pong = {.type = WIRE_T_PONG};
	struct bed b;

	(void)state;
	begin(&b,
		"shopper Hana\nHana opens /\nHana goes to /b\n"
		"Hana is connected\n");
	b.silent = true;
	come(&b, 0, "Hana");
	play_heard(b.play, 0, &pong); /* before the page */
	assert_true(wants(&b, "0: page"));
	assert_int_equal(b.n_done, 0);
	assert_true(b.pinged[0]);
	play_heard(b.play, 0, &pong);
	assert_int_equal(b.n_done, 1); /* it is asked */
	b.pinged[0] = false;
	pump(&b);
	assert_true(b.pinged[0]);
	assert_false(play_over(b.play));
	b.silent = false;
	pump(&b);
	assert_true(play_held(b.play));
	end(&b);
}

static void who_is_too_fast_asks_again(void **state)
{
	struct bed b;

	(void)state;
	begin(&b, "associate Ken\nKen is connected\n");
	b.silent = true;
	come(&b, 0, "Ken");
	b.pinged[0] = false;
	hear(&b, 0,
		"{\"t\":\"error\",\"ref\":\"ping\",\"code\":\"too_fast\","
		"\"text\":\"Too fast.\",\"wait\":700}");
	assert_int_equal(play_deadline(b.play), b.now + 700);
	later(&b, 699);
	assert_false(b.pinged[0]);
	later(&b, 1);
	assert_true(b.pinged[0]);
	b.silent = false;
	pump(&b);
	assert_true(play_held(b.play));
	end(&b);
}

static void what_is_too_fast_is_said_again(void **state)
{
	struct bed b;

	(void)state;
	begin(&b, "associate Ken\nKen goes available\n");
	come(&b, 0, "Ken");
	buf_clear(&b.log);
	answer(&b, 0,
		"\"error\",\"code\":\"too_fast\",\"text\":\"Wait.\","
		"\"wait\":300");
	later(&b, 300);
	assert_false(wants(&b, "available"));
	later(&b, 1);
	assert_true(wants(&b, "0: available"));
	answer(&b, 0, "\"ok\"");
	assert_true(play_held(b.play));
	end(&b);
}

static void exactly_so_many(void **state)
{
	struct bed b;

	(void)state;
	begin(&b,
		"associate Ken\nassociate Mio\nassociate Aya\n"
		"exactly 2 of Ken, Mio and Aya are rung within 1 s\n");
	come(&b, 0, "Ken");
	come(&b, FLOW_DEVICES, "Mio");
	come(&b, 2 * FLOW_DEVICES, "Aya");
	hear(&b, 0, ring);
	hear(&b, FLOW_DEVICES, ring);
	assert_true(play_held(b.play));
	end(&b);
}

static void tabs_are_one_shopper(void **state)
{
	struct bed b;

	(void)state;
	begin(&b,
		"shopper Hana\nHana opens /a\n"
		"Hana opens /b in the second tab\nHana reloads\n");
	come(&b, 0, "Hana");
	assert_true(wants(&b, "1 connects as t0"));
	come(&b, 1, "Hana");
	assert_true(wants(&b, "0 disconnects\n0 connects as t0"));
	come(&b, 0, "Hana");
	assert_true(play_held(b.play));
	end(&b);
}

static void a_lost_connection_comes_back(void **state)
{
	struct bed b;

	(void)state;
	begin(&b, "associate Ken\nKen is rung\n");
	come(&b, 0, "Ken");
	buf_clear(&b.log);
	play_connected(b.play, 0, false, ERR_CLOSE);
	assert_int_equal(play_deadline(b.play) <= b.now + PLAY_AGAIN_MS, 1);
	later(&b, PLAY_AGAIN_MS);
	assert_true(wants(&b, "0 connects"));
	come(&b, 0, "Ken");
	hear(&b, 0, ring);
	assert_true(play_held(b.play));
	end(&b);
}

static void the_clock_moves_on_to_the_next_such_time(void **state)
{
	struct bed b;

	(void)state;
	/* 1970-01-01 was a Thursday; nine hours east it is 09:00:01. */
	begin(&b, "at Friday 18:59\nat Thursday 09:00\n");
	assert_true(wants(&b, "clock 122340\n"));
	assert_true(wants(&b, "clock 604800\n"));
	assert_true(play_held(b.play));
	end(&b);
}

static void what_the_stage_refuses_fails_no_rule(void **state)
{
	struct bed b;

	(void)state;
	begin(&b, "associate Ken\nat Friday 18:59\n");
	play_connected(b.play, 0, true, ERR_OK);
	hear(&b, 0,
		"{\"t\":\"welcome\",\"version\":1,\"now\":1,"
		"\"retailer\":\"S\",\"name\":\"Ken\"}");
	b.silent = true;
	hear(&b, 0, "{\"t\":\"ready\"}");
	b.silent = false;
	while (!wants(&b, "clock")) {
		const struct wire_msg pong = {.type = WIRE_T_PONG};

		while (b.n_done > 0) {
			b.n_done--;
			play_done(b.play, ERR_OK, NULL);
		}
		play_heard(b.play, 0, &pong);
	}
	b.fails = ERR_FORBIDDEN;
	pump(&b);
	assert_true(play_refused(b.play));
	assert_false(play_held(b.play));
	end(&b);
}

static void who_interrupts_leaves_nothing(void **state)
{
	struct bed b;

	(void)state;
	begin(&b, "associate Ken\nKen is rung\nKen accepts\n");
	come(&b, 0, "Ken");
	play_interrupt(b.play);
	assert_true(b.struck);
	assert_false(b.up[0]);
	pump(&b);
	assert_true(play_over(b.play));
	assert_false(play_held(b.play));
	play_interrupt(b.play); /* twice is fine */
	end(&b);
}

static void by_hand_each_step_waits(void **state)
{
	struct bed b;

	(void)state;
	begin(&b, "associate Ken\nwait 1 s\nwait 2 s\n");
	play_by_hand(b.play, true);
	come(&b, 0, "Ken");
	assert_true(play_waits(b.play));
	assert_false(wants(&b, "wait 1000"));
	play_go(b.play);
	pump(&b);
	assert_true(wants(&b, "wait 1000"));
	assert_false(wants(&b, "wait 2000"));
	play_by_hand(b.play, false);
	pump(&b);
	assert_true(wants(&b, "wait 2000"));
	end(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_verb_has_one_meaning),
		cmocka_unit_test(a_step_lasts_until_it_is_answered),
		cmocka_unit_test(a_refusal_fails_the_step),
		cmocka_unit_test(who_only_tries_may_be_refused),
		cmocka_unit_test(what_is_expected_has_its_time),
		cmocka_unit_test(what_is_there_instead_is_told),
		cmocka_unit_test(on_a_test_clock_real_time_does_not_count),
		cmocka_unit_test(a_negation_waits_for_what_is_under_way),
		cmocka_unit_test(what_is_not_answered_arrives_first),
		cmocka_unit_test(who_is_too_fast_asks_again),
		cmocka_unit_test(what_is_too_fast_is_said_again),
		cmocka_unit_test(exactly_so_many),
		cmocka_unit_test(tabs_are_one_shopper),
		cmocka_unit_test(a_lost_connection_comes_back),
		cmocka_unit_test(the_clock_moves_on_to_the_next_such_time),
		cmocka_unit_test(what_the_stage_refuses_fails_no_rule),
		cmocka_unit_test(who_interrupts_leaves_nothing),
		cmocka_unit_test(by_hand_each_step_waits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
