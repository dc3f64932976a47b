/* SPDX-License-Identifier: MIT */
/*
 * Prints what the wire's table and the error table say.
 *
 * usage: wiredoc man <page >page   fills in the tables of noren-protocol(7),
 *                                  each between `.\" BEGIN name' and `.\" END'
 *        wiredoc json              all of it, for tests in other languages
 *        wiredoc dict              the words of the wire, for libFuzzer
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/err.h"
#include "shared/wire.h"
#include "tests/lib/mdoc.h"

static const struct {
	unsigned from;
	const char *sides; /* for the JSON */
	const char *title;
} groups[] = {
	{WIRE_FROM_A | WIRE_FROM_S, "associate shopper",
		"Associates and shoppers to the relay"},
	{WIRE_FROM_A, "associate", "Associates to the relay"},
	{WIRE_FROM_S, "shopper", "Shoppers to the relay"},
	{WIRE_FROM_R, "relay", "The relay to associates and shoppers"},
	{WIRE_FROM_RA, "relay to associate", "The relay to associates"},
	{WIRE_FROM_RS, "relay to shopper", "The relay to shoppers"},
	{WIRE_FROM_H, "http", "Bodies over HTTP"},
	{WIRE_FROM_C, "control", "Bodies over the control socket"},
};
#define GROUPS (sizeof(groups) / sizeof(*groups))

static const char *const kinds[] = {
	[WIRE_F_ID] = "id",
	[WIRE_F_KEY] = "key",
	[WIRE_F_LINE] = "line",
	[WIRE_F_TEXT] = "text",
	[WIRE_F_RAW] = "raw",
	[WIRE_F_INT] = "integer",
	[WIRE_F_TIME] = "time",
	[WIRE_F_BOOL] = "boolean",
	[WIRE_F_ENUM] = "word",
};

/* The name of the list that the words of a field are; some begin alike. */
static const char *list_of(const struct wire_field *f)
{
#define LIST_OF(LIST, list) \
	if (f->bound == WIRE_##LIST##_COUNT && \
		strcmp(f->words[0], \
			wire_##list##_word((enum wire_##list)0)) == 0) \
		return #list;
	WIRE_ENUMS(LIST_OF)
	return NULL;
}

/* --- the manual ------------------------------------------------------- */

static void print_field(const struct wire_field *f)
{
	char what[400];
	int n;

	printf(".It Va %s\n", f->name);
	n = snprintf(what, sizeof(what), "(%s", kinds[f->kind]);
	if (f->kind == WIRE_F_ENUM)
		n += snprintf(what + n, sizeof(what) - (size_t)n, " of %s",
			list_of(f));
	else if (f->bound && f->bound != WIRE_INT_MAX)
		n += snprintf(what + n, sizeof(what) - (size_t)n, ", %lld",
			(long long)f->bound);
	snprintf(what + n, sizeof(what) - (size_t)n, "%s) %s",
		f->required ? "" : ", optional", f->doc);
	mdoc_text(what, "");
}

static void print_message(const struct wire_info *info)
{
	printf(".It Cm %s\n", info->name);
	mdoc_text(info->doc, "");
	if (info->n_fields == 0)
		return;
	printf(".Bl -tag -width colleagues -compact\n");
	for (int i = 0; i < info->n_fields; i++)
		print_field(&info->fields[i]);
	printf(".El\n");
}

static void print_messages(void)
{
	for (size_t g = 0; g < GROUPS; g++) {
		printf(".Ss %s\n.Bl -tag -width Ds\n", groups[g].title);
		for (int t = 0; t < WIRE_T_COUNT; t++) {
			const struct wire_info *info =
				wire_info((enum wire_type)t);

			if (info->from == groups[g].from)
				print_message(info);
		}
		printf(".El\n");
	}
}

static void print_word(const char *word, int i)
{
	printf("%s%s", i ? " ,\n.Cm " : ".Cm ", word);
}

static void print_words(void)
{
	printf(".Bl -tag -width reason\n");
#define PRINT_WORDS(LIST, list) \
	printf(".It Va %s\n", #list); \
	for (int i = 0; i < WIRE_##LIST##_COUNT; i++) \
		print_word(wire_##list##_word((enum wire_##list)i), i); \
	putchar('\n');
	WIRE_ENUMS(PRINT_WORDS)
	printf(".El\n");
}

/* Some errors stay within one program; those that end a connection do not. */
static bool is_on_wire(enum err e)
{
	return e != ERR_OK && (e < ERR_NOMEM || err_closes(e));
}

static void print_errors(void)
{
	printf(".Bl -tag -width Ds\n");
	for (int i = 0; i < ERR_COUNT; i++) {
		enum err e = (enum err)i;

		if (!is_on_wire(e))
			continue;
		if (err_closes(e))
			printf(".It Cm %s Pq closes with %d\n", err_name(e),
				err_close_code(e));
		else
			printf(".It Cm %s\n", err_name(e));
		mdoc_text(err_text(e), "");
	}
	printf(".El\n");
}

static void print_limits(void)
{
	static const struct {
		int n;
		const char *what;
	} limits[] = {
		{LIMIT_SHOPPER_FRAME, "bytes of a shopper's message"},
		{LIMIT_ASSOCIATE_FRAME, "bytes of an associate's message"},
		{LIMIT_HTTP_BODY, "bytes of a body over HTTP"},
		{LIMIT_JSON_DEPTH,
			"levels of nesting, the message itself "
			"being the first"},
		{LIMIT_JSON_ITEMS, "values in a message"},
		{LIMIT_REF, "bytes of a ref"},
		{LIMIT_SESSIONS,
			"devices of one associate, or tabs of one shopper"},
		{LIMIT_CHAT_KEYS, "messages of one chat"},
		{LIMIT_OWN_ENQUIRIES, "enquiries of one shopper that wait"},
		{LIMIT_ENQUIRIES, "enquiries of one retailer that wait"},
		{LIMIT_REPLAY, "entries that one resume answers with"},
		{LIMIT_OUTBOX,
			"bytes that wait for a reader before it is "
			"cut"},
	};

	printf(".Bl -tag -width 262144 -compact\n");
	for (size_t i = 0; i < sizeof(limits) / sizeof(*limits); i++)
		printf(".It %d\n%s\n", limits[i].n, limits[i].what);
	printf(".El\n");
}

static const struct mdoc_table tables[] = {
	{"messages", print_messages},
	{"words", print_words},
	{"errors", print_errors},
	{"limits", print_limits},
};
#define TABLES (sizeof(tables) / sizeof(*tables))

static int fill_page(void)
{
	int filled = mdoc_fill(tables, TABLES);

	if (filled == TABLES)
		return 0;
	fprintf(stderr, "wiredoc: the page has %d of %zu tables\n", filled,
		TABLES);
	return 1;
}

/* --- JSON ------------------------------------------------------------- */

static json_t *json_words(const char *const *words, int n)
{
	json_t *list = json_array();

	for (int i = 0; i < n; i++)
		json_array_append_new(list, json_string(words[i]));
	return list;
}

static json_t *json_field(const struct wire_field *f)
{
	json_t *field = json_pack("{s:s, s:s, s:b, s:I}", "name", f->name,
		"kind", kinds[f->kind], "required", f->required, "bound",
		(json_int_t)f->bound);

	if (f->words)
		json_object_set_new(
			field, "words", json_words(f->words, (int)f->bound));
	return field;
}

static json_t *json_messages(void)
{
	json_t *messages = json_object();

	for (int t = 0; t < WIRE_T_COUNT; t++) {
		const struct wire_info *info = wire_info((enum wire_type)t);
		json_t *fields = json_array();
		size_t g = 0;

		for (int i = 0; i < info->n_fields; i++)
			json_array_append_new(
				fields, json_field(&info->fields[i]));
		while (groups[g].from != info->from)
			g++;
		json_object_set_new(messages, info->name,
			json_pack("{s:s, s:s, s:o}", "from", groups[g].sides,
				"doc", info->doc, "fields", fields));
	}
	return messages;
}

static json_t *json_lists(void)
{
	json_t *lists = json_object();
	json_t *words;

#define JSON_LIST(LIST, list) \
	words = json_array(); \
	for (int i = 0; i < WIRE_##LIST##_COUNT; i++) \
		json_array_append_new(words, \
			json_string(wire_##list##_word((enum wire_##list)i))); \
	json_object_set_new(lists, #list, words);
	WIRE_ENUMS(JSON_LIST)
	return lists;
}

static json_t *json_errors(void)
{
	json_t *errors = json_object();

	for (int e = 0; e < ERR_COUNT; e++) {
		if (is_on_wire((enum err)e))
			json_object_set_new(errors, err_name((enum err)e),
				json_pack("{s:b, s:i, s:s}", "closes",
					err_closes((enum err)e), "close",
					err_close_code((enum err)e), "text",
					err_text((enum err)e)));
	}
	return errors;
}

static int print_json(void)
{
	json_t *all = json_pack("{s:s, s:i, s:i, s:I, s:i, s:o, s:o, s:o}",
		"protocol", WIRE_PROTOCOL, "version", WIRE_VERSION, "least",
		WIRE_LEAST, "integer_max", (json_int_t)WIRE_INT_MAX,
		"shopper_frame", LIMIT_SHOPPER_FRAME, "messages",
		json_messages(), "lists", json_lists(), "errors",
		json_errors());
	int failed = json_dumpf(all, stdout, JSON_INDENT(1));

	putchar('\n');
	json_decref(all);
	return failed ? 1 : 0;
}

/* --- the fuzzer's dictionary ------------------------------------------ */

static int print_dict(void)
{
	for (int t = 0; t < WIRE_T_COUNT; t++) {
		const struct wire_info *info = wire_info((enum wire_type)t);

		printf("\"{\\\"t\\\":\\\"%s\\\"\"\n", info->name);
		for (int i = 0; i < info->n_fields; i++) {
			const struct wire_field *f = &info->fields[i];

			printf("\",\\\"%s\\\":\"\n", f->name);
			for (int w = 0; f->words && w < f->bound; w++)
				printf("\"\\\"%s\\\"\"\n", f->words[w]);
		}
	}
	printf("\",\\\"ref\\\":\"\n\"\\\"0123456789abcdefghjkmnpqrs\\\"\"\n");
	return 0;
}

int main(int argc, char **argv)
{
	const char *what = argc == 2 ? argv[1] : "";

	if (strcmp(what, "man") == 0)
		return fill_page();
	if (strcmp(what, "json") == 0)
		return print_json();
	if (strcmp(what, "dict") == 0)
		return print_dict();
	fprintf(stderr, "usage: wiredoc man|json|dict\n");
	return 2;
}
