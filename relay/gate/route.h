/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_ROUTE_H
#define RELAY_GATE_ROUTE_H

/*
 * Which handler a request goes to: a table of methods and paths.  A path may
 * have a star, which stands for one segment of letters, digits and - _ . that
 * does not begin with a dot; two, at its end, for anything but nothing.  Pure.
 */
#include <stdbool.h>
#include <stddef.h>

enum route_method {
	ROUTE_GET = 1,
	ROUTE_HEAD = 2,
	ROUTE_POST = 4,
	ROUTE_PUT = 8,
	ROUTE_OTHER = 16,
};

struct route {
	unsigned methods; /* enum route_method bits */
	const char *path;
	int handler; /* the caller's number for it */
};

enum route_answer { ROUTE_FOUND, ROUTE_NO_PATH, ROUTE_NO_METHOD };

/* Finds the row.  ROUTE_FOUND sets *handler, and *arg to what stands for the
 * star and whatever follows it ("" without one; lends from path).
 * ROUTE_NO_METHOD sets *allowed to the methods that the path has. */
enum route_answer route_find(const struct route *table, size_t n,
	enum route_method method, const char *path, int *handler,
	const char **arg, unsigned *allowed);

#endif
