/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "shared/buf.h"
#include "shared/limits.h"
#include "shared/picture/webp.h"
#include "tests/fuzz/fuzz.h"

static void is_clean(const struct buf *once, const struct webp_info *was)
{
	struct webp_info is;
	struct buf twice;

	buf_init(&twice, LIMIT_MEDIA);
	assert(webp_look(once->data, once->len, &is) == ERR_OK);
	assert(is.animated && !is.exif);
	assert(is.width == was->width && is.height == was->height);
	assert(webp_strip(once->data, once->len, &twice) == ERR_OK);
	assert(once->len == twice.len);
	assert(memcmp(once->data, twice.data, twice.len) == 0);
	buf_fini(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct webp_info info;
	struct buf out;

	buf_init(&out, LIMIT_MEDIA);
	if (webp_look(data, size, &info) == ERR_OK) {
		assert(info.width > 0 && info.height > 0);
		assert((int64_t)info.width * info.height <= LIMIT_PIXELS);
	}
	if (webp_strip(data, size, &out) == ERR_OK)
		is_clean(&out, &info);
	buf_fini(&out);
	return 0;
}
