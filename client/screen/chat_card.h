/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_SCREEN_CHAT_CARD_H
#define CLIENT_SCREEN_CHAT_CARD_H

/*
 * A recommended product as a box within the log of a chat, row by row.
 */
struct goods;
struct grid;
struct model;

#define CHAT_CARD_ROWS 4

/* The cells that it needs of `width`. */
int chat_card_cols(int width);

/* Paints its i-th row. */
void chat_card_draw(const struct model *m, struct grid *g, int row, int col,
	int width, int i, const struct goods *goods);

#endif
