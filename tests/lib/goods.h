/* SPDX-License-Identifier: MIT */
#ifndef TESTS_LIB_GOODS_H
#define TESTS_LIB_GOODS_H

/*
 * Products that look like a shop's, half of them Japanese, any number of them
 * and always the same ones: the n-th is a function of n and the seed.
 */
#include <stdint.h>

#include "relay/catalog/product.h"

struct goods {
	struct product product; /* strings lie below */
	char sku[32], name[256], description[2048], url[160], image[160];
	char brand[64], category[128], keywords[160], gtin[16], mpn[32];
	char group[32], color[32], size[16];
};

/* A good die, for tests that must repeat. */
uint64_t goods_dice(uint64_t *seed);

/* Makes the n-th, from 0. */
void goods_make(struct goods *g, uint64_t seed, int64_t n);

#endif
