/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CTL_HTTP_CTL_H
#define RELAY_CTL_HTTP_CTL_H

/* One request to the relay's control socket. */
#include <stdint.h>

#include "shared/buf.h"
#include "shared/err.h"

#define HTTP_CTL_WHY 256
#define HTTP_CTL_PATIENT \
	120000             /* ms: a backup of a large database takes time */
#define HTTP_CTL_BRIEF 700 /* ms: somebody has just pressed Tab */

/* Sends it (body NULL: none) and waits so many ms for the answer: *status, and
 * its body in `answer`.  ERR_IO: the relay cannot be reached, `why` says so for
 * people. */
enum err http_ctl_ask(const char *socket, const char *method, const char *path,
	const char *body, int64_t patience, int *status, struct buf *answer,
	char why[HTTP_CTL_WHY]);

#endif
