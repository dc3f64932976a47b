/* SPDX-License-Identifier: MIT */
/*
 * A new account (rules A1, A2): invite code, address, name and password, then
 * the code from the mail; after that it is signed in.
 */
#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/code_page.h"
#include "client/screen/excuse.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "shared/limits.h"
#include "shared/password.h"

enum { INVITE, ADDRESS, NAME, PASSWORD, FIRST };
enum { CODE, SECOND };

static const struct form_field first[FIRST] = {
	[INVITE] = {.label = N_("Invite code"),
		.kind = FORM_LINE,
		.most = LIMIT_KEY,
		.hint = N_("A manager of your shop has it: six letters and "
			   "digits.")},
	[ADDRESS] = {.label = N_("E-mail address"),
		.kind = FORM_LINE,
		.most = LIMIT_ADDRESS,
		.hint = N_("It is your user name. A code is mailed to it.")},
	[NAME] = {.label = N_("Your name"),
		.kind = FORM_LINE,
		.most = LIMIT_NAME / 4,
		.hint = N_("Shoppers and colleagues see it.")},
	[PASSWORD] = {.label = N_("Password"),
		.kind = FORM_SECRET,
		.most = LIMIT_PASSWORD,
		.hint = N_("At least 10 characters; a few words are fine.")},
};
static const struct form_field second[SECOND] = {
	[CODE] = {.label = N_("Code from the mail"),
		.kind = FORM_LINE,
		.most = LIMIT_KEY},
};

static bool fill_first(
	const struct screen *s, struct code_page *p, struct wire_msg *msg)
{
	struct form *f = p->forms[0];
	const char *own[] = {form_text(f, ADDRESS), form_text(f, NAME)};
	enum err e = password_check(form_text(f, PASSWORD), own, 2);
	bool fine = e == ERR_OK;

	if (!fine)
		form_err(f, PASSWORD, excuse_text(e));
	/* The first one that is missing is where it goes on. */
	for (int i = NAME; i >= INVITE; i--) {
		if (!form_blank(f, i))
			continue;
		form_err(f, i, _(first[i].hint));
		fine = false;
	}
	*msg = (struct wire_msg){.type = WIRE_T_SIGN_UP,
		.sign_up = {.invite = form_text(f, INVITE),
			.address = form_text(f, ADDRESS),
			.name = form_text(f, NAME),
			.password = form_text(f, PASSWORD),
			.lang = s->model->japanese ? WIRE_LANG_JA
						   : WIRE_LANG_EN}};
	return fine;
}

static int blame_first(enum err e, const char **text)
{
	(void)text;
	switch (e) {
	case ERR_INVITE:
	case ERR_INVITE_USED:
	case ERR_INVITE_EXPIRED:
	case ERR_INVITE_WITHDRAWN:
		return INVITE;
	case ERR_ADDRESS:
	case ERR_ADDRESS_TAKEN:
		return ADDRESS;
	case ERR_PASSWORD_SHORT:
	case ERR_PASSWORD_COMMON:
		return PASSWORD;
	default:
		return -1;
	}
}

static const char *address(const struct code_page *p)
{
	return form_text(p->forms[0], ADDRESS);
}

static const char *password(const struct code_page *p)
{
	return form_text(p->forms[0], PASSWORD);
}

static bool fill_second(
	const struct screen *s, struct code_page *p, struct wire_msg *msg)
{
	(void)s;
	if (form_blank(p->forms[1], CODE))
		return false;
	*msg = (struct wire_msg){.type = WIRE_T_CONFIRM,
		.confirm = {.address = address(p),
			.code = form_text(p->forms[1], CODE),
			.password = password(p)}};
	return true;
}

/* The code was right, but not the password: it is of a later sign-up. */
static int blame_second(enum err e, const char **text)
{
	if (e == ERR_CREDENTIALS) {
		*text = _("Somebody else has signed up with this address "
			  "since. Press Esc to start again.");
		return CODE;
	}
	return e == ERR_CODE || e == ERR_CODE_OVER || e == ERR_LOCKED ? CODE
								      : -1;
}

static const char *sent(const struct code_page *p, long minutes, char *out)
{
	return paint_format(out,
		_("A code is on its way to %s. It is good for %ld minutes. If "
		  "none comes: Esc, then ask again, or ask a manager for "
		  "one."),
		address(p), minutes);
}

static const struct code_page_ops ops = {
	.title = N_("Create an account"),
	.sent = sent,
	.steps = {{.fields = first,
			  .n = FIRST,
			  .ask = ASK_SIGN_UP,
			  .word = N_("send me a code"),
			  .fill = fill_first,
			  .blame = blame_first},
		{.fields = second,
			.n = SECOND,
			.ask = ASK_CONFIRM,
			.word = N_("finish"),
			.fill = fill_second,
			.blame = blame_second}},
	.address = address,
	.password = password,
};

static void open(struct screen *s)
{
	struct code_page *p = s->self;

	code_page_open(s, &ops);
	form_set(p->forms[0], ADDRESS, s->model->address);
	form_go(p->forms[0], INVITE);
}

const struct screen_ops sign_up_ops = {
	.name = "sign_up",
	CODE_PAGE_OPERATIONS,
	.open = open,
};
