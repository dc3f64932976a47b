/* SPDX-License-Identifier: MIT */
/*
 * Limits first, then the filter: a list of system calls that are let through,
 * in the kernel's own little language (seccomp(2)), so without a library.  The
 * system calls are those that decoders, libchafa and libc's memory need; libc's
 * qsort asks sysinfo how much memory there is.
 */
#include "shared/picture/file_confine.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/* A picture of LIMIT_PIXELS is 160 MB; turning it or writing it as WebP takes
 * three to four times that. */
#define MEMORY ((rlim_t)1 << 30)

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#define CALLS_MAX 0x3fffffff /* above are those of x32 */
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#define CALLS_MAX UINT32_MAX
#else
#define ARCHITECTURE 0
#define CALLS_MAX 0
#endif

/* Sanitizers reserve terabytes, which a limit of memory forbids, and need more
 * calls.  Programs that are installed are never built so. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

#define LOAD(field) \
	BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define ANSWER(what) BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_##what)
/* Goes on with the next instruction if equal, else passes over `n`. */
#define UNLESS_EQUAL(value, n) \
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), 0, (n))
#define ALLOW(call) UNLESS_EQUAL(__NR_##call, 1), ANSWER(ALLOW)

static const struct sock_filter filter[] = {
	LOAD(arch),
	UNLESS_EQUAL(ARCHITECTURE, 1),
	BPF_JUMP(BPF_JMP | BPF_JA, 1, 0, 0),
	ANSWER(KILL_PROCESS),
	LOAD(nr),
	BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, CALLS_MAX, 0, 1),
	ANSWER(KILL_PROCESS),
	ALLOW(read),
	ALLOW(write),
	ALLOW(exit),
	ALLOW(exit_group),
	ALLOW(brk),
	ALLOW(munmap),
	ALLOW(mremap),
	ALLOW(madvise),
	ALLOW(futex),
	ALLOW(rt_sigreturn),
	ALLOW(rt_sigprocmask),
	ALLOW(clock_gettime),
	ALLOW(getrandom),
	ALLOW(fstat),
	ALLOW(newfstatat),
	ALLOW(gettid),
	ALLOW(getpid),
	ALLOW(sched_getaffinity),
	ALLOW(sysinfo),
#if SANITIZED
	ALLOW(mprotect),
	ALLOW(sigaltstack),
	ALLOW(rt_sigaction),
	ALLOW(sched_yield),
	ALLOW(tgkill),
#endif
	/* Memory, unless what is in it could be run. */
	UNLESS_EQUAL(__NR_mmap, 3),
	LOAD(args[2]),
	BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 1, 0),
	ANSWER(ALLOW),
	ANSWER(KILL_PROCESS),
};

static bool limit(int what, rlim_t most)
{
	struct rlimit rule = {.rlim_cur = most, .rlim_max = most};

	return setrlimit((__rlimit_resource_t)what, &rule) == 0;
}

bool file_confine(unsigned seconds)
{
	const struct sock_fprog program = {
		.len = sizeof(filter) / sizeof(*filter),
		.filter = (struct sock_filter *)filter,
	};

	return ARCHITECTURE != 0 && limit(RLIMIT_CORE, 0) &&
		limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_NOFILE, 0) &&
		limit(RLIMIT_CPU, seconds) &&
		(SANITIZED || limit(RLIMIT_AS, MEMORY)) &&
		prctl(PR_SET_DUMPABLE, 0) == 0 &&
		prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
		syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0;
}
