/* SPDX-License-Identifier: MIT */
/*
 * A mail server for `make demo`, on the loopback interface: it takes every mail
 * over, sends none on, and shows them, the last one first, to whoever opens its
 * page in a browser.
 *
 * One process a connection, as shopd has it; what came lies in the folder, a
 * file a mail.
 *
 * usage: maild FOLDER     prints its ports, for mails and for the page
 */
#include <arpa/inet.h>
#include <dirent.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "shared/buf.h"

#define LINE 1100             /* bytes of a line, and its end */
#define MAIL_MAX (256 * 1024) /* bytes of a mail */
#define PAGE_MAX (8 * 1024 * 1024)
#define PATIENCE 60 /* seconds that a connection may last */

/* ---- what mails are written in ---- */

static int value_of(const char *digits, char c)
{
	const char *at = c ? strchr(digits, c) : NULL;

	return at ? (int)(at - digits) : -1;
}

static void add_base64(const char *s, size_t len, struct buf *out)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";
	unsigned bits = 0;
	int n = 0;

	for (size_t i = 0; i < len && value_of(digits, s[i]) >= 0; i++) {
		bits = bits << 6 | (unsigned)value_of(digits, s[i]);
		n += 6;
		if (n >= 8)
			buf_add_char(out, (char)(bits >> (n -= 8) & 0xff));
	}
}

/* A header's value, with its encoded words (RFC 2047) read. */
static void add_value(const char *s, struct buf *out)
{
	static const char begin[] = "=?UTF-8?B?";

	while (*s) {
		const char *end = strncasecmp(s, begin, strlen(begin)) == 0
			? strstr(s + strlen(begin), "?=")
			: NULL;

		if (!end) {
			buf_add_char(out, *s++);
			continue;
		}
		s += strlen(begin);
		add_base64(s, (size_t)(end - s), out);
		s = end + 2;
		if (strncmp(s, " =?", 3) == 0)
			s++; /* a blank between two is none */
	}
}

/* A line of the text in quoted-printable (RFC 2045). */
static void add_quoted(const char *s, struct buf *out)
{
	static const char hex[] = "0123456789ABCDEF";

	for (; *s; s++) {
		if (s[0] == '=' && !s[1])
			return; /* it goes on */
		if (s[0] == '=' && value_of(hex, s[1]) >= 0 &&
			value_of(hex, s[2]) >= 0) {
			buf_add_char(out,
				(char)(value_of(hex, s[1]) << 4 |
					value_of(hex, s[2])));
			s += 2;
		} else {
			buf_add_char(out, *s);
		}
	}
	buf_add_char(out, '\n');
}

/* ---- taking one over ---- */

struct mail {
	struct buf text;   /* as a person reads it */
	struct buf header; /* the one that is being read, unfolded */
	bool body;
};

static void end_header(struct mail *m)
{
	const char *s = buf_str(&m->header);

	if (strncasecmp(s, "To:", 3) == 0 ||
		strncasecmp(s, "Subject:", 8) == 0 ||
		strncasecmp(s, "Date:", 5) == 0) {
		add_value(s, &m->text);
		buf_add_char(&m->text, '\n');
	}
	buf_clear(&m->header);
}

static void add_line(struct mail *m, const char *line)
{
	if (m->body) {
		add_quoted(line, &m->text);
	} else if (line[0] == ' ' || line[0] == '\t') {
		buf_add_char(&m->header, ' ');
		buf_add_str(&m->header, line + strspn(line, " \t"));
	} else {
		end_header(m);
		m->body = !line[0];
		buf_add_str(&m->header, line);
		if (m->body)
			buf_add_char(&m->text, '\n');
	}
}

/* Under a name that nobody reads until it is whole. */
static bool keep(const char *folder, const struct buf *text)
{
	char name[4096], whole[4096];
	struct timespec now;
	FILE *f;
	bool good;

	clock_gettime(CLOCK_REALTIME, &now);
	snprintf(whole, sizeof(whole), "%s/%011lld%09ld.mail", folder,
		(long long)now.tv_sec, now.tv_nsec);
	snprintf(name, sizeof(name), "%s/.%d", folder, (int)getpid());
	f = fopen(name, "w");
	if (!f)
		return false;
	good = !text->err && fwrite(text->data, 1, text->len, f) == text->len;
	good = fclose(f) == 0 && good;
	return good && rename(name, whole) == 0;
}

/* A line without its end; false: there is none, or it is too long. */
static bool read_line(FILE *in, char line[LINE])
{
	size_t len;

	if (!fgets(line, LINE, in))
		return false;
	len = strcspn(line, "\r\n");
	if (!line[len])
		return false;
	line[len] = '\0';
	return true;
}

static bool take(const char *folder, FILE *in)
{
	struct mail m = {.body = false};
	char line[LINE];
	bool good;

	buf_init(&m.text, MAIL_MAX);
	buf_init(&m.header, MAIL_MAX);
	while ((good = read_line(in, line)) && strcmp(line, ".") != 0)
		add_line(&m, line[0] == '.' ? line + 1 : line);
	good = good && keep(folder, &m.text);
	buf_fini(&m.header);
	buf_fini(&m.text);
	return good;
}

static void say(FILE *out, const char *line)
{
	fprintf(out, "%s\r\n", line);
	fflush(out);
}

static void serve_mail(FILE *in, FILE *out, const char *folder)
{
	char line[LINE];

	say(out, "220 demo");
	while (read_line(in, line)) {
		if (strncasecmp(line, "DATA", 4) == 0) {
			say(out, "354 go on");
			say(out,
				take(folder, in) ? "250 taken"
						 : "451 it cannot be kept");
		} else if (strncasecmp(line, "QUIT", 4) == 0) {
			say(out, "221 bye");
			return;
		} else {
			say(out, "250 yes");
		}
	}
}

/* ---- the page ---- */

static int is_mail(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static void add_mail(const char *folder, const char *name, struct buf *out)
{
	char path[4096], part[4096];
	FILE *f;
	size_t n;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	f = fopen(path, "r");
	while (f && (n = fread(part, 1, sizeof(part), f)) > 0)
		buf_add(out, part, n);
	if (f)
		fclose(f);
	buf_add_str(out, "\n----------------------------------------\n\n");
}

static void serve_page(FILE *in, FILE *out, const char *folder)
{
	struct dirent **all = NULL;
	char line[LINE];
	struct buf page;
	int n;

	do {
		if (!read_line(in, line))
			return;
	} while (line[0]);
	buf_init(&page, PAGE_MAX);
	n = scandir(folder, &all, is_mail, alphasort);
	if (n <= 0)
		buf_add_str(&page,
			"No mail has come yet.\n"
			"メールはまだ届いていません。\n");
	for (int i = n - 1; i >= 0; i--) {
		add_mail(folder, all[i]->d_name, &page);
		free(all[i]);
	}
	free(all);
	fprintf(out,
		"HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\n"
		"Content-Length: %zu\r\nConnection: close\r\nRefresh: 3\r\n"
		"Cache-Control: no-store\r\n"
		"X-Content-Type-Options: nosniff\r\n\r\n",
		page.len);
	fwrite(page.data, 1, page.len, out);
	fflush(out);
	buf_fini(&page);
}

/* ---- connections ---- */

/* A listening socket on a free port of the loopback interface, or -1. */
static int listen_somewhere(int *port)
{
	struct sockaddr_in at = {.sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t len = sizeof(at);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&at, len) != 0 ||
		listen(fd, 64) != 0 ||
		getsockname(fd, (struct sockaddr *)&at, &len) != 0)
		return -1;
	*port = ntohs(at.sin_port);
	return fd;
}

static void serve(int client, bool mail, const char *folder)
{
	FILE *in = fdopen(client, "r"), *out = fdopen(dup(client), "w");

	if (!in || !out)
		return;
	if (mail)
		serve_mail(in, out, folder);
	else
		serve_page(in, out, folder);
}

int main(int argc, char **argv)
{
	struct pollfd doors[2] = {{.events = POLLIN}, {.events = POLLIN}};
	int ports[2];

	if (argc != 2) {
		fputs("usage: maild FOLDER\n", stderr);
		return 2;
	}
	for (int i = 0; i < 2; i++) {
		doors[i].fd = listen_somewhere(&ports[i]);
		if (doors[i].fd < 0) {
			perror("maild");
			return 1;
		}
	}
	printf("%d %d\n", ports[0], ports[1]);
	fflush(stdout);
	signal(SIGCHLD, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	while (poll(doors, 2, -1) >= 0) {
		int door = doors[0].revents ? 0 : 1;
		int client = accept(doors[door].fd, NULL, NULL);

		if (client >= 0 && fork() == 0) {
			prctl(PR_SET_PDEATHSIG, SIGKILL);
			alarm(PATIENCE);
			serve(client, door == 0, argv[1]);
			_exit(0);
		}
		if (client >= 0)
			close(client);
	}
	return 1;
}
