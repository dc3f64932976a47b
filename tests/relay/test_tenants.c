/* SPDX-License-Identifier: MIT */
/*
 * Two retailers on one relay never see each other: every message and every
 * question over HTTP is tried with everything that kamome has, by suzume's
 * shopper, associate and manager.  They see nothing of it, and change nothing.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "relay/gate/rights.h"
#include "shared/mem.h"
#include "tests/lib/kamome.h"
#include "tests/lib/relayproc.h"
#include "tests/lib/wsclient.h"

#define NONE "nosuchshop"

enum { SHOPPER, ASSOCIATE, MANAGER, ROLES };

struct bed {
	struct relayproc relay;
	char token[ROLES][RELAYPROC_TOKEN];
	struct kamome kamome;
};

static int http(const struct bed *b, const char *method, const char *path,
	const char *token, const char *body, char **answer)
{
	char headers[160];

	snprintf(headers, sizeof(headers), "Authorization: Bearer %s\r\n",
		token);
	return relayproc_http(&b->relay, method, path, headers, body, answer);
}

static int setup(void **state)
{
	static struct bed b;
	struct wsclient *c;

	relayproc_init(&b.relay, "-o", "message_rate=100000", "-o",
		"max_per_address=1000", NULL);
	relayproc_retailer(&b.relay, "suzume");
	relayproc_associate(&b.relay, "suzume", "aiko@suzume.example", "Aiko",
		b.token[ASSOCIATE]);
	relayproc_associate(&b.relay, "suzume", "hana@suzume.example", "Hana",
		b.token[MANAGER]);
	relayproc_promote(&b.relay, "suzume", "hana@suzume.example");
	c = relayproc_as_shopper(&b.relay, "suzume", b.token[SHOPPER]);
	wsclient_close(&c);
	kamome_open(&b.kamome, &b.relay);
	*state = &b;
	return 0;
}

static int teardown(void **state)
{
	struct bed *b = *state;

	kamome_close(&b->kamome);
	assert_int_equal(relayproc_stop(&b->relay), 0);
	relayproc_fini(&b->relay);
	return 0;
}

/* ---- all that kamome has ---- */

static void dump_rows(sqlite3 *db, const char *table, struct buf *out)
{
	char sql[160];
	sqlite3_stmt *st;

	snprintf(sql, sizeof(sql),
		"SELECT * FROM %s WHERE retailer = 'kamome' ORDER BY 1, 2, 3",
		table);
	/* Not every table is a tenant's, and has so many columns. */
	if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK)
		return;
	while (sqlite3_step(st) == SQLITE_ROW) {
		buf_addf(out, "\n%s", table);
		for (int i = 0; i < sqlite3_column_count(st); i++)
			buf_addf(out, "|%s",
				sqlite3_column_text(st, i)
					? (const char *)sqlite3_column_text(
						  st, i)
					: "");
	}
	sqlite3_finalize(st);
}

/* Every row of every table that bears its key; but the desk's turn and the
 * archive's index, which move by themselves. */
static void dump(const struct bed *b, struct buf *out)
{
	char path[128];
	sqlite3_stmt *st;
	sqlite3 *db;
	int n = 0;

	snprintf(path, sizeof(path), "%s/state/noren.db", b->relay.directory);
	assert_int_equal(
		sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL),
		SQLITE_OK);
	sqlite3_busy_timeout(db, 10000);
	buf_init(out, 1 << 20);
	assert_int_equal(
		sqlite3_prepare_v2(db,
			"SELECT name FROM sqlite_master WHERE type = 'table'"
			" AND name NOT IN ('desk', 'filed', 'words')"
			" ORDER BY name",
			-1, &st, NULL),
		SQLITE_OK);
	for (; sqlite3_step(st) == SQLITE_ROW; n++)
		dump_rows(db, (const char *)sqlite3_column_text(st, 0), out);
	sqlite3_finalize(st);
	sqlite3_close(db);
	assert_true(n > 10);
	assert_non_null(strstr(buf_str(out), KAMOME_MARK));
	assert_int_equal(out->err, ERR_OK);
}

static void assert_unchanged(const struct bed *b, struct buf *before)
{
	struct buf after;

	dump(b, &after);
	assert_string_equal(buf_str(before), buf_str(&after));
	buf_fini(before);
	buf_fini(&after);
}

/* ---- over a WebSocket ---- */

static bool is_key(const struct wire_field *f)
{
	return strcmp(f->name, "group") == 0 ||
		strcmp(f->name, "retailer") == 0 ||
		strcmp(f->name, "template") == 0;
}

static void add_field(
	struct buf *b, const struct wire_field *f, const char *thing)
{
	buf_addf(b, ",\"%s\":", f->name);
	if (f->kind == WIRE_F_ID && !id_valid(thing)) /* nobody's, then */
		thing = "00000000000000000000000000";
	if (f->kind == WIRE_F_ID || is_key(f))
		buf_addf(b, "\"%s\"", thing);
	else if (f->kind == WIRE_F_INT || f->kind == WIRE_F_TIME)
		buf_add_str(b, "0");
	else if (f->kind == WIRE_F_BOOL)
		buf_add_str(b, "false");
	else if (f->kind == WIRE_F_ENUM)
		buf_addf(b, "\"%s\"", f->words[0]);
	else
		buf_add_str(b, "\"x\"");
}

/* All that must be there, and all that can name something. */
static void add_message(struct buf *b, enum wire_type type, const char *thing)
{
	const struct wire_info *info = wire_info(type);

	buf_addf(b, "{\"t\":\"%s\",\"ref\":\"r\"", info->name);
	for (int i = 0; i < info->n_fields; i++) {
		const struct wire_field *f = &info->fields[i];

		if (f->required || f->kind == WIRE_F_ID || is_key(f))
			add_field(b, f, thing);
	}
	buf_add_char(b, '}');
}

static struct wsclient *connect_as(const struct bed *b, int role)
{
	char token[RELAYPROC_TOKEN];

	strcpy(token, b->token[role]);
	return role == SHOPPER
		? relayproc_as_shopper(&b->relay, "suzume", token)
		: relayproc_as_associate(&b->relay, token);
}

/* What names nothing of suzume's is answered so; nothing of kamome's comes. */
static void try_message(
	const struct bed *b, int role, enum wire_type type, const char *thing)
{
	struct wsclient *c = connect_as(b, role);
	const char *message;
	char ref[8];
	struct buf body;

	buf_init(&body, 4096);
	add_message(&body, type, thing);
	assert_true(wsclient_say(c, buf_str(&body)));
	(void)wsclient_sayf(c,
		"{\"t\":\"resume\",\"ref\":\"f\",\"chat\":\"%s\",\"after\":0}",
		b->kamome.things[KAMOME_CHAT]);
	while ((message = wsclient_read(c)) != NULL) {
		if (strstr(message, KAMOME_MARK))
			fail_msg("%s is answered by %s", buf_str(&body),
				message);
		wsclient_member(message, "ref", ref, sizeof(ref));
		if (strcmp(ref, "f") == 0)
			break;
	}
	if (message)
		assert_non_null(strstr(message, "unknown_chat"));
	else
		assert_true(c->close_code || wsclient_gone(c));
	buf_fini(&body);
	wsclient_close(&c);
}

static void test_messages(void **state)
{
	struct bed *b = *state;
	struct buf before;
	int n = 0;

	dump(b, &before);
	for (int t = 0; t < WIRE_T_COUNT; t++) {
		const struct wire_info *info = wire_info((enum wire_type)t);

		if (!(info->from & (WIRE_FROM_A | WIRE_FROM_S)) ||
			t == WIRE_T_HELLO)
			continue;
		for (int role = 0; role < ROLES; role++) {
			for (int i = 0; i < KAMOME_THINGS; i++, n++)
				try_message(b, role, (enum wire_type)t,
					b->kamome.things[i]);
		}
	}
	assert_true(n >= 20 * ROLES * KAMOME_THINGS);
	assert_unchanged(b, &before);
	/* And none of it has reached its people. */
	assert_null(wsclient_read_within(b->kamome.kei_link, 0));
}

/* ---- over HTTP ---- */

static const char *method_of(unsigned methods)
{
	return methods & ROUTE_GET     ? "GET"
		: methods & ROUTE_POST ? "POST"
				       : "PUT";
}

/* The star is the thing, or the retailer. */
static void fill_path(char *out, size_t size, const char *prefix,
	const char *pattern, const char *with)
{
	const char *star = strchr(pattern, '*');

	if (star)
		snprintf(out, size, "%s%.*s%s%s", prefix, (int)(star - pattern),
			pattern, with, star + 1);
	else
		snprintf(out, size, "%s%s", prefix, pattern);
}

static void add_body(struct buf *b, enum wire_type type, const char *retailer,
	const char *thing)
{
	const struct wire_info *info = wire_info(type);

	buf_addf(b, "{\"t\":\"%s\"", info->name);
	for (int i = 0; i < info->n_fields; i++) {
		const struct wire_field *f = &info->fields[i];

		if (strcmp(f->name, "retailer") == 0)
			buf_addf(b, ",\"retailer\":\"%s\"", retailer);
		else if (strcmp(f->name, "address") == 0)
			buf_add_str(b, ",\"address\":\"" KAMOME_KEI "\"");
		else if (f->required || strcmp(f->name, "code") == 0)
			add_field(b, f, thing);
		else if (strcmp(f->name, "remove") == 0 ||
			strcmp(f->name, "withdraw") == 0 ||
			strcmp(f->name, "grant") == 0)
			buf_addf(b, ",\"%s\":true", f->name);
	}
	buf_add_char(b, '}');
}

/* The answer to a manager who names that retailer. */
static int manage(const struct bed *b, int row, const char *retailer,
	const char *thing, char **answer)
{
	const struct route *r = &rights_control_routes()[row];
	const struct rights_control_row *c =
		rights_control((enum rights_control)row);
	char path[200];
	struct buf body;
	int status;

	buf_init(&body, 8192);
	if (c->body != WIRE_T_COUNT)
		add_body(&body, c->body, retailer, thing);
	fill_path(path, sizeof(path), "/v1/manage", r->path,
		c->where == RIGHTS_IN_PATH ? retailer : thing);
	if (c->where == RIGHTS_IN_QUERY)
		snprintf(path + strlen(path), sizeof(path) - strlen(path),
			"?retailer=%s", retailer);
	status = http(b, method_of(r->methods), path, b->token[MANAGER],
		buf_str(&body), answer);
	assert_non_null(*answer);
	buf_fini(&body);
	return status;
}

/* Another retailer is as unknown as one that there is not; and what is
 * another's is unknown in one's own. */
static void test_managers(void **state)
{
	struct bed *b = *state;
	struct buf before;
	char *own, *other, *none;

	dump(b, &before);
	for (int row = 0; row < RIGHTS_CONTROL_COUNT; row++) {
		for (int i = 0; i < KAMOME_THINGS; i++) {
			const char *thing = b->kamome.things[i];
			int status = manage(b, row, "kamome", thing, &other);

			assert_int_equal(
				status, manage(b, row, NONE, thing, &none));
			assert_string_equal(other, none);
			assert_true(status >= 403);
			manage(b, row, "suzume", thing, &own);
			if (strstr(own, KAMOME_MARK) ||
				strstr(other, KAMOME_MARK))
				fail_msg("%s: %s",
					rights_control_routes()[row].path, own);
			mem_free(own);
			mem_free(other);
			mem_free(none);
		}
	}
	assert_unchanged(b, &before);
}

/* What the address of another retailer's account says is what one says that
 * nobody has. */
static void test_addresses(void **state)
{
	static const char *const paths[][2] = {
		{"/v1/manage/associate", "ctl_associate"},
		{"/v1/manage/sign-out", "ctl_sign_out"},
		{"/v1/manage/code", "ctl_code"},
		{"/v1/manage/unlock", "ctl_unlock"},
	};
	struct bed *b = *state;
	struct buf before;

	dump(b, &before);
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		static const char *const whose[] = {
			KAMOME_KEI, "nobody@suzume.example"};
		char body[256], *answer[2];
		int status[2];

		for (int k = 0; k < 2; k++) {
			snprintf(body, sizeof(body),
				"{\"t\":\"%s\",\"retailer\":\"suzume\","
				"\"address\":\"%s\"}",
				paths[i][1], whose[k]);
			status[k] =
				http(b, i == 0 ? "PUT" : "POST", paths[i][0],
					b->token[MANAGER], body, &answer[k]);
		}
		assert_int_equal(status[0], 404);
		assert_int_equal(status[0], status[1]);
		assert_string_equal(answer[0], answer[1]);
		mem_free(answer[0]);
		mem_free(answer[1]);
	}
	assert_unchanged(b, &before);
}

static void test_pages(void **state)
{
	struct bed *b = *state;
	struct buf before;

	dump(b, &before);
	for (int row = 0; row < RIGHTS_SITE_COUNT; row++) {
		const struct route *r = &rights_site_routes()[row];

		if ((rights_site((enum rights_site)row) & RIGHTS_NOBODY) ||
			row == RIGHTS_SITE_sign_out)
			continue;
		for (int role = 0; role < ROLES; role++) {
			for (int i = 0; i < KAMOME_THINGS; i++) {
				char path[200], *answer;

				fill_path(path, sizeof(path), "", r->path,
					b->kamome.things[i]);
				if (role == SHOPPER)
					strcat(path, "?retailer=kamome");
				http(b, method_of(r->methods), path,
					b->token[role], "", &answer);
				if (answer && strstr(answer, KAMOME_MARK))
					fail_msg("%s: %s", path, answer);
				mem_free(answer);
			}
		}
	}
	/* A picture is no text: it is the status that tells. */
	for (int role = 0; role < ROLES; role++) {
		char path[200];

		snprintf(path, sizeof(path), "/v1/media/%s%s",
			b->kamome.things[KAMOME_MEDIA],
			role == SHOPPER ? "?retailer=kamome" : "");
		assert_int_equal(
			http(b, "GET", path, b->token[role], "", NULL), 404);
	}
	assert_unchanged(b, &before);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_messages),
		cmocka_unit_test(test_managers),
		cmocka_unit_test(test_addresses),
		cmocka_unit_test(test_pages),
	};

	return cmocka_run_group_tests_name("tenants", tests, setup, teardown);
}
