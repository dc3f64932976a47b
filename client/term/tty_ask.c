/* SPDX-License-Identifier: MIT */
/*
 * A handler could be handed nothing, so there is none: the signals are held
 * back, and get their way once the terminal is as it was.
 */
#include "client/term/tty_ask.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <unistd.h>

bool tty_ask_can(void)
{
	return isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

/* Waits for the line.  False: a signal came first, and waits. */
static bool ask_wait(int signals)
{
	struct pollfd fds[] = {{.fd = STDIN_FILENO, .events = POLLIN},
		{.fd = signals, .events = POLLIN}};

	while (poll(fds, 2, -1) < 0)
		if (errno != EINTR)
			return false;
	return !(fds[1].revents & POLLIN);
}

/* The terminal gives a line at once, or as much of it as there is room for. */
static bool ask_read(char *out, size_t size)
{
	ssize_t n = read(STDIN_FILENO, out, size);

	if (n <= 0 || out[n - 1] != '\n')
		return false;
	out[n - 1] = '\0';
	return true;
}

bool tty_ask(const char *question, bool secret, char *out, size_t size)
{
	struct termios shown, other;
	sigset_t deadly, before;
	bool fine = false;
	int signals;

	out[0] = '\0';
	if (tcgetattr(STDIN_FILENO, &shown) != 0)
		return false;
	sigemptyset(&deadly);
	sigaddset(&deadly, SIGINT);
	sigaddset(&deadly, SIGQUIT);
	sigaddset(&deadly, SIGTERM);
	sigaddset(&deadly, SIGHUP);
	sigprocmask(SIG_BLOCK, &deadly, &before);
	signals = signalfd(-1, &deadly, SFD_CLOEXEC);
	other = shown;
	if (secret)
		other.c_lflag &= ~(tcflag_t)ECHO;
	fprintf(stderr, "%s ", question);
	fflush(stderr);
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &other);
	if (signals >= 0 && ask_wait(signals))
		fine = ask_read(out, size);
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
	if (secret || !fine)
		fputc('\n', stderr);
	if (signals >= 0)
		close(signals);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return fine;
}
