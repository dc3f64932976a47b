/* SPDX-License-Identifier: MIT */
/*
 * noren-picture (picture.h): looks at what strangers have sent, in a box.  It
 * is run by norend and noren; standard output has to be a pipe, as the box
 * lets it write no file.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "shared/buf.h"
#include "shared/picture/cells.h"
#include "shared/picture/clean.h"
#include "shared/picture/file_confine.h"
#include "shared/picture/picture.h"

#define CHUNK 65536
#define CLEAN_SECONDS 20 /* of the processor; 40 megapixels take about 8 */
#define CELLS_SECONDS 5

struct asked {
	bool cells;
	int cols, rows;
	enum picture_colours colours;
};

static bool read_size(const char *s, struct asked *out)
{
	char end;

	return sscanf(s, "%3dx%3d%c", &out->cols, &out->rows, &end) == 2 &&
		out->cols > 0 && out->cols <= PICTURE_SIDE_MAX &&
		out->rows > 0 && out->rows <= PICTURE_SIDE_MAX;
}

static bool read_colours(const char *s, struct asked *out)
{
	for (int i = PICTURE_256; i <= PICTURE_MONO; i++) {
		out->colours = (enum picture_colours)i;
		if (strcmp(s, picture_colours_name(out->colours)) == 0)
			return true;
	}
	return false;
}

static bool read_arguments(int argc, char **argv, struct asked *out)
{
	*out = (struct asked){.cells = argc == 4};
	if (argc == 2)
		return strcmp(argv[1], "clean") == 0;
	return argc == 4 && strcmp(argv[1], "cells") == 0 &&
		read_size(argv[2], out) && read_colours(argv[3], out);
}

static enum err read_file(struct buf *out)
{
	char chunk[CHUNK];
	enum err e = ERR_OK;
	ssize_t n;

	while (!e) {
		n = read(STDIN_FILENO, chunk, sizeof(chunk));
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n < 0 ? ERR_IO : ERR_OK;
		e = buf_add(out, chunk, (size_t)n);
	}
	return e;
}

static enum err write_answer(const struct buf *b)
{
	for (size_t at = 0; at < b->len;) {
		ssize_t n = write(STDOUT_FILENO, b->data + at, b->len - at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return ERR_IO;
		at += (size_t)n;
	}
	return ERR_OK;
}

static enum err work(const struct asked *asked)
{
	struct buf file, answer;
	enum err e;

	buf_init(&file, LIMIT_MEDIA);
	buf_init(&answer, PICTURE_CLEAN_MAX);
	e = read_file(&file);
	if (!e && asked->cells)
		e = cells_draw(file.data, file.len, asked->cols, asked->rows,
			asked->colours, &answer);
	else if (!e)
		e = clean_file(file.data, file.len, &answer);
	if (!e)
		e = write_answer(&answer);
	buf_fini(&answer);
	buf_fini(&file);
	return e;
}

int main(int argc, char **argv)
{
	struct asked asked;

	if (!read_arguments(argc, argv, &asked)) {
		fputs("usage: noren-picture clean\n"
		      "       noren-picture cells COLSxROWS 256|8|mono\n",
			stderr);
		_exit(PICTURE_USAGE);
	}
	cells_start();
	if (!file_confine(asked.cells ? CELLS_SECONDS : CLEAN_SECONDS)) {
		fputs("noren-picture: this system cannot confine it\n", stderr);
		_exit(PICTURE_REFUSED);
	}
	/* Nothing that runs at a usual end is needed, or could run in here. */
	_exit(work(&asked) == ERR_OK ? PICTURE_DONE : PICTURE_REFUSED);
}
