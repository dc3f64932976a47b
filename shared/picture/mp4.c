/* SPDX-License-Identifier: MIT */
/*
 * The walk goes by the table in mp4_table.h, over a copy of the file.  A file
 * in fragments (moof) says where its media bytes are in another way, which is
 * not followed: such a file may have nothing but pictures and sound.
 */
#include "shared/picture/mp4.h"

#include <stdbool.h>
#include <string.h>

#include "shared/buf.h"
#include "shared/limits.h"
#include "shared/mem.h"
#include "shared/picture/bytes.h"
#include "shared/picture/mp4_table.h"

#define HEAD 8       /* bytes of a box's size and kind */
#define LONG_HEAD 16 /* with a size of 64 bits */
#define CODEC_NAME 42
#define CODEC_NAME_BYTES 32
#define HANDLER_NAME 24

enum role {
	BLANK,
	KEEP,
	ENTER,
	MOOF,
	MVHD,
	TRAK,
	TKHD,
	MDHD,
	HDLR,
	DREF,
	STSD,
	STSC,
	STSZ,
	STZ2,
	STCO,
	CO64,
	VISUAL
};

struct rule {
	char in[5], kind[5];
	enum role role;
	size_t skip;
};

static const struct rule rules[] = {
#define MP4_RULE(in, kind, role, skip) {in, kind, role, skip},
	MP4_TABLE(MP4_RULE)
#undef MP4_RULE
};

struct box {
	uint8_t *at; /* its head */
	struct mp4_body body;
};

struct mp4 {
	uint8_t *file;
	size_t len;
	bool moov, mdat, moof;
	bool others; /* a track of neither pictures nor sound was blanked */
	int videos;
	int width, height; /* of the first video */
	struct mp4_ranges used;
	/* of the track at hand */
	struct mp4_track track;
	char handler[5];
	uint32_t track_width, track_height;
	int entries; /* kinds of samples */
};

/* ---- boxes ---- */

/* Takes the next box off the front.  A size of 0 means "to the end", which
 * only media bytes at the end of the file can have. */
static bool next_box(struct mp4_body *b, bool top, struct box *out)
{
	uint64_t size, head = HEAD;

	if (b->len < HEAD)
		return false;
	size = bytes_be(b->at, 4);
	if (size == 1 && b->len >= LONG_HEAD) {
		size = bytes_be(b->at + HEAD, 8);
		head = LONG_HEAD;
	} else if (size == 0 && top && memcmp(b->at + 4, "mdat", 4) == 0) {
		size = b->len;
	}
	if (size < head || size > b->len)
		return false;
	*out = (struct box){
		.at = b->at,
		.body = {b->at + head, (size_t)(size - head)},
	};
	b->at += size;
	b->len -= (size_t)size;
	return true;
}

static bool is(const struct box *box, const char *kind)
{
	return memcmp(box->at + 4, kind, 4) == 0;
}

static void blank(const struct box *box)
{
	memcpy(box->at + 4, "free", 4);
	memset(box->body.at, 0, box->body.len);
}

static bool all_zero(const struct mp4_body *b)
{
	for (size_t i = 0; i < b->len; i++)
		if (b->at[i])
			return false;
	return true;
}

static const struct rule *find_rule(const struct rule *in, const struct box *b)
{
	const char *name = !in ? "" : in->role == VISUAL ? "*" : in->kind;

	for (size_t i = 0; i < sizeof(rules) / sizeof(*rules); i++)
		if (strcmp(rules[i].in, name) == 0 && is(b, rules[i].kind))
			return &rules[i];
	return NULL;
}

/* ---- single boxes ---- */

/* When it was made, and when it was changed: of 32 or 64 bits each.  `len` is
 * the whole body's for the shorter. */
static bool blank_times(const struct mp4_body *b, size_t len)
{
	if (b->len >= 4 && b->at[0] == 0 && b->len == len)
		memset(b->at + 4, 0, 8);
	else if (b->len >= 4 && b->at[0] == 1 && b->len == len + 12)
		memset(b->at + 4, 0, 16);
	else
		return false;
	return true;
}

/* The size of the picture stands at the end, in 65,536ths. */
static bool take_track_head(struct mp4 *m, const struct mp4_body *b)
{
	if (!blank_times(b, 84))
		return false;
	m->track_width = (uint32_t)bytes_be(b->at + b->len - 8, 4) >> 16;
	m->track_height = (uint32_t)bytes_be(b->at + b->len - 4, 4) >> 16;
	return true;
}

/* What kind of track it is; behind that stands the name of some program. */
static bool take_handler(struct mp4 *m, const struct mp4_body *b)
{
	if (b->len < HANDLER_NAME)
		return false;
	memcpy(m->handler, b->at + 8, 4);
	memset(b->at + HANDLER_NAME, 0, b->len - HANDLER_NAME);
	return true;
}

/* The media bytes must be in this file and not behind some address; what some
 * programs write where the address would be goes. */
static bool take_references(const struct mp4_body *b)
{
	struct mp4_body rest = {b->at + 8, b->len - 8};
	struct box box;

	if (b->len < 8 || rest.len == 0)
		return false;
	while (rest.len > 0) {
		if (!next_box(&rest, false, &box) || !is(&box, "url ") ||
			box.body.len < 4 || bytes_be(box.body.at, 4) != 1)
			return false;
		memset(box.body.at + 4, 0, box.body.len - 4);
	}
	return true;
}

static bool take_entry(struct mp4 *m, const struct mp4_body *b)
{
	if (b->len < CODEC_NAME + CODEC_NAME_BYTES)
		return false;
	memset(b->at + CODEC_NAME, 0, CODEC_NAME_BYTES);
	m->entries++;
	return true;
}

/* Keeps the place of a table; a track has one of each. */
static bool take_table(struct mp4_body *to, const struct mp4_body *b)
{
	if (to->at)
		return false;
	*to = *b;
	return true;
}

/* ---- the walk ---- */

static enum err walk(
	struct mp4 *m, struct mp4_body body, const struct rule *in);

/* A track of something else goes, and its media bytes with it. */
static enum err take_track(
	struct mp4 *m, const struct box *box, const struct rule *rule)
{
	bool video, sound;
	enum err e;

	m->track = (struct mp4_track){.chunks = {NULL, 0}};
	memset(m->handler, 0, sizeof(m->handler));
	m->track_width = m->track_height = 0;
	m->entries = 0;
	e = walk(m, box->body, rule);
	video = strcmp(m->handler, "vide") == 0;
	sound = strcmp(m->handler, "soun") == 0;
	if (!video && !sound) {
		blank(box);
		m->others = true;
		return ERR_OK;
	}
	if (!e && (m->entries == 0 || (video && m->track_width == 0)))
		e = ERR_MEDIA;
	if (!e && video && m->videos++ == 0) {
		m->width = (int)m->track_width;
		m->height = (int)m->track_height;
	}
	return e ? e : mp4_add_ranges(&m->used, &m->track, m->len);
}

static bool take_single(struct mp4 *m, const struct mp4_body *b, enum role role)
{
	switch (role) {
	case MVHD:
		return blank_times(b, 100);
	case TKHD:
		return take_track_head(m, b);
	case MDHD:
		return blank_times(b, 24);
	case HDLR:
		return take_handler(m, b);
	case DREF:
		return take_references(b);
	case STSC:
		return take_table(&m->track.runs, b);
	case STSZ:
		return take_table(&m->track.sizes, b);
	case STZ2:
		return take_table(&m->track.sizes2, b);
	case STCO:
		return take_table(&m->track.chunks, b);
	case CO64:
		return take_table(&m->track.chunks64, b);
	case VISUAL:
		return take_entry(m, b);
	case BLANK:
	case KEEP:
	case ENTER:
	case MOOF:
	case TRAK:
	case STSD:
		break;
	}
	return true;
}

static enum err take_box(
	struct mp4 *m, const struct box *box, const struct rule *rule)
{
	struct mp4_body inner = box->body;

	if (!take_single(m, &box->body, rule->role))
		return ERR_MEDIA;
	if (rule->role == TRAK)
		return take_track(m, box, rule);
	m->moof = m->moof || rule->role == MOOF;
	if (rule->skip == 28)
		m->entries++;
	if (rule->role != ENTER && rule->role != MOOF && rule->role != STSD &&
		rule->role != VISUAL)
		return ERR_OK;
	if (inner.len < rule->skip)
		return ERR_MEDIA;
	inner.at += rule->skip;
	inner.len -= rule->skip;
	return walk(m, inner, rule);
}

/* The boxes in a box.  Some programs end them with a few zeros.  The kinds of
 * samples are counted from outside, so none of them can go. */
static enum err walk(struct mp4 *m, struct mp4_body body, const struct rule *in)
{
	const struct rule *rule;
	struct box box;
	enum err e = ERR_OK;

	while (!e && body.len > 0) {
		if (body.len < HEAD && all_zero(&body))
			break;
		if (!next_box(&body, false, &box))
			return ERR_MEDIA;
		rule = find_rule(in, &box);
		if (rule)
			e = take_box(m, &box, rule);
		else if (in->role == STSD)
			e = ERR_MEDIA;
		else
			blank(&box);
	}
	return e;
}

/* Pictures (HEIC, AVIF), sound alone and QuickTime's own are no MP4 videos. */
static bool is_video_brand(const uint8_t *brand)
{
	static const char brands[] = "isomiso2iso3iso4iso5iso6iso7iso8iso9"
				     "mp41mp42avc1M4V M4VHM4VPmmp4MSNVdashXAVC";

	for (const char *s = brands; *s; s += 4)
		if (memcmp(brand, s, 4) == 0)
			return true;
	return false;
}

/* The boxes of the file, up to what is no box; *end is where that begins. */
static enum err walk_file(struct mp4 *m, size_t *end)
{
	struct mp4_body rest = {m->file, m->len};
	const struct rule *rule;
	struct box box;
	enum err e = ERR_OK;

	if (!next_box(&rest, true, &box) || !is(&box, "ftyp") ||
		box.body.len < 8 || box.body.len % 4 ||
		!is_video_brand(box.body.at))
		return ERR_MEDIA;
	while (!e && next_box(&rest, true, &box)) {
		rule = find_rule(NULL, &box);
		if (is(&box, "ftyp") || (is(&box, "moov") && m->moov))
			return ERR_MEDIA;
		m->moov = m->moov || is(&box, "moov");
		m->mdat = m->mdat || is(&box, "mdat");
		if (rule)
			e = take_box(m, &box, rule);
		else
			blank(&box);
	}
	*end = m->len - rest.len;
	return e;
}

static void blank_media(struct mp4 *m, size_t len)
{
	struct mp4_body rest = {m->file, len};
	struct box box;

	mp4_sort_ranges(&m->used);
	while (next_box(&rest, true, &box))
		if (is(&box, "mdat"))
			mp4_blank_unused(&m->used, m->file,
				(size_t)(box.body.at - m->file),
				(size_t)(box.body.at - m->file) + box.body.len);
}

/* Nothing that is used may lie behind the end. */
static bool all_before(const struct mp4_ranges *r, size_t end)
{
	for (size_t i = 0; i < r->count; i++)
		if (r->list[i].end > end)
			return false;
	return true;
}

enum err mp4_strip(
	const void *data, size_t len, struct buf *out, int *width, int *height)
{
	size_t start = out->len, end = 0;
	enum err e = buf_add(out, data, len);
	struct mp4 m = {.len = len};

	if (e || len == 0)
		return e ? e : ERR_MEDIA;
	m.file = (uint8_t *)out->data + start;
	e = walk_file(&m, &end);
	if (!e &&
		(!m.moov || !m.mdat || m.videos == 0 || (m.moof && m.others) ||
			!all_before(&m.used, end) ||
			m.height > LIMIT_PIXELS / m.width || m.height == 0))
		e = ERR_MEDIA;
	if (!e && !m.moof)
		blank_media(&m, end);
	if (!e) {
		out->len = start + end;
		out->data[out->len] = '\0';
		*width = m.width;
		*height = m.height;
	}
	mem_free(m.used.list);
	return e;
}
