/* SPDX-License-Identifier: MIT */
/*
 * Serves the demo shop on the loopback interface, for `make demo` and the
 * tests.  In .html files it puts the relay's address where %RELAY% stands, and
 * the file itself where <!--#include virtual="/path" --> does.
 *
 * One process a connection: browsers open connections before they use them,
 * and nobody must wait for those.  For a handful of people only.
 *
 * usage: shopd FOLDER RELAY-URL      prints its port, then serves until killed
 */
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "shared/buf.h"

#define PAGE_MAX (1024 * 1024) /* bytes of a file with all that it includes */
#define HEAD_MAX 8192          /* bytes of a request */
#define PATIENCE 20            /* seconds that a connection may last */
#define INCLUDE "<!--#include virtual=\""
#define INCLUDE_END "\" -->"
#define RELAY "%RELAY%"

struct shop {
	int folder; /* descriptor of the folder */
	const char *relay;
};

static const struct kind {
	const char *suffix;
	const char *type;
} kinds[] = {
	{".html", "text/html; charset=utf-8"},
	{".css", "text/css; charset=utf-8"},
	{".js", "text/javascript; charset=utf-8"},
	{".svg", "image/svg+xml"},
	{".jpg", "image/jpeg"},
	{".webp", "image/webp"},
};

static const char *type_of(const char *path)
{
	const char *dot = strrchr(path, '.');

	for (size_t i = 0; dot && i < sizeof(kinds) / sizeof(*kinds); i++) {
		if (strcmp(dot, kinds[i].suffix) == 0)
			return kinds[i].type;
	}
	return NULL;
}

/* Appends the file at `path`, which begins with a slash. */
static bool add_file(const struct shop *shop, const char *path, struct buf *out)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789./-_";
	char part[4096];
	ssize_t n;
	int fd;

	if (path[0] != '/' || path[1] == '/' || path[strspn(path, plain)] ||
		strstr(path, "..") || !type_of(path))
		return false;
	fd = openat(shop->folder, path + 1, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return false;
	while ((n = read(fd, part, sizeof(part))) > 0)
		buf_add(out, part, (size_t)n);
	close(fd);
	return n == 0 && out->err == ERR_OK;
}

static void add_page(const struct shop *shop, const char *text, bool includes,
	struct buf *out);

/* Appends what the include at `text` names; where the text goes on after it. */
static const char *add_include(
	const struct shop *shop, const char *text, struct buf *out)
{
	const char *path = text + strlen(INCLUDE);
	const char *end = strstr(path, INCLUDE_END);
	struct buf name, part;

	if (!end)
		return path;
	buf_init(&name, HEAD_MAX);
	buf_init(&part, PAGE_MAX);
	buf_add(&name, path, (size_t)(end - path));
	if (add_file(shop, buf_str(&name), &part))
		add_page(shop, buf_str(&part), false, out);
	buf_fini(&part);
	buf_fini(&name);
	return end + strlen(INCLUDE_END);
}

/* Appends a page with its marks filled in; what is included includes nothing
 * itself, so this ends. */
static void add_page(const struct shop *shop, const char *text, bool includes,
	struct buf *out)
{
	while (*text) {
		if (strncmp(text, RELAY, strlen(RELAY)) == 0) {
			buf_add_str(out, shop->relay);
			text += strlen(RELAY);
		} else if (includes &&
			strncmp(text, INCLUDE, strlen(INCLUDE)) == 0) {
			text = add_include(shop, text, out);
		} else {
			buf_add_char(out, *text++);
		}
	}
}

static void send_all(int fd, const struct buf *out)
{
	size_t sent = 0;

	while (sent < out->len) {
		ssize_t n = send(
			fd, out->data + sent, out->len - sent, MSG_NOSIGNAL);

		if (n < 0)
			return;
		sent += (size_t)n;
	}
}

/* A shop with a strict policy: what works here works on any page. */
static void add_head(const struct shop *shop, const char *status,
	const char *type, size_t len, struct buf *out)
{
	buf_addf(out,
		"HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %zu\r\n"
		"Connection: close\r\nCache-Control: no-cache\r\n"
		"X-Content-Type-Options: nosniff\r\n"
		"Content-Security-Policy: default-src 'self'; "
		"script-src 'self' %s; connect-src %s; frame-src %s\r\n",
		status, type, len, shop->relay, shop->relay, shop->relay);
}

static void answer(int fd, const struct shop *shop, const char *path)
{
	struct buf file, page, out;
	const char *type = type_of(path);
	const char *status = "200 OK";

	buf_init(&file, PAGE_MAX);
	buf_init(&page, PAGE_MAX);
	buf_init(&out, PAGE_MAX + HEAD_MAX);
	if (strcmp(path, "/index.html") == 0) {
		type = "text/plain";
		status = "302 Found\r\nLocation: /en/";
	} else if (!add_file(shop, path, &file)) {
		type = "text/plain";
		status = "404 Not Found";
		buf_add_str(&page, "There is no such page.\n");
	} else if (strcmp(type, kinds[0].type) == 0) {
		add_page(shop, buf_str(&file), true, &page);
	} else {
		buf_add(&page, file.data, file.len);
	}
	add_head(shop, status, type, page.len, &out);
	buf_add_str(&out, "\r\n");
	buf_add(&out, page.data, page.len);
	if (out.err == ERR_OK)
		send_all(fd, &out);
	buf_fini(&out);
	buf_fini(&page);
	buf_fini(&file);
}

/* Reads one request and answers it if it is a GET; others are hung up on. */
static void serve(int fd, const struct shop *shop)
{
	char head[HEAD_MAX + 1], target[HEAD_MAX + 1];
	char path[HEAD_MAX + sizeof("index.html")];
	size_t len = 0;
	int used = 0;

	do {
		ssize_t n = read(fd, head + len, HEAD_MAX - len);

		if (n <= 0)
			return;
		len += (size_t)n;
		head[len] = '\0';
	} while (!strstr(head, "\r\n\r\n"));
	if (sscanf(head, "GET %8192s HTTP/1.%n", target, &used) != 1 || !used ||
		target[0] != '/')
		return;
	target[strcspn(target, "?")] = '\0';
	used = snprintf(path, sizeof(path), "%s%s", target,
		target[strlen(target) - 1] == '/' ? "index.html" : "");
	if (used > 0)
		answer(fd, shop, path);
}

/* A listening socket on a free port of the loopback interface, or -1. */
static int listen_somewhere(void)
{
	struct sockaddr_in at = {.sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t len = sizeof(at);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&at, len) != 0 ||
		listen(fd, 64) != 0 ||
		getsockname(fd, (struct sockaddr *)&at, &len) != 0)
		return -1;
	printf("%d\n", ntohs(at.sin_port));
	fflush(stdout);
	return fd;
}

int main(int argc, char **argv)
{
	struct shop shop;
	int fd;

	if (argc != 3) {
		fputs("usage: shopd FOLDER RELAY-URL\n", stderr);
		return 2;
	}
	shop.relay = argv[2];
	shop.folder = open(argv[1], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	fd = shop.folder < 0 ? -1 : listen_somewhere();
	if (fd < 0) {
		perror("shopd");
		return 1;
	}
	signal(SIGCHLD, SIG_IGN);
	for (;;) {
		int client = accept(fd, NULL, NULL);

		if (client >= 0 && fork() == 0) {
			prctl(PR_SET_PDEATHSIG, SIGKILL);
			alarm(PATIENCE);
			serve(client, &shop);
			_exit(0);
		}
		if (client >= 0)
			close(client);
	}
}
