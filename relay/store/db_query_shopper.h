/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_DB_QUERY_SHOPPER_H
#define RELAY_STORE_DB_QUERY_SHOPPER_H

/* The statements of db_shopper.c, as in db_query.h. */
#include "relay/store/db_query_forget.h"

/* clang-format off */

#define DB_SHOPPER_QUERIES(Q) \
	DB_FORGET_QUERIES(Q) \
	DB_SHOPPER_LINES(Q) \
	/* Whoever it may be about.  An order that was only claimed is theirs \
	 * by the chat. */ \
	Q(FIND_SHOPPERS, \
		"SELECT x.shopper, COALESCE(s.name, ''), COALESCE(s.number, 0)," \
		" (SELECT COUNT(*) FROM chat c WHERE c.retailer = :retailer" \
		" AND c.shopper = x.shopper)," \
		" (SELECT COUNT(*) FROM enquiry e WHERE e.retailer = :retailer" \
		" AND e.shopper = x.shopper)," \
		" (SELECT COUNT(*) FROM sale p WHERE p.retailer = :retailer" \
		" AND p.shopper = x.shopper)" \
		" + (SELECT COUNT(*) FROM chat c JOIN sale p" \
		" ON p.retailer = c.retailer AND p.chat = c.chat" \
		" AND p.chat <> '' AND p.shopper = ''" \
		" WHERE c.retailer = :retailer AND c.shopper = x.shopper)," \
		" MAX(COALESCE(s.said, 0), COALESCE(s.served, 0)," \
		" COALESCE((SELECT MAX(e.at) FROM enquiry e" \
		" WHERE e.retailer = :retailer AND e.shopper = x.shopper), 0)," \
		" COALESCE((SELECT MAX(p.at) FROM sale p" \
		" WHERE p.retailer = :retailer AND p.shopper = x.shopper), 0))" \
		" AS last" \
		" FROM (SELECT shopper FROM shopper WHERE retailer = :retailer" \
		" AND (shopper = :shopper OR (:number > 0 AND number = :number))" \
		" UNION SELECT shopper FROM enquiry WHERE retailer = :retailer" \
		" AND (shopper = :shopper OR (:address <> ''" \
		" AND lower(address) = lower(:address)))" \
		" UNION SELECT shopper FROM sale WHERE retailer = :retailer" \
		" AND name <> '' AND (shopper = :shopper OR (:order <> ''" \
		" AND orderno = :order))" \
		" UNION SELECT c.shopper FROM claim k JOIN chat c" \
		" ON c.retailer = k.retailer AND c.chat = k.chat" \
		" WHERE k.retailer = :retailer AND :order <> ''" \
		" AND k.orderno = :order) x" \
		" LEFT JOIN shopper s ON s.retailer = :retailer" \
		" AND s.shopper = x.shopper WHERE x.shopper <> ''" \
		" AND (s.shopper IS NOT NULL OR EXISTS (SELECT 1 FROM enquiry e" \
		" WHERE e.retailer = :retailer AND e.shopper = x.shopper)" \
		" OR EXISTS (SELECT 1 FROM sale p WHERE p.retailer = :retailer" \
		" AND p.shopper = x.shopper AND p.name <> ''))" \
		" ORDER BY last DESC, x.shopper LIMIT :limit")

/* A price, where there is one. */
#define DB_SHOPPER_MONEY(of) \
	"CASE WHEN " of "currency <> '' THEN " of "amount END AS minor_units, " \
	of "currency"

/* All that is kept of them, by the names that it has for people: `..._at` is a
 * time; see db_shopper.c for words. */
#define DB_SHOPPER_LINES(Q) \
	Q(LINES_SHOPPER, \
		"SELECT 'shopper' AS t, shopper, name, number AS guest, visits," \
		" said AS said_at, served AS served_at FROM shopper" \
		" WHERE retailer = :retailer AND shopper = :shopper" \
		" LIMIT :limit OFFSET :skip") \
	Q(LINES_CHATS, \
		"SELECT 'chat' AS t, c.chat, COALESCE(a.name, '') AS associate," \
		" c.opened AS opened_at, c.accepted AS accepted_at," \
		" c.ended AS ended_at, c.reason, c.lang, c.url, c.title," \
		" c.product, " DB_SHOPPER_MONEY("c.") "," \
		" r.stars, r.body AS rating, r.at AS rated_at" \
		" FROM chat c LEFT JOIN associate a ON a.retailer = c.retailer" \
		" AND a.associate = c.associate" \
		" LEFT JOIN rating r ON r.retailer = c.retailer" \
		" AND r.chat = c.chat" \
		" WHERE c.retailer = :retailer AND c.shopper = :shopper" \
		" ORDER BY c.opened, c.chat LIMIT :limit OFFSET :skip") \
	Q(LINES_ENTRIES, \
		"SELECT 'entry' AS t, e.chat, e.seq, e.at AS sent_at, e.kind," \
		" e.who, e.name, e.reason, e.body AS text, t.sku, t.product," \
		" " DB_SHOPPER_MONEY("t.") ", NULLIF(t.quantity, 0) AS quantity," \
		" t.url, t.orderno AS \"order\", t.media, t.mime, t.bytes" \
		" FROM chat c JOIN entry e ON e.retailer = c.retailer" \
		" AND e.chat = c.chat LEFT JOIN attach t" \
		" ON t.retailer = e.retailer AND t.chat = e.chat" \
		" AND t.seq = e.seq" \
		" WHERE c.retailer = :retailer AND c.shopper = :shopper" \
		" ORDER BY c.opened, c.chat, e.seq LIMIT :limit OFFSET :skip") \
	Q(LINES_ENQUIRIES, \
		"SELECT 'enquiry' AS t, enquiry, at AS sent_at, name, address," \
		" body AS text, lang, done AS answered_at FROM enquiry" \
		" WHERE retailer = :retailer AND shopper = :shopper" \
		" ORDER BY at, enquiry LIMIT :limit OFFSET :skip") \
	Q(LINES_ANSWERS, \
		"SELECT 'answer' AS t, l.enquiry, l.at AS sent_at," \
		" l.name AS associate, l.text FROM enquiry e JOIN letter l" \
		" ON l.retailer = e.retailer AND l.enquiry = e.enquiry" \
		" WHERE e.retailer = :retailer AND e.shopper = :shopper" \
		" ORDER BY l.at, l.letter LIMIT :limit OFFSET :skip") \
	Q(LINES_ORDERS, \
		"SELECT 'order' AS t, orderno AS \"order\", at AS heard_at, name," \
		" title, quantity, total AS minor_units, currency," \
		" NULLIF(paid, total) AS paid_minor_units, cancelled" \
		" FROM sale WHERE retailer = :retailer AND (shopper = :shopper" \
		" OR (shopper = '' AND chat IN " DB_SHOPPER_CHATS "))" \
		" ORDER BY at, orderno LIMIT :limit OFFSET :skip") \
	Q(LINES_CLAIMS, \
		"SELECT 'claim' AS t, orderno AS \"order\", at AS made_at," \
		" author AS associate, name, title, " DB_SHOPPER_MONEY("") "," \
		" bought AS bought_at, evidence, decided AS decided_at," \
		" reason AS why FROM claim" \
		DB_SHOPPER_CLAIMS \
		" ORDER BY at, claim LIMIT :limit OFFSET :skip") \
	Q(LINES_BLOCKS, \
		"SELECT 'block' AS t, chat, at AS blocked_at, name," \
		" blocker AS associate, reason AS why, pages," \
		" lifted AS lifted_at FROM block" \
		" WHERE retailer = :retailer AND shopper = :shopper" \
		" ORDER BY at, chat LIMIT :limit OFFSET :skip")

/* clang-format on */

#endif
