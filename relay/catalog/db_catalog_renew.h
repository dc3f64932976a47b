/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CATALOG_DB_CATALOG_RENEW_H
#define RELAY_CATALOG_DB_CATALOG_RENEW_H

/*
 * Catalogues whose index an older noren made are made anew of their own
 * products; until then they are found in as they were.  All that is known of
 * one stays as it is: when it was made, what is popular in it, what is held
 * back.  Takes as long as an import, and as much memory; one import a retailer
 * at a time, of which this is one.
 */
#include <stdatomic.h>
#include <stdbool.h>

#include "shared/err.h"

struct db_catalog_renew {
	const char *directory;
	const atomic_bool *stop; /* ends it soon */
	int renewed;             /* catalogues, filled in */
	enum err err;            /* of the last one that could not be */
	char name[256], why[256];
};

/* Of all retailers, one after another.  What comes in while another import of
 * it goes on is left to that. */
void db_catalog_renew(struct db_catalog_renew *r);

#endif
