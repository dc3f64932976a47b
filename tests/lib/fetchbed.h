/* SPDX-License-Identifier: MIT */
#ifndef TESTS_LIB_FETCHBED_H
#define TESTS_LIB_FETCHBED_H

/*
 * The gate's feeds (F3) on a real store, with fetches that the test ends as it
 * likes, and a catalogue of which it says what there is.
 */
#include <jansson.h>

#include "relay/catalog/lookup.h"
#include "relay/gate/feeds.h"
#include "tests/lib/gatebed.h"

#define FETCHBED_HASH "0badcafe" /* of all that comes */

struct fetchbed {
	struct gatebed gate;
	struct feeds *all;
	bool loaded;
	struct lookup_answer about; /* what the catalogue says of itself */
	const struct lookup *what;  /* NULL: nothing is asked */
	lookup_fn on_about;
	void *about_ctx;
	bool full; /* nothing can be begun */
	/* The fetch that was begun last or picked, and what was asked of it. */
	bool going;
	char retailer[40], url[100], etag[40], modified[40], hash[40];
	int64_t made; /* the time of its catalogue */
	/* All that go on; retailer "": none. */
	struct fetchbed_fetch {
		char retailer[40];
		int64_t made;
		intake_fetched_fn fn;
		void *fn_ctx;
	} fetches[LIMIT_FEEDS_AT_ONCE];
	int begun, stopped;  /* how many ever were */
	char stopped_of[40]; /* whose was stopped last */
	char removed[40];    /* whose catalogue went; "": nobody's */
};

/* Set-up and tear-down of a cmocka test whose state is one. */
int fetchbed_setup(void **state);
int fetchbed_teardown(void **state);
/* Begins anew with what the store has, as a relay that starts does. */
void fetchbed_load(struct fetchbed *b);

/* Until a fetch has begun, or nothing wants to. */
void fetchbed_run(struct fetchbed *b);
/* So many us later, a second of the relay's. */
void fetchbed_look(struct fetchbed *b, int64_t us);

/* The word of the answer, and of an error the text behind it.  Lent until the
 * next one. */
const char *fetchbed_change(struct fetchbed *b, const struct wire_ctl_feed *m);
/* The same: an address that is fetched every hour; tea's no longer; tea's now.
 */
const char *fetchbed_set(
	struct fetchbed *b, const char *retailer, const char *url);
const char *fetchbed_stop(struct fetchbed *b);
const char *fetchbed_now(struct fetchbed *b);

/* From now on that one is meant; it must go on. */
void fetchbed_pick(struct fetchbed *b, const char *retailer);
/* The fetch that is meant ends so; a whole feed comes, and is what there is, or
 * is held back; nothing comes. */
void fetchbed_end_with(struct fetchbed *b, const struct fetch_result *r,
	const struct intake_state *s);
void fetchbed_come(struct fetchbed *b, const char *etag, bool held);
void fetchbed_end_as(struct fetchbed *b, enum fetch_end end);

/* The retailer tea goes. */
void fetchbed_remove_tea(struct fetchbed *b);

/* What is shown of tea's feed, NULL: nothing; a field of it; how many us it is
 * until the next try.  Lent until the next one. */
json_t *fetchbed_shown(const struct fetchbed *b, bool whole);
const char *fetchbed_text(const struct fetchbed *b, const char *field);
int64_t fetchbed_number(const struct fetchbed *b, const char *field);
int64_t fetchbed_wait(const struct fetchbed *b);

/* Lines of the audit log that say that. */
int fetchbed_audits(struct fetchbed *b, const char *what);

#endif
