/* SPDX-License-Identifier: MIT */
#ifndef RELAY_DESK_MUTANT_H
#define RELAY_DESK_MUTANT_H

/*
 * Planted faults: proof that the simulator sees what it should.  Only builds
 * with NOREN_MUTANTS have them; elsewhere MUTANT() is the constant false.
 * M(name, the check that must catch it; "a|b" when either comes first).
 */
#include <stdbool.h>

/* clang-format off */
#define MUTANTS(M) \
	M(rings_the_busy,      "never_rung_while_busy") \
	M(rings_the_unavailable, "never_rung_while_unavailable") \
	M(rings_after_closing, "never_rung_while_closed") \
	M(rings_too_many,      "rung_within_capacity") \
	M(rings_other_groups,  "rung_in_the_group") \
	M(transfers_to_others, "rung_by_the_transfer") \
	M(blocked_sees_the_widget, "hidden_is_hidden") \
	M(erased_block_stays,  "rebuilt_equals_lost") \
	M(asks_the_blocked,    "blocked_are_not_asked") \
	M(managers_are_not_told, "managers_hear_of_blocks") \
	M(team_hears_nothing,  "team_agrees") \
	M(team_misses_misses,  "team_is_true") \
	M(demoted_hears_on,    "team_is_for_managers") \
	M(blocked_is_heard,    "blocked_reach_nobody") \
	M(missed_transfer_ends, "never_without_their_associate") \
	M(transfer_miss_counts, "misses_exact") \
	M(transfer_is_not_kept, "rebuilt_equals_lost|one_winner|one_ring_per_associate|never_rung_while_unavailable|nothing_unkept_heard") \
	M(accepts_unrung,      "one_winner") \
	M(notes_to_shoppers,   "no_note_to_shoppers") \
	M(rings_again_after_pass, "passed_is_passed") \
	M(forgets_freed_places, "no_free_place_left") \
	M(shortest_idle_first, "longest_idle_first") \
	M(misses_late,         "request_age") \
	M(left_begins_anew,    "countdown_left") \
	M(two_winners,         "one_winner") \
	M(second_chat,         "one_chat_per_shopper") \
	M(pass_is_no_miss,     "misses_exact") \
	M(taken_is_a_miss,     "misses_exact") \
	M(accept_keeps_misses, "misses_exact") \
	M(fourth_miss,         "three_misses") \
	M(available_for_ever,  "offline_in_time") \
	M(waits_for_ever,      "gone_in_time") \
	M(forgets_keys,        "every_say_once") \
	M(skips_a_seq,         "seq_gapless") \
	M(moves_marks_back,    "marks_forward") \
	M(pass_is_not_kept,    "rebuilt_equals_lost|one_ring_per_associate|never_rung_while_unavailable") \
	M(miss_is_not_kept,    "misses_exact") \
	M(free_is_not_kept,    "rebuilt_equals_lost") \
	M(guest_is_not_kept,   "rebuilt_equals_lost") \
	M(rings_are_not_loaded, "rebuilt_equals_lost|passed_is_passed") \
	M(speaks_too_soon,     "nothing_unkept_heard") \
	M(repeats_too_soon,    "nothing_unkept_heard") \
	M(ignores_the_fence,   "no_stale_owner") \
	M(enquiry_held_for_ever, "enquiries_put_back") \
	M(sale_forgets_the_chat, "sales_exact") \
	M(sale_forgets_earlier_chats, "sales_exact") \
	M(order_counts_twice,  "order_counts_once|sales_counted") \
	M(sale_is_not_kept,    "rebuilt_equals_lost|sales_counted") \
	M(taken_is_not_filed,  "filed_for_all") \
	M(missed_is_somebodys, "filed_for_all") \
	M(keeps_a_lost_desk,   "rebuilt_equals_lost|seq_gapless")
/* clang-format on */

enum mutant {
	MUTANT_NONE,
#define MUTANT_ENUM(name, check) MUTANT_##name,
	MUTANTS(MUTANT_ENUM)
#undef MUTANT_ENUM
		MUTANT_COUNT
};

#ifdef NOREN_MUTANTS
extern enum mutant mutant_chosen;
#define MUTANT(name) (mutant_chosen == MUTANT_##name)
#else
#define MUTANT(name) false
#endif

#endif
