/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_MAIN_READ_H
#define CLIENT_FLOW_MAIN_READ_H

/* Flows from files. */
#include <stdbool.h>
#include <stddef.h>

#include "client/flow/flow.h"

struct main_read_list {
	struct flow **flows;
	char **paths; /* of each */
	size_t n;
};

/* Reads the file ("-": standard input) and gives the flow (flow_destroy).
 * NULL after a word on standard error: "FILE:LINE:COLUMN: what is wrong". */
struct flow *main_read(const char *path);

/* All files of a list that ends in NULL; of a folder those in it whose names
 * end in ".flow", in the order of their names.  Gives a list
 * (main_read_drop).  False when one of them is wrong, after all of them have
 * been looked at: then the list is empty. */
bool main_read_all(char *const *paths, struct main_read_list *out);
void main_read_drop(struct main_read_list *list);

#endif
