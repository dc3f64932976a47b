/* SPDX-License-Identifier: MIT */
#ifndef TESTS_LIB_STOREBED_H
#define TESTS_LIB_STOREBED_H

/*
 * A store in a directory of its own, and its requests as calls that wait for
 * their answer (10 s at most, then the test program ends).
 */
#include <sqlite3.h>

#include "relay/store/store.h"
#include "relay/store/store_mem.h"

struct storebed {
	char dir[64];
	struct store *store;
	struct store_config config; /* change it before storebed_open */
	int woken;                  /* descriptor of an eventfd */
	char why[256];
	char log[8192]; /* what was said; read it when nothing is pending */
	struct store_mem mem; /* of what was found, until storebed_fini */
};

/* Makes the directory, and the settings.  fini closes and removes it all. */
void storebed_init(struct storebed *b);
void storebed_fini(struct storebed *b);

enum err storebed_open(struct storebed *b);
void storebed_close(struct storebed *b);

/* Runs answers until *done is set; ends the program when that takes 10 s. */
void storebed_wait(struct storebed *b, const bool *done);
/* The same until nothing is pending. */
void storebed_settle(struct storebed *b);

enum err storebed_retailer(struct storebed *b, const char *retailer);
enum keeper_result storebed_commit(struct storebed *b, const char *retailer,
	int64_t turn, const struct rec *recs, int n);
struct store_rows storebed_load(struct storebed *b, const char *retailer);
struct store_rows storebed_replay(struct storebed *b, const char *retailer,
	struct id chat, int64_t after, enum wire_who who, struct id viewer);
struct store_rows storebed_shopper(
	struct storebed *b, const char *retailer, struct id shopper);
struct store_rows storebed_bought(struct storebed *b, const char *retailer,
	const char *order, struct id shopper);

/* Set-up and tear-down of a cmocka test whose state is an open one, with the
 * retailers tea and tea-2. */
int storebed_setup(void **state);
int storebed_teardown(void **state);

/* Another connection to the same database; the caller closes it. */
sqlite3 *storebed_peek(struct storebed *b);
/* The first column of the first row there; ends the program if there is
 * none. */
int64_t storebed_number(struct storebed *b, const char *sql);

/* The id that is made from this number. */
struct id storebed_id(uint64_t n);

#endif
