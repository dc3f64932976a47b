/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_DB_QUERY_ARCHIVE_H
#define RELAY_STORE_DB_QUERY_ARCHIVE_H

/* The statements of db_archive.c and db_words.c, as in db_query.h. */
/* clang-format off */

/* What is told of the rows of `f`, which have the columns of filed. */
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
	" f JOIN chat c ON c.retailer = f.retailer AND c.chat = f.chat" \
	" LEFT JOIN associate a" \
	" ON a.retailer = f.retailer AND a.associate = f.associate" \
	" LEFT JOIN rating r ON r.retailer = f.retailer AND r.chat = f.chat" \
	" AND r.associate = f.associate" \
	" ORDER BY f.at DESC, f.chat DESC"
#define DB_ARCHIVE_COLUMNS "retailer, chat, associate, at, reason, name"
#define DB_ARCHIVE_PAGE \
	" AND (at, chat) < (:at, :chat)" \
	" ORDER BY at DESC, chat DESC LIMIT :limit"

#define DB_ARCHIVE_QUERIES(Q) \
	/* Two runs of one index, merged: as fast with as many as with few. */ \
	Q(ARCHIVE_OWN, \
		DB_ARCHIVE_SELECT \
		"(SELECT * FROM (SELECT " DB_ARCHIVE_COLUMNS " FROM filed" \
		" WHERE retailer = :retailer AND associate = :associate" \
		DB_ARCHIVE_PAGE ") UNION ALL" \
		" SELECT * FROM (SELECT " DB_ARCHIVE_COLUMNS " FROM filed" \
		" WHERE retailer = :retailer AND associate = ''" \
		DB_ARCHIVE_PAGE ") ORDER BY at DESC, chat DESC LIMIT :limit)" \
		DB_ARCHIVE_JOIN) \
	Q(ARCHIVE_TEAM, \
		DB_ARCHIVE_SELECT \
		"(SELECT " DB_ARCHIVE_COLUMNS " FROM filed" \
		" WHERE retailer = :retailer" DB_ARCHIVE_PAGE ")" \
		DB_ARCHIVE_JOIN) \
	Q(ARCHIVE_NOBODYS, \
		DB_ARCHIVE_SELECT \
		"(SELECT " DB_ARCHIVE_COLUMNS " FROM filed" \
		" WHERE retailer = :retailer AND associate = ''" \
		DB_ARCHIVE_PAGE ")" DB_ARCHIVE_JOIN) \
	Q(ARCHIVE_ONE, \
		DB_ARCHIVE_SELECT \
		"(SELECT " DB_ARCHIVE_COLUMNS " FROM filed" \
		" WHERE retailer = :retailer AND chat = :only" \
		" AND (:associate = '' OR associate = :associate" \
		" OR associate = '')" DB_ARCHIVE_PAGE ")" DB_ARCHIVE_JOIN) \
	Q(ARCHIVE_MAY, \
		"SELECT 1 FROM filed" \
		" WHERE retailer = :retailer AND chat = :chat" \
		" AND (:associate = '' OR associate = :associate" \
		" OR associate = '')") \
	/* From the sales, of which there are fewer. */ \
	Q(ARCHIVE_SALES, \
		DB_ARCHIVE_SELECT \
		"(SELECT " DB_ARCHIVE_COLUMNS " FROM filed WHERE" \
		" (retailer, chat, associate) IN" \
		" (SELECT retailer, chat, associate FROM sale" \
		" WHERE retailer = :retailer AND associate <> ''" \
		" AND (:associate = '' OR associate = :associate)" \
		" AND cancelled = 0)" DB_ARCHIVE_PAGE ")" DB_ARCHIVE_JOIN) \
	Q(ARCHIVE_FOUND, \
		DB_ARCHIVE_SELECT \
		"(SELECT " DB_ARCHIVE_COLUMNS " FROM filed" \
		" WHERE retailer = :retailer AND chat IN" \
		" (SELECT chat FROM words WHERE words MATCH :match" \
		" ORDER BY rowid DESC LIMIT :most)" \
		" AND (:associate = '' OR associate = :associate" \
		" OR associate = '')" \
		" AND (:pick <> 2 OR associate = '')" \
		" AND (:pick <> 1 OR EXISTS (SELECT 1 FROM sale s" \
		" WHERE s.retailer = filed.retailer AND s.chat = filed.chat" \
		" AND s.associate = filed.associate AND s.cancelled = 0" \
		" AND s.chat <> '' AND filed.associate <> ''))" \
		DB_ARCHIVE_PAGE ")" DB_ARCHIVE_JOIN) \
	Q(ARCHIVE_MORE, \
		"SELECT 1 FROM words WHERE words MATCH :match" \
		" LIMIT 1 OFFSET :most") \
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
		"UPDATE filed SET sought = 1" \
		" WHERE retailer = :retailer AND chat = :chat")
/* clang-format on */

#endif
