/* SPDX-License-Identifier: MIT */
/*
 * Loads a relay, noren's or the bare one, and says what it measured, a
 * "name value" a line.  Latencies count from the time at which a message was
 * meant to be sent, not from when we got round to it.
 *
 * usage: load PORT PID PAIRS IDLE SECONDS RATE [ACCOUNTS]
 *   PORT      on 127.0.0.1
 *   PID       of the relay, for its CPU time and memory
 *   PAIRS     chats; each has an associate and a shopper, who talk in turn
 *   IDLE      further shoppers, who only stay connected
 *   SECONDS   of each measurement
 *   RATE      messages a second in the open loop
 *   ACCOUNTS  a file of lines "ADDRESS PASSWORD", one a pair, to sign in
 *             with; without it the relay is the bare one, which wants none
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define FRAME 8192
#define WINDOW 4 /* messages under way a chat, in the closed loop */
#define TEXT_LEN 200
#define MAX_MESSAGES 4000000

struct conn {
	int fd;
	struct conn *peer;
	char in[FRAME];
	size_t len;
	char chat[32];
	char token[80];
	char want[16]; /* the type that await waits for */
	char last[FRAME];
};

static struct {
	int port, pid, pairs, idle, epoll;
	struct conn *talkers; /* associate 2i, shopper 2i + 1 */
	struct conn *idlers;
	int64_t *meant;  /* us, by message */
	uint32_t *acked; /* us later */
	uint32_t *got;
	int sent, n_acked, n_got;
	bool closed_loop;
} g;

static void die(const char *what)
{
	fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
	exit(1);
}

static int64_t now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* ---- a WebSocket, no more of it than this needs ---- */

static int dial(void)
{
	struct sockaddr_in to = {
		.sin_family = AF_INET,
		.sin_port = htons((uint16_t)g.port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	int one = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof(to)) < 0)
		die("connect");
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	return fd;
}

static void put(int fd, const void *data, size_t len)
{
	for (size_t done = 0; done < len;) {
		ssize_t n = write(fd, (const char *)data + done, len - done);

		if (n < 0 && errno != EAGAIN)
			die("write");
		if (n > 0)
			done += (size_t)n;
	}
}

static void send_text(struct conn *c, const char *text)
{
	unsigned char frame[FRAME] = {0x81};
	size_t len = strlen(text), at = 2;

	frame[1] = 0x80 | (len < 126 ? (unsigned char)len : 126);
	if (len >= 126) {
		frame[at++] = (unsigned char)(len >> 8);
		frame[at++] = (unsigned char)len;
	}
	at += 4; /* a mask of zeroes leaves the text as it is */
	memcpy(frame + at, text, len);
	put(c->fd, frame, at + len);
}

static void on_text(struct conn *c, char *text);

/* Takes the whole frames out of c->in. */
static void take_frames(struct conn *c)
{
	size_t at = 0;

	for (;;) {
		unsigned char *p = (unsigned char *)c->in + at;
		size_t left = c->len - at, head = 2, len;
		char keep;

		if (left < 2)
			break;
		len = p[1] & 0x7f;
		if (len == 126) {
			if (left < 4)
				break;
			len = (size_t)p[2] << 8 | p[3];
			head = 4;
		}
		if (left < head + len)
			break;
		if ((p[0] & 0x0f) == 8) {
			errno = 0;
			fprintf(stderr, "load: closed by the relay: %.*s\n",
				(int)len - 2, (char *)p + head + 2);
			exit(1);
		}
		keep = (char)p[head + len];
		p[head + len] = '\0';
		if ((p[0] & 0x0f) == 1)
			on_text(c, (char *)p + head);
		p[head + len] = (unsigned char)keep;
		at += head + len;
	}
	memmove(c->in, c->in + at, c->len - at);
	c->len -= at;
}

static bool receive(struct conn *c)
{
	ssize_t n = recv(c->fd, c->in + c->len, sizeof(c->in) - 1 - c->len,
		MSG_DONTWAIT);

	if (n == 0)
		die("the relay hung up");
	if (n < 0)
		return false;
	c->len += (size_t)n;
	take_frames(c);
	return true;
}

static void upgrade(struct conn *c, const char *path)
{
	char request[512], reply[2048];
	size_t len = 0;
	struct epoll_event e = {.events = EPOLLIN, .data.ptr = c};

	c->fd = dial();
	snprintf(request, sizeof(request),
		"GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n"
		"Origin: http://127.0.0.1:%d\r\n"
		"Upgrade: websocket\r\nConnection: Upgrade\r\n"
		"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
		"Sec-WebSocket-Version: 13\r\n"
		"Sec-WebSocket-Protocol: noren.v1\r\n\r\n",
		path, g.port, g.port);
	put(c->fd, request, strlen(request));
	do {
		ssize_t n = read(c->fd, reply + len, 1);

		if (n <= 0)
			die("handshake");
		len += (size_t)n;
	} while (len < sizeof(reply) - 1 &&
		(len < 4 || memcmp(reply + len - 4, "\r\n\r\n", 4) != 0));
	reply[len] = '\0';
	if (!strstr(reply, " 101 ")) {
		fprintf(stderr, "load: %s\n", reply);
		exit(1);
	}
	fcntl(c->fd, F_SETFL, O_NONBLOCK);
	epoll_ctl(g.epoll, EPOLL_CTL_ADD, c->fd, &e);
}

static void pump(int timeout_ms)
{
	struct epoll_event events[256];
	int n = epoll_wait(g.epoll, events, 256, timeout_ms);

	for (int i = 0; i < n; i++) {
		while (receive(events[i].data.ptr))
			;
	}
}

/* ---- messages ---- */

/* The value of a field of a flat JSON object, or "". */
static void field(const char *json, const char *name, char *out, size_t size)
{
	char quoted[32];
	const char *p, *end;

	snprintf(quoted, sizeof(quoted), "\"%s\":\"", name);
	out[0] = '\0';
	p = strstr(json, quoted);
	if (!p)
		return;
	p += strlen(quoted);
	end = strchr(p, '"');
	if (end && (size_t)(end - p) < size) {
		memcpy(out, p, (size_t)(end - p));
		out[end - p] = '\0';
	}
}

static bool is(const char *json, const char *type)
{
	char quoted[40];

	snprintf(quoted, sizeof(quoted), "\"t\":\"%s\"", type);
	return strstr(json, quoted) != NULL;
}

static void say(struct conn *c, int64_t meant)
{
	static char text[TEXT_LEN + 1];
	char message[FRAME];

	if (!text[0])
		memset(text, 'x', TEXT_LEN);
	if (g.sent >= MAX_MESSAGES)
		return;
	snprintf(message, sizeof(message),
		"{\"t\":\"say\",\"ref\":\"%d\",\"chat\":\"%s\","
		"\"key\":\"k%d\",\"text\":\"%s\"}",
		g.sent, c->chat, g.sent, text);
	g.meant[g.sent++] = meant;
	send_text(c, message);
}

static void on_text(struct conn *c, char *text)
{
	char value[64];
	int n;

	if (c->want[0] && is(text, c->want)) {
		c->want[0] = '\0';
		snprintf(c->last, sizeof(c->last), "%s", text);
	}
	if (is(text, "ok")) {
		field(text, "ref", value, sizeof(value));
		n = atoi(value);
		if (value[0] >= '0' && value[0] <= '9' && n < g.sent &&
			!g.acked[n]) {
			g.acked[n] = (uint32_t)(now_us() - g.meant[n]) | 1;
			g.n_acked++;
			if (g.closed_loop)
				say(c, now_us());
		}
	} else if (is(text, "entry")) {
		field(text, "key", value, sizeof(value));
		n = value[0] == 'k' ? atoi(value + 1) : -1;
		/* The sender hears its own entry too: that is no delivery. */
		if (n >= 0 && n < g.sent && !g.got[n] &&
			strstr(text, c->token)) {
			g.got[n] = (uint32_t)(now_us() - g.meant[n]) | 1;
			g.n_got++;
		}
	} else if (is(text, "error") || is(text, "bye")) {
		fprintf(stderr, "load: %s\n", text);
		exit(1);
	}
}

/* Waits for a message of that type on c. */
static void await(struct conn *c, const char *type)
{
	int64_t until = now_us() + 10000000;

	snprintf(c->want, sizeof(c->want), "%s", type);
	while (c->want[0]) {
		if (now_us() > until) {
			fprintf(stderr, "load: no %s came\n", type);
			exit(1);
		}
		pump(1);
	}
}

/* ---- setting up ---- */

static void sign_in(
	const char *address, const char *password, char *token, size_t size)
{
	char body[512], request[1024], reply[4096];
	size_t len = 0;
	ssize_t n;
	int fd = dial();

	snprintf(body, sizeof(body),
		"{\"t\":\"sign_in\",\"address\":\"%s\",\"password\":\"%s\"}",
		address, password);
	snprintf(request, sizeof(request),
		"POST /v1/sign-in HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n"
		"Content-Type: application/json\r\nConnection: close\r\n"
		"Content-Length: %zu\r\n\r\n%s",
		g.port, strlen(body), body);
	put(fd, request, strlen(request));
	while (len < sizeof(reply) - 1 &&
		(n = read(fd, reply + len, sizeof(reply) - 1 - len)) > 0) {
		len += (size_t)n;
		reply[len] = '\0';
		field(reply, "token", token, size);
		if (token[0])
			break;
	}
	close(fd);
	if (!token[0]) {
		fprintf(stderr, "load: sign-in: %s\n", reply);
		exit(1);
	}
}

static void hello(struct conn *c, const char *more)
{
	char message[512];

	snprintf(message, sizeof(message),
		"{\"t\":\"hello\",\"version\":1,\"lang\":\"en\"%s}", more);
	send_text(c, message);
	await(c, "ready");
}

static void make_chat(int i, FILE *accounts)
{
	struct conn *a = &g.talkers[2 * i], *s = &g.talkers[2 * i + 1];
	char address[128], password[128], token[80], more[256], message[512];

	a->peer = s;
	s->peer = a;
	strcpy(a->token, "\"who\":\"shopper\""); /* what the other one says */
	strcpy(s->token, "\"who\":\"associate\"");
	upgrade(a, "/v1/associate");
	if (!accounts) {
		upgrade(s, "/v1/shopper");
		return;
	}
	if (fscanf(accounts, "%127s %127s", address, password) != 2)
		die("accounts");
	sign_in(address, password, token, sizeof(token));
	snprintf(more, sizeof(more), ",\"token\":\"%s\"", token);
	hello(a, more);
	send_text(a, "{\"t\":\"available\",\"ref\":\"a\",\"on\":true}");
	await(a, "ok");
	upgrade(s, "/v1/shopper");
	hello(s, ",\"retailer\":\"bench\"");
	send_text(s,
		"{\"t\":\"say\",\"ref\":\"s\",\"key\":\"first\","
		"\"text\":\"hello\"}");
	await(a, "ring");
	field(a->last, "chat", a->chat, sizeof(a->chat));
	strcpy(s->chat, a->chat);
	snprintf(message, sizeof(message),
		"{\"t\":\"accept\",\"ref\":\"c\",\"chat\":\"%s\"}", a->chat);
	send_text(a, message);
	await(a, "ok");
}

/* ---- what the relay costs ---- */

static double cpu_seconds(void)
{
	struct timespec t;
	clockid_t clock;

	errno = clock_getcpuclockid(g.pid, &clock);
	if (errno || clock_gettime(clock, &t) < 0)
		die("the relay's CPU time");
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static long resident_kib(void)
{
	char path[64], line[256];
	long kib = 0;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%d/status", g.pid);
	f = fopen(path, "r");
	if (!f)
		die(path);
	while (fgets(line, sizeof(line), f))
		sscanf(line, "VmRSS: %ld", &kib);
	fclose(f);
	return kib;
}

/* ---- measuring ---- */

static int by_size(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

static void print_latency(const char *name, const uint32_t *all, int n)
{
	uint32_t *sorted = malloc(sizeof(*sorted) * (size_t)(n ? n : 1));

	memcpy(sorted, all, sizeof(*sorted) * (size_t)n);
	qsort(sorted, (size_t)n, sizeof(*sorted), by_size);
	printf("%s_median_us %u\n", name, n ? sorted[n / 2] : 0);
	printf("%s_p99_us %u\n", name, n ? sorted[(int64_t)n * 99 / 100] : 0);
	free(sorted);
}

/* Until everything that was sent has been answered and delivered. */
static void drain(void)
{
	int64_t until = now_us() + 20000000;

	g.closed_loop = false;
	while ((g.n_acked < g.sent || g.n_got < g.sent) && now_us() < until)
		pump(10);
	if (g.n_acked < g.sent || g.n_got < g.sent)
		fprintf(stderr, "load: of %d, %d acked, %d delivered\n", g.sent,
			g.n_acked, g.n_got);
}

static void open_loop(const char *name, int seconds, int rate)
{
	int64_t start = now_us() + 1000, total = (int64_t)seconds * rate;
	double cpu = cpu_seconds();
	int first = g.sent; /* numbers go on: no key comes twice in a chat */
	char label[64];

	for (int64_t i = 0; i < total;) {
		int64_t due = start + i * 1000000 / rate;

		if (now_us() >= due) {
			say(&g.talkers[i % (2 * g.pairs)], due);
			i++;
			continue;
		}
		pump(due - now_us() > 1500 ? 1 : 0);
	}
	drain();
	snprintf(label, sizeof(label), "%s_ack", name);
	print_latency(label, g.acked + first, g.sent - first);
	snprintf(label, sizeof(label), "%s_delivery", name);
	print_latency(label, g.got + first, g.sent - first);
	printf("%s_cpu_us %.1f\n", name,
		(cpu_seconds() - cpu) * 1e6 / (double)total);
}

static void closed_loop(const char *name, int seconds)
{
	int64_t start = now_us(), until = start + (int64_t)seconds * 1000000;
	int first = g.n_acked, n;
	double cpu = cpu_seconds();

	g.closed_loop = true;
	for (int w = 0; w < WINDOW; w++) {
		for (int i = 0; i < 2 * g.pairs; i++)
			say(&g.talkers[i], now_us());
	}
	while (now_us() < until)
		pump(1);
	n = g.n_acked - first;
	printf("%s_rate %.0f\n", name, n * 1e6 / (double)(now_us() - start));
	printf("%s_full_cpu_us %.1f\n", name,
		(cpu_seconds() - cpu) * 1e6 / (double)n);
	drain();
}

static void go_idle(bool bare)
{
	long before = resident_kib();
	int64_t start = now_us();

	for (int i = 0; i < g.idle; i++) {
		upgrade(&g.idlers[i], "/v1/shopper");
		if (!bare)
			hello(&g.idlers[i], ",\"retailer\":\"bench\"");
	}
	printf("connections_rate %.0f\n",
		g.idle * 1e6 / (double)(now_us() - start));
	printf("idle_bytes %.0f\n",
		(double)(resident_kib() - before) * 1024.0 / g.idle);
}

int main(int argc, char **argv)
{
	FILE *accounts = NULL;
	int seconds, rate;

	if (argc < 7) {
		fputs("usage: load PORT PID PAIRS IDLE SECONDS RATE "
		      "[ACCOUNTS]\n",
			stderr);
		return 2;
	}
	g.port = atoi(argv[1]);
	g.pid = atoi(argv[2]);
	g.pairs = atoi(argv[3]);
	g.idle = atoi(argv[4]);
	seconds = atoi(argv[5]);
	rate = atoi(argv[6]);
	if (argc > 7 && !(accounts = fopen(argv[7], "r")))
		die(argv[7]);
	g.epoll = epoll_create1(0);
	g.talkers = calloc((size_t)g.pairs * 2, sizeof(*g.talkers));
	g.idlers = calloc((size_t)g.idle + 1, sizeof(*g.idlers));
	g.meant = calloc(MAX_MESSAGES, sizeof(*g.meant));
	g.acked = calloc(MAX_MESSAGES, sizeof(*g.acked));
	g.got = calloc(MAX_MESSAGES, sizeof(*g.got));
	for (int i = 0; i < g.pairs; i++)
		make_chat(i, accounts);
	open_loop("alone", seconds, rate);
	closed_loop("alone", seconds);
	if (g.idle) {
		go_idle(!accounts);
		open_loop("beside", seconds, rate);
		closed_loop("beside", seconds);
	}
	return 0;
}
