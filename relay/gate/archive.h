/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_ARCHIVE_H
#define RELAY_GATE_ARCHIVE_H

/*
 * What associates ask of the archive (E3), and how that is answered; and its
 * index, kept up beside everything else.  Pure.
 */
#include "relay/gate/caller.h"
#include "shared/wire.h"

struct hub;
struct store_filed;

/* A row as it is told; `text` is where one of its strings lies. */
struct wire_filed archive_filed(
	const struct store_filed *f, char text[LIMIT_TITLE + 1]);

/* An `archive` or a `team_archive`, which is copied. */
void archive_take(struct caller *s, const struct wire_msg *msg);

/* Once a second: makes what has come to the archive ready to be searched. */
void archive_sweep(struct hub *h);

#endif
