/* SPDX-License-Identifier: MIT */
#include "client/flow/record.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "client/flow/flow.h"
#include "shared/jscan.h"
#include "shared/limits.h"
#include "shared/mem.h"
#include "shared/times.h"

#define CHATS 4096 /* whose shoppers are known, as the relay counts them */
#define PAGES 64   /* that are numbered; more: one for all */
#define PATH_LONGEST 60
#define STEPS_ASIDE 4 /* that one line may need */

enum kind { ASSOCIATE, SHOPPER };

static const char *const names[2][RECORD_PEOPLE] = {
	{"Ken", "Mio", "Aya", "Jun", "Yui", "Ren", "Sho", "Emi", "Nao", "Rio",
		"Kai", "Mai", "Ryo", "Saki", "Taro", "Yuki"},
	{"Hana", "Sora", "Momo", "Leo", "Nina", "Max", "Lily", "Finn", "Rosa",
		"Otto", "Vera", "Hugo", "Iris", "Noel", "Cora", "Theo"},
};

static const char *const nth[FLOW_DEVICES] = {
	"first", "second", "third", "fourth"};

struct person {
	bool known, japanese;
	int devices; /* that are connected */
	int enquiries;
};

struct record {
	struct buf *out;
	int64_t last, at;
	int steps, words, orders;
	struct person people[2][RECORD_PEOPLE];
	struct {
		int shopper; /* index from 1; 0: from before the recording */
		bool taken;
	} chats[CHATS + 1];
	char *pages[PAGES];
	int n_pages;
	char groups[FLOW_GROUPS][LIMIT_SLUG + 1];
	int n_groups;
};

/* A line of the relay's, taken apart.  Strings are lent by the JSON. */
struct deed {
	enum kind kind;
	int index; /* of the person */
	struct person *person;
	const char *did, *path, *lang, *to, *group, *groups, *what;
	int64_t n, at, chat, chars;
	bool manager;
};

struct record *record_new(struct buf *out)
{
	struct record *r = mem_zero(sizeof(*r));

	if (r) {
		r->out = out;
		buf_add_str(out, "# A recorded session\n");
	}
	return r;
}

void record_destroy(struct record **r)
{
	struct record *dead = *r;

	*r = NULL;
	if (!dead)
		return;
	for (int i = 0; i < dead->n_pages; i++)
		mem_free(dead->pages[i]);
	mem_free(dead);
}

int64_t record_last(const struct record *r)
{
	return r->last;
}

bool record_full(const struct record *r)
{
	return r->steps >= FLOW_STEPS - STEPS_ASIDE;
}

/* ---- what a line has ---- */

static const char *text_of(const json_t *o, const char *key)
{
	return json_string_value(json_object_get(o, key));
}

static int64_t number_of(const json_t *o, const char *key)
{
	int64_t n = json_integer_value(json_object_get(o, key));

	return n > 0 ? n : 0;
}

/* "associate 3", "shopper 1": whose index from 0; -1: it is neither. */
static int person_of(const char *s, enum kind *kind)
{
	static const char *const kinds[] = {"associate ", "shopper "};
	char *end;

	for (int i = 0; s && i < 2; i++) {
		size_t len = strlen(kinds[i]);
		long n;

		if (strncmp(s, kinds[i], len) != 0)
			continue;
		*kind = (enum kind)i;
		n = strtol(s + len, &end, 10);
		return *end || n < 1 || n > 1000000 ? -1 : (int)n - 1;
	}
	return -1;
}

static bool take_deed(const json_t *o, struct record *r, struct deed *d)
{
	*d = (struct deed){.did = text_of(o, "did"),
		.path = text_of(o, "path"),
		.lang = text_of(o, "lang"),
		.to = text_of(o, "to"),
		.group = text_of(o, "group"),
		.groups = text_of(o, "groups"),
		.what = text_of(o, "what"),
		.n = number_of(o, "n"),
		.at = number_of(o, "at"),
		.chat = number_of(o, "chat"),
		.chars = number_of(o, "chars"),
		.manager = json_is_true(json_object_get(o, "manager"))};
	d->index = person_of(text_of(o, "who"), &d->kind);
	if (!d->did || d->index < 0 || d->n == 0)
		return false;
	if (d->index < RECORD_PEOPLE)
		d->person = &r->people[d->kind][d->index];
	if (d->chat > CHATS)
		d->chat = 0;
	return true;
}

static const char *name_of(const struct deed *d)
{
	return names[d->kind][d->index];
}

/* ---- what is told in a flow ---- */

static void step(struct record *r, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* A line of the flow, without its end. */
static void step(struct record *r, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	buf_addv(r->out, format, args);
	va_end(args);
	r->steps++;
}

/* The time since the line before, in whole seconds. */
static void tell_wait(struct record *r, int64_t at)
{
	int64_t s = r->at ? (at - r->at) / TIMES_SECOND : 0;

	if (r->at && s < 1)
		return; /* what is below a second adds up */
	if (s > 0)
		step(r, "wait %" PRId64 " s\n", s < 86400 ? s : 86400);
	r->at = at;
}

/* May the path be told?  One with long numbers, capitals or anything else that
 * a name, an order or a secret might hold may not. */
static bool is_harmless(const char *path)
{
	size_t len = strspn(path, "abcdefghijklmnopqrstuvwxyz0123456789-/");
	int digits = 0;

	if (*path != '/' || path[len] || len > PATH_LONGEST)
		return false;
	for (const char *s = path; *s; s++) {
		digits = *s >= '0' && *s <= '9' ? digits + 1 : 0;
		if (digits > 3)
			return false;
	}
	return true;
}

/* The path, or a number in its place, the same each time. */
static void tell_path(struct record *r, const char *path)
{
	int i = 0;

	if (!path)
		path = "/";
	if (is_harmless(path)) {
		buf_add_str(r->out, path);
		return;
	}
	while (i < r->n_pages && strcmp(r->pages[i], path) != 0)
		i++;
	if (i == r->n_pages && i < PAGES) {
		r->pages[i] = mem_strdup(path);
		r->n_pages += r->pages[i] != NULL;
	}
	buf_addf(r->out, "/page/%d", i + 1);
}

/* Does a flow hold this group? */
static bool take_group(struct record *r, const char *key, size_t len)
{
	size_t fine = strspn(key,
		"abcdefghijklmnopqrstuvwxyz"
		"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");

	if (len == 0 || fine < len || len > LIMIT_SLUG)
		return false;
	for (int i = 0; i < r->n_groups; i++)
		if (strlen(r->groups[i]) == len &&
			memcmp(r->groups[i], key, len) == 0)
			return true;
	if (r->n_groups == FLOW_GROUPS)
		return false;
	memcpy(r->groups[r->n_groups], key, len);
	r->groups[r->n_groups++][len] = '\0';
	return true;
}

/* " of group ginza", where the page names one. */
static void tell_page_group(struct record *r, const struct deed *d)
{
	if (d->group && take_group(r, d->group, strlen(d->group)))
		buf_addf(r->out, " of group %s", d->group);
}

/* " in groups ginza and living". */
static void tell_groups(struct record *r, const char *groups)
{
	const char *before = " in groups ";

	for (const char *s = groups ? groups : ""; *s; s += strspn(s, " ")) {
		size_t len = strcspn(s, " ");

		if (take_group(r, s, len)) {
			buf_addf(r->out, "%s%.*s", before, (int)len, s);
			before = " and ";
		}
		s += len;
	}
}

/* " on the second device", if there is more than one. */
static void tell_device(struct record *r, const struct deed *d, int device)
{
	if (device > 1)
		buf_addf(r->out,
			d->kind == SHOPPER ? " in the %s tab"
					   : " on the %s device",
			nth[device - 1]);
}

/* ---- coming and going ---- */

static void meet(struct record *r, struct deed *d)
{
	const char *kind = d->kind == SHOPPER ? "shopper"
		: d->manager                  ? "manager"
					      : "associate";

	d->person->known = true;
	d->person->japanese = d->lang && strcmp(d->lang, "ja") == 0;
	step(r, "%s %s", kind, name_of(d));
	if (d->kind == ASSOCIATE)
		tell_groups(r, d->groups);
	if (d->person->japanese)
		buf_add_str(r->out, " in Japanese");
}

static void connect_one(struct record *r, struct deed *d)
{
	bool new = !d->person->known;

	if (d->person->devices == FLOW_DEVICES)
		return;
	d->person->devices++;
	if (new)
		meet(r, d);
	else
		step(r, "%s", name_of(d));
	if (d->kind == SHOPPER) {
		buf_add_str(r->out, " opens ");
		tell_path(r, d->path);
		tell_page_group(r, d);
	} else if (!new) {
		buf_add_str(r->out,
			d->person->devices > 1 ? " signs in" : " comes back");
	}
	tell_device(r, d, d->person->devices);
	buf_add_char(r->out, '\n');
}

static void disconnect_one(struct record *r, const struct deed *d)
{
	if (d->person->devices == 0)
		return;
	step(r, "%s leaves", name_of(d));
	tell_device(r, d, d->person->devices--);
	buf_add_char(r->out, '\n');
}

/* ---- what is done ---- */

/* The shopper of the deed's chat; NULL: it is from before the recording. */
static const char *shopper_of(const struct record *r, const struct deed *d)
{
	int i = r->chats[d->chat].shopper;

	return i > 0 ? names[SHOPPER][i - 1] : NULL;
}

static void say(struct record *r, const struct deed *d)
{
	int shopper = r->chats[d->chat].shopper;
	bool ja = d->kind == ASSOCIATE && shopper > 0
		? r->people[SHOPPER][shopper - 1].japanese
		: d->person->japanese;

	if (d->kind == SHOPPER && d->chat)
		r->chats[d->chat].shopper = d->index + 1;
	step(r, "%s says ", name_of(d));
	record_words(r->out, ja, d->chars, r->words++);
	buf_add_char(r->out, '\n');
}

static void accept_one(struct record *r, const struct deed *d)
{
	bool late = r->chats[d->chat].taken;

	r->chats[d->chat].taken = true;
	step(r, "%s %s %s\n", name_of(d), late ? "tries to accept" : "accepts",
		shopper_of(r, d));
}

static void transfer(struct record *r, const struct deed *d)
{
	enum kind kind;
	int to = person_of(d->to, &kind);
	const char *group =
		d->to && strncmp(d->to, "group ", 6) == 0 ? d->to + 6 : "";

	r->chats[d->chat].taken = false;
	if (to >= 0 && to < RECORD_PEOPLE && kind == ASSOCIATE &&
		r->people[kind][to].known)
		step(r, "%s transfers to %s\n", name_of(d), names[kind][to]);
	else if (take_group(r, group, strlen(group)))
		step(r, "%s transfers to group %s\n", name_of(d), group);
	else
		buf_addf(r->out, "# %s transfers to somebody who is not here\n",
			name_of(d));
}

static void go_to(struct record *r, const struct deed *d)
{
	step(r, "%s goes to ", name_of(d));
	tell_path(r, d->path);
	tell_page_group(r, d);
	buf_add_char(r->out, '\n');
}

static void shop(struct record *r, const struct deed *d)
{
	static const struct {
		const char *what, *said;
	} rows[] = {
		{"product", "views \"A product\""},
		{"cart", "puts \"A product\" in the cart"},
		{"uncart", "takes \"A product\" out of the cart"},
		{"checkout", "goes to the till"},
	};

	for (size_t i = 0; d->what && i < sizeof(rows) / sizeof(*rows); i++)
		if (strcmp(d->what, rows[i].what) == 0)
			step(r, "%s %s\n", name_of(d), rows[i].said);
	if (d->what && strcmp(d->what, "purchase") == 0)
		step(r, "%s buys order R-%d for 1,000 JPY\n", name_of(d),
			++r->orders);
}

static void enquire(struct record *r, const struct deed *d)
{
	d->person->enquiries++;
	step(r, "%s leaves the enquiry ", name_of(d));
	record_words(r->out, d->person->japanese, 40, r->words++);
	buf_add_char(r->out, '\n');
}

/* Which one is not written down: the first that nobody has taken up. */
static void take_up(struct record *r, const struct deed *d)
{
	for (int i = 0; i < RECORD_PEOPLE; i++) {
		struct person *p = &r->people[SHOPPER][i];

		if (p->enquiries == 0)
			continue;
		p->enquiries--;
		step(r, "%s takes up the enquiry of %s\n", name_of(d),
			names[SHOPPER][i]);
		return;
	}
	buf_addf(r->out, "# %s takes up an enquiry from before\n", name_of(d));
}

static void pass(struct record *r, const struct deed *d)
{
	step(r, "%s passes %s\n", name_of(d), shopper_of(r, d));
}

static void block(struct record *r, const struct deed *d)
{
	step(r, "%s blocks %s because \"Recorded\"\n", name_of(d),
		shopper_of(r, d));
}

/* What the relay writes down, by whom it is done, and how it is told. */
enum by { BY_ASSOCIATE, BY_SHOPPER, BY_BOTH };

static const struct row {
	const char *did;
	enum by by;
	bool in_chat; /* an associate's chat must have its shopper here */
	void (*tell)(struct record *r, const struct deed *d);
	const char *plain; /* what needs no more than the name */
} rows[] = {
	{.did = "disconnect", .by = BY_BOTH, .tell = disconnect_one},
	{.did = "say", .by = BY_BOTH, .in_chat = true, .tell = say},
	{.did = "show",
		.by = BY_BOTH,
		.in_chat = true,
		.plain = "sends a picture"},
	{.did = "available", .plain = "goes available"},
	{.did = "unavailable", .plain = "goes unavailable"},
	{.did = "accept", .in_chat = true, .tell = accept_one},
	{.did = "pass", .in_chat = true, .tell = pass},
	{.did = "end", .in_chat = true, .plain = "ends the chat"},
	{.did = "transfer", .in_chat = true, .tell = transfer},
	{.did = "call_back", .in_chat = true, .plain = "calls the chat back"},
	{.did = "block", .in_chat = true, .tell = block},
	{.did = "recommend",
		.in_chat = true,
		.plain = "recommends \"A product\""},
	{.did = "take_up", .tell = take_up},
	{.did = "page", .by = BY_SHOPPER, .tell = go_to},
	{.did = "event", .by = BY_SHOPPER, .tell = shop},
	{.did = "enquire", .by = BY_SHOPPER, .tell = enquire},
};

/* NULL: a flow has nothing of that kind. */
static const struct row *row_of(const struct deed *d)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (strcmp(d->did, rows[i].did) == 0 &&
			(rows[i].by == BY_BOTH ||
				(rows[i].by == BY_SHOPPER) ==
					(d->kind == SHOPPER)))
			return &rows[i];
	return NULL;
}

static void tell(struct record *r, struct deed *d)
{
	const struct row *row = row_of(d);

	if (strcmp(d->did, "connect") == 0)
		connect_one(r, d);
	if (!row)
		return;
	if (d->person->devices == 0 && row->tell != disconnect_one)
		connect_one(r, d);
	if (row->in_chat && d->kind == ASSOCIATE && !shopper_of(r, d))
		buf_addf(r->out, "# %s: %s, in a chat from before\n",
			name_of(d), row->did);
	else if (row->tell)
		row->tell(r, d);
	else
		step(r, "%s %s\n", name_of(d), row->plain);
}

enum err record_line(struct record *r, const char *line, size_t len)
{
	json_t *o = NULL;
	struct deed d;
	enum err e = ERR_FIELD;

	if (len > RECORD_LINE ||
		jscan_check(line, len, RECORD_LINE, LIMIT_JSON_DEPTH,
			LIMIT_JSON_ITEMS) != ERR_OK)
		return ERR_FIELD;
	o = json_loadb(line, len, 0, NULL);
	if (!o || !take_deed(o, r, &d))
		goto out;
	r->last = d.n;
	if (d.person && !record_full(r)) {
		tell_wait(r, d.at);
		tell(r, &d);
	} else if (!d.person) {
		buf_add_str(r->out, "# somebody past the last name\n");
	}
	e = r->out->err;
out:
	json_decref(o);
	return e;
}
