/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_LINK_WS_LINK_H
#define CLIENT_LINK_WS_LINK_H

/*
 * The client's link to its relay: sign-in over HTTPS, then one WebSocket that
 * reconnects by itself with jittered back-off.  It carries messages and keeps
 * none: what must not be lost is the model's to send again (by key) and to
 * ask for again (by resume) when the link says that it is up.
 *
 * All handlers are called on the loop's thread, out of ws_loop_run.
 */
#include <stdbool.h>
#include <stdint.h>

#include "shared/err.h"
#include "shared/wire.h"

struct ws_link;
struct ws_loop;

enum ws_link_state {
	WS_LINK_DOWN,       /* no session, or signed out: nothing is tried */
	WS_LINK_CONNECTING, /* a connection is being made */
	WS_LINK_UP,         /* hello was sent; welcome follows as a message */
	WS_LINK_WAITING,    /* lost; the next try comes after retry_ms */
};

struct ws_link_config {
	const char *url; /* https://HOST[:PORT] or http:// (loopback only) */
	const char *ca;  /* file of trusted certificates; NULL: the system's */
	const char *client; /* for hello, "noren 0.1.0" */
	const char *device; /* what this machine is called, for lists */
	const char *known; /* what proves that it was here before (A9), or "" */
	enum wire_lang lang;
};

struct ws_link_handlers {
	void *ctx;
	/* `why` is what ended the last connection, ERR_OK at first. */
	void (*state)(void *ctx, enum ws_link_state state, int64_t retry_ms,
		enum err why);
	/* Lent for the call.  pong never comes here. */
	void (*message)(void *ctx, const struct wire_msg *msg);
	/* The answer to ws_link_sign_in; `in` is NULL on failure.  wait_ms:
	 * until it is of use to try again, 0: not said. */
	void (*signed_in)(void *ctx, enum err e, int64_t wait_ms,
		const struct wire_signed_in *in);
	/* The answer to ws_link_unlock. */
	void (*unlocked)(void *ctx, enum err e);
	/* The answer to ws_link_ask, by its number: what the relay said with
	 * ERR_OK (lent; "": nothing), or the error that it named, or ERR_IO.
	 * wait_ms: until it may be asked again, 0: not said. */
	void (*answered)(void *ctx, int asked, enum err e, int64_t wait_ms,
		const char *body, size_t len);
	/* The answer to ws_link_report. */
	void (*reported)(void *ctx, enum err e);
	/* A round trip took this long (about every 20 s while up). */
	void (*rtt)(void *ctx, int64_t ms);
};

/* Copies what it is given.  ERR_CONFIG: the url is none, or plain http to
 * another machine; ERR_NOMEM, ERR_IO. */
enum err ws_link_new(struct ws_loop *loop, const struct ws_link_config *config,
	const struct ws_link_handlers *handlers, struct ws_link **out);
void ws_link_destroy(struct ws_link **l);

/* Asks for a session; answered by signed_in, which opens the socket.  One at
 * a time. */
void ws_link_sign_in(
	struct ws_link *l, const char *address, const char *password);

/* The language that the user reads, from the next sign-in on. */
void ws_link_language(struct ws_link *l, enum wire_lang lang);

/* Opens the socket with a session's token got earlier. */
void ws_link_open(struct ws_link *l, const char *token);

/* Asks whether this is still the session's password. */
void ws_link_unlock(struct ws_link *l, const char *password);

/* Asks for a path of the relay ("/v1/…"), `bearer`: with the session's token;
 * `body` "": none.  Answered by answered, with `number`. */
void ws_link_ask(struct ws_link *l, int number, const char *method,
	const char *path, bool bearer, const char *body);

/* Hands a problem report in. */
void ws_link_report(struct ws_link *l, const char *text);

/* Ends the session at the relay, closes, forgets the token: WS_LINK_DOWN. */
void ws_link_sign_out(struct ws_link *l);

/* Tries again now rather than later. */
void ws_link_retry(struct ws_link *l);

/* Sends a message.  ERR_CLOSE when the link is not up: nothing was sent. */
enum err ws_link_send(struct ws_link *l, const struct wire_msg *msg);

/* The session's token, "" when signed out.  Lends. */
const char *ws_link_token(const struct ws_link *l);

#endif
