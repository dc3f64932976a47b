/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "shared/wire.h"
#include "tests/fuzz/fuzz.h"
#include "tests/lib/wiregen.h"

#define MAX LIMIT_ASSOCIATE_FRAME
#define ANYBODY (~0u)

/* What was decoded is written, read again, and is the same; the second writing
 * is so to the byte. */
static void comes_back(const struct wire_msg *msg)
{
	struct buf once, twice;
	struct wire_msg back;

	buf_init(&once, 8 * (size_t)MAX);
	buf_init(&twice, 8 * (size_t)MAX);
	assert(wire_encode(msg, &once) == ERR_OK);
	assert(wire_decode(once.data, once.len, once.len,
		       wire_info(msg->type)->from, &back, NULL) == ERR_OK);
	assert(wiregen_differ(msg, &back) == NULL);
	assert(wire_encode(&back, &twice) == ERR_OK);
	assert(strcmp(once.data, twice.data) == 0);
	assert(!memchr(once.data, '\n', once.len));
	assert(!memchr(once.data, '<', once.len));
	wire_fini(&back);
	buf_fini(&once);
	buf_fini(&twice);
}

/* The error is one of those that wire.h names, and only a bad field has a
 * name. */
static void is_named(enum err e, const char *why)
{
	assert(e == ERR_SIZE || e == ERR_UTF8 || e == ERR_DEPTH ||
		e == ERR_JSON || e == ERR_TYPE || e == ERR_FIELD);
	assert((e == ERR_FIELD) == (*why != '\0'));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct wire_msg msg;
	const char *why;
	enum err e =
		wire_decode((const char *)data, size, MAX, ANYBODY, &msg, &why);

	if (e)
		is_named(e, why);
	else
		comes_back(&msg);
	if (msg.ref)
		assert(strlen(msg.ref) <= LIMIT_REF);
	wire_fini(&msg);
	return 0;
}
