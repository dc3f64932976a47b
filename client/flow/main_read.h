/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_MAIN_READ_H
#define CLIENT_FLOW_MAIN_READ_H

/* Flows from files. */
#include "client/flow/flow.h"

/* Reads the file ("-": standard input) and gives the flow (flow_destroy).
 * NULL after a word on standard error: "FILE:LINE:COLUMN: what is wrong". */
struct flow *main_read(const char *path);

/* All files of a list that ends in NULL; gives a list that ends in NULL.  NULL
 * when one of them is wrong, after all of them have been looked at. */
struct flow **main_read_all(char *const *paths);
void main_read_drop(struct flow ***flows);

#endif
