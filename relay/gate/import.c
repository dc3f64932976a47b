/* SPDX-License-Identifier: MIT */
#include "relay/gate/import.h"

#include <assert.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utlist.h>

#include "relay/gate/admin_list.h"
#include "relay/gate/hub.h"
#include "relay/gate/popular.h"
#include "shared/mem.h"

#define REFUSALS 200 /* of one answer; the rest is asked for next */

struct import {
	struct import *next, *prev;
	struct imports *all;
	struct id id;
	struct trail_kept by;
	void *feed;
	struct reply *reply; /* of the piece that is being read */
	int64_t after;       /* that its refusals are asked from */
	bool busy, ended;
	int64_t used; /* steady us */
};

struct imports {
	struct hub *hub;
	struct import_io io;
	struct import *first;
	int n;
};

struct imports *import_all_new(struct hub *hub, const struct import_io *io)
{
	struct imports *all = mem_zero(sizeof(*all));

	if (all) {
		all->hub = hub;
		all->io = *io;
	}
	return all;
}

static void drop(struct import *i)
{
	i->all->io.end(i->all->io.ctx, i->feed);
	DL_DELETE(i->all->first, i);
	i->all->n--;
	mem_free(i);
}

void import_all_destroy(struct imports **all)
{
	while (*all && (*all)->first) {
		assert(!(*all)->first->busy);
		drop((*all)->first);
	}
	mem_free(*all);
	*all = NULL;
}

static const struct intake_state *state_of(const struct import *i)
{
	return i->all->io.state(i->all->io.ctx, i->feed);
}

void import_all_look(struct imports *all)
{
	int64_t now = hub_now(all->hub).steady;
	struct import *i, *next;

	DL_FOREACH_SAFE(all->first, i, next)
	{
		bool over = i->ended || state_of(i)->phase == INTAKE_FAILED;

		if (!i->busy &&
			now - i->used > (over ? IMPORT_KEEP : IMPORT_IDLE))
			drop(i);
	}
}

/* ---- answers ---- */

static const char *phase_word(enum intake_phase phase)
{
	static const char *const words[] = {
		[INTAKE_READING] = "reading",
		[INTAKE_INDEXING] = "indexing",
		[INTAKE_DONE] = "done",
		[INTAKE_FAILED] = "failed",
	};

	return words[phase];
}

json_t *import_refusal(const struct intake_refusal *r)
{
	json_t *value = json_pack("{s:I,s:s,s:s,s:s,s:s}", "line",
		(json_int_t)r->line, "column", r->column, "sku", r->sku,
		"reason", feed_reason_word(r->reason), "text",
		feed_reason_text(r->reason));

	if (value && r->first)
		json_object_set_new(
			value, "first", json_integer((json_int_t)r->first));
	return value;
}

static json_t *refusals(const struct intake_state *s, int64_t after)
{
	json_t *all = json_array();

	for (int64_t k = after; k < s->n_refusals && k < after + REFUSALS; k++)
		json_array_append_new(all, import_refusal(&s->refusals[k]));
	return all;
}

static void say(const struct import *i, int64_t after, struct reply *r)
{
	const struct intake_state *s = state_of(i);
	json_t *value = json_pack(
		"{s:s,s:s,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:b,s:o}",
		"import", i->id.s, "phase", phase_word(s->phase), "bytes",
		(json_int_t)s->totals.bytes, "rows", (json_int_t)s->totals.rows,
		"taken", (json_int_t)s->totals.taken, "refused",
		(json_int_t)s->totals.refused, "done", (json_int_t)s->done,
		"of", (json_int_t)s->of, "products", (json_int_t)s->products,
		"before", (json_int_t)s->before, "gone", (json_int_t)s->gone,
		"held", s->held, "refusals",
		i->busy ? json_array() : refusals(s, after));

	if (value && s->phase == INTAKE_FAILED) {
		json_object_set_new(
			value, "error", json_string(err_name(s->err)));
		json_object_set_new(value, "text", json_string(s->why));
		if (s->fault.reason != FEED_FINE)
			json_object_set_new(
				value, "fault", import_refusal(&s->fault));
	}
	admin_list_send(r, value);
}

/* ---- one that comes in ---- */

static void on_read(void *ctx)
{
	struct import *i = ctx;
	struct reply *r = i->reply;

	i->busy = false;
	i->reply = NULL;
	i->used = hub_now(i->all->hub).steady;
	say(i, i->after, r);
}

static void on_ended(void *ctx)
{
	struct import *i = ctx;
	struct imports *all = i->all;
	const struct intake_state *s = state_of(i);
	const char *retailer = i->by.who.retailer;

	i->busy = false;
	i->used = hub_now(all->hub).steady;
	if (!hub_tenant(all->hub, retailer)) {
		all->io.remove(all->io.ctx, retailer);
	} else if (s->phase == INTAKE_DONE) {
		trail_write(all->hub, &i->by.who,
			s->held ? AUDIT_CATALOG_HELD : AUDIT_CATALOG_IMPORTED,
			retailer);
		log_event(all->hub->log, LOG_INFO,
			s->held ? "catalog_held" : "catalog_imported",
			"retailer", retailer, NULL);
	} else {
		log_event(all->hub->log, LOG_WARN, "catalog_not_imported",
			"retailer", retailer, "why", s->why, NULL);
	}
}

static bool read_word(const char *said, const char *const *words, int *out)
{
	*out = 0;
	if (!said || !said[0])
		return true;
	for (int i = 1; words[i]; i++) {
		*out = i;
		if (strcmp(said, words[i]) == 0)
			return true;
	}
	return false;
}

const char *import_kinds(
	const char *format, const char *encoding, struct intake_config *config)
{
	static const char *const formats[] = {"", [FEED_CSV] = "csv",
		[FEED_TSV] = "tsv", [FEED_JSON_LINES] = "jsonl", NULL};
	static const char *const encodings[] = {
		"", [FEED_UTF8] = "utf-8", [FEED_CP932] = "shift_jis",
		[FEED_UTF16LE] = "utf-16le", [FEED_UTF16BE] = "utf-16be", NULL};
	int n;

	if (!read_word(format, formats, &n))
		return "format";
	config->format = (enum feed_format)n;
	if (!read_word(encoding, encodings, &n))
		return "encoding";
	config->encoding = (enum feed_encoding)n;
	return NULL;
}

/* The hosts of the retailer's own pages, one a line. */
static void add_hosts(const char *origins, struct buf *out)
{
	for (const char *at = strstr(origins, "://"); at;
		at = strstr(at, "://")) {
		size_t len = strcspn(at += 3, ":\n");

		buf_add(out, at, at[0] == '[' ? strcspn(at, "]") + 1 : len);
		buf_add_char(out, '\n');
	}
}

void import_fit(
	const struct tenant *t, struct buf *hosts, struct intake_config *config)
{
	add_hosts(t->rules->origins, hosts);
	config->hosts = buf_str(hosts);
	snprintf(config->currency, sizeof(config->currency), "%s",
		t->rules->currency);
}

/* Is one of this retailer coming in already? */
static bool is_coming(const struct imports *all, const char *retailer)
{
	const struct import *i;

	DL_FOREACH (all->first, i) {
		enum intake_phase phase = state_of(i)->phase;

		if (strcmp(i->by.who.retailer, retailer) == 0 &&
			(phase == INTAKE_READING || phase == INTAKE_INDEXING))
			return true;
	}
	return false;
}

/* Makes room by what is over. */
static bool has_room(struct imports *all)
{
	struct import *i, *next;

	DL_FOREACH_SAFE(all->first, i, next)
	{
		if (all->n >= IMPORT_MOST && !i->busy &&
			state_of(i)->phase >= INTAKE_DONE)
			drop(i);
	}
	return all->n < IMPORT_MOST && !all->hub->draining;
}

static struct import *make(struct imports *all, const struct trail_who *by,
	const struct intake_config *config)
{
	struct import *i = mem_zero(sizeof(*i));

	if (i)
		i->feed = all->io.begin(all->io.ctx, config);
	if (!i || !i->feed) {
		mem_free(i);
		return NULL;
	}
	i->all = all;
	i->id = hub_id(all->hub);
	trail_keep(&i->by, by);
	i->used = hub_now(all->hub).steady;
	DL_APPEND(all->first, i);
	all->n++;
	return i;
}

/* One that begins once it is known what is popular. */
struct beginning {
	struct imports *all;
	struct trail_kept by;
	struct reply *reply;
	struct intake_config config;
};

static void on_popular(void *ctx, const struct db_catalog_popular *rows, int n)
{
	struct beginning *b = ctx;
	const char *retailer = b->by.retailer;
	const struct tenant *t = hub_tenant(b->all->hub, retailer);
	struct import *i = NULL;
	struct buf hosts;

	buf_init(&hosts, IMPORT_HOSTS);
	b->config.retailer = retailer;
	b->config.popular = rows;
	b->config.n_popular = n;
	if (t)
		import_fit(t, &hosts, &b->config);
	if (!t)
		answer_fail(b->reply, ERR_RETAILER);
	else if (is_coming(b->all, retailer))
		answer_error(b->reply, ERR_FULL,
			"Another import of this catalogue is running.", 0);
	else if (!hosts.err && has_room(b->all) &&
		(i = make(b->all, &b->by.who, &b->config)))
		say(i, 0, b->reply);
	else
		answer_fail(b->reply, ERR_FULL);
	buf_fini(&hosts);
	mem_free(b);
}

static void begin(struct imports *all, const struct trail_who *by,
	const struct intake_config *config, struct reply *r)
{
	struct beginning *b = mem_zero(sizeof(*b));

	if (b) {
		b->all = all;
		b->reply = r;
		b->config = *config;
		trail_keep(&b->by, by);
	}
	if (!b || !popular_ask(all->hub, b->by.retailer, on_popular, b)) {
		mem_free(b);
		answer_fail(r, ERR_FULL);
	}
}

void import_begin(struct imports *all, const struct trail_who *by,
	const struct wire_ctl_import *m, struct reply *r)
{
	struct intake_config config = {
		.force = m->force,
		.now = hub_now(all->hub).wall,
	};
	const char *wrong = import_kinds(m->format, m->encoding, &config);
	char text[160];

	if (!hub_tenant(all->hub, m->retailer)) {
		answer_fail(r, ERR_RETAILER);
	} else if (wrong) {
		snprintf(text, sizeof(text), "%s (%s)", err_text(ERR_FIELD),
			wrong);
		answer_error(r, ERR_FIELD, text, 0);
	} else {
		begin(all, by, &config, r);
	}
}

/* The one that the query names, or the answer has been given. */
static struct import *find(struct imports *all, const char *retailer,
	const struct request *q, struct reply *r, int64_t *after)
{
	char id[ID_LEN + 2], text[24];
	struct import *i;

	answer_query(q, "import", id, sizeof(id));
	*after =
		strtoll(answer_query(q, "after", text, sizeof(text)), NULL, 10);
	*after = *after < 0 ? 0 : *after;
	DL_FOREACH (all->first, i) {
		if (strcmp(i->id.s, id) == 0 &&
			strcmp(i->by.who.retailer, retailer) == 0)
			return i;
	}
	answer_error(r, ERR_UNKNOWN,
		"There is no such import; it may have been given up.", 0);
	return NULL;
}

void import_piece(struct imports *all, const char *retailer,
	const struct request *q, struct reply *r)
{
	int64_t after;
	struct import *i = find(all, retailer, q, r, &after);

	if (!i)
		return;
	if (i->busy || i->ended) {
		answer_fail(r, ERR_WRONG_STATE);
		return;
	}
	if (state_of(i)->phase != INTAKE_READING || q->len == 0) {
		say(i, after, r);
		return;
	}
	i->busy = true;
	i->reply = r;
	i->after = after;
	all->io.read(all->io.ctx, i->feed, q->body, q->len, on_read, i);
}

void import_end(struct imports *all, const char *retailer,
	const struct request *q, struct reply *r)
{
	int64_t after;
	struct import *i = find(all, retailer, q, r, &after);

	if (!i)
		return;
	if (i->busy || i->ended) {
		answer_fail(r, ERR_WRONG_STATE);
		return;
	}
	i->ended = true;
	if (state_of(i)->phase == INTAKE_READING) {
		i->busy = true;
		all->io.read(all->io.ctx, i->feed, NULL, 0, on_ended, i);
	}
	say(i, after, r);
}

void import_show(struct imports *all, const char *retailer,
	const struct request *q, struct reply *r)
{
	int64_t after;
	struct import *i = find(all, retailer, q, r, &after);

	if (i)
		say(i, after, r);
}
