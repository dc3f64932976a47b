/* SPDX-License-Identifier: MIT */
#include "relay/gate/uv_listen.h"

#include <arpa/inet.h>
#include <assert.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "shared/mem.h"

#define BACKLOG 1024
#define AT_ONCE 64   /* connections that one turn of the loop accepts */
#define PAUSE_MS 200 /* after the descriptors ran out */

struct uv_listen {
	struct uv_listen_io io;
	uv_poll_t poll;
	uv_timer_t pause;
	int fd;
	int handles; /* that the loop has not closed yet */
	bool listening;
	char *path; /* of a unix socket */
};

union address {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
	struct sockaddr_un un;
};

static struct peer peer_of(const union address *a)
{
	static const uint8_t here[4] = {127, 0, 0, 1};

	if (a->any.sa_family == AF_INET)
		return peer_from_v4((const uint8_t *)&a->v4.sin_addr);
	if (a->any.sa_family == AF_INET6)
		return peer_from_v6((const uint8_t *)&a->v6.sin6_addr);
	return peer_from_v4(here);
}

static void on_pause_over(uv_timer_t *timer)
{
	uv_listen_start(timer->data);
}

/* Says whether to go on accepting. */
static bool accept_one(struct uv_listen *l)
{
	union address from = {.any.sa_family = AF_UNIX};
	socklen_t len = sizeof(from);
	int one = 1;
	struct peer peer;
	int fd;

	fd = accept4(l->fd, &from.any, &len, SOCK_NONBLOCK | SOCK_CLOEXEC);
	if (fd < 0) {
		if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS ||
			errno == ENOMEM) {
			uv_poll_stop(&l->poll);
			uv_timer_start(&l->pause, on_pause_over, PAUSE_MS, 0);
		}
		return errno == ECONNABORTED || errno == EINTR;
	}
	if (!l->path)
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	peer = peer_of(&from);
	l->io.accepted(l->io.ctx, fd, &peer);
	return true;
}

static void on_readable(uv_poll_t *poll, int status, int events)
{
	struct uv_listen *l = poll->data;

	(void)events;
	if (status < 0)
		return;
	for (int i = 0; i < AT_ONCE; i++) {
		if (!l->io.room(l->io.ctx)) {
			uv_poll_stop(&l->poll);
			return;
		}
		if (!accept_one(l))
			return;
	}
}

static enum err make(uv_loop_t *loop, int fd, const struct uv_listen_io *io,
	struct uv_listen **out)
{
	struct uv_listen *l = mem_zero(sizeof(*l));

	*out = l;
	if (!l)
		return ERR_NOMEM;
	l->io = *io;
	l->fd = fd;
	if (uv_poll_init(loop, &l->poll, fd) < 0) {
		mem_free(l);
		*out = NULL;
		return ERR_IO;
	}
	uv_timer_init(loop, &l->pause);
	l->poll.data = l->pause.data = l;
	l->handles = 2;
	return ERR_OK;
}

static int make_socket(const union address *a, socklen_t len)
{
	int fd = socket(a->any.sa_family,
		SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	int one = 1;

	if (fd < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
	if (bind(fd, &a->any, len) == 0)
		return fd;
	close(fd);
	return -1;
}

/* Both families where the address is "::". */
static socklen_t tcp_address(const char *text, int port, union address *a)
{
	memset(a, 0, sizeof(*a));
	if (inet_pton(AF_INET, text, &a->v4.sin_addr) == 1) {
		a->v4.sin_family = AF_INET;
		a->v4.sin_port = htons((uint16_t)port);
		return sizeof(a->v4);
	}
	if (inet_pton(AF_INET6, text, &a->v6.sin6_addr) == 1) {
		a->v6.sin6_family = AF_INET6;
		a->v6.sin6_port = htons((uint16_t)port);
		return sizeof(a->v6);
	}
	return 0;
}

enum err uv_listen_tcp(uv_loop_t *loop, const char *address, int port,
	const struct uv_listen_io *io, struct uv_listen **out,
	char why[UV_LISTEN_WHY])
{
	union address a;
	socklen_t len = tcp_address(address, port, &a);
	int fd = len ? make_socket(&a, len) : -1;

	*out = NULL;
	if (fd < 0) {
		snprintf(why, UV_LISTEN_WHY, "%s, port %d: %s", address, port,
			len ? strerror(errno) : "no such address");
		return ERR_CONFIG;
	}
	return make(loop, fd, io, out);
}

/* Is somebody listening there? */
static bool is_served(const union address *a)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool served;

	if (fd < 0)
		return false;
	served = connect(fd, &a->any, sizeof(a->un)) == 0;
	close(fd);
	return served;
}

enum err uv_listen_unix(uv_loop_t *loop, const char *path,
	const struct uv_listen_io *io, struct uv_listen **out,
	char why[UV_LISTEN_WHY])
{
	union address a = {.un.sun_family = AF_UNIX};
	int fd = -1;
	enum err e;

	*out = NULL;
	if (strlen(path) >= sizeof(a.un.sun_path)) {
		snprintf(why, UV_LISTEN_WHY, "%.200s: too long", path);
		return ERR_CONFIG;
	}
	strcpy(a.un.sun_path, path);
	if (is_served(&a)) {
		errno = EADDRINUSE;
	} else {
		mode_t mask = umask(0177);

		unlink(path);
		fd = make_socket(&a, sizeof(a.un));
		umask(mask);
	}
	if (fd < 0) {
		snprintf(why, UV_LISTEN_WHY, "%.200s: %s", path,
			strerror(errno));
		return ERR_CONFIG;
	}
	e = make(loop, fd, io, out);
	if (e == ERR_OK)
		(*out)->path = mem_strdup(path);
	return e;
}

int uv_listen_port(const struct uv_listen *l)
{
	union address a;
	socklen_t len = sizeof(a);

	if (getsockname(l->fd, &a.any, &len) < 0)
		return 0;
	return ntohs(
		a.any.sa_family == AF_INET ? a.v4.sin_port : a.v6.sin6_port);
}

enum err uv_listen_start(struct uv_listen *l)
{
	if (!l->listening && listen(l->fd, BACKLOG) < 0)
		return ERR_IO;
	l->listening = true;
	return uv_poll_start(&l->poll, UV_READABLE, on_readable) == 0 ? ERR_OK
								      : ERR_IO;
}

static void on_closed(uv_handle_t *handle)
{
	struct uv_listen *l = handle->data;

	if (--l->handles == 0) {
		mem_free(l->path);
		mem_free(l);
	}
}

void uv_listen_close(struct uv_listen **lp)
{
	struct uv_listen *l = *lp;

	*lp = NULL;
	if (!l)
		return;
	uv_poll_stop(&l->poll);
	uv_close((uv_handle_t *)&l->poll, on_closed);
	uv_close((uv_handle_t *)&l->pause, on_closed);
	close(l->fd);
	if (l->path)
		unlink(l->path);
}
