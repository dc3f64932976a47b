/* SPDX-License-Identifier: MIT */
#ifndef SHARED_TEXT_H
#define SHARED_TEXT_H

/*
 * Text that people typed (rule D12), made safe twice: once on arrival, for
 * what is stored and what browsers show, and once more for a terminal, which
 * gets only sequences whose width all terminals agree on.  Both are
 * idempotent.  Whoever cuts the result does so between clusters.
 */
#include <stdbool.h>
#include <stddef.h>

#include "shared/err.h"

/* What the relay keeps of `s`: UTF-8 in NFC.  CR, CRLF, U+2028 and U+2029
 * become newlines; C0 but newline and tab, DEL, C1, noncharacters, bidi
 * embeddings, overrides and isolates, and tag characters are dropped.
 * ERR_UTF8 when it is not UTF-8, ERR_SIZE when more than `max_chars` code
 * points are left, ERR_NOMEM.  Gives *out (mem_free); NULL on error. */
enum err text_keep(const char *s, size_t len, size_t max_chars, char **out);

/* Is there nothing in it that anybody could see: blanks of every width, and
 * what takes no place, such as joiners and soft hyphens?  `s` is UTF-8. */
bool text_blank(const char *s, size_t len);

/* A line as the widget reads it where a page says it: with one blank for blanks
 * of any width and controls, and none at its ends.  `s` is UTF-8; `out` has
 * room for as much. */
void text_line(const char *s, char *out);

/* What a terminal may be shown of `s`, which may be anything: bad bytes and
 * what cannot be measured become U+FFFD; joined emoji become their first, flags
 * their letters; variation selectors, skin tones, controls and invisible
 * characters go; each cell has at most TEXT_MARKS marks; a tab becomes TEXT_TAB
 * blanks.  Newlines stay if `lines`, else become blanks.  Gives (mem_free);
 * NULL when memory is out.  Measures with libc: see shared/cluster.h. */
char *text_show(const char *s, size_t len, bool lines);

#define TEXT_MARKS 2
#define TEXT_TAB 4

#endif
