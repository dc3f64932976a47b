/* SPDX-License-Identifier: MIT */
#include "relay/ctl/command.h"

#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/wire_table.h"

/* Which commands an option goes with: bits of these. */
enum with {
	WITH_ALL = 1,
	WITH_RETAILER = 2,
	WITH_GROUP = 4,
	WITH_ASSOCIATE = 8,
	WITH_NEW_PASSWORD = 16,
	WITH_HOURS = 32,
	WITH_GREETING = 64,
	WITH_REPLY = 128,
	WITH_AUDIT = 256,
};

struct command {
	const char *words[2]; /* the second may be NULL */
	const char *args;     /* as --help shows them */
	int n_args;
	enum command_id id;
	unsigned with;
	const char *help;
};

/* clang-format off */
static const struct command commands[] = {
	{{"retailer", "add"}, "KEY", 1, COMMAND_RETAILER_ADD, WITH_RETAILER,
		"make a retailer"},
	{{"retailer", "set"}, "KEY", 1, COMMAND_RETAILER_SET, WITH_RETAILER,
		"change a retailer"},
	{{"retailer", "list"}, "", 0, COMMAND_RETAILER_LIST, 0,
		"list the retailers"},
	{{"group", "add"}, "RETAILER KEY", 2, COMMAND_GROUP_ADD, WITH_GROUP,
		"make a group"},
	{{"group", "set"}, "RETAILER KEY", 2, COMMAND_GROUP_SET, WITH_GROUP,
		"change a group"},
	{{"group", "list"}, "RETAILER", 1, COMMAND_GROUP_LIST, 0,
		"list the groups"},
	{{"associate", "add"}, "RETAILER ADDRESS", 2, COMMAND_ASSOCIATE_ADD,
		WITH_ASSOCIATE, "make an account; asks for the password"},
	{{"associate", "set"}, "RETAILER ADDRESS", 2, COMMAND_ASSOCIATE_SET,
		WITH_ASSOCIATE | WITH_NEW_PASSWORD, "change an account"},
	{{"associate", "remove"}, "RETAILER ADDRESS", 2,
		COMMAND_ASSOCIATE_REMOVE, 0, "take an account away"},
	{{"associate", "list"}, "RETAILER", 1, COMMAND_ASSOCIATE_LIST, 0,
		"list the accounts"},
	{{"session", "list"}, "RETAILER ADDRESS", 2, COMMAND_SESSION_LIST, 0,
		"list where an associate is signed in"},
	{{"session", "end"}, "RETAILER SESSION", 2, COMMAND_SESSION_END, 0,
		"sign a session out"},
	{{"greeting", "add"}, "RETAILER KEY", 2, COMMAND_GREETING_ADD,
		WITH_GREETING, "make a greeting, offered when a chat begins"},
	{{"greeting", "set"}, "RETAILER KEY", 2, COMMAND_GREETING_SET,
		WITH_GREETING, "change a greeting"},
	{{"greeting", "list"}, "RETAILER", 1, COMMAND_GREETING_LIST, 0,
		"list the greetings"},
	{{"greeting", "remove"}, "RETAILER KEY", 2, COMMAND_GREETING_REMOVE, 0,
		"take a greeting away"},
	{{"reply", "add"}, "RETAILER KEY", 2, COMMAND_REPLY_ADD, WITH_REPLY,
		"make a saved reply"},
	{{"reply", "set"}, "RETAILER KEY", 2, COMMAND_REPLY_SET, WITH_REPLY,
		"change a saved reply"},
	{{"reply", "list"}, "RETAILER", 1, COMMAND_REPLY_LIST, 0,
		"list the saved replies"},
	{{"reply", "remove"}, "RETAILER KEY", 2, COMMAND_REPLY_REMOVE, 0,
		"take a saved reply away"},
	{{"block", "list"}, "RETAILER", 1, COMMAND_BLOCK_LIST, 0,
		"list the shoppers who are blocked"},
	{{"block", "lift"}, "RETAILER SHOPPER", 2, COMMAND_BLOCK_LIFT, 0,
		"lift a block"},
	{{"report", "list"}, "RETAILER", 1, COMMAND_REPORT_LIST, 0,
		"list the problem reports, the newest first"},
	{{"report", "show"}, "RETAILER REPORT", 2, COMMAND_REPORT_SHOW, 0,
		"show a problem report"},
	{{"mail", "test"}, "RETAILER ADDRESS", 2, COMMAND_MAIL_TEST, 0,
		"mail a few words, to see whether they arrive"},
	{{"mail", "queue"}, "RETAILER", 1, COMMAND_MAIL_QUEUE, 0,
		"list the mails that wait to go out"},
	{{"audit", NULL}, "RETAILER", 1, COMMAND_AUDIT, WITH_AUDIT,
		"show who did what, when, from where"},
	{{"rules", "show"}, "RETAILER", 1, COMMAND_RULES_SHOW, 0,
		"show the numbers of the shop floor"},
	{{"hours", "set"}, "RETAILER FILE", 2, COMMAND_HOURS_SET, WITH_HOURS,
		"set the opening hours; FILE may be -"},
	{{"hours", "show"}, "RETAILER", 1, COMMAND_HOURS_SHOW, WITH_HOURS,
		"show the opening hours"},
	{{"status", NULL}, "", 0, COMMAND_STATUS, 0,
		"show how the relay is"},
	{{"clock", "advance"}, "SPAN", 1, COMMAND_CLOCK_ADVANCE, 0,
		"move the test clock on, such as by 90s"},
	{{"clock", "set"}, "TIME", 1, COMMAND_CLOCK_SET, 0,
		"move the test clock to a time (RFC 3339)"},
	{{"backup", NULL}, "", 0, COMMAND_BACKUP, 0,
		"copy the database, and say where"},
	{{"stop", NULL}, "", 0, COMMAND_STOP, 0,
		"end the relay, kindly"},
};

struct option_row {
	const char *name, *argument; /* NULL: a flag */
	size_t offset;               /* in struct command_line */
	unsigned with;
	const char *help;
};

#define AT(member) offsetof(struct command_line, member)
static const struct option_row options[] = {
	{"socket", "PATH", AT(socket), WITH_ALL, "the relay's control socket"},
	{"json", NULL, AT(json), WITH_ALL, "print what the relay answered"},
	{"help", NULL, AT(help), WITH_ALL, "say this"},
	{"version", NULL, AT(version), WITH_ALL, "say the version"},
	{"name", "NAME", AT(name), WITH_RETAILER | WITH_GROUP | WITH_ASSOCIATE,
		"what people see"},
	{"zone", "ZONE", AT(zone), WITH_RETAILER,
		"time zone, such as Asia/Tokyo"},
	{"currency", "CODE", AT(currency), WITH_RETAILER,
		"ISO 4217, such as JPY"},
	{"accent", "COLOUR", AT(accent), WITH_RETAILER,
		"the widget's colour, such as #243b61"},
	{"origin", "ORIGIN", AT(origins), WITH_RETAILER,
		"of the shop's pages; may be there several times"},
	{"support", "ADDRESS", AT(support), WITH_RETAILER,
		"where problem reports are mailed"},
	{"hours", "FILE", AT(hours), WITH_RETAILER | WITH_GROUP,
		"opening hours; FILE may be -"},
	{"groups", "KEYS", AT(groups), WITH_ASSOCIATE,
		"keys of groups, with blanks between"},
	{"manager", NULL, AT(manager), WITH_ASSOCIATE,
		"with a manager's rights"},
	{"no-manager", NULL, AT(no_manager), WITH_ASSOCIATE,
		"without them, from now on"},
	{"at-once", "NUMBER", AT(at_once), WITH_RETAILER,
		"associates that ring at first, and more each time"},
	{"more-every", "SPAN", AT(more_every), WITH_RETAILER,
		"until more of them ring"},
	{"ring-for", "SPAN", AT(ring_for), WITH_RETAILER,
		"until a request is missed"},
	{"keep-state", "SPAN", AT(keep_state), WITH_RETAILER,
		"without a device until an associate is unavailable"},
	{"take-over", "SPAN", AT(take_over), WITH_RETAILER,
		"without a device until a chat rings for others"},
	{"left-after", "SPAN", AT(left_after), WITH_RETAILER,
		"without the shopper until a chat ends"},
	{"window", "DAYS", AT(window), WITH_RETAILER,
		"the attribution window"},
	{"text", "WORDS", AT(text), WITH_GREETING | WITH_REPLY,
		"the words, with {variables}; - reads them"},
	{"title", "TITLE", AT(title), WITH_GREETING | WITH_REPLY,
		"what associates see in a list"},
	{"lang", "LANG", AT(lang), WITH_GREETING | WITH_REPLY,
		"en or ja: the shopper's language that it is for"},
	{"pages", "GLOB", AT(pages), WITH_GREETING,
		"only on pages whose path matches, such as /p/*"},
	{"from", "HH:MM", AT(from), WITH_GREETING,
		"only from that time of the shop's day"},
	{"until", "HH:MM", AT(until), WITH_GREETING,
		"and until that one"},
	{"password", NULL, AT(password), WITH_NEW_PASSWORD,
		"ask for a new password"},
	{"what", "WORD", AT(what), WITH_AUDIT, "only that, such as block"},
	{"who", "WHO", AT(who), WITH_AUDIT,
		"only what that account, or norenctl, or nobody did"},
	{"since", "SPAN", AT(since), WITH_AUDIT,
		"only the last 90m, 12h, 7d or so"},
	{"group", "KEY", AT(group), WITH_HOURS, "a group's own hours"},
};
/* clang-format on */
#define N_COMMANDS (sizeof(commands) / sizeof(commands[0]))
#define N_OPTIONS (sizeof(options) / sizeof(options[0]))

static const struct option_row *find_option(const char *name, size_t len)
{
	for (size_t i = 0; i < N_OPTIONS; i++) {
		if (strlen(options[i].name) == len &&
			memcmp(options[i].name, name, len) == 0)
			return &options[i];
	}
	return NULL;
}

static enum err add_origin(
	struct command_line *line, const char *value, char *why)
{
	int n = 0;

	while (line->origins[n])
		n++;
	if (n == COMMAND_ORIGINS) {
		snprintf(why, COMMAND_WHY, "more than %d origins",
			COMMAND_ORIGINS);
		return ERR_FIELD;
	}
	line->origins[n] = value;
	return ERR_OK;
}

static enum err store_option(struct command_line *line,
	const struct option_row *o, const char *value, char *why)
{
	char *at = (char *)line + o->offset;

	if (o->offset == AT(origins))
		return add_origin(line, value, why);
	if (o->argument)
		*(const char **)at = value;
	else
		*(bool *)at = true;
	return ERR_OK;
}

/* One option at argv[*i], which may take the next word as well. */
static enum err read_option(int argc, char **argv, int *i,
	struct command_line *line, uint64_t *with, char *why)
{
	const char *name = argv[*i] + 2;
	size_t len = strcspn(name, "=");
	const char *value = name[len] ? name + len + 1 : NULL;
	const struct option_row *o = find_option(name, len);

	if (!o) {
		snprintf(why, COMMAND_WHY, "there is no option --%.60s", name);
		return ERR_FIELD;
	}
	if (o->argument && !value && *i + 1 < argc)
		value = argv[++*i];
	if (!o->argument != !value) {
		snprintf(why, COMMAND_WHY, "--%s takes %s", o->name,
			o->argument ? o->argument : "nothing");
		return ERR_FIELD;
	}
	*with |= o->with & WITH_ALL ? 0 : UINT64_C(1) << (o - options);
	return store_option(line, o, value, why);
}

static const struct command *find_command(const char **words, int n, int *used)
{
	for (size_t i = 0; i < N_COMMANDS; i++) {
		const struct command *c = &commands[i];

		*used = c->words[1] ? 2 : 1;
		if (n >= *used && strcmp(words[0], c->words[0]) == 0 &&
			(!c->words[1] || strcmp(words[1], c->words[1]) == 0))
			return c;
	}
	return NULL;
}

static enum err fits(const struct command *c, uint64_t given, char *why)
{
	for (size_t i = 0; i < N_OPTIONS; i++) {
		if (given & UINT64_C(1) << i && !(options[i].with & c->with)) {
			snprintf(why, COMMAND_WHY,
				"--%s does not go with %s%s%s", options[i].name,
				c->words[0], c->words[1] ? " " : "",
				c->words[1] ? c->words[1] : "");
			return ERR_FIELD;
		}
	}
	return ERR_OK;
}

static enum err settle(const char **words, int n, uint64_t given,
	struct command_line *line, char *why)
{
	const struct command *c;
	int used;

	if (n == 0) {
		snprintf(why, COMMAND_WHY, "which command?  See --help");
		return ERR_FIELD;
	}
	c = find_command(words, n, &used);
	if (!c) {
		snprintf(why, COMMAND_WHY, "there is no command %.40s%s%.40s",
			words[0], n > 1 ? " " : "", n > 1 ? words[1] : "");
		return ERR_FIELD;
	}
	if (n - used != c->n_args) {
		snprintf(why, COMMAND_WHY, "usage: norenctl %s%s%s %s",
			c->words[0], c->words[1] ? " " : "",
			c->words[1] ? c->words[1] : "", c->args);
		return ERR_FIELD;
	}
	line->id = c->id;
	for (int i = 0; i < c->n_args; i++)
		line->args[i] = words[used + i];
	return fits(c, given, why);
}

enum err command_parse(
	int argc, char **argv, struct command_line *line, char why[COMMAND_WHY])
{
	const char *words[COMMAND_ARGS + 2];
	bool options_end = false;
	uint64_t given = 0;
	int n = 0;

	*line = (struct command_line){.name = NULL};
	for (int i = 1; i < argc; i++) {
		if (!options_end && strcmp(argv[i], "--") == 0) {
			options_end = true;
		} else if (!options_end && strncmp(argv[i], "--", 2) == 0) {
			if (read_option(argc, argv, &i, line, &given, why) !=
				ERR_OK)
				return ERR_FIELD;
		} else if (n == COMMAND_ARGS + 2) {
			snprintf(why, COMMAND_WHY, "%.80s: one word too many",
				argv[i]);
			return ERR_FIELD;
		} else {
			words[n++] = argv[i];
		}
	}
	if (line->help || line->version)
		return ERR_OK;
	return settle(words, n, given, line, why);
}

static void add_command(const struct command *c, struct buf *out)
{
	char left[64];

	snprintf(left, sizeof(left), "%s%s%s %s", c->words[0],
		c->words[1] ? " " : "", c->words[1] ? c->words[1] : "",
		c->args);
	buf_addf(out, "  %-34s %s\n", left, c->help);
}

enum err command_help(struct buf *out)
{
	buf_add_str(out,
		"usage: norenctl [options] command\n\n"
		"Looks after a running relay.\n\nCommands:\n");
	for (size_t i = 0; i < N_COMMANDS; i++)
		add_command(&commands[i], out);
	buf_add_str(out, "\nOptions:\n");
	for (size_t i = 0; i < N_OPTIONS; i++) {
		const struct option_row *o = &options[i];
		char left[64];

		snprintf(left, sizeof(left), "--%s %s", o->name,
			o->argument ? o->argument : "");
		buf_addf(out, "  %-34s %s\n", left, o->help);
	}
	return buf_add_str(out, "\nSee norenctl(1).\n");
}

bool command_of_greetings(enum command_id id)
{
	return id >= COMMAND_GREETING_ADD && id <= COMMAND_GREETING_REMOVE;
}

bool command_of_replies(enum command_id id)
{
	return id >= COMMAND_REPLY_ADD && id <= COMMAND_REPLY_REMOVE;
}

enum err command_minute(const char *s, int64_t *minute)
{
	int hours, minutes, used = 0;

	if (strlen(s) > 5 ||
		sscanf(s, "%2d:%2d%n", &hours, &minutes, &used) != 2 ||
		s[used] || hours < 0 || minutes < 0 || minutes > 59 ||
		hours * 60 + minutes > 1440)
		return ERR_FIELD;
	*minute = hours * 60 + minutes;
	return ERR_OK;
}

enum err command_span(const char *s, int64_t *ms)
{
	static const struct {
		const char *unit;
		int64_t ms;
	} units[] = {{"ms", 1}, {"s", 1000}, {"m", 60000}, {"h", 3600000},
		{"d", 86400000}};
	char *end;
	long long n;

	errno = 0;
	n = strtoll(s, &end, 10);
	if (end == s || errno || n < 0)
		return ERR_FIELD;
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if (strcmp(end, units[i].unit) == 0 &&
			n <= WIRE_INT_MAX / 1000 / units[i].ms) {
			*ms = n * units[i].ms;
			return ERR_OK;
		}
	}
	return ERR_FIELD;
}
