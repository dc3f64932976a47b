/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "client/flow/flow.h"
#include "client/flow/slot.h"

/* Parses the row's example with everybody in it whom examples name. */
static struct flow *parse_example(const struct verb *v)
{
	struct flow_fault fault;
	struct flow *flow = NULL;
	char text[600];

	snprintf(text, sizeof(text),
		"associates Ken and Mio\nmanager Aya\nshopper Hana\n"
		"newcomer Rin\n%s\n",
		v->example);
	if (flow_parse(text, strlen(text), &flow, &fault) != ERR_OK)
		fail_msg("%s: %d: %s", v->example, fault.column, fault.why);
	return flow;
}

static void each_row_reads_its_example(void **state)
{
	(void)state;
	for (int i = 0; i < VERB_COUNT; i++) {
		const struct verb *v = verb_at(i);
		struct flow *flow = parse_example(v);
		const struct flow_step *last = &flow->steps[flow->n_steps - 1];

		assert_ptr_equal(last->verb, v);
		assert_string_equal(last->said, v->example);
		assert_int_equal(last->line, 5);
		assert_int_equal(
			last->n_actors > 0, v->subject != VERB_BY_NOBODY);
		flow_destroy(&flow);
	}
	assert_null(verb_at(VERB_COUNT));
	assert_null(verb_at(-1));
}

/* The word as a pattern has it: is it a slot? */
static void check_word(const struct verb *v, const char *word, size_t len)
{
	if (*word < 'A' || *word > 'Z')
		return;
	if (slot_of(word, len) == VERB_NOTHING)
		fail_msg("%s: there is no slot %.*s", v->pattern, (int)len,
			word);
}

static void each_pattern_is_well_formed(void **state)
{
	(void)state;
	for (int i = 0; i < VERB_COUNT; i++) {
		const struct verb *v = verb_at(i);
		int open = 0, slots = 0;

		for (const char *s = v->pattern; *s;) {
			size_t len = strcspn(s, " []");

			slots += *s >= 'A' && *s <= 'Z';
			check_word(v, s, len);
			s += len;
			for (; *s && strchr(" []", *s); s++)
				open += (*s == '[') - (*s == ']');
			assert_in_range(open, 0, 1);
		}
		assert_int_equal(open, 0);
		assert_in_range(slots, 0, VERB_SLOTS);
		assert_int_not_equal(v->help[strlen(v->help) - 1], '.');
	}
}

static const struct {
	const char *words;
	enum verb_subject by;
	enum verb_id nearest;
} rows[] = {
	{"acepts", VERB_BY_ASSOCIATE, VERB_ACCEPTS},
	{"goes availabel", VERB_BY_ASSOCIATE, VERB_GOES_AVAILABLE},
	{"is availible", VERB_BY_ASSOCIATE, VERB_IS_AVAILABLE},
	{"said \"Hello\"", VERB_BY_SHOPPER, VERB_SAYS},
	{"looses connection", VERB_BY_ANYBODY, VERB_LOSES_CONNECTION},
	{"relods", VERB_BY_SHOPPER, VERB_RELOADS},
	{"the relay is kiled", VERB_BY_NOBODY, VERB_RELAY_KILLED},
	{"wiat 90 s", VERB_BY_NOBODY, VERB_WAIT},
	{"buys A-17 for 12,800 JPY", VERB_BY_SHOPPER, VERB_BUYS},
	{"sees Hana tipping", VERB_BY_ASSOCIATE, VERB_SEES_TYPING},
	{"is rang", VERB_BY_ASSOCIATE, VERB_IS_RUNG},
	{"forgets her password", VERB_BY_ASSOCIATE, VERB_FORGETS},
};

static void the_nearest_is_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_string_equal(
			verb_nearest(rows[i].words, rows[i].by)->pattern,
			verb_at((int)rows[i].nearest)->pattern);
	/* Words of any length, and none at all. */
	assert_non_null(verb_nearest("", VERB_BY_ANYBODY));
	assert_non_null(
		verb_nearest("a b c d e f g h i j k l m n o p q r s t "
			     "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
			VERB_BY_SHOPPER));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_row_reads_its_example),
		cmocka_unit_test(each_pattern_is_well_formed),
		cmocka_unit_test(the_nearest_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
