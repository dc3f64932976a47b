/* SPDX-License-Identifier: MIT */
#include "client/flow/ws_stage.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "client/flow/file_relay.h"
#include "client/flow/http_sweep.h"
#include "client/flow/http_upload.h"
#include "client/flow/ws_stage_state.h"
#include "client/link/http_url.h"
#include "client/link/ws_loop.h"
#include "client/model/words.h"
#include "shared/mem.h"

static void on_answers(void *ctx);
static void on_tick(void *ctx);
static void on_waited(void *ctx);

/* ---- when what happens next ---- */

void ws_stage_turn(struct ws_stage *s)
{
	int64_t now = ws_loop_now_ms(), at;

	if (!s->play || s->over)
		return;
	if (play_over(s->play)) {
		s->over = true;
		ws_loop_after(s->loop, -1, on_tick, s);
		s->config.over(s->config.ctx);
		return;
	}
	at = play_deadline(s->play);
	for (int i = 0; i < PLAY_SEATS; i++) {
		const struct ws_seat *seat = s->seats[i].seat;

		if (seat && ws_seat_due(seat) < at)
			at = ws_seat_due(seat);
	}
	if (at == INT64_MAX)
		ws_loop_after(s->loop, -1, on_tick, s);
	else
		ws_loop_after(s->loop, at > now ? at - now : 0, on_tick, s);
}

static void on_tick(void *ctx)
{
	struct ws_stage *s = ctx;
	int64_t now = ws_loop_now_ms();

	for (int i = 0; i < PLAY_SEATS; i++) {
		if (s->seats[i].seat)
			ws_seat_tick(s->seats[i].seat, now);
	}
	play_tick(s->play, now);
	ws_stage_turn(s);
}

void ws_stage_answer(struct ws_stage *s, enum err e, const char *why)
{
	assert(s->n_answers < STAGE_ANSWERS);
	s->answers[s->n_answers].e = e;
	snprintf(s->answers[s->n_answers].why, WS_STAGE_WHY, "%s",
		why ? why : "");
	s->n_answers++;
	ws_loop_after(s->loop, 0, on_answers, s);
}

void ws_stage_fail(struct ws_stage *s, int seat, enum err why)
{
	s->seats[seat].failed = true;
	s->seats[seat].why = why;
	ws_loop_after(s->loop, 0, on_answers, s);
}

static void on_answers(void *ctx)
{
	struct ws_stage *s = ctx;
	char why[WS_STAGE_WHY];
	enum err e;

	play_tick(s->play, ws_loop_now_ms());
	for (int i = 0; i < PLAY_SEATS; i++) {
		if (!s->seats[i].failed)
			continue;
		s->seats[i].failed = false;
		play_connected(s->play, i, false, s->seats[i].why);
	}
	while (s->n_answers > 0) {
		e = s->answers[0].e;
		memcpy(why, s->answers[0].why, sizeof(why));
		s->n_answers--;
		memmove(&s->answers[0], &s->answers[1],
			(size_t)s->n_answers * sizeof(s->answers[0]));
		play_done(s->play, e, why);
	}
	ws_stage_turn(s);
}

/* ---- seats ---- */

static void on_up(void *ctx, int seat)
{
	struct ws_stage *s = ctx;
	const struct buf *b = &s->seats[seat].hello;
	struct wire_msg msg;

	s->seats[seat].up = true;
	play_connected(s->play, seat, true, ERR_OK);
	if (wire_decode(buf_str(b), b->len, LIMIT_ASSOCIATE_FRAME,
		    WIRE_FROM_A | WIRE_FROM_S, &msg, NULL) == ERR_OK) {
		if (s->seats[seat].token[0])
			msg.hello.token = s->seats[seat].token;
		ws_seat_send(s->seats[seat].seat, &msg, ws_loop_now_ms());
	}
	wire_fini(&msg);
	ws_stage_turn(s);
}

/* Who a shopper is, which uploads want to know as well. */
static void keep_token(struct ws_stage *s, int seat, const char *token)
{
	snprintf(s->seats[seat].token, sizeof(s->seats[seat].token), "%s",
		token);
}

static void on_message(void *ctx, int seat, const struct wire_msg *msg)
{
	struct ws_stage *s = ctx;

	if (msg->type == WIRE_T_WELCOME && msg->welcome.token)
		keep_token(s, seat, msg->welcome.token);
	play_heard(s->play, seat, msg);
	ws_stage_turn(s);
}

static bool is_associate(const struct ws_stage *s, int seat)
{
	return s->flow->people[PLAY_PERSON(seat)].role == FLOW_ASSOCIATE;
}

static void on_lost(void *ctx, int seat, enum err why)
{
	struct ws_stage *s = ctx;

	s->seats[seat].up = false;
	if (why == ERR_TOKEN && s->control && is_associate(s, seat))
		s->seats[seat].token[0] = '\0'; /* the next one is new */
	play_tick(s->play, ws_loop_now_ms());
	play_connected(s->play, seat, false, why);
	ws_stage_turn(s);
}

static void on_late(void *ctx)
{
	ws_stage_turn(ctx);
}

void ws_stage_connect(struct ws_stage *s, int seat)
{
	struct ws_stage_seat *x = &s->seats[seat];
	const struct ws_seat_handlers on = {
		.ctx = s,
		.up = on_up,
		.message = on_message,
		.lost = on_lost,
		.late = on_late,
	};

	if (!x->seat)
		x->seat = ws_seat_new(s->net, seat,
			is_associate(s, seat) ? WS_SOCK_ASSOCIATE
					      : WS_SOCK_SHOPPER,
			&on);
	if (!x->seat || ws_seat_open(x->seat))
		ws_stage_fail(s, seat, ERR_NOMEM);
}

static void io_connect(void *ctx, int seat, const struct wire_hello *hello)
{
	struct ws_stage *s = ctx;
	struct ws_stage_seat *x = &s->seats[seat];
	struct wire_msg msg = {.type = WIRE_T_HELLO, .hello = *hello};
	enum err e = ERR_OK;

	if (!is_associate(s, seat)) {
		msg.hello.retailer = s->retailer;
		keep_token(s, seat, hello->token ? hello->token : "");
	}
	buf_fini(&x->hello);
	buf_init(&x->hello, LIMIT_ASSOCIATE_FRAME);
	wire_encode(&msg, &x->hello);
	x->failed = false;
	if (!is_associate(s, seat) || x->token[0]) {
		ws_stage_connect(s, seat);
	} else if (!s->control) {
		ws_stage_sign_in(s, seat);
	} else {
		e = ws_stage_session(s, seat);
		if (e)
			ws_stage_fail(s, seat, e);
		else
			ws_stage_connect(s, seat);
	}
}

static void io_disconnect(void *ctx, int seat)
{
	struct ws_stage *s = ctx;
	struct ws_stage_seat *x = &s->seats[seat];

	if (x->up)
		ws_stage_closing(s);
	x->up = x->failed = false;
	if (x->seat)
		ws_seat_close(x->seat);
}

static void io_send(void *ctx, int seat, const struct wire_msg *msg)
{
	struct ws_stage_seat *x = &((struct ws_stage *)ctx)->seats[seat];

	if (x->seat)
		ws_seat_send(x->seat, msg, ws_loop_now_ms());
}

static void io_fault(void *ctx, int seat, enum play_fault f, int64_t ms)
{
	struct ws_stage *s = ctx;
	struct ws_stage_seat *x = &s->seats[seat];

	if (f == PLAY_CUT)
		io_disconnect(s, seat);
	if (x->seat)
		ws_seat_fault(x->seat, f, ms, ws_loop_now_ms());
}

/* ---- the rest of the world ---- */

static int64_t io_clock(void *ctx)
{
	return ws_loop_wall_us() + ((struct ws_stage *)ctx)->skew;
}

static void io_address(void *ctx, int person, char out[LIMIT_ADDRESS + 1])
{
	const struct ws_stage *s = ctx;

	if (s->control)
		ws_stage_address(s, person, out);
	else
		ws_stage_account_address(s, person, out);
}

static enum err io_code(void *ctx, const char *address, char out[LIMIT_KEY + 1])
{
	(void)ctx;
	(void)address;
	out[0] = '\0';
	return ERR_FORBIDDEN;
}

static void on_waited(void *ctx)
{
	ws_stage_answer(ctx, ERR_OK, NULL);
}

/* A real clock: demos may be in a hurry. */
static void io_wait(void *ctx, int64_t ms)
{
	struct ws_stage *s = ctx;
	long speed = s->config.speed > 0 ? s->config.speed : 1;

	ws_loop_after(s->loop, ms / speed, on_waited, s);
}

static void io_settle(void *ctx)
{
	struct ws_stage *s = ctx;

	/* Nobody says whether the relay is done: give it a moment. */
	ws_loop_after(s->loop, 300, on_waited, s);
}

static void refuse(struct ws_stage *s)
{
	ws_stage_answer(s, ERR_FORBIDDEN,
		s->control ? _("the relay's clock is real: it runs without "
			       "--test-clock")
			   : _("this needs the relay's control socket"));
}

static void refuse_this(void *ctx)
{
	refuse(ctx);
}

static void io_set_clock(void *ctx, int64_t wall)
{
	(void)wall;
	refuse(ctx);
}

static void io_hours(void *ctx, const char *group, const char *hours)
{
	(void)group;
	(void)hours;
	refuse(ctx);
}

static void io_greeting(void *ctx, enum wire_lang lang, const char *text)
{
	(void)lang;
	(void)text;
	refuse(ctx);
}

static void io_product(void *ctx, const char *name, const struct money *price,
	const char *gtin)
{
	(void)name;
	(void)price;
	(void)gtin;
	refuse(ctx);
}

static void io_erase(void *ctx, const struct wire_ctl_shopper *who)
{
	(void)who;
	refuse(ctx);
}

static void io_rename(
	void *ctx, const struct wire_ctl_shopper *who, const char *name)
{
	(void)who;
	(void)name;
	refuse(ctx);
}

static void io_retain(void *ctx, int64_t days)
{
	(void)days;
	refuse(ctx);
}

static void io_upload(
	void *ctx, int seat, bool picture, struct wire_media *media)
{
	struct ws_stage *s = ctx;
	enum err e = http_upload(ws_net_url(s->net)->base, s->config.ca,
		is_associate(s, seat) ? NULL : s->retailer,
		s->seats[seat].token, picture, media);

	ws_stage_answer(s, e, e ? err_text(e) : NULL);
}

static void io_kill_relay(void *ctx)
{
	struct ws_stage *s = ctx;

	if (s->config.relay) {
		file_relay_kill(s->config.relay);
		ws_stage_answer(s, ERR_OK, NULL);
	} else {
		ws_stage_answer(s, ERR_FORBIDDEN,
			_("norenflow has not started this relay"));
	}
}

static void io_start_relay(void *ctx)
{
	struct ws_stage *s = ctx;
	char why[FILE_RELAY_WHY];
	enum err e = ERR_FORBIDDEN;

	if (s->config.relay)
		e = file_relay_start(s->config.relay, why);
	else
		snprintf(why, sizeof(why), "%s",
			_("norenflow has not started this relay"));
	ws_stage_answer(s, e, e ? why : NULL);
}

static void io_strike(void *ctx)
{
	struct ws_stage *s = ctx;
	char why[WS_STAGE_WHY] = "";
	enum err e = ERR_OK;

	ws_loop_after(s->loop, -1, on_waited, s);
	ws_stage_control_end(s);
	s->n_answers = 0;
	s->struck = true;
	for (int i = 0; i < PLAY_SEATS; i++)
		io_disconnect(s, i);
	if (!s->control) {
		ws_stage_sign_out(s);
		return;
	}
	e = ws_stage_remove(s, why);
	ws_stage_answer(s, e, why);
}

static const struct play_io stage_io = {
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
	.expire = refuse_this,
	.upload = io_upload,
	.http = ws_stage_call,
	.address = io_address,
	.code = io_code,
	.settle = io_settle,
	.kill_relay = io_kill_relay,
	.start_relay = io_start_relay,
	.strike = io_strike,
};

enum err ws_stage_new(struct ws_loop *loop,
	const struct ws_stage_config *config, const struct flow *flow,
	struct ws_stage **out, char why[WS_STAGE_WHY])
{
	struct ws_stage *s = mem_zero(sizeof(*s));
	enum err e;

	why[0] = '\0';
	if (!s)
		return ERR_NOMEM;
	s->loop = loop;
	s->config = *config;
	s->flow = flow;
	s->io = stage_io;
	s->io.ctx = s;
	e = ws_net_new(loop, config->url, config->ca, &s->net);
	if (!e && config->control) {
		s->control = http_control_new(config->control);
		e = s->control ? ws_stage_make(s, why) : ERR_NOMEM;
	} else if (!e) {
		e = ws_stage_accounts(s, why);
	}
	if (e && !why[0])
		snprintf(why, WS_STAGE_WHY, "%s: %s", config->url, err_text(e));
	if (e)
		ws_stage_destroy(&s);
	*out = s;
	return e;
}

void ws_stage_destroy(struct ws_stage **sp)
{
	struct ws_stage *s = *sp;
	char why[WS_STAGE_WHY];

	*sp = NULL;
	if (!s)
		return;
	if (s->made && !s->over)
		ws_stage_remove(s, why);
	http_sweep_destroy(&s->sweep);
	ws_loop_after(s->loop, -1, on_tick, s);
	ws_loop_after(s->loop, -1, on_answers, s);
	ws_loop_after(s->loop, -1, on_waited, s);
	ws_stage_control_end(s);
	for (int i = 0; i < PLAY_SEATS; i++) {
		ws_seat_destroy(&s->seats[i].seat);
		buf_fini(&s->seats[i].hello);
		explicit_bzero(s->seats[i].token, sizeof(s->seats[i].token));
	}
	ws_net_destroy(&s->net);
	http_control_destroy(&s->control);
	mem_free(s);
}

const struct play_io *ws_stage_io(struct ws_stage *s)
{
	return &s->io;
}

void ws_stage_play(struct ws_stage *s, struct play *p)
{
	s->play = p;
	play_start(p, ws_loop_now_ms());
	ws_stage_turn(s);
}
