/* SPDX-License-Identifier: MIT */
#include "relay/desk/show.h"

#include <string.h>

#include "relay/desk/chat.h"
#include "relay/desk/talk.h"
#include "relay/desk/tell.h"

/* Recommendations of one chat that are remembered for D4; the first ones. */
#define CARDS_MOST 100

/* One of a query's parameters, "name=value". */
struct param {
	const char *s;
	size_t name, len;
};

/* Takes the next one from *at; false: there is none. */
static bool next_param(const char **at, struct param *out)
{
	*at += strspn(*at, "?&");
	*out = (struct param){*at, strcspn(*at, "=&#"), strcspn(*at, "&#")};
	*at += out->len;
	return out->len > 0;
}

/* Does the query name it, and only with other values? */
static bool differs(const struct param *p, const char *query)
{
	struct param other;
	bool named = false;

	while (next_param(&query, &other)) {
		if (other.name != p->name ||
			memcmp(other.s, p->s, p->name) != 0)
			continue;
		if (other.len == p->len && memcmp(other.s, p->s, p->len) == 0)
			return false;
		named = true;
	}
	return named;
}

/* Shops tell their products apart by it (?pid=12), and put into it how one came
 * there, or nothing: what only one of both says counts for nothing. */
bool show_same_page(const char *a, const char *b)
{
	size_t len = strcspn(a, "?#");
	const char *query = a + len;
	struct param p;

	if (len != strcspn(b, "?#") || memcmp(a, b, len) != 0)
		return false;
	while (next_param(&query, &p))
		if (strncmp(p.s, "utm_", 4) != 0 && differs(&p, b + len))
			return false;
	return true;
}

static bool card_is(const struct card *card, const struct wire_event *e)
{
	if (e->sku && *e->sku && strcmp(card->sku, e->sku) == 0)
		return true;
	return e->url && *e->url && show_same_page(card->url, e->url);
}

bool show_recommended(const struct chat *c, const struct wire_event *e)
{
	for (const struct card *card = c->cards; card; card = card->next)
		if (card_is(card, e))
			return true;
	return false;
}

static void show_remember(
	struct desk *d, struct chat *c, const char *sku, const char *url)
{
	const char *of = url ? url : "";
	size_t len = strcspn(of, "#");
	struct card *card;
	char *end;

	if (c->n_cards == CARDS_MOST)
		return;
	sku = sku ? sku : "";
	card = mem_zero(sizeof(*card) + strlen(sku) + 1 + len + 1);
	if (!card) {
		d->nomem = true;
		return;
	}
	end = stpcpy(card->sku, sku);
	card->url = end + 1;
	memcpy(end + 1, of, len);
	card->next = c->cards;
	c->cards = card;
	c->n_cards++;
}

void show_load(struct desk *d, struct chat *c, const struct rec_attach *x)
{
	if (x->kind == WIRE_KIND_CARD)
		show_remember(d, c, x->sku, x->url);
}

void show_free(struct chat *c)
{
	for (struct card *card = c->cards, *next; card; card = next) {
		next = card->next;
		mem_free(card);
	}
}

/* ---- handlers ---- */

static struct rec_attach show_card(const struct wire_recommend *r)
{
	return (struct rec_attach){
		.sku = r->sku,
		.product = r->product,
		.amount = r->amount,
		.sale = r->sale,
		.currency = r->currency,
		.url = r->url,
		.image = r->image,
		.stock = r->stock,
	};
}

void show_on_recommend(struct desk *d, const struct ask *k)
{
	const struct wire_recommend *r = &k->msg->recommend;
	struct rec_attach attach = show_card(r);
	struct chat_event card = {
		.kind = WIRE_KIND_CARD,
		.key = r->key,
		.text = r->text,
		.attach = &attach,
	};

	if (!r->product || !*r->product) {
		tell_error(d, k, ERR_FIELD, NULL);
		return;
	}
	if (talk_put(d, k, k->chat, &card))
		show_remember(d, k->chat, r->sku, r->url);
}

void show_on_show(struct desk *d, const struct ask *k)
{
	const struct wire_show *s = &k->msg->show;
	const struct desk_media *m = k->media;
	struct rec_attach attach = {.media = s->media};
	struct chat_event file = {
		.kind = WIRE_KIND_FILE,
		.key = s->key,
		.text = s->name,
		.attach = &attach,
	};

	if (!m || !id_same(&m->id, &s->media)) {
		tell_error(d, k, ERR_UNKNOWN, NULL);
		return;
	}
	attach.mime = m->mime;
	attach.width = m->width;
	attach.height = m->height;
	attach.bytes = m->bytes;
	talk_put(d, k, k->chat, &file);
}
