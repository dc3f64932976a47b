/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_SCREEN_SENDER_KEY_H
#define CLIENT_SCREEN_SENDER_KEY_H

/*
 * The key under which a form is sent: the same as long as what stands in it is,
 * and while its box is open, so that sending it twice is saying it once.
 */
#include <stdint.h>

#define SENDER_KEY 34 /* bytes, with NUL */

/* Of the texts (NULL ends them; one may not be NULL) and when the box opened.
 * Returns `out`. */
const char *sender_key(
	char out[SENDER_KEY], int64_t opened, const char *const *texts);

#endif
