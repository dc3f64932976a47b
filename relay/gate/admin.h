/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_ADMIN_H
#define RELAY_GATE_ADMIN_H

/*
 * What norenctl asks for over the control socket: retailers, groups, accounts,
 * the test clock, the relay's state; and what managers ask for, of their own
 * retailer, over HTTP (I1).  Changes are made one at a time, in the order in
 * which they were asked for.  Pure.
 */
#include "relay/gate/answer.h"
#include "relay/gate/codes.h"
#include "relay/gate/hub.h"
#include "relay/gate/rights.h"
#include "shared/limits.h"

struct admin; /* opaque */

/* What the process knows of itself. */
struct admin_status {
	int64_t connections, refused, uptime_us, memory_bytes;
	bool draining;
};

struct admin_io {
	void *ctx;
	/* The hash of that password, NULL when there is none.  The answer comes
	 * by fn, never from inside.  ERR_FULL, ERR_NOMEM: none comes. */
	enum err (*hash)(void *ctx, const char *password,
		void (*fn)(void *fn_ctx, const char *hash), void *fn_ctx);
	/* Moves the test clock on, or to a time (0: not).  ERR_FORBIDDEN when
	 * there is none; ERR_FIELD: time does not go back. */
	enum err (*move_clock)(void *ctx, int64_t advance_us, int64_t wall);
	/* Ends the relay as SIGTERM does. */
	void (*stop)(void *ctx);
	struct admin_status (*status)(void *ctx);
	/* Removes the files of a retailer that is gone. */
	void (*forget_files)(void *ctx, const char *retailer);
	/* Where the next backup goes; ERR_IO says that there is no such place.
	 */
	enum err (*backup_path)(void *ctx, char *out, size_t size);
};

/* The hub and the codes are lent for its life.  NULL: no memory. */
struct admin *admin_new(
	struct hub *hub, const struct admin_io *io, struct codes *codes);
void admin_destroy(struct admin **a);

/* On whose behalf something is asked. */
struct admin_who {
	enum rights role; /* OPERATOR: the rest is nothing; or MANAGER */
	struct id id;
	char retailer[LIMIT_SLUG + 1], name[LIMIT_NAME + 1];
	struct peer peer;
};

/* The same for the audit log; lends from `who`. */
struct trail_who admin_by(const struct admin_who *who, const char *retailer);

/* Checks the rights of who asks (rights.h) and does it.  `who` is lent for the
 * call.  Answers by `r`, now or later. */
void admin_ask(struct admin *a, const struct admin_who *who,
	const struct request *q, struct reply *r);

/* The same for whoever has the control socket: the operator. */
void admin_handle(struct admin *a, const struct request *q, struct reply *r);

#endif
