/* SPDX-License-Identifier: MIT */
#ifndef SHARED_GREET_H
#define SHARED_GREET_H

/*
 * Greetings and saved replies (rule D3): words with {variables} in braces,
 * which the relay checks when a template is set and the client fills in.
 * "{{" and "}}" stand for a brace of one's own.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shared/err.h"
#include "shared/wire.h"

/* clang-format off */
/* V(CODE, name, "what it stands for") */
#define GREET_TABLE(V) \
	V(TIME_OF_DAY, time_of_day, "Good morning, Good afternoon or Good evening, by the shop's clock and in the template's language") \
	V(SHOPPER, shopper, "the shopper's name") \
	V(ASSOCIATE, associate, "the associate's own name") \
	V(PRODUCT, product, "the product on the page that the shopper is looking at") \
	V(GROUP, group, "the associate's group, such as the store") \
	V(SHOP, shop, "the retailer's name")
/* clang-format on */

enum greet_variable {
#define GREET_ENUM(CODE, name, help) GREET_##CODE,
	GREET_TABLE(GREET_ENUM)
#undef GREET_ENUM
		GREET_VARIABLES
};

/* Its name and what it stands for.  Lends constants. */
const char *greet_name(enum greet_variable v);
const char *greet_help(enum greet_variable v);

/* What they stand for now; NULL or "": nothing that is known. */
struct greet_facts {
	const char *value[GREET_VARIABLES];
};

/* ERR_FIELD when a brace is not closed or opened, or names no variable; then
 * *at is where it stands in the text. */
enum err greet_check(const char *text, size_t *at);

/* The text with its variables filled in: gives *out (mem_free).  ERR_UNKNOWN:
 * it wants something that is not known now, so it does not fit; ERR_FIELD as
 * greet_check, and ERR_NOMEM. */
enum err greet_fill(
	const char *text, const struct greet_facts *facts, char **out);

/* Does the path of the page's address match the glob?  "*" stands for any
 * bytes, also "/"; NULL or "" matches every page, even an unknown one. */
bool greet_page(const char *glob, const char *url);

/* Is that minute of the day within them?  `until` 0 is the end of the day; a
 * span may pass midnight. */
bool greet_hour(int64_t from, int64_t until, int minute);

/* What one says to greet at that minute of the day.  Lends a constant. */
const char *greet_time_of_day(int minute, enum wire_lang lang);

#endif
