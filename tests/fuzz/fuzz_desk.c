/* SPDX-License-Identifier: MIT */
/*
 * Any commands in any order: every handler with any fields, sessions that come
 * and go, clocks that jump.  After each step all that must hold does, and in
 * the end a desk of what was kept is the same.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "relay/desk/desk.h"
#include "shared/hours.h"
#include "shared/times.h"
#include "shared/tz.h"
#include "tests/fuzz/fuzz.h"
#include "tests/lib/memstore.h"
#include "tests/lib/tzfile.h"

#define STAFF 5
#define SHOPPERS 4
#define SESSIONS 24
#define MOST_STEPS 600

struct input {
	const uint8_t *data;
	size_t size;
};

struct bed {
	struct input in;
	struct desk *desk;
	struct memstore *store;
	struct desk_settings settings;
	struct hours *hours;
	struct desk_now now;
	int64_t turn;
	unsigned made; /* fresh ids */
	bool gone[STAFF];
};

static unsigned take(struct bed *b)
{
	return fuzz_byte(&b->in.data, &b->in.size);
}

static struct id id_of(unsigned kind, unsigned n)
{
	uint8_t bytes[16] = {(uint8_t)kind};

	bytes[14] = (uint8_t)(n >> 8);
	bytes[15] = (uint8_t)n;
	return id_from_bytes(bytes);
}

enum { ID_STAFF = 1, ID_SHOPPER, ID_MADE };

/* ---- messages out of the table ---- */

static const char *any_text(struct bed *b, enum wire_kind_of_field kind)
{
	static const char *const keys[] = {"a", "b", "c", "ginza"};
	static const char *const texts[] = {
		"", "Guest", "\xe3\x81\x82\n\xf0\x9f\x98\x80", "https://shop/"};

	return (kind == WIRE_F_KEY ? keys : texts)[take(b) % 4];
}

/* Of somebody, where the field names a person; else of something made. */
static struct id any_id(struct bed *b, const char *name)
{
	unsigned n = take(b);

	if (strcmp(name, "associate") == 0)
		return id_of(ID_STAFF, n % STAFF);
	if (strcmp(name, "shopper") == 0)
		return id_of(ID_SHOPPER, n % SHOPPERS);
	return id_of(ID_MADE, b->made - n % 4);
}

static void any_field(
	struct bed *b, struct wire_msg *m, const struct wire_field *f)
{
	char *at = (char *)m + f->offset;
	struct id id;
	const char *s;
	int64_t number;
	int word;

	switch (f->kind) {
	case WIRE_F_ID:
		id = any_id(b, f->name);
		memcpy(at, &id, sizeof(id));
		break;
	case WIRE_F_KEY:
	case WIRE_F_LINE:
	case WIRE_F_TEXT:
	case WIRE_F_RAW:
		s = any_text(b, f->kind);
		memcpy(at, &s, sizeof(s));
		break;
	case WIRE_F_INT:
	case WIRE_F_TIME:
		number = take(b) % 16;
		memcpy(at, &number, sizeof(number));
		break;
	case WIRE_F_BOOL:
		*(bool *)at = take(b) % 4 != 0;
		break;
	case WIRE_F_ENUM:
		word = (int)(take(b) % (unsigned)f->bound);
		memcpy(at, &word, sizeof(word));
		break;
	}
}

static void any_message(struct bed *b, struct wire_msg *m)
{
	const struct wire_info *info;

	memset(m, 0, sizeof(*m));
	m->type = (enum wire_type)(take(b) % WIRE_T_COUNT);
	m->ref = "r";
	info = wire_info(m->type);
	for (int i = 0; i < info->n_fields; i++)
		if (info->fields[i].required || take(b) % 2)
			any_field(b, m, &info->fields[i]);
}

/* ---- steps ---- */

static void step(struct bed *b, struct desk_cmd cmd)
{
	struct desk_out *out = desk_out_new();
	struct buf text;

	cmd.now = b->now;
	assert(out);
	assert(!desk_step(b->desk, &cmd, out));
	assert(!desk_check(b->desk));
	assert(memstore_commit(b->store, b->turn++, out->recs, out->n_recs));
	assert(!memstore_fault(b->store));
	buf_init(&text, 1 << 20);
	for (int i = 0; i < out->n_notices; i++) {
		const struct desk_notice *n = &out->notices[i];

		assert(n->session);
		if (n->kind == DESK_N_SEND)
			assert(!wire_encode(n->message, &text));
	}
	buf_fini(&text);
	desk_out_destroy(&out);
}

static void prepare(struct bed *b, struct desk *d)
{
	struct desk_group group = {.key = "ginza", .name = "Ginza"};
	struct desk_cmd settings = {
		.kind = DESK_C_SETTINGS, .settings = &b->settings};
	struct desk_cmd groups = {.kind = DESK_C_GROUP, .group = &group};

	assert(!desk_step(d, &settings, NULL));
	assert(!desk_step(d, &groups, NULL));
	for (unsigned i = 0; i < STAFF; i++) {
		struct desk_cmd staff = {.kind = DESK_C_STAFF,
			.staff = {.id = id_of(ID_STAFF, i),
				.name = "A",
				.groups = i % 2 ? "ginza" : "",
				.manager = i == 0}};

		if (!b->gone[i])
			assert(!desk_step(d, &staff, NULL));
	}
}

static struct desk *load(struct bed *b, bool keep)
{
	struct desk *d = desk_new();
	struct desk_out *out = desk_out_new();

	assert(d && out);
	prepare(b, d);
	assert(!memstore_load(b->store, d));
	assert(!desk_loaded(d, b->now, out));
	assert(!desk_check(d));
	if (keep)
		assert(memstore_commit(
			b->store, b->turn++, out->recs, out->n_recs));
	desk_out_destroy(&out);
	return d;
}

static void attach(struct bed *b)
{
	unsigned who = take(b);
	struct desk_cmd cmd = {.session = 1 + take(b) % SESSIONS};
	struct wire_page page = {.url = any_text(b, WIRE_F_RAW)};

	if (who % 2) {
		cmd.kind = DESK_C_ATTACH_ASSOCIATE;
		cmd.attach.who = id_of(ID_STAFF, who / 2 % (STAFF + 1));
	} else {
		cmd.kind = DESK_C_ATTACH_SHOPPER;
		cmd.attach.who = id_of(ID_SHOPPER, who / 2 % SHOPPERS);
		cmd.attach.known = memstore_shopper(b->store, &cmd.attach.who);
		page.group = take(b) % 4 ? NULL : "ginza";
		cmd.attach.view = take(b) % 2 ? &page : NULL;
	}
	step(b, cmd);
}

static void message(struct bed *b)
{
	struct wire_msg m;
	struct desk_media media = {.mime = WIRE_MIME_PNG, .bytes = 1};
	struct desk_cmd cmd = {.kind = DESK_C_MESSAGE,
		.session = 1 + take(b) % SESSIONS,
		.message = &m};

	any_message(b, &m);
	if (m.type == WIRE_T_SHOW) {
		media.id = m.show.media;
		cmd.media = &media;
	}
	cmd.fresh = id_of(ID_MADE, ++b->made);
	step(b, cmd);
}

static void later(struct bed *b)
{
	static const int64_t spans[] = {0, 1, 999999, 15 * TIMES_SECOND,
		60 * TIMES_SECOND, 90 * TIMES_SECOND, 5 * TIMES_MINUTE,
		TIMES_HOUR};
	int64_t span = spans[take(b) % 8];

	b->now.steady += span;
	b->now.wall += span;
	if (take(b) % 32 == 0)
		b->now.wall -= TIMES_HOUR;
	step(b, (struct desk_cmd){.kind = DESK_C_TICK});
}

static void account(struct bed *b)
{
	unsigned i = take(b) % STAFF;
	struct desk_cmd cmd = {.kind = DESK_C_STAFF,
		.staff = {.id = id_of(ID_STAFF, i),
			.name = "A",
			.groups = i % 2 ? "ginza" : "",
			.manager = i == 0}};

	if (b->gone[i])
		return; /* ids are never used again */
	b->gone[i] = take(b) % 4 == 0;
	if (b->gone[i])
		cmd.kind = DESK_C_STAFF_GONE;
	step(b, cmd);
}

/* J1 */
static void amend(struct bed *b)
{
	unsigned what = take(b);
	struct id who = id_of(ID_SHOPPER, what / 4 % SHOPPERS);
	struct desk_correct correct = {.shopper = who,
		.name = what % 8 < 4 ? "Mio" : NULL,
		.address = "mio@example.com",
		.known = memstore_shopper(b->store, &who)};

	if (what % 4 == 0)
		step(b,
			(struct desk_cmd){
				.kind = DESK_C_CORRECT, .correct = &correct});
	else if (what % 4 == 1)
		step(b,
			(struct desk_cmd){.kind = DESK_C_EXPIRE,
				.before = b->now.wall - TIMES_MINUTE});
	else
		step(b,
			(struct desk_cmd){.kind = DESK_C_ERASE,
				.shopper = who,
				.fresh = id_of(ID_MADE, ++b->made)});
}

/* A desk of what is kept is the one that is thrown away for it. */
static void rebuild(struct bed *b)
{
	struct buf lost, built;
	struct desk *d;

	buf_init(&lost, 1 << 22);
	buf_init(&built, 1 << 22);
	step(b, (struct desk_cmd){.kind = DESK_C_TICK});
	d = load(b, true);
	assert(!desk_dump(b->desk, &lost) && !desk_dump(d, &built));
	if (strcmp(buf_str(&lost), buf_str(&built)) != 0) {
		fprintf(stderr, "lost:\n%sbuilt:\n%s", buf_str(&lost),
			buf_str(&built));
		abort();
	}
	desk_destroy(&b->desk);
	b->desk = d;
	buf_fini(&lost);
	buf_fini(&built);
}

static void one(struct bed *b)
{
	unsigned what = take(b) % 16;

	if (what < 3)
		attach(b);
	else if (what == 3)
		step(b,
			(struct desk_cmd){.kind = DESK_C_DETACH,
				.session = 1 + take(b) % SESSIONS});
	else if (what == 4)
		account(b);
	else if (what == 5)
		rebuild(b);
	else if (what == 6)
		amend(b);
	else if (what == 7)
		later(b);
	else
		message(b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct tz *tz;
	struct bed b = {.in = {data, size}};
	const char *why;
	int line;

	if (!tz)
		tz = tzfile_read("Asia/Tokyo");
	b.now.wall = b.now.steady = INT64_C(1763946000000000);
	b.settings = desk_settings_default();
	b.settings.name = "Demo";
	b.settings.tz = tz;
	assert(!hours_parse(
		take(&b) % 4 ? "always" : "mon-sun 09:00-10:30 11:00-23:00",
		&b.hours, &line, &why));
	b.settings.hours = b.hours;
	b.store = memstore_new();
	b.turn = memstore_claim(b.store);
	b.desk = load(&b, true);
	for (int i = 0; b.in.size && i < MOST_STEPS; i++)
		one(&b);
	rebuild(&b);
	desk_destroy(&b.desk);
	memstore_destroy(&b.store);
	hours_destroy(&b.hours);
	return 0;
}
