/* SPDX-License-Identifier: MIT */
#include "relay/ctl/except.h"

#include <stdio.h>
#include <string.h>

#include "shared/hours.h"

/* Around the clock, so that a date can stand beside it. */
#define ALWAYS "mon-sun 00:00-24:00"

static enum err check(const char *hours, bool whole, char *why)
{
	struct hours *h;
	const char *wrong;
	int row;
	enum err e = hours_parse(hours, &h, &row, &wrong);

	hours_destroy(&h);
	if (e != ERR_CONFIG)
		return e;
	if (whole)
		snprintf(why, COMMAND_WHY, "hours, line %d: %s", row, wrong);
	else
		snprintf(why, COMMAND_WHY, "%.100s: %s", hours, wrong);
	return ERR_FIELD;
}

/* The new line, which must be one by itself. */
static enum err compose(
	const struct command_line *line, struct buf *out, char *why)
{
	const char *s = line->notice;
	enum err e;

	buf_add_str(out, line->args[1]);
	for (int i = 2; line->args[i]; i++)
		buf_addf(out, " %s", line->args[i]);
	if (s && s[0])
		buf_addf(out, " \"%s\"", s);
	if (strpbrk(buf_str(out), "\r\n") || (s && strchr(s, '"'))) {
		snprintf(why, COMMAND_WHY,
			"a notice is one line without quotation marks");
		return ERR_FIELD;
	}
	e = check(buf_str(out), false, why);
	if (e == ERR_OK && (out->data[0] < '0' || out->data[0] > '9')) {
		snprintf(why, COMMAND_WHY, "a date is written 2026-12-31");
		e = ERR_FIELD;
	}
	return e;
}

/* Is the line, up to `len`, of that date? */
static bool is_of(const char *row, size_t len, const char *date)
{
	size_t blanks = strspn(row, " \t\r"), n = strlen(date);

	return len >= blanks + n && memcmp(row + blanks, date, n) == 0 &&
		(len == blanks + n || strchr(" \t\r#\"", row[blanks + n]));
}

static bool is_always(const char *row, size_t len)
{
	return is_of(row, len, "always");
}

enum err except_edit(const struct command_line *line, const char *hours,
	struct buf *out, char why[COMMAND_WHY])
{
	bool add = line->id == COMMAND_EXCEPT_ADD, found = false;
	struct buf fresh;
	enum err e = ERR_OK;

	buf_init(&fresh, 4096);
	if (add)
		e = compose(line, &fresh, why);
	for (const char *s = hours; e == ERR_OK && *s;) {
		size_t len = strcspn(s, "\n");
		bool is_it = is_of(s, len, line->args[1]);

		if (add && is_always(s, len))
			buf_add_str(out, ALWAYS "\n");
		else if (is_it && add && !found)
			buf_addf(out, "%s\n", buf_str(&fresh));
		else if (!is_it)
			buf_addf(out, "%.*s\n", (int)len, s);
		found |= is_it;
		s += len + (s[len] == '\n');
	}
	if (e == ERR_OK && add && !found)
		buf_addf(out, "%s\n", buf_str(&fresh));
	if (e == ERR_OK && !add && !found)
		e = ERR_UNKNOWN;
	if (e == ERR_OK)
		e = out->err ? out->err : check(buf_str(out), true, why);
	buf_fini(&fresh);
	return e;
}
