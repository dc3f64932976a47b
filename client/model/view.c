/* SPDX-License-Identifier: MIT */
#include "client/model/view.h"

#include <assert.h>
#include <string.h>

#include "shared/mem.h"
#include "shared/text.h"

char *view_shown(const char *s, bool lines)
{
	char *copy = s ? text_show(s, strlen(s), lines) : NULL;

	assert(copy || !s);
	return copy;
}

void view_show(char **to, const char *s)
{
	char *copy = view_shown(s, false);

	mem_free(*to);
	*to = copy;
}

void view_price(struct money *to, int64_t amount, const char *currency)
{
	*to = (struct money){0};
	if (!currency || strlen(currency) != 3 || amount > MONEY_SUM_MAX)
		return;
	to->minor = amount;
	memcpy(to->code, currency, 4);
}

void view_set(struct view *v, const char *title, const char *product,
	const char *url, int64_t amount, const char *currency)
{
	view_show(&v->title, title);
	view_show(&v->product, product);
	view_show(&v->url, url);
	view_price(&v->price, amount, currency);
}

void view_fini(struct view *v)
{
	mem_free(v->title);
	mem_free(v->product);
	mem_free(v->url);
	*v = (struct view){0};
}
