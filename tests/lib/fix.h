/* SPDX-License-Identifier: MIT */
#ifndef TESTS_LIB_FIX_H
#define TESTS_LIB_FIX_H

/*
 * A desk on a virtual clock, for tests that read like a script.  People are
 * small numbers: associates 1 to 99, shoppers from 100; so are sessions and
 * chats.  After every step desk_check must be content, what was to be kept is
 * kept in memory, and what was said is there to be asked for until the next
 * command.  Text is told apart by its key.
 */
#include "relay/desk/desk.h"
#include "tests/lib/memstore.h"

#define FIX_STAFF 260

#define FIX_TABS 2000 /* sessions have lower numbers */

struct fix {
	struct desk *desk;
	struct memstore *store;
	struct desk_out *out; /* of the last command */
	struct desk_now now;
	struct hours *hours, *group_hours;
	struct tz *tz;
	struct desk_settings settings;
	int staff[FIX_STAFF]; /* whom a rebuilt desk must be told of again */
	const char *groups[FIX_STAFF], *group[4];
	int n_staff, n_groups;
	bool manager[FIX_STAFF]; /* of the staff; associate 1 always is one */
	int64_t turn;
	int tabs[FIX_TABS]; /* whose tab a session is */
	bool heap_may_fail; /* then steps stop at ERR_NOMEM, see `err` */
	enum err err;
	char text[256]; /* of fix_rings */
};

/* An empty shop on Monday 24 November 2025 at 10:00 in Tokyo with these hours
 * (hours.h).  fini checks that a rebuilt desk is the same. */
void fix_init(struct fix *f, const char *hours);
void fix_fini(struct fix *f);

/* The id that stands for a small number. */
struct id fix_id(int n);

/* A group, whose hours are the retailer's when NULL; an associate named "A1"
 * for 1.  Groups first. */
void fix_group(struct fix *f, const char *key, const char *hours);
void fix_staff(struct fix *f, int associate, const char *groups);
/* Gives one of them a manager's rights, or takes them; takes a group away. */
void fix_role(struct fix *f, int associate, bool manager);
void fix_group_gone(struct fix *f, const char *key);

/* The account is removed; while no relay runs.  The settings were changed. */
void fix_gone(struct fix *f, int associate);
void fix_gone_unseen(struct fix *f, int associate);
void fix_set(struct fix *f);

/* A device or a tab. */
void fix_sit(struct fix *f, int session, int associate);
void fix_visit(struct fix *f, int session, int shopper);
void fix_visit_page(
	struct fix *f, int session, int shopper, const struct wire_page *page);
void fix_leave(struct fix *f, int session);

/* Both at once: the associate sits at session = associate and is available. */
void fix_ready(struct fix *f, int associate);

/* Messages.  Their ref is "r".  chat 0: none. */
void fix_send(struct fix *f, int session, const struct wire_msg *m, int fresh);
void fix_show(struct fix *f, int session, const struct wire_msg *m,
	const struct desk_media *media);
/* The shop's server reports an order. */
void fix_order(struct fix *f, const struct desk_order *o);
/* A manager grants a claim; an answer to an enquiry is kept. */
void fix_claim(struct fix *f, const struct desk_claim *c);
void fix_answered(struct fix *f, int enquiry);
/* Any command, as an errand: what has become of it. */
enum err fix_errand(struct fix *f, struct desk_cmd cmd);
void fix_available(struct fix *f, int session, bool on);
void fix_open(struct fix *f, int session, int chat, const char *key);
void fix_say(struct fix *f, int session, int chat, const char *key);
void fix_accept(struct fix *f, int session, int chat);
void fix_pass(struct fix *f, int session, int chat);
void fix_end(struct fix *f, int session, int chat);
void fix_seen(
	struct fix *f, int session, int chat, int64_t seq, enum wire_mark mark);

/* A shopper (session and id 100) asks, and associate 1 accepts: chat 900.  The
 * same in a shop of its own, that is always open. */
void fix_live(struct fix *f);
void fix_at_work(struct fix *f);

/* Time passes, stopping at every deadline; all that is said on the way stays
 * to be asked for. */
void fix_wait(struct fix *f, double seconds);
void fix_wait_ms(struct fix *f, int64_t ms);

/* The relay dies and another loads what was kept; it must be the same. */
void fix_rebuild(struct fix *f);

/* What a session was told by the last command: how many of a type; the last
 * of that type, which fails the test when there is none. */
int fix_heard(const struct fix *f, int session, enum wire_type type);
const struct wire_msg *fix_last(
	const struct fix *f, int session, enum wire_type type);

/* The answer to the last command: "ok" or the name of an error. */
const char *fix_answer(const struct fix *f, int session);

/* Everybody to whom it rings by now, as "1 3 4", of the associates who sit at
 * the session of their number. */
const char *fix_rings(struct fix *f, int chat);

/* The last status of an associate, as it is kept. */
struct rec_presence fix_presence(const struct fix *f, int associate);
/* An order as it is kept, or NULL. */
const struct rec_sale *fix_sale(const struct fix *f, const char *order);
struct rec_chat fix_chat(const struct fix *f, int chat);

#endif
