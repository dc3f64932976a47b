/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_ANSWER_H
#define RELAY_GATE_ANSWER_H

/*
 * What is asked over HTTP and what is answered: plain values, and the text of
 * an answer with all the headers that keep a browser safe.  Pure: ws_http.c
 * makes the request and writes the answer.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "relay/gate/peer.h"
#include "relay/gate/route.h"
#include "shared/buf.h"
#include "shared/err.h"

struct wire_msg;

/* Lent until it is answered, whether the other side is still there or not. What
 * was not said is NULL. */
struct request {
	enum route_method method;
	const char *path;
	const char *query;  /* after the question mark */
	const char *host;   /* never NULL */
	const char *origin; /* of the page that asks */
	const char *bearer; /* a token */
	const char *etag;   /* If-None-Match */
	bool gzip;          /* the other side can read it */
	struct peer peer;
	const char *body; /* ends in NUL */
	size_t len;
};

struct answer {
	int status;
	const char *type; /* of the body; NULL: there is none */
	const char *body;
	size_t len;
	const char *file;      /* the body is this file, `len` bytes, and is for
				* whoever asked alone; 404 when it is not there */
	const char *file_name; /* what it is called when it is saved */
	const char *etag;
	const char *policy; /* Content-Security-Policy; NULL: the strictest */
	const char *allow_origin; /* a page's that may read the answer */
	unsigned methods;         /* 405: those that there are */
	int64_t wait;             /* us: Retry-After; 0: none */
	int max_age;              /* seconds in a cache; 0: ask each time */
	bool gzip;                /* the body is compressed */
	bool varies;              /* it could have been */
	bool framed;              /* policy says who may frame it */
};

/* Where an answer goes.  Each request's is called once, now or later; the
 * answer is lent for the call. */
struct reply {
	void (*send)(struct reply *r, const struct answer *a);
};

/* The status that goes with an error. */
int answer_status(enum err e);

/* Appends the head of the answer; `close` if the connection will be. */
enum err answer_head(
	const struct answer *a, bool tls, bool close, struct buf *out);

/* Reads the body as that message, which wire_fini is due; or answers why it
 * cannot be read, and gives the error: then there is nothing to free. */
enum err answer_read(const struct request *q, struct reply *r, int type,
	struct wire_msg *out);

/* Answers with an error message, a message, a JSON text, or nothing (204). */
void answer_error(struct reply *r, enum err e, const char *text, int64_t wait);
void answer_fail(struct reply *r, enum err e);
void answer_msg(struct reply *r, const struct wire_msg *msg);
void answer_json(struct reply *r, int status, const char *json);
void answer_done(struct reply *r);

/* A list of messages, {"name":[…]}, of at most so many bytes: begun, added to,
 * and sent, which frees it.  What has not all room, or no memory, is answered
 * with ERR_FULL. */
struct answer_list {
	struct buf buf;
	int n;
};
void answer_list_begin(struct answer_list *l, const char *name, size_t most);
void answer_list_add(struct answer_list *l, const struct wire_msg *msg);
void answer_list_send(struct answer_list *l, struct reply *r);

/* Finds the route, or answers 404 or 405 and says false. */
bool answer_route(const struct route *table, size_t n, const struct request *q,
	struct reply *r, int *handler, const char **arg);

/* The id that stands for the star of a path which goes on behind it; "": what
 * stands there is none.  `arg` as answer_route() gave it. */
struct id answer_arg_id(const char *arg);

/* The value of a field in the query, as it stands there: only letters,
 * digits and -_@.+ count as one.  "" when there is none.  Returns `out`. */
const char *answer_query(
	const struct request *q, const char *name, char *out, size_t size);

/* Is the query made of these fields (names, with blanks between) alone, each at
 * most once and with a value that answer_query() reads, of LIMIT_ADDRESS bytes
 * at most?  Else it is answered with ERR_FIELD, and the field. */
bool answer_query_fits(
	const struct request *q, struct reply *r, const char *names);
/* A field that is a number of `least` to WIRE_INT_MAX; where it is not said
 * `out` stays as it is.  False: answered as above. */
bool answer_query_number(const struct request *q, struct reply *r,
	const char *name, int64_t least, int64_t *out);

#endif
