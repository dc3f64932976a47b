/* SPDX-License-Identifier: MIT */
#include "client/link/http_media.h"

#include <assert.h>
#include <curl/curl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "client/link/file_keep.h"
#include "client/link/ws_loop.h"
#include "shared/buf.h"
#include "shared/limits.h"
#include "shared/mem.h"
#include "shared/picture/file_picture.h"

#define MEDIA_SLOWEST 1000L /* bytes a second: less for MEDIA_STALL is dead */
#define MEDIA_STALL 30L     /* seconds */
#define MEDIA_CONNECT 20L   /* seconds */

enum media_kind { MEDIA_UPLOAD, MEDIA_CELLS, MEDIA_GOODS, MEDIA_SAVE };

struct media_job {
	struct media_job *next;
	enum media_kind kind;
	char *token, *path,
		*name; /* path: the file, the directory, or the SKU */
	struct id media;
	int cols, rows;
	enum picture_colours colours;
	/* the answer */
	enum err err;
	long status;
	struct buf body; /* what came back; for an upload first what goes */
	struct picture_cells *cells;
	char *kept;
};

struct media_queue {
	struct media_job *first, **last;
};

struct http_media {
	pthread_mutex_t lock;
	pthread_cond_t more;
	struct media_queue todo, done;
	struct http_media_config config;
	struct http_media_handlers on;
	char *program;            /* noren-picture; NULL: no cells */
	int wake;                 /* eventfd, to the loop; closed by the loop */
	atomic_bool quit, cancel; /* cancel: of the upload, no other job */
	bool uploading;           /* the thread's own */
	atomic_llong sent, total; /* of the upload under way */
	int users;                /* the owner and the thread */
};

static void media_put(struct media_queue *q, struct media_job *j)
{
	j->next = NULL;
	*q->last = j;
	q->last = &j->next;
}

static struct media_job *media_get(struct media_queue *q)
{
	struct media_job *j = q->first;

	if (!j)
		return NULL;
	q->first = j->next;
	if (!q->first)
		q->last = &q->first;
	return j;
}

static void media_free(struct media_job *j)
{
	if (j->token)
		explicit_bzero(j->token, strlen(j->token));
	mem_free(j->token);
	mem_free(j->path);
	mem_free(j->name);
	mem_free(j->cells);
	mem_free(j->kept);
	buf_fini(&j->body);
	mem_free(j);
}

static void media_release(struct http_media *m)
{
	struct media_job *j;
	int users;

	pthread_mutex_lock(&m->lock);
	users = --m->users;
	pthread_mutex_unlock(&m->lock);
	if (users > 0)
		return;
	while ((j = media_get(&m->todo)))
		media_free(j);
	while ((j = media_get(&m->done)))
		media_free(j);
	pthread_cond_destroy(&m->more);
	pthread_mutex_destroy(&m->lock);
	mem_free(m->program);
	mem_free(m);
}

static void media_wake(struct http_media *m)
{
	uint64_t one = 1;

	if (write(m->wake, &one, sizeof(one)) < 0)
		return; /* it is awake already */
}

/* ---- on the thread ---- */

static size_t media_body(char *data, size_t size, size_t n, void *ctx)
{
	struct media_job *j = ctx;

	return buf_add(&j->body, data, size * n) ? 0 : size * n;
}

static int media_progress(
	void *ctx, curl_off_t dt, curl_off_t dn, curl_off_t ut, curl_off_t un)
{
	struct http_media *m = ctx;

	(void)dt;
	(void)dn;
	if (ut > 0 && un != atomic_load(&m->sent)) {
		atomic_store(&m->total, ut);
		atomic_store(&m->sent, un);
		media_wake(m);
	}
	return atomic_load(&m->quit) ||
		(m->uploading && atomic_load(&m->cancel));
}

static struct curl_slist *media_headers(
	const struct media_job *j, enum picture_kind kind)
{
	struct curl_slist *list = NULL, *more;
	char line[160];

	snprintf(line, sizeof(line), "Authorization: Bearer %s", j->token);
	list = curl_slist_append(NULL, line);
	explicit_bzero(line, sizeof(line));
	if (!list || j->kind != MEDIA_UPLOAD)
		return list;
	snprintf(line, sizeof(line), "Content-Type: %s", picture_mime(kind));
	more = curl_slist_append(list, line);
	if (!more)
		curl_slist_free_all(list);
	return more;
}

/* One request; `out` is what is sent, NULL: it is a GET. */
static void media_request(struct http_media *m, struct media_job *j,
	const char *url, const struct buf *out)
{
	enum picture_kind kind =
		out ? picture_kind(out->data, out->len) : PICTURE_NONE;
	struct curl_slist *headers = media_headers(j, kind);
	CURL *c = curl_easy_init();
	CURLcode code;

	j->err = ERR_NOMEM;
	if (!c || !headers)
		goto out;
	curl_easy_setopt(c, CURLOPT_URL, url);
	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers);
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	/* A silent name server is not waited for at the end. */
	curl_easy_setopt(c, CURLOPT_QUICK_EXIT, 1L);
	curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, MEDIA_CONNECT);
	curl_easy_setopt(c, CURLOPT_LOW_SPEED_LIMIT, MEDIA_SLOWEST);
	curl_easy_setopt(c, CURLOPT_LOW_SPEED_TIME, MEDIA_STALL);
	curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, media_body);
	curl_easy_setopt(c, CURLOPT_WRITEDATA, j);
	curl_easy_setopt(c, CURLOPT_NOPROGRESS, 0L);
	curl_easy_setopt(c, CURLOPT_XFERINFOFUNCTION, media_progress);
	curl_easy_setopt(c, CURLOPT_XFERINFODATA, m);
	if (m->config.ca)
		curl_easy_setopt(c, CURLOPT_CAINFO, m->config.ca);
	if (out) {
		curl_easy_setopt(c, CURLOPT_POSTFIELDS, out->data);
		curl_easy_setopt(
			c, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)out->len);
	}
	code = curl_easy_perform(c);
	curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &j->status);
	j->err = code == CURLE_OK                   ? ERR_OK
		: code == CURLE_ABORTED_BY_CALLBACK ? ERR_CLOSE
		: j->body.err                       ? j->body.err
						    : ERR_IO;
out:
	curl_slist_free_all(headers);
	curl_easy_cleanup(c);
}

static void media_upload(struct http_media *m, struct media_job *j)
{
	char url[LIMIT_URL];
	struct buf file;

	buf_init(&file, LIMIT_MEDIA);
	j->err = file_keep_read(j->path, &file);
	if (!j->err && picture_kind(file.data, file.len) == PICTURE_NONE)
		j->err = ERR_MEDIA;
	if (!j->err) {
		snprintf(url, sizeof(url), "%s/v1/media", m->config.base);
		media_request(m, j, url, &file);
	}
	buf_fini(&file);
}

static void media_make_cells(struct http_media *m, struct media_job *j)
{
	struct file_picture_job job = {
		.program = m->program,
		.data = j->body.data,
		.len = j->body.len,
		.cols = j->cols,
		.rows = j->rows,
		.colours = j->colours,
	};
	struct buf answer;

	buf_init(&answer, PICTURE_CELLS_MAX);
	j->err = m->program
		? file_picture_run(&job, FILE_PICTURE_CELLS_MS, &answer)
		: ERR_IO;
	if (!j->err)
		j->err = picture_read_cells(answer.data, answer.len, j->cols,
			j->rows, j->colours, &j->cells);
	buf_fini(&answer);
}

/* A SKU may have any letters. */
static void media_goods_url(
	const struct http_media *m, const char *sku, char url[LIMIT_URL])
{
	int len = snprintf(url, LIMIT_URL, "%s/v1/picture/", m->config.base);

	for (; *sku && len > 0 && len < LIMIT_URL - 4; sku++) {
		unsigned char c = (unsigned char)*sku;
		bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			(c >= '0' && c <= '9') || c == '-' || c == '_';

		len += snprintf(url + len, (size_t)(LIMIT_URL - len),
			plain ? "%c" : "%%%02X", c);
	}
}

static void media_fetch(struct http_media *m, struct media_job *j)
{
	char url[LIMIT_URL];

	if (j->kind == MEDIA_GOODS)
		media_goods_url(m, j->path, url);
	else
		snprintf(url, sizeof(url), "%s/v1/media/%s", m->config.base,
			j->media.s);
	media_request(m, j, url, NULL);
	if (!j->err && j->status != 200)
		j->err = ERR_UNKNOWN;
	if (!j->err && j->kind != MEDIA_SAVE)
		media_make_cells(m, j);
	else if (!j->err)
		j->err = file_keep_new(j->path, j->name,
			picture_suffix(picture_kind(j->body.data, j->body.len)),
			&j->body, &j->kept);
}

static void *media_thread(void *ctx)
{
	struct http_media *m = ctx;
	struct media_job *j;

	pthread_mutex_lock(&m->lock);
	while (!atomic_load(&m->quit)) {
		j = media_get(&m->todo);
		if (!j) {
			pthread_cond_wait(&m->more, &m->lock);
			continue;
		}
		pthread_mutex_unlock(&m->lock);
		m->uploading = j->kind == MEDIA_UPLOAD;
		if (m->uploading)
			media_upload(m, j);
		else
			media_fetch(m, j);
		atomic_store(&m->total, 0);
		pthread_mutex_lock(&m->lock);
		media_put(&m->done, j);
		if (!atomic_load(&m->quit))
			media_wake(m);
	}
	pthread_mutex_unlock(&m->lock);
	media_release(m);
	return NULL;
}

/* ---- on the loop's thread ---- */

static void media_tell_upload(struct http_media *m, struct media_job *j)
{
	struct wire_msg msg = {0};
	const char *why;

	if (!j->err)
		j->err = wire_decode(buf_str(&j->body), j->body.len,
			LIMIT_HTTP_BODY, WIRE_FROM_H | WIRE_FROM_R, &msg, &why);
	if (!j->err && msg.type == WIRE_T_ERROR)
		j->err = err_from_name(msg.error.code);
	else if (!j->err && msg.type != WIRE_T_MEDIA)
		j->err = ERR_FIELD;
	m->on.uploaded(m->on.ctx, j->err, j->err ? NULL : &msg.media);
	wire_fini(&msg);
}

static void media_tell(struct http_media *m, struct media_job *j)
{
	switch (j->kind) {
	case MEDIA_UPLOAD:
		media_tell_upload(m, j);
		break;
	case MEDIA_CELLS:
		m->on.cells(m->on.ctx, &j->media, j->cells);
		j->cells = NULL;
		break;
	case MEDIA_GOODS:
		m->on.goods(m->on.ctx, j->path, j->cells);
		j->cells = NULL;
		break;
	case MEDIA_SAVE:
		m->on.saved(m->on.ctx, j->err, j->kept ? j->kept : "");
		break;
	}
}

static void media_answers(void *ctx, int fd)
{
	struct http_media *m = ctx;
	struct media_job *j;
	int64_t total = atomic_load(&m->total);
	uint64_t n;

	if (read(fd, &n, sizeof(n)) < 0)
		return;
	if (total > 0)
		m->on.progress(m->on.ctx, atomic_load(&m->sent), total);
	for (;;) {
		pthread_mutex_lock(&m->lock);
		j = media_get(&m->done);
		pthread_mutex_unlock(&m->lock);
		if (!j)
			return;
		media_tell(m, j);
		media_free(j);
	}
}

/* The thread takes no signals: they are the loop's. */
static int media_start(struct http_media *m)
{
	pthread_t thread;
	sigset_t all, before;
	int failed;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	failed = pthread_create(&thread, NULL, media_thread, m);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (!failed)
		pthread_detach(thread);
	return failed;
}

struct http_media *http_media_new(struct ws_loop *loop,
	const struct http_media_config *config,
	const struct http_media_handlers *handlers)
{
	struct http_media *m = mem_zero(sizeof(*m));
	int fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);

	if (!m || fd < 0)
		goto fail;
	curl_global_init(CURL_GLOBAL_DEFAULT);
	pthread_mutex_init(&m->lock, NULL);
	pthread_cond_init(&m->more, NULL);
	m->todo.last = &m->todo.first;
	m->done.last = &m->done.first;
	m->config = *config;
	m->on = *handlers;
	m->program = file_picture_find();
	m->wake = dup(fd); /* the loop closes its own */
	m->users = 2;
	if (ws_loop_read(loop, fd, media_answers, m) == ERR_OK &&
		!media_start(m))
		return m;
	m->users = 1;
	media_release(m);
	return NULL;
fail:
	if (fd >= 0)
		close(fd);
	mem_free(m);
	return NULL;
}

void http_media_destroy(struct http_media **mp)
{
	struct http_media *m = *mp;

	*mp = NULL;
	if (!m)
		return;
	pthread_mutex_lock(&m->lock);
	atomic_store(&m->quit, true);
	pthread_cond_signal(&m->more);
	pthread_mutex_unlock(&m->lock);
	media_release(m);
}

/* Takes the job, of which all strings are copies already. */
static void media_submit(struct http_media *m, const struct media_job *what)
{
	struct media_job *j = mem_zero(sizeof(*j));

	assert(j); /* the client ends when memory does */
	*j = *what;
	buf_init(&j->body,
		j->kind == MEDIA_UPLOAD ? LIMIT_HTTP_BODY : LIMIT_MEDIA);
	pthread_mutex_lock(&m->lock);
	media_put(&m->todo, j);
	pthread_cond_signal(&m->more);
	pthread_mutex_unlock(&m->lock);
}

void http_media_upload(
	struct http_media *m, const char *token, const char *path)
{
	atomic_store(&m->cancel, false); /* of the one before */
	media_submit(m,
		&(struct media_job){.kind = MEDIA_UPLOAD,
			.token = mem_strdup(token),
			.path = mem_strdup(path)});
}

void http_media_cancel(struct http_media *m)
{
	atomic_store(&m->cancel, true);
}

void http_media_cells(struct http_media *m, const char *token,
	const struct id *media, int cols, int rows,
	enum picture_colours colours)
{
	media_submit(m,
		&(struct media_job){.kind = MEDIA_CELLS,
			.token = mem_strdup(token),
			.media = *media,
			.cols = cols,
			.rows = rows,
			.colours = colours});
}

void http_media_goods(struct http_media *m, const char *token, const char *sku,
	int cols, int rows, enum picture_colours colours)
{
	media_submit(m,
		&(struct media_job){.kind = MEDIA_GOODS,
			.token = mem_strdup(token),
			.path = mem_strdup(sku),
			.cols = cols,
			.rows = rows,
			.colours = colours});
}

void http_media_save(struct http_media *m, const char *token,
	const struct id *media, const char *dir, const char *name)
{
	media_submit(m,
		&(struct media_job){.kind = MEDIA_SAVE,
			.token = mem_strdup(token),
			.media = *media,
			.path = mem_strdup(dir),
			.name = mem_strdup(name)});
}
