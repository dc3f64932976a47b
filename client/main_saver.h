/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MAIN_SAVER_H
#define CLIENT_MAIN_SAVER_H

/*
 * The archive into a file (J2) on a thread of its own, so that chats ring and
 * are answered meanwhile.  One at a time; answers come on the loop's thread.
 * The file is there whole or not at all, whatever ends the program.
 */
#include <stdbool.h>
#include <stdint.h>

#include "client/export/export.h"
#include "client/model/saving.h"

struct main_saver; /* opaque */
struct ws_loop;

struct main_saver_handlers {
	void *ctx;
	/* So many chats are written, back to that time. */
	void (*progress)(void *ctx, int64_t chats, int64_t reached);
	/* It is over; `path` is where the file is, "" when it is not there. */
	void (*ended)(void *ctx, enum saving_why why, enum err err,
		int64_t chats, const char *path);
};

/* Copied. */
struct main_saver_wish {
	const char *base, *ca, *token; /* as struct main_saving */
	struct export_want want;
	const char *path; /* "~" is the home directory */
	const char
		*folder; /* made when it is not there and the path is in it */
	bool replace;    /* a file that is there */
};

/* NULL: no memory, no descriptor. */
struct main_saver *main_saver_new(
	struct ws_loop *loop, const struct main_saver_handlers *on);

/* Gives up what is under way; its answer never comes, and no file is left. */
void main_saver_destroy(struct main_saver **v);

/* Begins; while one is under way, that one goes on and this is not done. */
void main_saver_begin(struct main_saver *v, const struct main_saver_wish *wish);

/* It ends soon, with SAVING_STOPPED. */
void main_saver_stop(struct main_saver *v);

#endif
