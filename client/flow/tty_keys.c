/* SPDX-License-Identifier: MIT */
#include "client/flow/tty_keys.h"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include "client/link/ws_loop.h"
#include "client/term/tty_guard.h"
#include "shared/mem.h"

struct tty_keys {
	int fd; /* the loop has another one */
	struct termios found;
	void (*fn)(void *ctx, char key);
	void *ctx;
};

static void on_keys(void *ctx, int fd)
{
	struct tty_keys *k = ctx;
	char bytes[64];
	ssize_t n;

	while ((n = read(fd, bytes, sizeof(bytes))) > 0)
		for (ssize_t i = 0; i < n; i++)
			k->fn(k->ctx, bytes[i]);
	if (n == 0)
		k->fn(k->ctx, '\0');
}

enum err tty_keys_new(struct ws_loop *loop, void (*fn)(void *ctx, char key),
	void *ctx, struct tty_keys **out)
{
	struct tty_keys *k = mem_zero(sizeof(*k));
	struct termios modes;
	int fd = -1;

	*out = k;
	if (!k)
		return ERR_NOMEM;
	k->fn = fn;
	k->ctx = ctx;
	k->fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
	if (k->fd < 0 || tcgetattr(k->fd, &k->found) != 0)
		goto fail;
	modes = k->found;
	modes.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
	modes.c_cc[VMIN] = 1;
	modes.c_cc[VTIME] = 0;
	fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
	if (fd < 0 || ws_loop_read(loop, fd, on_keys, k) != ERR_OK)
		goto fail;
	tty_guard_arm(k->fd, &k->found, "");
	if (tcsetattr(k->fd, TCSADRAIN, &modes) == 0)
		return ERR_OK;
fail:
	tty_keys_destroy(out);
	return ERR_IO;
}

void tty_keys_destroy(struct tty_keys **k)
{
	if (!*k)
		return;
	tty_guard_restore();
	if ((*k)->fd >= 0)
		close((*k)->fd);
	mem_free(*k);
	*k = NULL;
}
