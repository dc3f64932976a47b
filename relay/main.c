/* SPDX-License-Identifier: MIT */
/*
 * norend: reads options and settings, and runs the relay.  See norend(8).
 */
#include <errno.h>
#include <getopt.h>
#include <jansson.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "relay/gate/bucket.h"
#include "relay/gate/file_read.h"
#include "relay/gate/uv_relay.h"
#include "relay/post/http_smtp.h"
#include "shared/mem.h"
#include "shared/times.h"

#define STANDARD_FILE "/etc/noren/norend.conf"
/* Threads of the pool: two that hash passwords, two that clean files, and one
 * each for mails, questions to catalogues, imports and fetching: nobody waits
 * for another kind. */
#define WORKERS "8"
#define FILE_MOST (64 * 1024) /* bytes of a settings file */

enum { EXIT_FINE = 0, EXIT_FAILED = 1, EXIT_USAGE = 2 };

enum {
	OPTION_CHECK = 256,
	OPTION_CLOCK,
	OPTION_SETTINGS,
	OPTION_VERSION,
};

static const struct {
	struct option option;
	const char *argument, *help;
} options[] = {
	{{"config", required_argument, NULL, 'c'}, "FILE",
		"read the settings from FILE, not from " STANDARD_FILE},
	{{"option", required_argument, NULL, 'o'}, "NAME=VALUE",
		"set one setting, over what the file says"},
	{{"check-config", no_argument, NULL, OPTION_CHECK}, NULL,
		"say whether the settings are right, and end"},
	{{"test-clock", no_argument, NULL, OPTION_CLOCK}, NULL,
		"let norenctl move the time; only for a new directory"},
	{{"help-settings", no_argument, NULL, OPTION_SETTINGS}, NULL,
		"list all settings"},
	{{"help", no_argument, NULL, 'h'}, NULL, "say this"},
	{{"version", no_argument, NULL, OPTION_VERSION}, NULL,
		"say the version"},
};
#define N_OPTIONS (sizeof(options) / sizeof(options[0]))

/* The library's log callback bears no context of ours. */
static struct log log_to_stderr;
static struct bucket lws_bucket;
static const struct bucket_policy lws_policy = {.rate = 1, .burst = 20};

static void write_line(void *ctx, const char *line, size_t len)
{
	char stamp[TIMES_SIZE];
	char whole[LOG_LINE_MAX + TIMES_SIZE + 8];
	struct timespec t;
	int n;

	(void)ctx;
	clock_gettime(CLOCK_REALTIME, &t);
	times_format(t.tv_sec * TIMES_SECOND + t.tv_nsec / 1000, stamp);
	n = snprintf(
		whole, sizeof(whole), "time=%s %.*s", stamp, (int)len, line);
	/* A log that cannot be written is no reason to stop. */
	if (write(STDERR_FILENO, whole, (size_t)n) < 0)
		return;
}

/* It has much to say when somebody makes it: a line a second is enough. */
static void lws_line(int level, const char *line)
{
	char text[256];
	struct timespec t;

	(void)level;
	clock_gettime(CLOCK_MONOTONIC, &t);
	if (bucket_take(&lws_bucket, &lws_policy, 1, t.tv_sec * TIMES_SECOND) !=
		BUCKET_OK)
		return;
	snprintf(text, sizeof(text), "%.*s", (int)strcspn(line, "\n"), line);
	log_event(
		&log_to_stderr, LOG_WARN, "libwebsockets", "line", text, NULL);
}

static void print_help(void)
{
	printf("usage: norend [options]\n\n"
	       "Runs the relay between shoppers and associates.\n\n");
	for (size_t i = 0; i < N_OPTIONS; i++) {
		const struct option *o = &options[i].option;
		const char *argument = options[i].argument;
		char name[64];

		snprintf(name, sizeof(name), "%c%c%s--%s%s%s",
			o->val < 256 ? '-' : ' ', o->val < 256 ? o->val : ' ',
			o->val < 256 ? ", " : "  ", o->name,
			argument ? " " : "", argument ? argument : "");
		printf("  %-26s %s\n", name, options[i].help);
	}
	printf("\nSee norend(8) and norend.conf(5).\n");
}

static int print_settings(void)
{
	struct buf b;
	enum err e;

	buf_init(&b, FILE_MOST);
	e = conf_help(&b);
	fputs(buf_str(&b), stdout);
	buf_fini(&b);
	return e == ERR_OK ? EXIT_FINE : EXIT_FAILED;
}

static int complain(const char *what, const char *why)
{
	fprintf(stderr, "norend: %s%s%s\n", what, *what ? ": " : "", why);
	return EXIT_FAILED;
}

/* NULL is the standard file, which need not be there. */
static int read_file(struct conf *conf, const char *path)
{
	const char *name = path ? path : STANDARD_FILE;
	char why[CONF_WHY] = "";
	int status = EXIT_FINE;
	struct buf b;
	enum err e;

	buf_init(&b, FILE_MOST);
	e = file_read(name, &b);
	if (e == ERR_OK)
		e = conf_read(conf, buf_str(&b), why);
	else if (!path && errno == ENOENT)
		e = ERR_OK;
	else if (e == ERR_IO)
		snprintf(why, sizeof(why), "%s", strerror(errno));
	if (e != ERR_OK)
		status = complain(name, why[0] ? why : err_text(e));
	buf_fini(&b);
	return status;
}

static int set_one(struct conf *conf, const char *pair)
{
	const char *equals = strchr(pair, '=');
	char why[CONF_WHY] = "";
	char name[64];
	enum err e;

	if (!equals || (size_t)(equals - pair) >= sizeof(name))
		return complain(pair, "this is not NAME=VALUE");
	memcpy(name, pair, (size_t)(equals - pair));
	name[equals - pair] = '\0';
	e = conf_set(conf, name, equals + 1, why);
	return e == ERR_OK ? EXIT_FINE : complain("", why);
}

static void say_listening(const char *url)
{
	printf("listening on %s\n", url);
	fflush(stdout);
}

struct wishes {
	const char *file;
	char **pairs; /* "NAME=VALUE"; into argv */
	int n_pairs;
	bool check_only, test_clock;
};

static int run(const struct wishes *w)
{
	char why[CONF_WHY] = "";
	struct conf conf;
	int status = conf_init(&conf) == ERR_OK ? EXIT_FINE : EXIT_FAILED;
	const struct uv_relay_config config = {
		.conf = &conf,
		.log = &log_to_stderr,
		.test_clock = w->test_clock,
		.lws_log = lws_line,
		.listening = say_listening,
	};

	if (status == EXIT_FINE)
		status = read_file(&conf, w->file);
	for (int i = 0; i < w->n_pairs && status == EXIT_FINE; i++)
		status = set_one(&conf, w->pairs[i]);
	if (status == EXIT_FINE && conf_check(&conf, why) != ERR_OK)
		status = complain("", why);
	if (status == EXIT_FINE && w->check_only) {
		printf("the settings are right\n");
	} else if (status == EXIT_FINE) {
		log_to_stderr.level = (enum log_level)conf.log_level;
		if (uv_relay_run(&config, why) != ERR_OK)
			status = complain("", why);
	}
	conf_fini(&conf);
	return status;
}

/* -1: go on; otherwise the exit status. */
static int read_options(int argc, char **argv, struct wishes *w)
{
	struct option table[N_OPTIONS + 1] = {{.name = NULL}};
	int c;

	for (size_t i = 0; i < N_OPTIONS; i++)
		table[i] = options[i].option;
	while ((c = getopt_long(argc, argv, "c:o:h", table, NULL)) != -1) {
		switch (c) {
		case 'c':
			w->file = optarg;
			break;
		case 'o':
			w->pairs[w->n_pairs++] = optarg;
			break;
		case 'h':
			print_help();
			return EXIT_FINE;
		case OPTION_CHECK:
			w->check_only = true;
			break;
		case OPTION_CLOCK:
			w->test_clock = true;
			break;
		case OPTION_SETTINGS:
			return print_settings();
		case OPTION_VERSION:
			printf("norend %s\n", NOREN_VERSION);
			return EXIT_FINE;
		default:
			return EXIT_USAGE;
		}
	}
	if (optind == argc)
		return -1;
	complain(argv[optind], "no arguments are expected");
	return EXIT_USAGE;
}

int main(int argc, char **argv)
{
	struct wishes w = {.file = NULL};
	int status;

	signal(SIGPIPE, SIG_IGN);
	setenv("UV_THREADPOOL_SIZE", WORKERS, 1);
	log_to_stderr = (struct log){.level = LOG_INFO, .write = write_line};
	lws_bucket.level = lws_policy.burst;
	json_set_alloc_funcs(mem_alloc, mem_free);
	if (sodium_init() < 0)
		return complain("", "libsodium cannot be used");
	if (!http_smtp_begin())
		return complain("", "libcurl cannot be used");
	w.pairs = mem_zero((size_t)argc * sizeof(*w.pairs));
	if (!w.pairs)
		return complain("", err_text(ERR_NOMEM));
	status = read_options(argc, argv, &w);
	if (status < 0)
		status = run(&w);
	mem_free(w.pairs);
	return status;
}
