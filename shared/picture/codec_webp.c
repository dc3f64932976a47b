/* SPDX-License-Identifier: MIT */
#include <webp/decode.h>
#include <webp/demux.h>
#include <webp/encode.h>

#include "shared/buf.h"
#include "shared/limits.h"
#include "shared/picture/codec.h"
#include "shared/picture/exif.h"
#include "shared/picture/pixels.h"
#include "shared/picture/webp.h"

#define METHOD 3 /* of 0, quick, to 6, small */
#define EXACT_LEVEL 2

static enum err decode_still(const void *data, size_t len, struct pixels *out)
{
	enum err e;
	int width, height;

	if (!WebPGetInfo(data, len, &width, &height))
		return ERR_MEDIA;
	e = pixels_init(out, width, height);
	if (e)
		return e;
	if (!WebPDecodeRGBAInto(data, len, out->rgba,
		    4 * (size_t)width * (size_t)height, 4 * width))
		return ERR_MEDIA;
	return ERR_OK;
}

/* The size was looked at before: the decoder makes its canvas at once. */
static enum err decode_first(const void *data, size_t len, struct pixels *out)
{
	WebPData file = {.bytes = data, .size = len};
	WebPAnimDecoder *decoder = WebPAnimDecoderNew(&file, NULL);
	enum err e = ERR_MEDIA;
	uint8_t *canvas;
	int at;

	if (decoder && WebPAnimDecoderGetNext(decoder, &canvas, &at)) {
		memcpy(out->rgba, canvas,
			4 * (size_t)out->width * (size_t)out->height);
		e = ERR_OK;
	}
	WebPAnimDecoderDelete(decoder);
	return e;
}

enum err codec_webp_decode(const void *data, size_t len, struct pixels *out)
{
	struct webp_info info;
	enum err e = webp_look(data, len, &info);

	*out = (struct pixels){.rgba = NULL};
	if (!e && info.animated) {
		e = pixels_init(out, info.width, info.height);
		if (!e)
			e = decode_first(data, len, out);
	} else if (!e) {
		e = decode_still(data, len, out);
	}
	if (!e)
		e = pixels_orient(
			out, exif_orientation(info.exif, info.exif_len));
	if (e)
		pixels_fini(out);
	return e;
}

static int sink_add(const uint8_t *data, size_t len, const WebPPicture *picture)
{
	return buf_add(picture->custom_ptr, data, len) == ERR_OK;
}

static enum err encode(
	const struct pixels *p, const WebPConfig *config, struct buf *out)
{
	WebPPicture picture;
	enum err e = ERR_OK;

	if (p->width > WEBP_MAX_DIMENSION || p->height > WEBP_MAX_DIMENSION)
		return ERR_SIZE;
	if (!WebPPictureInit(&picture))
		return ERR_NOMEM;
	picture.use_argb = config->lossless;
	picture.width = p->width;
	picture.height = p->height;
	picture.writer = sink_add;
	picture.custom_ptr = out;
	if (!WebPPictureImportRGBA(&picture, p->rgba, 4 * p->width))
		e = ERR_NOMEM;
	else if (!WebPEncode(config, &picture))
		e = out->err ? out->err
			: picture.error_code == VP8_ENC_ERROR_OUT_OF_MEMORY
			? ERR_NOMEM
			: ERR_SIZE;
	WebPPictureFree(&picture);
	return e;
}

enum err codec_webp_encode(const struct pixels *p, int quality, struct buf *out)
{
	WebPConfig config;

	if (!WebPConfigPreset(&config, WEBP_PRESET_PHOTO, (float)quality))
		return ERR_NOMEM;
	config.method = METHOD;
	return encode(p, &config, out);
}

enum err codec_webp_encode_exact(const struct pixels *p, struct buf *out)
{
	WebPConfig config;

	if (!WebPConfigInit(&config) ||
		!WebPConfigLosslessPreset(&config, EXACT_LEVEL))
		return ERR_NOMEM;
	return encode(p, &config, out);
}
