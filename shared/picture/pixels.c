/* SPDX-License-Identifier: MIT */
#include "shared/picture/pixels.h"

#include <stddef.h>
#include <string.h>

#include "shared/limits.h"
#include "shared/mem.h"

#define CHANNELS 4

static size_t count(const struct pixels *p)
{
	return (size_t)p->width * (size_t)p->height;
}

enum err pixels_init(struct pixels *p, int64_t width, int64_t height)
{
	*p = (struct pixels){.rgba = NULL};
	if (width < 1 || height < 1 || width > LIMIT_PIXELS ||
		height > LIMIT_PIXELS / width)
		return ERR_MEDIA;
	p->rgba = mem_zero((size_t)(width * height) * CHANNELS);
	if (!p->rgba)
		return ERR_NOMEM;
	p->width = (int)width;
	p->height = (int)height;
	return ERR_OK;
}

void pixels_fini(struct pixels *p)
{
	mem_free(p->rgba);
	*p = (struct pixels){.rgba = NULL};
}

/*
 * The eight orientations are three yes-or-nos: rows and columns are swapped
 * (5 to 8), and then the source is read from its right, from its bottom.
 */
static const struct {
	bool swap, right, bottom;
} turns[9] = {
	[2] = {.right = true},
	[3] = {.right = true, .bottom = true},
	[4] = {.bottom = true},
	[5] = {.swap = true},
	[6] = {.swap = true, .bottom = true},
	[7] = {.swap = true, .right = true, .bottom = true},
	[8] = {.swap = true, .right = true},
};

static size_t source_of(const struct pixels *p, int o, int x, int y)
{
	int sx = turns[o].swap ? y : x, sy = turns[o].swap ? x : y;

	sx = turns[o].right ? p->width - 1 - sx : sx;
	sy = turns[o].bottom ? p->height - 1 - sy : sy;
	return (size_t)sy * (size_t)p->width + (size_t)sx;
}

enum err pixels_orient(struct pixels *p, int orientation)
{
	int o = orientation;
	struct pixels to;
	uint8_t *at;
	enum err e;

	if (o < 2 || o > 8)
		return ERR_OK;
	e = pixels_init(&to, turns[o].swap ? p->height : p->width,
		turns[o].swap ? p->width : p->height);
	if (e)
		return e;
	at = to.rgba;
	for (int y = 0; y < to.height; y++)
		for (int x = 0; x < to.width; x++, at += CHANNELS)
			memcpy(at, p->rgba + CHANNELS * source_of(p, o, x, y),
				CHANNELS);
	pixels_fini(p);
	*p = to;
	return ERR_OK;
}

/* The mean of the up to four pixels from (x, y) on. */
static uint8_t mean(const struct pixels *p, int x, int y, int channel)
{
	int x2 = x + 1 < p->width ? x + 1 : x;
	int y2 = y + 1 < p->height ? y + 1 : y;
	const uint8_t *top =
		p->rgba + CHANNELS * ((size_t)y * (size_t)p->width);
	const uint8_t *low =
		p->rgba + CHANNELS * ((size_t)y2 * (size_t)p->width);
	int left = CHANNELS * x + channel, right = CHANNELS * x2 + channel;

	return (uint8_t)((top[left] + top[right] + low[left] + low[right] + 2) /
		4);
}

void pixels_halve(struct pixels *p)
{
	int width = p->width > 1 ? p->width / 2 : 1;
	int height = p->height > 1 ? p->height / 2 : 1;
	uint8_t *at = p->rgba;

	/* What is written was read before: `at` never overtakes the source. */
	for (int y = 0; y < height; y++)
		for (int x = 0; x < width; x++)
			for (int c = 0; c < CHANNELS; c++)
				*at++ = mean(p, 2 * x, 2 * y, c);
	p->width = width;
	p->height = height;
}

void pixels_flatten(struct pixels *p)
{
	for (size_t i = 0, n = count(p); i < n; i++) {
		uint8_t *at = p->rgba + CHANNELS * i;

		for (int c = 0; c < 3; c++)
			at[c] = (uint8_t)((at[c] * at[3] +
						  255 * (255 - at[3])) /
				255);
		at[3] = 255;
	}
}

bool pixels_opaque(const struct pixels *p)
{
	for (size_t i = 0, n = count(p); i < n; i++)
		if (p->rgba[CHANNELS * i + 3] != 255)
			return false;
	return true;
}
