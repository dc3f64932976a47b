/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_SCREEN_ENQUIRY_WORDS_H
#define CLIENT_SCREEN_ENQUIRY_WORDS_H

/* What is said of enquiries on every page (rule C9). */
#include "client/model/enquiry.h"
#include "client/screen/paint.h"

struct answered_letter;
struct leaf;

/* Who left it. */
const char *enquiry_words_name(const struct enquiry *e);
/* What has become of an answer. */
const char *enquiry_words_outcome(enum wire_outcome state);
/* What has become of it, in a few words; `out` may be used. */
const char *enquiry_words_state(
	const struct model *m, const struct enquiry *e, char out[PAINT_SIZE]);
/* All of it: what the shopper wrote, and every answer. */
void enquiry_words_page(
	const struct model *m, const struct enquiry *e, struct leaf *l);

#endif
