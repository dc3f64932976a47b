/* SPDX-License-Identifier: MIT */
#ifndef SHARED_WIRE_SOCKET_TABLE_H
#define SHARED_WIRE_SOCKET_TABLE_H

/*
 * What goes over the WebSocket, either way.  Part of wire_table.h, which says
 * how to read this and has the lists and fields that are named here.
 */
#include "shared/limits.h"

/* clang-format off */

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
#define WIRE_PUT_BACK(F) \
	F(ID,   enquiry,  REQ, 0,            "the enquiry that this associate has taken up, and will not answer")
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
	F(ID,   chat,     OPT, 0,            "the chat whose sales have been seen") \
	F(LINE, order,    OPT, LIMIT_NAME,   "or a sale that is of no chat, by its order's number")
#define WIRE_FIND(F) \
	F(LINE, text,     OPT, LIMIT_FIND,   "what was typed; none: everything, the most recommended first") \
	F(RAW,  sku,      OPT, LIMIT_SKU,    "or the product of this SKU") \
	F(KEY,  gtin,     OPT, LIMIT_GTIN,   "or the products of this barcode") \
	F(RAW,  family,   OPT, LIMIT_SKU,    "or the sizes and colours of this item group") \
	F(LINE, category, OPT, LIMIT_CATEGORY,  "text: only in this category and below it, as shelf names it") \
	F(BOOL, stock,    OPT, 0,            "text: only what can be had now") \
	F(INT,  low,      OPT, WIRE_INT_MAX, "text: only what costs so much, in minor units of the retailer's currency, or more") \
	F(INT,  high,     OPT, WIRE_INT_MAX, "text: and so much or less; 0: any price") \
	F(INT,  skip,     OPT, LIMIT_FOUND,  "leaves out so many, the best or first of them") \
	F(INT,  limit,    OPT, LIMIT_FOUND_PAGE, "so many at most; 0: as many as a page has")
#define WIRE_SHELVES(F) \
	F(LINE, category, OPT, LIMIT_CATEGORY,  "those right below this one; none: the top ones")
#define WIRE_ARCHIVE(F) \
	F(ENUM, pick,     OPT, PICK,         "all, sales or missed") \
	F(LINE, text,     OPT, LIMIT_FIND,   "words that must all be in it") \
	F(TIME, before,   OPT, 0,            "only what came there before that, as filed said; none: from the newest on") \
	F(ID,   chat,     OPT, 0,            "the chat that came then") \
	F(ID,   associate, OPT, 0,           "and whose it was: several may have had it")
#define WIRE_ANSWERED(F) \
	F(LINE, text,     OPT, LIMIT_FIND,   "words that must all be in it or its answers") \
	F(TIME, before,   OPT, 0,            "only what was answered before that, as done said; none: from the newest on") \
	F(ID,   enquiry,  OPT, 0,            "the enquiry that was answered then")
#define WIRE_TEAM_ARCHIVE(F) WIRE_ARCHIVE(F)
#define WIRE_PERFORMANCE(F) \
	F(INT,  days,     REQ, 30,           "today and the days before it, in the retailer's time zone: 1, 7 or 30")
#define WIRE_TEAM_PERFORMANCE(F) \
	WIRE_PERFORMANCE(F) \
	F(ID,   associate, OPT, 0,           "only that colleague's; none: the team's, and each one's")
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

#define WIRE_RATE(F) \
	F(ID,   chat,     REQ, 0,            "the chat, as ask_rating named it") \
	F(INT,  stars,    OPT, 5,            "1 to 5; none: the shopper would rather not say") \
	F(TEXT, text,     OPT, LIMIT_NOTE_CHARS, "what the shopper says with the stars")
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
	F(KEY,  shop,     OPT, LIMIT_SLUG,   "associate: the retailer's key") \
	F(BOOL, no_scan,  OPT, 0,            "associate: barcodes are not read in the catalogue") \
	F(BOOL, no_mail,  OPT, 0,            "associate: the relay sends no mails")
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
	F(TEXT, text,     OPT, LIMIT_TEXT_CHARS, "the message; none: it was erased, or is past the retention") \
	F(LINE, taken,    OPT, LIMIT_NAME,   "who has taken it up") \
	F(ID,   holder,   OPT, 0,            "the same associate") \
	F(ENUM, lang,     OPT, LANG,         "the shopper's language") \
	F(TIME, done,     OPT, 0,            "when it was answered; none: it waits") \
	F(ENUM, state,    OPT, OUTCOME,      "answered: what has become of the last answer") \
	F(LINE, why,      OPT, LIMIT_TITLE,  "and why, as the mail server said it")
#define WIRE_DELIVERY(F) \
	F(ID,   enquiry,  REQ, 0,            "the enquiry") \
	F(ID,   letter,   REQ, 0,            "the answer to it") \
	F(ID,   associate, OPT, 0,           "who wrote it") \
	F(LINE, name,     OPT, LIMIT_NAME,   "the shopper's name") \
	F(ENUM, state,    REQ, OUTCOME,      "what has become of it") \
	F(LINE, why,      OPT, LIMIT_TITLE,  "and why, as the mail server said it")
#define WIRE_CLAIMED(F) \
	F(ID,   claim,    REQ, 0,            "the claim") \
	F(TIME, at,       REQ, 0,            "when it was made") \
	F(ID,   associate, OPT, 0,           "by whom") \
	F(LINE, by,       OPT, LIMIT_NAME,   "the name of that associate") \
	F(LINE, order,    REQ, LIMIT_NAME,   "the order's number") \
	F(LINE, name,     OPT, LIMIT_NAME,   "the shopper's name") \
	F(LINE, product,  OPT, LIMIT_TITLE,  "what was bought") \
	F(INT,  amount,   REQ, WIRE_INT_MAX, "the price, in minor units") \
	F(KEY,  currency, REQ, 3,            "the currency, ISO 4217") \
	F(TIME, bought,   REQ, 0,            "when it was bought") \
	F(TEXT, evidence, OPT, LIMIT_EVIDENCE_CHARS, "how one can see that it is this associate's") \
	F(ID,   chat,     OPT, 0,            "the chat that led to it") \
	F(ENUM, state,    REQ, CLAIM_STATE,  "open, granted or refused") \
	F(LINE, decider,  OPT, LIMIT_NAME,   "decided: by whom") \
	F(TIME, decided,  OPT, 0,            "and when") \
	F(TEXT, reason,   OPT, LIMIT_NOTE_CHARS, "and why") \
	F(LINE, owner,    OPT, LIMIT_NAME,   "open: whose sale that order is already") \
	F(INT,  known,    OPT, WIRE_INT_MAX, "open: what the shop has said that the order comes to") \
	F(KEY,  known_in, OPT, 3,            "open: and in which currency; none: it has not told of it") \
	F(BOOL, just,     OPT, 0,            "it has just been decided")
#define WIRE_CLAIMS(F) \
	F(INT,  waiting,  REQ, WIRE_INT_MAX, "how many wait to be decided")
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
	F(ID,   associate, OPT, 0,           "whose it is, in the answer to an HTTP request") \
	F(TIME, at,       REQ, 0,            "when it was first heard of") \
	F(LINE, name,     OPT, LIMIT_NAME,   "the shopper's name") \
	F(LINE, product,  OPT, LIMIT_TITLE,  "what was bought") \
	F(INT,  quantity, OPT, WIRE_INT_MAX, "how many pieces") \
	F(INT,  amount,   REQ, WIRE_INT_MAX, "what it is worth, in minor units") \
	F(INT,  paid,     OPT, WIRE_INT_MAX, "what was paid, where some was paid back") \
	F(KEY,  currency, REQ, 3,            "the currency, ISO 4217") \
	F(BOOL, cancelled, OPT, 0,           "the order was cancelled") \
	F(BOOL, claimed,  OPT, 0,            "a manager granted it as a claim") \
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
#define WIRE_TEMPLATE(F) \
	WIRE_TEMPLATE_FIELDS(F) \
	F(BOOL, gone,     OPT, 0,            "there is no such template any more")
#define WIRE_GOODS(F) \
	F(RAW,  sku,      REQ, LIMIT_SKU,    "the product's SKU") \
	F(LINE, product,  REQ, LIMIT_TITLE,  "its name") \
	F(INT,  amount,   OPT, WIRE_INT_MAX, "its price in minor units, where there is a currency") \
	F(INT,  sale,     OPT, WIRE_INT_MAX, "its price while lowered; none: 0") \
	F(KEY,  currency, OPT, 3,            "the currency, ISO 4217; none: no price") \
	F(RAW,  url,      OPT, LIMIT_URL,    "its page") \
	F(RAW,  image,    OPT, LIMIT_URL,    "its picture") \
	F(ENUM, stock,    OPT, STOCK,        "whether it can be had") \
	F(INT,  count,    OPT, WIRE_INT_MAX, "how many there are, where the feed counts and it can be had") \
	F(LINE, brand,    OPT, LIMIT_TITLE,  "its brand") \
	F(LINE, category, OPT, LIMIT_CATEGORY,  "its category, from the top, with > between") \
	F(KEY,  gtin,     OPT, LIMIT_GTIN,   "its barcode's digits") \
	F(LINE, color,    OPT, LIMIT_NAME,   "its colour") \
	F(LINE, size,     OPT, LIMIT_NAME,   "its size") \
	F(RAW,  family,   OPT, LIMIT_SKU,    "the item group of its sizes and colours") \
	F(TEXT, text,     OPT, LIMIT_TEXT_CHARS, "its description; only where one product was asked for")
#define WIRE_FOUND(F) \
	F(INT,  total,    REQ, WIRE_INT_MAX, "how many match") \
	F(BOOL, at_least, OPT, 0,            "there may be more than that") \
	F(BOOL, more,     OPT, 0,            "there are further ones: find again with skip") \
	F(BOOL, respelt,  OPT, 0,            "nothing was written like that; these are written much like it") \
	F(INT,  products, REQ, WIRE_INT_MAX, "how many the catalogue has") \
	F(TIME, updated,  OPT, 0,            "when it was last replaced; none: there is no catalogue")
#define WIRE_SHELF(F) \
	F(LINE, category, REQ, LIMIT_CATEGORY,  "the category, from the top") \
	F(INT,  products, REQ, WIRE_INT_MAX, "how many there are in it and below it")
#define WIRE_FILED(F) \
	F(ID,   chat,     REQ, 0,            "the chat; resume brings its entries") \
	F(TIME, at,       REQ, 0,            "when it came to the archive") \
	F(ENUM, reason,   REQ, REASON,       "ended, left, gone, blocked, missed, closed; taken: it was transferred") \
	F(LINE, name,     OPT, LIMIT_NAME,   "the shopper's name, as it was then") \
	F(ID,   associate, OPT, 0,           "who had it; none: nobody") \
	F(LINE, holder,   OPT, LIMIT_NAME,   "the name of that associate") \
	F(LINE, text,     OPT, LIMIT_TITLE,  "what was said last") \
	F(ENUM, lang,     OPT, LANG,         "the shopper's language") \
	F(TIME, opened,   REQ, 0,            "when the shopper first wrote") \
	F(TIME, accepted, OPT, 0,            "when it was accepted") \
	F(INT,  sales,    OPT, WIRE_INT_MAX, "how many sales it is credited with, cancelled ones not counted") \
	F(INT,  amount,   OPT, WIRE_INT_MAX, "what those in that currency are worth, in minor units") \
	F(KEY,  currency, OPT, 3,            "the retailer's currency, ISO 4217; the latest sale's where none is in that") \
	F(BOOL, fresh,    OPT, 0,            "a sale is new to that associate") \
	F(INT,  stars,    OPT, 5,            "how the shopper rated it; none: not") \
	F(TEXT, opinion,  OPT, LIMIT_NOTE_CHARS, "what the shopper said with the stars") \
	F(TIME, rated,    OPT, 0,            "when that was")
#define WIRE_ARCHIVED(F) \
	F(BOOL, more,     OPT, 0,            "there are older ones: ask with before and chat of the last")

#define WIRE_RATED(F) \
	F(ID,   chat,     REQ, 0,            "the chat") \
	F(TIME, at,       REQ, 0,            "when") \
	F(INT,  stars,    REQ, 5,            "1 to 5") \
	F(LINE, name,     OPT, LIMIT_NAME,   "the shopper's name") \
	F(TEXT, text,     OPT, LIMIT_NOTE_CHARS, "what the shopper said with the stars")
#define WIRE_FIGURES(F) \
	F(ID,   associate, OPT, 0,           "whose they are; none: the team's") \
	F(LINE, name,     OPT, LIMIT_NAME,   "that associate's name; none: the account is gone") \
	F(TIME, since,    REQ, 0,            "the midnight of the first day") \
	F(INT,  accepted, REQ, WIRE_INT_MAX, "chats accepted, transfers and taken over ones too") \
	F(INT,  missed,   REQ, WIRE_INT_MAX, "misses; the team's: requests that were missed") \
	F(INT,  median,   OPT, WIRE_INT_MAX, "milliseconds from ringing there to being accepted: half were as fast") \
	F(INT,  mean,     OPT, WIRE_INT_MAX, "and on average") \
	F(INT,  chats,    REQ, WIRE_INT_MAX, "how many chats those are that were accepted, each counted once") \
	F(INT,  converted, REQ, WIRE_INT_MAX, "those of them with a sale, whenever it came, cancelled ones not counted") \
	F(INT,  sales,    REQ, WIRE_INT_MAX, "sales in these days, cancelled ones not counted") \
	F(INT,  ratings,  REQ, WIRE_INT_MAX, "how many shoppers rated their chat in these days") \
	F(INT,  stars,    REQ, WIRE_INT_MAX, "the sum of their stars")
#define WIRE_TAKINGS(F) \
	F(ID,   associate, OPT, 0,           "whose they are; none: the team's") \
	F(KEY,  currency, REQ, 3,            "the currency, ISO 4217") \
	F(INT,  sales,    REQ, WIRE_INT_MAX, "sales in that currency") \
	F(INT,  amount,   REQ, WIRE_INT_MAX, "what they are worth, in minor units, without what was paid back")
#define WIRE_DAY_FIGURES(F) \
	F(LINE, day,      REQ, LIMIT_NAME,   "the day, YYYY-MM-DD") \
	F(INT,  accepted, REQ, WIRE_INT_MAX, "as in figures") \
	F(INT,  missed,   REQ, WIRE_INT_MAX, "as in figures") \
	F(INT,  sales,    REQ, WIRE_INT_MAX, "as in figures") \
	F(INT,  amount,   REQ, WIRE_INT_MAX, "what those in the retailer's currency are worth, in minor units")
#define WIRE_HOUR_FIGURES(F) \
	F(INT,  weekday,  REQ, 6,            "0 is Sunday") \
	F(INT,  hour,     REQ, 23,           "of the retailer's clock") \
	F(INT,  accepted, REQ, WIRE_INT_MAX, "as in figures") \
	F(INT,  missed,   REQ, WIRE_INT_MAX, "as in figures")

/* The relay to shoppers. */
#define WIRE_ASK_RATING(F) \
	F(ID,   chat,     OPT, 0,            "a chat that has ended and may be rated; none: there is none any more") \
	F(LINE, name,     OPT, LIMIT_NAME,   "the associate's name")
#define WIRE_SHOP(F) \
	F(BOOL, open,     REQ, 0,            "within opening hours") \
	F(BOOL, available, REQ, 0,           "somebody is available for this page's group") \
	F(TIME, next,     OPT, 0,            "open: until when; closed: when it opens next") \
	F(LINE, opens,    OPT, LIMIT_NAME,   "closed: the next opening in the shop's own time, YYYY-MM-DDThh:mm") \
	F(TEXT, notice,   OPT, LIMIT_TITLE,  "what the retailer says about today") \
	F(BOOL, hidden,   OPT, 0,            "the widget is to be seen no more on this retailer's pages")

#define WIRE_SOCKET_MESSAGES(M) \
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
	M(ENQUIRIES, enquiries, A, "Asks for the enquiries that are not answered, oldest first; answered by enquiry messages and ok.") \
	M(TAKE_UP,   take_up,   A, "Takes an enquiry up.") \
	M(PUT_BACK,  put_back,  A, "Puts it back, for somebody else.") \
	M(RECOMMEND, recommend, A, "Recommends a product in a live chat.") \
	M(TARGETS,   targets,   A, "Asks whom a chat can be transferred to; answered by target messages and ok.") \
	M(TRANSFER,  transfer,  A, "Transfers a live chat: it rings there, and stays here until somebody accepts.") \
	M(CALL_BACK, call_back, A, "Keeps a chat that is being transferred.") \
	M(BLOCK,     block,     A, "Blocks the shopper of a live chat.") \
	M(BLOCKS,    blocks,    A, "Managers: asks for all who are blocked; answered by blocked messages and ok.") \
	M(UNBLOCK,   unblock,   A, "Managers: lifts a block.") \
	M(VIEWED,    viewed,    A, "The sales of that chat, or a sale of no chat, have been seen; on every device.") \
	M(FIND,      find,      A, "Finds products in the catalogue; answered by goods messages and found.") \
	M(SHELVES,   shelves,   A, "Asks for the catalogue's categories; answered by shelf messages and ok.") \
	M(ARCHIVE,   archive,   A, "Asks for one's own chats and missed ones, newest first; answered by filed messages and archived.") \
	M(ANSWERED,  answered,  A, "Asks for the enquiries that were answered, newest first; answered by enquiry messages and archived.") \
	M(TEAM_ARCHIVE, team_archive, A, "Managers: the same for everybody's chats.") \
	M(PERFORMANCE, performance, A, "Asks for one's own figures; answered by figures, takings, day_figures and hour_figures, and ok.") \
	M(TEAM_PERFORMANCE, team_performance, A, "Managers: the same for the team or a colleague; days and hours are of the whole.") \
	M(TEAM,      team,      A, "Managers: asks for all colleagues; answered by mate messages and ok, and changes follow.") \
	M(PAGE,      page,      S, "The shopper is looking at another page; not answered.") \
	M(IDENTIFY,  identify,  S, "The shop page says who the shopper is; not answered.") \
	M(ENQUIRE,   enquire,   S, "Leaves an enquiry.") \
	M(RATE,      rate,      S, "Rates the chat that has ended; or does not, and is not asked again.") \
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
	M(ENQUIRY,   enquiry,   RA, "An enquiry: new, asked for, taken up, put back or answered.") \
	M(DELIVERY,  delivery,  RA, "What has become of an answer by mail.") \
	M(CLAIMED,   claimed,   RA, "A claim of a sale: one of a list, or this associate's that was decided.") \
	M(CLAIMS,    claims,    RA, "Managers: how many claims wait; on connecting and at every change.") \
	M(TRANSFER_OVER, transfer_over, RA, "A transfer by this associate is over.") \
	M(TARGET,    target,    RA, "Somebody a chat can be transferred to.") \
	M(BASKET,    basket,    RA, "What the shopper of one's chat has in the cart.") \
	M(BLOCKED,   blocked,   RA, "Managers: somebody was blocked, is blocked, or is so no longer.") \
	M(SALE,      sale,      RA, "A sale of this associate: new, changed or viewed.") \
	M(MATE,      mate,      RA, "Managers: a colleague as they are now.") \
	M(TEMPLATE,  template,  RA, "A greeting or a saved reply of the retailer.") \
	M(GOODS,     goods,     RA, "A product that find found; best first.") \
	M(FOUND,     found,     RA, "All that find found has come.") \
	M(SHELF,     shelf,     RA, "A category of the catalogue.") \
	M(FILED,     filed,     RA, "A chat of the archive.") \
	M(ARCHIVED,  archived,  RA, "All that archive asked for has come.") \
	M(RATED,     rated,     RA, "A shopper has rated a chat of this associate.") \
	M(FIGURES,   figures,   RA, "What an associate, or the team, has done in those days.") \
	M(TAKINGS,   takings,   RA, "What the sales of those days come to; one message a currency.") \
	M(DAY_FIGURES, day_figures, RA, "One of those days; all of them come, the oldest first.") \
	M(HOUR_FIGURES, hour_figures, RA, "An hour of the week in those days; those with nothing do not come.") \
	M(ASK_RATING, ask_rating, RS, "Whether there is a chat to rate; on connecting, where there is, and at every change.") \
	M(SHOP,      shop,      RS, "Whether somebody is there; on connecting and at every change.")

/* clang-format on */
#endif
