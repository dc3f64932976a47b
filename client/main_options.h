/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MAIN_OPTIONS_H
#define CLIENT_MAIN_OPTIONS_H

/*
 * The command line of noren(1).
 */
#include <stdbool.h>

struct settings;

/*
 * Reads the settings file and then the command line into `settings`, which
 * settings_init has made; *session is the file for the session, if one is
 * named (lends from argv).  False after an error that was written to standard
 * error.  --help and --version are answered, and end the program with 0; an
 * option that is none ends it with 2.
 */
bool main_options_read(
	int argc, char **argv, struct settings *settings, const char **session);

#endif
