/* SPDX-License-Identifier: MIT */
#ifndef SHARED_WIRE_TABLE_H
#define SHARED_WIRE_TABLE_H

/*
 * The wire, declared once.  From these lists come the structs, the codec with
 * its whole validation (wire.c), the tables of noren-protocol(7), the
 * constants that the widget's tests compare with, and the fuzz dictionary.
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

#define WIRE_VERSION 1 /* what hello says */
#define WIRE_LEAST 1   /* the least version that the relay still serves */
#define WIRE_INT_MAX 9007199254740991 /* 2^53 - 1: JavaScript counts so far */

/* clang-format off */

/* Lists of words: ENUM(list) of W(code, "word"). */
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

/* Both sides to the relay. */
#define WIRE_HELLO(F) \
	F(INT,  version,  REQ, 1000000,      "the version of this protocol") \
	F(LINE, client,   OPT, LIMIT_NAME,   "the program and its version") \
	F(ENUM, lang,     OPT, LANG,         "the language that this side reads") \
	F(RAW,  token,    OPT, 64,           "an associate's session, or the token that an earlier welcome gave the shopper") \
	F(KEY,  retailer, OPT, LIMIT_SLUG,   "the retailer; shoppers must say it") \
	WIRE_VIEW(F)
#define WIRE_SAY(F) \
	F(ID,   chat,     OPT, 0,            "the chat; a shopper without one leaves it out and so makes a request") \
	F(KEY,  key,      REQ, LIMIT_KEY,    "chosen by the sender: the same key is kept once") \
	F(TEXT, text,     REQ, LIMIT_TEXT_CHARS, "what is said")
#define WIRE_TYPING(F) \
	F(ID,   chat,     REQ, 0,            "the chat")
#define WIRE_SEEN(F) \
	F(ID,   chat,     REQ, 0,            "the chat") \
	F(INT,  seq,      REQ, WIRE_INT_MAX, "the last entry that the mark holds for") \
	F(ENUM, mark,     REQ, MARK,         "delivered or read")
#define WIRE_RESUME(F) \
	F(ID,   chat,     REQ, 0,            "the chat") \
	F(INT,  after,    REQ, WIRE_INT_MAX, "the last entry that this side has; 0 for none")
#define WIRE_PING(F)
#define WIRE_SHOW(F) \
	F(ID,   chat,     REQ, 0,            "the live chat") \
	F(KEY,  key,      REQ, LIMIT_KEY,    "chosen by the sender: the same key is kept once") \
	F(ID,   media,    REQ, 0,            "what this side has uploaded") \
	F(LINE, name,     OPT, LIMIT_NAME,   "the file's name")

/* Associates to the relay. */
#define WIRE_AVAILABLE(F) \
	F(BOOL, on,       REQ, 0,            "go available, or unavailable")
#define WIRE_ACCEPT(F) \
	F(ID,   chat,     REQ, 0,            "the chat that rings")
#define WIRE_PASS(F) \
	F(ID,   chat,     REQ, 0,            "the chat that rings")
#define WIRE_END(F) \
	F(ID,   chat,     REQ, 0,            "the live chat")
#define WIRE_ENQUIRIES(F)
#define WIRE_TAKE_UP(F) \
	F(ID,   enquiry,  REQ, 0,            "the enquiry that this associate will answer")
#define WIRE_RECOMMEND(F) \
	F(ID,   chat,     REQ, 0,            "the live chat") \
	F(KEY,  key,      REQ, LIMIT_KEY,    "chosen by the sender: the same key is kept once") \
	F(TEXT, text,     OPT, LIMIT_TEXT_CHARS, "what is said with it") \
	WIRE_PRODUCT(F)
#define WIRE_TARGETS(F)
#define WIRE_TRANSFER(F) \
	F(ID,   chat,     REQ, 0,            "the live chat") \
	F(ID,   associate, OPT, 0,           "to this colleague") \
	F(KEY,  group,    OPT, LIMIT_SLUG,   "or to this group") \
	F(TEXT, note,     OPT, LIMIT_NOTE_CHARS, "why; only colleagues see it")
#define WIRE_CALL_BACK(F) \
	F(ID,   chat,     REQ, 0,            "the chat that is being transferred")
#define WIRE_BLOCK(F) \
	F(ID,   chat,     REQ, 0,            "the live chat") \
	F(TEXT, text,     REQ, LIMIT_NOTE_CHARS, "why; only colleagues see it")
#define WIRE_BLOCKS(F)
#define WIRE_TEAM(F)
#define WIRE_VIEWED(F) \
	F(ID,   chat,     REQ, 0,            "the chat whose sales have been seen")
#define WIRE_UNBLOCK(F) \
	F(ID,   shopper,  REQ, 0,            "the shopper, as blocked named them")

/* Shoppers to the relay. */
#define WIRE_PAGE(F) WIRE_VIEW(F)
#define WIRE_IDENTIFY(F) \
	F(LINE, name,     OPT, LIMIT_NAME,   "the shopper's name, as the shop knows it")
#define WIRE_ENQUIRE(F) \
	F(KEY,  key,      REQ, LIMIT_KEY,    "chosen by the sender: the same key is kept once") \
	F(LINE, name,     OPT, LIMIT_NAME,   "the shopper's name") \
	F(LINE, address,  REQ, LIMIT_ADDRESS, "where to answer") \
	F(TEXT, text,     REQ, LIMIT_TEXT_CHARS, "the message")

#define WIRE_EVENT(F) \
	F(ENUM, what,     REQ, DEED,         "what the shopper did") \
	WIRE_PRODUCT(F)

/* The relay's answers. */
#define WIRE_OK(F) \
	F(ID,   chat,     OPT, 0,            "say: the chat that the message is in") \
	F(INT,  seq,      OPT, WIRE_INT_MAX, "say: its place in the chat") \
	F(TIME, at,       OPT, 0,            "say: when it was kept")
#define WIRE_ERROR(F) \
	F(KEY,  code,     REQ, LIMIT_KEY,    "the error's name, see ERROR NAMES") \
	F(LINE, text,     REQ, LIMIT_TITLE,  "the error in English") \
	F(LINE, name,     OPT, LIMIT_NAME,   "taken: by whom") \
	F(INT,  wait,     OPT, WIRE_INT_MAX, "milliseconds to wait before the next try")
#define WIRE_REPLAYED(F) \
	F(ID,   chat,     REQ, 0,            "the chat whose entries came before this") \
	F(INT,  upto,     REQ, WIRE_INT_MAX, "the last entry that came") \
	F(BOOL, more,     REQ, 0,            "there are further ones: resume again")
#define WIRE_PONG(F) \
	F(TIME, now,      REQ, 0,            "the relay's clock")

/* The relay to both. */
#define WIRE_WELCOME(F) \
	F(INT,  version,  REQ, 1000000,      "the version that will be spoken") \
	F(TIME, now,      REQ, 0,            "the relay's clock") \
	F(LINE, retailer, REQ, LIMIT_NAME,   "the retailer's name") \
	F(LINE, name,     REQ, LIMIT_NAME,   "the name of this associate or shopper") \
	F(RAW,  token,    OPT, 64,           "shopper: keep this, it is who you are") \
	F(ID,   associate, OPT, 0,           "associate: who you are") \
	F(BOOL, manager,  OPT, 0,            "associate: with a manager's rights") \
	F(LINE, groups,   OPT, LIMIT_TITLE,  "associate: the names of the groups") \
	F(KEY,  currency, OPT, 3,            "associate: the retailer's currency") \
	F(LINE, zone,     OPT, LIMIT_NAME,   "associate: the retailer's time zone") \
	F(KEY,  shop,     OPT, LIMIT_SLUG,   "associate: the retailer's key")
#define WIRE_READY(F)
#define WIRE_CHAT(F) \
	F(ID,   chat,     REQ, 0,            "the chat") \
	F(ENUM, phase,    REQ, PHASE,        "ringing, live or ended") \
	F(ENUM, reason,   OPT, REASON,       "ended: why") \
	F(LINE, name,     OPT, LIMIT_NAME,   "the other side's name, once there is one") \
	F(ENUM, lang,     OPT, LANG,         "the shopper's language") \
	F(TIME, opened,   REQ, 0,            "when the shopper first wrote") \
	F(TIME, accepted, OPT, 0,            "when it was accepted") \
	F(INT,  seq,      REQ, WIRE_INT_MAX, "the last entry there is") \
	F(INT,  delivered, OPT, WIRE_INT_MAX, "the last entry delivered to the other side") \
	F(INT,  read,     OPT, WIRE_INT_MAX, "the last entry that the other side has read") \
	F(INT,  own_read, OPT, WIRE_INT_MAX, "the last entry that this side has read") \
	F(BOOL, present,  OPT, 0,            "the other side is connected") \
	F(INT,  left,     OPT, WIRE_INT_MAX, "ringing: milliseconds until it is missed") \
	F(BOOL, taken_over, OPT, 0,          "rings again because the associate was gone") \
	F(LINE, handing,  OPT, LIMIT_NAME,   "associate: being transferred, to whom; left is the time for it") \
	F(INT,  visits,   OPT, WIRE_INT_MAX, "associate: this shopper's chats so far, this one included") \
	WIRE_VIEW(F)
#define WIRE_ENTRY(F) \
	F(ID,   chat,     REQ, 0,            "the chat") \
	F(INT,  seq,      REQ, WIRE_INT_MAX, "its place in the chat, from 1 without a gap") \
	F(TIME, at,       REQ, 0,            "when it was kept") \
	F(ENUM, kind,     REQ, KIND,         "text, or what happened") \
	F(ENUM, who,      REQ, WHO,          "who did it") \
	F(LINE, name,     OPT, LIMIT_NAME,   "the name of who did it") \
	F(KEY,  key,      OPT, LIMIT_KEY,    "text: the sender's key") \
	F(ENUM, reason,   OPT, REASON,       "ended: why") \
	F(TEXT, text,     OPT, LIMIT_TEXT_CHARS, "text and card: what was said; opened and page: the title; file: its name; transferred and blocked: why") \
	F(BOOL, recommended, OPT, 0,         "product, cart and purchase: an associate had recommended it") \
	WIRE_UPLOAD(F) \
	WIRE_PRODUCT(F)
#define WIRE_TYPES(F) \
	F(ID,   chat,     REQ, 0,            "the chat") \
	F(ENUM, who,      REQ, WHO,          "who is typing; shown for 5 s")
#define WIRE_MARKED(F) \
	F(ID,   chat,     REQ, 0,            "the chat") \
	F(ENUM, who,      REQ, WHO,          "whose mark") \
	F(INT,  seq,      REQ, WIRE_INT_MAX, "the last entry that it holds for") \
	F(ENUM, mark,     REQ, MARK,         "delivered or read")
#define WIRE_PEER(F) \
	F(ID,   chat,     REQ, 0,            "the chat") \
	F(BOOL, present,  REQ, 0,            "the other side is connected")
#define WIRE_BYE(F) \
	F(KEY,  code,     REQ, LIMIT_KEY,    "why the relay closes, see ERROR NAMES") \
	F(LINE, text,     REQ, LIMIT_TITLE,  "the same in English") \
	F(INT,  wait,     OPT, WIRE_INT_MAX, "milliseconds to wait before reconnecting") \
	F(RAW,  url,      OPT, LIMIT_URL,    "elsewhere: reconnect there")

/* The relay to associates. */
#define WIRE_STATUS(F) \
	F(BOOL, available, REQ, 0,           "takes new chats") \
	F(ENUM, reason,   OPT, REASON,       "not available: why") \
	F(TIME, since,    REQ, 0,            "since when") \
	F(BOOL, open,     REQ, 0,            "the retailer, or the associate's group, is open") \
	F(TIME, next,     OPT, 0,            "open: until when; closed: when it opens next") \
	F(INT,  misses,   OPT, 1000,         "misses in a row")
#define WIRE_PANEL(F) \
	F(INT,  window,   REQ, 3650,         "attribution window in days") \
	F(INT,  chats,    REQ, WIRE_INT_MAX, "own chats accepted today") \
	F(INT,  missed,   REQ, WIRE_INT_MAX, "own misses today") \
	F(INT,  available, REQ, WIRE_INT_MAX, "colleagues who are available, oneself included") \
	F(INT,  colleagues, REQ, WIRE_INT_MAX, "all of them") \
	F(INT,  enquiries, REQ, WIRE_INT_MAX, "enquiries that wait") \
	F(INT,  sales,    OPT, WIRE_INT_MAX, "own sales today, cancelled ones not counted") \
	F(INT,  sold,     OPT, WIRE_INT_MAX, "what they are worth, in minor units of the retailer's currency") \
	F(INT,  fresh,    OPT, WIRE_INT_MAX, "own sales that one has not viewed yet")
#define WIRE_RING(F) \
	F(ID,   chat,     REQ, 0,            "the request") \
	F(INT,  left,     REQ, WIRE_INT_MAX, "milliseconds until it is missed") \
	F(LINE, name,     REQ, LIMIT_NAME,   "the shopper's name") \
	F(ENUM, lang,     OPT, LANG,         "the shopper's language") \
	F(INT,  visits,   OPT, WIRE_INT_MAX, "this shopper's chats so far, this one included") \
	F(TEXT, text,     REQ, LIMIT_TEXT_CHARS, "the first message") \
	F(BOOL, taken_over, OPT, 0,          "rings again because its associate was gone") \
	F(LINE, from,     OPT, LIMIT_NAME,   "transfer: the colleague who sends it") \
	F(TEXT, note,     OPT, LIMIT_NOTE_CHARS, "transfer: why") \
	WIRE_VIEW(F)
#define WIRE_RING_OVER(F) \
	F(ID,   chat,     REQ, 0,            "the request") \
	F(ENUM, reason,   REQ, REASON,       "taken, missed, passed, closed, choice, offline, called_back, ended, left or blocked") \
	F(LINE, name,     OPT, LIMIT_NAME,   "taken: by whom")
#define WIRE_ENQUIRY(F) \
	F(ID,   enquiry,  REQ, 0,            "the enquiry") \
	F(TIME, at,       REQ, 0,            "when it came") \
	F(LINE, name,     OPT, LIMIT_NAME,   "the shopper's name") \
	F(LINE, address,  REQ, LIMIT_ADDRESS, "where to answer") \
	F(TEXT, text,     REQ, LIMIT_TEXT_CHARS, "the message") \
	F(LINE, taken,    OPT, LIMIT_NAME,   "who has taken it up")
#define WIRE_TRANSFER_OVER(F) \
	F(ID,   chat,     REQ, 0,            "the chat that was to be transferred") \
	F(ENUM, reason,   REQ, REASON,       "taken: it has gone; missed, passed or called_back: it has stayed") \
	F(LINE, name,     OPT, LIMIT_NAME,   "taken: by whom")
#define WIRE_TARGET(F) \
	F(ID,   associate, OPT, 0,           "a colleague") \
	F(KEY,  group,    OPT, LIMIT_SLUG,   "or a group") \
	F(LINE, name,     REQ, LIMIT_NAME,   "the name") \
	F(INT,  free,     REQ, WIRE_INT_MAX, "how many of them are available and free")
#define WIRE_BASKET(F) \
	F(ID,   chat,     REQ, 0,            "the chat whose shopper has this in the cart; quantity 0: no longer") \
	WIRE_PRODUCT(F)
#define WIRE_BLOCKED(F) \
	F(ID,   shopper,  REQ, 0,            "the shopper") \
	F(LINE, name,     REQ, LIMIT_NAME,   "the shopper's name") \
	F(LINE, by,       REQ, LIMIT_NAME,   "who blocked them") \
	F(TIME, at,       REQ, 0,            "when") \
	F(TEXT, text,     OPT, LIMIT_NOTE_CHARS, "why") \
	F(BOOL, fresh,    OPT, 0,            "it has just happened") \
	F(BOOL, lifted,   OPT, 0,            "a manager has lifted it")
#define WIRE_SALE(F) \
	F(LINE, order,    REQ, LIMIT_NAME,   "the order's number") \
	F(ID,   chat,     OPT, 0,            "the chat that it is credited for") \
	F(TIME, at,       REQ, 0,            "when it was first heard of") \
	F(LINE, name,     OPT, LIMIT_NAME,   "the shopper's name") \
	F(LINE, product,  OPT, LIMIT_TITLE,  "what was bought") \
	F(INT,  quantity, OPT, WIRE_INT_MAX, "how many pieces") \
	F(INT,  amount,   REQ, WIRE_INT_MAX, "what it is worth, in minor units") \
	F(INT,  paid,     OPT, WIRE_INT_MAX, "what was paid, where some was paid back") \
	F(KEY,  currency, REQ, 3,            "the currency, ISO 4217") \
	F(BOOL, cancelled, OPT, 0,           "the order was cancelled") \
	F(BOOL, fresh,    OPT, 0,            "this associate has not viewed it yet") \
	F(BOOL, just,     OPT, 0,            "it has just come, or changed")
#define WIRE_MATE(F) \
	F(ID,   associate, REQ, 0,           "the colleague") \
	F(LINE, name,     REQ, LIMIT_NAME,   "the name") \
	F(BOOL, manager,  OPT, 0,            "with a manager's rights") \
	F(LINE, groups,   OPT, LIMIT_TITLE,  "the names of the groups") \
	F(BOOL, online,   OPT, 0,            "connected with at least one device") \
	F(BOOL, available, OPT, 0,           "takes new chats") \
	F(ENUM, reason,   OPT, REASON,       "not available: why") \
	F(TIME, since,    OPT, 0,            "since when") \
	F(BOOL, ringing,  OPT, 0,            "a request rings there") \
	F(BOOL, chatting, OPT, 0,            "in a chat") \
	F(INT,  chats,    OPT, WIRE_INT_MAX, "chats accepted today") \
	F(INT,  missed,   OPT, WIRE_INT_MAX, "misses today") \
	F(BOOL, gone,     OPT, 0,            "the account was taken away")
#define WIRE_TEMPLATE_FIELDS(F) \
	F(KEY,  template, REQ, LIMIT_KEY,    "its key") \
	F(ENUM, use,      OPT, USE,          "greeting or reply") \
	F(ENUM, lang,     OPT, LANG,         "the shopper's language that it is for") \
	F(LINE, title,    OPT, LIMIT_NAME,   "what associates see in a list") \
	F(TEXT, text,     OPT, LIMIT_TEXT_CHARS, "the words, with {variables}: see noren(1)") \
	F(RAW,  pages,    OPT, LIMIT_URL,    "greeting: only on pages whose path matches, * stands for anything") \
	F(INT,  from,     OPT, 1440,         "greeting: minutes of the shop's day from which it is for") \
	F(INT,  until,    OPT, 1440,         "and until which; 0: to the end of the day")
#define WIRE_TEMPLATE(F) \
	WIRE_TEMPLATE_FIELDS(F) \
	F(BOOL, gone,     OPT, 0,            "there is no such template any more")

/* The relay to shoppers. */
#define WIRE_SHOP(F) \
	F(BOOL, open,     REQ, 0,            "within opening hours") \
	F(BOOL, available, REQ, 0,           "somebody is available for this page's group") \
	F(TIME, next,     OPT, 0,            "open: until when; closed: when it opens next") \
	F(LINE, opens,    OPT, LIMIT_NAME,   "closed: the next opening in the shop's own time, YYYY-MM-DDThh:mm") \
	F(TEXT, notice,   OPT, LIMIT_TITLE,  "what the retailer says about today") \
	F(BOOL, hidden,   OPT, 0,            "the widget is to be seen no more on this retailer's pages")

/* Over HTTP: bodies and answers. */
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

#define WIRE_SESSION(F) \
	F(ID,   session,  REQ, 0,            "names it; opens nothing") \
	F(LINE, device,   OPT, LIMIT_NAME,   "what its device is called") \
	F(TIME, made,     REQ, 0,            "signed in") \
	F(TIME, used,     REQ, 0,            "last used; looked at once an hour") \
	F(BOOL, this,     OPT, 0,            "it is the one that asks")

/* Over the control socket: bodies of norenctl's requests. */
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
#define WIRE_CTL_CLOCK(F) \
	F(INT,  advance,  OPT, WIRE_INT_MAX, "milliseconds to move the test clock on") \
	F(TIME, wall,     OPT, 0,            "or the time to show from now on")

/*
 * The messages: M(CODE, name, from, "what it is for"); `from` says who may
 * send it: A associate, S shopper, R relay to either, RA relay to associates,
 * RS relay to shoppers, H over HTTP, C over the control socket.
 */
#define WIRE_MESSAGES(M) \
	M(HELLO,     hello,     A | WIRE_FROM_S, "Comes first on every connection.") \
	M(SAY,       say,       A | WIRE_FROM_S, "Says something in a chat; a shopper's first one makes a request.") \
	M(TYPING,    typing,    A | WIRE_FROM_S, "Is typing; at most every 3 s, not answered.") \
	M(SEEN,      seen,      A | WIRE_FROM_S, "Marks entries as delivered or read; not answered.") \
	M(RESUME,    resume,    A | WIRE_FROM_S, "Asks for the entries after the last one known; answered by entry messages and replayed.") \
	M(PING,      ping,      A | WIRE_FROM_S, "Measures the link; answered by pong.") \
	M(SHOW,      show,      A | WIRE_FROM_S, "Shows an uploaded picture or video in a live chat.") \
	M(AVAILABLE, available, A, "Goes available or unavailable.") \
	M(ACCEPT,    accept,    A, "Accepts a request.") \
	M(PASS,      pass,      A, "Passes a request to a colleague.") \
	M(END,       end,       A, "Ends a live chat.") \
	M(ENQUIRIES, enquiries, A, "Asks for the enquiries that wait, oldest first; answered by enquiry messages and ok.") \
	M(TAKE_UP,   take_up,   A, "Takes an enquiry up.") \
	M(RECOMMEND, recommend, A, "Recommends a product in a live chat.") \
	M(TARGETS,   targets,   A, "Asks whom a chat can be transferred to; answered by target messages and ok.") \
	M(TRANSFER,  transfer,  A, "Transfers a live chat: it rings there, and stays here until somebody accepts.") \
	M(CALL_BACK, call_back, A, "Keeps a chat that is being transferred.") \
	M(BLOCK,     block,     A, "Blocks the shopper of a live chat.") \
	M(BLOCKS,    blocks,    A, "Managers: asks for all who are blocked; answered by blocked messages and ok.") \
	M(UNBLOCK,   unblock,   A, "Managers: lifts a block.") \
	M(VIEWED,    viewed,    A, "The sales of that chat have been seen; on every device.") \
	M(TEAM,      team,      A, "Managers: asks for all colleagues; answered by mate messages and ok, and changes follow.") \
	M(PAGE,      page,      S, "The shopper is looking at another page; not answered.") \
	M(IDENTIFY,  identify,  S, "The shop page says who the shopper is; not answered.") \
	M(ENQUIRE,   enquire,   S, "Leaves an enquiry.") \
	M(EVENT,     event,     S, "The shop page reports what the shopper did; a purchase with a ref is answered, nothing else.") \
	M(OK,        ok,        R, "The command with that ref is done, and kept.") \
	M(ERROR,     error,     R, "The command with that ref failed.") \
	M(REPLAYED,  replayed,  R, "The entries that resume asked for have come.") \
	M(PONG,      pong,      R, "Answers ping.") \
	M(WELCOME,   welcome,   R, "Answers hello; what is true follows, then ready.") \
	M(READY,     ready,     R, "All that is true has been said; changes follow.") \
	M(CHAT,      chat,      R, "A chat as it is now; on connecting and at every change.") \
	M(ENTRY,     entry,     R, "An entry of a chat.") \
	M(TYPES,     types,     R, "The other side is typing.") \
	M(MARKED,    marked,    R, "A mark has moved on.") \
	M(PEER,      peer,      R, "The other side came or went.") \
	M(BYE,       bye,       R, "The relay will close this connection now.") \
	M(STATUS,    status,    RA, "The associate's own availability.") \
	M(PANEL,     panel,     RA, "The live panel.") \
	M(RING,      ring,      RA, "A request rings here.") \
	M(RING_OVER, ring_over, RA, "It no longer rings here.") \
	M(ENQUIRY,   enquiry,   RA, "An enquiry, new, asked for or taken up.") \
	M(TRANSFER_OVER, transfer_over, RA, "A transfer by this associate is over.") \
	M(TARGET,    target,    RA, "Somebody a chat can be transferred to.") \
	M(BASKET,    basket,    RA, "What the shopper of one's chat has in the cart.") \
	M(BLOCKED,   blocked,   RA, "Managers: somebody was blocked, is blocked, or is so no longer.") \
	M(SALE,      sale,      RA, "A sale of this associate: new, changed or viewed.") \
	M(MATE,      mate,      RA, "Managers: a colleague as they are now.") \
	M(TEMPLATE,  template,  RA, "A greeting or a saved reply of the retailer.") \
	M(SHOP,      shop,      RS, "Whether somebody is there; on connecting and at every change.") \
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
	M(HANDED,    handed,    H, "The answer to ctl_code.") \
	M(TRACE,     trace,     H, "A line of the audit log.") \
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
	M(CTL_CLOCK,     ctl_clock,     C, "POST /clock: moves the test clock.")

/* clang-format on */
#endif
