/* SPDX-License-Identifier: MIT */
/*
 * norenflow: plays shoppers and associates against a relay, and says what held.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "client/flow/main_commands.h"
#include "client/flow/main_flags.h"
#include "client/flow/main_out.h"
#include "shared/mem.h"

static void no_memory(void)
{
	fputs("norenflow: there is not enough memory\n", stderr);
	_Exit(MAIN_FAILED);
}

int main(int argc, char **argv)
{
	struct main_flags flags;
	enum report_kind kind;
	int status;

	if (!main_flags_read(argc, argv, &flags, &status))
		return status;
	if (!main_out_language(&flags))
		return MAIN_USAGE;
	if (!main_out_format(&flags, &kind)) {
		fputs("norenflow: --format must be story, tap, junit or json\n",
			stderr);
		return MAIN_USAGE;
	}
	if (!main_out_begin(&flags))
		return MAIN_USAGE;
	mem_on_exhaustion(no_memory);
	signal(SIGPIPE, SIG_IGN);
	switch (flags.what) {
	case MAIN_DEMO:
		return main_demo(&flags);
	case MAIN_LOAD:
		return main_load(&flags);
	case MAIN_RECORD:
		return main_record(&flags);
	default:
		return flags.coverage ? main_cover(&flags) : main_play(&flags);
	}
}
