/* SPDX-License-Identifier: MIT */
#include "client/screen/hits.h"

#include <stddef.h>

void hits_clear(struct hits *h)
{
	h->n = 0;
}

static void add(struct hits *h, struct hit hit)
{
	if (h->n < HITS_MAX)
		h->all[h->n++] = hit;
}

void hits_action(
	struct hits *h, int row, int col, int cols, enum action_kind action)
{
	add(h, (struct hit){row, col, 1, cols, action, HITS_NO_ROW});
}

void hits_row(struct hits *h, int row, int col, int cols, int number)
{
	add(h, (struct hit){row, col, 1, cols, ACTION_USER_COUNT, number});
}

const struct hit *hits_find(const struct hits *h, int row, int col)
{
	for (int i = h->n - 1; i >= 0; i--) {
		const struct hit *hit = &h->all[i];

		if (row >= hit->row && row < hit->row + hit->rows &&
			col >= hit->col && col < hit->col + hit->cols)
			return hit;
	}
	return NULL;
}
