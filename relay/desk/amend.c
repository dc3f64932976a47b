/* SPDX-License-Identifier: MIT */
#include "relay/desk/amend.h"

#include <assert.h>

#include "relay/desk/block.h"
#include "relay/desk/enquiry.h"
#include "relay/desk/keep.h"
#include "relay/desk/mutant.h"
#include "relay/desk/sale.h"
#include "relay/desk/shopper.h"

enum err amend_erase(
	struct desk *d, const struct id *shopper, const struct id *anew)
{
	const struct shopper *s = shopper_find(d, shopper);

	assert(id_is(anew));
	if (s && s->chat)
		return ERR_BUSY_CHAT;
	if (!MUTANT(erased_block_stays))
		block_erase(d, shopper);
	enquiry_erase(d, shopper);
	sale_erase(d, shopper, anew);
	shopper_erase(d, shopper, anew);
	keep_erased(d, shopper, anew);
	return ERR_OK;
}

void amend_correct(struct desk *d, const struct desk_correct *c)
{
	shopper_correct(d, c);
	block_correct(d, c);
	enquiry_correct(d, c);
	sale_correct(d, c);
	keep_corrected(d, c);
}

void amend_expire(struct desk *d, int64_t before)
{
	block_expire(d, before);
	enquiry_expire(d, before);
	sale_expire(d, before);
}

void amend_text(struct desk *d, char **place, const char *to)
{
	char *copy = to ? mem_strdup(to) : NULL;

	if (!copy) {
		d->nomem = d->nomem || to;
		return;
	}
	mem_free(*place);
	*place = copy;
}
