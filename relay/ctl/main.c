/* SPDX-License-Identifier: MIT */
/*
 * norenctl: says to the relay, over its control socket, what the command line
 * asks for.  See norenctl(1).
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "relay/ctl/body.h"
#include "relay/ctl/http_ctl.h"
#include "relay/ctl/show.h"
#include "relay/ctl/tty_password.h"
#include "shared/limits.h"
#include "shared/mem.h"

#define STANDARD_SOCKET "/var/lib/noren/control.sock"
#define ANSWER_MOST (16 * 1024 * 1024) /* bytes */

enum { EXIT_FINE = 0, EXIT_REFUSED = 1, EXIT_USAGE = 2, EXIT_NO_RELAY = 3 };

static int complain(int status, const char *why)
{
	fprintf(stderr, "norenctl: %s\n", why);
	return status;
}

static const char *socket_of(const struct command_line *line)
{
	const char *s = line->socket ? line->socket : getenv("NOREN_CONTROL");

	return s && s[0] ? s : STANDARD_SOCKET;
}

/* Asks; says what went wrong.  EXIT_FINE: `answer` is the relay's. */
static int ask(const struct command_line *line, const char *method,
	const char *path, const char *body, struct buf *answer)
{
	char why[HTTP_CTL_WHY] = "not enough memory";
	struct buf sentence;
	int status = 0;

	if (http_ctl_ask(socket_of(line), method, path, body, &status, answer,
		    why) != ERR_OK)
		return complain(EXIT_NO_RELAY, why);
	if (status == 200 || status == 204)
		return EXIT_FINE;
	buf_init(&sentence, ANSWER_MOST);
	show_error(buf_str(answer), &sentence);
	complain(EXIT_REFUSED, buf_str(&sentence));
	buf_fini(&sentence);
	return EXIT_REFUSED;
}

/* The text of a file, "-" for standard input, into `out`; `hint` is for who
 * gives an empty one. */
static int read_text(const char *path, const char *hint, struct buf *out)
{
	FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");
	char chunk[4096], why[512];
	size_t n;

	if (!f) {
		snprintf(why, sizeof(why), "%.300s: %s", path, strerror(errno));
		return complain(EXIT_USAGE, why);
	}
	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		buf_add(out, chunk, n);
	if (f != stdin)
		fclose(f);
	if (out->err == ERR_OK && buf_str(out)[strspn(buf_str(out), " \t\r\n")])
		return EXIT_FINE;
	if (out->err == ERR_OK) {
		snprintf(why, sizeof(why), "%.300s: empty%s", path, hint);
		return complain(EXIT_USAGE, why);
	}
	snprintf(why, sizeof(why), "%.300s: %s", path, err_text(out->err));
	return complain(EXIT_USAGE, why);
}

/* The relay adds and changes alike; people mean one of the two. */
enum there { ANYTHING, MUST_BE, MUST_NOT_BE };

static enum there there_for(enum command_id id)
{
	switch (id) {
	case COMMAND_RETAILER_ADD:
	case COMMAND_GROUP_ADD:
	case COMMAND_ASSOCIATE_ADD:
	case COMMAND_GREETING_ADD:
	case COMMAND_REPLY_ADD:
		return MUST_NOT_BE;
	case COMMAND_RETAILER_SET:
	case COMMAND_GROUP_SET:
	case COMMAND_ASSOCIATE_SET:
	case COMMAND_GREETING_SET:
	case COMMAND_REPLY_SET:
	case COMMAND_HOURS_SET:
		return MUST_BE;
	default:
		return ANYTHING;
	}
}

static bool of_templates(const struct command_line *line)
{
	return command_of_greetings(line->id) || command_of_replies(line->id);
}

/* Is what the command names in the answer of the list that it is in? */
static bool is_there(const struct command_line *line, const char *answer)
{
	const char *key = NULL;

	if (line->id == COMMAND_ASSOCIATE_ADD ||
		line->id == COMMAND_ASSOCIATE_SET)
		return show_has_address(answer, line->args[1]);
	if (of_templates(line))
		return show_has_template(answer, line->args[1]);
	if (line->id == COMMAND_GROUP_ADD || line->id == COMMAND_GROUP_SET)
		key = line->args[1];
	else if (line->id == COMMAND_HOURS_SET)
		key = line->group;
	return show_has(answer, line->args[0], key);
}

/* `answer` becomes the list that it was looked for in. */
static int check_there(const struct command_line *line, struct buf *answer)
{
	enum there want = there_for(line->id);
	char path[128] = "/retailers";
	int status;

	if (want == ANYTHING)
		return EXIT_FINE;
	if (line->id == COMMAND_ASSOCIATE_ADD ||
		line->id == COMMAND_ASSOCIATE_SET)
		snprintf(
			path, sizeof(path), "/associates/%.60s", line->args[0]);
	else if (of_templates(line))
		snprintf(path, sizeof(path), "/templates/%.60s", line->args[0]);
	status = ask(line, "GET", path, NULL, answer);
	if (status == EXIT_FINE &&
		is_there(line, buf_str(answer)) != (want == MUST_BE))
		status = complain(EXIT_REFUSED,
			want == MUST_BE
				? "there is nothing of that name; see `add'"
				: "that is there already; see `set'");
	return status;
}

struct request {
	const char *method, *path;
	char room[512];
};

/* The path of a list of a retailer's. */
static void name_list(const struct command_line *line, struct request *r)
{
	static const struct {
		enum command_id id;
		const char *folder;
	} lists[] = {
		{COMMAND_ASSOCIATE_LIST, "associates"},
		{COMMAND_GREETING_LIST, "templates"},
		{COMMAND_REPLY_LIST, "templates"},
		{COMMAND_BLOCK_LIST, "blocks"},
		{COMMAND_REPORT_LIST, "reports"},
		{COMMAND_MAIL_QUEUE, "mails"},
	};

	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		if (lists[i].id == line->id)
			snprintf(r->room, sizeof(r->room), "/%s/%.60s",
				lists[i].folder, line->args[0]);
	}
	if (line->id == COMMAND_REPORT_SHOW)
		snprintf(r->room, sizeof(r->room),
			"/report/%.60s?retailer=%.60s", line->args[1],
			line->args[0]);
}

/* What the relay reads in a query as it stands there. */
static bool is_plain(const char *s)
{
	return strlen(s) <= LIMIT_ADDRESS &&
		!s[strspn(s,
			"abcdefghijklmnopqrstuvwxyz"
			"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_@.+")];
}

static int name_audit(const struct command_line *line, struct request *r)
{
	const char *what = line->what ? line->what : "";
	const char *who = line->who ? line->who : "";
	int64_t ms = 0;

	if (line->since && command_span(line->since, &ms) != ERR_OK)
		return complain(EXIT_USAGE,
			"--since: that is no span such as 90m, 12h or 7d");
	if (!is_plain(line->args[0]) || !is_plain(what) || !is_plain(who))
		return complain(EXIT_USAGE,
			"audit takes a retailer's key, a word, an address");
	snprintf(r->room, sizeof(r->room),
		"/audit?retailer=%.60s&within=%" PRId64 "&what=%.60s&who=%s",
		line->args[0], ms, what, who);
	return EXIT_FINE;
}

static void address(const struct command_line *line, struct request *r)
{
	static const struct {
		enum command_id id;
		const char *method, *path;
	} all[] = {
		{COMMAND_RETAILER_ADD, "PUT", "/retailer"},
		{COMMAND_RETAILER_SET, "PUT", "/retailer"},
		{COMMAND_RETAILER_LIST, "GET", "/retailers"},
		{COMMAND_GROUP_ADD, "PUT", "/group"},
		{COMMAND_GROUP_SET, "PUT", "/group"},
		{COMMAND_GROUP_LIST, "GET", "/retailers"},
		{COMMAND_ASSOCIATE_ADD, "PUT", "/associate"},
		{COMMAND_ASSOCIATE_SET, "PUT", "/associate"},
		{COMMAND_ASSOCIATE_REMOVE, "PUT", "/associate"},
		{COMMAND_SESSION_LIST, "POST", "/sessions"},
		{COMMAND_SESSION_END, "POST", "/session-end"},
		{COMMAND_GREETING_ADD, "PUT", "/template"},
		{COMMAND_GREETING_SET, "PUT", "/template"},
		{COMMAND_GREETING_REMOVE, "PUT", "/template"},
		{COMMAND_REPLY_ADD, "PUT", "/template"},
		{COMMAND_REPLY_SET, "PUT", "/template"},
		{COMMAND_REPLY_REMOVE, "PUT", "/template"},
		{COMMAND_BLOCK_LIFT, "POST", "/unblock"},
		{COMMAND_MAIL_TEST, "POST", "/mail"},
		{COMMAND_RULES_SHOW, "GET", "/retailers"},
		{COMMAND_HOURS_SET, "PUT", "/retailer"},
		{COMMAND_HOURS_SHOW, "GET", "/retailers"},
		{COMMAND_STATUS, "GET", "/status"},
		{COMMAND_CLOCK_ADVANCE, "POST", "/clock"},
		{COMMAND_CLOCK_SET, "POST", "/clock"},
		{COMMAND_BACKUP, "POST", "/backup"},
		{COMMAND_STOP, "POST", "/stop"},
	};

	r->method = "GET";
	r->path = r->room;
	name_list(line, r);
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		if (all[i].id == line->id) {
			r->method = all[i].method;
			r->path = all[i].path;
		}
	}
	if (line->id == COMMAND_HOURS_SET && line->group)
		r->path = "/group";
}

static int print_answer(const struct command_line *line, const struct buf *a)
{
	struct buf text;
	enum err e = ERR_OK;

	buf_init(&text, ANSWER_MOST);
	if (line->json)
		buf_addf(&text, "%s%s", buf_str(a), a->len ? "\n" : "");
	else
		e = show_answer(line, buf_str(a), &text);
	if (e == ERR_OK)
		fputs(buf_str(&text), stdout);
	else
		complain(EXIT_REFUSED, err_text(e));
	buf_fini(&text);
	return e == ERR_OK ? EXIT_FINE : EXIT_REFUSED;
}

static int send_command(
	const struct command_line *line, const struct body_read *read)
{
	char why[COMMAND_WHY];
	struct request r;
	struct buf body, answer;
	int status = EXIT_FINE;
	enum err e;

	buf_init(&body, LIMIT_HTTP_BODY);
	buf_init(&answer, ANSWER_MOST);
	address(line, &r);
	if (line->id == COMMAND_AUDIT)
		status = name_audit(line, &r);
	e = body_write(line, read, &body, why);
	if (e != ERR_OK)
		status = complain(EXIT_USAGE, why[0] ? why : err_text(e));
	if (status == EXIT_FINE)
		status = ask(line, r.method, r.path,
			body.len ? buf_str(&body) : NULL, &answer);
	if (status == EXIT_FINE)
		status = print_answer(line, &answer);
	if (body.data)
		explicit_bzero(body.data, body.len);
	buf_fini(&body);
	buf_fini(&answer);
	return status;
}

/* The words of a greeting: "-" is standard input. */
static int read_words(
	const struct command_line *line, struct buf *room, const char **out)
{
	int status;

	*out = line->text;
	if (!line->text || strcmp(line->text, "-") != 0)
		return EXIT_FINE;
	status = read_text("-", "", room);
	*out = buf_str(room);
	return status;
}

static int run(const struct command_line *line)
{
	bool wants_password =
		line->id == COMMAND_ASSOCIATE_ADD || line->password;
	const char *file =
		line->id == COMMAND_HOURS_SET ? line->args[1] : line->hours;
	char password[LIMIT_PASSWORD + 1] = "";
	struct body_read read = {.hours = NULL};
	struct buf text, there;
	int status;
	const char *why;

	buf_init(&text, LIMIT_TEXT);
	buf_init(&there, ANSWER_MOST);
	status = check_there(line, &there);
	if (status == EXIT_FINE && file)
		status = read_text(file, "; for no hours say none", &text);
	else if (status == EXIT_FINE)
		status = read_words(line, &text, &read.text);
	if (status == EXIT_FINE && wants_password &&
		tty_password_read(password, &why) != ERR_OK)
		status = complain(EXIT_USAGE, why);
	read.hours = file ? buf_str(&text) : NULL;
	read.password = wants_password ? password : NULL;
	read.there = there.len ? buf_str(&there) : NULL;
	if (status == EXIT_FINE)
		status = send_command(line, &read);
	explicit_bzero(password, sizeof(password));
	buf_fini(&text);
	buf_fini(&there);
	return status;
}

static int print_help(void)
{
	struct buf b;

	buf_init(&b, 64 * 1024);
	command_help(&b);
	fputs(buf_str(&b), stdout);
	buf_fini(&b);
	return EXIT_FINE;
}

int main(int argc, char **argv)
{
	struct command_line line;
	char why[COMMAND_WHY];

	if (command_parse(argc, argv, &line, why) != ERR_OK)
		return complain(EXIT_USAGE, why);
	if (line.help)
		return print_help();
	if (line.version) {
		printf("norenctl %s\n", NOREN_VERSION);
		return EXIT_FINE;
	}
	return run(&line);
}
