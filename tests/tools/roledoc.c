/* SPDX-License-Identifier: MIT */
/*
 * Fills in the table of roles of norend(8), between `.\" BEGIN roles' and
 * `.\" END', from the relay's table of rights.
 *
 * usage: roledoc <page >page
 */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "relay/gate/rights.h"
#include "tests/lib/mdoc.h"

/* A command of one of the doors. */
struct command {
	const char *word;    /* a message's name, or a method */
	const char *path;    /* NULL: a message */
	enum wire_type body; /* of a request for the control socket */
	unsigned who;
};

static const struct {
	unsigned role;
	const char *name;
} roles[] = {
#define ROW(CODE, name) {RIGHTS_##CODE, #name},
	RIGHTS_ROLES(ROW)
#undef ROW
};

/* Of several methods the first one: HEAD is a GET without its body. */
#define GET "GET"
#define GET_HEAD "GET"
#define POST "POST"
#define PUT "PUT"

static const struct command site[] = {
#define ROW(handler, methods, path, who) \
	{methods, path, WIRE_T_COUNT, RIGHTS_##who},
	RIGHTS_SITE(ROW)
#undef ROW
};

static const struct command control[] = {
#define ROW(handler, methods, path, where, body, who) \
	{methods, path, WIRE_T_##body, RIGHTS_##who},
	RIGHTS_CONTROL(ROW)
#undef ROW
};

static const struct {
	enum wire_type type;
	unsigned who;
} messages[] = {
#define ROW(CODE, who) {WIRE_T_##CODE, RIGHTS_##who},
	RIGHTS_MESSAGES(ROW)
#undef ROW
};
#define MESSAGES (sizeof(messages) / sizeof(messages[0]))

static const struct {
	enum wire_type type;
	const char *field;
	unsigned who;
} fields[] = {
#define ROW(CODE, message, field, who) {WIRE_T_##CODE, #field, RIGHTS_##who},
	RIGHTS_FIELDS(ROW)
#undef ROW
};
#define FIELDS (sizeof(fields) / sizeof(fields[0]))

/* ---- one list of them ---- */

static void print_roles(unsigned who)
{
	const char *comma = "";

	printf(".It ");
	if ((who & RIGHTS_ANYBODY) == RIGHTS_ANYBODY) {
		printf("anybody");
		who &= ~(unsigned)RIGHTS_ANYBODY;
		comma = ", ";
	}
	for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++) {
		if (who & roles[i].role) {
			printf("%s%s", comma, roles[i].name);
			comma = ", ";
		}
	}
	putchar('\n');
}

static void print_command(const struct command *c, const char *end)
{
	if (c->path)
		printf(".Ic %s Pa %s%s\n", c->word, c->path, end);
	else
		printf(".Cm %s%s\n", c->word, end);
}

/* Those that just these may do, if none of the rows before has it. */
static void print_set(const struct command *all, size_t n, size_t first)
{
	size_t last = first;

	for (size_t i = 0; i < first; i++)
		if (all[i].who == all[first].who)
			return;
	for (size_t i = first; i < n; i++)
		if (all[i].who == all[first].who)
			last = i;
	print_roles(all[first].who);
	for (size_t i = first; i <= last; i++)
		if (all[i].who == all[first].who)
			print_command(&all[i], i < last ? " ," : " .");
}

static void print_door(const char *title, const struct command *all, size_t n)
{
	printf(".Pp\n");
	mdoc_text(title, "");
	printf(".Bl -tag -width Ds\n");
	for (size_t i = 0; i < n; i++)
		print_set(all, n, i);
	printf(".El\n");
}

/* ---- what only the operator says in bodies that are a manager's too ---- */

static bool may_manager(enum wire_type type, const char *field)
{
	for (size_t i = 0; i < FIELDS; i++)
		if (fields[i].type == type &&
			strcmp(fields[i].field, field) == 0)
			return fields[i].who & RIGHTS_MANAGER;
	return false;
}

static void print_fields(const struct command *c)
{
	const struct wire_info *info = wire_info(c->body);
	const char *comma = "";
	bool begun = false;

	for (int i = 0; i < info->n_fields; i++) {
		if (may_manager(c->body, info->fields[i].name))
			continue;
		if (!begun)
			printf(".It Ic %s Pa %s\n", c->word, c->path);
		begun = true;
		printf("%s.Va %s", comma, info->fields[i].name);
		comma = " ,\n";
	}
	if (begun)
		printf(" .\n");
}

static void print_operators(void)
{
	printf(".Pp\n");
	mdoc_text("What only the operator may say in requests that are a "
		  "manager's too",
		":");
	printf(".Bl -tag -width Ds\n");
	for (size_t i = 0; i < sizeof(control) / sizeof(control[0]); i++)
		if (control[i].body != WIRE_T_COUNT &&
			(control[i].who & RIGHTS_MANAGER))
			print_fields(&control[i]);
	printf(".El\n");
}

static void print_all(void)
{
	struct command said[MESSAGES];

	for (size_t i = 0; i < MESSAGES; i++)
		said[i] = (struct command){wire_info(messages[i].type)->name,
			NULL, WIRE_T_COUNT, messages[i].who};
	print_door("Messages over a WebSocket:", said, MESSAGES);
	print_door("Requests over HTTP:", site, sizeof(site) / sizeof(site[0]));
	print_door("Requests over the control socket; what a manager may is "
		   "below /v1/manage over HTTP, too:",
		control, sizeof(control) / sizeof(control[0]));
	print_operators();
}

int main(void)
{
	static const struct mdoc_table table = {"roles", print_all};

	return mdoc_fill(&table, 1) == 1 ? 0 : 1;
}
