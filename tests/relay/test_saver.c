/* SPDX-License-Identifier: MIT */
/* The archive as a file beside the client's loop (J2), from a real relay. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "client/link/ws_loop.h"
#include "client/main_saver.h"
#include "tests/lib/exportbed.h"

static int lines(const char *s)
{
	int n = 0;

	while ((s = strchr(s, '\n'))) {
		n++;
		s++;
	}
	return n;
}

struct saved {
	struct ws_loop *loop;
	enum saving_why why;
	enum err err;
	int64_t chats, told;
	char path[200];
};

static void on_progress(void *ctx, int64_t chats, int64_t reached)
{
	struct saved *v = ctx;

	assert_true(chats >= v->told && reached > 0);
	v->told = chats;
}

static void on_ended(void *ctx, enum saving_why why, enum err err,
	int64_t chats, const char *path)
{
	struct saved *v = ctx;

	v->why = why;
	v->err = err;
	v->chats = chats;
	snprintf(v->path, sizeof(v->path), "%s", path);
	ws_loop_stop(v->loop);
}

static void on_turn(void *ctx)
{
	(void)ctx;
}

enum then { WAIT, STOP, LEAVE };

/* Saves as CSV under that name of the bed's directory, or that path. */
static struct saved save(struct exportbed *b, const char *token,
	const char *name, bool team, bool replace, enum then then)
{
	struct saved v = {.why = SAVING_STOPPED};
	const struct main_saver_handlers on = {&v, on_progress, on_ended};
	struct main_saver *saver;
	char base[64], path[200];
	struct main_saver_wish wish = {.base = base,
		.token = token,
		.want = {.form = EXPORT_CSV, .team = team},
		.path = name,
		.folder = "",
		.replace = replace};

	snprintf(base, sizeof(base), "http://127.0.0.1:%d", b->relay.port);
	snprintf(path, sizeof(path), "%s/%s", b->relay.directory, name);
	if (name[0] != '/')
		wish.path = path;
	assert_int_equal(ws_loop_new(on_turn, NULL, &v.loop), ERR_OK);
	saver = main_saver_new(v.loop, &on);
	assert_non_null(saver);
	main_saver_begin(saver, &wish);
	if (then == STOP)
		main_saver_stop(saver);
	if (then != LEAVE)
		ws_loop_run(v.loop);
	main_saver_destroy(&saver);
	ws_loop_destroy(&v.loop);
	return v;
}

static void test_whole(void **state)
{
	struct exportbed *b = *state;
	struct saved v = save(b, b->aiko, "c.csv", false, false, WAIT);
	FILE *f = fopen(exportbed_file(b, "c.csv", NULL), "r");

	assert_int_equal(v.why, SAVING_OK);
	assert_int_equal(v.chats, EXPORTBED_CHATS);
	assert_string_equal(v.path, exportbed_file(b, "c.csv", NULL));
	assert_non_null(f);
	b->out[fread(b->out, 1, sizeof(b->out) - 1, f)] = '\0';
	fclose(f);
	assert_int_equal(lines(b->out), EXPORTBED_CHATS + 1);
	v = save(b, b->aiko, "c.csv", false, false, WAIT);
	assert_int_equal(v.why, SAVING_EXISTS);
	assert_string_equal(v.path, "");
	v = save(b, b->aiko, "c.csv", false, true, WAIT);
	assert_int_equal(v.why, SAVING_OK);
	assert_int_equal(exportbed_files(b, "c.csv"), 1);
}

static void test_nothing_half(void **state)
{
	const struct rlimit tight = {512, RLIM_INFINITY};
	struct rlimit before;
	struct exportbed *b = *state;
	struct saved v;

	getrlimit(RLIMIT_FSIZE, &before);
	setrlimit(RLIMIT_FSIZE, &tight);
	v = save(b, b->aiko, "d.csv", false, false, WAIT);
	setrlimit(RLIMIT_FSIZE, &before);
	assert_int_equal(v.why, SAVING_FULL);
	v = save(b, b->aiko, "none/d.csv", false, false, WAIT);
	assert_int_equal(v.why, SAVING_NO_FOLDER);
	v = save(b, b->aiko, "/dev/null", false, true, WAIT);
	assert_int_equal(v.why, SAVING_NO_FILE);
	v = save(b, b->ren, "d.csv", true, false, WAIT);
	assert_int_equal(v.why, SAVING_REFUSED);
	assert_int_equal(v.err, ERR_FORBIDDEN);
	v = save(b, b->aiko, "d.csv", false, false, STOP);
	assert_int_equal(v.why, SAVING_STOPPED);
	kill(b->relay.pid, SIGSTOP);
	save(b, b->aiko, "d.csv", false, false, LEAVE);
	kill(b->relay.pid, SIGCONT);
	relayproc_kill(&b->relay);
	v = save(b, b->aiko, "d.csv", false, false, WAIT);
	assert_int_equal(v.why, SAVING_LINK);
	relayproc_start(&b->relay);
	assert_int_equal(exportbed_files(b, "d.csv"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whole),
		cmocka_unit_test(test_nothing_half),
	};

	return cmocka_run_group_tests_name(
		"saver", tests, exportbed_setup, exportbed_teardown);
}
