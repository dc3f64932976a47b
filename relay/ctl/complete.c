/* SPDX-License-Identifier: MIT */
#include "relay/ctl/complete.h"

#include <jansson.h>
#include <string.h>

#include "relay/ctl/find.h"
#include "relay/ctl/week.h"
#include "relay/store/audit.h"

/* What has been typed before the word. */
struct before {
	const char *words[COMMAND_ARGS + COMMAND_WORDS];
	int n;
	const struct command *command; /* NULL: not yet one */
	int used;                      /* words of its name */
	bool options_end;
};

static bool begins(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

/* A line, if it goes on from what was typed.  Nothing in it may end it early or
 * look like the line for files. */
static void offer(const struct complete *c, const char *value, const char *what,
	struct buf *out)
{
	if (!value[0] || !begins(value, c->word) || strpbrk(value, "\t\r\n") ||
		value[0] == ':')
		return;
	if (c->option)
		buf_addf(out, "%.*s", (int)c->option_len, c->option);
	buf_addf(out, "%s\t", value);
	for (; *what; what++) {
		bool control = (unsigned char)*what < ' ' || *what == 0x7f;

		buf_add_char(out, control ? ' ' : *what);
	}
	buf_add_char(out, '\n');
}

/* ---- where the word stands ---- */

static void keep_value(
	struct complete *c, const char *name, size_t len, const char *value)
{
	if (len == strlen("socket") && memcmp(name, "socket", len) == 0)
		c->socket = value;
	if (len == strlen("group") && memcmp(name, "group", len) == 0)
		c->group = value;
}

static void find_command(struct before *b)
{
	const struct command *c;

	for (size_t i = 0; !b->command && (c = command_row(i)); i++) {
		b->used = command_named(c, b->words, b->n);
		if (b->used)
			b->command = c;
	}
}

/* The words before; the option that the last one is the value of, or NULL. */
static const struct command_option *read_before(
	const char **words, int n, struct before *b, struct complete *c)
{
	const struct command_option *o = NULL;

	for (int i = 0; i < n; i++) {
		const char *w = words[i];
		size_t len = strcspn(w, "=");

		if (o) {
			keep_value(c, o->name, strlen(o->name), w);
			o = NULL;
		} else if (b->options_end || !begins(w, "--")) {
			if (b->n < COMMAND_ARGS + COMMAND_WORDS)
				b->words[b->n++] = w;
		} else if (!w[2]) {
			b->options_end = true;
		} else if (w[len]) {
			keep_value(c, w + 2, len - 2, w + len + 1);
		} else {
			o = command_option(w + 2, len - 2);
			if (o && !o->argument)
				o = NULL;
		}
	}
	find_command(b);
	if (b->command && b->n > b->used)
		c->retailer = b->words[b->used];
	return o;
}

/* ---- candidates of the tables ---- */

static void offer_options(
	const struct before *b, const struct complete *c, struct buf *out)
{
	const struct command_option *o;

	for (size_t i = 0; (o = command_option_row(i)); i++) {
		char name[40] = "--";

		strcat(name, o->name);
		if (command_takes(b->command, o))
			offer(c, name, o->help, out);
	}
}

/* The next word of the commands that go on from these. */
static void offer_commands(
	const struct before *b, const struct complete *c, struct buf *out)
{
	const struct command *row;
	char words[80] = "", next[40], last[40] = "";

	for (int i = 0; i < b->n; i++) {
		if (strlen(words) + strlen(b->words[i]) + 2 > sizeof(words))
			return;
		strcat(strcat(words, i ? " " : ""), b->words[i]);
	}
	for (size_t i = 0; (row = command_row(i)); i++) {
		const char *rest = row->words;
		size_t len;

		if (words[0] && !command_begins(row, words, strlen(words)))
			continue;
		rest += strlen(words) + (words[0] != '\0');
		len = strcspn(rest, " ");
		memcpy(next, rest, len);
		next[len] = '\0';
		/* Those with the same word stand together. */
		if (strcmp(next, last) != 0)
			offer(c, next, rest[len] ? "..." : row->help, out);
		strcpy(last, next);
	}
}

static const char *const feeds[] = {"csv", "tsv", "jsonl", NULL};
static const char *const encodings[] = {
	"utf-8", "shift_jis", "utf-16le", "utf-16be", NULL};

static void offer_all(
	const struct complete *c, const char *const *words, struct buf *out)
{
	for (; *words; words++)
		offer(c, *words, "", out);
}

static void offer_kind(const struct complete *c, struct buf *out)
{
	static const char *const shells[] = {"bash", "zsh", "fish"};

	switch (c->kind) {
	case 'f':
		buf_add_str(out, COMPLETE_FILES "\n");
		break;
	case 'l':
		offer(c, "en", "English", out);
		offer(c, "ja", "Japanese", out);
		break;
	case 'k':
		offer_all(c, feeds, out);
		break;
	case 'e':
		offer_all(c, encodings, out);
		break;
	case 'o':
		offer(c, "on", "", out);
		offer(c, "off", "", out);
		break;
	case 's':
		for (int i = 0; i < 3; i++)
			offer(c, shells[i], "", out);
		break;
	case 'w':
		for (int i = 0; i < AUDIT_COUNT; i++)
			offer(c, audit_word((enum audit_what)i), "", out);
		break;
	default:
		break;
	}
}

/* The kind of the argument that comes next. */
static char next_kind(const struct before *b)
{
	const struct command *c = b->command;
	bool more;
	int arity = command_arity(c, &more), at = b->n - b->used;

	if (at >= arity && !more)
		return ' ';
	at = at < arity ? at : arity - 1;
	/* What is to be new is not in any list. */
	if (c->there == COMMAND_THERE_NEW && at == arity - 1)
		return '.';
	return c->kinds[at];
}

enum err complete_words(
	const char **words, int n, struct complete *out, struct buf *candidates)
{
	const char *last = n > 0 ? words[n - 1] : "";
	const struct command_option *o;
	struct before b = {.n = 0};
	size_t len = strcspn(last, "=");

	*out = (struct complete){.word = last, .kind = ' '};
	o = read_before(words, n > 0 ? n - 1 : 0, &b, out);
	if (!o && !b.options_end && begins(last, "--")) {
		o = last[len] ? command_option(last + 2, len - 2) : NULL;
		if (!last[len])
			offer_options(&b, out, candidates);
		if (!o || !o->argument)
			return candidates->err;
		out->option = last;
		out->option_len = len + 1;
		out->word = last + len + 1;
	}
	if (o)
		out->kind = o->kind;
	else if (b.command)
		out->kind = next_kind(&b);
	else
		offer_commands(&b, out, candidates);
	offer_kind(out, candidates);
	return candidates->err;
}

/* ---- candidates of the relay ---- */

static void offer_dates(
	const struct complete *c, const json_t *root, struct buf *out)
{
	const json_t *owner =
		find_retailer(root, c->retailer ? c->retailer : "", c->group);
	char *s, *line, *rest;
	struct buf dates;

	buf_init(&dates, 64 * 1024);
	week_dates(find_text(owner, "hours"), &dates);
	for (s = dates.data; s && (line = strtok_r(s, "\n", &rest)); s = NULL)
		offer(c, line, "", out);
	buf_fini(&dates);
}

static void offer_list(const struct complete *c, const json_t *array,
	const char *field, const char *what, const char *use, struct buf *out)
{
	const json_t *one;
	size_t i;

	json_array_foreach(array, i, one)
	{
		if (!use || strcmp(find_text(one, "use"), use) == 0)
			offer(c, find_text(one, field), find_text(one, what),
				out);
	}
}

enum err complete_live(
	const struct complete *c, const char *answer, struct buf *candidates)
{
	static const struct {
		char kind;
		const char *array, *field, *what, *use;
	} lists[] = {
		{'r', "retailers", "retailer", "name", NULL},
		{'a', "associates", "address", "name", NULL},
		{'t', "templates", "template", "title", "greeting"},
		{'y', "templates", "template", "title", "reply"},
		{'i', "invites", "code", "standing", NULL},
		{'b', "blocks", "shopper", "name", NULL},
		{'c', "claims", "claim", "order", NULL},
		{'p', "reports", "report", "name", NULL},
	};
	json_t *root = json_loads(answer, 0, NULL);
	const json_t *owner =
		find_retailer(root, c->retailer ? c->retailer : "", NULL);

	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		if (lists[i].kind == c->kind)
			offer_list(c, json_object_get(root, lists[i].array),
				lists[i].field, lists[i].what, lists[i].use,
				candidates);
	}
	if (c->kind == 'g')
		offer_list(c, json_object_get(owner, "groups"), "group", "name",
			NULL, candidates);
	if (c->kind == 'd')
		offer_dates(c, root, candidates);
	json_decref(root);
	return candidates->err;
}
