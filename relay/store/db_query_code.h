/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_DB_QUERY_CODE_H
#define RELAY_STORE_DB_QUERY_CODE_H

/* The statements of db_code.c, as in db_query.h.
 */
/* clang-format off */
#define DB_CODE_QUERIES(Q) \
	/* What an address waits for, by what it is here. */ \
	Q(WAITS, \
		"SELECT 1 AS kind, '' AS associate, address FROM associate" \
		" WHERE folded = :folded AND retailer = :retailer" \
		" UNION ALL SELECT 0, '', address FROM sign_up" \
		" WHERE folded = :folded AND retailer = :retailer" \
		" UNION ALL SELECT 2, associate, address FROM code" \
		" WHERE folded = :folded AND kind = 2 AND retailer = :retailer" \
		" LIMIT 1") \
	Q(PUT_CODE, \
		"INSERT INTO code (folded, kind, associate, retailer, code, address," \
		" hash, made, expires, tries) VALUES (:folded, :kind, :associate," \
		" :retailer, :code, :address, :hash, :made, :expires, 0)" \
		" ON CONFLICT (folded, kind, associate) DO UPDATE SET" \
		" retailer = excluded.retailer, code = excluded.code," \
		" address = excluded.address, hash = excluded.hash," \
		" made = excluded.made, expires = excluded.expires, tries = 0") \
	Q(TAKE_CODE, \
		"DELETE FROM code WHERE code = :code AND kind = :kind" \
		" RETURNING folded, associate, address") \
	Q(MOVE_OF, \
		"SELECT folded FROM code" \
		" WHERE associate = :associate AND associate <> ''") \
	Q(DROP_MOVES, \
		"DELETE FROM code" \
		" WHERE associate = :associate AND associate <> ''") \
	Q(TRY_CODE, \
		"UPDATE code SET tries = tries + 1 WHERE folded = :folded" \
		" AND kind = :kind AND associate = :associate" \
		" AND expires > :now AND tries < :most" \
		" RETURNING code, hash, address, retailer") \
	Q(SPARE_CODE, \
		"UPDATE code SET tries = tries - 1 WHERE code = :code RETURNING folded") \
	Q(TRY_GUARD, \
		"INSERT INTO guard" \
		" (folded, retailer, asked, asked_2, asked_3, wrong, used)" \
		" VALUES (:folded, :retailer, 0, 0, 0, 1, :now)" \
		" ON CONFLICT (folded) DO UPDATE" \
		" SET wrong = guard.wrong + 1, used = :now") \
	Q(ASK_GUARD, \
		"INSERT INTO guard" \
		" (folded, retailer, asked, asked_2, asked_3, wrong, used)" \
		" VALUES (:folded, :retailer, :now, 0, 0, 0, :now)" \
		" ON CONFLICT (folded) DO UPDATE SET retailer = excluded.retailer," \
		" asked = :now, asked_2 = guard.asked, asked_3 = guard.asked_2," \
		" used = :now") \
	Q(FORGIVE_GUARD, "UPDATE guard SET wrong = 0 WHERE folded = :folded") \
	Q(FEWER_GUARDS, \
		"DELETE FROM guard WHERE folded IN (SELECT folded FROM guard" \
		" WHERE retailer = '' ORDER BY used DESC LIMIT -1 OFFSET :most)") \
	Q(GUARD, "SELECT asked_3, wrong FROM guard WHERE folded = :folded") \
	Q(DROP_GUARD, "DELETE FROM guard WHERE folded = :folded") \
	Q(SWEEP_CODE, "DELETE FROM code WHERE expires <= :now") \
	Q(SWEEP_SIGN_UP, "DELETE FROM sign_up WHERE made <= :day") \
	Q(SWEEP_GUARD, \
		"DELETE FROM guard WHERE (wrong = 0 AND asked <= :day)" \
		" OR (used <= :month AND NOT EXISTS (SELECT 1 FROM associate a" \
		" WHERE a.folded = guard.folded))")
/* clang-format on */

#endif
