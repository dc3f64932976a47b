/* SPDX-License-Identifier: MIT */
#include "client/model/audit.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "client/model/ask.h"
#include "client/model/effects.h"
#include "client/model/model.h"
#include "client/model/view.h"
#include "shared/mem.h"

static void drop_all(struct audit *a)
{
	for (int i = 0; i < a->n; i++) {
		mem_free(a->lines[i].name);
		mem_free(a->lines[i].from);
		mem_free(a->lines[i].about);
	}
	a->n = 0;
}

void audit_fini(struct audit *a)
{
	drop_all(a);
	mem_free(a->lines);
	*a = (struct audit){0};
}

static void ask(struct model *m, bool older, struct effects *out)
{
	struct audit *a = &m->manage.audit;
	char arg[200];
	int len;

	if (a->asked || !m->shop || !model_online(m))
		return;
	len = snprintf(arg, sizeof(arg), "%s&what=%s&who=%s&within=%" PRId64,
		m->shop, a->filter.what, a->filter.who, a->filter.within_ms);
	if (older)
		snprintf(arg + len, sizeof(arg) - (size_t)len,
			"&before=%" PRId64, a->lines[a->n - 1].seq);
	a->asked = effects_ask(out, ASK_M_AUDIT, arg, NULL);
	a->older = older;
}

void audit_ask(struct model *m, struct effects *out)
{
	ask(m, false, out);
}

void audit_ask_older(struct model *m, struct effects *out)
{
	const struct audit *a = &m->manage.audit;

	if (a->more && a->n > 0 && a->n < AUDIT_MAX)
		ask(m, true, out);
}

void audit_choose(
	struct model *m, const struct audit_filter *filter, struct effects *out)
{
	struct audit *a = &m->manage.audit;

	drop_all(a);
	a->filter = *filter;
	a->more = a->told = false;
	a->again = a->asked;
	audit_ask(m, out);
}

/* Newest first; one that is here already is not taken twice. */
static void add(void *ctx, const struct wire_msg *msg)
{
	struct audit *a = ctx;
	const struct wire_trace *w = &msg->trace;
	int at = a->n;

	if (msg->type != WIRE_T_TRACE || a->n == AUDIT_MAX)
		return;
	while (at > 0 && a->lines[at - 1].seq < w->seq)
		at--;
	if (at > 0 && a->lines[at - 1].seq == w->seq)
		return;
	a->lines = mem_resize(a->lines, (size_t)(a->n + 1) * sizeof(*a->lines));
	assert(a->lines);
	memmove(&a->lines[at + 1], &a->lines[at],
		(size_t)(a->n - at) * sizeof(*a->lines));
	a->n++;
	a->lines[at] = (struct audit_line){.seq = w->seq, .at = w->at};
	snprintf(a->lines[at].what, sizeof(a->lines[at].what), "%s", w->what);
	view_show(&a->lines[at].name, w->name ? w->name : w->who);
	view_show(&a->lines[at].from, w->from);
	view_show(&a->lines[at].about, w->about);
}

/* When the newest do not reach down to what was here, there is a gap: then
 * what was here is forgotten. */
static void read_newest(struct audit *a, const char *body, size_t len)
{
	int64_t newest = a->n > 0 ? a->lines[0].seq : 0;
	bool more = false, first = a->n == 0;
	struct audit fresh = {.filter = a->filter};

	a->why = ask_list(body, len, "audit", WIRE_FROM_H, add, &fresh, &more);
	if (a->why)
		goto out;
	if (more && !first && fresh.n > 0 &&
		fresh.lines[fresh.n - 1].seq > newest) {
		drop_all(a);
		first = true;
	}
	a->why = ask_list(body, len, "audit", WIRE_FROM_H, add, a, NULL);
	if (first)
		a->more = more;
out:
	audit_fini(&fresh);
}

static void read_older(struct audit *a, const char *body, size_t len)
{
	int before = a->n;

	a->why = ask_list(body, len, "audit", WIRE_FROM_H, add, a, &a->more);
	/* One that brought nothing must not be asked for over and over. */
	if (a->n == before)
		a->more = false;
}

void audit_answered(struct model *m, enum err e, const char *body, size_t len,
	struct effects *out)
{
	struct audit *a = &m->manage.audit;

	if (!a->asked)
		return;
	a->asked = false;
	if (a->again) {
		a->again = false;
		audit_ask(m, out);
		return;
	}
	a->told = true;
	a->why = e;
	if (e)
		return;
	if (a->older)
		read_older(a, body, len);
	else
		read_newest(a, body, len);
}
