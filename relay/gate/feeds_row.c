/* SPDX-License-Identifier: MIT */
#include "relay/gate/feeds_row.h"

#include "shared/mem.h"

void feeds_row_clear(struct store_feed *row)
{
	mem_free((char *)row->retailer);
	mem_free((char *)row->url);
	mem_free((char *)row->format);
	mem_free((char *)row->encoding);
	mem_free((char *)row->etag);
	mem_free((char *)row->modified);
	mem_free((char *)row->result);
	mem_free((char *)row->why);
	mem_free((char *)row->rows);
	mem_free((char *)row->hash);
	*row = (struct store_feed){.every = 0};
}

static const char *copy(const char *s, bool *fine)
{
	char *own = mem_strdup(s ? s : "");

	*fine = *fine && own;
	return own;
}

bool feeds_row_copy(const struct store_feed *from, struct store_feed *to)
{
	bool fine = true;

	*to = *from;
	to->retailer = copy(from->retailer, &fine);
	to->url = copy(from->url, &fine);
	to->format = copy(from->format, &fine);
	to->encoding = copy(from->encoding, &fine);
	to->etag = copy(from->etag, &fine);
	to->modified = copy(from->modified, &fine);
	to->result = copy(from->result, &fine);
	to->why = copy(from->why, &fine);
	to->rows = copy(from->rows, &fine);
	to->hash = copy(from->hash, &fine);
	if (!fine)
		feeds_row_clear(to);
	return fine;
}
