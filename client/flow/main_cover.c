/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "client/flow/cover.h"
#include "client/flow/main_commands.h"
#include "client/flow/main_flags.h"
#include "client/flow/main_out.h"
#include "client/flow/main_read.h"

#define TEXT_MAX (64 << 10) /* bytes of what is told of all rules */

static int add_all(struct cover *c, const struct main_read_list *l)
{
	char why[COVER_WHY];
	int status = MAIN_HELD;

	for (size_t i = 0; i < l->n; i++) {
		if (cover_add(c, l->flows[i], why))
			continue;
		fprintf(stderr, "norenflow: %s: %s\n", l->paths[i], why);
		status = MAIN_USAGE;
	}
	return status;
}

int main_cover(const struct main_flags *f)
{
	char folder[] = "tests/flows", *const ours[] = {folder, NULL};
	struct main_read_list list;
	struct cover cover = {0};
	struct buf text;
	int status = MAIN_USAGE;

	buf_init(&text, TEXT_MAX);
	if (main_read_all(f->files[0] ? f->files : ours, &list))
		status = add_all(&cover, &list);
	if (!status &&
		cover_write(&cover, main_out_style(f).japanese, &text) ==
			ERR_OK)
		status = main_out_write(f, &text);
	if (!status && cover_missing(&cover))
		status = MAIN_FAILED;
	buf_fini(&text);
	main_read_drop(&list);
	return status;
}
