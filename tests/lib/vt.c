/* SPDX-License-Identifier: MIT */
#include "tests/lib/vt.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <vterm.h>

#include "shared/buf.h"
#include "shared/mem.h"
#include "shared/utf8.h"

#define OUTPUT_CAP (64 * 1024 * 1024)

struct vt {
	pid_t pid;
	int fd;
	int status; /* of wait(2), once `ended` */
	bool ended;
	bool silent; /* the terminal has no other end any more */
	VTerm *vterm;
	VTermScreen *screen;
	int rows, cols;
	VTermPos cursor;
	bool cursor_shown, alternate;
	int bells;
	char title[256];
	struct buf input; /* to be written */
	struct buf output;
	struct buf text; /* what vt_row and vt_screen lend */
};

static int64_t now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

/* The terminal's side: what libvterm tells. */

/* Comes in pieces, between which nothing else may get. */
static void on_answer(const char *bytes, size_t len, void *user)
{
	buf_add(&((struct vt *)user)->input, bytes, len);
}

static int on_cursor(VTermPos pos, VTermPos old, int visible, void *user)
{
	struct vt *v = user;

	(void)old;
	(void)visible; /* stale here; the property is right */
	v->cursor = pos;
	return 1;
}

static int on_property(VTermProp prop, VTermValue *val, void *user)
{
	struct vt *v = user;

	if (prop == VTERM_PROP_CURSORVISIBLE)
		v->cursor_shown = val->boolean;
	else if (prop == VTERM_PROP_ALTSCREEN)
		v->alternate = val->boolean;
	else if (prop == VTERM_PROP_TITLE)
		snprintf(v->title, sizeof(v->title), "%s", val->string);
	return 1;
}

static int on_bell(void *user)
{
	((struct vt *)user)->bells++;
	return 1;
}

static const VTermScreenCallbacks callbacks = {
	.movecursor = on_cursor,
	.settermprop = on_property,
	.bell = on_bell,
};

/* The program's side. */

static size_t name_len(const char *entry)
{
	return strcspn(entry, "=");
}

static void env_set(const char *entry)
{
	char name[64];

	snprintf(name, sizeof(name), "%.*s", (int)name_len(entry), entry);
	if (entry[name_len(entry)])
		setenv(name, entry + name_len(entry) + 1, 1);
	else
		unsetenv(name);
}

static void run(const char *const argv[], const char *const env[])
{
	const char *path = getenv("PATH"), *home = getenv("HOME");
	char *copy_path = mem_strdup(path ? path : "/usr/bin:/bin");
	char *copy_home = mem_strdup(home ? home : "/");
	sigset_t none;

	clearenv();
	setenv("PATH", copy_path, 1);
	setenv("HOME", copy_home, 1);
	setenv("TERM", "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("TZ", "UTC0", 1);
	for (; env && *env; env++)
		env_set(*env);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	execvp(argv[0], (char *const *)(uintptr_t)argv);
	fprintf(stderr, "%s: %s\n", argv[0], strerror(errno));
	_exit(127);
}

struct vt *vt_start(
	const char *const argv[], const char *const env[], int rows, int cols)
{
	struct vt *v = mem_zero(sizeof(*v));
	struct winsize size = {
		.ws_row = (unsigned short)rows,
		.ws_col = (unsigned short)cols,
	};

	assert(v);
	v->rows = rows;
	v->cols = cols;
	v->cursor_shown = true;
	buf_init(&v->input, OUTPUT_CAP);
	buf_init(&v->output, OUTPUT_CAP);
	buf_init(&v->text, OUTPUT_CAP);
	v->vterm = vterm_new(rows, cols);
	vterm_set_utf8(v->vterm, 1);
	vterm_output_set_callback(v->vterm, on_answer, v);
	v->screen = vterm_obtain_screen(v->vterm);
	vterm_screen_set_callbacks(v->screen, &callbacks, v);
	vterm_screen_enable_altscreen(v->screen, 1);
	vterm_screen_reset(v->screen, 1);
	v->pid = forkpty(&v->fd, NULL, NULL, &size);
	assert(v->pid >= 0);
	if (v->pid == 0)
		run(argv, env);
	fcntl(v->fd, F_SETFD, FD_CLOEXEC);
	fcntl(v->fd, F_SETFL, O_NONBLOCK);
	return v;
}

void vt_stop(struct vt **v)
{
	if (!*v)
		return;
	if (!(*v)->ended) {
		kill((*v)->pid, SIGKILL);
		waitpid((*v)->pid, NULL, 0);
	}
	close((*v)->fd);
	vterm_free((*v)->vterm);
	buf_fini(&(*v)->input);
	buf_fini(&(*v)->output);
	buf_fini(&(*v)->text);
	mem_free(*v);
	*v = NULL;
}

pid_t vt_pid(const struct vt *v)
{
	return v->pid;
}

/* Takes what is there; false when there was nothing. */
static bool take(struct vt *v)
{
	char bytes[65536];
	ssize_t n = read(v->fd, bytes, sizeof(bytes));

	if (n > 0) {
		buf_add(&v->output, bytes, (size_t)n);
		vterm_input_write(v->vterm, bytes, (size_t)n);
		vterm_screen_flush_damage(v->screen);
	} else if (n == 0 || (errno != EAGAIN && errno != EINTR)) {
		v->silent = true;
	}
	return n > 0;
}

static void give(struct vt *v)
{
	ssize_t n = write(v->fd, v->input.data, v->input.len);

	if (n > 0)
		buf_drop(&v->input, (size_t)n);
	else if (errno != EAGAIN)
		buf_clear(&v->input);
}

/* Waits at most so long for output and takes it; false when there is none.
 * Gives the program what waits for it. */
static bool pump(struct vt *v, int ms)
{
	struct pollfd p = {.fd = v->silent ? -1 : v->fd, .events = POLLIN};

	if (v->input.len)
		p.events |= POLLOUT;
	if (poll(&p, 1, ms) <= 0)
		return false;
	if (p.revents & POLLOUT)
		give(v);
	return p.revents & ~POLLOUT ? take(v) : true;
}

void vt_send(struct vt *v, const char *text)
{
	vt_send_bytes(v, text, strlen(text));
}

/* A program that does not read is the test's failure, but only at its
 * deadline: its output is taken meanwhile, lest both sides wait. */
void vt_send_bytes(struct vt *v, const void *bytes, size_t len)
{
	int64_t end = now_ms() + VT_MS;

	buf_add(&v->input, bytes, len);
	while (v->input.len && !v->silent && now_ms() < end)
		pump(v, VT_MS);
}

void vt_resize(struct vt *v, int rows, int cols)
{
	struct winsize size = {
		.ws_row = (unsigned short)rows,
		.ws_col = (unsigned short)cols,
	};

	v->rows = rows;
	v->cols = cols;
	vterm_set_size(v->vterm, rows, cols);
	ioctl(v->fd, TIOCSWINSZ, &size);
}

bool vt_wait(struct vt *v, vt_fn *fn, void *ctx, int ms)
{
	int64_t end = now_ms() + ms, left;

	while (!fn(v, ctx)) {
		left = end - now_ms();
		if (left <= 0 || v->silent)
			return false;
		pump(v, (int)left);
	}
	return true;
}

static bool text_shown(struct vt *v, void *ctx)
{
	int row, col;

	return vt_find(v, ctx, &row, &col);
}

static bool text_gone(struct vt *v, void *ctx)
{
	return !text_shown(v, ctx);
}

static bool was_written(struct vt *v, void *ctx)
{
	return memmem(buf_str(&v->output), v->output.len, ctx, strlen(ctx));
}

/* Says what was there instead: most failing tests need nothing else. */
static bool report(struct vt *v, bool ok, const char *wanted, const char *text)
{
	if (!ok)
		fprintf(stderr, "# %s \"%s\", screen:\n%s", wanted, text,
			vt_screen(v));
	return ok;
}

bool vt_wait_text(struct vt *v, const char *text, int ms)
{
	bool ok = vt_wait(v, text_shown, (void *)(uintptr_t)text, ms);

	return report(v, ok, "not shown:", text);
}

bool vt_wait_no_text(struct vt *v, const char *text, int ms)
{
	bool ok = vt_wait(v, text_gone, (void *)(uintptr_t)text, ms);

	return report(v, ok, "still shown:", text);
}

bool vt_wait_output(struct vt *v, const char *bytes, int ms)
{
	return vt_wait(v, was_written, (void *)(uintptr_t)bytes, ms);
}

void vt_settle(struct vt *v, int quiet_ms)
{
	while (pump(v, quiet_ms))
		;
}

int vt_wait_exit(struct vt *v, int ms)
{
	int64_t end = now_ms() + ms;

	while (!v->ended && now_ms() < end) {
		/* Before the terminal falls silent there is always output or
		 * a hang-up to wait for. */
		pump(v, v->silent ? 1 : (int)(end - now_ms()));
		v->ended = waitpid(v->pid, &v->status, WNOHANG) == v->pid;
	}
	while (pump(v, 0))
		;
	return v->ended ? v->status : -1;
}

static void add_cell(struct buf *b, const VTermScreenCell *cell)
{
	char utf8[UTF8_MAX];

	if (cell->chars[0] == 0)
		buf_add_char(b, ' ');
	for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i]; i++)
		buf_add(b, utf8, utf8_encode(cell->chars[i], utf8));
}

static VTermScreenCell get_cell(struct vt *v, int row, int col)
{
	VTermScreenCell cell = {0};

	vterm_screen_get_cell(
		v->screen, (VTermPos){.row = row, .col = col}, &cell);
	return cell;
}

static void add_row(struct vt *v, int row)
{
	struct buf *b = &v->text;
	size_t start = b->len;

	for (int col = 0; col < v->cols;) {
		VTermScreenCell cell = get_cell(v, row, col);

		add_cell(b, &cell);
		col += cell.width > 1 ? cell.width : 1;
	}
	while (b->len > start && b->data[b->len - 1] == ' ')
		b->data[--b->len] = '\0';
}

const char *vt_row(struct vt *v, int row)
{
	buf_clear(&v->text);
	add_row(v, row);
	return buf_str(&v->text);
}

const char *vt_screen(struct vt *v)
{
	buf_clear(&v->text);
	for (int row = 0; row < v->rows; row++) {
		add_row(v, row);
		buf_add_char(&v->text, '\n');
	}
	return buf_str(&v->text);
}

static int colour(const VTermColor *c, bool is_default)
{
	if (is_default)
		return -1;
	return VTERM_COLOR_IS_INDEXED(c) ? c->indexed.idx : -2;
}

struct vt_cell vt_cell(struct vt *v, int row, int col)
{
	VTermScreenCell cell = get_cell(v, row, col);
	struct vt_cell out = {
		.width = cell.width,
		.bold = cell.attrs.bold,
		.reverse = cell.attrs.reverse,
		.fg = colour(&cell.fg, VTERM_COLOR_IS_DEFAULT_FG(&cell.fg)),
		.bg = colour(&cell.bg, VTERM_COLOR_IS_DEFAULT_BG(&cell.bg)),
	};

	if (cell.chars[0]) {
		buf_clear(&v->text);
		add_cell(&v->text, &cell);
		snprintf(out.text, sizeof(out.text), "%s", buf_str(&v->text));
	}
	return out;
}

/* The column at which `bytes` bytes of the row's text are over. */
static int column_of(struct vt *v, int row, size_t bytes)
{
	int col = 0;

	buf_clear(&v->text);
	while (v->text.len < bytes) {
		VTermScreenCell cell = get_cell(v, row, col);

		add_cell(&v->text, &cell);
		col += cell.width > 1 ? cell.width : 1;
	}
	return col;
}

bool vt_find(struct vt *v, const char *text, int *row, int *col)
{
	const char *line, *at;

	for (int r = 0; r < v->rows; r++) {
		line = vt_row(v, r);
		at = strstr(line, text);
		if (!at)
			continue;
		*row = r;
		*col = column_of(v, r, (size_t)(at - line));
		return true;
	}
	return false;
}

bool vt_cursor(struct vt *v, int *row, int *col)
{
	*row = v->cursor.row;
	*col = v->cursor.col;
	return v->cursor_shown;
}

bool vt_alternate(const struct vt *v)
{
	return v->alternate;
}

int vt_bells(const struct vt *v)
{
	return v->bells;
}

const char *vt_title(const struct vt *v)
{
	return v->title;
}

const char *vt_output(const struct vt *v, size_t *len)
{
	*len = v->output.len;
	return buf_str(&v->output);
}

void vt_modes(const struct vt *v, struct termios *modes)
{
	int rc = tcgetattr(v->fd, modes);

	assert(rc == 0);
	(void)rc;
}
