/* SPDX-License-Identifier: MIT */
#include "client/flow/main_flags.h"

#include <errno.h>
#include <getopt.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum kind { TEXT, NUMBER, SWITCH };

struct row {
	enum kind kind;
	const char *name, *argument;
	intptr_t value; /* TEXT: a const char * */
	long least, most;
	const char *help;
	size_t offset;
};

/* clang-format off */
static const struct row rows[] = {
#define ROW(KIND, field, option_, argument_, value_, least_, most_, help_) \
	{ \
		.kind = KIND, \
		.name = option_, \
		.argument = argument_, \
		.value = (intptr_t)(value_), \
		.least = least_, \
		.most = most_, \
		.help = help_, \
		.offset = offsetof(struct main_flags, field), \
	},
	MAIN_FLAGS(ROW)
#undef ROW
};
/* clang-format on */

#define ROWS ((int)(sizeof(rows) / sizeof(rows[0])))
#define HELP ROWS
#define VERSION (ROWS + 1)

static const char *const commands[] = {
	[MAIN_DEMO] = "demo", [MAIN_LOAD] = "load", [MAIN_RECORD] = "record"};

static void usage(FILE *to)
{
	fputs("usage: norenflow [OPTION]... FILE|FOLDER...\n"
	      "       norenflow demo|load|record [OPTION]...\n"
	      "Play shoppers and associates against a relay, and say what "
	      "held.\n\n",
		to);
	for (int i = 0; i < ROWS; i++) {
		char left[32];

		snprintf(left, sizeof(left), "--%s %s", rows[i].name,
			rows[i].argument ? rows[i].argument : "");
		fprintf(to, "  %-20s %s\n", left, rows[i].help);
	}
	fputs("  --help               show this\n"
	      "  --version            show the version\n\n"
	      "See norenflow(1).\n",
		to);
}

static void *at(struct main_flags *f, const struct row *r)
{
	return (char *)f + r->offset;
}

static void defaults(struct main_flags *f)
{
	*f = (struct main_flags){.what = MAIN_PLAY};
	for (int i = 0; i < ROWS; i++) {
		if (rows[i].kind == TEXT)
			*(const char **)at(f, &rows[i]) =
				(const char *)rows[i].value;
		else
			*(long *)at(f, &rows[i]) = (long)rows[i].value;
	}
}

static bool set(struct main_flags *f, const struct row *r, const char *value)
{
	char *end;
	long n;

	if (r->kind == TEXT) {
		*(const char **)at(f, r) = value;
		return true;
	}
	if (r->kind == SWITCH) {
		*(long *)at(f, r) = 1;
		return true;
	}
	errno = 0;
	n = strtol(value, &end, 10);
	if (errno || end == value || *end || n < r->least || n > r->most) {
		fprintf(stderr, "norenflow: --%s must be %ld to %ld\n", r->name,
			r->least, r->most);
		return false;
	}
	*(long *)at(f, r) = n;
	return true;
}

static void long_options(struct option options[ROWS + 3])
{
	for (int i = 0; i < ROWS; i++)
		options[i] = (struct option){rows[i].name,
			rows[i].kind == SWITCH ? no_argument
					       : required_argument,
			NULL, 1000 + i};
	options[HELP] = (struct option){"help", no_argument, NULL, 'h'};
	options[VERSION] = (struct option){"version", no_argument, NULL, 'V'};
	options[ROWS + 2] = (struct option){0};
}

const char *main_flags_relay(const struct main_flags *f)
{
	return f->relay ? f->relay : "http://127.0.0.1:8484";
}

const char *main_flags_socket(const struct main_flags *f)
{
	return f->socket ? f->socket : "/var/lib/noren/control.sock";
}

/* The first word may be a command; what else stands there are flows. */
static bool read_words(int argc, char **argv, struct main_flags *f)
{
	if (f->record)
		f->what = MAIN_RECORD;
	for (size_t i = MAIN_DEMO; optind < argc && i <= MAIN_RECORD; i++) {
		if (strcmp(argv[optind], commands[i]) == 0) {
			f->what = (enum main_what)i;
			optind++;
			break;
		}
	}
	f->files = argv + optind;
	if (f->what == MAIN_PLAY ? optind < argc || f->coverage
				 : optind == argc)
		return true;
	usage(stderr);
	return false;
}

bool main_flags_read(int argc, char **argv, struct main_flags *out, int *status)
{
	struct option options[ROWS + 3];
	bool ok = true;
	int o;

	defaults(out);
	long_options(options);
	*status = MAIN_USAGE;
	while (ok && (o = getopt_long(argc, argv, "hV", options, NULL)) != -1) {
		if (o >= 1000) {
			ok = set(out, &rows[o - 1000], optarg);
			continue;
		}
		if (o == 'V')
			puts("norenflow " NOREN_VERSION);
		else
			usage(o == 'h' ? stdout : stderr);
		*status = o == '?' ? MAIN_USAGE : MAIN_HELD;
		ok = false;
	}
	return ok && read_words(argc, argv, out);
}
