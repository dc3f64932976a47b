/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_STORE_ROW_H
#define RELAY_STORE_STORE_ROW_H

/*
 * Rows that norenctl and sign-in keep, as the store takes and lends them.
 * Strings are lent; NULL is "".
 */
#include <stdbool.h>
#include <stdint.h>

#include "shared/id.h"

struct store_retailer {
	const char *retailer, *name, *zone, *currency, *accent;
	const char *origins; /* one a line */
	const char *hours;   /* as hours.h reads them */
};
struct store_group {
	const char *retailer, *group, *name, *hours; /* hours "": retailer's */
};
struct store_associate {
	struct id id;
	const char *retailer, *address, *name;
	const char *hash; /* of the password, as libsodium writes it */
	const char *groups;
	bool manager;
};
struct store_session {
	uint8_t hash[32]; /* of the token; the token itself is not kept */
	struct id associate;
	const char *retailer, *device;
	int64_t made, used; /* us UTC */
};

#endif
