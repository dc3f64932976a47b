/* SPDX-License-Identifier: MIT */
#ifndef TESTS_LIB_TZFILE_H
#define TESTS_LIB_TZFILE_H

#include "shared/tz.h"

/* The zone of that name out of this machine's files; ends the program when
 * there is none.  Caller ends it with tz_destroy. */
struct tz *tzfile_read(const char *name);

#endif
