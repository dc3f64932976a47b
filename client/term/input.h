/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_TERM_INPUT_H
#define CLIENT_TERM_INPUT_H

/*
 * Bytes from the terminal in, events out.  Pure: it is told the time.  It
 * understands what xterm, rxvt, the Linux console, tmux, screen and those who
 * imitate them send, without terminfo.  It does not matter how the bytes are
 * cut into reads; bad UTF-8 becomes U+FFFD; unknown sequences vanish whole.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "client/term/input_key.h"

struct input;

/* A lone ESC is the Esc key when nothing follows for this long. */
#define INPUT_ESC_MS 50
/* A sequence that has begun and goes silent for this long is dropped. */
#define INPUT_SEQUENCE_MS 1000
/* A paste that goes silent for this long is over.  Long, for what came later
 * would count as typed, and its line ends as Enter. */
#define INPUT_PASTE_MS 10000
/* Bytes of one paste; what is over is dropped and the event says so. */
#define INPUT_PASTE_CAP (64 * 1024)

enum input_kind {
	INPUT_KEY,        /* key; text when it is a character to be typed */
	INPUT_PASTE,      /* paste */
	INPUT_MOUSE,      /* mouse */
	INPUT_FOCUS,      /* focused: the terminal's window was entered, left */
	INPUT_BACKGROUND, /* light: the answer to OSC 11 */
	INPUT_POSITION,   /* row, col: the answer to CSI 6 n, from 0 */
	INPUT_DEVICE      /* the answer to CSI c: all questions before it are
			     answered, or never will be */
};

enum input_mouse {
	INPUT_PRESS,
	INPUT_RELEASE,
	INPUT_DRAG, /* moved with the button down */
	INPUT_MOVE,
	INPUT_WHEEL_UP,
	INPUT_WHEEL_DOWN
};

struct input_event {
	enum input_kind kind;
	uint32_t key;     /* see input_key.h; a mouse event's modifiers */
	char text[5];     /* one code point in UTF-8, or "" */
	const char *data; /* a paste: NUL-terminated valid UTF-8, lines end in
			     \n, no controls but \n and \t.  Lent during the
			     call */
	size_t len;
	bool cut; /* the paste was longer than INPUT_PASTE_CAP */
	enum input_mouse mouse;
	int button; /* 1 left, 2 middle, 3 right, 0 none or unknown */
	int row, col;
	bool focused;
	bool light;
};

typedef void input_fn(void *ctx, const struct input_event *event);

/* NULL when memory is out.  `fn` gets every event, in order, from within
 * input_feed and input_tick, which it must not call. */
struct input *input_new(input_fn *fn, void *ctx);
void input_destroy(struct input **in);

/* Takes bytes that were read at `now_ms`, on any monotonic clock. */
void input_feed(
	struct input *in, const void *bytes, size_t len, int64_t now_ms);

/* When input_tick is due, or -1: nothing is pending. */
int64_t input_deadline(const struct input *in);

/* Lets pending time run out.  Harmless at any time. */
void input_tick(struct input *in, int64_t now_ms);

#endif
