/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <time.h>

#include "client/flow/demo.h"
#include "client/flow/main_commands.h"
#include "client/flow/main_crowd.h"
#include "client/flow/main_flags.h"
#include "client/flow/main_out.h"
#include "client/flow/report.h"
#include "client/flow/ws_crowd.h"
#include "client/link/ws_loop.h"
#include "shared/times.h"

#define STAFF 3           /* of a demo that makes its own shop */
#define OUT_MAX (1 << 20) /* bytes of what is told at once */

struct telling {
	const struct main_flags *flags;
	struct report *report;
	struct buf out;
};

static bool over(void *ctx)
{
	return demo_over(ctx);
}

static void tell(void *ctx, const char *text)
{
	struct telling *t = ctx;

	report_note(t->report, text, ws_loop_wall_us());
	(void)main_out_write(t->flags, &t->out);
	buf_clear(&t->out);
}

static int play(struct main_crowd *m, struct telling *t)
{
	const struct main_flags *f = m->flags;
	const struct demo_config config = {
		.retailer = m->retailer,
		.shop = f->shop,
		.tokens = (const char *const *)m->tokens,
		.associates = m->n_tokens,
		.shoppers = !f->arrive,
		.arrive = f->arrive,
	};
	int status = main_crowd_open(m, demo_people(&config));
	struct crowd_play crowd;
	struct demo *d;

	if (status)
		return status;
	ws_crowd_tell(m->crowd, tell, t);
	d = demo_new(&config, ws_crowd_io(m->crowd));
	if (!d)
		return MAIN_FAILED;
	crowd = demo_play(d);
	demo_start(d, ws_crowd_now());
	main_crowd_run(m, &crowd, over, NULL, d);
	status = f->arrive && !demo_over(d) ? MAIN_FAILED : MAIN_HELD;
	demo_destroy(&d);
	return status;
}

/* The clock on the wall of whoever reads along. */
static struct report_style style_of(const struct main_flags *f)
{
	struct report_style style = main_out_style(f);
	time_t now = time(NULL);
	struct tm local;

	if (localtime_r(&now, &local))
		style.offset = local.tm_gmtoff * TIMES_SECOND;
	return style;
}

int main_demo(const struct main_flags *f)
{
	struct telling t = {.flags = f};
	struct main_crowd m;
	int status = main_crowd_hire(&m, f, "demo", STAFF);

	buf_init(&t.out, OUT_MAX);
	t.report = report_new(main_out_kind(f), style_of(f), &t.out);
	if (!status && t.report)
		status = play(&m, &t);
	main_crowd_close(&m);
	report_destroy(&t.report);
	buf_fini(&t.out);
	return status;
}
