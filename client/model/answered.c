/* SPDX-License-Identifier: MIT */
#include "client/model/answered.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "client/model/action.h"
#include "client/model/effects.h"
#include "client/model/model.h"
#include "client/model/outbox.h"
#include "client/model/view.h"
#include "client/model/weblink.h"
#include "shared/mem.h"
#include "shared/utf8.h"

static void drop_letters(struct answered *a)
{
	while (a->n_letters > 0) {
		struct answered_letter *l = &a->letters[--a->n_letters];

		mem_free(l->name);
		mem_free(l->text);
		mem_free(l->why);
	}
	mem_free(a->letters);
	a->letters = NULL;
}

static void drop(struct enquiry **rows, int *n)
{
	while (*n > 0)
		enquiry_fini(&(*rows)[--*n]);
	mem_free(*rows);
	*rows = NULL;
}

void answered_fini(struct answered *a)
{
	drop_letters(a);
	drop(&a->rows, &a->n);
	drop(&a->came, &a->n_came);
	*a = (struct answered){0};
}

struct enquiry *answered_find(struct model *m, const struct id *id)
{
	struct answered *a = &m->answered;

	for (int i = 0; i < a->n; i++)
		if (id_same(&a->rows[i].id, id))
			return &a->rows[i];
	return NULL;
}

/* ---- the user's ---- */

void answered_show(struct model *m)
{
	m->answered.want = true;
	m->answered.outdated = m->answered.asking;
	m->answered.opened = (struct id){0};
}

static void find(struct model *m, const char *text)
{
	struct answered *a = &m->answered;
	size_t len = strlen(text);

	if (strcmp(a->text, text) == 0)
		return;
	if (len > LIMIT_FIND)
		len = LIMIT_FIND;
	while (!utf8_valid(text, len))
		len--;
	memcpy(a->text, text, len);
	a->text[len] = '\0';
	a->want = true;
	a->want_older = false;
	a->outdated = a->asking;
	a->err = ERR_OK;
	a->again_ms = 0;
}

static void open(struct model *m, const struct id *id)
{
	struct answered *a = &m->answered;

	drop_letters(a);
	a->opened = *id;
	a->letters_told = false; /* one that is asked for is let go */
	a->letters_err = ERR_OK;
	a->want_letters = id_is(id);
}

void answered_act(struct model *m, const struct action *a)
{
	if (a->kind == ACTION_ANSWERED_FIND)
		find(m, a->text);
	else if (a->kind == ACTION_ANSWERED_OLDER)
		m->answered.want_older = m->answered.more;
	else if (a->kind == ACTION_ANSWERED_OPEN)
		open(m, &a->id);
}

/* ---- asking ---- */

static void ask(struct model *m, bool older, struct effects *out)
{
	struct answered *a = &m->answered;
	struct wire_msg msg = {.type = WIRE_T_ANSWERED};
	struct wire_answered *w = &msg.answered;

	a->asking = true;
	a->older = older;
	a->outdated = false;
	if (older)
		a->want_older = false;
	else
		a->want = false;
	w->text = a->text[0] ? a->text : NULL;
	if (older) {
		w->before = a->rows[a->n - 1].done;
		w->enquiry = a->rows[a->n - 1].id;
	}
	outbox_ask(m->outbox, &msg, NULL, out);
	snprintf(a->ref, sizeof(a->ref), "%s", msg.ref);
	a->asked_ms = m->now_ms;
}

static void put_came_away(struct answered *a)
{
	drop(&a->came, &a->n_came);
	a->asking = false;
	a->ref[0] = '\0';
}

static void take_back(struct answered *a)
{
	if (a->asking && a->older)
		a->want_older = !a->outdated;
	else if (a->asking)
		a->want = true;
	put_came_away(a);
}

static void ask_letters(struct model *m, struct effects *out)
{
	struct answered *a = &m->answered;

	if (!a->want_letters || a->letters_asked)
		return;
	a->want_letters = false;
	a->letters_asked = effects_ask(out, ASK_LETTERS, a->opened.s, NULL);
}

void answered_refresh(struct model *m, struct effects *out)
{
	struct answered *a = &m->answered;

	if (m->place != MODEL_ENQUIRIES || m->locked || !model_online(m))
		return;
	ask_letters(m, out);
	if (a->asking && m->now_ms >= a->asked_ms + ANSWERED_WAIT_MS)
		take_back(a);
	if (a->asking || a->again_ms > m->now_ms)
		return;
	if (a->want)
		ask(m, false, out);
	else if (a->want_older && a->n > 0 && a->n < ANSWERED_MAX)
		ask(m, true, out);
}

int64_t answered_deadline(const struct model *m)
{
	const struct answered *a = &m->answered;

	if (m->place != MODEL_ENQUIRIES || m->locked || !model_online(m))
		return INT64_MAX;
	if (a->asking)
		return a->asked_ms + ANSWERED_WAIT_MS;
	return a->want || (a->want_older && a->n < ANSWERED_MAX) ? a->again_ms
								 : INT64_MAX;
}

void answered_lost(struct model *m)
{
	struct answered *a = &m->answered;

	take_back(a);
	a->again_ms = 0;
	a->want = true;
	a->letters_asked = false;
	a->want_letters = id_is(&a->opened);
}

/* ---- answers ---- */

static bool ours(const struct answered *a, const char *ref)
{
	return a->asking && ref && strcmp(ref, a->ref) == 0;
}

static struct enquiry *add(struct enquiry **rows, int *n)
{
	*rows = mem_resize(*rows, (size_t)(*n + 1) * sizeof(**rows));
	assert(*rows);
	(*rows)[*n] = (struct enquiry){0};
	return &(*rows)[(*n)++];
}

static void came_whole(struct answered *a, bool more)
{
	int before = a->n;

	if (!a->older)
		drop(&a->rows, &a->n);
	for (int i = 0; i < a->n_came && a->n < ANSWERED_MAX; i++) {
		*add(&a->rows, &a->n) = a->came[i];
		a->came[i] = (struct enquiry){0};
	}
	a->told = true;
	a->err = ERR_OK;
	/* One that brought nothing must not be asked for over and over. */
	a->more = more && (!a->older || a->n > before);
}

bool answered_told(struct model *m, const struct wire_msg *msg)
{
	struct answered *a = &m->answered;
	struct outbox_ask done;

	if (!ours(a, msg->ref))
		return false;
	if (msg->type == WIRE_T_ENQUIRY) {
		enquiry_fill(add(&a->came, &a->n_came), &msg->enquiry);
		return true;
	}
	outbox_answered(m->outbox, a->ref, &done);
	if (!a->outdated)
		came_whole(a, msg->archived.more);
	put_came_away(a);
	return true;
}

bool answered_failed(
	struct model *m, const char *ref, enum err why, int64_t wait_ms)
{
	struct answered *a = &m->answered;

	if (!ours(a, ref))
		return false;
	if (why == ERR_RATE || why == ERR_FULL || why == ERR_RESTART) {
		a->again_ms =
			m->now_ms + (wait_ms > 0 ? wait_ms : ANSWERED_AGAIN_MS);
		take_back(a);
		return true;
	}
	if (!a->outdated && a->older)
		a->more = false;
	else if (!a->outdated)
		a->err = why;
	put_came_away(a);
	return true;
}

/* At the top; what is looked for is asked anew.  One without a word was
 * erased (J1), and stands nowhere. */
void answered_one(struct model *m, const struct wire_enquiry *w)
{
	struct answered *a = &m->answered;

	if (!w->done)
		return;
	a->want = true;
	if (id_same(&a->opened, &w->enquiry))
		a->want_letters = true;
	if (a->text[0] || answered_find(m, &w->enquiry) || !a->told || !w->text)
		return;
	add(&a->rows, &a->n);
	memmove(&a->rows[1], &a->rows[0],
		(size_t)(a->n - 1) * sizeof(*a->rows));
	a->rows[0] = (struct enquiry){0};
	enquiry_fill(&a->rows[0], w);
}

void answered_delivery(struct model *m, const struct wire_delivery *w)
{
	struct answered *a = &m->answered;
	struct enquiry *e = answered_find(m, &w->enquiry);

	if (e) {
		e->state = w->state;
		view_show(&e->why, w->why);
	}
	for (int i = 0; i < a->n_letters; i++) {
		struct answered_letter *l = &a->letters[i];

		if (!id_same(&l->id, &w->letter))
			continue;
		l->state = w->state;
		view_show(&l->why, w->why);
	}
	if (!id_same(&w->associate, &m->me))
		return;
	if (w->state == WIRE_OUTCOME_FAILED)
		model_say(m, MODEL_NOTICE_UNDELIVERED, w->name);
	else if (w->state == WIRE_OUTCOME_SENT)
		model_say(m, MODEL_NOTICE_DELIVERED, w->name);
}

static void read_letter(void *ctx, const struct wire_msg *msg)
{
	struct answered *a = ctx;
	const struct wire_letter *w = &msg->letter;
	struct answered_letter *l;

	if (msg->type != WIRE_T_LETTER)
		return;
	a->letters = mem_resize(
		a->letters, (size_t)(a->n_letters + 1) * sizeof(*a->letters));
	assert(a->letters);
	l = &a->letters[a->n_letters++];
	*l = (struct answered_letter){
		.id = w->letter, .at = w->at, .state = w->state};
	view_show(&l->name, w->name);
	view_show(&l->why, w->why);
	l->text = weblink_shown(w->text);
}

void answered_letters(struct model *m, const struct action *act)
{
	struct answered *a = &m->answered;
	enum err e = act->answered.err;

	/* Of another one, which was opened before: that comes yet. */
	if (!a->letters_asked)
		return;
	a->letters_asked = false;
	if (a->want_letters)
		return;
	drop_letters(a);
	if (!e)
		e = ask_list(act->answered.body, act->answered.len, "letters",
			WIRE_FROM_H, read_letter, a, NULL);
	a->letters_err = e;
	a->letters_told = e == ERR_OK;
}

void answered_kept(struct model *m)
{
	m->answered.want = true;
	m->answered.want_letters = id_is(&m->answered.opened);
	model_note(m, MODEL_NOTICE_ANSWERED, ERR_OK);
}
