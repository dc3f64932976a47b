/* SPDX-License-Identifier: MIT */
/*
 * Who a line is about: "Ken", "Ken, Mio and Jun", "exactly one of Ken and Mio",
 * and who they are: "associates Ken and Mio in group ginza".
 */
#include <string.h>
#include <strings.h>

#include "client/flow/parse.h"
#include "client/flow/slot.h"
#include "shared/limits.h"
#include "shared/mem.h"

/* What introduces people, and what they are then. */
static const struct role {
	const char *one, *many;
	enum flow_role role;
	bool manager, newcomer;
} roles[] = {
	{"shopper", "shoppers", FLOW_SHOPPER, false, false},
	{"associate", "associates", FLOW_ASSOCIATE, false, false},
	{"manager", "managers", FLOW_ASSOCIATE, true, false},
	{"newcomer", "newcomers", FLOW_ASSOCIATE, false, true},
};

/* Words that lines begin with or that stand around names. */
static const char *const reserved[] = {"shopper", "shoppers", "associate",
	"associates", "manager", "managers", "newcomer", "newcomers", "exactly",
	"wait", "at", "the", "shop", "group", "groups", "within", "chat",
	"connection", "and", "of", "in", "on", "as", "'s", "chats", "erasing",
	"what"};

static const struct role *role_at(const struct lex *x, int at)
{
	for (size_t i = 0; i < sizeof(roles) / sizeof(*roles); i++)
		if (lex_is(x, at, roles[i].one) || lex_is(x, at, roles[i].many))
			return &roles[i];
	return NULL;
}

static bool is_reserved(const char *word)
{
	for (size_t i = 0; i < sizeof(reserved) / sizeof(*reserved); i++)
		if (strcmp(word, reserved[i]) == 0)
			return true;
	return false;
}

/* Between names: ",", "and", ", and".  How many tokens. */
static int joint(const struct lex *x, int at)
{
	int n = at < x->n && x->tokens[at].kind == LEX_COMMA;

	return n + lex_is(x, at + n, "and");
}

int parse_group(struct parse *p, const struct lex *x, int at, enum err *e)
{
	struct flow *f = p->flow;

	*e = ERR_OK;
	if (!slot_group(x, at)) {
		*e = parse_fail(p, x->tokens[at].column, "expected %s",
			slot_says(VERB_GROUP));
		return -1;
	}
	for (int i = 0; i < f->n_groups; i++)
		if (strcmp(f->groups[i], x->tokens[at].text) == 0)
			return i;
	if (f->n_groups == FLOW_GROUPS) {
		*e = parse_fail(p, x->tokens[at].column,
			"a flow has at most %d groups", FLOW_GROUPS);
		return -1;
	}
	f->groups[f->n_groups] = mem_strdup(x->tokens[at].text);
	if (!f->groups[f->n_groups]) {
		*e = ERR_NOMEM;
		return -1;
	}
	return f->n_groups++;
}

/* ---- those who are new ---- */

static enum err check_name(struct parse *p, const struct lex *x, int at)
{
	const struct lex_token *t = &x->tokens[at];

	if (t->kind != LEX_WORD || is_reserved(t->text))
		return parse_fail(p, t->column, "expected a first name");
	if (strlen(t->text) > LIMIT_NAME / 2)
		return parse_fail(p, t->column, "this name is too long");
	return ERR_OK;
}

/* The person of that name, who is made if there is none. */
static enum err meet(struct parse *p, const struct lex *x, int at,
	const struct role *role, struct parse_subject *out)
{
	struct flow *f = p->flow;
	const char *name = x->tokens[at].text;
	int i = slot_person(f, name);

	if (i >= 0 &&
		(f->people[i].role != role->role ||
			(role->manager && !f->people[i].manager) ||
			(role->newcomer && !f->people[i].newcomer)))
		return parse_fail(p, x->tokens[at].column,
			"%s is somebody else in this flow already", name);
	if (i < 0) {
		if (f->n_people == FLOW_PEOPLE)
			return parse_fail(p, x->tokens[at].column,
				"a flow has at most %d people", FLOW_PEOPLE);
		i = f->n_people;
		f->people[i] = (struct flow_person){.name = mem_strdup(name),
			.role = role->role,
			.manager = role->manager,
			.newcomer = role->newcomer};
		if (!f->people[i].name)
			return ERR_NOMEM;
		f->n_people++;
		out->introduced = true;
	}
	out->actors[out->n_actors++] = i;
	return ERR_OK;
}

/* Adds the group to all who are introduced. */
static enum err join_group(
	struct parse *p, const char *key, const struct parse_subject *s)
{
	for (int i = 0; i < s->n_actors; i++) {
		struct flow_person *who = &p->flow->people[s->actors[i]];
		size_t old = who->groups ? strlen(who->groups) : 0;
		char *groups = mem_resize(who->groups, old + strlen(key) + 2);

		if (!groups)
			return ERR_NOMEM;
		if (old)
			groups[old++] = ' ';
		strcpy(groups + old, key);
		who->groups = groups;
	}
	return ERR_OK;
}

/* "group ginza", "groups ginza and living", behind the "in". */
static enum err take_groups(
	struct parse *p, const struct lex *x, struct parse_subject *s)
{
	int between;
	enum err e;

	do {
		int i = parse_group(p, x, ++s->end, &e);

		if (e == ERR_OK)
			e = join_group(p, p->flow->groups[i], s);
		between = joint(x, ++s->end);
		if (lex_is(x, s->end + between, "in") ||
			lex_is(x, s->end + between, "as"))
			between = 0;
		s->end += between - (between > 0);
	} while (e == ERR_OK && between);
	return e;
}

static void read_japanese(
	struct parse *p, const struct parse_subject *s, bool japanese)
{
	for (int i = 0; i < s->n_actors; i++)
		p->flow->people[s->actors[i]].japanese = japanese;
}

static void make_managers(struct parse *p, const struct parse_subject *s)
{
	for (int i = 0; i < s->n_actors; i++)
		p->flow->people[s->actors[i]].manager = true;
}

/* "with the password TEXT", of the accounts that are made for them. */
static enum err give_password(
	struct parse *p, const struct lex *x, struct parse_subject *s, int at)
{
	if (x->tokens[at].kind != LEX_TEXT)
		return parse_fail(p, x->tokens[at].column, "expected %s",
			slot_says(VERB_TEXT));
	for (int i = 0; i < s->n_actors; i++) {
		struct flow_person *who = &p->flow->people[s->actors[i]];

		mem_free(who->password);
		who->password = mem_strdup(x->tokens[at].text);
		if (!who->password)
			return ERR_NOMEM;
	}
	s->end = at + 1;
	return ERR_OK;
}

/* What they are besides: "in group ginza", "in Japanese", "as manager". */
static enum err take_traits(
	struct parse *p, const struct lex *x, struct parse_subject *s)
{
	enum err e = ERR_OK;

	while (e == ERR_OK) {
		int at = s->end + joint(x, s->end);
		const char *in =
			lex_is(x, at, "in") ? x->tokens[at + 1].text : "";

		if (strcmp(in, "group") == 0 || strcmp(in, "groups") == 0) {
			s->end = at + 1;
			e = take_groups(p, x, s);
		} else if (strcmp(in, "Japanese") == 0 ||
			strcmp(in, "English") == 0) {
			read_japanese(p, s, *in == 'J');
			s->end = at + 2;
		} else if (lex_is(x, at, "as") &&
			(lex_is(x, at + 1, "manager") ||
				lex_is(x, at + 1, "managers"))) {
			make_managers(p, s);
			s->end = at + 2;
		} else if (lex_is(x, at, "with") && lex_is(x, at + 1, "the") &&
			lex_is(x, at + 2, "password") && !s->newcomers) {
			e = give_password(p, x, s, at + 3);
		} else {
			break;
		}
	}
	return e;
}

/* ---- those who are known ---- */

/* The name of somebody here who is written almost like that. */
static const char *near_name(const struct flow *f, const char *name)
{
	for (int i = 0; i < f->n_people; i++) {
		const char *other = f->people[i].name;
		size_t same = 0, len = strlen(name), size = strlen(other);

		while (name[same] && name[same] == other[same])
			same++;
		if (same > 0 && same + 1 >= (len > size ? len : size))
			return other;
		if (strcasecmp(name, other) == 0)
			return other;
	}
	return NULL;
}

static enum err nobody_is(
	struct parse *p, const struct lex_token *t, bool begins)
{
	const char *other = near_name(p->flow, t->text);

	if (begins && t->text[0] >= 'a' && t->text[0] <= 'z' && !other)
		return parse_fail(p, t->column,
			"no line begins with %.40s; the nearest: %s", t->text,
			verb_nearest(t->text, VERB_BY_NOBODY)->example);
	if (other)
		return parse_fail(p, t->column,
			"nobody here is called %.40s; did you mean %s?",
			t->text, other);
	return parse_fail(p, t->column,
		"nobody here is called %.40s: begin with \"shopper %.40s\" or "
		"\"associate %.40s\"",
		t->text, t->text, t->text);
}

static enum err take_names(struct parse *p, const struct lex *x,
	const struct role *role, struct parse_subject *s)
{
	int between = 0;
	enum err e = ERR_OK;

	do {
		int at = s->end + between, i;

		if (s->n_actors == FLOW_ACTORS)
			return parse_fail(p, x->tokens[at].column,
				"a line is about at most %d people",
				FLOW_ACTORS);
		e = check_name(p, x, at);
		i = e == ERR_OK ? slot_person(p->flow, x->tokens[at].text) : -1;
		if (e == ERR_OK && role)
			e = meet(p, x, at, role, s);
		else if (e == ERR_OK && i < 0)
			e = nobody_is(p, &x->tokens[at], at == 0);
		else if (e == ERR_OK)
			s->actors[s->n_actors++] = i;
		s->end = at + 1;
		between = joint(x, s->end);
	} while (e == ERR_OK && between && s->end + between < x->n &&
		(!role || !lex_is(x, s->end + between, "in")));
	return e;
}

/* Of the subject's people, what kind of verb is for all of them? */
static enum verb_subject kind_of(
	const struct flow *f, const struct parse_subject *s)
{
	enum flow_role first = f->people[s->actors[0]].role;

	for (int i = 1; i < s->n_actors; i++)
		if (f->people[s->actors[i]].role != first)
			return VERB_BY_ANYBODY;
	return first == FLOW_SHOPPER ? VERB_BY_SHOPPER : VERB_BY_ASSOCIATE;
}

/* "chat of Hana" is Hana's chat. */
static void turn_around(struct lex *x)
{
	struct lex_token thing = x->tokens[0];

	if (x->n < 3 || !lex_is(x, 1, "of") ||
		(!lex_is(x, 0, "chat") && !lex_is(x, 0, "connection")))
		return;
	x->tokens[0] = x->tokens[2];
	x->tokens[1].text = "'s";
	x->tokens[2] = thing;
}

enum err parse_subject(struct parse *p, struct lex *x, struct parse_subject *s)
{
	const struct role *role = role_at(x, 0);
	int64_t n = 0;
	bool counted;
	enum err e;

	turn_around(x);
	*s = (struct parse_subject){.column = x->tokens[0].column};
	s->end = role || lex_is(x, 0, "exactly");
	counted = !role && slot_number(x, s->end, &n) &&
		lex_is(x, s->end + 1, "of");
	if (lex_is(x, 0, "exactly") && (!counted || n < 1 || n > FLOW_ACTORS))
		return parse_fail(p, x->tokens[1].column,
			"expected a number and \"of\", as in: exactly one of "
			"Ken and Mio");
	s->exactly = counted ? (int)n : 0;
	s->end += counted ? 2 : 0;
	if (!role && !counted && x->tokens[0].kind == LEX_WORD &&
		is_reserved(x->tokens[0].text)) {
		s->by = VERB_BY_NOBODY;
		return ERR_OK;
	}
	s->newcomers = role && role->newcomer;
	e = take_names(p, x, role, s);
	if (e == ERR_OK && s->introduced)
		e = take_traits(p, x, s);
	if (e == ERR_OK && s->exactly > s->n_actors)
		e = parse_fail(p, s->column, "these are fewer than %d people",
			s->exactly);
	if (e == ERR_OK)
		s->by = kind_of(p->flow, s);
	return e;
}
