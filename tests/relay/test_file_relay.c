/* SPDX-License-Identifier: MIT */
/* A relay of norenflow's own: killed, started again, and gone with whoever
 * started it, however that one ended. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "client/flow/file_relay.h"
#include "tests/lib/wsclient.h"

#define PATIENCE_MS 10000

static const char *program(char out[4096])
{
	const char *build = getenv("NOREN_BUILD");

	snprintf(out, 4096, "%s/norend", build ? build : "build/debug");
	return out;
}

static bool answers(const char *url)
{
	struct wsclient *c = wsclient_connect(atoi(strrchr(url, ':') + 1));
	bool there = c != NULL;

	wsclient_close(&c);
	return there;
}

/* The directory that the control socket's state directory is in. */
static void directory_of(const char *control, char out[4096])
{
	char *end;

	snprintf(out, 4096, "%s", control);
	end = strstr(out, "/state/");
	assert_non_null(end);
	*end = '\0';
}

static void it_is_killed_and_starts_again(void **state)
{
	char why[FILE_RELAY_WHY], path[4096], url[64], directory[4096];
	struct file_relay *r;

	(void)state;
	if (file_relay_new(program(path), &r, why))
		fail_msg("%s", why);
	snprintf(url, sizeof(url), "%s", file_relay_url(r));
	directory_of(file_relay_control(r), directory);
	assert_true(answers(url));
	file_relay_kill(r);
	file_relay_kill(r);
	assert_false(answers(url));
	assert_int_equal(file_relay_start(r, why), ERR_OK);
	assert_string_equal(file_relay_url(r), url);
	assert_true(answers(url));
	assert_int_equal(access(directory, F_OK), 0);
	file_relay_destroy(&r);
	assert_false(answers(url));
	assert_int_not_equal(access(directory, F_OK), 0);
}

static void what_does_not_start_is_told(void **state)
{
	char why[FILE_RELAY_WHY] = "";
	struct file_relay *r = NULL;

	(void)state;
	assert_int_equal(file_relay_new("/no/such/norend", &r, why), ERR_IO);
	assert_null(r);
	assert_non_null(strstr(why, "/no/such/norend: No such file"));
}

/* In the child: starts a relay, says where, and is killed. */
static void start_and_wait(int out)
{
	char why[FILE_RELAY_WHY], path[4096];
	struct file_relay *r;

	if (file_relay_new(program(path), &r, why))
		_exit(1);
	dprintf(out, "%s %s\n", file_relay_url(r), file_relay_control(r));
	for (;;)
		pause();
}

static void nothing_is_left_of_one_who_was_killed(void **state)
{
	char line[4096] = "", url[64], control[2048], directory[4096];
	int ends[2], waited = 0;
	pid_t child;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0)
		start_and_wait(ends[1]);
	assert_true(read(ends[0], line, sizeof(line) - 1) > 0);
	assert_int_equal(sscanf(line, "%63s %2047s", url, control), 2);
	directory_of(control, directory);
	assert_true(answers(url));
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	while ((answers(url) || access(directory, F_OK) == 0) &&
		waited < PATIENCE_MS) {
		poll(NULL, 0, 10);
		waited += 10;
	}
	assert_true(waited < PATIENCE_MS);
	close(ends[0]);
	close(ends[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_killed_and_starts_again),
		cmocka_unit_test(what_does_not_start_is_told),
		cmocka_unit_test(nothing_is_left_of_one_who_was_killed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
