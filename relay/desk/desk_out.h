/* SPDX-License-Identifier: MIT */
#ifndef RELAY_DESK_DESK_OUT_H
#define RELAY_DESK_DESK_OUT_H

/*
 * What the steps of a batch want: records to keep and notices to send, in
 * order.  Steps only ever add.  Everything in it, strings included, lives
 * until desk_out_destroy.
 */
#include "relay/desk/desk_io.h"

struct desk_block; /* private */

struct desk_out {
	struct rec *recs;
	int n_recs;
	struct desk_notice *notices;
	int n_notices;
	struct desk_block *blocks;
	int recs_size, notices_size;
};

struct desk_out *desk_out_new(void); /* NULL: no memory */
void desk_out_destroy(struct desk_out **out);

/* Memory that lives as long as `out`; NULL: there is none. */
void *desk_out_alloc(struct desk_out *out, size_t size);

/* A copy in that memory; NULL becomes "".  NULL: no memory. */
const char *desk_out_str(struct desk_out *out, const char *s);

/* A row to fill, all zero; NULL: no memory.  Lent until the next one. */
struct rec *desk_out_rec(struct desk_out *out, enum rec_kind kind);
struct desk_notice *desk_out_notice(
	struct desk_out *out, enum desk_notice_kind kind, uint64_t session);

#endif
