/* SPDX-License-Identifier: MIT */
#include "relay/ctl/body.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "relay/ctl/find.h"
#include "shared/money.h"
#include "shared/times.h"
#include "shared/wire.h"

#define FOR_EVER 36500 /* days, as the relay says it */

static enum err span(const char *name, const char *said, int64_t *ms, char *why)
{
	if (!said || command_span(said, ms) == ERR_OK)
		return ERR_OK;
	snprintf(why, COMMAND_WHY, "--%s: %.60s is no span such as 90s or 30m",
		name, said);
	return ERR_FIELD;
}

static enum err count(const char *name, const char *said, int64_t *n, char *why)
{
	char *end;

	if (!said)
		return ERR_OK;
	*n = strtoll(said, &end, 10);
	if (end != said && !*end && *n > 0)
		return ERR_OK;
	snprintf(why, COMMAND_WHY, "--%s: %.60s is no number from 1", name,
		said);
	return ERR_FIELD;
}

/* 1 is on, 2 is off. */
static enum err on_or_off(
	const char *name, const char *said, int64_t *n, char *why)
{
	if (!said)
		return ERR_OK;
	*n = strcmp(said, "off") == 0 ? 2 : 1;
	if (*n == 2 || strcmp(said, "on") == 0)
		return ERR_OK;
	snprintf(why, COMMAND_WHY, "--%s: %.60s is neither on nor off", name,
		said);
	return ERR_FIELD;
}

/* As people write it: in that currency, which may stand beside it. */
static enum err amount(const char *name, const char *said, const char *currency,
	int64_t *minor, char *why)
{
	struct money m = {.code = ""};
	char text[MONEY_SIZE];
	int len;

	if (!said)
		return ERR_OK;
	len = snprintf(text, sizeof(text), "%s %s", said, currency);
	if (len < MONEY_SIZE && money_parse(text, (size_t)len, &m) != ERR_OK)
		money_parse(said, strlen(said), &m);
	*minor = m.minor;
	if (m.minor > 0 && strcmp(m.code, currency) == 0)
		return ERR_OK;
	snprintf(why, COMMAND_WHY, "--%s: %.60s is no amount of %.3s", name,
		said, currency);
	return ERR_FIELD;
}

/* Of this retailer, as it is or will be. */
static void currency(
	const struct command_line *line, const char *there, char code[4])
{
	json_t *root = there ? json_loads(there, 0, NULL) : NULL;
	const char *has =
		find_text(find_retailer(root, line->args[0], NULL), "currency");

	if (line->currency && line->currency[0])
		has = line->currency;
	snprintf(code, 4, "%s", has[0] ? has : "JPY"); /* as the relay does */
	json_decref(root);
}

/* The bold numbers of the rules. */
static enum err numbers(const struct command_line *line, const char *there,
	struct wire_ctl_retailer *m, char *why)
{
	char code[4];
	enum err e = count("at-once", line->at_once, &m->at_once, why);

	if (e == ERR_OK)
		e = span("more-every", line->more_every, &m->more_every, why);
	if (e == ERR_OK)
		e = span("ring-for", line->ring_for, &m->ring_for, why);
	if (e == ERR_OK)
		e = span("keep-state", line->keep_state, &m->keep_state, why);
	if (e == ERR_OK)
		e = span("take-over", line->take_over, &m->take_over, why);
	if (e == ERR_OK)
		e = span("left-after", line->left_after, &m->left_after, why);
	if (e == ERR_OK)
		e = count("window", line->window, &m->window, why);
	if (e == ERR_OK)
		e = on_or_off("scan", line->scan, &m->scan, why);
	currency(line, there, code);
	if (e == ERR_OK)
		e = amount("largest-order", line->largest_order, code,
			&m->largest_order, why);
	if (e == ERR_OK && line->retention &&
		strcmp(line->retention, "none") == 0)
		m->retention = FOR_EVER;
	else if (e == ERR_OK)
		e = count("retention", line->retention, &m->retention, why);
	return e;
}

static enum err retailer(const struct command_line *line,
	const struct body_read *read, struct buf *out, char *why)
{
	struct wire_msg m = {.type = WIRE_T_CTL_RETAILER};
	struct buf origins;
	enum err e;

	buf_init(&origins, LIMIT_TEXT);
	for (int i = 0; line->origins[i]; i++)
		buf_addf(&origins, "%s%s", i ? "\n" : "", line->origins[i]);
	m.ctl_retailer.retailer = line->args[0];
	m.ctl_retailer.name = line->name;
	m.ctl_retailer.zone = line->zone;
	m.ctl_retailer.currency = line->currency;
	m.ctl_retailer.accent = line->accent;
	m.ctl_retailer.origins = buf_str(&origins);
	m.ctl_retailer.hours = read->hours;
	m.ctl_retailer.support =
		line->support && !line->support[0] ? "none" : line->support;
	e = numbers(line, read->there, &m.ctl_retailer, why);
	if (e == ERR_OK)
		e = origins.err ? origins.err : wire_encode(&m, out);
	buf_fini(&origins);
	return e;
}

static enum err group(const struct command_line *line, const char *key,
	const char *hours, struct buf *out)
{
	struct wire_msg m = {.type = WIRE_T_CTL_GROUP};

	m.ctl_group.retailer = line->args[0];
	m.ctl_group.group = key;
	m.ctl_group.name = line->name;
	m.ctl_group.hours = hours;
	m.ctl_group.remove = line->id == COMMAND_GROUP_REMOVE;
	return wire_encode(&m, out);
}

static enum err associate(
	const struct command_line *line, const char *password, struct buf *out)
{
	struct wire_msg m = {.type = WIRE_T_CTL_ASSOCIATE};

	m.ctl_associate.retailer = line->args[0];
	m.ctl_associate.address = line->args[1];
	m.ctl_associate.name = line->name;
	m.ctl_associate.groups =
		line->groups && !line->groups[0] ? "none" : line->groups;
	m.ctl_associate.manager = line->manager;
	m.ctl_associate.plain = line->no_manager;
	m.ctl_associate.password = password;
	m.ctl_associate.remove = line->id == COMMAND_ASSOCIATE_REMOVE;
	return wire_encode(&m, out);
}

static enum err advance(
	const struct command_line *line, struct buf *out, char *why)
{
	struct wire_msg m = {.type = WIRE_T_CTL_CLOCK};

	if (command_span(line->args[0], &m.ctl_clock.advance) != ERR_OK) {
		snprintf(why, COMMAND_WHY,
			"%.60s is no span such as 90s, 30m, 2h or 7d",
			line->args[0]);
		return ERR_FIELD;
	}
	return wire_encode(&m, out);
}

static enum err set_clock(
	const struct command_line *line, struct buf *out, char *why)
{
	struct wire_msg m = {.type = WIRE_T_CTL_CLOCK};
	const char *s = line->args[0];

	if (times_parse(s, strlen(s), &m.ctl_clock.wall) != ERR_OK) {
		snprintf(why, COMMAND_WHY,
			"%.60s is no time such as 2026-11-22T09:30:00Z", s);
		return ERR_FIELD;
	}
	return wire_encode(&m, out);
}

static enum err minute(
	const char *name, const char *said, int64_t *out, char *why)
{
	if (!said || command_minute(said, out) == ERR_OK)
		return ERR_OK;
	snprintf(why, COMMAND_WHY, "--%s: %.60s is no time such as 10:30", name,
		said);
	return ERR_FIELD;
}

static enum err lang(const char *said, int *out, char *why)
{
	if (!said)
		return ERR_OK;
	*out = strcmp(said, "ja") == 0 ? WIRE_LANG_JA : WIRE_LANG_EN;
	if (strcmp(said, wire_lang_word((enum wire_lang) * out)) == 0)
		return ERR_OK;
	snprintf(why, COMMAND_WHY, "--lang: %.60s is not en or ja", said);
	return ERR_FIELD;
}

static enum err template(const struct command_line *line,
	const struct body_read *read, struct buf *out, char *why) {
	struct wire_msg m = {.type = WIRE_T_CTL_TEMPLATE};
	struct wire_ctl_template *t = &m.ctl_template;
	enum err e;

	t->retailer = line->args[0];
	t->template = line->args[1];
	t->use = command_of_replies(line->id) ? WIRE_USE_REPLY
					      : WIRE_USE_GREETING;
	t->remove = line->id == COMMAND_GREETING_REMOVE ||
		line->id == COMMAND_REPLY_REMOVE;
	/* 0 is a value of these: what is there is said again. */
	if (read->there) find_template(
		read->there, t->template, &t->lang, &t->from, &t->until);
	t->title = line->title;
	t->text = read->text;
	t->pages = line->pages && !line->pages[0] ? "none" : line->pages;
	e = lang(line->lang, &t->lang, why);
	if (e == ERR_OK) e = minute("from", line->from, &t->from, why);
	if (e == ERR_OK) e = minute("until", line->until, &t->until, why);
	if (e == ERR_OK) e = wire_encode(&m, out);
	return e;
}

static enum err unblock(
	const struct command_line *line, struct buf *out, char *why)
{
	struct wire_msg m = {.type = WIRE_T_CTL_UNBLOCK};

	if (!id_valid(line->args[1])) {
		snprintf(why, COMMAND_WHY,
			"%.60s is no shopper; see `block list'", line->args[1]);
		return ERR_FIELD;
	}
	m.ctl_unblock.retailer = line->args[0];
	m.ctl_unblock.shopper = id_from_str(line->args[1]);
	return wire_encode(&m, out);
}

static enum err decide(
	const struct command_line *line, struct buf *out, char *why)
{
	struct wire_msg m = {.type = WIRE_T_CTL_CLAIM};

	if (!id_valid(line->args[1])) {
		snprintf(why, COMMAND_WHY,
			"%.60s is no claim; see `claim list'", line->args[1]);
		return ERR_FIELD;
	}
	m.ctl_claim.retailer = line->args[0];
	m.ctl_claim.claim = id_from_str(line->args[1]);
	m.ctl_claim.grant = line->id == COMMAND_CLAIM_GRANT;
	m.ctl_claim.reason = line->reason;
	return wire_encode(&m, out);
}

static enum err invite(
	const struct command_line *line, struct buf *out, char *why)
{
	struct wire_msg m = {.type = WIRE_T_CTL_INVITE};
	enum err e = count("days", line->days, &m.ctl_invite.days, why);

	if (e == ERR_OK)
		e = count("uses", line->uses, &m.ctl_invite.uses, why);
	m.ctl_invite.retailer = line->args[0];
	m.ctl_invite.code = line->args[1];
	m.ctl_invite.groups = line->groups;
	m.ctl_invite.withdraw = line->id == COMMAND_INVITE_WITHDRAW;
	m.ctl_invite.replace = line->id == COMMAND_INVITE_REPLACE;
	return e == ERR_OK ? wire_encode(&m, out) : e;
}

static enum err code(const struct command_line *line, struct buf *out)
{
	struct wire_msg m = {.type = WIRE_T_CTL_CODE};

	m.ctl_code.retailer = line->args[0];
	m.ctl_code.address = line->args[1];
	return wire_encode(&m, out);
}

static enum err order_key(const struct command_line *line, struct buf *out)
{
	struct wire_msg m = {.type = WIRE_T_CTL_ORDER_KEY};

	m.ctl_order_key.retailer = line->args[0];
	m.ctl_order_key.remove = line->none;
	return wire_encode(&m, out);
}

static enum err unlock(const struct command_line *line, struct buf *out)
{
	struct wire_msg m = {.type = WIRE_T_CTL_UNLOCK};

	m.ctl_unlock.retailer = line->args[0];
	m.ctl_unlock.address = line->args[1];
	return wire_encode(&m, out);
}

static enum err sign_out(const struct command_line *line, struct buf *out)
{
	struct wire_msg m = {.type = WIRE_T_CTL_SIGN_OUT};

	m.ctl_sign_out.retailer = line->args[0];
	m.ctl_sign_out.address = line->args[1];
	return wire_encode(&m, out);
}

static enum err mail(const struct command_line *line, struct buf *out)
{
	struct wire_msg m = {.type = WIRE_T_CTL_MAIL};

	m.ctl_mail.retailer = line->args[0];
	m.ctl_mail.address = line->args[1];
	return wire_encode(&m, out);
}

static enum err sessions(const struct command_line *line, struct buf *out)
{
	struct wire_msg m = {.type = WIRE_T_CTL_SESSIONS};

	m.ctl_sessions.retailer = line->args[0];
	m.ctl_sessions.address = line->args[1];
	return wire_encode(&m, out);
}

static enum err end_session(
	const struct command_line *line, struct buf *out, char *why)
{
	struct wire_msg m = {.type = WIRE_T_CTL_SESSION_END};

	if (!id_valid(line->args[1])) {
		snprintf(why, COMMAND_WHY,
			"%.60s is no session; see `session list'",
			line->args[1]);
		return ERR_FIELD;
	}
	m.ctl_session_end.retailer = line->args[0];
	m.ctl_session_end.session = id_from_str(line->args[1]);
	return wire_encode(&m, out);
}

static enum err import(const struct command_line *line, struct buf *out)
{
	struct wire_msg m = {.type = WIRE_T_CTL_IMPORT};

	m.ctl_import.retailer = line->args[0];
	m.ctl_import.format = line->format;
	m.ctl_import.encoding = line->encoding;
	m.ctl_import.force = line->force;
	return wire_encode(&m, out);
}

static enum err feed(const struct command_line *line,
	const struct body_read *read, struct buf *out, char *why)
{
	struct wire_msg m = {.type = WIRE_T_CTL_FEED};
	enum err e = span("every", line->every, &m.ctl_feed.every, why);

	m.ctl_feed.retailer = line->args[0];
	if (line->id == COMMAND_CATALOG_FEED)
		m.ctl_feed.url = read->text ? read->text : line->args[1];
	m.ctl_feed.format = line->format;
	m.ctl_feed.encoding = line->encoding;
	m.ctl_feed.stop = line->id == COMMAND_CATALOG_FEED_STOP;
	return e ? e : wire_encode(&m, out);
}

static enum err find_goods(const struct command_line *line, struct buf *out)
{
	struct wire_msg m = {.type = WIRE_T_CTL_FIND};
	struct buf words;
	enum err e;

	buf_init(&words, LIMIT_TEXT);
	for (int i = 1; line->args[i]; i++)
		buf_addf(&words, "%s%s", i > 1 ? " " : "", line->args[i]);
	m.ctl_find.retailer = line->args[0];
	if (line->by_sku)
		m.ctl_find.sku = buf_str(&words);
	else if (line->by_gtin)
		m.ctl_find.gtin = buf_str(&words);
	else
		m.ctl_find.text = buf_str(&words);
	e = words.err ? words.err : wire_encode(&m, out);
	buf_fini(&words);
	return e;
}

/* A number that may be an order's or a guest's, but no telephone's. */
static bool is_short_number(const char *s)
{
	size_t len = strlen(s);

	return len < 8 && strspn(s, "0123456789") == len;
}

/* Whom it is about: what is no id is the address of an enquiry, which may be
 * anything that somebody is reached by. */
static enum err shopper(
	const struct command_line *line, struct buf *out, char *why)
{
	struct wire_msg m = {.type = WIRE_T_CTL_SHOPPER};
	struct wire_ctl_shopper *w = &m.ctl_shopper;
	const char *who = line->args[1];
	enum err e = ERR_OK;

	w->retailer = line->args[0];
	if (line->by_order && line->by_guest) {
		snprintf(why, COMMAND_WHY,
			"say --order or --guest: it is a number of one");
		return ERR_FIELD;
	}
	if (line->by_order)
		w->order = who;
	else if (line->by_guest)
		e = count("guest", who, &w->guest, why);
	else if (id_valid(who))
		w->shopper = id_from_str(who);
	else if (is_short_number(who))
		e = ERR_FIELD;
	else
		w->address = who;
	if (e && !why[0])
		snprintf(why, COMMAND_WHY,
			"%.60s is no id and no address; say --order or "
			"--guest if it is a number of those",
			who);
	return e ? e : wire_encode(&m, out);
}

static enum err expire(const struct command_line *line, struct buf *out)
{
	struct wire_msg m = {.type = WIRE_T_CTL_EXPIRE};

	m.ctl_expire.retailer = line->args[0];
	return wire_encode(&m, out);
}

static enum err held(const struct command_line *line, struct buf *out)
{
	struct wire_msg m = {.type = WIRE_T_CTL_HELD};

	m.ctl_held.retailer = line->args[0];
	m.ctl_held.release = line->id == COMMAND_CATALOG_RELEASE;
	return wire_encode(&m, out);
}

/* Of the catalogue, and of shoppers. */
static enum err goods_or_people(const struct command_line *line,
	const struct body_read *read, struct buf *out, char *why)
{
	switch (line->id) {
	case COMMAND_CATALOG_FEED:
	case COMMAND_CATALOG_FEED_NOW:
	case COMMAND_CATALOG_FEED_STOP:
		return feed(line, read, out, why);
	case COMMAND_CATALOG_IMPORT:
		return import(line, out);
	case COMMAND_CATALOG_FIND:
		return find_goods(line, out);
	case COMMAND_CATALOG_RELEASE:
	case COMMAND_CATALOG_REFUSE:
		return held(line, out);
	case COMMAND_SHOPPER_FIND:
	case COMMAND_SHOPPER_EXPORT:
	case COMMAND_SHOPPER_CORRECT:
	case COMMAND_SHOPPER_ERASE:
		return shopper(line, out, why);
	case COMMAND_RETENTION_RUN:
		return expire(line, out);
	default:
		return ERR_OK; /* it needs none */
	}
}

enum err body_write(const struct command_line *line,
	const struct body_read *read, struct buf *out, char why[COMMAND_WHY])
{
	const char *hours = read->hours;

	why[0] = '\0';
	switch (line->id) {
	case COMMAND_RETAILER_ADD:
	case COMMAND_RETAILER_SET:
		return retailer(line, read, out, why);
	case COMMAND_GROUP_ADD:
	case COMMAND_GROUP_SET:
	case COMMAND_GROUP_REMOVE:
		return group(line, line->args[1], hours, out);
	case COMMAND_HOURS_SET:
	case COMMAND_EXCEPT_ADD:
	case COMMAND_EXCEPT_REMOVE:
		return line->group ? group(line, line->group, hours, out)
				   : retailer(line, read, out, why);
	case COMMAND_ASSOCIATE_ADD:
	case COMMAND_ASSOCIATE_SET:
	case COMMAND_ASSOCIATE_REMOVE:
		return associate(line, read->password, out);
	case COMMAND_GREETING_ADD:
	case COMMAND_GREETING_SET:
	case COMMAND_GREETING_REMOVE:
	case COMMAND_REPLY_ADD:
	case COMMAND_REPLY_SET:
	case COMMAND_REPLY_REMOVE:
		return template(line, read, out, why);
	case COMMAND_INVITE_ISSUE:
	case COMMAND_INVITE_WITHDRAW:
	case COMMAND_INVITE_REPLACE:
		return invite(line, out, why);
	case COMMAND_CODE:
		return code(line, out);
	case COMMAND_ORDER_KEY:
		return order_key(line, out);
	case COMMAND_UNLOCK:
		return unlock(line, out);
	case COMMAND_SESSION_END_ALL:
		return sign_out(line, out);
	case COMMAND_SESSION_LIST:
		return sessions(line, out);
	case COMMAND_SESSION_END:
		return end_session(line, out, why);
	case COMMAND_BLOCK_LIFT:
		return unblock(line, out, why);
	case COMMAND_CLAIM_GRANT:
	case COMMAND_CLAIM_REFUSE:
		return decide(line, out, why);
	case COMMAND_MAIL_TEST:
		return mail(line, out);
	case COMMAND_CLOCK_ADVANCE:
		return advance(line, out, why);
	case COMMAND_CLOCK_SET:
		return set_clock(line, out, why);
	default:
		return goods_or_people(line, read, out, why);
	}
}
