/* SPDX-License-Identifier: MIT */
/*
 * The catalogue's questions, one at a time: what was typed goes before further
 * rows, and those before what is only good to know of the row that the cursor
 * rests on.  An answer counts when it has come whole.
 */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "client/model/catalog.h"
#include "client/model/goods.h"
#include "client/model/model.h"
#include "client/model/outbox.h"
#include "client/model/view.h"
#include "shared/mem.h"

static bool same(const char *a, const char *b)
{
	return a && b && strcmp(a, b) == 0;
}

static bool wants_one(const struct catalog_item *item)
{
	return item && !item->whole && item->goods->sku;
}

static bool wants_kin(const struct catalog *c, const struct catalog_item *item)
{
	return item && item->family &&
		(c->more_kin || !same(item->family, c->family));
}

static enum catalog_asks due(const struct model *m)
{
	const struct catalog *c = &m->catalog;
	const struct catalog_item *item = catalog_chosen(m);

	if (c->want)
		return CATALOG_FIND;
	if (c->want_shelves)
		return CATALOG_LIST;
	if (c->want_more)
		return CATALOG_MORE;
	if (c->rest_ms > m->now_ms)
		return CATALOG_NOTHING;
	if (wants_one(item))
		return CATALOG_ONE;
	return wants_kin(c, item) ? CATALOG_KIN : CATALOG_NOTHING;
}

static void fill_search(const struct catalog *c, struct wire_find *f)
{
	const struct catalog_filter *only = &c->filter;

	f->skip = c->asking == CATALOG_MORE ? c->n : 0;
	f->limit = LIMIT_FOUND_PAGE;
	if (f->limit > LIMIT_FOUND - f->skip)
		f->limit = LIMIT_FOUND - f->skip;
	if (c->code != CATALOG_NO_CODE) {
		f->gtin = c->text;
		return;
	}
	f->text = c->text[0] ? c->text : NULL;
	f->category = only->category[0] ? only->category : NULL;
	f->stock = only->stock;
	f->low = only->low;
	f->high = only->high;
}

static void fill(const struct model *m, struct wire_msg *msg)
{
	const struct catalog *c = &m->catalog;
	const struct catalog_item *item = catalog_chosen(m);

	msg->type = WIRE_T_FIND;
	if (c->asking == CATALOG_LIST) {
		msg->type = WIRE_T_SHELVES;
		msg->shelves.category = c->above[0] ? c->above : NULL;
	} else if (c->asking == CATALOG_ONE) {
		msg->find.sku = GOODS_TOLD(item->goods, sku);
	} else if (c->asking == CATALOG_KIN) {
		msg->find.family = item->family;
		msg->find.skip = same(item->family, c->family) ? c->n_kin : 0;
	} else {
		fill_search(c, &msg->find);
	}
}

static void ask(struct model *m, enum catalog_asks what, struct effects *out)
{
	struct wire_msg msg = {0};
	struct catalog *c = &m->catalog;

	c->asking = what;
	c->outdated = false;
	if (what == CATALOG_FIND)
		c->want = false;
	else if (what == CATALOG_MORE)
		c->want_more = false;
	else if (what == CATALOG_LIST)
		c->want_shelves = false;
	fill(m, &msg);
	if (msg.find.sku && what == CATALOG_ONE)
		snprintf(c->about, sizeof(c->about), "%s", msg.find.sku);
	if (what == CATALOG_KIN)
		snprintf(c->about, sizeof(c->about), "%s", msg.find.family);
	outbox_ask(m->outbox, &msg, NULL, out);
	snprintf(c->ref, sizeof(c->ref), "%s", msg.ref);
	c->asked_ms = m->now_ms;
}

/* What was asked is to be asked again. */
static void take_back(struct catalog *c)
{
	if (c->asking == CATALOG_FIND)
		c->want = true;
	else if (c->asking == CATALOG_MORE)
		c->want_more = !c->outdated;
	else if (c->asking == CATALOG_LIST)
		c->want_shelves = true;
	c->asking = CATALOG_NOTHING;
	c->ref[0] = '\0';
	catalog_item_drop(&c->came, &c->n_came);
	while (c->n_came_shelves > 0)
		mem_free(c->came_shelves[--c->n_came_shelves].category);
}

void catalog_refresh(struct model *m, struct effects *out)
{
	struct catalog *c = &m->catalog;
	enum catalog_asks what;

	if (m->place != MODEL_CATALOG || !model_online(m))
		return;
	catalog_picture_refresh(m, out);
	if (c->asking && m->now_ms >= c->asked_ms + CATALOG_WAIT_MS)
		take_back(c);
	if (c->asking || c->again_ms > m->now_ms)
		return;
	what = due(m);
	if (what)
		ask(m, what, out);
}

static int64_t question_deadline(const struct model *m)
{
	const struct catalog *c = &m->catalog;
	const struct catalog_item *item = catalog_chosen(m);

	if (c->asking)
		return c->asked_ms + CATALOG_WAIT_MS;
	if (c->again_ms > m->now_ms)
		return c->again_ms;
	return wants_one(item) || wants_kin(c, item) ? c->rest_ms : INT64_MAX;
}

int64_t catalog_deadline(const struct model *m)
{
	int64_t question, picture;

	if (m->place != MODEL_CATALOG || !model_online(m))
		return INT64_MAX;
	question = question_deadline(m);
	picture = catalog_picture_deadline(m);
	/* What is due already is done as soon as it can be. */
	if (picture <= m->now_ms ||
		(question > m->now_ms && question < picture))
		return question;
	return picture;
}

void catalog_lost(struct model *m)
{
	take_back(&m->catalog);
	m->catalog.again_ms = 0;
	catalog_picture_lost(&m->catalog.pictures);
}

/* ---- answers ---- */

static void found_first(struct model *m, bool nothing)
{
	struct catalog *c = &m->catalog;

	catalog_item_drop(&c->rows, &c->n);
	c->rows = c->came;
	c->n = c->n_came;
	c->came = NULL;
	c->n_came = 0;
	c->chosen = 0;
	c->rest_ms = m->now_ms + CATALOG_REST_MS;
	if (c->code == CATALOG_NO_CODE)
		return;
	c->code = nothing ? CATALOG_CODE_UNKNOWN : CATALOG_CODE_FOUND;
	c->opened += !nothing;
}

/* What was found before answers another question. */
static void found_nothing(struct catalog *c, enum err why)
{
	c->err = why;
	if (c->asking == CATALOG_MORE)
		return;
	catalog_item_drop(&c->rows, &c->n);
	c->chosen = 0;
}

/* Moves what has come to the end of a list, of at most LIMIT_FOUND. */
static void append(struct catalog *c, struct catalog_item **all, int *all_n)
{
	int n = c->n_came;

	if (n > LIMIT_FOUND - *all_n)
		n = LIMIT_FOUND - *all_n;
	if (n == 0)
		return;
	*all = mem_resize(*all, (size_t)(*all_n + n + 1) * sizeof(**all));
	assert(*all);
	memcpy(*all + *all_n, c->came, (size_t)n * sizeof(**all));
	memset(c->came, 0, (size_t)n * sizeof(*c->came));
	*all_n += n;
}

/* What was only known in outline; if it is gone, it stays as it was. */
static void found_one(struct catalog *c)
{
	for (int i = 0; i < c->n; i++) {
		if (!same(GOODS_TOLD(c->rows[i].goods, sku), c->about))
			continue;
		if (c->n_came > 0) {
			catalog_item_fini(&c->rows[i]);
			c->rows[i] = c->came[0];
			c->came[0] = (struct catalog_item){0};
		}
		c->rows[i].whole = true;
		return;
	}
}

/* A large family comes page by page. */
static void found_kin(struct catalog *c, bool more)
{
	if (!same(c->family, c->about)) {
		catalog_item_drop(&c->kin, &c->n_kin);
		mem_free(c->family);
		c->family = mem_strdup(c->about);
	}
	c->more_kin = more && c->n_came > 0;
	append(c, &c->kin, &c->n_kin);
}

/* Of a search: what is true of all that it found. */
static void take_sum(struct catalog *c, const struct wire_found *w)
{
	c->told = true;
	c->err = ERR_OK;
	c->total = w->total;
	c->at_least = w->at_least;
	c->more = w->more;
	c->respelt = w->respelt;
}

static void found(struct model *m, const struct wire_found *w)
{
	struct catalog *c = &m->catalog;
	enum catalog_asks what = c->asking;
	struct outbox_ask ask;

	outbox_answered(m->outbox, c->ref, &ask);
	c->products = w->products;
	c->updated = w->updated;
	if (!c->outdated && (what == CATALOG_FIND || what == CATALOG_MORE))
		take_sum(c, w);
	if (what == CATALOG_ONE)
		found_one(c);
	else if (what == CATALOG_KIN)
		found_kin(c, w->more);
	else if (what == CATALOG_FIND && !c->outdated)
		found_first(m, c->n_came == 0);
	else if (what == CATALOG_MORE && !c->outdated)
		append(c, &c->rows, &c->n);
	c->asking = CATALOG_NOTHING;
	take_back(c);
}

static void shelf(struct catalog *c, const struct wire_shelf *w)
{
	int n = c->n_came_shelves;

	if (n == CATALOG_SHELVES)
		return;
	c->came_shelves = mem_resize(
		c->came_shelves, (size_t)(n + 1) * sizeof(*c->came_shelves));
	assert(c->came_shelves);
	c->came_shelves[n] = (struct catalog_shelf){
		.category = view_shown(w->category, false),
		.products = w->products};
	c->n_came_shelves++;
}

static void shelves(struct catalog *c)
{
	/* Asked for others meanwhile: those come next. */
	if (!c->want_shelves) {
		c->shelves = c->came_shelves;
		c->n_shelves = c->n_came_shelves;
		c->came_shelves = NULL;
		c->n_came_shelves = 0;
		c->shelves_told = true;
	}
	c->asking = CATALOG_NOTHING;
	take_back(c);
}

void catalog_told(struct model *m, const struct wire_msg *msg)
{
	struct catalog *c = &m->catalog;

	if (!c->asking || !same(msg->ref, c->ref))
		return; /* an answer to what is no longer asked */
	if (msg->type == WIRE_T_GOODS)
		catalog_item_add(
			&c->came, &c->n_came, LIMIT_FOUND_PAGE, &msg->goods);
	else if (msg->type == WIRE_T_SHELF)
		shelf(c, &msg->shelf);
	else if (msg->type == WIRE_T_FOUND)
		found(m, &msg->found);
	else if (msg->type == WIRE_T_OK && c->asking == CATALOG_LIST)
		shelves(c);
}

void catalog_failed(
	struct model *m, const char *ref, enum err why, int64_t wait_ms)
{
	struct catalog *c = &m->catalog;
	bool passing = why == ERR_RATE || why == ERR_FULL || why == ERR_FLOOD ||
		why == ERR_RESTART;

	if (!c->asking || !same(ref, c->ref))
		return;
	if (passing) {
		c->again_ms =
			m->now_ms + (wait_ms > 0 ? wait_ms : CATALOG_AGAIN_MS);
		take_back(c);
		return;
	}
	/* What is only good to know is not asked for over and over. */
	if (c->asking == CATALOG_ONE)
		found_one(c);
	else if (c->asking == CATALOG_KIN)
		found_kin(c, false);
	else if (c->asking == CATALOG_LIST)
		c->shelves_told = true;
	else if (!c->outdated)
		found_nothing(c, why);
	c->asking = CATALOG_NOTHING;
	take_back(c);
}
