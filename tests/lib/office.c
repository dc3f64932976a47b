/* SPDX-License-Identifier: MIT */
#include "tests/lib/office.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <limits.h>
#include <poll.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "shared/mem.h"

#define PATIENCE 10000 /* milliseconds in which a relay writes again */

static void set_clock(struct office *b)
{
	char body[100];

	snprintf(body, sizeof(body), "{\"t\":\"ctl_clock\",\"wall\":%lld}",
		(long long)OFFICE_NOW);
	assert_int_equal(
		relayproc_control(&b->relay, "POST", "/clock", body, NULL),
		204);
}

/* "server" has a mail server, which nobody hears at; "" has none. */
static struct office *office_open(const char *mail)
{
	static struct office b;

	memset(&b, 0, sizeof(b));
	if (*mail)
		relayproc_init(&b.relay, "-o", "smtp_url=smtp://127.0.0.1:9",
			"-o", "smtp_from=n@chat.example", NULL);
	else
		relayproc_init(&b.relay, NULL);
	set_clock(&b); /* first: a session would expire */
	relayproc_retailer(&b.relay, "suzume");
	relayproc_retailer(&b.relay, "tsubame");
	relayproc_associate(
		&b.relay, "suzume", "aiko@suzume.example", "Aiko", b.aiko);
	relayproc_associate(
		&b.relay, "suzume", "ken@suzume.example", "Ken", b.ken);
	relayproc_associate(
		&b.relay, "tsubame", "rin@tsubame.example", "Rin", b.rin);
	relayproc_promote(&b.relay, "suzume", "ken@suzume.example");
	b.a = relayproc_as_associate(&b.relay, b.aiko);
	b.k = relayproc_as_associate(&b.relay, b.ken);
	return &b;
}

int office_setup(void **state)
{
	*state = office_open("server");
	return 0;
}

int office_setup_bare(void **state)
{
	*state = office_open("");
	return 0;
}

int office_teardown(void **state)
{
	struct office *b = *state;

	wsclient_close(&b->a);
	wsclient_close(&b->k);
	assert_int_equal(relayproc_stop(&b->relay), 0);
	relayproc_fini(&b->relay);
	return 0;
}

int office_post(struct office *b, const char *token, const char *path,
	const char *body, char code[64], char text[200])
{
	char headers[200], *answer = NULL;
	int status;

	snprintf(headers, sizeof(headers),
		"Authorization: Bearer %s\r\nContent-Type: "
		"application/json\r\n",
		token);
	status =
		relayproc_http(&b->relay, "POST", path, headers, body, &answer);
	code[0] = text[0] = '\0';
	if (answer && strstr(answer, "\"t\":\"error\"")) {
		wsclient_member(answer, "code", code, 64);
		wsclient_member(answer, "text", text, 200);
	}
	mem_free(answer);
	return status;
}

char *office_get(
	struct office *b, const char *token, const char *path, int status)
{
	char headers[200], *answer = NULL;

	snprintf(headers, sizeof(headers), "Authorization: Bearer %s\r\n",
		token);
	assert_int_equal(
		relayproc_http(&b->relay, "GET", path, headers, "", &answer),
		status);
	return answer;
}

sqlite3 *office_database(struct office *b)
{
	char path[128];
	sqlite3 *db;

	snprintf(path, sizeof(path), "%.*s/noren.db",
		(int)(strrchr(b->relay.control, '/') - b->relay.control),
		b->relay.control);
	assert_int_equal(
		sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL),
		SQLITE_OK);
	sqlite3_busy_timeout(db, 10000);
	return db;
}

void office_change(struct office *b, const char *sql)
{
	sqlite3 *db = office_database(b);

	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

int64_t office_number(struct office *b, const char *sql)
{
	sqlite3 *db = office_database(b);
	sqlite3_stmt *st = NULL;
	int64_t n;

	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	n = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	sqlite3_close(db);
	return n;
}

void office_until(struct office *b, bool (*holds)(struct office *b))
{
	char folder[PATH_MAX], events[4096];
	struct pollfd written = {.fd = inotify_init1(0), .events = POLLIN};

	snprintf(folder, sizeof(folder), "%.*s",
		(int)(strrchr(b->relay.control, '/') - b->relay.control),
		b->relay.control);
	assert_true(inotify_add_watch(written.fd, folder,
			    IN_MODIFY | IN_CREATE | IN_DELETE | IN_MOVE) >= 0);
	while (!holds(b)) {
		assert_int_equal(poll(&written, 1, PATIENCE), 1);
		assert_true(read(written.fd, events, sizeof(events)) > 0);
	}
	close(written.fd);
}
