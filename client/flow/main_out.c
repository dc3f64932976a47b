/* SPDX-License-Identifier: MIT */
#include "client/flow/main_out.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "client/flow/main_flags.h"
#include "client/model/words.h"
#include "shared/buf.h"

static bool is_japanese(const struct main_flags *f)
{
	static const char *const names[] = {
		"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"};

	if (f->lang)
		return strcmp(f->lang, "ja") == 0;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *value = getenv(names[i]);

		if (value && value[0])
			return strncmp(value, "ja", 2) == 0;
	}
	return false;
}

/* Translations lie beside the program in a build tree, else where they were
 * installed. */
static void bind_language(void)
{
	char path[4096];
	ssize_t len = readlink("/proc/self/exe", path, sizeof(path) - 16);
	char *slash;

	path[len > 0 ? len : 0] = '\0';
	slash = strrchr(path, '/');
	if (slash)
		strcpy(slash, "/locale");
	if (!slash || access(path, R_OK) != 0)
		strcpy(path, NOREN_PREFIX "/share/locale");
	bindtextdomain("noren", path);
	bind_textdomain_codeset("noren", "UTF-8");
	textdomain("noren");
}

bool main_out_language(const struct main_flags *f)
{
	if (f->lang && strcmp(f->lang, "en") != 0 &&
		strcmp(f->lang, "ja") != 0) {
		fputs("norenflow: --lang must be en or ja\n", stderr);
		return false;
	}
	/* The locale only has to be of UTF-8: the language is gettext's. */
	setlocale(LC_ALL, "");
	setlocale(LC_NUMERIC, "C"); /* what is written is read by programs */
	if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0 &&
		!setlocale(LC_ALL, "C.UTF-8")) {
		fputs("norenflow: a UTF-8 locale is needed, like C.UTF-8\n",
			stderr);
		return false;
	}
	setenv("LANGUAGE", is_japanese(f) ? "ja" : "en", 1);
	bind_language();
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
