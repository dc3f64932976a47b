/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "relay/catalog/query.h"
#include "shared/fold.h"
#include "shared/mem.h"
#include "shared/utf8.h"
#include "tests/fuzz/fuzz.h"

static enum err on_respelling(void *ctx, const char *s, size_t len)
{
	int *left = ctx;

	assert(len > 0 && len <= WORD_MAX && utf8_valid(s, len));
	return --*left > 0 ? ERR_OK : ERR_SIZE;
}

static void check_term(const struct query_term *t)
{
	struct query_form forms[QUERY_FORMS];
	int n, most = 8000;

	assert(t->len > 0 && strlen(t->s) == t->len);
	assert(utf8_valid(t->s, t->len));
	if (t->run)
		return;
	assert(t->len <= WORD_MAX);
	n = query_forms(t->s, t->len, forms);
	assert(n >= 0 && n <= QUERY_FORMS);
	for (int i = 0; i < n; i++)
		assert(forms[i].len > 0 && strlen(forms[i].s) == forms[i].len);
	if (query_can_be_misspelt(t))
		assert(query_respell(t->s, t->len, on_respelling, &most) ==
			ERR_OK);
}

/* The words alone are the same words, unless a mark that stood behind an
 * apostrophe has found a letter. */
static void check_plain(const char *plain)
{
	char *folded = fold(plain, strlen(plain));
	struct query q = {.n = 0};

	assert(folded);
	if (strcmp(folded, plain) == 0 &&
		query_parse(plain, strlen(plain), false, &q) == ERR_OK)
		assert(strcmp(q.plain, plain) == 0);
	query_fini(&q);
	mem_free(folded);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct query q;
	enum err e = query_parse((const char *)data, size, false, &q);

	assert(e == ERR_OK || e == ERR_SIZE || e == ERR_UTF8);
	assert((e == ERR_UTF8) <= !utf8_valid((const char *)data, size));
	if (!e) {
		assert(q.n <= CATALOG_WORDS && !(q.blank && q.n > 0));
		for (int i = 0; i < q.n; i++)
			check_term(&q.terms[i]);
		check_plain(q.plain);
	}
	query_fini(&q);
	return 0;
}
