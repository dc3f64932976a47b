/* SPDX-License-Identifier: MIT */
/* A list in the order of wanting, the latest first: few enough to look
 * through. */
#include "client/model/gallery.h"

#include <string.h>

#include "shared/mem.h"
#include "shared/picture/picture.h"

struct item {
	struct id media;
	enum gallery_state state;
	struct picture_cells *cells;
};

struct gallery {
	struct item items[GALLERY_MAX];
	int count;
};

struct gallery *gallery_new(void)
{
	return mem_zero(sizeof(struct gallery));
}

void gallery_destroy(struct gallery **g)
{
	if (!*g)
		return;
	for (int i = 0; i < (*g)->count; i++)
		mem_free((*g)->items[i].cells);
	mem_free(*g);
	*g = NULL;
}

static int find(const struct gallery *g, const struct id *media)
{
	for (int i = 0; i < g->count; i++)
		if (id_same(&g->items[i].media, media))
			return i;
	return -1;
}

void gallery_want(struct gallery *g, const struct id *media)
{
	struct item item = {.media = *media, .state = GALLERY_WANTED};
	int at = find(g, media);

	if (at >= 0) {
		item = g->items[at];
	} else if (g->count < GALLERY_MAX) {
		at = g->count++;
	} else {
		at = GALLERY_MAX - 1;
		mem_free(g->items[at].cells);
	}
	memmove(g->items + 1, g->items, (size_t)at * sizeof(*g->items));
	g->items[0] = item;
}

bool gallery_next(struct gallery *g, struct id *media)
{
	struct item *next = NULL;

	for (int i = 0; i < g->count; i++) {
		if (g->items[i].state == GALLERY_FETCHING)
			return false;
		if (!next && g->items[i].state == GALLERY_WANTED)
			next = &g->items[i];
	}
	if (!next)
		return false;
	next->state = GALLERY_FETCHING;
	*media = next->media;
	return true;
}

void gallery_put(
	struct gallery *g, const struct id *media, struct picture_cells *cells)
{
	int at = find(g, media);

	if (at < 0) {
		mem_free(cells);
		return;
	}
	mem_free(g->items[at].cells);
	g->items[at].cells = cells;
	g->items[at].state = cells ? GALLERY_SHOWN : GALLERY_NOT;
}

void gallery_forget(struct gallery *g)
{
	for (int i = 0; i < g->count; i++) {
		mem_free(g->items[i].cells);
		g->items[i].cells = NULL;
		g->items[i].state = GALLERY_WANTED;
	}
}

enum gallery_state gallery_look(const struct gallery *g, const struct id *media,
	const struct picture_cells **cells)
{
	int at = find(g, media);

	if (cells)
		*cells = at >= 0 ? g->items[at].cells : NULL;
	return at >= 0 ? g->items[at].state : GALLERY_UNKNOWN;
}
