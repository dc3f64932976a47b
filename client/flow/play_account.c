/* SPDX-License-Identifier: MIT */
/* What people do with their accounts: signing up, in and out, codes, names,
 * addresses and passwords. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "client/flow/play_do.h"
#include "client/model/words.h"

#define ACCOUNT_DOMAIN "@shop.example" /* stands for the flow's own */
#define ACCOUNT_PASSWORD "kettle on the hob %d"
#define ACCOUNT_WRONG "not the right one"
#define ACCOUNT_DIGITS 5 /* of a code that is none */

static const struct flow_arg *arg(const struct play_deed *d, int i)
{
	return &d->step->args[i];
}

struct play_account *play_account(struct play *p, int person)
{
	struct play_account *a = &p->accounts[person];
	const char *password = p->flow->people[person].password;

	if (!a->address[0])
		p->io->address(p->io->ctx, person, a->address);
	if (!a->password[0] && password)
		snprintf(a->password, sizeof(a->password), "%s", password);
	return a;
}

const char *play_address(struct play *p, int person)
{
	return play_account(p, person)->address;
}

static struct play_account *own(const struct play_deed *d)
{
	return play_account(d->play, PLAY_PERSON(d->seat));
}

void play_own_address(
	struct play *p, const char *said, char out[LIMIT_ADDRESS + 1])
{
	const char *at = strchr(said, '@');
	char ours[LIMIT_ADDRESS + 1];

	snprintf(out, LIMIT_ADDRESS + 1, "%s", said);
	if (!at || strcmp(at, ACCOUNT_DOMAIN) != 0)
		return;
	p->io->address(p->io->ctx, 0, ours);
	if (strchr(ours, '@'))
		snprintf(out, LIMIT_ADDRESS + 1, "%.*s%s", (int)(at - said),
			said, strchr(ours, '@'));
}

/* How often the step does it: so often in all, once if it does not say. */
static void count(const struct play_deed *d, const struct flow_arg *times)
{
	struct play_seat *s = &d->play->seats[d->seat];

	if (s->times == 0)
		s->times = times->slot ? (int)times->number : 1;
}

/* ---- signing in and out ---- */

/* The stage has kept the session; with it the seat connects anew. */
static enum err is_in(struct play *p, int seat, const char *body, size_t len)
{
	(void)body;
	(void)len;
	play_close(p, seat);
	play_open(p, seat);
	return ERR_OK;
}

/* Each seat is a device, which has a secret of its own. */
static enum err sign_in(const struct play_deed *d, const char *password)
{
	struct wire_msg msg = {.type = WIRE_T_SIGN_IN};
	const struct player *x = play_do_player(d);
	char known[40];

	snprintf(known, sizeof(known), "%016" PRIx64 "-%06d", d->play->seed,
		d->seat);
	msg.sign_in.address = own(d)->address;
	msg.sign_in.password = password;
	msg.sign_in.device = "norenflow";
	msg.sign_in.known = known;
	msg.sign_in.lang = (int)x->lang;
	return play_call_path(
		d->play, d->seat, false, "POST", "/v1/sign-in", &msg, is_in);
}

static enum err signs_in_password(const struct play_deed *d)
{
	const char *password =
		arg(d, 0)->slot ? arg(d, 0)->text : own(d)->password;

	if (!password[0])
		return play_do_cannot(
			d, _("%s has no password"), play_do_name(d));
	count(d, arg(d, 1));
	return sign_in(d, password);
}

static enum err signs_in_wrong(const struct play_deed *d)
{
	count(d, arg(d, 0));
	return sign_in(d, ACCOUNT_WRONG);
}

static enum err signs_out(const struct play_deed *d)
{
	return play_call_path(
		d->play, d->seat, true, "POST", "/v1/sign-out", NULL, NULL);
}

/* The list of sessions, as the other device has it, says which one is its own;
 * that one is ended. */
static void find_own(void *ctx, const struct wire_msg *msg)
{
	struct id *found = ctx;

	if (msg->type == WIRE_T_SESSION && msg->session.this)
		*found = msg->session.session;
}

static enum err found_session(
	struct play *p, int other, const char *body, size_t len)
{
	const struct flow_step *s = play_step(p);
	struct id session = {{0}};

	ask_list(body, len, "sessions", WIRE_FROM_H, find_own, &session, NULL);
	if (!id_is(&session)) {
		snprintf(p->why, sizeof(p->why), _("%s is not signed in there"),
			play_name(p, other));
		return ERR_UNKNOWN;
	}
	return play_call(p, play_seat_of(p, s, PLAY_PERSON(other)),
		ASK_SESSION_END, session.s, NULL, NULL);
}

static enum err signs_out_device(const struct play_deed *d)
{
	int64_t device = arg(d, 0)->number;

	if (device < 1 || device > FLOW_DEVICES)
		return play_do_cannot(
			d, _("%s has no such device"), play_do_name(d));
	return play_call(d->play, PLAY_SEAT(PLAY_PERSON(d->seat), device),
		ASK_SESSIONS, NULL, NULL, found_session);
}

/* ---- codes ---- */

/* A code has been asked for, and is there, unless nobody waits for one, or it
 * would not count. */
static enum err fetch_code(struct play *p, int person, const char *address)
{
	struct play_account *a = &p->accounts[person];
	enum err e = p->io->code(p->io->ctx, address, a->code);

	if (e == ERR_OK || e == ERR_UNKNOWN || e == ERR_LOCKED)
		return ERR_OK;
	snprintf(p->why, sizeof(p->why), "%s",
		e == ERR_FORBIDDEN ? _("this needs the relay's control socket")
				   : err_text(e));
	return e;
}

static enum err claim_sent(
	struct play *p, int seat, const char *body, size_t len)
{
	int person = PLAY_PERSON(seat);

	(void)body;
	(void)len;
	return fetch_code(p, person, p->accounts[person].claim);
}

/* One digit of the code is another one. */
static const char *wrong_code(
	const struct play_account *a, char out[LIMIT_KEY + 1])
{
	snprintf(out, LIMIT_KEY + 1, "%s", a->code);
	if (!out[0])
		snprintf(out, LIMIT_KEY + 1, "%0*d", ACCOUNT_DIGITS, 0);
	out[0] = out[0] == '9' ? '0' : (char)(out[0] + 1);
	return out;
}

static const char *code_of(const struct play_deed *d, int slot)
{
	return arg(d, slot)->slot ? arg(d, slot)->text : own(d)->code;
}

static enum err no_code(const struct play_deed *d)
{
	return play_do_cannot(d, _("%s has no code"), play_do_name(d));
}

/* ---- signing up ---- */

static enum err sign_up(const struct play_deed *d, const char *invite,
	const char *address, const char *password)
{
	struct play_account *a = own(d);
	int person = PLAY_PERSON(d->seat);
	struct wire_msg msg = {.type = WIRE_T_SIGN_UP};

	if (!invite[0])
		return play_do_cannot(
			d, _("there is no invite for %s"), play_do_name(d));
	play_own_address(d->play, address, a->claim);
	if (password)
		snprintf(a->password, sizeof(a->password), "%s", password);
	else if (!a->password[0])
		snprintf(a->password, sizeof(a->password), ACCOUNT_PASSWORD,
			person + 1);
	a->moves = false;
	a->code[0] = '\0';
	msg.sign_up.invite = invite;
	msg.sign_up.address = a->claim;
	msg.sign_up.name = play_do_name(d);
	msg.sign_up.password = a->password;
	msg.sign_up.lang = (int)play_do_player(d)->lang;
	return play_call(d->play, d->seat, ASK_SIGN_UP, NULL, &msg, claim_sent);
}

static enum err signs_up(const struct play_deed *d)
{
	return sign_up(d, arg(d, 0)->slot ? arg(d, 0)->text : d->play->invite,
		arg(d, 1)->slot ? arg(d, 1)->text : own(d)->address,
		arg(d, 2)->slot ? arg(d, 2)->text : NULL);
}

static enum err signs_up_old(const struct play_deed *d)
{
	return sign_up(d, d->play->old_invite, own(d)->address, NULL);
}

static enum err signs_up_taken(const struct play_deed *d)
{
	return sign_up(d, d->play->invite,
		play_account(d->play, arg(d, 0)->person)->address, NULL);
}

static enum err confirmed(
	struct play *p, int seat, const char *body, size_t len)
{
	struct play_account *a = &p->accounts[PLAY_PERSON(seat)];

	(void)body;
	(void)len;
	memcpy(a->address, a->claim, sizeof(a->address));
	return ERR_OK;
}

static enum err confirm(const struct play_deed *d, const char *code)
{
	const struct play_account *a = own(d);
	const struct wire_msg up = {.type = WIRE_T_CONFIRM,
		.confirm = {.address = a->claim,
			.code = code,
			.password = a->password}};
	const struct wire_msg moved = {
		.type = WIRE_T_MOVED, .moved = {.code = code}};

	return play_call(d->play, d->seat, a->moves ? ASK_MOVED : ASK_CONFIRM,
		NULL, a->moves ? &moved : &up, confirmed);
}

static enum err confirms(const struct play_deed *d)
{
	const char *code = code_of(d, 0);

	return code[0] ? confirm(d, code) : no_code(d);
}

static enum err confirms_wrong(const struct play_deed *d)
{
	char code[LIMIT_KEY + 1];

	count(d, arg(d, 0));
	return confirm(d, wrong_code(own(d), code));
}

/* ---- the password ---- */

static enum err reset_sent(
	struct play *p, int seat, const char *body, size_t len)
{
	int person = PLAY_PERSON(seat);

	(void)body;
	(void)len;
	return fetch_code(p, person, p->accounts[person].address);
}

static enum err forgets(const struct play_deed *d)
{
	struct play_account *a = own(d);
	const struct wire_msg msg = {
		.type = WIRE_T_FORGOT, .forgot = {.address = a->address}};

	a->code[0] = '\0';
	return play_call(d->play, d->seat, ASK_FORGOT, NULL, &msg, reset_sent);
}

static enum err password_set(
	struct play *p, int seat, const char *body, size_t len)
{
	struct play_account *a = &p->accounts[PLAY_PERSON(seat)];

	(void)body;
	(void)len;
	memcpy(a->password, a->fresh, sizeof(a->password));
	return ERR_OK;
}

static enum err reset(
	const struct play_deed *d, const char *password, const char *code)
{
	struct play_account *a = own(d);
	const struct wire_msg msg = {.type = WIRE_T_RESET,
		.reset = {.address = a->address,
			.code = code,
			.password = password}};

	snprintf(a->fresh, sizeof(a->fresh), "%s", password);
	return play_call(d->play, d->seat, ASK_RESET, NULL, &msg, password_set);
}

static enum err resets(const struct play_deed *d)
{
	const char *code = code_of(d, 1);

	return code[0] ? reset(d, arg(d, 0)->text, code) : no_code(d);
}

static enum err resets_wrong(const struct play_deed *d)
{
	char code[LIMIT_KEY + 1], password[40];

	count(d, arg(d, 0));
	snprintf(password, sizeof(password), ACCOUNT_PASSWORD,
		PLAY_PERSON(d->seat) + 1);
	return reset(d, password, wrong_code(own(d), code));
}

static enum err change_password(
	const struct play_deed *d, const char *present, const char *fresh)
{
	const struct wire_msg msg = {.type = WIRE_T_PASSWORD,
		.password = {.password = present, .fresh = fresh}};

	if (!present[0])
		return play_do_cannot(
			d, _("%s has no password"), play_do_name(d));
	snprintf(own(d)->fresh, LIMIT_PASSWORD + 1, "%s", fresh);
	return play_call(
		d->play, d->seat, ASK_PASSWORD, NULL, &msg, password_set);
}

static enum err changes_password(const struct play_deed *d)
{
	return change_password(d, own(d)->password, arg(d, 0)->text);
}

static enum err changes_password_from(const struct play_deed *d)
{
	return change_password(d, arg(d, 0)->text, arg(d, 1)->text);
}

/* ---- the name and the address ---- */

static enum err changes_name(const struct play_deed *d)
{
	const struct wire_msg msg = {
		.type = WIRE_T_RENAME, .rename = {.name = arg(d, 0)->text}};

	return play_call(d->play, d->seat, ASK_RENAME, NULL, &msg, NULL);
}

static enum err move(const struct play_deed *d, const char *address)
{
	struct play_account *a = own(d);
	const struct wire_msg msg = {.type = WIRE_T_MOVE,
		.move = {.password = a->password, .address = a->claim}};

	if (!a->password[0])
		return play_do_cannot(
			d, _("%s has no password"), play_do_name(d));
	play_own_address(d->play, address, a->claim);
	a->moves = true;
	a->code[0] = '\0';
	return play_call(d->play, d->seat, ASK_MOVE, NULL, &msg, claim_sent);
}

static enum err changes_address(const struct play_deed *d)
{
	return move(d, arg(d, 0)->text);
}

static enum err changes_address_taken(const struct play_deed *d)
{
	return move(d, play_account(d->play, arg(d, 0)->person)->address);
}

/* ---- */

const play_do_fn play_account_table[VERB_COUNT] = {
	[VERB_SIGNS_IN_PASSWORD] = signs_in_password,
	[VERB_SIGNS_IN_WRONG] = signs_in_wrong,
	[VERB_SIGNS_OUT] = signs_out,
	[VERB_SIGNS_OUT_DEVICE] = signs_out_device,
	[VERB_SIGNS_UP] = signs_up,
	[VERB_SIGNS_UP_OLD] = signs_up_old,
	[VERB_SIGNS_UP_TAKEN] = signs_up_taken,
	[VERB_CONFIRMS] = confirms,
	[VERB_CONFIRMS_WRONG] = confirms_wrong,
	[VERB_FORGETS] = forgets,
	[VERB_RESETS] = resets,
	[VERB_RESETS_WRONG] = resets_wrong,
	[VERB_CHANGES_NAME] = changes_name,
	[VERB_CHANGES_ADDRESS] = changes_address,
	[VERB_CHANGES_ADDRESS_TAKEN] = changes_address_taken,
	[VERB_CHANGES_PASSWORD] = changes_password,
	[VERB_CHANGES_PASSWORD_FROM] = changes_password_from,
};
