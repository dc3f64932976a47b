/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_TOKEN_H
#define RELAY_GATE_TOKEN_H

/*
 * Tokens: 256 random bits as 43 letters, digits, - and _.  The relay keeps
 * hashes of them only.  Pure: randomness comes in from outside.
 */
#include <stdbool.h>
#include <stdint.h>

#include "shared/id.h"

#define TOKEN_BYTES 32
#define TOKEN_LEN 43

/* Writes the token that stands for these bytes. */
void token_write(const uint8_t bytes[TOKEN_BYTES], char out[TOKEN_LEN + 1]);

/* Is it written as a token is?  NULL is not. */
bool token_valid(const char *token);

/* What the store knows an associate's session by. */
void token_hash(const char *token, uint8_t out[32]);

/* Who bears this token at this retailer.  The same browser is somebody else
 * at another retailer. */
struct id token_shopper(const char *retailer, const char *token);

#endif
