/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_IMPORT_H
#define RELAY_GATE_IMPORT_H

/*
 * Product feeds that come in over the control socket (F3): begun, then brought
 * in pieces, of which the next comes when the one before has been read, and
 * ended.  So neither side holds more than a piece, and chats go on.  What is
 * left alone is given up.  Pure.
 */
#include <jansson.h>

#include "relay/catalog/intake.h"
#include "relay/gate/answer.h"
#include "relay/gate/trail.h"
#include "shared/id.h"
#include "shared/wire.h"

#define IMPORT_HOSTS (64 * 1024)             /* bytes of a retailer's hosts */
#define IMPORT_MOST 2                        /* at once; over: busy */
#define IMPORT_IDLE (60 * INT64_C(1000000))  /* us without a piece */
#define IMPORT_KEEP (600 * INT64_C(1000000)) /* us that an end is told */

struct imports; /* opaque */
struct tenant;

/* See uv_intake.h, which is behind this. */
struct import_io {
	void *ctx;
	void *(*begin)(void *ctx, const struct intake_config *config);
	/* `data` NULL: that was all.  fn never comes from inside. */
	void (*read)(void *ctx, void *feed, const char *data, size_t len,
		void (*fn)(void *fn_ctx), void *fn_ctx);
	const struct intake_state *(*state)(void *ctx, void *feed);
	void (*end)(void *ctx, void *feed);
	/* The retailer went while its catalogue was made. */
	void (*remove)(void *ctx, const char *retailer);
};

/* NULL: no memory. */
struct imports *import_all_new(struct hub *hub, const struct import_io *io);
/* Ends all that there are, which must not be at work. */
void import_all_destroy(struct imports **all);
/* Once a second: gives up what was left alone. */
void import_all_look(struct imports *all);

/* How a feed is read that is said to be of that format and encoding ("" or
 * NULL: as it looks).  NULL, or the field that is wrong. */
const char *import_kinds(
	const char *format, const char *encoding, struct intake_config *config);
/* Fills in what is the retailer's; `hosts` (made with buf_init) holds what the
 * config lends then. */
void import_fit(const struct tenant *t, struct buf *hosts,
	struct intake_config *config);
/* A row that was refused, as JSON; NULL: no memory. */
json_t *import_refusal(const struct intake_refusal *r);

/* Begins one; answers with its state.  ERR_RETAILER, ERR_FIELD, ERR_FULL. */
void import_begin(struct imports *all, const struct trail_who *by,
	const struct wire_ctl_import *m, struct reply *r);
/* The next piece, the end, or how far it is, of the one that the query names
 * (`import`) of that retailer: each is answered with its state; with
 * `after` in the query, of its refusals those behind so many.  ERR_UNKNOWN;
 * ERR_WRONG_STATE while the piece before is being read. */
void import_piece(struct imports *all, const char *retailer,
	const struct request *q, struct reply *r);
void import_end(struct imports *all, const char *retailer,
	const struct request *q, struct reply *r);
void import_show(struct imports *all, const char *retailer,
	const struct request *q, struct reply *r);

#endif
