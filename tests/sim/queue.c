/* SPDX-License-Identifier: MIT */
/* A binary heap; `order` makes two events at the same time come in the order
 * in which they were put in. */
#include <assert.h>
#include <stdlib.h>

#include "tests/sim/sim.h"

static bool before(const struct event *a, const struct event *b)
{
	return a->at != b->at ? a->at < b->at : a->order < b->order;
}

static void swap(struct event *a, struct event *b)
{
	struct event c = *a;

	*a = *b;
	*b = c;
}

void queue_in(struct world *w, int64_t after, queue_fn fn, void *arg)
{
	int i = w->n_events++;

	assert(after >= 0);
	if (i == w->events_size) {
		w->events_size = w->events_size ? 2 * w->events_size : 256;
		w->events = realloc(
			w->events, (size_t)w->events_size * sizeof(*w->events));
		assert(w->events);
	}
	w->events[i] = (struct event){.at = w->now + after,
		.order = w->order++,
		.fn = fn,
		.arg = arg};
	for (; i && before(&w->events[i], &w->events[(i - 1) / 2]);
		i = (i - 1) / 2)
		swap(&w->events[i], &w->events[(i - 1) / 2]);
}

static struct event queue_pop(struct world *w)
{
	struct event first = w->events[0];

	w->events[0] = w->events[--w->n_events];
	for (int i = 0, child; (child = 2 * i + 1) < w->n_events; i = child) {
		if (child + 1 < w->n_events &&
			before(&w->events[child + 1], &w->events[child]))
			child++;
		if (!before(&w->events[child], &w->events[i]))
			break;
		swap(&w->events[child], &w->events[i]);
	}
	return first;
}

void queue_run(struct world *w, int64_t until)
{
	while (!w->broken && w->n_events && w->events[0].at <= until) {
		struct event e = queue_pop(w);

		w->now = e.at;
		e.fn(w, e.arg);
	}
	if (!w->broken)
		w->now = until;
}

void queue_fini(struct world *w)
{
	free(w->events);
}
