/* SPDX-License-Identifier: MIT */
#include "relay/gate/file_read.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum err file_read(const char *path, struct buf *out)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	enum err e = ERR_OK;
	char chunk[4096];
	ssize_t n;
	int saved;

	if (fd < 0)
		return ERR_IO;
	while (e == ERR_OK && (n = read(fd, chunk, sizeof(chunk))) != 0) {
		if (n > 0)
			e = buf_add(out, chunk, (size_t)n);
		else if (errno != EINTR)
			e = ERR_IO;
	}
	saved = errno;
	close(fd);
	errno = saved;
	return e;
}
