/* SPDX-License-Identifier: MIT */
#include "relay/gate/least.h"

#include <string.h>

#define LEAST_NAME "noren "
#define LEAST_NUMBER 1000000000 /* larger ones are all as large */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The next number, and what comes behind it and its dot; 0 at the end. */
static long number(const char **s)
{
	long n = 0;

	while (is_digit(**s)) {
		if (n < LEAST_NUMBER)
			n = n * 10 + (**s - '0');
		++*s;
	}
	if (**s == '.' && is_digit((*s)[1]))
		++*s;
	else
		*s += strlen(*s);
	return n;
}

bool least_valid(const char *version)
{
	const char *s = version;

	while (is_digit(*s)) {
		s += strspn(s, "0123456789");
		if (*s == '.' && is_digit(s[1]))
			s++;
	}
	return *s == '\0';
}

bool least_reached(const char *least, const char *version)
{
	const char *a = least ? least : "";

	while (*a) {
		long wanted = number(&a), there = number(&version);

		if (there != wanted)
			return there > wanted;
	}
	return true;
}

bool least_serves(const char *least, const char *client)
{
	const size_t len = sizeof(LEAST_NAME) - 1;

	return !client || strncmp(client, LEAST_NAME, len) != 0 ||
		!is_digit(client[len]) || least_reached(least, client + len);
}
