/* SPDX-License-Identifier: MIT */
/*
 * A picture on the terminal layer alone, for its tests and for looking:
 *
 *	picdemo PROGRAM FILE COLSxROWS [mono]
 *
 * PROGRAM is noren-picture.  The first key leaves.
 */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "client/term/grid.h"
#include "client/term/style.h"
#include "client/term/tty_curses.h"
#include "shared/mem.h"
#include "shared/picture/file_picture.h"

#define MARGIN 1

static enum err read_file(const char *path, struct buf *out)
{
	FILE *file = fopen(path, "rb");
	enum err e = file ? ERR_OK : ERR_IO;
	char chunk[65536];
	size_t n;

	while (!e && (n = fread(chunk, 1, sizeof(chunk), file)) > 0)
		e = buf_add(out, chunk, n);
	if (file)
		fclose(file);
	return e;
}

static enum err make_cells(struct file_picture_job *job, const char *path,
	struct picture_cells **out)
{
	struct buf file, answer;
	enum err e;

	buf_init(&file, LIMIT_MEDIA);
	buf_init(&answer, PICTURE_CELLS_MAX);
	e = read_file(path, &file);
	job->data = file.data;
	job->len = file.len;
	if (!e)
		e = file_picture_run(job, FILE_PICTURE_CELLS_MS, &answer);
	if (!e)
		e = picture_read_cells(answer.data, answer.len, job->cols,
			job->rows, job->colours, out);
	buf_fini(&answer);
	buf_fini(&file);
	return e;
}

static void show(struct tty_curses *tty, const struct picture_cells *cells,
	const char *text)
{
	struct grid *g;
	int rows, cols;
	char key;

	tty_curses_size(tty, &rows, &cols);
	g = grid_new(rows, cols);
	if (!g)
		return;
	grid_text(g, 0, MARGIN, cols, STYLE_BLUE, text);
	if (cells)
		grid_picture(g, 1, MARGIN, cells, 0, cells->rows);
	tty_curses_draw(tty, g);
	while (read(tty_curses_fd(tty), &key, 1) == 1 && key != 'q')
		;
	grid_destroy(&g);
}

int main(int argc, char **argv)
{
	struct tty_curses_options options = {
		.theme = TTY_CURSES_DARK, .mono = argc > 4};
	struct file_picture_job job = {.program = argc > 3 ? argv[1] : NULL};
	struct picture_cells *cells = NULL;
	struct tty_curses *tty = NULL;
	enum err e;

	setlocale(LC_ALL, "");
	if (argc < 4 || sscanf(argv[3], "%dx%d", &job.cols, &job.rows) != 2 ||
		tty_curses_new(&options, &tty) != ERR_OK) {
		fputs("usage: picdemo PROGRAM FILE COLSxROWS [mono]\n", stderr);
		return 2;
	}
	e = tty_curses_pictures(tty, &job.colours)
		? make_cells(&job, argv[2], &cells)
		: ERR_OK;
	show(tty, cells, e ? err_name(e) : argv[2]);
	tty_curses_destroy(&tty);
	mem_free(cells);
	return e ? 1 : 0;
}
