/* SPDX-License-Identifier: MIT */
/*
 * A thread a file.  Its state is shared by count, since leaving must not wait
 * for a dead resolver: the thread is left behind, and gives its file no name.
 */
#include "client/main_saver.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "client/link/file_keep.h"
#include "client/link/file_whole.h"
#include "client/link/ws_loop.h"
#include "client/main_saving.h"
#include "shared/mem.h"

struct job {
	pthread_mutex_t lock; /* of the file, and of users */
	int users;            /* the owner and the thread */
	int wake;             /* eventfd, to the loop */
	atomic_bool stop, left, over;
	atomic_llong chats, reached;
	struct main_saving saving;
	struct export_want want;
	struct file_whole file;
	char *base, *ca, *token, *path, *folder, *text;
	bool replace;
	/* once it is over */
	enum saving_why why;
	enum err err;
};

struct main_saver {
	struct main_saver_handlers on;
	int wake;        /* the loop's own; closed by the loop */
	struct job *job; /* NULL: none is under way */
};

static void release(struct job *j)
{
	int users;

	pthread_mutex_lock(&j->lock);
	users = --j->users;
	pthread_mutex_unlock(&j->lock);
	if (users > 0)
		return;
	pthread_mutex_destroy(&j->lock);
	close(j->wake);
	explicit_bzero(j->token, strlen(j->token));
	mem_free(j->base);
	mem_free(j->ca);
	mem_free(j->token);
	mem_free(j->path);
	mem_free(j->folder);
	mem_free(j->text);
	mem_free(j);
}

static void wake(const struct job *j)
{
	uint64_t one = 1;

	if (write(j->wake, &one, sizeof(one)) < 0)
		return; /* it is awake already */
}

/* ---- on the thread ---- */

static bool stopped(void *ctx)
{
	struct job *j = ctx;

	return atomic_load(&j->stop);
}

static void progress(void *ctx, int64_t chats, int64_t reached)
{
	struct job *j = ctx;

	atomic_store(&j->chats, chats);
	atomic_store(&j->reached, reached);
	wake(j);
}

static enum saving_why why_of(int sys)
{
	switch (sys) {
	case 0:
		return SAVING_OK;
	case EEXIST:
		return SAVING_EXISTS;
	case ENOSPC:
	case EDQUOT:
	case EFBIG:
		return SAVING_FULL;
	case EACCES:
	case EROFS:
		return SAVING_FORBIDDEN;
	case ENOENT:
	case ENOTDIR:
		return SAVING_NO_FOLDER;
	case EISDIR:
	case EPERM:
	case ENAMETOOLONG:
		return SAVING_NO_FILE;
	default:
		return SAVING_DISK;
	}
}

static enum saving_why why_ended(struct job *j, enum main_saving_end end)
{
	switch (end) {
	case MAIN_SAVING_WHOLE:
		return SAVING_OK;
	case MAIN_SAVING_STOPPED:
		return SAVING_STOPPED;
	case MAIN_SAVING_FILE:
		return why_of(j->saving.sys);
	case MAIN_SAVING_NO_CHAT:
		j->err = j->saving.want->enquiries ? ERR_UNKNOWN : ERR_CHAT;
		return SAVING_REFUSED;
	case MAIN_SAVING_REFUSED:
		j->err = j->saving.err;
		return SAVING_REFUSED;
	default:
		return SAVING_LINK;
	}
}

/* What is done to the file is not done while its owner leaves. */
static int begin(struct job *j)
{
	size_t len = strlen(j->folder);
	int sys;

	if (strncmp(j->path, j->folder, len) == 0 && j->path[len] == '/')
		mkdir(j->folder, 0700);
	pthread_mutex_lock(&j->lock);
	sys = file_whole_begin(&j->file, j->path, j->replace);
	pthread_mutex_unlock(&j->lock);
	return sys;
}

static int end(struct job *j, bool whole)
{
	int sys = 0;

	pthread_mutex_lock(&j->lock);
	if (whole && !atomic_load(&j->left))
		sys = file_whole_end(&j->file);
	else
		file_whole_drop(&j->file);
	pthread_mutex_unlock(&j->lock);
	return sys;
}

static void save(struct job *j)
{
	enum main_saving_end how;

	j->why = why_of(begin(j));
	if (j->why)
		return;
	j->saving.fd = j->file.fd;
	how = main_saving_run(&j->saving);
	j->why = why_ended(j, how);
	if (j->why)
		end(j, false);
	else
		j->why = why_of(end(j, true));
}

static void *run(void *ctx)
{
	struct job *j = ctx;

	save(j);
	atomic_store(&j->over, true);
	wake(j);
	release(j);
	return NULL;
}

/* ---- on the loop's thread ---- */

static void on_wake(void *ctx, int fd)
{
	struct main_saver *v = ctx;
	struct job *j = v->job;
	uint64_t n;

	if (read(fd, &n, sizeof(n)) < 0 || !j)
		return;
	if (!atomic_load(&j->over)) {
		v->on.progress(v->on.ctx, atomic_load(&j->chats),
			atomic_load(&j->reached));
		return;
	}
	v->job = NULL;
	v->on.ended(v->on.ctx, j->why, j->err, j->saving.chats,
		j->why ? "" : j->path);
	release(j);
}

struct main_saver *main_saver_new(
	struct ws_loop *loop, const struct main_saver_handlers *on)
{
	struct main_saver *v = mem_zero(sizeof(*v));
	int fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);

	if (v && fd >= 0) {
		v->on = *on;
		v->wake = fd;
		if (ws_loop_read(loop, fd, on_wake, v) == ERR_OK)
			return v;
	}
	if (fd >= 0)
		close(fd);
	mem_free(v);
	return NULL;
}

void main_saver_destroy(struct main_saver **v)
{
	struct job *j = *v ? (*v)->job : NULL;

	if (j) {
		atomic_store(&j->stop, true);
		pthread_mutex_lock(&j->lock);
		atomic_store(&j->left, true);
		if (j->file.beside[0])
			unlink(j->file.beside);
		pthread_mutex_unlock(&j->lock);
		release(j);
	}
	mem_free(*v);
	*v = NULL;
}

static char *copy(const char *s)
{
	char *out = mem_strdup(s ? s : "");

	assert(out); /* the client ends when memory does */
	return out;
}

static struct job *job_new(int wake_fd, const struct main_saver_wish *wish)
{
	struct job *j = mem_zero(sizeof(*j));
	char path[PATH_MAX];

	assert(j);
	j->users = 2;
	j->wake = dup(wake_fd);
	j->base = copy(wish->base);
	j->ca = wish->ca ? copy(wish->ca) : NULL;
	j->token = copy(wish->token);
	j->text = copy(wish->want.text);
	j->path = copy(file_keep_home(wish->path, path));
	j->folder = copy(file_keep_home(wish->folder, path));
	j->replace = wish->replace;
	j->want = wish->want;
	j->want.text = j->text;
	j->file.fd = -1;
	j->saving = (struct main_saving){
		.want = &j->want,
		.base = j->base,
		.ca = j->ca,
		.token = j->token,
		.stop = stopped,
		.progress = progress,
		.ctx = j,
	};
	pthread_mutex_init(&j->lock, NULL);
	return j;
}

/* The thread takes no signals: they are the loop's. */
static int start(struct job *j)
{
	pthread_t thread;
	sigset_t all, before;
	int failed;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	failed = pthread_create(&thread, NULL, run, j);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (!failed)
		pthread_detach(thread);
	return failed;
}

void main_saver_begin(struct main_saver *v, const struct main_saver_wish *wish)
{
	struct job *j;

	if (v->job)
		return;
	j = job_new(v->wake, wish);
	if (start(j) == 0) {
		v->job = j;
		return;
	}
	j->users = 1;
	release(j);
	v->on.ended(v->on.ctx, SAVING_DISK, ERR_OK, 0, "");
}

void main_saver_stop(struct main_saver *v)
{
	if (v->job)
		atomic_store(&v->job->stop, true);
}
