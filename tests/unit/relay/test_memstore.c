/* SPDX-License-Identifier: MIT */
/* What SQLite would refuse, the store in memory sees: the simulator and the
 * desk's tests stand on that. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/lib/fix.h"

static struct rec chat(int n, int shopper, int associate, enum wire_phase phase)
{
	return (struct rec){.kind = REC_K_CHAT,
		.chat = {.chat = fix_id(n),
			.shopper = fix_id(shopper),
			.associate = fix_id(associate),
			.phase = phase}};
}

static struct rec entry(int64_t seq, const char *key)
{
	return (struct rec){.kind = REC_K_ENTRY,
		.entry = {.chat = fix_id(900),
			.seq = seq,
			.actor = fix_id(100),
			.key = key}};
}

static struct rec enquiry(int n, const char *key)
{
	return (struct rec){.kind = REC_K_ENQUIRY,
		.enquiry = {.enquiry = fix_id(n),
			.shopper = fix_id(100),
			.key = key}};
}

static struct rec block(int n, int64_t lifted)
{
	return (struct rec){.kind = REC_K_BLOCK,
		.block = {.chat = fix_id(n),
			.shopper = fix_id(100),
			.lifted = lifted}};
}

/* What the two rows break, kept one after the other; NULL: nothing. */
static const char *fault_of(struct rec a, struct rec b)
{
	struct memstore *s = memstore_new();
	const struct rec rows[] = {a, b};
	const char *fault;

	assert_true(memstore_commit(s, memstore_claim(s), rows, 2));
	fault = memstore_fault(s);
	memstore_destroy(&s);
	return fault;
}

#define BREAKS(rule, a, b) assert_string_equal(fault_of(a, b), rule)
#define FINE(a, b) assert_null(fault_of(a, b))

static void unique_keys(void **state)
{
	(void)state;
	BREAKS("one_chat_per_associate", chat(900, 100, 1, WIRE_PHASE_LIVE),
		chat(901, 101, 1, WIRE_PHASE_LIVE));
	FINE(chat(900, 100, 1, WIRE_PHASE_ENDED),
		chat(901, 101, 1, WIRE_PHASE_LIVE));
	BREAKS("one_chat_per_shopper", chat(900, 100, 1, WIRE_PHASE_LIVE),
		chat(901, 100, 2, WIRE_PHASE_RINGING));
	FINE(chat(900, 100, 1, WIRE_PHASE_ENDED),
		chat(901, 100, 2, WIRE_PHASE_RINGING));
	BREAKS("entry_kept_once", entry(1, ""), entry(1, ""));
	BREAKS("seq_gapless", entry(1, ""), entry(3, ""));
	BREAKS("every_say_once", entry(1, "k"), entry(2, "k"));
	FINE(entry(1, ""), entry(2, ""));
	BREAKS("enquiry_kept_once", enquiry(700, "k"), enquiry(701, "k"));
	FINE(enquiry(700, "k"), enquiry(700, "k"));
	BREAKS("one_block_per_shopper", block(900, 0), block(901, 0));
	FINE(block(900, 1), block(901, 0));
}

static void whose_a_chat_is(void **state)
{
	struct rec handing = chat(900, 100, 1, WIRE_PHASE_LIVE);

	(void)state;
	BREAKS("one_winner", chat(900, 100, 1, WIRE_PHASE_LIVE),
		chat(900, 100, 2, WIRE_PHASE_LIVE));
	handing.chat.handing = 1; /* but it does not ring at 2 */
	BREAKS("one_winner", handing, chat(900, 100, 2, WIRE_PHASE_LIVE));
	BREAKS("ended_stays_ended", chat(900, 100, 1, WIRE_PHASE_ENDED),
		chat(900, 100, 1, WIRE_PHASE_LIVE));
	BREAKS("blocked_have_no_chat", chat(901, 100, 1, WIRE_PHASE_LIVE),
		block(900, 0));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(unique_keys),
		cmocka_unit_test(whose_a_chat_is),
	};

	return cmocka_run_group_tests_name("memstore", tests, NULL, NULL);
}
