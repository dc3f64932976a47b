/* SPDX-License-Identifier: MIT */
/*
 * Two batches: `flying` is with the store, `gathering` is what has been
 * stepped since.  The desk runs ahead of both.  When it is thrown away while
 * a batch flies, loading waits for that batch's answer: what was kept of it
 * must be in what is loaded.
 */
#include "relay/desk/keeper.h"

#include <assert.h>

#include "relay/desk/mutant.h"
#include "shared/mem.h"

/* Over so many records and notices a batch takes no more messages: they are
 * answered busy, so that a stalled disk does not become all of memory. */
#define KEEPER_MOST 20000

#define KEEPER_MAGIC 0x6b656570u

struct keeper {
	unsigned magic;
	struct keeper_io io;
	struct desk *desk; /* NULL: thrown away, or not loaded yet */
	int64_t turn;      /* of the desk, as this owner last left it */
	struct desk_out *gathering;
	struct desk_out *flying; /* NULL: nothing is with the store */
	bool loading;            /* asked for */
	bool over;               /* somebody else owns the desk */
};

static void keeper_ok(const struct keeper *k)
{
	assert(k && k->magic == KEEPER_MAGIC);
}

struct keeper *keeper_new(const struct keeper_io *io)
{
	struct keeper *k = mem_zero(sizeof(*k));

	if (!k)
		return NULL;
	k->magic = KEEPER_MAGIC;
	k->io = *io;
	keeper_retry(k);
	return k;
}

void keeper_destroy(struct keeper **k)
{
	if (!*k)
		return;
	keeper_ok(*k);
	desk_destroy(&(*k)->desk);
	desk_out_destroy(&(*k)->gathering);
	desk_out_destroy(&(*k)->flying);
	(*k)->magic = 0;
	mem_free(*k);
	*k = NULL;
}

bool keeper_ready(const struct keeper *k)
{
	keeper_ok(k);
	return k->desk;
}

bool keeper_idle(const struct keeper *k)
{
	keeper_ok(k);
	return !k->flying && !k->gathering;
}

const struct desk *keeper_desk(const struct keeper *k)
{
	keeper_ok(k);
	return k->desk;
}

int64_t keeper_deadline(const struct keeper *k, struct desk_now now)
{
	keeper_ok(k);
	return k->desk ? desk_deadline(k->desk, now) : INT64_MAX;
}

/* ---- what leaves ---- */

static void keeper_let_out(struct keeper *k, const struct desk_out *out)
{
	for (int i = 0; i < out->n_notices; i++)
		k->io.notice(k->io.ctx, &out->notices[i]);
}

static void keeper_answer(
	struct keeper *k, uint64_t session, const char *ref, enum err e)
{
	struct wire_msg m = {
		.type = WIRE_T_ERROR,
		.ref = ref,
		.error = {.code = err_name(e), .text = err_text(e)},
	};
	struct desk_notice n = {
		.kind = DESK_N_SEND, .session = session, .message = &m};

	k->io.notice(k->io.ctx, &n);
}

/* Errands do not repeat themselves: each is told what has become of it. */
static void keeper_end_errand(
	struct keeper *k, const struct desk_notice *was, enum err why)
{
	struct desk_notice n = *was;

	if (was->kind != DESK_N_DONE)
		return;
	n.why = why;
	k->io.notice(k->io.ctx, &n);
}

static void keeper_end_errands(
	struct keeper *k, const struct desk_out *out, enum err why)
{
	for (int i = 0; out && i < out->n_notices; i++)
		keeper_end_errand(k, &out->notices[i], why);
}

/* Whoever was to get an answer out of the first n notices hears that nothing
 * was kept; the rest of the batch is not said. */
static void keeper_take_back(
	struct keeper *k, const struct desk_out *out, int n_notices)
{
	for (int i = 0; i < n_notices; i++) {
		const struct desk_notice *n = &out->notices[i];
		const char *ref = NULL;

		if (n->kind == DESK_N_SEND)
			ref = n->message->ref;
		else if (n->kind == DESK_N_REPLAY)
			ref = n->replay.ref;
		if (ref)
			keeper_answer(k, n->session, ref, ERR_NOT_KEPT);
		keeper_end_errand(k, n, ERR_NOT_KEPT);
	}
}

/* ---- loading ---- */

void keeper_retry(struct keeper *k)
{
	keeper_ok(k);
	if (k->desk || k->flying || k->loading || k->over)
		return;
	k->loading = true;
	k->io.load(k->io.ctx);
}

/* The desk is not to be trusted, or not what is kept: away with it. */
static void keeper_drop_desk(struct keeper *k)
{
	desk_destroy(&k->desk);
	desk_out_destroy(&k->gathering);
	keeper_retry(k);
}

void keeper_loaded(
	struct keeper *k, struct desk **desk, int64_t turn, struct desk_now now)
{
	struct desk_out *out = NULL;

	keeper_ok(k);
	assert(k->loading && !k->desk && !k->flying && !k->gathering);
	k->loading = false;
	if (*desk)
		out = desk_out_new();
	if (!out || desk_loaded(*desk, now, out)) {
		desk_out_destroy(&out);
		desk_destroy(desk);
		return;
	}
	k->desk = *desk;
	*desk = NULL;
	k->turn = turn;
	k->gathering = out;
	k->io.attach_all(k->io.ctx);
}

/* ---- commands ---- */

static bool keeper_is_full(const struct keeper *k)
{
	const struct desk_out *out = k->gathering;

	return out && out->n_recs + out->n_notices > KEEPER_MOST;
}

/* A message that cannot be taken is answered at once, for whoever waits. */
static void keeper_refuse(
	struct keeper *k, const struct desk_cmd *cmd, enum err e)
{
	if (cmd->kind == DESK_C_MESSAGE && cmd->message->ref)
		keeper_answer(k, cmd->session, cmd->message->ref, e);
}

enum err keeper_do(struct keeper *k, const struct desk_cmd *cmd)
{
	enum err e = ERR_NOMEM;
	int before;

	keeper_ok(k);
	if (!k->desk || (cmd->kind == DESK_C_MESSAGE && keeper_is_full(k))) {
		keeper_refuse(k, cmd, k->over ? ERR_ELSEWHERE : ERR_FULL);
		return ERR_FULL;
	}
	if (!k->gathering)
		k->gathering = desk_out_new();
	before = k->gathering ? k->gathering->n_notices : 0;
	if (k->gathering)
		e = desk_step(k->desk, cmd, k->gathering);
	if (!e)
		return ERR_OK;
	keeper_take_back(k, k->gathering, before);
	keeper_refuse(k, cmd, ERR_NOT_KEPT);
	keeper_drop_desk(k);
	return e;
}

/* ---- batches ---- */

static void keeper_fly(struct keeper *k)
{
	k->flying = k->gathering;
	k->gathering = NULL;
	if (MUTANT(speaks_too_soon))
		keeper_let_out(k, k->flying);
	k->io.commit(k->io.ctx, k->turn, k->flying->recs, k->flying->n_recs);
}

/* What wants nothing kept need not wait, unless something before it does. */
void keeper_flush(struct keeper *k)
{
	keeper_ok(k);
	if (!k->gathering)
		return;
	if (k->gathering->n_recs) {
		if (!k->flying)
			keeper_fly(k);
	} else if (!k->flying || MUTANT(repeats_too_soon)) {
		keeper_let_out(k, k->gathering);
		desk_out_destroy(&k->gathering);
	}
}

/* What has gathered takes off before the kept batch is told: the disk need not
 * wait for that. */
static void keeper_kept(struct keeper *k, struct desk_out *out)
{
	k->turn++;
	if (k->gathering && k->gathering->n_recs)
		keeper_fly(k);
	if (!MUTANT(speaks_too_soon))
		keeper_let_out(k, out);
	keeper_flush(k);
	keeper_retry(k);
}

static void keeper_refused(struct keeper *k, const struct desk_out *out)
{
	keeper_take_back(k, out, out->n_notices);
	if (k->gathering)
		keeper_take_back(k, k->gathering, k->gathering->n_notices);
	keeper_drop_desk(k);
}

static void keeper_unknown(struct keeper *k, const struct desk_out *out)
{
	if (MUTANT(keeps_a_lost_desk))
		return;
	keeper_end_errands(k, out, ERR_IO);
	keeper_end_errands(k, k->gathering, ERR_NOT_KEPT);
	keeper_drop_desk(k);
}

static void keeper_fenced(struct keeper *k, const struct desk_out *out)
{
	k->over = true;
	keeper_end_errands(k, out, ERR_ELSEWHERE);
	keeper_end_errands(k, k->gathering, ERR_ELSEWHERE);
	keeper_drop_desk(k);
	k->io.over(k->io.ctx);
}

void keeper_committed(struct keeper *k, enum keeper_result result)
{
	struct desk_out *out = k->flying;

	keeper_ok(k);
	assert(out);
	k->flying = NULL;
	if (MUTANT(ignores_the_fence) && result == KEEPER_FENCED)
		result = KEEPER_COMMITTED;
	switch (result) {
	case KEEPER_COMMITTED:
		keeper_kept(k, out);
		break;
	case KEEPER_REFUSED:
		keeper_refused(k, out);
		break;
	case KEEPER_UNKNOWN:
		keeper_unknown(k, out);
		break;
	case KEEPER_FENCED:
		keeper_fenced(k, out);
		break;
	}
	desk_out_destroy(&out);
}
