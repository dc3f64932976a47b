/* SPDX-License-Identifier: MIT */
#include "client/flow/main_crowd.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "client/flow/http_sweep.h"
#include "client/flow/main_flags.h"
#include "client/flow/ws_crowd.h"
#include "client/link/http_control.h"
#include "client/link/ws_loop.h"
#include "shared/mem.h"
#include "shared/wire.h"

#define SPARE_FDS 64 /* beside the sockets of the crowd */
#define TOKEN_MAX 256

static int fail(const char *what, const char *why, enum main_exit status)
{
	fprintf(stderr, "norenflow: %s: %s\n", what, why);
	return (int)status;
}

/* ---- associates ---- */

static void keep_token(struct main_crowd *m, const char *token)
{
	m->tokens[m->n_tokens++] = mem_strdup(token);
}

static int read_accounts(struct main_crowd *m, const char *path)
{
	char line[TOKEN_MAX];
	FILE *f = fopen(path, "re");

	if (!f)
		return fail(path, strerror(errno), MAIN_USAGE);
	while (fgets(line, sizeof(line), f)) {
		line[strcspn(line, "\r\n")] = '\0';
		if (!line[0] || line[0] == '#')
			continue;
		m->tokens = mem_resize(m->tokens,
			(size_t)(m->n_tokens + 1) * sizeof(*m->tokens));
		keep_token(m, line);
	}
	fclose(f);
	return m->n_tokens ? MAIN_HELD
			   : fail(path, "no session is in it", MAIN_USAGE);
}

static int ask(struct main_crowd *m, const char *method, const char *path,
	struct wire_msg *msg, struct buf *answer)
{
	char why[HTTP_CONTROL_WHY];
	enum err e =
		http_control_ask(m->control, method, path, msg, answer, why);

	return e ? fail(path, why, MAIN_REFUSED) : MAIN_HELD;
}

static int make_retailer(struct main_crowd *m, const char *name)
{
	struct wire_msg msg = {.type = WIRE_T_CTL_RETAILER,
		.ctl_retailer = {.retailer = m->made,
			.name = "norenflow",
			.zone = "Asia/Tokyo",
			.currency = "JPY",
			.hours = "always"}};
	uint32_t n = 0;
	enum err e;
	int status;

	while (getrandom(&n, sizeof(n), 0) != sizeof(n))
		; /* interrupted */
	snprintf(m->made, sizeof(m->made), "flow-%s-%08" PRIx32, name, n);
	m->retailer = m->made;
	e = http_sweep_new(main_flags_socket(m->flags), m->made, &m->sweep);
	status = e ? fail("the shop", err_text(e), MAIN_FAILED)
		   : ask(m, "PUT", "/retailer", &msg, NULL);
	if (status)
		m->made[0] = '\0';
	return status;
}

static int sign_in(struct main_crowd *m, const char *address)
{
	struct wire_msg msg = {.type = WIRE_T_CTL_SESSION,
		.ctl_session = {.retailer = m->made, .address = address}};
	struct wire_msg in = {0};
	struct buf answer;
	int status;

	buf_init(&answer, LIMIT_HTTP_BODY);
	status = ask(m, "POST", "/session", &msg, &answer);
	if (!status &&
		(wire_decode(buf_str(&answer), answer.len, LIMIT_HTTP_BODY,
			 WIRE_FROM_H, &in, NULL) ||
			in.type != WIRE_T_SIGNED_IN))
		status = fail(
			"/session", "the answer cannot be read", MAIN_REFUSED);
	if (!status)
		keep_token(m, in.signed_in.token);
	wire_fini(&in);
	buf_fini(&answer);
	return status;
}

/* The signals that end it.  They wait from the beginning on, so that nothing
 * of what is made stays behind. */
static void endings(sigset_t *signals)
{
	sigemptyset(signals);
	sigaddset(signals, SIGINT);
	sigaddset(signals, SIGTERM);
	sigaddset(signals, SIGHUP);
}

static bool interrupted(void)
{
	sigset_t signals;

	sigpending(&signals);
	return sigismember(&signals, SIGINT) ||
		sigismember(&signals, SIGTERM) || sigismember(&signals, SIGHUP);
}

static int make_associate(struct main_crowd *m, int n)
{
	static const char *const names[] = {
		"Mio Sato", "Ken Ito", "高橋 仁", "Aiko Tanaka"};
	char address[128];
	struct wire_msg msg = {.type = WIRE_T_CTL_ASSOCIATE,
		.ctl_associate = {.retailer = m->made,
			.address = address,
			.name = names[(size_t)n %
				(sizeof(names) / sizeof(names[0]))]}};
	int status;

	snprintf(address, sizeof(address), "player%d@%s.example", n, m->made);
	status = ask(m, "PUT", "/associate", &msg, NULL);
	return status ? status : sign_in(m, address);
}

int main_crowd_hire(struct main_crowd *m, const struct main_flags *flags,
	const char *name, int associates)
{
	sigset_t signals;
	int status;

	endings(&signals);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	*m = (struct main_crowd){.flags = flags, .retailer = flags->retailer};
	if (flags->accounts && !flags->retailer)
		return fail("--accounts", "--retailer must be there, too",
			MAIN_USAGE);
	if (flags->accounts)
		return read_accounts(m, flags->accounts);
	m->control = http_control_new(main_flags_socket(flags));
	m->tokens = mem_zero((size_t)associates * sizeof(*m->tokens));
	status = make_retailer(m, name);
	for (int i = 0; !status && i < associates; i++)
		status = interrupted() ? MAIN_FAILED : make_associate(m, i);
	return status;
}

/* ---- the loop ---- */

static void on_signal(void *ctx, int fd)
{
	struct main_crowd *m = ctx;
	struct signalfd_siginfo info;

	while (read(fd, &info, sizeof(info)) == sizeof(info)) {
		if (m->stop && !m->stopped)
			m->stop(m->ctx);
		else
			ws_loop_stop(m->loop);
		m->stopped = true;
	}
}

static void on_turn(void *ctx)
{
	struct main_crowd *m = ctx;

	if (m->over(m->ctx))
		ws_loop_stop(m->loop);
	else
		ws_crowd_turn(m->crowd);
}

static void raise_limit(int fds)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0 ||
		limit.rlim_cur >= (rlim_t)fds)
		return;
	limit.rlim_cur =
		limit.rlim_max < (rlim_t)fds ? limit.rlim_max : (rlim_t)fds;
	setrlimit(RLIMIT_NOFILE, &limit); /* else some connections fail */
}

static bool read_signals(struct main_crowd *m)
{
	sigset_t signals;
	int fd;

	endings(&signals);
	fd = signalfd(-1, &signals, SFD_NONBLOCK | SFD_CLOEXEC);
	return fd >= 0 && ws_loop_read(m->loop, fd, on_signal, m) == ERR_OK;
}

int main_crowd_open(struct main_crowd *m, int people)
{
	enum err e;

	raise_limit(people + SPARE_FDS);
	e = ws_loop_new_wide(
		(unsigned)(people + SPARE_FDS), on_turn, m, &m->loop);
	if (!e && !read_signals(m))
		e = ERR_IO;
	if (!e)
		e = ws_crowd_new(m->loop, main_flags_relay(m->flags),
			m->flags->ca, people, &m->crowd);
	if (e == ERR_CONFIG)
		return fail(main_flags_relay(m->flags),
			"not the address of a relay", MAIN_USAGE);
	return e ? fail("the connections cannot be set up", err_text(e),
			   MAIN_FAILED)
		 : MAIN_HELD;
}

void main_crowd_run(struct main_crowd *m, const struct crowd_play *play,
	bool (*over)(void *ctx), void (*stop)(void *ctx), void *ctx)
{
	m->over = over;
	m->stop = stop;
	m->ctx = ctx;
	ws_crowd_play(m->crowd, play);
	ws_crowd_turn(m->crowd);
	ws_loop_run(m->loop);
}

void main_crowd_close(struct main_crowd *m)
{
	struct wire_msg msg = {.type = WIRE_T_CTL_RETAILER,
		.ctl_retailer = {.retailer = m->made, .remove = true}};

	ws_crowd_destroy(&m->crowd);
	ws_loop_destroy(&m->loop);
	if (m->made[0])
		(void)ask(m, "PUT", "/retailer", &msg, NULL);
	http_sweep_destroy(&m->sweep);
	http_control_destroy(&m->control);
	for (int i = 0; i < m->n_tokens; i++)
		mem_free(m->tokens[i]);
	mem_free(m->tokens);
}
