/* SPDX-License-Identifier: MIT */
#ifndef TESTS_SIM_SALES_FLOOR_H
#define TESTS_SIM_SALES_FLOOR_H

/*
 * A retailer's desk on a clock of our own, on which a history is played.  Of
 * the desk it takes no more than its answers to what is asked of it, and what
 * it keeps of orders; that somebody was away for too long it knows by itself.
 * People, chats, orders and claims are numbers from 1.
 */
#include "relay/desk/desk_io.h"
#include "tests/sim/sales/deed.h"
#include "tests/sim/sales/plain.h"

#define FLOOR_WHY 400
#define FLOOR_HERE INT64_C(-1) /* not lost: is connected */

/* What there was in all histories so far: what a comparison is worth. */
/* clang-format off */
#define SEEN(S) \
	S(deeds) S(accepted) S(transferred) S(left) S(over) S(missed) \
	S(blocked) S(erased) S(jumps) S(restarts) S(lost) S(credited) S(nobodys) \
	S(last_moment) S(late) S(corrected) S(recoined) \
	S(granted)
/* clang-format on */
struct seen {
#define SEEN_FIELD(name) int64_t name;
	SEEN(SEEN_FIELD)
#undef SEEN_FIELD
};

/* A shopper and their chat, as everybody on the floor can see it. */
struct guest {
	int chat; /* that is not over; 0: none */
	int holder;
	bool live, chatted; /* chatted: somebody has accepted it */
	int64_t rings;      /* steady: since then, while it does */
	int64_t lost;       /* steady; FLOOR_HERE */
	bool blocked;
};
struct helper {
	int64_t lost;
	bool gone;
};
/* What a relay that dies takes back. */
struct world {
	struct guest guests[DEED_SHOPPERS + 1];
	struct helper staff[DEED_STAFF + 1];
	int n_facts;
	int window_days;
};

struct floor {
	struct desk *desk;
	struct memstore *store;
	struct desk_out *out; /* of the last step */
	struct desk_settings settings;
	struct hours *hours;
	struct tz *tz;
	struct desk_now now;
	int64_t turn;
	int64_t passed; /* steady: all that fell due by then did */
	int chats, claims, anew;
	int64_t server; /* the clock of the shop's server */
	struct world world;
	struct fact facts[2 * DEEDS_MOST + DEED_SHOPPERS];
	bool losing; /* nothing of it will be kept */
	struct seen *seen;
	char *why;
};

struct floor *floor_new(void);
void floor_destroy(struct floor **f);
/* A new shop: everybody is there, nobody has asked anything. */
void floor_open(struct floor *f);
void floor_close(struct floor *f);

enum floor_kind { FLOOR_STAFF, FLOOR_GUEST, FLOOR_CHAT, FLOOR_CLAIM };
/* The id of that number; "" for 0.  The session of that person. */
struct id floor_id(enum floor_kind kind, int n);
uint64_t floor_session(enum floor_kind kind, int n);
const char *floor_order(int order);

/* What is wrong; the first one counts. */
void floor_fault(struct floor *f, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Writes down that something has happened now: to be filled in; that a request
 * was accepted, or a transfer; that a chat is over since then. */
struct fact *floor_fact(struct floor *f, enum fact_kind kind);
void floor_accepted(struct floor *f, int shopper, int associate);
void floor_ended(struct floor *f, int shopper, int64_t wall);
/* The last one of that kind of this shopper; NULL: none. */
const struct fact *floor_last(
	const struct floor *f, enum fact_kind kind, int shopper);

/* A step of the desk, now.  A message from a session: was the answer ok? */
void floor_step(struct floor *f, struct desk_cmd cmd);
bool floor_ask(
	struct floor *f, uint64_t session, struct wire_msg m, int fresh_chat);
/* The order as it is kept; NULL: it is not. */
const struct rec_sale *floor_sale(const struct floor *f, int order);

void floor_sit(struct floor *f, int associate);
void floor_visit(struct floor *f, int shopper);
/* Careful: the relay looks at every deadline on the way. */
void floor_wait(struct floor *f, int64_t span, bool careful);
/* The relay dies, and another loads what was kept. */
void floor_reload(struct floor *f);

#endif
