/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_SCAN_H
#define CLIENT_MODEL_SCAN_H

/*
 * A barcode scanner is a keyboard: it types digits, fast, and Enter (rule F4).
 * Here what was typed is told from it: a field that holds nothing but the
 * digits of a code, however slowly they came (cameras type slowly, too), or a
 * burst of them behind whatever stood in the field.
 */
#include <stdbool.h>
#include <stdint.h>

#include "shared/barcode.h"

#define SCAN_GAP_MS 60 /* at most between two digits of a burst */
#define SCAN_SHORT 8   /* digits of a burst, at least */

/* Zeroed, nothing was typed. */
struct scan {
	char digits[BARCODE_DIGITS + 1]; /* of the burst; the first ones */
	int n;                           /* how many it had */
	int64_t at;                      /* when the last one came */
};

/* A character was typed at that time, on any monotonic clock.  An input method
 * may have made it a full-width digit. */
void scan_typed(struct scan *s, const char *text, int64_t now_ms);

/* Enter was pressed, with that text in the field.  True: it was a code, of 8,
 * 12, 13 or 14 digits, which are in `out`; whether its check digit is right is
 * for others to say.  What was typed is forgotten in either case. */
bool scan_entered(struct scan *s, const char *field, int64_t now_ms,
	char out[BARCODE_SIZE]);

/* Does the text end in the digits of a code, whose check digit is right?  They
 * are in `out`: a camera typed them, slowly, behind what stood there. */
bool scan_behind(const char *field, char out[BARCODE_SIZE]);

#endif
