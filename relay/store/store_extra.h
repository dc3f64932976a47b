/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_STORE_EXTRA_H
#define RELAY_STORE_STORE_EXTRA_H

/* Greetings, files, reports and blocks: the second half of store.c, whose
 * requests are declared in store.h. */
#include "relay/store/store_job.h"

/* Calls the answer of FIND_MEDIA, SWEEP_MEDIA, REPORTS or BLOCKS. */
void store_extra_answer(struct store_job *job);

/* ---- store.c's, for store_extra.c ---- */

/* A job to fill in and send; where memory is out, one that only answers so. */
struct store_job *store_ask(struct store *s, enum store_job_kind kind,
	const char *retailer, void *ctx);
const char *store_copy(struct store_job *job, const char *text);
void store_send(struct store *s, struct store_job *job);

#endif
