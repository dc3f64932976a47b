/* SPDX-License-Identifier: MIT */
/* The terminal is as it was, whatever ended the program: tests/tools/ttydemo
 * ends itself in every way there is. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "tests/lib/vt.h"

/* What must be sent: keys, focus and paste reports off, title, style, margins
 * and cursor back, the other screen left. */
#define RESTORE \
	"\033[23;2t\033[>4m\033[<u\033[?1004l\033[?2004l\033(B\033[m\033[r" \
	"\033[?25h\033[?1049l\033[23;0;0t"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED true /* their handlers come after ours, and exit */
#else
#define SANITIZED false
#endif

static const char *build(void)
{
	const char *dir = getenv("NOREN_BUILD");

	return dir ? dir : "build/debug";
}

/* Modes that no default has, to see that these come back and no others. */
static struct vt *demo(struct termios *before)
{
	char command[600];
	const char *const argv[] = {"/bin/sh", "-c", command, NULL};
	struct vt *v;

	snprintf(command, sizeof(command),
		"stty -ixon -echoe erase ^H intr ^G; echo READY; read go; "
		"exec %s/tests/tools/ttydemo",
		build());
	v = vt_start(argv, NULL, 24, 80);
	assert_true(vt_wait_text(v, "READY", VT_MS));
	vt_modes(v, before);
	vt_send(v, "\n");
	assert_true(vt_wait_text(v, "F10 leave", VT_MS));
	vt_settle(v, 20);
	return v;
}

static void check_raw(struct vt *v)
{
	struct termios modes;

	vt_modes(v, &modes);
	assert_false(modes.c_lflag & (ICANON | ECHO | ISIG));
	assert_true(vt_alternate(v));
}

static void check_restored(struct vt *v, const struct termios *before)
{
	struct termios after;
	const char *out, *at;
	size_t len;
	int row, col;

	vt_modes(v, &after);
	assert_int_equal(after.c_iflag, before->c_iflag);
	assert_int_equal(after.c_oflag, before->c_oflag);
	assert_int_equal(after.c_cflag, before->c_cflag);
	assert_int_equal(after.c_lflag, before->c_lflag);
	assert_memory_equal(after.c_cc, before->c_cc, sizeof(after.c_cc));
	out = vt_output(v, &len);
	at = strstr(out, RESTORE);
	assert_non_null(at);
	assert_null(strstr(at + strlen(RESTORE), "\033[?1049l")); /* once */
	assert_false(vt_alternate(v));
	assert_true(vt_cursor(v, &row, &col));
}

static void check_signal(int status, int signal)
{
	if (WIFEXITED(status) && SANITIZED) {
		assert_int_not_equal(WEXITSTATUS(status), 0);
		return;
	}
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), signal);
}

static void test_every_way_to_die_from_within(void **state)
{
	static const struct {
		const char *how;
		int signal;
	} ways[] = {{"hup", SIGHUP}, {"int", SIGINT}, {"quit", SIGQUIT},
		{"term", SIGTERM}, {"bus", SIGBUS}, {"fpe", SIGFPE},
		{"ill", SIGILL}, {"usr1", SIGUSR1}, {"pipe", SIGPIPE},
		{"sys", SIGSYS}, {"xcpu", SIGXCPU}, {"alrm", SIGALRM},
		{"segv", SIGSEGV}, {"stack", SIGSEGV}, {"abort", SIGABRT},
		{"assert", SIGABRT}, {"memory", SIGABRT}};
	struct termios before;

	(void)state;
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		struct vt *v = demo(&before);

		check_raw(v);
		vt_send(v, ways[i].how);
		vt_send(v, "\033x");
		check_signal(vt_wait_exit(v, VT_MS), ways[i].signal);
		check_restored(v, &before);
		vt_stop(&v);
	}
}

static void test_killed_from_outside(void **state)
{
	static const int signals[] = {SIGTERM, SIGHUP, SIGINT, SIGSEGV};
	struct termios before;

	(void)state;
	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
		struct vt *v = demo(&before);

		kill(vt_pid(v), signals[i]);
		check_signal(vt_wait_exit(v, VT_MS), signals[i]);
		check_restored(v, &before);
		vt_stop(&v);
	}
}

static void test_exit_without_cleaning_up(void **state)
{
	struct termios before;
	struct vt *v = demo(&before);
	int status;

	(void)state;
	vt_send(v, "exit\033x");
	status = vt_wait_exit(v, VT_MS);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 3);
	check_restored(v, &before);
	vt_stop(&v);
}

static void test_leaving_as_one_should(void **state)
{
	struct termios before;
	struct vt *v = demo(&before);
	size_t len;
	const char *out;

	(void)state;
	vt_send(v, "\033[21~");
	assert_int_equal(vt_wait_exit(v, VT_MS), 0);
	check_restored(v, &before);
	out = vt_output(v, &len);
	assert_string_equal(out + len - strlen(RESTORE), RESTORE);
	vt_stop(&v);
}

/* What is written after the end is read on the user's own screen. */
static void test_no_memory_says_so(void **state)
{
	struct termios before;
	struct vt *v = demo(&before);
	int row, col;

	(void)state;
	vt_send(v, "memory\033x");
	check_signal(vt_wait_exit(v, VT_MS), SIGABRT);
	assert_true(vt_find(v, "noren: out of memory", &row, &col));
	assert_true(vt_find(v, "READY", &row, &col));
	vt_stop(&v);
}

/* A terminal that answers late must not type into the shell. */
static void test_answers_are_awaited(void **state)
{
	char command[600];
	const char *const argv[] = {"/bin/sh", "-c", command, NULL};
	struct vt *v;

	(void)state;
	snprintf(command, sizeof(command),
		"%s/tests/tools/ttydemo; stty -echo; echo LEFT; "
		"read -r line; echo \"got=$line.\"",
		build());
	v = vt_start(argv, NULL, 24, 80);
	vt_send(v, "\033[21~"); /* leave at once */
	assert_true(vt_wait_text(v, "LEFT", VT_MS));
	vt_send(v, "typed\n");
	assert_true(vt_wait_text(v, "got=typed.", VT_MS));
	vt_stop(&v);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_way_to_die_from_within),
		cmocka_unit_test(test_killed_from_outside),
		cmocka_unit_test(test_exit_without_cleaning_up),
		cmocka_unit_test(test_leaving_as_one_should),
		cmocka_unit_test(test_no_memory_says_so),
		cmocka_unit_test(test_answers_are_awaited),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
