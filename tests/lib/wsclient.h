/* SPDX-License-Identifier: MIT */
#ifndef TESTS_LIB_WSCLIENT_H
#define TESTS_LIB_WSCLIENT_H

/*
 * A small WebSocket and HTTP client on a plain socket, without any library's
 * manners: it can send what no library would.  Blocking; every call ends by a
 * deadline of some seconds.  Failures are told by NULL, false or -1.
 */
#include <stdbool.h>
#include <stddef.h>

#define WSCLIENT_DEADLINE 10000 /* ms that any wait lasts at most */

struct wsclient {
	int fd;
	char *in; /* what was read and not used */
	size_t n_in, size_in;
	char *message;  /* the last one read */
	int close_code; /* of the close frame that came; 0: none came */
	char close_reason[128];
	int pings;  /* that have come */
	bool quiet; /* does not answer pings */
	bool over;  /* the other side has closed */
};

/* A TCP connection to this port here, or to a unix socket.  Gives. */
struct wsclient *wsclient_connect(int port);
struct wsclient *wsclient_connect_unix(const char *path);
/* Takes a connected descriptor. */
struct wsclient *wsclient_adopt(int fd);
void wsclient_close(struct wsclient **c);

/* Raw bytes out.  All that comes in until the other side closes, or until
 * `until` (NULL: nothing) has come: lends a string, NULL when time is up. */
bool wsclient_write(struct wsclient *c, const void *data, size_t len);
bool wsclient_print(struct wsclient *c, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
const char *wsclient_read_raw(struct wsclient *c, const char *until);

/* One answer over HTTP: its status; *body (lent) is what it bore. */
int wsclient_read_http(struct wsclient *c, const char **body);

/* Connects and shakes hands: `path` such as /v1/shopper; `origin` NULL is the
 * relay's own, "" none.  NULL unless it is answered by 101. */
struct wsclient *wsclient_open(int port, const char *path, const char *origin);
/* The same on a connection that there is; takes it. */
struct wsclient *wsclient_shake(
	struct wsclient *c, int port, const char *path, const char *origin);
/* The request of such a handshake, for tests that change it; mem_free. */
char *wsclient_handshake(int port, const char *path, const char *origin);

/* A frame: fin, opcode, masked or not. */
bool wsclient_frame(struct wsclient *c, bool fin, int opcode, bool masked,
	const void *data, size_t len);
bool wsclient_say(struct wsclient *c, const char *text);
bool wsclient_sayf(struct wsclient *c, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* The next text message; lends it until the next call.  NULL when the
 * connection closed (see close_code) or time is up. */
const char *wsclient_read(struct wsclient *c);
/* The same, but within so many milliseconds; for "nothing comes". */
const char *wsclient_read_within(struct wsclient *c, int ms);
/* The next message of that type, others are dropped; NULL as above. */
const char *wsclient_expect(struct wsclient *c, const char *type);
/* Has the other side closed it?  After a read that gave NULL. */
bool wsclient_gone(const struct wsclient *c);
/* Reads until it is closed: its close code, 0 without one, -1 in time. */
int wsclient_expect_close(struct wsclient *c);

/* A member of a flat JSON object as text, without quotes; "" when it is not
 * there.  Returns `out`. */
const char *wsclient_member(
	const char *message, const char *name, char *out, size_t size);
long long wsclient_number(const char *message, const char *name);

#endif
