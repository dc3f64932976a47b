/* SPDX-License-Identifier: MIT */
#include "relay/gate/tenant.h"

#include <assert.h>

#include "relay/gate/hello.h"
#include "relay/gate/hub.h"
#include "relay/gate/tap.h"
#include "shared/mem.h"
#include "shared/times.h"

#define RETRY TIMES_SECOND       /* after a load that failed */
#define CLAIM (5 * TIMES_SECOND) /* after somebody else took the desk */

struct tenant *tenant_new(struct hub *hub, struct rules *rules)
{
	struct tenant *t = mem_zero(sizeof(*t));

	if (!t) {
		rules_destroy(&rules);
		return NULL;
	}
	t->hub = hub;
	t->rules = rules;
	t->deadline = INT64_MAX;
	t->expired = hub_now(hub).steady + TIMES_HOUR; /* see retention.h */
	return t;
}

void tenant_destroy(struct tenant **tp)
{
	struct tenant *t = *tp;

	*tp = NULL;
	if (!t)
		return;
	tap_destroy(&t->tap);
	keeper_destroy(&t->keeper);
	errand_end_all(&t->errands, ERR_ELSEWHERE);
	roster_fini(&t->roster);
	rules_destroy(&t->rules);
	mem_free(t);
}

/* ---- commands ---- */

static void touch(struct tenant *t)
{
	hub_forget(t->hub);
	t->dirty = true;
	t->hub->io.busy(t->hub->io.ctx);
}

struct desk_cmd tenant_cmd(
	const struct tenant *t, enum desk_cmd_kind kind, uint64_t session)
{
	return (struct desk_cmd){
		.kind = kind,
		.now = hub_now(t->hub),
		.session = session,
		.fresh = hub_id(t->hub),
	};
}

enum err tenant_do(struct tenant *t, const struct desk_cmd *cmd)
{
	enum err e = ERR_FULL;

	if (t->keeper && !t->fenced && !t->shut) {
		hub_forget(t->hub);
		e = keeper_do(t->keeper, cmd);
	}
	touch(t);
	return e;
}

enum err tenant_send(
	struct tenant *t, const struct desk_cmd *cmd, errand_fn fn, void *ctx)
{
	struct desk_cmd sent = *cmd;
	enum err e = ERR_NOMEM;

	sent.errand = errand_add(&t->errands, fn, ctx);
	if (sent.errand)
		e = tenant_do(t, &sent);
	if (e != ERR_OK)
		errand_drop(&t->errands, sent.errand);
	return e;
}

void tenant_set_rules(struct tenant *t, struct rules *r)
{
	struct desk_cmd cmd = tenant_cmd(t, DESK_C_SETTINGS, 0);
	struct rules *old = t->rules;

	/* What is set by mistake can be taken back before it acts (J1). */
	if (r->numbers.retention != old->numbers.retention)
		t->expired = cmd.now.steady + TIMES_HOUR;
	t->rules = r;
	cmd.settings = &r->settings;
	tenant_do(t, &cmd);
	rules_destroy(&old);
}

static void tell_group(struct desk_cmd *cmd, struct desk_group *told,
	const struct roster_group *g)
{
	*told = (struct desk_group){g->key, g->name, g->hours};
	cmd->group = told;
}

void tenant_set_group(struct tenant *t, struct roster_group *g)
{
	struct desk_cmd cmd = tenant_cmd(t, DESK_C_GROUP, 0);
	struct roster_group *old = roster_put_group(&t->roster, g);
	struct desk_group told;

	tell_group(&cmd, &told, g);
	tenant_do(t, &cmd);
	roster_group_destroy(&old);
}

void tenant_drop_group(struct tenant *t, const char *key)
{
	struct desk_cmd cmd = tenant_cmd(t, DESK_C_GROUP_GONE, 0);
	struct roster_group *old = roster_drop_group(&t->roster, key);
	struct desk_group told;

	if (!old)
		return;
	tell_group(&cmd, &told, old);
	tenant_do(t, &cmd);
	roster_group_destroy(&old);
}

static void tell_staff(struct desk_cmd *cmd, const struct roster_staff *s)
{
	cmd->staff = (struct desk_staff){s->id, s->name, s->groups, s->manager};
}

void tenant_set_staff(struct tenant *t, struct roster_staff *s)
{
	struct desk_cmd cmd = tenant_cmd(t, DESK_C_STAFF, 0);
	struct roster_staff *old = roster_put_staff(&t->roster, s);

	tell_staff(&cmd, s);
	tenant_do(t, &cmd);
	roster_staff_destroy(&old);
}

void tenant_set_account(struct tenant *t, const struct store_associate *now)
{
	struct roster_staff *s;

	if (roster_staff_new(now, &s) == ERR_OK)
		tenant_set_staff(t, s);
	else
		log_event(t->hub->log, LOG_ERROR, "desk_not_told", "associate",
			now->id.s, NULL);
}

void tenant_drop_staff(struct tenant *t, const struct id *id)
{
	struct desk_cmd cmd = tenant_cmd(t, DESK_C_STAFF_GONE, 0);
	struct roster_staff *old = roster_drop_staff(&t->roster, id);

	if (!old)
		return;
	tell_staff(&cmd, old);
	tenant_do(t, &cmd);
	roster_staff_destroy(&old);
}

/* ---- greetings and replies: no desk needs them ---- */

static struct wire_msg template_msg(const struct roster_template *one)
{
	struct wire_msg m = {.type = WIRE_T_TEMPLATE};

	m.template.template = one->key;
	m.template.use = one->use;
	m.template.lang = one->lang;
	m.template.title = one->title;
	m.template.text = one->text;
	m.template.pages = one->pages;
	m.template.from = one->from;
	m.template.until = one->until;
	return m;
}

bool tenant_manages(const struct tenant *t, const struct id *who)
{
	const struct roster_staff *s = roster_find_staff(&t->roster, who);

	return s && s->manager;
}

void tenant_tell_staff(
	const struct tenant *t, const struct wire_msg *msg, bool managers)
{
	struct caller *s;

	for (s = t->hub->callers.first; s; s = s->next) {
		if (s->tenant == t && s->kind == CALLER_ASSOCIATE &&
			s->state == CALLER_ATTACHED && s->ready &&
			(!managers || tenant_manages(t, &s->who)))
			caller_say(s, msg);
	}
}

void tenant_tell_one(const struct tenant *t, const struct id *who,
	const struct wire_msg *msg)
{
	struct caller *s;

	for (s = t->hub->callers.first; s; s = s->next) {
		if (s->tenant == t && s->kind == CALLER_ASSOCIATE &&
			s->state == CALLER_ATTACHED && s->ready &&
			id_same(&s->who, who))
			caller_say(s, msg);
	}
}

void tenant_set_template(struct tenant *t, struct roster_template *one)
{
	struct roster_template *old = roster_put_template(&t->roster, one);
	struct wire_msg m = template_msg(one);

	tenant_tell_staff(t, &m, false);
	roster_template_destroy(&old);
}

void tenant_drop_template(struct tenant *t, const char *key)
{
	struct roster_template *old = roster_drop_template(&t->roster, key);
	struct wire_msg m = {.type = WIRE_T_TEMPLATE};

	m.template.template = key;
	m.template.gone = true;
	tenant_tell_staff(t, &m, false);
	roster_template_destroy(&old);
}

void tenant_tell_templates(const struct tenant *t, struct caller *s)
{
	const struct roster_template *one;

	for (one = t->roster.templates; one; one = one->next) {
		struct wire_msg m = template_msg(one);

		caller_say(s, &m);
	}
}

/* ---- building a desk ---- */

static enum err step(struct desk *d, const struct desk_cmd *cmd)
{
	return desk_step(d, cmd, NULL);
}

/* What the desk has to know before its rows. */
static enum err introduce(const struct tenant *t, struct desk *d)
{
	struct desk_cmd cmd = tenant_cmd(t, DESK_C_SETTINGS, 0);
	struct desk_group told;
	enum err e;

	cmd.settings = &t->rules->settings;
	e = step(d, &cmd);
	for (struct roster_group *g = t->roster.groups; g && !e; g = g->next) {
		cmd = tenant_cmd(t, DESK_C_GROUP, 0);
		tell_group(&cmd, &told, g);
		e = step(d, &cmd);
	}
	for (struct roster_staff *s = t->roster.staff; s && !e; s = s->next) {
		cmd = tenant_cmd(t, DESK_C_STAFF, 0);
		tell_staff(&cmd, s);
		e = step(d, &cmd);
	}
	return e;
}

static void on_loaded(void *ctx, const struct store_rows *rows)
{
	struct tenant *t = ctx;
	struct desk *d = NULL;
	enum err e = ERR_NOMEM;

	if (t->shut)
		return;
	if (rows->err == ERR_OK)
		d = desk_new();
	if (d)
		e = introduce(t, d);
	for (int i = 0; i < rows->n && !e; i++)
		e = desk_load(d, &rows->recs[i]);
	if (e != ERR_OK) {
		desk_destroy(&d);
		t->retry = hub_now(t->hub).steady + RETRY;
		log_event(t->hub->log, LOG_ERROR, "desk_not_loaded", "retailer",
			t->rules->retailer, "error",
			err_name(rows->err ? rows->err : e), NULL);
	} else {
		log_event(t->hub->log, LOG_INFO, "desk_loaded", "retailer",
			t->rules->retailer, NULL);
	}
	hub_forget(t->hub);
	keeper_loaded(t->keeper, &d, rows->turn, hub_now(t->hub));
	touch(t);
}

/* ---- what the keeper asks of us ---- */

static void on_committed(void *ctx, enum keeper_result result)
{
	struct tenant *t = ctx;

	if (t->shut)
		return;
	t->hub->refused = result != KEEPER_COMMITTED;
	if (t->hub->refused)
		log_event(t->hub->log, LOG_ERROR, "batch_not_committed",
			"retailer", t->rules->retailer, "outcome",
			result == KEEPER_REFUSED          ? "refused"
				: result == KEEPER_FENCED ? "fenced"
							  : "unknown",
			NULL);
	hub_forget(t->hub);
	keeper_committed(t->keeper, result);
	touch(t);
}

static void io_commit(void *ctx, int64_t turn, const struct rec *recs, int n)
{
	struct tenant *t = ctx;

	store_commit(t->hub->store, t->rules->retailer, turn, recs, n,
		on_committed, t);
	trail_batch(t, recs, n);
}

static void io_load(void *ctx)
{
	struct tenant *t = ctx;

	store_load(t->hub->store, t->rules->retailer, on_loaded, t);
}

static void io_notice(void *ctx, const struct desk_notice *n)
{
	struct tenant *t = ctx;

	if (n->kind == DESK_N_DONE)
		errand_end(&t->errands, n->errand, n->why);
	else
		hub_notice(t->hub, n);
}

static void io_attach_all(void *ctx)
{
	struct tenant *t = ctx;
	struct caller *s;

	for (s = t->hub->callers.first; s; s = s->next) {
		if (s->tenant == t && s->state == CALLER_ATTACHED)
			hello_again(s);
	}
}

static void io_over(void *ctx)
{
	struct tenant *t = ctx;

	t->fenced = true;
	touch(t);
}

enum err tenant_open(struct tenant *t)
{
	const struct keeper_io io = {
		.ctx = t,
		.commit = io_commit,
		.load = io_load,
		.notice = io_notice,
		.attach_all = io_attach_all,
		.over = io_over,
	};

	assert(!t->keeper);
	t->keeper = keeper_new(&io);
	return t->keeper ? ERR_OK : ERR_NOMEM;
}

bool tenant_ready(const struct tenant *t)
{
	return t->keeper && !t->fenced && !t->shut && keeper_ready(t->keeper);
}

static void on_proven(void *ctx, enum err e)
{
	struct hub *h = ctx;

	if (e == ERR_OK)
		h->refused = false;
}

void tenant_prove(struct tenant *t)
{
	/* By then the tenant may be gone. */
	store_prove(t->hub->store, t->rules->retailer, on_proven, t->hub);
}

/* ---- turns and time ---- */

/* Somebody else owns the desk: everybody goes there.  Should they come back,
 * it is claimed anew. */
static void lose(struct tenant *t)
{
	struct hub *h = t->hub;
	struct caller *s;

	for (s = h->callers.first; s; s = s->next) {
		if (s->tenant == t)
			caller_close(s, ERR_ELSEWHERE,
				hub_between(h, TIMES_SECOND, CLAIM));
	}
	keeper_destroy(&t->keeper);
	t->fenced = false;
	t->deadline = INT64_MAX;
	t->retry = hub_now(h).steady + CLAIM;
}

void tenant_shut(struct tenant *t)
{
	struct caller *s;

	t->shut = true;
	t->deadline = INT64_MAX;
	t->retry = 0;
	for (s = t->hub->callers.first; s; s = s->next) {
		if (s->tenant == t) {
			caller_close(s, ERR_RETAILER, 0);
			s->tenant = NULL;
		}
	}
	errand_end_all(&t->errands, ERR_RETAILER);
}

void tenant_go_on(struct tenant *t)
{
	t->shut = false;
	keeper_destroy(&t->keeper);
	t->fenced = false;
	t->retry = hub_now(t->hub).steady + RETRY;
	touch(t);
}

void tenant_look(struct tenant *t)
{
	if (t->keeper && !t->shut)
		t->deadline = keeper_deadline(t->keeper, hub_now(t->hub));
}

void tenant_turn(struct tenant *t)
{
	if (!t->dirty || t->shut)
		return;
	t->dirty = false;
	if (t->fenced)
		lose(t);
	if (!t->keeper)
		return;
	hub_forget(t->hub);
	keeper_flush(t->keeper);
	hub_forget(t->hub);
	tenant_look(t);
}

int64_t tenant_deadline(const struct tenant *t)
{
	return t->retry && t->retry < t->deadline ? t->retry : t->deadline;
}

static void try_again(struct tenant *t)
{
	t->retry = 0;
	if (t->keeper)
		keeper_retry(t->keeper);
	else if (tenant_open(t) != ERR_OK)
		t->retry = hub_now(t->hub).steady + RETRY;
}

void tenant_tick(struct tenant *t)
{
	struct desk_cmd cmd = tenant_cmd(t, DESK_C_TICK, 0);

	if (t->retry && t->retry <= cmd.now.steady)
		try_again(t);
	if (t->deadline <= cmd.now.steady) {
		t->deadline = INT64_MAX; /* the turn asks anew */
		tenant_do(t, &cmd);
	}
}
