/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_STORE_JOB_H
#define RELAY_STORE_STORE_JOB_H

/*
 * A request on its way: store.c makes it and calls its answer on the loop's
 * thread, db_work.c does it on the store's.  Nobody else has it meanwhile.
 */
#include "relay/store/store_audit.h"
#include "relay/store/store_extra.h"
#include "relay/store/store_mem.h"
#include "shared/limits.h"

enum store_job_kind {
	STORE_J_COMMIT,
	STORE_J_LOAD,
	STORE_J_REPLAY,
	STORE_J_SHOPPER,
	STORE_J_TENANTS,
	STORE_J_PUT_RETAILER,
	STORE_J_DROP_RETAILER,
	STORE_J_PUT_GROUP,
	STORE_J_PUT_ASSOCIATE,
	STORE_J_DROP_ASSOCIATE,
	STORE_J_FIND_ADDRESS,
	STORE_J_FIND_SESSION,
	STORE_J_PUT_SESSION,
	STORE_J_DROP_SESSION,
	STORE_J_SWEEP_SESSIONS,
	STORE_J_SESSIONS,
	STORE_J_END_SESSION,
	STORE_J_PUT_TEMPLATE,
	STORE_J_DROP_TEMPLATE,
	STORE_J_PUT_MEDIA,
	STORE_J_FIND_MEDIA,
	STORE_J_SWEEP_MEDIA,
	STORE_J_PUT_REPORT,
	STORE_J_REPORTS,
	STORE_J_BLOCKS,
	STORE_J_PUT_MAIL,
	STORE_J_MAILS,
	STORE_J_TRIED_MAIL,
	STORE_J_PUT_AUDIT,
	STORE_J_AUDIT,
	STORE_J_SWEEP_AUDIT,
	STORE_J_BACKUP,
	STORE_J_COUNT
};

struct store_job_commit {
	int64_t turn;
	const struct rec *recs; /* the caller's */
	int n;
};
struct store_job_replay {
	struct id chat, viewer;
	enum wire_who who;
	int64_t after;
};
struct store_job_token {
	uint8_t hash[32];
	int64_t now;
};

struct store_job_sessions {
	struct id associate, session;
	int64_t now;
};
struct store_job_media {
	struct id media, viewer;
	enum wire_who who;
	int64_t before;
};
struct store_job_report {
	struct store_report row;
	struct store_mail mail;
	bool mailed; /* it has one */
	int64_t since;
	int most;
};
/* Rows of one of the kinds below. */
struct store_job_list {
	const void *rows;
	int n;
};

struct store_job {
	struct store_job *next;
	enum store_job_kind kind;
	bool spare;   /* from the store's own, not from the heap */
	bool settled; /* not to be done: `err` is its answer */
	bool unknown; /* COMMIT was asked for, but its answer was lost */
	enum err err;
	char retailer[LIMIT_SLUG + 1];
	void *ctx;
	union {
		store_commit_fn commit;
		store_rows_fn rows;
		store_tenants_fn tenants;
		store_done_fn done;
		store_associate_fn account;
		store_media_fn media;
		store_reports_fn reports;
		store_blocks_fn blocks;
		store_mails_fn mails;
		store_sessions_fn sessions;
		store_audit_fn audit;
	} fn;
	union { /* what is asked; strings in `asked` */
		struct store_job_commit commit;
		struct store_job_replay replay;
		struct store_job_token token;
		struct store_retailer put_retailer;
		struct store_group put_group;
		struct store_associate put_associate;
		struct store_session put_session;
		struct store_template put_template;
		struct store_media put_media;
		struct store_job_media media;
		struct store_job_sessions sessions;
		struct store_job_report report;
		struct store_mail mail; /* retailer "": the next */
		struct id id;           /* shopper, associate to drop, report */
		struct store_audit put_audit;
		struct store_audit_ask audit;
		const char *text; /* address, template, path of the copy */
	};
	union { /* what was found; strings and arrays in `found` */
		struct store_rows rows;
		struct store_tenants tenants;
		struct store_associate account;
		struct store_job_list list;
	};
	struct store_mem asked, found;
};

#endif
