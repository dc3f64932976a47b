/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_FILE_READ_H
#define RELAY_GATE_FILE_READ_H

/* Whole files, read at the start. */
#include <stddef.h>

#include "shared/buf.h"
#include "shared/err.h"

/* Appends the file's bytes.  ERR_IO sets errno; ERR_SIZE: it is larger than
 * the buffer may be; ERR_NOMEM. */
enum err file_read(const char *path, struct buf *out);

#endif
