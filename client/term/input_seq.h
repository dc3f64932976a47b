/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_TERM_INPUT_SEQ_H
#define CLIENT_TERM_INPUT_SEQ_H

/*
 * What a whole control sequence means, once client/term/input.c has found its
 * end.  Tables, no state.  `body` is what stands between the introducer and
 * the final byte, a C string.  `mods` are modifiers known already: Alt, when
 * another ESC came first.  Each returns false for what has no meaning here.
 */
#include <stdbool.h>
#include <stdint.h>

struct input_event;

/* The event of a key; with its text, when it is a character to be typed. */
struct input_event input_seq_key(uint32_t code, uint32_t mods);

/* The event of a control byte, 0x00 to 0x1f or 0x7f. */
struct input_event input_seq_control(uint8_t byte, uint32_t mods);

bool input_seq_csi(const char *body, char final, uint32_t mods,
	struct input_event *out); /* ESC [ body final */
bool input_seq_ss3(const char *body, char final, uint32_t mods,
	struct input_event *out); /* ESC O body final */
bool input_seq_linux(
	char final, uint32_t mods, struct input_event *out); /* ESC [ [ final */
bool input_seq_x10(const char bytes[3],
	struct input_event *out); /* ESC [ M and three bytes */
bool input_seq_osc(const char *body,
	struct input_event *out); /* ESC ] body BEL or ESC \ */

#endif
