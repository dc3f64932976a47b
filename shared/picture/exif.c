/* SPDX-License-Identifier: MIT */
#include "shared/picture/exif.h"

#include "shared/picture/bytes.h"

#define ORIENTATION 0x0112
#define SHORT 3
#define ENTRY 12 /* bytes: tag, type, count, value */

static uint32_t number(bool low_first, const uint8_t *at, int n)
{
	return low_first ? bytes_le(at, n) : (uint32_t)bytes_be(at, n);
}

static int value_of(bool low, const uint8_t *entry)
{
	uint32_t value = number(low, entry + 8, 2);

	return number(low, entry + 2, 2) == SHORT && value >= 1 && value <= 8
		? (int)value
		: 1;
}

int exif_orientation(const void *tiff, size_t len)
{
	struct bytes b = {tiff, len};
	bool low = bytes_begin(&b, "II*\0", 4);
	const uint8_t *at;
	uint32_t entries;

	if (!low && !bytes_begin(&b, "MM\0*", 4))
		return 1;
	if (len < 8 || !bytes_take(&b, number(low, b.at + 4, 4)))
		return 1;
	at = bytes_take(&b, 2);
	entries = at ? number(low, at, 2) : 0;
	while (entries-- > 0 && (at = bytes_take(&b, ENTRY)))
		if (number(low, at, 2) == ORIENTATION)
			return value_of(low, at);
	return 1;
}

/* Segments up to the picture itself: FF, kind, a length that counts itself. */
int exif_of_jpeg(const void *file, size_t len)
{
	struct bytes b = {file, len};
	const uint8_t *head;
	size_t size;

	if (!bytes_take(&b, 2))
		return 1;
	while ((head = bytes_take(&b, 4)) && head[0] == 0xff &&
		head[1] != 0xda) {
		struct bytes body = b;

		size = (size_t)bytes_be(head + 2, 2);
		if (size < 2 || !bytes_take(&b, size - 2))
			return 1;
		body.len = size - 2;
		if (head[1] == 0xe1 && bytes_begin(&body, "Exif\0\0", 6))
			return exif_orientation(body.at + 6, body.len - 6);
	}
	return 1;
}

/* Chunks: length, kind, the bytes, a checksum. */
int exif_of_png(const void *file, size_t len)
{
	struct bytes b = {file, len};
	const uint8_t *head, *body;
	size_t size;

	if (!bytes_take(&b, 8))
		return 1;
	while ((head = bytes_take(&b, 8))) {
		size = (size_t)bytes_be(head, 4);
		body = bytes_take(&b, size);
		if (!body || !bytes_take(&b, 4))
			return 1;
		if (memcmp(head + 4, "eXIf", 4) == 0)
			return exif_orientation(body, size);
	}
	return 1;
}
