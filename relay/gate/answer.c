/* SPDX-License-Identifier: MIT */
#include "relay/gate/answer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/limits.h"
#include "shared/times.h"
#include "shared/wire.h"

#define NUMBER_DIGITS 18 /* that fit into an int64_t, whichever they are */
#define ANSWER_JSON "application/json; charset=utf-8"

int answer_status(enum err e)
{
	switch (e) {
	case ERR_OK:
		return 200;
	case ERR_SIZE:
		return 413;
	case ERR_CREDENTIALS:
	case ERR_TOKEN:
	case ERR_SIGNATURE:
		return 401;
	case ERR_MEDIA:
		return 415;
	case ERR_VERSION:
		return 426;
	case ERR_FORBIDDEN:
	case ERR_ONESELF:
	case ERR_LAST_MANAGER:
	case ERR_ORIGIN:
	case ERR_LOCKED:
		return 403;
	case ERR_RETAILER:
	case ERR_UNKNOWN:
	case ERR_CHAT:
		return 404;
	case ERR_EXISTS:
	case ERR_ADDRESS_TAKEN:
	case ERR_TAKEN:
	case ERR_CREDITED:
	case ERR_NO_MAIL:
	case ERR_WRONG_STATE:
	case ERR_BUSY_CHAT:
	case ERR_STALE:
		return 409;
	case ERR_RATE:
	case ERR_FLOOD:
		return 429;
	case ERR_FULL:
	case ERR_NOT_KEPT:
	case ERR_RESTART:
	case ERR_ELSEWHERE:
	case ERR_NOMEM:
	case ERR_IO:
		return 503;
	default:
		return 400;
	}
}

static const char *reason(int status)
{
	static const struct {
		int status;
		const char *text;
	} all[] = {
		{200, "OK"},
		{204, "No Content"},
		{304, "Not Modified"},
		{400, "Bad Request"},
		{401, "Unauthorized"},
		{403, "Forbidden"},
		{404, "Not Found"},
		{405, "Method Not Allowed"},
		{409, "Conflict"},
		{413, "Content Too Large"},
		{415, "Unsupported Media Type"},
		{426, "Upgrade Required"},
		{429, "Too Many Requests"},
		{501, "Not Implemented"},
		{503, "Service Unavailable"},
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		if (all[i].status == status)
			return all[i].text;
	}
	return "Error";
}

static void add_methods(unsigned methods, struct buf *out)
{
	static const struct {
		unsigned bit;
		const char *name;
	} all[] = {{ROUTE_GET, "GET"}, {ROUTE_HEAD, "HEAD"},
		{ROUTE_POST, "POST"}, {ROUTE_PUT, "PUT"}};
	const char *comma = "";

	buf_add_str(out, "Allow: ");
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		if (methods & all[i].bit) {
			buf_addf(out, "%s%s", comma, all[i].name);
			comma = ", ";
		}
	}
	buf_add_str(out, "\r\n");
}

static void add_safety(const struct answer *a, bool tls, struct buf *out)
{
	buf_addf(out, "Content-Security-Policy: %s\r\n",
		a->policy ? a->policy
			: a->file
			? "sandbox; default-src 'none'; frame-ancestors 'none'"
			: "default-src 'none'; frame-ancestors 'none'");
	if (!a->framed)
		buf_add_str(out, "X-Frame-Options: DENY\r\n");
	buf_add_str(out,
		"X-Content-Type-Options: nosniff\r\n"
		"Referrer-Policy: no-referrer\r\n"
		"Cross-Origin-Resource-Policy: ");
	buf_add_str(out, a->file ? "same-origin\r\n" : "cross-origin\r\n");
	if (tls)
		buf_add_str(
			out, "Strict-Transport-Security: max-age=31536000\r\n");
	if (a->allow_origin)
		buf_addf(out, "Access-Control-Allow-Origin: %s\r\n",
			a->allow_origin);
}

enum err answer_head(
	const struct answer *a, bool tls, bool close, struct buf *out)
{
	buf_addf(out, "HTTP/1.1 %d %s\r\n", a->status, reason(a->status));
	if (a->type)
		buf_addf(out, "Content-Type: %s\r\n", a->type);
	if (a->status != 204 && a->status != 304)
		buf_addf(out, "Content-Length: %zu\r\n", a->len);
	if (a->gzip)
		buf_add_str(out, "Content-Encoding: gzip\r\n");
	if (a->etag)
		buf_addf(out, "ETag: %s\r\n", a->etag);
	if (a->file_name)
		buf_addf(out,
			"Content-Disposition: attachment; filename=\"%s\"\r\n",
			a->file_name);
	if (a->max_age)
		buf_addf(out, "Cache-Control: %smax-age=%d\r\n",
			a->file ? "private, immutable, " : "", a->max_age);
	else
		buf_addf(out, "Cache-Control: %s\r\n",
			a->etag ? "no-cache" : "no-store");
	buf_addf(out, "Vary: Origin%s\r\n",
		a->varies ? ", Accept-Encoding" : "");
	if (a->methods)
		add_methods(a->methods, out);
	if (a->wait > 0)
		buf_addf(out, "Retry-After: %lld\r\n",
			(long long)((a->wait + TIMES_SECOND - 1) /
				TIMES_SECOND));
	if (a->status == 401)
		buf_add_str(out, "WWW-Authenticate: Bearer\r\n");
	if (a->status == 426)
		buf_add_str(out, "Upgrade: websocket\r\n");
	add_safety(a, tls, out);
	buf_addf(out, "Connection: %s\r\n\r\n", close ? "close" : "keep-alive");
	return out->err;
}

void answer_json(struct reply *r, int status, const char *json)
{
	r->send(r,
		&(struct answer){
			.status = status,
			.type = ANSWER_JSON,
			.body = json,
			.len = strlen(json),
		});
}

static void answer_with(
	struct reply *r, int status, const struct wire_msg *msg, int64_t wait)
{
	struct buf b;

	buf_init(&b, LIMIT_ASSOCIATE_FRAME);
	if (wire_encode(msg, &b) == ERR_OK)
		r->send(r,
			&(struct answer){
				.status = status,
				.type = ANSWER_JSON,
				.body = buf_str(&b),
				.len = b.len,
				.wait = wait,
			});
	else
		answer_json(r, 503,
			"{\"t\":\"error\",\"code\":\"busy\","
			"\"text\":\"\"}");
	buf_fini(&b);
}

void answer_error(struct reply *r, enum err e, const char *text, int64_t wait)
{
	struct wire_msg m = {.type = WIRE_T_ERROR};

	m.error.code = err_name(e);
	m.error.text = text;
	m.error.wait = (wait + 999) / 1000;
	answer_with(r, answer_status(e), &m, wait);
}

void answer_fail(struct reply *r, enum err e)
{
	answer_error(r, e, err_text(e), 0);
}

void answer_msg(struct reply *r, const struct wire_msg *msg)
{
	answer_with(r, 200, msg, 0);
}

void answer_list_begin(struct answer_list *l, const char *name, size_t most)
{
	l->n = 0;
	buf_init(&l->buf, most);
	buf_addf(&l->buf, "{\"%s\":[", name);
}

void answer_list_add(struct answer_list *l, const struct wire_msg *msg)
{
	buf_add_str(&l->buf, l->n++ ? "," : "");
	wire_encode(msg, &l->buf);
}

void answer_list_send(struct answer_list *l, struct reply *r)
{
	buf_add_str(&l->buf, "]}");
	if (l->buf.err)
		answer_fail(r, ERR_FULL);
	else
		answer_json(r, 200, buf_str(&l->buf));
	buf_fini(&l->buf);
}

void answer_done(struct reply *r)
{
	r->send(r, &(struct answer){.status = 204});
}

enum err answer_read(const struct request *q, struct reply *r, int type,
	struct wire_msg *out)
{
	enum err e = wire_decode(
		q->body, q->len, LIMIT_HTTP_BODY, WIRE_FROM_H, out, NULL);

	if (e == ERR_OK && (int)out->type != type)
		e = ERR_TYPE;
	if (e == ERR_OK)
		return ERR_OK;
	wire_fini(out); /* what could be read of it */
	answer_fail(r, e);
	return e;
}

struct id answer_arg_id(const char *arg)
{
	char text[ID_LEN + 1];

	snprintf(text, sizeof(text), "%s", arg);
	return id_valid(text) && arg[ID_LEN] == '/' ? id_from_str(text)
						    : (struct id){""};
}

bool answer_route(const struct route *table, size_t n, const struct request *q,
	struct reply *r, int *handler, const char **arg)
{
	static const char text[] = "{\"t\":\"error\",\"code\":\"forbidden\","
				   "\"text\":\"That cannot be done here.\"}";
	unsigned methods;

	switch (route_find(
		table, n, q->method, q->path, handler, arg, &methods)) {
	case ROUTE_FOUND:
		return true;
	case ROUTE_NO_PATH:
		answer_fail(r, ERR_UNKNOWN);
		return false;
	case ROUTE_NO_METHOD:
		break;
	}
	r->send(r,
		&(struct answer){
			.status = 405,
			.type = ANSWER_JSON,
			.body = text,
			.len = sizeof(text) - 1,
			.methods = methods,
		});
	return false;
}

/* What a value in the query may be made of. */
static const char fine[] = "abcdefghijklmnopqrstuvwxyz"
			   "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_@.+";

/* The value of a field, and its length; NULL: it is not there. */
static const char *find_field(
	const char *query, const char *name, size_t name_len, size_t *len)
{
	for (const char *s = query; s && *s; s += *s == '&') {
		size_t n = strcspn(s, "&");

		if (n > name_len && s[name_len] == '=' &&
			strncmp(s, name, name_len) == 0) {
			*len = n - name_len - 1;
			return s + name_len + 1;
		}
		s += n;
	}
	return NULL;
}

const char *answer_query(
	const struct request *q, const char *name, char *out, size_t size)
{
	size_t len = 0;
	const char *value = find_field(q->query, name, strlen(name), &len);

	out[0] = '\0';
	if (value && len < size && strspn(value, fine) >= len) {
		memcpy(out, value, len);
		out[len] = '\0';
	}
	return out;
}

/* Says which field of the query it is, if that can be said. */
static bool refuse_field(struct reply *r, const char *name, size_t len)
{
	char text[160];

	if (len > 0 && len <= 40 && strspn(name, fine) >= len)
		snprintf(text, sizeof(text), "%s (%.*s)", err_text(ERR_FIELD),
			(int)len, name);
	else
		snprintf(text, sizeof(text), "%s", err_text(ERR_FIELD));
	answer_error(r, ERR_FIELD, text, 0);
	return false;
}

static bool is_among(const char *names, const char *name, size_t len)
{
	for (; *names; names += strcspn(names, " "), names += *names == ' ')
		if (len > 0 && strcspn(names, " ") == len &&
			memcmp(names, name, len) == 0)
			return true;
	return false;
}

bool answer_query_fits(
	const struct request *q, struct reply *r, const char *names)
{
	for (const char *s = q->query; s && *s; s += *s == '&') {
		size_t whole = strcspn(s, "&"), name = strcspn(s, "&="), len;
		const char *first = find_field(q->query, s, name, &len);

		if (first != s + name + 1 || !is_among(names, s, name) ||
			strspn(first, fine) < len || len > LIMIT_ADDRESS)
			return refuse_field(r, s, name);
		s += whole;
	}
	return true;
}

bool answer_query_number(const struct request *q, struct reply *r,
	const char *name, int64_t least, int64_t *out)
{
	size_t len = 0;
	const char *value = find_field(q->query, name, strlen(name), &len);
	int64_t n;

	if (!value || len == 0)
		return true;
	n = len <= NUMBER_DIGITS ? strtoll(value, NULL, 10) : -1;
	if (strspn(value, "0123456789") < len || n < least || n > WIRE_INT_MAX)
		return refuse_field(r, name, strlen(name));
	*out = n;
	return true;
}
