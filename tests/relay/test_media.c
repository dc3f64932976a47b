/* SPDX-License-Identifier: MIT */
/* D6: files that come in and go out, over real sockets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <arpa/inet.h>
#include <cmocka.h>
#include <dirent.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "shared/limits.h"
#include "shared/mem.h"
#include "tests/lib/relayproc.h"
#include "tests/lib/wsclient.h"

#define PATIENCE_MS 10000

/* Red, 2 by 3, with a comment. */
static const unsigned char png[] = {0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a,
	0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00, 0x00,
	0x02, 0x00, 0x00, 0x00, 0x03, 0x08, 0x02, 0x00, 0x00, 0x00, 0x36, 0x88,
	0x49, 0xd6, 0x00, 0x00, 0x00, 0x13, 0x74, 0x45, 0x58, 0x74, 0x43, 0x6f,
	0x6d, 0x6d, 0x65, 0x6e, 0x74, 0x00, 0x77, 0x68, 0x6f, 0x20, 0x74, 0x6f,
	0x6f, 0x6b, 0x20, 0x69, 0x74, 0xae, 0xe9, 0xfb, 0x43, 0x00, 0x00, 0x00,
	0x10, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x38, 0x21, 0x27, 0x07,
	0x44, 0x0c, 0x28, 0x14, 0x00, 0x44, 0x0d, 0x06, 0x19, 0x14, 0x26, 0x61,
	0x63, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60,
	0x82};

struct bed {
	struct relayproc relay;
	char aiko[RELAYPROC_TOKEN], mio[RELAYPROC_TOKEN];
	char hana[RELAYPROC_TOKEN], taro[RELAYPROC_TOKEN];
	struct wsclient *aiko_link, *hana_link;
	char chat[40], last[64]; /* the last upload's id */
	char unshown[64];
};

static int setup(void **state)
{
	static struct bed b;
	struct wsclient *taro;

	relayproc_init(
		&b.relay, "-o", "flows=yes", "-o", "trust_proxy=yes", NULL);
	relayproc_retailer(&b.relay, "suzume");
	relayproc_associate(
		&b.relay, "suzume", "aiko@suzume.example", "Aiko", b.aiko);
	relayproc_associate(
		&b.relay, "suzume", "mio@suzume.example", "Mio", b.mio);
	b.aiko_link = relayproc_as_associate(&b.relay, b.aiko);
	b.hana_link = relayproc_as_shopper(&b.relay, "suzume", b.hana);
	taro = relayproc_as_shopper(&b.relay, "suzume", b.taro);
	wsclient_close(&taro);
	*state = &b;
	return 0;
}

static int teardown(void **state)
{
	struct bed *b = *state;

	wsclient_close(&b->aiko_link);
	wsclient_close(&b->hana_link);
	assert_int_equal(relayproc_stop(&b->relay), 0);
	relayproc_fini(&b->relay);
	return 0;
}

/* POST /v1/media: the status; the body's `what` into out. */
static int upload(struct bed *b, const char *token, const char *query,
	const void *data, size_t len, const char *what, char out[64])
{
	struct wsclient *c = wsclient_connect(b->relay.port);
	const char *body;
	int status;

	assert_true(wsclient_print(c,
		"POST /v1/media%s HTTP/1.1\r\nHost: localhost\r\n"
		"Authorization: Bearer %s\r\nX-Forwarded-For: 192.0.2.%d\r\n"
		"Content-Length: %zu\r\n\r\n",
		query, token, rand() % 200, len));
	assert_true(wsclient_write(c, data, len));
	status = wsclient_read_http(c, &body);
	wsclient_member(body ? body : "", what, out, 64);
	wsclient_close(&c);
	return status;
}

static int get(struct bed *b, const char *token, const char *query,
	const char *id, char **answer)
{
	char path[128], headers[128];

	snprintf(path, sizeof(path), "/v1/media/%s%s", id, query);
	snprintf(headers, sizeof(headers), "Authorization: Bearer %s\r\n",
		token);
	return relayproc_http(&b->relay, "GET", path, headers, "", answer);
}

/* Files in a folder below the state directory. */
static int files(const struct bed *b, const char *folder)
{
	char path[128];
	struct dirent *entry;
	DIR *dir;
	int n = 0;

	snprintf(path, sizeof(path), "%s/state/media/%s", b->relay.directory,
		folder);
	dir = opendir(path);
	while (dir && (entry = readdir(dir)) != NULL)
		n += entry->d_name[0] != '.';
	if (dir)
		closedir(dir);
	return n;
}

/* Waits until there are so many, which the relay sees to in its own time. */
static void wait_files(const struct bed *b, const char *folder, int n)
{
	struct pollfd pfd = {.fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK),
		.events = POLLIN};
	char path[128], events[4096];
	int come = 1;

	assert_true(pfd.fd >= 0);
	snprintf(path, sizeof(path), "%s/state/media/%s", b->relay.directory,
		folder);
	assert_true(inotify_add_watch(pfd.fd, path,
			    IN_CREATE | IN_DELETE | IN_MOVE) >= 0);
	while (files(b, folder) != n && come > 0) {
		come = poll(&pfd, 1, PATIENCE_MS);
		while (read(pfd.fd, events, sizeof(events)) > 0)
			;
	}
	close(pfd.fd);
	assert_int_equal(files(b, folder), n);
}

static void test_a_picture_comes_in_clean(void **state)
{
	struct bed *b = *state;
	char mime[64];
	char *answer;

	assert_int_equal(
		upload(b, b->aiko, "", png, sizeof(png), "mime", mime), 200);
	assert_string_equal(mime, "image/png");
	assert_int_equal(
		upload(b, b->aiko, "", png, sizeof(png), "media", b->unshown),
		200);
	assert_int_equal(files(b, "suzume"), 2);
	assert_int_equal(files(b, ".new"), 0);
	assert_int_equal(get(b, b->aiko, "", b->unshown, &answer), 200);
	assert_memory_equal(answer, "\x89PNG", 4);
	mem_free(answer);
}

static void test_what_is_no_picture_is_refused_in_words(void **state)
{
	struct bed *b = *state;
	char code[64], why[64];
	char bad[sizeof(png)];

	assert_int_equal(
		upload(b, b->aiko, "", "MZ nonsense", 11, "code", code), 415);
	assert_string_equal(code, "bad_media");
	assert_int_equal(
		upload(b, b->aiko, "", "MZ nonsense", 11, "text", why), 415);
	assert_non_null(strstr(why, "JPEG"));
	/* One that only begins like one. */
	memcpy(bad, png, sizeof(bad));
	memset(bad + 40, 0x55, sizeof(bad) - 60);
	assert_int_equal(
		upload(b, b->aiko, "", bad, sizeof(bad), "code", code), 415);
	assert_int_equal(upload(b, b->aiko, "", "", 0, "code", code), 415);
	assert_int_equal(files(b, ".new"), 0);
}

static void test_ten_megabytes_and_no_more(void **state)
{
	struct bed *b = *state;
	char *large = mem_zero(LIMIT_MEDIA + 1);
	struct wsclient *c = wsclient_connect(b->relay.port);
	char code[64] = "";
	const char *body;

	memcpy(large, png, sizeof(png));
	/* Told by its head alone. */
	assert_true(wsclient_print(c,
		"POST /v1/media HTTP/1.1\r\nHost: localhost\r\n"
		"Authorization: Bearer %s\r\nContent-Length: %d\r\n\r\n",
		b->aiko, LIMIT_MEDIA + 1));
	assert_int_equal(wsclient_read_http(c, &body), 415);
	wsclient_close(&c);
	/* What follows the picture is no part of it. */
	assert_int_equal(
		upload(b, b->aiko, "", large, LIMIT_MEDIA, "bytes", code), 200);
	assert_true(atoi(code) < 1000);
	mem_free(large);
}

static void test_nobody_uploads_for_somebody_else(void **state)
{
	struct bed *b = *state;
	char code[64];

	assert_int_equal(
		upload(b, "AAAA", "", png, sizeof(png), "code", code), 401);
	assert_int_equal(
		upload(b, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "",
			png, sizeof(png), "code", code),
		401);
	/* A shopper who is not here, and one of no retailer. */
	assert_int_equal(upload(b, b->taro, "?retailer=suzume", png,
				 sizeof(png), "code", code),
		503);
	assert_int_equal(upload(b, b->hana, "?retailer=kamome", png,
				 sizeof(png), "code", code),
		404);
	assert_int_equal(files(b, ".new"), 0);
}

static void test_an_upload_that_breaks_off_leaves_nothing(void **state)
{
	struct bed *b = *state;
	struct wsclient *c = wsclient_connect(b->relay.port);
	int before = files(b, "suzume");

	assert_true(wsclient_print(c,
		"POST /v1/media HTTP/1.1\r\nHost: localhost\r\n"
		"Authorization: Bearer %s\r\nContent-Length: 5000\r\n\r\n%s",
		b->aiko, "GIF89a"));
	wait_files(b, ".new", 1);
	wsclient_close(&c);
	wait_files(b, ".new", 0);
	assert_int_equal(files(b, "suzume"), before);
}

static void test_it_is_its_owners_alone_until_it_is_shown(void **state)
{
	struct bed *b = *state;
	char *answer;

	assert_int_equal(upload(b, b->hana, "?retailer=suzume", png,
				 sizeof(png), "media", b->last),
		200);
	assert_int_equal(
		get(b, b->hana, "?retailer=suzume", b->last, &answer), 200);
	assert_memory_equal(answer, "\x89PNG", 4);
	mem_free(answer);
	assert_int_equal(get(b, b->aiko, "", b->last, NULL), 404);
	assert_int_equal(get(b, b->mio, "", b->last, NULL), 404);
	assert_int_equal(
		get(b, b->taro, "?retailer=suzume", b->last, NULL), 404);
	assert_int_equal(get(b, b->hana, "", b->last, NULL), 401);
}

static void begin_chat(struct bed *b)
{
	assert_true(wsclient_say(b->aiko_link,
		"{\"t\":\"available\",\"ref\":\"1\",\"on\":true}"));
	assert_non_null(wsclient_expect(b->aiko_link, "ok"));
	assert_true(wsclient_say(b->hana_link,
		"{\"t\":\"say\",\"key\":\"k\",\"text\":\"Look\"}"));
	wsclient_member(wsclient_expect(b->aiko_link, "ring"), "chat", b->chat,
		sizeof(b->chat));
	assert_true(wsclient_sayf(b->aiko_link,
		"{\"t\":\"accept\",\"ref\":\"2\",\"chat\":\"%s\"}", b->chat));
	assert_non_null(wsclient_expect(b->aiko_link, "ok"));
}

static bool show(
	struct wsclient *c, const char *chat, const char *media, char code[64])
{
	const char *answer;

	assert_true(wsclient_sayf(c,
		"{\"t\":\"show\",\"ref\":\"s\",\"chat\":\"%s\",\"key\":\"%."
		"8s\","
		"\"media\":\"%s\",\"name\":\"cup.png\"}",
		chat, media, media));
	do {
		answer = wsclient_read(c);
		assert_non_null(answer);
		wsclient_member(answer, "ref", code, 64);
	} while (strcmp(code, "s") != 0);
	wsclient_member(answer, "code", code, 64);
	return code[0] == '\0';
}

static void test_once_shown_who_takes_part_sees_it(void **state)
{
	struct bed *b = *state;
	char media[64], mine[64], code[64];
	char *answer;

	begin_chat(b);
	assert_int_equal(upload(b, b->hana, "?retailer=suzume", png,
				 sizeof(png), "media", media),
		200);
	/* Until it is shown it is hers alone. */
	assert_int_equal(get(b, b->aiko, "", media, NULL), 404);
	assert_true(show(b->hana_link, b->chat, media, code));
	assert_int_equal(get(b, b->aiko, "", media, &answer), 200);
	assert_memory_equal(answer, "\x89PNG", 4);
	mem_free(answer);
	assert_int_equal(get(b, b->hana, "?retailer=suzume", media, NULL), 200);
	assert_int_equal(get(b, b->mio, "", media, NULL), 404);
	assert_int_equal(get(b, b->taro, "?retailer=suzume", media, NULL), 404);
	assert_int_equal(get(b, b->hana, "", media, NULL), 401);
	/* What another has uploaded is not hers to show. */
	assert_int_equal(
		upload(b, b->aiko, "", png, sizeof(png), "media", mine), 200);
	assert_false(show(b->hana_link, b->chat, mine, code));
	assert_string_equal(code, "unknown_id");
	assert_true(show(b->aiko_link, b->chat, mine, code));
	strcpy(b->last, media);
}

static void test_a_browser_is_told_to_be_careful(void **state)
{
	struct bed *b = *state;
	struct wsclient *c = wsclient_connect(b->relay.port);
	const char *all;

	assert_true(wsclient_print(c,
		"HEAD /v1/media/%s?retailer=suzume HTTP/1.1\r\n"
		"Host: localhost\r\nAuthorization: Bearer %s\r\n"
		"Connection: close\r\n\r\n",
		b->last, b->hana));
	all = wsclient_read_raw(c, "\r\n\r\n");
	assert_non_null(all);
	assert_non_null(strstr(all, "HTTP/1.1 200 OK"));
	assert_non_null(strstr(all, "Content-Type: image/png\r\n"));
	assert_non_null(strstr(all, "X-Content-Type-Options: nosniff\r\n"));
	assert_non_null(
		strstr(all, "Content-Security-Policy: sandbox; default-src"));
	assert_non_null(strstr(all, "Cache-Control: private"));
	assert_non_null(
		strstr(all, "Content-Disposition: attachment; filename="));
	assert_non_null(
		strstr(all, "Cross-Origin-Resource-Policy: same-origin"));
	wsclient_close(&c);
}

static size_t chunk(
	unsigned char *out, const char *kind, const void *data, size_t len)
{
	uLong sum = crc32(0, (const Bytef *)kind, 4);
	const uint32_t head = htonl((uint32_t)len);
	uint32_t tail;

	memcpy(out, &head, 4);
	memcpy(out + 4, kind, 4);
	if (len > 0) {
		memcpy(out + 8, data, len);
		sum = crc32(sum, data, (uInt)len);
	}
	tail = htonl((uint32_t)sum);
	memcpy(out + 8 + len, &tail, 4);
	return len + 12;
}

#define SIDE 1000 /* pixels */

/* One that cannot be made small: 3 MB of noise. */
static size_t noise(unsigned char *out)
{
	static const unsigned char head[13] = {
		0, 0, SIDE >> 8, SIDE & 255, 0, 0, SIDE >> 8, SIDE & 255, 8, 2};
	size_t n = SIDE * (1 + 3 * SIDE), at = 8;
	unsigned char *pixels = mem_zero(n), *packed = mem_zero(2 * n);
	uLongf len = 2 * n;
	uint32_t seed = 1;

	for (size_t i = 0; i < n; i++) {
		seed = seed * 1664525 + 1013904223;
		pixels[i] =
			i % (1 + 3 * SIDE) ? (unsigned char)(seed >> 24) : 0;
	}
	assert_int_equal(compress(packed, &len, pixels, n), Z_OK);
	memcpy(out, png, 8);
	at += chunk(out + at, "IHDR", head, sizeof(head));
	at += chunk(out + at, "IDAT", packed, len);
	at += chunk(out + at, "IEND", NULL, 0);
	mem_free(pixels);
	mem_free(packed);
	return at;
}

/* Reads the whole answer, in which there are NULs; its length. */
static size_t download(struct bed *b, const char *id)
{
	struct wsclient *c = wsclient_connect(b->relay.port);
	size_t n = 0, head = 0;
	char some[65536];
	ssize_t got;

	assert_true(wsclient_print(c,
		"GET /v1/media/%s HTTP/1.1\r\nHost: localhost\r\n"
		"Authorization: Bearer %s\r\nConnection: close\r\n\r\n",
		id, b->aiko));
	while (!head || n < head) {
		const char *end, *said;

		got = recv(c->fd, some, sizeof(some) - 1, 0);
		assert_true(got > 0);
		n += (size_t)got;
		if (head)
			continue;
		some[got] = '\0';
		end = strstr(some, "\r\n\r\n");
		said = strstr(some, "Content-Length: ");
		assert_true(end && said);
		head = (size_t)(end - some) + 4 + strtoul(said + 16, NULL, 10);
	}
	wsclient_close(&c);
	return n;
}

static void test_a_large_one_comes_and_goes_whole(void **state)
{
	struct bed *b = *state;
	unsigned char *file = mem_zero(LIMIT_MEDIA);
	size_t len = noise(file);
	char media[64], bytes[64];

	assert_true(len > 3000000);
	assert_int_equal(
		upload(b, b->aiko, "", file, len, "bytes", bytes), 200);
	assert_true(atol(bytes) > 2000000);
	assert_int_equal(
		upload(b, b->aiko, "", file, len, "media", media), 200);
	assert_true(download(b, media) > (size_t)atol(bytes));
	mem_free(file);
}

/* The child is ended, and the relay with it. */
static void test_a_relay_that_ends_does_not_wait_for_a_picture(void **state)
{
	struct bed *b = *state;
	unsigned char *file = mem_zero(LIMIT_MEDIA);
	size_t len = noise(file);
	struct wsclient *c = wsclient_connect(b->relay.port);

	assert_true(wsclient_print(c,
		"POST /v1/media HTTP/1.1\r\nHost: localhost\r\n"
		"Authorization: Bearer %s\r\nContent-Length: %zu\r\n\r\n",
		b->aiko, len));
	assert_true(wsclient_write(c, file, len));
	assert_int_equal(relayproc_stop(&b->relay), 0);
	wsclient_close(&c);
	relayproc_start(&b->relay);
	assert_int_equal(files(b, ".new"), 0);
	mem_free(file);
}

static void test_files_survive_a_restart_and_leftovers_do_not(void **state)
{
	struct bed *b = *state;
	char path[128];
	FILE *f;

	wsclient_close(&b->aiko_link);
	wsclient_close(&b->hana_link);
	relayproc_kill(&b->relay);
	snprintf(path, sizeof(path), "%s/state/media/.new/left",
		b->relay.directory);
	f = fopen(path, "w");
	assert_non_null(f);
	fclose(f);
	snprintf(path, sizeof(path), "%s/state/media/gone", b->relay.directory);
	assert_int_equal(mkdir(path, 0700), 0);
	relayproc_start(&b->relay);
	assert_int_equal(files(b, ".new"), 0);
	assert_int_equal(rmdir(path), -1); /* no retailer has that name */
	assert_int_equal(
		get(b, b->hana, "?retailer=suzume", b->last, NULL), 200);
}

static void test_what_nobody_showed_goes_after_a_day(void **state)
{
	struct bed *b = *state;

	relayproc_advance(&b->relay, 23 * 3600 * 1000);
	assert_int_equal(
		get(b, b->hana, "?retailer=suzume", b->last, NULL), 200);
	relayproc_advance(&b->relay, 2 * 3600 * 1000);
	wait_files(b, "suzume", 2); /* those that were shown */
	assert_int_equal(
		get(b, b->hana, "?retailer=suzume", b->last, NULL), 200);
	assert_int_equal(get(b, b->aiko, "", b->unshown, NULL), 404);
}

static void test_a_retailers_files_go_with_it(void **state)
{
	struct bed *b = *state;
	char token[RELAYPROC_TOKEN] = "", media[64];
	struct wsclient *c;

	relayproc_retailer(&b->relay, "flow-a");
	c = relayproc_as_shopper(&b->relay, "flow-a", token);
	assert_int_equal(upload(b, token, "?retailer=flow-a", png, sizeof(png),
				 "media", media),
		200);
	assert_int_equal(files(b, "flow-a"), 1);
	assert_int_equal(
		relayproc_control(&b->relay, "PUT", "/retailer",
			"{\"t\":\"ctl_retailer\",\"retailer\":\"flow-a\","
			"\"remove\":true}",
			NULL),
		204);
	assert_int_equal(files(b, "flow-a"), 0);
	assert_int_equal(get(b, token, "?retailer=flow-a", media, NULL), 404);
	wsclient_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_picture_comes_in_clean),
		cmocka_unit_test(test_what_is_no_picture_is_refused_in_words),
		cmocka_unit_test(test_ten_megabytes_and_no_more),
		cmocka_unit_test(test_nobody_uploads_for_somebody_else),
		cmocka_unit_test(test_an_upload_that_breaks_off_leaves_nothing),
		cmocka_unit_test(test_it_is_its_owners_alone_until_it_is_shown),
		cmocka_unit_test(test_once_shown_who_takes_part_sees_it),
		cmocka_unit_test(test_a_browser_is_told_to_be_careful),
		cmocka_unit_test(
			test_files_survive_a_restart_and_leftovers_do_not),
		cmocka_unit_test(test_a_large_one_comes_and_goes_whole),
		cmocka_unit_test(
			test_a_relay_that_ends_does_not_wait_for_a_picture),
		cmocka_unit_test(test_what_nobody_showed_goes_after_a_day),
		cmocka_unit_test(test_a_retailers_files_go_with_it),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
