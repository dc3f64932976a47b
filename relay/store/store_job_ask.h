/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_STORE_JOB_ASK_H
#define RELAY_STORE_STORE_JOB_ASK_H

/* What the requests of store_job.h ask for, one struct a kind that needs one.
 * Strings are the job's. */
#include "relay/store/store_account.h"
#include "relay/store/store_archive.h"
#include "relay/store/store_audit.h"
#include "relay/store/store_claim.h"
#include "relay/store/store_extra.h"
#include "relay/store/store_letter.h"
#include "relay/store/store_shopper.h"
#include "shared/limits.h"

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
struct store_job_lines {
	struct id shopper;
	int64_t at;
};
struct store_job_sale {
	const char *order;
	struct id shopper; /* "": nobody has bought it */
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
struct store_job_letter {
	struct store_letter row;
	struct store_mail mail;
	bool mailed; /* it has one */
};
struct store_job_invite {
	struct store_invite row;
	const char *old; /* "": it is no copy */
	int64_t now;     /* withdrawn */
};
/* A code, and what it is for. */
struct store_job_code {
	struct store_code row;
	struct store_mail mail;
	bool mailed, decoy;
	union {
		struct store_sign_up sign_up;
		struct store_password password;
	};
	int64_t now;
};
struct store_job_known {
	const char *address;
	uint8_t device[32];
};
struct store_job_secret {
	const char *secret; /* "": none from now on */
	int64_t made;
};
/* Rows of one of the kinds below. */
struct store_job_list {
	const void *rows;
	int n;
	int64_t at; /* SHOPPER_LINES: where the next piece begins */
};

#endif
