/* SPDX-License-Identifier: MIT */
#include "client/model/enquiry.h"

#include <assert.h>
#include <string.h>

#include "client/model/model.h"
#include "client/model/view.h"
#include "client/model/weblink.h"
#include "shared/mem.h"

void enquiry_fini(struct enquiry *e)
{
	mem_free(e->name);
	mem_free(e->address);
	mem_free(e->text);
	mem_free(e->taken);
	mem_free(e->why);
	*e = (struct enquiry){0};
}

void enquiry_fill(struct enquiry *e, const struct wire_enquiry *w)
{
	e->id = w->enquiry;
	e->at = w->at;
	e->holder = w->holder;
	e->lang = w->lang;
	e->done = w->done;
	e->state = w->state;
	e->stale = false;
	view_show(&e->name, w->name);
	view_show(&e->address, w->address);
	view_show(&e->taken, w->taken);
	view_show(&e->why, w->why);
	mem_free(e->text);
	e->text = weblink_shown(w->text ? w->text : "");
}

bool enquiry_is_ours(const struct model *m, const struct enquiry *e)
{
	return e->done || (id_is(&e->holder) && id_same(&e->holder, &m->me));
}

struct enquiry *enquiry_find(struct model *m, const struct id *id)
{
	for (int i = 0; i < m->n_enquiries; i++)
		if (id_same(&m->enquiries[i].id, id))
			return &m->enquiries[i];
	return NULL;
}

/* Makes room where its time puts it. */
static struct enquiry *insert(struct model *m, const struct wire_enquiry *w)
{
	int at = m->n_enquiries;

	if (m->n_enquiries == MODEL_ENQUIRIES_MAX)
		return NULL;
	m->enquiries = mem_resize(m->enquiries,
		(size_t)(m->n_enquiries + 1) * sizeof(*m->enquiries));
	assert(m->enquiries);
	while (at > 0 && m->enquiries[at - 1].at > w->at)
		at--;
	memmove(&m->enquiries[at + 1], &m->enquiries[at],
		(size_t)(m->n_enquiries - at) * sizeof(*m->enquiries));
	m->n_enquiries++;
	m->enquiries[at] = (struct enquiry){.id = w->enquiry, .at = w->at};
	return &m->enquiries[at];
}

static void drop(struct model *m, struct enquiry *e)
{
	int i = (int)(e - m->enquiries);

	enquiry_fini(e);
	memmove(e, e + 1, (size_t)(m->n_enquiries - i - 1) * sizeof(*e));
	m->n_enquiries--;
}

void enquiry_set(struct model *m, const struct wire_enquiry *w)
{
	struct enquiry *e = enquiry_find(m, &w->enquiry);

	if (w->done) {
		if (e)
			drop(m, e);
		return;
	}
	if (!e)
		e = insert(m, w);
	if (e)
		enquiry_fill(e, w);
}

void enquiry_doubt(struct model *m)
{
	for (int i = 0; i < m->n_enquiries; i++)
		m->enquiries[i].stale = true;
}

void enquiry_drop_stale(struct model *m)
{
	int kept = 0;

	for (int i = 0; i < m->n_enquiries; i++) {
		if (m->enquiries[i].stale)
			enquiry_fini(&m->enquiries[i]);
		else
			m->enquiries[kept++] = m->enquiries[i];
	}
	m->n_enquiries = kept;
}

void enquiry_drop_all(struct model *m)
{
	enquiry_doubt(m);
	enquiry_drop_stale(m);
	mem_free(m->enquiries);
	m->enquiries = NULL;
}
