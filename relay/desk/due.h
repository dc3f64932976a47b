/* SPDX-License-Identifier: MIT */
#ifndef RELAY_DESK_DUE_H
#define RELAY_DESK_DUE_H

/*
 * What falls due when: a heap of deadlines that stand inside of the things
 * that have them.  Ties go by kind, then by name, so that the order depends
 * on nothing but what is true.  Times are steady.
 */
#include <stdbool.h>
#include <stdint.h>

#define DUE_NEVER INT64_MAX

enum due_kind { DUE_ASSOCIATE, DUE_CHAT, DUE_SHOPPER, DUE_ENQUIRY, DUE_SALE };

struct due {
	int64_t at;
	int slot; /* in the heap; -1: nowhere */
	enum due_kind kind;
	const char *name; /* the owner's id, or an order's number */
	void *owner;
};
struct due_queue {
	struct due **slots;
	int n, size;
	int members; /* how many may want a slot */
};

/* Makes a deadline ready to be set; false: no memory.  due_leave ends it. */
bool due_join(struct due_queue *q, struct due *due, enum due_kind kind,
	const char *name, void *owner);
void due_leave(struct due_queue *q, struct due *due);

/* Sets or moves it; DUE_NEVER takes it off. */
void due_set(struct due_queue *q, struct due *due, int64_t at);

/* The earliest one, or NULL. */
struct due *due_first(const struct due_queue *q);

/* When all members have left. */
void due_fini(struct due_queue *q);

#endif
