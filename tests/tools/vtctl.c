/* SPDX-License-Identifier: MIT */
/*
 * Lets a script in another language use a program on a terminal: starts it on
 * a pty read by libvterm, takes one JSON command a line on standard input and
 * answers each with one line.
 *
 * usage: vtctl ROWSxCOLS [NAME=VALUE]... -- PROGRAM [ARGUMENT]...
 *
 *   {"do":"send","text":"…"}              {"ok":true}
 *   {"do":"wait","text":"…","ms":N}       {"ok":true|false,"screen":"…"}
 *   {"do":"gone","text":"…","ms":N}       the same; until it is not shown
 *   {"do":"screen"}                       {"ok":true,"screen":"…","bells":N,
 *                                          "title":"…","cursor":[row,col]}
 *   {"do":"find","text":"…","ms":N}       {"ok":…,"row":…,"col":…,"bold":…,
 *                                          "reverse":…,"fg":…}: waits, too
 *   {"do":"resize","rows":N,"cols":N}     {"ok":true}
 *   {"do":"exit","ms":N}                  {"ok":…,"status":N,"alternate":…,
 *                         "cooked":…,"visible":… (the cursor),"screen":"…"}
 *   {"do":"signal","number":N}            {"ok":true}
 */
#include <jansson.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/lib/vt.h"

#define PUMP_MS 20

static json_t *shown(struct vt *v, bool ok)
{
	int row = -1, col = -1;

	vt_cursor(v, &row, &col);
	return json_pack("{s:b, s:s, s:i, s:s, s:[i,i]}", "ok", ok, "screen",
		vt_screen(v), "bells", vt_bells(v), "title", vt_title(v),
		"cursor", row, col);
}

/* The same once the page is whole: it may come in several pieces. */
static json_t *settled(struct vt *v, bool ok)
{
	vt_settle(v, PUMP_MS);
	return shown(v, ok);
}

static json_t *find(struct vt *v, const char *text)
{
	int row = 0, col = 0;
	bool there = vt_find(v, text, &row, &col);
	struct vt_cell c = {0};

	if (there)
		c = vt_cell(v, row, col);
	return json_pack("{s:b, s:i, s:i, s:b, s:b, s:i}", "ok", there, "row",
		row, "col", col, "bold", c.bold, "reverse", c.reverse, "fg",
		c.fg);
}

/* How it left the terminal; the status is that of wait(2). */
static json_t *ended(struct vt *v, int ms)
{
	const tcflag_t usual = ICANON | ECHO | ISIG;
	int status = vt_wait_exit(v, ms), row, col;
	struct termios modes;

	vt_modes(v, &modes);
	return json_pack("{s:b, s:i, s:b, s:b, s:b, s:s}", "ok", status != -1,
		"status", status, "alternate", vt_alternate(v), "cooked",
		(modes.c_lflag & usual) == usual, "visible",
		vt_cursor(v, &row, &col), "screen", vt_screen(v));
}

static json_t *answer(struct vt *v, json_t *command)
{
	const char *what = "", *text = "";
	int ms = VT_MS, rows = 0, cols = 0, number = 0;

	json_unpack(command, "{s:s, s?s, s?i, s?i, s?i, s?i}", "do", &what,
		"text", &text, "ms", &ms, "rows", &rows, "cols", &cols,
		"number", &number);
	if (strcmp(what, "send") == 0) {
		vt_send(v, text);
		return json_pack("{s:b}", "ok", 1);
	}
	if (strcmp(what, "wait") == 0)
		return settled(v, vt_wait_text(v, text, ms));
	if (strcmp(what, "gone") == 0)
		return settled(v, vt_wait_no_text(v, text, ms));
	if (strcmp(what, "screen") == 0) {
		vt_settle(v, PUMP_MS);
		return shown(v, true);
	}
	if (strcmp(what, "find") == 0) {
		vt_wait_text(v, text, ms);
		return find(v, text);
	}
	if (strcmp(what, "resize") == 0) {
		vt_resize(v, rows, cols);
		return json_pack("{s:b}", "ok", 1);
	}
	if (strcmp(what, "signal") == 0) {
		kill(vt_pid(v), number);
		return json_pack("{s:b}", "ok", 1);
	}
	if (strcmp(what, "exit") == 0)
		return ended(v, ms);
	return json_pack("{s:b, s:s}", "ok", 0, "why", "no such command");
}

/* Reads a line; keeps the terminal's output flowing meanwhile. */
static bool next_line(struct vt *v, char **line, size_t *size)
{
	struct pollfd p = {.fd = STDIN_FILENO, .events = POLLIN};

	while (poll(&p, 1, PUMP_MS) == 0)
		vt_settle(v, 0);
	return getline(line, size, stdin) > 0;
}

int main(int argc, char **argv)
{
	const char *env[64] = {0};
	int rows, cols, i;
	size_t size = 0;
	char *line = NULL;
	struct vt *v;

	if (argc < 4 || sscanf(argv[1], "%dx%d", &rows, &cols) != 2) {
		fputs("usage: vtctl ROWSxCOLS [NAME=VALUE]... -- PROGRAM "
		      "[ARGUMENT]...\n",
			stderr);
		return 2;
	}
	for (i = 2; i < argc && i < 60 && strcmp(argv[i], "--") != 0; i++)
		env[i - 2] = argv[i];
	setvbuf(stdin, NULL, _IONBF, 0); /* so that poll sees what waits */
	v = vt_start((const char *const *)argv + i + 1, env, rows, cols);
	while (next_line(v, &line, &size)) {
		json_t *command = json_loads(line, 0, NULL);
		json_t *reply = answer(v, command);

		json_dumpf(reply, stdout, JSON_COMPACT);
		putchar('\n');
		fflush(stdout);
		json_decref(reply);
		json_decref(command);
	}
	free(line);
	vt_stop(&v);
	return 0;
}
