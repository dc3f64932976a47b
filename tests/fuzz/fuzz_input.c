/* SPDX-License-Identifier: MIT */
/* Terminal input.  The first byte says how the rest is cut into reads: that
 * must not matter. */
#include <stdlib.h>
#include <string.h>

#include "client/term/input.h"
#include "shared/utf8.h"
#include "tests/fuzz/fuzz.h"

struct seen {
	uint64_t sum;
	long count;
	struct input_event last;
};

static void add(struct seen *s, const void *data, size_t len)
{
	const uint8_t *p = data;

	for (size_t i = 0; i < len; i++)
		s->sum = (s->sum ^ p[i]) * 0x100000001b3;
}

static void check_key(const struct input_event *ev)
{
	char name[INPUT_KEY_NAME_MAX];
	uint32_t mods = ev->key & INPUT_KEY_MODS, again = 0;

	assert(input_key_norm(ev->key & ~mods, mods) == ev->key);
	assert(input_key_parse(input_key_name(ev->key, name), &again) ||
		(ev->key & ~mods) < 0x20 || (ev->key & ~mods) == 0x7f);
	assert(again == ev->key || again == 0);
	assert(utf8_valid(ev->text, strlen(ev->text)));
	assert(!ev->text[0] || (mods == 0 && ev->key < INPUT_KEY_NAMED));
}

static void check_paste(const struct input_event *ev)
{
	assert(ev->len <= INPUT_PASTE_CAP && strlen(ev->data) == ev->len);
	assert(utf8_valid(ev->data, ev->len));
	for (size_t i = 0; i < ev->len; i++)
		assert((uint8_t)ev->data[i] >= ' ' || ev->data[i] == '\n' ||
			ev->data[i] == '\t');
}

static void on_event(void *ctx, const struct input_event *ev)
{
	struct seen *s = ctx;

	if (ev->kind == INPUT_KEY)
		check_key(ev);
	if (ev->kind == INPUT_PASTE)
		check_paste(ev);
	assert(ev->row >= 0 && ev->col >= 0);
	add(s, &ev->kind, sizeof(ev->kind));
	add(s, &ev->key, sizeof(ev->key));
	add(s, ev->data, ev->len);
	add(s, &ev->row, sizeof(ev->row));
	add(s, &ev->col, sizeof(ev->col));
	s->count++;
	s->last = *ev;
}

/* Feeds `step` bytes at a time, and lets all time run out at the end. */
static struct seen run(const uint8_t *data, size_t size, size_t step)
{
	struct seen s = {.sum = 0xcbf29ce484222325};
	struct input *in = input_new(on_event, &s);
	int64_t due;

	assert(in);
	for (size_t at = 0; at < size; at += step)
		input_feed(in, data + at, size - at < step ? size - at : step,
			(int64_t)at);
	while ((due = input_deadline(in)) >= 0)
		input_tick(in, due);
	input_feed(in, "x", 1, 0);
	assert(s.last.kind == INPUT_KEY && s.last.key == 'x');
	input_destroy(&in);
	return s;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct seen whole, pieces;

	if (size < 1)
		return 0;
	whole = run(data + 1, size - 1, size);
	pieces = run(data + 1, size - 1, data[0] % 7 + 1u);
	assert(whole.count == pieces.count && whole.sum == pieces.sum);
	return 0;
}
