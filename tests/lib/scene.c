/* SPDX-License-Identifier: MIT */
#include "tests/lib/scene.h"

#include <assert.h>
#include <libintl.h>
#include <locale.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/model/model.h"
#include "client/model/settings.h"
#include "client/screen/screens.h"
#include "client/term/grid.h"
#include "client/term/input.h"
#include "shared/cluster.h"
#include "shared/mem.h"
#include "shared/times.h"
#include "shared/utf8.h"
#include "shared/wire.h"

#define WALL INT64_C(1795280700000000) /* 2026-11-21T17:05:00Z */
#define FROM_RELAY (WIRE_FROM_RA | WIRE_FROM_R)

/* libintl's own: says that the language has changed. */
extern int _nl_msg_cat_cntr;

void scene_language(const char *language)
{
	const char *build = getenv("NOREN_BUILD");
	char path[4096];

	snprintf(
		path, sizeof(path), "%s/locale", build ? build : "build/debug");
	setlocale(LC_ALL, "C.UTF-8");
	bindtextdomain("noren", path);
	bind_textdomain_codeset("noren", "UTF-8");
	textdomain("noren");
	setenv("LANGUAGE", language, 1);
	_nl_msg_cat_cntr++;
}

struct scene *scene_new(
	int rows, int cols, bool japanese, void (*set)(struct settings *))
{
	struct scene *s = mem_zero(sizeof(*s));
	struct settings settings;
	struct model_config config = {
		.settings = &settings,
		.seed = 0x5eed,
		.japanese = japanese,
	};
	char why[SCREENS_WHY];
	enum err e;

	scene_language(japanese ? "ja" : "en");
	settings_init(&settings);
	if (set)
		set(&settings);
	s->model = model_new(&config);
	settings_fini(&settings);
	e = screens_new(s->model, &s->screens, why);
	assert(e == ERR_OK);
	(void)e;
	s->grid = grid_new(rows, cols);
	s->ms = 1000000;
	s->wall_us = WALL;
	buf_init(&s->page, 1 << 20);
	buf_init(&s->out, 1 << 20);
	scene_wait(s, 0);
	return s;
}

void scene_destroy(struct scene **s)
{
	screens_destroy(&(*s)->screens);
	model_destroy(&(*s)->model);
	grid_destroy(&(*s)->grid);
	effects_fini(&(*s)->effects);
	buf_fini(&(*s)->page);
	buf_fini(&(*s)->out);
	mem_free(*s);
	*s = NULL;
}

static void tick(struct scene *s)
{
	model_update(s->model,
		&(struct action){
			.kind = ACTION_TICK,
			.tick = {.ms = s->ms, .wall_us = s->wall_us},
		},
		&s->effects);
}

void scene_act(struct scene *s, const struct action *a)
{
	tick(s);
	model_update(s->model, a, &s->effects);
}

void scene_link(
	struct scene *s, enum action_link state, int64_t ms, enum err why)
{
	scene_act(s,
		&(struct action){
			.kind = ACTION_LINK,
			.link = {.state = state, .retry_ms = ms, .why = why},
		});
}

/* Times are numbers on the wire; here they are written so that they can be
 * read: "2026-11-21T17:05:00Z". */
static void number_times(const char *json, struct buf *out)
{
	while (*json) {
		size_t len = json[0] == '"' ? strcspn(json + 1, "\"") : 0;
		int64_t at;

		if (len > 0 && times_parse(json + 1, len, &at) == ERR_OK) {
			buf_addf(out, "%lld", (long long)at);
			json += len + 2;
		} else {
			buf_add_char(out, *json++);
		}
	}
}

void scene_tell(struct scene *s, const char *text)
{
	struct wire_msg msg;
	const char *why = "", *json;
	struct buf numbered;
	enum err e;

	buf_init(&numbered, LIMIT_ASSOCIATE_FRAME);
	number_times(text, &numbered);
	json = buf_str(&numbered);
	e = wire_decode(json, strlen(json), LIMIT_ASSOCIATE_FRAME, FROM_RELAY,
		&msg, &why);
	if (e != ERR_OK) {
		fprintf(stderr, "%s (%s): %s\n", err_name(e), why, json);
		abort();
	}
	scene_act(s, &(struct action){.kind = ACTION_MESSAGE, .message = &msg});
	wire_fini(&msg);
	buf_fini(&numbered);
}

void scene_tellf(struct scene *s, const char *format, ...)
{
	char json[8192];
	va_list args;

	va_start(args, format);
	vsnprintf(json, sizeof(json), format, args);
	va_end(args);
	scene_tell(s, json);
}

static void welcome(struct scene *s, bool manager)
{
	scene_tellf(s,
		"{\"t\":\"welcome\",\"version\":1,"
		"\"now\":\"2026-11-21T17:05:00Z\","
		"\"retailer\":\"Maison Noren\",\"name\":\"Aiko Tanaka\","
		"\"associate\":\"%s\",\"groups\":\"Ginza\","
		"\"currency\":\"JPY\",\"shop\":\"maison\",\"manager\":%s}",
		SCENE_ME, manager ? "true" : "false");
}

void scene_manager(struct scene *s)
{
	welcome(s, true);
	scene_tell(s, "{\"t\":\"ready\"}");
	scene_out(s);
}

void scene_no_manager(struct scene *s)
{
	welcome(s, false);
	scene_tell(s, "{\"t\":\"ready\"}");
	scene_out(s);
}

static void answer(
	struct scene *s, enum ask_kind ask, enum err e, const char *json)
{
	struct buf numbered;

	buf_init(&numbered, 1 << 20);
	number_times(json, &numbered);
	scene_act(s,
		&(struct action){
			.kind = ACTION_ANSWERED,
			.answered = {.ask = ask,
				.err = e,
				.body = buf_str(&numbered),
				.len = numbered.len},
		});
	buf_fini(&numbered);
}

void scene_answer(struct scene *s, enum ask_kind ask, const char *json)
{
	answer(s, ask, ERR_OK, json);
}

void scene_refuse(struct scene *s, enum ask_kind ask, enum err why)
{
	answer(s, ask, why, "");
}

void scene_sign_in(struct scene *s)
{
	const struct wire_signed_in in = {
		.token = "t",
		.associate = id_from_str(SCENE_ME),
		.name = "Aiko Tanaka",
		.retailer = "Maison Noren",
	};

	scene_act(s,
		&(struct action){
			.kind = ACTION_SIGNED_IN, .signed_in = {.in = &in}});
	scene_link(s, ACTION_LINK_CONNECTING, 0, ERR_OK);
	scene_link(s, ACTION_LINK_UP, 0, ERR_OK);
	welcome(s, false);
	scene_tell(s,
		"{\"t\":\"status\",\"available\":false,\"reason\":\"choice\","
		"\"since\":\"2026-11-21T15:53:00Z\",\"open\":true,"
		"\"next\":\"2026-11-21T19:00:00Z\"}");
	scene_tell(s,
		"{\"t\":\"panel\",\"window\":7,\"chats\":7,\"missed\":0,"
		"\"available\":4,\"colleagues\":9,\"enquiries\":0}");
	scene_tell(s, "{\"t\":\"ready\"}");
	scene_out(s);
}

void scene_ring(struct scene *s, const char *chat, int left)
{
	scene_tellf(s,
		"{\"t\":\"ring\",\"chat\":\"%s\",\"left\":%d,"
		"\"name\":\"Guest 4821\",\"visits\":2,\"lang\":\"en\","
		"\"text\":\"Hi, do you have this coat in M in Ginza?\","
		"\"product\":\"Navy wool coat\",\"amount\":48000,"
		"\"currency\":\"JPY\"}",
		chat, left);
}

void scene_chat(struct scene *s, const char *phase, int seq)
{
	scene_tellf(s,
		"{\"t\":\"chat\",\"chat\":\"%s\",\"phase\":\"%s\","
		"\"name\":\"Guest 4821\",\"lang\":\"en\",\"seq\":%d,"
		"\"opened\":\"2026-11-21T17:01:00Z\",\"present\":true,"
		"\"product\":\"Navy wool coat\",\"amount\":48000,"
		"\"currency\":\"JPY\"}",
		SCENE_CHAT, phase, seq);
}

void scene_entry(struct scene *s, int seq, const char *who, const char *text)
{
	bool shopper = strcmp(who, "shopper") == 0;

	scene_tellf(s,
		"{\"t\":\"entry\",\"chat\":\"%s\",\"seq\":%d,"
		"\"at\":\"2026-11-21T17:02:00Z\",\"kind\":\"text\","
		"\"who\":\"%s\",\"name\":\"%s\",\"text\":\"%s\"}",
		SCENE_CHAT, seq, who, shopper ? "Guest 4821" : "Aiko Tanaka",
		text);
}

/* ---- keys ---- */

static void event(struct scene *s, const struct input_event *e)
{
	tick(s);
	screens_event(s->screens, e, &s->effects);
}

static void press(struct scene *s, uint32_t key, const char *text, size_t len)
{
	struct input_event e = {.kind = INPUT_KEY, .key = key};

	memcpy(e.text, text, len);
	event(s, &e);
}

/* The key named at `keys`, up to its ">". */
static size_t named(struct scene *s, const char *keys)
{
	size_t len = strcspn(keys, ">");
	char name[INPUT_KEY_NAME_MAX];
	uint32_t key;

	snprintf(name, sizeof(name), "%.*s", (int)len, keys);
	if (!input_key_parse(name, &key)) {
		fprintf(stderr, "no key: %s\n", name);
		abort();
	}
	press(s, key, key == ' ' ? " " : "", key == ' ');
	return len + 1;
}

void scene_keys(struct scene *s, const char *keys)
{
	while (*keys) {
		uint32_t cp;
		size_t len;

		if (keys[0] == '<' && keys[1] != '<') {
			keys += 1 + named(s, keys + 1);
			continue;
		}
		keys += *keys == '<';
		len = utf8_decode(keys, strlen(keys), &cp);
		press(s, cp, keys, len);
		keys += len;
	}
}

void scene_paste(struct scene *s, const char *text)
{
	event(s,
		&(struct input_event){.kind = INPUT_PASTE,
			.data = text,
			.len = strlen(text)});
}

void scene_wheel(struct scene *s, bool up)
{
	event(s,
		&(struct input_event){.kind = INPUT_MOUSE,
			.mouse = up ? INPUT_WHEEL_UP : INPUT_WHEEL_DOWN});
}

void scene_click(struct scene *s, const char *text)
{
	struct input_event e = {
		.kind = INPUT_MOUSE, .mouse = INPUT_PRESS, .button = 1};
	const char *page = scene_page(s), *at = strstr(page, text), *line;

	if (!at) {
		fprintf(stderr, "not on the page: %s\n%s", text, page);
		abort();
	}
	for (line = page; strchr(line, '\n') < at; e.row++)
		line = strchr(line, '\n') + 1;
	e.col = cluster_width(line, (size_t)(at - line));
	event(s, &e);
}

void scene_focus(struct scene *s, bool on)
{
	event(s, &(struct input_event){.kind = INPUT_FOCUS, .focused = on});
}

int scene_wait(struct scene *s, int64_t ms)
{
	int64_t end = s->ms + ms;
	int ticks = 0;

	tick(s);
	for (;;) {
		int64_t next = model_deadline(s->model);

		assert(next > s->ms);
		if (next > end)
			break;
		s->wall_us += (next - s->ms) * 1000;
		s->ms = next;
		tick(s);
		ticks++;
	}
	s->wall_us += (end - s->ms) * 1000;
	s->ms = end;
	tick(s);
	return ticks;
}

/* ---- what comes out ---- */

static const char *kind_name(enum effect_kind kind)
{
	static const char *const names[] = {
		[EFFECT_SEND] = "send",
		[EFFECT_SIGN_IN] = "sign_in",
		[EFFECT_UNLOCK] = "unlock",
		[EFFECT_SIGN_OUT] = "sign_out",
		[EFFECT_ASK] = "ask",
		[EFFECT_RETRY] = "retry",
		[EFFECT_ZONE] = "zone",
		[EFFECT_LANGUAGE] = "language",
		[EFFECT_UPLOAD] = "upload",
		[EFFECT_UPLOAD_STOP] = "upload_stop",
		[EFFECT_PICTURE] = "picture",
		[EFFECT_GOODS_PICTURE] = "goods_picture",
		[EFFECT_SAVE] = "save",
		[EFFECT_COMPLETE] = "complete",
		[EFFECT_LOOK] = "look",
		[EFFECT_COPY] = "copy",
		[EFFECT_REPORT_SEND] = "report_send",
		[EFFECT_REPORT_KEEP] = "report_keep",
		[EFFECT_SAVING] = "saving",
		[EFFECT_SAVING_STOP] = "saving_stop",
		[EFFECT_BATTERY] = "battery",
		[EFFECT_BELL] = "bell",
		[EFFECT_NOTIFY] = "notify",
		[EFFECT_TITLE] = "title",
		[EFFECT_REDRAW] = "redraw",
		[EFFECT_SUSPEND] = "suspend",
		[EFFECT_QUIT] = "quit",
	};

	return names[kind];
}

const char *scene_out(struct scene *s)
{
	struct effect *e;

	buf_clear(&s->out);
	while ((e = effects_next(&s->effects))) {
		buf_add_str(&s->out, kind_name(e->kind));
		if (e->kind == EFFECT_LANGUAGE)
			scene_language(e->text);
		if (e->kind == EFFECT_SEND) {
			buf_add_char(&s->out, ' ');
			wire_encode(&e->msg, &s->out);
		}
		if (e->kind == EFFECT_SAVING) {
			buf_addf(&s->out, " %d%s%s ", e->saving.form,
				e->saving.bom ? " bom" : "",
				e->saving.replace ? " replace" : "");
			wire_encode(&e->msg, &s->out);
		}
		if (e->kind == EFFECT_ASK)
			buf_addf(&s->out, " %s %s", ask_info(e->ask)->method,
				ask_info(e->ask)->path);
		if (e->text && (*e->text || e->kind != EFFECT_ASK))
			buf_addf(&s->out, " %s", e->text);
		if (e->secret && (*e->secret || e->kind != EFFECT_ASK))
			buf_addf(&s->out, " %s", e->secret);
		buf_add_char(&s->out, '\n');
		effects_drop(&e);
	}
	return buf_str(&s->out);
}

static const char *dump(struct scene *s, bool styles)
{
	screens_draw(s->screens, s->grid, &s->effects);
	buf_clear(&s->page);
	grid_dump(s->grid, styles, &s->page);
	return buf_str(&s->page);
}

const char *scene_page(struct scene *s)
{
	return dump(s, false);
}

const char *scene_styles(struct scene *s)
{
	return dump(s, true);
}

const char *scene_plain(struct scene *s)
{
	static const struct {
		const char *line, *plain;
	} lines[] = {{"─", "-"}, {"│", "|"}, {"┌", "+"}, {"┐", "+"}, {"└", "+"},
		{"┘", "+"}};
	const char *page = dump(s, false);
	struct buf plain;

	buf_init(&plain, 1 << 20);
	while (*page) {
		size_t i = 0;

		while (i < 6 && strncmp(page, lines[i].line, 3) != 0)
			i++;
		buf_add(&plain, i < 6 ? lines[i].plain : page, 1);
		page += i < 6 ? 3 : 1;
	}
	buf_clear(&s->page);
	buf_add_str(&s->page, buf_str(&plain));
	buf_fini(&plain);
	return buf_str(&s->page);
}

int scene_count_style(struct scene *s, uint8_t style)
{
	int n = 0;

	dump(s, false);
	for (int row = 0; row < grid_rows(s->grid); row++)
		for (int col = 0; col < grid_cols(s->grid); col++)
			n += grid_at(s->grid, row, col)->style == style;
	return n;
}

bool scene_shows(struct scene *s, const char *text)
{
	return strstr(scene_page(s), text) != NULL;
}

void scene_resize(struct scene *s, int rows, int cols)
{
	grid_resize(s->grid, rows, cols);
}
