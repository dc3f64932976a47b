/* SPDX-License-Identifier: MIT */
#include "client/flow/lex.h"

#include <string.h>

#include "shared/mem.h"
#include "shared/utf8.h"

#define BLANK_WIDE 0x3000 /* what a Japanese input method types for a blank */

/* What opens a text, and what closes it.  Only the first kind has escapes. */
static const struct {
	uint32_t open, close;
} quotes[] = {
	{'"', '"'}, {0x201c, 0x201d}, /* as word processors have them */
	{0x300c, 0x300d},             /* 「」 */
};
#define QUOTES (sizeof(quotes) / sizeof(*quotes))

/* A line being read: the character at `at`, and where the next token goes. */
struct reader {
	struct lex *x;
	const char *s;
	size_t len, at;
	int column;
	char *to;
	struct lex_fault *fault;
};

/* The code point at `at`; 0 at the end.  *size: its bytes. */
static uint32_t peek(const struct reader *r, size_t at, size_t *size)
{
	uint32_t cp = 0;

	*size = 0;
	if (at < r->len)
		*size = utf8_decode(r->s + at, r->len - at, &cp);
	return cp;
}

static uint32_t here(const struct reader *r)
{
	size_t size;

	return peek(r, r->at, &size);
}

static void step(struct reader *r)
{
	size_t size;

	peek(r, r->at, &size);
	r->at += size;
	r->column++;
}

static bool is_blank(uint32_t cp)
{
	return cp == ' ' || cp == '\t' || cp == BLANK_WIDE;
}

static bool is_comma(uint32_t cp)
{
	return cp == ',' || cp == 0x3001 || cp == 0xff0c;
}

static int quote_of(uint32_t cp)
{
	for (size_t i = 0; i < QUOTES; i++)
		if (quotes[i].open == cp)
			return (int)i;
	return -1;
}

/* Does a word end before what stands at `at`? */
static bool ends_word(const struct reader *r, size_t at)
{
	size_t size;
	uint32_t cp = peek(r, at, &size);

	return size == 0 || is_blank(cp) || quote_of(cp) >= 0 || cp == 0x3001;
}

static enum err fault_at(struct reader *r, int column, const char *why)
{
	*r->fault = (struct lex_fault){column, why};
	return ERR_FIELD;
}

/* A token begins where the store is written next. */
static enum err begin(struct reader *r, enum lex_kind kind)
{
	if (r->x->n == LEX_TOKENS)
		return fault_at(r, r->column, "the line has too many words");
	r->x->tokens[r->x->n++] = (struct lex_token){kind, r->to, r->column};
	return ERR_OK;
}

static void copy(struct reader *r)
{
	size_t size;

	peek(r, r->at, &size);
	memcpy(r->to, r->s + r->at, size);
	r->to += size;
	step(r);
}

/* \" \\ and \n in "plain quotes". */
static enum err copy_escape(struct reader *r)
{
	uint32_t cp;

	step(r);
	cp = here(r);
	if (cp != '"' && cp != '\\' && cp != 'n')
		return fault_at(r, r->column,
			"after \\ comes one of \", \\ and n; write \\\\ for a "
			"backslash");
	if (cp == 'n') {
		*r->to++ = '\n';
		step(r);
	} else {
		copy(r);
	}
	return ERR_OK;
}

static enum err read_text(struct reader *r, int quote)
{
	int column = r->column;
	enum err e = begin(r, LEX_TEXT);

	step(r);
	while (e == ERR_OK && r->at < r->len &&
		here(r) != quotes[quote].close) {
		if (quote == 0 && here(r) == '\\')
			e = copy_escape(r);
		else
			copy(r);
	}
	if (e == ERR_OK && r->at >= r->len)
		e = fault_at(
			r, column, "the quotes that begin here are not closed");
	if (e == ERR_OK)
		step(r);
	*r->to++ = '\0';
	return e;
}

/* The bytes of the 's that ends what has been copied since `from`, or 0. */
static size_t possessive(const char *from, const char *to)
{
	static const char *const forms[] = {"'s", "’s"};
	size_t len = (size_t)(to - from);

	for (size_t i = 0; i < 2; i++) {
		size_t size = strlen(forms[i]);

		if (len > size && memcmp(to - size, forms[i], size) == 0)
			return size;
	}
	return 0;
}

static enum err read_word(struct reader *r)
{
	const char *from = r->to;
	enum err e = begin(r, LEX_WORD);
	size_t size;

	while (e == ERR_OK && !ends_word(r, r->at)) {
		uint32_t cp = peek(r, r->at, &size);

		if ((is_comma(cp) || cp == ':') && ends_word(r, r->at + size))
			break;
		copy(r);
	}
	size = possessive(from, r->to);
	if (e == ERR_OK && size > 0) {
		r->to -= size;
		*r->to++ = '\0';
		r->column -= 2;
		e = begin(r, LEX_WORD);
		r->column += 2;
		memcpy(r->to, "'s", 2);
		r->to += 2;
	}
	*r->to++ = '\0';
	return e;
}

static enum err read_mark(struct reader *r, enum lex_kind kind)
{
	enum err e = begin(r, kind);

	copy(r);
	*r->to++ = '\0';
	return e;
}

static enum err read_token(struct reader *r)
{
	uint32_t cp = here(r);

	if (quote_of(cp) >= 0)
		return read_text(r, quote_of(cp));
	if (is_comma(cp))
		return read_mark(r, LEX_COMMA);
	if (cp == ':')
		return read_mark(r, LEX_COLON);
	return read_word(r);
}

/* A line is UTF-8, and nothing in it that could drive a terminal. */
static enum err check(struct reader *r)
{
	for (; r->at < r->len; step(r)) {
		uint32_t cp = here(r);

		if (cp == UTF8_BAD)
			return fault_at(r, r->column, "this is not UTF-8");
		if ((cp < ' ' && cp != '\t') || (cp >= 0x7f && cp < 0xa0))
			return fault_at(r, r->column,
				"a control character stands here");
	}
	r->at = 0;
	r->column = 1;
	return ERR_OK;
}

enum err lex_line(
	struct lex *x, const char *s, size_t len, struct lex_fault *fault)
{
	struct reader r = {
		.x = x, .s = s, .len = len, .column = 1, .fault = fault};
	enum err e = check(&r);

	*x = (struct lex){0};
	/* Each token has a NUL behind it, and at least a byte before it. */
	x->store = mem_alloc(2 * len + 2);
	if (!x->store)
		return ERR_NOMEM;
	r.to = x->store;
	while (e == ERR_OK && r.at < len && here(&r) != '#') {
		if (is_blank(here(&r)))
			step(&r);
		else
			e = read_token(&r);
	}
	x->len = r.at;
	x->tokens[x->n] = (struct lex_token){LEX_END, "", r.column};
	return e;
}

void lex_fini(struct lex *x)
{
	mem_free(x->store);
	*x = (struct lex){0};
}

bool lex_is(const struct lex *x, int i, const char *word)
{
	return i < x->n && x->tokens[i].kind == LEX_WORD &&
		strcmp(x->tokens[i].text, word) == 0;
}
