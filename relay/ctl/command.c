/* SPDX-License-Identifier: MIT */
#include "relay/ctl/command.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/wire_table.h"

/* Which commands an option goes with: bits of these. */
enum with {
	WITH_NONE = 0,
	WITH_ALL = 1,
	WITH_RETAILER = 2,
	WITH_GROUP = 4,
	WITH_ASSOCIATE = 8,
	WITH_PASSWORD = 16,
	WITH_HOURS = 32,
	WITH_GREETING = 64,
	WITH_REPLY = 128,
	WITH_AUDIT = 256,
	WITH_INVITE = 512,
	WITH_EXCEPT = 1024,
	WITH_SURE = 2048,
	WITH_ORDER_KEY = 4096,
	WITH_IMPORT = 8192,
	WITH_FIND = 16384,
	WITH_FEED = 32768,
	WITH_REASON = 65536,
	WITH_FIGURES = 131072,
	WITH_WHOSE = 262144,   /* finds a shopper */
	WITH_CORRECT = 524288, /* likewise, as those below */
	WITH_ERASE = 1048576,
	WITH_EXPIRE = 2097152,
};

static const struct command commands[] = {
#define COMMAND_ROW(id_, words_, args_, kinds_, there_, with_, method_, path_, \
	question_, help_, example_) \
	{.words = words_, \
		.args = args_, \
		.kinds = kinds_, \
		.method = method_, \
		.path = path_, \
		.question = question_, \
		.help = help_, \
		.example = example_, \
		.id = COMMAND_##id_, \
		.there = COMMAND_THERE_##there_, \
		.with = WITH_##with_},
	COMMAND_TABLE(COMMAND_ROW)
#undef COMMAND_ROW
};

static const struct command_option options[] = {
#define COMMAND_ROW(member_, name_, argument_, kind_, with_, help_) \
	{.name = name_, \
		.argument = argument_, \
		.help = help_, \
		.offset = offsetof(struct command_line, member_), \
		.with = WITH_##with_, \
		.kind = kind_},
	COMMAND_OPTIONS(COMMAND_ROW)
#undef COMMAND_ROW
};
#define N_COMMANDS (sizeof(commands) / sizeof(commands[0]))
#define N_OPTIONS (sizeof(options) / sizeof(options[0]))

static_assert(N_OPTIONS <= 64, "a bit for each");

const struct command *command_row(size_t i)
{
	return i < N_COMMANDS ? &commands[i] : NULL;
}

const struct command_option *command_option_row(size_t i)
{
	return i < N_OPTIONS ? &options[i] : NULL;
}

const struct command_option *command_option(const char *name, size_t len)
{
	for (size_t i = 0; i < N_OPTIONS; i++) {
		if (strlen(options[i].name) == len &&
			memcmp(options[i].name, name, len) == 0)
			return &options[i];
	}
	return NULL;
}

bool command_takes(const struct command *c, const struct command_option *o)
{
	return o->with & (WITH_ALL | (c ? c->with : 0));
}

int command_arity(const struct command *c, bool *more)
{
	size_t n = strlen(c->kinds);

	*more = n > 0 && c->kinds[n - 1] == '+';
	return (int)n - *more;
}

int command_named(const struct command *c, const char **words, int n)
{
	const char *s = c->words;
	int used = 0;

	for (; *s; used++) {
		size_t len = strcspn(s, " ");

		if (used == n || strlen(words[used]) != len ||
			memcmp(words[used], s, len) != 0)
			return 0;
		s += len + (s[len] == ' ');
	}
	return used;
}

bool command_begins(const struct command *c, const char *words, size_t len)
{
	return strncmp(c->words, words, len) == 0 &&
		(!c->words[len] || c->words[len] == ' ');
}

/* ---- options ---- */

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
	const struct command_option *o, const char *value, char *why)
{
	char *at = (char *)line + o->offset;

	if (o->offset == offsetof(struct command_line, origins))
		return add_origin(line, value, why);
	if (o->argument)
		*(const char **)at = value;
	else
		*(bool *)at = true;
	return ERR_OK;
}

/* One option at argv[*i], which may take the next word as well. */
static enum err read_option(int argc, char **argv, int *i,
	struct command_line *line, uint64_t *given, char *why)
{
	const char *name = argv[*i] + 2;
	size_t len = strcspn(name, "=");
	const char *value = name[len] ? name + len + 1 : NULL;
	const struct command_option *o = command_option(name, len);

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
	*given |= UINT64_C(1) << (o - options);
	return store_option(line, o, value, why);
}

static enum err fits(const struct command *c, uint64_t given, char *why)
{
	for (size_t i = 0; i < N_OPTIONS; i++) {
		if (given & UINT64_C(1) << i &&
			!command_takes(c, &options[i])) {
			snprintf(why, COMMAND_WHY, "--%s does not go with %s",
				options[i].name, c->words);
			return ERR_FIELD;
		}
	}
	return ERR_OK;
}

/* ---- words ---- */

/* As many of the words as begin a command's name: one after the other, with
 * blanks between; "" for none. */
static void known_words(const char **words, int n, char *out, size_t size)
{
	char longer[COMMAND_WHY];
	bool known = true;

	out[0] = '\0';
	for (int i = 0; known && i < n && i < COMMAND_WORDS; i++) {
		snprintf(longer, sizeof(longer), "%s%s%.40s", out, i ? " " : "",
			words[i]);
		known = false;
		for (size_t j = 0; j < N_COMMANDS; j++)
			known |= command_begins(
				&commands[j], longer, strlen(longer));
		if (known)
			snprintf(out, size, "%s", longer);
	}
}

/* No command has these words: which have the first ones? */
static enum err no_command(const char **words, int n, char *why)
{
	char known[COMMAND_WHY];
	size_t at;

	known_words(words, n, known, sizeof(known));
	if (!known[0]) {
		snprintf(why, COMMAND_WHY, "there is no command %.40s",
			words[0]);
		return ERR_FIELD;
	}
	at = (size_t)snprintf(why, COMMAND_WHY, "%s takes one of:", known);
	for (size_t i = 0, last = 0; i < N_COMMANDS && at < COMMAND_WHY; i++) {
		const char *next = commands[i].words + strlen(known) + 1;
		size_t len = command_begins(&commands[i], known, strlen(known))
			? strcspn(next, " ")
			: 0;

		/* Those with the same next word stand together. */
		if (len && (!last || strncmp(why + last, next, len) != 0)) {
			last = at + 1;
			at += (size_t)snprintf(why + at, COMMAND_WHY - at,
				" %.*s", (int)len, next);
		}
	}
	return ERR_FIELD;
}

static enum err settle(const char **words, int n, uint64_t given,
	struct command_line *line, char *why)
{
	const struct command *c = NULL;
	bool more = false;
	int used = 0, arity;

	if (n == 0) {
		snprintf(why, COMMAND_WHY, "which command?  See --help");
		return ERR_FIELD;
	}
	for (size_t i = 0; !used && i < N_COMMANDS; i++) {
		c = &commands[i];
		used = command_named(c, words, n);
	}
	if (!used)
		return no_command(words, n, why);
	line->id = c->id;
	arity = command_arity(c, &more);
	if (n - used < arity || (n - used > arity && !more) ||
		n - used > COMMAND_ARGS) {
		snprintf(why, COMMAND_WHY, "usage: norenctl %s%s%s%s", c->words,
			c->args[0] ? " " : "", c->args, more ? "..." : "");
		return ERR_FIELD;
	}
	for (int i = used; i < n; i++)
		line->args[i - used] = words[i];
	return fits(c, given, why);
}

/* Help with what was named, as far as there is such a thing. */
static enum err help_with(
	const char **words, int n, struct command_line *line, char *why)
{
	char known[COMMAND_WHY];

	known_words(words, n, known, sizeof(known));
	if (n > 0 && !known[0])
		return no_command(words, n, why);
	for (size_t i = 0; known[0] && i < N_COMMANDS; i++) {
		if (command_begins(&commands[i], known, strlen(known)) &&
			!line->topic)
			line->topic = commands[i].words;
	}
	line->topic_len = strlen(known);
	return ERR_OK;
}

enum err command_parse(
	int argc, char **argv, struct command_line *line, char why[COMMAND_WHY])
{
	const char *words[COMMAND_ARGS + COMMAND_WORDS];
	bool options_end = false;
	uint64_t given = 0;
	enum err e;
	int n = 0;

	*line = (struct command_line){.id = COMMAND_COUNT};
	for (int i = 1; i < argc; i++) {
		e = ERR_OK;
		if (!options_end && strcmp(argv[i], "--") == 0) {
			options_end = true;
		} else if (!options_end && strncmp(argv[i], "--", 2) == 0) {
			e = read_option(argc, argv, &i, line, &given, why);
		} else if (n == COMMAND_ARGS + COMMAND_WORDS) {
			snprintf(why, COMMAND_WHY, "%.80s: one word too many",
				argv[i]);
			e = ERR_FIELD;
		} else {
			words[n++] = argv[i];
		}
		if (e != ERR_OK)
			return e;
	}
	if (line->version)
		return ERR_OK;
	return line->help ? help_with(words, n, line, why)
			  : settle(words, n, given, line, why);
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
