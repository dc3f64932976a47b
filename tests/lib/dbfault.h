/* SPDX-License-Identifier: MIT */
#ifndef TESTS_LIB_DBFAULT_H
#define TESTS_LIB_DBFAULT_H

/*
 * A disk and a heap that fail, under SQLite, for any thread.  Call
 * dbfault_init first of all in a test program; it stands between SQLite and
 * the real files from then on, and between mem.h, SQLite and the real heap.
 */
#include <stdbool.h>

void dbfault_init(void);

/* ---- the disk ---- */

enum dbfault_op {
	DBFAULT_WRITE, /* to the write-ahead log */
	DBFAULT_SYNC,  /* of the write-ahead log */
	DBFAULT_COUNT
};

/* The operation after the next `n` fails with SQLite's code `rc`, once. */
void dbfault_fail(enum dbfault_op op, int n, int rc);
/* Has it?  Forgets a fault that was not met. */
bool dbfault_failed(void);
/* Operations until now. */
int dbfault_count(enum dbfault_op op);
/* Syncs of the log wait from now on until dbfault_release; dbfault_held waits
 * until one does. */
void dbfault_hold(void);
void dbfault_held(void);
void dbfault_release(void);
/* Files are not synced, for tests that are about something else. */
void dbfault_no_sync(bool on);

/* ---- the heap ---- */

/* The allocation after the next `n` fails, `times` in a row; negative `n`:
 * none does. */
void dbfault_heap(long n, long times);
/* Has one failed since? */
bool dbfault_heap_failed(void);
/* Allocations that were not freed: ours, and with SQLite's. */
long dbfault_heap_live(void);

#endif
