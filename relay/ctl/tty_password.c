/* SPDX-License-Identifier: MIT */
#include "relay/ctl/tty_password.h"

#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

/* A line of standard input; false when it is longer, or there is none. */
static bool read_line(char *out, size_t size)
{
	size_t len;

	if (!fgets(out, (int)size, stdin))
		return false;
	len = strlen(out);
	if (len > 0 && out[len - 1] == '\n')
		out[len - 1] = '\0';
	else if (!feof(stdin))
		return false;
	return true;
}

static bool ask(const char *prompt, char *out, size_t size)
{
	struct termios shown, hidden;
	bool fine;

	if (tcgetattr(STDIN_FILENO, &shown) < 0)
		return false;
	hidden = shown;
	hidden.c_lflag &= ~(tcflag_t)ECHO;
	fputs(prompt, stderr);
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
	fine = read_line(out, size);
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
	fputc('\n', stderr);
	return fine;
}

enum err tty_password_read(
	bool stdin_only, char out[LIMIT_PASSWORD + 1], const char **why)
{
	char again[LIMIT_PASSWORD + 2], first[LIMIT_PASSWORD + 2];
	bool typed = !stdin_only && isatty(STDIN_FILENO);
	bool fine = typed ? ask("Password: ", first, sizeof(first))
			  : read_line(first, sizeof(first));

	*why = NULL;
	if (!fine)
		*why = "no password was given, or it is too long";
	else if (!first[0])
		*why = "the password is empty";
	else if (typed &&
		(!ask("Once more: ", again, sizeof(again)) ||
			strcmp(first, again) != 0))
		*why = "that was not the same twice";
	else
		strcpy(out, first);
	explicit_bzero(first, sizeof(first));
	explicit_bzero(again, sizeof(again));
	return *why ? ERR_FIELD : ERR_OK;
}
