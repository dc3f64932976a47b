/* SPDX-License-Identifier: MIT */
#include "client/term/tty_notify.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "shared/buf.h"
#include "shared/cluster.h"
#include "shared/mem.h"
#include "shared/text.h"

static enum err send(int fd, const char *s, size_t len)
{
	return write(fd, s, len) == (ssize_t)len ? ERR_OK : ERR_IO;
}

enum err tty_notify_bell(int fd)
{
	return send(fd, "\a", 1);
}

/* The bytes of the whole clusters that fit. */
static size_t cut_len(const char *s, size_t most)
{
	size_t len = strlen(s), at = 0;
	struct cluster c;

	while (cluster_next(s + at, len - at, &c) && at + c.len <= most)
		at += c.len;
	return at;
}

enum err tty_notify_title(int fd, const char *title)
{
	char *shown = text_show(title, strlen(title), false);
	struct buf b;
	enum err e = ERR_NOMEM;

	buf_init(&b, TTY_NOTIFY_TITLE + 16);
	if (!shown)
		goto out;
	buf_add_str(&b, "\033]2;");
	buf_add(&b, shown, cut_len(shown, TTY_NOTIFY_TITLE));
	e = buf_add_str(&b, "\033\\");
	if (!e)
		e = send(fd, b.data, b.len);
out:
	buf_fini(&b);
	mem_free(shown);
	return e;
}

enum tty_notify_kind tty_notify_guess(const char *(*env)(const char *name))
{
	static const struct {
		const char *name, *begins; /* "": whatever it says */
		enum tty_notify_kind kind;
	} known[] = {
		{"KITTY_WINDOW_ID", "", TTY_NOTIFY_99},
		{"TERM", "xterm-kitty", TTY_NOTIFY_99},
		{"TERM", "foot", TTY_NOTIFY_777},
		{"TERM", "rxvt-unicode", TTY_NOTIFY_777},
		{"VTE_VERSION", "", TTY_NOTIFY_777},
		{"TERM_PROGRAM", "iTerm", TTY_NOTIFY_9},
		{"TERM_PROGRAM", "WezTerm", TTY_NOTIFY_9},
		{"TERM_PROGRAM", "ghostty", TTY_NOTIFY_9},
		{"WT_SESSION", "", TTY_NOTIFY_9},
		{"ConEmuPID", "", TTY_NOTIFY_9},
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		const char *value = env(known[i].name);

		if (value && *value &&
			strncmp(value, known[i].begins,
				strlen(known[i].begins)) == 0)
			return known[i].kind;
	}
	return TTY_NOTIFY_NONE;
}

static void sequence(
	struct buf *b, enum tty_notify_kind kind, const char *text, size_t len)
{
	if (kind == TTY_NOTIFY_9)
		buf_add_str(b, "\033]9;");
	else if (kind == TTY_NOTIFY_99)
		buf_add_str(b, "\033]99;i=noren:d=1;");
	else
		buf_add_str(b, "\033]777;notify;noren;");
	buf_add(b, text, len);
	buf_add_str(b, "\033\\");
}

/* tmux: within a string of its own, every ESC doubled. */
static void wrap(struct buf *out, const struct buf *in)
{
	buf_add_str(out, "\033Ptmux;");
	for (size_t i = 0; i < in->len; i++) {
		if (in->data[i] == '\033')
			buf_add_char(out, '\033');
		buf_add_char(out, in->data[i]);
	}
	buf_add_str(out, "\033\\");
}

enum err tty_notify_text(
	enum tty_notify_kind kind, bool tmux, const char *text, struct buf *out)
{
	char *shown = text_show(text, strlen(text), false);
	struct buf plain;

	if (!shown)
		return ERR_NOMEM;
	buf_init(&plain, TTY_NOTIFY_TEXT + 64);
	sequence(&plain, kind, shown, cut_len(shown, TTY_NOTIFY_TEXT));
	if (tmux)
		wrap(out, &plain);
	else
		buf_add(out, plain.data, plain.len);
	buf_fini(&plain);
	mem_free(shown);
	return out->err;
}

static const char *environment(const char *name)
{
	return getenv(name);
}

enum err tty_notify_desktop(int fd, enum tty_notify_kind kind, const char *text)
{
	struct buf b;
	enum err e;

	if (kind == TTY_NOTIFY_AUTO)
		kind = tty_notify_guess(environment);
	if (kind == TTY_NOTIFY_NONE)
		return ERR_OK;
	buf_init(&b, 2 * TTY_NOTIFY_TEXT + 128);
	e = tty_notify_text(kind, getenv("TMUX") != NULL, text, &b);
	if (!e)
		e = send(fd, b.data, b.len);
	buf_fini(&b);
	return e;
}

/* Base64, as the sequence wants it. */
static void encode(struct buf *b, const char *s, size_t len)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < len; i += 3) {
		unsigned n = (unsigned)(unsigned char)s[i] << 16;

		if (i + 1 < len)
			n |= (unsigned)(unsigned char)s[i + 1] << 8;
		if (i + 2 < len)
			n |= (unsigned char)s[i + 2];
		buf_add_char(b, digits[n >> 18]);
		buf_add_char(b, digits[n >> 12 & 63]);
		buf_add_char(b, i + 1 < len ? digits[n >> 6 & 63] : '=');
		buf_add_char(b, i + 2 < len ? digits[n & 63] : '=');
	}
}

enum err tty_notify_copy(int fd, const char *text)
{
	size_t len = strlen(text);
	struct buf b;
	enum err e;

	if (len > TTY_NOTIFY_COPY)
		return ERR_SIZE;
	buf_init(&b, 2 * TTY_NOTIFY_COPY + 16);
	buf_add_str(&b, "\033]52;c;");
	encode(&b, text, len);
	e = buf_add_str(&b, "\033\\");
	if (!e)
		e = send(fd, b.data, b.len);
	buf_fini(&b);
	return e;
}
