/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_DB_QUERY_ACCOUNT_H
#define RELAY_STORE_DB_QUERY_ACCOUNT_H

/* The statements about accounts that people keep themselves: db_invite.c,
 * db_code.c, as in db_query.h. */
/* clang-format off */
#define DB_ACCOUNT_QUERIES(Q) \
	Q(INVITES, \
		"SELECT code, retailer, author, grps, made, expires, withdrawn," \
		" uses, used FROM invite WHERE retailer = :retailer" \
		" AND (:code = '' OR code = :code) ORDER BY made DESC, code") \
	Q(COUNT_INVITES, \
		"SELECT COUNT(*) FROM invite WHERE retailer = :retailer") \
	Q(PUT_INVITE, \
		"INSERT INTO invite (code, retailer, made, expires, withdrawn, uses," \
		" used, author, grps)" \
		" SELECT :code, retailer, :made, :expires, 0, :uses, 0, :author," \
		" :groups FROM retailer WHERE retailer = :retailer") \
	Q(COPY_INVITE, \
		"INSERT INTO invite (code, retailer, made, expires, withdrawn, uses," \
		" used, author, grps)" \
		" SELECT :code, retailer, :made, :made + expires - made, 0, uses, 0," \
		" :author, grps FROM invite" \
		" WHERE retailer = :retailer AND code = :old") \
	Q(WITHDRAW_INVITE, \
		"UPDATE invite" \
		" SET withdrawn = CASE WHEN withdrawn > 0 THEN withdrawn" \
		" ELSE :now END WHERE retailer = :retailer AND code = :code") \
	Q(FORGET_INVITE, \
		"DELETE FROM invite WHERE code = (SELECT code FROM invite" \
		" WHERE retailer = :retailer AND (withdrawn > 0 OR used >= uses" \
		" OR expires <= :now) ORDER BY made, code LIMIT 1)") \
	Q(ACCOUNTS, \
		"SELECT a.associate, a.lang, MAX(COALESCE(g.wrong, 0))," \
		" COUNT(s.hash), MAX(COALESCE(s.used, 0)) FROM associate a" \
		" LEFT JOIN guard g ON g.folded = a.folded" \
		" LEFT JOIN session s ON s.retailer = a.retailer" \
		" AND s.associate = a.associate AND s.used > :idle AND s.made > :old" \
		" WHERE a.retailer = :retailer" \
		" AND (:associate = '' OR a.associate = :associate)" \
		" GROUP BY a.associate, a.lang ORDER BY a.associate") \
	/* What an address waits for, by what it is here. */ \
	Q(WAITS, \
		"SELECT 1 AS kind, '' AS associate FROM associate" \
		" WHERE folded = :folded AND retailer = :retailer" \
		" UNION ALL SELECT 0, '' FROM sign_up" \
		" WHERE folded = :folded AND retailer = :retailer" \
		" UNION ALL SELECT 2, associate FROM code WHERE folded = :folded" \
		" AND kind = 2 AND retailer = :retailer LIMIT 1") \
	Q(PUT_CODE, \
		"INSERT INTO code (folded, kind, associate, retailer, code, address," \
		" hash, made, expires, tries) VALUES (:folded, :kind, :associate," \
		" :retailer, :code, :address, :hash, :made, :expires, 0)" \
		" ON CONFLICT (folded, kind, associate) DO UPDATE SET" \
		" retailer = excluded.retailer, code = excluded.code," \
		" address = excluded.address, hash = excluded.hash," \
		" made = excluded.made, expires = excluded.expires, tries = 0") \
	Q(GUARD, "SELECT asked_3, wrong FROM guard WHERE folded = :folded") \
	Q(UNLOCK_GUARD, "DELETE FROM guard WHERE folded = :folded") \
	Q(SWEEP_CODE, "DELETE FROM code WHERE expires <= :now") \
	Q(SWEEP_SIGN_UP, "DELETE FROM sign_up WHERE made <= :day") \
	Q(SWEEP_GUARD, \
		"DELETE FROM guard WHERE (wrong = 0 AND asked <= :day)" \
		" OR (used <= :month AND NOT EXISTS (SELECT 1 FROM associate a" \
		" WHERE a.folded = guard.folded))")
/* clang-format on */

#endif
