/* SPDX-License-Identifier: MIT */
#include "relay/gate/ws_http.h"

#include <assert.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utlist.h>

#include "relay/gate/upload.h"
#include "relay/gate/ws_conn.h"
#include "relay/gate/ws_upgrade.h"
#include "shared/limits.h"
#include "shared/mem.h"

#define BODY_SECONDS 10              /* for a whole body to come */
#define FILE_CHUNK (16 * 1024)       /* bytes of a file in one write */
#define ANSWER_MAX (4 * 1024 * 1024) /* bytes of the longest answer */

/* A request and its answer.  It outlives the connection when that goes before
 * the answer comes. */
struct ws_reply {
	struct reply reply;           /* first: a reply is cast to us */
	struct ws_reply *next, *prev; /* in server->replies */
	int seconds;                  /* that its body has taken */
	struct ws_server *server;
	struct ws_conn *conn; /* NULL: gone */
	bool asked;           /* handed to the handler */
	bool answered;
	bool head_only, close;
	struct upload *upload; /* that the body goes into */
	int file;              /* -1, or what follows `out` */
	size_t file_left;      /* bytes of it */
	bool begun;            /* the head is written */
	struct buf body;       /* of the request */
	struct buf out;        /* the answer, after LWS_PRE bytes of room */
	struct request request;
	char path[256], query[512], host[300], origin[LIMIT_TITLE];
	char bearer[80], etag[256];
};

static void destroy(struct ws_reply *r)
{
	r->server->n_replies--;
	DL_DELETE(r->server->replies, r);
	if (r->file >= 0)
		close(r->file);
	buf_fini(&r->body);
	buf_fini(&r->out);
	mem_free(r);
}

/* The connection has no more to do with it. */
static void let_go(struct ws_conn *c)
{
	struct ws_reply *r = c->reply;

	c->reply = NULL;
	if (!r)
		return;
	r->conn = NULL;
	if (r->upload) {
		upload_cut(r->upload);
		r->upload = NULL;
		r->answered = true;
	}
	if (!r->asked || r->answered)
		destroy(r);
}

/* The file is there, as large as it was said to be. */
static bool open_file(struct ws_reply *r, const struct answer *a)
{
	struct stat st;

	r->file = open(a->file, O_RDONLY | O_CLOEXEC);
	r->file_left = a->len;
	return r->file >= 0 && fstat(r->file, &st) == 0 &&
		(size_t)st.st_size == a->len;
}

static void send_answer(struct reply *reply, const struct answer *a)
{
	static const char room[LWS_PRE];
	struct ws_reply *r = (struct ws_reply *)reply;
	bool tls = r->server->config.tls_certificate[0];

	assert(r->asked && !r->answered);
	r->upload = NULL; /* it is over */
	if (r->conn && a->file && !open_file(r, a)) {
		answer_fail(reply, ERR_UNKNOWN);
		return;
	}
	r->answered = true;
	if (!r->conn) {
		destroy(r);
		return;
	}
	buf_add(&r->out, room, sizeof(room));
	answer_head(a, tls, r->close, &r->out);
	if (r->head_only || !a->file)
		r->file_left = 0;
	if (!r->head_only && !a->file && a->len > 0)
		buf_add(&r->out, a->body, a->len);
	ws_conn_wake(r->conn);
}

/* ---- reading the request ---- */

static enum route_method method_of(struct lws *wsi, bool *known)
{
	static const struct {
		enum lws_token_indexes token;
		enum route_method method;
	} all[] = {{WSI_TOKEN_GET_URI, ROUTE_GET},
		{WSI_TOKEN_HEAD_URI, ROUTE_HEAD},
		{WSI_TOKEN_POST_URI, ROUTE_POST},
		{WSI_TOKEN_PUT_URI, ROUTE_PUT}};

	*known = true;
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		if (lws_hdr_total_length(wsi, all[i].token) > 0)
			return all[i].method;
	}
	*known = false;
	return ROUTE_OTHER;
}

/* The arguments come in pieces, which the "&" between them parted.  False: they
 * are too long, or one is empty, which would hide those behind it. */
static bool read_query(struct ws_conn *c, char *out, size_t size)
{
	const enum lws_token_indexes args = WSI_TOKEN_HTTP_URI_ARGS;
	int whole = lws_hdr_total_length(c->wsi, args), n;
	size_t len = 0;

	out[0] = '\0';
	for (int i = 0; (n = lws_hdr_fragment_length(c->wsi, args, i)) > 0;
		i++) {
		if (len + (len > 0) + (size_t)n >= size)
			return false;
		if (len > 0)
			out[len++] = '&';
		n = lws_hdr_copy_fragment(
			c->wsi, out + len, (int)(size - len), args, i);
		if (n < 0)
			return false;
		len += (size_t)n;
	}
	return len >= (size_t)whole;
}

static bool read_headers(struct ws_conn *c, struct ws_reply *r)
{
	char encodings[256], token[128];
	struct request *q = &r->request;

	if (!ws_conn_header(c, WSI_TOKEN_HOST, r->host, sizeof(r->host)) ||
		!ws_conn_header(
			c, WSI_TOKEN_ORIGIN, r->origin, sizeof(r->origin)) ||
		!ws_conn_header(c, WSI_TOKEN_HTTP_IF_NONE_MATCH, r->etag,
			sizeof(r->etag)) ||
		!ws_conn_header(c, WSI_TOKEN_HTTP_AUTHORIZATION, token,
			sizeof(token)) ||
		!read_query(c, r->query, sizeof(r->query)))
		return false;
	ws_conn_header(c, WSI_TOKEN_HTTP_ACCEPT_ENCODING, encodings,
		sizeof(encodings));
	if (strncasecmp(token, "Bearer ", 7) == 0 &&
		strlen(token + 7) < sizeof(r->bearer))
		strcpy(r->bearer, token + 7);
	q->path = r->path;
	q->query = r->query;
	q->host = r->host;
	q->origin = r->origin[0] ? r->origin : NULL;
	q->etag = r->etag[0] ? r->etag : NULL;
	q->bearer = r->bearer[0] ? r->bearer : NULL;
	q->gzip = strstr(encodings, "gzip") != NULL;
	q->peer = c->peer;
	return true;
}

static struct ws_reply *begin(struct ws_conn *c, const char *path)
{
	struct ws_reply *r = mem_zero(sizeof(*r));

	if (!r)
		return NULL;
	r->reply.send = send_answer;
	r->server = c->server;
	r->server->n_replies++;
	DL_APPEND(r->server->replies, r);
	r->conn = c;
	r->file = -1;
	buf_init(&r->body, LIMIT_HTTP_BODY);
	buf_init(&r->out, ANSWER_MAX);
	c->reply = r;
	if (strlen(path) >= sizeof(r->path)) {
		r->path[0] = '\0';
		return r;
	}
	strcpy(r->path, path);
	return r;
}

/* ---- handing it on ---- */

static void refuse(struct ws_reply *r, enum err e, int status)
{
	r->asked = true;
	r->close = true;
	if (status)
		r->reply.send(&r->reply, &(struct answer){.status = status});
	else
		answer_fail(&r->reply, e);
}

static void hand_on(struct ws_conn *c)
{
	struct ws_reply *r = c->reply;
	struct ws_server *s = c->server;

	r->request.body = buf_str(&r->body);
	r->request.len = r->body.len;
	r->asked = true;
	if (s->draining && c->door == WS_DOOR_PUBLIC) {
		r->close = true;
		answer_fail(&r->reply, ERR_RESTART);
		return;
	}
	s->config.handle(s->config.ctx, c->door, &r->request, &r->reply);
}

static bool is_upload(const struct ws_conn *c, const struct ws_reply *r)
{
	return c->door == WS_DOOR_PUBLIC && r->request.method == ROUTE_POST &&
		strcmp(r->path, "/v1/media") == 0;
}

/* The body goes into a file as it comes. */
static void take_file(struct ws_conn *c, long length)
{
	struct ws_reply *r = c->reply;

	r->request.peer = c->peer;
	r->asked = true;
	r->close = true;
	if (c->server->draining)
		answer_fail(&r->reply, ERR_RESTART);
	else if (length == 0 || length > LIMIT_MEDIA)
		answer_fail(&r->reply, ERR_MEDIA);
	else
		r->upload = upload_begin(
			c->server->config.uploads, &r->request, &r->reply);
}

/* The length of the body, or -1 when it is not a plain number. */
static long body_length(struct ws_conn *c)
{
	char text[24];

	if (!ws_conn_header(
		    c, WSI_TOKEN_HTTP_CONTENT_LENGTH, text, sizeof(text)) ||
		strlen(text) > 9 || text[strspn(text, "0123456789")])
		return -1;
	return strtol(text, NULL, 10);
}

static int requested(struct ws_conn *c, const char *path)
{
	struct ws_reply *r;
	bool known;
	long length;

	let_go(c);
	r = begin(c, path);
	if (!r)
		return -1;
	r->request.method = method_of(c->wsi, &known);
	r->head_only = r->request.method == ROUTE_HEAD;
	length = body_length(c);
	/* Two ways to say where a body ends are one too many (RFC 9112, 6.3),
	 * and the library knows only the one. */
	if (lws_hdr_total_length(c->wsi, WSI_TOKEN_HTTP_TRANSFER_ENCODING))
		refuse(r, ERR_OK, 501);
	else if (length < 0)
		refuse(r, ERR_FIELD, 0);
	else if (length > LIMIT_HTTP_BODY && !is_upload(c, r))
		refuse(r, ERR_SIZE, 0);
	else if (!read_headers(c, r) || !r->host[0] || !r->path[0])
		refuse(r, ERR_FIELD, 0);
	else if (ws_conn_forwarded(c) != ERR_OK)
		refuse(r, ERR_FULL, 0);
	else if (is_upload(c, r))
		take_file(c, length);
	else if (length == 0) {
		r->request.peer = c->peer;
		r->close = !known || r->request.method == ROUTE_POST ||
			r->request.method == ROUTE_PUT;
		hand_on(c);
	} else {
		r->request.peer = c->peer;
		r->close = r->request.method == ROUTE_GET || r->head_only;
	}
	return 0;
}

static int body(struct ws_conn *c, const void *in, size_t len)
{
	struct ws_reply *r = c->reply;

	if (r && r->upload)
		upload_write(r->upload, in, len);
	if (!r || r->asked)
		return 0;
	if (buf_add(&r->body, in, len) != ERR_OK)
		refuse(r, ERR_SIZE, 0);
	return 0;
}

static int body_complete(struct ws_conn *c)
{
	struct ws_reply *r = c->reply;
	struct upload *u = r ? r->upload : NULL;

	if (u) {
		r->upload = NULL;
		upload_complete(u);
	} else if (r && !r->asked) {
		hand_on(c);
	}
	return 0;
}

/* The library gives each piece of a body its ten seconds anew. */
void ws_http_sweep(struct ws_server *s)
{
	struct ws_reply *r, *next;

	DL_FOREACH_SAFE(s->replies, r, next)
	{
		int most = r->upload ? UPLOAD_SECONDS : BODY_SECONDS;

		if (r->conn && (r->upload || !r->asked) && ++r->seconds > most)
			ws_conn_hang_up(r->conn);
	}
}

/* ---- writing the answer ---- */

/* The next piece of the file into `out`.  False: it cannot be read. */
static bool read_on(struct ws_reply *r)
{
	char chunk[FILE_CHUNK];
	ssize_t n = read(r->file, chunk,
		r->file_left < FILE_CHUNK ? r->file_left : FILE_CHUNK);

	if (n <= 0)
		return false;
	r->out.len = LWS_PRE;
	r->file_left -= (size_t)n;
	return buf_add(&r->out, chunk, (size_t)n) == ERR_OK;
}

static int write_out(struct ws_conn *c)
{
	struct ws_reply *r = c->reply;

	return lws_write(c->wsi, (unsigned char *)r->out.data + LWS_PRE,
		r->out.len - LWS_PRE,
		r->file_left ? LWS_WRITE_HTTP : LWS_WRITE_HTTP_FINAL);
}

static int writeable(struct ws_conn *c)
{
	struct ws_reply *r = c->reply;
	bool close, more;
	int n;

	c->waking = false;
	if (!r || !r->answered)
		return 0;
	if (r->out.err != ERR_OK || (r->begun && !read_on(r))) {
		let_go(c);
		return -1;
	}
	r->begun = true;
	n = write_out(c);
	close = r->close;
	more = n >= 0 && r->file_left > 0;
	if (more) {
		ws_conn_wake(c);
		return 0;
	}
	let_go(c);
	if (n < 0)
		return -1;
	if (close || lws_http_transaction_completed(c->wsi))
		return ws_conn_hang_up(c);
	return 0;
}

static void gone(struct lws *wsi)
{
	struct ws_conn *c = ws_conn_of(wsi);
	struct ws_server *s;

	if (!c)
		return;
	s = c->server;
	let_go(c);
	lws_set_opaque_user_data(wsi, NULL);
	ws_conn_destroy(&c);
	s->config.room(s->config.ctx);
}

int ws_http_callback(struct lws *wsi, enum lws_callback_reasons reason,
	void *user, void *in, size_t len)
{
	struct ws_conn *c;

	(void)user;
	switch (reason) {
	case LWS_CALLBACK_HTTP_CONFIRM_UPGRADE:
		c = ws_conn_of(wsi);
		return c ? ws_upgrade_check(c) : -1;
	case LWS_CALLBACK_FILTER_PROTOCOL_CONNECTION:
		return -1; /* a WebSocket without our subprotocol */
	case LWS_CALLBACK_RAW_ADOPT:
		return -1; /* CONNECT makes it raw, and keeps it for ever */
	case LWS_CALLBACK_HTTP:
		c = ws_conn_of(wsi);
		return c ? requested(c, in) : -1;
	case LWS_CALLBACK_HTTP_BODY:
		return body(ws_conn_of(wsi), in, len);
	case LWS_CALLBACK_HTTP_BODY_COMPLETION:
		return body_complete(ws_conn_of(wsi));
	case LWS_CALLBACK_HTTP_WRITEABLE:
		return writeable(ws_conn_of(wsi));
	case LWS_CALLBACK_CLOSED_HTTP:
		c = ws_conn_of(wsi);
		if (c)
			let_go(c);
		return 0;
	case LWS_CALLBACK_WSI_DESTROY:
		gone(wsi);
		return 0;
	default:
		return 0;
	}
}
