/* SPDX-License-Identifier: MIT */
#include "client/main_archive.h"

#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "client/file_conf.h"
#include "client/link/file_whole.h"
#include "client/link/http_url.h"
#include "client/main_language.h"
#include "client/main_saving.h"
#include "client/main_session.h"
#include "client/model/settings.h"
#include "client/model/words.h"
#include "shared/mem.h"
#include "shared/times.h"

enum { FINE = 0, FAILED = 1, USAGE = 2, NOBODY = 3, CANCELLED = 130 };

struct archive_run {
	struct settings settings;
	struct export_want want;
	const char *config, *out_path;
	struct main_session session;
	struct http_url url;
	struct file_whole file; /* with out_path */
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
	      "[-s FILE]\n"
	      "Write the archive's chats, or its enquiries, the newest first."
	      "\n\n"
	      "      --text           to be read; this is the standard\n"
	      "      --csv            a row each\n"
	      "      --json           a line each, with all that is in it\n"
	      "      --sales          only chats with a sale\n"
	      "      --missed         only chats that nobody accepted\n"
	      "      --enquiries      enquiries with their answers, not "
	      "chats\n"
	      "      --search WORDS   only those with all of these words\n"
	      "      --days DAYS      only the last so many days\n"
	      "      --chat ID        only this chat, or this enquiry\n"
	      "      --team           everybody's chats; managers only\n"
	      "      --bom            CSV: begin with a byte order mark\n"
	      "  -o, --output FILE    write FILE, whole or not at all\n"
	      "  -s, --session FILE   the session that noren -s FILE keeps; "
	      "without one,\n"
	      "                       on a terminal, address and password are "
	      "asked for\n"
	      "  -r, --relay URL      where the relay is\n"
	      "  -a, --address WHO    the address that sign-in begins with\n"
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
	{"enquiries", no_argument, NULL, 'E'},
	{"search", required_argument, NULL, 'w'},
	{"days", required_argument, NULL, 'd'},
	{"chat", required_argument, NULL, 'i'},
	{"team", no_argument, NULL, 't'},
	{"bom", no_argument, NULL, 'b'},
	{"output", required_argument, NULL, 'o'},
	{"session", required_argument, NULL, 's'},
	{"relay", required_argument, NULL, 'r'},
	{"address", required_argument, NULL, 'a'},
	{"language", required_argument, NULL, 'l'},
	{"config", required_argument, NULL, 'c'},
	{"help", no_argument, NULL, 'h'},
	{0},
};

static const char letters[] = "o:s:r:a:l:c:h";

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
			fail(optarg, "that is no id");
			return false;
		}
		r->want.chat = id_from_str(optarg);
		return true;
	case 'r':
		return set(r, "relay", optarg);
	case 'a':
		return set(r, "address", optarg);
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
	else if (o == 'E')
		r->want.enquiries = true;
	else if (o == 't')
		r->want.team = true;
	else if (o == 'b')
		r->want.bom = true;
	else if (o == 'w')
		r->want.text = optarg;
	else if (o == 'o')
		r->out_path = optarg;
	else if (o == 's')
		r->session.file = optarg;
	else if (o == 'c')
		r->config = optarg;
}

/* The settings' file counts less than what is said: it is read in between. */
static int read_options(struct archive_run *r, int argc, char **argv)
{
	char why[FILE_CONF_WHY];
	int o;

	while ((o = getopt_long(argc, argv, letters, options, NULL)) != -1) {
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
	if (r->want.enquiries && r->want.pick != WIRE_PICK_ALL) {
		fail("--enquiries",
			"it goes with neither --sales nor --missed");
		return USAGE;
	}
	if (file_conf_read(r->config, &r->settings, why) != ERR_OK) {
		fail("settings", why);
		return USAGE;
	}
	optind = 1;
	while ((o = getopt_long(argc, argv, letters, options, NULL)) != -1)
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

static bool is_cancelled(void *ctx)
{
	sigset_t pending;

	(void)ctx;
	return sigpending(&pending) == 0 &&
		(sigismember(&pending, SIGINT) == 1 ||
			sigismember(&pending, SIGTERM) == 1 ||
			sigismember(&pending, SIGHUP) == 1);
}

static int open_out(struct archive_run *r)
{
	sigset_t set;
	int e;

	if (!r->out_path)
		return FINE;
	hold_signals(&set);
	sigprocmask(SIG_BLOCK, &set, NULL);
	signal(SIGXFSZ, SIG_IGN); /* then a write says EFBIG */
	e = file_whole_begin(&r->file, r->out_path, true);
	return e ? fail(r->out_path, strerror(e)) : FINE;
}

/* The file takes its name if all of it is there, else it goes. */
static int close_out(struct archive_run *r, int result)
{
	int e;

	if (!r->out_path)
		return result;
	if (result == FINE && is_cancelled(NULL))
		result = CANCELLED;
	e = result == FINE ? file_whole_end(&r->file) : 0;
	if (e)
		result = fail(r->out_path, strerror(e));
	file_whole_drop(&r->file);
	return result;
}

static void show_progress(void *ctx, int64_t chats, int64_t reached)
{
	const struct archive_run *r = ctx;
	char at[TIMES_SIZE] = "";

	if (reached)
		times_format(reached, at);
	at[strcspn(at, "T")] = '\0';
	fprintf(stderr, "\r\033[K");
	fprintf(stderr,
		r->want.enquiries ? _("%ld enquiries, back to %s")
				  : _("%ld chats, back to %s"),
		(long)chats, at);
	fflush(stderr);
}

/* ---- what came of it ---- */

static int outcome(const struct archive_run *r, const struct main_saving *s,
	enum main_saving_end end)
{
	switch (end) {
	case MAIN_SAVING_WHOLE:
		return FINE;
	case MAIN_SAVING_STOPPED:
		return CANCELLED;
	case MAIN_SAVING_LINK:
		return fail(s->why, "");
	case MAIN_SAVING_REFUSED:
		return fail(r->settings.relay, s->why);
	case MAIN_SAVING_ANSWER:
		return fail(r->settings.relay, err_text(s->err));
	case MAIN_SAVING_NO_CHAT:
		return fail(r->want.chat.s,
			err_text(r->want.enquiries ? ERR_UNKNOWN : ERR_CHAT));
	case MAIN_SAVING_FILE:
		return fail(r->out_path ? r->out_path : "standard output",
			strerror(s->sys));
	}
	return FAILED;
}

/* Whoever is signed in; `again`: the relay does not know that session. */
static int enter(struct archive_run *r, bool again)
{
	struct main_session *s = &r->session;
	char why[HTTP_PLAIN_WHY];
	enum main_session_end end =
		(again ? main_session_again : main_session_begin)(s, why);

	if (end == MAIN_SESSION_FINE)
		return FINE;
	if (end == MAIN_SESSION_LINK)
		return fail(why, "");
	fail(_("nobody is signed in"), why);
	return NOBODY;
}

static int export_all(struct archive_run *r)
{
	struct main_saving s = {
		.want = &r->want,
		.base = r->url.base,
		.ca = r->settings.ca[0] ? r->settings.ca : NULL,
		.token = r->session.token,
		.fd = r->out_path ? r->file.fd : STDOUT_FILENO,
		.stop = is_cancelled,
		.ctx = r,
		.progress = r->progress ? show_progress : NULL,
	};
	enum main_saving_end end = main_saving_run(&s);
	bool ended = end == MAIN_SAVING_REFUSED && s.status == 401;
	int result;

	if (r->progress)
		fprintf(stderr, "\r\033[K");
	if (!ended)
		return outcome(r, &s, end);
	if (s.chats > 0) { /* half of it is written: too late to ask */
		fail(_("nobody is signed in"), _("the session has ended"));
		return NOBODY;
	}
	result = enter(r, true);
	return result == FINE ? outcome(r, &s, main_saving_run(&s)) : result;
}

/* ---- start and end ---- */

static int begin(struct archive_run *r)
{
	bool japanese = main_language_japanese(&r->settings);
	int result;

	main_language_bind(japanese);
	r->want.japanese = japanese;
	r->want.zone = main_saving_zone;
	if (http_url_split(r->settings.relay, &r->url) != ERR_OK)
		return fail(_("this is not the address of a relay"),
			r->settings.relay);
	r->session.base = r->url.base;
	r->session.ca = r->settings.ca[0] ? r->settings.ca : NULL;
	r->session.address = r->settings.address;
	r->session.japanese = japanese;
	result = enter(r, false);
	if (result != FINE)
		return result;
	r->progress = isatty(STDERR_FILENO) &&
		(r->out_path || !isatty(STDOUT_FILENO));
	return open_out(r);
}

int main_archive(int argc, char **argv)
{
	struct archive_run r = {.file = {.fd = -1}};
	int result;

	settings_init(&r.settings);
	result = read_options(&r, argc, argv);
	if (result == FINE)
		result = begin(&r);
	if (result == FINE)
		result = close_out(&r, export_all(&r));
	main_session_end(&r.session);
	settings_fini(&r.settings);
	return result;
}
