/* SPDX-License-Identifier: MIT */
#include "tests/lib/heard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define MEMBER_SIZE 400

const char *heard(struct wsclient *c, const char *type)
{
	const char *m = wsclient_expect(c, type);

	if (!m)
		fail_msg("no %s came; closed with %d", type, c->close_code);
	return m;
}

const char *heard_with(struct wsclient *c, const char *type, const char *name,
	const char *value)
{
	char text[MEMBER_SIZE];
	const char *m;

	do {
		m = heard(c, type);
	} while (strcmp(wsclient_member(m, name, text, sizeof(text)), value));
	return m;
}

void heard_has(const char *message, const char *name, const char *value)
{
	char text[MEMBER_SIZE];

	assert_string_equal(
		wsclient_member(message, name, text, sizeof(text)), value);
}
