/* SPDX-License-Identifier: MIT */
#ifndef SHARED_ERR_H
#define SHARED_ERR_H

/*
 * Every way in which something can fail, declared once: code, the name it has
 * on the wire, whether the relay closes the connection over it, and the
 * sentence that explains it in noren-protocol(7).  Functions that can fail
 * return `enum err`; ERR_OK is 0.  A failure of our own logic is an assert,
 * never a row here.
 */
#include <stdbool.h>

/* clang-format off */
#define ERR_TABLE(E) \
	/* code, wire name, closes, text */ \
	E(OK,           "ok",            false, "Nothing is wrong.") \
	/* What was sent cannot be read. */ \
	E(SIZE,         "too_large",     true,  "The message is larger than allowed.") \
	E(UTF8,         "bad_utf8",      true,  "The text is not UTF-8.") \
	E(JSON,         "bad_json",      true,  "The message is not one JSON object.") \
	E(DEPTH,        "too_deep",      true,  "The message is nested too deeply.") \
	E(TYPE,         "unknown_type",  false, "No message has that type, or it may not come from this side.") \
	E(FIELD,        "bad_field",     false, "A field is missing, of the wrong kind, or out of bounds.") \
	/* Who is asking. */ \
	E(VERSION,      "old_version",   true,  "The relay no longer speaks this version: please update.") \
	E(HELLO,        "hello_first",   true,  "The first message must be hello, and only the first.") \
	E(CREDENTIALS,  "bad_credentials", false, "The address or the password is wrong.") \
	E(TOKEN,        "bad_token",     true,  "The session is unknown or has ended: please sign in again.") \
	E(ORIGIN,       "bad_origin",    true,  "This page does not belong to the retailer.") \
	E(RETAILER,     "unknown_retailer", true, "There is no such retailer.") \
	E(FORBIDDEN,    "forbidden",     false, "This side, or this person, may not do that.") \
	/* The rules say no. */ \
	E(CHAT,         "unknown_chat",  false, "There is no such chat for you.") \
	E(WRONG_STATE,  "wrong_state",   false, "That cannot be done in the present state.") \
	E(TAKEN,        "taken",         false, "A colleague was first.") \
	E(OVER,         "chat_over",     false, "The chat has ended.") \
	E(BUSY_CHAT,    "in_a_chat",     false, "You are in a chat already.") \
	E(CLOSED,       "closed",        false, "The shop is closed.") \
	E(NOBODY,       "nobody",        false, "Nobody is available.") \
	E(EXISTS,       "exists",        false, "That name is in use.") \
	E(UNKNOWN,      "unknown_id",    false, "There is nothing of that name.") \
	/* Limits and faults. */ \
	E(RATE,         "too_fast",      false, "Too much in too short a time: please wait.") \
	E(FLOOD,        "flood",         true,  "Far too much in too short a time.") \
	E(FULL,         "busy",          false, "The relay is busy: please try again in a moment.") \
	E(SLOW,         "too_slow",      true,  "The reader fell too far behind: reconnect and catch up.") \
	E(NOT_KEPT,     "not_kept",      false, "It could not be stored: please try again.") \
	E(RESTART,      "restarting",    true,  "The relay is restarting: please reconnect.") \
	E(ELSEWHERE,    "elsewhere",     true,  "Another relay looks after this retailer: reconnect there.") \
	/* Inside one program only; never on the wire. */ \
	E(NOMEM,        "no_memory",     true,  "There is not enough memory.") \
	E(IO,           "io",            false, "A file or a connection failed.") \
	E(FENCED,       "fenced",        false, "Somebody else owns this desk now.") \
	E(NEWER,        "newer",         false, "The database was made by a newer noren.") \
	E(CONFIG,       "config",        false, "The settings are wrong.") \
	E(CLOSE,        "gone",          false, "The connection was closed.")
/* clang-format on */

enum err {
#define ERR_ENUM(code, name, closes, text) ERR_##code,
	ERR_TABLE(ERR_ENUM)
#undef ERR_ENUM
		ERR_COUNT
};

/* The wire name, e.g. "bad_field".  Lends a constant. */
const char *err_name(enum err e);

/* The sentence for people, in English.  Lends a constant. */
const char *err_text(enum err e);

/* Does the relay close the connection over it? */
bool err_closes(enum err e);

/* The error with that wire name, or ERR_COUNT when there is none. */
enum err err_from_name(const char *name);

#endif
