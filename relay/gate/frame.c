/* SPDX-License-Identifier: MIT */
#include "relay/gate/frame.h"

#include <assert.h>
#include <string.h>

#include "shared/buf.h"
#include "shared/mem.h"

enum err frame_new(const struct wire_msg *msg, struct frame **out)
{
	struct frame *f = NULL;
	struct buf b;
	enum err e;

	*out = NULL;
	buf_init(&b, FRAME_MAX);
	e = wire_encode(msg, &b);
	if (e != ERR_OK)
		goto out;
	f = mem_alloc(sizeof(*f) + b.len);
	if (!f) {
		e = ERR_NOMEM;
		goto out;
	}
	f->refs = 1;
	f->len = (uint32_t)b.len;
	memcpy(f->text, b.data, b.len);
	*out = f;
out:
	buf_fini(&b);
	return e;
}

struct frame *frame_keep(struct frame *f)
{
	assert(f->refs > 0);
	f->refs++;
	return f;
}

void frame_drop(struct frame **f)
{
	if (*f) {
		assert((*f)->refs > 0);
		if (--(*f)->refs == 0)
			mem_free(*f);
	}
	*f = NULL;
}
