/* SPDX-License-Identifier: MIT */
#ifndef RELAY_DESK_REC_TABLE_H
#define RELAY_DESK_REC_TABLE_H

/*
 * The rows that a desk keeps.
 *
 * C(kind, column, key): kind ID (struct id, "" is none), STR (const char *,
 * NULL is "") or INT (int64_t; times in microseconds UTC, flags 0 or 1);
 * key KEY for a part of the primary key, else VAL.
 */

/* clang-format off */

/* An associate's availability (B1, B5, B6), and the day's figures (E4). */
#define REC_PRESENCE(C) \
	C(ID,  associate,  KEY) \
	C(INT, available,  VAL) \
	C(INT, reason,     VAL) /* enum wire_reason: why not */ \
	C(INT, since,      VAL) /* of the present availability */ \
	C(INT, free_since, VAL) /* longest idle is rung first (C1) */ \
	C(INT, misses,     VAL) /* in a row */ \
	C(INT, day,        VAL) /* local day number of the figures */ \
	C(INT, chats,      VAL) \
	C(INT, missed,     VAL) \
	C(INT, sales,      VAL) \
	C(INT, sold,       VAL) /* in the retailer's currency */

/* A shopper who has written at least once. */
#define REC_SHOPPER(C) \
	C(ID,  shopper,    KEY) /* a hash of the shopper's token */ \
	C(INT, number,     VAL) /* "Guest 4821" */ \
	C(STR, name,       VAL) /* as the shop's page said */ \
	C(INT, visits,     VAL) /* chats so far */ \
	C(ID,  last,       VAL) /* the associate who last served them (C1) */ \
	C(ID,  opened,     VAL) /* the chat that they opened last */ \
	C(STR, opener,     VAL) /* the key of the message that opened it */ \
	C(INT, said,       VAL) /* when that message was kept */ \
	C(INT, served,     VAL) /* when their last chat with somebody ended (E2) */ \
	C(ID,  served_in,  VAL) /* that chat */ \
	C(INT, served_from, VAL) /* when it began; 0: nobody knows */ \
	C(INT, unrated,    VAL) /* and they may still rate it (E4) */

/* A request, a live chat, an ended chat. */
#define REC_CHAT(C) \
	C(ID,  chat,       KEY) \
	C(ID,  shopper,    VAL) \
	C(ID,  associate,  VAL) /* who has, or had, it */ \
	C(INT, phase,      VAL) /* enum wire_phase */ \
	C(INT, reason,     VAL) /* enum wire_reason, of the end */ \
	C(INT, opened,     VAL) \
	C(INT, accepted,   VAL) \
	C(INT, ended,      VAL) \
	C(INT, rang,       VAL) /* steady time at which this ringing began */ \
	C(INT, taken_over, VAL) /* rings again (D10) */ \
	C(INT, lang,       VAL) /* enum wire_lang */ \
	C(STR, first,      VAL) /* the first message, for the alert (C2) */ \
	C(STR, url,        VAL) \
	C(STR, title,      VAL) \
	C(STR, product,    VAL) \
	C(INT, amount,     VAL) \
	C(STR, currency,   VAL) \
	C(STR, grp,        VAL) /* the page's group, by key */ \
	C(INT, round,      VAL) /* how often it has begun to ring */ \
	C(INT, handing,    VAL) /* live, and being transferred (D8): rang says since when */ \
	C(ID,  target,     VAL) /* to this associate */ \
	C(STR, target_grp, VAL) /* or to this group, by key */ \
	C(STR, note,       VAL) /* and why */

/* Whom a request has rung, and what became of it. */
#define REC_RING(C) \
	C(ID,  chat,       KEY) \
	C(ID,  associate,  KEY) \
	C(INT, state,      VAL) /* enum rec_ring_state */ \
	C(INT, at,         VAL) \
	C(INT, round,      VAL) /* the chat's: rings of an earlier one are over */

/* An entry of a chat's log; seq counts from 1 without a gap. */
#define REC_ENTRY(C) \
	C(ID,  chat,       KEY) \
	C(INT, seq,        KEY) \
	C(INT, at,         VAL) \
	C(INT, kind,       VAL) /* enum wire_kind */ \
	C(INT, who,        VAL) /* enum wire_who */ \
	C(ID,  actor,      VAL) /* the associate or the shopper */ \
	C(STR, name,       VAL) /* as it was then */ \
	C(STR, key,        VAL) /* the sender's; unique in the chat by actor */ \
	C(INT, reason,     VAL) \
	C(STR, body,       VAL)

/* What there is to an entry beside its text (D4 to D6): a product or a file;
 * most entries have none. */
#define REC_ATTACH(C) \
	C(ID,  chat,       KEY) \
	C(INT, seq,        KEY) \
	C(INT, kind,       VAL) /* the entry's */ \
	C(INT, recommended, VAL) \
	C(STR, sku,        VAL) \
	C(STR, product,    VAL) \
	C(INT, amount,     VAL) \
	C(INT, sale,       VAL) /* the price while lowered; 0: it is not */ \
	C(STR, currency,   VAL) \
	C(STR, url,        VAL) \
	C(STR, image,      VAL) \
	C(STR, stock,      VAL) \
	C(INT, quantity,   VAL) \
	C(STR, orderno,    VAL) \
	C(ID,  media,      VAL) \
	C(INT, mime,       VAL) /* enum wire_mime */ \
	C(INT, width,      VAL) \
	C(INT, height,     VAL) \
	C(INT, bytes,      VAL)

/* A block (D9), by the chat that it ended: associates see nothing of that chat
 * behind seq. */
#define REC_BLOCK(C) \
	C(ID,  chat,       KEY) \
	C(ID,  shopper,    VAL) \
	C(INT, seq,        VAL) /* of its entry */ \
	C(INT, at,         VAL) \
	C(STR, name,       VAL) /* the shopper's */ \
	C(ID,  associate,  VAL) /* who blocked them */ \
	C(STR, blocker,    VAL) /* by name */ \
	C(STR, reason,     VAL) \
	C(STR, pages,      VAL) /* that the shopper had open, one a line */ \
	C(INT, hidden,     VAL) /* has gone to another: sees no widget */ \
	C(INT, lifted,     VAL) /* when a manager lifted it; 0: it stands */

/* How far each side has received and read (D1). */
#define REC_MARK(C) \
	C(ID,  chat,       KEY) \
	C(INT, who,        KEY) /* enum wire_who */ \
	C(INT, delivered,  VAL) \
	C(INT, read,       VAL)

/* A message left when nobody was there (C8, C9). */
#define REC_ENQUIRY(C) \
	C(ID,  enquiry,    KEY) \
	C(ID,  shopper,    VAL) \
	C(INT, at,         VAL) \
	C(STR, key,        VAL) /* the sender's; unique by shopper */ \
	C(STR, name,       VAL) \
	C(STR, address,    VAL) \
	C(STR, body,       VAL) \
	C(ID,  taken,      VAL) /* the associate who has taken it up */ \
	C(INT, lang,       VAL) /* enum wire_lang: the shopper's */ \
	C(INT, done,       VAL) /* when it was answered; 0: it waits */

/* An order (E1), and whose sale it is (E2). */
#define REC_SALE(C) \
	C(STR, orderno,    KEY) \
	C(ID,  associate,  VAL) /* "": nobody's */ \
	C(ID,  chat,       VAL) /* their chat with the shopper */ \
	C(ID,  shopper,    VAL) /* "": only the shop's server has told of it */ \
	C(INT, at,         VAL) /* when it was first heard of */ \
	C(STR, name,       VAL) /* the shopper's, as it was then */ \
	C(STR, title,      VAL) /* of what was bought */ \
	C(INT, quantity,   VAL) \
	C(INT, paid,       VAL) /* minor units */ \
	C(INT, total,      VAL) /* the same without what was paid back */ \
	C(STR, currency,   VAL) \
	C(INT, cancelled,  VAL) \
	C(INT, viewed,     VAL) /* when the associate saw it (E3); 0: new */ \
	C(INT, told,       VAL) /* us: the shop's server spoke of it then; 0: never */ \
	C(ID,  claim,      VAL) /* "": else it is whose a manager granted it (E5) */

/* A chat in the archive of whoever had it (E3): when they had it last, and why
 * no longer. */
#define REC_FILED(C) \
	C(ID,  chat,       KEY) \
	C(ID,  associate,  KEY) /* "": nobody had it at its end */ \
	C(INT, at,         VAL) \
	C(INT, reason,     VAL) /* enum wire_reason; taken: it was transferred */ \
	C(STR, name,       VAL) /* the shopper's, as it was then */ \
	C(INT, sought,     VAL) /* the store has indexed its words */

/* What became of a request, for figures (E4): who accepted it, who missed it;
 * and, for "", that it was missed.  No words and no shopper's: it outlives
 * both. */
#define REC_SCORE(C) \
	C(ID,  chat,       KEY) \
	C(INT, round,      KEY) /* which of its ringings */ \
	C(ID,  associate,  KEY) \
	C(INT, missed,     VAL) \
	C(INT, at,         VAL) \
	C(INT, waited,     VAL) /* us from ringing there to being accepted */

/* How a shopper rated a chat (E4); the stars outlive the words. */
#define REC_RATING(C) \
	C(ID,  chat,       KEY) \
	C(ID,  associate,  VAL) /* who had it at its end */ \
	C(INT, at,         VAL) \
	C(INT, stars,      VAL) /* 1 to 5 */ \
	C(STR, body,       VAL)

/* Counters of a desk: "guest" is the last guest number given. */
#define REC_TALLY(C) \
	C(STR, name,       KEY) \
	C(INT, value,      VAL)

#define REC_TABLES(T) \
	T(PRESENCE, presence) T(SHOPPER, shopper) T(CHAT, chat) T(RING, ring) \
	T(ENTRY, entry) T(ATTACH, attach) T(MARK, mark) T(ENQUIRY, enquiry) \
	T(BLOCK, block) T(SALE, sale) T(FILED, filed) T(SCORE, score) \
	T(RATING, rating) T(TALLY, tally)

/*
 * What is to be done to rows of one shopper that the desk need not know (J1):
 * no rows themselves.
 */

/* Everything that is about them is gone.  Their chats and orders, which figures
 * count, are `anew`'s, who is nobody. */
#define REC_ERASED(C) \
	C(ID,  shopper,    KEY) \
	C(ID,  anew,       VAL)

/* Their name, or the address of their enquiries, is that; "": as it was. */
#define REC_CORRECTED(C) \
	C(ID,  shopper,    KEY) \
	C(STR, name,       VAL) \
	C(STR, address,    VAL)

#define REC_DEEDS(T) \
	T(ERASED, erased) T(CORRECTED, corrected)

/* clang-format on */

#endif
