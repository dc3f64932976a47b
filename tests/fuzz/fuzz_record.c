/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "client/flow/flow.h"
#include "client/flow/record.h"
#include "tests/fuzz/fuzz.h"

/* Whatever a relay says was done, what is made of it is a flow. */
static void check_flow(const struct buf *out)
{
	struct flow_fault fault;
	struct flow *f;
	enum err e = flow_parse(out->data, out->len, &f, &fault);

	assert(e == ERR_OK || strstr(fault.why, "nothing happens"));
	flow_destroy(&f);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *s = (const char *)data, *end = s + size;
	struct buf out;
	struct record *r;

	buf_init(&out, FLOW_SIZE);
	r = record_new(&out);
	assert(r);
	while (s < end) {
		const char *eol = memchr(s, '\n', (size_t)(end - s));
		size_t len = (size_t)((eol ? eol : end) - s), before = out.len;
		enum err e = record_line(r, s, len);

		assert(e == ERR_OK || e == ERR_FIELD);
		assert(e == ERR_OK || out.len == before);
		s = eol ? eol + 1 : end;
	}
	check_flow(&out);
	record_destroy(&r);
	buf_fini(&out);
	return 0;
}
