/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_DB_THREAD_H
#define RELAY_STORE_DB_THREAD_H

/*
 * A thread of the store's with a connection to the database: the one that
 * writes, or one that only reads; and the way to it and back.
 * Everything here is called on the loop's thread, and never waits for the
 * disk unless it says so.
 */
#include "relay/store/store.h"

struct db_thread; /* opaque */
struct store_job;

/* As store_open; one that only reads, once another has opened it.  Gives *out.
 */
enum err db_thread_new(const struct store_config *c, bool reads,
	struct db_thread **out, char why[256]);
/* Once every answer was taken. */
void db_thread_destroy(struct db_thread **t);

/* Takes the job, until it comes back by db_thread_answers. */
void db_thread_ask(struct db_thread *t, struct store_job *job);

/* Gives the jobs that are answered, a list by `next`, in order; NULL when
 * there are none, unless it is to wait for one. */
struct store_job *db_thread_answers(struct db_thread *t, bool wait);

#endif
