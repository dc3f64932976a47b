/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_WEBLINK_H
#define CLIENT_MODEL_WEBLINK_H

/*
 * Addresses of pages in what people wrote.  They are shown whole, with the
 * host as computers know it: one that only looks like another is seen to be
 * another (xn--).
 */
#include <stdbool.h>
#include <stddef.h>

/* The first http or https address of a text: true, and where it stands. */
bool weblink_find(const char *text, size_t *at, size_t *len);

/* The address with its host in ASCII: gives (mem_free).  NULL when it is no
 * address, or its host none that there can be. */
char *weblink_ascii(const char *url, size_t len);

/* A copy of what somebody wrote, fit to be shown, with the hosts of its
 * addresses in ASCII (mem_free); NULL of NULL. */
char *weblink_shown(const char *text);

#endif
