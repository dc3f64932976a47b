/* SPDX-License-Identifier: MIT */
#include "relay/media/uv_gallery.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "relay/fetch/http_fetch.h"
#include "relay/fetch/uv_wait.h"
#include "relay/media/file_clean.h"
#include "shared/limits.h"
#include "shared/mem.h"
#include "shared/picture/file_picture.h"

#define SECONDS 20      /* for a whole picture to come */
#define FOLDER ".goods" /* no retailer is called so */
#define ACCEPT "image/jpeg, image/png, image/webp, image/gif, image/*;q=0.5"

struct uv_gallery {
	struct uv_wait *wait;
	const char *directory, *ca;
	const struct hosts *hosts;
	char *program; /* NULL: there is none */
	atomic_bool stop;
	struct http_fetch *http[MEDIA_FETCHERS]; /* each its thread's */
};

struct job {
	struct uv_wait_job wait; /* first: a job is cast to us */
	struct uv_gallery *gallery;
	char *url;
	struct id id;
	struct buf data;
	struct fetch_result result;
	struct media_clean clean;
	media_fetched_fn fn;
	void *ctx;
};

struct uv_gallery *uv_gallery_new(uv_loop_t *loop, const char *directory,
	const struct hosts *hosts, const char *ca)
{
	struct uv_gallery *g = mem_zero(sizeof(*g));

	if (!g)
		return NULL;
	g->directory = directory;
	g->hosts = hosts;
	g->ca = ca;
	g->program = file_picture_find();
	g->wait = uv_wait_new(loop, MEDIA_FETCHERS);
	if (!g->wait)
		uv_gallery_destroy(&g);
	return g;
}

void uv_gallery_destroy(struct uv_gallery **gp)
{
	struct uv_gallery *g = *gp;

	*gp = NULL;
	if (!g)
		return;
	uv_wait_destroy(&g->wait);
	for (int i = 0; i < MEDIA_FETCHERS; i++)
		http_fetch_destroy(&g->http[i]);
	mem_free(g->program);
	mem_free(g);
}

void uv_gallery_init(struct uv_gallery *g)
{
	file_media_remove_all(g->directory, FOLDER);
}

void uv_gallery_path(const struct uv_gallery *g, const struct id *id,
	char out[FILE_MEDIA_PATH])
{
	file_media_path(g->directory, FOLDER, id, out);
}

void uv_gallery_remove(const struct uv_gallery *g, const struct id *id)
{
	file_media_remove(g->directory, FOLDER, id);
}

void uv_gallery_stop(struct uv_gallery *g)
{
	atomic_store(&g->stop, true);
}

int uv_gallery_pending(const struct uv_gallery *g)
{
	return uv_wait_pending(g->wait);
}

/* ---- on a thread ---- */

static bool told_to_stop(void *ctx)
{
	struct job *j = ctx;

	return atomic_load(&j->gallery->stop);
}

static bool take(void *ctx, const char *data, size_t len)
{
	struct job *j = ctx;

	return buf_add(&j->data, data, len) == ERR_OK;
}

static void fetch(struct job *j, struct http_fetch *http, const char *url)
{
	const struct http_fetch_ask ask = {
		.url = url,
		.etag = "",
		.modified = "",
		.accept = ACCEPT,
		.most = LIMIT_MEDIA,
		.seconds = SECONDS,
		.stop = &j->gallery->stop,
		.take = take,
		.ctx = j,
	};

	http_fetch_get(http, &ask, &j->result);
}

/* Feeds often say http where the shop has had https for long. */
static void fetch_secure(struct job *j, struct http_fetch *http)
{
	char url[LIMIT_URL + 2];

	if (strncasecmp(j->url, "http://", 7) != 0)
		return;
	snprintf(url, sizeof(url), "https://%s", j->url + 7);
	fetch(j, http, url);
}

/* A video is none. */
static void clean(struct job *j)
{
	const struct file_clean c = {
		.directory = j->gallery->directory,
		.program = j->gallery->program,
		.id = j->id,
		.data = j->data.data,
		.len = j->data.len,
		.stop = told_to_stop,
		.ctx = j,
	};

	j->clean.err = ERR_MEDIA;
	if (picture_kind(j->data.data, j->data.len) != PICTURE_MP4)
		file_clean_run(&c, &j->clean);
	if (j->clean.err == ERR_OK)
		j->clean.err =
			file_media_keep(j->gallery->directory, FOLDER, &j->id);
	if (j->clean.err != ERR_OK)
		file_media_forget(j->gallery->directory, &j->id);
}

static void work(struct uv_wait_job *job, int thread)
{
	struct job *j = (struct job *)job;
	struct uv_gallery *g = j->gallery;

	if (!g->http[thread])
		g->http[thread] = http_fetch_new(g->hosts, g->ca);
	j->result = (struct fetch_result){.end = FETCH_NOMEM};
	if (g->http[thread])
		fetch(j, g->http[thread], j->url);
	if (j->result.end == FETCH_PLAIN)
		fetch_secure(j, g->http[thread]);
	if (j->result.end == FETCH_FINE)
		clean(j);
}

/* ---- on the loop ---- */

static void destroy(struct job *j)
{
	buf_fini(&j->data);
	mem_free(j->url);
	mem_free(j);
}

static void done(struct uv_wait_job *job)
{
	struct job *j = (struct job *)job;

	j->fn(j->ctx, &j->result, &j->clean);
	destroy(j);
}

bool uv_gallery_fetch(struct uv_gallery *g, const char *url,
	const struct id *id, media_fetched_fn fn, void *ctx)
{
	struct job *j = mem_zero(sizeof(*j));

	if (!j)
		return false;
	j->wait = (struct uv_wait_job){.work = work, .done = done};
	j->gallery = g;
	j->url = mem_strdup(url);
	j->id = *id;
	buf_init(&j->data, LIMIT_MEDIA);
	j->fn = fn;
	j->ctx = ctx;
	if (!j->url) {
		destroy(j);
		return false;
	}
	uv_wait_do(g->wait, &j->wait);
	return true;
}
