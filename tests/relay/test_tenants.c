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
#include "tests/lib/relayproc.h"
#include "tests/lib/wsclient.h"

/* Four red dots. */
static const unsigned char png[] = {0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a,
	0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00, 0x00,
	0x02, 0x00, 0x00, 0x00, 0x02, 0x08, 0x02, 0x00, 0x00, 0x00, 0xfd, 0xd4,
	0x9a, 0x73, 0x00, 0x00, 0x00, 0x10, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c,
	0x63, 0xf8, 0xcf, 0xc0, 0x00, 0x44, 0x0c, 0x10, 0x0a, 0x00, 0x1f, 0xee,
	0x03, 0xfd, 0x8b, 0x5f, 0x14, 0xd4, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45,
	0x4e, 0x44, 0xae, 0x42, 0x60, 0x82};

/* In everything that kamome's people have written or are called. */
#define MARK "KAMOMES"
#define ADDRESS "kei@kamome.example"
#define NONE "nosuchshop"

enum { SHOPPER, ASSOCIATE, MANAGER, ROLES };

/* Everything that names something of kamome's. */
enum {
	CHAT,
	STAFF,
	GUEST,
	SESSION,
	MEDIA,
	ENQUIRY,
	REPORT,
	INVITE,
	TEMPLATE,
	GROUP,
	THINGS
};

struct bed {
	struct relayproc relay;
	char token[ROLES][RELAYPROC_TOKEN];
	char kei[RELAYPROC_TOKEN], guest[RELAYPROC_TOKEN];
	struct wsclient *kei_link, *guest_link;
	char things[THINGS][64];
};

/* ---- kamome ---- */

static void control(const struct bed *b, const char *method, const char *path,
	const char *body, int status, char **answer)
{
	assert_int_equal(
		relayproc_control(&b->relay, method, path, body, answer),
		status);
}

#define PROMOTE(shop, address) \
	"{\"t\":\"ctl_associate\",\"retailer\":\"" shop \
	"\",\"address\":\"" address "\",\"manager\":true}"

/* The value of that member of the first object in the answer. */
static void pick(const char *answer, const char *name, char *out, size_t size)
{
	const char *at = strstr(answer, name);

	assert_non_null(at);
	at += strlen(name);
	snprintf(out, size, "%.*s", (int)strcspn(at, "\""), at);
	assert_true(out[0]);
}

static void settings_of_kamome(struct bed *b)
{
	char *answer;

	control(b, "PUT", "/group",
		"{\"t\":\"ctl_group\",\"retailer\":\"kamome\",\"group\":"
		"\"kamomegroup\",\"name\":\"" MARK " group\"}",
		204, NULL);
	control(b, "PUT", "/template",
		"{\"t\":\"ctl_template\",\"retailer\":\"kamome\",\"template\":"
		"\"kamometemplate\",\"text\":\"" MARK " words\"}",
		204, NULL);
	control(b, "PUT", "/invite",
		"{\"t\":\"ctl_invite\",\"retailer\":\"kamome\"}", 200, &answer);
	pick(answer, "\"code\":\"", b->things[INVITE], 64);
	mem_free(answer);
	strcpy(b->things[GROUP], "kamomegroup");
	strcpy(b->things[TEMPLATE], "kamometemplate");
}

static void chats_of_kamome(struct bed *b)
{
	char rude[RELAYPROC_TOKEN] = "";
	struct wsclient *c;
	char *answer;

	b->kei_link = relayproc_as_associate(&b->relay, b->kei);
	b->guest_link = relayproc_as_shopper(&b->relay, "kamome", b->guest);
	assert_true(wsclient_say(b->kei_link,
		"{\"t\":\"available\",\"ref\":\"1\",\"on\":true}"));
	assert_non_null(wsclient_expect(b->kei_link, "ok"));
	c = relayproc_as_shopper(&b->relay, "kamome", rude);
	assert_true(wsclient_say(
		c, "{\"t\":\"say\",\"key\":\"k\",\"text\":\"" MARK "\"}"));
	wsclient_member(wsclient_expect(b->kei_link, "ring"), "chat",
		b->things[CHAT], 64);
	assert_true(wsclient_sayf(b->kei_link,
		"{\"t\":\"accept\",\"chat\":\"%s\"}", b->things[CHAT]));
	assert_true(wsclient_sayf(b->kei_link,
		"{\"t\":\"block\",\"ref\":\"b\",\"chat\":\"%s\",\"text\":"
		"\"" MARK "\"}",
		b->things[CHAT]));
	while (strcmp(wsclient_member(wsclient_expect(b->kei_link, "ok"), "ref",
			      b->things[GUEST], 64),
		       "b") != 0)
		;
	wsclient_close(&c);
	control(b, "GET", "/blocks/kamome", "", 200, &answer);
	pick(answer, "\"shopper\":\"", b->things[GUEST], 64);
	mem_free(answer);
	/* And one that lives. */
	assert_true(wsclient_say(b->guest_link,
		"{\"t\":\"say\",\"key\":\"k\",\"text\":\"" MARK "\"}"));
	wsclient_member(wsclient_expect(b->kei_link, "ring"), "chat",
		b->things[CHAT], 64);
	assert_true(wsclient_sayf(b->kei_link,
		"{\"t\":\"accept\",\"ref\":\"a\",\"chat\":\"%s\"}",
		b->things[CHAT]));
	assert_non_null(wsclient_expect(b->kei_link, "ok"));
	assert_true(wsclient_say(b->guest_link,
		"{\"t\":\"enquire\",\"ref\":\"e\",\"key\":\"q\",\"address\":"
		"\"" MARK "@x.example\",\"text\":\"" MARK "\"}"));
	wsclient_member(wsclient_expect(b->kei_link, "enquiry"), "enquiry",
		b->things[ENQUIRY], 64);
}

static int http(const struct bed *b, const char *method, const char *path,
	const char *token, const char *body, char **answer)
{
	char headers[160];

	snprintf(headers, sizeof(headers), "Authorization: Bearer %s\r\n",
		token);
	return relayproc_http(&b->relay, method, path, headers, body, answer);
}

/* A picture in the live chat, a report, a session. */
static void files_of_kamome(struct bed *b)
{
	struct wsclient *c = wsclient_connect(b->relay.port);
	const char *body;
	char *answer;

	assert_true(wsclient_print(c,
		"POST /v1/media HTTP/1.1\r\nHost: localhost\r\n"
		"Authorization: Bearer %s\r\nContent-Length: %zu\r\n\r\n",
		b->kei, sizeof(png)));
	assert_true(wsclient_write(c, png, sizeof(png)));
	assert_int_equal(wsclient_read_http(c, &body), 200);
	wsclient_member(body, "media", b->things[MEDIA], 64);
	wsclient_close(&c);
	assert_true(wsclient_sayf(b->kei_link,
		"{\"t\":\"show\",\"ref\":\"s\",\"chat\":\"%s\",\"key\":\"p\","
		"\"media\":\"%s\",\"name\":\"" MARK "\"}",
		b->things[CHAT], b->things[MEDIA]));
	assert_non_null(wsclient_expect(b->kei_link, "ok"));
	assert_int_equal(
		http(b, "POST", "/v1/report", b->kei,
			"{\"t\":\"report\",\"text\":\"" MARK "\"}", NULL),
		204);
	control(b, "GET", "/reports/kamome", "", 200, &answer);
	pick(answer, "\"report\":\"", b->things[REPORT], 64);
	mem_free(answer);
	assert_int_equal(
		http(b, "GET", "/v1/sessions", b->kei, "", &answer), 200);
	pick(answer, "\"session\":\"", b->things[SESSION], 64);
	mem_free(answer);
	assert_int_equal(
		http(b, "GET", "/v1/account", b->kei, "", &answer), 200);
	pick(answer, "\"associate\":\"", b->things[STAFF], 64);
	mem_free(answer);
	assert_true(wsclient_say(b->kei_link, "{\"t\":\"ping\"}"));
	assert_non_null(wsclient_expect(b->kei_link, "pong"));
}

static int setup(void **state)
{
	static struct bed b;
	struct wsclient *c;

	relayproc_init(&b.relay, "-o", "message_rate=100000", "-o",
		"max_per_address=1000", NULL);
	relayproc_retailer(&b.relay, "suzume");
	relayproc_retailer(&b.relay, "kamome");
	relayproc_associate(&b.relay, "suzume", "aiko@suzume.example", "Aiko",
		b.token[ASSOCIATE]);
	relayproc_associate(&b.relay, "suzume", "hana@suzume.example", "Hana",
		b.token[MANAGER]);
	control(&b, "PUT", "/associate",
		PROMOTE("suzume", "hana@suzume.example"), 204, NULL);
	relayproc_associate(&b.relay, "kamome", ADDRESS, MARK " Kei", b.kei);
	control(&b, "PUT", "/associate", PROMOTE("kamome", ADDRESS), 204, NULL);
	c = relayproc_as_shopper(&b.relay, "suzume", b.token[SHOPPER]);
	wsclient_close(&c);
	settings_of_kamome(&b);
	chats_of_kamome(&b);
	files_of_kamome(&b);
	*state = &b;
	return 0;
}

static int teardown(void **state)
{
	struct bed *b = *state;

	wsclient_close(&b->kei_link);
	wsclient_close(&b->guest_link);
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
	assert_non_null(strstr(buf_str(out), MARK));
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
		b->things[CHAT]);
	while ((message = wsclient_read(c)) != NULL) {
		if (strstr(message, MARK))
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
			for (int i = 0; i < THINGS; i++, n++)
				try_message(b, role, (enum wire_type)t,
					b->things[i]);
		}
	}
	assert_true(n >= 20 * ROLES * THINGS);
	assert_unchanged(b, &before);
	/* And none of it has reached its people. */
	assert_null(wsclient_read_within(b->kei_link, 0));
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
			buf_add_str(b, ",\"address\":\"" ADDRESS "\"");
		else if (f->required || strcmp(f->name, "code") == 0)
			add_field(b, f, thing);
		else if (strcmp(f->name, "remove") == 0 ||
			strcmp(f->name, "withdraw") == 0)
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
		for (int i = 0; i < THINGS; i++) {
			const char *thing = b->things[i];
			int status = manage(b, row, "kamome", thing, &other);

			assert_int_equal(
				status, manage(b, row, NONE, thing, &none));
			assert_string_equal(other, none);
			assert_true(status >= 403);
			manage(b, row, "suzume", thing, &own);
			if (strstr(own, MARK) || strstr(other, MARK))
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
			ADDRESS, "nobody@suzume.example"};
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
			for (int i = 0; i < THINGS; i++) {
				char path[200], *answer;

				fill_path(path, sizeof(path), "", r->path,
					b->things[i]);
				if (role == SHOPPER)
					strcat(path, "?retailer=kamome");
				http(b, method_of(r->methods), path,
					b->token[role], "", &answer);
				if (answer && strstr(answer, MARK))
					fail_msg("%s: %s", path, answer);
				mem_free(answer);
			}
		}
	}
	/* A picture is no text: it is the status that tells. */
	for (int role = 0; role < ROLES; role++) {
		char path[200];

		snprintf(path, sizeof(path), "/v1/media/%s%s", b->things[MEDIA],
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
