/* SPDX-License-Identifier: MIT */
#include "client/flow/main_out.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "client/flow/main_flags.h"
#include "client/main_language.h"
#include "shared/buf.h"

static bool is_japanese(const struct main_flags *f)
{
	return f->lang ? strcmp(f->lang, "ja") == 0 : main_language_wished();
}

bool main_out_language(const struct main_flags *f)
{
	if (f->lang && strcmp(f->lang, "en") != 0 &&
		strcmp(f->lang, "ja") != 0) {
		fputs("norenflow: --lang must be en or ja\n", stderr);
		return false;
	}
	if (!main_language_locale()) {
		fputs("norenflow: a UTF-8 locale is needed, like C.UTF-8\n",
			stderr);
		return false;
	}
	setlocale(LC_NUMERIC, "C"); /* what is written is read by programs */
	main_language_bind(is_japanese(f));
	return true;
}

bool main_out_format(const struct main_flags *f, enum report_kind *kind)
{
	static const char *const names[] = {
		[REPORT_STORY] = "story",
		[REPORT_TAP] = "tap",
		[REPORT_JUNIT] = "junit",
		[REPORT_JSON] = "json",
	};
	const char *wanted = f->json ? "json" : f->format;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcmp(wanted, names[i]) == 0) {
			*kind = (enum report_kind)i;
			return true;
		}
	}
	return false;
}

enum report_kind main_out_kind(const struct main_flags *f)
{
	enum report_kind kind = REPORT_STORY;

	(void)main_out_format(f, &kind);
	return kind;
}

bool main_out_json(const struct main_flags *f)
{
	return main_out_kind(f) == REPORT_JSON;
}

struct report_style main_out_style(const struct main_flags *f)
{
	struct report_style style = {.japanese = is_japanese(f)};
	const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
	struct winsize size;

	if (f->output || !isatty(STDOUT_FILENO))
		return style;
	style.colour = !(no_color && no_color[0]) && term && term[0] &&
		strcmp(term, "dumb") != 0;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
		style.columns = size.ws_col;
	return style;
}

bool main_out_begin(const struct main_flags *f)
{
	int fd;

	if (!f->output)
		return true;
	fd = open(f->output, O_WRONLY | O_CREAT | O_CLOEXEC | O_TRUNC, 0666);
	if (fd < 0) {
		fprintf(stderr, "norenflow: %s: %s\n", f->output,
			strerror(errno));
		return false;
	}
	close(fd);
	return true;
}

int main_out_write(const struct main_flags *f, const struct buf *text)
{
	size_t done = 0;
	int fd = STDOUT_FILENO;

	if (f->output)
		fd = open(f->output, O_WRONLY | O_CREAT | O_CLOEXEC | O_APPEND,
			0666);
	while (fd >= 0 && done < text->len) {
		ssize_t n = write(fd, text->data + done, text->len - done);

		if (n < 0 && errno != EINTR)
			break;
		done += n > 0 ? (size_t)n : 0;
	}
	if (fd < 0 || done < text->len)
		fprintf(stderr, "norenflow: %s: %s\n",
			f->output ? f->output : "standard output",
			strerror(errno));
	if (f->output && fd >= 0)
		close(fd);
	return done == text->len ? MAIN_HELD : MAIN_FAILED;
}
