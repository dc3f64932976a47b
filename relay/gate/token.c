/* SPDX-License-Identifier: MIT */
#include "relay/gate/token.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

void token_write(const uint8_t bytes[TOKEN_BYTES], char out[TOKEN_LEN + 1])
{
	sodium_bin2base64(out, TOKEN_LEN + 1, bytes, TOKEN_BYTES,
		sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	assert(strlen(out) == TOKEN_LEN);
}

bool token_valid(const char *token)
{
	static const char alphabet[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		"0123456789-_";

	return token && strlen(token) == TOKEN_LEN &&
		strspn(token, alphabet) == TOKEN_LEN;
}

void token_hash(const char *token, uint8_t out[32])
{
	crypto_generichash(
		out, 32, (const unsigned char *)token, strlen(token), NULL, 0);
}

struct id token_shopper(const char *retailer, const char *token)
{
	crypto_generichash_state state;
	uint8_t hash[32];

	/* The NUL after the retailer keeps "ab" + "c" from being "a" + "bc". */
	crypto_generichash_init(&state, NULL, 0, sizeof(hash));
	crypto_generichash_update(
		&state, (const unsigned char *)retailer, strlen(retailer) + 1);
	crypto_generichash_update(
		&state, (const unsigned char *)token, strlen(token));
	crypto_generichash_final(&state, hash, sizeof(hash));
	return id_from_bytes(hash);
}
