/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_DB_QUERY_SHOPPER_H
#define RELAY_STORE_DB_QUERY_SHOPPER_H

/* The statements of db_forget.c and db_shopper.c, as in db_query.h. */
/* clang-format off */

/* A chat, or an enquiry, that is past the retention.  One whose block hides
 * nothing yet goes on for its shopper (D9). */
#define DB_SHOPPER_OLD_CHAT \
	" c.phase = 2 AND c.ended < :before AND NOT EXISTS" \
	" (SELECT 1 FROM block b WHERE b.retailer = c.retailer" \
	" AND b.chat = c.chat AND b.hidden = 0 AND b.lifted = 0)"
#define DB_SHOPPER_OLD_CHATS \
	" FROM chat c WHERE c.retailer = :retailer AND" DB_SHOPPER_OLD_CHAT
#define DB_SHOPPER_OLD_ENQUIRIES \
	" FROM enquiry WHERE retailer = :retailer AND done > 0" \
	" AND at < :before"
/* The desk has those that are new to somebody. */
#define DB_SHOPPER_OLD_SALES \
	" FROM sale WHERE retailer = :retailer AND at < :before" \
	" AND name <> '' AND (viewed > 0 OR associate = '')"
#define DB_SHOPPER_OLD_CLAIMS \
	" FROM claim WHERE retailer = :retailer AND at < :before" \
	" AND (name <> '' OR evidence <> '')"
/* Whoever has nothing left but that they were here. */
#define DB_SHOPPER_OLD_SHOPPERS \
	" FROM shopper s WHERE s.retailer = :retailer" \
	" AND s.said < :before AND s.served < :before AND NOT EXISTS" \
	" (SELECT 1 FROM chat c WHERE c.retailer = s.retailer" \
	" AND c.shopper = s.shopper AND NOT (" DB_SHOPPER_OLD_CHAT "))" \
	" AND NOT EXISTS (SELECT 1 FROM enquiry e" \
	" WHERE e.retailer = s.retailer AND e.shopper = s.shopper" \
	" AND NOT (e.done > 0 AND e.at < :before))" \
	" AND NOT EXISTS (SELECT 1 FROM block b" \
	" WHERE b.retailer = s.retailer AND b.shopper = s.shopper" \
	" AND b.lifted = 0)"

/* The chats of a shopper; also as part of what is known by the chat's id. */
#define DB_SHOPPER_CHATS \
	"(SELECT chat FROM chat WHERE retailer = :retailer" \
	" AND shopper = :shopper)"
#define DB_SHOPPER_ORDERS \
	"(SELECT orderno FROM sale WHERE retailer = :retailer" \
	" AND shopper = :shopper)"

#define DB_SHOPPER_QUERIES(Q) \
	/* Of a chat everything that somebody wrote, of an enquiry all. */ \
	Q(FORGET_WORDS, \
		"DELETE FROM words WHERE rowid IN (SELECT rowid FROM words" \
		" WHERE words MATCH 'who : \"' || :chat || '\"')") \
	Q(FORGET_FILES, \
		"UPDATE media SET at = 0 WHERE retailer = :retailer AND media IN" \
		" (SELECT media FROM attach WHERE retailer = :retailer" \
		" AND chat = :chat AND media <> '')") \
	Q(FORGET_ATTACHED, \
		"DELETE FROM attach WHERE retailer = :retailer AND chat = :chat") \
	Q(FORGET_ENTRIES, \
		"DELETE FROM entry WHERE retailer = :retailer AND chat = :chat") \
	Q(FORGET_MARKS, \
		"DELETE FROM mark WHERE retailer = :retailer AND chat = :chat") \
	Q(FORGET_RATED, \
		"UPDATE rating SET body = ''" \
		" WHERE retailer = :retailer AND chat = :chat") \
	Q(FORGET_RINGS, \
		"DELETE FROM ring WHERE retailer = :retailer AND chat = :chat") \
	Q(FORGET_FILED, \
		"DELETE FROM filed WHERE retailer = :retailer AND chat = :chat") \
	Q(FORGET_BLOCK, \
		"DELETE FROM block WHERE retailer = :retailer AND chat = :chat" \
		" AND lifted > 0") \
	Q(FORGET_CHAT, \
		"DELETE FROM chat WHERE retailer = :retailer AND chat = :chat") \
	Q(FORGET_MAIL, \
		"DELETE FROM mail WHERE retailer = :retailer AND mail IN" \
		" (SELECT letter FROM letter WHERE retailer = :retailer" \
		" AND enquiry = :chat)") \
	Q(FORGET_LETTERS, \
		"DELETE FROM letter WHERE retailer = :retailer" \
		" AND enquiry = :chat") \
	Q(FORGET_ENQUIRY, \
		"DELETE FROM enquiry WHERE retailer = :retailer" \
		" AND enquiry = :chat") \
	/* What is left of a shopper is nobody's. */ \
	Q(CHATS_OF, "SELECT * FROM " DB_SHOPPER_CHATS) \
	Q(ENQUIRIES_OF, \
		"SELECT enquiry FROM enquiry WHERE retailer = :retailer" \
		" AND shopper = :shopper") \
	Q(ERASE_FILES, \
		"UPDATE media SET at = 0 WHERE retailer = :retailer" \
		" AND owner = :shopper") \
	Q(ERASE_FILED, \
		"UPDATE filed SET name = '', sought = 1" \
		" WHERE retailer = :retailer AND chat IN " DB_SHOPPER_CHATS) \
	Q(ERASE_BLOCKS, \
		"DELETE FROM block WHERE retailer = :retailer" \
		" AND shopper = :shopper") \
	Q(ERASE_CLAIMS, \
		"UPDATE claim SET name = '', evidence = ''" \
		" WHERE retailer = :retailer" \
		" AND (chat IN " DB_SHOPPER_CHATS \
		" OR orderno IN " DB_SHOPPER_ORDERS ")") \
	Q(ERASE_SHOPPER, \
		"DELETE FROM shopper WHERE retailer = :retailer" \
		" AND shopper = :shopper") \
	Q(ERASE_SALES, \
		"UPDATE sale SET name = '', shopper = :anew" \
		" WHERE retailer = :retailer AND shopper = :shopper") \
	Q(ERASE_CHATS, \
		"UPDATE chat SET shopper = :anew, first = '', url = ''," \
		" title = '', product = '', amount = 0, note = ''" \
		" WHERE retailer = :retailer AND shopper = :shopper") \
	/* Whoever they are called; words are sought anew. */ \
	Q(CORRECT_SHOPPER, \
		"UPDATE shopper SET name = :name WHERE retailer = :retailer" \
		" AND shopper = :shopper") \
	Q(CORRECT_FILED, \
		"UPDATE filed SET name = :name, sought = 0" \
		" WHERE retailer = :retailer AND chat IN " DB_SHOPPER_CHATS) \
	Q(CORRECT_ENTRIES, \
		"UPDATE entry SET name = :name WHERE retailer = :retailer" \
		" AND who = 0 AND name <> '' AND chat IN " DB_SHOPPER_CHATS) \
	Q(CORRECT_BLOCKS, \
		"UPDATE block SET name = :name WHERE retailer = :retailer" \
		" AND shopper = :shopper") \
	Q(CORRECT_CLAIMS, \
		"UPDATE claim SET name = :name WHERE retailer = :retailer" \
		" AND orderno IN " DB_SHOPPER_ORDERS) \
	Q(CORRECT_SALES, \
		"UPDATE sale SET name = :name WHERE retailer = :retailer" \
		" AND shopper = :shopper") \
	Q(CORRECT_ENQUIRIES, \
		"UPDATE enquiry SET" \
		" name = CASE WHEN :name = '' THEN name ELSE :name END," \
		" address = CASE WHEN :address = '' THEN address" \
		" ELSE :address END" \
		" WHERE retailer = :retailer AND shopper = :shopper") \
	/* The retention. */ \
	Q(OLD_CHATS, \
		"SELECT c.chat" DB_SHOPPER_OLD_CHATS \
		" ORDER BY c.ended LIMIT :limit") \
	Q(OLD_ENQUIRIES, \
		"SELECT enquiry" DB_SHOPPER_OLD_ENQUIRIES " LIMIT :limit") \
	Q(EXPIRE_SALES, \
		"UPDATE sale SET name = '' WHERE rowid IN (SELECT rowid" \
		DB_SHOPPER_OLD_SALES " LIMIT :limit)") \
	Q(EXPIRE_CLAIMS, \
		"UPDATE claim SET name = '', evidence = '' WHERE rowid IN" \
		" (SELECT rowid" DB_SHOPPER_OLD_CLAIMS " LIMIT :limit)") \
	Q(EXPIRE_SHOPPERS, \
		"DELETE FROM shopper WHERE retailer = :retailer AND shopper IN" \
		" (SELECT s.shopper" DB_SHOPPER_OLD_SHOPPERS " LIMIT :limit)") \
	Q(COUNT_OLD, \
		"SELECT (SELECT COUNT(*)" DB_SHOPPER_OLD_CHATS ")," \
		" (SELECT COUNT(*)" DB_SHOPPER_OLD_ENQUIRIES ")," \
		" (SELECT COUNT(*)" DB_SHOPPER_OLD_SALES ")," \
		" (SELECT COUNT(*)" DB_SHOPPER_OLD_CLAIMS ")," \
		" (SELECT COUNT(*)" DB_SHOPPER_OLD_SHOPPERS ")") \
	/* A step of what takes the words of deleted rows out of the index. */ \
	Q(SCOUR, "INSERT INTO words (words, rank) VALUES ('merge', :pages)") \
	/* Whoever it may be about. */ \
	Q(FIND_SHOPPERS, \
		"SELECT x.shopper, COALESCE(s.name, ''), COALESCE(s.number, 0)," \
		" (SELECT COUNT(*) FROM chat c WHERE c.retailer = :retailer" \
		" AND c.shopper = x.shopper)," \
		" (SELECT COUNT(*) FROM enquiry e WHERE e.retailer = :retailer" \
		" AND e.shopper = x.shopper)," \
		" (SELECT COUNT(*) FROM sale p WHERE p.retailer = :retailer" \
		" AND p.shopper = x.shopper)," \
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
		" AND orderno = :order))) x" \
		" LEFT JOIN shopper s ON s.retailer = :retailer" \
		" AND s.shopper = x.shopper WHERE x.shopper <> ''" \
		" AND (s.shopper IS NOT NULL OR EXISTS (SELECT 1 FROM enquiry e" \
		" WHERE e.retailer = :retailer AND e.shopper = x.shopper)" \
		" OR EXISTS (SELECT 1 FROM sale p WHERE p.retailer = :retailer" \
		" AND p.shopper = x.shopper AND p.name <> ''))" \
		" ORDER BY last DESC, x.shopper LIMIT :limit") \
	DB_SHOPPER_LINES(Q)

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
		" c.product, r.stars, r.body AS rating, r.at AS rated_at" \
		" FROM chat c LEFT JOIN associate a ON a.retailer = c.retailer" \
		" AND a.associate = c.associate" \
		" LEFT JOIN rating r ON r.retailer = c.retailer" \
		" AND r.chat = c.chat" \
		" WHERE c.retailer = :retailer AND c.shopper = :shopper" \
		" ORDER BY c.opened, c.chat LIMIT :limit OFFSET :skip") \
	Q(LINES_ENTRIES, \
		"SELECT 'entry' AS t, e.chat, e.seq, e.at AS sent_at, e.kind," \
		" e.who, e.name, e.reason, e.body AS text, t.sku, t.product," \
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
		" title, quantity, total AS minor_units, currency, cancelled" \
		" FROM sale WHERE retailer = :retailer AND shopper = :shopper" \
		" ORDER BY at, orderno LIMIT :limit OFFSET :skip") \
	Q(LINES_CLAIMS, \
		"SELECT 'claim' AS t, orderno AS \"order\", at AS made_at," \
		" author AS associate, name, title, evidence FROM claim" \
		" WHERE retailer = :retailer" \
		" AND (chat IN " DB_SHOPPER_CHATS \
		" OR orderno IN " DB_SHOPPER_ORDERS ")" \
		" ORDER BY at, claim LIMIT :limit OFFSET :skip") \
	Q(LINES_BLOCKS, \
		"SELECT 'block' AS t, chat, at AS blocked_at, name," \
		" blocker AS associate, reason AS why, pages," \
		" lifted AS lifted_at FROM block" \
		" WHERE retailer = :retailer AND shopper = :shopper" \
		" ORDER BY at, chat LIMIT :limit OFFSET :skip")
/* clang-format on */

#endif
