/* SPDX-License-Identifier: MIT */
/* A real picture through the real child on a real pty: tests/tools/picdemo
 * shows it, libvterm reads it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "shared/limits.h"
#include "shared/picture/pixels.h"
#include "tests/lib/pics.h"
#include "tests/lib/vt.h"

static const char *build(void)
{
	const char *folder = getenv("NOREN_BUILD");

	return folder ? folder : "build/debug";
}

static int start(void **state)
{
	static char path[] = "/tmp/noren-picture.XXXXXX";
	struct pixels p;
	struct buf file;
	int fd;

	strcpy(path + sizeof(path) - 7, "XXXXXX");
	fd = mkstemp(path);
	assert_true(fd >= 0);
	buf_init(&file, LIMIT_MEDIA);
	pics_paint(&p, 320, 320);
	pics_jpeg(&file, &p, 1);
	assert_int_equal(write(fd, file.data, file.len), file.len);
	close(fd);
	pixels_fini(&p);
	buf_fini(&file);
	*state = path;
	return 0;
}

static int stop(void **state)
{
	return unlink(*state);
}

static struct vt *show(const char *path, const char *term, const char *option)
{
	char demo[500], program[500];
	const char *const argv[] = {demo, program, path, "20x10", option, NULL};
	const char *const env[] = {term, NULL};
	struct vt *v;

	snprintf(demo, sizeof(demo), "%s/tests/tools/picdemo", build());
	snprintf(program, sizeof(program), "%s/noren-picture", build());
	v = vt_start(argv, env, 14, 40);
	assert_true(vt_wait_text(v, "noren-picture.", VT_MS));
	vt_settle(v, 20);
	return v;
}

static void leave(struct vt **v)
{
	vt_send(*v, "q");
	assert_int_equal(vt_wait_exit(*v, VT_MS), 0);
	vt_stop(v);
}

/* The colour that fills the cell: that of its block, or of what is behind. */
static int filled(struct vt *v, int row, int col)
{
	struct vt_cell c = vt_cell(v, row, col);
	bool solid = strcmp(c.text, "█") == 0;

	return solid != c.reverse ? c.fg : c.bg;
}

/* The picture lies in rows 1 to 10, columns 1 to 20. */
static void with_256_colours(void **state)
{
	struct vt *v = show(*state, "TERM=xterm-256color", NULL);

	assert_int_equal(filled(v, 2, 3), 196);
	assert_int_equal(filled(v, 2, 18), 46);
	assert_int_equal(filled(v, 9, 3), 21);
	assert_in_range(filled(v, 9, 18), 231, 255);
	assert_int_equal(vt_cell(v, 11, 3).bg, -1);
	assert_int_equal(vt_cell(v, 5, 21).bg, -1);
	leave(&v);
}

static void with_8_colours(void **state)
{
	struct vt *v = show(*state, "TERM=linux", NULL);

	assert_int_equal(filled(v, 2, 3), 1);
	assert_int_equal(filled(v, 2, 18), 2);
	assert_int_equal(filled(v, 9, 3), 4);
	assert_int_equal(filled(v, 9, 18), 7);
	leave(&v);
}

static void with_none(void **state)
{
	struct vt *v = show(*state, "TERM=xterm-256color", "mono");

	assert_string_equal(vt_cell(v, 9, 18).text, "█");
	assert_int_equal(vt_cell(v, 9, 18).fg, -1);
	assert_string_not_equal(vt_cell(v, 9, 3).text, "█");
	leave(&v);
}

/* Where block elements cannot be shown, nothing is. */
static void without_characters(void **state)
{
	struct vt *v = show(*state, "LC_ALL=C", NULL);

	for (int row = 1; row < 13; row++)
		assert_string_equal(vt_row(v, row), "");
	assert_int_equal(vt_cell(v, 2, 3).bg, -1);
	leave(&v);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(with_256_colours),
		TEST(with_8_colours),
		TEST(with_none),
		TEST(without_characters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
