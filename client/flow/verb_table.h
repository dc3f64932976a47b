/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_VERB_TABLE_H
#define CLIENT_FLOW_VERB_TABLE_H

/*
 * Every verb of the flow language, declared once: the parser, the player's
 * dispatch, the nearest-verb advice and the list in norenflow(1) come from it.
 *
 * V(CODE, subject, expects, pattern, rules, help): words of the pattern stand
 * as they are, words in capitals are slots (verb.h), [] may be left out, | is
 * between words of which one stands there.  "is" also reads "are", and a verb
 * in the third person also its plural.  What is expected may be negated ("is
 * not rung") and may end in "within SPAN"; a block "within SPAN" holds for the
 * lines that are indented under it.
 */

/* clang-format off */
#define DOES false
#define SEES true
#define VERB_TABLE(V) \
	V(WAIT, NOBODY, DOES, "wait SPAN", "", "Lets time pass.") \
	V(ACCEPTS, ASSOCIATE, DOES, "accepts", "C3", "Accepts the chat that rings.") \
	V(IS_RUNG, ASSOCIATE, SEES, "is rung", "C1 C2", "Hears a chat ring.")
/* clang-format on */

#endif
