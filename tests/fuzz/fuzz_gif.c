/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "shared/buf.h"
#include "shared/limits.h"
#include "shared/picture/gif.h"
#include "shared/picture/pixels.h"
#include "tests/fuzz/fuzz.h"

#define SMALL 1000000 /* pixels: larger ones only take time */

/* What was stripped is stripped: it stays as it is, and can be shown. */
static void is_clean(const struct buf *once, int width, int height)
{
	struct pixels p;
	struct buf twice;
	int w, h;

	buf_init(&twice, LIMIT_MEDIA);
	assert(gif_strip(once->data, once->len, &twice, &w, &h) == ERR_OK);
	assert(w == width && h == height);
	assert(once->len == twice.len);
	assert(memcmp(once->data, twice.data, twice.len) == 0);
	assert(gif_first(once->data, once->len, &p) == ERR_OK);
	assert(p.width == width && p.height == height);
	pixels_fini(&p);
	buf_fini(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf out;
	struct pixels p;
	int width = 0, height = 0;

	if (size > 10 &&
		(int64_t)(data[6] | data[7] << 8) * (data[8] | data[9] << 8) >
			SMALL)
		return 0;
	buf_init(&out, LIMIT_MEDIA);
	if (gif_strip(data, size, &out, &width, &height) == ERR_OK)
		is_clean(&out, width, height);
	gif_first(data, size, &p);
	pixels_fini(&p);
	buf_fini(&out);
	return 0;
}
