/* SPDX-License-Identifier: MIT */
/* Whatever a relay answers, and whatever people wrote: what is written is fit
 * for a terminal (D12), no cell is a formula, and JSON is JSON. */
#include <jansson.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "client/export/export.h"
#include "client/export/export_csv.h"
#include "client/export/export_json.h"
#include "shared/mem.h"
#include "shared/utf8.h"
#include "tests/fuzz/fuzz.h"

#define MOST (1 << 22)

static void is_tame(const struct buf *out)
{
	const char *s = buf_str(out);
	size_t len = out->len, n;
	uint32_t cp;

	assert(utf8_valid(s, len));
	for (size_t at = 0; at < len; at += n) {
		n = utf8_decode(s + at, len - at, &cp);
		assert(cp >= 0x20 || cp == '\n' || cp == '\r');
		assert(cp < 0x7f || cp > 0x9f);
		assert(cp < 0x202a || cp > 0x202e);
	}
}

static void exports(const char *s, size_t size, enum export_form form)
{
	const struct export_want want = {.form = form};
	struct export *x = export_new(&want);
	struct buf out;
	bool more;

	buf_init(&out, MOST);
	export_take(x, s, size, &more, &out);
	is_tame(&out);
	buf_fini(&out);
	export_destroy(&x);
}

static void cell(const char *s)
{
	struct buf out;

	buf_init(&out, MOST);
	export_csv_cell(s, &out);
	is_tame(&out);
	assert(!strchr(buf_str(&out), '\r'));
	if (out.len > 0)
		assert(!strchr("=+-@", buf_str(&out)[buf_str(&out)[0] == '"']));
	buf_fini(&out);
}

static void string(const char *s)
{
	struct buf out;
	json_t *value;

	buf_init(&out, MOST);
	export_json_string(s, &out);
	is_tame(&out);
	value = json_loads(buf_str(&out), JSON_DECODE_ANY, NULL);
	assert(value);
	if (utf8_valid(s, strlen(s)))
		assert(strcmp(json_string_value(value), s) == 0);
	json_decref(value);
	buf_fini(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *s = mem_alloc(size + 1);

	assert(s);
	setlocale(LC_ALL, "C.UTF-8");
	memcpy(s, data, size);
	s[size] = '\0';
	for (int form = EXPORT_TEXT; form <= EXPORT_JSON; form++)
		exports(s, size, (enum export_form)form);
	cell(s);
	string(s);
	mem_free(s);
	return 0;
}
