/* SPDX-License-Identifier: MIT */
#include "client/screen/deed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "client/screen/week.h"
#include "shared/times.h"

static const struct {
	enum ask_kind ask;
	const char *title, *text, *button; /* N_; NULL: at once */
} deeds[DEEDS] = {
	[DEED_PROMOTE] = {ASK_M_SET_ACCOUNT, NULL, NULL, NULL},
	[DEED_DEMOTE] = {ASK_M_SET_ACCOUNT,
		N_("Take the manager's role from %s?"),
		N_("Chats go on; these pages are there no more."),
		N_("Take it away")},
	[DEED_SIGN_OUT] = {ASK_M_SIGN_OUT, N_("Sign %s out everywhere?"),
		N_("On every device, at once. A live chat rings for others "
		   "after a while."),
		N_("Sign out")},
	[DEED_UNLOCK] = {ASK_M_UNLOCK, NULL, NULL, NULL},
	[DEED_CODE] = {ASK_M_CODE, NULL, NULL, NULL},
	[DEED_REMOVE_MATE] = {ASK_M_SET_ACCOUNT, N_("Remove %s?"),
		N_("The account is gone for good. What was said in chats "
		   "stays."),
		N_("Remove")},
	[DEED_WITHDRAW] = {ASK_M_SET_INVITE, N_("Withdraw the code %s?"),
		N_("Nobody can sign up with it any more."), N_("Withdraw")},
	[DEED_REPLACE] = {ASK_M_SET_INVITE, N_("Replace the code %s?"),
		N_("It is good no more, and a new one like it is issued."),
		N_("Replace")},
	[DEED_REMOVE_GROUP] = {ASK_M_SET_GROUP, N_("Remove the group %s?"),
		N_("Its colleagues stay. Pages that name it ring everybody."),
		N_("Remove")},
	[DEED_GROUP_HOURS_OFF] = {ASK_M_SET_GROUP,
		N_("Give %s the shop's hours?"),
		N_("Its own hours are forgotten."), N_("The shop's hours")},
	[DEED_REMOVE_TEMPLATE] = {ASK_M_SET_TEMPLATE, N_("Remove \"%s\"?"),
		N_("It is offered to nobody any more."), N_("Remove")},
	[DEED_END_SESSION] = {ASK_SESSION_END, N_("Sign out on %s?"),
		N_("At once. It takes the password to come back."),
		N_("Sign out")},
	[DEED_END_OTHERS] = {ASK_SESSION_END, N_("Sign out everywhere else?"),
		N_("At once. It takes the password to come back."),
		N_("Sign out")},
	[DEED_REMOVE_DATE] = {ASK_M_SET_RETAILER,
		N_("Remove the exception on %s?"),
		N_("The hours of its weekday hold then."), N_("Remove")},
};

/* "ginza 20814": whose hours, which day. */
static int32_t day_of(const char *subject, char group[LIMIT_SLUG + 1])
{
	size_t len = strcspn(subject, " ");

	snprintf(group, LIMIT_SLUG + 1, "%.*s", (int)len, subject);
	return (int32_t)strtol(subject + len, NULL, 10);
}

static const struct team_mate *mate_of(const struct screen *s)
{
	struct id id;

	if (!id_valid(s->subject))
		return NULL;
	id = id_from_str(s->subject);
	return team_find(s->model, &id);
}

static const struct template *template_of(const struct screen *s)
{
	const struct templates *t = &s->model->templates;

	for (int i = 0; i < t->n; i++)
		if (strcmp(t->all[i].key, s->subject) == 0)
			return &t->all[i];
	return NULL;
}

static const char *device_of(const struct screen *s)
{
	const struct account *c = &s->model->account;

	for (int i = 0; i < c->n; i++)
		if (strcmp(c->sessions[i].id.s, s->subject) == 0 &&
			c->sessions[i].device)
			return c->sessions[i].device;
	return _("an unnamed device");
}

static const char *name_of(const struct screen *s, char out[PAINT_SIZE])
{
	const struct team_mate *mate = mate_of(s);
	const struct manage_group *group = manage_group(s->model, s->subject);
	const struct template *t = template_of(s);
	char of[LIMIT_SLUG + 1];

	switch (s->deed) {
	case DEED_REMOVE_GROUP:
	case DEED_GROUP_HOURS_OFF:
		return group ? group->shown : s->subject;
	case DEED_REMOVE_TEMPLATE:
		return t && t->title ? t->title : s->subject;
	case DEED_END_SESSION:
		return device_of(s);
	case DEED_REMOVE_DATE:
		return week_date_words(s->model, day_of(s->subject, of), out);
	default:
		return mate ? mate->name : s->subject;
	}
}

const char *deed_title(const struct screen *s, char *out)
{
	char name[PAINT_SIZE];

	/* One that is not of the table's would be no format of ours. */
	if (!deeds[s->deed].title)
		return "";
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	return paint_format(out, _(deeds[s->deed].title), name_of(s, name));
#pragma GCC diagnostic pop
}

const char *deed_text(enum deed deed)
{
	return _(deeds[deed].text);
}

const char *deed_button(enum deed deed)
{
	return deeds[deed].button ? _(deeds[deed].button) : NULL;
}

void deed_begin(struct screen *s, enum deed deed, const char *subject)
{
	/* It may be the screen's own subject that is given. */
	memmove(s->subject, subject, strlen(subject) + 1);
	s->deed = deed;
	if (deeds[deed].button)
		s->push = SCREEN_SURE;
	else
		deed_do(s);
}

/* ---- what is asked of the relay ---- */

static bool of_mate(const struct screen *s, struct wire_msg *msg)
{
	const struct team_mate *mate = mate_of(s);
	const char *shop = s->model->shop;

	if (!mate || !mate->address)
		return false;
	switch (s->deed) {
	case DEED_SIGN_OUT:
		msg->type = WIRE_T_CTL_SIGN_OUT;
		msg->ctl_sign_out = (struct wire_ctl_sign_out){
			.retailer = shop, .address = mate->address};
		break;
	case DEED_UNLOCK:
		msg->type = WIRE_T_CTL_UNLOCK;
		msg->ctl_unlock = (struct wire_ctl_unlock){
			.retailer = shop, .address = mate->address};
		break;
	case DEED_CODE:
		msg->type = WIRE_T_CTL_CODE;
		msg->ctl_code = (struct wire_ctl_code){
			.retailer = shop, .address = mate->address};
		break;
	default:
		msg->type = WIRE_T_CTL_ASSOCIATE;
		msg->ctl_associate =
			(struct wire_ctl_associate){.retailer = shop,
				.address = mate->address,
				.manager = s->deed == DEED_PROMOTE,
				.plain = s->deed == DEED_DEMOTE,
				.remove = s->deed == DEED_REMOVE_MATE};
	}
	return true;
}

static bool of_others(const struct screen *s, struct wire_msg *msg)
{
	const char *shop = s->model->shop;

	switch (s->deed) {
	case DEED_WITHDRAW:
	case DEED_REPLACE:
		msg->type = WIRE_T_CTL_INVITE;
		msg->ctl_invite = (struct wire_ctl_invite){.retailer = shop,
			.code = s->subject,
			.withdraw = s->deed == DEED_WITHDRAW,
			.replace = s->deed == DEED_REPLACE};
		return true;
	case DEED_REMOVE_GROUP:
	case DEED_GROUP_HOURS_OFF:
		msg->type = WIRE_T_CTL_GROUP;
		msg->ctl_group = (struct wire_ctl_group){.retailer = shop,
			.group = s->subject,
			.hours =
				s->deed == DEED_GROUP_HOURS_OFF ? "none" : NULL,
			.remove = s->deed == DEED_REMOVE_GROUP};
		return true;
	case DEED_REMOVE_TEMPLATE:
		msg->type = WIRE_T_CTL_TEMPLATE;
		msg->ctl_template = (struct wire_ctl_template){.retailer = shop,
			.template = s->subject,
			.remove = true};
		return true;
	default:
		return of_mate(s, msg);
	}
}

static void remove_date(struct screen *s)
{
	char group[LIMIT_SLUG + 1];
	int32_t day = day_of(s->subject, group);
	struct hours *h = week_read(s->model, group);

	if (!h)
		return;
	week_drop_date(h, day);
	week_save(s, group, h);
	week_free(&h);
}

static void end_sessions(struct screen *s)
{
	struct action a = {.kind = ACTION_SESSION_END};

	if (s->deed == DEED_END_SESSION)
		a.id = id_from_str(s->subject);
	screen_act(s, &a);
}

void deed_do(struct screen *s)
{
	struct wire_msg msg = {0};

	if (s->deed == DEED_REMOVE_DATE)
		remove_date(s);
	else if (s->deed == DEED_END_SESSION || s->deed == DEED_END_OTHERS)
		end_sessions(s);
	else if (s->model->shop && of_others(s, &msg))
		screen_act(s,
			&(struct action){.kind = ACTION_MANAGE,
				.manage = {deeds[s->deed].ask, &msg}});
}
