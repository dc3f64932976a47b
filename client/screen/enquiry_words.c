/* SPDX-License-Identifier: MIT */
#include "client/screen/enquiry_words.h"

#include "client/model/words.h"
#include "client/screen/excuse.h"
#include "client/screen/leaf.h"
#include "client/term/style.h"

const char *enquiry_words_name(const struct enquiry *e)
{
	return e->name ? e->name : e->address;
}

const char *enquiry_words_outcome(enum wire_outcome state)
{
	switch (state) {
	case WIRE_OUTCOME_QUEUED:
		return _("The mail waits to go out");
	case WIRE_OUTCOME_SENT:
		return _("Sent");
	case WIRE_OUTCOME_FAILED:
		return _("Not delivered");
	case WIRE_OUTCOME_BY_HAND:
		return _("Answered otherwise");
	default:
		return _("Answered");
	}
}

const char *enquiry_words_state(
	const struct model *m, const struct enquiry *e, char out[PAINT_SIZE])
{
	if (e->done)
		return enquiry_words_outcome(e->state);
	if (!e->taken)
		return _("Waits");
	if (enquiry_is_ours(m, e))
		return _("You have taken it up");
	return paint_format(out, _("Taken up by %s"), e->taken);
}

static void add_letter(
	const struct model *m, const struct answered_letter *x, struct leaf *l)
{
	char text[PAINT_SIZE], when[PAINT_SIZE];

	leaf_gap(l, 1);
	paint_format(text, "%s   %s   %s", paint_when(m, x->at, when),
		x->name ? x->name : _("a colleague"),
		enquiry_words_outcome(x->state));
	leaf_text(l, x->state == WIRE_OUTCOME_FAILED ? STYLE_BOLD : STYLE_GREY,
		text);
	if (x->why && x->state != WIRE_OUTCOME_SENT)
		leaf_text(l, STYLE_GREY, x->why);
	if (x->text)
		leaf_text(l, STYLE_DEFAULT, x->text);
}

static void add_letters(const struct model *m, struct leaf *l)
{
	const struct answered *a = &m->answered;

	if (!a->letters_told) {
		leaf_gap(l, 1);
		leaf_text(l, STYLE_GREY,
			a->letters_err            ? excuse_text(a->letters_err)
				: model_online(m) ? _("One moment")
						  : _("No connection"));
	}
	for (int i = 0; i < a->n_letters; i++)
		add_letter(m, &a->letters[i], l);
}

void enquiry_words_page(
	const struct model *m, const struct enquiry *e, struct leaf *l)
{
	char text[PAINT_SIZE], when[PAINT_SIZE], state[PAINT_SIZE];

	leaf_text(l, STYLE_BOLD, enquiry_words_name(e));
	paint_format(text, "%s   %s   %s", paint_when(m, e->at, when),
		e->address, paint_language(e->lang));
	leaf_text(l, STYLE_GREY, text);
	leaf_text(l, STYLE_GREY, enquiry_words_state(m, e, state));
	if (m->no_mail && !e->done) {
		paint_format(text,
			_("No mails are sent from here. Please write to %s "
			  "yourself, and note it then."),
			e->address);
		leaf_text(l, STYLE_BOLD, text);
	}
	leaf_gap(l, 1);
	leaf_text(l, STYLE_DEFAULT, e->text ? e->text : "");
	add_letters(m, l);
}
