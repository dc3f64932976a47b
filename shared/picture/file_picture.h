/* SPDX-License-Identifier: MIT */
#ifndef SHARED_PICTURE_FILE_PICTURE_H
#define SHARED_PICTURE_FILE_PICTURE_H

/*
 * Runs noren-picture (picture.h).  The child gets the file as a sealed piece
 * of memory, a pipe for its answer, and nothing else: no environment, no other
 * descriptor.  Two ways to wait for it:
 *
 * - on a worker thread: file_picture_run, which blocks;
 * - on a loop: file_picture_start, then file_picture_read whenever
 *   file_picture_fd can be read, and file_picture_destroy, which ends a child
 *   that is still at work: call it when you have lost patience.
 *
 * The program must not reap children that it did not start.
 */
#include <stddef.h>

#include "shared/buf.h"
#include "shared/err.h"
#include "shared/picture/picture.h"

struct file_picture;

/* Longer than any picture within the limits takes. */
#define FILE_PICTURE_CLEAN_MS 30000
#define FILE_PICTURE_CELLS_MS 10000

struct file_picture_job {
	const char *program; /* from file_picture_find */
	const void *data;    /* the file; copied */
	size_t len;          /* at most LIMIT_MEDIA, else ERR_MEDIA */
	/* For cells; cols 0 asks for a clean file. */
	int cols, rows; /* 1 to PICTURE_SIDE_MAX */
	enum picture_colours colours;
};

/* The program's path: beside the running program, else where it is installed.
 * Gives it (mem_free); NULL when it is nowhere. */
char *file_picture_find(void);

/* Starts a child and gives *out.  ERR_MEDIA: the file is none that D6 names,
 * told without a child; ERR_IO: no child could be started; ERR_NOMEM. */
enum err file_picture_start(
	const struct file_picture_job *job, struct file_picture **out);

/* Where the answer comes from; non-blocking.  Stays the picture's. */
int file_picture_fd(const struct file_picture *p);

enum file_picture_state {
	FILE_PICTURE_WORKING, /* read on when the descriptor can be read */
	FILE_PICTURE_DONE,    /* the answer is whole */
	FILE_PICTURE_FAILED   /* file_picture_error says why */
};
enum file_picture_state file_picture_read(struct file_picture *p);

/* ERR_MEDIA: refused, or the child was ended by its own limits or by us;
 * ERR_IO, ERR_NOMEM. */
enum err file_picture_error(const struct file_picture *p);

/* What the child said, to be read by picture_read_file or _cells.  Lends,
 * until destroy. */
const struct buf *file_picture_answer(const struct file_picture *p);

/* Ends the child if it is still there. */
void file_picture_destroy(struct file_picture **p);

/* All of it, for a worker thread: blocks for at most `ms`.  Appends the answer
 * to `out`. */
enum err file_picture_run(
	const struct file_picture_job *job, int ms, struct buf *out);

#endif
