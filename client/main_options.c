/* SPDX-License-Identifier: MIT */
#include "client/main_options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/file_conf.h"
#include "client/model/settings.h"

static bool main_options_fail(const char *what, const char *why)
{
	fprintf(stderr, "noren: %s: %s\n", what, why);
	return false;
}

static void main_options_usage(FILE *to)
{
	fputs("usage: noren [-k] [-c FILE] [-s FILE] [-r URL] [-a ADDRESS] "
	      "[-o NAME=VALUE]...\n"
	      "       noren archive [--text | --csv | --json] ...\n"
	      "Talk with the people who shop on your web site.\n\n"
	      "  -r, --relay URL      where the relay is\n"
	      "  -a, --address WHO    the address that sign-in begins with\n"
	      "  -l, --language en|ja the language of the screen\n"
	      "  -s, --session FILE   keep the session in FILE, and use it\n"
	      "  -c, --config FILE    read FILE instead of the user's "
	      "noren.conf\n"
	      "  -o, --option N=V     any setting of noren.conf(5)\n"
	      "  -k, --kiosk          for people who get nothing but noren\n"
	      "  -h, --help           show this\n"
	      "  -V, --version        show the version\n\n"
	      "F1 shows the keys. See noren(1).\n",
		to);
}

static bool main_options_set(
	struct settings *s, const char *name, const char *value)
{
	char why[SETTINGS_WHY] = "";

	return settings_set(s, "", name, value, why) == ERR_OK ||
		main_options_fail("option", why);
}

static bool main_options_pair(struct settings *s, char *pair)
{
	char *value = strchr(pair, '=');

	if (!value)
		return main_options_fail(pair, "NAME=VALUE is expected");
	*value = '\0';
	return main_options_set(s, pair, value + 1);
}

static const struct option options[] = {
	{"relay", required_argument, NULL, 'r'},
	{"address", required_argument, NULL, 'a'},
	{"language", required_argument, NULL, 'l'},
	{"session", required_argument, NULL, 's'},
	{"config", required_argument, NULL, 'c'},
	{"option", required_argument, NULL, 'o'},
	{"kiosk", no_argument, NULL, 'k'},
	{"help", no_argument, NULL, 'h'},
	{"version", no_argument, NULL, 'V'},
	{0},
};
static const char main_options_letters[] = "r:a:l:s:c:o:khV";

/* The file first, whatever the order: what the command line says counts. */
static bool main_options_file(int argc, char **argv, struct settings *settings)
{
	const char *path = NULL;
	char why[FILE_CONF_WHY];
	int o;

	while ((o = getopt_long(argc, argv, main_options_letters, options,
			NULL)) != -1) {
		if (o == 'c')
			path = optarg;
		else if (o == 'k')
			settings->kiosk = true;
		else if (o == 'h' || o == 'V' || o == '?') {
			if (o == 'V')
				puts("noren " NOREN_VERSION);
			else
				main_options_usage(o == 'h' ? stdout : stderr);
			exit(o == '?' ? 2 : 0);
		}
	}
	if (optind < argc) {
		main_options_usage(stderr);
		exit(2);
	}
	if (settings->kiosk && !path) /* whose user is nobody here */
		return true;
	return file_conf_read(path, settings, why) == ERR_OK ||
		main_options_fail("settings", why);
}

bool main_options_read(
	int argc, char **argv, struct settings *settings, const char **session)
{
	bool ok = main_options_file(argc, argv, settings);
	int o;

	optind = 1;
	while (ok &&
		(o = getopt_long(argc, argv, main_options_letters, options,
			 NULL)) != -1) {
		if (o == 'r')
			ok = main_options_set(settings, "relay", optarg);
		else if (o == 'a')
			ok = main_options_set(settings, "address", optarg);
		else if (o == 'l')
			ok = main_options_set(settings, "language", optarg);
		else if (o == 'o')
			ok = main_options_pair(settings, optarg);
		else if (o == 's')
			*session = optarg;
	}
	return ok;
}
