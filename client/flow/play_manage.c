/* SPDX-License-Identifier: MIT */
/* What managers do: invites, colleagues, codes for them, opening hours. */
#include <stdio.h>
#include <string.h>

#include "client/flow/play_do.h"
#include "client/model/words.h"
#include "shared/times.h"

#define MANAGE_DAY_MS (TIMES_DAY / 1000)

static const struct flow_arg *arg(const struct play_deed *d, int i)
{
	return &d->step->args[i];
}

const char *play_shop(const struct play *p)
{
	for (int i = 0; i < PLAY_SEATS; i++) {
		const struct player *x = p->seats[i].player;

		if (x && x->key)
			return x->key;
	}
	return "";
}

/* ---- invites ---- */

static enum err invite_changed(
	struct play *p, int seat, const char *body, size_t len)
{
	struct wire_msg msg = {0};
	enum err e = wire_decode(
		body, len, LIMIT_HTTP_BODY, WIRE_FROM_H, &msg, NULL);

	(void)seat;
	if (!e && msg.type != WIRE_T_INVITE)
		e = ERR_TYPE;
	if (!e && strcmp(p->invite, msg.invite.code) != 0) {
		memcpy(p->old_invite, p->invite, sizeof(p->old_invite));
		snprintf(p->invite, sizeof(p->invite), "%s", msg.invite.code);
	}
	wire_fini(&msg);
	return e;
}

static enum err change_invite(const struct play_deed *d, struct wire_msg *msg)
{
	msg->type = WIRE_T_CTL_INVITE;
	msg->ctl_invite.retailer = play_shop(d->play);
	return play_call(
		d->play, d->seat, ASK_M_SET_INVITE, NULL, msg, invite_changed);
}

static enum err invites(const struct play_deed *d)
{
	struct wire_msg msg = {.ref = NULL};

	if (arg(d, 2)->number % MANAGE_DAY_MS)
		return play_do_cannot(d, _("an invite is good for whole days"));
	msg.ctl_invite.groups = arg(d, 0)->text;
	msg.ctl_invite.uses = arg(d, 1)->number;
	msg.ctl_invite.days = arg(d, 2)->number / MANAGE_DAY_MS;
	return change_invite(d, &msg);
}

static enum err withdraws(const struct play_deed *d)
{
	struct wire_msg msg = {.ref = NULL};

	msg.ctl_invite.code = d->play->invite;
	msg.ctl_invite.withdraw = true;
	return change_invite(d, &msg);
}

static enum err replaces(const struct play_deed *d)
{
	struct wire_msg msg = {.ref = NULL};

	msg.ctl_invite.code = d->play->invite;
	msg.ctl_invite.replace = true;
	return change_invite(d, &msg);
}

/* ---- colleagues ---- */

static const char *address_of(const struct play_deed *d)
{
	return play_account(d->play, arg(d, 0)->person)->address;
}

static enum err change_account(
	const struct play_deed *d, bool manager, bool plain, bool remove)
{
	const struct wire_msg msg = {.type = WIRE_T_CTL_ASSOCIATE,
		.ctl_associate = {.retailer = play_shop(d->play),
			.address = address_of(d),
			.manager = manager,
			.plain = plain,
			.remove = remove}};

	return play_call(d->play, d->seat, ASK_M_SET_ACCOUNT, NULL, &msg, NULL);
}

static enum err promotes(const struct play_deed *d)
{
	return change_account(d, true, false, false);
}

static enum err demotes(const struct play_deed *d)
{
	return change_account(d, false, true, false);
}

static enum err removes(const struct play_deed *d)
{
	return change_account(d, false, false, true);
}

static enum err signs_out_person(const struct play_deed *d)
{
	const struct wire_msg msg = {.type = WIRE_T_CTL_SIGN_OUT,
		.ctl_sign_out = {.retailer = play_shop(d->play),
			.address = address_of(d)}};

	return play_call(d->play, d->seat, ASK_M_SIGN_OUT, NULL, &msg, NULL);
}

static enum err unlocks(const struct play_deed *d)
{
	const struct wire_msg msg = {.type = WIRE_T_CTL_UNLOCK,
		.ctl_unlock = {.retailer = play_shop(d->play),
			.address = address_of(d)}};

	return play_call(d->play, d->seat, ASK_M_UNLOCK, NULL, &msg, NULL);
}

static enum err code_handed(
	struct play *p, int seat, const char *body, size_t len)
{
	struct play_account *a = &p->accounts[play_step(p)->args[0].person];
	struct wire_msg msg = {0};
	enum err e = wire_decode(
		body, len, LIMIT_HTTP_BODY, WIRE_FROM_H, &msg, NULL);

	(void)seat;
	if (!e && msg.type != WIRE_T_HANDED)
		e = ERR_TYPE;
	if (!e)
		snprintf(a->code, sizeof(a->code), "%s", msg.handed.code);
	wire_fini(&msg);
	return e;
}

/* Whoever signs up, or moves, waits at the address that they claim. */
static enum err hands_code(const struct play_deed *d)
{
	const struct play_account *a = play_account(d->play, arg(d, 0)->person);
	const struct wire_msg msg = {.type = WIRE_T_CTL_CODE,
		.ctl_code = {.retailer = play_shop(d->play),
			.address = a->claim[0] ? a->claim : a->address}};

	return play_call(d->play, d->seat, ASK_M_CODE, NULL, &msg, code_handed);
}

/* ---- the shop ---- */

static enum err sets_hours(const struct play_deed *d)
{
	const struct wire_msg msg = {.type = WIRE_T_CTL_RETAILER,
		.ctl_retailer = {.retailer = play_shop(d->play),
			.hours = arg(d, 0)->text}};

	return play_call(
		d->play, d->seat, ASK_M_SET_RETAILER, NULL, &msg, NULL);
}

static enum err sets_group_hours(const struct play_deed *d)
{
	const struct wire_msg msg = {.type = WIRE_T_CTL_GROUP,
		.ctl_group = {.retailer = play_shop(d->play),
			.group = arg(d, 0)->text,
			.hours = arg(d, 1)->text}};

	return play_call(d->play, d->seat, ASK_M_SET_GROUP, NULL, &msg, NULL);
}

static enum err sets_greeting(const struct play_deed *d)
{
	bool japanese = strcmp(arg(d, 0)->text, "ja") == 0;
	const struct wire_msg msg = {.type = WIRE_T_CTL_TEMPLATE,
		.ctl_template = {.retailer = play_shop(d->play),
			.template = japanese ? "flow-ja" : "flow-en",
			.use = WIRE_USE_GREETING,
			.lang = japanese ? WIRE_LANG_JA : WIRE_LANG_EN,
			.title = "norenflow",
			.text = arg(d, 1)->text}};

	return play_call(
		d->play, d->seat, ASK_M_SET_TEMPLATE, NULL, &msg, NULL);
}

/* ---- */

const play_do_fn play_manage_table[VERB_COUNT] = {
	[VERB_INVITES] = invites,
	[VERB_WITHDRAWS] = withdraws,
	[VERB_REPLACES] = replaces,
	[VERB_PROMOTES] = promotes,
	[VERB_DEMOTES] = demotes,
	[VERB_REMOVES] = removes,
	[VERB_SIGNS_OUT_PERSON] = signs_out_person,
	[VERB_UNLOCKS] = unlocks,
	[VERB_HANDS_CODE] = hands_code,
	[VERB_SETS_HOURS] = sets_hours,
	[VERB_SETS_GROUP_HOURS] = sets_group_hours,
	[VERB_SETS_GREETING] = sets_greeting,
};
