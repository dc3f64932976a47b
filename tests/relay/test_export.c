/* SPDX-License-Identifier: MIT */
/* The archive as a file (J2): at the relay's door, by noren archive, and beside
 * the client's loop. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <jansson.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "client/link/ws_loop.h"
#include "client/main_saver.h"
#include "shared/mem.h"
#include "tests/lib/relayproc.h"
#include "tests/lib/wsclient.h"

#define SAYS 450 /* entries of the long chat: three parts of LIMIT_REPLAY */
#define CHATS 120
#define OUTPUT (1 << 20)

struct bed {
	struct relayproc relay;
	char aiko[RELAYPROC_TOKEN], ren[RELAYPROC_TOKEN], kai[RELAYPROC_TOKEN];
	char me[40]; /* Aiko's id */
	char out[OUTPUT];
};

/* ---- the door ---- */

static int export(
	struct bed *b, const char *token, const char *more, char **answer)
{
	char head[128], body[400];

	snprintf(head, sizeof(head), "Authorization: Bearer %s\r\n", token);
	snprintf(body, sizeof(body), "{\"t\":\"export\"%s}", more);
	return relayproc_http(
		&b->relay, "POST", "/v1/export", head, body, answer);
}

/* How many chats one part has; the error's name if it has none. */
static int count(struct bed *b, const char *token, const char *more)
{
	char *answer = NULL;
	int n = 0;

	assert_int_equal(export(b, token, more, &answer), 200);
	for (const char *s = answer; (s = strstr(s, "\"t\":\"filed\"")); s++)
		n++;
	assert_non_null(strstr(answer, "\"t\":\"archived\""));
	mem_free(answer);
	return n;
}

static void refuses(
	struct bed *b, const char *token, const char *more, const char *error)
{
	char code[64], *answer = NULL;

	assert_true(export(b, token, more, &answer) >= 400);
	assert_string_equal(
		wsclient_member(answer, "code", code, sizeof(code)), error);
	mem_free(answer);
}

/* ---- chats, many of them ---- */

static void run_sql(struct bed *b, const char *format, ...)
{
	char path[120], *sql, *why = NULL;
	sqlite3 *db;
	va_list args;

	va_start(args, format);
	sql = sqlite3_vmprintf(format, args);
	va_end(args);
	snprintf(path, sizeof(path), "%s/state/noren.db", b->relay.directory);
	if (access(path, F_OK) != 0)
		snprintf(path, sizeof(path), "%s/noren.db", b->relay.directory);
	assert_int_equal(
		sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL),
		SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s: %s", sql, why);
	sqlite3_close(db);
	sqlite3_free(sql);
}

/* Aiko's, the newest with SAYS entries and a new sale; each with words that a
 * terminal and a spreadsheet would take for theirs. */
static void fill(struct bed *b)
{
	assert_int_equal(relayproc_stop(&b->relay), 0);
	run_sql(b,
		"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL"
		" SELECT i + 1 FROM n WHERE i < %d)"
		" INSERT INTO chat (retailer, chat, shopper, associate, phase,"
		" reason, opened, accepted, ended, rang, taken_over, lang,"
		" first, url, title, product, amount, currency, grp)"
		" SELECT 'suzume', printf('%%026d', i), printf('%%026d', i),"
		" %Q, 2, 8, i * 1000000, i * 1000000 + 5, i * 1000000 + 9,"
		" 0, 0, 0, '', '', '', '', 0, '', '' FROM n",
		CHATS, b->me);
	run_sql(b,
		"INSERT INTO filed (retailer, chat, associate, at, reason,"
		" name, sought) SELECT retailer, chat, associate, ended, 8,"
		" '=cmd' || char(27) || '[31m', 0 FROM chat"
		" WHERE retailer = 'suzume'");
	run_sql(b,
		"INSERT INTO entry (retailer, chat, seq, at, kind, who, actor,"
		" name, key, reason, body) SELECT retailer, chat, 1, opened, 0,"
		" 0, shopper, 'Mio', '', 0, 'said ' || char(27) || '[2J' || "
		"chat"
		" FROM chat WHERE retailer = 'suzume'");
	run_sql(b,
		"WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL"
		" SELECT i + 1 FROM n WHERE i < %d)"
		" INSERT INTO entry (retailer, chat, seq, at, kind, who, actor,"
		" name, key, reason, body) SELECT 'suzume',"
		" printf('%%026d', %d), i, i, 0, 0, '', 'Mio', '', 0,"
		" 'line ' || i FROM n",
		SAYS, CHATS);
	run_sql(b,
		"INSERT INTO sale (retailer, orderno, associate, chat, shopper,"
		" at, name, title, quantity, paid, total, currency, cancelled,"
		" viewed) VALUES ('suzume', 'T-1', %Q, printf('%%026d', %d),"
		" printf('%%026d', %d), 1, 'Mio', 'Coat', 1, 12900, 12900,"
		" 'JPY', 0, 0)",
		b->me, CHATS, CHATS);
	relayproc_start(&b->relay);
}

/* ---- the program ---- */

static const char *file_of(struct bed *b, const char *name, const char *text)
{
	static char path[160];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", b->relay.directory, name);
	if (text) {
		unlink(path);
		f = fopen(path, "w");
		assert_non_null(f);
		fchmod(fileno(f), 0600);
		fputs(text, f);
		fclose(f);
	}
	return path;
}

/* Runs noren archive with that session and these options, in a shell that does
 * something first: its status, and what it writes in b->out. */
static int run_after(struct bed *b, const char *first, const char *token,
	const char *options)
{
	const char *build = getenv("NOREN_BUILD");
	char command[1024];
	FILE *p;
	size_t n;
	int status;

	snprintf(command, sizeof(command),
		"%s LC_ALL=C.UTF-8 HOME=/nonexistent %s/noren archive -s %s"
		" -r http://127.0.0.1:%d %s 2>&1",
		first, build ? build : "build/debug",
		file_of(b, "session", token), b->relay.port, options);
	p = popen(command, "r");
	assert_non_null(p);
	n = fread(b->out, 1, sizeof(b->out) - 1, p);
	b->out[n] = '\0';
	status = pclose(p);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int run(struct bed *b, const char *token, const char *options)
{
	return run_after(b, "", token, options);
}

static int lines(const char *s)
{
	int n = 0;

	while ((s = strchr(s, '\n'))) {
		n++;
		s++;
	}
	return n;
}

static int setup(void **state)
{
	static struct bed b;
	char *answer = NULL;

	memset(&b, 0, sizeof(b));
	*state = &b;
	relayproc_init(&b.relay, NULL);
	relayproc_retailer(&b.relay, "suzume");
	relayproc_retailer(&b.relay, "kamome");
	relayproc_associate(
		&b.relay, "suzume", "aiko@suzume.example", "Aiko", b.aiko);
	relayproc_associate(
		&b.relay, "suzume", "ren@suzume.example", "Ren", b.ren);
	relayproc_associate(
		&b.relay, "kamome", "kai@kamome.example", "Kai", b.kai);
	assert_int_equal(relayproc_control(&b.relay, "PUT", "/associate",
				 "{\"t\":\"ctl_associate\",\"retailer\":"
				 "\"kamome\",\"address\":"
				 "\"kai@kamome.example\",\"manager\":true}",
				 NULL),
		204);
	snprintf(b.out, sizeof(b.out), "Authorization: Bearer %s\r\n", b.aiko);
	assert_int_equal(relayproc_http(&b.relay, "GET", "/v1/account", b.out,
				 "", &answer),
		200);
	wsclient_member(answer, "associate", b.me, sizeof(b.me));
	mem_free(answer);
	fill(&b);
	return 0;
}

static int teardown(void **state)
{
	struct bed *b = *state;

	relayproc_fini(&b->relay);
	return 0;
}

/* What each may have of it, and that it is written down. */
static void test_whose(void **state)
{
	struct bed *b = *state;
	char *log = NULL;

	assert_true(count(b, b->aiko, "") > 0);
	assert_int_equal(count(b, b->aiko, ",\"pick\":\"sales\""), 1);
	assert_int_equal(count(b, b->aiko, ",\"pick\":\"missed\""), 0);
	assert_int_equal(
		count(b, b->aiko, ",\"chat\":\"00000000000000000000000007\""),
		1);
	assert_int_equal(count(b, b->ren, ""), 0);
	assert_int_equal(
		count(b, b->ren, ",\"chat\":\"00000000000000000000000007\""),
		0);
	/* Nor by going on with what never came. */
	assert_int_equal(count(b, b->ren,
				 ",\"before\":7000009,\"last\":"
				 "\"00000000000000000000000007\",\"after\":0"),
		0);
	refuses(b, b->ren, ",\"team\":true", "forbidden");
	refuses(b, "no-token-of-anybody", "", "bad_token");
	refuses(b, b->aiko, ",\"pick\":\"none\"", "bad_field");
	assert_int_equal(count(b, b->kai, ",\"team\":true"), 0);
	assert_int_equal(count(b, b->kai,
				 ",\"team\":true,\"chat\":"
				 "\"00000000000000000000000007\""),
		0);
	relayproc_control(&b->relay, "GET",
		"/audit?retailer=suzume&what=archive_exported", "", &log);
	assert_non_null(strstr(log, "own sales"));
	assert_non_null(strstr(log, "00000000000000000000000007"));
	mem_free(log);
}

/* Every chat once, with every entry once, over several parts. */
static void test_json(void **state)
{
	struct bed *b = *state;
	char *line, *rest;
	int64_t last = 0;
	int n = 0;

	assert_int_equal(run(b, b->aiko, "--json"), 0);
	for (line = strtok_r(b->out, "\n", &rest); line;
		line = strtok_r(NULL, "\n", &rest), n++) {
		json_t *chat = json_loads(line, 0, NULL);
		const json_t *entries = json_object_get(chat, "entries");
		const char *id =
			json_string_value(json_object_get(chat, "chat"));

		assert_non_null(chat);
		assert_true(last == 0 || atoll(id) == last - 1);
		last = atoll(id);
		assert_int_equal(json_array_size(entries), n == 0 ? SAYS : 1);
		for (size_t i = 0; i < json_array_size(entries); i++)
			assert_int_equal(
				json_integer_value(json_object_get(
					json_array_get(entries, i), "seq")),
				i + 1);
		assert_int_equal(
			json_is_true(json_object_get(chat, "fresh")), n == 0);
		json_decref(chat);
	}
	assert_int_equal(n, CHATS);
	/* Nothing was viewed by that. */
	assert_int_equal(run(b, b->aiko, "--json --sales"), 0);
	assert_non_null(
		strstr(b->out, "\"amount\":12900,\"currency\":\"JPY\""));
	assert_non_null(strstr(b->out, "\"fresh\":true"));
}

static void test_csv_and_text(void **state)
{
	struct bed *b = *state;

	assert_int_equal(run(b, b->aiko, "--csv"), 0);
	assert_int_equal(lines(b->out), CHATS + 1);
	assert_null(strchr(b->out, '\x1b'));
	assert_null(strstr(b->out, ",=cmd"));
	assert_non_null(strstr(b->out, ",\"'=cmd[31m\",Aiko,"));
	assert_non_null(strstr(b->out, ",450,line 450,1,12900,JPY,yes\r\n"));
	assert_int_equal(run(b, b->aiko, "--text"), 0);
	assert_null(strchr(b->out, '\x1b'));
	assert_non_null(strstr(b->out, "Sale ¥12,900   * New\n"));
	assert_non_null(strstr(b->out, "Mio: line 450\n"));
	assert_int_equal(run(b, b->aiko, "-l ja --sales"), 0);
	assert_non_null(strstr(b->out, "売上 ¥12,900   * 新着\n"));
	assert_int_equal(
		run(b, b->aiko, "--json --chat 00000000000000000000000007"), 0);
	assert_int_equal(lines(b->out), 1);
}

static void test_what_does_not_work(void **state)
{
	struct bed *b = *state;

	assert_int_equal(run(b, b->aiko, "--days 0"), 2);
	assert_int_equal(run(b, b->aiko, "--chat Mio"), 2);
	assert_int_equal(run(b, b->aiko, "--no-such"), 2);
	assert_int_equal(run(b, b->aiko, "-s /nonexistent"), 1);
	assert_int_equal(run(b, b->ren, "--team"), 1);
	assert_int_equal(run(b, "gone", "--json"), 1);
	assert_int_equal(
		run(b, b->ren, "--chat 00000000000000000000000007"), 1);
	relayproc_kill(&b->relay);
	assert_int_equal(run(b, b->aiko, "--json"), 1);
	relayproc_start(&b->relay);
}

/* Files of the bed's directory whose names begin so. */
static int files(struct bed *b, const char *begin)
{
	DIR *d = opendir(b->relay.directory);
	struct dirent *e;
	int n = 0;

	assert_non_null(d);
	while ((e = readdir(d)))
		n += strncmp(e->d_name, begin, strlen(begin)) == 0;
	closedir(d);
	return n;
}

/* A file is there whole, or not at all. */
static void test_a_file(void **state)
{
	struct bed *b = *state;
	char options[400];
	FILE *f;

	snprintf(options, sizeof(options), "--csv --bom -o %s/all.csv",
		b->relay.directory);
	assert_int_equal(run(b, b->aiko, options), 0);
	assert_string_equal(b->out, "");
	f = fopen(file_of(b, "all.csv", NULL), "r");
	assert_non_null(f);
	assert_non_null(fgets(b->out, 100, f));
	fclose(f);
	assert_memory_equal(b->out,
		"\xef\xbb\xbf"
		"chat,",
		8);
	assert_int_equal(files(b, "all.csv"), 1);
	snprintf(
		options, sizeof(options), "-o %s/none.txt", b->relay.directory);
	assert_int_equal(run(b, "gone", options), 1);
	assert_int_equal(files(b, "none.txt"), 0);
	/* Another one's name is taken only when there is all of it. */
	file_of(b, "all.csv", "before");
	snprintf(options, sizeof(options), "-o %s/all.csv", b->relay.directory);
	assert_int_equal(run_after(b, "ulimit -f 1;", b->aiko, options), 1);
	assert_non_null(strstr(b->out, "all.csv: File too large"));
	assert_int_equal(files(b, "all.csv"), 1);
	f = fopen(file_of(b, "all.csv", NULL), "r");
	assert_non_null(f);
	assert_int_equal(fread(b->out, 1, 100, f), strlen("before"));
	fclose(f);
	assert_int_equal(run(b, b->aiko, "-o /dev/full"), 1);
	assert_int_equal(run(b, b->aiko, "> /dev/full"), 1);
}

/* Ctrl-C: a signal that waits already is as good as one that comes. */
static void test_cancelled(void **state)
{
	struct bed *b = *state;
	char command[1024], port[64];
	const char *build = getenv("NOREN_BUILD");
	int status;
	pid_t pid;

	file_of(b, "session", b->aiko);
	snprintf(command, sizeof(command), "%s/noren",
		build ? build : "build/debug");
	snprintf(port, sizeof(port), "http://127.0.0.1:%d", b->relay.port);
	pid = fork();
	if (pid == 0) {
		char session[200], out[200];
		sigset_t set;

		snprintf(session, sizeof(session), "%s/session",
			b->relay.directory);
		snprintf(out, sizeof(out), "%s/cut.json", b->relay.directory);
		setenv("LC_ALL", "C.UTF-8", 1);
		sigemptyset(&set);
		sigaddset(&set, SIGINT);
		sigprocmask(SIG_BLOCK, &set, NULL);
		raise(SIGINT);
		execl(command, "noren", "archive", "--json", "-r", port, "-s",
			session, "-o", out, (char *)NULL);
		_exit(99);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 130);
	assert_int_equal(files(b, "cut.json"), 0);
}

/* ---- beside the client's loop ---- */

struct saved {
	struct ws_loop *loop;
	enum saving_why why;
	enum err err;
	int64_t chats, told;
	char path[200];
};

static void on_progress(void *ctx, int64_t chats, int64_t reached)
{
	struct saved *v = ctx;

	assert_true(chats >= v->told && reached > 0);
	v->told = chats;
}

static void on_ended(void *ctx, enum saving_why why, enum err err,
	int64_t chats, const char *path)
{
	struct saved *v = ctx;

	v->why = why;
	v->err = err;
	v->chats = chats;
	snprintf(v->path, sizeof(v->path), "%s", path);
	ws_loop_stop(v->loop);
}

static void on_turn(void *ctx)
{
	(void)ctx;
}

enum then { WAIT, STOP, LEAVE };

/* Saves as CSV under that name of the bed's directory, or that path. */
static struct saved save(struct bed *b, const char *token, const char *name,
	bool team, bool replace, enum then then)
{
	struct saved v = {.why = SAVING_STOPPED};
	const struct main_saver_handlers on = {&v, on_progress, on_ended};
	struct main_saver *saver;
	char base[64], path[200];
	struct main_saver_wish wish = {.base = base,
		.token = token,
		.want = {.form = EXPORT_CSV, .team = team},
		.path = name,
		.folder = "",
		.replace = replace};

	snprintf(base, sizeof(base), "http://127.0.0.1:%d", b->relay.port);
	snprintf(path, sizeof(path), "%s/%s", b->relay.directory, name);
	if (name[0] != '/')
		wish.path = path;
	assert_int_equal(ws_loop_new(on_turn, NULL, &v.loop), ERR_OK);
	saver = main_saver_new(v.loop, &on);
	assert_non_null(saver);
	main_saver_begin(saver, &wish);
	if (then == STOP)
		main_saver_stop(saver);
	if (then != LEAVE)
		ws_loop_run(v.loop);
	main_saver_destroy(&saver);
	ws_loop_destroy(&v.loop);
	return v;
}

static void test_the_client_saves(void **state)
{
	struct bed *b = *state;
	struct saved v = save(b, b->aiko, "c.csv", false, false, WAIT);
	FILE *f = fopen(file_of(b, "c.csv", NULL), "r");

	assert_int_equal(v.why, SAVING_OK);
	assert_int_equal(v.chats, CHATS);
	assert_string_equal(v.path, file_of(b, "c.csv", NULL));
	assert_non_null(f);
	b->out[fread(b->out, 1, sizeof(b->out) - 1, f)] = '\0';
	fclose(f);
	assert_int_equal(lines(b->out), CHATS + 1);
	v = save(b, b->aiko, "c.csv", false, false, WAIT);
	assert_int_equal(v.why, SAVING_EXISTS);
	assert_string_equal(v.path, "");
	v = save(b, b->aiko, "c.csv", false, true, WAIT);
	assert_int_equal(v.why, SAVING_OK);
	assert_int_equal(files(b, "c.csv"), 1);
}

static void test_the_client_does_not_save(void **state)
{
	const struct rlimit tight = {512, RLIM_INFINITY};
	struct rlimit before;
	struct bed *b = *state;
	struct saved v;

	getrlimit(RLIMIT_FSIZE, &before);
	setrlimit(RLIMIT_FSIZE, &tight);
	v = save(b, b->aiko, "d.csv", false, false, WAIT);
	setrlimit(RLIMIT_FSIZE, &before);
	assert_int_equal(v.why, SAVING_FULL);
	v = save(b, b->aiko, "none/d.csv", false, false, WAIT);
	assert_int_equal(v.why, SAVING_NO_FOLDER);
	v = save(b, b->aiko, "/dev/null", false, true, WAIT);
	assert_int_equal(v.why, SAVING_NO_FILE);
	v = save(b, b->ren, "d.csv", true, false, WAIT);
	assert_int_equal(v.why, SAVING_REFUSED);
	assert_int_equal(v.err, ERR_FORBIDDEN);
	v = save(b, b->aiko, "d.csv", false, false, STOP);
	assert_int_equal(v.why, SAVING_STOPPED);
	kill(b->relay.pid, SIGSTOP);
	save(b, b->aiko, "d.csv", false, false, LEAVE);
	kill(b->relay.pid, SIGCONT);
	relayproc_kill(&b->relay);
	v = save(b, b->aiko, "d.csv", false, false, WAIT);
	assert_int_equal(v.why, SAVING_LINK);
	relayproc_start(&b->relay);
	assert_int_equal(files(b, "d.csv"), 0);
}

/* A row that cannot be ours ends no relay. */
static void test_a_broken_row(void **state)
{
	struct bed *b = *state;

	assert_int_equal(relayproc_stop(&b->relay), 0);
	run_sql(b, "UPDATE entry SET actor = 'nobody' WHERE seq = 2");
	relayproc_start(&b->relay);
	refuses(b, b->aiko, "", "busy");
	refuses(b, b->aiko, ",\"chat\":\"00000000000000000000000120\"", "busy");
	assert_int_equal(
		count(b, b->aiko, ",\"chat\":\"00000000000000000000000007\""),
		1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whose),
		cmocka_unit_test(test_json),
		cmocka_unit_test(test_csv_and_text),
		cmocka_unit_test(test_what_does_not_work),
		cmocka_unit_test(test_a_file),
		cmocka_unit_test(test_cancelled),
		cmocka_unit_test(test_the_client_saves),
		cmocka_unit_test(test_the_client_does_not_save),
		cmocka_unit_test(test_a_broken_row),
	};

	return cmocka_run_group_tests_name("export", tests, setup, teardown);
}
