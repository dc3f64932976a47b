/* SPDX-License-Identifier: MIT */
#include "relay/gate/log.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static const char *const level_names[] = {
	[LOG_ERROR] = "error",
	[LOG_WARN] = "warn",
	[LOG_INFO] = "info",
	[LOG_DEBUG] = "debug",
};

struct line {
	char text[LOG_LINE_MAX];
	size_t len;
};

/* Room is kept for a closing quote and the newline. */
static size_t room(const struct line *line)
{
	return line->len < LOG_LINE_MAX - 2 ? LOG_LINE_MAX - 2 - line->len : 0;
}

static void add(struct line *line, const char *s, size_t len)
{
	len = len < room(line) ? len : room(line);
	memcpy(line->text + line->len, s, len);
	line->len += len;
}

static bool is_plain(const char *s)
{
	if (!*s)
		return false;
	for (; *s; s++) {
		if ((unsigned char)*s <= ' ' || *s == '"' || *s == '\\' ||
			*s == '=' || *s == 127)
			return false;
	}
	return true;
}

static void add_value(struct line *line, const char *s)
{
	char code[8];

	if (is_plain(s)) {
		add(line, s, strlen(s));
		return;
	}
	if (room(line) == 0)
		return;
	add(line, "\"", 1);
	for (; *s; s++) {
		if (*s == '"' || *s == '\\')
			snprintf(code, sizeof(code), "\\%c", *s);
		else if ((unsigned char)*s < ' ' || *s == 127)
			snprintf(code, sizeof(code), "\\x%02x", *s & 0xff);
		else
			snprintf(code, sizeof(code), "%c", *s);
		add(line, code, strlen(code));
	}
	line->text[line->len++] = '"';
}

static void add_pair(struct line *line, const char *key, const char *value)
{
	if (line->len > 0)
		add(line, " ", 1);
	add(line, key, strlen(key));
	add(line, "=", 1);
	add_value(line, value);
}

void log_event(
	const struct log *log, enum log_level level, const char *event, ...)
{
	struct line line = {.len = 0};
	const char *key, *value;
	va_list args;

	if (level > log->level)
		return;
	add_pair(&line, "level", level_names[level]);
	add_pair(&line, "event", event);
	va_start(args, event);
	while ((key = va_arg(args, const char *)) != NULL) {
		value = va_arg(args, const char *);
		if (value)
			add_pair(&line, key, value);
	}
	va_end(args);
	line.text[line.len++] = '\n';
	log->write(log->ctx, line.text, line.len);
}
