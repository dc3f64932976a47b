/* SPDX-License-Identifier: MIT */
#include "relay/gate/signup.h"

#include <sodium.h>
#include <string.h>

#include "relay/gate/invites.h"
#include "relay/gate/letter.h"
#include "relay/post/mail.h"
#include "shared/mem.h"
#include "shared/password.h"
#include "shared/text.h"

/* One who is on the way, from the request to its answer. */
struct joining {
	struct codes *codes;
	struct hub *hub;
	struct reply *reply;
	struct wire_msg msg; /* sign_up or confirm; owns its strings */
	struct peer peer;
	char invite[INVITES_LEN + 1];
	char retailer[LIMIT_SLUG + 1];
	char *hash; /* of the password */
	bool mailed;
	struct roster_staff *staff; /* who it will be */
	struct id code;             /* that was right */
};

static void finish(struct joining *j, enum err e, int64_t wait)
{
	if (e != ERR_OK)
		answer_error(j->reply, e, err_text(e), wait);
	char *password = j->msg.type == WIRE_T_SIGN_UP
		? (char *)j->msg.sign_up.password
		: (char *)j->msg.confirm.password;

	sodium_memzero(password, strlen(password));
	wire_fini(&j->msg);
	roster_staff_destroy(&j->staff);
	codes_release(j->codes);
	mem_free(j->hash);
	mem_free(j);
}

static struct joining *begin(struct codes *c, const struct request *q,
	struct reply *r, enum wire_type type)
{
	struct joining *j = mem_zero(sizeof(*j));

	if (!j) {
		answer_fail(r, ERR_FULL);
		return NULL;
	}
	if (answer_read(q, r, type, &j->msg) != ERR_OK) {
		codes_begin(c, &q->peer); /* it counts as a try */
		mem_free(j);
		return NULL;
	}
	j->codes = c;
	j->hub = codes_hub(c);
	j->reply = r;
	j->peer = q->peer;
	codes_hold(c);
	return j;
}

/* What the store could not do is nobody's fault. */
static enum err fault(enum err e)
{
	return e == ERR_NOMEM || e == ERR_IO ? ERR_FULL : e;
}

static void trail(const struct joining *j, enum audit_what what,
	const struct roster_staff *staff, const char *about)
{
	const struct trail_who who = {
		.retailer = j->retailer,
		.id = staff ? staff->id.s : AUDIT_NOBODY,
		.name = staff ? staff->name : "",
		.peer = &j->peer,
	};

	trail_write(j->hub, &who, what, about);
}

/* ---- asking for the code ---- */

static void on_asked(void *ctx, enum err e, int64_t wait)
{
	struct joining *j = ctx;

	if (e == ERR_OK) {
		if (j->mailed)
			j->hub->io.mail(j->hub->io.ctx);
		trail(j, AUDIT_CODE_ASKED, NULL, j->msg.sign_up.address);
		codes_sent(j->codes, j->reply);
	}
	finish(j, fault(e), wait);
}

static void ask(struct joining *j)
{
	const struct wire_sign_up *m = &j->msg.sign_up;
	const struct store_sign_up row = {
		.invite = j->invite,
		.address = m->address,
		.name = m->name,
		.hash = j->hash,
		.lang = (int)m->lang,
	};
	const struct letter_to to = {
		j->retailer, m->address, m->name, (int)m->lang};
	struct codes_made made;
	struct store_mail mail;
	struct buf text;
	enum err e = ERR_OK;

	codes_make(j->codes, STORE_CODE_SIGN_UP, m->address, &made);
	made.row.retailer = j->retailer;
	buf_init(&text, LETTER_MOST);
	j->mailed = j->hub->config.mail_from != NULL;
	if (j->mailed)
		e = letter_code(
			j->hub, made.row.kind, &to, made.text, &text, &mail);
	sodium_memzero(made.text, sizeof(made.text));
	if (e == ERR_OK)
		store_sign_up(j->hub->store, &row, &made.row,
			j->mailed ? &mail : NULL, on_asked, j);
	buf_fini(&text);
	if (e != ERR_OK)
		finish(j, ERR_FULL, 0);
}

static void on_hash(void *ctx, const char *hash)
{
	struct joining *j = ctx;

	j->hash = hash ? mem_strdup(hash) : NULL;
	if (j->hash)
		ask(j);
	else
		finish(j, ERR_FULL, 0);
}

/* ERR_OK, or what is wrong beside the invite. */
static enum err check(const struct joining *j, const struct store_admission *a)
{
	const struct wire_sign_up *m = &j->msg.sign_up;
	const struct tenant *t = hub_tenant(j->hub, a->retailer);
	const char *const own[] = {
		m->address, m->name, t ? t->rules->name : NULL};
	enum err e;

	if (!mail_address_valid(m->address))
		return ERR_ADDRESS;
	if (text_blank(m->name, strlen(m->name)))
		return ERR_FIELD;
	e = password_check(m->password, own, 3);
	if (e == ERR_UTF8)
		e = ERR_FIELD;
	return e == ERR_OK && a->taken ? ERR_ADDRESS_TAKEN : e;
}

static void on_admission(void *ctx, enum err e, const struct store_admission *a)
{
	struct joining *j = ctx;

	if (e == ERR_OK)
		e = a->invite;
	if (e != ERR_INVITE)
		codes_spare_invite(j->codes);
	if (e == ERR_OK)
		e = check(j, a);
	if (e == ERR_OK) {
		strncpy(j->retailer, a->retailer, LIMIT_SLUG);
		e = codes_hash(j->codes, j->msg.sign_up.password, on_hash, j);
	}
	if (e != ERR_OK)
		finish(j, fault(e), 0);
}

void signup_begin(struct codes *c, const struct request *q, struct reply *r)
{
	struct joining *j = begin(c, q, r, WIRE_T_SIGN_UP);
	int64_t wait;

	if (!j)
		return;
	wait = codes_begin(c, &j->peer);
	if (wait == 0)
		wait = codes_begin_invite(c);
	if (wait > 0) {
		finish(j, ERR_RATE, wait);
	} else if (!invites_read(j->msg.sign_up.invite, j->invite)) {
		codes_spare_invite(c);
		finish(j, ERR_INVITE, 0);
	} else {
		store_admit(j->hub->store, j->invite, j->msg.sign_up.address,
			hub_now(j->hub).wall, on_admission, j);
	}
}

/* ---- the code has come ---- */

static void on_confirmed(void *ctx, enum err e)
{
	struct joining *j = ctx;
	struct tenant *t = hub_tenant(j->hub, j->retailer);

	if (e == ERR_UNKNOWN || (e == ERR_OK && !t))
		e = ERR_CODE_OVER; /* the retailer has gone meanwhile */
	if (e == ERR_OK) {
		trail(j, AUDIT_SIGN_UP, j->staff, j->staff->address);
		log_event(j->hub->log, LOG_INFO, "sign_up", "retailer",
			j->retailer, "associate", j->staff->id.s, NULL);
		tenant_set_staff(t, j->staff);
		j->staff = NULL;
		answer_done(j->reply);
	}
	finish(j, fault(e), 0);
}

/* Whoever has an invite can sign up with anybody's address, and in the place of
 * who has just done so: the owner of the mail must not prove it for them. */
static void on_verified(void *ctx, bool right)
{
	struct joining *j = ctx;

	if (right)
		store_confirm(j->hub->store, &j->code, &j->staff->id,
			hub_now(j->hub).wall, on_confirmed, j);
	else
		finish(j, ERR_CREDENTIALS, 0);
}

static void on_code(
	void *ctx, enum err e, int64_t wait, const struct store_tried *t)
{
	struct joining *j = ctx;
	struct store_associate row;

	if (e == ERR_OK && !t->known)
		e = ERR_CODE_OVER;
	if (e == ERR_OK) {
		row = t->who;
		row.id = hub_id(j->hub);
		strncpy(j->retailer, row.retailer, LIMIT_SLUG);
		e = roster_staff_new(&row, &j->staff);
	}
	if (e == ERR_OK) {
		j->code = t->code;
		e = codes_verify(j->codes, row.hash, j->msg.confirm.password,
			on_verified, j);
	}
	if (e != ERR_OK)
		finish(j, fault(e), wait);
}

void signup_confirm(struct codes *c, const struct request *q, struct reply *r)
{
	struct joining *j = begin(c, q, r, WIRE_T_CONFIRM);
	struct codes_try t = {.kind = STORE_CODE_SIGN_UP};

	if (!j)
		return;
	t.address = j->msg.confirm.address;
	t.said = j->msg.confirm.code;
	t.peer = &j->peer;
	codes_try(c, &t, on_code, j);
}
