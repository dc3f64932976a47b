/* SPDX-License-Identifier: MIT */
/*
 * Plays flows, one after the other, each on a stage of its own.  What is told
 * is written out after every turn of the loop.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "client/flow/file_relay.h"
#include "client/flow/main_commands.h"
#include "client/flow/main_flags.h"
#include "client/flow/main_out.h"
#include "client/flow/main_read.h"
#include "client/flow/play.h"
#include "client/flow/tty_keys.h"
#include "client/flow/ws_stage.h"
#include "client/link/ws_loop.h"
#include "client/model/words.h"
#include "shared/buf.h"
#include "shared/mem.h"
#include "shared/times.h"

#define OUT_MAX (32 << 20)     /* bytes that are told at once: JUnit's all */
#define ACCOUNTS_MAX (1 << 20) /* bytes of --accounts */
#define STAGE_FDS 256          /* sockets of one flow, and a few */

struct playing {
	const struct main_flags *flags;
	struct report *report;
	struct buf out, accounts;
	struct file_relay *relay; /* ours; NULL: somebody else's */
	struct ws_loop *loop;
	struct tty_keys *keys;
	bool by_hand;
	int enters;   /* that were pressed ahead */
	bool stopped; /* by a signal, or by a key */
	int status;

	/* The flow that is being played. */
	struct ws_stage *stage;
	struct play *play;
};

/* The worst of all flows' is the program's. */
static void spoil(struct playing *p, enum main_exit status)
{
	if ((int)status > p->status)
		p->status = (int)status;
}

static void flush(struct playing *p)
{
	if (p->out.len && main_out_write(p->flags, &p->out))
		spoil(p, MAIN_FAILED);
	buf_clear(&p->out);
}

/* The next step, if one was asked for and the last one is done. */
static void walk(struct playing *p)
{
	if (p->enters == 0 || !p->play || !play_waits(p->play))
		return;
	p->enters--;
	play_go(p->play);
	ws_stage_turn(p->stage);
}

static void on_turn(void *ctx)
{
	struct playing *p = ctx;

	walk(p);
	flush(p);
}

static void on_over(void *ctx)
{
	ws_loop_stop(((struct playing *)ctx)->loop);
}

/* ---- from the user ---- */

static void stop(struct playing *p)
{
	if (p->stopped || !p->play) {
		ws_loop_stop(p->loop); /* the second time: at once */
		p->stopped = true;
		return;
	}
	p->stopped = true;
	play_interrupt(p->play);
	ws_stage_turn(p->stage);
}

static void on_signal(void *ctx, int fd)
{
	struct signalfd_siginfo info;

	while (read(fd, &info, sizeof(info)) == sizeof(info))
		stop(ctx);
}

static void on_key(void *ctx, char key)
{
	struct playing *p = ctx;

	if (!p->play)
		return;
	if (key == 'q' || key == '\0') {
		stop(p);
		return;
	}
	if (key == 'c') {
		p->by_hand = false;
		play_by_hand(p->play, false);
	} else if (key == '\r' || key == '\n') {
		p->enters++; /* walk sees to it in this turn */
	}
	ws_stage_turn(p->stage);
}

/* ---- one flow ---- */

static uint64_t seed(void)
{
	uint64_t n = 0;

	while (getrandom(&n, sizeof(n), 0) != sizeof(n))
		; /* interrupted */
	return n;
}

static struct ws_stage_config config_of(struct playing *p)
{
	const struct main_flags *f = p->flags;

	return (struct ws_stage_config){
		.url = p->relay ? file_relay_url(p->relay)
				: main_flags_relay(f),
		.ca = f->ca,
		.control = p->relay   ? file_relay_control(p->relay)
			: f->accounts ? NULL
				      : main_flags_socket(f),
		.accounts = f->accounts ? buf_str(&p->accounts) : NULL,
		.retailer = f->retailer,
		.relay = p->relay,
		.speed = f->speed,
		.seed = seed(),
		.over = on_over,
		.ctx = p,
	};
}

static void perform(
	struct playing *p, const struct flow *flow, const char *name)
{
	p->play =
		play_new(flow, name, ws_stage_io(p->stage), p->report, seed());
	if (!p->play) {
		spoil(p, MAIN_FAILED);
		return;
	}
	play_by_hand(p->play, p->by_hand);
	ws_stage_play(p->stage, p->play);
	flush(p);
	ws_loop_run(p->loop);
	if (play_refused(p->play))
		spoil(p, MAIN_REFUSED);
	else if (!play_held(p->play) || !play_over(p->play))
		spoil(p, MAIN_FAILED);
	play_destroy(&p->play);
}

/* What cannot be staged has not held, and the report says why. */
static void play_one(
	struct playing *p, const struct flow *flow, const char *name)
{
	const struct ws_stage_config config = config_of(p);
	char why[WS_STAGE_WHY];
	enum err e = ws_stage_new(p->loop, &config, flow, &p->stage, why);

	if (!e) {
		perform(p, flow, name);
	} else {
		fprintf(stderr, "norenflow: %s: %s\n", name, why);
		spoil(p, e == ERR_CONFIG ? MAIN_USAGE : MAIN_REFUSED);
		report_flow(p->report, flow, name);
		report_note(p->report, why, ws_loop_wall_us());
		report_flow_end(p->report, false, 0);
	}
	ws_stage_destroy(&p->stage);
	flush(p);
}

/* ---- all of them ---- */

static bool fail(struct playing *p, const char *what, const char *why,
	enum main_exit status)
{
	fprintf(stderr, "norenflow: %s: %s\n", what, why);
	spoil(p, status);
	return false;
}

static bool read_accounts(struct playing *p)
{
	const char *path = p->flags->accounts;
	FILE *f = fopen(path, "re");
	char block[4096];
	size_t n;

	if (!f)
		return fail(p, path, strerror(errno), MAIN_USAGE);
	while ((n = fread(block, 1, sizeof(block), f)) > 0)
		buf_add(&p->accounts, block, n);
	fclose(f);
	return !p->accounts.err ||
		fail(p, path, err_text(p->accounts.err), MAIN_USAGE);
}

/* Nobody named one: a relay of our own. */
static bool find_relay(struct playing *p)
{
	const struct main_flags *f = p->flags;
	char why[FILE_RELAY_WHY];

	if (f->accounts && !f->start)
		return f->retailer
			? read_accounts(p)
			: fail(p, "--accounts", "--retailer must be there, too",
				  MAIN_USAGE);
	if (!f->start && (f->relay || f->socket))
		return true;
	return file_relay_new(NULL, &p->relay, why) == ERR_OK ||
		fail(p, "--start", why, MAIN_REFUSED);
}

static bool read_signals(struct playing *p)
{
	sigset_t signals;
	int fd;

	sigemptyset(&signals);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGHUP);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	fd = signalfd(-1, &signals, SFD_NONBLOCK | SFD_CLOEXEC);
	return (fd >= 0 && ws_loop_read(p->loop, fd, on_signal, p) == ERR_OK) ||
		fail(p, "signals", "cannot be read", MAIN_FAILED);
}

static bool set_up(struct playing *p)
{
	struct report_style style = main_out_style(p->flags);

	style.offset = PLAY_OFFSET;
	p->report = report_new(main_out_kind(p->flags), style, &p->out);
	if (!p->report ||
		ws_loop_new_wide(STAGE_FDS, on_turn, p, &p->loop) != ERR_OK)
		return fail(p, "the loop", "cannot be set up", MAIN_FAILED);
	if (!find_relay(p) || !read_signals(p))
		return false;
	p->by_hand = p->flags->step;
	if (!p->by_hand)
		return true;
	if (tty_keys_new(p->loop, on_key, p, &p->keys) != ERR_OK)
		return fail(p, "--step", "there is no terminal", MAIN_USAGE);
	fputs(_("Enter plays the next step, c goes on, q quits.\n"), stderr);
	return true;
}

int main_play(const struct main_flags *f)
{
	struct playing p = {.flags = f};
	struct main_read_list list;

	if (!main_read_all(f->files, &list))
		return MAIN_USAGE;
	buf_init(&p.out, OUT_MAX);
	buf_init(&p.accounts, ACCOUNTS_MAX);
	if (set_up(&p)) {
		for (size_t i = 0; i < list.n && !p.stopped; i++)
			play_one(&p, list.flows[i], list.paths[i]);
		report_end(p.report);
		flush(&p);
	}
	if (p.stopped)
		spoil(&p, MAIN_FAILED);
	tty_keys_destroy(&p.keys);
	ws_loop_destroy(&p.loop);
	file_relay_destroy(&p.relay);
	report_destroy(&p.report);
	buf_fini(&p.accounts);
	buf_fini(&p.out);
	main_read_drop(&list);
	return p.status;
}
