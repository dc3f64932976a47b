/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_ACTION_H
#define CLIENT_MODEL_ACTION_H

/*
 * Everything that can happen, as values.  The first part is the table of what
 * a user can do: from it come the key bindings, the help screen, the table of
 * noren(1) and the names in noren.conf(5).  The second part is what the world
 * does: time, link, messages, answers.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "client/model/action_kind.h"
#include "client/model/ask.h"
#include "shared/err.h"
#include "shared/id.h"
#include "shared/wire.h"

struct audit_filter;
struct catalog_filter;
struct goods;
struct picture_cells;
struct saving;
struct saving_end;
struct saving_wish;

/* As enum ws_link_state. */
enum action_link {
	ACTION_LINK_DOWN,
	ACTION_LINK_CONNECTING,
	ACTION_LINK_UP,
	ACTION_LINK_WAITING
};

/* One of them.  All pointers are lent for the call. */
struct action {
	enum action_kind kind;
	struct id whose; /* ARCHIVE_OPEN: who had the chat; "": nobody */
	union {
		const char *text;
		struct id id; /* ACCEPT, PASS: "" is what rings first */
		bool on;
		int64_t ms;
		enum err err;
		int number;
		const struct wire_msg *message;
		struct {
			struct id associate; /* or */
			const char *group;   /* else NULL */
			const char *note;    /* may be NULL */
		} transfer;
		struct {
			struct id media;
			const char *name; /* may be NULL */
		} save;
		struct {
			int64_t sent, total;
		} uploading;
		struct {
			enum err err;
			const struct wire_media *media; /* NULL on failure */
		} uploaded;
		struct {
			struct id media;
			struct picture_cells *cells; /* taken; may be NULL */
		} cells;
		struct {
			const char *sku;
			struct picture_cells *cells; /* taken; may be NULL */
		} goods_cells;
		struct {
			enum err err;
			const char *path;
		} saved;
		struct {
			const char *path, *names; /* names: one a line */
		} completed;
		const struct saving_wish *begin;
		const struct saving_end *ended;
		const struct saving *saving; /* chats, reached */
		struct {
			const struct goods *goods;
			const char *text; /* may be NULL */
		} suggest;
		struct {
			enum ask_kind ask; /* what */
			const struct wire_msg *body;
		} manage;
		const struct audit_filter *audit;
		const struct catalog_filter *filter;
		struct {
			const char *address;
			const char *password;
		} sign_in;
		struct {
			enum err err;
			int64_t wait_ms; /* until the next try; 0 */
			const struct wire_signed_in *in; /* NULL on failure */
		} signed_in;
		struct { /* what is changed of one's account; else NULL */
			const char *name, *address, *password, *fresh, *code;
		} account;
		struct {
			enum ask_kind ask;
			enum err err;     /* what the relay said, or ERR_IO */
			int64_t wait_ms;  /* until it may be asked again; 0 */
			const char *body; /* ERR_OK: JSON, or "" */
			size_t len;
		} answered;
		struct {
			int64_t ms;      /* a monotonic clock */
			int64_t wall_us; /* UTC */
		} tick;
		struct {
			enum action_link state;
			int64_t retry_ms; /* WAITING: until the next try */
			enum err why;     /* what ended the last connection */
		} link;
		struct {
			const uint8_t *data; /* of a TZif file; NULL: none */
			size_t len;
		} zone;
	};
};

/* A row of the table. */
struct action_info {
	const char *name; /* as in noren.conf, under [keys] */
	enum action_group group;
	const char *keys;
	const char *foot; /* N_ */
	const char *help; /* N_ */
};

/* The row of a user's action: kind < ACTION_USER_COUNT.  Lends a constant. */
const struct action_info *action_info(enum action_kind kind);

/* The user's action of that name, or ACTION_USER_COUNT. */
enum action_kind action_find(const char *name);

/* Does it lead out of the program, to a shell, a file or a setting of the
 * machine?  Such actions are refused in a kiosk. */
bool action_leads_out(enum action_kind kind);

/* The heading of a group, N_. */
const char *action_group_title(enum action_group group);

#endif
