/* SPDX-License-Identifier: MIT */
#include "relay/gate/uv_clock.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <uv.h>

#include "relay/gate/file_read.h"
#include "shared/times.h"

static int64_t wall_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return t.tv_sec * TIMES_SECOND + t.tv_nsec / 1000;
}

enum err uv_clock_init(struct uv_clock *c, const char *file)
{
	struct buf b;
	enum err e = ERR_OK;

	*c = (struct uv_clock){
		.start = wall_now(),
		.begin = uv_hrtime(),
		.file = file,
	};
	if (!file)
		return ERR_OK;
	buf_init(&b, 64);
	if (file_read(file, &b) == ERR_OK)
		c->moved = strtoll(buf_str(&b), NULL, 10);
	else if (errno != ENOENT)
		e = ERR_IO;
	buf_fini(&b);
	return e;
}

struct desk_now uv_clock_now(struct uv_clock *c)
{
	if (!c->known) {
		c->known = true;
		c->now.wall = wall_now() + c->moved;
		c->now.steady = c->start + c->moved +
			(int64_t)((uv_hrtime() - c->begin) / 1000);
	}
	return c->now;
}

void uv_clock_turn(struct uv_clock *c)
{
	c->known = false;
}

static enum err keep(const struct uv_clock *c)
{
	FILE *f = fopen(c->file, "we");
	bool fine;

	if (!f)
		return ERR_IO;
	fine = fprintf(f, "%" PRId64 "\n", c->moved) > 0;
	fine = fclose(f) == 0 && fine;
	return fine ? ERR_OK : ERR_IO;
}

enum err uv_clock_move(struct uv_clock *c, int64_t advance, int64_t wall)
{
	struct desk_now now = uv_clock_now(c);

	if (!c->file)
		return ERR_FORBIDDEN;
	if (wall > 0) {
		if (wall < now.wall || advance > 0)
			return ERR_FIELD;
		advance = wall - now.wall;
	}
	if (advance < 0 || advance > TIMES_MAX - now.wall)
		return ERR_FIELD;
	c->moved += advance;
	uv_clock_turn(c);
	return keep(c);
}
