/* SPDX-License-Identifier: MIT */
/*
 * The assembler takes the files in whole, so that the relay stays one file
 * and the SQL is read, checked and diffed as SQL.  A new migration is a file
 * and a line here.
 */
#include "relay/store/db_sql.h"

/* clang-format off */
#define DB_SQL_FILES(F) \
	F(0001_start) F(0002_chat) F(0003_numbers) F(0004_mail) \
	F(0005_session) F(0006_audit) F(0007_account) \
	F(0008_sale) F(0009_archive) F(0010_orders) F(0011_lowered) \
	F(0012_scan) F(0013_score) F(0014_feed) F(0015_answers) \
	F(0016_feed_hash) F(0017_shopper) F(0018_served) F(0019_claimed) \
	F(0020_enquired) F(0021_place) F(0022_largest) F(0023_folded)

#define DB_SQL_TAKE(file) \
	extern const char db_sql_##file[] \
		__attribute__((visibility("hidden"))); \
	__asm__(".pushsection .rodata\n" \
		"db_sql_" #file ":\n" \
		".incbin \"relay/store/sql/" #file ".sql\"\n" \
		".byte 0\n" \
		".popsection\n");
/* clang-format on */

DB_SQL_FILES(DB_SQL_TAKE)

const struct db_migration *db_sql(int *n)
{
#define DB_SQL_ROW(file) {.name = #file, .sql = db_sql_##file},
	static const struct db_migration list[] = {DB_SQL_FILES(DB_SQL_ROW)};
#undef DB_SQL_ROW

	*n = sizeof(list) / sizeof(list[0]);
	return list;
}
