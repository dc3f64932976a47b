/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_STORE_JOB_H
#define RELAY_STORE_STORE_JOB_H

/*
 * A request on its way: store.c makes it and calls its answer on the loop's
 * thread, db_work.c does it on the store's.  Nobody else has it meanwhile.
 */
#include "relay/store/store_export.h"
#include "relay/store/store_feed.h"
#include "relay/store/store_figures.h"
#include "relay/store/store_job_ask.h"
#include "relay/store/store_kind.h"
#include "relay/store/store_mem.h"
#include "shared/limits.h"

struct store_job {
	struct store_job *next;
	enum store_job_kind kind;
	bool spare;   /* from the store's own, not from the heap */
	bool settled; /* not to be done: `err` is its answer */
	bool more;    /* INDEX, EXPORT, ENQUIRED, SCOUR: there are further */
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
		store_invites_fn invites;
		store_accounts_fn accounts;
		store_wait_fn wait;
		store_tried_fn tried;
		store_admission_fn admission;
		store_archive_fn archive;
		store_export_fn exported;
		store_enquired_fn enquired;
		store_figures_fn figures;
		store_secret_fn secret;
		store_indexed_fn indexed;
		store_feeds_fn feeds;
		store_popular_fn popular;
		store_enquiries_fn enquiries;
		store_letters_fn letters;
		store_claims_fn claims;
		store_count_fn count;
		store_shoppers_fn shoppers;
		store_lines_fn lines;
		store_expired_fn expired;
		store_scoured_fn scoured;
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
		struct store_feed feed;
		int64_t since; /* POPULAR; EXPIRE: before; us */
		struct store_job_media media;
		struct store_job_sessions sessions;
		struct store_job_report report;
		struct store_mail mail; /* retailer "": the next */
		struct id id;           /* shopper, associate to drop, report */
		struct store_audit put_audit;
		struct store_audit_ask audit;
		struct store_archive_ask archive;
		struct store_export_ask export; /* begins with an archive */
		struct store_figures_ask figures;
		struct store_answered_ask answered;
		struct store_job_letter letter;
		struct store_claim claim;
		struct store_shopper_ask shopper;
		struct store_job_lines lines;
		struct store_job_secret put_secret;
		struct store_job_invite invite;
		struct store_job_code code;
		struct store_job_known known;
		struct store_change change;
		struct store_job_sale sale;
		const char *text; /* address, template, backup */
	};
	union { /* what was found; strings and arrays in `found` */
		struct store_rows rows;
		struct store_tenants tenants;
		struct store_associate account;
		struct store_job_list list;
		const char *secret;
		const struct score *score;
		struct store_tried tried;
		struct store_expired expired;
		struct store_admission admission;
		int64_t wait; /* us; also where the job failed; CLAIMS_WAIT: a
			       * number */
	};
	struct store_mem asked, found;
};

#endif
