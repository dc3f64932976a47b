/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_MAIN_FLAGS_H
#define CLIENT_FLOW_MAIN_FLAGS_H

/*
 * The command line of norenflow(1), declared once: name, kind, what it is
 * called in the help, default, help.
 */
#include <stdbool.h>
#include <stdint.h>

/* clang-format off */
/* F(KIND, field, "option", "ARGUMENT", default, least, most, "help"): TEXT and
 * NUMBER take an argument, SWITCH does not. */
#define MAIN_FLAGS(F) \
	F(TEXT, relay, "relay", "URL", NULL, 0, 0, \
		"where the relay is") \
	F(TEXT, socket, "socket", "PATH", NULL, 0, 0, \
		"its control socket") \
	F(TEXT, ca, "ca", "FILE", NULL, 0, 0, \
		"certificates to trust") \
	F(SWITCH, start, "start", NULL, 0, 0, 1, \
		"start a relay of its own") \
	F(TEXT, lang, "lang", "en|ja", NULL, 0, 0, \
		"the language of the story") \
	F(TEXT, format, "format", "FORMAT", "story", 0, 0, \
		"story, tap, junit or json") \
	F(SWITCH, json, "json", NULL, 0, 0, 1, \
		"the same as --format json") \
	F(TEXT, output, "output", "FILE", NULL, 0, 0, \
		"write to FILE, not to standard output") \
	F(SWITCH, step, "step", NULL, 0, 0, 1, \
		"walk through: Enter next, c go on, q quit") \
	F(NUMBER, speed, "speed", "N", 1, 1, 1000, \
		"wait only an Nth of the time, where time is real") \
	F(SWITCH, record, "record", NULL, 0, 0, 1, \
		"the same as the command record") \
	F(SWITCH, coverage, "coverage", NULL, 0, 0, 1, \
		"say which rules the flows show, and which none does") \
	F(TEXT, accounts, "accounts", "FILE", NULL, 0, 0, \
		"sessions of associates, one a line") \
	F(TEXT, retailer, "retailer", "KEY", NULL, 0, 0, \
		"where they work; without it one is made and removed") \
	F(TEXT, shop, "shop", "URL", "https://shop.example", 0, 0, \
		"demo: the origin of the shop's pages") \
	F(SWITCH, arrive, "arrive", NULL, 0, 0, 1, \
		"demo: the associates go available, and that is all") \
	F(NUMBER, shoppers, "shoppers", "N", 20, 1, 10000, \
		"load: shoppers") \
	F(NUMBER, associates, "associates", "N", 20, 1, 10000, \
		"load: associates") \
	F(NUMBER, rate, "rate", "N", 20, 1, 1000, \
		"load: chats begun a second") \
	F(NUMBER, think, "think", "MS", 5000, 1, 3600000, \
		"load: between two messages of a person, on average") \
	F(NUMBER, seconds, "seconds", "N", 30, 1, 86400, \
		"load: how long it is measured") \
	F(NUMBER, turns, "turns", "N", 0, 0, 100000, \
		"load: messages of an associate until a chat ends; 0: all") \
	F(NUMBER, after, "after", "N", 0, 0, 1000000000, \
		"record: only what came after line N of the recording")
/* clang-format on */

enum main_what {
	MAIN_PLAY,
	MAIN_DEMO,
	MAIN_LOAD,
	MAIN_RECORD,
};

struct main_flags {
#define MAIN_FLAGS_TEXT const char *
#define MAIN_FLAGS_NUMBER long
#define MAIN_FLAGS_SWITCH long
#define MAIN_FLAGS_MEMBER( \
	KIND, field, option, argument, value, least, most, help) \
	MAIN_FLAGS_##KIND field;
	MAIN_FLAGS(MAIN_FLAGS_MEMBER)
#undef MAIN_FLAGS_MEMBER
	enum main_what what;
	char **files; /* NULL-terminated */
};

enum main_exit {
	MAIN_HELD = 0,
	MAIN_FAILED = 1,
	MAIN_USAGE = 2, /* or a flow that cannot be read */
	MAIN_REFUSED = 3,
};

/* Reads the command line; strings are lent from argv.  False after an error
 * that was written to standard error, or when --help or --version has been
 * answered: then *status is what to exit with. */
bool main_flags_read(
	int argc, char **argv, struct main_flags *out, int *status);

/* Where a relay is that nobody named: norend's own defaults.  Lend. */
const char *main_flags_relay(const struct main_flags *f);
const char *main_flags_socket(const struct main_flags *f);

#endif
