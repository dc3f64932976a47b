/* SPDX-License-Identifier: MIT */
/*
 * What a line says: its subject, then the one verb whose pattern stands there
 * to the line's end, then "within 5 s" and "on the second device".  Every verb
 * is tried; the one that came furthest to the right tells what is wrong.
 */
#include "client/flow/parse.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "client/flow/match.h"
#include "client/flow/slot.h"
#include "client/flow/slot_time.h"
#include "shared/mem.h"
#include "shared/utf8.h"

#define STEPS_FIRST 32

/* The rest of a line, behind its subject. */
struct rest {
	const struct parse_subject *subject;
	struct flow_step step;
	int at; /* its first token */
	struct match match;
	struct match_miss miss; /* the furthest of all */
	const struct verb *missed;
};

enum err parse_fail(struct parse *p, int column, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	p->fault->line = p->line;
	p->fault->column = column;
	vsnprintf(p->fault->why, sizeof(p->fault->why), format, args);
	va_end(args);
	return ERR_FIELD;
}

/* ---- "does not", "tries to" ---- */

static void drop(struct lex *x, int at, int n)
{
	memmove(&x->tokens[at], &x->tokens[at + n],
		(size_t)(x->n + 1 - at - n) * sizeof(*x->tokens));
	x->n -= n;
}

/* Where the verb stands: first, or behind a thing that is theirs. */
static int verb_token(const struct lex *x, int at)
{
	return lex_is(x, at, "'s") ? at + 2 : at;
}

static void take_modifiers(struct lex *x, struct rest *r)
{
	int at = verb_token(x, r->at);

	if (lex_is(x, at + 1, "not")) {
		r->step.negated = true;
		if (lex_is(x, at, "does") || lex_is(x, at, "do"))
			drop(x, at, 2);
		else
			drop(x, at + 1, 1);
	} else if (lex_is(x, at + 1, "to") &&
		(lex_is(x, at, "tries") || lex_is(x, at, "try"))) {
		r->step.tries = true;
		drop(x, at, 2);
	}
}

/* ---- what may stand at a line's end ---- */

/* "on the second device", "in a third tab". */
static int take_device(const struct lex *x, int at, int *device)
{
	static const char *const nth[FLOW_DEVICES] = {
		"first", "second", "third", "fourth"};

	if ((!lex_is(x, at, "on") && !lex_is(x, at, "in")) ||
		(!lex_is(x, at + 1, "a") && !lex_is(x, at + 1, "the")) ||
		(!lex_is(x, at + 3, "device") && !lex_is(x, at + 3, "tab") &&
			!lex_is(x, at + 3, "terminal")))
		return 0;
	for (int i = 0; i < FLOW_DEVICES; i++)
		if (lex_is(x, at + 2, nth[i])) {
			*device = i + 1;
			return 4;
		}
	return 0;
}

/* Does the line end like that from token `at` on? */
static bool take_end(const struct lex *x, int at, struct flow_step *s,
	struct match_miss *miss)
{
	s->device = 0;
	s->within = FLOW_WITHIN;
	while (at < x->n) {
		int n = take_device(x, at, &s->device);

		if (n == 0 && lex_is(x, at, "within")) {
			n = slot_span(x, at + 1, &s->within);
			if (n == 0 && at + 1 > miss->at)
				*miss = (struct match_miss){.at = at + 1,
					.slot = VERB_SPAN,
					.needed = true};
			n += n > 0;
		}
		if (n == 0) {
			if (at > miss->at)
				*miss = (struct match_miss){.at = at};
			return false;
		}
		at += n;
	}
	return true;
}

/* ---- finding the verb ---- */

static bool fits(const struct verb *v, enum verb_subject by)
{
	return v->subject == by ||
		(v->subject == VERB_BY_ANYBODY && by != VERB_BY_NOBODY);
}

static bool try_verb(const struct parse *p, const struct lex *x,
	const struct verb *v, struct rest *r)
{
	struct match_miss miss = {.at = -1};
	bool all = match_verb(v, x, r->at, p->flow, &r->match, &miss) &&
		take_end(x, r->match.end, &r->step, &miss);

	if (!all && miss.at > r->miss.at) {
		r->miss = miss;
		r->missed = v;
	}
	return all;
}

static const struct verb *find_verb(
	const struct parse *p, const struct lex *x, struct rest *r)
{
	for (int i = 0; i < VERB_COUNT; i++)
		if (fits(verb_at(i), r->subject->by) &&
			try_verb(p, x, verb_at(i), r))
			return verb_at(i);
	return NULL;
}

/* A verb that would do, were the subject somebody else. */
static const struct verb *find_anothers(
	const struct parse *p, const struct lex *x, const struct rest *r)
{
	struct rest other = *r;

	for (int i = 0; i < VERB_COUNT; i++)
		if (verb_at(i)->subject != VERB_BY_NOBODY &&
			try_verb(p, x, verb_at(i), &other))
			return verb_at(i);
	return NULL;
}

/* ---- what is wrong ---- */

/* The words from `at` on, for verb_nearest. */
static void join_words(const struct lex *x, int at, char *out, size_t size)
{
	size_t len = 0;

	*out = '\0';
	for (; at < x->n && x->tokens[at].kind == LEX_WORD && len < size; at++)
		len += (size_t)snprintf(out + len, size - len, "%s%s",
			len ? " " : "", x->tokens[at].text);
}

static enum err tell_miss(struct parse *p, const struct lex *x,
	const struct match_miss *miss, const struct verb *v)
{
	int column = x->tokens[miss->at].column;

	if (miss->slot != VERB_NOTHING)
		return parse_fail(p, column, "expected %s, as in: %s",
			slot_says(miss->slot), v->example);
	if (miss->word)
		return parse_fail(p, column, "expected \"%.*s\", as in: %s",
			miss->len, miss->word, v->example);
	return parse_fail(p, column, "expected the end of the line, as in: %s",
		v->example);
}

static enum err tell_whose(
	struct parse *p, const struct rest *r, const struct verb *v)
{
	int wrong = r->subject->actors[0];

	for (int i = 0; i < r->subject->n_actors; i++) {
		enum flow_role role =
			p->flow->people[r->subject->actors[i]].role;

		if ((role == FLOW_SHOPPER) != (v->subject == VERB_BY_SHOPPER))
			wrong = r->subject->actors[i];
	}
	return parse_fail(p, r->subject->column,
		"%s is %s; this is for %s, as in: %s",
		p->flow->people[wrong].name,
		v->subject == VERB_BY_SHOPPER ? "an associate" : "a shopper",
		v->subject == VERB_BY_SHOPPER ? "shoppers" : "associates",
		v->example);
}

/* No verb stands there. */
static enum err tell(struct parse *p, const struct lex *x, struct rest *r)
{
	struct match_miss miss = {.at = -1};
	const struct verb *nearest;
	struct match match;
	char words[200];

	nearest = find_anothers(p, x, r);
	if (nearest && r->subject->by != VERB_BY_NOBODY)
		return tell_whose(p, r, nearest);
	join_words(x, r->at, words, sizeof(words));
	nearest = verb_nearest(words, r->subject->by);
	if (r->miss.at <= verb_token(x, r->at))
		return parse_fail(p, x->tokens[r->at].column,
			"there is no such verb; the nearest: %s",
			nearest->example);
	match_verb(nearest, x, r->at, p->flow, &match, &miss);
	return miss.at >= r->miss.at ? tell_miss(p, x, &miss, nearest)
				     : tell_miss(p, x, &r->miss, r->missed);
}

/* Is what is said with the verb possible with it? */
static enum err check(struct parse *p, const struct rest *r)
{
	const struct flow_step *s = &r->step;
	const char *why = NULL;

	if (!s->verb->expects && s->negated)
		why = "what nobody does needs no line; \"not\" is for what is "
		      "seen";
	else if (!s->verb->expects && s->exactly)
		why = "\"of\" some is for what is seen; who does it is named";
	else if (!s->verb->expects && s->within != FLOW_WITHIN)
		why = "\"within\" is for what is seen";
	else if (!s->verb->expects && p->block)
		why = "only what is seen stands under a \"within\"";
	else if (s->verb->expects && s->tries)
		why = "\"tries to\" is for what is done";
	else if (s->negated && s->within != FLOW_WITHIN)
		why = "\"not\" and \"within\" do not go together: first "
		      "\"wait\", then look";
	else if (s->negated && s->exactly)
		why = "\"not\" and \"of\" some do not go together";
	return why ? parse_fail(p, s->column, "%s", why) : ERR_OK;
}

/* ---- keeping it ---- */

static enum err keep_hours(struct parse *p, const struct lex *x, int at,
	int group, struct flow_arg *arg)
{
	char **so_far = &p->hours[group + 1];
	enum err e = slot_hours_text(x, at, *so_far, &arg->text);

	if (e == ERR_SIZE)
		return parse_fail(p, x->tokens[at].column,
			"these opening hours have grown too long");
	if (e)
		return e;
	mem_free(*so_far);
	*so_far = mem_strdup(arg->text);
	return *so_far ? ERR_OK : ERR_NOMEM;
}

/* Fills the step's slots. */
static enum err keep_args(struct parse *p, const struct lex *x, struct rest *r)
{
	int group = -1; /* the shop */
	enum err e = ERR_OK;

	for (int i = 0; i < VERB_SLOTS && e == ERR_OK; i++) {
		struct flow_arg *arg = &r->step.args[i];
		int at = r->match.where[i];

		*arg = r->match.args[i];
		if (arg->slot == VERB_GROUP)
			group = parse_group(p, x, at, &e);
		if (arg->slot == VERB_HOURS)
			e = keep_hours(p, x, at, group, arg);
		else if (e == ERR_OK)
			arg->text = slot_text(arg, x, at, &e);
	}
	return e;
}

/* Adds the step, which is taken, on failure too only once it is in. */
static enum err add_step(
	struct parse *p, const struct flow_step *step, struct flow_step **out)
{
	struct flow *f = p->flow;
	struct flow_step *steps;
	int size = p->size ? p->size * 2 : STEPS_FIRST;

	if (f->n_steps == FLOW_STEPS)
		return parse_fail(p, step->column,
			"a flow has at most %d steps", FLOW_STEPS);
	if (f->n_steps == p->size) {
		steps = mem_resize(f->steps, (size_t)size * sizeof(*steps));
		if (!steps)
			return ERR_NOMEM;
		f->steps = steps;
		p->size = size;
	}
	*out = &f->steps[f->n_steps++];
	**out = *step;
	return ERR_OK;
}

/* How many bytes of `said` come before the token. */
static size_t bytes_before(const char *said, const struct lex *x, int at)
{
	size_t n = 0, len = strlen(said);
	uint32_t cp;

	for (int i = x->tokens[0].column; i < x->tokens[at].column && n < len;
		i++)
		n += utf8_decode(said + n, len - n, &cp);
	while (n > 0 && said[n - 1] == ' ')
		n--;
	return n;
}

static void name_actors(const struct parse_subject *s, struct flow_step *step)
{
	step->n_actors = s->n_actors;
	memcpy(step->actors, s->actors, sizeof(step->actors));
	step->exactly = s->exactly;
	step->column = s->column;
}

/* Associates who are new sign in, whether the line says so or not. */
static enum err sign_in(struct parse *p, const struct lex *x, const char *said,
	const struct parse_subject *s)
{
	struct flow_step step = {.line = p->line,
		.within = FLOW_WITHIN,
		.verb = verb_at(VERB_SIGNS_IN),
		.device = 1};
	struct flow_step *added;
	enum err e;

	for (int i = 0; i < VERB_SLOTS; i++)
		step.args[i].person = -1;
	name_actors(s, &step);
	e = add_step(p, &step, &added);
	if (e == ERR_OK) {
		added->said = mem_strndup(said, bytes_before(said, x, s->end));
		e = added->said ? ERR_OK : ERR_NOMEM;
	}
	return e;
}

/* What the subject does or sees. */
static enum err read_rest(struct parse *p, struct lex *x, const char *said,
	struct parse_subject *s)
{
	struct rest r = {.subject = s, .at = s->end, .miss = {.at = -1}};
	struct flow_step *added;
	enum err e = ERR_OK;

	take_modifiers(x, &r);
	name_actors(s, &r.step);
	r.step.verb = find_verb(p, x, &r);
	if (!r.step.verb)
		return tell(p, x, &r);
	r.step.line = p->line;
	r.step.block = p->block;
	if (s->introduced && s->by == VERB_BY_ASSOCIATE && !s->newcomers &&
		(r.step.verb->id != VERB_SIGNS_IN || r.step.device > 1))
		e = sign_in(p, x, said, s);
	if (e == ERR_OK)
		e = check(p, &r);
	if (r.step.within == FLOW_WITHIN && p->block)
		r.step.within = p->block_within;
	if (e == ERR_OK)
		e = add_step(p, &r.step, &added);
	if (e)
		return e;
	e = keep_args(p, x, &r);
	memcpy(added->args, r.step.args, sizeof(added->args));
	added->said = mem_strdup(said);
	return e == ERR_OK && !added->said ? ERR_NOMEM : e;
}

enum err parse_line(struct parse *p, struct lex *x, const char *said)
{
	struct parse_subject s;
	enum err e;

	assert(x->n > 0);
	e = parse_subject(p, x, &s);
	if (e)
		return e;
	if (s.end < x->n)
		return read_rest(p, x, said, &s);
	if (!s.introduced)
		return parse_fail(p, x->tokens[s.end].column,
			"expected what %s does or sees",
			p->flow->people[s.actors[0]].name);
	if (p->block)
		return parse_fail(p, s.column,
			"only what is seen stands under a \"within\"");
	if (s.by != VERB_BY_ASSOCIATE || s.newcomers)
		return ERR_OK;
	return sign_in(p, x, said, &s);
}
