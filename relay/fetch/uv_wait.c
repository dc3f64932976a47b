/* SPDX-License-Identifier: MIT */
#include "relay/fetch/uv_wait.h"

#include <assert.h>
#include <sys/resource.h>

#include "shared/mem.h"

#define THREADS_MOST 8
#define NICE 10 /* about a tenth of what the loop gets of a full processor */

struct jobs {
	struct uv_wait_job *first, **last;
};

struct uv_wait {
	uv_async_t done;
	uv_mutex_t lock;
	uv_cond_t more;
	struct jobs todo, ended;
	bool quit;
	int most, n; /* threads; those that there are */
	int idle;    /* those that wait for more, or are about to wake for it */
	int waiting; /* jobs that nobody has begun */
	int pending; /* the loop's own */
	struct thread {
		struct uv_wait *wait;
		int number;
		uv_thread_t id;
	} threads[THREADS_MOST];
};

static void put(struct jobs *q, struct uv_wait_job *job)
{
	job->next = NULL;
	*q->last = job;
	q->last = &job->next;
}

static struct uv_wait_job *get(struct jobs *q)
{
	struct uv_wait_job *job = q->first;

	if (job)
		q->first = job->next;
	if (!q->first)
		q->last = &q->first;
	return job;
}

/* ---- on a thread ---- */

static void run(void *ctx)
{
	struct thread *t = ctx;
	struct uv_wait *w = t->wait;
	struct uv_wait_job *job;

	/* In Linux of this thread alone, see setpriority(2). */
	(void)setpriority(PRIO_PROCESS, 0, NICE);
	uv_mutex_lock(&w->lock);
	while (!w->quit) {
		job = get(&w->todo);
		if (!job) {
			w->idle++;
			uv_cond_wait(&w->more, &w->lock);
			w->idle--;
			continue;
		}
		w->waiting--;
		uv_mutex_unlock(&w->lock);
		job->work(job, t->number);
		uv_mutex_lock(&w->lock);
		put(&w->ended, job);
		uv_async_send(&w->done);
	}
	uv_mutex_unlock(&w->lock);
}

/* ---- on the loop ---- */

static void on_done(uv_async_t *async)
{
	struct uv_wait *w = async->data;
	struct uv_wait_job *job;

	for (;;) {
		uv_mutex_lock(&w->lock);
		job = get(&w->ended);
		uv_mutex_unlock(&w->lock);
		if (!job)
			return;
		if (--w->pending == 0)
			uv_unref((uv_handle_t *)&w->done);
		job->done(job);
	}
}

struct uv_wait *uv_wait_new(uv_loop_t *loop, int threads)
{
	struct uv_wait *w = mem_zero(sizeof(*w));

	assert(threads > 0 && threads <= THREADS_MOST);
	if (!w)
		return NULL;
	if (uv_async_init(loop, &w->done, on_done) < 0) {
		mem_free(w);
		return NULL;
	}
	/* It keeps the loop going only while something is pending. */
	uv_unref((uv_handle_t *)&w->done);
	uv_mutex_init(&w->lock);
	uv_cond_init(&w->more);
	w->done.data = w;
	w->todo.last = &w->todo.first;
	w->ended.last = &w->ended.first;
	w->most = threads;
	return w;
}

static void on_closed(uv_handle_t *handle)
{
	mem_free(handle->data);
}

void uv_wait_destroy(struct uv_wait **wp)
{
	struct uv_wait *w = *wp;

	*wp = NULL;
	if (!w)
		return;
	assert(w->pending == 0);
	uv_mutex_lock(&w->lock);
	w->quit = true;
	uv_cond_broadcast(&w->more);
	uv_mutex_unlock(&w->lock);
	for (int i = 0; i < w->n; i++)
		uv_thread_join(&w->threads[i].id);
	uv_cond_destroy(&w->more);
	uv_mutex_destroy(&w->lock);
	uv_close((uv_handle_t *)&w->done, on_closed);
}

/* One more, if there may be; without one the job waits for those that there
 * are. */
static void add_thread(struct uv_wait *w)
{
	struct thread *t = &w->threads[w->n];

	*t = (struct thread){.wait = w, .number = w->n};
	if (uv_thread_create(&t->id, run, t) == 0)
		w->n++;
}

void uv_wait_do(struct uv_wait *w, struct uv_wait_job *job)
{
	bool need;

	if (w->pending++ == 0)
		uv_ref((uv_handle_t *)&w->done);
	uv_mutex_lock(&w->lock);
	put(&w->todo, job);
	w->waiting++;
	need = w->waiting > w->idle && w->n < w->most;
	uv_cond_signal(&w->more);
	uv_mutex_unlock(&w->lock);
	if (need)
		add_thread(w);
}

int uv_wait_pending(const struct uv_wait *w)
{
	return w->pending;
}
