/* SPDX-License-Identifier: MIT */
#ifndef SHARED_WIRE_TABLE_H
#define SHARED_WIRE_TABLE_H

/*
 * The wire, declared once.  From these lists come the structs, the codec with
 * its whole validation (wire.c), the tables of noren-protocol(7), the
 * constants that the widget's tests compare with, and the fuzz dictionary.
 * Each door has its messages in a table of its own; what more than one of them
 * has is here, and the one list of all at the end.
 *
 * A field is F(kind, name, need, bound, "what it is"); REQ must be there, OPT
 * may be absent (then NULL, "", 0 or false).  Kinds and their bounds:
 *
 *   ID    an id, see shared/id.h               bound unused
 *   KEY   letters, digits, - and _             bytes
 *   LINE  text in one line, for people         bytes
 *   TEXT  text with line breaks, for people    characters (code points)
 *   RAW   bytes of printable text, kept as is  bytes
 *   INT   an integer from 0                    greatest value
 *   TIME  microseconds UTC since 1970          bound unused
 *   BOOL  true or false                        bound unused
 *   ENUM  one of a list of words               the list's name
 *
 * LINE and TEXT are cleaned on arrival (text_keep).  An empty string is as good
 * as none, but a REQ LINE may be empty; a REQ TEXT may not be all blank.  Spans
 * of time are in milliseconds, so that a wrong clock on the other side does not
 * matter.
 */
#include "shared/limits.h"
#include "shared/wire_ctl_table.h"
#include "shared/wire_http_table.h"
#include "shared/wire_socket_table.h"

#define WIRE_VERSION 1 /* what hello says */
#define WIRE_LEAST 1   /* the least version that the relay still serves */
#define WIRE_INT_MAX 9007199254740991 /* 2^53 - 1: JavaScript counts so far */

/* clang-format off */

/* Lists of words: ENUM(list) of W(code, "word"); and the list of them. */
#define WIRE_ENUMS(X) X(LANG, lang) X(WHO, who) X(MARK, mark) \
	X(PHASE, phase) X(KIND, kind) X(REASON, reason) X(DEED, deed) \
	X(MIME, mime) X(USE, use) X(STANDING, standing) X(STOCK, stock) \
	X(PICK, pick) X(OUTCOME, outcome) X(CLAIM_STATE, claim_state)
#define WIRE_LANG(W)   W(EN, "en") W(JA, "ja")
#define WIRE_WHO(W)    W(SHOPPER, "shopper") W(ASSOCIATE, "associate") W(RELAY, "relay")
#define WIRE_MARK(W)   W(DELIVERED, "delivered") W(READ, "read")
#define WIRE_PHASE(W)  W(RINGING, "ringing") W(LIVE, "live") W(ENDED, "ended")
#define WIRE_KIND(W) \
	W(TEXT, "text")          /* somebody wrote: text */ \
	W(OPENED, "opened")      /* the shopper started the chat: on title */ \
	W(JOINED, "joined")      /* an associate accepted: name */ \
	W(TAKEN_OVER, "taken_over") /* name was gone too long: it rings again */ \
	W(ENDED, "ended")        /* reason */ \
	W(PAGE, "page")          /* the shopper viewed another page: title */ \
	W(PRODUCT, "product")    /* the shopper viewed a product: its card */ \
	W(CART, "cart")          /* put it in the cart: card and quantity */ \
	W(UNCART, "uncart")      /* took it out: card and quantity */ \
	W(CHECKOUT, "checkout")  /* went to the till */ \
	W(PURCHASE, "purchase")  /* bought: order, amount and currency */ \
	W(CARD, "card")          /* an associate recommends a product */ \
	W(FILE, "file")          /* a picture or a video: media and the rest */ \
	W(TRANSFERRED, "transferred") /* another associate has it: name; text is the note, associates only */ \
	W(BLOCKED, "blocked")    /* name blocked the shopper: text is why; associates only */
/* Why an associate is not available; why a chat or a ring is over. */
#define WIRE_REASON(W) \
	W(NONE, "none") \
	W(CHOICE, "choice")      /* the associate's own choice */ \
	W(CLOSED, "closed")      /* closing time, B4 */ \
	W(MISSES, "misses")      /* three misses in a row, B5 */ \
	W(OFFLINE, "offline")    /* no device for 60 s, B6 */ \
	W(TAKEN, "taken")        /* a colleague accepted, C3 */ \
	W(MISSED, "missed")      /* nobody accepted in time, C7 */ \
	W(PASSED, "passed")      /* passed to a colleague, C5 */ \
	W(ENDED, "ended")        /* the associate ended the chat, D7 */ \
	W(LEFT, "left")          /* the shopper was gone too long, D11 */ \
	W(GONE, "gone")          /* the associate was gone too long, D10 */ \
	W(BLOCKED, "blocked")    /* the shopper was blocked, D9; told to associates only */ \
	W(CALLED_BACK, "called_back") /* the sender wants to keep the chat, D8 */
/* What a shopper does in the shop, as its pages report it (D4, E1). */
#define WIRE_DEED(W) \
	W(PRODUCT, "product")    /* viewed it */ \
	W(CART, "cart")          /* put it in the cart */ \
	W(UNCART, "uncart")      /* took it out of the cart */ \
	W(CHECKOUT, "checkout")  /* went to the till */ \
	W(PURCHASE, "purchase")  /* bought */
/* Which chats of the archive (E3). */
#define WIRE_PICK(W) \
	W(ALL, "all") \
	W(SALES, "sales")        /* those with a sale */ \
	W(MISSED, "missed")      /* those that nobody accepted */
/* What has become of an answer to an enquiry. */
#define WIRE_OUTCOME(W) \
	W(NONE, "none")          /* there is none yet */ \
	W(QUEUED, "queued")      /* waits for the mail server, and is tried again */ \
	W(SENT, "sent")          /* the mail server has taken it over */ \
	W(FAILED, "failed")      /* for good: it did not go out */ \
	W(BY_HAND, "by_hand")    /* it was answered without a mail of ours */
/* What has become of a claim (E5). */
#define WIRE_CLAIM_STATE(W) W(OPEN, "open") W(GRANTED, "granted") W(REFUSED, "refused")
/* Whether a product can be had (F2). */
#define WIRE_STOCK(W) \
	W(UNSAID, "unsaid")      /* the feed does not say */ \
	W(IN_STOCK, "in_stock") \
	W(OUT_OF_STOCK, "out_of_stock") \
	W(PREORDER, "preorder")  /* later, and can be ordered now */ \
	W(BACKORDER, "backorder") /* when it has come back */
/* What may be sent as a file (D6). */
#define WIRE_MIME(W) \
	W(NONE, "none") W(JPEG, "image/jpeg") W(PNG, "image/png") W(GIF, "image/gif") \
	W(WEBP, "image/webp") W(MP4, "video/mp4")
/* What has become of an invite code (A1). */
#define WIRE_STANDING(W) \
	W(OPEN, "open") \
	W(USED, "used")          /* as often as it may be */ \
	W(EXPIRED, "expired") \
	W(WITHDRAWN, "withdrawn") /* by a manager, or replaced by another */
#define WIRE_USE(W) \
	W(GREETING, "greeting")  /* offered when a chat is accepted, D3 */ \
	W(REPLY, "reply")        /* a saved reply, to be looked for */

/* What a shopper is looking at; part of several messages. */
#define WIRE_VIEW(F) \
	F(RAW,  url,      OPT, LIMIT_URL,    "the page's address") \
	F(LINE, title,    OPT, LIMIT_TITLE,  "the page's title") \
	F(LINE, product,  OPT, LIMIT_TITLE,  "the name of the product on the page") \
	F(INT,  amount,   OPT, WIRE_INT_MAX, "its price in minor units") \
	F(KEY,  currency, OPT, 3,            "the price's currency, ISO 4217") \
	F(KEY,  group,    OPT, LIMIT_SLUG,   "the group that the page names")

/* A product, in a recommendation or in what the shopper does. */
#define WIRE_PRODUCT(F) \
	F(RAW,  sku,      OPT, LIMIT_SKU,    "the product's SKU") \
	F(LINE, product,  OPT, LIMIT_TITLE,  "its name") \
	F(INT,  amount,   OPT, WIRE_INT_MAX, "its price in minor units; purchase: the total") \
	F(INT,  sale,     OPT, WIRE_INT_MAX, "its price while lowered; none: 0") \
	F(KEY,  currency, OPT, 3,            "the currency, ISO 4217") \
	F(RAW,  url,      OPT, LIMIT_URL,    "its page") \
	F(RAW,  image,    OPT, LIMIT_URL,    "its picture") \
	F(LINE, stock,    OPT, LIMIT_NAME,   "how many there are, in words") \
	F(INT,  quantity, OPT, 1000000,      "how many were put in or taken out") \
	F(LINE, order,    OPT, LIMIT_NAME,   "purchase: the order's number")

/* A picture or a video that was uploaded. */
#define WIRE_UPLOAD(F) \
	F(ID,   media,    OPT, 0,            "the file, see GET /v1/media/ID") \
	F(ENUM, mime,     OPT, MIME,         "its type") \
	F(INT,  width,    OPT, 100000,       "in pixels, where known") \
	F(INT,  height,   OPT, 100000,       "in pixels, where known") \
	F(INT,  bytes,    OPT, WIRE_INT_MAX, "its size")

/* A greeting or a saved reply, as it is told and as it is put. */
#define WIRE_TEMPLATE_FIELDS(F) \
	F(KEY,  template, REQ, LIMIT_KEY,    "its key") \
	F(ENUM, use,      OPT, USE,          "greeting or reply") \
	F(ENUM, lang,     OPT, LANG,         "the shopper's language that it is for") \
	F(LINE, title,    OPT, LIMIT_NAME,   "what associates see in a list") \
	F(TEXT, text,     OPT, LIMIT_TEXT_CHARS, "the words, with {variables}: see noren(1)") \
	F(RAW,  pages,    OPT, LIMIT_URL,    "greeting: only on pages whose path matches, * stands for anything") \
	F(INT,  from,     OPT, 1440,         "greeting: minutes of the shop's day from which it is for") \
	F(INT,  until,    OPT, 1440,         "and until which; 0: to the end of the day")

/*
 * The messages: M(CODE, name, from, "what it is for"); `from` says who may
 * send it: A associate, S shopper, R relay to either, RA relay to associates,
 * RS relay to shoppers, H over HTTP, C over the control socket.
 */
#define WIRE_MESSAGES(M) \
	WIRE_SOCKET_MESSAGES(M) \
	WIRE_HTTP_MESSAGES(M) \
	WIRE_CTL_MESSAGES(M)

/* clang-format on */
#endif
