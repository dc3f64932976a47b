/* SPDX-License-Identifier: MIT */
#include "client/flow/main_read.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "shared/buf.h"
#include "shared/mem.h"

static struct flow *parse(const char *path, const struct buf *text)
{
	struct flow_fault fault = {0};
	struct flow *flow = NULL;
	enum err e = flow_parse(buf_str(text), text->len, &flow, &fault);

	if (e == ERR_FIELD)
		fprintf(stderr, "%s:%d:%d: %s\n", path, fault.line,
			fault.column, fault.why);
	else if (e)
		fprintf(stderr, "norenflow: %s: %s\n", path, err_text(e));
	return flow;
}

struct flow *main_read(const char *path)
{
	bool is_stdin = strcmp(path, "-") == 0;
	FILE *f = is_stdin ? stdin : fopen(path, "re");
	struct flow *flow = NULL;
	struct buf text;
	char block[4096];
	size_t n;

	if (!f) {
		fprintf(stderr, "norenflow: %s: %s\n", path, strerror(errno));
		return NULL;
	}
	buf_init(&text, FLOW_SIZE);
	while (!text.err && (n = fread(block, 1, sizeof(block), f)) > 0)
		buf_add(&text, block, n);
	if (ferror(f))
		fprintf(stderr, "norenflow: %s: %s\n", path, strerror(errno));
	else if (text.err)
		fprintf(stderr, "norenflow: %s: %s\n", path,
			err_text(text.err));
	else
		flow = parse(path, &text);
	buf_fini(&text);
	if (!is_stdin)
		fclose(f);
	return flow;
}

struct flow **main_read_all(char *const *paths)
{
	struct flow **flows;
	bool ok = true;
	size_t n = 0;

	while (paths[n])
		n++;
	flows = mem_zero((n + 1) * sizeof(*flows));
	for (size_t i = 0, at = 0; i < n; i++) {
		struct flow *flow = main_read(paths[i]);

		ok = ok && flow;
		if (flow)
			flows[at++] = flow;
	}
	if (!ok)
		main_read_drop(&flows);
	return flows;
}

void main_read_drop(struct flow ***flows)
{
	for (size_t i = 0; *flows && (*flows)[i]; i++)
		flow_destroy(&(*flows)[i]);
	mem_free(*flows);
	*flows = NULL;
}
