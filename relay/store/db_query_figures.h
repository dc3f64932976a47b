/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_DB_QUERY_FIGURES_H
#define RELAY_STORE_DB_QUERY_FIGURES_H

/* The statements of db_figures.c, as in db_query.h. */
/* clang-format off */
#define DB_FIGURES_SCORE \
	"SELECT associate, at, missed, waited, chat FROM score"
#define DB_FIGURES_SALE \
	"SELECT associate, at, currency, total, chat FROM sale"
#define DB_FIGURES_RATING "SELECT associate, at, stars FROM rating"
#define DB_FIGURES_TEAM " WHERE retailer = :retailer AND at >= :since"
#define DB_FIGURES_OWN \
	" WHERE retailer = :retailer AND associate = :associate" \
	" AND at >= :since"
#define DB_FIGURES_SOLD " AND associate <> '' AND cancelled = 0"

#define DB_FIGURES_QUERIES(Q) \
	Q(TEAM_SCORES, DB_FIGURES_SCORE DB_FIGURES_TEAM) \
	Q(OWN_SCORES, DB_FIGURES_SCORE DB_FIGURES_OWN) \
	Q(TEAM_SALES, DB_FIGURES_SALE DB_FIGURES_TEAM DB_FIGURES_SOLD) \
	Q(OWN_SALES, DB_FIGURES_SALE DB_FIGURES_OWN DB_FIGURES_SOLD) \
	Q(TEAM_RATINGS, DB_FIGURES_RATING DB_FIGURES_TEAM) \
	Q(OWN_RATINGS, DB_FIGURES_RATING DB_FIGURES_OWN)
/* clang-format on */

#endif
