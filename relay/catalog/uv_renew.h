/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CATALOG_UV_RENEW_H
#define RELAY_CATALOG_UV_RENEW_H

/* Catalogues that an older noren made (db_catalog_renew.h), beside the loop. */
#include <uv.h>

#include "relay/catalog/db_catalog_renew.h"

struct uv_renew; /* opaque */

/* The loop is lent for its life; catalogues are in `directory`/catalog.  NULL:
 * no memory. */
struct uv_renew *uv_renew_new(uv_loop_t *loop, const char *directory);
/* Nothing may be going on; the loop has to run once more. */
void uv_renew_destroy(struct uv_renew **u);

/* Looks at all of them, once; fn is told out of the loop what came of it. */
void uv_renew_begin(struct uv_renew *u,
	void (*fn)(void *ctx, const struct db_catalog_renew *r), void *ctx);
/* Ends what goes on soon. */
void uv_renew_stop(struct uv_renew *u);
bool uv_renew_busy(const struct uv_renew *u);

#endif
