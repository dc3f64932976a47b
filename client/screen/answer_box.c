/* SPDX-License-Identifier: MIT */
/*
 * The answer to an enquiry (rule C9): by mail, or the note that it was given
 * otherwise.
 */
#include <inttypes.h>
#include <stdio.h>

#include "client/model/enquiry.h"
#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/enquiry_words.h"
#include "client/screen/form_box.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "client/screen/sender_key.h"
#include "client/term/style.h"

enum { HOW, TEXT, FIELDS };
enum { BY_MAIL, BY_HAND };

struct self {
	struct form_box box;
	struct id enquiry;
	int64_t opened; /* wall_us: part of the sender's key */
};

static const char *const ways[] = {
	N_("By mail"), N_("I have answered otherwise"), NULL};

static const struct form_field fields[FIELDS] = {
	[HOW] = {.label = N_("How"), .kind = FORM_CHOICE, .choices = ways},
	[TEXT] = {.label = N_("Your answer"),
		.kind = FORM_TEXT,
		.most = LIMIT_TEXT_CHARS,
		.rows = 4,
		.hint = N_("Alt-Enter begins a new line.")},
};

static const struct enquiry *enquiry_of(struct screen *s)
{
	const struct self *self = s->self;
	const struct enquiry *e = enquiry_find(s->model, &self->enquiry);

	return e ? e : answered_find(s->model, &self->enquiry);
}

static void fill(struct screen *s, struct form *f)
{
	form_choose(f, HOW, s->model->no_mail ? BY_HAND : BY_MAIL);
	if (s->model->no_mail)
		form_off(f, HOW, _("I have answered otherwise"));
	form_go(f, TEXT);
}

static void send(struct screen *s, struct form_box *b)
{
	struct self *self = s->self;
	const char *text = form_text(b->form, TEXT);
	bool by_hand =
		s->model->no_mail || form_choice(b->form, HOW) == BY_HAND;
	char key[SENDER_KEY];
	struct wire_msg msg = {.type = WIRE_T_ANSWER};

	if (!by_hand && form_blank(b->form, TEXT)) {
		form_err(b->form, TEXT, _("Please write an answer."));
		return;
	}
	msg.answer.enquiry = self->enquiry;
	msg.answer.text = form_blank(b->form, TEXT) ? NULL : text;
	msg.answer.by_hand = by_hand;
	msg.answer.key = sender_key(
		key, self->opened, (const char *const[]){text, NULL});
	form_box_save(s, b, ASK_ANSWER, &msg);
}

static int blame(enum err e, const char **text)
{
	if (e == ERR_ADDRESS) {
		*text = _("No mail can be sent to that address.");
		return HOW;
	}
	return e == ERR_NO_MAIL ? HOW : e == ERR_FIELD ? TEXT : -1;
}

/* What is answered: the box may lie over it. */
static int above(
	struct screen *s, struct grid *g, int row, int col, int rows, int width)
{
	const struct enquiry *e = enquiry_of(s);

	return paint_block(g, row, col, rows, width, STYLE_DEFAULT,
		e && e->text ? e->text : "");
}

static const struct form_box_ops ops = {
	.fields = fields,
	.n = FIELDS,
	.fill = fill,
	.send = send,
	.blame = blame,
	.above = above,
	.above_rows = 3,
	.save = N_("Send"),
	.foot = N_("send"),
};

static void open(struct screen *s)
{
	struct self *self = s->self;

	self->enquiry =
		id_valid(s->subject) ? id_from_str(s->subject) : (struct id){0};
	self->opened = s->model->wall_us;
	form_box_open(s, &ops);
}

static bool done(struct screen *s)
{
	return !enquiry_of(s) || form_box_done(s);
}

static void draw(struct screen *s, struct grid *g, const struct layout *at)
{
	const struct enquiry *e = enquiry_of(s);
	char text[PAINT_SIZE];

	paint_format(text, _("Answer to %s"), e ? e->address : "");
	form_box_draw(s, g, at, text);
}

const struct screen_ops answer_box_ops = {
	.name = "answer_box",
	.size = sizeof(struct self),
	FORM_BOX_OPERATIONS,
	.open = open,
	.end = form_box_end,
	.done = done,
};
