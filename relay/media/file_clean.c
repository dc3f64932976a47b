/* SPDX-License-Identifier: MIT */
#include "relay/media/file_clean.h"

#include <poll.h>

#include "relay/media/file_media.h"
#include "shared/picture/file_picture.h"

#define LOOK_MS 50 /* how often it looks whether it is to end */

/* Waits for the child; its time is up after FILE_PICTURE_CLEAN_MS. */
static enum err wait_for(const struct file_clean *c, struct file_picture *p)
{
	enum file_picture_state state = FILE_PICTURE_WORKING;
	struct pollfd wait = {.fd = file_picture_fd(p), .events = POLLIN};

	for (int ms = 0; state == FILE_PICTURE_WORKING; ms += LOOK_MS) {
		if (c->stop(c->ctx) || ms > FILE_PICTURE_CLEAN_MS)
			return ERR_MEDIA;
		/* An answer that comes in many pieces counts no time. */
		if (poll(&wait, 1, LOOK_MS) > 0)
			ms -= LOOK_MS;
		state = file_picture_read(p);
	}
	return state == FILE_PICTURE_DONE ? ERR_OK : file_picture_error(p);
}

static enum err keep_clean(const struct file_clean *c,
	const struct file_picture *p, struct media_clean *out)
{
	const struct buf *answer = file_picture_answer(p);
	struct picture_file file;
	enum err e = picture_read_file(answer->data, answer->len, &file);

	if (e != ERR_OK)
		return e;
	out->mime = (enum wire_mime)file.kind;
	out->width = file.width;
	out->height = file.height;
	out->bytes = file.len;
	return file_media_put_clean(c->directory, &c->id, file.data, file.len);
}

void file_clean_run(const struct file_clean *c, struct media_clean *out)
{
	const struct file_picture_job job = {
		.program = c->program, .data = c->data, .len = c->len};
	struct file_picture *p = NULL;

	*out = (struct media_clean){.err = ERR_MEDIA};
	if (c->stop(c->ctx))
		return;
	out->err = c->program ? file_picture_start(&job, &p) : ERR_IO;
	if (out->err == ERR_OK)
		out->err = wait_for(c, p);
	if (out->err == ERR_OK)
		out->err = keep_clean(c, p, out);
	file_picture_destroy(&p);
}
