/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_ASK_H
#define CLIENT_MODEL_ASK_H

/*
 * What the client asks the relay over HTTP, beside signing in: one table, from
 * which the effect (effects_ask) and its answer (ACTION_ANSWERED) take the
 * kind.  Lists come as {"name":[message, …]}; ask_list reads them.
 */
#include <stdbool.h>
#include <stddef.h>

#include "shared/wire.h"

/* clang-format off */
/* A(CODE, "METHOD", "path", signed in): the star stands for the argument of
 * effects_ask. */
#define ASK_TABLE(A) \
	A(SERVES,        "GET",  "/v1/serves/*", false) \
	A(SIGN_UP,       "POST", "/v1/sign-up", false) \
	A(CONFIRM,       "POST", "/v1/sign-up/confirm", false) \
	A(FORGOT,        "POST", "/v1/forgot", false) \
	A(RESET,         "POST", "/v1/reset", false) \
	A(ACCOUNT,       "GET",  "/v1/account", true) \
	A(RENAME,        "POST", "/v1/account/name", true) \
	A(PASSWORD,      "POST", "/v1/account/password", true) \
	A(MOVE,          "POST", "/v1/account/address", true) \
	A(MOVED,         "POST", "/v1/account/address/confirm", true) \
	A(ANSWER,        "POST", "/v1/enquiries/answer", true) \
	A(LETTERS,       "GET",  "/v1/enquiries/*/letters", true) \
	A(SALES,         "GET",  "/v1/chats/*/sales", true) \
	A(CLAIM,         "POST", "/v1/claims", true) \
	A(CLAIMS,        "GET",  "/v1/claims", true) \
	A(SESSIONS,      "GET",  "/v1/sessions", true) \
	A(SESSION_END,   "POST", "/v1/sessions/*/end", true) \
	/* For managers: as norenctl asks, but for one's own retailer.  The star
	 * is the retailer's key, and what a query adds to it. */ \
	A(M_RETAILER,    "GET",  "/v1/manage/retailer/*", true) \
	A(M_SET_RETAILER, "PUT", "/v1/manage/retailer", true) \
	A(M_GROUPS,      "GET",  "/v1/manage/groups/*", true) \
	A(M_SET_GROUP,   "PUT",  "/v1/manage/group", true) \
	A(M_ACCOUNTS,    "GET",  "/v1/manage/accounts/*", true) \
	A(M_SET_ACCOUNT, "PUT",  "/v1/manage/associate", true) \
	A(M_SIGN_OUT,    "POST", "/v1/manage/sign-out", true) \
	A(M_CODE,        "POST", "/v1/manage/code", true) \
	A(M_UNLOCK,      "POST", "/v1/manage/unlock", true) \
	A(M_INVITES,     "GET",  "/v1/manage/invites/*", true) \
	A(M_SET_INVITE,  "PUT",  "/v1/manage/invite", true) \
	A(M_TEMPLATES,   "GET",  "/v1/manage/templates/*", true) \
	A(M_SET_TEMPLATE, "PUT", "/v1/manage/template", true) \
	A(M_CLAIMS,      "GET",  "/v1/manage/claims/*", true) \
	A(M_DECIDE,      "POST", "/v1/manage/claim", true) \
	A(M_AUDIT,       "GET",  "/v1/manage/audit?retailer=*", true)
/* clang-format on */

enum ask_kind {
#define ASK_ENUM(CODE, method, path, bearer) ASK_##CODE,
	ASK_TABLE(ASK_ENUM)
#undef ASK_ENUM
		ASK_COUNT
};

struct ask_info {
	const char *method, *path;
	bool bearer;
};

/* The row of the table.  Lends a constant. */
const struct ask_info *ask_info(enum ask_kind kind);

/* Calls fn for each message of the list in the answer; `from` are the bits of
 * enum wire_from that they may come from.  Elements that are no such message
 * are passed over: a newer relay may have more to say.  `more`, if not NULL,
 * is whether the relay has further ones.  ERR_JSON: it is no list of that
 * name; ERR_NOMEM. */
typedef void (*ask_list_fn)(void *ctx, const struct wire_msg *msg);
enum err ask_list(const char *body, size_t len, const char *name, unsigned from,
	ask_list_fn fn, void *ctx, bool *more);

#endif
