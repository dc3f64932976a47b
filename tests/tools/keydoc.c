/* SPDX-License-Identifier: MIT */
/*
 * Fills in the tables of noren(1), noren.conf(5) and norenflow(1), each between
 * `.\" BEGIN name' and `.\" END', from the tables of the client.
 *
 * usage: keydoc <page >page
 */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "client/flow/verb.h"
#include "client/model/action.h"
#include "client/model/settings.h"
#include "client/term/edit_key.h"
#include "client/term/input_key.h"
#include "shared/greet.h"
#include "tests/lib/mdoc.h"

static void print_row(const char *head, const char *text)
{
	printf(".It Ic \"%s\"\n", head);
	mdoc_text(text, ".");
}

/* The keys there are, by the place where they count. */
static void print_keys(void)
{
	for (int group = 0; group < ACTION_GROUP_COUNT; group++) {
		/* "At" is a macro. */
		printf(".Ss \\&%s\n.Bl -tag -width \"Alt-Enter, Shift-Enter\" "
		       "-compact\n",
			action_group_title(group));
		for (int a = 0; a < ACTION_USER_COUNT; a++)
			if ((int)action_info(a)->group == group &&
				*action_info(a)->keys)
				print_row(action_info(a)->keys,
					action_info(a)->help);
		printf(".El\n");
	}
}

static void print_editing(void)
{
	char name[INPUT_KEY_NAME_MAX];
	const char *text;
	uint32_t key;

	printf(".Bl -tag -width \"Alt-Enter, Shift-Enter\" -compact\n");
	for (int i = 0; edit_key_help(i, &key, &text); i++)
		print_row(input_key_name(key, name), text);
	printf(".El\n");
}

/* What greetings and replies can say. */
static void print_variables(void)
{
	printf(".Bl -tag -width {time_of_day} -compact\n");
	for (int v = 0; v < GREET_VARIABLES; v++) {
		printf(".It Ic {%s}\n", greet_name(v));
		mdoc_text(greet_help(v), ".");
	}
	printf(".El\n");
}

/* The names under which keys are set. */
static void print_actions(void)
{
	printf(".Bl -tag -width enquiries -compact\n");
	for (int a = 0; a < ACTION_USER_COUNT; a++) {
		const struct action_info *info = action_info(a);

		printf(".It Cm %s\n", info->name);
		mdoc_text(info->help, ".");
		if (*info->keys)
			printf(".Pq %s\n", info->keys);
	}
	printf(".El\n");
}

static void print_settings(void)
{
	struct settings_info info;
	char range[SETTINGS_WHY];

	printf(".Bl -tag -width Ds\n");
	for (int i = 0; settings_info(i, &info, range); i++) {
		printf(".It Cm %s Pq %s\n", info.name, info.range);
		mdoc_text(info.help, ".");
		if (*info.value)
			printf("The default is\n.Ql %s .\n", info.value);
	}
	printf(".El\n");
}

/* A line of a flow: its quotes are not the page's. */
static void print_example(const char *s)
{
	printf(".Dl ");
	for (; *s; s++)
		if (*s == '"')
			printf("\\(dq");
		else
			putchar(*s);
	putchar('\n');
}

static void print_verb(const struct verb *v)
{
	static const char *const subjects[] = {
		[VERB_BY_NOBODY] = "",
		[VERB_BY_SHOPPER] = "SHOPPER",
		[VERB_BY_ASSOCIATE] = "ASSOCIATE",
		[VERB_BY_ANYBODY] = "NAME",
	};
	const char *by = subjects[v->subject];

	printf(".It Ic \"%s%s%s\"\n", by, *by && *v->pattern != '\'' ? " " : "",
		v->pattern);
	mdoc_text(v->help, ".");
	if (*v->rules)
		printf("(%s)\n", v->rules);
	print_example(v->example);
}

static void print_verbs(void)
{
	static const struct {
		enum verb_subject by;
		bool expects;
		const char *title;
	} groups[] = {
		{VERB_BY_NOBODY, false, "Time, the relay and the shop"},
		{VERB_BY_ASSOCIATE, false, "What associates do"},
		{VERB_BY_SHOPPER, false, "What shoppers do"},
		{VERB_BY_ANYBODY, false, "What both do, and faults"},
		{VERB_BY_ASSOCIATE, true, "What associates see"},
		{VERB_BY_SHOPPER, true, "What shoppers see"},
		{VERB_BY_ANYBODY, true, "What both see"},
	};

	for (size_t g = 0; g < sizeof(groups) / sizeof(*groups); g++) {
		printf(".Ss %s\n.Bl -tag -width Ds\n", groups[g].title);
		for (int i = 0; verb_at(i); i++)
			if (verb_at(i)->subject == groups[g].by &&
				verb_at(i)->expects == groups[g].expects)
				print_verb(verb_at(i));
		printf(".El\n");
	}
}

static const struct mdoc_table tables[] = {
	{"keys", print_keys},
	{"editing", print_editing},
	{"variables", print_variables},
	{"actions", print_actions},
	{"settings", print_settings},
	{"verbs", print_verbs},
};

int main(void)
{
	return mdoc_fill(tables, sizeof(tables) / sizeof(*tables)) > 0 ? 0 : 1;
}
