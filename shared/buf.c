/* SPDX-License-Identifier: MIT */
#include "shared/buf.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "shared/mem.h"

void buf_init(struct buf *b, size_t cap)
{
	*b = (struct buf){.cap = cap};
}

void buf_fini(struct buf *b)
{
	mem_free(b->data);
	*b = (struct buf){0};
}

void buf_clear(struct buf *b)
{
	b->len = 0;
	b->err = ERR_OK;
	if (b->data)
		b->data[0] = '\0';
}

/* Makes room for `more` bytes and a NUL. */
static enum err buf_reserve(struct buf *b, size_t more)
{
	size_t size = b->size ? b->size : 64;
	char *data;

	if (b->err)
		return b->err;
	if (more > b->cap - b->len)
		return b->err = ERR_SIZE;
	if (b->len + more < b->size)
		return ERR_OK;
	while (size <= b->len + more)
		size *= 2;
	data = mem_resize(b->data, size);
	if (!data)
		return b->err = ERR_NOMEM;
	b->data = data;
	b->size = size;
	return ERR_OK;
}

enum err buf_add(struct buf *b, const void *data, size_t len)
{
	enum err e = buf_reserve(b, len);

	if (e)
		return e;
	if (len)
		memcpy(b->data + b->len, data, len);
	b->len += len;
	b->data[b->len] = '\0';
	return ERR_OK;
}

enum err buf_add_str(struct buf *b, const char *s)
{
	return buf_add(b, s, strlen(s));
}

enum err buf_add_char(struct buf *b, char c)
{
	return buf_add(b, &c, 1);
}

enum err buf_addv(struct buf *b, const char *format, va_list args)
{
	va_list again;
	enum err e;
	int len;

	va_copy(again, args);
	len = vsnprintf(NULL, 0, format, again);
	va_end(again);
	assert(len >= 0);
	e = buf_reserve(b, (size_t)len);
	if (e)
		return e;
	vsnprintf(b->data + b->len, (size_t)len + 1, format, args);
	b->len += (size_t)len;
	return ERR_OK;
}

enum err buf_addf(struct buf *b, const char *format, ...)
{
	va_list args;
	enum err e;

	va_start(args, format);
	e = buf_addv(b, format, args);
	va_end(args);
	return e;
}

void buf_drop(struct buf *b, size_t len)
{
	assert(len <= b->len);
	if (len == 0)
		return;
	b->len -= len;
	memmove(b->data, b->data + len, b->len + 1);
}

const char *buf_str(const struct buf *b)
{
	return b->data ? b->data : "";
}

char *buf_take(struct buf *b)
{
	char *data = NULL;

	if (!b->err && !buf_add(b, "", 0))
		data = b->data;
	else
		mem_free(b->data);
	buf_init(b, b->cap);
	return data;
}
