/* SPDX-License-Identifier: MIT */
#include "client/term/tty_notify.h"

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

/* The bytes of the whole clusters that fit TTY_NOTIFY_TITLE. */
static size_t title_len(const char *s)
{
	size_t len = strlen(s), at = 0;
	struct cluster c;

	while (cluster_next(s + at, len - at, &c) &&
		at + c.len <= TTY_NOTIFY_TITLE)
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
	buf_add(&b, shown, title_len(shown));
	e = buf_add_str(&b, "\033\\");
	if (!e)
		e = send(fd, b.data, b.len);
out:
	buf_fini(&b);
	mem_free(shown);
	return e;
}
