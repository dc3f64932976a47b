/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_STORE_ASK_H
#define RELAY_STORE_STORE_ASK_H

/* How store.c, store_extra.c and the like make requests and answer them.
 */
#include "relay/store/store_job.h"

/* A job to fill in and send; where memory is out, one that only answers so. */
struct store_job *store_ask(struct store *s, enum store_job_kind kind,
	const char *retailer, void *ctx);
const char *store_copy(struct store_job *job, const char *text);
void store_send(struct store *s, struct store_job *job);
/* Into job->code; a mail may be NULL. */
void store_copy_code(struct store_job *job, const struct store_code *row);
void store_copy_mail(
	struct store_job *job, const struct store_mail *m, bool decoy);

/* The mail with its strings in the job. */
struct store_mail store_mail_copy(
	struct store_job *job, const struct store_mail *m);

/* Calls the answer of FIND_MEDIA, and others that give rows. */
void store_extra_answer(struct store_job *job);
/* The same of store_account.h's, and of store_shopper.h's. */
void store_account_answer(struct store_job *job);
void store_shopper_answer(struct store_job *job);

#endif
