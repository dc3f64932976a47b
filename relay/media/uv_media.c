/* SPDX-License-Identifier: MIT */
#include "relay/media/uv_media.h"

#include <assert.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

#include "shared/mem.h"
#include "shared/picture/file_picture.h"

#define WORKERS 2  /* of the four that the loop has: passwords go on */
#define LOOK_MS 50 /* how often a worker looks whether it is to end */

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

static bool told_to_stop(struct uv_media_file *f)
{
	return atomic_load(&f->stop) || atomic_load(&f->media->stop);
}

/* Waits for the child; its time is up after FILE_PICTURE_CLEAN_MS. */
static enum err wait_for(struct uv_media_file *f, struct file_picture *p)
{
	enum file_picture_state state = FILE_PICTURE_WORKING;
	struct pollfd wait = {.fd = file_picture_fd(p), .events = POLLIN};

	for (int ms = 0; state == FILE_PICTURE_WORKING; ms += LOOK_MS) {
		if (told_to_stop(f) || ms > FILE_PICTURE_CLEAN_MS)
			return ERR_MEDIA;
		/* An answer that comes in many pieces counts no time. */
		if (poll(&wait, 1, LOOK_MS) > 0)
			ms -= LOOK_MS;
		state = file_picture_read(p);
	}
	return state == FILE_PICTURE_DONE ? ERR_OK : file_picture_error(p);
}

static enum err keep_clean(
	struct uv_media_file *f, const struct file_picture *p)
{
	const struct buf *answer = file_picture_answer(p);
	struct picture_file file;
	enum err e = picture_read_file(answer->data, answer->len, &file);

	if (e != ERR_OK)
		return e;
	f->clean.mime = (enum wire_mime)file.kind;
	f->clean.width = file.width;
	f->clean.height = file.height;
	f->clean.bytes = file.len;
	return file_media_put_clean(
		f->media->directory, &f->id, file.data, file.len);
}

static void do_work(uv_work_t *work)
{
	struct uv_media_file *f = work->data;
	struct file_picture_job job = {.program = f->media->program};
	struct file_picture *p = NULL;
	struct buf file;
	enum err e;

	buf_init(&file, LIMIT_MEDIA);
	e = told_to_stop(f) ? ERR_MEDIA : read_file(f, &file);
	job.data = file.data;
	job.len = file.len;
	if (e == ERR_OK)
		e = job.program ? file_picture_start(&job, &p) : ERR_IO;
	buf_fini(&file);
	if (e == ERR_OK)
		e = wait_for(f, p);
	if (e == ERR_OK)
		e = keep_clean(f, p);
	file_picture_destroy(&p);
	f->clean.err = e;
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
