/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_DB_QUERY_ARCHIVE_H
#define RELAY_STORE_DB_QUERY_ARCHIVE_H

/* The statements of db_archive.c and db_words.c, as in db_query.h. */
/* clang-format off */

/* What is told of the rows that are named in `k`. */
#define DB_ARCHIVE_SELECT \
	"SELECT f.chat, f.associate, f.at, f.reason, f.name, c.lang," \
	" c.opened, c.accepted, COALESCE(a.name, '')," \
	" COALESCE((SELECT e.body FROM entry e" \
	" WHERE e.retailer = f.retailer AND e.chat = f.chat AND e.kind = 0" \
	" AND NOT EXISTS (SELECT 1 FROM block b" \
	" WHERE b.retailer = f.retailer AND b.chat = f.chat AND e.seq > b.seq)" \
	" ORDER BY e.seq DESC LIMIT 1), '')," \
	" COALESCE((SELECT s.currency FROM sale s" \
	" WHERE s.retailer = f.retailer AND s.chat = f.chat" \
	" AND s.associate = f.associate AND s.chat <> ''" \
	" AND s.cancelled = 0" \
	" ORDER BY s.currency = (SELECT t.currency FROM retailer t" \
	" WHERE t.retailer = s.retailer) DESC, s.at DESC LIMIT 1), '')," \
	" COALESCE(r.stars, 0), COALESCE(r.body, ''), COALESCE(r.at, 0)" \
	" FROM "
#define DB_ARCHIVE_JOIN \
	" k JOIN filed f ON f.retailer = k.retailer AND f.chat = k.chat" \
	" AND f.associate = k.associate" \
	" JOIN chat c ON c.retailer = f.retailer AND c.chat = f.chat" \
	" LEFT JOIN associate a" \
	" ON a.retailer = f.retailer AND a.associate = f.associate" \
	" LEFT JOIN rating r ON r.retailer = f.retailer AND r.chat = f.chat" \
	" AND r.associate = f.associate" \
	" ORDER BY f.at DESC, f.chat DESC, f.associate DESC"

/* Their names: all of it is in the indexes that are walked. */
#define DB_ARCHIVE_KEYS "SELECT retailer, chat, associate, at FROM filed"
#define DB_ARCHIVE_PAGE \
	" AND (at, chat, associate) < (:at, :chat, :whose)" \
	" ORDER BY at DESC, chat DESC, associate DESC LIMIT :limit"
#define DB_ARCHIVE_ITS_OR_NOBODYS \
	" AND (:associate = '' OR associate = :associate OR associate = '')"

/* Those with the words, of those that are walked past: the + is so that they
 * are not looked up by that. */
#define DB_ARCHIVE_MATCH "SELECT rowid FROM words WHERE words MATCH :match"
#define DB_ARCHIVE_SOUGHT " AND +place IN (" DB_ARCHIVE_MATCH ")"
#define DB_ARCHIVE_WITH "WITH hit (place) AS (" DB_ARCHIVE_MATCH ") "
#define DB_ARCHIVE_HIT " AND +place IN (SELECT place FROM hit)"

/* Two runs of one index, merged: as fast with as many as with few. */
#define DB_ARCHIVE_OWN(sought) \
	DB_ARCHIVE_SELECT \
	"(SELECT * FROM (" DB_ARCHIVE_KEYS " WHERE retailer = :retailer" \
	" AND associate = :associate" sought DB_ARCHIVE_PAGE ") UNION ALL" \
	" SELECT * FROM (" DB_ARCHIVE_KEYS " WHERE retailer = :retailer" \
	" AND associate = ''" sought DB_ARCHIVE_PAGE ")" \
	" ORDER BY at DESC, chat DESC, associate DESC LIMIT :limit)" \
	DB_ARCHIVE_JOIN
#define DB_ARCHIVE_TEAM(sought) \
	DB_ARCHIVE_SELECT \
	"(" DB_ARCHIVE_KEYS " WHERE retailer = :retailer" sought \
	DB_ARCHIVE_PAGE ")" DB_ARCHIVE_JOIN
#define DB_ARCHIVE_NOBODYS(sought) \
	DB_ARCHIVE_SELECT \
	"(" DB_ARCHIVE_KEYS " WHERE retailer = :retailer AND associate = ''" \
	sought DB_ARCHIVE_PAGE ")" DB_ARCHIVE_JOIN
/* From the sales, of which there are fewer. */
#define DB_ARCHIVE_SALES(sought) \
	DB_ARCHIVE_SELECT \
	"(" DB_ARCHIVE_KEYS " WHERE (retailer, chat, associate) IN" \
	" (SELECT retailer, chat, associate FROM sale" \
	" WHERE retailer = :retailer AND associate <> ''" \
	" AND (:associate = '' OR associate = :associate)" \
	" AND cancelled = 0)" sought DB_ARCHIVE_PAGE ")" DB_ARCHIVE_JOIN

#define DB_ARCHIVE_QUERIES(Q) \
	Q(ARCHIVE_OWN, DB_ARCHIVE_OWN("")) \
	Q(ARCHIVE_TEAM, DB_ARCHIVE_TEAM("")) \
	Q(ARCHIVE_NOBODYS, DB_ARCHIVE_NOBODYS("")) \
	Q(ARCHIVE_SALES, DB_ARCHIVE_SALES("")) \
	Q(SOUGHT_OWN, DB_ARCHIVE_WITH DB_ARCHIVE_OWN(DB_ARCHIVE_HIT)) \
	Q(SOUGHT_TEAM, DB_ARCHIVE_TEAM(DB_ARCHIVE_SOUGHT)) \
	Q(SOUGHT_NOBODYS, DB_ARCHIVE_NOBODYS(DB_ARCHIVE_SOUGHT)) \
	Q(SOUGHT_SALES, DB_ARCHIVE_SALES(DB_ARCHIVE_SOUGHT)) \
	/* From the words, of which there are few. */ \
	Q(SOUGHT_FEW, \
		DB_ARCHIVE_SELECT \
		"(" DB_ARCHIVE_KEYS " WHERE +retailer = :retailer" \
		" AND place > 0 AND place IN (" DB_ARCHIVE_MATCH ")" \
		DB_ARCHIVE_ITS_OR_NOBODYS \
		" AND (:pick <> 2 OR associate = '')" \
		" AND (:pick <> 1 OR EXISTS (SELECT 1 FROM sale s" \
		" WHERE s.retailer = filed.retailer AND s.chat = filed.chat" \
		" AND s.associate = filed.associate AND s.cancelled = 0" \
		" AND s.chat <> '' AND filed.associate <> ''))" \
		DB_ARCHIVE_PAGE ")" DB_ARCHIVE_JOIN) \
	Q(SOUGHT_MANY, \
		DB_ARCHIVE_MATCH " LIMIT 1 OFFSET :few") \
	Q(ARCHIVE_ONE, \
		DB_ARCHIVE_SELECT \
		"(" DB_ARCHIVE_KEYS " WHERE retailer = :retailer" \
		" AND chat = :only" DB_ARCHIVE_ITS_OR_NOBODYS \
		DB_ARCHIVE_PAGE ")" DB_ARCHIVE_JOIN) \
	Q(ARCHIVE_MAY, \
		"SELECT 1 FROM filed" \
		" WHERE retailer = :retailer AND chat = :chat" \
		DB_ARCHIVE_ITS_OR_NOBODYS) \
	Q(ARCHIVE_WORTH, \
		"SELECT cancelled = 0, currency = :currency, total, viewed = 0" \
		" FROM sale WHERE retailer = :retailer AND chat = :chat" \
		" AND associate = :associate AND chat <> ''") \
	Q(UNSOUGHT, \
		"SELECT retailer, chat FROM filed WHERE sought = 0" \
		" ORDER BY at, retailer, chat LIMIT :limit") \
	/* Whose it is, and then all that was said that associates may see. */ \
	Q(CHAT_WORDS, \
		"SELECT 1, CASE WHEN associate = '' THEN 'nobody'" \
		" ELSE associate END, 0 FROM filed" \
		" WHERE retailer = :retailer AND chat = :chat" \
		" UNION ALL SELECT 0, name, 0 FROM filed" \
		" WHERE retailer = :retailer AND chat = :chat" \
		" UNION ALL SELECT 0, name, seq FROM entry" \
		" WHERE retailer = :retailer AND chat = :chat" \
		" AND kind IN (2, 13)" \
		" UNION ALL SELECT 0, body, seq FROM entry" \
		" WHERE retailer = :retailer AND chat = :chat AND body <> ''" \
		" AND NOT EXISTS (SELECT 1 FROM block b" \
		" WHERE b.retailer = :retailer AND b.chat = :chat" \
		" AND entry.seq > b.seq)" \
		" UNION ALL SELECT 0, product || ' ' || sku || ' ' || orderno," \
		" seq FROM attach WHERE retailer = :retailer AND chat = :chat") \
	Q(DROP_WORDS, \
		"DELETE FROM words WHERE rowid IN" \
		" (SELECT rowid FROM words WHERE words MATCH :match)") \
	Q(PUT_WORDS, \
		"INSERT INTO words (retailer, chat, who, text)" \
		" VALUES (:retailer, :chat, :who, :text)") \
	Q(SOUGHT, \
		"UPDATE filed SET sought = 1, place = :place" \
		" WHERE retailer = :retailer AND chat = :chat")
/* clang-format on */

#endif
