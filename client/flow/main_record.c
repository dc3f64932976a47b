/* SPDX-License-Identifier: MIT */
/*
 * Asks the relay to write a retailer's day down, fetches what is new every
 * second, and makes a flow of it at the end.
 */
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "client/flow/main_commands.h"
#include "client/flow/main_flags.h"
#include "client/flow/main_out.h"
#include "client/flow/record.h"
#include "client/link/http_control.h"
#include "shared/wire.h"

#define FLOW_MAX (1 << 20)   /* bytes of the flow */
#define ANSWER_MAX (2 << 20) /* bytes of new lines */

struct recording {
	const struct main_flags *flags;
	struct http_control *control;
	struct record *record;
	int64_t after;
	struct buf answer;
};

static int ask(struct recording *r, const char *method, const char *path,
	const struct wire_msg *msg)
{
	char why[HTTP_CONTROL_WHY];
	enum err e = http_control_ask(
		r->control, method, path, msg, &r->answer, why);

	if (e)
		fprintf(stderr, "norenflow: %s: %s\n", path, why);
	return e ? MAIN_REFUSED : MAIN_HELD;
}

static int turn(struct recording *r, bool on)
{
	struct wire_msg msg = {.type = WIRE_T_CTL_RECORD,
		.ctl_record = {.retailer = r->flags->retailer, .on = on}};

	return ask(r, "POST", "/record", &msg);
}

/* The new lines, each of which is counted whether it can be read or not. */
static int fetch(struct recording *r)
{
	char path[128];
	const char *line;
	int status;

	snprintf(path, sizeof(path), "/record?retailer=%s&after=%" PRId64,
		r->flags->retailer, r->after);
	status = ask(r, "GET", path, NULL);
	line = buf_str(&r->answer);
	while (!status && *line) {
		size_t len = strcspn(line, "\n");
		enum err e = record_line(r->record, line, len);

		if (e && e != ERR_FIELD) {
			fprintf(stderr, "norenflow: %s\n", err_text(e));
			status = MAIN_FAILED;
		}
		line += len + (line[len] == '\n');
	}
	if (record_last(r->record) > r->after)
		r->after = record_last(r->record);
	return status;
}

static int follow(struct recording *r)
{
	const struct timespec second = {.tv_sec = 1};
	sigset_t signals;
	int status;

	sigemptyset(&signals);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGHUP);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	status = turn(r, true);
	if (status)
		return status;
	fprintf(stderr, "norenflow: %s is being recorded; Ctrl-C ends it\n",
		r->flags->retailer);
	while (!status && !record_full(r->record) &&
		sigtimedwait(&signals, NULL, &second) < 0)
		status = fetch(r);
	if (!status)
		status = fetch(r);
	(void)turn(r, false);
	return status;
}

int main_record(const struct main_flags *f)
{
	struct recording r = {.flags = f, .after = f->after};
	struct buf out;
	int status;

	if (!f->retailer) {
		fputs("norenflow: record: --retailer must be there\n", stderr);
		return MAIN_USAGE;
	}
	buf_init(&out, FLOW_MAX);
	buf_init(&r.answer, ANSWER_MAX);
	r.control = http_control_new(main_flags_socket(f));
	r.record = record_new(&out);
	status = follow(&r);
	record_destroy(&r.record); /* ends the flow */
	if (!status)
		status = main_out_write(f, &out);
	http_control_destroy(&r.control);
	buf_fini(&r.answer);
	buf_fini(&out);
	return status;
}
