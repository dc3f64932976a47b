/* SPDX-License-Identifier: MIT */
/*
 * Shoppers' words are masked in the model, not on the page: so no screen can
 * forget to, and what was drawn is what is seen.
 */
#include "client/model/trouble.h"

#include <assert.h>
#include <string.h>

#include "client/model/action.h"
#include "client/model/chat.h"
#include "client/model/effects.h"
#include "client/model/enquiry.h"
#include "client/model/model.h"
#include "client/model/outbox.h"
#include "client/model/ring.h"
#include "client/model/view.h"
#include "shared/buf.h"
#include "shared/limits.h"
#include "shared/mem.h"
#include "shared/times.h"
#include "shared/utf8.h"

void trouble_fini(struct trouble *t)
{
	mem_free(t->page);
	mem_free(t->terminal);
	*t = (struct trouble){0};
}

void trouble_link(struct model *m, int state, enum err why)
{
	m->trouble.link[m->trouble.n_link++ % TROUBLE_KEPT] =
		(struct trouble_event){m->wall_us, state, why};
}

void trouble_err(struct model *m, enum err e)
{
	m->trouble.errs[m->trouble.n_errs++ % TROUBLE_KEPT] =
		(struct trouble_event){m->wall_us, -1, e};
}

void trouble_page(struct model *m, int rows, int cols, const char *page)
{
	m->trouble.rows = rows;
	m->trouble.cols = cols;
	mem_free(m->trouble.page);
	m->trouble.page = mem_strdup(page);
}

/* ---- the text ---- */

static void add_events(
	struct buf *b, const char *head, const struct trouble_event *all, int n)
{
	static const char *const states[] = {
		[ACTION_LINK_DOWN] = "down",
		[ACTION_LINK_CONNECTING] = "connecting",
		[ACTION_LINK_UP] = "up",
		[ACTION_LINK_WAITING] = "waiting",
	};
	char at[TIMES_SIZE];

	buf_addf(b, "\n%s\n", head);
	if (n == 0)
		buf_add_str(b, "  none\n");
	for (int i = n > TROUBLE_KEPT ? n - TROUBLE_KEPT : 0; i < n; i++) {
		const struct trouble_event *e = &all[i % TROUBLE_KEPT];

		buf_addf(b, "  %s  %s%s%s\n", times_format(e->at, at),
			e->state >= 0 ? states[e->state] : "",
			e->state >= 0 && e->err ? ", " : "",
			!e->err                      ? ""
				: e->err < ERR_COUNT ? err_name(e->err)
						     : "unknown");
	}
}

static const char *or_none(const char *s)
{
	return s && *s ? s : "unknown";
}

/* Cuts at LIMIT_REPORT_CHARS, between characters. */
static void cut(char *text)
{
	size_t len = strlen(text);

	while (utf8_count(text, len) > LIMIT_REPORT_CHARS) {
		size_t over = utf8_count(text, len) - LIMIT_REPORT_CHARS;

		len -= over;
		while (len > 0 && ((unsigned char)text[len] & 0xc0) == 0x80)
			len--;
		text[len] = '\0';
	}
}

char *trouble_text(const struct model *m, const char *own)
{
	const struct trouble *t = &m->trouble;
	char at[TIMES_SIZE], *text;
	struct buf b;

	buf_init(&b, 8 * LIMIT_REPORT_CHARS);
	if (own && *own)
		buf_addf(&b, "%s\n\n", own);
	buf_addf(&b, "noren      %s\n", NOREN_VERSION);
	buf_addf(&b, "time       %s\n", times_format(m->wall_us, at));
	buf_addf(&b, "retailer   %s\n", or_none(m->retailer));
	buf_addf(&b, "associate  %s\n", or_none(m->name));
	buf_addf(&b, "terminal   %s, %dx%d cells\n", or_none(t->terminal),
		t->cols, t->rows);
	buf_addf(&b, "link       %s, round trip %ld ms\n",
		model_online(m) ? "connected" : "not connected",
		(long)m->rtt_ms);
	add_events(&b, "The link lately:", t->link, t->n_link);
	add_events(&b, "The last errors:", t->errs, t->n_errs);
	if (t->page)
		buf_addf(&b, "\nThe screen, shoppers' words masked:\n%s\n",
			t->page);
	text = mem_strdup(buf_str(&b) ? buf_str(&b) : "");
	assert(text);
	buf_fini(&b);
	cut(text);
	return text;
}

void trouble_act(struct model *m, const struct action *a, struct effects *out)
{
	char *text = trouble_text(m, a->text);

	if (a->kind == ACTION_REPORT_KEEP) {
		effects_add(out, EFFECT_REPORT_KEEP, text, NULL);
	} else if (!model_online(m)) {
		model_note(m, MODEL_NOTICE_ERR, ERR_CLOSE);
	} else if (!m->trouble.sending) {
		m->trouble.sending = true;
		effects_add(out, EFFECT_REPORT_SEND, text, NULL);
	}
	mem_free(text);
}

/* ---- the masks ---- */

struct mask {
	char **at, *was;
};

struct trouble_masks {
	struct mask *all;
	size_t n, size;
};

/* "Hi, 佐藤さん" becomes "xx, ＊＊＊＊": so wide, and says nothing. */
static char *masked(const char *s)
{
	struct buf b;
	char *out;
	uint32_t cp;

	buf_init(&b, 8 * LIMIT_TEXT);
	while (*s) {
		size_t len = utf8_decode(s, strlen(s), &cp);

		if (cp > 0x2e80)
			buf_add_str(&b, "＊");
		else if (cp > 0x7f)
			buf_add_char(&b, 'x');
		else if (strchr(" \n.,:;!?()-", (int)cp))
			buf_add_char(&b, (char)cp);
		else
			buf_add_char(&b, 'x');
		s += len;
	}
	out = mem_strdup(b.len ? buf_str(&b) : "");
	assert(out);
	buf_fini(&b);
	return out;
}

static void mask(struct trouble_masks *k, char **at)
{
	if (!*at)
		return;
	if (k->n == k->size) {
		k->size = k->size ? 2 * k->size : 64;
		k->all = mem_resize(k->all, k->size * sizeof(*k->all));
		assert(k->all);
	}
	k->all[k->n++] = (struct mask){at, *at};
	*at = masked(*at);
}

/* The whole log: what associates wrote speaks of the shopper too. */
static void mask_chat(struct trouble_masks *k, struct chat *c)
{
	mask(k, &c->name);
	for (int64_t i = 0; i < c->n; i++) {
		struct chat_entry *e = &c->entries[i];

		if (e->who == WIRE_WHO_SHOPPER)
			mask(k, &e->name);
		mask(k, &e->text);
	}
}

struct trouble_masks *trouble_mask(struct model *m)
{
	struct trouble_masks *k = mem_zero(sizeof(*k));

	assert(k);
	if (m->chat)
		mask_chat(k, m->chat);
	for (struct outbox_say *s = m->outbox->says; s; s = s->next)
		mask(k, &s->shown);
	for (int i = 0; i < m->n_rings; i++) {
		mask(k, &m->rings[i].name);
		mask(k, &m->rings[i].text);
		mask(k, &m->rings[i].note);
	}
	for (int i = 0; i < m->n_enquiries; i++) {
		mask(k, &m->enquiries[i].name);
		mask(k, &m->enquiries[i].address);
		mask(k, &m->enquiries[i].text);
	}
	for (int i = 0; i < m->blocks.n; i++) {
		mask(k, &m->blocks.all[i].name);
		mask(k, &m->blocks.all[i].text);
	}
	for (int i = 0; i < m->sales.n; i++)
		mask(k, &m->sales.all[i].name);
	return k;
}

void trouble_unmask(struct trouble_masks **masks)
{
	struct trouble_masks *k = *masks;

	while (k->n > 0) {
		struct mask *last = &k->all[--k->n];

		mem_free(*last->at);
		*last->at = last->was;
	}
	mem_free(k->all);
	mem_free(k);
	*masks = NULL;
}
