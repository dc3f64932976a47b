/* SPDX-License-Identifier: MIT */
#ifndef SHARED_ERR_H
#define SHARED_ERR_H

/*
 * Every way in which something can fail, declared once: code, the name it has
 * on the wire, the code with which the relay closes a WebSocket over it (0: it
 * stays open; a number once given is never given to another), and the sentence
 * that explains it in noren-protocol(7).  Functions that can fail return `enum
 * err`; ERR_OK is 0.  A failure of our own logic is an assert, never a row
 * here.
 */
#include <stdbool.h>

/* clang-format off */
#define ERR_TABLE(E) \
	/* code, wire name, close code, text */ \
	E(OK,           "ok",            0,    "Nothing is wrong.") \
	/* What was sent cannot be read. */ \
	E(SIZE,         "too_large",     4001, "The message is larger than allowed.") \
	E(UTF8,         "bad_utf8",      4002, "The text is not UTF-8.") \
	E(JSON,         "bad_json",      4003, "The message is not one JSON object.") \
	E(DEPTH,        "too_deep",      4004, "The message is nested too deeply.") \
	E(TYPE,         "unknown_type",  0,    "No message has that type, or it may not come from this side.") \
	E(FIELD,        "bad_field",     0,    "A field is missing, of the wrong kind, or out of bounds.") \
	/* Who is asking. */ \
	E(VERSION,      "old_version",   4010, "The relay no longer speaks this version: please update.") \
	E(HELLO,        "hello_first",   4011, "The first message must be hello, and only the first.") \
	E(CREDENTIALS,  "bad_credentials", 0,    "The address or the password is wrong.") \
	E(TOKEN,        "bad_token",     4012, "The session is unknown or has ended: please sign in again.") \
	E(ORIGIN,       "bad_origin",    4013, "This page does not belong to the retailer.") \
	E(RETAILER,     "unknown_retailer", 4014, "There is no such retailer.") \
	E(INVITE,       "bad_invite",    0,    "There is no such invite code.") \
	E(INVITE_USED,  "invite_used",   0,    "That invite code has been used up.") \
	E(INVITE_EXPIRED, "invite_expired", 0, "That invite code has expired.") \
	E(INVITE_WITHDRAWN, "invite_withdrawn", 0, "That invite code was withdrawn.") \
	E(ADDRESS,      "bad_address",   0,    "That is no e-mail address.") \
	E(ADDRESS_TAKEN, "address_taken", 0,   "That address has an account already.") \
	E(PASSWORD_SHORT, "short_password", 0, "A password has at least 10 characters.") \
	E(PASSWORD_COMMON, "common_password", 0, "That password is one of the most common ones.") \
	E(CODE,         "bad_code",      0,    "The code is not right.") \
	E(CODE_OVER,    "code_over",     0,    "There is no code that is still good: please ask for a new one.") \
	E(LOCKED,       "locked",        0,    "Too many wrong codes: a manager must unlock the account.") \
	E(FORBIDDEN,    "forbidden",     0,    "This side, or this person, may not do that.") \
	E(ONESELF,      "oneself",       0,    "Managers cannot do that to themselves: another one can.") \
	E(LAST_MANAGER, "last_manager",  0,    "A retailer keeps at least one manager.") \
	E(SIGNATURE,    "bad_signature", 0,    "The signature is not right.") \
	E(STALE,        "stale",         0,    "That is out of date: too long ago, or something newer has been said.") \
	/* The rules say no. */ \
	E(CHAT,         "unknown_chat",  0,    "There is no such chat for you.") \
	E(WRONG_STATE,  "wrong_state",   0,    "That cannot be done in the present state.") \
	E(TAKEN,        "taken",         0,    "A colleague was first.") \
	E(OVER,         "chat_over",     0,    "The chat has ended.") \
	E(CHAT_FULL,    "chat_full",     0,    "The chat is as long as a chat can be: please end it and begin another.") \
	E(BUSY_CHAT,    "in_a_chat",     0,    "You are in a chat already.") \
	E(CLOSED,       "closed",        0,    "The shop is closed.") \
	E(NOBODY,       "nobody",        0,    "Nobody is available.") \
	E(EXISTS,       "exists",        0,    "That name is in use.") \
	E(UNKNOWN,      "unknown_id",    0,    "There is nothing of that name.") \
	E(CREDITED,     "credited",      0,    "That order is somebody's sale already.") \
	E(NO_MAIL,      "no_mail",       0,    "The relay sends no mails: please write by hand.") \
	E(MEDIA,        "bad_media",     0,    "Only JPEG, PNG, GIF and WebP pictures and MP4 videos of up to 10 MB can be sent.") \
	/* Limits and faults. */ \
	E(RATE,         "too_fast",      0,    "Too much in too short a time: please wait.") \
	E(FLOOD,        "flood",         4020, "Far too much in too short a time.") \
	E(FULL,         "busy",          0,    "The relay is busy: please try again in a moment.") \
	E(SLOW,         "too_slow",      4021, "The reader fell too far behind: reconnect and catch up.") \
	E(NOT_KEPT,     "not_kept",      0,    "It could not be stored: please try again.") \
	E(RESTART,      "restarting",    4022, "The relay is restarting: please reconnect.") \
	E(ELSEWHERE,    "elsewhere",     4023, "Another relay looks after this retailer: reconnect there.") \
	/* Inside one program only; never on the wire. */ \
	E(NOMEM,        "no_memory",     4024, "There is not enough memory.") \
	E(IO,           "io",            0,    "A file or a connection failed.") \
	E(FENCED,       "fenced",        0,    "Somebody else owns this desk now.") \
	E(NEWER,        "newer",         0,    "The database was made by a newer noren.") \
	E(CONFIG,       "config",        0,    "The settings are wrong.") \
	E(CLOSE,        "gone",          0,    "The connection was closed.")
/* clang-format on */

enum err {
#define ERR_ENUM(code, name, close, text) ERR_##code,
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

/* The WebSocket close code to do it with: the one in the table, or
 * ERR_CLOSE_OTHER where the connection could have stayed open. */
#define ERR_CLOSE_OTHER 4000
int err_close_code(enum err e);

/* The error with that wire name, or ERR_COUNT when there is none. */
enum err err_from_name(const char *name);

#endif
