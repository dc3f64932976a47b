/* SPDX-License-Identifier: MIT */
#include "client/screen/form.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/model/action.h"
#include "client/screen/form_part.h"
#include "client/screen/hits.h"
#include "client/screen/screen.h"
#include "client/term/edit.h"
#include "client/term/edit_key.h"
#include "client/term/input.h"
#include "shared/mem.h"
#include "shared/text.h"
#include "shared/utf8.h"

#define FORM_DIGITS 12 /* of the longest number */

static bool is_typed(const struct form_field *field)
{
	return field->kind != FORM_CHOICE;
}

static struct edit *field_new(const struct form_field *field)
{
	bool number = field->kind == FORM_NUMBER;
	size_t most = number ? FORM_DIGITS : (size_t)field->most;
	struct edit *e = field->kind == FORM_SECRET
		? edit_new_secret(most)
		: edit_new(most, field->kind == FORM_TEXT);

	assert(e);
	return e;
}

struct form *form_new(const struct form_field *fields, int n)
{
	struct form *f = mem_zero(sizeof(*f));

	assert(f && n > 0 && n <= FORM_MAX);
	f->n = n;
	for (int i = 0; i < n; i++) {
		f->parts[i].field = &fields[i];
		if (is_typed(&fields[i]))
			f->parts[i].edit = field_new(&fields[i]);
	}
	return f;
}

static void drop_options(struct form_part *p)
{
	for (int i = 0; i < p->n_options; i++)
		mem_free(p->options[i]);
	mem_free(p->options);
	p->options = NULL;
	p->n_options = 0;
}

void form_destroy(struct form **f)
{
	if (!*f)
		return;
	for (int i = 0; i < (*f)->n; i++) {
		struct form_part *p = &(*f)->parts[i];

		edit_destroy(&p->edit);
		drop_options(p);
		mem_free(p->err);
		mem_free(p->off);
	}
	mem_free(*f);
	*f = NULL;
}

void form_wipe(struct form *f)
{
	for (int i = 0; i < f->n; i++) {
		struct form_part *p = &f->parts[i];

		if (p->field->kind != FORM_SECRET)
			continue;
		edit_destroy(&p->edit);
		p->edit = field_new(p->field);
	}
}

void form_clear(struct form *f)
{
	form_wipe(f);
	for (int i = 0; i < f->n; i++) {
		form_set(f, i, "");
		f->parts[i].choice = 0;
		form_off(f, i, NULL);
	}
	f->at = 0;
}

/* ---- what the fields hold ---- */

static struct form_part *part(const struct form *f, int i)
{
	assert(i >= 0 && i < f->n);
	return (struct form_part *)&f->parts[i];
}

const char *form_text(const struct form *f, int i)
{
	return is_typed(part(f, i)->field) ? edit_text(part(f, i)->edit) : "";
}

void form_set(struct form *f, int i, const char *text)
{
	struct form_part *p = part(f, i);

	form_err(f, i, NULL);
	if (is_typed(p->field))
		edit_set(p->edit, text ? text : "");
}

bool form_blank(const struct form *f, int i)
{
	const char *text = form_text(f, i);

	return text_blank(text, strlen(text));
}

/* Never longer than it was. */
static uint32_t narrow(uint32_t cp, bool after_ascii)
{
	if (cp >= 0xff01 && cp <= 0xff5e)
		return cp - 0xff01 + '!';
	if (cp == 0x3000)
		return ' ';
	return cp == 0x2212 || (cp == 0x30fc && after_ascii) ? '-' : cp;
}

void form_narrow(struct form *f, int i)
{
	char *text = mem_strdup(form_text(f, i));
	size_t len = text ? strlen(text) : 0, n = 0;
	uint32_t cp = 0;

	for (size_t at = 0; at < len;) {
		at += utf8_decode(text + at, len - at, &cp);
		cp = narrow(cp, n > 0 && (unsigned char)text[n - 1] < 0x80);
		if (cp != ' ' || n > 0)
			n += utf8_encode(cp, text + n);
	}
	while (n > 0 && text[n - 1] == ' ')
		n--;
	if (text && n < len) {
		text[n] = '\0';
		form_set(f, i, text);
	}
	mem_free(text);
}

int64_t form_number(const struct form *f, int i)
{
	const char *text = form_text(f, i);
	long long number = atoll(text);

	return *text && number <= part(f, i)->field->most ? number : -1;
}

void form_set_number(struct form *f, int i, int64_t number)
{
	char text[24];

	snprintf(text, sizeof(text), "%lld", (long long)number);
	form_set(f, i, text);
}

int form_choice(const struct form *f, int i)
{
	return part(f, i)->choice;
}

int form_choices(const struct form_part *p)
{
	int n = 0;

	if (p->options || !p->field->choices)
		return p->n_options;
	while (p->field->choices[n])
		n++;
	return n;
}

void form_choose(struct form *f, int i, int choice)
{
	struct form_part *p = part(f, i);

	assert(choice >= 0 && choice < form_choices(p));
	form_err(f, i, NULL);
	p->choice = choice;
}

void form_options(struct form *f, int i, const char *const *texts, int n)
{
	struct form_part *p = part(f, i);

	drop_options(p);
	p->options = mem_alloc((size_t)(n > 0 ? n : 1) * sizeof(*p->options));
	assert(p->options);
	for (int o = 0; o < n; o++)
		p->options[o] = mem_strdup(texts[o]);
	p->n_options = n;
	if (p->choice >= n)
		p->choice = 0;
}

static void put(char **text, const char *other)
{
	mem_free(*text);
	*text = other ? mem_strdup(other) : NULL;
}

void form_err(struct form *f, int i, const char *text)
{
	put(&part(f, i)->err, text);
	if (text)
		form_go(f, i);
}

void form_off(struct form *f, int i, const char *reason)
{
	put(&part(f, i)->off, reason);
}

/* ---- going about ---- */

int form_at(const struct form *f)
{
	return f->at;
}

void form_go(struct form *f, int i)
{
	assert(i >= 0 && i < f->n);
	f->at = i;
}

/* The next field in that direction that can be filled in, or -1. */
static int beside(const struct form *f, int step)
{
	int i = f->at + step;

	while (i >= 0 && i < f->n && f->parts[i].off)
		i += step;
	return i >= 0 && i < f->n ? i : -1;
}

bool form_last(const struct form *f)
{
	return beside(f, 1) < 0;
}

/* Behind the last field comes the first. */
static void step(struct form *f, int way)
{
	int to = beside(f, way);

	if (to < 0) {
		f->at = way > 0 ? -1 : f->n;
		to = beside(f, way);
	}
	f->at = to < 0 ? 0 : to;
}

/* ---- keys ---- */

static enum form_result change(struct form *f, int by)
{
	struct form_part *p = part(f, f->at);
	int n = form_choices(p);

	if (n < 2)
		return FORM_MINE;
	form_choose(f, f->at, (p->choice + by + n) % n);
	return FORM_CHANGED;
}

static enum form_result click(struct form *f, int i)
{
	bool again = i == f->at;

	if (i >= f->n)
		return FORM_NOT_MINE;
	if (f->parts[i].off)
		return FORM_MINE;
	f->at = i;
	return again && !is_typed(f->parts[i].field) ? change(f, 1) : FORM_MINE;
}

static bool all_digits(const struct input_event *in)
{
	const char *text = in->kind == INPUT_PASTE ? in->data : in->text;

	return text[strspn(text, "0123456789")] == '\0';
}

static enum form_result type(struct form *f, const struct input_event *in)
{
	struct form_part *p = part(f, f->at);
	bool alters;

	if (p->off)
		return FORM_NOT_MINE;
	if (p->field->kind == FORM_NUMBER && !all_digits(in))
		return FORM_MINE;
	/* An arrow changes nothing: what is wrong stays wrong. */
	alters = in->kind == INPUT_PASTE || in->text[0] ||
		in->key == INPUT_KEY_BACKSPACE || in->key == INPUT_KEY_DELETE ||
		in->key & INPUT_KEY_MODS;
	if (edit_key(p->edit, in) == EDIT_KEY_NOT_MINE)
		return FORM_NOT_MINE;
	if (!alters)
		return FORM_MINE;
	form_err(f, f->at, NULL);
	return FORM_CHANGED;
}

static enum form_result vertical(struct form *f, bool up)
{
	struct form_part *p = part(f, f->at);

	if (p->field->kind != FORM_TEXT ||
		!edit_move(p->edit, up ? EDIT_UP : EDIT_DOWN))
		step(f, up ? -1 : 1);
	return FORM_MINE;
}

static enum form_result enter(struct form *f)
{
	if (form_last(f))
		return FORM_DONE;
	step(f, 1);
	return FORM_MINE;
}

static enum form_result press(struct form *f, const struct input_event *in)
{
	struct form_part *p = part(f, f->at);
	uint32_t key = in->kind == INPUT_KEY ? in->key : 0;

	if (key == INPUT_KEY_TAB)
		step(f, 1);
	else if (key == (INPUT_KEY_SHIFT | INPUT_KEY_TAB))
		step(f, -1);
	else if (!is_typed(p->field)) {
		if (key == INPUT_KEY_LEFT || key == INPUT_KEY_RIGHT ||
			key == ' ')
			return change(f, key == INPUT_KEY_LEFT ? -1 : 1);
		return FORM_NOT_MINE;
	} else if (p->field->kind == FORM_TEXT &&
		(key == (INPUT_KEY_ALT | INPUT_KEY_ENTER) ||
			key == (INPUT_KEY_SHIFT | INPUT_KEY_ENTER))) {
		edit_insert(p->edit, "\n", 1);
		return FORM_CHANGED;
	} else
		return type(f, in);
	return FORM_MINE;
}

enum form_result form_event(struct form *f, const struct screen_event *e)
{
	if (e->row != HITS_NO_ROW)
		return click(f, e->row);
	if (e->action == ACTION_OPEN)
		return enter(f);
	if (e->action == ACTION_UP || e->action == ACTION_DOWN)
		return vertical(f, e->action == ACTION_UP);
	if (e->action == ACTION_USER_COUNT && e->input)
		return press(f, e->input);
	return FORM_NOT_MINE;
}
