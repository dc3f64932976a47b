/* SPDX-License-Identifier: MIT */
#include "tests/lib/gatebed.h"

#include <assert.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/times.h"
#include "tests/lib/tzfile.h"

/* 2026-11-30T01:00:00Z */
#define GATEBED_BEGIN INT64_C(1796000400000000)

static struct desk_now io_now(void *ctx)
{
	return ((struct gatebed *)ctx)->now;
}

static void io_random(void *ctx, void *out, size_t len)
{
	(void)ctx;
	randombytes_buf(out, len);
}

static void io_mail(void *ctx)
{
	((struct gatebed *)ctx)->mails++;
}

static void io_wake(void *ctx, struct caller *c)
{
	(void)ctx;
	(void)c;
}

static void io_busy(void *ctx)
{
	(void)ctx;
}

static struct tz *io_zone(void *ctx, const char *name)
{
	(void)ctx;
	return tzfile_read(name);
}

static void on_line(void *ctx, const char *line, size_t len)
{
	struct gatebed *b = ctx;
	size_t have = strlen(b->said);

	if (have + len < sizeof(b->said)) {
		memcpy(b->said + have, line, len);
		b->said[have + len] = '\0';
	}
}

static struct gatebed_job *add(struct gatebed *b, const char *password)
{
	struct gatebed_job *j;

	if (b->full)
		return NULL;
	assert(b->n_jobs < GATEBED_JOBS);
	j = &b->jobs[b->n_jobs++];
	snprintf(j->password, sizeof(j->password), "%s", password);
	return j;
}

static enum err io_verify(void *ctx, const char *hash, const char *password,
	void (*fn)(void *, bool), void *fn_ctx)
{
	struct gatebed_job *j = add(ctx, password);

	if (!j)
		return ERR_FULL;
	j->verifies = true;
	snprintf(j->hash, sizeof(j->hash), "%s", hash);
	j->on_verified = fn;
	j->ctx = fn_ctx;
	return ERR_OK;
}

static enum err io_hash(void *ctx, const char *password,
	void (*fn)(void *, const char *), void *fn_ctx)
{
	struct gatebed_job *j = add(ctx, password);

	if (!j)
		return ERR_FULL;
	j->verifies = false;
	j->on_made = fn;
	j->ctx = fn_ctx;
	return ERR_OK;
}

static void do_job(struct gatebed *b)
{
	struct gatebed_job j = b->jobs[0];
	char made[310];

	b->n_jobs--;
	memmove(b->jobs, b->jobs + 1, (size_t)b->n_jobs * sizeof(j));
	b->hashed++;
	snprintf(made, sizeof(made), "h:%s", j.password);
	if (j.verifies)
		j.on_verified(j.ctx, strcmp(made, j.hash) == 0);
	else
		j.on_made(j.ctx, made);
}

void gatebed_run(struct gatebed *b)
{
	hub_turn(&b->hub);
	do {
		storebed_settle(&b->bed);
		if (b->n_jobs > 0)
			do_job(b);
		hub_turn(&b->hub); /* what was answered may want more kept */
	} while (b->n_jobs > 0 || store_pending(b->bed.store) > 0);
}

/* ---- making it ---- */

static void on_put(void *ctx, enum err e)
{
	(void)ctx;
	assert(e == ERR_OK);
}

static void furnish(struct gatebed *b, const char *retailer)
{
	const struct store_group group = {
		.retailer = retailer, .group = "ginza", .name = "Ginza"};

	if (storebed_retailer(&b->bed, retailer) != ERR_OK)
		abort();
	store_put_group(b->bed.store, &group, on_put, b);
	storebed_settle(&b->bed);
}

static void on_tenants(void *ctx, const struct store_tenants *rows)
{
	struct gatebed *b = ctx;

	if (hub_start(&b->hub, rows) != ERR_OK)
		abort();
}

void gatebed_init(struct gatebed *b, int digits, bool mute)
{
	const struct hub_io io = {.ctx = b,
		.now = io_now,
		.random = io_random,
		.mail = io_mail,
		.wake = io_wake,
		.busy = io_busy,
		.zone = io_zone};
	const struct signin_io signin = {.ctx = b, .verify = io_verify};
	const struct codes_io codes = {
		.ctx = b, .verify = io_verify, .hash = io_hash};

	memset(b, 0, sizeof(*b));
	b->log = (struct log){.level = LOG_INFO, .write = on_line, .ctx = b};
	b->config = (struct hub_config){.public_url = "",
		.mail_from = mute ? NULL : "noren@chat.example",
		.audit_days = 400,
		.code_digits = digits,
		.silence = 20,
		.rate = {1000 * BUCKET_POINT, 1000 * BUCKET_POINT}};
	b->now.wall = GATEBED_BEGIN;
	b->now.steady = TIMES_DAY;
	storebed_init(&b->bed);
	if (storebed_open(&b->bed) != ERR_OK)
		abort();
	furnish(b, "tea");
	furnish(b, "wool");
	hub_init(&b->hub, &io, &b->config, &b->log);
	b->hub.store = b->bed.store;
	store_tenants(b->bed.store, on_tenants, b);
	b->signin = signin_new(&b->hub, &signin, "h:nobody has this");
	b->codes = codes_new(&b->hub, &codes);
	if (!b->signin || !b->codes)
		abort();
	storebed_settle(&b->bed);
	gatebed_run(b);
}

/* The one that the hub has not yet. */
static void on_another(void *ctx, const struct store_tenants *rows)
{
	struct gatebed *b = ctx;

	for (int i = 0; i < rows->n_retailers; i++) {
		const struct store_retailer *row = &rows->retailers[i];
		char why[RULES_WHY];
		struct rules *rules;
		struct tenant *t;

		if (hub_tenant(&b->hub, row->retailer))
			continue;
		if (rules_new(&b->hub, row, &rules, why) != ERR_OK ||
			hub_add_tenant(&b->hub, rules, &t) != ERR_OK ||
			tenant_open(t) != ERR_OK)
			abort();
	}
}

void gatebed_retailer(struct gatebed *b, const char *retailer)
{
	furnish(b, retailer);
	store_tenants(b->bed.store, on_another, b);
	gatebed_run(b);
}

void gatebed_fini(struct gatebed *b)
{
	gatebed_run(b);
	storebed_close(&b->bed);
	signin_destroy(&b->signin);
	codes_destroy(&b->codes);
	hub_fini(&b->hub);
	storebed_fini(&b->bed);
}

void gatebed_staff(struct gatebed *b, int n, const char *retailer,
	const char *address, const char *name, const char *password)
{
	char hash[300];
	const struct store_associate row = {
		.id = storebed_id((uint64_t)n),
		.retailer = retailer,
		.address = address,
		.name = name,
		.hash = hash,
		.groups = "",
	};
	struct roster_staff *s;

	snprintf(hash, sizeof(hash), "h:%s", password);
	store_put_associate(b->bed.store, &row, on_put, b);
	storebed_settle(&b->bed);
	if (roster_staff_new(&row, &s) != ERR_OK)
		abort();
	tenant_set_staff(hub_tenant(&b->hub, retailer), s);
	gatebed_run(b);
}

void gatebed_pass(struct gatebed *b, int64_t us)
{
	b->now.wall += us;
	b->now.steady += us;
}

/* ---- requests and answers ---- */

static void on_answer(struct reply *reply, const struct answer *a)
{
	struct gatebed_reply *r = (struct gatebed_reply *)reply;

	assert(!r->come); /* once */
	r->come = true;
	r->status = a->status;
	snprintf(r->body, sizeof(r->body), "%.*s", (int)a->len,
		a->body ? a->body : "");
	r->read = a->body &&
		wire_decode(a->body, a->len, LIMIT_ASSOCIATE_FRAME,
			WIRE_FROM_H | WIRE_FROM_R, &r->msg, NULL) == ERR_OK;
}

void gatebed_reply(struct gatebed_reply *r)
{
	*r = (struct gatebed_reply){.reply.send = on_answer};
}

void gatebed_over(struct gatebed_reply *r)
{
	if (r->read)
		wire_fini(&r->msg);
	r->read = false;
}

const char *gatebed_word(const struct gatebed_reply *r)
{
	if (!r->come)
		return "";
	if (r->read && r->msg.type == WIRE_T_ERROR)
		return r->msg.error.code;
	return r->status < 300 ? "ok" : "?";
}

struct request gatebed_request(const char *body, int from)
{
	const uint8_t v4[4] = {192, 0, 2, (uint8_t)from};

	return (struct request){
		.method = ROUTE_POST,
		.path = "",
		.host = "",
		.peer = peer_from_v4(v4),
		.body = body,
		.len = strlen(body),
	};
}

/* ---- mails ---- */

static int hex(char c)
{
	return c <= '9' ? c - '0' : c - 'A' + 10;
}

/* Quoted-printable, with CRLF, to text. */
static void decode(const char *s, char *out, size_t size)
{
	size_t n = 0;

	for (; *s && n + 1 < size; s++) {
		if (s[0] == '=' && s[1] == '\r') {
			s += 2;
		} else if (s[0] == '=') {
			out[n++] = (char)(hex(s[1]) << 4 | hex(s[2]));
			s += 2;
		} else if (*s != '\r') {
			out[n++] = *s;
		}
	}
	out[n] = '\0';
}

static void read_letter(struct gatebed *b, const char *mail)
{
	const char *subject = strstr(mail, "\r\nSubject: ");
	const char *text = strstr(mail, "\r\n\r\n");

	assert(subject && text);
	snprintf(b->subject, sizeof(b->subject), "%.*s",
		(int)strcspn(subject + 11, "\r"), subject + 11);
	decode(text + 4, b->letter, sizeof(b->letter));
}

/* The line that is nothing but digits. */
static void find_code(const char *letter, char code[16])
{
	code[0] = '\0';
	for (const char *s = letter; s; s = strchr(s, '\n')) {
		size_t n;

		s += *s == '\n';
		n = strspn(s, "0123456789");
		if (n > 0 && n < 16 && s[n] == '\n')
			snprintf(code, 16, "%.*s", (int)n, s);
	}
}

void gatebed_mailed(struct gatebed *b, const char *address, char code[16])
{
	sqlite3_stmt *st = NULL;
	sqlite3 *db;

	storebed_settle(&b->bed);
	db = storebed_peek(&b->bed);
	sqlite3_prepare_v2(db,
		"SELECT text FROM mail WHERE address = ? ORDER BY made DESC",
		-1, &st, NULL);
	sqlite3_bind_text(st, 1, address, -1, SQLITE_STATIC);
	if (sqlite3_step(st) != SQLITE_ROW) {
		fprintf(stderr, "no mail to %s\n%s", address, b->said);
		abort();
	}
	read_letter(b, (const char *)sqlite3_column_text(st, 0));
	find_code(b->letter, code);
	sqlite3_finalize(st);
	sqlite3_close(db);
}

int64_t gatebed_count(struct gatebed *b, const char *sql)
{
	storebed_settle(&b->bed);
	return storebed_number(&b->bed, sql);
}
