/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_DB_QUERY_ACCOUNT_H
#define RELAY_STORE_DB_QUERY_ACCOUNT_H

/* The statements of db_account.c and db_invite.c, as in db_query.h.
 */
/* clang-format off */
#define DB_ACCOUNT_QUERIES(Q) \
	Q(SESSIONS, \
		"SELECT session, associate, device, made, used, hash FROM session" \
		" WHERE retailer = :retailer AND associate = :associate" \
		" AND used > :idle AND made > :old" \
		" ORDER BY used DESC, session LIMIT :limit") \
	Q(END_SESSION, \
		"DELETE FROM session WHERE retailer = :retailer" \
		" AND (:session = '' OR session = :session)" \
		" AND (:associate = '' OR associate = :associate)" \
		" RETURNING session, associate, device, made, used, hash") \
	Q(SWEEP_SESSIONS, \
		"DELETE FROM session WHERE used <= :idle OR made <= :old") \
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
	Q(INVITE, \
		"SELECT code, retailer, author, grps, made, expires, withdrawn," \
		" uses, used FROM invite WHERE code = :code") \
	Q(USE_INVITE, "UPDATE invite SET used = used + 1 WHERE code = :code") \
	Q(PUT_SIGN_UP, \
		"INSERT INTO sign_up" \
		" (folded, retailer, address, name, hash, lang, invite, made)" \
		" SELECT :folded, :retailer, :address, :name, :hash, :lang," \
		" :invite, :made WHERE (SELECT COUNT(*) FROM sign_up" \
		" WHERE retailer = :retailer AND folded <> :folded) < :most" \
		" ON CONFLICT (folded) DO UPDATE SET retailer = excluded.retailer," \
		" address = excluded.address, name = excluded.name," \
		" hash = excluded.hash, lang = excluded.lang," \
		" invite = excluded.invite, made = excluded.made") \
	Q(SIGN_UP, \
		"SELECT invite, retailer, address, name, hash, '', 0, lang, made" \
		" FROM sign_up WHERE folded = :folded") \
	Q(DROP_SIGN_UP, "DELETE FROM sign_up WHERE folded = :folded") \
	Q(SET_PASSWORD, \
		"UPDATE associate SET hash = :hash WHERE retailer = :retailer" \
		" AND associate = :associate AND (:judged = '' OR hash = :judged)" \
		" AND (:folded = '' OR folded = :folded)") \
	Q(ACCOUNT, \
		"SELECT associate, retailer, address, name, hash, grps, manager," \
		" lang FROM associate" \
		" WHERE retailer = :retailer AND associate = :associate") \
	Q(CHANGE_ACCOUNT, \
		"UPDATE associate SET" \
		" name = CASE WHEN :name = '' THEN name ELSE :name END," \
		" hash = CASE WHEN :hash = '' THEN hash ELSE :hash END," \
		" grps = CASE WHEN :regroup = 0 THEN grps ELSE :groups END," \
		" manager = CASE WHEN :manager < 0 THEN manager ELSE :manager END" \
		" WHERE retailer = :retailer AND associate = :associate") \
	Q(SET_ADDRESS, \
		"UPDATE associate SET address = :address, folded = :folded" \
		" WHERE retailer = :retailer AND associate = :associate") \
	Q(SET_LANG, \
		"UPDATE associate SET lang = :lang WHERE retailer = :retailer" \
		" AND associate = :associate AND lang <> :lang") \
	Q(DROP_OTHER_SESSIONS, \
		"DELETE FROM session WHERE retailer = :retailer" \
		" AND associate = :associate AND hash <> :hash") \
	Q(DEVICE, \
		"SELECT 1 FROM device WHERE retailer = :retailer" \
		" AND associate = :associate AND hash = :hash") \
	Q(PUT_DEVICE, \
		"INSERT INTO device (retailer, associate, hash, used)" \
		" VALUES (:retailer, :associate, :hash, :used)" \
		" ON CONFLICT (retailer, associate, hash) DO UPDATE" \
		" SET used = excluded.used") \
	Q(FEWER_DEVICES, \
		"DELETE FROM device WHERE retailer = :retailer" \
		" AND associate = :associate AND hash IN (SELECT hash FROM device" \
		" WHERE retailer = :retailer AND associate = :associate" \
		" ORDER BY used DESC, hash LIMIT -1 OFFSET :most)") \
	Q(DROP_DEVICES, "DELETE FROM device WHERE associate = :associate")
/* clang-format on */

#endif
