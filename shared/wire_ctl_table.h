/* SPDX-License-Identifier: MIT */
#ifndef SHARED_WIRE_CTL_TABLE_H
#define SHARED_WIRE_CTL_TABLE_H

/*
 * Bodies of norenctl's requests over the control socket; managers ask for the
 * same.  Part of wire_table.h, which says how to read this and has the lists
 * and fields that are named here.
 */
#include "shared/limits.h"

/* clang-format off */

#define WIRE_CTL_RETAILER(F) \
	F(KEY,  retailer, REQ, LIMIT_SLUG,   "the retailer's key, as pages name it") \
	F(LINE, name,     OPT, LIMIT_NAME,   "its name") \
	F(LINE, zone,     OPT, LIMIT_NAME,   "its IANA time zone") \
	F(KEY,  currency, OPT, 3,            "its currency") \
	F(RAW,  accent,   OPT, 7,            "its colour, #rrggbb") \
	F(TEXT, origins,  OPT, LIMIT_TEXT_CHARS, "origins of its pages, one a line") \
	F(TEXT, hours,    OPT, LIMIT_TEXT_CHARS, "its opening hours, see norenctl(1)") \
	F(INT,  at_once,  OPT, LIMIT_RINGS,  "how many associates a request rings at first, and more each time") \
	F(INT,  more_every, OPT, WIRE_INT_MAX, "milliseconds until it rings more of them") \
	F(INT,  ring_for, OPT, WIRE_INT_MAX, "milliseconds until it is missed") \
	F(INT,  keep_state, OPT, WIRE_INT_MAX, "milliseconds without a device until an associate is unavailable") \
	F(INT,  take_over, OPT, WIRE_INT_MAX, "milliseconds without a device until a chat rings for others") \
	F(INT,  left_after, OPT, WIRE_INT_MAX, "milliseconds without the shopper until a chat ends") \
	F(INT,  window,   OPT, 3650,         "attribution window in days") \
	F(INT,  scan,     OPT, 2,            "barcodes in the catalogue: 1 they are read, 2 they are not") \
	F(INT,  largest_order, OPT, WIRE_INT_MAX, "the largest order that is believed, in minor units of its currency") \
	F(INT,  retention, OPT, 36500,       "days that chats are kept; 36500: for ever") \
	F(LINE, support,  OPT, LIMIT_ADDRESS, "the e-mail address that problem reports go to; none: nowhere") \
	F(BOOL, remove,   OPT, 0,            "take it away with all that it has: test flows' own only")
#define WIRE_CTL_GROUP(F) \
	F(KEY,  retailer, REQ, LIMIT_SLUG,   "the retailer") \
	F(KEY,  group,    REQ, LIMIT_SLUG,   "the group's key, as pages name it") \
	F(LINE, name,     OPT, LIMIT_NAME,   "its name") \
	F(TEXT, hours,    OPT, LIMIT_TEXT_CHARS, "its own opening hours; none: the retailer's") \
	F(BOOL, remove,   OPT, 0,            "take it away")
#define WIRE_CTL_ASSOCIATE(F) \
	F(KEY,  retailer, REQ, LIMIT_SLUG,   "the retailer") \
	F(LINE, address,  REQ, LIMIT_ADDRESS, "the e-mail address") \
	F(LINE, name,     OPT, LIMIT_NAME,   "the display name") \
	F(RAW,  password, OPT, LIMIT_PASSWORD, "the password") \
	F(BOOL, manager,  OPT, 0,            "with a manager's rights") \
	F(BOOL, plain,    OPT, 0,            "without them, from now on") \
	F(LINE, groups,   OPT, LIMIT_TITLE,  "keys of the groups, with blanks between; none: of no group") \
	F(BOOL, remove,   OPT, 0,            "take the account away")
#define WIRE_CTL_INVITE(F) \
	F(KEY,  retailer, REQ, LIMIT_SLUG,   "the retailer") \
	F(KEY,  code,     OPT, LIMIT_KEY,    "the one to withdraw or replace; none: a new one") \
	F(INT,  days,     OPT, LIMIT_INVITE_DAYS, "new: how long it is good; none: 7") \
	F(INT,  uses,     OPT, LIMIT_INVITE_USES, "new: how many may sign up with it; none: 1") \
	F(LINE, groups,   OPT, LIMIT_TITLE,  "new: keys of the groups that they will be of") \
	F(BOOL, withdraw, OPT, 0,            "it is good no more") \
	F(BOOL, replace,  OPT, 0,            "withdraw it and issue another like it")
#define WIRE_CTL_CODE(F) \
	F(KEY,  retailer, REQ, LIMIT_SLUG,   "the retailer") \
	F(LINE, address,  REQ, LIMIT_ADDRESS, "the e-mail address that signs up, moves or has forgotten its password")
#define WIRE_CTL_UNLOCK(F) \
	F(KEY,  retailer, REQ, LIMIT_SLUG,   "the retailer") \
	F(LINE, address,  REQ, LIMIT_ADDRESS, "the account's e-mail address")
#define WIRE_CTL_SIGN_OUT(F) \
	F(KEY,  retailer, REQ, LIMIT_SLUG,   "the retailer") \
	F(LINE, address,  REQ, LIMIT_ADDRESS, "the account's e-mail address")
#define WIRE_CTL_TEMPLATE(F) \
	F(KEY,  retailer, REQ, LIMIT_SLUG,   "the retailer") \
	WIRE_TEMPLATE_FIELDS(F) \
	F(BOOL, remove,   OPT, 0,            "take it away")
#define WIRE_CTL_UNBLOCK(F) \
	F(KEY,  retailer, REQ, LIMIT_SLUG,   "the retailer") \
	F(ID,   shopper,  REQ, 0,            "the shopper, as GET /blocks names them")
#define WIRE_CTL_MAIL(F) \
	F(KEY,  retailer, REQ, LIMIT_SLUG,   "the retailer on whose behalf") \
	F(LINE, address,  REQ, LIMIT_ADDRESS, "the e-mail address that it goes to")
#define WIRE_CTL_RECORD(F) \
	F(KEY,  retailer, REQ, LIMIT_SLUG,   "the retailer") \
	F(BOOL, on,       REQ, 0,            "begin to write down what its people do, or end it")
#define WIRE_CTL_SESSION(F) \
	F(KEY,  retailer, REQ, LIMIT_SLUG,   "the retailer; test flows' own only") \
	F(LINE, address,  REQ, LIMIT_ADDRESS, "the associate's e-mail address")
#define WIRE_CTL_SESSIONS(F) \
	F(KEY,  retailer, REQ, LIMIT_SLUG,   "the retailer") \
	F(LINE, address,  REQ, LIMIT_ADDRESS, "the associate's e-mail address")
#define WIRE_CTL_SESSION_END(F) \
	F(KEY,  retailer, REQ, LIMIT_SLUG,   "the retailer") \
	F(ID,   session,  REQ, 0,            "the session, as POST /sessions names it")
#define WIRE_CTL_ORDER_KEY(F) \
	F(KEY,  retailer, REQ, LIMIT_SLUG,   "the retailer") \
	F(BOOL, remove,   OPT, 0,            "orders are no longer taken from its server")
#define WIRE_CTL_CLOCK(F) \
	F(INT,  advance,  OPT, WIRE_INT_MAX, "milliseconds to move the test clock on") \
	F(TIME, wall,     OPT, 0,            "or the time to show from now on")
#define WIRE_CTL_IMPORT(F) \
	F(KEY,  retailer, REQ, LIMIT_SLUG,   "the retailer") \
	F(KEY,  format,   OPT, LIMIT_KEY,    "csv, tsv or jsonl; none: as it looks") \
	F(KEY,  encoding, OPT, LIMIT_KEY,    "utf-8, shift_jis, utf-16le or utf-16be; none: as it looks") \
	F(BOOL, force,    OPT, 0,            "though more than half of the products, by SKU, are not in it")
#define WIRE_CTL_FEED(F) \
	F(KEY,  retailer, REQ, LIMIT_SLUG,   "the retailer") \
	F(RAW,  url,      OPT, LIMIT_URL,    "where its feed is fetched from; none: the one that is set is fetched now") \
	F(INT,  every,    OPT, WIRE_INT_MAX, "milliseconds from one fetch to the next; none: six hours") \
	F(KEY,  format,   OPT, LIMIT_KEY,    "as in ctl_import") \
	F(KEY,  encoding, OPT, LIMIT_KEY,    "as in ctl_import") \
	F(BOOL, stop,     OPT, 0,            "none is fetched any more")
#define WIRE_CTL_FIND(F) \
	F(KEY,  retailer, REQ, LIMIT_SLUG,   "the retailer") \
	F(LINE, text,     OPT, LIMIT_FIND,   "words, or") \
	F(RAW,  sku,      OPT, LIMIT_SKU,    "the product of this SKU, or") \
	F(KEY,  gtin,     OPT, LIMIT_GTIN,   "the products of this barcode")
#define WIRE_CTL_HELD(F) \
	F(KEY,  retailer, REQ, LIMIT_SLUG,   "the retailer") \
	F(BOOL, release,  OPT, 0,            "the catalogue that is held back takes its place; else it goes")
#define WIRE_CTL_CLAIM(F) \
	F(KEY,  retailer, REQ, LIMIT_SLUG,   "the retailer") \
	F(ID,   claim,    REQ, 0,            "the claim, as GET /claims names it") \
	F(BOOL, grant,    OPT, 0,            "it becomes a sale of whoever claims it; else it is refused") \
	F(TEXT, reason,   OPT, LIMIT_NOTE_CHARS, "why; a refusal must say it")

#define WIRE_CTL_SHOPPER(F) \
	F(KEY,  retailer, REQ, LIMIT_SLUG,   "the retailer") \
	F(ID,   shopper,  OPT, 0,            "one of these: the shopper") \
	F(LINE, address,  OPT, LIMIT_ADDRESS, "the e-mail address of an enquiry") \
	F(LINE, order,    OPT, LIMIT_NAME,   "the number of an order") \
	F(INT,  guest,    OPT, WIRE_INT_MAX, "the number in a guest's name")
#define WIRE_CTL_ERASE(F) \
	F(KEY,  retailer, REQ, LIMIT_SLUG,   "the retailer") \
	F(ID,   shopper,  REQ, 0,            "the shopper, as POST /shopper-find names them")
#define WIRE_CTL_CORRECT(F) \
	F(KEY,  retailer, REQ, LIMIT_SLUG,   "the retailer") \
	F(ID,   shopper,  REQ, 0,            "the shopper, as POST /shopper-find names them") \
	F(LINE, name,     OPT, LIMIT_NAME,   "their name from now on") \
	F(LINE, address,  OPT, LIMIT_ADDRESS, "the e-mail address of their enquiries")
#define WIRE_CTL_EXPIRE(F) \
	F(KEY,  retailer, REQ, LIMIT_SLUG,   "the retailer")

#define WIRE_CTL_MESSAGES(M) \
	M(CTL_RETAILER,  ctl_retailer,  C, "PUT /retailer: adds or changes a retailer.") \
	M(CTL_GROUP,     ctl_group,     C, "PUT /group: adds or changes a group.") \
	M(CTL_ASSOCIATE, ctl_associate, C, "PUT /associate: adds, changes or removes an associate.") \
	M(CTL_INVITE,    ctl_invite,    C, "PUT /invite: issues, withdraws or replaces an invite code; answered by invite.") \
	M(CTL_CODE,      ctl_code,      C, "POST /code: hands a code out where no mail arrives; answered by handed.") \
	M(CTL_UNLOCK,    ctl_unlock,    C, "POST /unlock: codes for this account are taken again.") \
	M(CTL_SIGN_OUT,  ctl_sign_out,  C, "POST /sign-out: ends every session of an account.") \
	M(CTL_TEMPLATE,  ctl_template,  C, "PUT /template: adds, changes or removes a greeting or a saved reply.") \
	M(CTL_UNBLOCK,   ctl_unblock,   C, "POST /unblock: lifts a block.") \
	M(CTL_MAIL,      ctl_mail,      C, "POST /mail: mails a few words, to see whether they arrive.") \
	M(CTL_RECORD,    ctl_record,    C, "POST /record: writes a session down for norenflow(1).") \
	M(CTL_SESSION,   ctl_session,   C, "POST /session: signs an associate of a test flow in; answered by signed_in.") \
	M(CTL_SESSIONS,  ctl_sessions,  C, "POST /sessions: lists an associate's sessions.") \
	M(CTL_SESSION_END, ctl_session_end, C, "POST /session-end: ends a session.") \
	M(CTL_ORDER_KEY, ctl_order_key, C, "PUT /order-key: makes the key that the shop's server signs orders with, in place of the last; answered by order_key.") \
	M(CTL_IMPORT,    ctl_import,    C, "POST /import: begins to read a product feed; pieces and end follow, see FEEDS.") \
	M(CTL_FEED,      ctl_feed,      C, "PUT /catalog-feed: fetches a product feed on a schedule, now, or no longer.") \
	M(CTL_FIND,      ctl_find,      C, "POST /catalog-find: finds products in a retailer's catalogue.") \
	M(CTL_HELD,      ctl_held,      C, "POST /catalog-held: releases or refuses the catalogue that is held back.") \
	M(CTL_CLAIM,     ctl_claim,     C, "POST /claim: grants or refuses a claim.") \
	M(CTL_SHOPPER,   ctl_shopper,   C, "POST /shopper-find: whom something is about.") \
	M(CTL_ERASE,     ctl_erase,     C, "POST /shopper-erase: what is kept of a shopper is gone.") \
	M(CTL_CORRECT,   ctl_correct,   C, "POST /shopper-correct: a shopper's name or address is another.") \
	M(CTL_EXPIRE,    ctl_expire,    C, "POST /expire: some of what is past the retention is gone.") \
	M(CTL_CLOCK,     ctl_clock,     C, "POST /clock: moves the test clock.")

/* clang-format on */
#endif
