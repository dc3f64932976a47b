/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_FILE_RELAY_H
#define CLIENT_FLOW_FILE_RELAY_H

/*
 * A relay of norenflow's own: norend on a new directory under $TMPDIR and a
 * free port of the loopback, with a test clock and flows allowed.  It can be
 * killed and started again.  However norenflow ends, killed too, the relay
 * ends with it and the directory is removed.
 */
#include "shared/err.h"

#define FILE_RELAY_WHY 300

struct file_relay; /* opaque */

/* Starts it, and waits until it listens.  `norend`: the program; NULL: the one
 * beside this program, else the one in $PATH.  ERR_IO, ERR_NOMEM: `why` says
 * it for people. */
enum err file_relay_new(
	const char *norend, struct file_relay **out, char why[FILE_RELAY_WHY]);
/* Kills it, and removes what it has written. */
void file_relay_destroy(struct file_relay **r);

/* SIGKILL, now; fine when it does not run. */
void file_relay_kill(struct file_relay *r);
/* Starts it again: same directory, same port. */
enum err file_relay_start(struct file_relay *r, char why[FILE_RELAY_WHY]);

/* Lend, for its life. */
const char *file_relay_url(const struct file_relay *r);
const char *file_relay_control(const struct file_relay *r);

#endif
