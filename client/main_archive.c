/* SPDX-License-Identifier: MIT */
/*
 * Each part of the archive is written before the next is asked for, so that an
 * export of any length takes no more memory than one part.  What goes to a file
 * goes to one beside it, which takes its name once it is whole.
 */
#include "client/main_archive.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "client/export/export.h"
#include "client/file_conf.h"
#include "client/link/file_secret.h"
#include "client/link/http_plain.h"
#include "client/link/http_url.h"
#include "client/main_language.h"
#include "client/model/settings.h"
#include "client/model/words.h"
#include "shared/mem.h"
#include "shared/text.h"
#include "shared/times.h"
#include "shared/tz.h"

#define PATIENCE 60              /* times that a busy relay is asked again */
#define ZONE_MOST (64 * 1024)    /* bytes of a zone's file */
#define PART_MOST (8u * 1048576) /* bytes that one answer is written as */

enum { FINE = 0, FAILED = 1, USAGE = 2, CANCELLED = 130 };

struct archive_run {
	struct settings settings;
	struct export_want want;
	const char *config, *session, *out_path;
	char token[128];
	char *part_path; /* what is written, until it is whole */
	FILE *out;
	struct http_plain *http;
	struct export *export;
	struct buf body, answer, text;
	bool progress;
};

static int fail(const char *what, const char *why)
{
	fprintf(stderr, "noren archive: %s%s%s\n", what, why[0] ? ": " : "",
		why);
	return FAILED;
}

/* ---- the command line ---- */

static void usage(FILE *to)
{
	fputs("usage: noren archive [--text | --csv | --json] [option ...] "
	      "-s FILE\n"
	      "Write the archive's chats, the newest first.\n\n"
	      "      --text           to be read; this is the standard\n"
	      "      --csv            a row a chat\n"
	      "      --json           a chat a line, with all that is in it\n"
	      "      --sales          only chats with a sale\n"
	      "      --missed         only chats that nobody accepted\n"
	      "      --search WORDS   only chats with all of these words\n"
	      "      --days DAYS      only the last so many days\n"
	      "      --chat ID        only this chat\n"
	      "      --team           everybody's chats; managers only\n"
	      "      --bom            CSV: begin with a byte order mark\n"
	      "  -o, --output FILE    write FILE, whole or not at all\n"
	      "  -s, --session FILE   the session that noren -s FILE keeps\n"
	      "  -r, --relay URL      where the relay is\n"
	      "  -l, --language en|ja the language of --text\n"
	      "  -c, --config FILE    read FILE instead of the user's "
	      "noren.conf\n"
	      "  -h, --help           show this\n\n"
	      "See noren(1).\n",
		to);
}

static const struct option options[] = {
	{"text", no_argument, NULL, 'T'},
	{"csv", no_argument, NULL, 'C'},
	{"json", no_argument, NULL, 'J'},
	{"sales", no_argument, NULL, 'S'},
	{"missed", no_argument, NULL, 'M'},
	{"search", required_argument, NULL, 'w'},
	{"days", required_argument, NULL, 'd'},
	{"chat", required_argument, NULL, 'i'},
	{"team", no_argument, NULL, 't'},
	{"bom", no_argument, NULL, 'b'},
	{"output", required_argument, NULL, 'o'},
	{"session", required_argument, NULL, 's'},
	{"relay", required_argument, NULL, 'r'},
	{"language", required_argument, NULL, 'l'},
	{"config", required_argument, NULL, 'c'},
	{"help", no_argument, NULL, 'h'},
	{0},
};

static bool set(struct archive_run *r, const char *name, const char *value)
{
	char why[SETTINGS_WHY] = "";

	if (settings_set(&r->settings, "", name, value, why) == ERR_OK)
		return true;
	fail(name, why);
	return false;
}

static bool read_value(struct archive_run *r, int o)
{
	char *end;

	switch (o) {
	case 'd':
		r->want.days = strtoll(optarg, &end, 10);
		if (*optarg && !*end && r->want.days > 0 &&
			r->want.days <= 36500)
			return true;
		fail(optarg, "that is no number of days");
		return false;
	case 'i':
		if (!id_valid(optarg)) {
			fail(optarg, "that is no id of a chat");
			return false;
		}
		r->want.chat = id_from_str(optarg);
		return true;
	case 'r':
		return set(r, "relay", optarg);
	case 'l':
		return set(r, "language", optarg);
	default:
		return true;
	}
}

static void read_flag(struct archive_run *r, int o)
{
	if (o == 'T')
		r->want.form = EXPORT_TEXT;
	else if (o == 'C')
		r->want.form = EXPORT_CSV;
	else if (o == 'J')
		r->want.form = EXPORT_JSON;
	else if (o == 'S')
		r->want.pick = WIRE_PICK_SALES;
	else if (o == 'M')
		r->want.pick = WIRE_PICK_MISSED;
	else if (o == 't')
		r->want.team = true;
	else if (o == 'b')
		r->want.bom = true;
	else if (o == 'w')
		r->want.text = optarg;
	else if (o == 'o')
		r->out_path = optarg;
	else if (o == 's')
		r->session = optarg;
	else if (o == 'c')
		r->config = optarg;
}

/* The settings' file counts less than what is said: it is read in between. */
static int read_options(struct archive_run *r, int argc, char **argv)
{
	char why[FILE_CONF_WHY];
	int o;

	while ((o = getopt_long(argc, argv, "o:s:r:l:c:h", options, NULL)) !=
		-1) {
		if (o == 'h' || o == '?') {
			usage(o == 'h' ? stdout : stderr);
			exit(o == 'h' ? FINE : USAGE);
		}
		read_flag(r, o);
	}
	if (optind < argc) {
		usage(stderr);
		return USAGE;
	}
	if (file_conf_read(r->config, &r->settings, why) != ERR_OK) {
		fail("settings", why);
		return USAGE;
	}
	optind = 1;
	while ((o = getopt_long(argc, argv, "o:s:r:l:c:h", options, NULL)) !=
		-1)
		if (!read_value(r, o))
			return USAGE;
	return FINE;
}

/* ---- what is written ---- */

/* While a file is being written they wait until it can be removed. */
static void hold_signals(sigset_t *set)
{
	sigemptyset(set);
	sigaddset(set, SIGINT);
	sigaddset(set, SIGTERM);
	sigaddset(set, SIGHUP);
}

static bool is_cancelled(void)
{
	sigset_t pending;

	return sigpending(&pending) == 0 &&
		(sigismember(&pending, SIGINT) == 1 ||
			sigismember(&pending, SIGTERM) == 1 ||
			sigismember(&pending, SIGHUP) == 1);
}

static int open_out(struct archive_run *r)
{
	struct buf path;
	sigset_t set;
	int fd;

	r->out = stdout;
	if (!r->out_path)
		return FINE;
	hold_signals(&set);
	sigprocmask(SIG_BLOCK, &set, NULL);
	buf_init(&path, 8192);
	buf_addf(&path, "%s.XXXXXX", r->out_path);
	r->part_path = buf_take(&path);
	fd = r->part_path ? mkostemp(r->part_path, O_CLOEXEC) : -1;
	r->out = fd >= 0 ? fdopen(fd, "w") : NULL;
	if (r->out)
		return FINE;
	if (fd >= 0)
		unlink(r->part_path);
	mem_free(r->part_path);
	r->part_path = NULL;
	return fail(r->out_path, strerror(errno));
}

/* The file takes its name if all of it is there, else it goes. */
static int close_out(struct archive_run *r, int result)
{
	bool kept = r->out && fflush(r->out) == 0 && !ferror(r->out);
	const char *name = r->out_path ? r->out_path : "standard output";

	if (result == FINE && !kept)
		result = fail(name, strerror(errno));
	if (!r->part_path)
		return result;
	if (result == FINE && is_cancelled())
		result = CANCELLED;
	if (result == FINE && fsync(fileno(r->out)) != 0)
		result = fail(name, strerror(errno));
	if (fclose(r->out) != 0 && result == FINE)
		result = fail(name, strerror(errno));
	if (result == FINE && rename(r->part_path, r->out_path) != 0)
		result = fail(name, strerror(errno));
	if (result != FINE)
		unlink(r->part_path);
	return result;
}

static void show_progress(const struct archive_run *r, bool over)
{
	char at[TIMES_SIZE] = "";

	if (!r->progress)
		return;
	if (export_reached(r->export))
		times_format(export_reached(r->export), at);
	at[strcspn(at, "T")] = '\0';
	fprintf(stderr, "\r\033[K");
	if (!over)
		fprintf(stderr, _("%ld chats, back to %s"),
			(long)export_chats(r->export), at);
	fflush(stderr);
}

/* ---- asking ---- */

static int64_t wall(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return t.tv_sec * TIMES_SECOND + t.tv_nsec / 1000;
}

static struct tz *zone_of(void *ctx, const char *name)
{
	struct tz *tz = NULL;
	struct buf file;

	(void)ctx;
	buf_init(&file, ZONE_MOST);
	/* It comes over the network: no name of a zone leads elsewhere. */
	if (name && name[0] && name[0] != '/' && !strstr(name, "..") &&
		file_conf_zone(name, &file) == ERR_OK)
		tz = tz_parse((const uint8_t *)file.data, file.len);
	buf_fini(&file);
	return tz;
}

/* What the relay said of why not. */
static int refused(const struct archive_run *r, long status)
{
	struct wire_msg m = {.mem = NULL};
	char *text = NULL;

	if (wire_decode(buf_str(&r->answer), r->answer.len, LIMIT_HTTP_BODY,
		    WIRE_FROM_R, &m, NULL) == ERR_OK &&
		m.type == WIRE_T_ERROR)
		text = text_show(m.error.text, strlen(m.error.text), false);
	if (status == 401)
		fail(_("the session has ended: sign in with noren -s FILE"),
			r->session);
	else if (text)
		fail(r->settings.relay, text);
	else
		fail(r->settings.relay, err_text(ERR_IO));
	mem_free(text);
	wire_fini(&m);
	return FAILED;
}

/* One answer, from a relay that may be busy for a while. */
static int ask(struct archive_run *r)
{
	char why[HTTP_PLAIN_WHY] = "";
	long status = 0, wait = 0;

	for (int i = 0; i < PATIENCE; i++) {
		if (http_plain_post(r->http, "/v1/export", r->token,
			    buf_str(&r->body), &status, &wait, &r->answer,
			    why) != ERR_OK)
			return is_cancelled() ? CANCELLED : fail(why, "");
		if (status != 429 && status != 503)
			break;
		/* Interrupted at most by what ends us. */
		for (long s = 0; s < wait || s == 0; s++) {
			struct timespec second = {.tv_sec = 1};

			if (is_cancelled())
				return CANCELLED;
			nanosleep(&second, NULL);
		}
	}
	return status == 200 ? FINE : refused(r, status);
}

static int export_all(struct archive_run *r)
{
	bool more = true;
	int result = FINE;

	while (more && result == FINE) {
		buf_clear(&r->body);
		buf_clear(&r->text);
		if (export_ask(r->export, wall(), &r->body) != ERR_OK)
			return fail(err_text(ERR_FIELD), "");
		result = ask(r);
		if (result != FINE)
			break;
		if (export_take(r->export, buf_str(&r->answer), r->answer.len,
			    &more, &r->text) != ERR_OK)
			return fail(r->settings.relay, err_text(ERR_JSON));
		fwrite(buf_str(&r->text), 1, r->text.len, r->out);
		if (ferror(r->out))
			break;
		if (is_cancelled())
			result = CANCELLED;
		show_progress(r, false);
	}
	show_progress(r, true);
	if (result == FINE && id_is(&r->want.chat) && !export_chats(r->export))
		result = fail(r->want.chat.s, err_text(ERR_CHAT));
	return result;
}

/* ---- start and end ---- */

static int begin(struct archive_run *r)
{
	struct http_url url;
	bool japanese = main_language_japanese(&r->settings);

	main_language_bind(japanese);
	r->want.japanese = japanese;
	if (!r->session ||
		!file_secret_read(r->session, r->token, sizeof(r->token)))
		return fail(_("a session is needed: noren -s FILE signs in and "
			      "keeps one"),
			r->session ? r->session : "");
	if (http_url_split(r->settings.relay, &url) != ERR_OK)
		return fail(_("this is not the address of a relay"),
			r->settings.relay);
	r->http = http_plain_new(url.base,
		r->settings.ca[0] ? r->settings.ca : NULL, is_cancelled);
	if (!r->http)
		return fail(err_text(ERR_NOMEM), "");
	r->want.zone = zone_of;
	r->export = export_new(&r->want);
	r->progress = isatty(STDERR_FILENO) &&
		(r->out_path || !isatty(STDOUT_FILENO));
	return open_out(r);
}

static void end(struct archive_run *r)
{
	explicit_bzero(r->token, sizeof(r->token));
	export_destroy(&r->export);
	http_plain_destroy(&r->http);
	buf_fini(&r->body);
	buf_fini(&r->answer);
	buf_fini(&r->text);
	mem_free(r->part_path);
	settings_fini(&r->settings);
}

int main_archive(int argc, char **argv)
{
	struct archive_run r = {.out = NULL};
	int result;

	settings_init(&r.settings);
	buf_init(&r.body, LIMIT_HTTP_BODY);
	buf_init(&r.answer, LIMIT_HTTP_LIST);
	buf_init(&r.text, PART_MOST);
	result = read_options(&r, argc, argv);
	if (result == FINE)
		result = begin(&r);
	if (result == FINE)
		result = close_out(&r, export_all(&r));
	end(&r);
	return result;
}
