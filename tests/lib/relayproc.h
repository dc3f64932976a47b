/* SPDX-License-Identifier: MIT */
#ifndef TESTS_LIB_RELAYPROC_H
#define TESTS_LIB_RELAYPROC_H

/*
 * A real norend in a directory of its own under /tmp, on a free port: started,
 * killed, started again; with retailers and accounts made over its control
 * socket.  Whatever does not work ends the test with a message.  The program
 * is $NOREN_BUILD/norend, or build/debug/norend.
 */
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define RELAYPROC_OPTIONS 16
#define RELAYPROC_TOKEN 48

struct relayproc {
	pid_t pid; /* 0: it does not run */
	int port;
	char directory[64]; /* the state directory is in it */
	char control[96];   /* the control socket */
	const char *options[RELAYPROC_OPTIONS]; /* after our own; NULL ends */
};

/* Starts it on a new directory, with a test clock.  Options such as "-o" and
 * "max_per_address=3" follow, then NULL.  Returns when it listens. */
void relayproc_init(struct relayproc *p, ...) __attribute__((sentinel));
/* Starts it again in the same directory. */
void relayproc_start(struct relayproc *p);
/* Starts it and kills it so many milliseconds later, wherever it is then. */
void relayproc_start_and_kill(struct relayproc *p, int ms);
/* SIGKILL, now. */
void relayproc_kill(struct relayproc *p);
/* SIGTERM; its exit status, -1 when it did not end within 10 s. */
int relayproc_stop(struct relayproc *p);
/* Kills it and removes the directory. */
void relayproc_fini(struct relayproc *p);

/* A request to the control socket, or to the public port with further header
 * lines, each with its CRLF ("" for none): the status.  *answer, if not NULL,
 * is given (mem_free). */
int relayproc_control(const struct relayproc *p, const char *method,
	const char *path, const char *body, char **answer);
int relayproc_http(const struct relayproc *p, const char *method,
	const char *path, const char *headers, const char *body, char **answer);

/* A retailer that is always open, in Asia/Tokyo. */
void relayproc_retailer(const struct relayproc *p, const char *retailer);
/* An account with the password "quiet river stones", signed in. */
void relayproc_associate(const struct relayproc *p, const char *retailer,
	const char *address, const char *name, char token[RELAYPROC_TOKEN]);
/* Gives an associate a manager's rights. */
void relayproc_promote(
	const struct relayproc *p, const char *retailer, const char *address);
/* Moves the test clock. */
void relayproc_advance(const struct relayproc *p, long long ms);

struct wsclient;
/* Connected, hello said, ready heard. */
struct wsclient *relayproc_as_associate(
	const struct relayproc *p, const char *token);
/* `token` "" is a new shopper; it becomes theirs. */
struct wsclient *relayproc_as_shopper(const struct relayproc *p,
	const char *retailer, char token[RELAYPROC_TOKEN]);

/* What it has written to its log so far.  mem_free. */
char *relayproc_log(const struct relayproc *p);

#endif
