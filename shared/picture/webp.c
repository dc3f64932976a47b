/* SPDX-License-Identifier: MIT */
#include "shared/picture/webp.h"

#include "shared/buf.h"
#include "shared/limits.h"
#include "shared/picture/bytes.h"

#define EXTENDED_BYTES 10 /* of a VP8X chunk */
#define ANIMATION_BYTES 6 /* of an ANIM chunk */
#define FRAME_BYTES 16    /* of an ANMF chunk before its own chunks */
#define HAS_ANIMATION 0x02
#define HAS_ALPHA 0x10
#define FRAME_FLAGS 0x03 /* how it is laid on, what is done with it after */

struct chunk {
	const uint8_t *kind; /* four letters */
	struct bytes body;
};

/* Takes the next chunk with the byte that makes it even. */
static bool next_chunk(struct bytes *b, struct chunk *out)
{
	const uint8_t *head = bytes_take(b, 8);
	size_t size;

	if (!head)
		return false;
	size = bytes_le(head + 4, 4);
	*out = (struct chunk){.kind = head, .body = {b->at, size}};
	return bytes_take(b, size) && (size % 2 == 0 || bytes_take(b, 1));
}

static bool is(const struct chunk *c, const char *kind)
{
	return memcmp(c->kind, kind, 4) == 0;
}

/* The chunks of the file; what follows them is not looked at. */
static bool open_file(const void *data, size_t len, struct bytes *out)
{
	struct bytes b = {data, len};
	const uint8_t *head;
	size_t size;

	if (!bytes_begin(&b, "RIFF", 4) || !(head = bytes_take(&b, 12)) ||
		memcmp(head + 8, "WEBP", 4) != 0)
		return false;
	size = bytes_le(head + 4, 4);
	if (size < 4 || size - 4 > b.len)
		return false;
	b.len = size - 4;
	*out = b;
	return true;
}

/* The size that the pixels themselves have: of a lossy picture RFC 6386, 9.1,
 * of a lossless one RFC 9649, 3.4. */
static bool bitstream_size(const struct chunk *c, int *width, int *height)
{
	const uint8_t *at = c->body.at;
	uint32_t bits;

	if (is(c, "VP8 ") && c->body.len >= 10 && (at[0] & 1) == 0 &&
		memcmp(at + 3, "\x9d\x01\x2a", 3) == 0) {
		*width = (int)(bytes_le(at + 6, 2) & 0x3fff);
		*height = (int)(bytes_le(at + 8, 2) & 0x3fff);
		return *width > 0 && *height > 0;
	}
	if (is(c, "VP8L") && c->body.len >= 5 && at[0] == 0x2f) {
		bits = bytes_le(at + 1, 4);
		*width = (int)(bits & 0x3fff) + 1;
		*height = (int)(bits >> 14 & 0x3fff) + 1;
		return true;
	}
	return false;
}

static bool fits(int64_t width, int64_t height)
{
	return height <= LIMIT_PIXELS / width;
}

/* The first chunk says what kind of file it is. */
static bool look_first(const struct chunk *c, struct webp_info *out)
{
	if (!is(c, "VP8X")) {
		out->lossless = is(c, "VP8L");
		return bitstream_size(c, &out->width, &out->height);
	}
	if (c->body.len != EXTENDED_BYTES)
		return false;
	out->animated = c->body.at[0] & HAS_ANIMATION;
	out->width = (int)bytes_le(c->body.at + 4, 3) + 1;
	out->height = (int)bytes_le(c->body.at + 7, 3) + 1;
	return true;
}

enum err webp_look(const void *data, size_t len, struct webp_info *out)
{
	struct bytes b;
	struct chunk c;

	*out = (struct webp_info){.exif = NULL};
	if (!open_file(data, len, &b) || !next_chunk(&b, &c) ||
		!look_first(&c, out) || !fits(out->width, out->height))
		return ERR_MEDIA;
	while (b.len > 0) {
		if (!next_chunk(&b, &c))
			return ERR_MEDIA;
		out->lossless = out->lossless || is(&c, "VP8L");
		if (is(&c, "EXIF") && !out->exif) {
			out->exif = c.body.at;
			out->exif_len = c.body.len;
		}
	}
	return ERR_OK;
}

/* Sets the 32 bits at that place of the buffer. */
static void put_size(struct buf *out, size_t at, size_t size)
{
	for (int i = 0; i < 4; i++)
		out->data[at + (size_t)i] = (char)(size >> 8 * i & 255);
}

static void add_chunk(
	struct buf *out, const char *kind, const uint8_t *body, size_t len)
{
	char size[4];

	for (int i = 0; i < 4; i++)
		size[i] = (char)(len >> 8 * i & 255);
	buf_add(out, kind, 4);
	buf_add(out, size, sizeof(size));
	buf_add(out, body, len);
	if (len % 2)
		buf_add_char(out, '\0');
}

/* The opacity and the pixels of one frame, which must be as large as it says.
 * An opacity belongs to lossy pixels only. */
static enum err add_frame_data(
	struct bytes b, int width, int height, struct buf *out)
{
	struct chunk c, alpha = {.kind = NULL};
	int w = 0, h = 0;

	while (w == 0 && b.len > 0) {
		if (!next_chunk(&b, &c))
			return ERR_MEDIA;
		if (is(&c, "ALPH") && !alpha.kind)
			alpha = c;
		else if (is(&c, "VP8 ") || is(&c, "VP8L"))
			bitstream_size(&c, &w, &h);
	}
	if (w != width || h != height)
		return ERR_MEDIA;
	if (alpha.kind && is(&c, "VP8 "))
		add_chunk(out, "ALPH", alpha.body.at, alpha.body.len);
	add_chunk(out, is(&c, "VP8 ") ? "VP8 " : "VP8L", c.body.at, c.body.len);
	return out->err;
}

static enum err add_frame(const struct chunk *frame,
	const struct webp_info *info, struct buf *out)
{
	struct bytes b = frame->body;
	const uint8_t *head = bytes_take(&b, FRAME_BYTES);
	size_t start = out->len;
	int x, y, width, height;
	uint8_t copy[FRAME_BYTES];
	enum err e;

	if (!head)
		return ERR_MEDIA;
	x = 2 * (int)bytes_le(head, 3);
	y = 2 * (int)bytes_le(head + 3, 3);
	width = (int)bytes_le(head + 6, 3) + 1;
	height = (int)bytes_le(head + 9, 3) + 1;
	if (x + width > info->width || y + height > info->height)
		return ERR_MEDIA;
	memcpy(copy, head, sizeof(copy));
	copy[FRAME_BYTES - 1] &= FRAME_FLAGS;
	add_chunk(out, "ANMF", copy, sizeof(copy));
	e = add_frame_data(b, width, height, out);
	if (!e)
		put_size(out, start + 4, out->len - start - 8);
	return e;
}

/* Everything up to the first frame. */
static bool add_head(
	struct bytes *b, const struct webp_info *info, struct buf *out)
{
	uint8_t extended[EXTENDED_BYTES];
	struct chunk c;

	if (!info->animated || !next_chunk(b, &c))
		return false;
	memcpy(extended, c.body.at, sizeof(extended));
	extended[0] &= HAS_ANIMATION | HAS_ALPHA;
	memset(extended + 1, 0, 3);
	buf_add(out, "RIFF\0\0\0\0WEBP", 12);
	add_chunk(out, "VP8X", extended, sizeof(extended));
	do
		if (!next_chunk(b, &c))
			return false;
	while (!is(&c, "ANIM"));
	if (c.body.len != ANIMATION_BYTES)
		return false;
	add_chunk(out, "ANIM", c.body.at, c.body.len);
	return true;
}

enum err webp_strip(const void *data, size_t len, struct buf *out)
{
	size_t start = out->len;
	struct webp_info info;
	struct bytes b;
	struct chunk c;
	int frames = 0;
	enum err e = webp_look(data, len, &info);

	if (e || !open_file(data, len, &b) || !add_head(&b, &info, out))
		return ERR_MEDIA;
	while (!e && b.len > 0) {
		if (!next_chunk(&b, &c))
			return ERR_MEDIA;
		if (!is(&c, "ANMF"))
			continue;
		e = add_frame(&c, &info, out);
		frames++;
	}
	if (!e)
		e = out->err ? out->err : frames ? ERR_OK : ERR_MEDIA;
	if (!e)
		put_size(out, start + 4, out->len - start - 8);
	return e;
}
