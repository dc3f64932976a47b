/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_DB_QUERY_EXPIRE_H
#define RELAY_STORE_DB_QUERY_EXPIRE_H

/* The statements of db_forget.c that the retention needs, as in db_query.h. */
/* clang-format off */

/* A chat, or an enquiry, that is past the retention: the desk knows of no such
 * enquiry any more.  A chat whose block hides nothing yet goes on for its
 * shopper (D9). */
#define DB_EXPIRE_OLD_CHAT \
	" c.phase = 2 AND c.ended < :before AND NOT EXISTS" \
	" (SELECT 1 FROM block b WHERE b.retailer = c.retailer" \
	" AND b.chat = c.chat AND b.hidden = 0 AND b.lifted = 0)"
#define DB_EXPIRE_OLD_CHATS \
	" FROM chat c WHERE c.retailer = :retailer AND" DB_EXPIRE_OLD_CHAT
#define DB_EXPIRE_OLD_ENQUIRIES \
	" FROM enquiry WHERE retailer = :retailer AND at < :before"
/* The desk has those that are new to somebody. */
#define DB_EXPIRE_OLD_SALES \
	" FROM sale WHERE retailer = :retailer AND at < :before" \
	" AND name <> '' AND (viewed > 0 OR associate = '')"
#define DB_EXPIRE_OLD_CLAIMS \
	" FROM claim WHERE retailer = :retailer AND at < :before" \
	" AND (name <> '' OR evidence <> '' OR reason <> '')"
/* Whoever has nothing left but that they were here. */
#define DB_EXPIRE_OLD_SHOPPERS \
	" FROM shopper s WHERE s.retailer = :retailer" \
	" AND s.said < :before AND s.served < :before AND NOT EXISTS" \
	" (SELECT 1 FROM chat c WHERE c.retailer = s.retailer" \
	" AND c.shopper = s.shopper AND NOT (" DB_EXPIRE_OLD_CHAT "))" \
	" AND NOT EXISTS (SELECT 1 FROM enquiry e" \
	" WHERE e.retailer = s.retailer AND e.shopper = s.shopper" \
	" AND e.at >= :before)" \
	" AND NOT EXISTS (SELECT 1 FROM block b" \
	" WHERE b.retailer = s.retailer AND b.shopper = s.shopper" \
	" AND b.lifted = 0)"

#define DB_EXPIRE_QUERIES(Q) \
	/* The retention. */ \
	Q(OLD_CHATS, \
		"SELECT c.chat" DB_EXPIRE_OLD_CHATS \
		" ORDER BY c.ended LIMIT :limit") \
	Q(OLD_ENQUIRIES, \
		"SELECT enquiry" DB_EXPIRE_OLD_ENQUIRIES " LIMIT :limit") \
	Q(EXPIRE_SALES, \
		"UPDATE sale SET name = '' WHERE rowid IN (SELECT rowid" \
		DB_EXPIRE_OLD_SALES " LIMIT :limit)") \
	Q(EXPIRE_CLAIMS, \
		"UPDATE claim SET name = '', evidence = '', reason = ''" \
		" WHERE rowid IN (SELECT rowid" DB_EXPIRE_OLD_CLAIMS " LIMIT :limit)") \
	Q(EXPIRE_SHOPPERS, \
		"DELETE FROM shopper WHERE retailer = :retailer AND shopper IN" \
		" (SELECT s.shopper" DB_EXPIRE_OLD_SHOPPERS " LIMIT :limit)") \
	/* Whom a block still stands for: it knows them by their id. */ \
	Q(EXPIRE_NAMES, \
		"UPDATE shopper SET name = '' WHERE retailer = :retailer" \
		" AND shopper IN (SELECT s.shopper FROM shopper s JOIN block b" \
		" ON b.retailer = s.retailer AND b.shopper = s.shopper" \
		" WHERE s.retailer = :retailer AND s.name <> ''" \
		" AND s.said < :before AND s.served < :before" \
		" AND b.lifted = 0 AND b.at < :before LIMIT :limit)") \
	Q(COUNT_OLD, \
		"SELECT (SELECT COUNT(*)" DB_EXPIRE_OLD_CHATS ")," \
		" (SELECT COUNT(*)" DB_EXPIRE_OLD_ENQUIRIES ")," \
		" (SELECT COUNT(*)" DB_EXPIRE_OLD_SALES ")," \
		" (SELECT COUNT(*)" DB_EXPIRE_OLD_CLAIMS ")," \
		" (SELECT COUNT(*)" DB_EXPIRE_OLD_SHOPPERS ")") \
	/* A step of what takes the words of deleted rows out of the index. */ \
	Q(SCOUR, "INSERT INTO words (words, rank) VALUES ('merge', :pages)")

/* clang-format on */

#endif
