/* SPDX-License-Identifier: MIT */
/* Servers that send too much, too little or nothing, on loopback: a thread
 * answers each connection as the path says. */
#include "relay/fetch/http_fetch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <arpa/inet.h>
#include <cmocka.h>
#include <netdb.h>
#include <netinet/in.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "relay/fetch/hosts.h"
#include "shared/times.h"

#define MOST 100000

struct bed {
	int fd, port;
	pthread_t thread;
	struct hosts *hosts;
	struct http_fetch *http;
	atomic_bool stop;
	int64_t taken;
	bool stop_soon;   /* when something has been taken */
	const char *hash; /* that is asked with */
};

/* ---- the name server ---- */

/* One that does not answer, until it is let go. */
static struct {
	atomic_bool *stop; /* becomes true when it is asked; NULL: nothing */
	sem_t go, gone;
	bool late; /* nobody let it go: it was waited for */
} names;

/* In libc's place, also for curl. */
int getaddrinfo(const char *node, const char *service,
	const struct addrinfo *hints, struct addrinfo **out)
{
	struct timespec end;

	(void)node;
	(void)service;
	(void)hints;
	*out = NULL;
	if (names.stop)
		atomic_store(names.stop, true);
	clock_gettime(CLOCK_REALTIME, &end);
	end.tv_sec += 10;
	names.late = sem_timedwait(&names.go, &end) != 0;
	sem_post(&names.gone);
	return EAI_AGAIN;
}

static void let_go(void)
{
	sem_post(&names.go);
	sem_wait(&names.gone);
	assert_false(names.late);
}

/* ---- the server ---- */

static void say(int fd, const char *text)
{
	ssize_t n = send(fd, text, strlen(text), MSG_NOSIGNAL);

	(void)n; /* the other side may have had enough */
}

/* Until the other side has had enough. */
static void pour(int fd, const char *data, size_t len)
{
	while (send(fd, data, len, MSG_NOSIGNAL) > 0)
		;
}

/* Nothing more is said until the other side goes. */
static void fall_silent(int fd)
{
	char c;

	while (recv(fd, &c, 1, 0) > 0)
		;
}

/* "/429/120": that status, and the header as it is written; with "in:" the
 * date that is so many seconds ahead. */
static void refuse(int fd, const char *path)
{
	char head[200], date[64];
	const char *when = strchr(path + 1, '/') + 1;
	time_t at = time(NULL);
	struct tm tm;

	if (strncmp(when, "in:", 3) == 0) {
		at += atoi(when + 3);
		strftime(date, sizeof(date), "%a, %d %b %Y %H:%M:%S GMT",
			gmtime_r(&at, &tm));
		when = date;
	}
	snprintf(head, sizeof(head),
		"HTTP/1.1 %d No\r\nRetry-After: %s\r\n"
		"Content-Length: 0\r\n\r\n",
		atoi(path + 1), when);
	say(fd, head);
}

static void answer(int fd, const char *path)
{
	static char zeros[4096];

	if (path[1] >= '4' && path[1] <= '5')
		refuse(fd, path);
	else if (strcmp(path, "/endless") == 0) {
		say(fd, "HTTP/1.1 200 OK\r\n\r\n");
		pour(fd, zeros, sizeof(zeros));
	} else if (strcmp(path, "/heads") == 0) {
		say(fd, "HTTP/1.1 200 OK\r\n");
		pour(fd, "X-Much: 0123456789\r\n", 20);
	} else if (strcmp(path, "/refusing") == 0) {
		say(fd, "HTTP/1.1 404 No\r\n\r\n");
		pour(fd, zeros, sizeof(zeros));
	} else if (strcmp(path, "/silent") == 0) {
		fall_silent(fd);
	} else if (strcmp(path, "/begun") == 0) {
		say(fd, "HTTP/1.1 200 OK\r\n\r\nid,title\n");
		fall_silent(fd);
	} else if (strcmp(path, "/old") == 0) {
		say(fd, "id,title\n"); /* HTTP 0.9 had no head */
	} else if (strcmp(path, "/other") == 0) {
		say(fd, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nno");
	} else if (strcmp(path, "/tag") == 0) {
		say(fd,
			"HTTP/1.1 200 OK\r\nETag: \"a\tb\"\r\n"
			"Last-Modified: Mon\r\nContent-Length: 2\r\n\r\nok");
	}
}

static void *serve(void *ctx)
{
	struct bed *b = ctx;
	char head[4096], path[64];
	int fd;

	while ((fd = accept(b->fd, NULL, NULL)) >= 0) {
		ssize_t n = recv(fd, head, sizeof(head) - 1, 0);

		head[n > 0 ? n : 0] = '\0';
		if (sscanf(head, "GET %63s ", path) == 1)
			answer(fd, path);
		close(fd);
	}
	return NULL;
}

static int set_up(void **state)
{
	static struct bed b;
	struct sockaddr_in a = {.sin_family = AF_INET};
	socklen_t len = sizeof(a);
	char list[80], why[HOSTS_WHY];

	b = (struct bed){.fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(bind(b.fd, (struct sockaddr *)&a, sizeof(a)), 0);
	assert_int_equal(listen(b.fd, 8), 0);
	getsockname(b.fd, (struct sockaddr *)&a, &len);
	b.port = ntohs(a.sin_port);
	snprintf(
		list, sizeof(list), "http://127.0.0.1:%d shop.example", b.port);
	assert_int_equal(hosts_new(list, &b.hosts, why), ERR_OK);
	b.http = http_fetch_new(b.hosts, "");
	assert_int_equal(pthread_create(&b.thread, NULL, serve, &b), 0);
	*state = &b;
	return 0;
}

static int tear_down(void **state)
{
	struct bed *b = *state;

	http_fetch_destroy(&b->http); /* its connections end too */
	shutdown(b->fd, SHUT_RDWR);
	pthread_join(b->thread, NULL);
	close(b->fd);
	hosts_destroy(&b->hosts);
	return 0;
}

static bool take(void *ctx, const char *data, size_t len)
{
	struct bed *b = ctx;

	(void)data;
	b->taken += (int64_t)len;
	if (b->stop_soon)
		atomic_store(&b->stop, true);
	return true;
}

static struct fetch_result get_url(struct bed *b, const char *url, long seconds)
{
	struct http_fetch_ask ask = {.url = url,
		.etag = "",
		.modified = "",
		.hash = b->hash,
		.accept = "*/*",
		.most = MOST,
		.seconds = seconds,
		.stop = &b->stop,
		.take = take,
		.ctx = b};
	struct fetch_result r;

	b->taken = 0;
	http_fetch_get(b->http, &ask, &r);
	return r;
}

static struct fetch_result get(struct bed *b, const char *path, long seconds)
{
	char url[100];

	snprintf(url, sizeof(url), "http://127.0.0.1:%d%s", b->port, path);
	return get_url(b, url, seconds);
}

static void test_too_much(void **state)
{
	struct bed *b = *state;
	struct fetch_result r = get(b, "/endless", 20);

	assert_int_equal(r.end, FETCH_LARGE);
	assert_true(b->taken <= MOST);
	assert_int_equal(get(b, "/heads", 20).end, FETCH_LARGE);
	r = get(b, "/refusing", 20);
	assert_int_equal(r.end, FETCH_STATUS);
	assert_int_equal(r.status, 404);
	assert_string_equal(r.why, "Its host refuses (404).");
	assert_int_equal(b->taken, 0);
}

static void test_too_slow(void **state)
{
	struct bed *b = *state;

	assert_int_equal(get(b, "/silent", 1).end, FETCH_SLOW);
	assert_int_equal(get(b, "/begun", 1).end, FETCH_SLOW);
}

static void test_odd(void **state)
{
	struct bed *b = *state;
	struct fetch_result r = get(b, "/tag", 20);

	assert_int_equal(r.end, FETCH_FINE);
	assert_int_equal(b->taken, 2);
	assert_string_equal(r.etag, ""); /* a header that is not plain */
	assert_string_equal(r.modified, "Mon");
	assert_int_equal(get(b, "/old", 20).end, FETCH_CUT);
	assert_int_equal(get(b, "/nothing", 20).end, FETCH_CUT);
}

static void test_stopped(void **state)
{
	struct bed *b = *state;

	b->stop_soon = true;
	assert_int_equal(get(b, "/begun", 20).end, FETCH_STOPPED);
}

/* What is the same to the byte is unchanged, whatever its tag. */
static void test_hash(void **state)
{
	struct bed *b = *state;
	struct fetch_result r = get(b, "/tag", 20);
	char hash[FETCH_HASH + 1];

	assert_string_equal(r.hash, "");
	b->hash = "";
	r = get(b, "/tag", 20);
	assert_int_equal(r.end, FETCH_FINE);
	assert_int_equal(strlen(r.hash), FETCH_HASH);
	strcpy(hash, r.hash);
	b->hash = hash;
	r = get(b, "/tag", 20);
	assert_int_equal(r.end, FETCH_UNCHANGED);
	assert_string_equal(r.hash, hash);
	assert_string_equal(r.modified, "Mon");
	r = get(b, "/other", 20);
	assert_int_equal(r.end, FETCH_FINE);
	assert_string_not_equal(r.hash, hash);
	/* What ended early is nothing to compare. */
	r = get(b, "/endless", 20);
	assert_int_equal(r.end, FETCH_LARGE);
	assert_string_equal(r.hash, "");
}

/* Who is too busy may say for how long, in seconds or as a date. */
static void test_again(void **state)
{
	struct bed *b = *state;
	struct fetch_result r = get(b, "/429/120", 20);

	assert_int_equal(r.end, FETCH_STATUS);
	assert_true(r.again == 120 * TIMES_SECOND);
	assert_string_equal(
		r.why, "Its host refuses (429), for 120 s at least.");
	r = get(b, "/503/in:3600", 20);
	assert_true(r.again <= TIMES_HOUR);
	assert_true(r.again >= TIMES_HOUR - 20 * TIMES_SECOND);
	assert_true(get(b, "/503/in:-60", 20).again == 0);
	assert_true(get(b, "/503/0", 20).again == 0);
	assert_true(get(b, "/503/-5", 20).again == 0);
	assert_true(get(b, "/503/soon", 20).again == 0);
	assert_true(get(b, "/503/86401", 20).again == FETCH_AGAIN_MOST);
	assert_true(get(b, "/503/in:999999", 20).again == FETCH_AGAIN_MOST);
	assert_true(get(b, "/503/99999999999999999999", 20).again <=
		FETCH_AGAIN_MOST);
	/* Others mean something else by it, if anything. */
	r = get(b, "/404/120", 20);
	assert_true(r.again == 0);
	assert_string_equal(r.why, "Its host refuses (404).");
}

/* Neither a relay that ends nor one whose patience ends waits for a name server
 * that does not answer. */
static void test_no_name(void **state)
{
	struct bed *b = *state;

	sem_init(&names.go, 0, 0);
	sem_init(&names.gone, 0, 0);
	names.stop = NULL;
	assert_int_equal(
		get_url(b, "https://shop.example/", 1).end, FETCH_SLOW);
	let_go();
	names.stop = &b->stop;
	assert_int_equal(
		get_url(b, "https://shop.example/", 20).end, FETCH_STOPPED);
	let_go();
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(test_##name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(too_much),
		TEST(too_slow),
		TEST(odd),
		TEST(stopped),
		TEST(hash),
		TEST(again),
		TEST(no_name),
	};

	return cmocka_run_group_tests_name("http_fetch", tests, NULL, NULL);
}
