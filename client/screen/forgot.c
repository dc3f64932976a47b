/* SPDX-License-Identifier: MIT */
/*
 * A forgotten password (rule A4): a code to the address, then the code and a
 * new password; after that it is signed in.  Whether the address has an
 * account nobody is told.
 */
#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/code_page.h"
#include "client/screen/excuse.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "shared/limits.h"
#include "shared/password.h"

enum { ADDRESS, FIRST };
enum { CODE, PASSWORD, SECOND };

static const struct form_field first[FIRST] = {
	[ADDRESS] = {.label = N_("The address of your account"),
		.kind = FORM_LINE,
		.most = LIMIT_ADDRESS},
};
static const struct form_field second[SECOND] = {
	[CODE] = {.label = N_("Code from the mail"),
		.kind = FORM_LINE,
		.most = LIMIT_KEY},
	[PASSWORD] = {.label = N_("New password"),
		.kind = FORM_SECRET,
		.most = LIMIT_PASSWORD,
		.hint = N_("At least 10 characters; a few words are fine.")},
};

static bool fill_first(
	const struct screen *s, struct code_page *p, struct wire_msg *msg)
{
	(void)s;
	if (form_blank(p->forms[0], ADDRESS)) {
		form_err(p->forms[0], ADDRESS, excuse_text(ERR_ADDRESS));
		return false;
	}
	*msg = (struct wire_msg){.type = WIRE_T_FORGOT,
		.forgot = {.address = form_text(p->forms[0], ADDRESS)}};
	return true;
}

static int blame_first(enum err e, const char **text)
{
	(void)text;
	return e == ERR_ADDRESS ? ADDRESS : -1;
}

static bool fill_second(
	const struct screen *s, struct code_page *p, struct wire_msg *msg)
{
	struct form *f = p->forms[1];
	const char *own[] = {form_text(p->forms[0], ADDRESS)};
	enum err e = password_check(form_text(f, PASSWORD), own, 1);

	(void)s;
	if (e)
		form_err(f, PASSWORD, excuse_text(e));
	if (form_blank(f, CODE))
		form_err(f, CODE, excuse_text(ERR_CODE));
	*msg = (struct wire_msg){.type = WIRE_T_RESET,
		.reset = {.address = form_text(p->forms[0], ADDRESS),
			.code = form_text(f, CODE),
			.password = form_text(f, PASSWORD)}};
	return !e && !form_blank(f, CODE);
}

static int blame_second(enum err e, const char **text)
{
	(void)text;
	if (e == ERR_PASSWORD_SHORT || e == ERR_PASSWORD_COMMON)
		return PASSWORD;
	return e == ERR_CODE || e == ERR_CODE_OVER || e == ERR_LOCKED ? CODE
								      : -1;
}

static const char *address(const struct code_page *p)
{
	return form_text(p->forms[0], ADDRESS);
}

static const char *password(const struct code_page *p)
{
	return form_text(p->forms[1], PASSWORD);
}

static const char *sent(const struct code_page *p, long minutes, char *out)
{
	return paint_format(out,
		_("If %s has an account, a code is on its way to it, good for "
		  "%ld minutes. If none comes: Esc, then ask again, or ask a "
		  "manager for one."),
		address(p), minutes);
}

static const struct code_page_ops ops = {
	.title = N_("New password"),
	.sent = sent,
	.steps = {{.fields = first,
			  .n = FIRST,
			  .ask = ASK_FORGOT,
			  .word = N_("send me a code"),
			  .fill = fill_first,
			  .blame = blame_first},
		{.fields = second,
			.n = SECOND,
			.ask = ASK_RESET,
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
}

const struct screen_ops forgot_ops = {
	.name = "forgot",
	CODE_PAGE_OPERATIONS,
	.open = open,
};
