/* SPDX-License-Identifier: MIT */
/* What is asked over HTTP, and what the answers lead to. */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "client/flow/play_state.h"
#include "client/model/words.h"

#define CALL_PATH 300

enum err play_call_path(struct play *p, int seat, bool bearer,
	const char *method, const char *path, const struct wire_msg *msg,
	play_then_fn then)
{
	struct player *x = play_sit(p, seat);
	enum err e;

	if (!x || p->n_calls == PLAY_CALLS)
		return ERR_NOMEM;
	x->refused = ERR_OK;
	e = p->io->http(p->io->ctx, seat, bearer, method, path, msg);
	if (e)
		return e;
	p->calls[p->n_calls++] = (struct play_call){seat, then};
	p->n_io++;
	return ERR_OK;
}

enum err play_call(struct play *p, int seat, enum ask_kind kind,
	const char *star, const struct wire_msg *msg, play_then_fn then)
{
	const struct ask_info *info = ask_info(kind);
	size_t before = strcspn(info->path, "*");
	const char *behind = info->path + before;
	char path[CALL_PATH];

	snprintf(path, sizeof(path), "%.*s%s%s", (int)before, info->path,
		*behind ? star : "", *behind ? behind + 1 : "");
	return play_call_path(
		p, seat, info->bearer, info->method, path, msg, then);
}

/* ---- answers ---- */

static struct play_call pop(struct play *p)
{
	struct play_call c = p->calls[0];

	assert(p->n_calls > 0 && p->n_io > 0);
	p->n_io--;
	p->n_calls--;
	memmove(&p->calls[0], &p->calls[1],
		(size_t)p->n_calls * sizeof(p->calls[0]));
	return c;
}

/* What a status that is no 2xx means, as the relay says it. */
static enum err refusal(
	struct play *p, int seat, long status, const char *body, size_t len)
{
	struct wire_msg msg = {0};
	enum err e = wire_decode(body, len, LIMIT_HTTP_BODY,
		WIRE_FROM_R | WIRE_FROM_H, &msg, NULL);

	if (!e && msg.type == WIRE_T_ERROR) {
		e = err_from_name(msg.error.code);
		snprintf(p->why, sizeof(p->why), _("%s was refused: %s (%s)"),
			play_name(p, seat), msg.error.text, msg.error.code);
	} else {
		e = ERR_COUNT;
		snprintf(p->why, sizeof(p->why), _("%s was refused: %s (%s)"),
			play_name(p, seat), err_text(ERR_IO), "HTTP");
	}
	(void)status;
	wire_fini(&msg);
	return e == ERR_COUNT ? ERR_IO : e;
}

/* Once more, where the step says how often. */
static enum err once_more(struct play *p, int seat)
{
	if (p->seats[seat].times <= 1) {
		p->seats[seat].times = 0;
		return ERR_OK;
	}
	p->seats[seat].times--;
	return play_do(p, play_step(p), PLAY_PERSON(seat));
}

static void fail(struct play *p, enum err e)
{
	if (!p->why[0])
		snprintf(p->why, sizeof(p->why), "%s", err_text(e));
	play_fail(p, e == ERR_FORBIDDEN ? REPORT_REFUSED : REPORT_FAILED);
}

void play_answer(
	struct play *p, enum err e, long status, const char *body, size_t len)
{
	const struct flow_step *s = play_step(p);
	struct play_call c;

	if (p->state >= PLAY_STRIKING)
		return;
	c = pop(p);
	if (e)
		snprintf(p->why, sizeof(p->why), "%s", err_text(e));
	else if (status / 100 != 2)
		e = refusal(p, c.seat, status, body, len);
	p->seats[c.seat].player->refused = e;
	if (e && (s->verb->expects || !s->tries)) {
		play_fail(p, REPORT_FAILED);
	} else {
		if (!e && c.then)
			e = c.then(p, c.seat, body, len);
		else
			e = ERR_OK;
		if (!e && !s->verb->expects)
			e = once_more(p, c.seat);
		if (e)
			fail(p, e);
	}
	play_go_on(p);
}
