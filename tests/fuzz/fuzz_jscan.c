/* SPDX-License-Identifier: MIT */
#include <jansson.h>
#include <string.h>

#include "shared/jscan.h"
#include "tests/fuzz/fuzz.h"

/* Counts the values of a document, and how deep it is. */
static int count(const json_t *value, int depth, int *deepest)
{
	int n = 1;
	const char *key;
	json_t *child;
	size_t i;

	if ((json_is_object(value) || json_is_array(value)) &&
		++depth > *deepest)
		*deepest = depth;
	json_array_foreach(value, i, child) n += count(child, depth, deepest);
	json_object_foreach((json_t *)value, key, child) n +=
		count(child, depth, deepest);
	return n;
}

/* What jansson reads as an object passes, with just the depth and the count
 * that it has and no less; what passes never grows beyond them. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *s = (const char *)data;
	json_t *root = json_loadb(s, size, JSON_REJECT_DUPLICATES, NULL);
	int depth = 0, items = root ? count(root, 0, &depth) : 0;

	if (memchr(s, '\0', size)) {
		/* jansson lets a NUL pass behind a number; nobody else may. */
		assert(jscan_check(s, size, size, 8, 256) != ERR_OK);
	} else if (json_is_object(root) && depth <= JSCAN_DEPTH) {
		assert(jscan_check(s, size, size, depth, items) == ERR_OK);
		assert(jscan_check(s, size, size, depth, items - 1) ==
			ERR_SIZE);
		assert(jscan_check(s, size, size - 1, depth, items) ==
			ERR_SIZE);
		if (depth > 1)
			assert(jscan_check(s, size, size, depth - 1, items) ==
				ERR_DEPTH);
	} else if (root && !json_is_object(root)) {
		assert(jscan_check(s, size, size, 8, 256) == ERR_JSON ||
			jscan_check(s, size, size, 8, 256) == ERR_SIZE);
	} else if (!root) {
		(void)jscan_check(s, size, size, 8, 256);
	}
	json_decref(root);
	return 0;
}
