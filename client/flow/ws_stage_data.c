/* SPDX-License-Identifier: MIT */
/* Shoppers' data, as whoever runs the relay sees to them: over its control
 * socket. */
#include <jansson.h>
#include <stdio.h>

#include "client/flow/ws_stage_state.h"
#include "client/link/ws_loop.h"
#include "client/model/words.h"
#include "shared/id.h"

#define DATA_AGAIN_MS 5        /* until the relay is asked again */
#define DATA_PATIENCE_MS 10000 /* for what it does by itself just now */

static void on_expire(void *ctx);

static enum err ask(struct ws_stage *s, const char *method, const char *path,
	const struct wire_msg *msg, json_t **answer, char why[WS_STAGE_WHY])
{
	struct buf body;
	enum err e;

	buf_init(&body, LIMIT_HTTP_BODY);
	e = http_control_ask(s->control, method, path, msg, &body, why);
	if (!e && answer) {
		*answer = json_loads(buf_str(&body), 0, NULL);
		e = *answer ? ERR_OK : ERR_JSON;
	}
	if (e && !why[0])
		snprintf(why, WS_STAGE_WHY, "%s", err_text(e));
	buf_fini(&body);
	return e;
}

/* The one shopper whom that is about. */
static enum err find(struct ws_stage *s, const struct wire_ctl_shopper *who,
	struct id *shopper, char why[WS_STAGE_WHY])
{
	struct wire_msg msg = {.type = WIRE_T_CTL_SHOPPER, .ctl_shopper = *who};
	json_t *answer = NULL, *all, *id;
	enum err e;

	msg.ctl_shopper.retailer = s->retailer;
	e = ask(s, "POST", "/shopper-find", &msg, &answer, why);
	all = json_object_get(answer, "shoppers");
	id = json_object_get(json_array_get(all, 0), "shopper");
	if (!e &&
		(json_array_size(all) != 1 || !json_is_string(id) ||
			!id_valid(json_string_value(id)))) {
		e = ERR_UNKNOWN;
		snprintf(why, WS_STAGE_WHY, _("%d shoppers are found, not one"),
			(int)json_array_size(all));
	}
	if (!e)
		*shopper = id_from_str(json_string_value(id));
	json_decref(answer);
	return e;
}

void ws_stage_erase(void *ctx, const struct wire_ctl_shopper *who)
{
	struct wire_msg msg = {.type = WIRE_T_CTL_ERASE};
	struct ws_stage *s = ctx;
	char why[WS_STAGE_WHY] = "";
	enum err e = find(s, who, &msg.ctl_erase.shopper, why);

	msg.ctl_erase.retailer = s->retailer;
	if (!e)
		e = ask(s, "POST", "/shopper-erase", &msg, NULL, why);
	ws_stage_answer(s, e, why);
}

void ws_stage_rename(
	void *ctx, const struct wire_ctl_shopper *who, const char *name)
{
	struct wire_msg msg = {.type = WIRE_T_CTL_CORRECT};
	struct ws_stage *s = ctx;
	char why[WS_STAGE_WHY] = "";
	enum err e = find(s, who, &msg.ctl_correct.shopper, why);

	msg.ctl_correct.retailer = s->retailer;
	msg.ctl_correct.name = name;
	if (!e)
		e = ask(s, "POST", "/shopper-correct", &msg, NULL, why);
	ws_stage_answer(s, e, why);
}

/* ---- the retention ---- */

void ws_stage_retain(void *ctx, int64_t days)
{
	struct ws_stage *s = ctx;
	const struct wire_msg msg = {.type = WIRE_T_CTL_RETAILER,
		.ctl_retailer = {.retailer = s->retailer, .retention = days}};
	char why[WS_STAGE_WHY] = "";
	enum err e = ask(s, "PUT", "/retailer", &msg, NULL, why);

	ws_stage_answer(s, e, why);
}

/* A second's worth; the relay may be at it by itself. */
static void on_expire(void *ctx)
{
	struct ws_stage *s = ctx;
	const struct wire_msg msg = {.type = WIRE_T_CTL_EXPIRE,
		.ctl_expire = {.retailer = s->retailer}};
	char why[WS_STAGE_WHY] = "";
	json_t *answer = NULL;
	enum err e = ask(s, "POST", "/expire", &msg, &answer, why);
	bool late = ws_loop_now_ms() > s->expiring + DATA_PATIENCE_MS;

	if ((e == ERR_FULL && !late) ||
		json_is_true(json_object_get(answer, "more")))
		ws_loop_after(s->loop, DATA_AGAIN_MS, on_expire, s);
	else
		ws_stage_answer(s, e, why);
	json_decref(answer);
}

void ws_stage_expire(void *ctx)
{
	struct ws_stage *s = ctx;

	s->expiring = ws_loop_now_ms();
	on_expire(s);
}

void ws_stage_data_end(struct ws_stage *s)
{
	ws_loop_after(s->loop, -1, on_expire, s);
}
