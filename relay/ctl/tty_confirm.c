/* SPDX-License-Identifier: MIT */
#include "relay/ctl/tty_confirm.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

bool tty_confirm_can(void)
{
	return isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

bool tty_confirm(const char *question)
{
	char said[16] = "";

	fprintf(stderr, "%s [y/N] ", question);
	if (!fgets(said, sizeof(said), stdin))
		fputc('\n', stderr);
	said[strcspn(said, "\r\n")] = '\0';
	return strcmp(said, "y") == 0 || strcmp(said, "Y") == 0 ||
		strcmp(said, "yes") == 0;
}
