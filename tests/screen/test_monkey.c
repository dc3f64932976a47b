/* SPDX-License-Identifier: MIT */
/*
 * The relay can never end the client, nor can any key: messages made at
 * random from the wire's table, about the few chats that the client knows,
 * and keys at random, at any size.  The seed is printed when something breaks;
 * `NOREN_SEED` replays it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "client/model/chat.h"
#include "client/model/model.h"
#include "client/screen/screens.h"
#include "client/term/grid.h"
#include "client/term/input.h"
#include "tests/lib/scene.h"
#include "tests/lib/wiregen.h"

#define STEPS 6000
#define SEEDS 6

/* The relay's types; one from another side it would not get through. */
static enum wire_type any_type(struct wiregen *g)
{
	enum wire_type type;

	do
		type = (enum wire_type)wiregen_next(g, WIRE_T_COUNT);
	while (!(wire_info(type)->from & (WIRE_FROM_R | WIRE_FROM_RA)));
	return type;
}

/* An id that is known half of the time. */
static struct id any_id(struct wiregen *g, const struct id *made)
{
	static const char *const ids[] = {SCENE_CHAT, SCENE_OTHER, SCENE_ME};

	return wiregen_next(g, 2) ? *made
				  : id_from_str(ids[wiregen_next(g, 3)]);
}

/* Times and numbers near to what is true, as often as not. */
static void tame(struct wiregen *g, struct scene *s, struct wire_msg *msg)
{
	const struct wire_info *info = wire_info(msg->type);
	const struct chat *c = s->model->chat;

	for (int i = 0; i < info->n_fields; i++) {
		const struct wire_field *f = &info->fields[i];
		void *at = (char *)msg + f->offset;

		if (f->kind == WIRE_F_ID)
			*(struct id *)at = any_id(g, at);
		if (wiregen_next(g, 4) == 0)
			continue;
		if (f->kind == WIRE_F_TIME)
			*(int64_t *)at = s->wall_us -
				(int64_t)wiregen_next(g, 90) * 60000000;
		if (f->kind == WIRE_F_INT && strcmp(f->name, "seq") == 0)
			*(int64_t *)at =
				(c ? c->n : 0) + (int64_t)wiregen_next(g, 3);
		else if (f->kind == WIRE_F_INT && wiregen_next(g, 2))
			*(int64_t *)at = (int64_t)wiregen_next(g, 100000);
	}
}

static void any_message(struct wiregen *g, struct scene *s)
{
	struct wire_msg msg;
	struct action a = {.kind = ACTION_MESSAGE, .message = &msg};

	wiregen_make(g, any_type(g), wiregen_next(g, 2), &msg);
	tame(g, s, &msg);
	scene_act(s, &a);
}

static void any_key(struct wiregen *g, struct scene *s)
{
	static const char *const keys[] = {"<Enter>", "<Esc>", "<F1>", "<F2>",
		"<F5>", "<F6>", "<F7>", "<F9>", "<F10>", "<Up>", "<Down>",
		"<PageUp>", "<PageDown>", "<Space>", "<Tab>", "<Left>",
		"<Alt-Enter>", "a", "あ", "e", "<Alt-L>", "<Backspace>",
		"<Ctrl-U>", "<Ctrl-Q>", "l", "s", "/", "t", "b", "p", "c", "n",
		"r", "<Alt-T>", "<Alt-R>", "<Alt-O>", "<Alt-K>", "<Alt-C>",
		"<Ctrl-G>", "<F8>", "<Delete>", "1", ":"};

	scene_keys(s, keys[wiregen_next(g, sizeof(keys) / sizeof(keys[0]))]);
}

/* A click anywhere on the page as it is. */
static void any_click(struct wiregen *g, struct scene *s)
{
	struct input_event e = {
		.kind = INPUT_MOUSE,
		.mouse = INPUT_PRESS,
		.button = 1,
		.row = (int)wiregen_next(g, 30),
		.col = (int)wiregen_next(g, 100),
	};

	scene_page(s);
	screens_event(s->screens, &e, &s->effects);
}

/* What the machine answers, whether it was asked or not. */
static void any_answer(struct wiregen *g, struct scene *s)
{
	const struct wire_media media = {
		.media = id_from_str(SCENE_OTHER), .mime = WIRE_MIME_PNG};
	struct action answers[] = {
		{.kind = ACTION_UPLOADING, .uploading = {5, 10}},
		{.kind = ACTION_UPLOADED, .uploaded = {ERR_OK, &media}},
		{.kind = ACTION_UPLOADED, .uploaded = {ERR_IO, NULL}},
		{.kind = ACTION_CELLS,
			.cells = {.media = id_from_str(SCENE_CHAT)}},
		{.kind = ACTION_GOODS_CELLS, .goods_cells = {.sku = "S-1"}},
		{.kind = ACTION_SAVED, .saved = {ERR_OK, "x.png"}},
		{.kind = ACTION_COMPLETED, .completed = {"~/", "a\nb/\n"}},
		{.kind = ACTION_REPORTED, .err = ERR_IO},
		{.kind = ACTION_BATTERY, .number = 7},
		{.kind = ACTION_UPLOAD, .text = "~/a.png"},
	};

	scene_act(s,
		&answers[wiregen_next(
			g, sizeof(answers) / sizeof(answers[0]))]);
}

/* What managers have asked for, or not; and their role comes and goes. */
static void any_list(struct wiregen *g, struct scene *s)
{
	switch (wiregen_next(g, 6)) {
	case 0:
		scene_manager(s);
		break;
	case 1:
		scene_refuse(s,
			(enum ask_kind)(ASK_M_RETAILER +
				wiregen_next(g, ASK_COUNT - ASK_M_RETAILER)),
			(enum err)wiregen_next(g, ERR_COUNT));
		break;
	case 2:
		scene_answer(s,
			wiregen_next(g, 2) ? ASK_M_CODE : ASK_M_SET_INVITE,
			"{\"t\":\"handed\",\"code\":\"48151\","
			"\"minutes\":15}");
		break;
	case 3:
		scene_act(s,
			&(struct action){.kind = ACTION_TEAM +
					wiregen_next(g,
						ACTION_AUDIT - ACTION_TEAM +
							1)});
		break;
	default:
		scene_team(s);
		scene_lists(s);
		break;
	}
}

static void any_link(struct wiregen *g, struct scene *s)
{
	struct action signed_in = {.kind = ACTION_SIGNED_IN};
	struct action unlocked = {.kind = ACTION_UNLOCKED};

	switch (wiregen_next(g, 6)) {
	case 0:
		scene_link(s, (enum action_link)wiregen_next(g, 4),
			(int64_t)wiregen_next(g, 60000),
			(enum err)wiregen_next(g, ERR_COUNT));
		break;
	case 1:
		signed_in.signed_in.err = ERR_CREDENTIALS;
		scene_act(s, &signed_in);
		break;
	case 2:
		unlocked.err = (enum err)wiregen_next(g, 2);
		scene_act(s, &unlocked);
		break;
	default:
		scene_sign_in(s);
		break;
	}
}

static void step(struct wiregen *g, struct scene *s)
{
	switch (wiregen_next(g, 10)) {
	case 0:
	case 1:
	case 2:
		any_message(g, s);
		break;
	case 3:
		scene_wait(s, (int64_t)wiregen_next(g, 4000));
		break;
	case 4:
		if (wiregen_next(g, 8) == 0)
			any_link(g, s);
		if (wiregen_next(g, 8) == 0)
			scene_resize(s, 1 + (int)wiregen_next(g, 40),
				1 + (int)wiregen_next(g, 120));
		break;
	case 5:
		any_click(g, s);
		break;
	case 6:
		if (wiregen_next(g, 2))
			any_answer(g, s);
		else
			any_list(g, s);
		break;
	default:
		any_key(g, s);
		break;
	}
}

/* What holds whatever happens. */
static void check(struct scene *s)
{
	const struct model *m = s->model;

	assert_true(m->n_rings <= MODEL_RINGS);
	assert_true(m->n_enquiries <= MODEL_ENQUIRIES_MAX);
	assert_true(model_deadline(m) > m->now_ms);
	assert_true(!m->chat || m->chat->n <= m->chat->last);
	assert_true(m->place != MODEL_CHAT || m->chat);
	for (const char *at = scene_page(s); *at; at++)
		assert_true((unsigned char)*at >= ' ' || *at == '\n');
	scene_out(s);
}

static void test_monkey(void **state)
{
	const char *given = getenv("NOREN_SEED");
	uint64_t first = given ? strtoull(given, NULL, 10) : 1;

	(void)state;
	for (uint64_t seed = first; seed < first + (given ? 1 : SEEDS);
		seed++) {
		struct scene *s = scene_new(24, 80, seed % 2, NULL);
		struct wiregen g;

		fprintf(stderr, "# NOREN_SEED=%llu\n",
			(unsigned long long)seed);
		wiregen_init(&g, seed);
		for (int i = 0; i < STEPS; i++) {
			step(&g, s);
			check(s);
		}
		wiregen_fini(&g);
		scene_destroy(&s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_monkey)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
