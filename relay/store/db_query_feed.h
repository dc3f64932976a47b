/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_DB_QUERY_FEED_H
#define RELAY_STORE_DB_QUERY_FEED_H

/* The statements of db_feed.c, as in db_query.h. */
/* clang-format off */
#define DB_FEED_QUERIES(Q) \
	Q(PUT_FEED, \
		"INSERT INTO feed (retailer, url, every, format," \
		" encoding, etag, modified, made, checked, tried, due, fails," \
		" result, why, taken, refused, rows, hash, declined)" \
		" SELECT retailer, :url, :every, :format, :encoding, :etag," \
		" :modified, :made, :checked, :tried, :due, :fails, :result, :why," \
		" :taken, :refused, :rows, :hash, :declined FROM retailer" \
		" WHERE retailer = :retailer" \
		" ON CONFLICT (retailer) DO UPDATE SET" \
		" url = excluded.url, every = excluded.every, format =" \
		" excluded.format, encoding = excluded.encoding, etag =" \
		" excluded.etag, modified = excluded.modified, made =" \
		" excluded.made, checked = excluded.checked, tried =" \
		" excluded.tried, due = excluded.due, fails = excluded.fails," \
		" result = excluded.result, why = excluded.why, taken =" \
		" excluded.taken, refused = excluded.refused, rows =" \
		" excluded.rows, hash = excluded.hash, declined =" \
		" excluded.declined") \
	Q(DROP_FEED, "DELETE FROM feed WHERE retailer = :retailer") \
	Q(POPULAR, \
		"SELECT a.sku, COUNT(*) FROM attach a JOIN entry e" \
		" ON e.retailer = a.retailer AND e.chat = a.chat AND e.seq = a.seq" \
		" WHERE a.retailer = :retailer AND e.kind = :card AND a.sku <> ''" \
		" AND e.at > :since GROUP BY a.sku ORDER BY 2 DESC, 1" \
		" LIMIT :limit") \
	Q(FEEDS, \
		"SELECT retailer, url, format, encoding, etag, modified, result," \
		" why, rows, every, made, checked, tried, due, fails, taken," \
		" refused, hash, declined FROM feed ORDER BY retailer")
/* clang-format on */

#endif
