/* SPDX-License-Identifier: MIT */
/*
 * The examples of noren-protocol(7) are messages that the codec takes, from
 * the side that the page says.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "shared/wire.h"
#include "tests/lib/wiregen.h"

#define PAGE "man/noren-protocol.7"

/* What stands before an example's first line. */
static unsigned side_of(const char *line)
{
	static const struct {
		const char *mark;
		unsigned from;
	} sides[] = {
		{"A  {", WIRE_FROM_A},
		{"S  {", WIRE_FROM_S},
		{"RA {", WIRE_FROM_RA},
		{"RS {", WIRE_FROM_RS},
		{"H  {", WIRE_FROM_H},
	};

	for (size_t i = 0; i < sizeof(sides) / sizeof(*sides); i++) {
		if (strncmp(line, sides[i].mark, 4) == 0)
			return sides[i].from;
	}
	return 0;
}

/* It must decode, say nothing that decoding drops, and bear being sent. */
static enum wire_type try_example(const struct buf *text, unsigned from)
{
	struct wire_msg msg, back;
	enum wire_type type;
	const char *why;
	struct buf out;
	enum err e = wire_decode(
		text->data, text->len, LIMIT_SHOPPER_FRAME, from, &msg, &why);

	if (e)
		fail_msg("%s: %s %s", text->data, err_name(e), why);
	buf_init(&out, LIMIT_SHOPPER_FRAME);
	assert_int_equal(wire_encode(&msg, &out), ERR_OK);
	assert_int_equal(wire_decode(out.data, out.len, LIMIT_SHOPPER_FRAME,
				 from, &back, NULL),
		ERR_OK);
	assert_null(wiregen_differ(&msg, &back));
	type = msg.type;
	wire_fini(&msg);
	wire_fini(&back);
	buf_fini(&out);
	return type;
}

static void examples_are_messages(void **state)
{
	FILE *page = fopen(PAGE, "r");
	bool seen[WIRE_T_COUNT] = {false};
	unsigned from = 0;
	char line[1000];
	struct buf text;
	int types = 0;

	(void)state;
	assert_non_null(page);
	buf_init(&text, LIMIT_SHOPPER_FRAME);
	while (fgets(line, sizeof(line), page)) {
		line[strcspn(line, "\n")] = '\0';
		if (!from)
			from = side_of(line);
		if (!from)
			continue;
		buf_add_str(&text, line + strspn(line, "AHRS "));
		if (text.data[text.len - 1] != '}')
			continue;
		seen[try_example(&text, from)] = true;
		buf_clear(&text);
		from = 0;
	}
	assert_int_equal(from, 0);
	for (int t = 0; t < WIRE_T_COUNT; t++)
		types += seen[t];
	assert_true(types >= 25);
	buf_fini(&text);
	fclose(page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(examples_are_messages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
