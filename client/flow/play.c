/* SPDX-License-Identifier: MIT */
/*
 * A play is one of a few states, and every call that brings something new
 * ends in `play_go_on`, which takes as many steps as can be taken.  A step goes
 * from SETTLING by way of HEARING (everybody knows what is so) to DOING or
 * LOOKING, and then the next one begins.
 */
#include "client/flow/play.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "client/flow/play_state.h"
#include "client/model/words.h"
#include "shared/mem.h"

struct play *play_new(const struct flow *flow, const char *name,
	const struct play_io *io, struct report *report, uint64_t seed)
{
	struct play *p = mem_zero(sizeof(*p));

	if (!p)
		return NULL;
	p->flow = flow;
	p->io = io;
	p->report = report;
	p->seed = seed;
	p->deadline = INT64_MAX;
	p->step = -1;
	p->upload.seat = -1;
	for (int i = 0; i < FLOW_PEOPLE; i++)
		buf_init(&p->accounts[i].found, LIMIT_HTTP_LIST);
	report_flow(report, flow, name);
	return p;
}

void play_destroy(struct play **pp)
{
	struct play *p = *pp;

	*pp = NULL;
	if (!p)
		return;
	for (int i = 0; i < PLAY_SEATS; i++) {
		struct play_seat *s = &p->seats[i];

		if (s->player)
			player_fini(s->player);
		mem_free(s->player);
		mem_free(s->page.url);
		mem_free(s->page.title);
		mem_free(s->page.product);
		mem_free(s->page.group);
	}
	for (int i = 0; i < FLOW_PEOPLE; i++) {
		mem_free(p->shoppers[i].called);
		buf_fini(&p->accounts[i].found);
	}
	mem_free(p);
}

const struct flow_step *play_step(const struct play *p)
{
	return p->step >= 0 && p->step < p->flow->n_steps
		? &p->flow->steps[p->step]
		: NULL;
}

static int64_t us(int64_t ms)
{
	return ms * 1000;
}

/* ---- the end of a step, and of the play ---- */

/* Everybody leaves, and what was made is taken away. */
static void strike(struct play *p)
{
	p->state = PLAY_STRIKING;
	p->deadline = INT64_MAX;
	for (int i = 0; i < PLAY_SEATS; i++)
		play_close(p, i);
	p->n_calls = 0;
	p->n_io = 1;
	p->io->strike(p->io->ctx);
}

static void tell(struct play *p, const struct flow_step *s,
	enum report_outcome o, const char *why)
{
	report_outcome(p->report, s, o, why, us(p->now - p->began));
}

/* The steps that are not come to. */
static void leave_rest(struct play *p)
{
	for (int i = p->step + 1; i < p->flow->n_steps; i++)
		report_outcome(
			p->report, &p->flow->steps[i], REPORT_LEFT, NULL, 0);
	p->step = p->flow->n_steps;
}

void play_fail(struct play *p, enum report_outcome o)
{
	const struct flow_step *s = play_step(p);

	p->failed = true;
	p->refused = p->refused || o == REPORT_REFUSED;
	if (s)
		tell(p, s, o, p->why);
	leave_rest(p);
	strike(p);
}

static void hold(struct play *p)
{
	tell(p, play_step(p), REPORT_HELD, NULL);
	p->state = PLAY_RESTING;
	p->deadline = INT64_MAX;
}

/* ---- everybody hears what is so ---- */

/* Something that they say waits on purpose for what they say next. */
static bool holds_back(const struct play *p, const struct flow_step *s)
{
	for (int i = 0; i < s->n_actors; i++) {
		for (int d = 1; d <= FLOW_DEVICES; d++) {
			if (p->seats[PLAY_SEAT(s->actors[i], d)].reorders)
				return true;
		}
	}
	return false;
}

static void settle(struct play *p)
{
	p->state = PLAY_SETTLING;
	p->deadline = p->now + PLAY_PATIENCE_MS;
	p->n_io++;
	p->io->settle(p->io->ctx);
}

static void ping_all(struct play *p)
{
	p->state = PLAY_HEARING;
	p->deadline = p->now + PLAY_PATIENCE_MS;
	for (int i = 0; i < PLAY_SEATS; i++) {
		struct play_seat *s = &p->seats[i];

		s->pinged = play_ready(s);
		if (s->pinged)
			play_ping(p, i);
	}
}

static bool all_heard(const struct play *p)
{
	for (int i = 0; i < PLAY_SEATS; i++) {
		if (p->seats[i].pinged && play_ready(&p->seats[i]))
			return false;
	}
	return true;
}

/* ---- what is to be done ---- */

/* A seat whose connection is to come, or NULL. */
static struct play_seat *coming(struct play *p)
{
	for (int i = 0; i < PLAY_SEATS; i++) {
		if (p->seats[i].opening)
			return &p->seats[i];
	}
	return NULL;
}

static bool asks_open(const struct play *p)
{
	for (int i = 0; i < p->n_asks; i++) {
		if (p->asks[i].open)
			return true;
	}
	return false;
}

static void do_step(struct play *p)
{
	const struct flow_step *s = play_step(p);
	enum err e = ERR_OK;

	p->state = PLAY_DOING;
	p->deadline = p->now + PLAY_PATIENCE_MS;
	p->retry = false;
	p->stirred = true;
	p->upload.seat = -1;
	p->why[0] = '\0';
	if (s->n_actors == 0)
		e = play_do(p, s, -1);
	for (int i = 0; i < s->n_actors && !e; i++)
		e = play_do(p, s, s->actors[i]);
	if (!e)
		return;
	if (!p->why[0])
		snprintf(p->why, sizeof(p->why), "%s", err_text(e));
	if (e == ERR_WRONG_STATE && s->tries) {
		hold(p);
	} else if (e == ERR_WRONG_STATE && p->n_asks == 0 &&
		p->now < p->began + PLAY_RETRY_MS) {
		p->retry = true; /* it may become possible */
		p->deadline = p->began + PLAY_RETRY_MS;
	} else {
		play_fail(
			p, e == ERR_FORBIDDEN ? REPORT_REFUSED : REPORT_FAILED);
	}
}

/* True once nothing of the step is under way. */
static bool done(struct play *p)
{
	return !p->retry && p->n_io == 0 && !asks_open(p) && !coming(p);
}

/* ---- what is to be seen ---- */

static void begin_to_look(struct play *p)
{
	const struct flow_step *s = play_step(p);
	int64_t from = s->block ? p->block_at : p->began;
	int64_t within = s->within == FLOW_WITHIN ? PLAY_USUAL_MS : s->within;

	p->state = PLAY_LOOKING;
	p->looked = p->now;
	p->deadline = from + within;
	/* Where the clock is moved by hand, real time is not what counts. */
	if (p->io->test_clock && p->deadline < p->now + PLAY_USUAL_MS)
		p->deadline = p->now + PLAY_USUAL_MS;
	if (p->deadline < p->now)
		p->deadline = p->now;
	play_look_up(p, s);
}

/* ---- step by step ---- */

static void begin_step(struct play *p)
{
	const struct flow_step *s;

	p->step++;
	s = play_step(p);
	if (!s) {
		strike(p);
		return;
	}
	if (s->block && s->block != p->block)
		p->block_at = p->now;
	p->block = s->block;
	p->began = p->now;
	p->why[0] = '\0';
	p->n_asks = 0;
	p->retry = false;
	report_step(p->report, s, p->io->clock(p->io->ctx));
	/* What is not answered has arrived once a later ping is. */
	if (p->stirred && !p->loose && !holds_back(p, s) && !p->down)
		settle(p);
	else
		ping_all(p);
}

static void heard_all(struct play *p)
{
	if (p->loose && !holds_back(p, play_step(p)) && !p->down) {
		p->loose = false;
		settle(p);
		return;
	}
	p->stirred = p->loose = false;
	if (play_step(p)->verb->expects)
		begin_to_look(p);
	else
		do_step(p);
}

/* True when the state has changed. */
static bool turn(struct play *p)
{
	enum play_state was = p->state;
	int step = p->step;

	switch (p->state) {
	case PLAY_RESTING:
		if (!p->by_hand)
			begin_step(p);
		break;
	case PLAY_SETTLING:
		if (p->n_io == 0)
			ping_all(p);
		break;
	case PLAY_HEARING:
		if (all_heard(p))
			heard_all(p);
		break;
	case PLAY_DOING:
		if (p->retry)
			do_step(p);
		else if (done(p))
			hold(p);
		break;
	case PLAY_LOOKING:
		if (p->n_io > 0)
			break; /* it is being looked up */
		if (play_holds(p, play_step(p)))
			hold(p);
		else if (p->now >= p->deadline)
			play_fail(p, REPORT_FAILED);
		else if (p->now >= p->looked + PLAY_LOOK_MS)
			play_look_up(p, play_step(p));
		break;
	case PLAY_STRIKING:
		if (p->n_io == 0) {
			p->state = PLAY_ENDED;
			report_flow_end(p->report, play_held(p),
				us(p->now - p->started));
		}
		break;
	case PLAY_ENDED:
		break;
	}
	return p->state != was || p->step != step;
}

void play_go_on(struct play *p)
{
	if (p->step < 0 && p->started == 0)
		return; /* play_start has not been called */
	while (turn(p))
		;
}

/* ---- what has happened ---- */

void play_start(struct play *p, int64_t now)
{
	p->now = now;
	p->started = now > 0 ? now : 1;
	play_go_on(p);
}

/* An answer to what the step asked. */
static void answered(
	struct play *p, int seat, const char *ref, const struct wire_msg *msg)
{
	const struct flow_step *s = play_step(p);
	bool ours = false;

	for (int i = 0; i < p->n_asks; i++) {
		if (p->asks[i].seat == seat &&
			strcmp(p->asks[i].ref, ref) == 0) {
			ours = p->asks[i].open;
			p->asks[i].open = false;
		}
	}
	if (!ours || msg->type != WIRE_T_ERROR || !s || s->tries)
		return;
	snprintf(p->why, sizeof(p->why), _("%s was refused: %s (%s)"),
		play_name(p, seat), msg->error.text, msg->error.code);
	play_fail(p, REPORT_FAILED);
}

/* A client waits and says it again, unless that is what a step tries. */
static bool is_too_fast(struct play *p, int seat, const struct wire_msg *msg)
{
	const struct flow_step *s = play_step(p);

	if (msg->type != WIRE_T_ERROR || !msg->ref || (s && s->tries) ||
		err_from_name(msg->error.code) != ERR_RATE)
		return false;
	if (strcmp(msg->ref, PLAY_PING) == 0)
		play_ping_later(p, seat, msg->error.wait);
	else
		p->seats[seat].ask_at = p->now + msg->error.wait + 1;
	return true;
}

void play_heard(struct play *p, int seat, const struct wire_msg *msg)
{
	struct play_seat *s = &p->seats[seat];
	struct player *x = play_sit(p, seat);
	char ref[LIMIT_REF + 1] = "";

	if (!x || p->state >= PLAY_STRIKING)
		return;
	if (msg->type == WIRE_T_PONG)
		s->pinged = false;
	if (!is_too_fast(p, seat, msg) &&
		player_hear(x, msg, ref) != PLAYER_NOTHING)
		answered(p, seat, ref, msg);
	if (msg->type == WIRE_T_READY)
		s->opening = false;
	if (msg->type == WIRE_T_CHAT || msg->type == WIRE_T_RING)
		play_learn(p, seat);
	play_go_on(p);
}

void play_done(struct play *p, enum err e, const char *why)
{
	const struct flow_step *s = play_step(p);
	bool uploaded = p->upload.seat >= 0 && p->state == PLAY_DOING;
	char told[PLAY_WHY] = "";

	assert(p->n_io > 0);
	p->n_io--;
	if (p->state == PLAY_DOING && s->verb->id == VERB_NOT_ERASED) {
		e = play_refusal(s, e, told);
		why = told;
	}
	if (e && p->state == PLAY_STRIKING) {
		report_note(p->report, why ? why : err_text(e),
			p->io->clock(p->io->ctx));
		p->failed = true;
	} else if (e && p->state < PLAY_STRIKING && !(s && s->tries)) {
		snprintf(p->why, sizeof(p->why), "%s",
			why && why[0] ? why : err_text(e));
		play_fail(
			p, e == ERR_FORBIDDEN ? REPORT_REFUSED : REPORT_FAILED);
	} else if (e && uploaded) {
		p->seats[p->upload.seat].player->refused = e;
	} else if (uploaded) {
		e = play_show(p);
		if (e)
			play_fail(p, REPORT_FAILED);
	}
	play_go_on(p);
}

/* The time for what is going on is over. */
static void too_late(struct play *p)
{
	const struct play_seat *s = coming(p);

	if (p->state == PLAY_DOING && p->n_io > 0) {
		p->deadline = p->now + PLAY_PATIENCE_MS; /* the stage's time */
		return;
	}
	if (p->state == PLAY_DOING && !p->retry)
		snprintf(p->why, sizeof(p->why),
			s ? _("no connection: %s")
			  : _("the relay did not answer"),
			s ? err_text(s->gone) : "");
	if (p->state == PLAY_HEARING)
		snprintf(p->why, sizeof(p->why), _("the relay did not answer"));
	if (p->state == PLAY_DOING || p->state == PLAY_HEARING)
		play_fail(p, REPORT_FAILED);
}

void play_tick(struct play *p, int64_t now)
{
	p->now = now;
	for (int i = 0; i < PLAY_SEATS; i++) {
		if (p->seats[i].player)
			play_sit(p, i);
	}
	if (p->state < PLAY_STRIKING) {
		play_connect_again(p);
		play_ping_again(p);
	}
	play_go_on(p);
	if (p->now >= p->deadline)
		too_late(p);
	play_go_on(p);
}

void play_by_hand(struct play *p, bool on)
{
	p->by_hand = on;
	play_go_on(p);
}

bool play_waits(const struct play *p)
{
	return p->by_hand && p->started && p->state == PLAY_RESTING;
}

void play_go(struct play *p)
{
	if (play_waits(p)) {
		begin_step(p);
		play_go_on(p);
	}
}

void play_interrupt(struct play *p)
{
	if (p->state >= PLAY_STRIKING)
		return;
	p->interrupted = p->failed = true;
	if (play_step(p) && p->state != PLAY_RESTING)
		tell(p, play_step(p), REPORT_LEFT, NULL);
	leave_rest(p);
	strike(p);
	play_go_on(p);
}

int64_t play_deadline(const struct play *p)
{
	int64_t at = p->deadline;

	if (p->state >= PLAY_STRIKING)
		return INT64_MAX;
	for (int i = 0; i < PLAY_SEATS; i++) {
		const struct play_seat *s = &p->seats[i];

		if (s->wanted && s->again && s->again < at)
			at = s->again;
		if (s->pinged && s->ping_at && s->ping_at < at)
			at = s->ping_at;
		if (s->ask_at && s->ask_at < at)
			at = s->ask_at;
	}
	/* Typing ends by itself, without a word. */
	if (p->state == PLAY_LOOKING && at > p->now + PLAY_LOOK_MS)
		at = p->now + PLAY_LOOK_MS;
	return at;
}

bool play_over(const struct play *p)
{
	return p->state == PLAY_ENDED;
}

bool play_held(const struct play *p)
{
	return !p->failed;
}

bool play_refused(const struct play *p)
{
	return p->refused;
}
