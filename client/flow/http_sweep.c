/* SPDX-License-Identifier: MIT */
/*
 * The child waits at a pipe: a byte means that all is well, its end that we
 * are dead, for nobody can catch SIGKILL, but everybody's pipes are closed.
 */
#include "client/flow/http_sweep.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "client/link/http_control.h"
#include "shared/mem.h"
#include "shared/wire.h"

#define SWEEP_FD 3

struct http_sweep {
	pid_t pid;
	int pipe;
};

static void sweep(const char *socket, const char *retailer)
{
	const struct wire_msg msg = {.type = WIRE_T_CTL_RETAILER,
		.ctl_retailer = {.retailer = retailer, .remove = true}};
	struct http_control *control = http_control_new(socket);
	char why[HTTP_CONTROL_WHY];

	/* Nobody is there to be told what is wrong. */
	if (control)
		(void)http_control_ask(
			control, "PUT", "/retailer", &msg, NULL, why);
	http_control_destroy(&control);
}

/* In the child, which keeps nothing of ours open but its end of the pipe.
 * Signals of our terminal are not meant for it. */
static void watch(int end, const char *socket, const char *retailer)
{
	int null = open("/dev/null", O_RDWR);
	ssize_t n;
	char all_is_well;

	setsid();
	for (int fd = 0; fd < SWEEP_FD; fd++)
		dup2(null, fd);
	if (end != SWEEP_FD)
		dup2(end, SWEEP_FD);
	close_range(SWEEP_FD + 1, ~0U, 0);
	do {
		n = read(SWEEP_FD, &all_is_well, 1);
	} while (n < 0 && errno == EINTR);
	if (n == 0)
		sweep(socket, retailer);
	_exit(0);
}

enum err http_sweep_new(
	const char *socket, const char *retailer, struct http_sweep **out)
{
	struct http_sweep *s;
	int ends[2];
	pid_t pid;

	*out = NULL;
	if (pipe2(ends, O_CLOEXEC) < 0)
		return ERR_IO;
	pid = fork();
	if (pid == 0)
		watch(ends[0], socket, retailer);
	close(ends[0]);
	if (pid < 0) {
		close(ends[1]);
		return ERR_IO;
	}
	s = mem_alloc(sizeof(*s));
	*s = (struct http_sweep){.pid = pid, .pipe = ends[1]};
	*out = s;
	return ERR_OK;
}

void http_sweep_destroy(struct http_sweep **sp)
{
	struct http_sweep *s = *sp;
	ssize_t n;

	*sp = NULL;
	if (!s)
		return;
	do {
		n = write(s->pipe, "", 1);
	} while (n < 0 && errno == EINTR);
	close(s->pipe);
	waitpid(s->pid, NULL, 0);
	mem_free(s);
}
