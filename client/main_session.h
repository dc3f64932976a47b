/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MAIN_SESSION_H
#define CLIENT_MAIN_SESSION_H

/*
 * Who is signed in, for programs without a screen: a session that noren -s FILE
 * has kept; else, on a terminal, whoever enters address and password.
 */
#include <stdbool.h>

#include "client/link/http_plain.h"

#define MAIN_SESSION_TOKEN 128 /* bytes, and NUL */

struct main_session {
	/* Lent for its life. */
	const char *base, *ca; /* as http_plain_new has them */
	const char *file;      /* -s; NULL: none */
	const char *address;   /* what is proposed, or "" */
	bool japanese;         /* for mails to the account */
	/* Whoever is signed in. */
	char token[MAIN_SESSION_TOKEN];
	bool ours; /* it lasts as long as the program */
};

enum main_session_end {
	MAIN_SESSION_FINE,
	MAIN_SESSION_NOBODY, /* nobody is signed in, or was asked in vain */
	MAIN_SESSION_LINK    /* the relay cannot be reached */
};

/* The session of the file, else of who is asked.  `why` says what is wrong, in
 * the user's language; where a wrong password was said already, "". */
enum main_session_end main_session_begin(
	struct main_session *s, char why[HTTP_PLAIN_WHY]);

/* The relay knows the session no more: asks, if there is somebody. */
enum main_session_end main_session_again(
	struct main_session *s, char why[HTTP_PLAIN_WHY]);

/* Ends it at the relay, if it is ours; wipes the token. */
void main_session_end(struct main_session *s);

#endif
