/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MAIN_SAVING_H
#define CLIENT_MAIN_SAVING_H

/*
 * The archive from the relay into a descriptor (J2), waiting for each part of
 * it: by noren archive, and on a thread of the client's own.  Each part is
 * written before the next is asked for, so that an archive of any length takes
 * no more memory than one part.
 */
#include <stdbool.h>
#include <stdint.h>

#include "client/export/export.h"
#include "client/link/http_plain.h"
#include "shared/err.h"

enum main_saving_end {
	MAIN_SAVING_WHOLE,
	MAIN_SAVING_STOPPED, /* stop() said so */
	MAIN_SAVING_LINK,    /* the relay cannot be reached, or fell silent */
	MAIN_SAVING_REFUSED, /* it said no */
	MAIN_SAVING_ANSWER,  /* it said something that is no answer */
	MAIN_SAVING_NO_CHAT, /* there is no chat of that id for this person */
	MAIN_SAVING_FILE     /* it cannot be written */
};

struct main_saving {
	/* What is wanted; lent for the call. */
	const struct export_want *want;
	const char *base; /* as http_url_split has it */
	const char *ca;   /* NULL: the system's */
	const char *token;
	int fd; /* to write to; stays open */
	/* Called often and after each part; progress may be NULL. */
	bool (*stop)(void *ctx);
	void (*progress)(void *ctx, int64_t chats, int64_t reached);
	void *ctx;
	/* What came of it. */
	int64_t chats;
	int sys;      /* FILE: errno */
	long status;  /* REFUSED: of HTTP */
	enum err err; /* REFUSED, ANSWER: which, ERR_IO if it named none */
	char why[HTTP_PLAIN_WHY]; /* LINK, REFUSED: in words, "": none */
};

enum main_saving_end main_saving_run(struct main_saving *s);

/* A zone of that name for export_want, from the system's files.  Gives. */
struct tz *main_saving_zone(void *ctx, const char *name);

#endif
