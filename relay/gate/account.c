/* SPDX-License-Identifier: MIT */
#include "relay/gate/account.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "relay/gate/letter.h"
#include "relay/gate/token.h"
#include "relay/post/mail.h"
#include "shared/mem.h"
#include "shared/password.h"
#include "shared/text.h"

/* A request about one's own account, until its answer. */
struct asking {
	struct codes *codes;
	struct hub *hub;
	struct reply *reply;
	struct wire_msg msg; /* owns its strings; account_show(): none */
	struct peer peer;
	uint8_t token[32]; /* its hash */
	bool mailed;
	/* Who it is, once that is known. */
	struct id associate, code;
	int lang;
	bool manager;
	char retailer[LIMIT_SLUG + 1], name[LIMIT_NAME + 1];
	char address[LIMIT_ADDRESS + 1], groups[LIMIT_TITLE + 1];
	char *judged; /* the password's hash */
};

static void wipe(struct asking *a)
{
	char *one = NULL, *other = NULL;

	if (a->msg.type == WIRE_T_PASSWORD) {
		one = (char *)a->msg.password.password;
		other = (char *)a->msg.password.fresh;
	} else if (a->msg.type == WIRE_T_MOVE) {
		one = (char *)a->msg.move.password;
	}
	if (one)
		sodium_memzero(one, strlen(one));
	if (other)
		sodium_memzero(other, strlen(other));
}

static void finish(struct asking *a, enum err e, int64_t wait)
{
	if (e == ERR_NOMEM || e == ERR_IO)
		e = ERR_FULL;
	if (e != ERR_OK)
		answer_error(a->reply, e, err_text(e), wait);
	wipe(a);
	wire_fini(&a->msg);
	codes_release(a->codes);
	mem_free(a->judged);
	mem_free(a);
}

/* `type` WIRE_T_COUNT: there is no body. */
static struct asking *begin(struct codes *c, const struct request *q,
	struct reply *r, enum wire_type type)
{
	struct asking *a;

	if (!token_valid(q->bearer)) {
		answer_fail(r, ERR_TOKEN);
		return NULL;
	}
	a = mem_zero(sizeof(*a));
	if (!a) {
		answer_fail(r, ERR_FULL);
		return NULL;
	}
	a->msg.type = type;
	if (type != WIRE_T_COUNT &&
		answer_read(q, r, type, &a->msg) != ERR_OK) {
		mem_free(a);
		return NULL;
	}
	a->codes = c;
	a->hub = codes_hub(c);
	a->reply = r;
	a->peer = q->peer;
	token_hash(q->bearer, a->token);
	codes_hold(c);
	return a;
}

static void copy(char *out, size_t size, const char *s)
{
	snprintf(out, size, "%s", s);
}

static enum err keep(struct asking *a, const struct store_associate *account)
{
	a->associate = account->id;
	a->lang = account->lang;
	a->manager = account->manager;
	copy(a->retailer, sizeof(a->retailer), account->retailer);
	copy(a->name, sizeof(a->name), account->name);
	copy(a->address, sizeof(a->address), account->address);
	copy(a->groups, sizeof(a->groups), account->groups);
	a->judged = mem_strdup(account->hash);
	return a->judged ? ERR_OK : ERR_NOMEM;
}

static void find(struct asking *a, store_associate_fn fn)
{
	store_find_session(
		a->hub->store, a->token, hub_now(a->hub).wall, fn, a);
}

/* By the address of origin, as codes are: each leaves a line in the audit log.
 * ERR_RATE: there are `wait` us to wait. */
static enum err count(struct asking *a, int64_t *wait)
{
	*wait = codes_begin(a->codes, &a->peer);
	return *wait > 0 ? ERR_RATE : ERR_OK;
}

static void trail(
	const struct asking *a, enum audit_what what, const char *about)
{
	const struct trail_who who = {
		.retailer = a->retailer,
		.id = a->associate.s,
		.name = a->name,
		.peer = &a->peer,
	};

	trail_write(a->hub, &who, what, about);
	log_event(a->hub->log, LOG_INFO, audit_word(what), "associate",
		a->associate.s, NULL);
}

static void post(const struct asking *a)
{
	if (a->mailed)
		a->hub->io.mail(a->hub->io.ctx);
}

static struct letter_to letter(const struct asking *a, const char *address)
{
	return (struct letter_to){a->retailer, address, a->name, a->lang};
}

/* ---- what it is ---- */

static void on_summary(
	void *ctx, enum err e, const struct store_account *rows, int n)
{
	struct asking *a = ctx;
	struct wire_msg m = {.type = WIRE_T_ACCOUNT};

	if (e == ERR_OK && n != 1)
		e = ERR_TOKEN; /* it was taken away meanwhile */
	if (e == ERR_OK) {
		m.account.associate = a->associate;
		m.account.address = a->address;
		m.account.name = a->name;
		m.account.lang = a->lang;
		m.account.groups = a->groups;
		m.account.manager = a->manager;
		m.account.locked = rows->locked;
		m.account.sessions = rows->sessions;
		m.account.used = rows->used;
		answer_msg(a->reply, &m);
	}
	finish(a, e, 0);
}

static void on_owner(
	void *ctx, enum err e, const struct store_associate *account)
{
	struct asking *a = ctx;

	if (e == ERR_OK)
		e = keep(a, account);
	if (e == ERR_OK)
		store_accounts(a->hub->store, a->retailer, &a->associate,
			hub_now(a->hub).wall, on_summary, a);
	else
		finish(a, e, 0);
}

void account_show(struct codes *c, const struct request *q, struct reply *r)
{
	struct asking *a = begin(c, q, r, WIRE_T_COUNT);

	if (a)
		find(a, on_owner);
}

/* ---- another name, another address ---- */

/* The store has it: desk and colleagues hear of it. */
static void tell_desk(struct asking *a, const struct store_associate *now)
{
	struct tenant *t = hub_tenant(a->hub, a->retailer);

	if (t)
		tenant_set_account(t, now);
}

static void on_named(
	void *ctx, enum err e, const struct store_associate *account)
{
	struct asking *a = ctx;
	bool renamed;

	if (e == ERR_UNKNOWN)
		e = ERR_TOKEN;
	if (e == ERR_OK) {
		renamed = strcmp(a->name, account->name) != 0;
		copy(a->name, sizeof(a->name), account->name);
		if (renamed)
			trail(a, AUDIT_NAME_CHANGED, account->address);
		tell_desk(a, account);
		answer_done(a->reply);
	} else {
		codes_spare(a->codes, &a->peer);
	}
	finish(a, e, 0);
}

static void on_namer(
	void *ctx, enum err e, const struct store_associate *account)
{
	struct asking *a = ctx;
	const char *name = a->msg.rename.name;
	struct store_change change = {.name = name, .manager = -1};
	int64_t wait = 0;

	if (e == ERR_OK)
		e = keep(a, account);
	if (e == ERR_OK && text_blank(name, strlen(name)))
		e = ERR_FIELD;
	if (e == ERR_OK)
		e = count(a, &wait);
	if (e != ERR_OK) {
		finish(a, e, wait);
		return;
	}
	change.associate = a->associate;
	change.retailer = a->retailer;
	store_change_account(a->hub->store, &change, on_named, a);
}

void account_rename(struct codes *c, const struct request *q, struct reply *r)
{
	struct asking *a = begin(c, q, r, WIRE_T_RENAME);

	if (a)
		find(a, on_namer);
}

/* ---- another password ---- */

static void on_set(void *ctx, enum err e)
{
	struct asking *a = ctx;
	struct tenant *t = hub_tenant(a->hub, a->retailer);

	if (e == ERR_UNKNOWN)
		e = ERR_CREDENTIALS; /* it has been changed meanwhile */
	if (e == ERR_OK) {
		if (t)
			hub_sign_out_others(a->hub, t, &a->associate, a->token);
		post(a);
		trail(a, AUDIT_PASSWORD_CHANGED, a->address);
		answer_done(a->reply);
	}
	finish(a, e, 0);
}

static void on_hash(void *ctx, const char *hash)
{
	struct asking *a = ctx;
	const struct letter_to to = letter(a, a->address);
	struct store_password row = {
		.associate = a->associate,
		.retailer = a->retailer,
		.hash = hash,
		.judged = a->judged,
	};
	struct store_mail mail;
	struct buf text;

	if (!hash) {
		finish(a, ERR_FULL, 0);
		return;
	}
	memcpy(row.keep, a->token, sizeof(row.keep));
	buf_init(&text, LETTER_MOST);
	a->mailed = a->hub->config.mail_from &&
		letter_password(a->hub, &to, &text, &mail) == ERR_OK;
	store_set_password(
		a->hub->store, &row, a->mailed ? &mail : NULL, on_set, a);
	buf_fini(&text);
}

static enum err check_fresh(const struct asking *a)
{
	const struct tenant *t = hub_tenant(a->hub, a->retailer);
	const char *const own[] = {
		a->address, a->name, t ? t->rules->name : NULL};
	enum err e = password_check(a->msg.password.fresh, own, 3);

	return e == ERR_UTF8 ? ERR_FIELD : e;
}

static void on_proven(void *ctx, enum err e, int64_t wait,
	const struct store_associate *account)
{
	struct asking *a = ctx;

	if (e == ERR_OK)
		e = keep(a, account);
	if (e == ERR_OK)
		e = check_fresh(a);
	if (e == ERR_OK)
		e = codes_hash(a->codes, a->msg.password.fresh, on_hash, a);
	if (e != ERR_OK)
		finish(a, e, wait);
}

void account_password(struct codes *c, struct signin *s,
	const struct request *q, struct reply *r)
{
	struct asking *a = begin(c, q, r, WIRE_T_PASSWORD);

	if (a)
		signin_prove(s, q, a->msg.password.password, on_proven, a);
}

/* ---- another address ---- */

static void on_asked(void *ctx, enum err e, int64_t wait)
{
	struct asking *a = ctx;

	if (e == ERR_OK) {
		post(a);
		trail(a, AUDIT_CODE_ASKED, a->msg.move.address);
		codes_sent(a->codes, a->reply);
	}
	finish(a, e, wait);
}

static void ask(struct asking *a)
{
	const struct letter_to to = letter(a, a->msg.move.address);
	struct codes_made made;
	struct store_mail mail;
	struct buf text;
	enum err e = ERR_OK;

	codes_make(a->codes, STORE_CODE_MOVE, to.address, &made);
	made.row.retailer = a->retailer;
	made.row.associate = a->associate;
	buf_init(&text, LETTER_MOST);
	a->mailed = a->hub->config.mail_from != NULL;
	if (a->mailed)
		e = letter_code(
			a->hub, made.row.kind, &to, made.text, &text, &mail);
	sodium_memzero(made.text, sizeof(made.text));
	if (e == ERR_OK)
		store_ask_code(a->hub->store, &made.row,
			a->mailed ? &mail : NULL, false, on_asked, a);
	else
		finish(a, ERR_FULL, 0);
	buf_fini(&text);
}

static void on_free(
	void *ctx, enum err e, const struct store_associate *account)
{
	struct asking *a = ctx;
	int64_t wait = 0;

	/* One's own in other letters is free. */
	if (e == ERR_OK && !id_same(&account->id, &a->associate))
		e = ERR_ADDRESS_TAKEN;
	else if (e == ERR_UNKNOWN)
		e = ERR_OK;
	if (e == ERR_OK)
		e = count(a, &wait);
	if (e == ERR_OK)
		ask(a);
	else
		finish(a, e, wait);
}

static void on_mover(void *ctx, enum err e, int64_t wait,
	const struct store_associate *account)
{
	struct asking *a = ctx;

	if (e == ERR_OK)
		e = keep(a, account);
	if (e == ERR_OK && !mail_address_valid(a->msg.move.address))
		e = ERR_ADDRESS;
	if (e == ERR_OK)
		store_find_address(
			a->hub->store, a->msg.move.address, on_free, a);
	else
		finish(a, e, wait);
}

void account_move(struct codes *c, struct signin *s, const struct request *q,
	struct reply *r)
{
	struct asking *a = begin(c, q, r, WIRE_T_MOVE);

	if (a)
		signin_prove(s, q, a->msg.move.password, on_mover, a);
}

static void on_moved(
	void *ctx, enum err e, const struct store_associate *account)
{
	struct asking *a = ctx;

	if (e == ERR_UNKNOWN)
		e = ERR_TOKEN;
	if (e == ERR_OK) {
		post(a);
		trail(a, AUDIT_ADDRESS_CHANGED, account->address);
		tell_desk(a, account);
		answer_done(a->reply);
	}
	finish(a, e, 0);
}

static void on_code(
	void *ctx, enum err e, int64_t wait, const struct store_tried *t)
{
	struct asking *a = ctx;
	struct store_mail mail;
	struct buf text;
	const struct letter_to to = letter(a, a->address);

	if (e != ERR_OK) {
		finish(a, e, wait);
		return;
	}
	buf_init(&text, LETTER_MOST);
	a->mailed = a->hub->config.mail_from &&
		letter_moved(a->hub, &to, t->who.address, &text, &mail) ==
			ERR_OK;
	store_set_address(a->hub->store, a->retailer, &a->associate, &t->code,
		a->mailed ? &mail : NULL, on_moved, a);
	buf_fini(&text);
}

static void on_arriver(
	void *ctx, enum err e, const struct store_associate *account)
{
	struct asking *a = ctx;
	struct codes_try t = {.kind = STORE_CODE_MOVE};

	if (e == ERR_OK)
		e = keep(a, account);
	if (e != ERR_OK) {
		finish(a, e, 0);
		return;
	}
	t.associate = &a->associate;
	t.said = a->msg.moved.code;
	t.peer = &a->peer;
	codes_try(a->codes, &t, on_code, a);
}

void account_moved(struct codes *c, const struct request *q, struct reply *r)
{
	struct asking *a = begin(c, q, r, WIRE_T_MOVED);

	if (a)
		find(a, on_arriver);
}
