/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_DB_QUERY_LETTER_H
#define RELAY_STORE_DB_QUERY_LETTER_H

/* The statements of db_letter.c and db_claim.c, as in db_query.h. */
/* clang-format off */

/* An enquiry, and what has become of the last answer to it. */
#define DB_LETTER_ENQUIRY \
	"SELECT q.enquiry, q.at, q.name, q.address, q.body, q.lang, q.taken," \
	" q.done, COALESCE(a.name, '')," \
	" COALESCE((SELECT l.state FROM letter l" \
	" WHERE l.retailer = q.retailer AND l.enquiry = q.enquiry" \
	" ORDER BY l.at DESC LIMIT 1), 0)," \
	" COALESCE((SELECT l.why FROM letter l" \
	" WHERE l.retailer = q.retailer AND l.enquiry = q.enquiry" \
	" ORDER BY l.at DESC LIMIT 1), '')" \
	" FROM enquiry q LEFT JOIN associate a" \
	" ON a.retailer = q.retailer AND a.associate = q.taken" \
	" WHERE q.retailer = :retailer"
#define DB_LETTER_PAGE \
	" AND q.done > 0 AND (q.done, q.enquiry) < (:at, :enquiry)" \
	" ORDER BY q.done DESC, q.enquiry DESC LIMIT :limit"
/* By when they were left. */
#define DB_LETTER_NEWEST \
	" AND q.at >= :since AND (q.at, q.enquiry) < (:at, :enquiry)" \
	" ORDER BY q.at DESC, q.enquiry DESC LIMIT :limit"
#define DB_LETTER_SOUGHT \
	" AND q.enquiry IN" \
	" (SELECT chat FROM words WHERE words MATCH :match)"

/* A claim, and what is known of its order: whose it is, and what it comes to.
 * The chat only if it was whose the claim is. */
#define DB_CLAIM_SELECT \
	"SELECT c.claim, c.associate, c.at, c.author, c.orderno, c.name," \
	" c.title, c.amount, c.currency, c.bought, c.evidence," \
	" CASE WHEN EXISTS (SELECT 1 FROM filed f" \
	" WHERE f.retailer = c.retailer AND f.chat = c.chat" \
	" AND f.associate = c.associate) THEN c.chat ELSE '' END," \
	" c.state, c.decider, c.decided, c.reason," \
	" COALESCE(s.associate, ''), COALESCE(s.claim, '')," \
	" COALESCE(s.paid, 0), COALESCE(s.currency, '')," \
	" CASE WHEN COALESCE(s.associate, '') = '' THEN ''" \
	" ELSE COALESCE(o.name, '?') END" \
	" FROM claim c LEFT JOIN sale s" \
	" ON s.retailer = c.retailer AND s.orderno = c.orderno" \
	" LEFT JOIN associate o" \
	" ON o.retailer = s.retailer AND o.associate = s.associate" \
	" WHERE c.retailer = :retailer"

#define DB_LETTER_QUERIES(Q) \
	Q(ENQUIRY, DB_LETTER_ENQUIRY " AND q.enquiry = :enquiry") \
	Q(ANSWERED, DB_LETTER_ENQUIRY DB_LETTER_PAGE) \
	Q(ANSWERED_FOUND, \
		DB_LETTER_ENQUIRY DB_LETTER_SOUGHT DB_LETTER_PAGE) \
	Q(ENQUIRED, DB_LETTER_ENQUIRY DB_LETTER_NEWEST) \
	Q(ENQUIRED_FOUND, \
		DB_LETTER_ENQUIRY DB_LETTER_SOUGHT DB_LETTER_NEWEST) \
	Q(ENQUIRED_ONE, \
		DB_LETTER_ENQUIRY " AND q.enquiry = :only" DB_LETTER_NEWEST) \
	Q(PUT_LETTER, \
		"INSERT INTO letter (retailer, letter, enquiry, associate, key, at," \
		" name, text, state, why) SELECT :retailer, :letter, :enquiry," \
		" :associate, :key, :at, :name, :text, :state, ''" \
		" FROM enquiry WHERE retailer = :retailer AND enquiry = :enquiry" \
		" AND (done > 0 OR taken = :associate)" \
		" AND NOT EXISTS (SELECT 1 FROM letter WHERE retailer = :retailer" \
		" AND enquiry = :enquiry AND associate = :associate" \
		" AND key = :key)" \
		" AND (SELECT COUNT(*) FROM letter WHERE retailer = :retailer" \
		" AND enquiry = :enquiry) < :most") \
	/* With it: a desk that dies before it hears of that asks nobody again. \
	 */ \
	Q(ENQUIRY_DONE, \
		"UPDATE enquiry SET done = :at WHERE retailer = :retailer" \
		" AND enquiry = :enquiry AND done = 0") \
	/* Kept before?  Else whether there can be another one. */ \
	Q(HAS_LETTER, \
		"SELECT COALESCE(SUM(associate = :associate AND key = :key), 0)," \
		" COUNT(*) FROM letter WHERE retailer = :retailer" \
		" AND enquiry = :enquiry") \
	Q(LETTERS, \
		"SELECT letter, at, name, text, state, why FROM letter" \
		" WHERE retailer = :retailer AND enquiry = :enquiry" \
		" ORDER BY at, letter LIMIT :limit") \
	Q(TRIED_LETTER, \
		"UPDATE letter SET state = :state, why = :why" \
		" WHERE retailer = :retailer AND letter = :mail") \
	/* One that waits is found by nobody: they see it without looking. */ \
	Q(ENQUIRY_WORDS, \
		"SELECT 0, name || ' ' || address || ' ' || body, 0 FROM enquiry" \
		" WHERE retailer = :retailer AND enquiry = :chat AND done > 0" \
		" UNION ALL SELECT 0, name || ' ' || text, 0 FROM letter" \
		" WHERE retailer = :retailer AND enquiry = :chat") \
	Q(ENQUIRY_UNSOUGHT, \
		"SELECT retailer, enquiry FROM enquiry WHERE sought = 0" \
		" ORDER BY retailer, enquiry LIMIT :limit") \
	Q(ENQUIRY_SOUGHT, \
		"UPDATE enquiry SET sought = 1" \
		" WHERE retailer = :retailer AND enquiry = :chat") \
	Q(PUT_CLAIM, \
		"INSERT INTO claim (retailer, claim, associate, key, at, author," \
		" orderno, name, title, amount, currency, bought, evidence, chat," \
		" state, decider, decided, reason)" \
		" SELECT :retailer, :claim, :associate, :key, :at, :author, :order," \
		" :name, :title, :amount, :currency, :bought, :evidence, :chat," \
		" 0, '', 0, '' FROM retailer WHERE retailer = :retailer" \
		" AND (SELECT COUNT(*) FROM claim WHERE retailer = :retailer" \
		" AND associate = :associate AND state = 0) < :most") \
	Q(CLAIM_OF_KEY, \
		DB_CLAIM_SELECT " AND c.associate = :associate AND c.key = :key") \
	Q(CLAIM_AGAIN, \
		"SELECT 1 FROM claim WHERE retailer = :retailer" \
		" AND associate = :associate AND orderno = :order AND state = 0") \
	Q(ONE_CLAIM, DB_CLAIM_SELECT " AND c.claim = :claim") \
	/* Those that wait first, the oldest of them at the top; then the newest. */ \
	Q(CLAIMS, \
		DB_CLAIM_SELECT \
		" AND (:associate = '' OR c.associate = :associate)" \
		" ORDER BY c.state <> 0," \
		" CASE WHEN c.state = 0 THEN c.at ELSE -c.decided END, c.claim" \
		" LIMIT :limit") \
	Q(DECIDE_CLAIM, \
		"UPDATE claim SET state = :state, decider = :decider," \
		" decided = :decided, reason = :reason" \
		" WHERE retailer = :retailer AND claim = :claim AND state = 0") \
	Q(CLAIMS_WAIT, \
		"SELECT COUNT(*) FROM claim" \
		" WHERE retailer = :retailer AND state = 0")
/* clang-format on */

#endif
