/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_SETTINGS_H
#define CLIENT_MODEL_SETTINGS_H

/*
 * The settings of noren.conf(5), declared once: section, name, type, range,
 * default, help.  Pure: main.c reads the file and hands in line by line.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "client/model/action.h"
#include "shared/err.h"
#include "shared/limits.h"

/* clang-format off */
/* S(TYPE, name, least, most, default, help): for TEXT `most` is bytes; for
 * WORD `least` is unused, and `most` the words to choose from. */
#define SETTINGS_TABLE(S) \
	S(TEXT, relay, 0, LIMIT_URL, "https://localhost", \
		"Where the relay is: https://HOST or https://HOST:PORT; plain http only on this machine") \
	S(TEXT, ca, 0, LIMIT_URL, "", \
		"A file of certificates to trust; empty trusts those of the system") \
	S(TEXT, address, 0, LIMIT_ADDRESS, "", \
		"The e-mail address that the sign-in screen begins with") \
	S(WORD, language, 0, "auto en ja", "auto", \
		"The language of the screen; auto follows the environment") \
	S(WORD, theme, 0, "auto dark light mono", "auto", \
		"The background that the colours must suit; auto asks the terminal") \
	S(BOOL, enter_sends, 0, 1, "yes", \
		"Enter sends and Alt-Enter breaks the line; no swaps them") \
	S(INT, lock_minutes, 0, 240, "10", \
		"Minutes without a key after which the screen locks; 0 never") \
	S(BOOL, bell, 0, 1, "yes", \
		"Ring the bell when noren calls") \
	S(WORD, desktop, 0, "auto 9 99 777 off", "auto", \
		"The terminal's desktop notification: by which OSC sequence; auto takes what the terminal is known for") \
	S(BOOL, notice_chat, 0, 1, "yes", \
		"Call for an incoming chat") \
	S(BOOL, notice_transfer, 0, 1, "yes", \
		"Call for a chat that a colleague sends") \
	S(BOOL, notice_sale, 0, 1, "yes", \
		"Call for a new sale") \
	S(BOOL, notice_block, 0, 1, "yes", \
		"Managers: call when a shopper was blocked") \
	S(BOOL, title, 0, 1, "yes", \
		"Set the title of the terminal's window") \
	S(BOOL, mouse, 0, 1, "yes", \
		"Take the mouse: clicks and the wheel; selecting text then needs Shift") \
	S(BOOL, ascii, 0, 1, "no", \
		"Draw lines with - | + only") \
	S(TEXT, downloads, 0, LIMIT_URL, "~/Downloads", \
		"Where pictures and reports are kept, and saved archives at first; nothing there is overwritten unasked") \
	S(TEXT, opener, 0, LIMIT_URL, "xdg-open", \
		"The program that opens links; it gets the address as its last argument, and no shell sees it") \
	S(TEXT, power_supply, 0, LIMIT_URL, "/sys/class/power_supply", \
		"Where the kernel tells of batteries") \
	S(TEXT, note, 0, LIMIT_TITLE, "", \
		"A line for the home screen, such as where the shop is")
/* clang-format on */

enum settings_language {
	SETTINGS_LANGUAGE_AUTO,
	SETTINGS_LANGUAGE_EN,
	SETTINGS_LANGUAGE_JA
};
enum settings_desktop {
	SETTINGS_DESKTOP_AUTO,
	SETTINGS_DESKTOP_9,
	SETTINGS_DESKTOP_99,
	SETTINGS_DESKTOP_777,
	SETTINGS_DESKTOP_OFF
};
enum settings_theme {
	SETTINGS_THEME_AUTO,
	SETTINGS_THEME_DARK,
	SETTINGS_THEME_LIGHT,
	SETTINGS_THEME_MONO
};

struct settings {
#define SETTINGS_C_TEXT char *
#define SETTINGS_C_WORD int
#define SETTINGS_C_BOOL bool
#define SETTINGS_C_INT int
#define SETTINGS_MEMBER(TYPE, name, least, most, value, help) \
	SETTINGS_C_##TYPE name;
	SETTINGS_TABLE(SETTINGS_MEMBER)
#undef SETTINGS_MEMBER
	char *keys[ACTION_USER_COUNT]; /* [keys]; NULL: the default */
	bool kiosk; /* --kiosk, which no file sets: see action_leads_out */
};

#define SETTINGS_WHY 160

/* All defaults; end it with settings_fini. */
void settings_init(struct settings *s);
void settings_fini(struct settings *s);
void settings_copy(struct settings *to, const struct settings *from);

/*
 * Takes one line of the file: section "" for the settings, "keys" for a key of
 * an action's name.  ERR_CONFIG: the name is unknown or the value is not one;
 * then `why` says so in words.  Whether keys are keys is seen by keymap_new.
 */
enum err settings_set(struct settings *s, const char *section, const char *name,
	const char *value, char why[SETTINGS_WHY]);

/* A row of the table, for the manual.  False past the end. */
struct settings_info {
	const char *name, *range, *value, *help;
};
bool settings_info(int i, struct settings_info *info, char range[SETTINGS_WHY]);

#endif
