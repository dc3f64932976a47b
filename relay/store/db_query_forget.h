/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_DB_QUERY_FORGET_H
#define RELAY_STORE_DB_QUERY_FORGET_H

/* The statements of db_forget.c, as in db_query.h. */
#include "relay/store/db_query_expire.h"

/* clang-format off */

/* The chats of a shopper; also as part of what is known by the chat's id. */
#define DB_SHOPPER_CHATS \
	"(SELECT chat FROM chat WHERE retailer = :retailer" \
	" AND shopper = :shopper)"
#define DB_SHOPPER_ORDERS \
	"(SELECT orderno FROM sale WHERE retailer = :retailer" \
	" AND shopper = :shopper)"

/* Those of a chat with them, or of an order that is known to be theirs. */
#define DB_SHOPPER_CLAIMS \
	" WHERE retailer = :retailer AND (chat IN " DB_SHOPPER_CHATS \
	" OR orderno IN " DB_SHOPPER_ORDERS ")"

/* What is between a mail's header and its text. */
#define DB_MAIL_BREAK "char(13, 10, 13, 10)"

#define DB_FORGET_QUERIES(Q) \
	DB_EXPIRE_QUERIES(Q) \
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
		"UPDATE filed SET name = '', sought = 1, place = 0" \
		" WHERE retailer = :retailer AND chat IN " DB_SHOPPER_CHATS) \
	Q(ERASE_BLOCKS, \
		"DELETE FROM block WHERE retailer = :retailer" \
		" AND shopper = :shopper") \
	Q(ERASE_CLAIMS, \
		"UPDATE claim SET name = '', evidence = '', reason = ''" \
		DB_SHOPPER_CLAIMS) \
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
		"UPDATE claim SET name = :name" DB_SHOPPER_CLAIMS) \
	Q(CORRECT_SALES, \
		"UPDATE sale SET name = :name WHERE retailer = :retailer" \
		" AND shopper = :shopper") \
	Q(CORRECT_ENQUIRIES, \
		"UPDATE enquiry SET" \
		" name = CASE WHEN :name = '' THEN name ELSE :name END," \
		" address = CASE WHEN :address = '' THEN address" \
		" ELSE :address END" \
		" WHERE retailer = :retailer AND shopper = :shopper") \
	/* What waits for the old one: nobody else is to read it.  The mail \
	 * begins with its header, which names it. */ \
	Q(CORRECT_MAILS, \
		"UPDATE mail SET address = :address, text = replace(" \
		"substr(text, 1, instr(text, " DB_MAIL_BREAK "))," \
		" 'To: ' || address || char(13, 10)," \
		" 'To: ' || :address || char(13, 10))" \
		" || substr(text, instr(text, " DB_MAIL_BREAK ") + 1)" \
		" WHERE retailer = :retailer AND mail IN" \
		" (SELECT l.letter FROM enquiry e JOIN letter l" \
		" ON l.retailer = e.retailer AND l.enquiry = e.enquiry" \
		" WHERE e.retailer = :retailer AND e.shopper = :shopper)")

/* clang-format on */

#endif
