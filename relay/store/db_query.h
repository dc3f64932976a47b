/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_DB_QUERY_H
#define RELAY_STORE_DB_QUERY_H

#include "relay/store/db_query_account.h"
#include "relay/store/db_query_archive.h"
#include "relay/store/db_query_code.h"
#include "relay/store/db_query_extra.h"
#include "relay/store/db_query_figures.h"
#include "relay/store/db_query_letter.h"
#include "relay/store/db_query_shopper.h"

/* The named statements, Q(name, text); those of rec.h are in db_rec.c. */
/* clang-format off */
#define DB_QUERIES(Q) \
	Q(BEGIN, "BEGIN IMMEDIATE") \
	Q(COMMIT, "COMMIT") \
	Q(ROLLBACK, "ROLLBACK") \
	Q(SAVE, "SAVEPOINT job") \
	Q(RELEASE, "RELEASE SAVEPOINT job") \
	Q(UNDO, "ROLLBACK TO SAVEPOINT job") \
	/* The fence: `turn` is NOT NULL, so a stale owner's whole batch fails. */ \
	Q(FENCE, \
		"UPDATE desk SET turn = CASE WHEN turn = :turn AND owner = :owner" \
		" THEN turn + 1 ELSE NULL END WHERE retailer = :retailer") \
	Q(CLAIM, \
		"INSERT INTO desk (retailer, turn, owner)" \
		" SELECT retailer, 1, :owner FROM retailer WHERE retailer = :retailer" \
		" ON CONFLICT (retailer) DO UPDATE" \
		" SET turn = desk.turn + 1, owner = excluded.owner" \
		" RETURNING turn") \
	Q(OWNED, \
		"SELECT turn FROM desk" \
		" WHERE retailer = :retailer AND owner = :owner") \
	Q(CHAT_OF_SHOPPER, \
		"SELECT 1 FROM chat WHERE retailer = :retailer AND chat = :chat" \
		" AND shopper = :viewer") \
	/* Whoever has accepted a chat has said so in it; what nobody has \
	 * accepted is for all to see, and everything for managers. */ \
	Q(CHAT_OF_ASSOCIATE, \
		"SELECT 1 FROM chat WHERE retailer = :retailer AND chat = :chat" \
		" AND (associate = :viewer OR EXISTS (SELECT 1 FROM entry" \
		" WHERE entry.retailer = :retailer AND entry.chat = :chat" \
		" AND entry.who = 1 AND entry.actor = :viewer)" \
		" OR EXISTS (SELECT 1 FROM filed" \
		" WHERE filed.retailer = :retailer AND filed.chat = :chat" \
		" AND filed.associate = '')" \
		" OR EXISTS (SELECT 1 FROM associate" \
		" WHERE associate.retailer = :retailer" \
		" AND associate.associate = :viewer" \
		" AND associate.manager = 1))") \
	Q(RETAILERS, \
		"SELECT retailer, name, zone, currency, accent, origins, hours," \
		" at_once, more_every, ring_for, keep_state, take_over, left_after," \
		" window_days, support, scan, retention, largest_order" \
		" FROM retailer ORDER BY retailer") \
	Q(GROUPS, \
		"SELECT retailer, grp, name, hours FROM grp ORDER BY retailer, grp") \
	Q(ASSOCIATES, \
		"SELECT associate, retailer, address, name, hash, grps, manager," \
		" lang FROM associate ORDER BY retailer, associate") \
	Q(PUT_RETAILER, \
		"INSERT INTO retailer" \
		" (retailer, name, zone, currency, accent, origins, hours, at_once," \
		" more_every, ring_for, keep_state, take_over, left_after," \
		" window_days, support, scan, retention, largest_order) VALUES" \
		" (:retailer, :name, :zone, :currency, :accent, :origins, :hours," \
		" :at_once, :more_every, :ring_for, :keep_state, :take_over," \
		" :left_after, :window_days, :support, :scan, :retention," \
		" :largest_order)" \
		" ON CONFLICT (retailer) DO UPDATE SET name = excluded.name," \
		" zone = excluded.zone, currency = excluded.currency," \
		" accent = excluded.accent, origins = excluded.origins," \
		" hours = excluded.hours, at_once = excluded.at_once," \
		" more_every = excluded.more_every, ring_for = excluded.ring_for," \
		" keep_state = excluded.keep_state," \
		" take_over = excluded.take_over," \
		" left_after = excluded.left_after," \
		" window_days = excluded.window_days," \
		" support = excluded.support, scan = excluded.scan," \
		" retention = excluded.retention," \
		" largest_order = excluded.largest_order") \
	/* The tables of tenants are those whose rows bear their key. */ \
	Q(TENANT_TABLES, \
		"SELECT m.name FROM sqlite_schema m" \
		" JOIN pragma_table_info(m.name) c ON c.name = 'retailer'" \
		" WHERE m.type = 'table' AND m.name <> 'retailer'") \
	Q(DROP_RETAILER, "DELETE FROM retailer WHERE retailer = :retailer") \
	Q(PUT_GROUP, \
		"INSERT INTO grp (retailer, grp, name, hours)" \
		" SELECT retailer, :group, :name, :hours" \
		" FROM retailer WHERE retailer = :retailer" \
		" ON CONFLICT (retailer, grp) DO UPDATE SET name = excluded.name," \
		" hours = excluded.hours") \
	Q(PUT_ASSOCIATE, \
		"INSERT INTO associate (retailer, associate, address, folded, name," \
		" hash, grps, manager, lang)" \
		" SELECT retailer, :associate, :address, :folded, :name," \
		" :hash, :groups, :manager, :lang FROM retailer WHERE retailer = :retailer" \
		" ON CONFLICT (retailer, associate) DO UPDATE" \
		" SET address = excluded.address, folded = excluded.folded," \
		" name = excluded.name, grps = excluded.grps," \
		" manager = excluded.manager, hash = excluded.hash") \
	Q(DROP_ASSOCIATE, "DELETE FROM associate WHERE associate = :associate") \
	Q(DROP_SESSIONS, \
		"DELETE FROM session WHERE retailer = (SELECT retailer" \
		" FROM associate WHERE associate = :associate)" \
		" AND associate = :associate") \
	Q(DROP_STALE_SESSIONS, \
		"DELETE FROM session WHERE retailer = :retailer" \
		" AND associate = (SELECT associate FROM associate" \
		" WHERE associate = :associate AND :hash <> '' AND hash <> :hash)") \
	Q(FIND_ADDRESS, \
		"SELECT associate, retailer, address, name, hash, grps, manager," \
		" lang FROM associate WHERE folded = :folded") \
	Q(FIND_SESSION, \
		"SELECT a.associate, a.retailer, a.address, a.name, a.hash, a.grps," \
		" a.manager, a.lang FROM session s JOIN associate a" \
		" ON a.retailer = s.retailer AND a.associate = s.associate" \
		" WHERE s.hash = :hash AND s.used > :idle AND s.made > :old") \
	Q(USE_SESSION, "UPDATE session SET used = :now WHERE hash = :hash") \
	Q(PUT_SESSION, \
		"INSERT INTO session (hash, retailer, associate, device, made, used," \
		" session)" \
		" SELECT :hash, retailer, associate, :device, :made, :used, :session" \
		" FROM associate" \
		" WHERE retailer = :retailer AND associate = :associate" \
		" AND (:judged = '' OR hash = :judged)" \
		" ON CONFLICT (hash) DO UPDATE SET retailer = excluded.retailer," \
		" associate = excluded.associate, device = excluded.device," \
		" made = excluded.made, used = excluded.used," \
		" session = excluded.session") \
	Q(DROP_SESSION, "DELETE FROM session WHERE hash = :hash") \
	DB_EXTRA_QUERIES(Q) \
	DB_ARCHIVE_QUERIES(Q) \
	DB_FIGURES_QUERIES(Q) \
	DB_LETTER_QUERIES(Q) \
	DB_SHOPPER_QUERIES(Q) \
	DB_ACCOUNT_QUERIES(Q) \
	DB_CODE_QUERIES(Q)
/* clang-format on */

#endif
