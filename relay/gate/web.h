/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_WEB_H
#define RELAY_GATE_WEB_H

/*
 * The widget's files, held in memory, compressed once.  Pure: file_web.c
 * reads them.
 */
#include <stdbool.h>
#include <stddef.h>

#include "relay/gate/answer.h"
#include "shared/err.h"

struct web; /* opaque */

/* NULL: no memory. */
struct web *web_new(void);
void web_destroy(struct web **w);

/* Adds a file; the bytes are copied.  ERR_FIELD: no file of that name is
 * served.  ERR_NOMEM. */
enum err web_add(struct web *w, const char *name, const char *data, size_t len);

/* Is there a file of that name? */
bool web_has(const struct web *w, const char *name);

/* Answers with the file: `a` says what else the answer should say.  404 when
 * there is none; 304 when the other side has it. */
void web_answer(const struct web *w, const char *name, const struct request *q,
	struct reply *r, struct answer a);

#endif
