/* SPDX-License-Identifier: MIT */
#include "relay/ctl/outcome.h"

#include <assert.h>
#include <jansson.h>
#include <string.h>

#include "shared/mem.h"

static const struct {
	enum outcome outcome;
	const char *name, *text;
} outcomes[] = {
#define OUTCOME_ROW(code, status, name_, text_) \
	{.outcome = OUTCOME_##code, .name = name_, .text = text_},
	OUTCOME_TABLE(OUTCOME_ROW)
#undef OUTCOME_ROW
};
#define N_OUTCOMES (sizeof(outcomes) / sizeof(outcomes[0]))

enum outcome outcome_of(const char *error)
{
	switch (err_from_name(error)) {
	case ERR_RETAILER:
	case ERR_UNKNOWN:
	case ERR_INVITE:
	case ERR_CHAT:
		return OUTCOME_UNKNOWN;
	case ERR_RATE:
	case ERR_FLOOD:
	case ERR_FULL:
	case ERR_NOT_KEPT:
	case ERR_RESTART:
	case ERR_NOMEM:
		return OUTCOME_BUSY;
	default:
		return OUTCOME_REFUSED;
	}
}

const char *outcome_name(enum outcome o)
{
	assert(o < N_OUTCOMES && outcomes[o].outcome == o);
	return outcomes[o].name;
}

const char *outcome_text(enum outcome o)
{
	assert(o < N_OUTCOMES && outcomes[o].outcome == o);
	return outcomes[o].text;
}

static enum err say_json(
	const char *error, const char *text, bool ascii, struct buf *out)
{
	json_t *value = json_pack("{s:s,s:s}", "error", error, "text", text);
	char *said = NULL;
	enum err e;

	/* What is no UTF-8 was on the command line. */
	if (!value)
		value = json_pack("{s:s,s:s}", "error", error, "text",
			err_text(ERR_UTF8));
	if (value)
		said = json_dumps(
			value, JSON_COMPACT | (ascii ? JSON_ENSURE_ASCII : 0));
	e = said ? buf_addf(out, "%s\n", said) : ERR_NOMEM;
	mem_free(said);
	json_decref(value);
	return e;
}

enum err outcome_say(enum outcome o, const char *error, const char *text,
	bool json, bool ascii, struct buf *out)
{
	bool relays = o == OUTCOME_REFUSED || o == OUTCOME_UNKNOWN ||
		o == OUTCOME_BUSY;

	if (json)
		return say_json(error, text, ascii, out);
	buf_addf(out, "norenctl: %s", text);
	if (relays)
		buf_addf(out, " [%s]", error);
	return buf_add_char(out, '\n');
}
