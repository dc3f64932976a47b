/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "client/flow/load.h"
#include "client/flow/main_commands.h"
#include "client/flow/main_crowd.h"
#include "client/flow/main_flags.h"
#include "client/flow/main_out.h"
#include "client/flow/ws_crowd.h"

#define RESULT_MAX (64 << 10) /* bytes of what is printed */

static bool over(void *ctx)
{
	return load_over(ctx);
}

static void stop(void *ctx)
{
	load_stop(ctx, ws_crowd_now());
}

/* All chats came about, and nothing was lost, refused or left unanswered. */
static bool flawless(const struct load_result *r)
{
	bool good = r->chats >= r->wanted && r->chats > 0 && !r->unanswered &&
		!r->undelivered;

	for (int e = 0; e < ERR_COUNT; e++)
		good = good && !r->errors[e] && !r->lost[e];
	return good;
}

static int play(struct main_crowd *m, const struct load_config *config)
{
	struct load *l = load_new(config, ws_crowd_io(m->crowd));
	struct crowd_play crowd;
	struct buf text;
	int status;

	if (!l)
		return MAIN_FAILED;
	crowd = load_play(l);
	load_start(l, ws_crowd_now());
	main_crowd_run(m, &crowd, over, stop, l);
	buf_init(&text, RESULT_MAX);
	load_write(load_result(l), main_out_json(m->flags), &text);
	status = main_out_write(m->flags, &text);
	if (!status && !flawless(load_result(l)))
		status = MAIN_FAILED;
	buf_fini(&text);
	load_destroy(&l);
	return status;
}

int main_load(const struct main_flags *f)
{
	struct main_crowd m;
	int status = main_crowd_hire(&m, f, "load", (int)f->associates);
	const struct load_config config = {
		.retailer = m.retailer,
		.tokens = (const char *const *)m.tokens,
		.associates = m.n_tokens,
		.shoppers = (int)f->shoppers,
		.rate = (int)f->rate,
		.think = f->think * 1000,
		.span = f->seconds * 1000000,
		.turns = f->turns || f->shoppers <= m.n_tokens ? (int)f->turns
							       : 10,
	};

	if (!status)
		status = main_crowd_open(
			&m, config.associates + config.shoppers);
	if (!status)
		status = play(&m, &config);
	main_crowd_close(&m);
	return status;
}
