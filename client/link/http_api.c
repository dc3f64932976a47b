/* SPDX-License-Identifier: MIT */
/*
 * One thread with one queue and plain blocking calls: a few small requests a
 * day need no multi handle.  Leaving must not wait for a dead resolver, so
 * the thread shares its state by count and is left behind if it has to be.
 */
#include "client/link/http_api.h"

#include <assert.h>
#include <curl/curl.h>
#include <netdb.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "client/link/ws_loop.h"
#include "shared/buf.h"
#include "shared/limits.h"
#include "shared/mem.h"

#define HTTP_API_TIMEOUT 20L /* seconds; a request is a few hundred bytes */

struct http_job {
	struct http_job *next;
	char *method;
	char *url; /* or, to look up, */
	char *host;
	char *bearer; /* NULL: none */
	char *body;
	http_api_fn fn;
	void *ctx;
	enum err err;
	long status;
	struct buf answer;
};

struct http_queue {
	struct http_job *first, **last;
};

struct http_api {
	pthread_mutex_t lock;
	pthread_cond_t more;
	struct http_queue todo, done;
	struct ws_loop *loop; /* NULL once nobody waits any more */
	const char *ca;
	atomic_bool quit;
	int users; /* the owner and the thread */
};

static void http_queue_put(struct http_queue *q, struct http_job *j)
{
	j->next = NULL;
	*q->last = j;
	q->last = &j->next;
}

static struct http_job *http_queue_get(struct http_queue *q)
{
	struct http_job *j = q->first;

	if (!j)
		return NULL;
	q->first = j->next;
	if (!q->first)
		q->last = &q->first;
	return j;
}

static void http_job_free(struct http_job *j)
{
	if (j->bearer)
		explicit_bzero(j->bearer, strlen(j->bearer));
	if (j->body)
		explicit_bzero(j->body, strlen(j->body));
	mem_free(j->method);
	mem_free(j->url);
	mem_free(j->host);
	mem_free(j->bearer);
	mem_free(j->body);
	buf_fini(&j->answer);
	mem_free(j);
}

/* Frees the state when the last of its two users lets go of it. */
static void http_api_release(struct http_api *a)
{
	struct http_job *j;
	int users;

	pthread_mutex_lock(&a->lock);
	users = --a->users;
	pthread_mutex_unlock(&a->lock);
	if (users > 0)
		return;
	while ((j = http_queue_get(&a->todo)))
		http_job_free(j);
	while ((j = http_queue_get(&a->done)))
		http_job_free(j);
	pthread_cond_destroy(&a->more);
	pthread_mutex_destroy(&a->lock);
	mem_free(a);
}

static size_t http_body(char *data, size_t size, size_t n, void *ctx)
{
	struct http_job *j = ctx;

	return buf_add(&j->answer, data, size * n) ? 0 : size * n;
}

static int http_progress(
	void *ctx, curl_off_t dt, curl_off_t dn, curl_off_t ut, curl_off_t un)
{
	struct http_api *a = ctx;

	(void)dt;
	(void)dn;
	(void)ut;
	(void)un;
	return atomic_load(&a->quit);
}

static struct curl_slist *http_headers(const struct http_job *j)
{
	struct curl_slist *list, *more;
	char line[128];

	list = curl_slist_append(NULL, "Content-Type: application/json");
	if (!list || !j->bearer)
		return list;
	snprintf(line, sizeof(line), "Authorization: Bearer %s", j->bearer);
	more = curl_slist_append(list, line);
	explicit_bzero(line, sizeof(line));
	if (!more)
		curl_slist_free_all(list);
	return more;
}

static void http_do_post(struct http_api *a, struct http_job *j)
{
	CURL *c = curl_easy_init();
	struct curl_slist *headers = http_headers(j);
	CURLcode code;

	j->err = ERR_NOMEM;
	if (!c || !headers)
		goto out;
	curl_easy_setopt(c, CURLOPT_URL, j->url);
	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
	if (j->body)
		curl_easy_setopt(c, CURLOPT_POSTFIELDS, j->body);
	curl_easy_setopt(c, CURLOPT_CUSTOMREQUEST, j->method);
	curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers);
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	/* A silent name server is not waited for at the end. */
	curl_easy_setopt(c, CURLOPT_QUICK_EXIT, 1L);
	curl_easy_setopt(c, CURLOPT_TIMEOUT, HTTP_API_TIMEOUT);
	curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, http_body);
	curl_easy_setopt(c, CURLOPT_WRITEDATA, j);
	curl_easy_setopt(c, CURLOPT_NOPROGRESS, 0L);
	curl_easy_setopt(c, CURLOPT_XFERINFOFUNCTION, http_progress);
	curl_easy_setopt(c, CURLOPT_XFERINFODATA, a);
	if (a->ca)
		curl_easy_setopt(c, CURLOPT_CAINFO, a->ca);
	code = curl_easy_perform(c);
	curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &j->status);
	j->err = code == CURLE_OK ? ERR_OK
		: j->answer.err   ? j->answer.err
				  : ERR_IO;
out:
	curl_slist_free_all(headers);
	curl_easy_cleanup(c);
}

static void http_do_resolve(struct http_job *j)
{
	const struct addrinfo hints = {
		.ai_socktype = SOCK_STREAM,
		.ai_flags = AI_ADDRCONFIG,
	};
	struct addrinfo *found = NULL;
	char number[NI_MAXHOST];

	j->err = ERR_IO;
	if (getaddrinfo(j->host, NULL, &hints, &found) == 0 &&
		getnameinfo(found->ai_addr, found->ai_addrlen, number,
			sizeof(number), NULL, 0, NI_NUMERICHOST) == 0)
		j->err = buf_add_str(&j->answer, number);
	if (found)
		freeaddrinfo(found);
}

static void *http_thread(void *ctx)
{
	struct http_api *a = ctx;
	struct http_job *j;

	pthread_mutex_lock(&a->lock);
	while (!atomic_load(&a->quit)) {
		j = http_queue_get(&a->todo);
		if (!j) {
			pthread_cond_wait(&a->more, &a->lock);
			continue;
		}
		pthread_mutex_unlock(&a->lock);
		if (j->host)
			http_do_resolve(j);
		else
			http_do_post(a, j);
		pthread_mutex_lock(&a->lock);
		http_queue_put(&a->done, j);
		if (a->loop)
			ws_loop_wake(a->loop);
	}
	pthread_mutex_unlock(&a->lock);
	http_api_release(a);
	return NULL;
}

/* On the loop's thread: hands out the answers. */
static void http_answers(void *ctx)
{
	struct http_api *a = ctx;
	struct http_job *j;

	for (;;) {
		pthread_mutex_lock(&a->lock);
		j = http_queue_get(&a->done);
		pthread_mutex_unlock(&a->lock);
		if (!j)
			return;
		j->fn(j->ctx, j->err, j->status, buf_str(&j->answer),
			j->answer.len);
		http_job_free(j);
	}
}

/* The thread takes no signals: they are the loop's. */
static int http_thread_start(struct http_api *a)
{
	pthread_t thread;
	sigset_t all, before;
	int failed;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	failed = pthread_create(&thread, NULL, http_thread, a);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (!failed)
		pthread_detach(thread);
	return failed;
}

struct http_api *http_api_new(struct ws_loop *loop, const char *ca)
{
	struct http_api *a = mem_zero(sizeof(*a));

	if (!a)
		return NULL;
	curl_global_init(CURL_GLOBAL_DEFAULT);
	pthread_mutex_init(&a->lock, NULL);
	pthread_cond_init(&a->more, NULL);
	a->todo.last = &a->todo.first;
	a->done.last = &a->done.first;
	a->loop = loop;
	a->ca = ca;
	a->users = 2;
	if (http_thread_start(a)) {
		a->users = 1;
		http_api_release(a);
		return NULL;
	}
	ws_loop_on_wake(loop, http_answers, a);
	return a;
}

void http_api_destroy(struct http_api **ap)
{
	struct http_api *a = *ap;

	*ap = NULL;
	if (!a)
		return;
	ws_loop_on_wake(a->loop, NULL, NULL);
	pthread_mutex_lock(&a->lock);
	a->loop = NULL;
	atomic_store(&a->quit, true);
	pthread_cond_signal(&a->more);
	pthread_mutex_unlock(&a->lock);
	http_api_release(a);
}

/* Copies s; NULL stays NULL.  *e becomes ERR_NOMEM when it cannot. */
static char *http_copy(const char *s, enum err *e)
{
	char *copy = s ? mem_strdup(s) : NULL;

	if (s && !copy)
		*e = ERR_NOMEM;
	return copy;
}

static enum err http_submit(struct http_api *a, const struct http_job *what)
{
	struct http_job *j = mem_zero(sizeof(*j));
	enum err e = ERR_OK;

	if (!j)
		return ERR_NOMEM;
	buf_init(&j->answer, LIMIT_HTTP_LIST);
	j->method = http_copy(what->method, &e);
	j->url = http_copy(what->url, &e);
	j->host = http_copy(what->host, &e);
	j->bearer = http_copy(what->bearer, &e);
	j->body = http_copy(what->body, &e);
	j->fn = what->fn;
	j->ctx = what->ctx;
	if (e) {
		http_job_free(j);
		return e;
	}
	pthread_mutex_lock(&a->lock);
	http_queue_put(&a->todo, j);
	pthread_cond_signal(&a->more);
	pthread_mutex_unlock(&a->lock);
	return ERR_OK;
}

enum err http_api_ask(struct http_api *a, const char *method, const char *url,
	const char *bearer, const char *body, http_api_fn fn, void *ctx)
{
	return http_submit(a,
		&(struct http_job){
			.method = (char *)method,
			.url = (char *)url,
			.bearer = (char *)bearer,
			.body = (char *)body,
			.fn = fn,
			.ctx = ctx,
		});
}

enum err http_api_post(struct http_api *a, const char *url, const char *bearer,
	const char *body, http_api_fn fn, void *ctx)
{
	return http_api_ask(a, "POST", url, bearer, body, fn, ctx);
}

enum err http_api_resolve(
	struct http_api *a, const char *host, http_api_fn fn, void *ctx)
{
	return http_submit(a,
		&(struct http_job){.host = (char *)host, .fn = fn, .ctx = ctx});
}
