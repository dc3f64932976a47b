/* SPDX-License-Identifier: MIT */
#include "client/screen/code_page.h"

#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/excuse.h"
#include "client/screen/layout.h"
#include "client/screen/paint.h"
#include "client/screen/screen.h"
#include "client/term/grid.h"
#include "client/term/style.h"
#include "shared/times.h"

#define CODE_PAGE_COLS 60

void code_page_open(struct screen *s, const struct code_page_ops *ops)
{
	struct code_page *p = s->self;

	code_page_end(s);
	*p = (struct code_page){.ops = ops};
	for (int i = 0; i < 2; i++) {
		p->forms[i] = form_new(ops->steps[i].fields, ops->steps[i].n);
		form_clear(p->forms[i]);
	}
}

void code_page_end(struct screen *s)
{
	struct code_page *p = s->self;

	for (int i = 0; i < 2; i++) {
		if (p->forms[i])
			form_wipe(p->forms[i]);
		form_destroy(&p->forms[i]);
	}
}

static void go(struct code_page *p, int step)
{
	if (step == p->step)
		return;
	form_clear(p->forms[1]);
	p->step = step;
	p->err = ERR_OK;
}

/* ---- what is sent, and what comes back ---- */

static bool is_waiting(const struct screen *s, const struct code_page *p)
{
	return p->sent || s->model->newcomer.asked;
}

static void send(struct screen *s, struct code_page *p)
{
	const struct code_page_step *step = &p->ops->steps[p->step];
	struct wire_msg msg = {.mem = NULL};

	if (is_waiting(s, p) || !step->fill(s, p, &msg))
		return;
	for (int i = 0; i < step->n; i++)
		form_err(p->forms[p->step], i, NULL);
	p->err = ERR_OK;
	p->sent = true;
	p->turn = s->model->newcomer.turn;
	screen_act(s,
		&(struct action){
			.kind = ACTION_NEWCOMER, .manage = {step->ask, &msg}});
}

static void refused(const struct model *m, struct code_page *p)
{
	enum err e = m->newcomer.err;
	const char *text = NULL;
	int field = p->ops->steps[p->step].blame(e, &text);

	/* Digits typed behind wrong ones would cost another try. */
	if (e == ERR_CODE && field >= 0)
		form_set(p->forms[p->step], field, "");
	if (field >= 0)
		form_err(
			p->forms[p->step], field, text ? text : excuse_text(e));
	else
		p->err = e;
}

/* The account works, or the password is new: in by the ordinary road. */
static void sign_in(struct screen *s, struct code_page *p)
{
	screen_act(s,
		&(struct action){.kind = ACTION_SIGN_IN,
			.sign_in = {.address = p->ops->address(p),
				.password = p->ops->password(p)}});
	for (int i = 0; i < 2; i++)
		form_wipe(p->forms[i]);
	p->over = true;
}

const char *code_page_forgotten(void)
{
	return _("Nobody has typed for 20 minutes, so the password was "
		 "forgotten. Please enter it again.");
}

/* The password of a step; -1: none was typed. */
static int secret_of(const struct code_page *p, int step)
{
	const struct code_page_step *of = &p->ops->steps[step];

	for (int i = 0; i < of->n; i++)
		if (of->fields[i].kind == FORM_SECRET &&
			form_text(p->forms[step], i)[0])
			return i;
	return -1;
}

/* It goes on where the password is asked for. */
static void forget(struct code_page *p)
{
	for (int step = 1; step >= 0; step--) {
		int field = secret_of(p, step);

		if (field < 0)
			continue;
		form_wipe(p->forms[step]);
		form_err(p->forms[step], field, code_page_forgotten());
		go(p, step);
	}
}

bool code_page_done(struct screen *s)
{
	const struct model *m = s->model;
	struct code_page *p = s->self;

	if (!p->sent && model_forgets(m))
		forget(p);
	if (!p->sent || p->turn == m->newcomer.turn)
		return p->over;
	p->sent = false;
	if (m->newcomer.err)
		refused(m, p);
	else if (p->step == 1)
		sign_in(s, p);
	else
		p->step = 1;
	return p->over;
}

/* ---- events ---- */

/* Nobody has to wait for an answer: it is not heeded when it comes. */
static bool back(struct screen *s, struct code_page *p)
{
	p->sent = false;
	if (p->step == 0)
		s->pop = true;
	else
		go(p, 0);
	return true;
}

bool code_page_event(struct screen *s, const struct screen_event *e)
{
	struct code_page *p = s->self;
	enum form_result result;

	if (e->action == ACTION_BACK)
		return back(s, p);
	/* What was sent is not changed any more. */
	if (p->sent)
		return e->action == ACTION_USER_COUNT ||
			e->action == ACTION_OPEN;
	result = form_event(p->forms[p->step], e);
	if (result == FORM_DONE)
		send(s, p);
	if (result == FORM_CHANGED)
		p->err = ERR_OK;
	return result != FORM_NOT_MINE;
}

/* ---- drawing ---- */

static const char *above(
	const struct screen *s, const struct code_page *p, char out[PAINT_SIZE])
{
	const struct newcomer *n = &s->model->newcomer;

	if (p->step == 0)
		return _(p->ops->title);
	if (n->mailed)
		return p->ops->sent(p, (long)n->minutes, out);
	return paint_format(out,
		_("This relay sends no mail. A manager of your shop can hand a "
		  "code out for %s. It is good for %ld minutes."),
		p->ops->address(p), (long)n->minutes);
}

const char *code_page_wait(int64_t ms, char *out)
{
	char span[PAINT_SIZE];

	if (ms < 60000)
		paint_format(span, _("%ld s"), (long)(ms + 999) / 1000);
	else
		paint_span((ms + 59999) * (TIMES_SECOND / 1000), span);
	return paint_format(out, _("Please wait %s, then try again."), span);
}

static const char *below(
	const struct screen *s, const struct code_page *p, char out[PAINT_SIZE])
{
	int64_t left = s->model->newcomer.again_at - s->model->now_ms;

	if (is_waiting(s, p))
		return _("One moment");
	if (p->err == ERR_RATE && left > 0)
		return code_page_wait(left, out);
	return p->err ? excuse_text(p->err) : "";
}

void code_page_draw(struct screen *s, struct grid *g, const struct layout *at)
{
	struct code_page *p = s->self;
	int width = at->width < CODE_PAGE_COLS ? at->width : CODE_PAGE_COLS;
	int col = (at->cols - width) / 2;
	int row = at->top + (at->small ? 0 : 1), rows;
	char text[PAINT_SIZE], words[PAINT_SIZE];
	bool waits = is_waiting(s, p);
	const char *last = below(s, p, words);

	rows = paint_block(g, row, col, 4, width,
		p->step == 0 ? STYLE_BOLD : STYLE_DEFAULT, above(s, p, text));
	row += rows + (at->small ? 0 : 1);
	rows = at->foot - row - (at->small ? 0 : 1) -
		(*last ? paint_rows(last, width) : 1);
	row += form_draw(
		p->forms[p->step], g, s->hits, row, col, rows, width, NULL);
	if (!at->small && row < at->foot - 1)
		row++;
	paint_block(g, row, col, at->foot - row, width,
		waits ? STYLE_DEFAULT : STYLE_BOLD, last);
	if (p->sent)
		grid_cursor_hide(g);
}

int code_page_foot(struct screen *s, struct screen_foot *feet)
{
	const struct code_page *p = s->self;
	bool last = form_last(p->forms[p->step]), waits = is_waiting(s, p);

	feet[0] = (struct screen_foot){ACTION_OPEN,
		last ? _(p->ops->steps[p->step].word) : _("next"), waits};
	feet[1] = (struct screen_foot){ACTION_BACK, NULL, false};
	return 2;
}
