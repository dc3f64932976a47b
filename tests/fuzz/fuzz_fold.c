/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "shared/fold.h"
#include "shared/mem.h"
#include "shared/utf8.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *once = fold((const char *)data, size), *twice;

	assert((once != NULL) == utf8_valid((const char *)data, size));
	if (!once)
		return 0;
	assert(utf8_valid(once, strlen(once)));
	twice = fold(once, strlen(once));
	assert(twice && strcmp(once, twice) == 0);
	mem_free(twice);
	mem_free(once);
	return 0;
}
