/* SPDX-License-Identifier: MIT */
/*
 * A program on the terminal layer alone, for its tests: a page like that of a
 * chat, with a field.
 *
 *	ttydemo [mono] [ascii] [mouse] [dark] [light] [events]
 *
 * Enter moves what was typed into the page; "events" names the last event
 * below the head.  F1 steps a countdown, F2 shows and hides it, F3 draws again
 * what is shown, F4 rings, F5 makes what was typed the title, F6 suspends and
 * resumes, F7 paints everything anew, F8 hides and shows the field, F10 leaves.
 * Alt-X crashes in the way that was typed.
 */
#include <assert.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

#include "client/term/edit.h"
#include "client/term/edit_key.h"
#include "client/term/grid.h"
#include "client/term/input.h"
#include "client/term/style.h"
#include "client/term/tty_curses.h"
#include "client/term/tty_guard.h"
#include "shared/mem.h"

#define LINES_MAX 100
#define RING 90 /* seconds */

struct demo {
	struct tty_curses *tty;
	struct grid *grid;
	struct input *input;
	struct edit *field;
	char *lines[LINES_MAX];
	int count;
	char event[300];
	bool events, ring, no_field, quit;
	int left; /* seconds */
};

static int64_t now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static void draw_ring(const struct demo *d, int row, int cols)
{
	char text[16];
	int width = cols - 20;

	if (width < 1)
		return;
	snprintf(text, sizeof(text), "%d s", d->left);
	grid_fill(d->grid, row, 2, 1, width * d->left / RING, STYLE_ACCENT);
	grid_right(d->grid, row, cols - 2, 8, STYLE_DEFAULT, text);
}

static void draw(struct demo *d)
{
	struct grid *g = d->grid;
	int rows = grid_rows(g), cols = grid_cols(g);

	grid_clear(g);
	grid_text(g, 0, 1, cols, STYLE_BOLD, "ttydemo");
	grid_text(g, 0, 10, cols, STYLE_BLUE_BOLD, "blue");
	grid_text(g, 0, 16, cols, STYLE_GREY, "grey");
	grid_text(g, 0, 22, cols, STYLE_GREEN, "(o)");
	grid_text(g, 0, 27, cols, STYLE_RED, "red");
	grid_text(g, 0, 32, cols, STYLE_DEFAULT | STYLE_REVERSE, "reverse");
	grid_hline(g, 1, 0, cols, STYLE_GREY);
	if (d->events)
		grid_text(g, 2, 1, cols - 1, STYLE_DEFAULT, d->event);
	if (d->ring)
		draw_ring(d, 3, cols);
	for (int i = 0; i < d->count && rows - 5 - i > 3; i++)
		grid_text(g, rows - 5 - i, 1, cols, STYLE_DEFAULT,
			d->lines[d->count - 1 - i]);
	grid_hline(g, rows - 4, 0, cols, STYLE_GREY);
	if (!d->no_field)
		edit_draw(d->field, g, rows - 3, 1, 2, cols - 2, STYLE_DEFAULT,
			false);
	grid_text(g, rows - 1, 1, cols, STYLE_GREY, "F10 leave");
	tty_curses_draw(d->tty, g);
}

static void add_line(struct demo *d)
{
	if (d->count == LINES_MAX)
		mem_free(d->lines[--d->count]);
	d->lines[d->count++] = mem_strdup(edit_text(d->field));
	edit_commit(d->field);
}

static int deep(volatile char *above)
{
	volatile char room[4096];

	room[0] = above ? above[0] : 0;
	return room[0] ? 0 : deep(room) + room[0];
}

static void crash(const char *how)
{
	static const struct {
		const char *name;
		int signal;
	} signals[] = {{"hup", SIGHUP}, {"int", SIGINT}, {"quit", SIGQUIT},
		{"term", SIGTERM}, {"bus", SIGBUS}, {"fpe", SIGFPE},
		{"ill", SIGILL}, {"usr1", SIGUSR1}, {"pipe", SIGPIPE},
		{"sys", SIGSYS}, {"xcpu", SIGXCPU}, {"alrm", SIGALRM}};

	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
		if (strcmp(how, signals[i].name) == 0)
			raise(signals[i].signal);
	if (strcmp(how, "segv") == 0)
		*(volatile int *)(uintptr_t)(how[0] - 's' + 16) = 1;
	if (strcmp(how, "stack") == 0)
		exit(deep(NULL));
	if (strcmp(how, "abort") == 0)
		abort();
	if (strcmp(how, "assert") == 0)
		assert(how == NULL);
	if (strcmp(how, "memory") == 0)
		tty_guard_no_memory();
	if (strcmp(how, "exit") == 0)
		exit(3);
}

static void toggle(bool *what)
{
	*what = !*what;
}

static void on_key(struct demo *d, const struct input_event *ev)
{
	switch (ev->key) {
	case INPUT_KEY_ENTER:
		add_line(d);
		break;
	case INPUT_KEY_F1:
		d->left--;
		break;
	case INPUT_KEY_F2:
		toggle(&d->ring);
		break;
	case INPUT_KEY_F4:
		tty_curses_bell(d->tty);
		break;
	case INPUT_KEY_F5:
		tty_curses_title(d->tty, edit_text(d->field));
		break;
	case INPUT_KEY_F6:
		tty_curses_suspend(d->tty);
		tty_curses_resume(d->tty);
		break;
	case INPUT_KEY_F7:
		tty_curses_repaint(d->tty);
		break;
	case INPUT_KEY_F8:
		toggle(&d->no_field);
		break;
	case INPUT_KEY_F10:
		d->quit = true;
		break;
	case INPUT_KEY_ALT | 'x':
		crash(edit_text(d->field));
		break;
	default:
		edit_key(d->field, ev);
	}
}

static void name_event(struct demo *d, const struct input_event *ev)
{
	char name[INPUT_KEY_NAME_MAX];

	switch (ev->kind) {
	case INPUT_KEY:
		snprintf(d->event, sizeof(d->event), "key %s",
			input_key_name(ev->key, name));
		break;
	case INPUT_PASTE:
		snprintf(d->event, sizeof(d->event), "paste %zu", ev->len);
		break;
	case INPUT_MOUSE:
		snprintf(d->event, sizeof(d->event), "mouse %d %d,%d",
			(int)ev->mouse, ev->row, ev->col);
		break;
	case INPUT_FOCUS:
		snprintf(d->event, sizeof(d->event), "focus %d", ev->focused);
		break;
	case INPUT_BACKGROUND:
	case INPUT_POSITION:
	case INPUT_DEVICE:
		break;
	}
}

static void on_event(void *ctx, const struct input_event *ev)
{
	struct demo *d = ctx;
	bool redraw = false;

	if (tty_curses_answer(d->tty, ev, &redraw))
		return;
	name_event(d, ev);
	if (ev->kind == INPUT_KEY)
		on_key(d, ev);
	else
		edit_key(d->field, ev);
}

static void take_input(struct demo *d)
{
	char bytes[4096];
	ssize_t n = read(tty_curses_fd(d->tty), bytes, sizeof(bytes));

	if (n > 0)
		input_feed(d->input, bytes, (size_t)n, now_ms());
	else
		d->quit = true;
}

static void take_size(struct demo *d)
{
	int rows, cols;

	if (!tty_curses_resize(d->tty))
		return;
	tty_curses_size(d->tty, &rows, &cols);
	grid_resize(d->grid, rows, cols);
}

static int wait_ms(const struct demo *d)
{
	int64_t due = input_deadline(d->input), now = now_ms();

	return due < 0 ? -1 : due <= now ? 0 : (int)(due - now);
}

static void run(struct demo *d, int signals)
{
	struct signalfd_siginfo info;
	struct pollfd p[] = {
		{.fd = tty_curses_fd(d->tty), .events = POLLIN},
		{.fd = signals, .events = POLLIN},
	};

	while (!d->quit) {
		draw(d);
		poll(p, 2, wait_ms(d));
		if (p[0].revents)
			take_input(d);
		if (p[1].revents &&
			read(signals, &info, sizeof(info)) == sizeof(info))
			take_size(d);
		input_tick(d->input, now_ms());
	}
}

static void read_options(
	int argc, char **argv, struct tty_curses_options *o, struct demo *d)
{
	for (int i = 1; i < argc; i++) {
		o->mono |= strcmp(argv[i], "mono") == 0;
		o->ascii |= strcmp(argv[i], "ascii") == 0;
		o->mouse |= strcmp(argv[i], "mouse") == 0;
		d->events |= strcmp(argv[i], "events") == 0;
		if (strcmp(argv[i], "dark") == 0)
			o->theme = TTY_CURSES_DARK;
		if (strcmp(argv[i], "light") == 0)
			o->theme = TTY_CURSES_LIGHT;
	}
}

int main(int argc, char **argv)
{
	struct tty_curses_options options = {.theme = TTY_CURSES_AUTO};
	struct demo d = {.left = RING};
	sigset_t winch;
	int signals, rows, cols;

	setlocale(LC_ALL, "");
	read_options(argc, argv, &options, &d);
	sigemptyset(&winch);
	sigaddset(&winch, SIGWINCH);
	sigprocmask(SIG_BLOCK, &winch, NULL);
	signals = signalfd(-1, &winch, SFD_CLOEXEC);
	if (tty_curses_new(&options, &d.tty) != ERR_OK) {
		fprintf(stderr, "ttydemo: no terminal\n");
		return 1;
	}
	tty_curses_size(d.tty, &rows, &cols);
	d.grid = grid_new(rows, cols);
	d.input = input_new(on_event, &d);
	d.field = edit_new(4000, true);
	run(&d, signals);
	tty_curses_destroy(&d.tty);
	input_destroy(&d.input);
	edit_destroy(&d.field);
	grid_destroy(&d.grid);
	while (d.count > 0)
		mem_free(d.lines[--d.count]);
	return 0;
}
