/* SPDX-License-Identifier: MIT */
#include "relay/ctl/show.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "relay/ctl/find.h"
#include "relay/ctl/refusal.h"
#include "relay/ctl/sheet.h"
#include "relay/ctl/when.h"
#include "shared/mem.h"
#include "shared/money.h"
#include "shared/text.h"

#define CELL_MOST (64 * 1024) /* bytes */
#define FOR_EVER 36500        /* days, as the relay says it */

/* What stands in a column. */
enum form {
	FORM_TEXT,
	FORM_TIME,
	FORM_NUMBER,
	FORM_FLAG,  /* one word or the other */
	FORM_DAYS,  /* so many of the other; 0: the word */
	FORM_SPAN,  /* a greeting's, in minutes of the day */
	FORM_EVERY, /* milliseconds, as an option says them */
	FORM_OWN,   /* is there anything at all? */
	FORM_MONEY, /* minor units of `currency`, the lowered price if any */
};

struct column {
	const char *field, *heading;
	enum form form;
	const char *word, *other; /* a flag's; `other` for an empty text, too */
};

struct list {
	enum command_id id;
	const char *array;
	struct column columns[SHEET_COLUMNS + 1];
};

/* clang-format off */
#define RIGHTS {"manager", "rights", FORM_FLAG, "manager", "associate"}
/* What is, or was, past the retention. */
#define PAST \
	{"chats", "chats", FORM_NUMBER, NULL, NULL}, \
	{"enquiries", "enquiries", FORM_NUMBER, NULL, NULL}, \
	{"sales", "sale names", FORM_NUMBER, NULL, NULL}, \
	{"claims", "claim names", FORM_NUMBER, NULL, NULL}, \
	{"shoppers", "shoppers", FORM_NUMBER, NULL, NULL}
/* The first word of a list of words is left out on the wire. */
static const struct list lists[] = {
	{COMMAND_RETAILER_LIST, "retailers", {
		{.field = "retailer", .heading = "retailer"},
		{.field = "name", .heading = "name"},
		{.field = "zone", .heading = "zone"},
		{.field = "currency", .heading = "currency"},
		{.field = "accent", .heading = "colour"},
		{.field = "origins", .heading = "origins"}}},
	{COMMAND_GROUP_LIST, "groups", {
		{.field = "group", .heading = "group"},
		{.field = "name", .heading = "name"},
		{"hours", "hours", FORM_OWN, "own hours", ""}}},
	{COMMAND_ASSOCIATE_LIST, "associates", {
		{.field = "address", .heading = "address"},
		{.field = "name", .heading = "name"},
		RIGHTS,
		{.field = "groups", .heading = "groups"}}},
	{COMMAND_ACCOUNT_LIST, "accounts", {
		{.field = "address", .heading = "address"},
		{.field = "name", .heading = "name"},
		RIGHTS,
		{"locked", "codes", FORM_FLAG, "locked", "taken"},
		{"sessions", "sessions", FORM_NUMBER, NULL, NULL},
		{"used", "last used", FORM_TIME, NULL, NULL},
		{.field = "groups", .heading = "groups"}}},
	{COMMAND_INVITE_LIST, "invites", {
		{.field = "code", .heading = "code"},
		{"standing", "standing", FORM_TEXT, NULL, "open"},
		{"used", "used", FORM_NUMBER, NULL, NULL},
		{"uses", "of", FORM_NUMBER, NULL, NULL},
		{"made", "issued", FORM_TIME, NULL, NULL},
		{"expires", "good until", FORM_TIME, NULL, NULL},
		{.field = "by", .heading = "by"},
		{.field = "groups", .heading = "groups"}}},
	{COMMAND_SESSION_LIST, "sessions", {
		{.field = "session", .heading = "session"},
		{"made", "signed in", FORM_TIME, NULL, NULL},
		{"used", "last used", FORM_TIME, NULL, NULL},
		{.field = "device", .heading = "device"}}},
	{COMMAND_GREETING_LIST, "templates", {
		{.field = "template", .heading = "greeting"},
		{.field = "lang", .heading = "language"},
		{.field = "title", .heading = "title"},
		{"pages", "pages", FORM_TEXT, NULL, "*"},
		{"from", "times", FORM_SPAN, NULL, NULL},
		{.field = "text", .heading = "words"}}},
	{COMMAND_REPLY_LIST, "templates", {
		{.field = "template", .heading = "reply"},
		{.field = "lang", .heading = "language"},
		{.field = "title", .heading = "title"},
		{.field = "text", .heading = "words"}}},
	{COMMAND_CATALOG_FIND, "goods", {
		{.field = "sku", .heading = "sku"},
		{.field = "product", .heading = "product"},
		{"amount", "price", FORM_MONEY, NULL, NULL},
		{"stock", "stock", FORM_TEXT, NULL, "unsaid"},
		{"gtin", "barcode", FORM_TEXT, NULL, "-"},
		{.field = "category", .heading = "category"}}},
	{COMMAND_CLAIM_LIST, "claims", {
		{.field = "claim", .heading = "claim"},
		{"at", "made", FORM_TIME, NULL, NULL},
		{.field = "by", .heading = "by"},
		{.field = "order", .heading = "order"},
		{"amount", "price", FORM_MONEY, NULL, NULL},
		{"state", "state", FORM_TEXT, NULL, "open"},
		{"owner", "is sale of", FORM_TEXT, NULL, "-"},
		{.field = "evidence", .heading = "evidence"},
		{.field = "reason", .heading = "decided because"}}},
	{COMMAND_SHOPPER_FIND, "shoppers", {
		{.field = "shopper", .heading = "shopper"},
		{"name", "name", FORM_TEXT, NULL, "-"},
		{"guest", "guest", FORM_NUMBER, NULL, NULL},
		{"chats", "chats", FORM_NUMBER, NULL, NULL},
		{"enquiries", "enquiries", FORM_NUMBER, NULL, NULL},
		{"orders", "orders", FORM_NUMBER, NULL, NULL},
		{"last", "last heard of", FORM_TIME, NULL, NULL}}},
	{COMMAND_BLOCK_LIST, "blocks", {
		{.field = "shopper", .heading = "shopper"},
		{"at", "since", FORM_TIME, NULL, NULL},
		{.field = "name", .heading = "name"},
		{.field = "by", .heading = "by"},
		{.field = "text", .heading = "why"}}},
	{COMMAND_REPORT_LIST, "reports", {
		{.field = "report", .heading = "report"},
		{"at", "sent", FORM_TIME, NULL, NULL},
		{.field = "name", .heading = "by"}}},
	{COMMAND_MAIL_QUEUE, "mails", {
		{.field = "mail", .heading = "mail"},
		{"at", "next try", FORM_TIME, NULL, NULL},
		{.field = "address", .heading = "address"},
		{"tries", "tries", FORM_NUMBER, NULL, NULL},
		{.field = "text", .heading = "the last one ended with"}}},
	{COMMAND_PERFORMANCE, "performance", {
		{.field = "name", .heading = "name"},
		{"accepted", "accepted", FORM_NUMBER, NULL, NULL},
		{"missed", "missed", FORM_NUMBER, NULL, NULL},
		{"median", "ms to accept", FORM_NUMBER, NULL, NULL},
		{"chats", "chats", FORM_NUMBER, NULL, NULL},
		{"converted", "with a sale", FORM_NUMBER, NULL, NULL},
		{"sales", "sales", FORM_NUMBER, NULL, NULL},
		{"ratings", "ratings", FORM_NUMBER, NULL, NULL},
		{"stars", "stars", FORM_NUMBER, NULL, NULL}}},
	{COMMAND_AUDIT, "audit", {
		{"seq", "line", FORM_NUMBER, NULL, NULL},
		{"at", "when", FORM_TIME, NULL, NULL},
		{"what", "what", FORM_TEXT, NULL, "-"},
		{"who", "who", FORM_TEXT, NULL, "-"},
		{"name", "name", FORM_TEXT, NULL, "-"},
		{"from", "from", FORM_TEXT, NULL, "-"},
		{"about", "about", FORM_TEXT, NULL, "-"}}},
};

/* Below the figures: what sales come to, a line a currency. */
static const struct list takings = {COMMAND_PERFORMANCE, "takings", {
	{.field = "name", .heading = "name"},
	{"sales", "sales", FORM_NUMBER, NULL, NULL},
	{"amount", "worth", FORM_MONEY, NULL, NULL}}};

/* One thing alone, a line a field. */
static const struct list things[] = {
	{COMMAND_ASSOCIATE_SHOW, "", {
		{.field = "address", .heading = "address"},
		{.field = "name", .heading = "name"},
		RIGHTS,
		{"groups", "groups", FORM_TEXT, NULL, "-"},
		{"lang", "language", FORM_TEXT, NULL, "en"},
		{"locked", "codes", FORM_FLAG, "locked: see unlock", "taken"},
		{"sessions", "sessions", FORM_NUMBER, NULL, NULL},
		{"used", "last used", FORM_TIME, NULL, NULL},
		{.field = "associate", .heading = "id"}}},
	{COMMAND_CATALOG_SHOW, "", {
		{"products", "products", FORM_NUMBER, NULL, NULL},
		{"updated", "updated", FORM_TIME, NULL, NULL},
		{"held_products", "held back", FORM_NUMBER, NULL, NULL},
		{"held_gone", "not in it", FORM_NUMBER, NULL, NULL},
		{"held_updated", "since", FORM_TIME, NULL, NULL}}},
	{COMMAND_CATALOG_FEED, "", { /* the feed of `catalogue show' */
		{.field = "url", .heading = "feed"},
		{"every", "every", FORM_EVERY, NULL, NULL},
		{"fetching", "now", FORM_FLAG, "being fetched", "-"},
		{"tried", "last try", FORM_TIME, NULL, NULL},
		{"result", "result", FORM_TEXT, NULL, "-"},
		{"text", "because", FORM_TEXT, NULL, "-"},
		{"checked", "confirmed", FORM_TIME, NULL, NULL},
		{"next", "next try", FORM_TIME, NULL, NULL},
		{"taken", "rows taken", FORM_NUMBER, NULL, NULL},
		{"refused", "refused", FORM_NUMBER, NULL, NULL}}},
	{COMMAND_INVITE_ISSUE, "", {
		{.field = "code", .heading = "code"},
		{"uses", "uses", FORM_NUMBER, NULL, NULL},
		{"expires", "good until", FORM_TIME, NULL, NULL},
		{"groups", "groups", FORM_TEXT, NULL, "-"}}},
	{COMMAND_INVITE_REPLACE, "", {
		{.field = "code", .heading = "code"},
		{"uses", "uses", FORM_NUMBER, NULL, NULL},
		{"expires", "good until", FORM_TIME, NULL, NULL},
		{"groups", "groups", FORM_TEXT, NULL, "-"}}},
	{COMMAND_SHOPPER_CORRECT, "", {
		{"shoppers", "corrected", FORM_NUMBER, NULL, NULL}}},
	{COMMAND_SHOPPER_ERASE, "", {
		{"shoppers", "erased", FORM_NUMBER, NULL, NULL}}},
	{COMMAND_RETENTION_SHOW, "", {
		{"days", "kept", FORM_DAYS, "for ever", "days"},
		{"before", "until", FORM_TIME, NULL, NULL},
		PAST}},
	{COMMAND_RETENTION_RUN, "", {PAST}},
	{COMMAND_ORDER_KEY, "", {
		{"key", "key", FORM_TEXT, NULL, "none"}}},
	{COMMAND_CODE, "", {
		{.field = "code", .heading = "code"},
		{"minutes", "minutes", FORM_NUMBER, NULL, NULL}}},
};
/* clang-format on */
#define N(array) (sizeof(array) / sizeof(array[0]))

static const struct list *row(
	const struct list *from, size_t n, enum command_id id)
{
	for (size_t i = 0; i < n; i++) {
		if (from[i].id == id)
			return &from[i];
	}
	return NULL;
}

bool show_has_times(enum command_id id)
{
	const struct list *l = row(lists, N(lists), id);

	if (!l)
		l = row(things, N(things), id);
	for (int i = 0; l && l->columns[i].field; i++) {
		if (l->columns[i].form == FORM_TIME)
			return true;
	}
	return id == COMMAND_REPORT_SHOW;
}

/* ---- cells ---- */

static void add_span(const json_t *one, struct buf *out)
{
	int64_t from = find_number(one, "from");
	int64_t until = find_number(one, "until");

	until = until ? until : 24 * 60;
	buf_addf(out, "%02d:%02d-%02d:%02d", (int)(from / 60), (int)(from % 60),
		(int)(until / 60), (int)(until % 60));
}

static void add_every(int64_t ms, struct buf *out)
{
	static const struct {
		int64_t ms;
		char unit;
	} units[] = {{86400000, 'd'}, {3600000, 'h'}, {60000, 'm'}};

	for (size_t i = 0; i < N(units); i++) {
		if (ms % units[i].ms == 0) {
			buf_addf(out, "%" PRId64 "%c", ms / units[i].ms,
				units[i].unit);
			return;
		}
	}
	buf_addf(out, "%" PRId64 "s", ms / 1000);
}

/* Of the currency that stands beside it. */
static void add_minor(const json_t *one, int64_t minor, struct buf *out)
{
	const char *currency = find_text(one, "currency");
	struct money m = {.minor = minor};
	char text[MONEY_SIZE];

	snprintf(m.code, sizeof(m.code), "%s", currency);
	if (!currency[0])
		buf_add_char(out, '-');
	else if (money_known(currency))
		buf_add_str(out, money_write(&m, text));
	else
		buf_addf(out, "%" PRId64 " %s", m.minor, currency);
}

static void add_money(const json_t *one, struct buf *out)
{
	int64_t sale = find_number(one, "sale");

	add_minor(one, sale ? sale : find_number(one, "amount"), out);
}

static void add_cell(const json_t *one, const struct column *c,
	const struct show_style *style, struct buf *out)
{
	const char *text = find_text(one, c->field);

	switch (c->form) {
	case FORM_TEXT:
		buf_add_str(out, text[0] || !c->other ? text : c->other);
		break;
	case FORM_TIME:
		when_add(find_number(one, c->field), style->tz, style->people,
			out);
		break;
	case FORM_NUMBER:
		buf_addf(out, "%" PRId64, find_number(one, c->field));
		break;
	case FORM_DAYS:
		if (find_number(one, c->field))
			buf_addf(out, "%" PRId64 " %s",
				find_number(one, c->field), c->other);
		else
			buf_add_str(out, c->word);
		break;
	case FORM_FLAG:
		buf_add_str(out, find_flag(one, c->field) ? c->word : c->other);
		break;
	case FORM_OWN:
		buf_add_str(out, text[0] ? c->word : c->other);
		break;
	case FORM_SPAN:
		add_span(one, out);
		break;
	case FORM_EVERY:
		add_every(find_number(one, c->field), out);
		break;
	case FORM_MONEY:
		add_money(one, out);
		break;
	}
}

static enum err add_list(const struct list *l, const json_t *owner,
	const struct show_style *style, struct buf *out)
{
	const json_t *one;
	struct sheet sheet;
	struct buf cell;
	size_t i;
	enum err e;

	sheet_init(&sheet, style->people);
	buf_init(&cell, CELL_MOST);
	for (int j = 0; l->columns[j].field; j++)
		sheet_column(&sheet, l->columns[j].heading);
	json_array_foreach(json_object_get(owner, l->array), i, one)
	{
		for (int j = 0; find_wanted(l->id, one) && j < sheet.columns;
			j++) {
			buf_clear(&cell);
			add_cell(one, &l->columns[j], style, &cell);
			sheet_add(&sheet, buf_str(&cell));
		}
	}
	e = cell.err ? cell.err : sheet_write(&sheet, out);
	if (style->people && show_has_times(l->id) && sheet.cells.len)
		buf_addf(out, "Times are those of %s.\n",
			style->tz ? style->zone : "UTC");
	buf_fini(&cell);
	sheet_fini(&sheet);
	return e;
}

enum err show_text(
	const char *text, const struct show_style *style, struct buf *out)
{
	char *shown = style->people ? text_show(text, strlen(text), true)
				    : mem_strdup(text);
	enum err e = shown ? buf_add_str(out, shown) : ERR_NOMEM;

	mem_free(shown);
	return e;
}

static enum err add_thing(const struct list *l, const json_t *one,
	const struct show_style *style, struct buf *out)
{
	struct buf cell;

	buf_init(&cell, CELL_MOST);
	for (int i = 0; l->columns[i].field; i++) {
		buf_clear(&cell);
		add_cell(one, &l->columns[i], style, &cell);
		buf_addf(out, "%-12s ", l->columns[i].heading);
		show_text(buf_str(&cell), style, out);
		if (style->people && l->columns[i].form == FORM_TIME &&
			find_number(one, l->columns[i].field) > 0)
			buf_addf(out, " %s", style->tz ? style->zone : "UTC");
		buf_add_char(out, '\n');
	}
	buf_fini(&cell);
	return out->err;
}

/* ---- what has a form of its own ---- */

static enum err hours(
	const json_t *owner, const struct show_style *style, struct buf *out)
{
	size_t before = out->len;

	show_text(find_text(owner, "hours"), style, out);
	if (out->len > before && out->data[out->len - 1] != '\n')
		buf_add_char(out, '\n');
	return out->err;
}

static enum err report(
	const json_t *root, const struct show_style *style, struct buf *out)
{
	const json_t *one = json_array_get(json_object_get(root, "reports"), 0);

	buf_addf(out, "%s\t", find_text(one, "report"));
	when_add(find_number(one, "at"), style->tz, style->people, out);
	buf_add_char(out, '\t');
	show_text(find_text(one, "name"), style, out);
	buf_add_str(out, "\n\n");
	show_text(find_text(one, "text"), style, out);
	return buf_add_char(out, '\n');
}

static enum err rules(const json_t *r, struct buf *out)
{
	static const char *const spans[][2] = {
		{"more_every", "more-every"},
		{"ring_for", "ring-for"},
		{"keep_state", "keep-state"},
		{"take_over", "take-over"},
		{"left_after", "left-after"},
	};

	int64_t kept;

	buf_addf(
		out, "at-once        %" PRId64 "\n", find_number(r, "at_once"));
	for (size_t i = 0; i < N(spans); i++)
		buf_addf(out, "%-14s %" PRId64 "s\n", spans[i][1],
			find_number(r, spans[i][0]) / 1000);
	buf_addf(out, "window         %" PRId64 " days\n",
		find_number(r, "window"));
	buf_addf(out, "scan           %s\n",
		json_is_false(json_object_get(r, "scan")) ? "off" : "on");
	buf_add_str(out, "largest-order  ");
	add_minor(r, find_number(r, "largest_order"), out);
	buf_add_char(out, '\n');
	kept = find_number(r, "retention");
	if (!kept || kept >= FOR_EVER)
		return buf_add_str(out, "retention      for ever\n");
	return buf_addf(out, "retention      %" PRId64 " days\n", kept);
}

static enum err status(const json_t *root, struct buf *out)
{
	int64_t up = find_number(root, "uptime");
	const char *state = "cannot store";

	if (find_flag(root, "draining"))
		state = "ending";
	else if (find_flag(root, "store"))
		state = "fine";
	buf_addf(out, "version      %s\n", find_text(root, "version"));
	buf_addf(out, "state        %s\n", state);
	buf_addf(out, "up           %d d %02d:%02d:%02d\n", (int)(up / 86400),
		(int)(up / 3600 % 24), (int)(up / 60 % 60), (int)(up % 60));
	buf_addf(out,
		"connections  %" PRId64 ", refused %" PRId64
		", cut for slowness %" PRId64 "\n",
		find_number(root, "connections"), find_number(root, "refused"),
		find_number(root, "slow"));
	buf_addf(out, "sessions     %" PRId64 "\n",
		find_number(root, "sessions"));
	buf_addf(out, "retailers    %" PRId64 ", ready %" PRId64 "\n",
		find_number(root, "desks"), find_number(root, "ready"));
	buf_addf(out, "store        %" PRId64 " requests wait\n",
		find_number(root, "pending"));
	return buf_addf(out, "memory       %" PRId64 " KiB\n",
		find_number(root, "memory") / 1024);
}

/* Where its feed comes from, and what came of it. */
static enum err feed(
	const json_t *root, const struct show_style *style, struct buf *out)
{
	const json_t *one = json_object_get(root, "feed"), *row_of;
	size_t i;

	if (one)
		add_thing(row(things, N(things), COMMAND_CATALOG_FEED), one,
			style, out);
	json_array_foreach(json_object_get(one, "refusals"), i, row_of)
		refusal_line(row_of, style, out);
	return out->err;
}

/* ---- the answer as a whole ---- */

static enum err show(const struct command_line *line, const json_t *root,
	const struct show_style *style, struct buf *out)
{
	const struct list *list = row(lists, N(lists), line->id);
	const struct list *thing = row(things, N(things), line->id);

	if (list) {
		add_list(list, root, style, out);
		if (line->id != COMMAND_PERFORMANCE)
			return out->err;
		buf_add_char(out, '\n');
		return add_list(&takings, root, style, out);
	}
	if (thing)
		add_thing(thing, root, style, out);
	if (thing)
		return line->id == COMMAND_CATALOG_SHOW ? feed(root, style, out)
							: out->err;
	switch (line->id) {
	case COMMAND_HOURS_SHOW:
		return hours(root, style, out);
	case COMMAND_REPORT_SHOW:
		return report(root, style, out);
	case COMMAND_RULES_SHOW:
		return rules(root, out);
	case COMMAND_STATUS:
		return status(root, out);
	case COMMAND_BACKUP:
		return buf_addf(out, "%s\n", find_text(root, "path"));
	default:
		return ERR_OK; /* done: there is nothing to say */
	}
}

enum err show_answer(const struct command_line *line, const char *answer,
	const struct show_style *style, struct buf *out)
{
	const json_t *part;
	json_t *root;
	enum err e;

	if (!answer[0])
		return ERR_OK;
	root = json_loads(answer, 0, NULL);
	if (!root)
		return ERR_JSON;
	part = find_asked(line, root);
	e = part ? show(line, part, style, out) : ERR_UNKNOWN;
	json_decref(root);
	return e;
}

void show_ascii(struct buf *text)
{
	size_t n = 0;

	for (size_t i = 0; i < text->len; i++) {
		unsigned char c = (unsigned char)text->data[i];

		if (c < 0x80)
			text->data[n++] = (char)c;
		else if (c >= 0xc0) /* the first byte of one */
			text->data[n++] = '?';
	}
	if (text->data)
		text->data[n] = '\0';
	text->len = n;
}
