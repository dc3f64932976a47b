/* SPDX-License-Identifier: MIT */
/*
 * What the client costs whoever runs it: the real program on a terminal, with
 * a real relay.  Prints a "name value" a line:
 *
 *   first_frame_ms  from the start to the sign-in screen, without a network
 *   resident_kib    in a chat of 100 lines
 *   resident_tls_kib   at home, over TLS, with the system's certificates read
 *   line_bytes, line_side_bytes   to the terminal for a shopper's new line of
 *                   40 letters, at 80x24 and, with the side panel, at 100x30
 *   idle_*          a minute at home and a minute in a chat when nothing
 *                   happens: bytes, wake-ups, microseconds of CPU time
 *
 * usage: bench_client      $NOREN_BUILD/norend and /noren, IDLE_SECONDS=60
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "tests/lib/relayproc.h"
#include "tests/lib/vt.h"
#include "tests/lib/wsclient.h"

#define STARTS 15 /* of which the median counts */
#define LINES 100

static void die(const char *what)
{
	fprintf(stderr, "bench_client: %s\n", what);
	exit(1);
}

static int64_t now_us(clockid_t clock)
{
	struct timespec t;

	if (clock_gettime(clock, &t) < 0)
		die("no such clock");
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static int by_size(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

static int64_t median(int64_t *all, int n)
{
	qsort(all, (size_t)n, sizeof(*all), by_size);
	return all[n / 2];
}

/* ---- the client ---- */

/* Where a client runs: its session, and the relay that it talks to. */
struct seat {
	struct vt *vt;
	char session[128];
	struct wsclient *shopper;
};

static void sit_with(struct seat *s, const char *relay, int rows, int cols,
	const char *const env[])
{
	char program[4096];
	const char *build = getenv("NOREN_BUILD");
	const char *argv[] = {program, "-c", "/dev/null", "-l", "en", "-r",
		relay, "-o", "lock_minutes=0", s->session[0] ? "-s" : NULL,
		s->session, NULL};

	snprintf(program, sizeof(program), "%s/noren",
		build ? build : "build/release");
	s->vt = vt_start(argv, env, rows, cols);
}

static void sit(struct seat *s, const char *relay, int rows, int cols)
{
	sit_with(s, relay, rows, cols, NULL);
}

static void await(struct seat *s, const char *text)
{
	if (!vt_wait_text(s->vt, text, VT_MS))
		die("the screen does not show what it should");
}

static size_t written(const struct seat *s)
{
	size_t len;

	vt_output(s->vt, &len);
	return len;
}

/* A line "name: 123 ..." of a file under /proc. */
static long proc_number(const char *path, const char *name)
{
	char line[256];
	long n = 0;
	FILE *f = fopen(path, "r");

	if (!f)
		die(path);
	while (fgets(line, sizeof(line), f)) {
		if (strncmp(line, name, strlen(name)) == 0)
			n = atol(line + strlen(name) + 1);
	}
	fclose(f);
	return n;
}

static long resident_kib(const struct seat *s)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/%d/status", (int)vt_pid(s->vt));
	return proc_number(path, "VmRSS");
}

/* Each time that a thread of it had gone to sleep, it was woken. */
static long wake_ups(const struct seat *s)
{
	char path[64], file[512];
	struct dirent *e;
	long n = 0;
	DIR *d;

	snprintf(path, sizeof(path), "/proc/%d/task", (int)vt_pid(s->vt));
	d = opendir(path);
	if (!d)
		die(path);
	while ((e = readdir(d))) {
		if (e->d_name[0] == '.')
			continue;
		snprintf(
			file, sizeof(file), "%s/%.32s/status", path, e->d_name);
		n += proc_number(file, "voluntary_ctxt_switches");
	}
	closedir(d);
	return n;
}

static int64_t cpu_us(const struct seat *s)
{
	clockid_t clock;

	if (clock_getcpuclockid(vt_pid(s->vt), &clock) != 0)
		die("no CPU clock");
	return now_us(clock);
}

/* ---- measurements ---- */

static void measure_start(void)
{
	int64_t took[STARTS];

	for (int i = 0; i < STARTS; i++) {
		struct seat s = {0};
		int64_t start = now_us(CLOCK_MONOTONIC);

		sit(&s, "http://127.0.0.1:9", 24, 80);
		await(&s, "Sign in to answer shoppers");
		took[i] = now_us(CLOCK_MONOTONIC) - start;
		vt_stop(&s.vt);
	}
	printf("first_frame_ms %.1f\n", (double)median(took, STARTS) / 1000);
}

static void write_session(
	struct seat *s, const struct relayproc *p, const char *address)
{
	char token[RELAYPROC_TOKEN];
	int fd;

	relayproc_associate(p, "bench", address, "Aiko Tanaka", token);
	snprintf(
		s->session, sizeof(s->session), "%s/%s", p->directory, address);
	fd = open(s->session, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0 || write(fd, token, strlen(token)) < 0)
		die(s->session);
	close(fd);
}

static void url_of(const struct relayproc *p, char url[64])
{
	snprintf(url, 64, "http://127.0.0.1:%d", p->port);
}

static void say(struct seat *s, const char *text)
{
	static int n;

	if (!wsclient_sayf(s->shopper,
		    "{\"t\":\"say\",\"ref\":\"%d\",\"key\":\"k%d\","
		    "\"text\":\"%s\"}",
		    n, n, text) ||
		!wsclient_expect(s->shopper, "ok"))
		die("the shopper cannot speak");
	n++;
}

/* A client in a chat with a shopper. */
static void begin_chat(struct seat *s, const struct relayproc *p,
	const char *address, int rows, int cols)
{
	char token[RELAYPROC_TOKEN] = "", url[64];

	url_of(p, url);
	write_session(s, p, address);
	sit(s, url, rows, cols);
	await(s, "Go available");
	vt_send(s->vt, "\r");
	await(s, "Go unavailable");
	s->shopper = relayproc_as_shopper(p, "bench", token);
	say(s, "Is anybody there, I wonder?");
	await(s, "Is anybody there");
	vt_send(s->vt, "\r");
	await(s, "joined");
}

static void end_chat(struct seat *s)
{
	wsclient_close(&s->shopper);
	vt_stop(&s->vt);
}

/* A line arrives and all that comes of it is written, marks too. */
static size_t line_bytes(struct seat *s, int n)
{
	char text[64];
	size_t before;

	vt_settle(s->vt, 100);
	before = written(s);
	snprintf(text, sizeof(text), "Do you have it in size %03d for a child?",
		n);
	say(s, text);
	snprintf(text, sizeof(text), "in size %03d", n);
	await(s, text);
	vt_settle(s->vt, 100);
	return written(s) - before;
}

static void measure_lines(const struct relayproc *p, const char *name,
	const char *address, int rows, int cols, bool memory)
{
	struct seat s = {0};
	int64_t bytes[LINES];
	int n = memory ? LINES : LINES / 2;

	begin_chat(&s, p, address, rows, cols);
	for (int i = 0; i < n; i++)
		bytes[i] = (int64_t)line_bytes(&s, i);
	if (memory)
		printf("resident_kib %ld\n", resident_kib(&s));
	/* The page is full, and scrolls, in the second half. */
	printf("%s %lld\n", name, (long long)median(bytes + n / 2, n - n / 2));
	end_chat(&s);
}

static bool never(struct vt *v, void *ctx)
{
	(void)v;
	(void)ctx;
	return false;
}

static void measure_idle(struct seat *s, const char *name, int seconds)
{
	int64_t cpu;
	size_t bytes;
	long woken;

	vt_settle(s->vt, 1500);
	cpu = cpu_us(s);
	bytes = written(s);
	woken = wake_ups(s);
	vt_wait(s->vt, never, NULL, seconds * 1000);
	printf("%s_bytes %zu\n", name,
		(written(s) - bytes) * 60 / (size_t)seconds);
	printf("%s_wakeups %ld\n", name, (wake_ups(s) - woken) * 60 / seconds);
	printf("%s_cpu_us %lld\n", name,
		(long long)(cpu_us(s) - cpu) * 60 / seconds);
}

static void measure_rest(const struct relayproc *p)
{
	const char *seconds = getenv("IDLE_SECONDS");
	int n = seconds ? atoi(seconds) : 60;
	struct seat home = {0}, chat = {0};
	char url[64];

	if (n <= 0)
		return;
	url_of(p, url);
	write_session(&home, p, "home@bench.example");
	sit(&home, url, 24, 80);
	await(&home, "Go available");
	measure_idle(&home, "idle_home", n);
	vt_stop(&home.vt);
	begin_chat(&chat, p, "idle@bench.example", 24, 80);
	measure_idle(&chat, "idle_chat", n);
	end_chat(&chat);
}

static void add_option(struct relayproc *p, const char *option)
{
	int n = 0;

	while (p->options[n])
		n++;
	p->options[n] = "-o";
	p->options[n + 1] = option;
	p->options[n + 2] = NULL;
}

/* The relay starts again with a certificate of its own, which the client finds
 * among those of the system. */
static void measure_tls(struct relayproc *p)
{
	struct seat s = {0};
	char command[1024], cert[160], key[160], file[160], url[64];
	const char *env[] = {file, NULL};

	write_session(&s, p, "tls@bench.example");
	snprintf(command, sizeof(command),
		"cd '%s' && openssl req -x509 -newkey ec -pkeyopt "
		"ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost "
		"-addext subjectAltName=DNS:localhost -keyout key -out cert "
		"2>log && cat cert /etc/ssl/certs/ca-certificates.crt >all",
		p->directory);
	if (system(command) != 0)
		die("no certificate can be made");
	snprintf(cert, sizeof(cert), "tls_certificate=%s/cert", p->directory);
	snprintf(key, sizeof(key), "tls_key=%s/key", p->directory);
	snprintf(file, sizeof(file), "SSL_CERT_FILE=%s/all", p->directory);
	add_option(p, cert);
	add_option(p, key);
	relayproc_kill(p);
	relayproc_start(p);
	snprintf(url, sizeof(url), "https://localhost:%d", p->port);
	sit_with(&s, url, 24, 80, env);
	await(&s, "Go available");
	printf("resident_tls_kib %ld\n", resident_kib(&s));
	vt_stop(&s.vt);
}

int main(void)
{
	struct relayproc p;

	setlinebuf(stdout);
	measure_start();
	relayproc_init(&p, "-o", "message_rate=1000000", NULL);
	relayproc_retailer(&p, "bench");
	measure_lines(&p, "line_bytes", "a@bench.example", 24, 80, false);
	measure_lines(&p, "line_side_bytes", "b@bench.example", 30, 100, true);
	measure_rest(&p);
	measure_tls(&p);
	relayproc_fini(&p);
	return 0;
}
