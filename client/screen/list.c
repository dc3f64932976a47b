/* SPDX-License-Identifier: MIT */
#include "client/screen/list.h"

#include "client/model/action.h"
#include "client/screen/hits.h"
#include "client/screen/screen.h"
#include "client/term/input.h"

static int within(int i, int n)
{
	if (i >= n)
		i = n - 1;
	return i < 0 ? 0 : i;
}

int list_step(const struct screen_event *e, int page, int wheel)
{
	const struct input_event *in = e->input;

	switch (e->action) {
	case ACTION_UP:
		return -1;
	case ACTION_DOWN:
		return 1;
	case ACTION_PAGE_UP:
		return -page;
	case ACTION_PAGE_DOWN:
		return page;
	default:
		break;
	}
	if (!in || in->kind != INPUT_MOUSE)
		return 0;
	return in->mouse == INPUT_WHEEL_UP      ? -wheel
		: in->mouse == INPUT_WHEEL_DOWN ? wheel
						: 0;
}

bool list_event(
	const struct list *l, const struct screen_event *e, int n, int *chosen)
{
	int by;

	if (e->row != HITS_NO_ROW) {
		if (e->row < n)
			*chosen = e->row;
		return e->row < n;
	}
	by = list_step(e, l->page, 1);
	if (by)
		*chosen = within(*chosen + by, n);
	return by != 0;
}

void list_page(struct list *l, int page, int n, int chosen)
{
	l->page = page > 0 ? page : 1;
	if (l->first > n - l->page)
		l->first = n - l->page;
	if (l->first > chosen)
		l->first = chosen;
	if (l->first < chosen - l->page + 1)
		l->first = chosen - l->page + 1;
	if (l->first < 0)
		l->first = 0;
}
