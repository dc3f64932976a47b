/* SPDX-License-Identifier: MIT */
#ifndef RELAY_POST_HTTP_SMTP_H
#define RELAY_POST_HTTP_SMTP_H

/*
 * Hands one mail to a server by SMTP.  It waits for the network: beside the
 * loop only.
 */
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#define HTTP_SMTP_WHY 200

struct http_smtp {
	const char *url;
	const char *from;
	const char *user; /* "": the server asks for none */
	/* Its first line is the password; read anew each time. */
	const char *password_file;
	const char *ca; /* "": who the system trusts vouches for the server */
	bool tls;       /* or not at all; without, smtps: alone is encrypted */
};

struct http_smtp_result {
	bool accepted;
	int code; /* the server's last word; 0: none */
	char why[HTTP_SMTP_WHY];
};

/* Once in a program, before other threads begin.  False: no memory. */
bool http_smtp_begin(void);

/* `*stop` may become true meanwhile: then a mail that is not all said yet is
 * given up, and one that is said waits little for the answer.  All lent. */
void http_smtp_send(const struct http_smtp *server, const char *to,
	const char *text, size_t len, const atomic_bool *stop,
	struct http_smtp_result *result);

#endif
