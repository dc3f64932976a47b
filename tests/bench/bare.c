/* SPDX-License-Identifier: MIT */
/*
 * The measure for norend: a bare libwebsockets relay on libuv that forwards
 * the same messages in the same frames (an answer to the sender, the entry to
 * both sides) and knows nothing: no rule, no check, no JSON.  With a database
 * it also stores the same row for each message, in groups, and answers after
 * the commit.
 *
 * usage: bare [DATABASE]      prints its port
 */
#include <arpa/inet.h>
#include <libwebsockets.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <uv.h>

#define FIELD 64

struct out {
	struct out *next;
	size_t len;
	unsigned char data[];
};

struct session {
	struct lws *wsi;
	struct session *peer;
	struct out *first, **last;
	char chat[27]; /* ids, as noren's */
	char actor[27];
	int *seq; /* the chat's, which belongs to the associate */
	int seq_own;
	bool associate;
};

/* A message on its way through the store. */
struct job {
	struct job *next;
	struct session *from;
	int seq;
	char ref[FIELD], key[FIELD];
	char text[1024];
};

static struct {
	uv_loop_t loop;
	uv_poll_t listener;
	uv_async_t kept;
	struct lws_context *lws;
	struct lws_vhost *vhost;
	struct session *lonely; /* an associate without a shopper yet */
	unsigned names;
	sqlite3 *db;
	pthread_mutex_t lock;
	pthread_cond_t more;
	struct job *todo, **todo_last, *done, **done_last;
} g;

/* The value of a field of a flat JSON object, or "". */
static void field(
	const char *json, size_t len, const char *name, char *out, size_t size)
{
	char quoted[32];
	const char *p, *end;
	int n = snprintf(quoted, sizeof(quoted), "\"%s\":\"", name);

	out[0] = '\0';
	p = memmem(json, len, quoted, (size_t)n);
	if (!p)
		return;
	p += n;
	end = memchr(p, '"', len - (size_t)(p - json));
	if (end && (size_t)(end - p) < size) {
		memcpy(out, p, (size_t)(end - p));
		out[end - p] = '\0';
	}
}

static void put(struct session *s, const char *text, size_t len)
{
	struct out *o = malloc(sizeof(*o) + LWS_PRE + len);

	o->next = NULL;
	o->len = len;
	memcpy(o->data + LWS_PRE, text, len);
	*s->last = o;
	s->last = &o->next;
	lws_callback_on_writable(s->wsi);
}

/* Says that the message is there: to its sender, and as an entry to both. */
static void tell(const struct job *j)
{
	char text[2048];
	int n;

	n = snprintf(text, sizeof(text),
		"{\"t\":\"ok\",\"ref\":\"%s\",\"chat\":\"%s\",\"seq\":%d,"
		"\"at\":1790000000000000}",
		j->ref, j->from->chat, j->seq);
	put(j->from, text, (size_t)n);
	n = snprintf(text, sizeof(text),
		"{\"t\":\"entry\",\"chat\":\"%s\",\"seq\":%d,"
		"\"at\":1790000000000000,\"kind\":\"text\","
		"\"who\":\"%s\",\"name\":\"Somebody\",\"key\":\"%s\","
		"\"text\":\"%s\"}",
		j->from->chat, j->seq,
		j->from->associate ? "associate" : "shopper", j->key, j->text);
	put(j->from, text, (size_t)n);
	if (j->from->peer)
		put(j->from->peer, text, (size_t)n);
}

static void on_say(struct session *s, const char *in, size_t len)
{
	struct job *j = calloc(1, sizeof(*j));

	j->from = s;
	j->seq = ++*s->seq;
	field(in, len, "ref", j->ref, sizeof(j->ref));
	field(in, len, "key", j->key, sizeof(j->key));
	field(in, len, "text", j->text, sizeof(j->text));
	if (!g.db) {
		tell(j);
		free(j);
		return;
	}
	pthread_mutex_lock(&g.lock);
	*g.todo_last = j;
	g.todo_last = &j->next;
	pthread_cond_signal(&g.more);
	pthread_mutex_unlock(&g.lock);
}

static void write_out(struct session *s)
{
	struct out *o = s->first;

	if (!o)
		return;
	lws_write(s->wsi, o->data + LWS_PRE, o->len, LWS_WRITE_TEXT);
	s->first = o->next;
	if (!s->first)
		s->last = &s->first;
	free(o);
	if (s->first)
		lws_callback_on_writable(s->wsi);
}

/* An id that nobody has yet, somewhere in the tables, as random ones are. */
static void name(char id[27])
{
	uint64_t n = (uint64_t)++g.names * 0x9e3779b97f4a7c15;

	snprintf(id, 27, "%020llu%06u", (unsigned long long)n,
		g.names % 1000000);
}

static void on_open(struct session *s, struct lws *wsi)
{
	char path[64] = "";

	lws_hdr_copy(wsi, path, sizeof(path), WSI_TOKEN_GET_URI);
	s->wsi = wsi;
	s->last = &s->first;
	s->associate = strcmp(path, "/v1/associate") == 0;
	s->seq = &s->seq_own;
	name(s->actor);
	if (s->associate) {
		name(s->chat);
		g.lonely = s;
	} else if (g.lonely) {
		s->peer = g.lonely;
		s->peer->peer = s;
		memcpy(s->chat, s->peer->chat, sizeof(s->chat));
		s->seq = s->peer->seq;
		g.lonely = NULL;
	}
}

static int callback(struct lws *wsi, enum lws_callback_reasons reason,
	void *user, void *in, size_t len)
{
	struct session *s = user;

	switch (reason) {
	case LWS_CALLBACK_ESTABLISHED:
		on_open(s, wsi);
		break;
	case LWS_CALLBACK_RECEIVE:
		on_say(s, in, len);
		break;
	case LWS_CALLBACK_SERVER_WRITEABLE:
		write_out(s);
		break;
	default:
		break;
	}
	return 0;
}

/* ---- the store ---- */

static void insert(sqlite3_stmt *stmt, const struct job *j)
{
	const struct session *s = j->from;

	sqlite3_bind_text(stmt, 1, "bench", -1, SQLITE_STATIC);
	sqlite3_bind_text(stmt, 2, s->chat, -1, SQLITE_STATIC);
	sqlite3_bind_int64(stmt, 3, j->seq);
	sqlite3_bind_int64(stmt, 4, 1790000000000000);
	sqlite3_bind_int(stmt, 5, 0);
	sqlite3_bind_int(stmt, 6, s->associate);
	sqlite3_bind_text(stmt, 7, s->actor, -1, SQLITE_STATIC);
	sqlite3_bind_text(stmt, 8, "Somebody", -1, SQLITE_STATIC);
	sqlite3_bind_text(stmt, 9, j->key, -1, SQLITE_STATIC);
	sqlite3_bind_int(stmt, 10, 0);
	sqlite3_bind_text(stmt, 11, j->text, -1, SQLITE_STATIC);
	if (sqlite3_step(stmt) != SQLITE_DONE) {
		fprintf(stderr, "bare: %s\n", sqlite3_errmsg(g.db));
		exit(1);
	}
	sqlite3_reset(stmt);
}

static void *store(void *ctx)
{
	sqlite3_stmt *stmt;
	struct job *jobs;

	(void)ctx;
	sqlite3_prepare_v2(g.db,
		"INSERT INTO entry VALUES (?,?,?,?,?,?,?,?,?,?,?)", -1, &stmt,
		NULL);
	for (;;) {
		pthread_mutex_lock(&g.lock);
		while (!g.todo)
			pthread_cond_wait(&g.more, &g.lock);
		jobs = g.todo;
		g.todo = NULL;
		g.todo_last = &g.todo;
		pthread_mutex_unlock(&g.lock);
		sqlite3_exec(g.db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
		for (struct job *j = jobs; j; j = j->next)
			insert(stmt, j);
		sqlite3_exec(g.db, "COMMIT", NULL, NULL, NULL);
		pthread_mutex_lock(&g.lock);
		*g.done_last = jobs;
		while (*g.done_last)
			g.done_last = &(*g.done_last)->next;
		pthread_mutex_unlock(&g.lock);
		uv_async_send(&g.kept);
	}
	return NULL;
}

static void on_kept(uv_async_t *async)
{
	struct job *j, *next;

	(void)async;
	pthread_mutex_lock(&g.lock);
	j = g.done;
	g.done = NULL;
	g.done_last = &g.done;
	pthread_mutex_unlock(&g.lock);
	for (; j; j = next) {
		next = j->next;
		tell(j);
		free(j);
	}
}

static void open_store(const char *path)
{
	pthread_t thread;

	if (sqlite3_open(path, &g.db) != SQLITE_OK ||
		sqlite3_exec(g.db,
			"PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
			"CREATE TABLE entry (retailer TEXT, chat TEXT, "
			"seq BIGINT, at BIGINT, kind BIGINT, who BIGINT, "
			"actor TEXT, name TEXT, key TEXT, reason BIGINT, "
			"body TEXT, PRIMARY KEY (retailer, chat, seq)) "
			"WITHOUT ROWID;"
			"CREATE UNIQUE INDEX entry_key ON entry "
			"(retailer, chat, actor, key) WHERE key <> ''",
			NULL, NULL, NULL) != SQLITE_OK) {
		fprintf(stderr, "bare: %s\n", sqlite3_errmsg(g.db));
		exit(1);
	}
	uv_async_init(&g.loop, &g.kept, on_kept);
	pthread_create(&thread, NULL, store, NULL);
}

/* ---- the loop ---- */

static void on_connection(uv_poll_t *p, int status, int events)
{
	int fd, listener, one = 1;

	(void)status;
	(void)events;
	uv_fileno((uv_handle_t *)p, &listener);
	while ((fd = accept4(listener, NULL, NULL,
			SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
		lws_adopt_socket_vhost(g.vhost, fd);
	}
}

static int listen_somewhere(void)
{
	struct sockaddr_in at = {
		.sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	socklen_t len = sizeof(at);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);

	if (bind(fd, (struct sockaddr *)&at, len) < 0 || listen(fd, 1024) < 0)
		exit(1);
	getsockname(fd, (struct sockaddr *)&at, &len);
	printf("%d\n", ntohs(at.sin_port));
	fflush(stdout);
	return fd;
}

int main(int argc, char **argv)
{
	static const struct lws_protocols protocols[] = {
		{
			.name = "noren.v1",
			.callback = callback,
			.per_session_data_size = sizeof(struct session),
			.rx_buffer_size = 2048,
			.tx_packet_size = 16384,
		},
		{0},
	};
	const struct rlimit files = {.rlim_cur = 16384, .rlim_max = 16384};
	void *loops[] = {&g.loop};
	struct lws_context_creation_info info = {
		.options = LWS_SERVER_OPTION_LIBUV |
			LWS_SERVER_OPTION_EXPLICIT_VHOSTS,
		.foreign_loops = loops,
		.port = CONTEXT_PORT_NO_LISTEN_SERVER,
		.protocols = protocols,
		.pt_serv_buf_size = 16384,
	};

	setrlimit(RLIMIT_NOFILE, &files);
	signal(SIGPIPE, SIG_IGN);
	lws_set_log_level(LLL_ERR, NULL);
	uv_loop_init(&g.loop);
	pthread_mutex_init(&g.lock, NULL);
	pthread_cond_init(&g.more, NULL);
	g.todo_last = &g.todo;
	g.done_last = &g.done;
	if (argc > 1)
		open_store(argv[1]);
	g.lws = lws_create_context(&info);
	g.vhost = lws_create_vhost(g.lws, &info);
	uv_poll_init(&g.loop, &g.listener, listen_somewhere());
	uv_poll_start(&g.listener, UV_READABLE, on_connection);
	return uv_run(&g.loop, UV_RUN_DEFAULT);
}
