/* SPDX-License-Identifier: MIT */
#include "relay/ctl/ask.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/limits.h"

/* What the relay reads in a path and a query as it stands there. */
static bool is_plain(const char *s)
{
	return s[0] && strlen(s) <= LIMIT_ADDRESS &&
		!s[strspn(s,
			"abcdefghijklmnopqrstuvwxyz"
			"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_@.+")];
}

/* Appends `s` where the path says $1 or $2. */
static enum err fill_in(const char *pattern, const char *const *args,
	struct ask *out, char *why)
{
	size_t n = 0;

	for (const char *p = pattern; *p && n + 1 < ASK_PATH; p++) {
		const char *arg;

		if (*p != '$') {
			out->path[n++] = *p;
			continue;
		}
		arg = args[*++p - '1'];
		if (!is_plain(arg)) {
			snprintf(why, COMMAND_WHY, "%.60s: that is no key%s",
				arg, arg[0] ? "" : ", it is empty");
			return ERR_FIELD;
		}
		n += (size_t)snprintf(
			out->path + n, ASK_PATH - n, "%.80s", arg);
	}
	out->path[n] = '\0';
	return ERR_OK;
}

static enum err number(const char *said, int64_t *n, char *why)
{
	char *end;

	if (!said)
		return ERR_OK;
	*n = strtoll(said, &end, 10);
	if (end != said && !*end && *n >= 0)
		return ERR_OK;
	snprintf(why, COMMAND_WHY, "--after: %.60s is no number of a line",
		said);
	return ERR_FIELD;
}

static enum err audit(
	const struct command_line *line, struct ask *out, char *why)
{
	const char *what = line->what ? line->what : "";
	const char *who = line->who ? line->who : "";
	int64_t ms = 0, after = 0;
	size_t n = strlen(out->path);

	if (line->since && command_span(line->since, &ms) != ERR_OK) {
		snprintf(why, COMMAND_WHY,
			"--since: %.60s is no span such as 90m, 12h or 7d",
			line->since);
		return ERR_FIELD;
	}
	if ((what[0] && !is_plain(what)) || (who[0] && !is_plain(who))) {
		snprintf(why, COMMAND_WHY,
			"--what takes a word, --who an address or an id");
		return ERR_FIELD;
	}
	if (number(line->after, &after, why) != ERR_OK)
		return ERR_FIELD;
	n += (size_t)snprintf(out->path + n, ASK_PATH - n,
		"&within=%" PRId64 "&what=%.60s&who=%s", ms, what, who);
	if (line->after)
		snprintf(out->path + n, ASK_PATH - n, "&after=%" PRId64, after);
	return ERR_OK;
}

static enum err figures(
	const struct command_line *line, struct ask *out, char *why)
{
	const char *days = line->days ? line->days : "7";
	size_t n = strlen(out->path);

	if (strcmp(days, "1") != 0 && strcmp(days, "7") != 0 &&
		strcmp(days, "30") != 0) {
		snprintf(why, COMMAND_WHY, "--days: %.60s is not 1, 7 or 30",
			days);
		return ERR_FIELD;
	}
	snprintf(out->path + n, ASK_PATH - n, "?days=%s", days);
	return ERR_OK;
}

enum err ask_make(
	const struct command_line *line, struct ask *out, char why[COMMAND_WHY])
{
	const struct command *c = command_row(line->id);
	enum err e;

	out->method = c->method;
	e = fill_in(c->path, line->args, out, why);
	if (e == ERR_OK && line->id == COMMAND_AUDIT)
		e = audit(line, out, why);
	if (e == ERR_OK && line->id == COMMAND_PERFORMANCE)
		e = figures(line, out, why);
	if (e == ERR_OK && line->group && strcmp(c->path, "/retailer") == 0)
		strcpy(out->path, "/group");
	return e;
}

char ask_kind(const struct command_line *line)
{
	const char *kinds = command_row(line->id)->kinds;
	char kind = 'r';

	for (; *kinds; kinds++) {
		if (strchr("rgaty", *kinds))
			kind = *kinds;
	}
	return line->group ? 'g' : kind;
}

enum err ask_list(
	char kind, const char *retailer, struct ask *out, char why[COMMAND_WHY])
{
	static const struct {
		char kind;
		const char *path;
	} lists[] = {
		{'r', "/retailers"},
		{'g', "/retailers"},
		{'d', "/retailers"},
		{'a', "/associates/$1"},
		{'t', "/templates/$1"},
		{'y', "/templates/$1"},
		{'i', "/invites/$1"},
		{'b', "/blocks/$1"},
		{'c', "/claims/$1"},
		{'p', "/reports/$1"},
	};

	out->method = "GET";
	out->path[0] = '\0';
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		if (lists[i].kind == kind)
			return fill_in(lists[i].path, &retailer, out, why);
	}
	return ERR_OK;
}
