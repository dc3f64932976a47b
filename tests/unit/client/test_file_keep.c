/* SPDX-License-Identifier: MIT */
/*
 * Files of the user's own: rule D6 at the associate's side.
 */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "client/link/file_keep.h"
#include "shared/mem.h"

static int begin(void **state)
{
	char *dir = strdup("/tmp/noren-keep-XXXXXX");

	assert_non_null(mkdtemp(dir));
	setenv("HOME", dir, 1);
	*state = dir;
	return 0;
}

static int finish(void **state)
{
	char command[200];

	snprintf(command, sizeof(command), "rm -r '%s'", (char *)*state);
	free(*state);
	return system(command) != 0;
}

static void put(const char *name, const char *text)
{
	char path[200];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", getenv("HOME"), name);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static void check_complete(
	const char *from, const char *path, const char *names)
{
	struct buf p, n;

	buf_init(&p, 4096);
	buf_init(&n, 4096);
	file_keep_complete(from, &p, &n);
	assert_string_equal(p.len ? buf_str(&p) : "", path);
	assert_string_equal(n.len ? buf_str(&n) : "", names);
	buf_fini(&p);
	buf_fini(&n);
}

static void test_paths_are_completed(void **state)
{
	char dir[200];

	(void)state;
	put("navy.jpg", "x");
	put("navy 2.PNG", "x");
	put("notes.txt", "x");
	put(".secret.gif", "x");
	put("写真一.webp", "x");
	put("写真二.webp", "x");
	snprintf(dir, sizeof(dir), "%s/pictures", getenv("HOME"));
	assert_int_equal(mkdir(dir, 0700), 0);
	check_complete("~", "~/", "");
	check_complete("~/n", "~/navy", "navy 2.PNG\nnavy.jpg\n");
	check_complete("~/navy.", "~/navy.jpg", "navy.jpg\n");
	check_complete("~/p", "~/pictures/", "pictures/\n");
	check_complete("~/.", "~/.secret.gif", ".secret.gif\n");
	check_complete("~/写", "~/写真", "写真一.webp\n写真二.webp\n");
	check_complete("~/x", "~/x", "");
	check_complete("/no/such/dir/", "/no/such/dir/", "");
}

static void test_files_are_read(void **state)
{
	struct buf b;

	(void)state;
	put("a.jpg", "12345");
	buf_init(&b, 5);
	assert_int_equal(file_keep_read("~/a.jpg", &b), ERR_OK);
	assert_string_equal(buf_str(&b), "12345");
	buf_fini(&b);
	buf_init(&b, 4);
	assert_int_equal(file_keep_read("~/a.jpg", &b), ERR_SIZE);
	buf_fini(&b);
	buf_init(&b, 4);
	assert_int_equal(file_keep_read("~", &b), ERR_UNKNOWN);
	assert_int_equal(file_keep_read("~/none", &b), ERR_UNKNOWN);
	buf_fini(&b);
}

static void check_kept(const char *name, const char *want)
{
	char path[300], *got;
	struct buf b;

	buf_init(&b, 10);
	buf_add_str(&b, "bytes");
	assert_int_equal(
		file_keep_new("~/kept", name, "jpg", &b, &got), ERR_OK);
	snprintf(path, sizeof(path), "%s/kept/%s", getenv("HOME"), want);
	assert_string_equal(got, path);
	mem_free(got);
	buf_fini(&b);
}

/* Nothing is overwritten, and no name leads anywhere else. */
static void test_files_are_kept(void **state)
{
	struct buf b;
	char *got;

	(void)state;
	check_kept("navy.png", "navy.jpg");
	check_kept("navy.png", "navy-2.jpg");
	check_kept("../../.bashrc", "_._.._.jpg");
	check_kept("-rf $(x);.sh", "_rf___x__.jpg");
	check_kept("写真 一.webp", "写真_一.jpg");
	check_kept("", "picture.jpg");
	put("file", "x");
	buf_init(&b, 1);
	assert_int_equal(file_keep_new("~/file", "a", "jpg", &b, &got), ERR_IO);
	assert_null(got);
	buf_fini(&b);
}

int main(void)
{
#define T(test) cmocka_unit_test_setup_teardown(test, begin, finish)
	const struct CMUnitTest tests[] = {
		T(test_paths_are_completed),
		T(test_files_are_read),
		T(test_files_are_kept),
	};
#undef T

	assert_non_null(setlocale(LC_ALL, "C.UTF-8"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
