/* SPDX-License-Identifier: MIT */
#include "client/model/act.h"

#include <assert.h>
#include <string.h>

#include "client/model/chat.h"
#include "client/model/effects.h"
#include "client/model/enquiry.h"
#include "client/model/goods.h"
#include "client/model/model.h"
#include "client/model/outbox.h"
#include "client/model/ring.h"
#include "client/model/settings.h"
#include "client/model/transfer.h"
#include "shared/mem.h"
#include "shared/utf8.h"

bool act_ask(struct model *m, struct wire_msg *msg, const struct id *id,
	struct effects *out)
{
	if (!model_online(m)) {
		model_note(m, MODEL_NOTICE_ERR, ERR_CLOSE);
		return false;
	}
	outbox_ask(m->outbox, msg, id, out);
	return true;
}

static void toggle(struct model *m, struct effects *out)
{
	struct wire_msg msg = {.type = WIRE_T_AVAILABLE};

	if (m->toggling || !m->has_status)
		return;
	if (!m->status.available && model_can_go(m) != MODEL_CAN)
		return;
	msg.available.on = !m->status.available;
	m->toggling = act_ask(m, &msg, NULL, out);
	if (msg.available.on)
		effects_add(out, EFFECT_BATTERY, NULL, NULL);
}

/* The request that is meant: the named one, or the one that rings first. */
static struct ring *meant(struct model *m, const struct id *id)
{
	struct ring *r = id_is(id) ? ring_find(m, id) : m->rings;

	return m->n_rings > 0 && r && r->over == WIRE_REASON_NONE ? r : NULL;
}

static void accept(struct model *m, const struct id *id, struct effects *out)
{
	struct ring *r = meant(m, id);
	struct wire_msg msg = {.type = WIRE_T_ACCEPT};

	if (!r || r->accepting)
		return;
	if (model_in_chat(m)) {
		model_note(m, MODEL_NOTICE_ERR, ERR_BUSY_CHAT);
		return;
	}
	msg.accept.chat = r->id;
	r->accepting = act_ask(m, &msg, &r->id, out);
	effects_add(out, EFFECT_BATTERY, NULL, NULL);
}

static void pass(struct model *m, const struct id *id, struct effects *out)
{
	struct ring *r = meant(m, id);
	struct wire_msg msg = {.type = WIRE_T_PASS};

	if (!r || r->accepting)
		return;
	msg.pass.chat = r->id;
	if (act_ask(m, &msg, &msg.pass.chat, out))
		ring_drop(m, &msg.pass.chat);
}

static void dismiss(struct model *m, const struct id *id)
{
	const struct ring *r = ring_find(m, id);

	if (r && ring_can_dismiss(r, m->now_ms))
		ring_drop(m, id);
}

static void end(struct model *m, const struct id *id, struct effects *out)
{
	struct wire_msg msg = {.type = WIRE_T_END};

	if (!model_in_chat(m) || m->chat->ending || !id_same(&m->chat->id, id))
		return;
	msg.end.chat = *id;
	m->chat->ending = act_ask(m, &msg, id, out);
}

static void take_up(struct model *m, const struct id *id, struct effects *out)
{
	struct wire_msg msg = {.type = WIRE_T_TAKE_UP};
	const struct enquiry *e = enquiry_find(m, id);

	if (!e || e->taken)
		return;
	msg.take_up.enquiry = *id;
	act_ask(m, &msg, id, out);
}

static void put_back(struct model *m, const struct id *id, struct effects *out)
{
	struct wire_msg msg = {.type = WIRE_T_PUT_BACK};
	const struct enquiry *e = enquiry_find(m, id);

	if (!e || !id_same(&e->holder, &m->me))
		return;
	msg.put_back.enquiry = *id;
	act_ask(m, &msg, id, out);
}

static void show_enquiries(struct model *m, struct effects *out)
{
	struct wire_msg msg = {.type = WIRE_T_ENQUIRIES};

	m->place = MODEL_ENQUIRIES;
	answered_show(m);
	if (m->enquiries_asked || !model_online(m))
		return;
	enquiry_doubt(m);
	m->enquiries_asked = act_ask(m, &msg, NULL, out);
}

static void set_draft(struct chat *c, const char *text)
{
	if (strcmp(c->draft, text) == 0)
		return;
	mem_free(c->draft);
	c->draft = mem_strdup(text);
	assert(c->draft);
}

static void draft(struct model *m, const char *text, struct effects *out)
{
	struct wire_msg msg = {.type = WIRE_T_TYPING};
	struct chat *c = m->chat;

	if (!c || strcmp(c->draft, text) == 0)
		return;
	set_draft(c, text);
	if (!*text || !model_in_chat(m) || !model_online(m) ||
		m->now_ms - c->typing_said < MODEL_TYPING_MS)
		return;
	c->typing_said = m->now_ms;
	msg.typing.chat = c->id;
	effects_send(out, &msg);
}

static void say(struct model *m, const char *text)
{
	if (!model_in_chat(m) || text[strspn(text, " \t\n")] == '\0')
		return;
	if (utf8_count(text, strlen(text)) > LIMIT_TEXT_CHARS) {
		model_note(m, MODEL_NOTICE_ERR, ERR_SIZE);
		return;
	}
	outbox_say(m->outbox, &m->chat->id, text, m->wall_us);
	set_draft(m->chat, "");
	m->chat->unread_from = 0;
	m->chat->typing_said = INT64_MIN / 2;
}

/* As the retailer's greeting is; the relay makes one chat of it. */
static void greet(struct model *m, bool edit)
{
	char *offer = template_offer(m);

	if (offer && edit)
		act_put_draft(m, offer);
	else if (offer)
		say(m, offer);
	mem_free(offer);
}

static void reply(struct model *m, int number)
{
	char *text = NULL;

	if (m->chat && number >= 0 && number < m->templates.n)
		text = template_filled(m, &m->templates.all[number]);
	if (text)
		act_put_draft(m, text);
	mem_free(text);
}

static void suggest(struct model *m, const struct action *a)
{
	if (!model_in_chat(m) || !a->suggest.goods->name)
		return;
	outbox_suggest(m->outbox, &m->chat->id, a->suggest.goods,
		a->suggest.text, m->wall_us);
}

void act_put_draft(struct model *m, const char *text)
{
	set_draft(m->chat, text);
	m->chat->draft_turn++;
}

void act_close_chat(struct model *m, enum wire_reason why)
{
	m->chat->phase = WIRE_PHASE_ENDED;
	m->chat->reason = why;
	m->chat->ending = m->chat->stale = false;
	m->chat->types_until = 0;
	chat_handing(m->chat, NULL, 0);
	outbox_fail(m->outbox, &m->chat->id, ERR_OVER);
	archive_doubt(m);
}

void act_home(struct model *m)
{
	m->place = MODEL_HOME;
	if (!m->chat || model_in_chat(m))
		return;
	outbox_forget(m->outbox, &m->chat->id);
	chat_destroy(&m->chat);
}

/* Esc: from a list or a chat to home, which it never leaves; from the catalogue
 * to the chat that it was opened over. */
static void back(struct model *m, bool home)
{
	bool over = m->place == MODEL_CATALOG && m->catalog.from_chat;

	if (m->place == MODEL_SIGN_IN)
		return;
	if (over && m->chat && !home)
		m->place = MODEL_CHAT;
	else if (home || !(archive_back(m) || performance_back(m)))
		act_home(m);
}

void act_forget(struct model *m)
{
	uint64_t seed = m->outbox->seed, counter = m->outbox->counter;

	ring_drop_all(m);
	enquiry_drop_all(m);
	answered_fini(&m->answered);
	claims_fini(&m->claims);
	transfer_fini(&m->transfer);
	block_fini(&m->blocks);
	sale_fini(&m->sales);
	manage_fini(&m->manage);
	template_fini(&m->templates);
	media_fini(&m->media);
	catalog_fini(&m->catalog);
	archive_fini(&m->archive);
	performance_fini(&m->performance);
	account_fini(m);
	chat_destroy(&m->chat);
	outbox_destroy(&m->outbox);
	m->outbox = outbox_new(seed);
	m->outbox->counter = counter;
	m->has_status = m->has_panel = m->toggling = m->enquiries_asked = false;
	m->me = (struct id){0};
	if (m->place == MODEL_CHAT || m->place == MODEL_CATALOG ||
		m->place == MODEL_ARCHIVE || m->place == MODEL_ARCHIVED ||
		m->place == MODEL_ACCOUNT || m->place == MODEL_PERFORMANCE ||
		m->place == MODEL_CLAIMS || m->place == MODEL_ENQUIRIES ||
		manage_place(m->place))
		m->place = MODEL_HOME;
}

static void sign_in(
	struct model *m, const struct action *a, struct effects *out)
{
	if (m->signing_in || m->outdated)
		return;
	m->signing_in = true;
	m->sign_in_err = ERR_OK;
	m->sign_in_at = 0;
	mem_free(m->address);
	m->address = mem_strdup(a->sign_in.address);
	effects_add(
		out, EFFECT_SIGN_IN, a->sign_in.address, a->sign_in.password);
}

static void sign_out(struct model *m, struct effects *out)
{
	if (m->place == MODEL_SIGN_IN)
		return;
	effects_add(out, EFFECT_SIGN_OUT, NULL, NULL);
	saving_leave(m, out);
	act_forget(m);
	m->place = MODEL_SIGN_IN;
	m->sign_in_err = ERR_OK;
}

static void unlock(struct model *m, const char *password, struct effects *out)
{
	if (!m->locked || m->unlocking)
		return;
	if (!model_online(m)) {
		m->unlock_err = ERR_CLOSE;
		return;
	}
	m->unlocking = true;
	m->unlock_err = ERR_OK;
	effects_add(out, EFFECT_UNLOCK, NULL, password);
}

static void language(struct model *m, struct effects *out)
{
	if (m->saving.on) { /* a file is in one language */
		model_note(m, MODEL_NOTICE_ERR, ERR_WRONG_STATE);
		return;
	}
	m->japanese = !m->japanese;
	effects_add(out, EFFECT_LANGUAGE, m->japanese ? "ja" : "en", NULL);
}

static void retry(struct model *m, struct effects *out)
{
	if (m->link == ACTION_LINK_WAITING)
		effects_add(out, EFFECT_RETRY, NULL, NULL);
	else if (m->place == MODEL_SIGN_IN)
		newcomer_check(out);
}

static void lock(struct model *m)
{
	if (m->place == MODEL_SIGN_IN)
		return;
	m->locked = true;
	m->unlock_err = ERR_OK;
}

/* What can be done by somebody who knows no password. */
static bool allowed_locked(enum action_kind kind)
{
	return kind == ACTION_UNLOCK || kind == ACTION_REDRAW;
}

/* Their pages, and what is done there (rule I1). */
static void for_managers(
	struct model *m, const struct action *a, struct effects *out)
{
	static const struct {
		enum action_kind kind;
		enum model_place place;
	} goes[] = {
		{ACTION_TEAM, MODEL_TEAM},
		{ACTION_INVITES, MODEL_INVITES},
		{ACTION_GROUPS, MODEL_GROUPS},
		{ACTION_GREETINGS, MODEL_GREETINGS},
		{ACTION_LIMITS, MODEL_LIMITS},
		{ACTION_AUDIT, MODEL_AUDIT},
	};

	if (a->kind == ACTION_HOURS)
		manage_show_hours(m, "", out);
	for (size_t i = 0; i < sizeof(goes) / sizeof(goes[0]); i++)
		if (goes[i].kind == a->kind)
			manage_show(m, goes[i].place, out);
	if (a->kind == ACTION_BLOCKED)
		block_show(m, out);
	else if (a->kind == ACTION_HOURS_OF)
		manage_show_hours(m, a->text, out);
	else if (a->kind == ACTION_MANAGE)
		manage_save(m, a, out);
	else if (a->kind == ACTION_FRESH_AWAY)
		manage_put_away(m);
	else if (a->kind == ACTION_AUDIT_ONLY)
		audit_choose(m, a->audit, out);
	else if (a->kind == ACTION_AUDIT_OLDER)
		audit_ask_older(m, out);
}

/* Notices, reports and links. */
static void outside(
	struct model *m, const struct action *a, struct effects *out)
{
	switch (a->kind) {
	case ACTION_SWITCH:
		*notify_switch(&m->notify, a->number) ^= true;
		break;
	case ACTION_LOOK:
		if (!m->settings->kiosk)
			effects_add(out, EFFECT_LOOK, a->text, NULL);
		break;
	case ACTION_COPY:
		effects_add(out, EFFECT_COPY, a->text, NULL);
		model_note(m, MODEL_NOTICE_COPIED, ERR_OK);
		break;
	case ACTION_REPORT_KEEP:
		if (m->settings->kiosk)
			break;
		trouble_act(m, a, out);
		break;
	case ACTION_REPORT_SEND:
		trouble_act(m, a, out);
		break;
	case ACTION_TRY_NOTICE:
		notify_try(m, out);
		break;
	default:
		for_managers(m, a, out);
		break;
	}
}

static void anywhere(
	struct model *m, const struct action *a, struct effects *out)
{
	switch (a->kind) {
	case ACTION_HOME:
	case ACTION_BACK:
		back(m, a->kind == ACTION_HOME);
		break;
	case ACTION_CHAT:
		if (m->chat && m->place != MODEL_SIGN_IN)
			m->place = MODEL_CHAT;
		break;
	case ACTION_ENQUIRIES:
		if (m->place != MODEL_SIGN_IN)
			show_enquiries(m, out);
		break;
	case ACTION_ACCOUNT:
		account_show(m, out);
		break;
	case ACTION_LANGUAGE:
		language(m, out);
		break;
	case ACTION_LOCK:
		lock(m);
		break;
	case ACTION_REDRAW:
		effects_add(out, EFFECT_REDRAW, NULL, NULL);
		break;
	case ACTION_SUSPEND:
		effects_add(out, EFFECT_SUSPEND, NULL, NULL);
		break;
	case ACTION_QUIT:
		effects_add(out, EFFECT_QUIT, NULL, NULL);
		break;
	case ACTION_RETRY:
		retry(m, out);
		break;
	case ACTION_SIGN_OUT:
		sign_out(m, out);
		break;
	default:
		outside(m, a, out);
		break;
	}
}

/* What the chat menu and its dialogs do. */
static void in_chat(
	struct model *m, const struct action *a, struct effects *out)
{
	switch (a->kind) {
	case ACTION_WATCH:
		transfer_watch(m, a->on);
		break;
	case ACTION_TRANSFER_TO:
		transfer_begin(m, a, out);
		break;
	case ACTION_CALL_BACK:
		transfer_call_back(m, out);
		break;
	case ACTION_BLOCK_FOR:
		block_shopper(m, a->text, out);
		break;
	case ACTION_UNBLOCK:
		block_lift(m, &a->id, out);
		break;
	case ACTION_SUGGEST:
		suggest(m, a);
		break;
	case ACTION_GREET:
	case ACTION_GREET_EDIT:
		greet(m, a->kind == ACTION_GREET_EDIT);
		break;
	case ACTION_GREET_AWAY:
		if (m->chat)
			m->templates.away = m->chat->id;
		break;
	case ACTION_REPLY:
		reply(m, a->number);
		break;
	case ACTION_UPLOAD:
	case ACTION_UPLOAD_STOP:
	case ACTION_SAVE:
	case ACTION_COMPLETE:
		media_act(m, a, out);
		break;
	default:
		break;
	}
}

static void at_work(
	struct model *m, const struct action *a, struct effects *out)
{
	switch (a->kind) {
	case ACTION_TOGGLE:
		toggle(m, out);
		break;
	case ACTION_ACCEPT:
		accept(m, &a->id, out);
		break;
	case ACTION_PASS:
		pass(m, &a->id, out);
		break;
	case ACTION_DISMISS:
		dismiss(m, &a->id);
		break;
	case ACTION_OPEN:
		if (m->chat)
			m->place = MODEL_CHAT;
		break;
	case ACTION_DRAFT:
		draft(m, a->text, out);
		break;
	case ACTION_SAY:
		say(m, a->text);
		break;
	case ACTION_END:
		end(m, &a->id, out);
		break;
	case ACTION_TAKE_UP:
		take_up(m, &a->id, out);
		break;
	case ACTION_SALE_SEEN:
		sale_seen(m, a->text, out);
		break;
	case ACTION_ENQUIRY_BACK:
		put_back(m, &a->id, out);
		break;
	default:
		in_chat(m, a, out);
		break;
	}
}

void act_user(struct model *m, const struct action *a, struct effects *out)
{
	if (m->locked && !allowed_locked(a->kind))
		return;
	switch (a->kind) {
	case ACTION_TOUCH:
		m->touched_at = m->now_ms;
		break;
	case ACTION_FOLLOW:
		m->following = a->on;
		break;
	case ACTION_SIGN_IN:
		sign_in(m, a, out);
		break;
	case ACTION_ADDRESS:
		mem_free(m->address);
		m->address = mem_strdup(a->text);
		break;
	case ACTION_NEWCOMER:
		newcomer_ask(m, a, out);
		break;
	case ACTION_UNLOCK:
		unlock(m, a->text, out);
		break;
	default:
		if (m->settings->kiosk && action_leads_out(a->kind)) {
			model_note(m, MODEL_NOTICE_KIOSK, ERR_OK);
			break;
		}
		anywhere(m, a, out);
		at_work(m, a, out);
		account_act(m, a, out);
		catalog_act(m, a);
		archive_act(m, a);
		saving_act(m, a, out);
		performance_act(m, a);
		answered_act(m, a);
		claims_act(m, a);
		break;
	}
}
