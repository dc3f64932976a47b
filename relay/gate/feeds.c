/* SPDX-License-Identifier: MIT */
#include "relay/gate/feeds.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <utlist.h>

#include "relay/fetch/hosts.h"
#include "relay/gate/feeds_row.h"
#include "relay/gate/find.h"
#include "relay/gate/harvest.h"
#include "relay/gate/hub.h"
#include "relay/gate/import.h"
#include "relay/gate/popular.h"
#include "relay/store/store_feed.h"
#include "shared/mem.h"
#include "shared/times.h"

#define BUSY_WAIT TIMES_MINUTE /* until a catalogue is free again */

struct feed_of {
	struct feed_of *next, *prev;
	struct store_feed row; /* its strings are its own */
	int changing; /* requests to the store that change what is set */
};

/* One that is being fetched: `busy`, and `feed` unless it has been changed or
 * taken away meanwhile. */
struct fetching {
	struct feeds *all;
	bool busy;
	struct feed_of *feed;
	char retailer[LIMIT_SLUG + 1];
	int64_t began; /* us UTC */
	/* What it became last is there still, waits, or was refused. */
	bool own, held;
	bool renew; /* feeds_renew() came meanwhile */
};

struct feeds {
	struct hub *hub;
	struct feeds_io io;
	struct feed_of *first;
	struct fetching tries[LIMIT_FEEDS_AT_ONCE];
	void (*loaded)(void *ctx, enum err e);
	void *ctx;
};

struct feeds *feeds_new(struct hub *hub, const struct feeds_io *io)
{
	struct feeds *all = mem_zero(sizeof(*all));

	if (all) {
		all->hub = hub;
		all->io = *io;
		for (int i = 0; i < LIMIT_FEEDS_AT_ONCE; i++)
			all->tries[i].all = all;
	}
	return all;
}

/* ---- rows ---- */

static struct feed_of *find(const struct feeds *all, const char *retailer)
{
	struct feed_of *f;

	DL_FOREACH (all->first, f) {
		if (strcmp(f->row.retailer, retailer) == 0)
			return f;
	}
	return NULL;
}

static void drop(struct feeds *all, struct feed_of *f)
{
	DL_DELETE(all->first, f);
	feeds_row_clear(&f->row);
	mem_free(f);
}

void feeds_destroy(struct feeds **all)
{
	if (*all) {
		assert(feeds_pending(*all) == 0);
		while ((*all)->first)
			drop(*all, (*all)->first);
		mem_free(*all);
	}
	*all = NULL;
}

/* Whoever finds products is told how old they are. */
static void tell_tenant(const struct feeds *all, const struct store_feed *row)
{
	struct tenant *t = hub_tenant(all->hub, row->retailer);

	if (t) {
		t->feed_made = row->made;
		t->feed_checked = row->checked;
	}
}

/* It is like that from now on. */
static enum err put(struct feeds *all, const struct store_feed *row)
{
	struct feed_of *f = find(all, row->retailer);
	struct store_feed fresh;

	if (!feeds_row_copy(row, &fresh))
		return ERR_NOMEM;
	if (!f) {
		f = mem_zero(sizeof(*f));
		if (!f) {
			feeds_row_clear(&fresh);
			return ERR_NOMEM;
		}
		DL_APPEND(all->first, f);
	}
	feeds_row_clear(&f->row);
	f->row = fresh;
	tell_tenant(all, &f->row);
	return ERR_OK;
}

static void on_feeds(
	void *ctx, enum err e, const struct store_feed *rows, int n)
{
	struct feeds *all = ctx;

	for (int i = 0; i < n && !e; i++)
		e = put(all, &rows[i]);
	all->loaded(all->ctx, e);
}

void feeds_load(struct feeds *all, void (*fn)(void *ctx, enum err e), void *ctx)
{
	all->loaded = fn;
	all->ctx = ctx;
	store_feeds(all->hub->store, on_feeds, all);
}

int feeds_pending(const struct feeds *all)
{
	int n = 0;

	for (int i = 0; i < LIMIT_FEEDS_AT_ONCE; i++)
		n += all->tries[i].busy;
	return n;
}

/* What is being fetched of it, unless it has been changed; or NULL. */
static struct fetching *try_of(const struct feeds *all, const struct feed_of *f)
{
	for (int i = 0; f && i < LIMIT_FEEDS_AT_ONCE; i++)
		if (all->tries[i].feed == f)
			return (struct fetching *)&all->tries[i];
	return NULL;
}

/* What is being fetched of it is worth nothing any more. */
static void let_go(struct feeds *all, const struct feed_of *f)
{
	struct fetching *t = try_of(all, f);

	if (t) {
		t->feed = NULL;
		all->io.stop(all->io.ctx, t->retailer);
	}
}

static void on_kept(void *ctx, enum err e)
{
	struct feeds *all = ctx;

	if (e != ERR_OK && e != ERR_UNKNOWN)
		log_event(all->hub->log, LOG_ERROR, "feed_not_kept", "error",
			err_name(e), NULL);
}

void feeds_decline(struct feeds *all, const char *retailer, int64_t made)
{
	struct feed_of *f = find(all, retailer);

	if (!f || f->changing || f->row.made != made)
		return;
	f->row.declined = 1;
	store_put_feed(all->hub->store, &f->row, on_kept, all);
}

/* What is there is no longer what the feed is, which is due. */
static void forget_made(struct store_feed *row)
{
	row->made = row->declined = row->due = 0;
}

void feeds_renew(struct feeds *all, const char *retailer)
{
	struct feed_of *f = find(all, retailer);
	struct fetching *t = try_of(all, f);

	if (!f || f->changing)
		return; /* what is being set is fetched anyway */
	if (t)
		t->renew = true;
	forget_made(&f->row);
	store_put_feed(all->hub->store, &f->row, on_kept, all);
}

void feeds_forget(struct feeds *all, const char *retailer)
{
	struct feed_of *f = find(all, retailer);

	let_go(all, f);
	if (f)
		drop(all, f);
}

/* ---- after a try ---- */

static void write_trail(struct feeds *all, const struct store_feed *row,
	const struct intake_state *s)
{
	const struct trail_who by = {
		.retailer = row->retailer, .id = AUDIT_FEED, .name = ""};
	bool fine = row->fails == 0;

	log_event(all->hub->log, fine ? LOG_INFO : LOG_WARN, "feed", "retailer",
		row->retailer, "result", row->result, "because",
		fine ? NULL : row->why, NULL);
	if (s->phase == INTAKE_DONE)
		trail_write(all->hub, &by,
			s->held ? AUDIT_CATALOG_HELD : AUDIT_CATALOG_IMPORTED,
			row->retailer);
}

static void settle(struct fetching *t, const struct fetch_result *result,
	const struct intake_state *s)
{
	struct feeds *all = t->all;
	struct store_feed row = t->feed->row;
	char why[FETCH_WHY];
	char *rows = NULL;
	uint32_t random;

	all->hub->io.random(all->hub->io.ctx, &random, sizeof(random));
	harvest_judge(&row, t->began, t->held, result, s, why);
	harvest_due(
		&row, t->began, result->again, hub_now(all->hub).wall, random);
	if (result->end == FETCH_FINE || result->end == FETCH_SPILT) {
		rows = harvest_rows(s);
		row.rows = rows ? rows : "";
	}
	write_trail(all, &row, s);
	if (t->renew)
		forget_made(&row);
	/* Out of memory it is tried again; what it came to is in the log. */
	if (put(all, &row) == ERR_OK)
		store_put_feed(all->hub->store, &t->feed->row, on_kept, all);
	else
		t->feed->row.due = row.due;
	mem_free(rows);
}

static void on_fetched(void *ctx, const struct fetch_result *result,
	const struct intake_state *s)
{
	struct fetching *t = ctx;
	struct feeds *all = t->all;

	t->busy = false;
	if (!hub_tenant(all->hub, t->retailer))
		all->io.remove(all->io.ctx, t->retailer);
	else if (t->feed && harvest_put_off(result, s))
		t->feed->row.due = hub_now(all->hub).wall + BUSY_WAIT;
	else if (t->feed)
		settle(t, result, s);
	t->feed = NULL;
}

/* ---- a try ---- */

static void put_off(struct fetching *t)
{
	t->busy = false;
	if (t->feed)
		t->feed->row.due = hub_now(t->all->hub).wall + BUSY_WAIT;
	t->feed = NULL;
}

/* Is what this feed became last there, held back, or refused? */
static void look_at(struct fetching *t, const struct lookup_answer *a)
{
	const struct store_feed *row = &t->feed->row;
	bool known = a->err == ERR_OK && row->made;

	t->held = known && a->held && a->held_made == row->made;
	t->own = t->held || row->declined ||
		(known && a->there && a->made == row->made);
}

static void on_popular(void *ctx, const struct db_catalog_popular *rows, int n)
{
	struct fetching *t = ctx;
	struct feeds *all = t->all;
	struct feed_of *f = t->feed;
	const struct tenant *tenant = hub_tenant(all->hub, t->retailer);
	struct intake_order order = {.etag = "", .modified = "", .hash = ""};
	struct buf hosts;

	if (!f || !tenant || all->hub->draining) {
		put_off(t);
		return;
	}
	order.url = f->row.url;
	if (t->own) {
		order.etag = f->row.etag;
		order.modified = f->row.modified;
		order.hash = f->row.hash;
	}
	order.config.retailer = t->retailer;
	order.config.now = t->began;
	order.config.popular = rows;
	order.config.n_popular = n;
	import_kinds(f->row.format, f->row.encoding, &order.config);
	buf_init(&hosts, IMPORT_HOSTS);
	import_fit(tenant, &hosts, &order.config);
	if (hosts.err || !all->io.begin(all->io.ctx, &order, on_fetched, t))
		put_off(t);
	buf_fini(&hosts);
}

static void on_about(void *ctx, const struct lookup_answer *a)
{
	struct fetching *t = ctx;
	struct feeds *all = t->all;

	if (t->feed)
		look_at(t, a);
	if (!t->feed || all->hub->draining || a->err == ERR_FULL ||
		!popular_ask(all->hub, t->retailer, on_popular, t))
		put_off(t);
}

static void begin(struct feeds *all, struct fetching *t, struct feed_of *f)
{
	t->busy = true;
	t->renew = false;
	t->feed = f;
	t->began = hub_now(all->hub).wall;
	snprintf(t->retailer, sizeof(t->retailer), "%s", f->row.retailer);
	find_ask(all->hub->finds, t->retailer, LOOKUP_ABOUT, "", on_about, t);
}

/* What is farther off than is ever set was set by a clock that ran ahead. */
static bool is_due(const struct store_feed *row, int64_t now)
{
	int64_t most = row->every + row->every / 2;

	if (most < FETCH_AGAIN_MOST)
		most = FETCH_AGAIN_MOST;
	return row->due <= now || row->due - now > most;
}

/* Is something of that retailer still being fetched, though it may be worth
 * nothing any more? */
static bool is_fetched(const struct feeds *all, const char *retailer)
{
	for (int i = 0; i < LIMIT_FEEDS_AT_ONCE; i++)
		if (all->tries[i].busy &&
			strcmp(all->tries[i].retailer, retailer) == 0)
			return true;
	return false;
}

/* The one that has been due for longest; NULL: none is. */
static struct feed_of *next_due(const struct feeds *all)
{
	int64_t now = hub_now(all->hub).wall;
	struct feed_of *f, *next = NULL;

	DL_FOREACH (all->first, f) {
		const struct tenant *t = hub_tenant(all->hub, f->row.retailer);

		if (t && !t->shut && !f->changing && is_due(&f->row, now) &&
			(!next || f->row.due < next->row.due) &&
			!is_fetched(all, f->row.retailer))
			next = f;
	}
	return next;
}

void feeds_look(struct feeds *all)
{
	struct feed_of *next;

	for (int i = 0; i < LIMIT_FEEDS_AT_ONCE && !all->hub->draining; i++) {
		if (all->tries[i].busy)
			continue;
		next = next_due(all);
		if (!next)
			return;
		begin(all, &all->tries[i], next);
	}
}

/* ---- what is set ---- */

struct change {
	struct feeds *all;
	struct reply *reply;
	struct trail_kept by;
	struct store_feed row; /* its strings are its own; url "": stop */
};

static void end(struct change *c, enum err e)
{
	struct feeds *all = c->all;
	struct feed_of *f = find(all, c->by.retailer);
	bool stop = !c->row.url[0];
	char host[HOSTS_NAME];

	hosts_name(stop && f ? f->row.url : c->row.url, host);
	if (f && f->changing)
		f->changing--;
	if (e == ERR_OK && stop && f)
		drop(all, f);
	else if (e == ERR_OK && !stop)
		e = put(all, &c->row);
	if (e == ERR_OK) {
		trail_write(all->hub, &c->by.who,
			stop ? AUDIT_CATALOG_FEED_STOPPED : AUDIT_CATALOG_FEED,
			host);
		answer_done(c->reply);
		feeds_look(all);
	} else {
		answer_fail(
			c->reply, e == ERR_UNKNOWN && !stop ? ERR_RETAILER : e);
	}
	feeds_row_clear(&c->row);
	mem_free(c);
}

static void on_changed(void *ctx, enum err e)
{
	end(ctx, e);
}

/* The row is copied; its url "" is none. */
static void change(struct feeds *all, const struct trail_who *by,
	const struct store_feed *row, struct reply *r)
{
	struct change *c = mem_zero(sizeof(*c));
	struct feed_of *f = find(all, row->retailer);

	if (!c || !feeds_row_copy(row, &c->row)) {
		mem_free(c);
		answer_fail(r, ERR_FULL);
		return;
	}
	c->all = all;
	c->reply = r;
	trail_keep(&c->by, by);
	let_go(all, f);
	if (f)
		f->changing++;
	if (row->url[0])
		store_put_feed(all->hub->store, &c->row, on_changed, c);
	else
		store_drop_feed(all->hub->store, row->retailer, on_changed, c);
}

static void refuse(struct reply *r, const char *why, const char *field)
{
	char text[200];

	snprintf(text, sizeof(text), "%.180s (%s)", why, field);
	answer_error(r, ERR_FIELD, text, 0);
}

static void set(struct feeds *all, const struct trail_who *by,
	const struct wire_ctl_feed *m, struct reply *r)
{
	enum fetch_end end = all->io.allowed(all->io.ctx, m->url);
	struct intake_config config;
	const char *wrong = import_kinds(m->format, m->encoding, &config);
	struct store_feed row = {
		.retailer = m->retailer,
		.url = m->url,
		.format = m->format,
		.encoding = m->encoding,
		.every = m->every ? m->every * 1000 : FEEDS_USUAL,
		.due = hub_now(all->hub).wall,
	};

	if (end != FETCH_FINE)
		refuse(r, fetch_text(end), "url");
	else if (wrong)
		refuse(r, err_text(ERR_FIELD), wrong);
	else if (m->every > FEEDS_MOST / 1000 || row.every < FEEDS_LEAST)
		refuse(r, "A feed is fetched every 5 minutes to every 30 days.",
			"every");
	else
		change(all, by, &row, r);
}

void feeds_change(struct feeds *all, const struct trail_who *by,
	const struct wire_ctl_feed *m, struct reply *r)
{
	struct feed_of *f = find(all, m->retailer);

	if (!hub_tenant(all->hub, m->retailer)) {
		answer_fail(r, ERR_RETAILER);
	} else if (m->url && !m->stop) {
		set(all, by, m, r);
	} else if (!f) {
		answer_error(r, ERR_UNKNOWN,
			"This retailer's catalogue comes from no feed.", 0);
	} else if (m->stop) {
		change(all, by,
			&(struct store_feed){
				.retailer = m->retailer, .url = ""},
			r);
	} else {
		f->row.due = 0;
		f->row.declined = 0; /* somebody wants it after all */
		answer_done(r);
		feeds_look(all);
	}
}

/* ---- what is told ---- */

bool feeds_from(const struct feeds *all, const char *retailer, const char *host)
{
	const struct feed_of *f = find(all, retailer);
	char name[HOSTS_NAME];

	if (!f)
		return false;
	hosts_name(f->row.url, name);
	return strcmp(name, host) == 0;
}

void feeds_show(const struct feeds *all, const char *retailer, bool whole,
	json_t *value)
{
	const struct feed_of *f = find(all, retailer);
	const struct store_feed *row = f ? &f->row : NULL;
	char host[HOSTS_NAME];
	json_t *feed, *rows;

	if (!row || !value)
		return;
	hosts_name(row->url, host);
	feed = json_pack("{s:s,s:I,s:s,s:s,s:b,s:I,s:I,s:s,s:s,s:I,s:I,s:I}",
		"url", whole ? row->url : host, "every",
		(json_int_t)(row->every / 1000), "format", row->format,
		"encoding", row->encoding, "fetching", try_of(all, f) != NULL,
		"tried", (json_int_t)row->tried, "checked",
		(json_int_t)row->checked, "result", row->result, "text",
		row->why, "next", (json_int_t)row->due, "taken",
		(json_int_t)row->taken, "refused", (json_int_t)row->refused);
	rows = row->rows[0] ? json_loads(row->rows, 0, NULL) : json_array();
	if (feed && rows)
		json_object_set(feed, "refusals", rows);
	json_decref(rows);
	if (feed)
		json_object_set_new(value, "feed", feed);
}
