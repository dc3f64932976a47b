/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_LINK_FILE_OPENER_H
#define CLIENT_LINK_FILE_OPENER_H

/*
 * Opens a page in the user's browser, by a program of their choice.  No shell
 * ever sees the address.
 */
#include "shared/err.h"

/* Runs `opener`, a program with blanks between its arguments, with the address
 * as its last argument.  ERR_FIELD: the address is not http or https; ERR_IO:
 * it could not be started. */
enum err file_opener_open(const char *opener, const char *url);

#endif
