/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_TERM_STYLE_H
#define CLIENT_TERM_STYLE_H

/*
 * The inks that screens draw with, and how each of them looks on every kind
 * of terminal.  Nothing else in the client names a colour.  Every ink that is
 * a colour also has a sign beside it on the screen, so a terminal without
 * colours loses nothing.
 */
#include <stdbool.h>
#include <stdint.h>

enum style {
	STYLE_DEFAULT,
	STYLE_BOLD,
	STYLE_GREY,
	STYLE_BLUE,
	STYLE_BLUE_BOLD,
	STYLE_GREEN,   /* the "can go available" icon only */
	STYLE_RED,     /* block and end only */
	STYLE_ACCENT,  /* the countdown's bar: blanks that show everywhere */
	STYLE_PICTURE, /* a picture's cells bring their own colours */
	STYLE_COUNT
};

/* Added to any of them: where Enter would act. */
#define STYLE_REVERSE 0x40

/* What a terminal can show, and on what. */
enum style_palette {
	STYLE_MONO,
	STYLE_8,       /* 8 colours, as on the Linux console */
	STYLE_UNKNOWN, /* 256 colours on a background that nobody told us */
	STYLE_DARK,
	STYLE_LIGHT,
	STYLE_PALETTES
};

struct style_look {
	int16_t colour; /* of the text; -1 is the terminal's own */
	bool bold;
	bool dim;
	bool reverse;
};

/* How `style`, an ink with or without STYLE_REVERSE, looks there. */
struct style_look style_look(uint8_t style, enum style_palette palette);

/* One letter for the style, for dumps: "." default, h bold, y grey, b blue,
 * n blue and bold, g green, r red, a accent, p picture; capital, or "#" for the
 * default, in reverse. */
char style_mark(uint8_t style);

#endif
