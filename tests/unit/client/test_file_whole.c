/* SPDX-License-Identifier: MIT */
/*
 * A file that is there whole or not at all (J2).
 */
#include <dirent.h>
#include <errno.h>
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

#include "client/link/file_whole.h"

static char folder[64];

static int begin(void **state)
{
	(void)state;
	strcpy(folder, "/tmp/noren-whole-XXXXXX");
	assert_non_null(mkdtemp(folder));
	return 0;
}

static int finish(void **state)
{
	char command[200];

	(void)state;
	snprintf(command, sizeof(command), "rm -r '%s'", folder);
	return system(command) != 0;
}

static const char *path_of(const char *name)
{
	static char path[200];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	return path;
}

static void put(const char *name, const char *text)
{
	FILE *f = fopen(path_of(name), "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static void holds(const char *name, const char *text)
{
	char got[100] = "";
	FILE *f = fopen(path_of(name), "r");

	assert_non_null(f);
	assert_int_equal(fread(got, 1, sizeof(got) - 1, f), strlen(text));
	fclose(f);
	assert_string_equal(got, text);
}

static int count(void)
{
	DIR *d = opendir(folder);
	const struct dirent *e;
	int n = 0;

	while ((e = readdir(d)))
		n += e->d_name[0] != '.';
	closedir(d);
	return n;
}

static void write_out(struct file_whole *f, const char *text)
{
	assert_int_equal(write(f->fd, text, strlen(text)), strlen(text));
}

/* As where the file system has no files without a name. */
static void give_a_name(struct file_whole *f)
{
	close(f->fd);
	strcpy(f->beside, f->path);
	strcat(f->beside, ".XXXXXX");
	f->fd = mkstemp(f->beside);
	assert_true(f->fd >= 0);
}

static void test_it_is_whole_or_not_there(void **state)
{
	struct file_whole f;
	struct stat st;

	(void)state;
	for (int named = 0; named < 2; named++) {
		assert_int_equal(file_whole_begin(&f, path_of("a"), false), 0);
		if (named)
			give_a_name(&f);
		write_out(&f, "half");
		assert_int_equal(access(path_of("a"), F_OK), -1);
		file_whole_drop(&f);
		file_whole_drop(&f);
		assert_int_equal(count(), 0);

		assert_int_equal(file_whole_begin(&f, path_of("a"), false), 0);
		if (named)
			give_a_name(&f);
		write_out(&f, "all of it");
		assert_int_equal(file_whole_end(&f), 0);
		file_whole_drop(&f);
		holds("a", "all of it");
		assert_int_equal(stat(path_of("a"), &st), 0);
		assert_int_equal(st.st_mode & 0777, 0600);
		assert_int_equal(count(), 1);
		unlink(path_of("a"));
	}
}

static void test_what_is_there_is_replaced_only_so(void **state)
{
	struct file_whole f;

	(void)state;
	for (int named = 0; named < 2; named++) {
		put("a", "before");
		assert_int_equal(
			file_whole_begin(&f, path_of("a"), false), EEXIST);
		assert_int_equal(file_whole_begin(&f, path_of("a"), true), 0);
		if (named)
			give_a_name(&f);
		write_out(&f, "after");
		holds("a", "before");
		assert_int_equal(file_whole_end(&f), 0);
		holds("a", "after");

		/* Somebody was faster. */
		unlink(path_of("a"));
		assert_int_equal(file_whole_begin(&f, path_of("a"), false), 0);
		if (named)
			give_a_name(&f);
		put("a", "theirs");
		assert_int_equal(file_whole_end(&f), EEXIST);
		holds("a", "theirs");
		assert_int_equal(count(), 1);
	}
}

static void test_what_cannot_be_a_file(void **state)
{
	struct file_whole f;
	char longest[PATH_MAX + 1];

	(void)state;
	assert_int_equal(file_whole_begin(&f, folder, true), EISDIR);
	assert_int_equal(file_whole_begin(&f, "", true), ENOENT);
	assert_int_equal(file_whole_begin(&f, "/dev/null", true), EPERM);
	assert_int_equal(
		file_whole_begin(&f, path_of("none/a"), false), ENOENT);
	memset(longest, 'a', PATH_MAX);
	longest[PATH_MAX] = '\0';
	assert_int_equal(file_whole_begin(&f, longest, false), ENAMETOOLONG);
	assert_int_equal(count(), 0);
}

/* What a link leads to is replaced, and the link stays. */
static void test_a_link(void **state)
{
	struct file_whole f;
	char link[200];
	struct stat st;

	(void)state;
	put("real", "before");
	strcpy(link, path_of("link"));
	assert_int_equal(symlink("real", link), 0);
	assert_int_equal(file_whole_begin(&f, link, true), 0);
	write_out(&f, "after");
	assert_int_equal(file_whole_end(&f), 0);
	holds("real", "after");
	assert_int_equal(lstat(link, &st), 0);
	assert_true(S_ISLNK(st.st_mode));
}

/* Whatever ends the program. */
static void test_killed(void **state)
{
	struct file_whole f;
	int status;
	pid_t pid = fork();

	(void)state;
	if (pid == 0) {
		if (file_whole_begin(&f, path_of("a"), false) != 0 ||
			write(f.fd, "half", 4) != 4)
			_exit(1);
		_exit(f.beside[0] ? 2 : 0); /* without end and drop */
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	if (WEXITSTATUS(status) == 2)
		skip(); /* files in /tmp must have names here */
	assert_int_equal(WEXITSTATUS(status), 0);
	assert_int_equal(count(), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			test_it_is_whole_or_not_there, begin, finish),
		cmocka_unit_test_setup_teardown(
			test_what_is_there_is_replaced_only_so, begin, finish),
		cmocka_unit_test_setup_teardown(
			test_what_cannot_be_a_file, begin, finish),
		cmocka_unit_test_setup_teardown(test_a_link, begin, finish),
		cmocka_unit_test_setup_teardown(test_killed, begin, finish),
	};

	return cmocka_run_group_tests_name("file_whole", tests, NULL, NULL);
}
