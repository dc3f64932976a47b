/* SPDX-License-Identifier: MIT */
#ifndef TESTS_LIB_SCENE_H
#define TESTS_LIB_SCENE_H

/*
 * The client without its world, for tests: keys and the relay's messages go
 * in as text, the page and what the client wants done come out as text.  The
 * clock stands at 2026-11-21 (a Saturday) 17:05 UTC until it is moved.
 */
#include <stdbool.h>
#include <stdint.h>

#include "client/model/action.h"
#include "client/model/effects.h"
#include "client/term/style.h"
#include "shared/buf.h"

struct grid;
struct input;
struct model;
struct screens;
struct settings;

#define SCENE_CHAT "0ccccccccccccccccccccccccc"
#define SCENE_OTHER "0ddddddddddddddddddddddddd"
#define SCENE_ME "0aaaaaaaaaaaaaaaaaaaaaaaaa"

struct scene {
	struct model *model;
	struct screens *screens;
	struct grid *grid;
	struct effects effects;
	int64_t ms, wall_us;
	struct buf page, out;
};

/* A client of that size, not signed in.  `set` may change the settings. */
struct scene *scene_new(
	int rows, int cols, bool japanese, void (*set)(struct settings *));
void scene_destroy(struct scene **s);

/* Signs in as Aiko Tanaka of Ginza: the link is up, the shop open, all quiet;
 * forgets what the client wanted done so far. */
void scene_sign_in(struct scene *s);

/* The relay says that: one JSON object, its times written as RFC 3339. */
void scene_tell(struct scene *s, const char *json);
void scene_tellf(struct scene *s, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* A manager's welcome, and one without a manager's rights. */
void scene_manager(struct scene *s);
void scene_no_manager(struct scene *s);

/* The relay answers what was asked over HTTP: with that JSON, its times as in
 * scene_tell, or with that error. */
void scene_answer(struct scene *s, enum ask_kind ask, const char *json);
void scene_refuse(struct scene *s, enum ask_kind ask, enum err why);

/* What a shop has for its managers: seven colleagues, three groups, four
 * codes, hours, greetings and an audit log; told, and answered to whatever
 * the page that is open has asked. */
void scene_team(struct scene *s);
void scene_templates(struct scene *s);
void scene_lists(struct scene *s);

/* One's own account: told, with three sessions, of which ginza-2 is this one.
 */
#define SCENE_HERE "01111111111111111111111111"
#define SCENE_TABLET "02222222222222222222222222"
#define SCENE_TILL "03333333333333333333333333"
void scene_account(struct scene *s);

/* Goes to the page of that letter of the side menu, and has all of it told. */
void scene_manage(struct scene *s, const char *letter);

/* For cmocka's tests, before and after each: a manager's client at 80x24. */
int scene_begin_manager(void **state);
int scene_finish(void **state);

/* For them too: fails unless that is on the page; is not; unless the
 * client has asked that of the relay, or nothing at all, since scene_out. */
void scene_expect(struct scene *s, const char *text);
void scene_expect_not(struct scene *s, const char *text);
void scene_asked(struct scene *s, const char *text);
void scene_asked_nothing(struct scene *s);

/* It says what tests need most: a ring of Guest 4821 with so many ms left; the
 * chat SCENE_CHAT with that phase and last entry; a text in it at 17:02, of the
 * shopper or of Aiko Tanaka. */
void scene_ring(struct scene *s, const char *chat, int left);
void scene_chat(struct scene *s, const char *phase, int seq);
void scene_entry(struct scene *s, int seq, const char *who, const char *text);

void scene_act(struct scene *s, const struct action *a);
void scene_link(
	struct scene *s, enum action_link state, int64_t ms, enum err why);

/* Types: characters as they are, keys as "<Alt-Enter>"; "<<" is "<". */
void scene_keys(struct scene *s, const char *keys);
void scene_paste(struct scene *s, const char *text);
void scene_wheel(struct scene *s, bool up);
/* Clicks on the first cell of that text on the page. */
void scene_click(struct scene *s, const char *text);
void scene_focus(struct scene *s, bool on);

/* Time goes by, with a tick whenever the model wants one; returns how many
 * there were. */
int scene_wait(struct scene *s, int64_t ms);

/* What the client has wanted done since the last call, a line each: "send
 * {…}", "bell", "title …".  Lends until the next call. */
const char *scene_out(struct scene *s);

/* The page as text (grid_dump): as it is; with lines of - | + as some
 * terminals show them; with styles and cursor.  Lends. */
const char *scene_page(struct scene *s);
const char *scene_plain(struct scene *s);
const char *scene_styles(struct scene *s);

/* How many cells of the page are in that style. */
int scene_count_style(struct scene *s, uint8_t style);
bool scene_shows(struct scene *s, const char *text);
void scene_resize(struct scene *s, int rows, int cols);

/* gettext speaks that language from now on, from the build's own files. */
void scene_language(const char *language);

#endif
