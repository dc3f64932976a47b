/* SPDX-License-Identifier: MIT */
#include "relay/media/uv_media.h"

#include <assert.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

#include "relay/media/file_clean.h"
#include "shared/limits.h"
#include "shared/mem.h"
#include "shared/picture/file_picture.h"

#define WORKERS 2 /* of the four that the loop has: passwords go on */

static_assert((int)PICTURE_JPEG == (int)WIRE_MIME_JPEG &&
		(int)PICTURE_MP4 == (int)WIRE_MIME_MP4 &&
		(int)PICTURE_KINDS == (int)WIRE_MIME_MP4 + 1,
	"one number a kind");

struct uv_media_file {
	uv_work_t work;
	struct uv_media_file *next; /* that waits for a worker */
	struct uv_media *media;
	struct id id;
	int fd; /* -1: all has come */
	bool cleaning;
	atomic_bool stop;
	media_fn fn; /* NULL: nobody waits any more */
	void *ctx;
	struct media_clean clean;
};

struct uv_media {
	uv_loop_t *loop;
	const char *directory;
	char *program; /* NULL: there is none */
	atomic_bool stop;
	int running, pending;
	struct uv_media_file *first, *last;
};

struct uv_media *uv_media_new(uv_loop_t *loop, const char *directory)
{
	struct uv_media *m = mem_zero(sizeof(*m));

	if (m) {
		m->loop = loop;
		m->directory = directory;
		m->program = file_picture_find();
	}
	return m;
}

void uv_media_destroy(struct uv_media **m)
{
	if (*m) {
		assert((*m)->pending == 0);
		mem_free((*m)->program);
		mem_free(*m);
	}
	*m = NULL;
}

enum err uv_media_init(struct uv_media *m)
{
	return file_media_init(m->directory);
}

int uv_media_pending(const struct uv_media *m)
{
	return m->pending;
}

void uv_media_stop(struct uv_media *m)
{
	atomic_store(&m->stop, true);
}

/* ---- a file ---- */

enum err uv_media_begin(
	struct uv_media *m, const struct id *id, struct uv_media_file **out)
{
	struct uv_media_file *f = mem_zero(sizeof(*f));
	enum err e;

	*out = NULL;
	if (!f)
		return ERR_NOMEM;
	f->media = m;
	f->id = *id;
	e = file_media_begin(m->directory, id, &f->fd);
	if (e != ERR_OK)
		mem_free(f);
	else
		*out = f;
	return e;
}

enum err uv_media_write(struct uv_media_file *f, const void *data, size_t len)
{
	assert(f->fd >= 0);
	return file_media_write(f->fd, data, len);
}

enum err uv_media_keep(struct uv_media_file *f, const char *retailer)
{
	assert(!f->cleaning && f->clean.err == ERR_OK);
	return file_media_keep(f->media->directory, retailer, &f->id);
}

static void shut(struct uv_media_file *f)
{
	if (f->fd >= 0)
		close(f->fd);
	f->fd = -1;
}

static void destroy(struct uv_media_file *f)
{
	shut(f);
	file_media_forget(f->media->directory, &f->id);
	mem_free(f);
}

void uv_media_end(struct uv_media_file **fp)
{
	struct uv_media_file *f = *fp;

	*fp = NULL;
	if (!f)
		return;
	atomic_store(&f->stop, true);
	f->fn = NULL;
	if (!f->cleaning)
		destroy(f);
}

/* ---- on a thread of the pool ---- */

static enum err read_file(const struct uv_media_file *f, struct buf *out)
{
	char path[FILE_MEDIA_PATH], chunk[65536];
	enum err e = ERR_OK;
	FILE *file;
	size_t n;

	file_media_new_path(f->media->directory, &f->id, path);
	file = fopen(path, "re");
	if (!file)
		return ERR_IO;
	while (!e && (n = fread(chunk, 1, sizeof(chunk), file)) > 0)
		e = buf_add(out, chunk, n);
	if (!e && ferror(file))
		e = ERR_IO;
	fclose(file);
	return e;
}

static bool told_to_stop(void *ctx)
{
	struct uv_media_file *f = ctx;

	return atomic_load(&f->stop) || atomic_load(&f->media->stop);
}

static void do_work(uv_work_t *work)
{
	struct uv_media_file *f = work->data;
	struct file_clean c = {
		.directory = f->media->directory,
		.program = f->media->program,
		.id = f->id,
		.stop = told_to_stop,
		.ctx = f,
	};
	struct buf file;

	buf_init(&file, LIMIT_MEDIA);
	f->clean.err = told_to_stop(f) ? ERR_MEDIA : read_file(f, &file);
	c.data = file.data;
	c.len = file.len;
	if (f->clean.err == ERR_OK)
		file_clean_run(&c, &f->clean);
	buf_fini(&file);
}

/* ---- and back on the loop ---- */

static void start_next(struct uv_media *m);

static void on_done(uv_work_t *work, int status)
{
	struct uv_media_file *f = work->data;
	struct uv_media *m = f->media;
	media_fn fn = f->fn;

	m->running--;
	m->pending--;
	f->cleaning = false;
	if (status != 0)
		f->clean.err = ERR_IO;
	start_next(m);
	if (fn)
		fn(f->ctx, &f->clean);
	else
		destroy(f);
}

static void start_next(struct uv_media *m)
{
	struct uv_media_file *f = m->first;
	int status;

	if (!f || m->running >= WORKERS)
		return;
	m->first = f->next;
	if (!m->first)
		m->last = NULL;
	m->running++;
	status = uv_queue_work(m->loop, &f->work, do_work, on_done);
	assert(status == 0); /* only a missing callback makes it fail */
	(void)status;
}

void uv_media_clean(struct uv_media_file *f, media_fn fn, void *ctx)
{
	struct uv_media *m = f->media;

	shut(f);
	f->cleaning = true;
	f->fn = fn;
	f->ctx = ctx;
	f->work.data = f;
	if (m->last)
		m->last->next = f;
	else
		m->first = f;
	m->last = f;
	m->pending++;
	start_next(m);
}
