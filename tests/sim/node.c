/* SPDX-License-Identifier: MIT */
/*
 * A relay: the real keeper and desk behind a gate and a store that are slow,
 * fail, forget to answer, and are killed.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "relay/desk/entry.h"
#include "tests/lib/memsold.h"
#include "tests/sim/sim.h"

struct desk_now node_now(const struct world *w)
{
	return (struct desk_now){.wall = w->now + w->wall, .steady = w->now};
}

/* ---- turns of the loop ---- */

static void node_step(struct node *n, struct desk_cmd cmd)
{
	if (n->gathered_from < 0)
		n->gathered_from = n->w->now;
	cmd.now = node_now(n->w);
	keeper_do(n->keeper, &cmd);
	watch_step(n->w, n);
}

static void node_turn(struct node *n);

static void node_tick(struct world *w, void *arg)
{
	struct node *n = arg;

	if (!n->alive || n->tick_at != w->now)
		return; /* a later look has made this one needless */
	n->tick_at = INT64_MAX;
	if (keeper_ready(n->keeper))
		node_step(n, (struct desk_cmd){.kind = DESK_C_TICK});
	node_turn(n);
}

static void node_look(struct node *n)
{
	struct world *w = n->w;
	int64_t at = keeper_deadline(n->keeper, node_now(w));
	bool busy = !w->calm && rng_one_in(w, 300);

	if (at == INT64_MAX)
		return;
	if (at < w->now)
		at = w->now;
	at += busy ? rng_between(w, 0, 5000000) : rng_between(w, 0, 2000);
	if (at >= n->tick_at && n->tick_at > w->now)
		return;
	n->tick_at = at;
	queue_in(w, at - w->now, node_tick, n);
}

static void node_turn(struct node *n)
{
	n->w->steps++;
	n->said_from = n->committing ? n->flying_from : n->gathered_from;
	watch_step(n->w, n);
	if (!n->alive || n->w->broken)
		return;
	keeper_flush(n->keeper);
	if (!n->committing)
		n->gathered_from = -1; /* all of it has been said */
	node_look(n);
}

static void node_turn_later(struct world *w, void *arg)
{
	struct node *n = arg;

	(void)w;
	if (n->alive)
		node_turn(n);
}

/* Commands of one turn of the loop are flushed together. */
static void node_do(struct node *n, struct desk_cmd cmd)
{
	node_step(n, cmd);
	if (rng_one_in(n->w, 2))
		node_turn(n);
	else
		queue_in(n->w, rng_between(n->w, 1, 2000), node_turn_later, n);
}

/* ---- the store's seam ---- */

static void node_answer(
	struct world *w, struct node *n, enum keeper_result result)
{
	n->committing = false;
	n->fenced = n->fenced || result == KEEPER_FENCED;
	n->said_from = n->flying_from;
	trace(w, "node %d commit %d", n->number, result);
	keeper_committed(n->keeper, result);
	watch_step(w, n);
	node_look(n);
	if (result != KEEPER_COMMITTED || rng_one_in(w, 24))
		watch_rebuilt(w, n);
}

static bool node_land(struct node *n)
{
	bool kept = memstore_commit(n->w->store, n->turn, n->recs, n->n_recs);

	trace(n->w, "node %d turn %lld %s %d rows", n->number,
		(long long)n->turn, kept ? "keeps" : "is fenced with",
		n->n_recs);
	watch_batch(n->w);
	n->w->commits++;
	return kept;
}

static void node_commit_kept(struct world *w, void *arg)
{
	struct node *n = arg;

	if (n->alive)
		node_answer(
			w, n, node_land(n) ? KEEPER_COMMITTED : KEEPER_FENCED);
}

static void node_commit_refused(struct world *w, void *arg)
{
	struct node *n = arg;

	if (n->alive)
		node_answer(w, n, KEEPER_REFUSED);
}

static void node_commit_lost(struct world *w, void *arg)
{
	struct node *n = arg;

	if (n->alive)
		node_answer(w, n, KEEPER_UNKNOWN);
}

/* Kept, but the answer is lost. */
static void node_commit_unheard(struct world *w, void *arg)
{
	struct node *n = arg;

	if (!n->alive)
		return;
	node_land(n);
	node_answer(w, n, KEEPER_UNKNOWN);
}

static void node_commit(
	void *ctx, int64_t turn, const struct rec *recs, int n_recs)
{
	struct node *n = ctx;
	struct world *w = n->w;
	int64_t late = rng_one_in(w, 100) ? rng_between(w, 0, 20000000)
					  : rng_between(w, 100, 8000);
	queue_fn how = node_commit_kept;

	assert(!n->committing);
	n->committing = true;
	n->turn = turn;
	n->recs = recs;
	n->n_recs = n_recs;
	n->flying_from = n->gathered_from;
	n->gathered_from = -1;
	if (!w->calm && rng_one_in(w, 300))
		how = (queue_fn[]){node_commit_refused, node_commit_lost,
			node_commit_unheard}[rng_next(w) % 3];
	queue_in(w, late, how, n);
}

/* ---- loading ---- */

static struct desk_cmd node_staff_cmd(const struct staff *s)
{
	return (struct desk_cmd){.kind = DESK_C_STAFF,
		.staff = {.id = s->id,
			.name = s->name,
			.groups = s->groups,
			.manager = s->manager}};
}

static void node_tell_staff(struct world *w, struct desk *d)
{
	for (int i = 0; i < w->n_staff; i++) {
		struct desk_cmd cmd = node_staff_cmd(&w->staff[i]);

		if (!w->staff[i].gone)
			desk_step(d, &cmd, NULL);
	}
}

struct desk *node_load(struct world *w)
{
	struct desk *d = desk_new();
	struct desk_cmd cmd = {
		.kind = DESK_C_SETTINGS, .settings = &w->settings};
	struct desk_group group = {
		.key = "ginza", .name = "Ginza", .hours = w->group_hours};

	desk_step(d, &cmd, NULL);
	cmd = (struct desk_cmd){.kind = DESK_C_GROUP, .group = &group};
	if (w->has_group)
		desk_step(d, &cmd, NULL);
	node_tell_staff(w, d);
	memstore_load(w->store, d);
	return d;
}

static void node_load_retry(struct world *w, void *arg)
{
	struct node *n = arg;

	(void)w;
	if (n->alive)
		keeper_retry(n->keeper);
}

static void node_load_done(struct world *w, void *arg)
{
	struct node *n = arg;
	struct desk *d = NULL;
	int64_t turn = 0;

	if (!n->alive)
		return;
	n->reloads++;
	if (!w->calm && rng_one_in(w, 20)) {
		queue_in(w, 1000000, node_load_retry, n);
	} else {
		turn = memstore_claim(w->store);
		w->owner = n;
		d = node_load(w);
	}
	n->gathered_from = w->now;
	keeper_loaded(n->keeper, &d, turn, node_now(w));
	trace(w, "node %d loaded, turn %lld", n->number, (long long)turn);
	if (keeper_ready(n->keeper))
		node_turn(n);
}

static void node_load_begin(void *ctx)
{
	struct node *n = ctx;

	queue_in(n->w,
		rng_between(n->w, 1000, rng_one_in(n->w, 10) ? 9000000 : 50000),
		node_load_done, n);
}

/* ---- the gate ---- */

static void node_attach(struct node *n, struct link *l)
{
	const struct end *e = l->end;
	struct world *w = n->w;
	struct wire_page page = {.url = e->url,
		.title = "Shop",
		.group = w->has_group && e->person % 3 == 0 ? "ginza" : NULL};
	struct desk_cmd cmd = {.session = l->id};

	if (e->associate) {
		cmd.kind = DESK_C_ATTACH_ASSOCIATE;
		cmd.attach.who = w->staff[e->person].id;
	} else {
		cmd.kind = DESK_C_ATTACH_SHOPPER;
		cmd.attach.who = w->shoppers[e->person].id;
		cmd.attach.token = w->shoppers[e->person].token;
		cmd.attach.view = &page;
		cmd.attach.known =
			memstore_shopper(w->store, &w->shoppers[e->person].id);
	}
	node_step(n, cmd);
}

static void node_attach_all(void *ctx)
{
	struct node *n = ctx;

	for (int i = 0; i < n->n_links; i++)
		node_attach(n, n->links[i]);
}

static void node_over(void *ctx)
{
	struct node *n = ctx;

	n->over = true;
	for (int i = 0; i < n->n_links; i++)
		net_close(n->w, n->links[i], ERR_ELSEWHERE);
}

static struct link *node_link(const struct node *n, uint64_t id)
{
	for (int i = 0; i < n->n_links; i++)
		if (n->links[i]->id == id)
			return n->links[i];
	return NULL;
}

static void node_forget(struct node *n, struct link *l)
{
	for (int i = 0; i < n->n_links; i++)
		if (n->links[i] == l) {
			n->n_links--;
			memmove(&n->links[i], &n->links[i + 1],
				(size_t)(n->n_links - i) * sizeof(l));
		}
	l->gone = true;
}

/* Entries are read from the store, a little later. */
struct replay {
	struct node *node;
	struct link *link;
	struct id chat, viewer;
	enum wire_who who;
	int64_t after;
	char ref[16];
};

static bool replay_allowed(const struct world *w, const struct replay *r)
{
	struct rec like = {.kind = REC_K_CHAT, .chat = {.chat = r->chat}};
	const struct rec *c = memstore_find(w->store, &like);

	return c &&
		id_same(r->who == WIRE_WHO_SHOPPER ? &c->chat.shopper
						   : &c->chat.associate,
			&r->viewer);
}

/* The entry after seq, unless a block hides it from this viewer. */
static const struct rec_entry *replay_next(
	const struct world *w, const struct replay *r, int64_t seq)
{
	struct rec like = {.kind = REC_K_BLOCK, .block = {.chat = r->chat}};
	const struct rec *block = memstore_find(w->store, &like);

	if (r->who == WIRE_WHO_ASSOCIATE && block && seq >= block->block.seq)
		return NULL;
	return memstore_entry(w->store, &r->chat, seq + 1);
}

static void replay_entry(
	struct world *w, const struct replay *r, const struct rec_entry *e)
{
	struct wire_msg m = {.type = WIRE_T_ENTRY};

	m.entry = entry_told(e, NULL, r->who);
	net_down(w, r->link, &m);
}

static void replay_read(struct world *w, void *arg)
{
	struct replay *r = arg;
	struct wire_msg m = {.ref = r->ref};
	int64_t seq = r->after;
	const struct rec_entry *e;
	int n = 0;

	if (!r->node->alive || r->link->gone)
		goto out;
	if (!replay_allowed(w, r)) {
		m.type = WIRE_T_ERROR;
		m.error.code = err_name(ERR_CHAT);
		m.error.text = err_text(ERR_CHAT);
		net_down(w, r->link, &m);
		goto out;
	}
	while (n++ < 20 && (e = replay_next(w, r, seq))) {
		replay_entry(w, r, e);
		seq++;
	}
	m.type = WIRE_T_REPLAYED;
	m.replayed.chat = r->chat;
	m.replayed.upto = seq;
	m.replayed.more = replay_next(w, r, seq) != NULL;
	net_down(w, r->link, &m);
out:
	free(r);
}

static void node_replay(
	struct node *n, struct link *l, const struct desk_notice *notice)
{
	struct replay *r = calloc(1, sizeof(*r));

	assert(r);
	r->node = n;
	r->link = l;
	r->chat = notice->replay.chat;
	r->viewer = notice->replay.viewer;
	r->who = notice->replay.who;
	r->after = notice->replay.after;
	if (notice->replay.ref)
		strncpy(r->ref, notice->replay.ref, sizeof(r->ref) - 1);
	queue_in(n->w, rng_between(n->w, 100, 20000), replay_read, r);
}

static void node_notice(void *ctx, const struct desk_notice *notice)
{
	struct node *n = ctx;
	struct link *l = node_link(n, notice->session);

	watch_notice(n->w, n, notice);
	if (!l)
		return;
	switch (notice->kind) {
	case DESK_N_SEND:
		net_down(n->w, l, notice->message);
		break;
	case DESK_N_CLOSE:
		net_close(n->w, l, notice->why);
		node_forget(n, l);
		break;
	case DESK_N_REPLAY:
		node_replay(n, l, notice);
		break;
	case DESK_N_DONE: /* nobody's session */
		break;
	}
}

void node_hello(struct node *n, struct link *l)
{
	if (n->over) {
		net_close(n->w, l, ERR_ELSEWHERE);
		return;
	}
	if (n->n_links == n->links_size) {
		n->links_size = n->links_size ? 2 * n->links_size : 32;
		n->links = realloc(
			n->links, (size_t)n->links_size * sizeof(*n->links));
		assert(n->links);
	}
	n->links[n->n_links++] = l;
	l->greeted = true;
	if (keeper_ready(n->keeper)) {
		node_attach(n, l);
		node_turn(n);
	}
}

void node_order(struct node *n, const struct desk_order *o)
{
	if (n->alive && keeper_ready(n->keeper))
		node_do(n,
			(struct desk_cmd){.kind = DESK_C_ORDER,
				.order = o,
				.sale = memsold_order(n->w->store, o->order)});
}

void node_erase(struct node *n, const struct id *shopper)
{
	if (n->alive && keeper_ready(n->keeper))
		node_do(n,
			(struct desk_cmd){.kind = DESK_C_ERASE,
				.shopper = *shopper,
				.fresh = rng_id(n->w)});
}

void node_correct(struct node *n, const struct id *shopper, const char *name)
{
	struct desk_correct c = {.shopper = *shopper,
		.name = name,
		.known = memstore_shopper(n->w->store, shopper)};

	if (n->alive && keeper_ready(n->keeper))
		node_do(n,
			(struct desk_cmd){
				.kind = DESK_C_CORRECT, .correct = &c});
}

void node_expire(struct node *n, int64_t before)
{
	if (n->alive && keeper_ready(n->keeper))
		node_do(n,
			(struct desk_cmd){
				.kind = DESK_C_EXPIRE, .before = before});
}

void node_message(struct node *n, struct link *l, const struct wire_msg *m)
{
	struct desk_media media = {.mime = WIRE_MIME_PNG, .bytes = 1};
	const struct rec_sale *sale = NULL;
	const struct rec_chat *earlier = NULL;

	trace(n->w, "node %d end %d: %s %s", n->number, l->end->number,
		wire_info(m->type)->name, m->ref ? m->ref : "");
	if (m->type == WIRE_T_AVAILABLE && m->available.on)
		n->w->staff[l->end->person].may_reset = true;
	if (m->type == WIRE_T_SHOW)
		media.id = m->show.media;
	if (m->type == WIRE_T_EVENT && m->event.order) {
		sale = memsold_order(n->w->store, m->event.order);
		earlier = memsold_earlier(
			n->w->store, sale, &n->w->shoppers[l->end->person].id);
	}
	node_do(n,
		(struct desk_cmd){.kind = DESK_C_MESSAGE,
			.session = l->id,
			.fresh = rng_id(n->w),
			.media = m->type == WIRE_T_SHOW ? &media : NULL,
			.sale = sale,
			.earlier = earlier,
			.message = m});
}

void node_detach(struct node *n, struct link *l)
{
	if (l->gone || !l->greeted)
		return;
	trace(n->w, "node %d end %d is gone", n->number, l->end->number);
	node_forget(n, l);
	node_do(n, (struct desk_cmd){.kind = DESK_C_DETACH, .session = l->id});
}

void node_staff(struct node *n, int staff)
{
	if (n->alive && keeper_ready(n->keeper))
		node_do(n, node_staff_cmd(&n->w->staff[staff]));
}

void node_staff_gone(struct node *n, int staff)
{
	if (n->alive && keeper_ready(n->keeper))
		node_do(n,
			(struct desk_cmd){.kind = DESK_C_STAFF_GONE,
				.staff = {.id = n->w->staff[staff].id}});
}

/* ---- life ---- */

struct node *node_start(struct world *w)
{
	struct keeper_io io = {
		.commit = node_commit,
		.load = node_load_begin,
		.notice = node_notice,
		.attach_all = node_attach_all,
		.over = node_over,
	};
	struct node *n;

	if (w->n_nodes == SIM_NODES)
		return NULL;
	n = calloc(1, sizeof(*n));
	assert(n);
	n->w = w;
	n->number = w->n_nodes;
	n->alive = true;
	n->gathered_from = -1;
	n->tick_at = INT64_MAX;
	io.ctx = n;
	w->nodes[w->n_nodes++] = n;
	n->keeper = keeper_new(&io);
	if (!w->owner || !w->owner->alive)
		w->owner = n;
	trace(w, "node %d starts", n->number);
	return n;
}

/* At once, whatever is in flight: that may have been kept or not. */
void node_die(struct world *w, struct node *n)
{
	trace(w, "node %d dies", n->number);
	if (n->committing && rng_one_in(w, 2))
		node_land(n);
	n->alive = false;
	for (int i = 0; i < n->n_links; i++) {
		struct link *l = n->links[i];

		l->gone = true;
		if (!l->cut)
			net_cut(w, l, false);
	}
	n->n_links = 0;
	keeper_destroy(&n->keeper);
}

void node_free(struct node *n)
{
	keeper_destroy(&n->keeper);
	free(n->links);
	free(n);
}
