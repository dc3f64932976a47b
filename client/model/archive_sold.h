/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_ARCHIVE_SOLD_H
#define CLIENT_MODEL_ARCHIVE_SOLD_H

/*
 * The sales of the chat that is opened in the archive, with what became of
 * their orders since (rule E1): its log ended before.  They are asked for
 * beside the log, which does not wait for them.
 */
#include <stdbool.h>
#include <stdint.h>

struct action;
struct effects;
struct model;
struct sale;

struct archive_sold {
	struct sale *all; /* the oldest first */
	int n;
	bool want, asked;
	int64_t again_ms; /* not before that */
};

void archive_sold_fini(struct archive_sold *s);

/* Another chat is opened; one of this chat's sales was told of. */
void archive_sold_begin(struct archive_sold *s);
void archive_sold_doubt(struct archive_sold *s);

/* Asks what is due; when that is: INT64_MAX, not by itself. */
void archive_sold_refresh(struct model *m, struct effects *out);
int64_t archive_sold_due(const struct model *m);

/* ASK_SALES was answered; the link is lost. */
void archive_sold_answered(struct model *m, const struct action *a);
void archive_sold_lost(struct archive_sold *s);

#endif
