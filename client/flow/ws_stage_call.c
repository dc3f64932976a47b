/* SPDX-License-Identifier: MIT */
/* What a play asks over HTTP, as the devices of its people do. */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "client/flow/ws_stage_state.h"
#include "client/link/http_api.h"
#include "client/link/http_url.h"
#include "client/link/ws_loop.h"

#define CALL_URL (sizeof(((struct http_url *)0)->base) + 400)

/* A session that was opened is that device's from now on. */
static void keep_session(
	struct ws_stage *s, int seat, const char *body, size_t len)
{
	struct wire_msg msg = {0};

	if (wire_decode(body, len, LIMIT_HTTP_BODY, WIRE_FROM_H, &msg, NULL) ==
			ERR_OK &&
		msg.type == WIRE_T_SIGNED_IN)
		snprintf(s->seats[seat].token, sizeof(s->seats[seat].token),
			"%s", msg.signed_in.token);
	wire_fini(&msg);
}

/* Answers come in the order of the questions. */
static void on_answer(
	void *ctx, enum err e, long status, const char *body, size_t len)
{
	struct ws_stage *s = ctx;
	int seat = s->asked[0];

	assert(s->n_calls > 0);
	s->n_calls--;
	memmove(&s->asked[0], &s->asked[1],
		(size_t)s->n_calls * sizeof(s->asked[0]));
	if (s->struck)
		return;
	if (!e && status == 200)
		keep_session(s, seat, body, len);
	play_tick(s->play, ws_loop_now_ms());
	play_answer(s->play, e, status, body, len);
	ws_stage_turn(s);
}

enum err ws_stage_call(void *ctx, int seat, bool bearer, const char *method,
	const char *path, const struct wire_msg *msg)
{
	struct ws_stage *s = ctx;
	const char *token = s->seats[seat].token;
	char url[CALL_URL];
	struct buf b;
	enum err e = ERR_OK;

	if (s->n_calls == STAGE_CALLS)
		return ERR_NOMEM;
	snprintf(url, sizeof(url), "%s%s", ws_net_url(s->net)->base, path);
	buf_init(&b, LIMIT_HTTP_BODY);
	if (msg)
		e = wire_encode(msg, &b);
	else if (strcmp(method, "GET") != 0)
		e = buf_add_str(&b, "{}");
	if (!e)
		e = http_api_ask(ws_net_api(s->net), method, url,
			bearer && token[0] ? token : NULL,
			b.len ? buf_str(&b) : NULL, on_answer, s);
	if (!e)
		s->asked[s->n_calls++] = seat;
	if (b.data)
		explicit_bzero(b.data, b.len);
	buf_fini(&b);
	return e;
}
