/* SPDX-License-Identifier: MIT */
#include "client/flow/report_text.h"

#include <assert.h>
#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

#include "shared/mem.h"
#include "shared/text.h"
#include "shared/times.h"
#include "shared/utf8.h"

/* Appends what stands for one code point. */
typedef void (*report_text_fn)(struct buf *out, uint32_t cp);

static void plain(struct buf *out, uint32_t cp)
{
	char bytes[UTF8_MAX];

	buf_add(out, bytes, utf8_encode(cp, bytes));
}

static void each(struct buf *out, const char *s, report_text_fn fn)
{
	size_t len = strlen(s);
	uint32_t cp;

	for (size_t at = 0; at < len;) {
		at += utf8_decode(s + at, len - at, &cp);
		fn(out, cp == UTF8_BAD ? UTF8_REPLACEMENT : cp);
	}
}

/* U+007F to U+009F too: JSON allows them, YAML and terminals do not. */
static void json_one(struct buf *out, uint32_t cp)
{
	if (cp == '"' || cp == '\\')
		buf_addf(out, "\\%c", (char)cp);
	else if (cp == '\n')
		buf_add_str(out, "\\n");
	else if (cp == '\t')
		buf_add_str(out, "\\t");
	else if (cp < 0x20 || (cp >= 0x7f && cp < 0xa0))
		buf_addf(out, "\\u%04" PRIx32, cp);
	else
		plain(out, cp);
}

void report_text_json(struct buf *out, const char *s)
{
	buf_add_char(out, '"');
	each(out, s, json_one);
	buf_add_char(out, '"');
}

/* XML 1.0, 2.2: what a document can hold.  A newline is written as its number:
 * an attribute would turn it into a blank. */
static void xml_one(struct buf *out, uint32_t cp)
{
	if (cp == '&')
		buf_add_str(out, "&amp;");
	else if (cp == '<')
		buf_add_str(out, "&lt;");
	else if (cp == '>')
		buf_add_str(out, "&gt;");
	else if (cp == '"')
		buf_add_str(out, "&quot;");
	else if (cp == '\n' || cp == '\t')
		buf_addf(out, "&#%" PRIu32 ";", cp);
	else if (cp < 0x20 || cp == 0xfffe || cp == 0xffff)
		plain(out, UTF8_REPLACEMENT);
	else
		plain(out, cp);
}

void report_text_xml(struct buf *out, const char *s)
{
	each(out, s, xml_one);
}

void report_text_line(struct buf *out, const char *s)
{
	char *shown = text_show(s, strlen(s), false);

	if (shown)
		buf_add_str(out, shown);
	else
		out->err = ERR_NOMEM;
	mem_free(shown);
}

void report_text_seconds(struct buf *out, int64_t us, int decimals)
{
	int64_t unit = TIMES_SECOND;

	assert(decimals >= 0 && decimals <= 6);
	if (us < 0)
		us = 0;
	for (int i = 0; i < decimals; i++)
		unit /= 10;
	us = (us + unit / 2) / unit * unit;
	buf_addf(out, "%" PRId64, us / TIMES_SECOND);
	if (decimals)
		buf_addf(
			out, ".%0*" PRId64, decimals, us % TIMES_SECOND / unit);
}
