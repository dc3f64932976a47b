/* SPDX-License-Identifier: MIT */
/*
 * Every draw paints the whole page into curses' window and lets curses find
 * the difference: it moves the cursor and scrolls more cheaply than we would.
 * It is used for output only, and it never ends itself: one string, the
 * guard's, gives the terminal back in every case, and coming back from a
 * suspension is a new start.
 */
#include "client/term/tty_curses.h"

#include <curses.h>
#include <fcntl.h>
#include <langinfo.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#include "client/term/grid.h"
#include "client/term/input.h"
#include "client/term/style.h"
#include "client/term/tty_guard.h"
#include "client/term/tty_notify.h"
#include "shared/mem.h"
#include "shared/utf8.h"

#define PASTE_FOCUS_ON "\033[?2004h\033[?1004h"
#define PASTE_FOCUS_OFF "\033[?1004l\033[?2004l"
/* Shift-Enter and its like, by kitty's protocol or xterm's; the title kept. */
#define KEYS_ON "\033[>1u\033[>4;1m\033[22;2t"
#define KEYS_OFF "\033[23;2t\033[>4m\033[<u"
#define MOUSE_ON "\033[?1002h\033[?1006h"
#define MOUSE_OFF "\033[?1006l\033[?1002l"
/* Charset, style, scrolling region, cursor. */
#define PLAIN "\033(B\033[m\033[r\033[?25h"
#define TITLE_BACK "\033[23;2t\033[22;2t"
/* How wide is a line?  Not in row 0: there the answer looks like F3.  Ends
 * where curses believes the cursor to be, at home, without ESC 8: some
 * terminals keep one saved cursor, and it is the shell's. */
#define ASK_WIDTH "\033[2;1H\u2500\033[6n\033[2;1H\033[K\033[H"
#define ASK_BACKGROUND "\033]11;?\033\\"
#define ASK_DEVICE "\033[c" /* everybody answers: then nothing is pending */
#define ASK_ROW 1

#define PICTURE_PAIR (STYLE_COUNT + 1) /* the first that inks do not need */
#define ANSWER_MS 100                  /* to wait for answers before leaving */
#define RESTORE_MAX 256

struct tty_curses {
	struct tty_curses_options options;
	int in_fd, out_fd;
	FILE *out;
	SCREEN *screen; /* NULL: suspended */
	struct termios modes;
	char restore[RESTORE_MAX];
	bool plain; /* the Linux console: it understands little */
	bool ascii;
	bool asked;   /* and the answer to ASK_DEVICE has not come */
	bool sized;   /* the answer to ASK_WIDTH has come */
	bool cursor;  /* is shown */
	bool current; /* `shown` is what the screen shows */
	enum style_palette palette;
	struct grid *shown;
	int rows, cols;  /* as last told to the caller */
	char title[256]; /* as last set */
};

static void send(struct tty_curses *t, const char *s)
{
	size_t len = strlen(s);

	while (len > 0) {
		ssize_t n = write(t->out_fd, s, len);

		if (n <= 0)
			return; /* the loop sees the hang-up */
		s += n;
		len -= (size_t)n;
	}
}

/* Appends a capability without its padding: no terminal needs that today. */
static void add_capability(char *out, size_t size, const char *cap)
{
	size_t at = strlen(out);

	while (*cap && at + 1 < size) {
		if (cap[0] == '$' && cap[1] == '<' && strchr(cap, '>'))
			cap = strchr(cap, '>') + 1;
		else
			out[at++] = *cap++;
	}
	out[at] = '\0';
}

static const char *capability(const char *name)
{
	const char *cap = tigetstr(name);

	return cap && cap != (char *)-1 ? cap : NULL;
}

static void make_restore(struct tty_curses *t)
{
	const char *leave = capability("rmcup");

	snprintf(t->restore, sizeof(t->restore), "%s%s%s%s",
		t->options.mouse && !t->plain ? MOUSE_OFF : "",
		t->plain ? "" : KEYS_OFF, PASTE_FOCUS_OFF, PLAIN);
	add_capability(t->restore, sizeof(t->restore),
		leave ? leave : "\033[999;1H\r\n");
}

/* Learns from the terminal's description how to leave it, before curses enters
 * it.  Without a description xterm's is taken, which nearly all of today's
 * terminals imitate.  Gives the name; NULL when no page can be shown. */
static const char *describe(struct tty_curses *t)
{
	const char *type = getenv("TERM");
	int found;

	if (!type || !*type || strcmp(type, "dumb") == 0)
		return NULL;
	if (setupterm(type, t->out_fd, &found) != OK) {
		type = "xterm-256color";
		if (setupterm(type, t->out_fd, &found) != OK)
			return NULL;
	}
	t->plain = strncmp(type, "linux", 5) == 0;
	make_restore(t);
	if (!capability("cup") || !capability("clear"))
		type = NULL;
	del_curterm(cur_term);
	return type;
}

static enum style_palette find_palette(const struct tty_curses *t)
{
	if (t->options.mono || !has_colors())
		return STYLE_MONO;
	if (COLORS < 256)
		return STYLE_8;
	if (t->options.theme == TTY_CURSES_DARK)
		return STYLE_DARK;
	if (t->options.theme == TTY_CURSES_LIGHT)
		return STYLE_LIGHT;
	return STYLE_UNKNOWN;
}

/* Curses shows again what a changed pair had painted. */
static void use_palette(struct tty_curses *t, enum style_palette palette)
{
	t->palette = palette;
	if (palette == STYLE_MONO)
		return;
	for (uint8_t ink = 0; ink < STYLE_COUNT; ink++)
		init_pair(
			(short)(ink + 1), style_look(ink, palette).colour, -1);
}

static void ask(struct tty_curses *t)
{
	if (t->plain)
		return;
	if (!t->ascii && LINES > ASK_ROW)
		send(t, ASK_WIDTH);
	t->sized = t->ascii;
	if (t->palette == STYLE_UNKNOWN)
		send(t, ASK_BACKGROUND);
	send(t, ASK_DEVICE);
	t->asked = true;
}

/* Curses puts its own handlers where it finds none; SIGTSTP and SIGWINCH are
 * the loop's, the deadly ones the guard's. */
static SCREEN *start_curses(const char *type, FILE *out)
{
	struct sigaction stop, size;
	SCREEN *screen;

	sigaction(SIGTSTP, NULL, &stop);
	sigaction(SIGWINCH, NULL, &size);
	use_env(FALSE);
	use_tioctl(TRUE);
	screen = newterm(type, out, out);
	sigaction(SIGTSTP, &stop, NULL);
	sigaction(SIGWINCH, &size, NULL);
	return screen;
}

static void set_modes(void)
{
	raw();
	noecho();
	nonl();
	typeahead(-1); /* a draw is finished, whatever is typed meanwhile */
	idlok(stdscr, TRUE);
	scrollok(stdscr, FALSE);
}

static enum err start(struct tty_curses *t)
{
	const char *type = describe(t);

	if (!type)
		return ERR_IO;
	tty_guard_arm(t->out_fd, &t->modes, t->restore);
	t->screen = start_curses(type, t->out);
	if (!t->screen) {
		tty_guard_disarm();
		return ERR_IO;
	}
	set_modes();
	if (!t->options.mono && has_colors()) {
		start_color();
		use_default_colors();
	}
	use_palette(t, find_palette(t));
	t->cursor = true;
	t->current = false;
	refresh(); /* enters the other screen, empty */
	send(t, PASTE_FOCUS_ON);
	if (!t->plain)
		send(t, KEYS_ON);
	if (!t->plain && t->options.mouse)
		send(t, MOUSE_ON);
	ask(t);
	return ERR_OK;
}

/* An answer that came after we left would be typed into the user's shell. */
static void await_answers(struct tty_curses *t)
{
	struct pollfd p = {.fd = t->in_fd, .events = POLLIN};
	char bytes[256];

	while (t->asked && poll(&p, 1, ANSWER_MS) == 1) {
		ssize_t n = read(t->in_fd, bytes, sizeof(bytes));

		t->asked = n > 0 && !memchr(bytes, 'c', (size_t)n);
	}
	t->asked = false;
}

static void stop(struct tty_curses *t)
{
	if (!t->screen)
		return;
	await_answers(t);
	tty_guard_restore();
	delscreen(t->screen);
	t->screen = NULL;
}

static enum err open_terminal(struct tty_curses *t)
{
	t->in_fd = open("/dev/tty", O_RDONLY | O_CLOEXEC | O_NOCTTY);
	t->out_fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
	if (t->in_fd < 0 || t->out_fd < 0)
		return ERR_IO;
	if (tcgetattr(t->out_fd, &t->modes) != 0)
		return ERR_IO;
	t->out = fdopen(t->out_fd, "r+");
	return t->out ? ERR_OK : ERR_NOMEM;
}

enum err tty_curses_new(
	const struct tty_curses_options *options, struct tty_curses **out)
{
	struct tty_curses *t = mem_zero(sizeof(*t));
	enum err e = ERR_NOMEM;

	*out = NULL;
	if (!t)
		return ERR_NOMEM;
	t->options = *options;
	t->ascii = options->ascii || strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
	t->in_fd = t->out_fd = -1;
	t->shown = grid_new(1, 1);
	if (t->shown)
		e = open_terminal(t);
	if (!e)
		e = start(t);
	if (!e) {
		t->rows = LINES > 1 ? LINES : 1;
		t->cols = COLS > 1 ? COLS : 1;
	} else {
		tty_curses_destroy(&t);
	}
	*out = t;
	return e;
}

void tty_curses_destroy(struct tty_curses **t)
{
	if (!*t)
		return;
	stop(*t);
	if ((*t)->in_fd >= 0)
		close((*t)->in_fd);
	if ((*t)->out)
		fclose((*t)->out);
	else if ((*t)->out_fd >= 0)
		close((*t)->out_fd);
	grid_destroy(&(*t)->shown);
	mem_free(*t);
	*t = NULL;
}

int tty_curses_fd(const struct tty_curses *t)
{
	return t->in_fd;
}

void tty_curses_size(const struct tty_curses *t, int *rows, int *cols)
{
	*rows = t->rows;
	*cols = t->cols;
}

bool tty_curses_pictures(
	const struct tty_curses *t, enum picture_colours *colours)
{
	*colours = t->palette == STYLE_MONO ? PICTURE_MONO
		: t->palette == STYLE_8     ? PICTURE_8
					    : PICTURE_256;
	return !t->ascii;
}

bool tty_curses_resize(struct tty_curses *t)
{
	struct winsize size;
	int rows, cols;

	if (!t->screen || ioctl(t->out_fd, TIOCGWINSZ, &size) != 0)
		return false;
	rows = size.ws_row > 1 ? size.ws_row : 1;
	cols = size.ws_col > 1 ? size.ws_col : 1;
	if (rows == t->rows && cols == t->cols)
		return false;
	t->rows = rows;
	t->cols = cols;
	resize_term(rows, cols);
	tty_curses_repaint(t);
	return true;
}

void tty_curses_repaint(struct tty_curses *t)
{
	t->current = false;
	if (t->screen)
		clearok(curscr, TRUE);
}

static void set_style(const struct tty_curses *t, uint8_t style)
{
	struct style_look look = style_look(style, t->palette);
	attr_t attrs = (look.bold ? A_BOLD : 0) | (look.dim ? A_DIM : 0) |
		(look.reverse ? A_REVERSE : 0);
	short pair = (short)((style & ~STYLE_REVERSE) + 1);

	wattr_set(stdscr, attrs, look.colour < 0 ? 0 : pair, NULL);
}

static void draw_line(const struct tty_curses *t, enum grid_line line)
{
	static const char ascii[] = {
		[GRID_HORIZONTAL] = '-',
		[GRID_VERTICAL] = '|',
		[GRID_TOP_LEFT] = '+',
		[GRID_TOP_RIGHT] = '+',
		[GRID_BOTTOM_LEFT] = '+',
		[GRID_BOTTOM_RIGHT] = '+',
	};
	const cchar_t *drawn[] = {
		[GRID_HORIZONTAL] = WACS_HLINE,
		[GRID_VERTICAL] = WACS_VLINE,
		[GRID_TOP_LEFT] = WACS_ULCORNER,
		[GRID_TOP_RIGHT] = WACS_URCORNER,
		[GRID_BOTTOM_LEFT] = WACS_LLCORNER,
		[GRID_BOTTOM_RIGHT] = WACS_LRCORNER,
	};

	if (t->ascii)
		waddch(stdscr, (chtype)ascii[line]);
	else
		wadd_wch(stdscr, drawn[line]);
}

/* A cluster by setcchar: waddnwstr would lose marks, and obeys controls. */
static void draw_text(const char *text)
{
	wchar_t wide[CCHARW_MAX + 1] = L"";
	size_t len = strlen(text), at = 0, n = 0;
	uint32_t cp;
	cchar_t cell;

	while (at < len && n < CCHARW_MAX) {
		at += utf8_decode(text + at, len - at, &cp);
		wide[n++] = cp == UTF8_BAD ? L'?' : (wchar_t)cp;
	}
	if (setcchar(&cell, wide, A_NORMAL, 0, NULL) == OK)
		wadd_wch(stdscr, &cell);
	else
		waddch(stdscr, '?');
}

/*
 * With eight colours there are pairs for 64 combinations at most, and the inks
 * need some: so one pair serves two colours in both orders, turned round where
 * needed.  With more colours there is room, and curses finds it.
 */
static int eight_pair(int16_t low, int16_t high)
{
	int pair = PICTURE_PAIR + (high + 1) * (high + 2) / 2 + low + 1;

	return init_pair((short)pair, low, high) == OK ? pair : 0;
}

static int picture_pair(
	const struct tty_curses *t, const struct grid_cell *c, attr_t *attrs)
{
	int pair;

	*attrs = A_NORMAL;
	if (t->palette == STYLE_MONO || c->fg >= COLORS || c->bg >= COLORS ||
		(c->fg == -1 && c->bg == -1))
		return 0;
	if (t->palette == STYLE_8) {
		*attrs = c->fg > c->bg ? A_REVERSE : A_NORMAL;
		return c->fg > c->bg ? eight_pair(c->bg, c->fg)
				     : eight_pair(c->fg, c->bg);
	}
	pair = alloc_pair(c->fg, c->bg);
	return pair > 0 ? pair : 0;
}

static void draw_picture(const struct tty_curses *t, const struct grid_cell *c)
{
	wchar_t wide[2] = L" ";
	attr_t attrs;
	int pair = picture_pair(t, c, &attrs);
	uint32_t cp = ' ';
	cchar_t cell;

	if (c->text[0])
		utf8_decode(c->text, strlen(c->text), &cp);
	if (!t->ascii)
		wide[0] = (wchar_t)cp;
	wattr_set(stdscr, A_NORMAL, 0, NULL);
	if (setcchar(&cell, wide, attrs, 0, &pair) == OK)
		wadd_wch(stdscr, &cell);
}

static void draw_cell(
	const struct tty_curses *t, int row, int col, const struct grid_cell *c)
{
	if (c->width == 0 ||
		(c->style == STYLE_DEFAULT && !c->line && !c->text[0]))
		return;
	wmove(stdscr, row, col);
	if (c->style == STYLE_PICTURE) {
		draw_picture(t, c);
		return;
	}
	set_style(t, c->style);
	if (c->line)
		draw_line(t, c->line);
	else if (c->text[0])
		draw_text(c->text);
	else
		waddch(stdscr, ' ');
}

/* The real cursor stands where typing goes: input methods follow it.  Hidden,
 * it may stay wherever the last change left it. */
static void draw_cursor(struct tty_curses *t, const struct grid *g)
{
	int row = 0, col = 0;
	bool show = grid_cursor(g, &row, &col);

	if (show != t->cursor)
		curs_set(show ? 1 : 0);
	t->cursor = show;
	leaveok(stdscr, !show);
	if (show)
		wmove(stdscr, row < LINES ? row : LINES - 1,
			col < COLS ? col : COLS - 1);
}

void tty_curses_draw(struct tty_curses *t, const struct grid *g)
{
	int rows = grid_rows(g), cols = grid_cols(g);

	if (!t->screen || (t->current && grid_same(t->shown, g)))
		return;
	wattr_set(stdscr, A_NORMAL, 0, NULL);
	werase(stdscr);
	for (int row = 0; row < rows && row < LINES; row++)
		for (int col = 0; col < cols && col < COLS; col++)
			draw_cell(t, row, col, grid_at(g, row, col));
	draw_cursor(t, g);
	wnoutrefresh(stdscr);
	doupdate();
	t->current = grid_copy(t->shown, g) == ERR_OK;
}

/* The line that we drew took one cell or two. */
static bool take_width(struct tty_curses *t, const struct input_event *event)
{
	if (t->sized || event->row != ASK_ROW)
		return false;
	t->sized = true;
	t->ascii = event->col > 1;
	if (t->ascii)
		tty_curses_repaint(t);
	return t->ascii;
}

static bool take_background(
	struct tty_curses *t, const struct input_event *event)
{
	if (t->palette == STYLE_MONO || t->palette == STYLE_8 ||
		t->options.theme != TTY_CURSES_AUTO)
		return false;
	use_palette(t, event->light ? STYLE_LIGHT : STYLE_DARK);
	t->current = false;
	return true;
}

bool tty_curses_answer(
	struct tty_curses *t, const struct input_event *event, bool *redraw)
{
	switch (event->kind) {
	case INPUT_POSITION:
		*redraw = take_width(t, event) || *redraw;
		return true;
	case INPUT_BACKGROUND:
		*redraw = take_background(t, event) || *redraw;
		return true;
	case INPUT_DEVICE:
		t->asked = false;
		return true;
	case INPUT_KEY:
	case INPUT_PASTE:
	case INPUT_MOUSE:
	case INPUT_FOCUS:
		break;
	}
	return false;
}

void tty_curses_suspend(struct tty_curses *t)
{
	stop(t);
}

void tty_curses_resume(struct tty_curses *t)
{
	/* Someone may have changed the modes for good meanwhile. */
	tcgetattr(t->out_fd, &t->modes);
	t->title[0] = '\0';
	start(t);
}

void tty_curses_bell(struct tty_curses *t)
{
	if (t->screen)
		tty_notify_bell(t->out_fd);
}

void tty_curses_copy(struct tty_curses *t, const char *text)
{
	if (t->screen && !t->plain)
		tty_notify_copy(t->out_fd, text);
}

void tty_curses_notify(struct tty_curses *t, const char *text)
{
	if (t->screen && !t->plain)
		tty_notify_desktop(t->out_fd, t->options.notify, text);
}

void tty_curses_title(struct tty_curses *t, const char *title)
{
	if (!t->screen || t->plain || strcmp(t->title, title) == 0)
		return;
	snprintf(t->title, sizeof(t->title), "%s", title);
	if (title[0])
		tty_notify_title(t->out_fd, title);
	else
		send(t, TITLE_BACK);
}
