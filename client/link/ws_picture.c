/* SPDX-License-Identifier: MIT */
/*
 * The loop closes what it reads, and may call for it once more after the child
 * has been dealt with: so it gets a copy of the descriptor, and its call only
 * ever means "look at the child at hand".
 */
#include "client/link/ws_picture.h"

#include <string.h>
#include <unistd.h>

#include "client/link/ws_loop.h"
#include "shared/mem.h"
#include "shared/picture/file_picture.h"

struct task {
	struct id media;
	void *data;
	size_t len;
	int cols, rows;
	enum picture_colours colours;
};

struct ws_picture {
	struct ws_loop *loop;
	char *program; /* NULL: there is none */
	ws_picture_fn fn;
	void *ctx;
	struct task tasks[WS_PICTURE_QUEUE]; /* the first is being done */
	int count;
	struct file_picture *child; /* of the first; NULL: not begun */
};

static void begin(void *ctx);

/* The first is done: tells of it, and goes on with the next. */
static void finish(struct ws_picture *w, struct picture_cells *cells)
{
	struct id media = w->tasks[0].media;

	file_picture_destroy(&w->child);
	mem_free(w->tasks[0].data);
	w->count--;
	memmove(w->tasks, w->tasks + 1, (size_t)w->count * sizeof(*w->tasks));
	if (w->count > 0)
		ws_loop_after(w->loop, 0, begin, w);
	w->fn(w->ctx, &media, cells);
}

static void give_up(void *ctx)
{
	finish(ctx, NULL);
}

static void on_answer(void *ctx, int fd)
{
	struct ws_picture *w = ctx;
	enum file_picture_state state;
	struct picture_cells *cells = NULL;
	const struct task *task = &w->tasks[0];

	(void)fd;
	if (!w->child)
		return;
	state = file_picture_read(w->child);
	if (state == FILE_PICTURE_WORKING)
		return;
	ws_loop_after(w->loop, -1, give_up, w);
	if (state == FILE_PICTURE_DONE) {
		const struct buf *answer = file_picture_answer(w->child);

		picture_read_cells(answer->data, answer->len, task->cols,
			task->rows, task->colours, &cells);
	}
	finish(w, cells);
}

static void begin(void *ctx)
{
	struct ws_picture *w = ctx;
	const struct task *task = &w->tasks[0];
	const struct file_picture_job job = {
		.program = w->program,
		.data = task->data,
		.len = task->len,
		.cols = task->cols,
		.rows = task->rows,
		.colours = task->colours,
	};
	int fd = -1;

	if (w->program && file_picture_start(&job, &w->child) == ERR_OK)
		fd = file_picture_dup(w->child);
	if (fd < 0 || ws_loop_read(w->loop, fd, on_answer, w) != ERR_OK) {
		if (fd >= 0)
			close(fd);
		finish(w, NULL);
		return;
	}
	ws_loop_after(w->loop, FILE_PICTURE_CELLS_MS, give_up, w);
}

struct ws_picture *ws_picture_new(
	struct ws_loop *loop, const char *program, ws_picture_fn fn, void *ctx)
{
	struct ws_picture *w = mem_zero(sizeof(*w));

	if (!w)
		return NULL;
	w->loop = loop;
	w->fn = fn;
	w->ctx = ctx;
	w->program = program ? mem_strdup(program) : file_picture_find();
	return w;
}

void ws_picture_destroy(struct ws_picture **w)
{
	if (!*w)
		return;
	ws_loop_after((*w)->loop, -1, give_up, *w);
	ws_loop_after((*w)->loop, -1, begin, *w);
	file_picture_destroy(&(*w)->child);
	for (int i = 0; i < (*w)->count; i++)
		mem_free((*w)->tasks[i].data);
	mem_free((*w)->program);
	mem_free(*w);
	*w = NULL;
}

bool ws_picture_can(const struct ws_picture *w)
{
	return w->program != NULL;
}

enum err ws_picture_make(struct ws_picture *w, const struct id *media,
	const void *data, size_t len, int cols, int rows,
	enum picture_colours colours)
{
	void *copy;

	if (len > LIMIT_MEDIA)
		return ERR_MEDIA;
	if (w->count == WS_PICTURE_QUEUE)
		return ERR_FULL;
	copy = mem_alloc(len);
	if (!copy)
		return ERR_NOMEM;
	memcpy(copy, data, len);
	w->tasks[w->count++] = (struct task){.media = *media,
		.data = copy,
		.len = len,
		.cols = cols,
		.rows = rows,
		.colours = colours};
	if (w->count == 1)
		ws_loop_after(w->loop, 0, begin, w);
	return ERR_OK;
}
