/* SPDX-License-Identifier: MIT */
#include "relay/store/db_account.h"

#include <string.h>

#include "relay/store/db.h"
#include "relay/store/db_code.h"
#include "relay/store/db_extra.h"
#include "relay/store/db_invite.h"
#include "relay/store/db_people.h"
#include "relay/store/db_row.h"

static enum err run_folded(struct db *db, enum db_query q, const char *folded)
{
	sqlite3_stmt *st = db_query(db, q);

	db_bind_str(st, ":folded", folded);
	return db_row_change(db, st, ERR_OK);
}

/* The mail that tells of it, if there is one and there is room. */
static enum err put_notice(struct db *db, struct store_job *job)
{
	enum err e = ERR_OK;

	if (job->code.mailed)
		e = db_extra_mail(db, job->retailer, &job->code.mail);
	if (e == ERR_FULL) {
		db_say(db, "too many mails wait: a change is not mailed");
		e = ERR_OK;
	}
	return e;
}

/* ---- signing up ---- */

static enum err is_taken(
	struct db *db, struct store_job *job, const char *folded, bool *taken)
{
	sqlite3_stmt *st = db_query(db, DB_Q_FIND_ADDRESS);
	struct store_associate account;
	enum err e;

	db_bind_str(st, ":folded", folded);
	e = db_row_first(db, job, st, db_people_account, &account, ERR_UNKNOWN);
	*taken = e == ERR_OK;
	return e == ERR_UNKNOWN ? ERR_OK : e;
}

enum err db_account_admit(struct db *db, struct store_job *job)
{
	struct store_admission *a = &job->admission;
	struct store_invite invite = {.retailer = ""};
	struct buf folded;
	enum err e;

	buf_init(&folded, DB_ROW_FOLDED);
	e = db_invite_judge(db, job, job->code.sign_up.invite, job->code.now,
		&invite, &a->invite);
	a->retailer = invite.retailer;
	if (!e)
		e = db_row_fold(job->code.sign_up.address, &folded);
	if (e == ERR_FIELD)
		e = ERR_OK; /* nobody's */
	else if (!e)
		e = is_taken(db, job, buf_str(&folded), &a->taken);
	buf_fini(&folded);
	return e;
}

/* ERR_INVITE…, ERR_ADDRESS_TAKEN.  The retailer becomes the job's. */
static enum err admit(struct db *db, struct store_job *job, const char *folded)
{
	struct store_invite invite;
	enum err e, because = ERR_OK;
	bool taken = false;

	e = db_invite_judge(db, job, job->code.sign_up.invite, job->code.now,
		&invite, &because);
	if (!e)
		e = because;
	if (!e)
		e = is_taken(db, job, folded, &taken);
	if (!e && taken)
		e = ERR_ADDRESS_TAKEN;
	if (!e && strcmp(invite.retailer, job->retailer) != 0)
		e = ERR_INVITE;
	return e;
}

static enum err put_sign_up(
	struct db *db, struct store_job *job, const char *folded)
{
	const struct store_sign_up *row = &job->code.sign_up;
	sqlite3_stmt *st = db_query(db, DB_Q_PUT_SIGN_UP);

	db_bind_str(st, ":folded", folded);
	db_bind_str(st, ":retailer", job->retailer);
	db_bind_str(st, ":address", row->address);
	db_bind_str(st, ":name", row->name);
	db_bind_str(st, ":hash", row->hash);
	db_bind_int(st, ":lang", row->lang);
	db_bind_str(st, ":invite", row->invite);
	db_bind_int(st, ":made", job->code.now);
	db_bind_int(st, ":most", STORE_SIGN_UPS);
	return db_row_change(db, st, ERR_FULL);
}

enum err db_account_sign_up(struct db *db, struct store_job *job)
{
	struct buf folded;
	enum err e;

	buf_init(&folded, DB_ROW_FOLDED);
	e = db_row_fold(job->code.row.address, &folded);
	if (!e)
		e = admit(db, job, buf_str(&folded));
	if (!e)
		e = put_sign_up(db, job, buf_str(&folded));
	if (!e)
		e = db_code_ask(db, job);
	buf_fini(&folded);
	return e;
}

struct waiting {
	struct store_associate who;
	const char *invite;
	int64_t made;
};

static enum err read_waiting(struct store_job *job, sqlite3_stmt *st, void *row)
{
	struct waiting *w = row;

	*w = (struct waiting){.invite = db_row_text(job, st, 0),
		.made = sqlite3_column_int64(st, 8)};
	return db_people_nameless(job, st, &w->who);
}

static enum err find_waiting(struct db *db, struct store_job *job,
	const char *folded, struct waiting *w)
{
	sqlite3_stmt *st = db_query(db, DB_Q_SIGN_UP);

	db_bind_str(st, ":folded", folded);
	return db_row_first(db, job, st, read_waiting, w, ERR_CODE_OVER);
}

static enum err use_invite(struct db *db, const char *code)
{
	sqlite3_stmt *st = db_query(db, DB_Q_USE_INVITE);

	db_bind_str(st, ":code", code);
	return db_row_change(db, st, ERR_INVITE);
}

/* An invite that has expired since is forgiven: it was good when it was shown.
 * That it was used up or withdrawn is not. */
enum err db_account_confirm(struct db *db, struct store_job *job)
{
	struct db_code_taken code;
	struct store_invite invite;
	struct waiting w;
	enum err because = ERR_OK;
	enum err e = db_code_take(db, job, STORE_CODE_SIGN_UP, &code);

	if (!e)
		e = find_waiting(db, job, code.folded, &w);
	if (!e)
		e = db_invite_judge(
			db, job, w.invite, w.made, &invite, &because);
	if (!e)
		e = because;
	if (!e)
		e = use_invite(db, w.invite);
	if (e)
		return e;
	w.who.id = job->code.row.associate;
	w.who.groups = invite.groups;
	e = db_people_put(db, &w.who);
	if (e == ERR_EXISTS)
		e = ERR_ADDRESS_TAKEN;
	if (!e)
		e = run_folded(db, DB_Q_DROP_SIGN_UP, code.folded);
	return e ? e : run_folded(db, DB_Q_DROP_GUARD, code.folded);
}

enum err db_account_waiting(struct db *db, struct store_job *job,
	const char *folded, struct store_tried *out)
{
	struct store_invite invite;
	struct waiting w;
	enum err because;
	enum err e = find_waiting(db, job, folded, &w);

	if (e)
		return e == ERR_CODE_OVER ? ERR_OK : e;
	e = db_invite_judge(db, job, w.invite, w.made, &invite, &because);
	out->known = true;
	out->who = w.who;
	out->who.groups = invite.groups ? invite.groups : "";
	return e;
}

/* ---- changing it ---- */

static enum err set_hash(
	struct db *db, struct store_job *job, const char *folded)
{
	const struct store_password *p = &job->code.password;
	sqlite3_stmt *st = db_query(db, DB_Q_SET_PASSWORD);

	db_bind_str(st, ":retailer", job->retailer);
	db_bind_str(st, ":associate", p->associate.s);
	db_bind_str(st, ":hash", p->hash);
	db_bind_str(st, ":judged", p->judged);
	db_bind_str(st, ":folded", folded);
	return db_row_change(db, st, ERR_UNKNOWN);
}

static enum err end_sessions(struct db *db, struct store_job *job)
{
	const struct store_password *p = &job->code.password;
	sqlite3_stmt *st = db_query(db, DB_Q_DROP_OTHER_SESSIONS);
	char keep[DB_ROW_HASH];

	db_row_write_hash(p->keep, keep);
	db_bind_str(st, ":retailer", job->retailer);
	db_bind_str(st, ":associate", p->associate.s);
	db_bind_str(st, ":hash", keep);
	return db_row_change(db, st, ERR_OK);
}

static enum err by_code(struct db *db, struct store_job *job)
{
	const struct store_password *p = &job->code.password;
	sqlite3_stmt *st = db_query(db, DB_Q_DROP_DEVICES);
	struct db_code_taken code;
	enum err e = db_code_take(db, job, STORE_CODE_RESET, &code);

	if (!e)
		e = set_hash(db, job, code.folded);
	if (!e)
		e = run_folded(db, DB_Q_FORGIVE_GUARD, code.folded);
	if (e)
		return e;
	db_bind_str(st, ":associate", p->associate.s);
	return db_row_change(db, st, ERR_OK);
}

enum err db_account_set_password(struct db *db, struct store_job *job)
{
	enum err e = id_is(&job->code.row.id) ? by_code(db, job)
					      : set_hash(db, job, "");

	if (!e)
		e = end_sessions(db, job);
	return e ? e : put_notice(db, job);
}

static enum err find_account(
	struct db *db, struct store_job *job, const struct id *who)
{
	sqlite3_stmt *st = db_query(db, DB_Q_ACCOUNT);

	db_bind_str(st, ":retailer", job->retailer);
	db_bind_str(st, ":associate", who->s);
	return db_row_first(
		db, job, st, db_people_account, &job->account, ERR_UNKNOWN);
}

enum err db_account_change(struct db *db, struct store_job *job)
{
	const struct store_change *c = &job->change;
	sqlite3_stmt *st;
	enum err e =
		db_people_drop_stale(db, job->retailer, &c->associate, c->hash);

	if (e)
		return e;
	st = db_query(db, DB_Q_CHANGE_ACCOUNT);
	db_bind_str(st, ":retailer", job->retailer);
	db_bind_str(st, ":associate", c->associate.s);
	db_bind_str(st, ":name", c->name);
	db_bind_str(st, ":hash", c->hash);
	db_bind_int(st, ":regroup", c->groups != NULL);
	db_bind_str(st, ":groups", c->groups);
	db_bind_int(st, ":manager", c->manager);
	e = db_row_change(db, st, ERR_UNKNOWN);
	return e ? e : find_account(db, job, &c->associate);
}

enum err db_account_set_address(struct db *db, struct store_job *job)
{
	const struct id *who = &job->code.row.associate;
	struct db_code_taken code;
	enum err e = db_code_take(db, job, STORE_CODE_MOVE, &code);
	sqlite3_stmt *st;

	if (!e && strcmp(code.associate, who->s) != 0)
		e = ERR_CODE_OVER;
	if (e)
		return e;
	st = db_query(db, DB_Q_SET_ADDRESS);
	db_bind_str(st, ":retailer", job->retailer);
	db_bind_str(st, ":associate", who->s);
	db_bind_str(st, ":address", code.address);
	db_bind_str(st, ":folded", code.folded);
	e = db_row_change(db, st, ERR_UNKNOWN);
	if (e == ERR_EXISTS)
		e = ERR_ADDRESS_TAKEN;
	if (!e)
		e = run_folded(db, DB_Q_DROP_GUARD, code.folded);
	if (!e)
		e = put_notice(db, job);
	return e ? e : find_account(db, job, who);
}

/* ---- known devices ---- */

static enum err read_nothing(struct store_job *job, sqlite3_stmt *st, void *row)
{
	(void)job;
	(void)st;
	(void)row;
	return ERR_OK;
}

enum err db_account_find_known(struct db *db, struct store_job *job)
{
	sqlite3_stmt *st = db_query(db, DB_Q_FIND_ADDRESS);
	struct store_associate *a = &job->account;
	char hash[DB_ROW_HASH];
	struct buf folded;
	enum err e;

	buf_init(&folded, DB_ROW_FOLDED);
	e = db_row_fold(job->known.address, &folded);
	if (e == ERR_FIELD)
		e = ERR_UNKNOWN;
	if (!e) {
		db_bind_str(st, ":folded", buf_str(&folded));
		e = db_row_first(
			db, job, st, db_people_account, a, ERR_UNKNOWN);
	}
	buf_fini(&folded);
	if (e)
		return e;
	db_row_write_hash(job->known.device, hash);
	st = db_query(db, DB_Q_DEVICE);
	db_bind_str(st, ":retailer", a->retailer);
	db_bind_str(st, ":associate", a->id.s);
	db_bind_str(st, ":hash", hash);
	e = db_row_first(db, job, st, read_nothing, NULL, ERR_UNKNOWN);
	a->known = e == ERR_OK;
	return e == ERR_UNKNOWN ? ERR_OK : e;
}

static enum err put_device(struct db *db, const struct store_session *session)
{
	sqlite3_stmt *st = db_query(db, DB_Q_PUT_DEVICE);
	char hash[DB_ROW_HASH];
	enum err e;

	db_row_write_hash(session->known, hash);
	db_bind_str(st, ":retailer", session->retailer);
	db_bind_str(st, ":associate", session->associate.s);
	db_bind_str(st, ":hash", hash);
	db_bind_int(st, ":used", session->used);
	e = db_row_change(db, st, ERR_OK);
	if (e)
		return e;
	st = db_query(db, DB_Q_FEWER_DEVICES);
	db_bind_str(st, ":retailer", session->retailer);
	db_bind_str(st, ":associate", session->associate.s);
	db_bind_int(st, ":most", STORE_DEVICES);
	return db_row_change(db, st, ERR_OK);
}

enum err db_account_signed_in(
	struct db *db, const struct store_session *session)
{
	sqlite3_stmt *st = db_query(db, DB_Q_SET_LANG);
	enum err e;

	db_bind_str(st, ":retailer", session->retailer);
	db_bind_str(st, ":associate", session->associate.s);
	db_bind_int(st, ":lang", session->lang);
	e = db_row_change(db, st, ERR_OK);
	return e || !session->knows ? e : put_device(db, session);
}
