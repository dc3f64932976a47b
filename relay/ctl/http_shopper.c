/* SPDX-License-Identifier: MIT */
#include "relay/ctl/http_shopper.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "relay/ctl/ask.h"
#include "relay/ctl/find.h"
#include "relay/ctl/http_ctl.h"
#include "shared/err.h"
#include "shared/mem.h"
#include "shared/wire.h"

#define ANSWER_MOST (16 * 1024 * 1024) /* bytes */

struct work {
	const struct http_shopper *s;
	struct http_ctl *http;
	struct buf *code, *text; /* what is wrong */
	struct buf answer;       /* the last one */
};

/* ---- asking ---- */

static enum outcome say(
	struct work *w, const char *method, const char *path, const char *body)
{
	const struct http_ctl_what what = {
		method, path, body, body ? strlen(body) : 0, HTTP_CTL_PATIENT};
	char why[HTTP_CTL_WHY] = "not enough memory";
	int status = 0;

	buf_clear(&w->answer);
	if (!w->http ||
		http_ctl_say(w->http, &what, &status, &w->answer, why) !=
			ERR_OK) {
		buf_add_str(w->code, outcome_name(OUTCOME_NO_RELAY));
		buf_add_str(w->text, why);
		return OUTCOME_NO_RELAY;
	}
	if (status == 200 || status == 204)
		return OUTCOME_FINE;
	find_error(buf_str(&w->answer), w->code, w->text);
	if (!w->code->len)
		buf_add_str(w->code, outcome_name(OUTCOME_REFUSED));
	return outcome_of(buf_str(w->code));
}

static enum outcome post(
	struct work *w, const char *path, const struct wire_msg *m)
{
	enum outcome o = OUTCOME_REFUSED;
	struct buf body;

	buf_init(&body, LIMIT_HTTP_BODY);
	if (wire_encode(m, &body) == ERR_OK)
		o = say(w, "POST", path, buf_str(&body));
	else
		buf_add_str(w->code, err_name(ERR_NOMEM));
	buf_fini(&body);
	return o;
}

/* ---- one shopper ---- */

/* Each is JSON already, in UTF-8. */
static void print_line(const char *line, bool ascii)
{
	json_t *value = ascii ? json_loads(line, 0, NULL) : NULL;
	char *text = value ? json_dumps(value, JSON_COMPACT | JSON_ENSURE_ASCII)
			   : NULL;

	printf("%s\n", text ? text : line);
	mem_free(text);
	json_decref(value);
}

static void print_lines(const json_t *lines, bool ascii)
{
	const json_t *line;
	size_t i;

	json_array_foreach(lines, i, line)
	{
		print_line(json_string_value(line), ascii);
	}
}

static enum outcome print_kept(struct work *w, const char *shopper)
{
	char path[ASK_PATH];
	enum outcome o;
	int64_t at = 0;

	do {
		json_t *root;

		snprintf(path, sizeof(path),
			"/shopper-lines?retailer=%s&shopper=%s&at=%" PRId64,
			w->s->line->args[0], shopper, at);
		o = say(w, "GET", path, NULL);
		if (o != OUTCOME_FINE)
			return o;
		root = json_loads(buf_str(&w->answer), 0, NULL);
		print_lines(json_object_get(root, "lines"), w->s->ascii);
		at = find_number(root, "at");
		json_decref(root);
	} while (at > 0 && !ferror(stdout));
	return OUTCOME_FINE;
}

static enum outcome erase(struct work *w, const char *shopper)
{
	struct wire_msg m = {.type = WIRE_T_CTL_ERASE};

	m.ctl_erase.retailer = w->s->line->args[0];
	m.ctl_erase.shopper = id_from_str(shopper);
	return post(w, "/shopper-erase", &m);
}

static enum outcome correct(struct work *w, const char *shopper)
{
	struct wire_msg m = {.type = WIRE_T_CTL_CORRECT};

	m.ctl_correct.retailer = w->s->line->args[0];
	m.ctl_correct.shopper = id_from_str(shopper);
	m.ctl_correct.name = w->s->line->name;
	m.ctl_correct.address = w->s->line->address;
	return post(w, "/shopper-correct", &m);
}

static enum outcome one(struct work *w, const char *shopper)
{
	if (!id_valid(shopper))
		return OUTCOME_FINE; /* the relay names none that is not */
	switch (w->s->line->id) {
	case COMMAND_SHOPPER_EXPORT:
		return print_kept(w, shopper);
	case COMMAND_SHOPPER_ERASE:
		return erase(w, shopper);
	default:
		return correct(w, shopper);
	}
}

/* ---- all that were found ---- */

static const json_t *found_in(json_t *root)
{
	return json_object_get(root, "shoppers");
}

static int64_t sum(const json_t *all, const char *field)
{
	const json_t *each;
	int64_t n = 0;
	size_t i;

	json_array_foreach(all, i, each)
	{
		n += find_number(each, field);
	}
	return n;
}

static void add_name(const json_t *all, struct buf *out)
{
	const json_t *first = json_array_get(all, 0);

	if (json_array_size(all) > 1)
		buf_addf(out, "these %zu shoppers", json_array_size(all));
	else if (find_text(first, "name")[0])
		buf_add_str(out, find_text(first, "name"));
	else if (find_number(first, "guest"))
		buf_addf(out, "Guest %" PRId64, find_number(first, "guest"));
	else
		buf_add_str(out, "this shopper");
}

void http_shopper_question(const struct http_shopper *s, struct buf *out)
{
	json_t *root = json_loads(s->found, 0, NULL);
	const json_t *all = found_in(root);

	buf_add_str(out, "Erase what is kept of ");
	add_name(all, out);
	buf_addf(out,
		" (chats: %" PRId64 ", enquiries: %" PRId64 ", orders: %" PRId64
		")?",
		sum(all, "chats"), sum(all, "enquiries"), sum(all, "orders"));
	json_decref(root);
}

static void begin(struct work *w, const struct http_shopper *s,
	struct buf *code, struct buf *text)
{
	*w = (struct work){.s = s, .code = code, .text = text};
	buf_init(&w->answer, ANSWER_MOST);
	w->http = http_ctl_new(s->socket);
}

static void end(struct work *w)
{
	http_ctl_destroy(&w->http);
	buf_fini(&w->answer);
}

static enum outcome all_of(struct work *w, const json_t *all)
{
	enum outcome o = OUTCOME_FINE;
	const json_t *each;
	size_t i;

	json_array_foreach(all, i, each)
	{
		if (o == OUTCOME_FINE)
			o = one(w, find_text(each, "shopper"));
	}
	return o;
}

/* More of them than the relay names at once are found again. */
static enum outcome erase_all(struct work *w, json_t **root, size_t *n)
{
	enum outcome o;

	do {
		*n += json_array_size(found_in(*root));
		o = all_of(w, found_in(*root));
		if (o == OUTCOME_FINE)
			o = say(w, "POST", "/shopper-find", w->s->body);
		json_decref(*root);
		*root = json_loads(buf_str(&w->answer), 0, NULL);
	} while (o == OUTCOME_FINE && json_array_size(found_in(*root)) > 0);
	return o;
}

enum outcome http_shopper_run(const struct http_shopper *s, struct buf *answer,
	struct buf *code, struct buf *text)
{
	json_t *root = json_loads(s->found, 0, NULL);
	size_t n = json_array_size(found_in(root));
	enum outcome o;
	struct work w;

	begin(&w, s, code, text);
	if (n == 0) {
		buf_add_str(code, err_name(ERR_UNKNOWN));
		buf_add_str(text, "nothing is kept of them");
		o = OUTCOME_UNKNOWN;
	} else if (s->line->id == COMMAND_SHOPPER_ERASE) {
		n = 0;
		o = erase_all(&w, &root, &n);
	} else {
		o = all_of(&w, found_in(root));
	}
	if (o == OUTCOME_FINE)
		buf_addf(answer, "{\"shoppers\":%zu}", n);
	end(&w);
	json_decref(root);
	return o;
}

/* ---- the retention ---- */

enum outcome http_shopper_expire(const struct http_shopper *s,
	struct buf *answer, struct buf *code, struct buf *text)
{
	static const char *const counts[] = {
		"chats", "enquiries", "sales", "claims", "shoppers"};
	int64_t gone[5] = {0};
	json_t *root = NULL;
	enum outcome o;
	struct work w;
	char *line;

	begin(&w, s, code, text);
	do {
		json_decref(root);
		o = say(&w, "POST", "/expire", s->body);
		root = json_loads(buf_str(&w.answer), 0, NULL);
		for (int i = 0; i < 5; i++)
			gone[i] += find_number(root, counts[i]);
	} while (o == OUTCOME_FINE && find_flag(root, "more"));
	for (int i = 0; i < 5; i++)
		json_object_set_new(root, counts[i], json_integer(gone[i]));
	line = o == OUTCOME_FINE ? json_dumps(root, JSON_COMPACT) : NULL;
	if (line)
		buf_add_str(answer, line);
	mem_free(line);
	json_decref(root);
	end(&w);
	return o;
}
