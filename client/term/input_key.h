/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_TERM_INPUT_KEY_H
#define CLIENT_TERM_INPUT_KEY_H

/*
 * Keys as numbers that can be compared and switched over: a code, which is a
 * character or one of the names below, plus modifiers:
 *
 *     case INPUT_KEY_ALT | INPUT_KEY_ENTER:
 *     case INPUT_KEY_CTRL | 'f':
 *     case 'f':
 *
 * One key has one number.  A letter with a modifier is lower case, and Shift
 * is a modifier of its own then (Alt-Shift-A); a character without Ctrl or
 * Alt is itself, and has no Shift.
 */
#include <stdbool.h>
#include <stdint.h>

#define INPUT_KEY_SHIFT 0x1000000
#define INPUT_KEY_ALT 0x2000000
#define INPUT_KEY_CTRL 0x4000000
#define INPUT_KEY_MODS 0x7000000

#define INPUT_KEY_NAMED 0x110000 /* codes from here on are no characters */

/* clang-format off */
#define INPUT_KEY_TABLE(K) \
	K(ENTER, "Enter") K(TAB, "Tab") K(BACKSPACE, "Backspace") \
	K(ESC, "Esc") K(UP, "Up") K(DOWN, "Down") K(LEFT, "Left") \
	K(RIGHT, "Right") K(HOME, "Home") K(END, "End") \
	K(PAGE_UP, "PageUp") K(PAGE_DOWN, "PageDown") \
	K(INSERT, "Insert") K(DELETE, "Delete") \
	K(F1, "F1") K(F2, "F2") K(F3, "F3") K(F4, "F4") K(F5, "F5") \
	K(F6, "F6") K(F7, "F7") K(F8, "F8") K(F9, "F9") K(F10, "F10") \
	K(F11, "F11") K(F12, "F12") K(F13, "F13") K(F14, "F14") \
	K(F15, "F15") K(F16, "F16") K(F17, "F17") K(F18, "F18") \
	K(F19, "F19") K(F20, "F20")
/* clang-format on */

enum input_key {
	INPUT_KEY_NONE = 0,
	INPUT_KEY_BEFORE_NAMED = INPUT_KEY_NAMED - 1,
#define INPUT_KEY_ENUM(id, name) INPUT_KEY_##id,
	INPUT_KEY_TABLE(INPUT_KEY_ENUM)
#undef INPUT_KEY_ENUM
		INPUT_KEY_AFTER_NAMED
};

#define INPUT_KEY_NAME_MAX 32

/* The one number of a key: code and modifiers put into the form above. */
uint32_t input_key_norm(uint32_t code, uint32_t mods);

/* How people write it: "F9", "Alt-Enter", "Ctrl-F", "Shift-Tab", "Space",
 * "a".  Needs INPUT_KEY_NAME_MAX bytes; returns `out`. */
const char *input_key_name(uint32_t key, char *out);

/* Reads such a name, in any case (but "a" and "A" alone differ), "-" or "+"
 * between its parts.  False, and *key untouched, when it is none. */
bool input_key_parse(const char *name, uint32_t *key);

#endif
