/* SPDX-License-Identifier: MIT */
#ifndef TESTS_LIB_MDOC_H
#define TESTS_LIB_MDOC_H

/* Manual pages with tables in them that a program makes, each between
 * `.\" BEGIN name' and `.\" END'. */
#include <stddef.h>

struct mdoc_table {
	const char *name;
	void (*print)(void); /* to standard output */
};

/* Copies a page from standard input to standard output, with the tables that it
 * names filled in.  How many it names; -1: one does not end. */
int mdoc_fill(const struct mdoc_table *tables, size_t n);

/* Prints text in lines of the width that mandoc wants of its input, with a full
 * stop or what else `end` is behind it. */
void mdoc_text(const char *text, const char *end);

#endif
