/* SPDX-License-Identifier: MIT */
#ifndef RELAY_MEDIA_MEDIA_H
#define RELAY_MEDIA_MEDIA_H

/* What has become of a file that was checked and cleaned. */
#include <stddef.h>

#include "relay/fetch/fetch.h"
#include "shared/err.h"
#include "shared/wire.h"

/* Pictures of products that are fetched at once. */
#define MEDIA_FETCHERS 6

struct media_clean {
	enum err err; /* ERR_MEDIA: refused; ERR_NOT_KEPT, ERR_IO, ERR_NOMEM */
	enum wire_mime mime;
	int width, height; /* pixels */
	size_t bytes;
};

/* Lent for the call. */
typedef void (*media_fn)(void *ctx, const struct media_clean *what);

/* The same of one that was fetched: with FETCH_FINE `what` counts.  Lent. */
typedef void (*media_fetched_fn)(void *ctx, const struct fetch_result *result,
	const struct media_clean *what);

#endif
