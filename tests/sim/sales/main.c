/* SPDX-License-Identifier: MIT */
/*
 * usage: sales [--histories N] [--seed N] [--mutant NAME]
 *
 * Plays histories of one retailer from one seed after another, and compares
 * whose sale every order is with the plain account.  Prints what was seen; or
 * the seed that shows a difference with its history, made as short as it can
 * be by leaving deeds out, and exits with 1.  --mutant plants a fault (builds
 * with NOREN_MUTANTS).
 */
#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "relay/desk/mutant.h"
#include "tests/sim/sales/play.h"

static bool fails(struct floor *f, const struct deed *deeds, int n, int *at,
	char why[FLOOR_WHY])
{
	struct seen unused = {0};

	return !play(f, deeds, n, &unused, at, why);
}

/* Leaves out whatever is not needed to fail; returns how many deeds stay. */
static int shorten(struct floor *f, struct deed *deeds, int n)
{
	struct deed fewer[DEEDS_MOST];
	char why[FLOOR_WHY];
	int i = 0, at;

	while (i < n) {
		memcpy(fewer, deeds, sizeof(fewer));
		memmove(&fewer[i], &fewer[i + 1],
			(size_t)(n - i - 1) * sizeof(*fewer));
		if (!fails(f, fewer, n - 1, &at, why)) {
			i++;
			continue;
		}
		memcpy(deeds, fewer, sizeof(fewer));
		n = at; /* what comes after it is not needed */
		i = 0;
	}
	return n;
}

static void tell(struct floor *f, uint64_t seed, struct deed *deeds, int n)
{
	char why[FLOOR_WHY];
	int at;

	n = shorten(f, deeds, n);
	fails(f, deeds, n, &at, why);
	printf("differs: %s\nreplay: sales --seed %" PRIu64 "; of it is "
	       "needed:\n",
		why, seed);
	for (int i = 0; i < n; i++)
		deed_print(stdout, &deeds[i]);
}

static bool play_seed(struct floor *f, uint64_t seed, struct seen *seen)
{
	struct deed deeds[DEEDS_MOST];
	int n = deed_make(seed, deeds), at;
	char why[FLOOR_WHY];

	if (play(f, deeds, n, seen, &at, why))
		return true;
	tell(f, seed, deeds, at);
	return false;
}

static bool choose_mutant(const char *name)
{
#ifdef NOREN_MUTANTS
#define CHOOSE(mutant, check) \
	if (strcmp(name, #mutant) == 0) { \
		mutant_chosen = MUTANT_##mutant; \
		return true; \
	}
	MUTANTS(CHOOSE)
#undef CHOOSE
#endif
	(void)name;
	return false;
}

static void print_seen(uint64_t histories, const struct seen *seen)
{
	printf("%" PRIu64 " histories:", histories);
#define PRINT(name) printf(" %" PRId64 " " #name, seen->name);
	SEEN(PRINT)
#undef PRINT
	printf("\n");
}

int main(int argc, char **argv)
{
	uint64_t histories = 1000, seed = 0, played = 0;
	struct seen seen = {0};
	struct floor *f;
	bool well = true;

	for (int i = 1; i < argc; i += 2) {
		const char *value = i + 1 < argc ? argv[i + 1] : "";

		if (strcmp(argv[i], "--histories") == 0) {
			histories = strtoull(value, NULL, 10);
		} else if (strcmp(argv[i], "--seed") == 0) {
			seed = strtoull(value, NULL, 10);
		} else if (strcmp(argv[i], "--mutant") != 0 ||
			!choose_mutant(value)) {
			fprintf(stderr, "sales: what is %s?\n", argv[i]);
			return 2;
		}
	}
	f = floor_new();
	if (seed)
		well = play_seed(f, seed, &seen), played++;
	for (uint64_t s = 1; !seed && well && played < histories; s++)
		well = play_seed(f, s, &seen), played++;
	print_seen(played, &seen);
	floor_destroy(&f);
	return well ? 0 : 1;
}
