/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_TENANT_H
#define RELAY_GATE_TENANT_H

/*
 * A retailer as the gate knows it: its rules, groups and staff as the store
 * has them, and the keeper of its desk.  It builds the desk when the keeper
 * asks for one, and carries what the keeper wants kept to the store.
 */
#include <stdbool.h>
#include <stdint.h>

#include "relay/desk/keeper.h"
#include "relay/gate/errand.h"
#include "relay/gate/roster.h"
#include "relay/gate/rules.h"
#include "relay/gate/trail.h"

struct caller;
struct hub;
struct tap;

struct tenant {
	struct hub *hub;
	struct tenant *next;
	struct rules *rules;
	struct roster roster;
	struct keeper *keeper; /* NULL: somebody else owns the desk */
	bool dirty;            /* something for tenant_turn */
	bool fenced;           /* somebody else took it in this turn */
	bool shut;             /* being removed: nothing is asked of anybody */
	struct tap *tap;       /* NULL: nothing is written down */
	struct trail_notes notes;
	struct errands errands;
	/* The catalogue that its feed became, and when it was last seen to be
	 * what the shop has (feeds.h); 0: none did. */
	int64_t feed_made, feed_checked;
	int64_t expired;  /* steady us: the retention is due (retention.h) */
	int64_t deadline; /* steady us: of the next tick */
	int64_t retry;    /* steady us: load again, or claim again; 0: no */
};

/* Takes the rules, even on failure; there is no keeper yet.  NULL: no
 * memory. */
struct tenant *tenant_new(struct hub *hub, struct rules *rules);
void tenant_destroy(struct tenant **t);

/* What the store has taken: each takes its argument, and the desk hears of
 * it. */
void tenant_set_rules(struct tenant *t, struct rules *r);
void tenant_set_group(struct tenant *t, struct roster_group *g);
void tenant_drop_group(struct tenant *t, const char *key);
void tenant_set_staff(struct tenant *t, struct roster_staff *s);
void tenant_drop_staff(struct tenant *t, const struct id *id);

/* The account is like that now.  Where memory is out the log says that the desk
 * knows it as it was. */
void tenant_set_account(struct tenant *t, const struct store_associate *now);

/* The same for greetings and replies, which the associates are told of. */
void tenant_set_template(struct tenant *t, struct roster_template *one);
void tenant_drop_template(struct tenant *t, const char *key);
/* Has that associate a manager's rights? */
bool tenant_manages(const struct tenant *t, const struct id *who);
/* To all of the retailer's staff that are connected, or to its managers; to one
 * associate, on every device. */
void tenant_tell_staff(
	const struct tenant *t, const struct wire_msg *msg, bool managers);
void tenant_tell_one(const struct tenant *t, const struct id *who,
	const struct wire_msg *msg);
/* Tells a session that is being attached all of them. */
void tenant_tell_templates(const struct tenant *t, struct caller *s);

/* Claims the desk.  ERR_NOMEM. */
enum err tenant_open(struct tenant *t);
bool tenant_ready(const struct tenant *t);

/* The retailer is being removed: its sessions are told so and go, and nothing
 * more is asked of its desk or, on its behalf, of the store.  When the store
 * has answered what it was asked before, it may be destroyed (hub_drop_tenant),
 * or goes on: its desk is claimed anew. */
void tenant_shut(struct tenant *t);
void tenant_go_on(struct tenant *t);

/* A command with its time and fresh id filled in. */
struct desk_cmd tenant_cmd(
	const struct tenant *t, enum desk_cmd_kind kind, uint64_t session);
/* ERR_FULL when there is no desk; ERR_NOMEM. */
enum err tenant_do(struct tenant *t, const struct desk_cmd *cmd);
/* The same, and `fn` hears what became of it, later; not after an error. */
enum err tenant_send(
	struct tenant *t, const struct desk_cmd *cmd, errand_fn fn, void *ctx);

/* Tries whether the store can keep anything again, by what it has already: a
 * relay that is asked nothing while it cannot would never find out. */
void tenant_prove(struct tenant *t);

/* The end of a turn: what was gathered goes to the store. */
void tenant_turn(struct tenant *t);
/* Asks anew when the next tick is due: shops close by the clock on the wall,
 * which may have been set since.  Once a second. */
void tenant_look(struct tenant *t);
/* The steady time by which tenant_tick must come; INT64_MAX: none. */
int64_t tenant_deadline(const struct tenant *t);
void tenant_tick(struct tenant *t);

#endif
