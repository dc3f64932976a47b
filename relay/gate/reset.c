/* SPDX-License-Identifier: MIT */
#include "relay/gate/reset.h"

#include <sodium.h>
#include <string.h>

#include "relay/gate/letter.h"
#include "relay/post/mail.h"
#include "shared/mem.h"
#include "shared/password.h"

/* Somebody who has forgotten, from the request to its answer. */
struct resetting {
	struct codes *codes;
	struct hub *hub;
	struct reply *reply;
	struct wire_msg msg; /* forgot or reset; owns its strings */
	struct peer peer;
	bool known, mailed;
	/* Known: the account. */
	struct id associate, code;
	int lang;
	char retailer[LIMIT_SLUG + 1], name[LIMIT_NAME + 1];
	char address[LIMIT_ADDRESS + 1];
};

static void finish(struct resetting *p, enum err e, int64_t wait)
{
	if (e != ERR_OK)
		answer_error(p->reply, e, err_text(e), wait);
	if (p->msg.type == WIRE_T_RESET) {
		char *password = (char *)p->msg.reset.password;

		sodium_memzero(password, strlen(password));
	}
	wire_fini(&p->msg);
	codes_release(p->codes);
	mem_free(p);
}

static struct resetting *begin(struct codes *c, const struct request *q,
	struct reply *r, enum wire_type type)
{
	struct resetting *p = mem_zero(sizeof(*p));

	if (!p) {
		answer_fail(r, ERR_FULL);
		return NULL;
	}
	if (answer_read(q, r, type, &p->msg) != ERR_OK) {
		codes_begin(c, &q->peer); /* it counts as a try */
		mem_free(p);
		return NULL;
	}
	p->codes = c;
	p->hub = codes_hub(c);
	p->reply = r;
	p->peer = q->peer;
	codes_hold(c);
	return p;
}

static enum err fault(enum err e)
{
	return e == ERR_NOMEM || e == ERR_IO ? ERR_FULL : e;
}

static void keep(struct resetting *p, const struct store_associate *a)
{
	p->known = true;
	p->associate = a->id;
	p->lang = a->lang;
	strncpy(p->retailer, a->retailer, LIMIT_SLUG);
	strncpy(p->name, a->name, LIMIT_NAME);
	strncpy(p->address, a->address, LIMIT_ADDRESS);
}

static struct letter_to letter(const struct resetting *p)
{
	return (struct letter_to){p->retailer, p->address, p->name, p->lang};
}

/* Whoever asks has proven nothing; that an address is no account's stands
 * nowhere. */
static void trail(const struct resetting *p, enum audit_what what, bool proven)
{
	const struct trail_who who = {
		.retailer = p->retailer,
		.id = proven ? p->associate.s : AUDIT_NOBODY,
		.name = proven ? p->name : "",
		.peer = &p->peer,
	};

	trail_write(p->hub, &who, what, p->known ? p->address : "");
}

/* ---- asking for the code ---- */

static void on_asked(void *ctx, enum err e, int64_t wait)
{
	struct resetting *p = ctx;

	if (e == ERR_OK) {
		if (p->mailed)
			p->hub->io.mail(p->hub->io.ctx);
		trail(p, AUDIT_CODE_ASKED, false);
		codes_sent(p->codes, p->reply);
	}
	finish(p, fault(e), wait);
}

static void ask(struct resetting *p)
{
	const struct letter_to to = letter(p);
	struct codes_made made;
	struct store_mail mail;
	struct buf text;
	enum err e = ERR_OK;

	codes_make(p->codes, STORE_CODE_RESET, p->msg.forgot.address, &made);
	made.row.retailer = p->retailer;
	buf_init(&text, LETTER_MOST);
	if (p->hub->config.mail_from)
		e = letter_code(
			p->hub, made.row.kind, &to, made.text, &text, &mail);
	sodium_memzero(made.text, sizeof(made.text));
	p->mailed = e == ERR_OK && p->hub->config.mail_from;
	if (e == ERR_OK)
		store_ask_code(p->hub->store, &made.row,
			p->mailed ? &mail : NULL, !p->known, on_asked, p);
	else
		finish(p, ERR_FULL, 0);
	buf_fini(&text);
}

static void on_found(
	void *ctx, enum err e, const struct store_associate *account)
{
	struct resetting *p = ctx;

	if (e == ERR_OK)
		keep(p, account);
	else if (e == ERR_UNKNOWN)
		strncpy(p->address, p->msg.forgot.address, LIMIT_ADDRESS);
	if (e == ERR_OK || e == ERR_UNKNOWN)
		ask(p);
	else
		finish(p, ERR_FULL, 0);
}

void reset_forgot(struct codes *c, const struct request *q, struct reply *r)
{
	struct resetting *p = begin(c, q, r, WIRE_T_FORGOT);
	int64_t wait;

	if (!p)
		return;
	wait = codes_begin(c, &p->peer);
	if (wait > 0)
		finish(p, ERR_RATE, wait);
	else if (!mail_address_valid(p->msg.forgot.address))
		finish(p, ERR_ADDRESS, 0); /* nobody can have it */
	else
		store_find_address(
			p->hub->store, p->msg.forgot.address, on_found, p);
}

/* ---- the code has come ---- */

static void on_set(void *ctx, enum err e)
{
	struct resetting *p = ctx;
	struct tenant *t = hub_tenant(p->hub, p->retailer);

	if (e == ERR_UNKNOWN)
		e = ERR_CODE_OVER; /* the account has gone meanwhile */
	if (e == ERR_OK) {
		if (t)
			hub_sign_out_all(p->hub, t, &p->associate);
		if (p->mailed)
			p->hub->io.mail(p->hub->io.ctx);
		trail(p, AUDIT_RESET, true);
		log_event(p->hub->log, LOG_INFO, "reset", "associate",
			p->associate.s, NULL);
		answer_done(p->reply);
	}
	finish(p, fault(e), 0);
}

static void on_hash(void *ctx, const char *hash)
{
	struct resetting *p = ctx;
	const struct letter_to to = letter(p);
	struct store_password row = {
		.associate = p->associate,
		.retailer = p->retailer,
		.hash = hash,
		.code = p->code,
	};
	struct store_mail mail;
	struct buf text;

	if (!hash) {
		finish(p, ERR_FULL, 0);
		return;
	}
	buf_init(&text, LETTER_MOST);
	p->mailed = p->hub->config.mail_from &&
		letter_password(p->hub, &to, &text, &mail) == ERR_OK;
	store_set_password(
		p->hub->store, &row, p->mailed ? &mail : NULL, on_set, p);
	buf_fini(&text);
}

static enum err check_password(const struct resetting *p)
{
	const struct tenant *t = hub_tenant(p->hub, p->retailer);
	const char *const own[] = {p->msg.reset.address,
		p->name[0] ? p->name : NULL, t ? t->rules->name : NULL};
	enum err e = password_check(p->msg.reset.password, own, 3);

	return e == ERR_UTF8 ? ERR_FIELD : e;
}

static void on_code(
	void *ctx, enum err e, int64_t wait, const struct store_tried *t)
{
	struct resetting *p = ctx;

	/* Nobody's code, hit by chance. */
	if (e == ERR_OK && !t->known)
		e = ERR_CODE;
	if (e == ERR_OK) {
		keep(p, &t->who);
		p->code = t->code;
		e = check_password(p);
	}
	if (e == ERR_OK)
		e = codes_hash(p->codes, p->msg.reset.password, on_hash, p);
	if (e != ERR_OK)
		finish(p, fault(e), wait);
}

void reset_take(struct codes *c, const struct request *q, struct reply *r)
{
	struct resetting *p = begin(c, q, r, WIRE_T_RESET);
	struct codes_try t = {.kind = STORE_CODE_RESET};
	enum err e;

	if (!p)
		return;
	/* Before the code, which a password that is too short must not cost. */
	e = check_password(p);
	if (e != ERR_OK) {
		finish(p, fault(e), 0);
		return;
	}
	t.address = p->msg.reset.address;
	t.said = p->msg.reset.code;
	t.peer = &p->peer;
	codes_try(c, &t, on_code, p);
}
