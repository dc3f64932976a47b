/* SPDX-License-Identifier: MIT */
/*
 * The file goes in as an anonymous piece of memory instead of a pipe: so there
 * is nothing to write while the child works, and one descriptor to wait for.
 * It is sealed: the child cannot use it to keep anything.
 */
#include "shared/picture/file_picture.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "shared/mem.h"

#define PROGRAM "noren-picture"
#define PATH_SIZE 4096
#define CHUNK 65536

struct file_picture {
	pid_t pid; /* 0: it has ended */
	int fd;
	enum file_picture_state state;
	enum err err;
	struct buf answer;
};

/* The folder of the running program, without a slash at its end. */
static bool own_folder(char out[PATH_SIZE])
{
	ssize_t n = readlink("/proc/self/exe", out, PATH_SIZE - 1);
	char *slash;

	if (n <= 0)
		return false;
	out[n] = '\0';
	slash = strrchr(out, '/');
	if (slash)
		*slash = '\0';
	return slash != NULL;
}

static char *runnable(const char *folder, const char *below)
{
	char path[PATH_SIZE];
	int n = snprintf(path, sizeof(path), "%s%s/" PROGRAM, folder, below);

	if (n < 0 || (size_t)n >= sizeof(path) || access(path, X_OK) != 0)
		return NULL;
	return mem_strdup(path);
}

char *file_picture_find(void)
{
	char folder[PATH_SIZE];
	char *found = NULL;

	if (own_folder(folder)) {
		found = runnable(folder, "");
		if (!found)
			found = runnable(folder, "/../libexec/noren");
	}
	if (!found)
		found = runnable(NOREN_PREFIX, "/libexec/noren");
	return found;
}

static enum err write_all(int fd, const char *data, size_t len)
{
	while (len > 0) {
		ssize_t n = write(fd, data, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return ERR_IO;
		data += n;
		len -= (size_t)n;
	}
	return ERR_OK;
}

/* The file as a descriptor that reads from its start; -1 when there is no
 * memory for it. */
static int seal_file(const void *data, size_t len)
{
	int fd = memfd_create("picture", MFD_CLOEXEC | MFD_ALLOW_SEALING);

	if (fd < 0)
		return -1;
	if (write_all(fd, data, len) != ERR_OK ||
		fcntl(fd, F_ADD_SEALS,
			F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK |
				F_SEAL_SEAL) != 0 ||
		lseek(fd, 0, SEEK_SET) != 0) {
		close(fd);
		fd = -1;
	}
	return fd;
}

/* In the child: 0 is the file, 1 and 2 the pipe and nothing, and no more. */
static int wire_up(posix_spawn_file_actions_t *actions, int in, int out)
{
	int e = posix_spawn_file_actions_adddup2(actions, in, 0);

	if (!e)
		e = posix_spawn_file_actions_adddup2(actions, out, 1);
	if (!e)
		e = posix_spawn_file_actions_addopen(
			actions, 2, "/dev/null", O_WRONLY, 0);
	if (!e)
		e = posix_spawn_file_actions_addclosefrom_np(actions, 3);
	return e;
}

/* What the parent ignores or blocks must not be inherited. */
static int clear_signals(posix_spawnattr_t *attrs)
{
	sigset_t none, all;
	int e;

	sigemptyset(&none);
	sigfillset(&all);
	e = posix_spawnattr_setsigmask(attrs, &none);
	if (!e)
		e = posix_spawnattr_setsigdefault(attrs, &all);
	if (!e)
		e = posix_spawnattr_setflags(
			attrs, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	return e;
}

static pid_t spawn(const struct file_picture_job *job, int in, int out)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attrs;
	char size[32];
	const char *cells[] = {PROGRAM, "cells", size,
		picture_colours_name(job->colours), NULL};
	const char *clean[] = {PROGRAM, "clean", NULL};
	char *none[] = {NULL};
	pid_t pid = 0;
	int e;

	snprintf(size, sizeof(size), "%dx%d", job->cols, job->rows);
	if (posix_spawn_file_actions_init(&actions) != 0)
		return 0;
	if (posix_spawnattr_init(&attrs) != 0) {
		posix_spawn_file_actions_destroy(&actions);
		return 0;
	}
	e = wire_up(&actions, in, out);
	if (!e)
		e = clear_signals(&attrs);
	if (!e)
		e = posix_spawn(&pid, job->program, &actions, &attrs,
			(char **)(job->cols ? cells : clean), none);
	posix_spawnattr_destroy(&attrs);
	posix_spawn_file_actions_destroy(&actions);
	return e ? 0 : pid;
}

static enum err launch(
	struct file_picture *p, const struct file_picture_job *job)
{
	int in = seal_file(job->data, job->len);
	int ends[2] = {-1, -1};

	if (in < 0)
		return ERR_IO;
	if (pipe2(ends, O_CLOEXEC) == 0) {
		p->pid = spawn(job, in, ends[1]);
		p->fd = ends[0];
		close(ends[1]);
	}
	close(in);
	if (p->pid == 0 || fcntl(p->fd, F_SETFL, O_NONBLOCK) != 0)
		return ERR_IO;
	return ERR_OK;
}

enum err file_picture_start(
	const struct file_picture_job *job, struct file_picture **out)
{
	struct file_picture *p;
	enum err e;

	assert(job->cols >= 0 && job->cols <= PICTURE_SIDE_MAX);
	assert(job->cols == 0 ||
		(job->rows > 0 && job->rows <= PICTURE_SIDE_MAX));
	*out = NULL;
	if (job->len > LIMIT_MEDIA ||
		picture_kind(job->data, job->len) == PICTURE_NONE)
		return ERR_MEDIA;
	p = mem_zero(sizeof(*p));
	if (!p)
		return ERR_NOMEM;
	p->fd = -1;
	buf_init(&p->answer, job->cols ? PICTURE_CELLS_MAX : PICTURE_CLEAN_MAX);
	e = launch(p, job);
	if (e)
		file_picture_destroy(&p);
	*out = p;
	return e;
}

int file_picture_fd(const struct file_picture *p)
{
	return p->fd;
}

static enum file_picture_state fail(struct file_picture *p, enum err e)
{
	p->err = e;
	p->state = FILE_PICTURE_FAILED;
	return p->state;
}

/* The pipe has come to its end: either the child is ending, and how is decided
 * already, or it has closed it and goes on, which must not keep us waiting. */
static enum file_picture_state bury(struct file_picture *p)
{
	int status = 0;
	pid_t gone;

	kill(p->pid, SIGKILL);
	do
		gone = waitpid(p->pid, &status, 0);
	while (gone < 0 && errno == EINTR);
	p->pid = 0;
	if (gone < 0)
		return fail(p, ERR_IO);
	if (!WIFEXITED(status))
		return fail(p, ERR_MEDIA);
	if (WEXITSTATUS(status) != PICTURE_DONE)
		return fail(p,
			WEXITSTATUS(status) == PICTURE_REFUSED ? ERR_MEDIA
							       : ERR_IO);
	p->state = FILE_PICTURE_DONE;
	return p->state;
}

enum file_picture_state file_picture_read(struct file_picture *p)
{
	char chunk[CHUNK];
	ssize_t n;

	while (p->state == FILE_PICTURE_WORKING) {
		n = read(p->fd, chunk, sizeof(chunk));
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN)
			break;
		if (n < 0)
			return fail(p, ERR_IO);
		if (n == 0)
			return bury(p);
		if (buf_add(&p->answer, chunk, (size_t)n) != ERR_OK)
			return fail(p,
				p->answer.err == ERR_NOMEM ? ERR_NOMEM
							   : ERR_MEDIA);
	}
	return p->state;
}

enum err file_picture_error(const struct file_picture *p)
{
	return p->err;
}

const struct buf *file_picture_answer(const struct file_picture *p)
{
	return &p->answer;
}

void file_picture_destroy(struct file_picture **p)
{
	if (!*p)
		return;
	if ((*p)->pid) {
		kill((*p)->pid, SIGKILL);
		while (waitpid((*p)->pid, NULL, 0) < 0 && errno == EINTR)
			;
	}
	if ((*p)->fd >= 0)
		close((*p)->fd);
	buf_fini(&(*p)->answer);
	mem_free(*p);
	*p = NULL;
}

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

enum err file_picture_run(
	const struct file_picture_job *job, int ms, struct buf *out)
{
	int64_t end = now_ms() + ms;
	struct file_picture *p;
	enum err e = file_picture_start(job, &p);

	while (!e && file_picture_read(p) == FILE_PICTURE_WORKING) {
		struct pollfd wait = {.fd = p->fd, .events = POLLIN};
		int64_t left = end - now_ms();

		if (left <= 0)
			e = ERR_MEDIA;
		else if (poll(&wait, 1, (int)left) < 0 && errno != EINTR)
			e = ERR_IO;
	}
	if (!e)
		e = file_picture_error(p);
	if (!e)
		e = buf_add(out, p->answer.data, p->answer.len);
	file_picture_destroy(&p);
	return e;
}
