/* SPDX-License-Identifier: MIT */
#include "client/screen/manage_page.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/excuse.h"
#include "client/screen/layout.h"
#include "client/screen/paint.h"
#include "client/term/grid.h"
#include "client/term/style.h"

const char *manage_page_state(
	const struct model *m, enum ask_kind kind, const char *none)
{
	if (!model_online(m))
		return _("No connection");
	if (!m->shop)
		return _("The relay is too old for this.");
	if (m->manage.why)
		return excuse_text(m->manage.why);
	return manage_told(m, kind) ? none : _("One moment");
}

const char *manage_page_off(const struct model *m)
{
	if (!model_online(m))
		return _("no connection");
	return m->manage.saving ? _("one moment") : NULL;
}

int manage_page_top(const struct layout *at)
{
	return at->top + (at->small ? 0 : 1);
}

void manage_page_cell(struct grid *g, int row, int col, int width,
	uint8_t style, const char *text)
{
	if (text && width > 0)
		paint_line(g, row, col, width, style, text);
}

void manage_page_number(struct grid *g, int row, int col, int width,
	uint8_t style, int64_t number)
{
	char text[PAINT_SIZE];

	paint_format(text, "%" PRId64, number);
	paint_right(g, row, col + width, width, style, text);
}

const char *manage_page_groups(
	const struct model *m, const char *keys, char *out)
{
	size_t used = 0;

	out[0] = '\0';
	while (keys && *(keys += strspn(keys, " "))) {
		size_t len = strcspn(keys, " ");
		char key[LIMIT_SLUG + 1];
		const struct manage_group *g;

		snprintf(key, sizeof(key), "%.*s", (int)len, keys);
		g = manage_group(m, key);
		used = strlen(out);
		snprintf(out + used, PAINT_SIZE - used, "%s%s",
			used ? _(", ") : "", g ? g->shown : key);
		keys += len;
	}
	return out;
}
