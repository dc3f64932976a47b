/* SPDX-License-Identifier: MIT */
#include "relay/gate/uv_hash.h"

#include <assert.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "shared/mem.h"

#define WORKERS 2
#define QUEUE 32 /* about two seconds of work */

static_assert(UV_HASH_SIZE >= crypto_pwhash_STRBYTES, "a hash fits");

struct job {
	uv_work_t work;
	struct job *next;
	struct uv_hash *owner;
	bool verifies, right;
	char hash[UV_HASH_SIZE];
	char *password;
	uv_hash_verify_fn on_verified;
	uv_hash_make_fn on_made;
	void *ctx;
};

struct uv_hash {
	uv_loop_t *loop;
	int running, pending;
	struct job *first, *last; /* that wait for a worker */
};

struct uv_hash *uv_hash_new(uv_loop_t *loop)
{
	struct uv_hash *h = mem_zero(sizeof(*h));

	if (h)
		h->loop = loop;
	return h;
}

void uv_hash_destroy(struct uv_hash **h)
{
	assert(!*h || (*h)->pending == 0);
	mem_free(*h);
	*h = NULL;
}

int uv_hash_pending(const struct uv_hash *h)
{
	return h->pending;
}

/* On a thread of the pool. */
static void do_work(uv_work_t *work)
{
	struct job *j = work->data;
	size_t len = strlen(j->password);

	if (j->verifies)
		j->right = crypto_pwhash_str_verify(
				   j->hash, j->password, len) == 0;
	else
		j->right = crypto_pwhash_str_alg(j->hash, j->password, len,
				   crypto_pwhash_OPSLIMIT_INTERACTIVE,
				   crypto_pwhash_MEMLIMIT_INTERACTIVE,
				   crypto_pwhash_ALG_ARGON2ID13) == 0;
}

static void free_job(struct job *j)
{
	if (j->password)
		sodium_memzero(j->password, strlen(j->password));
	mem_free(j->password);
	mem_free(j);
}

static void start_next(struct uv_hash *h);

static void on_done(uv_work_t *work, int status)
{
	struct job *j = work->data;
	struct uv_hash *h = j->owner;

	h->running--;
	h->pending--;
	start_next(h);
	if (j->verifies)
		j->on_verified(j->ctx, status == 0 && j->right);
	else
		j->on_made(j->ctx, status == 0 && j->right ? j->hash : NULL);
	free_job(j);
}

static void start_next(struct uv_hash *h)
{
	struct job *j = h->first;
	int status;

	if (!j || h->running >= WORKERS)
		return;
	h->first = j->next;
	if (!h->first)
		h->last = NULL;
	h->running++;
	status = uv_queue_work(h->loop, &j->work, do_work, on_done);
	assert(status == 0); /* only a missing callback makes it fail */
	(void)status;
}

/* Takes the job. */
static enum err add(struct uv_hash *h, struct job *j, const char *password)
{
	j->password = mem_strdup(password);
	if (!j->password) {
		free_job(j);
		return ERR_NOMEM;
	}
	j->owner = h;
	j->work.data = j;
	if (h->last)
		h->last->next = j;
	else
		h->first = j;
	h->last = j;
	h->pending++;
	start_next(h);
	return ERR_OK;
}

enum err uv_hash_verify(struct uv_hash *h, const char *hash,
	const char *password, uv_hash_verify_fn fn, void *ctx)
{
	struct job *j;

	if (h->pending >= QUEUE)
		return ERR_FULL;
	j = mem_zero(sizeof(*j));
	if (!j)
		return ERR_NOMEM;
	j->verifies = true;
	j->on_verified = fn;
	j->ctx = ctx;
	snprintf(j->hash, sizeof(j->hash), "%s", hash);
	return add(h, j, password);
}

enum err uv_hash_make(
	struct uv_hash *h, const char *password, uv_hash_make_fn fn, void *ctx)
{
	struct job *j;

	if (h->pending >= QUEUE)
		return ERR_FULL;
	j = mem_zero(sizeof(*j));
	if (!j)
		return ERR_NOMEM;
	j->on_made = fn;
	j->ctx = ctx;
	return add(h, j, password);
}

void uv_hash_nobody(const uint8_t random[48], char out[UV_HASH_SIZE])
{
	char salt[32], hash[64];

	sodium_bin2base64(salt, sizeof(salt), random, 16,
		sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
	sodium_bin2base64(hash, sizeof(hash), random + 16, 32,
		sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
	snprintf(out, UV_HASH_SIZE, "$argon2id$v=19$m=%u,t=%u,p=1$%s$%s",
		(unsigned)(crypto_pwhash_MEMLIMIT_INTERACTIVE / 1024),
		(unsigned)crypto_pwhash_OPSLIMIT_INTERACTIVE, salt, hash);
}
