/* SPDX-License-Identifier: MIT */
/* Files of secrets, and what makes an installation known (A9). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "client/link/file_secret.h"

#define SIZE (FILE_SECRET_DEVICE + 1)

static char dir[64];

static int setup(void **state)
{
	(void)state;
	strcpy(dir, "/tmp/noren-secret.XXXXXX");
	assert_non_null(mkdtemp(dir));
	unsetenv("HOME");
	setenv("XDG_STATE_HOME", dir, 1);
	return 0;
}

static int teardown(void **state)
{
	static const char *const names[] = {"noren/device", "noren", "f", "l",
		"home/.local/state/noren/device", "home/.local/state/noren",
		"home/.local/state", "home/.local", "home", ""};
	char path[128];

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		snprintf(path, sizeof(path), "%s/%s", dir, names[i]);
		remove(path);
	}
	assert_int_not_equal(access(dir, F_OK), 0); /* nothing else was left */
	return 0;
}

static const char *in_dir(const char *name)
{
	static char path[128];

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	return path;
}

static int mode_of(const char *name)
{
	struct stat st;

	assert_int_equal(stat(in_dir(name), &st), 0);
	return st.st_mode & 07777;
}

static void test_written_and_read(void **state)
{
	char out[SIZE];

	(void)state;
	umask(0);
	assert_int_equal(file_secret_write(in_dir("f"), "one"), ERR_OK);
	assert_int_equal(mode_of("f"), 0600);
	assert_true(file_secret_read(in_dir("f"), out, sizeof(out)));
	assert_string_equal(out, "one");
	assert_int_equal(file_secret_write(in_dir("f"), "two\n"), ERR_OK);
	assert_true(file_secret_read(in_dir("f"), out, sizeof(out)));
	assert_string_equal(out, "two");
	assert_int_equal(file_secret_write(in_dir("no/f"), "x"), ERR_IO);
}

static void test_refused(void **state)
{
	char out[SIZE];

	(void)state;
	assert_false(file_secret_read(in_dir("f"), out, sizeof(out)));
	assert_int_equal(file_secret_write(in_dir("f"), "one"), ERR_OK);
	for (int mode = 0640; mode; mode = mode == 0640 ? 0604 : 0) {
		assert_int_equal(chmod(in_dir("f"), (mode_t)mode), 0);
		assert_false(file_secret_read(in_dir("f"), out, sizeof(out)));
	}
	assert_int_equal(chmod(in_dir("f"), 0600), 0);
	assert_int_equal(symlink("f", in_dir("l")), 0);
	assert_false(file_secret_read(in_dir("l"), out, sizeof(out)));
	assert_false(file_secret_read(dir, out, sizeof(out)));
	remove(in_dir("f"));
	assert_int_equal(mkfifo(in_dir("f"), 0600), 0);
	assert_false(file_secret_read(in_dir("f"), out, sizeof(out)));
}

/* Made once, and the same ever after. */
static void test_device(void **state)
{
	char first[SIZE], out[SIZE];

	(void)state;
	assert_int_equal(file_secret_device(first), ERR_OK);
	assert_int_equal(strlen(first), FILE_SECRET_DEVICE);
	assert_int_equal(mode_of("noren/device"), 0600);
	assert_int_equal(mode_of("noren"), 0700);
	assert_int_equal(file_secret_device(out), ERR_OK);
	assert_string_equal(out, first);
}

/* What others could have read, or what is none of ours, is not used, and not
 * replaced behind the user's back. */
static void test_device_refused(void **state)
{
	char first[SIZE], out[SIZE];

	(void)state;
	assert_int_equal(file_secret_device(first), ERR_OK);
	assert_int_equal(chmod(in_dir("noren/device"), 0644), 0);
	assert_int_equal(file_secret_device(out), ERR_IO);
	assert_string_equal(out, "");
	assert_int_equal(chmod(in_dir("noren/device"), 0600), 0);
	assert_int_equal(file_secret_device(out), ERR_OK);
	assert_string_equal(out, first);
	assert_int_equal(
		file_secret_write(in_dir("noren/device"), "short"), ERR_OK);
	assert_int_equal(file_secret_device(out), ERR_IO);
	assert_string_equal(out, "");
}

/* Clients that start at once all take the same. */
static void test_device_at_once(void **state)
{
	char first[SIZE] = "", out[SIZE] = "";
	int pipes[2], status;

	(void)state;
	assert_int_equal(pipe(pipes), 0);
	for (int i = 0; i < 8; i++)
		if (fork() == 0)
			_exit(file_secret_device(out) != ERR_OK ||
				write(pipes[1], out, sizeof(out)) !=
					(ssize_t)sizeof(out));
	for (int i = 0; i < 8; i++) {
		assert_true(wait(&status) > 0);
		assert_int_equal(status, 0);
	}
	for (int i = 0; i < 8; i++) {
		assert_int_equal(read(pipes[0], out, sizeof(out)), sizeof(out));
		assert_string_equal(out, i ? first : out);
		memcpy(first, out, sizeof(out));
	}
	close(pipes[0]);
	close(pipes[1]);
}

static void test_device_at_home(void **state)
{
	char out[SIZE];

	(void)state;
	setenv("XDG_STATE_HOME", "not/absolute", 1);
	assert_int_equal(file_secret_device(out), ERR_IO);
	assert_string_equal(out, "");
	setenv("HOME", in_dir("home"), 1);
	assert_int_equal(file_secret_device(out), ERR_OK);
	assert_int_equal(mode_of("home/.local/state/noren/device"), 0600);
}

/* Where it cannot be kept there is none. */
static void test_device_nowhere(void **state)
{
	char out[SIZE];

	(void)state;
	unsetenv("XDG_STATE_HOME");
	assert_int_equal(file_secret_device(out), ERR_IO);
	assert_string_equal(out, "");
	setenv("XDG_STATE_HOME", "/dev/null/x", 1);
	assert_int_equal(file_secret_device(out), ERR_IO);
	assert_string_equal(out, "");
}

#define T(name) cmocka_unit_test_setup_teardown(test_##name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(written_and_read),
		T(refused),
		T(device),
		T(device_refused),
		T(device_at_once),
		T(device_at_home),
		T(device_nowhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
