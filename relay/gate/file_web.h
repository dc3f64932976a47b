/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_FILE_WEB_H
#define RELAY_GATE_FILE_WEB_H

/* The widget's files, read from their directory. */
#include <stddef.h>

#include "relay/gate/web.h"

/* Where they are when no setting says so: beside the sources that this
 * program was built from, beside where it is installed, or where it was to be
 * installed.  Returns `out`. */
const char *file_web_directory(char *out, size_t size);

/* Adds every file of the directory that has a known ending.  ERR_IO sets
 * errno; ERR_NOMEM. */
enum err file_web_load(struct web *w, const char *directory);

#endif
