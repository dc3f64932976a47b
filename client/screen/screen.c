/* SPDX-License-Identifier: MIT */
#include "client/screen/screen.h"

#include <assert.h>

#define DECLARE(CODE, file) extern const struct screen_ops file##_ops;
SCREEN_LIST(DECLARE)
#undef DECLARE

const struct screen_ops *screen_ops(enum screen_id id)
{
	static const struct screen_ops *const all[] = {
#define ROW(CODE, file) [SCREEN_##CODE] = &file##_ops,
		SCREEN_LIST(ROW)
#undef ROW
	};

	assert(id < SCREEN_COUNT);
	return all[id];
}
