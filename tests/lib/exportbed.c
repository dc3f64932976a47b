/* SPDX-License-Identifier: MIT */
#include "tests/lib/exportbed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "shared/mem.h"
#include "tests/lib/wsclient.h"

void exportbed_change(struct exportbed *b, const char *format, ...)
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

static void fill_enquiries(struct exportbed *b)
{
	exportbed_change(b,
		"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL"
		" SELECT i + 1 FROM n WHERE i < %d)"
		" INSERT INTO enquiry (retailer, enquiry, shopper, at, key,"
		" name, address, body, taken) SELECT 'suzume',"
		" printf('%%026d', i), printf('%%026d', i), i * 1000000, 'k',"
		" 'Mio', 'mio@example.com', '=asks' || char(27) || '[2J' || i,"
		" CASE WHEN i = %d THEN %Q ELSE '' END FROM n",
		EXPORTBED_ENQUIRIES, EXPORTBED_ENQUIRIES, b->me);
}

/* By hand: no mail server is there. */
static void answer(struct exportbed *b, const char *key, const char *text)
{
	char head[128], body[400];

	snprintf(head, sizeof(head), "Authorization: Bearer %s\r\n", b->aiko);
	snprintf(body, sizeof(body),
		"{\"t\":\"answer\",\"enquiry\":\"%026d\",\"key\":\"%s\","
		"\"text\":\"%s\",\"by_hand\":true}",
		EXPORTBED_ENQUIRIES, key, text);
	assert_int_equal(relayproc_http(&b->relay, "POST",
				 "/v1/enquiries/answer", head, body, NULL),
		204);
}

/* Aiko's, the newest with EXPORTBED_SAYS entries and a new sale; each with
 * words that a terminal and a spreadsheet would take for theirs. */
static void fill(struct exportbed *b)
{
	assert_int_equal(relayproc_stop(&b->relay), 0);
	exportbed_change(b,
		"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL"
		" SELECT i + 1 FROM n WHERE i < %d)"
		" INSERT INTO chat (retailer, chat, shopper, associate, phase,"
		" reason, opened, accepted, ended, rang, taken_over, lang,"
		" first, url, title, product, amount, currency, grp)"
		" SELECT 'suzume', printf('%%026d', i), printf('%%026d', i),"
		" %Q, 2, 8, i * 1000000, i * 1000000 + 5, i * 1000000 + 9,"
		" 0, 0, 0, '', '', '', '', 0, '', '' FROM n",
		EXPORTBED_CHATS, b->me);
	exportbed_change(b,
		"INSERT INTO filed (retailer, chat, associate, at, reason,"
		" name, sought) SELECT retailer, chat, associate, ended, 8,"
		" '=cmd' || char(27) || '[31m', 0 FROM chat"
		" WHERE retailer = 'suzume'");
	exportbed_change(b,
		"INSERT INTO entry (retailer, chat, seq, at, kind, who, actor,"
		" name, key, reason, body) SELECT retailer, chat, 1, opened, 0,"
		" 0, shopper, 'Mio', '', 0, 'said ' || char(27) || '[2J' || "
		"chat"
		" FROM chat WHERE retailer = 'suzume'");
	exportbed_change(b,
		"WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL"
		" SELECT i + 1 FROM n WHERE i < %d)"
		" INSERT INTO entry (retailer, chat, seq, at, kind, who, actor,"
		" name, key, reason, body) SELECT 'suzume',"
		" printf('%%026d', %d), i, i, 0, 0, '', 'Mio', '', 0,"
		" 'line ' || i FROM n",
		EXPORTBED_SAYS, EXPORTBED_CHATS);
	exportbed_change(b,
		"INSERT INTO sale (retailer, orderno, associate, chat, shopper,"
		" at, name, title, quantity, paid, total, currency, cancelled,"
		" viewed) VALUES ('suzume', 'T-1', %Q, printf('%%026d', %d),"
		" printf('%%026d', %d), 1, 'Mio', 'Coat', 1, 12900, 12900,"
		" 'JPY', 0, 0)",
		b->me, EXPORTBED_CHATS, EXPORTBED_CHATS);
	fill_enquiries(b);
	relayproc_start(&b->relay);
	answer(b, "first", "We have white pottery");
	answer(b, "second", "And blue");
}

const char *exportbed_file(
	struct exportbed *b, const char *name, const char *text)
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
int exportbed_run_after(struct exportbed *b, const char *first,
	const char *token, const char *options)
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
		exportbed_file(b, "session", token), b->relay.port, options);
	p = popen(command, "r");
	assert_non_null(p);
	n = fread(b->out, 1, sizeof(b->out) - 1, p);
	b->out[n] = '\0';
	status = pclose(p);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int exportbed_run(struct exportbed *b, const char *token, const char *options)
{
	return exportbed_run_after(b, "", token, options);
}

/* Files of the bed's directory whose names begin so. */
int exportbed_files(struct exportbed *b, const char *begin)
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

int exportbed_setup(void **state)
{
	static struct exportbed b;
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
	relayproc_promote(&b.relay, "kamome", "kai@kamome.example");
	snprintf(b.out, sizeof(b.out), "Authorization: Bearer %s\r\n", b.aiko);
	assert_int_equal(relayproc_http(&b.relay, "GET", "/v1/account", b.out,
				 "", &answer),
		200);
	wsclient_member(answer, "associate", b.me, sizeof(b.me));
	mem_free(answer);
	fill(&b);
	return 0;
}

int exportbed_teardown(void **state)
{
	struct exportbed *b = *state;

	relayproc_fini(&b->relay);
	return 0;
}
