/* SPDX-License-Identifier: MIT */
#ifndef SHARED_WIRE_HTTP_TABLE_H
#define SHARED_WIRE_HTTP_TABLE_H

/*
 * Bodies and answers over HTTP.  Part of wire_table.h, which says how to read
 * this and has the lists and fields that are named here.
 */
#include "shared/limits.h"

/* clang-format off */

#define WIRE_SIGN_IN(F) \
	F(LINE, address,  REQ, LIMIT_ADDRESS, "the associate's e-mail address") \
	F(RAW,  password, REQ, LIMIT_PASSWORD, "the password") \
	F(LINE, device,   OPT, LIMIT_NAME,   "what the device is called") \
	F(LINE, client,   OPT, LIMIT_NAME,   "the program and its version") \
	F(RAW,  known,    OPT, 64,           "a secret that this device made for itself once: it proves where the account was signed in before, and opens nothing") \
	F(ENUM, lang,     OPT, LANG,         "the language that mails to this account are written in")
#define WIRE_SIGNED_IN(F) \
	F(RAW,  token,    REQ, 64,           "the session's token") \
	F(ID,   associate, REQ, 0,           "who this is") \
	F(LINE, name,     REQ, LIMIT_NAME,   "the display name") \
	F(LINE, retailer, REQ, LIMIT_NAME,   "the retailer's name")
#define WIRE_UNLOCK(F) \
	F(RAW,  password, REQ, LIMIT_PASSWORD, "the password, once more")
#define WIRE_SIGN_UP(F) \
	F(KEY,  invite,   REQ, LIMIT_KEY,    "the invite code, in capital or small letters") \
	F(LINE, address,  REQ, LIMIT_ADDRESS, "the e-mail address") \
	F(LINE, name,     REQ, LIMIT_NAME,   "the display name") \
	F(RAW,  password, REQ, LIMIT_PASSWORD, "the password") \
	F(ENUM, lang,     OPT, LANG,         "the language that mails to this account are written in")
#define WIRE_CONFIRM(F) \
	F(LINE, address,  REQ, LIMIT_ADDRESS, "the address that signs up") \
	F(KEY,  code,     REQ, LIMIT_KEY,    "the code that was mailed there") \
	F(RAW,  password, REQ, LIMIT_PASSWORD, "the password of the sign-up: a code is no proof for somebody else's")
#define WIRE_CODE_SENT(F) \
	F(BOOL, mailed,   OPT, 0,            "it goes out by mail; else a manager can hand one out") \
	F(INT,  digits,   REQ, 8,            "how many it has") \
	F(INT,  minutes,  REQ, 1440,         "how long it is good")
#define WIRE_FORGOT(F) \
	F(LINE, address,  REQ, LIMIT_ADDRESS, "the account's e-mail address")
#define WIRE_RESET(F) \
	F(LINE, address,  REQ, LIMIT_ADDRESS, "the account's e-mail address") \
	F(KEY,  code,     REQ, LIMIT_KEY,    "the code that was mailed there") \
	F(RAW,  password, REQ, LIMIT_PASSWORD, "the new password")
#define WIRE_ACCOUNT(F) \
	F(ID,   associate, REQ, 0,           "who this is") \
	F(LINE, address,  REQ, LIMIT_ADDRESS, "the e-mail address") \
	F(LINE, name,     REQ, LIMIT_NAME,   "the display name") \
	F(ENUM, lang,     OPT, LANG,         "the language of its mails") \
	F(LINE, groups,   OPT, LIMIT_TITLE,  "keys of its groups, with blanks between") \
	F(BOOL, manager,  OPT, 0,            "with a manager's rights") \
	F(BOOL, locked,   OPT, 0,            "too many wrong codes: none is taken until a manager unlocks it") \
	F(INT,  sessions, OPT, WIRE_INT_MAX, "how many sessions stand") \
	F(TIME, used,     OPT, 0,            "when one of them was used last")
#define WIRE_RENAME(F) \
	F(LINE, name,     REQ, LIMIT_NAME,   "the new display name")
#define WIRE_PASSWORD(F) \
	F(RAW,  password, REQ, LIMIT_PASSWORD, "the present password") \
	F(RAW,  fresh,    REQ, LIMIT_PASSWORD, "the new one")
#define WIRE_MOVE(F) \
	F(RAW,  password, REQ, LIMIT_PASSWORD, "the password") \
	F(LINE, address,  REQ, LIMIT_ADDRESS, "the new e-mail address")
#define WIRE_MOVED(F) \
	F(KEY,  code,     REQ, LIMIT_KEY,    "the code that was mailed to the new address")
#define WIRE_INVITE(F) \
	F(KEY,  code,     REQ, LIMIT_KEY,    "the invite code") \
	F(ENUM, standing, OPT, STANDING,     "open, used, expired or withdrawn") \
	F(TIME, made,     REQ, 0,            "issued") \
	F(TIME, expires,  REQ, 0,            "until when it is good") \
	F(INT,  uses,     REQ, LIMIT_INVITE_USES, "how many may sign up with it") \
	F(INT,  used,     OPT, LIMIT_INVITE_USES, "how many have") \
	F(LINE, by,       OPT, LIMIT_NAME,   "who issued it") \
	F(LINE, groups,   OPT, LIMIT_TITLE,  "keys of the groups that they will be of")
#define WIRE_ORDER(F) \
	F(LINE, order,    REQ, LIMIT_NAME,   "the order's number") \
	F(INT,  total,    REQ, WIRE_INT_MAX, "what was paid, in minor units") \
	F(INT,  refunded, OPT, WIRE_INT_MAX, "how much of it was paid back") \
	F(KEY,  currency, REQ, 3,            "the currency, ISO 4217") \
	F(BOOL, cancelled, OPT, 0,           "the order was cancelled") \
	F(LINE, product,  OPT, LIMIT_TITLE,  "what was bought, in words") \
	F(INT,  quantity, OPT, 1000000,      "how many pieces")
#define WIRE_ORDER_KEY(F) \
	F(RAW,  key,      OPT, 64,           "what the shop's server signs with; it is told this once")
#define WIRE_HANDED(F) \
	F(KEY,  code,     REQ, LIMIT_KEY,    "the code, to be told to its owner") \
	F(INT,  minutes,  REQ, 1440,         "how long it is good")
#define WIRE_TRACE(F) \
	F(INT,  seq,      REQ, WIRE_INT_MAX, "its number in the audit log") \
	F(TIME, at,       REQ, 0,            "when") \
	F(KEY,  what,     REQ, LIMIT_KEY,    "what was done, see norenctl(1)") \
	F(RAW,  who,      OPT, LIMIT_NAME,   "an associate's id, norenctl or nobody") \
	F(LINE, name,     OPT, LIMIT_NAME,   "the name, as it was then") \
	F(LINE, from,     OPT, LIMIT_NAME,   "the address that they came from") \
	F(LINE, about,    OPT, LIMIT_ADDRESS, "whom or what it concerns")
#define WIRE_MEDIA(F) \
	F(ID,   media,    REQ, 0,            "the file's id, for show") \
	F(ENUM, mime,     REQ, MIME,         "what it is") \
	F(INT,  width,    OPT, 100000,       "in pixels, where known") \
	F(INT,  height,   OPT, 100000,       "in pixels, where known") \
	F(INT,  bytes,    REQ, WIRE_INT_MAX, "its size as it is kept")
#define WIRE_REPORT(F) \
	F(TEXT, text,     REQ, LIMIT_REPORT_CHARS, "what support needs to know, see noren(1)")

#define WIRE_EXPORT(F) \
	F(ENUM, pick,     OPT, PICK,         "all, sales or missed") \
	F(LINE, text,     OPT, LIMIT_FIND,   "words that must all be in it") \
	F(BOOL, team,     OPT, 0,            "everybody's; managers only") \
	F(ID,   chat,     OPT, 0,            "this chat alone") \
	F(TIME, since,    OPT, 0,            "only what came to the archive then or later") \
	F(TIME, before,   OPT, 0,            "go on: when the last chat came there, as filed said") \
	F(ID,   last,     OPT, 0,            "go on: which chat that was") \
	F(ID,   associate, OPT, 0,           "go on: and whose; with chat: whose row of it, none: who had it last") \
	F(INT,  after,    OPT, WIRE_INT_MAX, "go on: its last entry that has come; 0 for none") \
	F(BOOL, enquiries, OPT, 0,           "enquiries with their answers, not chats; those that wait have no words that a search finds") \
	F(BOOL, orders,   OPT, 0,            "with the sales of each chat, as sale")
#define WIRE_EXPORTING(F) \
	F(LINE, name,     REQ, LIMIT_NAME,   "the retailer's name") \
	F(LINE, zone,     REQ, LIMIT_NAME,   "its IANA time zone") \
	F(TIME, now,      REQ, 0,            "the relay's clock")
#define WIRE_ANSWER(F) \
	F(ID,   enquiry,  REQ, 0,            "the enquiry, which this associate has taken up, or which was answered before") \
	F(KEY,  key,      REQ, LIMIT_KEY,    "chosen by the sender: the same key is kept once") \
	F(TEXT, text,     OPT, LIMIT_TEXT_CHARS, "the answer; by hand: what was done, if it is to be known") \
	F(BOOL, by_hand,  OPT, 0,            "it was answered otherwise: no mail goes out")
#define WIRE_LETTER(F) \
	F(ID,   letter,   REQ, 0,            "an answer to an enquiry") \
	F(TIME, at,       REQ, 0,            "when it was written") \
	F(LINE, name,     OPT, LIMIT_NAME,   "the name of who wrote it") \
	F(TEXT, text,     OPT, LIMIT_TEXT_CHARS, "what it says") \
	F(ENUM, state,    REQ, OUTCOME,      "what has become of it") \
	F(LINE, why,      OPT, LIMIT_TITLE,  "and why, as the mail server said it")
#define WIRE_CLAIM(F) \
	F(KEY,  key,      REQ, LIMIT_KEY,    "chosen by the sender: the same key is kept once") \
	F(LINE, order,    REQ, LIMIT_NAME,   "the order's number") \
	F(LINE, name,     OPT, LIMIT_NAME,   "the shopper's name") \
	F(LINE, product,  REQ, LIMIT_TITLE,  "what was bought") \
	F(INT,  amount,   REQ, WIRE_INT_MAX, "the price, in minor units") \
	F(KEY,  currency, REQ, 3,            "the currency, ISO 4217") \
	F(TIME, bought,   REQ, 0,            "when it was bought") \
	F(TEXT, evidence, REQ, LIMIT_EVIDENCE_CHARS, "how one can see that it is this associate's") \
	F(ID,   chat,     OPT, 0,            "the chat that led to it")

#define WIRE_SESSION(F) \
	F(ID,   session,  REQ, 0,            "names it; opens nothing") \
	F(LINE, device,   OPT, LIMIT_NAME,   "what its device is called") \
	F(TIME, made,     REQ, 0,            "signed in") \
	F(TIME, used,     REQ, 0,            "last used; looked at once an hour") \
	F(BOOL, this,     OPT, 0,            "it is the one that asks")

#define WIRE_HTTP_MESSAGES(M) \
	M(SIGN_IN,   sign_in,   H, "POST /v1/sign-in") \
	M(SIGNED_IN, signed_in, H, "The answer to sign_in.") \
	M(UNLOCK,    unlock,    H, "POST /v1/unlock, with the session's token.") \
	M(MEDIA,     media,     H, "The answer to POST /v1/media, whose body is the file.") \
	M(REPORT,    report,    H, "POST /v1/report, with the session's token.") \
	M(SESSION,   session,   H, "One of a list of sessions.") \
	M(SIGN_UP,   sign_up,   H, "POST /v1/sign-up; answered by code_sent.") \
	M(CONFIRM,   confirm,   H, "POST /v1/sign-up/confirm: from then on the account works.") \
	M(CODE_SENT, code_sent, H, "A code is on its way, or can be had from a manager.") \
	M(FORGOT,    forgot,    H, "POST /v1/forgot; answered by code_sent, whether or not there is such an account.") \
	M(RESET,     reset,     H, "POST /v1/reset: a new password; every session ends.") \
	M(ACCOUNT,   account,   H, "The answer to GET /v1/account; one of a list of accounts.") \
	M(RENAME,    rename,    H, "POST /v1/account/name") \
	M(PASSWORD,  password,  H, "POST /v1/account/password: every other session ends.") \
	M(MOVE,      move,      H, "POST /v1/account/address; answered by code_sent.") \
	M(MOVED,     moved,     H, "POST /v1/account/address/confirm: from then on the new address counts.") \
	M(INVITE,    invite,    H, "An invite code.") \
	M(ORDER,     order,     H, "POST /v1/orders/RETAILER, signed by the shop's server: an order as it is now.") \
	M(ORDER_KEY, order_key, H, "The answer to ctl_order_key.") \
	M(HANDED,    handed,    H, "The answer to ctl_code.") \
	M(EXPORT,    export,    H, "POST /v1/export, with the session's token: a part of the archive.") \
	M(EXPORTING, exporting, H, "The first line of the answer to export.") \
	M(ANSWER,    answer,    H, "POST /v1/enquiries/answer, with the session's token.") \
	M(LETTER,    letter,    H, "One of the list that GET /v1/enquiries/ID/letters answers with.") \
	M(CLAIM,     claim,     H, "POST /v1/claims, with the session's token: claims a missing sale; answered by claimed.") \
	M(TRACE,     trace,     H, "A line of the audit log.")

/* clang-format on */
#endif
