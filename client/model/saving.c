/* SPDX-License-Identifier: MIT */
#include "client/model/saving.h"

#include "client/model/action.h"
#include "client/model/chat.h"
#include "client/model/effects.h"
#include "client/model/model.h"
#include "client/model/settings.h"

/* What the page shows: the one that is opened, or the list.  False: nothing
 * that can be saved. */
static bool shown(const struct model *m, struct wire_export *x)
{
	const struct archive *r = &m->archive;
	const struct answered *q = &m->answered;

	if (m->place == MODEL_ARCHIVED && r->chat) {
		x->chat = r->chat->id;
		x->associate = r->opened.associate;
	} else if (m->place == MODEL_ARCHIVE) {
		x->pick = r->pick;
		x->text = r->text[0] ? r->text : NULL;
	} else if (m->place == MODEL_ENQUIRIES) {
		x->enquiries = true;
		x->chat = q->opened;
		if (!id_is(&q->opened) && q->text[0])
			x->text = q->text;
		return true;
	} else {
		return false;
	}
	x->team = r->team && m->manager;
	return true;
}

static void begin(struct model *m, const struct action *a, struct effects *out)
{
	struct wire_msg msg = {.type = WIRE_T_EXPORT};

	if (m->saving.on || !shown(m, &msg.export))
		return;
	if (!model_online(m)) {
		model_note(m, MODEL_NOTICE_ERR, ERR_CLOSE);
		return;
	}
	m->saving.on = true;
	m->saving.enquiries = msg.export.enquiries;
	m->saving.stopping = false;
	m->saving.chats = m->saving.reached = 0;
	effects_saving(out,
		&(struct effect_saving){a->begin->form, a->begin->bom,
			a->begin->replace, m->japanese},
		a->begin->path, &msg);
}

void saving_leave(struct model *m, struct effects *out)
{
	if (!m->saving.on)
		return;
	m->saving.stopping = true;
	effects_add(out, EFFECT_SAVING_STOP, NULL, NULL);
}

void saving_act(struct model *m, const struct action *a, struct effects *out)
{
	if (m->settings->kiosk)
		return; /* no way to the machine's files */
	if (a->kind == ACTION_SAVE_ARCHIVE && !model_online(m))
		model_note(m, MODEL_NOTICE_ERR, ERR_CLOSE);
	else if (a->kind == ACTION_SAVING_BEGIN)
		begin(m, a, out);
	else if (a->kind == ACTION_SAVING_STOP)
		saving_leave(m, out);
	else if (a->kind == ACTION_SAVING_WATCH)
		m->saving.watched = a->on;
}

/* The box says why not, unless one is elsewhere. */
static void ended(struct model *m, const struct action *a)
{
	struct saving *s = &m->saving;
	bool seen = s->watched &&
		(m->place == MODEL_ARCHIVE || m->place == MODEL_ARCHIVED ||
			m->place == MODEL_ENQUIRIES);

	s->on = s->stopping = false;
	s->turn++;
	s->why = a->ended->why;
	s->err = a->ended->err;
	s->chats = a->ended->chats;
	if (s->why == SAVING_OK)
		model_say(m, MODEL_NOTICE_SAVED, a->ended->path);
	else if (!seen && s->why != SAVING_STOPPED)
		model_note(m, MODEL_NOTICE_UNSAVED, ERR_OK);
}

void saving_told(struct model *m, const struct action *a)
{
	if (a->kind == ACTION_SAVING_END) {
		ended(m, a);
	} else {
		m->saving.chats = a->saving->chats;
		m->saving.reached = a->saving->reached;
	}
}
