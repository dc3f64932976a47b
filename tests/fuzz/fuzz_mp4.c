/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "shared/buf.h"
#include "shared/limits.h"
#include "shared/picture/mp4.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf once, twice;
	int width = 0, height = 0, w, h;

	buf_init(&once, LIMIT_MEDIA);
	buf_init(&twice, LIMIT_MEDIA);
	if (mp4_strip(data, size, &once, &width, &height) == ERR_OK) {
		assert(width > 0 && height > 0);
		assert(once.len <= size); /* nothing has moved */
		assert(mp4_strip(once.data, once.len, &twice, &w, &h) ==
			ERR_OK);
		assert(w == width && h == height);
		assert(once.len == twice.len);
		assert(memcmp(once.data, twice.data, twice.len) == 0);
	}
	buf_fini(&once);
	buf_fini(&twice);
	return 0;
}
