/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_SCREEN_CHAT_SIDE_H
#define CLIENT_SCREEN_CHAT_SIDE_H

/*
 * The panel beside a chat on a wide page: who the shopper is, and what they
 * are looking at.
 */
struct grid;
struct model;

#define CHAT_SIDE_COLS 32

/* Paints it; the model must have a chat. */
void chat_side_draw(
	const struct model *m, struct grid *g, int row, int col, int rows);

#endif
