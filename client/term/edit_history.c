/* SPDX-License-Identifier: MIT */
#include "client/term/edit_history.h"

#include <string.h>

#include "shared/mem.h"

struct edit_history {
	char *texts[EDIT_HISTORY]; /* oldest first */
	int count;
	int at; /* count: at the draft */
	char *draft;
};

struct edit_history *edit_history_new(void)
{
	return mem_zero(sizeof(struct edit_history));
}

void edit_history_destroy(struct edit_history **h)
{
	if (!*h)
		return;
	for (int i = 0; i < (*h)->count; i++)
		mem_free((*h)->texts[i]);
	mem_free((*h)->draft);
	mem_free(*h);
	*h = NULL;
}

static void forget_oldest(struct edit_history *h)
{
	mem_free(h->texts[0]);
	h->count--;
	memmove(h->texts, h->texts + 1, (size_t)h->count * sizeof(*h->texts));
}

void edit_history_add(struct edit_history *h, const char *text)
{
	char *copy = NULL;

	mem_free(h->draft);
	h->draft = NULL;
	if (text[0] &&
		(h->count == 0 || strcmp(h->texts[h->count - 1], text) != 0))
		copy = mem_strdup(text);
	if (copy) {
		if (h->count == EDIT_HISTORY)
			forget_oldest(h);
		h->texts[h->count++] = copy;
	}
	h->at = h->count;
}

const char *edit_history_older(struct edit_history *h, const char *draft)
{
	char *copy;

	if (h->at == 0)
		return NULL;
	if (h->at == h->count) {
		copy = mem_strdup(draft);
		if (!copy)
			return NULL;
		mem_free(h->draft);
		h->draft = copy;
	}
	return h->texts[--h->at];
}

const char *edit_history_newer(struct edit_history *h)
{
	if (h->at == h->count)
		return NULL;
	return ++h->at == h->count ? h->draft : h->texts[h->at];
}
