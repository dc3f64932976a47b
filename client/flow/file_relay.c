/* SPDX-License-Identifier: MIT */
/*
 * Two children: the relay, which dies with us (PR_SET_PDEATHSIG), and a
 * keeper, which waits at a pipe for our end and then removes the directory:
 * nobody can catch SIGKILL, but everybody's pipes are closed.
 */
#include "client/flow/file_relay.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "client/model/words.h"
#include "shared/mem.h"

#define RELAY_PATIENCE_MS 30000 /* until it listens */
#define RELAY_PATH 4096

struct file_relay {
	pid_t pid, keeper; /* 0: it does not run */
	int pipe;          /* whose end the keeper waits for; -1: none */
	int port;
	char program[RELAY_PATH];
	char directory[RELAY_PATH - 64];
	char control[RELAY_PATH];
	char url[64];
};

/* The one beside this program, if there is one. */
static void find_program(char out[RELAY_PATH])
{
	ssize_t n = readlink("/proc/self/exe", out, RELAY_PATH - 16);
	char *slash;

	out[n > 0 ? n : 0] = '\0';
	slash = strrchr(out, '/');
	if (slash)
		strcpy(slash, "/norend");
	if (!slash || access(out, X_OK) != 0)
		strcpy(out, "norend");
}

static const char keeper_script[] = "cat >/dev/null\n"
				    "until rm -rf -- \"$1\"; do :; done\n";

/* In the keeper.  Signals of our terminal are not meant for it. */
static void become_keeper(const struct file_relay *r, int end)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	setsid();
	dup2(end, STDIN_FILENO);
	dup2(null, STDOUT_FILENO);
	dup2(null, STDERR_FILENO);
	execl("/bin/sh", "sh", "-c", keeper_script, "sh", r->directory,
		(char *)NULL);
	_exit(127);
}

static enum err start_keeper(struct file_relay *r)
{
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) < 0)
		return ERR_IO;
	r->keeper = fork();
	if (r->keeper == 0)
		become_keeper(r, ends[0]);
	close(ends[0]);
	r->pipe = ends[1];
	if (r->keeper > 0)
		return ERR_OK;
	r->keeper = 0;
	return ERR_IO;
}

/* In the relay. */
static void become_relay(const struct file_relay *r, int out, pid_t parent)
{
	char directory[RELAY_PATH], port[32], log[RELAY_PATH];
	const char *args[] = {r->program, "--test-clock", "-c", "/dev/null",
		"-o", directory, "-o", port, "-o", "flows=yes", "-o",
		"message_rate=100000", "-o", "max_per_address=100000", NULL};
	sigset_t none;
	int err;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	setsid(); /* Ctrl-C is for us: players leave before the relay does */
	snprintf(directory, sizeof(directory), "directory=%s/state",
		r->directory);
	snprintf(port, sizeof(port), "port=%d", r->port);
	snprintf(log, sizeof(log), "%s/log", r->directory);
	err = open(log, O_WRONLY | O_CREAT | O_APPEND, 0600);
	dup2(out, STDOUT_FILENO);
	dup2(err, STDERR_FILENO);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(1); /* it has died already */
	execvp(args[0], (char *const *)args);
	dprintf(STDERR_FILENO, "%s: %s\n", args[0], strerror(errno));
	_exit(127);
}

/* The last line of its log. */
static void say_log(const struct file_relay *r, char why[FILE_RELAY_WHY])
{
	char path[RELAY_PATH], line[200] = "";
	FILE *f;

	snprintf(path, sizeof(path), "%s/log", r->directory);
	f = fopen(path, "re");
	while (f && fgets(line, sizeof(line), f))
		line[strcspn(line, "\n")] = '\0';
	if (f)
		fclose(f);
	snprintf(why, FILE_RELAY_WHY, _("norend does not start: %s"),
		line[0] ? line : _("it says nothing"));
}

/* Waits for the line that says where it listens. */
static bool listens(struct file_relay *r, int fd)
{
	struct pollfd wait = {.fd = fd, .events = POLLIN};
	char line[256] = "";
	int ready;

	do {
		ready = poll(&wait, 1, RELAY_PATIENCE_MS);
	} while (ready < 0 && errno == EINTR);
	if (ready != 1 || read(fd, line, sizeof(line) - 1) <= 0)
		return false;
	return sscanf(line, "listening on http://%*[^:]:%d", &r->port) == 1;
}

enum err file_relay_start(struct file_relay *r, char why[FILE_RELAY_WHY])
{
	pid_t parent = getpid();
	enum err e = ERR_OK;
	int out[2];

	if (r->pid > 0)
		return ERR_OK;
	snprintf(why, FILE_RELAY_WHY, "%s", _("norend cannot be started"));
	if (pipe2(out, O_CLOEXEC) < 0)
		return ERR_IO;
	r->pid = fork();
	if (r->pid == 0)
		become_relay(r, out[1], parent);
	close(out[1]);
	if (r->pid < 0) {
		r->pid = 0;
		e = ERR_IO;
	} else if (!listens(r, out[0])) {
		file_relay_kill(r);
		say_log(r, why);
		e = ERR_IO;
	}
	close(out[0]);
	snprintf(r->url, sizeof(r->url), "http://127.0.0.1:%d", r->port);
	return e;
}

enum err file_relay_new(
	const char *norend, struct file_relay **out, char why[FILE_RELAY_WHY])
{
	struct file_relay *r = mem_zero(sizeof(*r));
	const char *tmp = getenv("TMPDIR");
	enum err e = ERR_IO;

	snprintf(why, FILE_RELAY_WHY, "%s", err_text(ERR_NOMEM));
	if (!r)
		return ERR_NOMEM;
	r->pipe = -1;
	if (norend)
		snprintf(r->program, sizeof(r->program), "%s", norend);
	else
		find_program(r->program);
	snprintf(r->directory, sizeof(r->directory), "%s/norenflow-XXXXXX",
		tmp && *tmp ? tmp : "/tmp");
	if (!mkdtemp(r->directory)) {
		snprintf(why, FILE_RELAY_WHY, "%.200s: %s", r->directory,
			strerror(errno));
		r->directory[0] = '\0';
	} else {
		snprintf(r->control, sizeof(r->control),
			"%s/state/control.sock", r->directory);
		e = start_keeper(r);
	}
	if (!e)
		e = file_relay_start(r, why);
	if (e)
		file_relay_destroy(&r);
	*out = r;
	return e;
}

void file_relay_kill(struct file_relay *r)
{
	if (r->pid > 0) {
		kill(r->pid, SIGKILL);
		waitpid(r->pid, NULL, 0);
	}
	r->pid = 0;
}

void file_relay_destroy(struct file_relay **rp)
{
	struct file_relay *r = *rp;

	*rp = NULL;
	if (!r)
		return;
	file_relay_kill(r);
	if (r->pipe >= 0)
		close(r->pipe);
	if (r->keeper > 0)
		waitpid(r->keeper, NULL, 0);
	mem_free(r);
}

const char *file_relay_url(const struct file_relay *r)
{
	return r->url;
}

const char *file_relay_control(const struct file_relay *r)
{
	return r->control;
}
