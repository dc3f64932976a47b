/* SPDX-License-Identifier: MIT */
#include "relay/desk/view.h"

#include <string.h>

#include "shared/mem.h"

#define N_STRINGS 5

/* The strings of a view, in the table's order. */
static void view_strings(struct wire_page *p, const char **out[N_STRINGS])
{
	out[0] = &p->url;
	out[1] = &p->title;
	out[2] = &p->product;
	out[3] = &p->currency;
	out[4] = &p->group;
}

void view_init(struct view *v)
{
	const char **strings[N_STRINGS];

	*v = (struct view){0};
	view_strings(&v->page, strings);
	for (int i = 0; i < N_STRINGS; i++)
		*strings[i] = "";
}

void view_fini(struct view *v)
{
	mem_free(v->mem);
	view_init(v);
}

bool view_set(struct view *v, const struct wire_page *page)
{
	struct view copy;
	const char **strings[N_STRINGS];
	size_t size = 0;
	char *at;

	view_init(&copy);
	if (page)
		copy.page = *page;
	view_strings(&copy.page, strings);
	for (int i = 0; i < N_STRINGS; i++)
		size += *strings[i] ? strlen(*strings[i]) + 1 : 1;
	at = copy.mem = mem_alloc(size);
	if (!at)
		return false;
	for (int i = 0; i < N_STRINGS; i++) {
		char *begin = at;

		at = stpcpy(begin, *strings[i] ? *strings[i] : "") + 1;
		*strings[i] = begin;
	}
	view_fini(v);
	*v = copy;
	return true;
}

bool view_same(const struct view *v, const struct wire_page *page)
{
	struct wire_page a = v->page, b = *page;
	const char **as[N_STRINGS], **bs[N_STRINGS];
	bool same = a.amount == b.amount;

	view_strings(&a, as);
	view_strings(&b, bs);
	for (int i = 0; same && i < N_STRINGS; i++)
		same = strcmp(*as[i], *bs[i] ? *bs[i] : "") == 0;
	return same;
}
