/* SPDX-License-Identifier: MIT */
/* What a stage does over the relay's control socket.  Each request is answered
 * within a millisecond or two, so it is waited for. */
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "client/flow/file_relay.h"
#include "client/flow/http_sweep.h"
#include "client/flow/ws_stage_state.h"
#include "client/link/ws_loop.h"
#include "client/model/words.h"
#include "shared/times.h"

#define CONTROL_NOTICE_MS 1000 /* to notice that a connection is gone */
#define CONTROL_CALM_MS 3000   /* to be done with what it was told */
#define CONTROL_AGAIN_MS \
	2 /* until the relay is asked again whether it rests \
	   */

static void on_calm(void *ctx);

static enum err ask(struct ws_stage *s, const char *method, const char *path,
	const struct wire_msg *msg, char why[WS_STAGE_WHY])
{
	return http_control_ask(s->control, method, path, msg, NULL, why);
}

struct status {
	bool flows;
	int64_t now, pending, sessions;
};

/* GET /status; all zero when nobody answers. */
static enum err status(
	struct ws_stage *s, struct status *out, char why[WS_STAGE_WHY])
{
	struct buf answer;
	json_t *all = NULL;
	enum err e;

	buf_init(&answer, LIMIT_HTTP_BODY);
	e = http_control_ask(s->control, "GET", "/status", NULL, &answer, why);
	if (!e)
		all = json_loads(buf_str(&answer), 0, NULL);
	if (!e && !all)
		e = ERR_IO;
	*out = (struct status){
		.flows = json_is_true(json_object_get(all, "flows")),
		.now = json_integer_value(json_object_get(all, "now")),
		.pending = json_integer_value(json_object_get(all, "pending")),
		.sessions =
			json_integer_value(json_object_get(all, "sessions")),
	};
	json_decref(all);
	buf_fini(&answer);
	return e;
}

/* ---- the retailer ---- */

/* Letters and digits of 40 bits: flow-k3v0q8zr */
static void name_retailer(struct ws_stage *s)
{
	static const char letters[] = "0123456789abcdefghjkmnpqrstvwxyz";
	uint64_t x = s->config.seed;
	char name[9] = "";

	for (int i = 0; i < 8; i++, x >>= 5)
		name[i] = letters[x & 31];
	snprintf(s->retailer, sizeof(s->retailer), "flow-%s", name);
}

void ws_stage_address(
	const struct ws_stage *s, int person, char out[LIMIT_ADDRESS + 1])
{
	snprintf(out, LIMIT_ADDRESS + 1, "person%d@%s.example", person + 1,
		s->retailer);
}

static enum err make_retailer(struct ws_stage *s, char why[WS_STAGE_WHY])
{
	const struct wire_msg msg = {
		.type = WIRE_T_CTL_RETAILER,
		.ctl_retailer = {.retailer = s->retailer,
			.name = "Norenflow",
			.zone = PLAY_ZONE,
			.currency = "JPY",
			.hours = "always"},
	};
	enum err e = ERR_OK;

	if (!s->config.relay)
		e = http_sweep_new(s->config.control, s->retailer, &s->sweep);
	if (e)
		snprintf(why, WS_STAGE_WHY, "%s", err_text(e));
	else
		e = ask(s, "PUT", "/retailer", &msg, why);
	s->made = !e;
	return e;
}

static enum err make_group(
	struct ws_stage *s, const char *group, char why[WS_STAGE_WHY])
{
	const struct wire_msg msg = {
		.type = WIRE_T_CTL_GROUP,
		.ctl_group = {.retailer = s->retailer,
			.group = group,
			.name = group},
	};

	return ask(s, "PUT", "/group", &msg, why);
}

static enum err make_associate(
	struct ws_stage *s, int person, char why[WS_STAGE_WHY])
{
	const struct flow_person *who = &s->flow->people[person];
	struct wire_msg msg = {.type = WIRE_T_CTL_ASSOCIATE};
	char address[LIMIT_ADDRESS + 1];

	ws_stage_address(s, person, address);
	msg.ctl_associate.retailer = s->retailer;
	msg.ctl_associate.address = address;
	msg.ctl_associate.name = who->name;
	msg.ctl_associate.password = who->password;
	msg.ctl_associate.manager = who->manager;
	msg.ctl_associate.groups = who->groups;
	return ask(s, "PUT", "/associate", &msg, why);
}

/* Whether the relay's clock can be moved: it is, by nothing. */
static bool has_test_clock(struct ws_stage *s)
{
	const struct wire_msg msg = {.type = WIRE_T_CTL_CLOCK};
	char why[WS_STAGE_WHY];

	return ask(s, "POST", "/clock", &msg, why) == ERR_OK;
}

enum err ws_stage_make(struct ws_stage *s, char why[WS_STAGE_WHY])
{
	struct status now;
	enum err e = status(s, &now, why);

	if (!e && !now.flows) {
		e = ERR_FORBIDDEN;
		snprintf(why, WS_STAGE_WHY,
			_("this relay does not allow test flows (flows = yes "
			  "in norend.conf)"));
	}
	if (now.now)
		s->skew = now.now - ws_loop_wall_us();
	name_retailer(s);
	if (!e)
		e = make_retailer(s, why);
	for (int i = 0; i < s->flow->n_groups && !e; i++)
		e = make_group(s, s->flow->groups[i], why);
	for (int i = 0; i < s->flow->n_people && !e; i++) {
		if (s->flow->people[i].role == FLOW_ASSOCIATE &&
			!s->flow->people[i].newcomer)
			e = make_associate(s, i, why);
	}
	if (!e) {
		s->io.test_clock = has_test_clock(s);
		ws_stage_control_io(s);
	}
	return e;
}

/* Ours is thrown away as a whole, so there it need not be removed while it is
 * down. */
enum err ws_stage_remove(struct ws_stage *s, char why[WS_STAGE_WHY])
{
	const struct wire_msg msg = {
		.type = WIRE_T_CTL_RETAILER,
		.ctl_retailer = {.retailer = s->retailer, .remove = true},
	};
	char text[WS_STAGE_WHY] = "";
	enum err e = s->made ? ask(s, "PUT", "/retailer", &msg, text) : ERR_OK;

	if (e && s->config.relay)
		e = ERR_OK;
	if (e)
		snprintf(why, WS_STAGE_WHY,
			_("retailer %s was not removed: %.300s"), s->retailer,
			text);
	s->made = false;
	http_sweep_destroy(&s->sweep);
	return e;
}

enum err ws_stage_session(struct ws_stage *s, int seat)
{
	struct wire_msg msg = {.type = WIRE_T_CTL_SESSION}, answer = {0};
	char why[WS_STAGE_WHY];
	struct buf body;
	enum err e;

	msg.ctl_session.retailer = s->retailer;
	msg.ctl_session.address = play_address(s->play, PLAY_PERSON(seat));
	buf_init(&body, LIMIT_HTTP_BODY);
	e = http_control_ask(s->control, "POST", "/session", &msg, &body, why);
	if (!e)
		e = wire_decode(buf_str(&body), body.len, LIMIT_HTTP_BODY,
			WIRE_FROM_H, &answer, NULL);
	if (!e && answer.type != WIRE_T_SIGNED_IN)
		e = ERR_IO;
	if (!e)
		snprintf(s->seats[seat].token, sizeof(s->seats[seat].token),
			"%s", answer.signed_in.token);
	wire_fini(&answer);
	buf_fini(&body);
	return e == ERR_IO ? ERR_CLOSE : e;
}

/* ---- what a play wants ---- */

static enum err io_code(void *ctx, const char *address, char out[LIMIT_KEY + 1])
{
	struct ws_stage *s = ctx;
	const struct wire_msg msg = {.type = WIRE_T_CTL_CODE,
		.ctl_code = {.retailer = s->retailer, .address = address}};
	struct wire_msg answer = {0};
	char why[WS_STAGE_WHY];
	struct buf body;
	enum err e;

	out[0] = '\0';
	buf_init(&body, LIMIT_HTTP_BODY);
	e = http_control_ask(s->control, "POST", "/code", &msg, &body, why);
	if (!e)
		e = wire_decode(buf_str(&body), body.len, LIMIT_HTTP_BODY,
			WIRE_FROM_H, &answer, NULL);
	if (!e && answer.type != WIRE_T_HANDED)
		e = ERR_TYPE;
	if (!e)
		snprintf(out, LIMIT_KEY + 1, "%s", answer.handed.code);
	wire_fini(&answer);
	buf_fini(&body);
	return e;
}

static void move_clock(struct ws_stage *s, const struct wire_msg *msg)
{
	char why[WS_STAGE_WHY] = "";
	enum err e = ask(s, "POST", "/clock", msg, why);
	struct status now = {.flows = false};

	if (e == ERR_FIELD)
		snprintf(why, sizeof(why), _("the clock cannot go back"));
	if (!e)
		e = status(s, &now, why);
	if (now.now)
		s->skew = now.now - ws_loop_wall_us();
	ws_stage_answer(s, e, why);
}

static void io_wait(void *ctx, int64_t ms)
{
	const struct wire_msg msg = {
		.type = WIRE_T_CTL_CLOCK, .ctl_clock = {.advance = ms}};

	move_clock(ctx, &msg);
}

static void io_set_clock(void *ctx, int64_t wall)
{
	const struct wire_msg msg = {
		.type = WIRE_T_CTL_CLOCK, .ctl_clock = {.wall = wall}};

	move_clock(ctx, &msg);
}

static void io_hours(void *ctx, const char *group, const char *hours)
{
	struct ws_stage *s = ctx;
	const struct wire_msg shop = {
		.type = WIRE_T_CTL_RETAILER,
		.ctl_retailer = {.retailer = s->retailer, .hours = hours},
	};
	const struct wire_msg one = {
		.type = WIRE_T_CTL_GROUP,
		.ctl_group = {.retailer = s->retailer,
			.group = group,
			.hours = hours},
	};
	char why[WS_STAGE_WHY] = "";
	enum err e = group ? ask(s, "PUT", "/group", &one, why)
			   : ask(s, "PUT", "/retailer", &shop, why);

	ws_stage_answer(s, e, why);
}

static void io_greeting(void *ctx, enum wire_lang lang, const char *text)
{
	struct ws_stage *s = ctx;
	struct wire_msg msg = {.type = WIRE_T_CTL_TEMPLATE};
	char key[24], why[WS_STAGE_WHY] = "";
	enum err e;

	snprintf(key, sizeof(key), "greeting-%d", ++s->greetings);
	msg.ctl_template.retailer = s->retailer;
	msg.ctl_template.template = key;
	msg.ctl_template.use = WIRE_USE_GREETING;
	msg.ctl_template.lang = (int)lang;
	msg.ctl_template.title = key;
	msg.ctl_template.text = text;
	e = ask(s, "PUT", "/template", &msg, why);
	ws_stage_answer(s, e, why);
}

/* A connection of ours will be closed: the relay is to have noticed that
 * before the flow goes on. */
void ws_stage_closing(struct ws_stage *s)
{
	char why[WS_STAGE_WHY];
	struct status now;

	if (s->n_closing++ > 0 || !s->control)
		return;
	if (status(s, &now, why))
		s->n_closing = 0;
	s->sessions = now.sessions;
}

/* Has it noticed?  Others come and go too, so not for ever. */
static bool has_noticed(struct ws_stage *s, const struct status *now)
{
	return s->n_closing == 0 ||
		now->sessions <= s->sessions - s->n_closing ||
		ws_loop_now_ms() > s->settling + CONTROL_NOTICE_MS;
}

/* Twice in a row, because what is kept may lead to more that is to be kept. */
static void on_calm(void *ctx)
{
	struct ws_stage *s = ctx;
	char why[WS_STAGE_WHY];
	struct status now;
	bool calm;

	/* A relay that is not there has nothing to do. */
	calm = status(s, &now, why) != ERR_OK ||
		(now.pending == 0 && has_noticed(s, &now));
	s->calm = calm ? s->calm + 1 : 0;
	/* A relay that others keep busy is never at rest. */
	if (s->calm >= 2 || ws_loop_now_ms() > s->settling + CONTROL_CALM_MS) {
		s->n_closing = 0;
		ws_stage_answer(s, ERR_OK, NULL);
	} else {
		ws_loop_after(s->loop, calm ? 0 : CONTROL_AGAIN_MS, on_calm, s);
	}
}

static void io_settle(void *ctx)
{
	struct ws_stage *s = ctx;

	s->calm = 0;
	s->settling = ws_loop_now_ms();
	ws_loop_after(s->loop, 0, on_calm, s);
}

void ws_stage_control_io(struct ws_stage *s)
{
	s->io.hours = io_hours;
	s->io.greeting = io_greeting;
	s->io.product = ws_stage_product;
	s->io.erase = ws_stage_erase;
	s->io.rename = ws_stage_rename;
	s->io.retain = ws_stage_retain;
	s->io.expire = ws_stage_expire;
	s->io.settle = io_settle;
	s->io.code = io_code;
	if (!s->io.test_clock)
		return;
	s->io.wait = io_wait;
	s->io.set_clock = io_set_clock;
}

void ws_stage_control_end(struct ws_stage *s)
{
	ws_loop_after(s->loop, -1, on_calm, s);
	ws_stage_catalog_end(s);
	ws_stage_data_end(s);
}
