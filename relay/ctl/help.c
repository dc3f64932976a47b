/* SPDX-License-Identifier: MIT */
#include "relay/ctl/help.h"

#include <stdio.h>

#include "relay/ctl/outcome.h"

static void add_row(const char *left, const char *right, struct buf *out)
{
	buf_addf(out, "  %-40s  %s\n", left, right);
}

static void add_command(const struct command *c, struct buf *out)
{
	char left[80];
	bool more;

	command_arity(c, &more);
	snprintf(left, sizeof(left), "%s%s%s%s", c->words,
		c->args[0] ? " " : "", c->args, more ? "..." : "");
	add_row(left, c->help, out);
}

/* The options that every command has, or those of this one. */
static void add_options(const struct command *c, struct buf *out)
{
	const struct command_option *o;

	for (size_t i = 0; (o = command_option_row(i)); i++) {
		char left[64];

		if (command_takes(NULL, o) == (c != NULL) ||
			(c && !command_takes(c, o)))
			continue;
		snprintf(left, sizeof(left), "--%s%s%s", o->name,
			o->argument ? " " : "", o->argument ? o->argument : "");
		add_row(left, o->help, out);
	}
}

static void add_topic(const struct command *c, struct buf *out)
{
	bool more;

	command_arity(c, &more);
	buf_addf(out, "usage: norenctl %s%s%s%s [options]\n\n", c->words,
		c->args[0] ? " " : "", c->args, more ? "..." : "");
	buf_addf(out, "To %s.\n\n", c->help);
	if (c->with) {
		buf_add_str(out, "Options of its own:\n");
		add_options(c, out);
		buf_add_char(out, '\n');
	}
	buf_addf(out, "Example:\n  norenctl %s\n\n", c->example);
}

static enum err write_topic(const struct command_line *line, struct buf *out)
{
	const struct command *c, *last = NULL;
	int n = 0;

	for (size_t i = 0; (c = command_row(i)); i++) {
		if (command_begins(c, line->topic, line->topic_len)) {
			last = c;
			n++;
		}
	}
	if (n == 1) {
		add_topic(last, out);
	} else {
		buf_addf(out, "usage: norenctl %.*s ...\n\nCommands:\n",
			(int)line->topic_len, line->topic);
		for (size_t i = 0; (c = command_row(i)); i++) {
			if (command_begins(c, line->topic, line->topic_len))
				add_command(c, out);
		}
		buf_add_char(out, '\n');
	}
	buf_add_str(out, "Options of every command:\n");
	add_options(NULL, out);
	return buf_add_str(out, "\nSee norenctl(1).\n");
}

static void add_outcomes(struct buf *out)
{
	buf_add_str(out, "\nExit status:\n");
#define HELP_OUTCOME(code, status, name, text) \
	buf_addf(out, "  %d  %s\n", status, text);
	OUTCOME_TABLE(HELP_OUTCOME)
#undef HELP_OUTCOME
}

enum err help_write(const struct command_line *line, struct buf *out)
{
	const struct command_option *o;
	const struct command *c;

	if (line->topic)
		return write_topic(line, out);
	buf_add_str(out,
		"usage: norenctl [options] command\n\n"
		"Looks after a running relay.  With a command, --help says "
		"more of it.\n\nCommands:\n");
	for (size_t i = 0; (c = command_row(i)); i++)
		add_command(c, out);
	buf_add_str(out, "\nOptions:\n");
	for (size_t i = 0; (o = command_option_row(i)); i++) {
		char left[64];

		snprintf(left, sizeof(left), "--%s%s%s", o->name,
			o->argument ? " " : "", o->argument ? o->argument : "");
		add_row(left, o->help, out);
	}
	add_outcomes(out);
	return buf_add_str(out, "\nSee norenctl(1).\n");
}
