/* SPDX-License-Identifier: MIT */
#ifndef TESTS_UNIT_RELAY_FAKESTORE_H
#define TESTS_UNIT_RELAY_FAKESTORE_H

/*
 * The store's seam in memory, for tests of the gate without a disk or a
 * thread: requests wait until the test answers them, as it likes.  It defines
 * the functions of store.h, and is linked before the real ones.
 */
#include "relay/store/store_account.h"
#include "relay/store/store_archive.h"
#include "relay/store/store_audit.h"
#include "relay/store/store_claim.h"
#include "relay/store/store_feed.h"
#include "relay/store/store_figures.h"
#include "relay/store/store_letter.h"
#include "relay/store/store_shopper.h"
#include "tests/lib/memstore.h"

#define FAKESTORE_JOBS 512
#define FAKESTORE_ROWS 2000
#define FAKESTORE_SESSIONS 8

enum fakestore_kind {
	FAKE_COMMIT,
	FAKE_LOAD,
	FAKE_REPLAY,
	FAKE_SHOPPER,
	FAKE_SESSION,
	FAKE_SALE,
	FAKE_MEDIA, /* there is never any */
	FAKE_PUT
};

struct fakestore_job {
	enum fakestore_kind kind;
	int64_t turn;
	const struct rec *recs;
	int n;
	struct id chat, viewer;
	int64_t after;
	uint8_t hash[32];
	char order[LIMIT_NAME + 1];
	store_commit_fn on_commit;
	store_rows_fn on_rows;
	store_associate_fn on_account;
	store_done_fn on_done;
	store_media_fn on_media;
	void *ctx;
};

struct store {
	struct memstore *mem;
	struct fakestore_job jobs[FAKESTORE_JOBS];
	int first, n;
	struct {
		uint8_t hash[32];
		struct store_associate account;
	} sessions[FAKESTORE_SESSIONS];
	int n_sessions;
	struct rec rows[FAKESTORE_ROWS];
	/* The audit log: its last line, how many, how often it was swept. */
	char audit[256];
	int audits, sweeps;
	int expired; /* how often somebody asked for it */
};

struct store *fakestore_new(void);
void fakestore_destroy(struct store **s);

/* Whoever bears the token is this associate; strings are lent. */
void fakestore_session(struct store *s, const uint8_t hash[32],
	const struct store_associate *account);

/* Answers the oldest request; `result` is a commit's, and anything but
 * COMMITTED makes the others fail that can.  False: there is none. */
bool fakestore_answer(struct store *s, enum keeper_result result);

#endif
