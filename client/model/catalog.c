/* SPDX-License-Identifier: MIT */
/*
 * What the user does in the catalogue.  What is asked of the relay for it, and
 * what its answers change, is in catalog_ask.c.
 */
#include "client/model/catalog.h"

#include <string.h>

#include "client/model/action.h"
#include "client/model/chat.h"
#include "client/model/goods.h"
#include "client/model/model.h"
#include "client/model/outbox.h"
#include "shared/barcode.h"
#include "shared/mem.h"
#include "shared/utf8.h"

static void drop_shelves(struct catalog_shelf **all, int *n)
{
	while (*n > 0)
		mem_free((*all)[--*n].category);
	mem_free(*all);
	*all = NULL;
}

void catalog_fini(struct catalog *c)
{
	catalog_item_drop(&c->rows, &c->n);
	catalog_item_drop(&c->kin, &c->n_kin);
	catalog_item_drop(&c->came, &c->n_came);
	drop_shelves(&c->shelves, &c->n_shelves);
	drop_shelves(&c->came_shelves, &c->n_came_shelves);
	mem_free(c->family);
	catalog_picture_fini(&c->pictures);
	*c = (struct catalog){0};
}

const struct catalog_item *catalog_chosen(const struct model *m)
{
	const struct catalog *c = &m->catalog;

	return c->chosen < c->n ? &c->rows[c->chosen] : NULL;
}

bool catalog_filtered(const struct catalog *c)
{
	const struct catalog_filter *f = &c->filter;

	return f->category[0] || f->stock || f->low > 0 || f->high > 0;
}

bool catalog_is_old(const struct model *m)
{
	const struct catalog *c = &m->catalog;

	return c->updated > 0 && m->wall_us - c->updated > CATALOG_OLD_US;
}

void catalog_show(struct model *m)
{
	struct catalog *c = &m->catalog;

	if (m->place == MODEL_SIGN_IN)
		return;
	if (m->place != MODEL_CATALOG)
		c->from_chat = m->place == MODEL_CHAT;
	m->place = MODEL_CATALOG;
	if (!c->told || c->err || m->now_ms - c->asked_ms > CATALOG_FRESH_MS)
		c->want = true;
}

/* Puts a text where there is room for so many bytes of it. */
static void put(char *to, size_t size, const char *text)
{
	size_t len = strlen(text);

	if (len >= size)
		len = size - 1;
	while (!utf8_valid(text, len))
		len--;
	memcpy(to, text, len);
	to[len] = '\0';
}

/* Another question than the one before it. */
static void renew(struct model *m)
{
	struct catalog *c = &m->catalog;

	c->want = true;
	c->want_more = false;
	c->outdated = c->asking == CATALOG_FIND || c->asking == CATALOG_MORE;
	c->err = ERR_OK;
	c->again_ms = 0;
}

static void find(struct model *m, const char *text)
{
	struct catalog *c = &m->catalog;

	if (c->code == CATALOG_NO_CODE && strcmp(c->text, text) == 0 &&
		c->told && !c->err)
		return;
	put(c->text, sizeof(c->text), text);
	c->code = CATALOG_NO_CODE;
	renew(m);
}

/* Rule F4. */
static void find_code(struct model *m, const char *digits)
{
	struct catalog *c = &m->catalog;

	put(c->text, sizeof(c->text), digits);
	renew(m);
	c->code = CATALOG_CODE_ASKED;
	if (barcode_right(digits, strlen(digits)))
		return;
	c->code = CATALOG_CODE_WRONG;
	c->want = false;
	catalog_item_drop(&c->rows, &c->n);
	c->chosen = 0;
}

static void choose(struct model *m, int row)
{
	struct catalog *c = &m->catalog;

	if (row < 0 || row >= c->n)
		return;
	if (row != c->chosen)
		c->rest_ms = m->now_ms + CATALOG_REST_MS;
	c->chosen = row;
	if (c->more && c->n - row <= LIMIT_FOUND_PAGE / 2 && c->n < LIMIT_FOUND)
		c->want_more = true;
}

static void narrow(struct model *m, const struct catalog_filter *f)
{
	struct catalog *c = &m->catalog;

	c->filter = *f;
	if (c->code != CATALOG_NO_CODE)
		c->text[0] = '\0';
	c->code = CATALOG_NO_CODE;
	renew(m);
}

static void list_shelves(struct model *m, const char *above)
{
	struct catalog *c = &m->catalog;

	put(c->above, sizeof(c->above), above);
	drop_shelves(&c->shelves, &c->n_shelves);
	c->shelves_told = false;
	c->want_shelves = true;
}

/* Rule D5: into the live chat, and there one is. */
static void offer(struct model *m, const char *text)
{
	const struct catalog_item *item = catalog_chosen(m);
	char stock[CATALOG_ITEM_STOCK];
	struct goods goods;

	if (!item)
		return;
	if (!model_in_chat(m)) {
		model_note(m, MODEL_NOTICE_NO_CHAT, ERR_OK);
		return;
	}
	goods = *item->goods;
	goods.stock = (char *)catalog_item_stock(item, m->chat->lang, stock);
	outbox_suggest(m->outbox, &m->chat->id, &goods, text, m->wall_us);
	m->place = MODEL_CHAT;
}

void catalog_act(struct model *m, const struct action *a)
{
	switch (a->kind) {
	case ACTION_CATALOG:
	case ACTION_FIND_PRODUCT:
		catalog_show(m);
		break;
	case ACTION_FIND:
		find(m, a->text);
		break;
	case ACTION_FIND_CODE:
		find_code(m, a->text);
		break;
	case ACTION_FIND_ROW:
		choose(m, a->number);
		break;
	case ACTION_FIND_ONLY:
		narrow(m, a->filter);
		break;
	case ACTION_FIND_SHELVES:
		list_shelves(m, a->text);
		break;
	case ACTION_OFFER_IT:
		offer(m, a->text);
		break;
	default:
		break;
	}
}
