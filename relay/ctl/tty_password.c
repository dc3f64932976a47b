/* SPDX-License-Identifier: MIT */
#include "relay/ctl/tty_password.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
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

/* Until there is a line.  False: a signal came first, and waits. */
static bool wait_for_line(int signals)
{
	struct pollfd fds[] = {{.fd = STDIN_FILENO, .events = POLLIN},
		{.fd = signals, .events = POLLIN}};

	while (poll(fds, 2, -1) < 0)
		if (errno != EINTR)
			return false;
	return !(fds[1].revents & POLLIN);
}

/* Whoever interrupts it has their terminal back as it was. */
static bool ask(const char *prompt, char *out, size_t size)
{
	struct termios shown, hidden;
	sigset_t deadly, before;
	int signals;
	bool fine;

	if (tcgetattr(STDIN_FILENO, &shown) < 0)
		return false;
	sigemptyset(&deadly);
	sigaddset(&deadly, SIGINT);
	sigaddset(&deadly, SIGQUIT);
	sigaddset(&deadly, SIGTERM);
	sigaddset(&deadly, SIGHUP);
	sigprocmask(SIG_BLOCK, &deadly, &before);
	signals = signalfd(-1, &deadly, SFD_CLOEXEC);
	hidden = shown;
	hidden.c_lflag &= ~(tcflag_t)ECHO;
	fputs(prompt, stderr);
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
	fine = wait_for_line(signals) && read_line(out, size);
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
	fputc('\n', stderr);
	if (signals >= 0)
		close(signals);
	sigprocmask(SIG_SETMASK, &before, NULL);
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
