/* SPDX-License-Identifier: MIT */
/* Opening a state directory, and bringing a database up to date. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "relay/store/db_migrate.h"
#include "relay/store/db_sql.h"
#include "tests/lib/dbfault.h"
#include "tests/lib/storebed.h"

static int set_up(void **state)
{
	struct storebed *b = malloc(sizeof(*b));

	storebed_init(b);
	*state = b;
	return 0;
}

static int tear_down(void **state)
{
	storebed_fini(*state);
	free(*state);
	return 0;
}

static void exec(struct storebed *b, const char *sql)
{
	sqlite3 *db = storebed_peek(b);

	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static void assert_refused(struct storebed *b, enum err e, const char *word)
{
	assert_int_equal(storebed_open(b), e);
	assert_null(b->store);
	assert_non_null(strstr(b->why, word));
}

static unsigned mode_of(const struct storebed *b, const char *name)
{
	char path[100];
	struct stat st;

	snprintf(path, sizeof(path), "%s%s", b->dir, name);
	assert_int_equal(stat(path, &st), 0);
	return st.st_mode & 0777;
}

static void write_file(
	const struct storebed *b, const char *name, const char *text)
{
	char path[100];
	FILE *f;

	snprintf(path, sizeof(path), "%s%s", b->dir, name);
	f = fopen(path, "w");
	assert_non_null(f);
	assert_true(fputs(text, f) >= 0 && fclose(f) == 0);
}

static void test_made_for_nobody_else_to_read(void **state)
{
	struct storebed *b = *state;

	assert_int_equal(rmdir(b->dir), 0);
	assert_int_equal(storebed_open(b), ERR_OK);
	assert_string_equal(b->why, "");
	assert_int_equal(storebed_retailer(b, "tea"), ERR_OK);
	assert_int_equal(mode_of(b, ""), 0700);
	assert_int_equal(mode_of(b, "/noren.db"), 0600);
	assert_int_equal(mode_of(b, "/noren.db-wal"), 0600);
	assert_int_equal(mode_of(b, "/noren.reserve"), 0600);
	assert_int_equal(
		storebed_number(b, "PRAGMA application_id"), 0x6e6f7265);
	assert_int_equal(
		storebed_number(b, "SELECT count(*) FROM retailer"), 1);
}

static void test_no_such_place(void **state)
{
	struct storebed *b = *state;
	char path[100];

	snprintf(path, sizeof(path), "%s/not/there", b->dir);
	b->config.directory = path;
	assert_refused(b, ERR_IO, path);
}

static void test_another_relay_has_it(void **state)
{
	struct storebed *b = *state;
	struct store *second;
	char why[256], pid[32];

	snprintf(pid, sizeof(pid), "process %ld", (long)getpid());
	assert_int_equal(storebed_open(b), ERR_OK);
	assert_int_equal(store_open(&b->config, &second, why), ERR_CONFIG);
	assert_non_null(strstr(why, "another relay"));
	assert_non_null(strstr(why, pid));
	/* The first has lost nothing by that. */
	assert_int_equal(storebed_retailer(b, "tea"), ERR_OK);
	storebed_close(b);
	assert_int_equal(storebed_open(b), ERR_OK);
}

static void test_a_newer_database(void **state)
{
	struct storebed *b = *state;

	assert_int_equal(storebed_open(b), ERR_OK);
	storebed_close(b);
	exec(b, "PRAGMA user_version = 4711");
	assert_refused(b, ERR_NEWER, "newer noren");
	assert_non_null(strstr(b->why, "4711"));
	assert_int_equal(storebed_number(b, "PRAGMA user_version"), 4711);
}

static void test_not_ours(void **state)
{
	struct storebed *b = *state;

	write_file(b, "/noren.db", "Dear diary, this is no database at all.");
	assert_refused(b, ERR_CONFIG, "not one of noren's");
	write_file(b, "/noren.db", "");
	exec(b, "CREATE TABLE theirs (x TEXT)");
	assert_refused(b, ERR_CONFIG, "not one of noren's");
	assert_int_equal(
		storebed_number(b, "SELECT count(*) FROM sqlite_schema"), 1);
}

static void test_clocks_do_not_mix(void **state)
{
	struct storebed *b = *state;

	assert_int_equal(storebed_open(b), ERR_OK);
	storebed_close(b);
	b->config.test_clock = true;
	assert_refused(b, ERR_CONFIG, "test clock");
	exec(b, "PRAGMA application_id = 0x6e6f7274");
	assert_int_equal(storebed_open(b), ERR_OK);
	storebed_close(b);
	b->config.test_clock = false;
	assert_refused(b, ERR_CONFIG, "test clock");
}

static void test_a_test_database_is_marked(void **state)
{
	struct storebed *b = *state;

	b->config.test_clock = true;
	assert_int_equal(storebed_open(b), ERR_OK);
	storebed_close(b);
	assert_int_equal(
		storebed_number(b, "PRAGMA application_id"), 0x6e6f7274);
	assert_int_equal(storebed_open(b), ERR_OK);
}

/* A kill while it was made leaves an empty file. */
static void test_an_empty_file_is_a_new_database(void **state)
{
	struct storebed *b = *state;

	write_file(b, "/noren.db", "");
	assert_int_equal(storebed_open(b), ERR_OK);
	assert_int_equal(storebed_retailer(b, "tea"), ERR_OK);
}

/* ---- migrations ---- */

/* The real ones, and one that only this test knows. */
struct planted {
	struct db_migration list[32];
	int n;
};

static struct planted plant(const char *sql)
{
	struct planted p;
	const struct db_migration *real = db_sql(&p.n);

	assert_true(p.n < 32);
	memcpy(p.list, real, (size_t)p.n * sizeof(*real));
	p.list[p.n++] = (struct db_migration){"9999_planted", sql};
	return p;
}

static struct db *bare(struct storebed *b)
{
	static const struct db empty;
	struct db *db = malloc(sizeof(*db));

	*db = empty;
	db->sqlite = storebed_peek(b);
	return db;
}

static void free_bare(struct db *db)
{
	sqlite3_close(db->sqlite);
	free(db);
}

/* A file as it was before that one of the real migrations. */
static void bare_before(struct storebed *b, const char *name)
{
	struct db *db = bare(b);
	int all, n = 0;
	const struct db_migration *list = db_sql(&all);

	while (n < all && strcmp(list[n].name, name) != 0)
		n++;
	assert_true(n < all);
	assert_int_equal(db_migrate(db, 0x6e6f7265, list, n), ERR_OK);
	free_bare(db);
}

/* The database as of each version that there ever was. */
static void test_from_every_version(void **state)
{
	struct planted p = plant("CREATE TABLE planted (x BIGINT NOT NULL);"
				 "INSERT INTO planted VALUES (42)");
	struct storebed *b;
	struct db *db;

	(void)state;
	dbfault_no_sync(true); /* no power fails here */
	for (int from = 0; from <= p.n; from++) {
		set_up((void **)&b);
		db = bare(b);
		assert_int_equal(db_migrate(db, 1, p.list, from), ERR_OK);
		assert_int_equal(db_migrate(db, 2, p.list, p.n), ERR_OK);
		assert_int_equal(
			storebed_number(b, "SELECT x FROM planted"), 42);
		assert_int_equal(
			storebed_number(b, "PRAGMA user_version"), p.n);
		assert_int_equal(storebed_number(b, "PRAGMA application_id"),
			from == p.n ? 1 : 2);
		assert_int_equal(
			storebed_number(b, "SELECT count(*) FROM entry"), 0);
		free_bare(db);
		tear_down((void **)&b);
	}
	dbfault_no_sync(false);
}

static void test_what_was_kept_stays(void **state)
{
	struct planted p = plant("ALTER TABLE retailer ADD COLUMN"
				 " x TEXT NOT NULL DEFAULT 'new'");
	struct storebed *b = *state;
	struct db *db;

	assert_int_equal(storebed_open(b), ERR_OK);
	assert_int_equal(storebed_retailer(b, "tea"), ERR_OK);
	storebed_close(b);
	db = bare(b);
	assert_int_equal(db_migrate(db, 0x6e6f7265, p.list, p.n), ERR_OK);
	free_bare(db);
	assert_int_equal(storebed_number(b,
				 "SELECT count(*) FROM retailer"
				 " WHERE x = 'new'"),
		1);
	assert_refused(b, ERR_NEWER, "newer");
}

/* One that B ended, who had it from A; one that nobody accepted. */
static const char old_chats[] =
	"INSERT INTO chat VALUES ('tea', '0000000000000000000000000d',"
	" '0000000000000000000000000s', '0000000000000000000000000b', 2, 8,"
	" 1, 2, 30, 5, 0, 1, 'Hello', '', '', '', 0, '', '');"
	"INSERT INTO entry VALUES ('tea', '0000000000000000000000000d',"
	" 1, 10, 2, 1, '0000000000000000000000000a', 'Aiko', '', 0, '');"
	"INSERT INTO entry VALUES ('tea', '0000000000000000000000000d',"
	" 2, 20, 13, 1, '0000000000000000000000000b', 'Mio', '', 0, '');"
	"INSERT INTO chat VALUES ('tea', '0000000000000000000000000e',"
	" '0000000000000000000000000x', '', 2, 6,"
	" 1, 0, 40, 5, 0, 1, 'Hello', '', '', '', 0, '', '')";

static const char old_filed[] =
	"SELECT count(*) FROM filed WHERE sought = 0 AND"
	" ((substr(chat, 26) = 'd' AND substr(associate, 26) = 'b'"
	" AND at = 30 AND reason = 8 AND name = 'Sato')"
	" OR (substr(chat, 26) = 'd' AND substr(associate, 26) = 'a'"
	" AND at = 20 AND reason = 5 AND name = 'Sato')"
	" OR (substr(chat, 26) = 'e' AND associate = ''"
	" AND at = 40 AND reason = 6 AND name = 'Guest 0'))";

static const char old_scores[] =
	"SELECT count(*) FROM score WHERE"
	" (substr(chat, 26) = 'd' AND substr(associate, 26) = 'a'"
	" AND missed = 0 AND at = 10 AND waited = 9)"
	" OR (substr(chat, 26) = 'd' AND substr(associate, 26) = 'b'"
	" AND missed = 0 AND at = 20 AND waited = -1)"
	" OR (substr(chat, 26) = 'e' AND associate = ''"
	" AND missed = 1 AND at = 40)";

/* Words that were there before it was known where are found where they are. */
static void test_words_from_before(void **state)
{
	struct storebed *b = *state;

	bare_before(b, "0021_place");
	exec(b,
		"INSERT INTO filed VALUES ('tea', 'c', 'a', 1, 0, '', 1),"
		" ('tea', 'c', 'b', 2, 0, '', 1), ('tea', 'd', 'a', 3, 0, '', "
		"1),"
		" ('tea', 'e', 'a', 4, 0, '', 0), ('cha', 'c', 'a', 5, 0, '', "
		"1);"
		"INSERT INTO words (rowid, retailer, chat, who, text) VALUES"
		" (7, 'tea', 'd', '', ''), (8, 'tea', 'q', '', ''),"
		" (9, 'tea', 'c', '', ''), (10, 'cha', 'c', '', '')");
	assert_int_equal(storebed_open(b), ERR_OK);
	assert_int_equal(storebed_number(b,
				 "SELECT group_concat(place, '') FROM"
				 " (SELECT place FROM filed ORDER BY at)"),
		997010);
}

/* A relay of the first version has stopped with a chat that rings. */
static void test_from_the_first_with_data(void **state)
{
	struct storebed *b = *state;
	struct store_rows rows;

	bare_before(b, "0002_chat");
	exec(b,
		"INSERT INTO retailer VALUES"
		" ('tea', 'Tea', 'Asia/Tokyo', 'JPY', '', '', '');"
		"INSERT INTO shopper VALUES"
		" ('tea', '0000000000000000000000000s', 7, 'Sato', 2, '');"
		"INSERT INTO chat VALUES ('tea', '0000000000000000000000000c',"
		" '0000000000000000000000000s', '', 0, 0, 1, 0, 0, 5, 0, 1,"
		" 'Hello', '', '', '', 0, '', '');"
		"INSERT INTO ring VALUES ('tea', '0000000000000000000000000c',"
		" '0000000000000000000000000a', 0, 6);"
		"INSERT INTO entry VALUES ('tea', '0000000000000000000000000c',"
		" 1, 1, 0, 0, '0000000000000000000000000s', 'Sato', 'k', 0,"
		" 'Hello')");
	exec(b, old_chats);
	assert_int_equal(storebed_open(b), ERR_OK);
	rows = storebed_load(b, "tea");
	assert_int_equal(rows.err, ERR_OK);
	assert_int_equal(rows.n, 4);
	assert_int_equal(rows.recs[0].kind, REC_K_SHOPPER);
	assert_string_equal(rows.recs[0].shopper.name, "Sato");
	assert_string_equal(rows.recs[0].shopper.opener, "");
	assert_int_equal(rows.recs[1].kind, REC_K_CHAT);
	assert_int_equal(rows.recs[1].chat.rang, 5);
	assert_int_equal(rows.recs[1].chat.round, 0);
	assert_int_equal(rows.recs[2].kind, REC_K_RING);
	assert_int_equal(rows.recs[2].ring.round, 0);
	assert_int_equal(rows.recs[3].kind, REC_K_ENTRY);
	/* The archive has what had ended, for whoever had it. */
	assert_int_equal(storebed_number(b, old_filed), 3);
	assert_int_equal(storebed_number(b, "SELECT count(*) FROM filed"), 3);
	/* The figures, too: two accepted one chat, and one was missed. */
	assert_int_equal(storebed_number(b, old_scores), 3);
	assert_int_equal(storebed_number(b, "SELECT count(*) FROM score"), 3);
}

/* What was indexed with the marks on its letters is indexed anew: chats, and
 * enquiries with an answer. */
static void test_folded_anew(void **state)
{
	struct storebed *b = *state;

	bare_before(b, "0023_folded");
	exec(b,
		"INSERT INTO filed VALUES ('tea', 'c', 'a', 1, 5, 'Zoë', 1, 1),"
		" ('tea', 'd', 'a', 1, 5, '', 1, 0);"
		"INSERT INTO words (retailer, chat, who, text)"
		" VALUES ('tea', 'c', 'tea c a', 'zoë ');"
		"INSERT INTO enquiry (retailer, enquiry, shopper, at, key,"
		" name, address, body, taken, done)"
		" VALUES ('tea', 'e', 's', 1, 'k', 'Zoë', '', '', '', 2),"
		" ('tea', 'f', 's', 1, 'l', 'Zoë', '', '', '', 0);"
		"INSERT INTO letter VALUES"
		" ('tea', 'l', 'e', 'a', 'k', 2, '', '', 0, '')");
	assert_int_equal(storebed_open(b), ERR_OK);
	assert_int_equal(storebed_number(b,
				 "SELECT count(*) FROM filed"
				 " WHERE sought = 0"),
		1);
	assert_int_equal(storebed_number(b,
				 "SELECT count(*) FROM enquiry"
				 " WHERE sought = (enquiry = 'f')"),
		2);
}

/* Whole or not at all. */
static void test_a_migration_that_fails(void **state)
{
	struct planted p = plant("CREATE TABLE half (x BIGINT);"
				 "INSERT INTO nothing VALUES (1)");
	struct storebed *b = *state;
	struct db *db = bare(b);

	assert_int_equal(db_migrate(db, 1, p.list, p.n), ERR_IO);
	assert_non_null(strstr(db->why, "9999_planted"));
	assert_non_null(strstr(db->why, "nothing"));
	assert_int_equal(storebed_number(b,
				 "SELECT count(*) FROM"
				 " sqlite_schema"
				 " WHERE name = 'half'"),
		0);
	assert_int_equal(storebed_number(b, "PRAGMA user_version"), p.n - 1);
	/* Mended, it goes on from there. */
	p.list[p.n - 1].sql = "CREATE TABLE half (x BIGINT)";
	assert_int_equal(db_migrate(db, 1, p.list, p.n), ERR_OK);
	free_bare(db);
}

/* What is in the table in C is what is in the folder. */
static void test_every_file_is_taken(void **state)
{
	const struct db_migration *list;
	char name[80];
	int n;

	(void)state;
	list = db_sql(&n);
	assert_true(n > 0);
	for (int i = 0; i < n; i++) {
		FILE *f;
		char text[65536];
		size_t len;

		snprintf(name, sizeof(name), "%04d_", i + 1);
		assert_memory_equal(list[i].name, name, 5);
		snprintf(name, sizeof(name), "relay/store/sql/%s.sql",
			list[i].name);
		f = fopen(name, "r");
		assert_non_null(f);
		len = fread(text, 1, sizeof(text) - 1, f);
		text[len] = '\0';
		fclose(f);
		assert_string_equal(list[i].sql, text);
	}
	snprintf(name, sizeof(name),
		"test $(ls relay/store/sql | wc -l) -eq %d", n);
	assert_int_equal(system(name), 0);
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(test_##name, set_up, tear_down)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(made_for_nobody_else_to_read),
		TEST(no_such_place),
		TEST(another_relay_has_it),
		TEST(a_newer_database),
		TEST(not_ours),
		TEST(clocks_do_not_mix),
		TEST(a_test_database_is_marked),
		TEST(an_empty_file_is_a_new_database),
		TEST(from_every_version),
		TEST(what_was_kept_stays),
		TEST(words_from_before),
		TEST(from_the_first_with_data),
		TEST(folded_anew),
		TEST(a_migration_that_fails),
		TEST(every_file_is_taken),
	};

	dbfault_init();
	return cmocka_run_group_tests_name("store_open", tests, NULL, NULL);
}
