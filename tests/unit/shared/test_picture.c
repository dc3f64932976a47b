/* SPDX-License-Identifier: MIT */
/* What the confined child says is read as strictly as what a stranger says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "shared/mem.h"
#include "shared/picture/picture.h"

#define GIF "GIF89a....\x3b"

static enum picture_kind kind_of(const char *s, size_t len)
{
	return picture_kind(s, len);
}

static void a_kind_is_told_by_its_first_bytes(void **state)
{
	static const struct {
		const char *bytes;
		size_t len;
		enum picture_kind kind;
	} rows[] = {
		{"\xff\xd8\xff\xe0", 4, PICTURE_JPEG},
		{"\x89PNG\r\n\x1a\n", 8, PICTURE_PNG},
		{"GIF87a", 6, PICTURE_GIF},
		{"GIF89a", 6, PICTURE_GIF},
		{"RIFF\0\0\0\0WEBP", 12, PICTURE_WEBP},
		{"\0\0\0\x18"
		 "ftypisom",
			12, PICTURE_MP4},
		{"GIF88a", 6, PICTURE_NONE},
		{"RIFF\0\0\0\0WAVE", 12, PICTURE_NONE},
		{"<svg xmlns=", 11, PICTURE_NONE},
		{"%PDF-1.7", 8, PICTURE_NONE},
		{"", 0, PICTURE_NONE},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		assert_int_equal(
			kind_of(rows[i].bytes, rows[i].len), rows[i].kind);
		for (size_t n = 0; n < rows[i].len; n++)
			kind_of(rows[i].bytes, n); /* and reads no further */
	}
}

static void names_come_back(void **state)
{
	(void)state;
	for (int k = PICTURE_NONE + 1; k < PICTURE_KINDS; k++) {
		const char *mime = picture_mime((enum picture_kind)k);

		assert_int_equal(picture_from_mime(mime), k);
		assert_true(*picture_suffix((enum picture_kind)k));
	}
	assert_int_equal(picture_from_mime("image/svg+xml"), PICTURE_NONE);
	assert_int_equal(picture_from_mime(""), PICTURE_NONE);
}

static void a_clean_file_is_read(void **state)
{
	static const char answer[] = "image/gif 3 2 11\n" GIF;
	struct picture_file file;

	(void)state;
	assert_int_equal(
		picture_read_file(answer, strlen(answer), &file), ERR_OK);
	assert_int_equal(file.kind, PICTURE_GIF);
	assert_int_equal(file.width, 3);
	assert_int_equal(file.height, 2);
	assert_int_equal(file.len, 11);
	assert_memory_equal(file.data, GIF, 11);
}

static void another_answer_is_refused(void **state)
{
	static const char *const rows[] = {
		"",
		"image/gif 3 2 11",
		"image/gif 3 2 11\n",
		"image/gif 3 2 10\n" GIF,
		"image/gif 3 2 12\n" GIF,
		"image/gif  3 2 11\n" GIF,
		"image/gif 03 2 11\n" GIF,
		"image/gif +3 2 11\n" GIF,
		"image/gif -3 2 11\n" GIF,
		"image/gif 0 2 11\n" GIF,
		"image/gif 3 2 11 \n" GIF,
		"image/gif 40000 40000 11\n" GIF,
		"image/gif 99999999999999999999 2 11\n" GIF,
		"image/png 3 2 11\n" GIF,
		"text/html 3 2 11\n<html>.....",
		"image/gif\n3 2 11\n" GIF,
	};
	struct picture_file file;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_int_equal(
			picture_read_file(rows[i], strlen(rows[i]), &file),
			ERR_MEDIA);
}

/* An answer of one cell. */
static size_t one_cell(
	char *out, const char *head, uint32_t code, int fg, int bg)
{
	size_t n = (size_t)sprintf(out, "%s", head);
	const uint8_t cell[] = {code & 255, code >> 8 & 255, code >> 16 & 255,
		code >> 24, fg & 255, fg >> 8 & 255, bg & 255, bg >> 8 & 255};

	memcpy(out + n, cell, sizeof(cell));
	return n + sizeof(cell);
}

static enum err read_cell(const char *head, uint32_t code, int fg, int bg,
	enum picture_colours colours)
{
	struct picture_cells *cells;
	char answer[64];
	size_t len = one_cell(answer, head, code, fg, bg);
	enum err e = picture_read_cells(answer, len, 4, 4, colours, &cells);

	if (!e) {
		assert_int_equal(cells->cols * cells->rows, 1);
		assert_int_equal(cells->cell[0].code, code);
		assert_int_equal(cells->cell[0].fg, fg);
		assert_int_equal(cells->cell[0].bg, bg);
	}
	mem_free(cells);
	return e;
}

static void cells_are_read(void **state)
{
	(void)state;
	assert_int_equal(
		read_cell("cells 1 1 256\n", 0x2584, 16, 255, PICTURE_256), 0);
	assert_int_equal(
		read_cell("cells 1 1 256\n", ' ', -1, -1, PICTURE_256), 0);
	assert_int_equal(
		read_cell("cells 1 1 8\n", 0x2580, 0, 7, PICTURE_8), 0);
	assert_int_equal(
		read_cell("cells 1 1 mono\n", 0x259f, -1, -1, PICTURE_MONO), 0);
}

static void other_cells_are_refused(void **state)
{
	static const struct {
		const char *head;
		uint32_t code;
		int fg, bg;
		enum picture_colours colours;
	} rows[] = {
		{"cells 1 1 256\n", 0x1b, 16, 16, PICTURE_256},
		{"cells 1 1 256\n", 0x25a0, 16, 16, PICTURE_256},
		{"cells 1 1 256\n", 0x257f, 16, 16, PICTURE_256},
		{"cells 1 1 256\n", 0x80002584, 16, 16, PICTURE_256},
		{"cells 1 1 256\n", ' ', 15, 16, PICTURE_256},
		{"cells 1 1 256\n", ' ', 16, 256, PICTURE_256},
		{"cells 1 1 256\n", ' ', 16, -2, PICTURE_256},
		{"cells 1 1 8\n", ' ', 8, 0, PICTURE_8},
		{"cells 1 1 mono\n", ' ', 0, -1, PICTURE_MONO},
		{"cells 1 1 8\n", ' ', 0, 0, PICTURE_256},
		{"cells 1 1 256\n", ' ', -1, -1, PICTURE_8},
		{"cells 5 1 256\n", ' ', -1, -1, PICTURE_256},
		{"cells 1 2 256\n", ' ', -1, -1, PICTURE_256},
		{"cells 0 1 256\n", ' ', -1, -1, PICTURE_256},
		{"image 1 1 256\n", ' ', -1, -1, PICTURE_256},
		{"cells 1 1 256", ' ', -1, -1, PICTURE_256},
		{"cells 1 1\n256\n", ' ', -1, -1, PICTURE_256},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_int_equal(
			read_cell(rows[i].head, rows[i].code, rows[i].fg,
				rows[i].bg, rows[i].colours),
			ERR_MEDIA);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_kind_is_told_by_its_first_bytes),
		cmocka_unit_test(names_come_back),
		cmocka_unit_test(a_clean_file_is_read),
		cmocka_unit_test(another_answer_is_refused),
		cmocka_unit_test(cells_are_read),
		cmocka_unit_test(other_cells_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
