/* SPDX-License-Identifier: MIT */
#include "relay/ctl/main_say.h"

#include <langinfo.h>
#include <string.h>
#include <unistd.h>

#include "relay/ctl/show.h"

#define SAID_MOST (64 * 1024 * 1024) /* bytes: four times an answer */

bool main_say_ascii(void)
{
	return strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
}

void main_say(struct buf *text, bool json, FILE *to)
{
	struct show_style terminal = {.people = true};
	struct buf shown;

	if (json || !isatty(fileno(to))) {
		fputs(buf_str(text), to);
	} else {
		buf_init(&shown, SAID_MOST);
		show_text(buf_str(text), &terminal, &shown);
		if (main_say_ascii())
			show_ascii(&shown);
		fputs(buf_str(&shown), to);
		buf_fini(&shown);
	}
	fflush(to);
}

enum outcome main_say_failure(
	bool json, enum outcome o, const char *error, const char *text)
{
	struct buf said;

	buf_init(&said, SAID_MOST);
	outcome_say(o, error, text, json, main_say_ascii(), &said);
	main_say(&said, json, json ? stdout : stderr);
	buf_fini(&said);
	return o;
}

enum outcome main_say_end(enum outcome o)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return o;
	fputs("norenctl: standard output could not be written\n", stderr);
	return o == OUTCOME_FINE ? OUTCOME_REFUSED : o;
}
