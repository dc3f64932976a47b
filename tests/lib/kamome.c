/* SPDX-License-Identifier: MIT */
#include "tests/lib/kamome.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "shared/mem.h"

/* Four red dots. */
static const unsigned char png[] = {0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a,
	0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00, 0x00,
	0x02, 0x00, 0x00, 0x00, 0x02, 0x08, 0x02, 0x00, 0x00, 0x00, 0xfd, 0xd4,
	0x9a, 0x73, 0x00, 0x00, 0x00, 0x10, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c,
	0x63, 0xf8, 0xcf, 0xc0, 0x00, 0x44, 0x0c, 0x10, 0x0a, 0x00, 0x1f, 0xee,
	0x03, 0xfd, 0x8b, 0x5f, 0x14, 0xd4, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45,
	0x4e, 0x44, 0xae, 0x42, 0x60, 0x82};

static void control(const struct kamome *k, const char *method,
	const char *path, const char *body, int status, char **answer)
{
	assert_int_equal(
		relayproc_control(k->relay, method, path, body, answer),
		status);
}

static int ask(const struct kamome *k, const char *method, const char *path,
	const char *body, char **answer)
{
	char headers[160];

	snprintf(headers, sizeof(headers), "Authorization: Bearer %s\r\n",
		k->kei);
	return relayproc_http(k->relay, method, path, headers, body, answer);
}

/* The value of that member of the first object in the answer. */
static void pick(const char *answer, const char *name, char *out, size_t size)
{
	const char *at = strstr(answer, name);

	assert_non_null(at);
	at += strlen(name);
	snprintf(out, size, "%.*s", (int)strcspn(at, "\""), at);
	assert_true(out[0]);
}

static void settings_of(struct kamome *k)
{
	char *answer;

	control(k, "PUT", "/group",
		"{\"t\":\"ctl_group\",\"retailer\":\"kamome\",\"group\":"
		"\"kamomegroup\",\"name\":\"" KAMOME_MARK " group\"}",
		204, NULL);
	control(k, "PUT", "/template",
		"{\"t\":\"ctl_template\",\"retailer\":\"kamome\",\"template\":"
		"\"kamometemplate\",\"text\":\"" KAMOME_MARK " words\"}",
		204, NULL);
	control(k, "PUT", "/invite",
		"{\"t\":\"ctl_invite\",\"retailer\":\"kamome\"}", 200, &answer);
	pick(answer, "\"code\":\"", k->things[KAMOME_INVITE], 64);
	mem_free(answer);
	strcpy(k->things[KAMOME_GROUP], "kamomegroup");
	strcpy(k->things[KAMOME_TEMPLATE], "kamometemplate");
}

static void chats_of(struct kamome *k)
{
	char rude[RELAYPROC_TOKEN] = "";
	struct wsclient *c;
	char *answer;

	k->kei_link = relayproc_as_associate(k->relay, k->kei);
	k->guest_link = relayproc_as_shopper(k->relay, "kamome", k->guest);
	assert_true(wsclient_say(k->kei_link,
		"{\"t\":\"available\",\"ref\":\"1\",\"on\":true}"));
	assert_non_null(wsclient_expect(k->kei_link, "ok"));
	c = relayproc_as_shopper(k->relay, "kamome", rude);
	assert_true(wsclient_say(c,
		"{\"t\":\"say\",\"key\":\"k\",\"text\":\"" KAMOME_MARK "\"}"));
	wsclient_member(wsclient_expect(k->kei_link, "ring"), "chat",
		k->things[KAMOME_CHAT], 64);
	assert_true(wsclient_sayf(k->kei_link,
		"{\"t\":\"accept\",\"chat\":\"%s\"}", k->things[KAMOME_CHAT]));
	assert_true(wsclient_sayf(k->kei_link,
		"{\"t\":\"block\",\"ref\":\"b\",\"chat\":\"%s\",\"text\":"
		"\"" KAMOME_MARK "\"}",
		k->things[KAMOME_CHAT]));
	while (strcmp(wsclient_member(wsclient_expect(k->kei_link, "ok"), "ref",
			      k->things[KAMOME_GUEST], 64),
		       "b") != 0)
		;
	wsclient_close(&c);
	control(k, "GET", "/blocks/kamome", "", 200, &answer);
	pick(answer, "\"shopper\":\"", k->things[KAMOME_GUEST], 64);
	mem_free(answer);
	/* And one that lives. */
	assert_true(wsclient_say(k->guest_link,
		"{\"t\":\"say\",\"key\":\"k\",\"text\":\"" KAMOME_MARK "\"}"));
	wsclient_member(wsclient_expect(k->kei_link, "ring"), "chat",
		k->things[KAMOME_CHAT], 64);
	assert_true(wsclient_sayf(k->kei_link,
		"{\"t\":\"accept\",\"ref\":\"a\",\"chat\":\"%s\"}",
		k->things[KAMOME_CHAT]));
	assert_non_null(wsclient_expect(k->kei_link, "ok"));
	assert_true(wsclient_say(k->guest_link,
		"{\"t\":\"enquire\",\"ref\":\"e\",\"key\":\"q\",\"address\":"
		"\"" KAMOME_MARK "@x.example\",\"text\":\"" KAMOME_MARK "\"}"));
	wsclient_member(wsclient_expect(k->kei_link, "enquiry"), "enquiry",
		k->things[KAMOME_ENQUIRY], 64);
}

/* Kei, who is a manager, hears that it waits. */
static void claim_of(struct kamome *k)
{
	char body[400], waiting[8], *answer;

	snprintf(body, sizeof(body),
		"{\"t\":\"claim\",\"key\":\"c\",\"order\":\"" KAMOME_MARK
		"-1\",\"name\":\"" KAMOME_MARK "\",\"product\":\"" KAMOME_MARK
		"\",\"evidence\":\"" KAMOME_MARK "\",\"amount\":4800,"
		"\"currency\":\"JPY\",\"bought\":%lld}",
		(long long)time(NULL) * 1000000);
	assert_true(ask(k, "POST", "/v1/claims", body, NULL) < 300);
	do {
		wsclient_member(wsclient_expect(k->kei_link, "claims"),
			"waiting", waiting, sizeof(waiting));
	} while (strcmp(waiting, "1") != 0);
	assert_int_equal(ask(k, "GET", "/v1/claims", "", &answer), 200);
	pick(answer, "\"claim\":\"", k->things[KAMOME_CLAIM], 64);
	mem_free(answer);
}

/* A picture in the live chat, a report, a session. */
static void files_of(struct kamome *k)
{
	struct wsclient *c = wsclient_connect(k->relay->port);
	const char *body;
	char *answer;

	assert_true(wsclient_print(c,
		"POST /v1/media HTTP/1.1\r\nHost: localhost\r\n"
		"Authorization: Bearer %s\r\nContent-Length: %zu\r\n\r\n",
		k->kei, sizeof(png)));
	assert_true(wsclient_write(c, png, sizeof(png)));
	assert_int_equal(wsclient_read_http(c, &body), 200);
	wsclient_member(body, "media", k->things[KAMOME_MEDIA], 64);
	wsclient_close(&c);
	assert_true(wsclient_sayf(k->kei_link,
		"{\"t\":\"show\",\"ref\":\"s\",\"chat\":\"%s\",\"key\":\"p\","
		"\"media\":\"%s\",\"name\":\"" KAMOME_MARK "\"}",
		k->things[KAMOME_CHAT], k->things[KAMOME_MEDIA]));
	assert_non_null(wsclient_expect(k->kei_link, "ok"));
	assert_int_equal(
		ask(k, "POST", "/v1/report",
			"{\"t\":\"report\",\"text\":\"" KAMOME_MARK "\"}",
			NULL),
		204);
	control(k, "GET", "/reports/kamome", "", 200, &answer);
	pick(answer, "\"report\":\"", k->things[KAMOME_REPORT], 64);
	mem_free(answer);
	assert_int_equal(ask(k, "GET", "/v1/sessions", "", &answer), 200);
	pick(answer, "\"session\":\"", k->things[KAMOME_SESSION], 64);
	mem_free(answer);
	assert_int_equal(ask(k, "GET", "/v1/account", "", &answer), 200);
	pick(answer, "\"associate\":\"", k->things[KAMOME_STAFF], 64);
	mem_free(answer);
	assert_true(wsclient_say(k->kei_link, "{\"t\":\"ping\"}"));
	assert_non_null(wsclient_expect(k->kei_link, "pong"));
}

void kamome_open(struct kamome *k, struct relayproc *relay)
{
	memset(k, 0, sizeof(*k));
	k->relay = relay;
	relayproc_retailer(relay, "kamome");
	relayproc_associate(
		relay, "kamome", KAMOME_KEI, KAMOME_MARK " Kei", k->kei);
	control(k, "PUT", "/associate",
		"{\"t\":\"ctl_associate\",\"retailer\":\"kamome\","
		"\"address\":\"" KAMOME_KEI "\",\"manager\":true}",
		204, NULL);
	settings_of(k);
	chats_of(k);
	claim_of(k);
	files_of(k);
}

void kamome_close(struct kamome *k)
{
	wsclient_close(&k->kei_link);
	wsclient_close(&k->guest_link);
}
