/* SPDX-License-Identifier: MIT */
/*
 * The catalogue at a million products, half of them Japanese, searched as
 * somebody types, beside SQLite's own full-text search with its tokenizers
 * unicode61 and trigram: the same products, the same queries, the same turns.
 * Those two give the first 200 rows in order of popularity and rank nothing.
 * What they do not find although it is there is counted: unicode61 takes a run
 * of Japanese for one word, trigram finds nothing of fewer than three letters.
 * usage: bench_catalog [PRODUCTS [DIRECTORY]]
 */
#include <dirent.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "relay/catalog/db_catalog.h"
#include "relay/catalog/db_catalog_build.h"
#include "tests/lib/goods.h"

#define SEED 1
#define KEYS 4000 /* measured queries */

struct side {
	const char *name;
	sqlite3 *db;
	sqlite3_stmt *st;
	double *ms;
	int missed;
	double seconds; /* to build */
	double mb;      /* of index */
};

static char dir[280];

static void die(const char *what)
{
	fprintf(stderr, "bench_catalog: %s\n", what);
	exit(1);
}

static double clock_of(clockid_t id)
{
	struct timespec t;

	clock_gettime(id, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double now(void)
{
	return clock_of(CLOCK_MONOTONIC);
}

static double megabytes(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? (double)st.st_size / 1e6 : 0;
}

/* ---- ours ---- */

static struct db_catalog *build(int64_t products, double *seconds)
{
	static struct goods g;
	struct db_catalog_build_end end = {.now = 1};
	struct db_catalog_build *b;
	struct db_catalog *c;
	char why[256], path[DB_CATALOG_BUILD_PATH];
	double start = now();

	if (db_catalog_build_begin(dir, "shop", &b, why))
		die(why);
	for (int64_t i = 0; i < products; i++) {
		goods_make(&g, SEED, i);
		if (db_catalog_build_add(b, &g.product))
			die("adding a product");
	}
	if (db_catalog_build_finish(&b, &end, why))
		die(why);
	*seconds = now() - start;
	db_catalog_build_path(dir, "shop", path);
	if (db_catalog_open(path, &c, why))
		die(why);
	return c;
}

static int ask_ours(struct db_catalog *c, const char *query)
{
	struct catalog_ask ask = {
		.text = query, .len = strlen(query), .limit = 20};
	struct catalog_hits hits;
	int n;

	if (db_catalog_search(c, &ask, &hits))
		die(db_catalog_why(c));
	n = hits.respelt ? 0 : hits.n;
	catalog_hits_fini(&hits);
	return n;
}

/* ---- SQLite's ---- */

static void run(struct side *s, const char *sql)
{
	if (sqlite3_exec(s->db, sql, NULL, NULL, NULL) != SQLITE_OK)
		die(sqlite3_errmsg(s->db));
}

static void put(sqlite3_stmt *st, int i, const char *s)
{
	sqlite3_bind_text(st, i, s, -1, SQLITE_STATIC);
}

static void build_side(struct side *s, const char *options, int64_t products)
{
	static struct goods g;
	char path[300], sql[400];
	double start = now();
	sqlite3_stmt *st;

	snprintf(path, sizeof(path), "%s/%s.db", dir, s->name);
	if (sqlite3_open(path, &s->db) != SQLITE_OK)
		die("opening a database");
	snprintf(sql, sizeof(sql),
		"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
		"PRAGMA cache_size = -24000; CREATE VIRTUAL TABLE f USING"
		" fts5(name, brand, category, keywords, codes, description,"
		" content = '', %s); BEGIN",
		options);
	run(s, sql);
	sqlite3_prepare_v2(s->db,
		"INSERT INTO f (rowid, name, brand, category, keywords, codes,"
		" description) VALUES (?, ?, ?, ?, ?, ?, ?)",
		-1, &st, NULL);
	for (int64_t i = 0; i < products; i++) {
		char codes[100];

		goods_make(&g, SEED, i);
		snprintf(
			codes, sizeof(codes), "%s %s %s", g.sku, g.gtin, g.mpn);
		sqlite3_bind_int64(st, 1, i + 1);
		put(st, 2, g.name);
		put(st, 3, g.brand);
		put(st, 4, g.category);
		put(st, 5, g.keywords);
		put(st, 6, codes);
		put(st, 7, g.description);
		if (sqlite3_step(st) != SQLITE_DONE)
			die(sqlite3_errmsg(s->db));
		sqlite3_reset(st);
	}
	sqlite3_finalize(st);
	run(s, "COMMIT");
	s->seconds = now() - start;
	s->mb = megabytes(path);
	run(s, "PRAGMA cache_size = -8000");
	if (sqlite3_prepare_v2(s->db,
		    "SELECT rowid FROM f WHERE f MATCH ? ORDER BY rowid"
		    " LIMIT 200",
		    -1, &s->st, NULL) != SQLITE_OK)
		die(sqlite3_errmsg(s->db));
}

/* Every word quoted, as a beginning. */
static int ask_side(struct side *s, const char *query)
{
	char match[1000], words[600], *word, *rest;
	int n = 0;

	snprintf(words, sizeof(words), "%s", query);
	match[0] = '\0';
	for (word = strtok_r(words, " ", &rest); word;
		word = strtok_r(NULL, " ", &rest))
		snprintf(match + strlen(match), sizeof(match) - strlen(match),
			"\"%s\"* ", word);
	sqlite3_bind_text(s->st, 1, match, -1, SQLITE_STATIC);
	while (sqlite3_step(s->st) == SQLITE_ROW)
		n++;
	sqlite3_reset(s->st);
	return n;
}

/* ---- queries ---- */

static size_t letter(const char *s)
{
	unsigned char c = (unsigned char)*s;

	return c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
}

/* Some part of a product, as far as somebody has typed it. */
static void make_query(uint64_t *seed, int64_t products, char out[300])
{
	static struct goods g;
	uint64_t kind = goods_dice(seed) % 10;
	const char *from;
	size_t len = 0;
	int most;

	goods_make(&g, SEED, (int64_t)(goods_dice(seed) % (uint64_t)products));
	from = kind < 6    ? g.name
		: kind < 7 ? g.brand
		: kind < 8 ? g.sku
		: kind < 9 ? g.gtin
			   : g.description;
	/* Japanese from any letter on, others from a word on. */
	for (int leave = (int)(goods_dice(seed) % 12);
		leave > 0 && kind != 7 && kind != 8 && strlen(from) > 12;
		leave--)
		from += letter(from);
	while (kind < 7 && (unsigned char)*from < 0x80 && *from != ' ' &&
		from[1] && from != g.name && from != g.brand)
		from++;
	from += strspn(from, " ");
	most = 1 + (int)(goods_dice(seed) % 14);
	for (int i = 0; i < most && from[len]; i++)
		len += letter(from + len);
	snprintf(out, 300, "%.*s", (int)len, from);
	for (char *p = out; *p; p++)
		if (strchr("\"'", *p))
			*p = ' ';
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double part(double *ms, double share)
{
	return ms[(int)(share * (KEYS - 1))];
}

static void measure(struct db_catalog *c, struct side *sides, double *ours,
	int64_t products)
{
	uint64_t seed = 77;
	char query[300];
	double start;

	for (int i = -200; i < KEYS; i++) {
		int n;

		make_query(&seed, products, query);
		start = clock_of(CLOCK_THREAD_CPUTIME_ID);
		n = ask_ours(c, query);
		if (i >= 0)
			ours[i] = 1e3 *
				(clock_of(CLOCK_THREAD_CPUTIME_ID) - start);
		for (int k = 0; k < 2; k++) {
			int m;

			start = clock_of(CLOCK_THREAD_CPUTIME_ID);
			m = ask_side(&sides[k], query);
			if (i < 0)
				continue;
			sides[k].ms[i] = 1e3 *
				(clock_of(CLOCK_THREAD_CPUTIME_ID) - start);
			sides[k].missed += n > 0 && m == 0;
		}
	}
}

static void report(
	struct db_catalog *c, struct side *sides, double *ours, double seconds)
{
	char path[DB_CATALOG_BUILD_PATH];
	double data = (double)db_catalog_about(c)->bytes / 1e6, mb;
	double p99;

	db_catalog_build_path(dir, "shop", path);
	mb = megabytes(path) - data;
	qsort(ours, KEYS, sizeof(*ours), by_size);
	p99 = part(ours, 0.99);
	printf("catalogue: %lld products, %.0f MB of text; ms of processor a"
	       " query\n",
		(long long)db_catalog_about(c)->products, data);
	printf("ours      p50 %6.2f  p99 %7.2f  built in %4.0f s, index %4.0f"
	       " MB (%.2f of the text)\n",
		part(ours, 0.5), p99, seconds, mb, mb / data);
	for (int k = 0; k < 2; k++) {
		struct side *s = &sides[k];

		qsort(s->ms, KEYS, sizeof(*s->ms), by_size);
		printf("%-9s p50 %6.2f  p99 %7.2f  built in %4.0f s, index"
		       " %4.0f MB (%.2f), misses %.0f%%, p99 is %.1f of ours\n",
			s->name, part(s->ms, 0.5), part(s->ms, 0.99),
			s->seconds, s->mb, s->mb / data,
			100.0 * s->missed / KEYS, part(s->ms, 0.99) / p99);
	}
	printf("aim: p99 under 10 ms%s, index at most 1.5 of the text%s\n",
		p99 < 10 ? " (holds)" : " (FAILS)",
		mb / data <= 1.5 ? " (holds)" : " (FAILS)");
}

static void clean(void)
{
	struct dirent *entry;
	char path[600];
	DIR *d = opendir(dir);

	while (d && (entry = readdir(d))) {
		snprintf(path, sizeof(path), "%s/%s", dir, entry->d_name);
		unlink(path);
	}
	if (d)
		closedir(d);
	rmdir(dir);
}

int main(int argc, char **argv)
{
	struct side sides[2] = {{.name = "unicode61"}, {.name = "trigram"}};
	int64_t products = argc > 1 ? atoll(argv[1]) : 1000000;
	double *ours = calloc(KEYS, sizeof(*ours)), seconds;
	struct rusage use;
	struct db_catalog *c;

	snprintf(dir, sizeof(dir), "%.250s/bench_catalog.XXXXXX",
		argc > 2 ? argv[2] : "/tmp");
	if (products < 100 || !mkdtemp(dir))
		die("usage: bench_catalog [PRODUCTS [DIRECTORY]]");
	c = build(products, &seconds);
	getrusage(RUSAGE_SELF, &use);
	build_side(&sides[0], "tokenize = 'unicode61', prefix = '1 2 3'",
		products);
	build_side(&sides[1], "tokenize = 'trigram'", products);
	for (int k = 0; k < 2; k++)
		sides[k].ms = calloc(KEYS, sizeof(double));
	measure(c, sides, ours, products);
	report(c, sides, ours, seconds);
	printf("memory while it was built: %.0f MB, aim under 200\n",
		(double)use.ru_maxrss / 1024);
	db_catalog_close(&c);
	for (int k = 0; k < 2; k++) {
		sqlite3_finalize(sides[k].st);
		sqlite3_close(sides[k].db);
		free(sides[k].ms);
	}
	free(ours);
	clean();
	return 0;
}
