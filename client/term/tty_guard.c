/* SPDX-License-Identifier: MIT */
/*
 * A signal handler can be handed nothing, so this file keeps its state in one
 * static structure.  It is written before `armed` is set and read after it is
 * cleared, by whoever cleared it: of several threads that crash at once, one
 * restores.
 */
#include "client/term/tty_guard.h"

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define WRITE_MS 200 /* a terminal that takes nothing for so long is stuck */
#define STACK_SIZE (64 * 1024)

/* Every signal that ends a process by default, but for SIGKILL.  One that is
 * ignored stays so; what else was installed gets its turn after us. */
static const int deadly[] = {SIGHUP, SIGINT, SIGQUIT, SIGILL, SIGTRAP, SIGABRT,
	SIGBUS, SIGFPE, SIGUSR1, SIGSEGV, SIGUSR2, SIGPIPE, SIGALRM, SIGTERM,
	SIGSTKFLT, SIGXCPU, SIGXFSZ, SIGVTALRM, SIGPROF, SIGIO, SIGPWR, SIGSYS};

#define DEADLY (sizeof(deadly) / sizeof(deadly[0]))

static struct {
	atomic_bool armed;
	bool installed;
	pid_t pid; /* a child must not restore its parent's terminal */
	int fd;
	struct termios modes;
	const char *restore;
	struct sigaction before[DEADLY];
	char stack[STACK_SIZE]; /* for when the stack is what overflowed */
} guard;

/* Gives up on a terminal that does not take it: dying comes first. */
static void write_all(int fd, const char *s)
{
	size_t len = strlen(s);
	struct pollfd p = {.fd = fd, .events = POLLOUT};

	while (len > 0 && poll(&p, 1, WRITE_MS) == 1) {
		ssize_t n = write(fd, s, len);

		if (n <= 0)
			return;
		s += n;
		len -= (size_t)n;
	}
}

void tty_guard_restore(void)
{
	sigset_t block, before;

	if (!atomic_exchange(&guard.armed, false) || getpid() != guard.pid)
		return;
	/* In the background tcsetattr would stop us. */
	sigemptyset(&block);
	sigaddset(&block, SIGTTOU);
	pthread_sigmask(SIG_BLOCK, &block, &before);
	write_all(guard.fd, guard.restore);
	tcsetattr(guard.fd, TCSANOW, &guard.modes);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static void on_deadly(int sig)
{
	tty_guard_restore();
	for (size_t i = 0; i < DEADLY; i++)
		if (deadly[i] == sig)
			sigaction(sig, &guard.before[i], NULL);
	raise(sig); /* delivered when this handler returns */
}

static void use_stack(void)
{
	stack_t stack = {.ss_sp = guard.stack, .ss_size = sizeof(guard.stack)};
	stack_t present;

	/* A sanitizer brings its own. */
	if (sigaltstack(NULL, &present) == 0 && (present.ss_flags & SS_DISABLE))
		sigaltstack(&stack, NULL);
}

static void install(void)
{
	struct sigaction act = {
		.sa_handler = on_deadly, .sa_flags = SA_ONSTACK};

	use_stack();
	sigfillset(&act.sa_mask);
	for (size_t i = 0; i < DEADLY; i++) {
		sigaction(deadly[i], NULL, &guard.before[i]);
		if (guard.before[i].sa_handler != SIG_IGN)
			sigaction(deadly[i], &act, NULL);
	}
	atexit(tty_guard_restore);
	guard.installed = true;
}

void tty_guard_arm(int fd, const struct termios *modes, const char *restore)
{
	tty_guard_disarm();
	guard.pid = getpid();
	guard.fd = fd;
	guard.modes = *modes;
	guard.restore = restore;
	if (!guard.installed)
		install();
	atomic_store(&guard.armed, true);
}

void tty_guard_disarm(void)
{
	atomic_store(&guard.armed, false);
}

void tty_guard_no_memory(void)
{
	static const char text[] = "noren: out of memory\n";

	tty_guard_restore();
	if (write(STDERR_FILENO, text, sizeof(text) - 1) < 0)
		_exit(1);
	abort();
}
