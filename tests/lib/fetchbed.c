/* SPDX-License-Identifier: MIT */
#include "tests/lib/fetchbed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "relay/gate/find.h"
#include "shared/times.h"

static struct fetchbed_fetch *fetch_of(struct fetchbed *b, const char *retailer)
{
	for (int i = 0; i < LIMIT_FEEDS_AT_ONCE; i++)
		if (strcmp(b->fetches[i].retailer, retailer) == 0)
			return &b->fetches[i];
	return NULL;
}

static bool io_begin(void *ctx, const struct intake_order *order,
	intake_fetched_fn fn, void *fn_ctx)
{
	struct fetchbed *b = ctx;
	struct fetchbed_fetch *f;

	assert_null(fetch_of(b, order->config.retailer)); /* one each */
	if (b->full)
		return false;
	f = fetch_of(b, "");
	assert_non_null(f);
	b->going = true;
	b->begun++;
	snprintf(
		b->retailer, sizeof(b->retailer), "%s", order->config.retailer);
	snprintf(b->url, sizeof(b->url), "%s", order->url);
	snprintf(b->etag, sizeof(b->etag), "%s", order->etag);
	snprintf(b->modified, sizeof(b->modified), "%s", order->modified);
	snprintf(b->hash, sizeof(b->hash), "%s", order->hash);
	b->made = order->config.now;
	*f = (struct fetchbed_fetch){
		.made = b->made, .fn = fn, .fn_ctx = fn_ctx};
	snprintf(f->retailer, sizeof(f->retailer), "%s", b->retailer);
	return true;
}

static void io_stop(void *ctx, const char *retailer)
{
	struct fetchbed *b = ctx;

	b->stopped++;
	snprintf(b->stopped_of, sizeof(b->stopped_of), "%s", retailer);
}

static enum fetch_end io_allowed(void *ctx, const char *url)
{
	(void)ctx;
	return strstr(url, ".example/") ? FETCH_FINE : FETCH_HOST;
}

static void io_remove(void *ctx, const char *retailer)
{
	snprintf(((struct fetchbed *)ctx)->removed, 40, "%s", retailer);
}

static void io_ask(
	void *ctx, const struct lookup *what, lookup_fn fn, void *fn_ctx)
{
	struct fetchbed *b = ctx;

	assert_int_equal(what->kind, LOOKUP_ABOUT);
	b->what = what;
	b->on_about = fn;
	b->about_ctx = fn_ctx;
}

static void on_loaded(void *ctx, enum err e)
{
	assert_int_equal(e, ERR_OK);
	((struct fetchbed *)ctx)->loaded = true;
}

void fetchbed_run(struct fetchbed *b)
{
	gatebed_run(&b->gate);
	while (b->what) {
		b->what = NULL;
		b->on_about(b->about_ctx, &b->about);
		gatebed_run(&b->gate);
	}
}

void fetchbed_load(struct fetchbed *b)
{
	const struct feeds_io io = {
		b, io_begin, io_stop, io_allowed, io_remove};

	feeds_destroy(&b->all);
	b->all = feeds_new(&b->gate.hub, &io);
	b->loaded = false;
	feeds_load(b->all, on_loaded, b);
	fetchbed_run(b);
	assert_true(b->loaded);
}

int fetchbed_setup(void **state)
{
	static struct fetchbed b;
	const struct find_io find = {&b, io_ask};

	memset(&b, 0, sizeof(b));
	gatebed_init(&b.gate, 0, true);
	b.gate.hub.finds = find_all_new(&b.gate.hub, &find);
	fetchbed_load(&b);
	*state = &b;
	return 0;
}

int fetchbed_teardown(void **state)
{
	struct fetchbed *b = *state;

	fetchbed_run(b);
	assert_false(b->going);
	assert_int_equal(feeds_pending(b->all), 0);
	feeds_destroy(&b->all);
	find_all_destroy(&b->gate.hub.finds);
	gatebed_fini(&b->gate);
	return 0;
}

/* ---- what happens ---- */

const char *fetchbed_change(struct fetchbed *b, const struct wire_ctl_feed *m)
{
	const struct trail_who by = {
		.retailer = m->retailer, .id = AUDIT_NORENCTL, .name = ""};
	static char said[200];
	struct gatebed_reply r;

	gatebed_reply(&r);
	feeds_change(b->all, &by, m, &r.reply);
	fetchbed_run(b);
	assert_true(r.come);
	snprintf(said, sizeof(said), "%s%s%s", gatebed_word(&r),
		r.status >= 400 ? " " : "",
		r.status >= 400 ? r.msg.error.text : "");
	gatebed_over(&r);
	return said;
}

const char *fetchbed_set(
	struct fetchbed *b, const char *retailer, const char *url)
{
	return fetchbed_change(b,
		&(struct wire_ctl_feed){.retailer = retailer,
			.url = url,
			.format = "",
			.encoding = "",
			.every = TIMES_HOUR / 1000});
}

const char *fetchbed_stop(struct fetchbed *b)
{
	return fetchbed_change(
		b, &(struct wire_ctl_feed){.retailer = "tea", .stop = true});
}

const char *fetchbed_now(struct fetchbed *b)
{
	return fetchbed_change(b, &(struct wire_ctl_feed){.retailer = "tea"});
}

void fetchbed_look(struct fetchbed *b, int64_t us)
{
	gatebed_pass(&b->gate, us);
	feeds_look(b->all);
	fetchbed_run(b);
}

void fetchbed_end_with(struct fetchbed *b, const struct fetch_result *r,
	const struct intake_state *s)
{
	struct fetchbed_fetch *f = fetch_of(b, b->retailer), ended;

	assert_true(b->going);
	assert_non_null(f);
	b->going = false;
	ended = *f;
	f->retailer[0] = '\0';
	ended.fn(ended.fn_ctx, r, s);
	fetchbed_run(b);
}

void fetchbed_pick(struct fetchbed *b, const char *retailer)
{
	const struct fetchbed_fetch *f = fetch_of(b, retailer);

	assert_non_null(f);
	b->going = true;
	b->made = f->made;
	snprintf(b->retailer, sizeof(b->retailer), "%s", retailer);
}

void fetchbed_come(struct fetchbed *b, const char *etag, bool held)
{
	const struct fetch_result r = {
		.end = FETCH_FINE, .hash = FETCHBED_HASH, .modified = "Mon"};
	const struct intake_state s = {
		.phase = INTAKE_DONE, .held = held, .totals = {.taken = 3}};
	struct fetch_result tagged = r;

	snprintf(tagged.etag, sizeof(tagged.etag), "%s", etag);
	if (held) {
		b->about.held = true;
		b->about.held_made = b->made;
	} else {
		b->about.there = true;
		b->about.made = b->made;
	}
	fetchbed_end_with(b, &tagged, &s);
}

void fetchbed_end_as(struct fetchbed *b, enum fetch_end end)
{
	const struct fetch_result r = {.end = end, .why = "So it ended."};

	fetchbed_end_with(
		b, &r, &(struct intake_state){.phase = INTAKE_READING});
}

void fetchbed_remove_tea(struct fetchbed *b)
{
	struct tenant *t = hub_tenant(&b->gate.hub, "tea");

	t->shut = true;
	hub_drop_tenant(&b->gate.hub, &t);
	feeds_forget(b->all, "tea");
}

json_t *fetchbed_shown(const struct fetchbed *b, bool whole)
{
	static json_t *last;

	json_decref(last);
	last = json_object();
	feeds_show(b->all, "tea", whole, last);
	return json_object_get(last, "feed");
}

const char *fetchbed_text(const struct fetchbed *b, const char *field)
{
	return json_string_value(
		json_object_get(fetchbed_shown(b, true), field));
}

int64_t fetchbed_number(const struct fetchbed *b, const char *field)
{
	return json_integer_value(
		json_object_get(fetchbed_shown(b, true), field));
}

int64_t fetchbed_wait(const struct fetchbed *b)
{
	return fetchbed_number(b, "next") - b->gate.now.wall;
}

int fetchbed_audits(struct fetchbed *b, const char *what)
{
	char sql[120];

	snprintf(sql, sizeof(sql),
		"SELECT COUNT(*) FROM audit WHERE what = '%s'", what);
	return (int)gatebed_count(&b->gate, sql);
}
