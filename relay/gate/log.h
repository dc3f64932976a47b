/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_LOG_H
#define RELAY_GATE_LOG_H

/*
 * The relay's log: one line an event, `level=info event=listening port=8484`.
 * No passwords, tokens or message text ever go in.  Pure: where a line goes
 * is the caller's business.
 */
#include <stddef.h>

#define LOG_LINE_MAX 1024 /* bytes of a line; longer ones are cut */

enum log_level { LOG_ERROR, LOG_WARN, LOG_INFO, LOG_DEBUG };

struct log {
	enum log_level level; /* lines above it are dropped */
	/* One whole line, with its newline. */
	void (*write)(void *ctx, const char *line, size_t len);
	void *ctx;
};

/* Writes the event and pairs of key and value, ended by NULL.  A NULL value
 * leaves its pair out; what would break the line is escaped. */
void log_event(const struct log *log, enum log_level level, const char *event,
	...) __attribute__((sentinel));

#endif
