/* SPDX-License-Identifier: MIT */
#ifndef RELAY_DESK_TEAM_H
#define RELAY_DESK_TEAM_H

/*
 * What managers see of their colleagues (I1): each device that has asked is
 * told of every change, a colleague at most once a step, and TEAM_SLICE of
 * them, so that closing time fits into an outbox too.
 */
#include "relay/desk/floor.h"

#define TEAM_ANSWER \
	400 /* colleagues that the answer names; the rest follow \
	     */
#define TEAM_SLICE 200
#define TEAM_EVERY (TIMES_SECOND / 10) /* us between two full slices */

/* Something of them may have changed. */
void team_touch(struct desk *d, struct associate *a);
/* So have their name or groups, which only this says. */
void team_rename(struct desk *d, struct associate *a);
/* A new day: nobody has had a chat yet. */
void team_day(struct desk *d);

/* Who is being removed, and is still in the staff. */
void team_gone(struct desk *d, const struct associate *a);
/* The session hears no more of it; fine if it never did. */
void team_leave(struct desk *d, struct session *s);

/* At the end of a step. */
void team_tell(struct desk *d);
/* The steady time by which there is more to tell; DUE_NEVER: none. */
int64_t team_next(const struct desk *d);

/* What is told of them but for the strings; are two of it the same? */
struct wire_mate team_mate(const struct desk *d, const struct associate *a);
bool team_same(const struct wire_mate *a, const struct wire_mate *b);

void team_on_team(struct desk *d, const struct ask *k);

#endif
