/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_HUB_H
#define RELAY_GATE_HUB_H

/*
 * The middle of the gate: between sessions on one side and a keeper a
 * retailer on the other.  It knows who is talking and knows no rule.  It does
 * no I/O of its own: the world is behind hub_io and the store's seam.
 */
#include "relay/gate/callers.h"
#include "relay/gate/log.h"
#include "relay/gate/tenant.h"
#include "relay/store/store.h"

#define HUB_PROVE 5          /* seconds between tries to store when it failed */
#define HUB_STORE_MOST 20000 /* requests that the store may owe us */

struct feeds;
struct finds;
struct imports;
struct tz;

struct hub_io {
	void *ctx;
	struct desk_now (*now)(void *ctx);
	void (*random)(void *ctx, void *out, size_t len);
	/* The session has frames to write, or is over. */
	void (*wake)(void *ctx, struct caller *s);
	/* The session's time is up: close its connection without a word. */
	void (*kill)(void *ctx, struct caller *s);
	/* The session leaves an enquiry: 0, or the microseconds until its
	 * address may leave another one. */
	int64_t (*enquire)(void *ctx, struct caller *s);
	/* The store has one more mail to go out. */
	void (*mail)(void *ctx);
	/* There is something for hub_turn() to do. */
	void (*busy)(void *ctx);
	/* The time zone of that name; NULL: none.  Gives (tz_destroy). */
	struct tz *(*zone)(void *ctx, const char *name);
};

struct hub_config {
	const char *public_url;    /* "" or the relay's origin */
	const char *mail_from;     /* NULL: no mail goes out */
	const char *least_client;  /* that is served; NULL or "": any */
	struct bucket_policy rate; /* of one session */
	bool flows;                /* norenflow may play here */
	int audit_days;            /* that lines of the audit log stay */
	int code_digits;           /* of codes by mail */
	int silence; /* seconds until a session is pinged; cut after two */
};

struct hub {
	struct hub_io io;
	struct hub_config config;
	struct store *store;
	const struct log *log;
	struct finds *finds;     /* lent; NULL: no catalogue is asked */
	struct imports *imports; /* lent; NULL: none is taken */
	struct feeds *feeds;     /* lent; NULL: none is fetched */
	struct tenant *tenants;
	struct callers callers;
	struct { /* the message that was encoded last */
		const struct wire_msg *msg;
		struct frame *frame;
	} last;
	bool draining;
	bool refused;      /* the last batch could not be kept */
	int unproven;      /* seconds since that was tried */
	int64_t slow;      /* readers that were cut */
	int64_t unaudited; /* lines of the audit log that were not kept */
	int64_t swept, clean_at, clock; /* us: see expiry.h, retention.h */
	bool indexing, expiring, scouring, files_gone; /* archive, retention */
	int exports;  /* parts that are being read (export.h) */
	int figuring; /* questions for figures that it has (figures.h) */
	struct claims_deciding *deciding; /* claims, just now (claims.h) */
	int audit_wait; /* seconds until old ones are removed */
};

/* `io`, `config` and `log` are lent for the hub's life; the store, and
 * who finds products, are set by the caller before anything else is called. */
void hub_init(struct hub *h, const struct hub_io *io,
	const struct hub_config *config, const struct log *log);
/* After the store has been closed and every session is gone. */
void hub_fini(struct hub *h);

/* Makes the retailers that the store told of.  ERR_CONFIG, ERR_NOMEM: logged.
 * Their desks load by themselves. */
enum err hub_start(struct hub *h, const struct store_tenants *rows);

/* Has every desk been loaded? */
bool hub_ready(const struct hub *h);

/* Has every desk been loaded, or failed to? */
bool hub_settled(const struct hub *h);

struct tenant *hub_tenant(const struct hub *h, const char *key);
/* One more retailer, without a keeper yet.  Takes the rules.  ERR_NOMEM. */
enum err hub_add_tenant(
	struct hub *h, struct rules *rules, struct tenant **out);

/* Takes one off that was shut (tenant_shut), and the store owes nothing. */
void hub_drop_tenant(struct hub *h, struct tenant **t);

/* A connection has opened.  `origin` is the page's, NULL for none; copied.
 * NULL: no memory. */
struct caller *hub_open(
	struct hub *h, enum caller_kind kind, const char *origin, void *conn);
/* It is gone: frees the session. */
void hub_gone(struct hub *h, struct caller *s);

/* The end of a turn of the loop: what was gathered is sent to the store. */
void hub_turn(struct hub *h);

/* The steady time by which hub_tick must come; INT64_MAX: none. */
int64_t hub_deadline(const struct hub *h);
void hub_tick(struct hub *h);

/* Once a second: pings who is silent, ends sessions whose time is up. */
void hub_sweep(struct hub *h);

/* From now on no command is taken; then bye to everybody. */
void hub_drain(struct hub *h);
bool hub_idle(const struct hub *h); /* all that was said is kept */
void hub_bye(struct hub *h);

/* Ends the sessions that were signed in with this token. */
void hub_sign_out(struct hub *h, const uint8_t hash[32]);
/* Ends all sessions of an associate but that of this token. */
void hub_sign_out_others(struct hub *h, const struct tenant *t,
	const struct id *who, const uint8_t keep[32]);
/* Ends all sessions of an associate: a new password, or an account less. */
void hub_sign_out_all(
	struct hub *h, const struct tenant *t, const struct id *who);

/* ---- for the hub's own files ---- */

struct desk_now hub_now(const struct hub *h);
struct id hub_id(const struct hub *h);
/* Somewhere between the two, at random. */
int64_t hub_between(const struct hub *h, int64_t least, int64_t most);
void hub_wake(const struct hub *h, struct caller *s);
void hub_note_slow(struct hub *h, const struct caller *s);

/* What a keeper wants said. */
void hub_notice(struct hub *h, const struct desk_notice *n);
/* Messages may now have changed under their pointers. */
void hub_forget(struct hub *h);

#endif
