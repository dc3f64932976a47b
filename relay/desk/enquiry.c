/* SPDX-License-Identifier: MIT */
#include "relay/desk/enquiry.h"

#include <string.h>

#include "relay/desk/amend.h"
#include "relay/desk/keep.h"
#include "relay/desk/mutant.h"
#include "relay/desk/staff.h"
#include "relay/desk/tell.h"

/* What one answer to `enquiries` may hold, so that it fits in an outbox: the
 * oldest come first, and taking them up uncovers the next. */
#define ANSWER_MOST 100
#define ANSWER_BYTES (64 * 1024)

static void enquiry_free(struct enquiry *e)
{
	mem_free(e->key);
	mem_free(e->name);
	mem_free(e->address);
	mem_free(e->body);
	mem_free(e);
}

static int enquiry_order(const struct enquiry *a, const struct enquiry *b)
{
	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return strcmp(a->id.s, b->id.s);
}

/* Into its place: at the end, but for a clock that was put back. */
static void enquiry_list(struct desk *d, struct enquiry *e)
{
	struct enquiry *at = d->enquiry_list ? d->enquiry_list->prev : NULL;

	while (at && enquiry_order(e, at) < 0)
		at = at == d->enquiry_list ? NULL : at->prev;
	if (at)
		DL_APPEND_ELEM(d->enquiry_list, at, e);
	else
		DL_PREPEND(d->enquiry_list, e);
	d->n_waiting += !id_is(&e->taken);
	d->panel_stale = true;
}

/* ---- who works on it ---- */

/* From when on it is nobody's again, or forgotten. */
static void enquiry_due_at(struct desk *d, struct enquiry *e)
{
	const struct associate *a =
		id_is(&e->taken) ? staff_find(d, &e->taken) : NULL;
	int64_t at = DUE_NEVER;

	if (e->done)
		at = d->now.steady + FLOOR_LINGER;
	else if (id_is(&e->taken) && !a)
		at = d->now.steady;
	else if (a && !a->person.sessions && !MUTANT(enquiry_held_for_ever))
		at = a->person.lost_at + d->settings.keep_state;
	due_set(&d->due, &e->due, at);
}

static void enquiry_changed(struct desk *d, struct enquiry *e)
{
	d->panel_stale = true;
	keep_enquiry(d, e);
	tell_enquiry(d, e);
	enquiry_due_at(d, e);
}

static void enquiry_free_again(struct desk *d, struct enquiry *e)
{
	e->taken = (struct id){""};
	d->n_waiting++;
	enquiry_changed(d, e);
}

void enquiry_schedule(struct desk *d, const struct associate *a)
{
	struct enquiry *e;

	DL_FOREACH (d->enquiry_list, e)
		if (!e->done && id_same(&e->taken, &a->id))
			enquiry_due_at(d, e);
}

void enquiry_gone(struct desk *d, const struct associate *a)
{
	struct enquiry *e;

	DL_FOREACH (d->enquiry_list, e)
		if (!e->done && id_same(&e->taken, &a->id))
			enquiry_free_again(d, e);
}

void enquiry_due(struct desk *d, struct enquiry *e)
{
	if (e->done)
		enquiry_forget(d, e);
	else
		enquiry_free_again(d, e);
}

/* It waits no longer. */
static void enquiry_close(struct desk *d, struct enquiry *e)
{
	if (e->done)
		return;
	d->n_waiting -= !id_is(&e->taken);
	d->panel_stale = true;
	e->done = d->now.wall;
}

void enquiry_answered(struct desk *d, const struct id *id)
{
	struct enquiry *e;

	MAP_FIND_ID(d->enquiries, id, e);
	if (!e || e->done)
		return;
	enquiry_close(d, e);
	enquiry_changed(d, e);
}

/* ---- */

static struct enquiry *enquiry_new(struct desk *d, const struct rec_enquiry *r)
{
	struct enquiry *e = mem_zero(sizeof(*e));
	bool added = false;

	if (!e)
		goto fail;
	e->id = r->enquiry;
	e->shopper = r->shopper;
	e->at = r->at;
	e->lang = (enum wire_lang)r->lang;
	e->taken = r->taken;
	e->key = mem_strdup(r->key);
	e->name = mem_strdup(r->name ? r->name : "");
	e->address = mem_strdup(r->address);
	e->body = mem_strdup(r->body);
	if (!e->key || !e->name || !e->address || !e->body)
		goto fail;
	if (!due_join(&d->due, &e->due, DUE_ENQUIRY, e->id.s, e))
		goto fail;
	MAP_ADD_ID(d->enquiries, e, added);
	if (added) {
		enquiry_list(d, e);
		return e;
	}
	due_leave(&d->due, &e->due);
fail:
	d->nomem = true;
	if (e)
		enquiry_free(e);
	return NULL;
}

void enquiry_load(struct desk *d, const struct rec_enquiry *r)
{
	struct enquiry *e = r->done ? NULL : enquiry_new(d, r);

	if (e)
		enquiry_due_at(d, e);
}

void enquiry_forget(struct desk *d, struct enquiry *e)
{
	d->n_waiting -= !id_is(&e->taken) && !e->done;
	DL_DELETE(d->enquiry_list, e);
	due_leave(&d->due, &e->due);
	HASH_DEL(d->enquiries, e);
	enquiry_free(e);
}

/* ---- what is kept of a shopper ---- */

/* Nobody's, and without a word. */
static void enquiry_blank(struct enquiry *e)
{
	*e->name = *e->address = *e->body = '\0';
}

void enquiry_erase(struct desk *d, const struct id *shopper)
{
	struct enquiry *e, *next;

	DL_FOREACH_SAFE(d->enquiry_list, e, next)
	{
		if (!id_same(&e->shopper, shopper))
			continue;
		enquiry_close(d, e);
		enquiry_blank(e);
		tell_enquiry(d, e);
		enquiry_forget(d, e);
	}
}

void enquiry_correct(struct desk *d, const struct desk_correct *c)
{
	struct enquiry *e;

	DL_FOREACH (d->enquiry_list, e) {
		if (!id_same(&e->shopper, &c->shopper))
			continue;
		amend_text(d, &e->name, c->name);
		amend_text(d, &e->address, c->address);
		tell_enquiry(d, e);
	}
}

void enquiry_expire(struct desk *d, int64_t before)
{
	struct enquiry *e;

	DL_FOREACH (d->enquiry_list, e) {
		if (e->at >= before || !*e->body)
			continue;
		enquiry_close(d, e);
		enquiry_blank(e);
		enquiry_changed(d, e);
	}
}

/* ---- handlers ---- */

static const struct enquiry *enquiry_by_key(
	const struct desk *d, const struct id *shopper, const char *key)
{
	const struct enquiry *e;

	DL_FOREACH (d->enquiry_list, e)
		if (id_same(&e->shopper, shopper) && strcmp(e->key, key) == 0)
			return e;
	return NULL;
}

/* How many of that shopper's wait. */
static int enquiry_own(const struct desk *d, const struct id *shopper)
{
	const struct enquiry *e;
	int n = 0;

	DL_FOREACH (d->enquiry_list, e)
		n += !id_is(&e->taken) && !e->done &&
			id_same(&e->shopper, shopper);
	return n;
}

void enquiry_on_enquire(struct desk *d, const struct ask *k)
{
	const struct wire_enquire *said = &k->msg->enquire;
	const struct shopper *s = k->from->shopper;
	struct rec_enquiry r = {
		.enquiry = k->fresh,
		.shopper = s->id,
		.at = d->now.wall,
		.key = said->key,
		.name = said->name && *said->name ? said->name : s->name,
		.address = said->address,
		.body = said->text,
		.lang = k->from->lang,
	};
	struct enquiry *e;

	if (s->block || enquiry_by_key(d, &s->id, said->key)) {
		tell_ok(d, k);
		return;
	}
	/* One alone cannot close the form for all the others. */
	if (enquiry_own(d, &s->id) >= LIMIT_OWN_ENQUIRIES) {
		tell_error(d, k, ERR_RATE, NULL);
		return;
	}
	if (HASH_COUNT(d->enquiries) >= LIMIT_ENQUIRIES) {
		tell_error(d, k, ERR_FULL, NULL);
		return;
	}
	e = enquiry_new(d, &r);
	if (!e)
		return;
	keep_enquiry(d, e);
	tell_ok(d, k);
	tell_enquiry(d, e);
}

void enquiry_on_enquiries(struct desk *d, const struct ask *k)
{
	const struct enquiry *e;
	size_t bytes = 0;
	int n = 0;

	DL_FOREACH (d->enquiry_list, e) {
		if (e->done)
			continue;
		bytes += strlen(e->body);
		if (n == ANSWER_MOST || (n && bytes > ANSWER_BYTES))
			break;
		n++;
		tell_session(d, k->from, tell_enquiry_msg(d, e));
	}
	tell_ok(d, k);
}

void enquiry_on_take_up(struct desk *d, const struct ask *k)
{
	const struct associate *a = k->from->associate, *winner;
	struct enquiry *e;

	MAP_FIND_ID(d->enquiries, &k->msg->take_up.enquiry, e);
	if (!e || e->done) {
		tell_error(d, k, ERR_UNKNOWN, NULL);
		return;
	}
	if (id_is(&e->taken) && !id_same(&e->taken, &a->id)) {
		winner = staff_find(d, &e->taken);
		tell_error(d, k, ERR_TAKEN, winner ? winner->name : NULL);
		return;
	}
	tell_ok(d, k);
	if (id_is(&e->taken))
		return;
	e->taken = a->id;
	d->n_waiting--;
	enquiry_changed(d, e);
}

void enquiry_on_put_back(struct desk *d, const struct ask *k)
{
	struct enquiry *e;

	MAP_FIND_ID(d->enquiries, &k->msg->put_back.enquiry, e);
	if (!e || e->done || !id_same(&e->taken, &k->from->associate->id)) {
		tell_error(d, k, ERR_UNKNOWN, NULL);
		return;
	}
	tell_ok(d, k);
	enquiry_free_again(d, e);
}
