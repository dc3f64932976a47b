/* SPDX-License-Identifier: MIT */
#include "tests/lib/fix.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "shared/hours.h"
#include "shared/times.h"
#include "shared/tz.h"
#include "tests/lib/memsold.h"
#include "tests/lib/tzfile.h"

/* 2025-11-24T01:00:00Z, a Monday, 10:00 in Tokyo. */
#define FIX_START INT64_C(1763946000000000)

struct id fix_id(int n)
{
	uint8_t bytes[16] = {0};

	bytes[14] = (uint8_t)(n >> 8);
	bytes[15] = (uint8_t)n;
	return id_from_bytes(bytes);
}

static struct hours *fix_hours(const char *text)
{
	struct hours *h = NULL;
	const char *why = "";
	int line = 0;

	if (hours_parse(text, &h, &line, &why))
		fail_msg("hours, line %d: %s", line, why);
	return h;
}

const struct rec_sale *fix_sale(const struct fix *f, const char *order)
{
	return memsold_order(f->store, order);
}

/* ---- stepping ---- */

static void fix_check(const struct fix *f)
{
	const char *broken = desk_check(f->desk);

	if (!broken)
		broken = memstore_fault(f->store);
	if (broken)
		fail_msg("%s does not hold", broken);
}

static void fix_begin(struct fix *f)
{
	desk_out_destroy(&f->out);
	f->out = desk_out_new();
	if (!f->out) {
		assert_true(f->heap_may_fail);
		f->err = ERR_NOMEM;
	}
}

static void fix_step(struct fix *f, struct desk_cmd cmd)
{
	int kept;

	if (f->err)
		return;
	cmd.now = f->now;
	kept = f->out->n_recs;
	f->err = desk_step(f->desk, &cmd, f->out);
	if (f->err) {
		assert_true(f->heap_may_fail);
		assert_int_equal(f->err, ERR_NOMEM);
		return;
	}
	assert_true(memstore_commit(f->store, f->turn++, f->out->recs + kept,
		f->out->n_recs - kept));
	fix_check(f);
}

static void fix_do(struct fix *f, struct desk_cmd cmd)
{
	fix_begin(f);
	fix_step(f, cmd);
}

static void fix_prepare(
	struct fix *f, struct desk *d, const struct desk_cmd *cmd)
{
	if (!f->err)
		f->err = desk_step(d, cmd, NULL);
}

static void fix_tell_group(struct fix *f, struct desk *d, int i)
{
	struct desk_group g = {.key = f->group[i],
		.name = f->group[i],
		.hours = i ? NULL : f->group_hours};
	struct desk_cmd cmd = {.kind = DESK_C_GROUP, .group = &g};

	if (d == f->desk && d)
		fix_do(f, cmd);
	else
		fix_prepare(f, d, &cmd);
}

static void fix_tell_staff(struct fix *f, struct desk *d, int i)
{
	char name[16];
	struct desk_cmd cmd = {.kind = DESK_C_STAFF,
		.staff = {.id = fix_id(f->staff[i]),
			.name = name,
			.groups = f->groups[i],
			.manager = f->staff[i] == 1 || f->manager[i]}};

	snprintf(name, sizeof(name), "A%d", f->staff[i]);
	if (d == f->desk && d)
		fix_do(f, cmd);
	else
		fix_prepare(f, d, &cmd);
}

/* A desk of what is kept. */
static struct desk *fix_load(struct fix *f)
{
	struct desk *d = desk_new();
	struct desk_cmd cmd = {
		.kind = DESK_C_SETTINGS, .settings = &f->settings};

	fix_begin(f);
	if (!d)
		f->err = ERR_NOMEM;
	fix_prepare(f, d, &cmd);
	for (int i = 0; i < f->n_groups; i++)
		fix_tell_group(f, d, i);
	for (int i = 0; i < f->n_staff; i++)
		fix_tell_staff(f, d, i);
	if (!f->err)
		f->err = memstore_load(f->store, d);
	if (!f->err)
		f->err = desk_loaded(d, f->now, f->out);
	if (!f->err)
		assert_true(memstore_commit(
			f->store, f->turn++, f->out->recs, f->out->n_recs));
	return d;
}

void fix_init(struct fix *f, const char *hours)
{
	bool heap_may_fail = f->heap_may_fail;

	*f = (struct fix){
		.heap_may_fail = heap_may_fail, .now = {FIX_START, FIX_START}};
	f->store = memstore_new();
	f->turn = memstore_claim(f->store);
	f->tz = tzfile_read("Asia/Tokyo");
	f->hours = fix_hours(hours);
	f->settings = desk_settings_default();
	f->settings.retailer = "demo";
	f->settings.name = "Demo shop";
	f->settings.zone = "Asia/Tokyo";
	f->settings.currency = "JPY";
	f->settings.hours = f->hours;
	f->settings.tz = f->tz;
	f->desk = fix_load(f);
}

void fix_fini(struct fix *f)
{
	if (!f->err)
		fix_rebuild(f);
	desk_destroy(&f->desk);
	desk_out_destroy(&f->out);
	memstore_destroy(&f->store);
	hours_destroy(&f->hours);
	hours_destroy(&f->group_hours);
	tz_destroy(&f->tz);
}

void fix_rebuild(struct fix *f)
{
	struct buf lost, built;
	struct desk *d;

	buf_init(&lost, 1 << 20);
	buf_init(&built, 1 << 20);
	if (f->err)
		return;
	fix_do(f, (struct desk_cmd){.kind = DESK_C_TICK});
	d = fix_load(f);
	if (!f->err && !desk_dump(f->desk, &lost) && !desk_dump(d, &built))
		assert_string_equal(buf_str(&built), buf_str(&lost));
	desk_destroy(&f->desk);
	f->desk = d;
	buf_fini(&lost);
	buf_fini(&built);
}

/* ---- people ---- */

void fix_group(struct fix *f, const char *key, const char *hours)
{
	if (hours)
		f->group_hours = fix_hours(hours);
	f->group[f->n_groups] = key;
	fix_tell_group(f, f->desk, f->n_groups++);
}

void fix_staff(struct fix *f, int associate, const char *groups)
{
	f->staff[f->n_staff] = associate;
	f->groups[f->n_staff] = groups;
	fix_tell_staff(f, f->desk, f->n_staff++);
}

void fix_role(struct fix *f, int associate, bool manager)
{
	int i = 0;

	while (f->staff[i] != associate)
		i++;
	f->manager[i] = manager;
	fix_tell_staff(f, f->desk, i);
}

void fix_group_gone(struct fix *f, const char *key)
{
	struct desk_group g = {.key = key, .name = key};
	int n = 0;

	for (int i = 0; i < f->n_groups; i++)
		if (strcmp(f->group[i], key) != 0)
			f->group[n++] = f->group[i];
	f->n_groups = n;
	fix_do(f, (struct desk_cmd){.kind = DESK_C_GROUP_GONE, .group = &g});
}

static void fix_forget(struct fix *f, int associate)
{
	int n = 0;

	for (int i = 0; i < f->n_staff; i++) {
		if (f->staff[i] == associate)
			continue;
		f->staff[n] = f->staff[i];
		f->manager[n] = f->manager[i];
		f->groups[n++] = f->groups[i];
	}
	f->n_staff = n;
}

void fix_gone(struct fix *f, int associate)
{
	fix_forget(f, associate);
	fix_do(f,
		(struct desk_cmd){.kind = DESK_C_STAFF_GONE,
			.staff = {.id = fix_id(associate)}});
}

void fix_gone_unseen(struct fix *f, int associate)
{
	fix_forget(f, associate);
	desk_destroy(&f->desk);
	f->desk = fix_load(f);
}

void fix_set(struct fix *f)
{
	fix_do(f,
		(struct desk_cmd){
			.kind = DESK_C_SETTINGS, .settings = &f->settings});
}

void fix_sit(struct fix *f, int session, int associate)
{
	fix_do(f,
		(struct desk_cmd){.kind = DESK_C_ATTACH_ASSOCIATE,
			.session = (uint64_t)session,
			.attach = {.who = fix_id(associate)}});
}

void fix_visit_page(
	struct fix *f, int session, int shopper, const struct wire_page *page)
{
	struct id who = fix_id(shopper);

	assert_in_range(session, 0, FIX_TABS - 1);
	f->tabs[session] = shopper;
	fix_do(f,
		(struct desk_cmd){.kind = DESK_C_ATTACH_SHOPPER,
			.session = (uint64_t)session,
			.attach = {.who = who,
				.token = "token",
				.known = memstore_shopper(f->store, &who),
				.view = page}});
}

void fix_visit(struct fix *f, int session, int shopper)
{
	struct wire_page page = {.url = "https://shop/coat",
		.title = "Navy wool coat",
		.product = "Navy wool coat",
		.amount = 48000,
		.currency = "JPY"};

	fix_visit_page(f, session, shopper, &page);
}

void fix_leave(struct fix *f, int session)
{
	fix_do(f,
		(struct desk_cmd){
			.kind = DESK_C_DETACH, .session = (uint64_t)session});
}

void fix_ready(struct fix *f, int associate)
{
	fix_staff(f, associate, "");
	fix_sit(f, associate, associate);
	fix_available(f, associate, true);
}

void fix_live(struct fix *f)
{
	fix_visit(f, 100, 100);
	fix_open(f, 100, 900, "hello");
	fix_accept(f, 1, 900);
	if (!f->err)
		assert_string_equal(fix_answer(f, 1), "ok");
}

void fix_at_work(struct fix *f)
{
	fix_init(f, "always");
	fix_ready(f, 1);
	fix_live(f);
}

/* ---- messages ---- */

static struct id fix_id_or_none(int n)
{
	return n ? fix_id(n) : (struct id){""};
}

/* The order that a message names, as the store has it; and what it has of
 * whoever reports it. */
static void fix_known(const struct fix *f, int session,
	const struct wire_msg *m, struct desk_cmd *cmd)
{
	struct id who;

	if (m->type != WIRE_T_EVENT || !m->event.order)
		return;
	who = fix_id_or_none(f->tabs[session]);
	cmd->sale = fix_sale(f, m->event.order);
	cmd->earlier = memsold_earlier(f->store, cmd->sale, &who);
}

void fix_order(struct fix *f, const struct desk_order *o)
{
	fix_do(f,
		(struct desk_cmd){.kind = DESK_C_ORDER,
			.order = o,
			.sale = fix_sale(f, o->order)});
}

void fix_claim(struct fix *f, const struct desk_claim *c)
{
	fix_do(f,
		(struct desk_cmd){.kind = DESK_C_CLAIM,
			.claim = c,
			.sale = fix_sale(f, c->order)});
}

void fix_answered(struct fix *f, int enquiry)
{
	fix_do(f,
		(struct desk_cmd){
			.kind = DESK_C_ANSWERED, .enquiry = fix_id(enquiry)});
}

enum err fix_errand(struct fix *f, struct desk_cmd cmd)
{
	cmd.errand = 7;
	fix_do(f, cmd);
	for (int i = 0; i < f->out->n_notices; i++)
		if (f->out->notices[i].kind == DESK_N_DONE)
			return f->out->notices[i].why;
	assert_true(f->err);
	return f->err;
}

void fix_send(struct fix *f, int session, const struct wire_msg *m, int fresh)
{
	struct wire_msg copy = *m;
	struct desk_cmd cmd = {.kind = DESK_C_MESSAGE,
		.session = (uint64_t)session,
		.message = &copy,
		.fresh = fix_id(fresh ? fresh : 999)};

	copy.ref = "r";
	fix_known(f, session, m, &cmd);
	fix_do(f, cmd);
}

void fix_show(struct fix *f, int session, const struct wire_msg *m,
	const struct desk_media *media)
{
	struct wire_msg copy = *m;

	copy.ref = "r";
	fix_do(f,
		(struct desk_cmd){.kind = DESK_C_MESSAGE,
			.session = (uint64_t)session,
			.message = &copy,
			.media = media});
}

void fix_available(struct fix *f, int session, bool on)
{
	struct wire_msg m = {.type = WIRE_T_AVAILABLE, .available = {.on = on}};

	fix_send(f, session, &m, 0);
}

void fix_open(struct fix *f, int session, int chat, const char *key)
{
	struct wire_msg m = {
		.type = WIRE_T_SAY, .say = {.key = key, .text = "Hello"}};

	fix_send(f, session, &m, chat);
}

void fix_say(struct fix *f, int session, int chat, const char *key)
{
	struct wire_msg m = {.type = WIRE_T_SAY,
		.say = {.chat = fix_id_or_none(chat),
			.key = key,
			.text = "And?"}};

	fix_send(f, session, &m, 0);
}

void fix_accept(struct fix *f, int session, int chat)
{
	struct wire_msg m = {
		.type = WIRE_T_ACCEPT, .accept = {.chat = fix_id(chat)}};

	fix_send(f, session, &m, 0);
}

void fix_pass(struct fix *f, int session, int chat)
{
	struct wire_msg m = {
		.type = WIRE_T_PASS, .pass = {.chat = fix_id(chat)}};

	fix_send(f, session, &m, 0);
}

void fix_end(struct fix *f, int session, int chat)
{
	struct wire_msg m = {.type = WIRE_T_END, .end = {.chat = fix_id(chat)}};

	fix_send(f, session, &m, 0);
}

void fix_seen(
	struct fix *f, int session, int chat, int64_t seq, enum wire_mark mark)
{
	struct wire_msg m = {.type = WIRE_T_SEEN,
		.seen = {.chat = fix_id(chat), .seq = seq, .mark = mark}};

	fix_send(f, session, &m, 0);
}

/* ---- time ---- */

void fix_wait_ms(struct fix *f, int64_t ms)
{
	int64_t left = ms * 1000;

	fix_begin(f);
	while (!f->err && left >= 0) {
		int64_t next = desk_deadline(f->desk, f->now) - f->now.steady;

		if (next > left)
			next = left;
		if (next < 0)
			next = 0;
		f->now.wall += next;
		f->now.steady += next;
		fix_step(f, (struct desk_cmd){.kind = DESK_C_TICK});
		if (next == left)
			break;
		left -= next;
	}
}

void fix_wait(struct fix *f, double seconds)
{
	fix_wait_ms(f, (int64_t)(seconds * 1000));
}
