/* SPDX-License-Identifier: MIT */
#ifndef TESTS_LIB_MEMSOLD_H
#define TESTS_LIB_MEMSOLD_H

/* What store_bought() finds, in memory; NULL: nothing.  Lends. */
#include "tests/lib/memstore.h"

const struct rec_sale *memsold_order(
	const struct memstore *s, const char *order);
/* The shopper's last chat with somebody that had begun before that, and is
 * over; NULL also where `sale` is NULL. */
const struct rec_chat *memsold_earlier(const struct memstore *s,
	const struct rec_sale *sale, const struct id *shopper);

#endif
