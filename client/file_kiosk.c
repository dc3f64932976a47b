/* SPDX-License-Identifier: MIT */
#include "client/file_kiosk.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#define KIOSK_VALUE 64 /* bytes; no terminal's name is longer */

/* PATH and HOME are not among them: nothing is looked up under either. */
static const char *const kept[] = {"TERM", "COLORTERM", "NO_COLOR", "LANGUAGE",
	"LC_ALL", "LC_CTYPE", "LC_MESSAGES", "LANG", "TZ"};

#define KEPT (sizeof(kept) / sizeof(kept[0]))

/* A value with a slash would name a file, in TZ and in TERM. */
static bool is_plain(const char *value)
{
	return strlen(value) < KIOSK_VALUE && value[0] != ':' &&
		!(value[0] == '/' || strstr(value, ".."));
}

static bool clear_environment(void)
{
	char values[KEPT][KIOSK_VALUE] = {{0}};
	bool ok;

	for (size_t i = 0; i < KEPT; i++) {
		const char *value = getenv(kept[i]);

		if (value && is_plain(value))
			snprintf(values[i], sizeof(values[i]), "%s", value);
	}
	ok = clearenv() == 0;
	for (size_t i = 0; ok && i < KEPT; i++)
		ok = !values[i][0] || setenv(kept[i], values[i], 1) == 0;
	return ok;
}

bool file_kiosk_enter(void)
{
	const struct rlimit none = {0, 0};

	signal(SIGXFSZ, SIG_IGN); /* then a write says EFBIG */
	return setrlimit(RLIMIT_FSIZE, &none) == 0 &&
		setrlimit(RLIMIT_CORE, &none) == 0 &&
		prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
		clear_environment();
}
