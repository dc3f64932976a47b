/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_UV_HASH_H
#define RELAY_GATE_UV_HASH_H

/*
 * Argon2id beside the loop: a hash takes a tenth of a second and 64 MiB, so
 * there are few workers and a short queue, and whoever comes after is told to
 * come again.
 */
#include <stdbool.h>
#include <stdint.h>
#include <uv.h>

#include "shared/err.h"

#define UV_HASH_SIZE 128 /* bytes of a hash as libsodium writes it */

struct uv_hash; /* opaque */

/* NULL: no memory. */
struct uv_hash *uv_hash_new(uv_loop_t *loop);
/* Nothing may be going on. */
void uv_hash_destroy(struct uv_hash **h);

typedef void (*uv_hash_verify_fn)(void *ctx, bool right);
typedef void (*uv_hash_make_fn)(void *ctx, const char *hash);

/* The answer comes out of the loop; the strings are copied.  ERR_FULL: the
 * queue is; ERR_NOMEM. */
enum err uv_hash_verify(struct uv_hash *h, const char *hash,
	const char *password, uv_hash_verify_fn fn, void *ctx);
/* `hash` is NULL when memory was out.  Lent for the call. */
enum err uv_hash_make(
	struct uv_hash *h, const char *password, uv_hash_make_fn fn, void *ctx);

/* How many have not been answered. */
int uv_hash_pending(const struct uv_hash *h);

/* Writes a hash that takes as long as any and that no password has. */
void uv_hash_nobody(const uint8_t random[48], char out[UV_HASH_SIZE]);

#endif
