/* SPDX-License-Identifier: MIT */
/* Who may do what: every command of every door, tried as everybody, at a real
 * relay, against what is expected (expected_table.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "relay/gate/rights.h"
#include "shared/mem.h"
#include "tests/lib/relayproc.h"
#include "tests/lib/wsclient.h"
#include "tests/relay/expected_table.h"

#define SHOP "flow-suzume" /* so that test flows may use it */
#define ID "00000000000000000000000000"

static const struct {
	const char *command, *who;
} expected[] = {
#define ROW(command, who) {command, who},
	EXPECTED_TABLE(ROW)
#undef ROW
};
#define EXPECTED (sizeof(expected) / sizeof(expected[0]))

static const struct {
	enum rights role;
	const char *name;
} roles[] = {
#define ROW(CODE, name) {RIGHTS_##CODE, #name},
	RIGHTS_ROLES(ROW)
#undef ROW
};
#define ROLES (sizeof(roles) / sizeof(roles[0]))

enum { NOBODY, SHOPPER, ASSOCIATE, MANAGER, PUBLIC };

/* ---- what is expected ---- */

/* Bits of enum rights; 0: nothing is. */
static unsigned expected_of(const char *command)
{
	unsigned who = 0;

	for (size_t i = 0; i < EXPECTED; i++) {
		if (strcmp(expected[i].command, command) != 0)
			continue;
		for (size_t j = 0; j < ROLES; j++) {
			if (strstr(expected[i].who, roles[j].name))
				who |= roles[j].role;
		}
	}
	return who;
}

static void name_route(
	char *out, size_t size, const char *door, const struct route *r)
{
	snprintf(out, size, "%s%s%s%s%s%s", door,
		r->methods & ROUTE_GET ? "GET " : "",
		r->methods & ROUTE_HEAD ? "HEAD " : "",
		r->methods & ROUTE_POST ? "POST " : "",
		r->methods & ROUTE_PUT ? "PUT " : "", r->path);
}

static int compare(const char *command, unsigned who)
{
	unsigned wanted = expected_of(command);

	if (who && who == wanted)
		return 1;
	fail_msg("%s: 0x%x may, and 0x%x is expected", command, who, wanted);
	return 0;
}

/* No row without an expectation, and no expectation without a row. */
static void test_the_table_is_as_expected(void **state)
{
	size_t n = 0;
	char name[128];

	(void)state;
	for (int t = 0; t < WIRE_T_COUNT; t++) {
		const struct wire_info *info = wire_info((enum wire_type)t);

		if (info->from & (WIRE_FROM_A | WIRE_FROM_S))
			n += (size_t)compare(
				info->name, rights_message((enum wire_type)t));
		else
			assert_int_equal(rights_message((enum wire_type)t), 0);
	}
	for (int i = 0; i < RIGHTS_SITE_COUNT; i++) {
		name_route(name, sizeof(name), "", &rights_site_routes()[i]);
		n += (size_t)compare(name, rights_site((enum rights_site)i));
	}
	for (int i = 0; i < RIGHTS_CONTROL_COUNT; i++) {
		name_route(name, sizeof(name), "ctl ",
			&rights_control_routes()[i]);
		n += (size_t)compare(
			name, rights_control((enum rights_control)i)->who);
	}
	for (int i = 0; i < RIGHTS_CONTROL_COUNT; i++) {
		const struct rights_control_row *row =
			rights_control((enum rights_control)i);
		const struct wire_info *info;

		if (row->body == WIRE_T_COUNT || !(row->who & RIGHTS_MANAGER))
			continue;
		info = wire_info(row->body);
		for (int f = 0; f < info->n_fields; f++) {
			snprintf(name, sizeof(name), "%s.%s", info->name,
				info->fields[f].name);
			n += (size_t)compare(name,
				rights_field(row->body, &info->fields[f]));
		}
	}
	assert_int_equal(n, EXPECTED);
}

/* What one side can say at all (wire_table.h) is what it may. */
static void test_the_wire_says_the_same(void **state)
{
	(void)state;
	for (int t = 0; t < WIRE_T_COUNT; t++) {
		const struct wire_info *info = wire_info((enum wire_type)t);
		unsigned who = rights_message((enum wire_type)t);

		if (t == WIRE_T_HELLO)
			continue;
		assert_int_equal(
			!!(info->from & WIRE_FROM_S), !!(who & RIGHTS_SHOPPER));
		assert_int_equal(
			!!(info->from & WIRE_FROM_A), !!(who & RIGHTS_STAFF));
	}
}

/* ---- a relay ---- */

struct bed {
	struct relayproc relay;
	char token[PUBLIC][RELAYPROC_TOKEN];
};

static void sign_in(struct bed *b, int role)
{
	if (role == MANAGER)
		relayproc_associate(&b->relay, SHOP, "hana@suzume.example",
			"Hana", b->token[role]);
	else if (role == ASSOCIATE)
		relayproc_associate(&b->relay, SHOP, "aiko@suzume.example",
			"Aiko", b->token[role]);
}

static int setup(void **state)
{
	static struct bed b;
	struct wsclient *c;

	relayproc_init(
		&b.relay, "-o", "flows=yes", "-o", "message_rate=1000", NULL);
	relayproc_retailer(&b.relay, SHOP);
	sign_in(&b, ASSOCIATE);
	sign_in(&b, MANAGER);
	assert_int_equal(
		relayproc_control(&b.relay, "PUT", "/associate",
			"{\"t\":\"ctl_associate\",\"retailer\":\"" SHOP "\","
			"\"address\":\"hana@suzume.example\","
			"\"manager\":true}",
			NULL),
		204);
	c = relayproc_as_shopper(&b.relay, SHOP, b.token[SHOPPER]);
	wsclient_close(&c);
	*state = &b;
	return 0;
}

static int teardown(void **state)
{
	struct bed *b = *state;

	relayproc_fini(&b->relay);
	return 0;
}

/* ---- over a WebSocket ---- */

static void add_value(struct buf *b, const struct wire_field *f)
{
	if (f->kind == WIRE_F_ID)
		buf_add_str(b, "\"" ID "\"");
	else if (f->kind == WIRE_F_INT || f->kind == WIRE_F_TIME)
		buf_add_str(b, "1");
	else if (f->kind == WIRE_F_BOOL)
		buf_add_str(b, "false");
	else if (f->kind == WIRE_F_ENUM)
		buf_addf(b, "\"%s\"", f->words[0]);
	else
		buf_add_str(b, "\"x\"");
}

/* The shortest message of that type. */
static void add_message(struct buf *b, enum wire_type type)
{
	const struct wire_info *info = wire_info(type);

	buf_addf(b, "{\"t\":\"%s\",\"ref\":\"r\"", info->name);
	for (int i = 0; i < info->n_fields; i++) {
		if (!info->fields[i].required)
			continue;
		buf_addf(b, ",\"%s\":", info->fields[i].name);
		add_value(b, &info->fields[i]);
	}
	buf_add_char(b, '}');
}

static struct wsclient *connect_as(const struct bed *b, int role)
{
	char token[RELAYPROC_TOKEN];

	strcpy(token, b->token[role]);
	if (role == NOBODY)
		return wsclient_open(b->relay.port, "/v1/associate", "");
	if (role == SHOPPER)
		return relayproc_as_shopper(&b->relay, SHOP, token);
	return relayproc_as_associate(&b->relay, token);
}

static bool says_no(const char *code)
{
	return strcmp(code, "forbidden") == 0 ||
		strcmp(code, "unknown_type") == 0 ||
		strcmp(code, "hello_first") == 0;
}

/* A fence behind it is answered last: whatever is refused by then was refused
 * by the gate or the desk. */
static bool is_refused(const struct bed *b, int role, enum wire_type type)
{
	struct wsclient *c = connect_as(b, role);
	bool refused = false;
	char ref[8], code[48];
	const char *message;
	struct buf body;

	assert_non_null(c);
	buf_init(&body, 4096);
	add_message(&body, type);
	assert_true(wsclient_say(c, buf_str(&body)));
	/* Whoever was refused for good may be gone by now. */
	(void)wsclient_say(c,
		"{\"t\":\"resume\",\"ref\":\"f\",\"chat\":\"" ID
		"\",\"after\":0}");
	while ((message = wsclient_read(c)) != NULL) {
		wsclient_member(message, "ref", ref, sizeof(ref));
		wsclient_member(message, "code", code, sizeof(code));
		if (strcmp(ref, "r") == 0 && says_no(code))
			refused = true;
		if (strcmp(ref, "f") == 0)
			break;
	}
	if (!message)
		assert_true(c->close_code || wsclient_gone(c));
	buf_fini(&body);
	wsclient_close(&c);
	return refused;
}

static void test_every_message_as_everybody(void **state)
{
	struct bed *b = *state;

	for (int t = 0; t < WIRE_T_COUNT; t++) {
		const struct wire_info *info = wire_info((enum wire_type)t);
		unsigned wanted = expected_of(info->name);

		if (!(info->from & (WIRE_FROM_A | WIRE_FROM_S)))
			continue;
		for (int role = NOBODY; role < PUBLIC; role++) {
			bool may = wanted & roles[role].role;

			if (is_refused(b, role, (enum wire_type)t) == may)
				fail_msg("%s by %s: %s", info->name,
					roles[role].name,
					may ? "refused" : "not refused");
		}
	}
}

/* ---- over HTTP ---- */

/* What a request needs to be judged by who asks, and not by how. */
static const struct {
	const char *path, *query, *body;
} shapes[] = {
	{"/v1/sign-in", "",
		"{\"t\":\"sign_in\",\"address\":\"aiko@suzume.example\","
		"\"password\":\"quiet river stones\"}"},
	{"/v1/unlock", "",
		"{\"t\":\"unlock\",\"password\":\"quiet river stones\"}"},
	{"/v1/account/name", "", "{\"t\":\"rename\",\"name\":\"Aya\"}"},
	{"/v1/account/password", "",
		"{\"t\":\"password\",\"password\":\"quiet river stones\","
		"\"fresh\":\"short\"}"},
	{"/v1/account/address", "",
		"{\"t\":\"move\",\"password\":\"quiet river stones\","
		"\"address\":\"aya@suzume.example\"}"},
	{"/v1/account/address/confirm", "",
		"{\"t\":\"moved\",\"code\":\"12345\"}"},
	{"/v1/export", "", "{\"t\":\"export\"}"},
	{"/v1/report", "", "{\"t\":\"report\",\"text\":\"Slow\"}"},
	{"/v1/media", "?retailer=" SHOP, "no picture"},
	{"/v1/media/*", "?retailer=" SHOP, ""},
	{"/audit", "?retailer=" SHOP, ""},
	{"/shopper-lines", "?retailer=" SHOP, ""},
	{"/record", "?retailer=" SHOP, ""},
	{"/report/*", "?retailer=" SHOP, ""},
};

static const char *method_of(unsigned methods)
{
	return methods & ROUTE_GET     ? "GET"
		: methods & ROUTE_POST ? "POST"
				       : "PUT";
}

/* The path with something in the place of the star. */
static void fill_path(char *out, size_t size, const char *path)
{
	const char *star = strchr(path, '*');
	const char *with = strstr(path, "media") || strstr(path, "sessions") ||
			strstr(path, "/report/")
		? ID
		: SHOP;

	if (star)
		snprintf(out, size, "%.*s%s%s", (int)(star - path), path, with,
			star + 1);
	else
		snprintf(out, size, "%s", path);
}

static void shape(
	char *path, size_t size, const char *pattern, const char **body)
{
	fill_path(path, size, pattern);
	for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
		if (strcmp(shapes[i].path, pattern) != 0)
			continue;
		strncat(path, shapes[i].query, size - strlen(path) - 1);
		*body = shapes[i].body;
	}
}

static int ask_as(const struct bed *b, int role, const struct route *r,
	const char *prefix, const char *body)
{
	char headers[160] = "", path[160];
	const char *shaped = body;
	size_t n = strlen(prefix);

	memcpy(path, prefix, n);
	shape(path + n, sizeof(path) - n, r->path, &shaped);
	if (role != NOBODY)
		snprintf(headers, sizeof(headers),
			"Authorization: Bearer %s\r\n", b->token[role]);
	return relayproc_http(
		&b->relay, method_of(r->methods), path, headers, shaped, NULL);
}

static void test_every_page_as_everybody(void **state)
{
	struct bed *b = *state;
	char name[128];

	for (int i = 0; i < RIGHTS_SITE_COUNT; i++) {
		const struct route *r = &rights_site_routes()[i];

		name_route(name, sizeof(name), "", r);
		for (int role = NOBODY; role < PUBLIC; role++) {
			bool may = expected_of(name) & roles[role].role;
			int status = ask_as(b, role, r, "", "");

			if ((status != 401 && status != 403) != may)
				fail_msg("%s by %s: %d", name, roles[role].name,
					status);
			if (i == RIGHTS_SITE_sign_out)
				sign_in(b, role);
		}
	}
}

/* ---- over the control socket ---- */

static void add_body(struct buf *b, enum wire_type type)
{
	const struct wire_info *info = wire_info(type);

	buf_addf(b, "{\"t\":\"%s\"", info->name);
	for (int i = 0; i < info->n_fields; i++) {
		const struct wire_field *f = &info->fields[i];

		if (strcmp(f->name, "retailer") == 0)
			buf_add_str(b, ",\"retailer\":\"" SHOP "\"");
		else if (strcmp(f->name, "address") == 0)
			buf_add_str(b, ",\"address\":\"aiko@suzume.example\"");
		else if (f->required) {
			buf_addf(b, ",\"%s\":", f->name);
			add_value(b, f);
		}
	}
	buf_add_char(b, '}');
}

/* At the managers' door the same are there, and most of them closed. */
static void test_every_question_of_a_manager(void **state)
{
	struct bed *b = *state;
	char name[128];

	for (int i = 0; i < RIGHTS_CONTROL_COUNT; i++) {
		const struct route *r = &rights_control_routes()[i];
		enum wire_type type =
			rights_control((enum rights_control)i)->body;
		struct buf body;

		buf_init(&body, 4096);
		if (type != WIRE_T_COUNT)
			add_body(&body, type);
		name_route(name, sizeof(name), "ctl ", r);
		for (int role = NOBODY; role < PUBLIC; role++) {
			bool may = expected_of(name) & roles[role].role;
			int no = role >= ASSOCIATE ? 403 : 401;
			int status = ask_as(
				b, role, r, "/v1/manage", buf_str(&body));

			if (may ? status == 401 || status == 403 ||
						status == 405
				: status != no)
				fail_msg("%s by %s: %d", name, roles[role].name,
					status);
		}
		/* Aiko was signed out, and not only in words. */
		if (i == RIGHTS_CONTROL_sign_out)
			sign_in(b, ASSOCIATE);
		buf_fini(&body);
	}
}

/* A field that is not theirs is named, and nothing of the rest is done. */
static void try_field(
	const struct bed *b, const struct route *r, enum wire_type type, int f)
{
	const struct wire_info *info = wire_info(type);
	const struct wire_field *field = &info->fields[f];
	char headers[160], name[128], path[64], *answer;
	struct buf body;
	int status;
	bool may;

	snprintf(name, sizeof(name), "%s.%s", info->name, field->name);
	may = expected_of(name) & RIGHTS_MANAGER;
	buf_init(&body, 4096);
	add_body(&body, type);
	if (!strstr(buf_str(&body), field->name)) {
		body.len--;
		buf_addf(&body, ",\"%s\":", field->name);
		if (field->kind == WIRE_F_BOOL)
			buf_add_str(&body, "true");
		else
			add_value(&body, field);
		buf_add_char(&body, '}');
	}
	snprintf(headers, sizeof(headers), "Authorization: Bearer %s\r\n",
		b->token[MANAGER]);
	snprintf(path, sizeof(path), "/v1/manage%s", r->path);
	status = relayproc_http(&b->relay, method_of(r->methods), path, headers,
		buf_str(&body), &answer);
	snprintf(path, sizeof(path), "(%s)", field->name);
	if (may ? status == 403 : status != 403 || !strstr(answer, path))
		fail_msg("%s: %d %s", name, status, answer);
	mem_free(answer);
	buf_fini(&body);
}

static void test_every_field_of_a_manager(void **state)
{
	struct bed *b = *state;

	for (int i = 0; i < RIGHTS_CONTROL_COUNT; i++) {
		const struct rights_control_row *row =
			rights_control((enum rights_control)i);

		if (row->body == WIRE_T_COUNT || !(row->who & RIGHTS_MANAGER))
			continue;
		for (int f = 0; f < wire_info(row->body)->n_fields; f++)
			try_field(b, &rights_control_routes()[i], row->body, f);
	}
}

/* The operator may do all of it; the last row is the relay's end. */
static void test_every_question_of_the_operator(void **state)
{
	struct bed *b = *state;

	assert_int_equal(RIGHTS_CONTROL_stop, RIGHTS_CONTROL_COUNT - 1);
	for (int i = 0; i < RIGHTS_CONTROL_COUNT; i++) {
		const struct route *r = &rights_control_routes()[i];
		enum wire_type type =
			rights_control((enum rights_control)i)->body;
		const char *shaped = "";
		char path[160];
		struct buf body;
		int status;

		buf_init(&body, 4096);
		if (type != WIRE_T_COUNT)
			add_body(&body, type);
		shape(path, sizeof(path), r->path, &shaped);
		status = relayproc_control(&b->relay, method_of(r->methods),
			path, buf_str(&body), NULL);
		if (status < 200 || status == 403 || status == 405)
			fail_msg("%s: %d", r->path, status);
		buf_fini(&body);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_table_is_as_expected),
		cmocka_unit_test(test_the_wire_says_the_same),
		cmocka_unit_test(test_every_message_as_everybody),
		cmocka_unit_test(test_every_page_as_everybody),
		cmocka_unit_test(test_every_question_of_a_manager),
		cmocka_unit_test(test_every_field_of_a_manager),
		cmocka_unit_test(test_every_question_of_the_operator),
	};

	return cmocka_run_group_tests_name("rights", tests, setup, teardown);
}
