/* SPDX-License-Identifier: MIT */
#include "tests/lib/pics.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "shared/picture/codec.h"

#define CAP ((size_t)64 << 20)

static void put(struct buf *out, const void *data, size_t len)
{
	enum err e = buf_add(out, data, len);

	assert(e == ERR_OK);
}

static void le(struct buf *out, uint64_t value, int bytes)
{
	for (int i = 0; i < bytes; i++)
		buf_add_char(out, (char)(value >> 8 * i & 255));
}

static void be(struct buf *out, uint64_t value, int bytes)
{
	while (bytes-- > 0)
		buf_add_char(out, (char)(value >> 8 * bytes & 255));
}

void pics_paint(struct pixels *p, int width, int height)
{
	static const uint8_t corners[4][4] = {{255, 0, 0, 255},
		{0, 255, 0, 255}, {0, 0, 255, 255}, {255, 255, 255, 255}};
	enum err e = pixels_init(p, width, height);

	assert(e == ERR_OK);
	for (int y = 0; y < height; y++)
		for (int x = 0; x < width; x++)
			memcpy(p->rgba + 4 * (y * width + x),
				corners[(y >= height / 2) * 2 +
					(x >= width / 2)],
				4);
}

void pics_exif(struct buf *out, int orientation)
{
	put(out, "MM\0*\0\0\0\x08\0\x02", 10);
	be(out, 0x010e, 2); /* what it shows: a text after the entries */
	be(out, 2, 2);
	be(out, sizeof(PICS_SECRET), 4);
	be(out, 8 + 2 + 2 * 12 + 4, 4);
	be(out, 0x0112, 2);
	be(out, 3, 2);
	be(out, 1, 4);
	be(out, (uint64_t)orientation << 16, 4);
	be(out, 0, 4);
	put(out, PICS_SECRET, sizeof(PICS_SECRET));
}

static void jpeg_segment(
	struct buf *out, int kind, const char *lead, size_t n, struct buf *body)
{
	be(out, 0xff00 | (unsigned)kind, 2);
	be(out, 2 + n + body->len, 2);
	put(out, lead, n);
	put(out, body->data, body->len);
	buf_clear(body);
}

void pics_jpeg(struct buf *out, const struct pixels *p, int orientation)
{
	struct buf plain, body;

	buf_init(&plain, CAP);
	buf_init(&body, CAP);
	codec_jpeg_encode(p, 95, &plain);
	put(out, plain.data, 2);
	pics_exif(&body, orientation);
	jpeg_segment(out, 0xe1, "Exif\0\0", 6, &body);
	put(&body, PICS_SECRET, strlen(PICS_SECRET));
	jpeg_segment(out, 0xfe, "", 0, &body);
	put(out, plain.data + 2, plain.len - 2);
	buf_fini(&body);
	buf_fini(&plain);
}

void pics_png_chunk(
	struct buf *out, const char *kind, const void *body, size_t len)
{
	unsigned long sum = crc32(0, (const unsigned char *)kind, 4);

	if (len)
		sum = crc32(sum, body, (unsigned)len);
	be(out, len, 4);
	put(out, kind, 4);
	put(out, body, len);
	be(out, sum, 4);
}

void pics_png(struct buf *out, const struct pixels *p, int orientation)
{
	struct buf plain, exif;

	buf_init(&plain, CAP);
	buf_init(&exif, CAP);
	codec_png_encode(p, &plain);
	pics_exif(&exif, orientation);
	put(out, plain.data, 8 + 25); /* up to the end of IHDR */
	pics_png_chunk(out, "eXIf", exif.data, exif.len);
	pics_png_chunk(
		out, "tEXt", "Comment\0" PICS_SECRET, 8 + strlen(PICS_SECRET));
	put(out, plain.data + 33, plain.len - 33);
	buf_fini(&exif);
	buf_fini(&plain);
}

/* ---- WebP ---- */

static void webp_chunk(
	struct buf *out, const char *kind, const void *body, size_t len)
{
	put(out, kind, 4);
	le(out, len, 4);
	put(out, body, len);
	if (len % 2)
		buf_add_char(out, '\0');
}

static void webp_file(struct buf *out, const struct buf *chunks)
{
	put(out, "RIFF", 4);
	le(out, 4 + chunks->len, 4);
	put(out, "WEBP", 4);
	put(out, chunks->data, chunks->len);
}

static void webp_head(struct buf *out, int flags, const struct pixels *p)
{
	put(out, "VP8X\x0a\0\0\0", 8);
	le(out, (uint64_t)flags, 4);
	le(out, (uint64_t)p->width - 1, 3);
	le(out, (uint64_t)p->height - 1, 3);
}

static void webp_tail(struct buf *out, int orientation)
{
	struct buf exif;

	buf_init(&exif, CAP);
	pics_exif(&exif, orientation);
	webp_chunk(out, "EXIF", exif.data, exif.len);
	webp_chunk(out, "XMP ", PICS_SECRET, strlen(PICS_SECRET));
	buf_fini(&exif);
}

void pics_webp(struct buf *out, const struct pixels *p, int orientation)
{
	struct buf plain, chunks;

	buf_init(&plain, CAP);
	buf_init(&chunks, CAP);
	codec_webp_encode(p, 95, &plain);
	webp_head(&chunks, 0x0c, p);
	put(&chunks, plain.data + 12, plain.len - 12);
	webp_tail(&chunks, orientation);
	webp_file(out, &chunks);
	buf_fini(&chunks);
	buf_fini(&plain);
}

void pics_webp_moving(struct buf *out, const struct pixels *p, int frames)
{
	struct buf plain, chunks, frame;

	buf_init(&plain, CAP);
	buf_init(&chunks, CAP);
	buf_init(&frame, CAP);
	codec_webp_encode_exact(p, &plain);
	webp_head(&chunks, 0x2e, p); /* with a colour profile, too */
	webp_chunk(&chunks, "ICCP", PICS_SECRET, strlen(PICS_SECRET));
	webp_chunk(&chunks, "ANIM", "\0\0\0\0\0\0", 6);
	le(&frame, 0, 6);
	le(&frame, (uint64_t)p->width - 1, 3);
	le(&frame, (uint64_t)p->height - 1, 3);
	le(&frame, 100, 4);
	put(&frame, plain.data + 12, plain.len - 12);
	webp_chunk(&frame, "note", PICS_SECRET, strlen(PICS_SECRET));
	while (frames-- > 0)
		webp_chunk(&chunks, "ANMF", frame.data, frame.len);
	webp_chunk(&chunks, "note", PICS_SECRET, strlen(PICS_SECRET));
	webp_tail(&chunks, 1);
	webp_file(out, &chunks);
	buf_fini(&frame);
	buf_fini(&chunks);
	buf_fini(&plain);
}

/* ---- GIF ---- */

/* Codes of three bits with a "start over" after every two pixels, so that they
 * never grow. */
static void gif_pixels(struct buf *out, int count, const uint8_t *colours)
{
	uint32_t window = 0;
	int held = 0, block = 0;
	char bytes[255];

	for (int i = -1; i <= count; i++) {
		int codes[2] = {4, i < 0 ? -1 : i == count ? 5 : colours[i]};

		for (int k = (i >= 0 && i % 2) || i == count; k < 2; k++) {
			if (codes[k] < 0)
				continue;
			window |= (uint32_t)codes[k] << held;
			held += 3;
		}
		while (held >= 8 || (i == count && held > 0)) {
			bytes[block++] = (char)(window & 255);
			window >>= 8;
			held -= 8;
			if (block == 255) {
				le(out, 255, 1);
				put(out, bytes, 255);
				block = 0;
			}
		}
	}
	if (block) {
		le(out, (uint64_t)block, 1);
		put(out, bytes, (size_t)block);
	}
	le(out, 0, 1);
}

static void gif_extension(struct buf *out, int kind, const char *head, size_t n)
{
	le(out, 0x21, 1);
	le(out, (uint64_t)kind, 1);
	if (n) {
		le(out, n, 1);
		put(out, head, n);
	}
	le(out, strlen(PICS_SECRET), 1);
	put(out, PICS_SECRET, strlen(PICS_SECRET));
	le(out, 0, 1);
}

static void gif_head(struct buf *out, int width, int height)
{
	put(out, "GIF89a", 6);
	le(out, (uint64_t)width, 2);
	le(out, (uint64_t)height, 2);
	put(out, "\xf1\0\0", 3);
	put(out, "\xff\0\0\0\xff\0\0\0\xff\xff\xff\xff", 12);
}

static void gif_frame(struct buf *out, int width, int height, bool woven,
	const uint8_t *colours)
{
	put(out, "\x2c\0\0\0\0", 5);
	le(out, (uint64_t)width, 2);
	le(out, (uint64_t)height, 2);
	le(out, woven ? 0x40 : 0, 1);
	le(out, 2, 1);
	gif_pixels(out, width * height, colours);
}

void pics_gif_woven(struct buf *out, int width, int height)
{
	static const int from[] = {0, 4, 2, 1}, step[] = {8, 8, 4, 2};
	uint8_t *colours = malloc((size_t)(width * height));
	int row = 0;

	assert(colours);
	for (int pass = 0; pass < 4; pass++)
		for (int y = from[pass]; y < height; y += step[pass])
			memset(colours + width * row++, y / 2 % 4,
				(size_t)width);
	gif_head(out, width, height);
	gif_frame(out, width, height, true, colours);
	put(out, ";", 1);
	free(colours);
}

void pics_gif(struct buf *out, int width, int height, int frames)
{
	uint8_t *colours = malloc((size_t)(width * height));

	assert(colours);
	gif_head(out, width, height);
	put(out, "\x21\xff\x0bNETSCAPE2.0\3\1\7\0\0", 19);
	gif_extension(out, 0xff, "XMP DataXMP", 11);
	gif_extension(out, 0xfe, NULL, 0);
	for (int i = 0; i < frames; i++) {
		put(out, "\x21\xf9\x04\xe4\x0a\0\0\0", 8);
		memset(colours, i % 4, (size_t)(width * height));
		gif_frame(out, width, height, false, colours);
		gif_extension(out, 0x01, "\0\0\0\0\0\0\0\0\0\0\0\0", 12);
	}
	put(out, ";", 1);
	free(colours);
}

/* ---- MP4 ---- */

/* Begins a box; its size is filled in by mp4_end. */
static size_t mp4_begin(struct buf *out, const char *kind)
{
	size_t at = out->len;

	be(out, 0, 4);
	put(out, kind, 4);
	return at;
}

static void mp4_end(struct buf *out, size_t at)
{
	size_t size = out->len - at;

	for (int i = 0; i < 4; i++)
		out->data[at + (size_t)i] = (char)(size >> 8 * (3 - i) & 255);
}

static void mp4_box(
	struct buf *out, const char *kind, const void *body, size_t len)
{
	size_t at = mp4_begin(out, kind);

	put(out, body, len);
	mp4_end(out, at);
}

static void mp4_numbers(
	struct buf *out, const char *kind, const uint32_t *list, int count)
{
	size_t at = mp4_begin(out, kind);

	for (int i = 0; i < count; i++)
		be(out, list[i], 4);
	mp4_end(out, at);
}

/* A head with times of 1, and zeros up to the picture's size at its end. */
static void mp4_head(
	struct buf *out, const char *kind, int len, int width, int height)
{
	size_t at = mp4_begin(out, kind);

	be(out, 0, 4);
	be(out, 0x01010101, 4);
	be(out, 0x01010101, 4);
	for (int i = 12; i < len - 8; i++)
		be(out, 0, 1);
	be(out, (uint64_t)width << 16, 4);
	be(out, (uint64_t)height << 16, 4);
	mp4_end(out, at);
}

static void mp4_samples(
	struct buf *out, const char *codec, uint32_t offset, uint32_t size)
{
	size_t at = mp4_begin(out, "stbl"), entries, entry;

	entries = mp4_begin(out, "stsd");
	be(out, 1, 8);
	entry = mp4_begin(out, codec);
	for (int i = 0; i < 42; i++)
		be(out, 0, 1);
	put(out, PICS_SECRET "...............", 32);
	be(out, 0, 4);
	mp4_box(out, "avcC", "\1\x64\0\x1f", 4);
	mp4_box(out, "note", PICS_SECRET, strlen(PICS_SECRET));
	mp4_end(out, entry);
	mp4_end(out, entries);
	mp4_numbers(out, "stts", (uint32_t[]){0, 1, 1, 100}, 4);
	mp4_numbers(out, "stsc", (uint32_t[]){0, 1, 1, 1, 1}, 5);
	mp4_numbers(out, "stsz", (uint32_t[]){0, 0, 1, size}, 4);
	mp4_numbers(out, "stco", (uint32_t[]){0, 1, offset}, 3);
	mp4_end(out, at);
}

static void mp4_track(struct buf *out, const char *handler, const char *codec,
	int width, int height, uint32_t offset, uint32_t size)
{
	size_t track = mp4_begin(out, "trak"), media, info, data, at;

	mp4_head(out, "tkhd", 84, width, height);
	media = mp4_begin(out, "mdia");
	mp4_head(out, "mdhd", 24, 0, 0);
	at = mp4_begin(out, "hdlr");
	be(out, 0, 8);
	put(out, handler, 4);
	be(out, 0, 8);
	be(out, 0, 4);
	put(out, PICS_SECRET, sizeof(PICS_SECRET));
	mp4_end(out, at);
	info = mp4_begin(out, "minf");
	mp4_box(out, "vmhd", "\0\0\0\1\0\0\0\0\0\0\0\0", 12);
	data = mp4_begin(out, "dinf");
	at = mp4_begin(out, "dref");
	be(out, 1, 8);
	mp4_box(out, "url ", "\0\0\0\1", 4);
	mp4_end(out, at);
	mp4_end(out, data);
	mp4_samples(out, codec, offset, size);
	mp4_end(out, info);
	mp4_end(out, media);
	mp4_end(out, track);
}

void pics_mp4(struct buf *out, int width, int height)
{
	static const char picture[] = PICS_MP4_PICTURE;
	size_t start = out->len, movie, texts;
	uint32_t media;

	mp4_box(out, "ftyp", "isom\0\0\2\0isommp42", 16);
	mp4_box(out, "uuid", PICS_SECRET, strlen(PICS_SECRET));
	media = (uint32_t)(out->len - start) + 8;
	/* Something that nothing refers to, the picture, the places. */
	mp4_box(out, "mdat", PICS_SECRET PICS_MP4_PICTURE PICS_SECRET,
		2 * strlen(PICS_SECRET) + strlen(picture));
	movie = mp4_begin(out, "moov");
	mp4_head(out, "mvhd", 100, 0, 0);
	mp4_track(out, "vide", "avc1", width, height,
		media + (uint32_t)strlen(PICS_SECRET),
		(uint32_t)strlen(picture));
	mp4_track(out, "meta", "mett", 0, 0,
		media + (uint32_t)strlen(PICS_SECRET PICS_MP4_PICTURE),
		(uint32_t)strlen(PICS_SECRET));
	texts = mp4_begin(out, "udta");
	mp4_box(out, "\xa9xyz", PICS_SECRET, strlen(PICS_SECRET));
	mp4_end(out, texts);
	mp4_end(out, movie);
}
