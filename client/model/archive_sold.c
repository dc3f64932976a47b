/* SPDX-License-Identifier: MIT */
#include "client/model/archive_sold.h"

#include <assert.h>

#include "client/model/action.h"
#include "client/model/ask.h"
#include "client/model/chat.h"
#include "client/model/effects.h"
#include "client/model/model.h"
#include "shared/mem.h"

static void drop(struct archive_sold *s)
{
	while (s->n > 0)
		sale_drop(&s->all[--s->n]);
	mem_free(s->all);
	s->all = NULL;
}

void archive_sold_fini(struct archive_sold *s)
{
	drop(s);
	*s = (struct archive_sold){0};
}

void archive_sold_begin(struct archive_sold *s)
{
	drop(s);
	s->want = true;
	s->again_ms = 0;
}

void archive_sold_doubt(struct archive_sold *s)
{
	s->want = true;
}

int64_t archive_sold_due(const struct model *m)
{
	const struct archive_sold *s = &m->archive.sold;

	return m->place == MODEL_ARCHIVED && m->archive.chat && s->want &&
			!s->asked
		? s->again_ms
		: INT64_MAX;
}

void archive_sold_refresh(struct model *m, struct effects *out)
{
	const struct archive *a = &m->archive;
	struct archive_sold *s = &m->archive.sold;

	if (archive_sold_due(m) > m->now_ms)
		return;
	s->want = false;
	s->asked = effects_ask(out, ASK_SALES, a->chat->id.s, NULL);
}

/* What the head says of them goes with that: of several currencies as the list
 * has it, the latest first. */
static void count(const struct model *m, const struct archive_sold *s,
	struct archive_row *row)
{
	row->sales = 0;
	row->worth = (struct money){0};
	for (int i = s->n - 1; i >= 0; i--) {
		const struct sale *x = &s->all[i];

		if (!x->cancelled)
			archive_row_add(m, row, &x->worth);
	}
}

/* Managers are told of everybody's: what is a colleague's, who had the chat as
 * well, is in that one's row. */
static void read_sale(void *ctx, const struct wire_msg *msg)
{
	struct archive *a = ctx;
	struct archive_sold *s = &a->sold;

	if (msg->type != WIRE_T_SALE)
		return;
	if (id_is(&msg->sale.associate) &&
		!id_same(&msg->sale.associate, &a->opened.associate))
		return;
	s->all = mem_resize(s->all, (size_t)(s->n + 1) * sizeof(*s->all));
	assert(s->all);
	s->all[s->n] = (struct sale){.order = mem_strdup(msg->sale.order)};
	assert(s->all[s->n].order);
	sale_fill(&s->all[s->n++], &msg->sale);
}

static bool is_passing(enum err why)
{
	return why == ERR_IO || why == ERR_FULL || why == ERR_RATE;
}

void archive_sold_answered(struct model *m, const struct action *a)
{
	struct archive_sold *s = &m->archive.sold;

	if (!s->asked)
		return;
	s->asked = false;
	if (s->want) /* of another one, or before it changed */
		return;
	if (is_passing(a->answered.err)) {
		s->want = true;
		s->again_ms = m->now_ms +
			(a->answered.wait_ms > 0 ? a->answered.wait_ms
						 : ARCHIVE_AGAIN_MS);
	}
	if (a->answered.err != ERR_OK)
		return;
	drop(s);
	ask_list(a->answered.body, a->answered.len, "sales", WIRE_FROM_RA,
		read_sale, &m->archive, NULL);
	if (s->n > 0 && s->n < LIMIT_CHAT_SALES) /* these are all */
		count(m, s, &m->archive.opened);
}

void archive_sold_lost(struct archive_sold *s)
{
	s->asked = false;
	s->want = true;
	s->again_ms = 0;
}
