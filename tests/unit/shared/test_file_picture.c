/* SPDX-License-Identifier: MIT */
/* The real child, as its parents run it; and parents with children that are
 * not what they should be. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
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

#include "shared/mem.h"
#include "shared/picture/file_picture.h"
#include "shared/picture/pixels.h"
#include "tests/lib/pics.h"

struct bench {
	char program[500], folder[64], script[100];
	struct buf file, answer;
	struct file_picture_job job;
};

static int start(void **state)
{
	static struct bench b;
	const char *build = getenv("NOREN_BUILD");
	struct pixels p;

	snprintf(b.program, sizeof(b.program), "%s/noren-picture",
		build ? build : "build/debug");
	strcpy(b.folder, "/tmp/noren-child.XXXXXX");
	assert_non_null(mkdtemp(b.folder));
	snprintf(b.script, sizeof(b.script), "%s/child", b.folder);
	buf_init(&b.file, 2 * (size_t)LIMIT_MEDIA);
	buf_init(&b.answer, PICTURE_CLEAN_MAX);
	pics_paint(&p, 320, 200);
	pics_jpeg(&b.file, &p, 6);
	pixels_fini(&p);
	b.job = (struct file_picture_job){
		.program = b.program, .data = b.file.data, .len = b.file.len};
	*state = &b;
	return 0;
}

static int stop(void **state)
{
	struct bench *b = *state;

	/* No child is left. */
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	assert_int_equal(errno, ECHILD);
	unlink(b->script);
	rmdir(b->folder);
	buf_fini(&b->file);
	buf_fini(&b->answer);
	return 0;
}

static enum err run(struct bench *b, int ms)
{
	buf_clear(&b->answer);
	return file_picture_run(&b->job, ms, &b->answer);
}

/* The child is this shell script instead. */
static void pretend(struct bench *b, const char *script)
{
	FILE *file = fopen(b->script, "w");

	assert_non_null(file);
	fprintf(file, "#!/bin/sh\n%s\n", script);
	fclose(file);
	chmod(b->script, 0700);
	b->job.program = b->script;
}

static void a_file_is_cleaned(void **state)
{
	struct bench *b = *state;
	struct picture_file file;

	assert_int_equal(run(b, FILE_PICTURE_CLEAN_MS), ERR_OK);
	assert_int_equal(
		picture_read_file(b->answer.data, b->answer.len, &file), 0);
	assert_int_equal(file.kind, PICTURE_JPEG);
	assert_int_equal(file.width, 200); /* it was lying on its side */
	assert_int_equal(file.height, 320);
}

static void every_kind_is_cleaned_in_the_box(void **state)
{
	struct bench *b = *state;
	struct picture_file file;
	struct pixels p;

	pics_paint(&p, 900, 700);
	for (int kind = PICTURE_PNG; kind < PICTURE_KINDS + 1; kind++) {
		buf_clear(&b->file);
		if (kind == PICTURE_PNG)
			pics_png(&b->file, &p, 3);
		else if (kind == PICTURE_GIF)
			pics_gif(&b->file, 900, 700, 3);
		else if (kind == PICTURE_WEBP)
			pics_webp(&b->file, &p, 5);
		else if (kind == PICTURE_MP4)
			pics_mp4(&b->file, 900, 700);
		else
			pics_webp_moving(&b->file, &p, 3);
		b->job.data = b->file.data;
		b->job.len = b->file.len;
		assert_int_equal(run(b, FILE_PICTURE_CLEAN_MS), ERR_OK);
		assert_int_equal(
			picture_read_file(b->answer.data, b->answer.len, &file),
			ERR_OK);
		assert_int_equal(file.kind,
			kind < PICTURE_KINDS ? kind : (int)PICTURE_WEBP);
	}
	pixels_fini(&p);
}

static void cells_come_back(void **state)
{
	static const enum picture_colours all[] = {
		PICTURE_256, PICTURE_8, PICTURE_MONO};
	struct bench *b = *state;
	struct picture_cells *cells;

	b->job.cols = 24;
	b->job.rows = 12;
	for (int i = 0; i < 3; i++) {
		b->job.colours = all[i];
		assert_int_equal(run(b, FILE_PICTURE_CELLS_MS), ERR_OK);
		assert_int_equal(picture_read_cells(b->answer.data,
					 b->answer.len, 24, 12, all[i], &cells),
			ERR_OK);
		assert_int_equal(cells->rows, 12);
		assert_int_equal(cells->cols, 15); /* 200x320 */
		mem_free(cells);
	}
}

/* What a kind of picture looks like in cells, in the box. */
static void every_picture_has_cells(void **state)
{
	struct bench *b = *state;
	struct pixels p;

	b->job.cols = PICTURE_SIDE_MAX;
	b->job.rows = PICTURE_SIDE_MAX;
	pics_paint(&p, 300, 300);
	for (int kind = 0; kind < 5; kind++) {
		buf_clear(&b->file);
		if (kind == 0)
			pics_png(&b->file, &p, 3);
		else if (kind == 1)
			pics_gif(&b->file, 300, 300, 2);
		else if (kind == 2)
			pics_webp(&b->file, &p, 5);
		else if (kind == 3)
			pics_webp_moving(&b->file, &p, 2);
		else
			pics_mp4(&b->file, 300, 300);
		b->job.data = b->file.data;
		b->job.len = b->file.len;
		assert_int_equal(run(b, FILE_PICTURE_CELLS_MS),
			kind == 4 ? ERR_MEDIA : ERR_OK);
	}
	pixels_fini(&p);
}

static void what_is_no_picture_starts_no_child(void **state)
{
	struct bench *b = *state;

	b->job.program = "/nowhere/at/all";
	assert_int_equal(run(b, 1000), ERR_IO);
	b->job.data = "<svg/>";
	b->job.len = 6;
	assert_int_equal(run(b, 1000), ERR_MEDIA);
	b->job.data = b->file.data;
	b->job.len = LIMIT_MEDIA + 1;
	assert_int_equal(run(b, 1000), ERR_MEDIA);
}

static void a_broken_picture_is_refused(void **state)
{
	struct bench *b = *state;

	b->job.len /= 2;
	assert_int_equal(run(b, FILE_PICTURE_CLEAN_MS), ERR_MEDIA);
	assert_int_equal(b->answer.len, 0);
}

static void a_child_that_dies_is_a_refusal(void **state)
{
	struct bench *b = *state;

	pretend(b, "echo image/jpeg; kill -SEGV $$");
	assert_int_equal(run(b, 5000), ERR_MEDIA);
	pretend(b, "exit 2");
	assert_int_equal(run(b, 5000), ERR_IO);
}

static void a_child_that_hangs_is_ended(void **state)
{
	struct bench *b = *state;

	pretend(b, "exec cat /dev/zero >&2");
	assert_int_equal(run(b, 50), ERR_MEDIA);
	pretend(b, "exec cat /dev/zero >/dev/null"); /* without its pipe */
	assert_int_equal(run(b, 60000), ERR_MEDIA);
}

static void a_child_that_says_too_much_is_ended(void **state)
{
	struct bench *b = *state;

	pretend(b, "exec cat /dev/zero");
	assert_int_equal(run(b, 60000), ERR_MEDIA);
}

/* Nothing of the parent's: no words from its environment, no descriptors. */
static void a_child_inherits_nothing(void **state)
{
	int extra = open("/dev/null", O_RDONLY); /* not to be closed on exec */
	struct bench *b = *state;

	assert_true(extra > 2);
	setenv("NOREN_SECRET", "yes", 1);
	/* 3 is the folder that the shell reads, 10 its script. */
	pretend(b, "cd /proc/$$/fd; echo \"${NOREN_SECRET-none}\" *");
	assert_int_equal(run(b, 5000), ERR_OK);
	assert_string_equal(b->answer.data, "none 0 1 10 2 3\n");
	unsetenv("NOREN_SECRET");
	close(extra);
}

/* As a loop does it. */
static void it_can_be_read_bit_by_bit(void **state)
{
	struct bench *b = *state;
	enum file_picture_state s = FILE_PICTURE_WORKING;
	struct file_picture *p;
	struct picture_file file;

	assert_int_equal(file_picture_start(&b->job, &p), ERR_OK);
	while (s == FILE_PICTURE_WORKING) {
		struct pollfd wait = {
			.fd = file_picture_fd(p), .events = POLLIN};

		assert_int_equal(poll(&wait, 1, 10000), 1);
		s = file_picture_read(p);
	}
	assert_int_equal(s, FILE_PICTURE_DONE);
	assert_int_equal(picture_read_file(file_picture_answer(p)->data,
				 file_picture_answer(p)->len, &file),
		ERR_OK);
	file_picture_destroy(&p);
	assert_null(p);
	/* And given up. */
	assert_int_equal(file_picture_start(&b->job, &p), ERR_OK);
	file_picture_destroy(&p);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_file_is_cleaned),
		TEST(every_kind_is_cleaned_in_the_box),
		TEST(cells_come_back),
		TEST(every_picture_has_cells),
		TEST(what_is_no_picture_starts_no_child),
		TEST(a_broken_picture_is_refused),
		TEST(a_child_that_dies_is_a_refusal),
		TEST(a_child_that_hangs_is_ended),
		TEST(a_child_that_says_too_much_is_ended),
		TEST(a_child_inherits_nothing),
		TEST(it_can_be_read_bit_by_bit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
