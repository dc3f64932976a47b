/* SPDX-License-Identifier: MIT */
#include "relay/gate/web.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <zlib.h>

#include "shared/mem.h"

#define ETAG_BYTES 16
#define GZIP_WINDOW (15 + 16) /* zlib: a gzip header */

struct web_file {
	struct web_file *next;
	char *name;
	const char *type;
	char *data, *packed; /* packed: NULL where it would not be smaller */
	size_t len, packed_len;
	char etag[2 * ETAG_BYTES + 3]; /* with its quotes */
};

struct web {
	struct web_file *files;
};

struct web *web_new(void)
{
	return mem_zero(sizeof(struct web));
}

static void free_file(struct web_file *f)
{
	mem_free(f->name);
	mem_free(f->data);
	mem_free(f->packed);
	mem_free(f);
}

void web_destroy(struct web **w)
{
	while (*w && (*w)->files) {
		struct web_file *f = (*w)->files;

		(*w)->files = f->next;
		free_file(f);
	}
	mem_free(*w);
	*w = NULL;
}

static const char *type_of(const char *name)
{
	static const struct {
		const char *end, *type;
	} all[] = {
		{".html", "text/html; charset=utf-8"},
		{".js", "text/javascript; charset=utf-8"},
		{".mjs", "text/javascript; charset=utf-8"},
		{".css", "text/css; charset=utf-8"},
		{".json", "application/json; charset=utf-8"},
		{".svg", "image/svg+xml"},
		{".png", "image/png"},
		{".webp", "image/webp"},
		{".woff2", "font/woff2"},
	};
	const char *end = strrchr(name, '.');

	for (size_t i = 0; end && i < sizeof(all) / sizeof(all[0]); i++) {
		if (strcmp(end, all[i].end) == 0)
			return all[i].type;
	}
	return NULL;
}

static void *zlib_alloc(void *ctx, unsigned n, unsigned size)
{
	(void)ctx;
	return mem_alloc((size_t)n * size);
}

static void zlib_free(void *ctx, void *p)
{
	(void)ctx;
	mem_free(p);
}

/* Leaves the file unpacked where that is shorter. */
static enum err pack(struct web_file *f)
{
	z_stream z = {.zalloc = zlib_alloc, .zfree = zlib_free};
	enum err e = ERR_NOMEM;
	size_t size;

	if (deflateInit2(&z, 9, Z_DEFLATED, GZIP_WINDOW, 9,
		    Z_DEFAULT_STRATEGY) != Z_OK)
		return ERR_NOMEM;
	size = deflateBound(&z, f->len);
	f->packed = mem_alloc(size);
	if (!f->packed)
		goto out;
	z.next_in = (unsigned char *)f->data;
	z.avail_in = (unsigned)f->len;
	z.next_out = (unsigned char *)f->packed;
	z.avail_out = (unsigned)size;
	if (deflate(&z, Z_FINISH) != Z_STREAM_END)
		goto out;
	f->packed_len = z.total_out;
	if (f->packed_len >= f->len) {
		mem_free(f->packed);
		f->packed = NULL;
	}
	e = ERR_OK;
out:
	deflateEnd(&z);
	return e;
}

static void write_etag(struct web_file *f)
{
	unsigned char hash[ETAG_BYTES];
	char hex[2 * ETAG_BYTES + 1];

	crypto_generichash(hash, sizeof(hash), (const unsigned char *)f->data,
		f->len, NULL, 0);
	sodium_bin2hex(hex, sizeof(hex), hash, sizeof(hash));
	snprintf(f->etag, sizeof(f->etag), "\"%s\"", hex);
}

enum err web_add(struct web *w, const char *name, const char *data, size_t len)
{
	const char *type = type_of(name);
	struct web_file *f;

	if (!type || name[0] == '.')
		return ERR_FIELD;
	f = mem_zero(sizeof(*f));
	if (!f)
		return ERR_NOMEM;
	f->type = type;
	f->name = mem_strdup(name);
	f->data = mem_strndup(data, len);
	f->len = len;
	if (!f->name || !f->data || pack(f) != ERR_OK) {
		free_file(f);
		return ERR_NOMEM;
	}
	write_etag(f);
	f->next = w->files;
	w->files = f;
	return ERR_OK;
}

static const struct web_file *find(const struct web *w, const char *name)
{
	const struct web_file *f = w->files;

	while (f && strcmp(f->name, name) != 0)
		f = f->next;
	return f;
}

bool web_has(const struct web *w, const char *name)
{
	return find(w, name) != NULL;
}

void web_answer(const struct web *w, const char *name, const struct request *q,
	struct reply *r, struct answer a)
{
	const struct web_file *f = find(w, name);

	if (!f) {
		answer_fail(r, ERR_UNKNOWN);
		return;
	}
	a.etag = f->etag;
	a.varies = f->packed != NULL;
	a.status = q->etag && strstr(q->etag, f->etag) ? 304 : 200;
	if (a.status == 200) {
		a.type = f->type;
		a.gzip = q->gzip && f->packed;
		a.body = a.gzip ? f->packed : f->data;
		a.len = a.gzip ? f->packed_len : f->len;
	}
	r->send(r, &a);
}
