/* SPDX-License-Identifier: MIT */
#include "client/model/performance.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "client/model/action.h"
#include "client/model/model.h"
#include "client/model/outbox.h"
#include "client/model/view.h"
#include "shared/mem.h"

static const int spans[PERFORMANCE_SPANS] = {1, 7, PERFORMANCE_DAYS};

int performance_days(int span)
{
	assert(span >= 0 && span < PERFORMANCE_SPANS);
	return spans[span];
}

static void drop_page(struct performance_page *p)
{
	for (int i = 0; i < p->n_each; i++)
		mem_free(p->each[i].name);
	mem_free(p->each);
	mem_free(p->all.name);
	*p = (struct performance_page){0};
}

void performance_fini(struct performance *p)
{
	drop_page(&p->page);
	drop_page(&p->came);
	mem_free(p->name);
	*p = (struct performance){0};
}

/* ---- what the user wants ---- */

void performance_doubt(struct model *m)
{
	m->performance.want = true;
}

/* Another question than the one before it: what is here is no answer. */
static void renew(struct model *m)
{
	struct performance *p = &m->performance;

	drop_page(&p->page);
	p->told = false;
	p->want = true;
	p->outdated = p->asking;
	p->err = ERR_OK;
	p->asked_ms = p->again_ms = 0;
}

static void set_of(struct model *m, const struct id *of, const char *name)
{
	struct performance *p = &m->performance;
	char *copy = name ? mem_strdup(name) : NULL;

	mem_free(p->name);
	p->name = copy;
	p->of = *of;
	renew(m);
}

static void show(struct model *m)
{
	if (m->place == MODEL_SIGN_IN)
		return;
	m->place = MODEL_PERFORMANCE;
	performance_doubt(m);
}

static void set_span(struct model *m, int span)
{
	if (span < 0 || span >= PERFORMANCE_SPANS ||
		m->performance.span == span)
		return;
	m->performance.span = span;
	renew(m);
}

static void set_team(struct model *m, bool team)
{
	if (!m->manager || m->performance.team == team)
		return;
	m->performance.team = team;
	set_of(m, &(struct id){""}, NULL);
}

/* One of those on the team's page. */
static void open(struct model *m, const struct id *who)
{
	struct performance *p = &m->performance;
	char *name = NULL;

	if (!m->manager || !p->team)
		return;
	for (int i = 0; i < p->page.n_each; i++)
		if (id_same(&p->page.each[i].who, who))
			name = p->page.each[i].name;
	name = name ? mem_strdup(name) : NULL;
	set_of(m, who, name);
	mem_free(name);
}

bool performance_back(struct model *m)
{
	struct performance *p = &m->performance;

	if (m->place != MODEL_PERFORMANCE || !id_is(&p->of))
		return false;
	set_of(m, &(struct id){""}, NULL);
	return true;
}

void performance_act(struct model *m, const struct action *a)
{
	switch (a->kind) {
	case ACTION_PERFORMANCE:
		show(m);
		break;
	case ACTION_PERFORMANCE_SPAN:
		set_span(m, a->number);
		break;
	case ACTION_PERFORMANCE_TEAM:
		set_team(m, a->on);
		break;
	case ACTION_PERFORMANCE_OF:
		open(m, &a->id);
		break;
	default:
		break;
	}
}

/* ---- asking ---- */

static void ask(struct model *m, struct effects *out)
{
	struct performance *p = &m->performance;
	struct wire_msg msg = {.type = WIRE_T_PERFORMANCE};

	if (p->team && m->manager) {
		msg.type = WIRE_T_TEAM_PERFORMANCE;
		msg.team_performance.days = spans[p->span];
		msg.team_performance.associate = p->of;
	} else {
		msg.performance.days = spans[p->span];
	}
	p->want = p->outdated = false;
	p->asking = true;
	outbox_ask(m->outbox, &msg, NULL, out);
	snprintf(p->ref, sizeof(p->ref), "%s", msg.ref);
	p->asked_ms = m->now_ms;
}

static void put_came_away(struct performance *p)
{
	drop_page(&p->came);
	p->asking = false;
	p->ref[0] = '\0';
}

static bool on_view(const struct model *m)
{
	return m->place == MODEL_PERFORMANCE && !m->locked && model_online(m);
}

/* When it is to be asked next, as things stand. */
static int64_t due(const struct model *m)
{
	const struct performance *p = &m->performance;
	int64_t at = p->asked_ms + PERFORMANCE_OLD;

	if (p->asking)
		return p->asked_ms + PERFORMANCE_WAIT;
	if (!p->told && !p->err)
		at = 0;
	else if (p->want)
		at = p->asked_ms + PERFORMANCE_EVERY;
	return at > p->again_ms ? at : p->again_ms;
}

void performance_refresh(struct model *m, struct effects *out)
{
	struct performance *p = &m->performance;

	if (!on_view(m) || due(m) > m->now_ms)
		return;
	put_came_away(p);
	ask(m, out);
}

int64_t performance_deadline(const struct model *m)
{
	return on_view(m) ? due(m) : INT64_MAX;
}

void performance_lost(struct model *m)
{
	struct performance *p = &m->performance;

	put_came_away(p);
	p->want = true;
	p->asked_ms = p->again_ms = 0;
}

/* ---- answers ---- */

static void read_sum(struct model *m, const struct wire_figures *w)
{
	struct performance_page *c = &m->performance.came;
	bool first = c->since == 0;
	struct performance_sum *s = &c->all;

	if (!first && c->n_each >= PERFORMANCE_EACH)
		return;
	if (!first) {
		c->each = mem_resize(
			c->each, (size_t)(c->n_each + 1) * sizeof(*c->each));
		assert(c->each);
		s = &c->each[c->n_each++];
	}
	*s = (struct performance_sum){
		.who = w->associate,
		.name = view_shown(w->name, false),
		.accepted = w->accepted,
		.missed = w->missed,
		.median = w->median,
		.mean = w->mean,
		.chats = w->chats,
		.converted = w->converted,
		.sales = w->sales,
		.ratings = w->ratings,
		.stars = w->stars,
	};
	if (first)
		c->since = w->since ? w->since : 1;
}

/* Of whom was told last. */
static void read_money(struct model *m, const struct wire_takings *w)
{
	struct performance_page *c = &m->performance.came;
	struct performance_sum *s =
		c->n_each > 0 ? &c->each[c->n_each - 1] : &c->all;
	struct performance_money *to = &s->money[s->n_money];

	if (!id_same(&s->who, &w->associate) || s->n_money == PERFORMANCE_MONEY)
		return;
	view_price(&to->worth, w->amount, w->currency);
	to->sales = w->sales;
	s->n_money += to->worth.code[0] != '\0';
}

static void read_day(struct model *m, const struct wire_day_figures *w)
{
	struct performance_page *c = &m->performance.came;
	struct performance_day *d = &c->days[c->n_days];

	if (c->n_days == PERFORMANCE_DAYS)
		return;
	*d = (struct performance_day){
		.accepted = w->accepted,
		.missed = w->missed,
		.sales = w->sales,
		.amount = w->amount,
	};
	if (sscanf(w->day, "%4d-%2d-%2d", &d->year, &d->month, &d->day) == 3 &&
		d->month >= 1 && d->month <= 12 && d->day >= 1 && d->day <= 31)
		c->n_days++;
}

static void read_hour(struct model *m, const struct wire_hour_figures *w)
{
	struct performance_page *c = &m->performance.came;

	if (w->weekday < 7 && w->hour < 24)
		c->hours[w->weekday][w->hour] = (struct performance_hour){
			.accepted = w->accepted, .missed = w->missed};
}

static bool ours(const struct performance *p, const char *ref)
{
	return p->asking && ref && strcmp(ref, p->ref) == 0;
}

void performance_told(struct model *m, const struct wire_msg *msg)
{
	if (!ours(&m->performance, msg->ref))
		return; /* an answer to what is no longer asked */
	if (msg->type == WIRE_T_FIGURES)
		read_sum(m, &msg->figures);
	else if (msg->type == WIRE_T_TAKINGS)
		read_money(m, &msg->takings);
	else if (msg->type == WIRE_T_DAY_FIGURES)
		read_day(m, &msg->day_figures);
	else
		read_hour(m, &msg->hour_figures);
}

bool performance_answered(struct model *m, const char *ref)
{
	struct performance *p = &m->performance;

	if (!ours(p, ref))
		return false;
	if (!p->outdated && p->came.since) {
		drop_page(&p->page);
		p->page = p->came;
		p->came = (struct performance_page){0};
		p->told = true;
		p->err = ERR_OK;
	}
	put_came_away(p);
	return true;
}

bool performance_failed(
	struct model *m, const char *ref, enum err why, int64_t wait_ms)
{
	struct performance *p = &m->performance;
	bool passing = why == ERR_RATE || why == ERR_FULL || why == ERR_FLOOD ||
		why == ERR_RESTART;

	if (!ours(p, ref))
		return false;
	if (passing) {
		p->again_ms =
			m->now_ms + (wait_ms > 0 ? wait_ms : PERFORMANCE_AGAIN);
		p->asked_ms = 0;
		p->want = true;
	} else if (!p->outdated) {
		p->err = why;
	}
	put_came_away(p);
	return true;
}
