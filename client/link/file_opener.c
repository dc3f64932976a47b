/* SPDX-License-Identifier: MIT */
#include "client/link/file_opener.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define OPENER_ARGS 8
#define OPENER_MAX 512

/* In the child's child, which nobody waits for. */
static void opener_exec(char *const args[])
{
	int null = open("/dev/null", O_RDWR);
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	setsid();
	if (null >= 0) {
		dup2(null, 0);
		dup2(null, 1);
		dup2(null, 2);
	}
	execvp(args[0], args);
	_exit(127);
}

enum err file_opener_open(const char *opener, const char *url)
{
	char words[OPENER_MAX], *args[OPENER_ARGS + 2], *rest = NULL;
	int n = 0, status;
	pid_t pid;

	if (strncmp(url, "https://", 8) != 0 && strncmp(url, "http://", 7) != 0)
		return ERR_FIELD;
	snprintf(words, sizeof(words), "%s", opener);
	for (char *w = strtok_r(words, " ", &rest); w && n < OPENER_ARGS;
		w = strtok_r(NULL, " ", &rest))
		args[n++] = w;
	if (n == 0)
		return ERR_IO;
	args[n++] = (char *)url;
	args[n] = NULL;
	pid = fork();
	if (pid < 0)
		return ERR_IO;
	if (pid == 0) {
		pid = fork();
		if (pid == 0)
			opener_exec(args);
		_exit(pid < 0);
	}
	if (waitpid(pid, &status, 0) != pid || status != 0)
		return ERR_IO;
	return ERR_OK;
}
