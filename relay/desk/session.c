/* SPDX-License-Identifier: MIT */
#include "relay/desk/session.h"

#include "relay/desk/presence.h"
#include "relay/desk/shopper.h"
#include "relay/desk/staff.h"
#include "relay/desk/team.h"
#include "relay/desk/tell.h"

struct session *session_find(const struct desk *d, uint64_t id)
{
	struct session *s;

	HASH_FIND(hh, d->sessions, &id, sizeof(id), s);
	return s;
}

static struct person *session_person(const struct session *s)
{
	return s->associate ? &s->associate->person : &s->shopper->person;
}

/* Takes it from the desk without a word. */
static void session_drop(struct desk *d, struct session *s)
{
	struct person *p = session_person(s);

	team_leave(d, s);
	DL_DELETE(p->sessions, s);
	p->n_sessions--;
	HASH_DEL(d->sessions, s);
	view_fini(&s->view);
	mem_free(s);
}

static void session_remove(struct desk *d, struct session *s)
{
	struct associate *a = s->associate;
	struct shopper *shopper = s->shopper;
	bool last = session_person(s)->n_sessions == 1;

	session_drop(d, s);
	if (!last)
		return;
	if (a)
		presence_lost(d, a);
	else
		shopper_lost(d, shopper);
}

void session_detach(struct desk *d, uint64_t id)
{
	struct session *s = session_find(d, id);

	if (s)
		session_remove(d, s);
}

void session_close(struct desk *d, struct session *s, enum err why)
{
	tell_close(d, s, why);
	session_remove(d, s);
}

/* The session of that number, made if need be; one that was another person's
 * is that no more.  NULL: no memory. */
static struct session *session_get(struct desk *d, uint64_t id,
	struct associate *a, struct shopper *shopper)
{
	struct person *p = a ? &a->person : &shopper->person;
	struct session *s = session_find(d, id);

	if (s && session_person(s) == p)
		return s;
	if (s)
		session_remove(d, s);
	s = mem_zero(sizeof(*s));
	if (!s)
		goto fail;
	s->id = id;
	s->who = a ? WIRE_WHO_ASSOCIATE : WIRE_WHO_SHOPPER;
	s->associate = a;
	s->shopper = shopper;
	s->group = &d->everyone;
	view_init(&s->view);
	HASH_ADD(hh, d->sessions, id, sizeof(s->id), s);
	if (!s->hh.tbl)
		goto fail;
	DL_APPEND(p->sessions, s);
	p->n_sessions++;
	return s;
fail:
	d->nomem = true;
	mem_free(s);
	return NULL;
}

static void session_make_room(struct desk *d, struct person *p)
{
	if (p->n_sessions > LIMIT_SESSIONS)
		session_close(d, p->sessions, ERR_FLOOD);
}

void session_attach_associate(struct desk *d, const struct desk_cmd *cmd)
{
	struct associate *a = staff_find(d, &cmd->attach.who);
	struct session *s, gone = {.id = cmd->session};
	int before = a ? a->person.n_sessions : 0;

	if (!a) {
		tell_close(d, &gone, ERR_TOKEN);
		return;
	}
	s = session_get(d, cmd->session, a, NULL);
	if (!s)
		return;
	s->lang = cmd->attach.lang;
	team_leave(d, s); /* a welcome begins anew */
	session_make_room(d, &a->person);
	tell_associate_all(d, s);
	if (!before)
		presence_came(d, a);
}

void session_attach_shopper(struct desk *d, const struct desk_cmd *cmd)
{
	const struct desk_attach *at = &cmd->attach;
	bool known = shopper_find(d, &at->who);
	struct shopper *shopper = shopper_get(d, &at->who);
	struct session *s = NULL;
	int before = shopper ? shopper->person.n_sessions : 0;

	if (shopper && !known && at->known)
		shopper_known(d, shopper, at->known);
	if (shopper)
		s = session_get(d, cmd->session, NULL, shopper);
	if (!s)
		return;
	s->lang = at->lang;
	session_make_room(d, &shopper->person);
	if (at->view)
		shopper_views(d, s, at->view);
	tell_shopper_all(d, s, at->token);
	if (!before)
		shopper_came(d, shopper);
}

void session_free(struct desk *d)
{
	struct session *s, *next;

	HASH_ITER (hh, d->sessions, s, next)
		session_drop(d, s);
}
