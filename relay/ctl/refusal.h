/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CTL_REFUSAL_H
#define RELAY_CTL_REFUSAL_H

/* Rows of a product feed that were refused, as people read them.  Pure. */
#include <jansson.h>

#include "relay/ctl/show.h"
#include "shared/buf.h"

/* "line 3, price (A1): This is not a price." */
void refusal_add(const json_t *r, struct buf *out);
/* The same, fit for where it is shown, and a newline. */
void refusal_line(
	const json_t *r, const struct show_style *style, struct buf *out);

#endif
