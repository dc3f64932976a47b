/* SPDX-License-Identifier: MIT */
/*
 * A flow's text as lines: comments, of which the first is the title, blocks by
 * indentation, and steps, which parse.c reads.
 */
#include "client/flow/flow.h"

#include <string.h>

#include "client/flow/lex.h"
#include "client/flow/parse.h"
#include "client/flow/slot.h"
#include "shared/mem.h"

#define TAB 8
#define MARK "\xef\xbb\xbf" /* what some editors put before UTF-8 */
#define WIDE "\xe3\x80\x80" /* a blank as wide as a kanji */

/* ---- comments ---- */

static size_t trimmed(const char *s, size_t len)
{
	while (len > 0 && (s[len - 1] == ' ' || s[len - 1] == '\t'))
		len--;
	return len;
}

/* `s` is behind the #.  What is no rules is the title, if it is the first. */
static enum err take_comment(struct parse *p, const char *s, size_t len)
{
	static const char rules[] = "rules:";
	char **to = &p->flow->title;

	for (; len > 0 && (*s == ' ' || *s == '\t' || *s == '#'); len--)
		s++;
	if (len >= sizeof(rules) - 1 &&
		memcmp(s, rules, sizeof(rules) - 1) == 0) {
		s += sizeof(rules) - 1;
		len -= sizeof(rules) - 1;
		for (; len > 0 && *s == ' '; len--)
			s++;
		to = &p->flow->rules;
	}
	len = trimmed(s, len);
	if (*to || len == 0)
		return ERR_OK;
	*to = mem_strndup(s, len);
	return *to ? ERR_OK : ERR_NOMEM;
}

/* ---- blocks ---- */

/* How far the line is indented, in columns; *bytes: by what. */
static int indentation(const char *s, size_t len, size_t *bytes)
{
	int columns = 0;
	size_t i = 0;

	while (i < len) {
		size_t wide = strlen(WIDE);

		if (s[i] == '\t')
			columns += TAB - columns % TAB;
		else if (s[i] == ' ')
			columns++;
		else if (len - i < wide || memcmp(s + i, WIDE, wide) != 0)
			break;
		else
			columns += 2;
		i += s[i] == ' ' || s[i] == '\t' ? 1 : wide;
	}
	*bytes = i;
	return columns;
}

/* A block that ends must have had something in it. */
static enum err end_block(struct parse *p)
{
	int line = p->line, head = p->block;

	p->block = 0;
	if (!head || p->block_steps > 0)
		return ERR_OK;
	p->line = head;
	parse_fail(p, 1, "nothing is indented under this \"within\"");
	p->line = line;
	return ERR_FIELD;
}

/* Is the line "within SPAN"? */
static bool heads_block(const struct lex *x, int64_t *within)
{
	int n;

	if (!lex_is(x, 0, "within"))
		return false;
	n = slot_span(x, 1, within);
	if (n == 0)
		return false;
	return x->tokens[1 + n].kind == LEX_END ||
		(x->tokens[1 + n].kind == LEX_COLON &&
			x->tokens[2 + n].kind == LEX_END);
}

/* Where the line stands, and what its block is. */
static enum err place(struct parse *p, const struct lex *x, int columns)
{
	int64_t within;
	enum err e = ERR_OK;

	if (!p->block || columns <= p->block_indent)
		e = end_block(p);
	if (e == ERR_OK && !p->block && columns > 0)
		e = parse_fail(p, x->tokens[0].column,
			"this line is indented, but no \"within 5 s\" stands "
			"above it");
	if (e || !lex_is(x, 0, "within"))
		return e;
	if (p->block)
		return parse_fail(p, x->tokens[0].column,
			"a block cannot stand in a block");
	if (!heads_block(x, &within))
		return parse_fail(p, x->tokens[1].column,
			"expected %s, and nothing behind it",
			slot_says(VERB_SPAN));
	p->block = p->line;
	p->block_indent = columns;
	p->block_within = within;
	p->block_steps = 0;
	return ERR_OK;
}

/* ---- lines ---- */

static enum err take_step(
	struct parse *p, struct lex *x, const char *s, size_t len, int columns)
{
	char *said = NULL;
	enum err e = place(p, x, columns);

	if (e || (p->block == p->line))
		return e;
	said = mem_strndup(s, trimmed(s, len));
	e = said ? parse_line(p, x, said) : ERR_NOMEM;
	p->block_steps++;
	mem_free(said);
	return e;
}

static enum err take_line(struct parse *p, const char *s, size_t len)
{
	struct lex_fault fault = {0};
	struct lex x;
	size_t blanks;
	int columns = indentation(s, len, &blanks);
	enum err e;

	if (len > FLOW_LINE)
		return parse_fail(
			p, 1, "a line has at most %d bytes", FLOW_LINE);
	e = lex_line(&x, s, len, &fault);
	if (e == ERR_FIELD)
		parse_fail(p, fault.column, "%s", fault.why);
	else if (e == ERR_OK && x.n > 0)
		e = take_step(p, &x, s + blanks, x.len - blanks, columns);
	else if (e == ERR_OK && blanks < len)
		e = take_comment(p, s + blanks + 1, len - blanks - 1);
	lex_fini(&x);
	return e;
}

static enum err take_lines(struct parse *p, const char *s, size_t len)
{
	const char *end = s + len;
	enum err e = ERR_OK;

	while (e == ERR_OK && s < end) {
		const char *eol = memchr(s, '\n', (size_t)(end - s));
		size_t size = (size_t)((eol ? eol : end) - s);

		p->line++;
		if (size > 0 && s[size - 1] == '\r')
			e = take_line(p, s, size - 1);
		else
			e = take_line(p, s, size);
		s = eol ? eol + 1 : end;
	}
	if (e == ERR_OK)
		e = end_block(p);
	if (e == ERR_OK && p->flow->n_steps == 0) {
		p->line = 1;
		e = parse_fail(p, 1, "nothing happens in this flow");
	}
	return e;
}

enum err flow_parse(const char *text, size_t len, struct flow **out,
	struct flow_fault *fault)
{
	struct parse p = {.fault = fault};
	enum err e;

	*out = NULL;
	*fault = (struct flow_fault){0};
	if (len > FLOW_SIZE)
		return parse_fail(
			&p, 1, "a flow has at most %d bytes", FLOW_SIZE);
	p.flow = mem_zero(sizeof(*p.flow));
	if (!p.flow)
		return ERR_NOMEM;
	if (len >= strlen(MARK) && memcmp(text, MARK, strlen(MARK)) == 0) {
		text += strlen(MARK);
		len -= strlen(MARK);
	}
	e = take_lines(&p, text, len);
	for (size_t i = 0; i < sizeof(p.hours) / sizeof(*p.hours); i++)
		mem_free(p.hours[i]);
	if (e)
		flow_destroy(&p.flow);
	*out = p.flow;
	return e;
}

void flow_destroy(struct flow **f)
{
	struct flow *dead = *f;

	*f = NULL;
	if (!dead)
		return;
	for (int i = 0; i < dead->n_steps; i++) {
		for (int k = 0; k < VERB_SLOTS; k++)
			mem_free(dead->steps[i].args[k].text);
		mem_free(dead->steps[i].said);
	}
	for (int i = 0; i < dead->n_people; i++) {
		mem_free(dead->people[i].name);
		mem_free(dead->people[i].groups);
		mem_free(dead->people[i].password);
	}
	for (int i = 0; i < dead->n_groups; i++)
		mem_free(dead->groups[i]);
	mem_free(dead->steps);
	mem_free(dead->title);
	mem_free(dead->rules);
	mem_free(dead);
}
