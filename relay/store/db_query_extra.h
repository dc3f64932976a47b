/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_DB_QUERY_EXTRA_H
#define RELAY_STORE_DB_QUERY_EXTRA_H

#include "relay/store/db_query_feed.h"

/* The statements of db_extra.c and db_audit.c, as in db_query.h. */
/* clang-format off */
#define DB_EXTRA_QUERIES(Q) \
	DB_FEED_QUERIES(Q) \
	Q(TEMPLATES, \
		"SELECT retailer, template, title, text, pages, use, lang," \
		" from_min, until_min FROM template" \
		" ORDER BY retailer, template") \
	Q(PUT_TEMPLATE, \
		"INSERT INTO template (retailer, template, use, lang, title, text," \
		" pages, from_min, until_min)" \
		" SELECT retailer, :template, :use, :lang, :title, :text, :pages," \
		" :from, :until FROM retailer WHERE retailer = :retailer" \
		" ON CONFLICT (retailer, template) DO UPDATE SET" \
		" use = excluded.use, lang = excluded.lang," \
		" title = excluded.title, text = excluded.text," \
		" pages = excluded.pages, from_min = excluded.from_min," \
		" until_min = excluded.until_min") \
	Q(DROP_GROUP, \
		"DELETE FROM grp WHERE retailer = :retailer AND grp = :group") \
	Q(PROVE, "UPDATE retailer SET name = name WHERE retailer = :retailer") \
	Q(PUT_ORDER_KEY, \
		"INSERT INTO order_key (retailer, secret, made)" \
		" SELECT retailer, :secret, :made FROM retailer" \
		" WHERE retailer = :retailer ON CONFLICT (retailer) DO UPDATE" \
		" SET secret = excluded.secret, made = excluded.made") \
	Q(ORDER_KEY, \
		"SELECT secret FROM order_key" \
		" WHERE retailer = :retailer AND secret <> ''") \
	Q(DROP_TEMPLATE, \
		"DELETE FROM template" \
		" WHERE retailer = :retailer AND template = :template") \
	Q(PUT_MEDIA, \
		"INSERT INTO media (retailer, media, who, owner, chat, mime, width," \
		" height, bytes, name, at, sent)" \
		" SELECT retailer, :media, :who, :owner, '', :mime, :width," \
		" :height, :bytes, '', :at, 0" \
		" FROM retailer WHERE retailer = :retailer") \
	Q(FIND_MEDIA, \
		"SELECT media, owner, retailer, who, mime, width, height, bytes, at" \
		" FROM media WHERE retailer = :retailer AND media = :media" \
		" AND ((who = :who AND owner = :viewer) OR EXISTS (SELECT 1" \
		" FROM attach t JOIN chat c" \
		" ON c.retailer = t.retailer AND c.chat = t.chat" \
		" WHERE t.retailer = :retailer AND t.media = :media" \
		" AND t.media <> ''" \
		" AND ((:who = 0 AND c.shopper = :viewer) OR (:who = 1" \
		" AND (c.associate = :viewer OR EXISTS (SELECT 1 FROM entry e" \
		" WHERE e.retailer = :retailer AND e.chat = c.chat" \
		" AND e.who = 1 AND e.actor = :viewer))))))") \
	Q(SWEEP_MEDIA, \
		"DELETE FROM media WHERE rowid IN (SELECT m.rowid FROM media m" \
		" WHERE m.at < :before AND NOT EXISTS (SELECT 1 FROM attach t" \
		" WHERE t.retailer = m.retailer AND t.media = m.media" \
		" AND t.media <> '') LIMIT :limit)" \
		" RETURNING media, owner, retailer, who, mime, width, height," \
		" bytes, at") \
	Q(PUT_REPORT, \
		"INSERT INTO report (retailer, report, associate, at, text)" \
		" SELECT :retailer, :report, :associate, :at, :text" \
		" WHERE (SELECT COUNT(*) FROM report WHERE retailer = :retailer" \
		" AND associate = :associate AND at > :since) < :most") \
	Q(REPORTS, \
		"SELECT r.report, r.associate, r.retailer, COALESCE(a.name, '')," \
		" CASE WHEN :report = '' THEN '' ELSE r.text END, r.at" \
		" FROM report r LEFT JOIN associate a" \
		" ON a.retailer = r.retailer AND a.associate = r.associate" \
		" WHERE r.retailer = :retailer" \
		" AND (:report = '' OR r.report = :report)" \
		" ORDER BY r.at DESC, r.report LIMIT :limit") \
	Q(PUT_MAIL, \
		"INSERT INTO mail (retailer, mail, address, text, made, due, tries," \
		" why) SELECT :retailer, :mail, :address, :text, :made, :due, 0, ''" \
		" WHERE (SELECT COUNT(*) FROM mail) < :most") \
	Q(NEXT_MAIL, \
		"SELECT m.mail, m.retailer, m.address, m.text, m.why, m.tries," \
		" m.made, m.due, COALESCE(l.enquiry, '')," \
		" COALESCE(l.associate, ''), COALESCE(q.name, '')" \
		" FROM mail m LEFT JOIN letter l" \
		" ON l.retailer = m.retailer AND l.letter = m.mail" \
		" LEFT JOIN enquiry q" \
		" ON q.retailer = l.retailer AND q.enquiry = l.enquiry" \
		" ORDER BY m.due, m.mail LIMIT 1") \
	Q(MAILS, \
		"SELECT mail, retailer, address, '', why, tries, made, due," \
		" '', '', ''" \
		" FROM mail WHERE retailer = :retailer ORDER BY due, mail") \
	Q(TRIED_MAIL, \
		"UPDATE mail SET due = :due, tries = :tries, why = :why" \
		" WHERE retailer = :retailer AND mail = :mail") \
	Q(DROP_MAIL, \
		"DELETE FROM mail WHERE retailer = :retailer AND mail = :mail") \
	Q(BLOCKS, \
		"SELECT shopper, name, blocker, reason, at FROM block" \
		" WHERE retailer = :retailer AND lifted = 0 ORDER BY at, chat") \
	Q(PUT_AUDIT, \
		"INSERT INTO audit" \
		" (retailer, seq, at, what, who, name, origin, about)" \
		" SELECT :retailer, (SELECT COALESCE(MAX(seq), 0) + 1 FROM audit" \
		" WHERE retailer = :retailer)," \
		" :at, :what, :who, :name, :origin, :about" \
		" WHERE (:retailer = '' OR EXISTS" \
		" (SELECT 1 FROM retailer WHERE retailer = :retailer))" \
		" AND (:chat = '' OR (EXISTS" \
		" (SELECT 1 FROM block WHERE retailer = :retailer" \
		" AND chat = :chat AND (at = :at OR lifted = :at))" \
		" AND NOT EXISTS (SELECT 1 FROM audit WHERE retailer = :retailer" \
		" AND at = :at AND what = :what AND about = :about)))") \
	/* Forwards behind a line that is known, backwards from the end. */ \
	Q(AUDIT, \
		"SELECT seq, at, what, who, name, origin, about FROM audit" \
		" WHERE retailer = :retailer AND seq > :after AND at >= :since" \
		" AND (:before = 0 OR seq < :before)" \
		" AND (:what = '' OR what = :what) AND (:who = '' OR who = :who)" \
		" ORDER BY CASE WHEN :after <> 0 THEN seq ELSE -seq END" \
		" LIMIT :limit") \
	Q(SWEEP_AUDIT, "DELETE FROM audit WHERE at < :before")
/* clang-format on */

#endif
