/* SPDX-License-Identifier: MIT */
/* The box holds: each row does one thing in a process of its own that has gone
 * into it, and is ended for it. */
#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "shared/picture/file_confine.h"

#define CAME_BACK 77 /* the process was not ended */

static void open_a_file(void)
{
	(void)!open("/dev/null", O_RDONLY);
}

static void make_a_socket(void)
{
	(void)!socket(AF_INET, SOCK_STREAM, 0);
}

static void start_a_process(void)
{
	if (fork() == 0)
		_exit(0);
}

static void run_a_program(void)
{
	execl("/bin/true", "true", NULL);
}

static void kill_somebody(void)
{
	kill(getppid(), 0);
}

static void make_memory_that_runs(void)
{
	mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1,
		0);
}

static void look_at_another_process(void)
{
	prctl(PR_SET_PTRACER, 0, 0, 0, 0);
}

static void move_a_file(void)
{
	rename("/tmp/noren-a", "/tmp/noren-b");
}

static void ask_for_the_environment(void)
{
	char path[10];

	(void)!readlink("/proc/self/exe", path, sizeof(path));
}

/* How a process ends that does this in the box. */
static int fate(void (*deed)(void))
{
	int status = 0;
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0) {
		if (!file_confine(1))
			_exit(1);
		if (deed)
			deed();
		_exit(CAME_BACK);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

static void what_is_forbidden_ends_it(void **state)
{
	static void (*const deeds[])(void) = {open_a_file, make_a_socket,
		start_a_process, run_a_program, kill_somebody,
		make_memory_that_runs, look_at_another_process, move_a_file,
		ask_for_the_environment};

	(void)state;
	for (size_t i = 0; i < sizeof(deeds) / sizeof(*deeds); i++) {
		int status = fate(deeds[i]);

		assert_true(WIFSIGNALED(status));
		assert_int_equal(WTERMSIG(status), SIGSYS);
	}
}

static void use_memory(void)
{
	char *p = malloc(50000000);

	if (!p)
		_exit(1);
	memset(p, 1, 50000000);
	free(p);
}

static void what_decoders_need_is_allowed(void **state)
{
	int status = fate(use_memory);

	(void)state;
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), CAME_BACK);
}

static void work_for_ever(void)
{
	for (volatile unsigned n = 0;; n++)
		;
}

static void time_is_limited(void **state)
{
	int status = fate(work_for_ever);

	(void)state;
	assert_true(WIFSIGNALED(status));
	assert_true(WTERMSIG(status) == SIGKILL || WTERMSIG(status) == SIGXCPU);
}

static char file_path[] = "/tmp/noren-confine.XXXXXX";

/* A regular file that was open before cannot be written. */
static void write_a_file(void)
{
	(void)!write(3, "x", 1);
}

static void files_cannot_be_written(void **state)
{
	int fd = mkstemp(file_path), status;

	(void)state;
	assert_true(fd >= 0);
	unlink(file_path);
	assert_int_equal(dup2(fd, 3), 3);
	status = fate(write_a_file);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGXFSZ);
	assert_int_equal(lseek(3, 0, SEEK_END), 0);
	close(3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_forbidden_ends_it),
		cmocka_unit_test(what_decoders_need_is_allowed),
		cmocka_unit_test(time_is_limited),
		cmocka_unit_test(files_cannot_be_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
