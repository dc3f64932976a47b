/* SPDX-License-Identifier: MIT */
#include "relay/fetch/net.h"

#include <stddef.h>
#include <string.h>

/* An address, and how many of its bits count. */
struct net {
	uint8_t address[16];
	int bits;
};
static const struct net net_v4[] = {
	/* clang-format off */
	{{0}, 8}, {{10}, 8}, {{100, 64}, 10}, {{127}, 8}, {{169, 254}, 16},
	{{172, 16}, 12}, {{192, 0, 0}, 24}, {{192, 0, 2}, 24},
	{{192, 88, 99}, 24}, {{192, 168}, 16}, {{198, 18}, 15},
	{{198, 51, 100}, 24}, {{203, 0, 113}, 24}, {{224}, 4}, {{240}, 4},
	/* clang-format on */
};
static const struct net net_v6[] = {
	/* clang-format off */
	{{0x20, 0x01, 0x00, 0x00}, 23}, {{0x20, 0x01, 0x0d, 0xb8}, 32},
	{{0x20, 0x02}, 16}, {{0x3f, 0xff}, 20},
	/* clang-format on */
};
#define N(array) (sizeof(array) / sizeof(array[0]))

static bool is_in(const uint8_t *address, const struct net *n)
{
	int whole = n->bits / 8, rest = n->bits % 8;

	return memcmp(address, n->address, (size_t)whole) == 0 &&
		(rest == 0 ||
			(address[whole] ^ n->address[whole]) >> (8 - rest) ==
				0);
}

bool net_private_v4(const uint8_t address[4])
{
	for (size_t i = 0; i < N(net_v4); i++) {
		if (is_in(address, &net_v4[i]))
			return true;
	}
	return false;
}

bool net_private_v6(const uint8_t address[16])
{
	if (address[0] >> 5 != 1)
		return true;
	for (size_t i = 0; i < N(net_v6); i++) {
		if (is_in(address, &net_v6[i]))
			return true;
	}
	return false;
}
