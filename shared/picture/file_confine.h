/* SPDX-License-Identifier: MIT */
#ifndef SHARED_PICTURE_FILE_CONFINE_H
#define SHARED_PICTURE_FILE_CONFINE_H

/*
 * Puts the process into a box for good: from here on it can use memory,
 * read what is open, write what is open unless that is a regular file, and
 * end.  Anything else ends it at once: opening a file, a socket, a thread, a
 * program, memory that can be run.
 */
#include <stdbool.h>

/* The processor's seconds that are left from now on.  False: this machine
 * cannot do it (not Linux on a processor that is listed, or no seccomp); then
 * nothing that a stranger made may be looked at. */
bool file_confine(unsigned seconds);

#endif
