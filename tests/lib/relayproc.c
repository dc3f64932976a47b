/* SPDX-License-Identifier: MIT */
#include "tests/lib/relayproc.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "shared/mem.h"
#include "tests/lib/wsclient.h"

#define ARGUMENTS (RELAYPROC_OPTIONS + 8)

static void die(const struct relayproc *p, const char *what)
{
	char *log = p->directory[0] ? relayproc_log(p) : NULL;

	fprintf(stderr, "not ok relayproc: %s (%s)\n%s\n", what,
		strerror(errno), log ? log : "");
	abort();
}

static const char *program(char *out, size_t size)
{
	const char *build = getenv("NOREN_BUILD");

	snprintf(out, size, "%s/norend", build ? build : "build/debug");
	return out;
}

/* In the child: it dies with the test. */
static void become(const struct relayproc *p, int out)
{
	char path[4096], directory[128], log[128];
	const char *args[ARGUMENTS] = {program(path, sizeof(path)),
		"--test-clock", "-o", "port=0", "-o", directory};
	int n = 6, err;

	snprintf(directory, sizeof(directory), "directory=%s/state",
		p->directory);
	snprintf(log, sizeof(log), "%s/log", p->directory);
	for (int i = 0; p->options[i]; i++)
		args[n++] = p->options[i];
	err = open(log, O_WRONLY | O_CREAT | O_APPEND, 0600);
	dup2(out, STDOUT_FILENO);
	dup2(err, STDERR_FILENO);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	execv(args[0], (char *const *)args);
	_exit(127);
}

/* Gives the pipe that its first line comes through. */
static int spawn(struct relayproc *p)
{
	int out[2];

	if (pipe2(out, O_CLOEXEC) < 0)
		die(p, "pipe");
	p->pid = fork();
	if (p->pid < 0)
		die(p, "fork");
	if (p->pid == 0)
		become(p, out[1]);
	close(out[1]);
	return out[0];
}

void relayproc_start(struct relayproc *p)
{
	int fd = spawn(p);
	struct pollfd wait = {.fd = fd, .events = POLLIN};
	char line[256] = "";
	ssize_t n;

	if (poll(&wait, 1, 20000) != 1)
		die(p, "norend does not say that it listens");
	n = read(fd, line, sizeof(line) - 1);
	close(fd);
	if (n <= 0 ||
		sscanf(line, "listening on %*[a-z]://%*[^:]:%d", &p->port) != 1)
		die(p, "norend does not listen");
}

void relayproc_start_and_kill(struct relayproc *p, int ms)
{
	int fd = spawn(p);

	poll(NULL, 0, ms);
	relayproc_kill(p);
	close(fd);
}

void relayproc_init(struct relayproc *p, ...)
{
	va_list args;
	int n = 0;

	memset(p, 0, sizeof(*p));
	va_start(args, p);
	while ((p->options[n] = va_arg(args, const char *)) != NULL) {
		if (++n == RELAYPROC_OPTIONS)
			die(p, "too many options");
	}
	va_end(args);
	strcpy(p->directory, "/tmp/norend-test-XXXXXX");
	if (!mkdtemp(p->directory)) {
		p->directory[0] = '\0';
		die(p, "mkdtemp");
	}
	snprintf(p->control, sizeof(p->control), "%s/state/control.sock",
		p->directory);
	relayproc_start(p);
}

void relayproc_kill(struct relayproc *p)
{
	if (p->pid > 0) {
		kill(p->pid, SIGKILL);
		waitpid(p->pid, NULL, 0);
	}
	p->pid = 0;
}

int relayproc_stop(struct relayproc *p)
{
	int fd = (int)syscall(SYS_pidfd_open, p->pid, 0);
	struct pollfd wait = {.fd = fd, .events = POLLIN};
	int status;

	kill(p->pid, SIGTERM);
	if (poll(&wait, 1, 10000) != 1) {
		close(fd);
		return -1;
	}
	close(fd);
	waitpid(p->pid, &status, 0);
	p->pid = 0;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void relayproc_fini(struct relayproc *p)
{
	char command[128];

	relayproc_kill(p);
	snprintf(command, sizeof(command), "rm -rf '%s'", p->directory);
	if (system(command) != 0)
		die(p, "rm");
}

/* ---- requests ---- */

static int ask(struct wsclient *c, const char *method, const char *path,
	const char *headers, const char *body, char **answer)
{
	const char *text;
	int status = -1;

	if (answer)
		*answer = NULL;
	if (c &&
		wsclient_print(c,
			"%s %s HTTP/1.1\r\nHost: localhost\r\n%s"
			"Content-Length: %zu\r\n\r\n%s",
			method, path, headers, strlen(body), body))
		status = wsclient_read_http(c, &text);
	if (status >= 0 && answer)
		*answer = mem_strdup(text);
	wsclient_close(&c);
	return status;
}

int relayproc_control(const struct relayproc *p, const char *method,
	const char *path, const char *body, char **answer)
{
	return ask(wsclient_connect_unix(p->control), method, path, "", body,
		answer);
}

int relayproc_http(const struct relayproc *p, const char *method,
	const char *path, const char *headers, const char *body, char **answer)
{
	return ask(
		wsclient_connect(p->port), method, path, headers, body, answer);
}

void relayproc_retailer(const struct relayproc *p, const char *retailer)
{
	char body[256];

	snprintf(body, sizeof(body),
		"{\"t\":\"ctl_retailer\",\"retailer\":\"%s\",\"name\":\"%s\","
		"\"zone\":\"Asia/Tokyo\",\"hours\":\"always\"}",
		retailer, retailer);
	if (relayproc_control(p, "PUT", "/retailer", body, NULL) != 204)
		die(p, "the retailer cannot be made");
}

void relayproc_promote(
	const struct relayproc *p, const char *retailer, const char *address)
{
	char body[256];

	snprintf(body, sizeof(body),
		"{\"t\":\"ctl_associate\",\"retailer\":\"%s\",\"address\":\"%"
		"s\","
		"\"manager\":true}",
		retailer, address);
	if (relayproc_control(p, "PUT", "/associate", body, NULL) != 204)
		die(p, "the associate cannot be promoted");
}

void relayproc_associate(const struct relayproc *p, const char *retailer,
	const char *address, const char *name, char token[RELAYPROC_TOKEN])
{
	char body[512];
	char *answer;

	snprintf(body, sizeof(body),
		"{\"t\":\"ctl_associate\",\"retailer\":\"%s\",\"address\":\"%"
		"s\","
		"\"name\":\"%s\",\"password\":\"quiet river stones\"}",
		retailer, address, name);
	if (relayproc_control(p, "PUT", "/associate", body, NULL) != 204)
		die(p, "the associate cannot be made");
	snprintf(body, sizeof(body),
		"{\"t\":\"sign_in\",\"address\":\"%s\",\"password\":"
		"\"quiet river stones\"}",
		address);
	if (relayproc_http(p, "POST", "/v1/sign-in", "", body, &answer) != 200)
		die(p, "the associate cannot sign in");
	wsclient_member(answer, "token", token, RELAYPROC_TOKEN);
	mem_free(answer);
}

void relayproc_advance(const struct relayproc *p, long long ms)
{
	char body[64];

	snprintf(body, sizeof(body), "{\"t\":\"ctl_clock\",\"advance\":%lld}",
		ms);
	if (relayproc_control(p, "POST", "/clock", body, NULL) != 204)
		die(p, "the clock cannot be moved");
}

struct wsclient *relayproc_as_associate(
	const struct relayproc *p, const char *token)
{
	struct wsclient *c = wsclient_open(p->port, "/v1/associate", "");

	if (!c ||
		!wsclient_sayf(c,
			"{\"t\":\"hello\",\"version\":1,\"token\":\"%s\"}",
			token) ||
		!wsclient_expect(c, "ready"))
		die(p, "the associate cannot say hello");
	return c;
}

struct wsclient *relayproc_as_shopper(const struct relayproc *p,
	const char *retailer, char token[RELAYPROC_TOKEN])
{
	struct wsclient *c = wsclient_open(p->port, "/v1/shopper", NULL);
	const char *welcome = NULL;

	if (c &&
		wsclient_sayf(c,
			"{\"t\":\"hello\",\"version\":1,\"retailer\":\"%s\","
			"\"token\":\"%s\"}",
			retailer, token))
		welcome = wsclient_expect(c, "welcome");
	if (!welcome)
		die(p, "the shopper cannot say hello");
	if (!token[0])
		wsclient_member(welcome, "token", token, RELAYPROC_TOKEN);
	if (!wsclient_expect(c, "ready"))
		die(p, "the shopper is not told that all has been said");
	return c;
}

char *relayproc_log(const struct relayproc *p)
{
	char path[128];
	char *text = NULL;
	size_t len = 0;
	ssize_t n;
	int fd;

	snprintf(path, sizeof(path), "%s/log", p->directory);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	do {
		text = mem_resize(text, len + 65537);
		n = fd < 0 ? 0 : read(fd, text + len, 65536);
		len += n > 0 ? (size_t)n : 0;
	} while (n > 0);
	text[len] = '\0';
	if (fd >= 0)
		close(fd);
	return text;
}
