/* SPDX-License-Identifier: MIT */
/* Threads that wait: nobody stands behind one while another could go on. */
#include "relay/fetch/uv_wait.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <semaphore.h>
#include <time.h>

#define ROUNDS 100

/* Two jobs that end only together, or after a while. */
struct pair {
	struct uv_wait_job job; /* first */
	sem_t here;
	struct pair *other;
	bool met;
};

static void meet(struct uv_wait_job *job, int thread)
{
	struct pair *p = (struct pair *)job;
	struct timespec end;

	(void)thread;
	clock_gettime(CLOCK_REALTIME, &end);
	end.tv_sec += 10;
	sem_post(&p->here);
	p->met = sem_timedwait(&p->other->here, &end) == 0;
}

static void pass(struct uv_wait_job *job, int thread)
{
	(void)job;
	(void)thread;
}

static void done(struct uv_wait_job *job)
{
	(void)job;
}

static void do_round(uv_loop_t *loop)
{
	struct uv_wait *w = uv_wait_new(loop, 2);
	struct uv_wait_job first = {.work = pass, .done = done};
	struct pair a = {.job = {.work = meet, .done = done}}, b = a;

	a.other = &b;
	b.other = &a;
	sem_init(&a.here, 0, 0);
	sem_init(&b.here, 0, 0);
	/* A thread that is there, and has nothing to do. */
	uv_wait_do(w, &first);
	uv_run(loop, UV_RUN_DEFAULT);
	uv_wait_do(w, &a.job);
	uv_wait_do(w, &b.job);
	assert_int_equal(uv_wait_pending(w), 2);
	uv_run(loop, UV_RUN_DEFAULT);
	assert_int_equal(uv_wait_pending(w), 0);
	assert_true(a.met && b.met);
	uv_wait_destroy(&w);
	uv_run(loop, UV_RUN_DEFAULT);
	sem_destroy(&a.here);
	sem_destroy(&b.here);
}

static void test_side_by_side(void **state)
{
	uv_loop_t loop;

	(void)state;
	uv_loop_init(&loop);
	for (int i = 0; i < ROUNDS; i++)
		do_round(&loop);
	assert_int_equal(uv_loop_close(&loop), 0);
}

/* More of them than threads. */
static void test_all_of_them(void **state)
{
	static struct uv_wait_job jobs[50];
	uv_loop_t loop;
	struct uv_wait *w;

	(void)state;
	uv_loop_init(&loop);
	w = uv_wait_new(&loop, 1);
	for (int i = 0; i < 50; i++) {
		jobs[i] = (struct uv_wait_job){.work = pass, .done = done};
		uv_wait_do(w, &jobs[i]);
	}
	assert_int_equal(uv_wait_pending(w), 50);
	uv_run(&loop, UV_RUN_DEFAULT);
	assert_int_equal(uv_wait_pending(w), 0);
	uv_wait_destroy(&w);
	uv_run(&loop, UV_RUN_DEFAULT);
	assert_int_equal(uv_loop_close(&loop), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_side_by_side),
		cmocka_unit_test(test_all_of_them),
	};

	return cmocka_run_group_tests_name("uv_wait", tests, NULL, NULL);
}
