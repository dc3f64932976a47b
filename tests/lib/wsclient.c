/* SPDX-License-Identifier: MIT */
#include "tests/lib/wsclient.h"

#include <arpa/inet.h>
#include <errno.h>
#include <jansson.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "shared/buf.h"
#include "shared/mem.h"

enum { OP_CONTINUE, OP_TEXT, OP_BINARY, OP_CLOSE = 8, OP_PING, OP_PONG };

static long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

struct wsclient *wsclient_adopt(int fd)
{
	struct wsclient *c = mem_zero(sizeof(*c));

	c->fd = fd;
	return c;
}

static struct wsclient *make(int fd, const struct sockaddr *a, socklen_t len)
{
	if (fd < 0)
		return NULL;
	if (connect(fd, a, len) == 0)
		return wsclient_adopt(fd);
	close(fd);
	return NULL;
}

struct wsclient *wsclient_connect(int port)
{
	struct sockaddr_in a = {
		.sin_family = AF_INET,
		.sin_port = htons((unsigned short)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	int one = 1;

	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	return make(fd, (struct sockaddr *)&a, sizeof(a));
}

struct wsclient *wsclient_connect_unix(const char *path)
{
	struct sockaddr_un a = {.sun_family = AF_UNIX};

	snprintf(a.sun_path, sizeof(a.sun_path), "%s", path);
	return make(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0),
		(struct sockaddr *)&a, sizeof(a));
}

void wsclient_close(struct wsclient **c)
{
	if (*c) {
		close((*c)->fd);
		mem_free((*c)->in);
		mem_free((*c)->message);
		mem_free(*c);
	}
	*c = NULL;
}

/* ---- bytes ---- */

bool wsclient_write(struct wsclient *c, const void *data, size_t len)
{
	const char *s = data;

	while (len > 0) {
		struct pollfd p = {.fd = c->fd, .events = POLLOUT};
		ssize_t n = send(c->fd, s, len, MSG_NOSIGNAL | MSG_DONTWAIT);

		if (n > 0) {
			s += n;
			len -= (size_t)n;
		} else if (n < 0 && errno != EAGAIN && errno != EINTR) {
			return false;
		} else if (poll(&p, 1, WSCLIENT_DEADLINE) <= 0) {
			return false;
		}
	}
	return true;
}

bool wsclient_print(struct wsclient *c, const char *format, ...)
{
	va_list args;
	char *text;
	bool fine;
	int n;

	va_start(args, format);
	n = vasprintf(&text, format, args);
	va_end(args);
	fine = n >= 0 && wsclient_write(c, text, (size_t)n);
	free(text);
	return fine;
}

/* 1: more came; 0: the other side has closed; -1: time is up. */
static int more(struct wsclient *c, long until)
{
	for (;;) {
		long left = until - now_ms();
		struct pollfd p = {.fd = c->fd, .events = POLLIN};
		ssize_t n;

		if (c->size_in - c->n_in < 4097) {
			c->size_in = 2 * c->size_in + 8192;
			c->in = mem_resize(c->in, c->size_in);
		}
		n = recv(c->fd, c->in + c->n_in, c->size_in - c->n_in - 1,
			MSG_DONTWAIT);
		if (n > 0) {
			c->n_in += (size_t)n;
			c->in[c->n_in] = '\0';
			return 1;
		}
		if (n == 0 || (errno != EAGAIN && errno != EINTR)) {
			c->over = true;
			return 0;
		}
		if (left <= 0 || poll(&p, 1, (int)left) == 0)
			return -1;
	}
}

static void drop(struct wsclient *c, size_t n)
{
	memmove(c->in, c->in + n, c->n_in - n);
	c->n_in -= n;
	c->in[c->n_in] = '\0';
}

/* Moves the first n bytes into `message`. */
static const char *take(struct wsclient *c, size_t n)
{
	mem_free(c->message);
	c->message = mem_strndup(c->in ? c->in : "", n);
	if (n)
		drop(c, n);
	return c->message;
}

const char *wsclient_read_raw(struct wsclient *c, const char *until)
{
	long deadline = now_ms() + WSCLIENT_DEADLINE;
	int got = 1;

	while (got > 0) {
		const char *end =
			until && c->n_in ? strstr(c->in, until) : NULL;

		if (end)
			return take(c, (size_t)(end - c->in) + strlen(until));
		got = more(c, deadline);
	}
	return got == 0 ? take(c, c->n_in) : NULL;
}

/* ---- HTTP ---- */

int wsclient_read_http(struct wsclient *c, const char **body)
{
	const char *head = wsclient_read_raw(c, "\r\n\r\n");
	const char *length;
	long deadline = now_ms() + WSCLIENT_DEADLINE;
	size_t want;
	int status;

	*body = "";
	if (!head || sscanf(head, "HTTP/1.%*d %d", &status) != 1)
		return -1;
	length = strcasestr(head, "\r\ncontent-length:");
	want = length ? strtoul(length + 17, NULL, 10) : 0;
	while (c->n_in < want) {
		if (more(c, deadline) <= 0)
			return -1;
	}
	*body = take(c, want);
	return status;
}

/* ---- WebSocket ---- */

char *wsclient_handshake(int port, const char *path, const char *origin)
{
	char own[64], line[400] = "";
	struct buf b;

	snprintf(own, sizeof(own), "http://127.0.0.1:%d", port);
	if (!origin || *origin)
		snprintf(line, sizeof(line), "Origin: %s\r\n",
			origin ? origin : own);
	buf_init(&b, 4096);
	buf_addf(&b,
		"GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n"
		"Upgrade: websocket\r\nConnection: Upgrade\r\n"
		"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
		"Sec-WebSocket-Version: 13\r\n"
		"Sec-WebSocket-Protocol: noren.v1\r\n%s\r\n",
		path, port, line);
	return buf_take(&b);
}

struct wsclient *wsclient_open(int port, const char *path, const char *origin)
{
	return wsclient_shake(wsclient_connect(port), port, path, origin);
}

struct wsclient *wsclient_shake(
	struct wsclient *c, int port, const char *path, const char *origin)
{
	char *request = wsclient_handshake(port, path, origin);
	const char *head = NULL;

	if (c && wsclient_write(c, request, strlen(request)))
		head = wsclient_read_raw(c, "\r\n\r\n");
	if (!head || strncmp(head, "HTTP/1.1 101", 12) != 0)
		wsclient_close(&c);
	mem_free(request);
	return c;
}

bool wsclient_frame(struct wsclient *c, bool fin, int opcode, bool masked,
	const void *data, size_t len)
{
	static const unsigned char mask[4] = {0x12, 0x34, 0x56, 0x78};
	unsigned char head[14] = {(unsigned char)((fin ? 0x80 : 0) | opcode)};
	unsigned char *body = mem_alloc(len);
	size_t n = 2;
	bool fine;

	if (len < 126) {
		head[1] = (unsigned char)len;
	} else if (len < 65536) {
		head[1] = 126;
		head[n++] = (unsigned char)(len >> 8);
		head[n++] = (unsigned char)len;
	} else {
		head[1] = 127;
		for (int shift = 56; shift >= 0; shift -= 8)
			head[n++] = (unsigned char)((uint64_t)len >> shift);
	}
	if (len)
		memcpy(body, data, len);
	if (masked) {
		head[1] |= 0x80;
		memcpy(head + n, mask, 4);
		n += 4;
		for (size_t i = 0; i < len; i++)
			body[i] ^= mask[i & 3];
	}
	fine = wsclient_write(c, head, n) && wsclient_write(c, body, len);
	mem_free(body);
	return fine;
}

bool wsclient_say(struct wsclient *c, const char *text)
{
	return wsclient_frame(c, true, OP_TEXT, true, text, strlen(text));
}

bool wsclient_sayf(struct wsclient *c, const char *format, ...)
{
	va_list args;
	char *text;
	bool fine;
	int n;

	va_start(args, format);
	n = vasprintf(&text, format, args);
	va_end(args);
	fine = n >= 0 && wsclient_say(c, text);
	free(text);
	return fine;
}

/* The header of the first frame in c->in, once it is whole: *at is where its
 * payload begins. */
static bool frame_there(const struct wsclient *c, size_t *at, size_t *len)
{
	const unsigned char *s = (const unsigned char *)c->in;

	*at = 2;
	if (c->n_in < 2)
		return false;
	*len = s[1] & 127;
	if (*len == 126) {
		*at = 4;
		if (c->n_in < 4)
			return false;
		*len = (size_t)s[2] << 8 | s[3];
	} else if (*len == 127) {
		*at = 10;
		*len = 0;
		if (c->n_in < 10)
			return false;
		for (int i = 2; i < 10; i++)
			*len = *len << 8 | s[i];
	}
	return c->n_in >= *at + *len;
}

static void note_close(struct wsclient *c, const char *s, size_t len)
{
	c->close_code = 1005;
	c->close_reason[0] = '\0';
	if (len >= 2) {
		c->close_code = (unsigned char)s[0] << 8 | (unsigned char)s[1];
		snprintf(c->close_reason, sizeof(c->close_reason), "%.*s",
			(int)len - 2, s + 2);
	}
	wsclient_frame(c, true, OP_CLOSE, true, s, len < 2 ? 0 : 2);
}

const char *wsclient_read_within(struct wsclient *c, int ms)
{
	long deadline = now_ms() + ms;
	size_t at, len;

	for (;;) {
		while (!frame_there(c, &at, &len)) {
			if (more(c, deadline) <= 0)
				return NULL;
		}
		switch (c->in[0] & 15) {
		case OP_TEXT:
			drop(c, at);
			return take(c, len);
		case OP_PING:
			c->pings++;
			if (!c->quiet)
				wsclient_frame(c, true, OP_PONG, true,
					c->in + at, len);
			break;
		case OP_CLOSE:
			note_close(c, c->in + at, len);
			return NULL;
		default:
			break;
		}
		drop(c, at + len);
	}
}

const char *wsclient_read(struct wsclient *c)
{
	return wsclient_read_within(c, WSCLIENT_DEADLINE);
}

const char *wsclient_expect(struct wsclient *c, const char *type)
{
	char got[40];
	const char *m;

	while ((m = wsclient_read(c)) != NULL) {
		if (strcmp(wsclient_member(m, "t", got, sizeof(got)), type) ==
			0)
			break;
	}
	return m;
}

bool wsclient_gone(const struct wsclient *c)
{
	return c->over;
}

int wsclient_expect_close(struct wsclient *c)
{
	long deadline = now_ms() + WSCLIENT_DEADLINE;

	c->close_code = 0;
	while (wsclient_read(c))
		;
	if (c->close_code)
		return c->close_code;
	return more(c, deadline) == 0 ? 0 : -1;
}

/* ---- JSON ---- */

const char *wsclient_member(
	const char *message, const char *name, char *out, size_t size)
{
	json_t *object = json_loads(message, 0, NULL);
	json_t *value = json_object_get(object, name);

	out[0] = '\0';
	if (json_is_string(value))
		snprintf(out, size, "%s", json_string_value(value));
	else if (json_is_integer(value))
		snprintf(out, size, "%lld",
			(long long)json_integer_value(value));
	else if (json_is_boolean(value))
		snprintf(out, size, "%s",
			json_is_true(value) ? "true" : "false");
	json_decref(object);
	return out;
}

long long wsclient_number(const char *message, const char *name)
{
	char text[32];

	return strtoll(
		wsclient_member(message, name, text, sizeof(text)), NULL, 10);
}
