/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "client/flow/cover.h"
#include "client/flow/main_commands.h"
#include "client/flow/main_flags.h"
#include "client/flow/main_out.h"
#include "client/flow/main_read.h"

#define TEXT_MAX (64 << 10) /* bytes of what is told of all rules */

static int add_all(struct cover *c, struct flow **flows, char *const *paths)
{
	char why[COVER_WHY];
	int status = MAIN_HELD;

	for (size_t i = 0; flows[i]; i++) {
		if (cover_add(c, flows[i], why))
			continue;
		fprintf(stderr, "norenflow: %s: %s\n", paths[i], why);
		status = MAIN_USAGE;
	}
	return status;
}

int main_cover(const struct main_flags *f)
{
	struct flow **flows = main_read_all(f->files);
	struct cover cover = {0};
	struct buf text;
	int status = flows ? add_all(&cover, flows, f->files) : MAIN_USAGE;

	buf_init(&text, TEXT_MAX);
	if (!status &&
		cover_write(&cover, main_out_style(f).japanese, &text) ==
			ERR_OK)
		status = main_out_write(f, &text);
	if (!status && cover_missing(&cover))
		status = MAIN_FAILED;
	buf_fini(&text);
	main_read_drop(&flows);
	return status;
}
