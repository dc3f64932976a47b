/* SPDX-License-Identifier: MIT */
#include "relay/ctl/refusal.h"

#include <inttypes.h>

#include "relay/ctl/find.h"

#define LINE_MOST (64 * 1024) /* bytes */

void refusal_add(const json_t *r, struct buf *out)
{
	const char *column = find_text(r, "column");
	const char *sku = find_text(r, "sku");

	if (find_number(r, "line") > 0)
		buf_addf(out, "line %" PRId64, find_number(r, "line"));
	else
		buf_add_str(out, "the feed");
	if (column[0])
		buf_addf(out, ", %s", column);
	if (sku[0])
		buf_addf(out, " (%s)", sku);
	buf_addf(out, ": %s", find_text(r, "text"));
	if (find_number(r, "first") > 0)
		buf_addf(out, " (line %" PRId64 ")", find_number(r, "first"));
}

void refusal_line(
	const json_t *r, const struct show_style *style, struct buf *out)
{
	struct buf said;

	buf_init(&said, LINE_MOST);
	refusal_add(r, &said);
	show_text(buf_str(&said), style, out);
	buf_add_char(out, '\n');
	buf_fini(&said);
}
