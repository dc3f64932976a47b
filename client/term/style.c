/* SPDX-License-Identifier: MIT */
#include "client/term/style.h"

#include <assert.h>

/* What a row does where there are no colours, or eight. */
#define BOLD 1
#define DIM 2 /* where a terminal cannot, nothing happens */
#define REVERSE 4

static const struct ink {
	char mark;
	uint8_t look;    /* in colours, beside them */
	uint8_t look8;   /* with eight colours */
	uint8_t mono;    /* with none */
	int16_t eight;   /* never 8 and up: many terminals show them as black */
	int16_t unknown; /* in between: readable on both */
	int16_t dark;
	int16_t light;
} inks[STYLE_COUNT] = {
	[STYLE_DEFAULT] = {'.', 0, 0, 0, -1, -1, -1, -1},
	[STYLE_BOLD] = {'h', BOLD, BOLD, BOLD, -1, -1, -1, -1},
	[STYLE_GREY] = {'y', 0, DIM, DIM, -1, 243, 246, 241},
	[STYLE_BLUE] = {'b', 0, BOLD, 0, 4, 32, 75, 25},
	[STYLE_BLUE_BOLD] = {'n', BOLD, BOLD, BOLD, 4, 32, 75, 25},
	[STYLE_GREEN] = {'g', 0, 0, BOLD, 2, 34, 77, 28},
	[STYLE_RED] = {'r', 0, 0, BOLD, 1, 160, 203, 124},
	[STYLE_ACCENT] = {'a', REVERSE, REVERSE, REVERSE, 4, 32, 75, 25},
	[STYLE_PICTURE] = {'p', 0, 0, 0, -1, -1, -1, -1},
};

static int16_t colour_in(const struct ink *ink, enum style_palette palette)
{
	switch (palette) {
	case STYLE_8:
		return ink->eight;
	case STYLE_DARK:
		return ink->dark;
	case STYLE_LIGHT:
		return ink->light;
	case STYLE_UNKNOWN:
		return ink->unknown;
	case STYLE_MONO:
	case STYLE_PALETTES:
		break;
	}
	return -1;
}

struct style_look style_look(uint8_t style, enum style_palette palette)
{
	uint8_t id = style & (uint8_t)~STYLE_REVERSE;
	const struct ink *ink = &inks[id];
	uint8_t look = palette == STYLE_MONO ? ink->mono
		: palette == STYLE_8         ? ink->look8
					     : ink->look;

	assert(id < STYLE_COUNT);
	return (struct style_look){
		.colour = colour_in(ink, palette),
		.bold = look & BOLD,
		.dim = look & DIM,
		.reverse = (look & REVERSE) || (style & STYLE_REVERSE),
	};
}

char style_mark(uint8_t style)
{
	uint8_t id = style & (uint8_t)~STYLE_REVERSE;
	char mark = inks[id].mark;

	assert(id < STYLE_COUNT);
	if (!(style & STYLE_REVERSE))
		return mark;
	return mark == '.' ? '#' : (char)(mark - 'a' + 'A');
}
