/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_LINK_FILE_WHOLE_H
#define CLIENT_LINK_FILE_WHOLE_H

/*
 * A file that is there whole or not at all: it has no name while it is written,
 * so that nothing half is left whatever ends the program.  Where the file
 * system has no such files, it lies beside its place under another name until
 * then.  Only its user may read it.
 */
#include <limits.h>
#include <stdbool.h>

struct file_whole {
	int fd; /* to write to */
	bool replace;
	char path[PATH_MAX];
	char beside[PATH_MAX]; /* the other name; "": it has none */
};

/* What these return is 0, or an errno. */

/* Begins one.  `replace`: what has that name gives way to it in the end; else
 * EEXIST.  EISDIR: a directory has it; EPERM: something else that is no plain
 * file; EACCES: a file that may not be written. */
int file_whole_begin(struct file_whole *f, const char *path, bool replace);

/* All is written: gives it its name.  On failure nothing is left of it. */
int file_whole_end(struct file_whole *f);

/* Nothing is to be left of it.  Once it has ended, this does nothing. */
void file_whole_drop(struct file_whole *f);

#endif
