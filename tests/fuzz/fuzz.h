/* SPDX-License-Identifier: MIT */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

/*
 * A fuzz target: one function that takes any bytes at all and asserts what must
 * hold.  It runs as a test (replay.c) and under libFuzzer (make check-fuzz).
 */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>

/* Returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Takes a small number off the front of the input; 0 when it is empty. */
static inline uint8_t fuzz_byte(const uint8_t **data, size_t *size)
{
	if (*size == 0)
		return 0;
	--*size;
	return *(*data)++;
}

#endif
