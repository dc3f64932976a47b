/* SPDX-License-Identifier: MIT */
#ifndef TESTS_LIB_GATEBED_H
#define TESTS_LIB_GATEBED_H

/*
 * The gate's handlers on a real store, without sockets: time stands still until
 * it is moved, hashing a password puts "h:" before it, and answers come out of
 * gatebed_run.  Retailers are "tea" and "wool", both with the group "ginza".
 */
#include "relay/gate/answer.h"
#include "relay/gate/codes.h"
#include "relay/gate/hub.h"
#include "relay/gate/signin.h"
#include "shared/wire.h"
#include "tests/lib/storebed.h"

#define GATEBED_JOBS 64

/* What was answered. */
struct gatebed_reply {
	struct reply reply; /* first */
	bool come;
	int status;
	char body[4096]; /* of a longer one the beginning */
	struct wire_msg msg;
	bool read; /* the body is a message */
};

struct gatebed_job {
	bool verifies;
	char hash[300], password[300];
	void (*on_verified)(void *ctx, bool right);
	void (*on_made)(void *ctx, const char *hash);
	void *ctx;
};

struct gatebed {
	struct storebed bed;
	struct hub hub;
	struct hub_config config;
	struct log log;
	char said[16384]; /* lines of the log */
	struct desk_now now;
	struct signin *signin;
	struct codes *codes;
	struct gatebed_job jobs[GATEBED_JOBS];
	int n_jobs;
	bool full;  /* no password is taken to be hashed */
	int hashed; /* how many were */
	int mails;  /* times that the post was told to look */
	char letter[8192], subject[512]; /* of gatebed_mailed() */
};

/* Time is 2026-11-30 10:00 in Tokyo.  `digits` 0 is 5; mail goes out unless
 * `mute`.  fini also sees that nothing is pending. */
void gatebed_init(struct gatebed *b, int digits, bool mute);
void gatebed_fini(struct gatebed *b);

/* One more retailer. */
void gatebed_retailer(struct gatebed *b, const char *retailer);

/* An account with this password; the id is fixed by the number. */
void gatebed_staff(struct gatebed *b, int n, const char *retailer,
	const char *address, const char *name, const char *password);

void gatebed_pass(struct gatebed *b, int64_t us);

/* Answers of the store and of hashing, until there are none to come. */
void gatebed_run(struct gatebed *b);

/* Where an answer goes.  gatebed_over frees what it holds. */
void gatebed_reply(struct gatebed_reply *r);
void gatebed_over(struct gatebed_reply *r);
/* "ok" or the name of the error that was answered; "" when nothing was. */
const char *gatebed_word(const struct gatebed_reply *r);

/* A request with this body from 192.0.2.`from`. */
struct request gatebed_request(const char *body, int from);

/* The mail to that address that waits and was made last: its text, decoded, is
 * in b->letter, its subject in b->subject; a line of digits alone into `code`
 * ("" for none).  Fails when there is none. */
void gatebed_mailed(struct gatebed *b, const char *address, char code[16]);

/* The number of rows that SQL counts. */
int64_t gatebed_count(struct gatebed *b, const char *sql);

#endif
