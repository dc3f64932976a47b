/* SPDX-License-Identifier: MIT */
/*
 * norenctl: says to the relay, over its control socket, what the command line
 * asks for.  See norenctl(1).
 */
#include <errno.h>
#include <inttypes.h>
#include <jansson.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "relay/ctl/ask.h"
#include "relay/ctl/body.h"
#include "relay/ctl/complete.h"
#include "relay/ctl/except.h"
#include "relay/ctl/file_import.h"
#include "relay/ctl/find.h"
#include "relay/ctl/help.h"
#include "relay/ctl/http_ctl.h"
#include "relay/ctl/http_shopper.h"
#include "relay/ctl/main_say.h"
#include "relay/ctl/outcome.h"
#include "relay/ctl/result.h"
#include "relay/ctl/show.h"
#include "relay/ctl/tty_confirm.h"
#include "relay/ctl/tty_password.h"
#include "relay/ctl/week.h"
#include "relay/gate/file_zone.h"
#include "shared/limits.h"
#include "shared/mem.h"
#include "shared/tz.h"

#define STANDARD_SOCKET "/var/lib/noren/control.sock"
#define ANSWER_MOST (16 * 1024 * 1024) /* bytes */
#define HELP_MOST (64 * 1024)          /* bytes */

/* One command, from its words to what is printed. */
struct run {
	struct command_line line;
	struct show_style style;
	struct tz *tz;
	char zone[LIMIT_NAME + 1];
	struct ask ask;
	char after[24]; /* of the audit log, once it is followed */
	char why[COMMAND_WHY];
	char password[LIMIT_PASSWORD + 1];
	struct buf there; /* the list that the thing is, or is not, in */
	struct buf text;  /* a file's, or words */
	struct buf body, answer, out;
};

static enum outcome usage(const struct run *r, const char *why)
{
	return main_say_failure(
		r->line.json, OUTCOME_USAGE, outcome_name(OUTCOME_USAGE), why);
}

static enum outcome fail_err(const struct run *r, enum err e)
{
	return main_say_failure(r->line.json, outcome_of(err_name(e)),
		err_name(e), err_text(e));
}

static const char *socket_of(const char *said)
{
	const char *s = said ? said : getenv("NOREN_CONTROL");

	return s && s[0] ? s : STANDARD_SOCKET;
}

/* Asks; says what went wrong.  OUTCOME_FINE: `answer` is the relay's. */
static enum outcome ask(const struct run *r, const struct ask *what,
	const char *body, struct buf *answer)
{
	char why[HTTP_CTL_WHY] = "not enough memory";
	struct buf code, text;
	int status = 0;
	enum outcome o;

	if (http_ctl_ask(socket_of(r->line.socket), what->method, what->path,
		    body, HTTP_CTL_PATIENT, &status, answer, why) != ERR_OK)
		return main_say_failure(r->line.json, OUTCOME_NO_RELAY,
			outcome_name(OUTCOME_NO_RELAY), why);
	if (status == 200 || status == 204)
		return OUTCOME_FINE;
	buf_init(&code, ANSWER_MOST);
	buf_init(&text, ANSWER_MOST);
	find_error(buf_str(answer), &code, &text);
	if (!code.len)
		buf_add_str(&code, outcome_name(OUTCOME_REFUSED));
	o = main_say_failure(r->line.json, outcome_of(buf_str(&code)),
		buf_str(&code), buf_str(&text));
	buf_fini(&code);
	buf_fini(&text);
	return o;
}

/* ---- before the relay is asked ---- */

/* The text of a file, "-" for standard input; `hint` is for who gives an empty
 * one. */
static enum outcome read_text(struct run *r, const char *path, const char *hint)
{
	FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");
	char chunk[4096], why[512];
	const char *wrong = NULL;
	size_t n;

	if (!f)
		wrong = strerror(errno);
	while (f && (n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		buf_add(&r->text, chunk, n);
	if (f && ferror(f))
		wrong = strerror(errno);
	else if (r->text.err != ERR_OK)
		wrong = err_text(r->text.err);
	else if (f && !buf_str(&r->text)[strspn(buf_str(&r->text), " \t\r\n")])
		wrong = hint;
	if (f && f != stdin)
		fclose(f);
	if (!wrong)
		return OUTCOME_FINE;
	snprintf(why, sizeof(why), "%.300s: %s", path, wrong);
	return usage(r, why);
}

/* What should stand in no list of processes: one line of standard input. */
static enum outcome read_line(struct run *r)
{
	enum outcome o = read_text(r, "-", "empty");

	if (o == OUTCOME_FINE) {
		r->text.len = strcspn(r->text.data, "\r\n");
		r->text.data[r->text.len] = '\0';
	}
	return o;
}

/* The relay adds and changes alike; people mean one of the two. */
static enum outcome check_there(struct run *r)
{
	const struct command *c = command_row(r->line.id);
	char kind = ask_kind(&r->line);
	const char *name = r->line.args[0];
	struct ask list;
	bool is;
	enum outcome o;

	if (c->there == COMMAND_THERE_ANY)
		return OUTCOME_FINE;
	if (r->line.group)
		name = r->line.group;
	else if (kind != 'r')
		name = r->line.args[1];
	if (ask_list(kind, r->line.args[0], &list, r->why) != ERR_OK)
		return usage(r, r->why);
	o = ask(r, &list, NULL, &r->there);
	if (o != OUTCOME_FINE)
		return o;
	is = find_thing(buf_str(&r->there), kind, r->line.args[0], name);
	if (is && c->there == COMMAND_THERE_NEW)
		return main_say_failure(r->line.json, OUTCOME_REFUSED,
			err_name(ERR_EXISTS),
			"that is there already; see `set'");
	if (!is && c->there == COMMAND_THERE_OLD)
		return main_say_failure(r->line.json, OUTCOME_UNKNOWN,
			err_name(ERR_UNKNOWN),
			"there is nothing of that name; see `add'");
	return OUTCOME_FINE;
}

static enum outcome confirm(const struct run *r, const struct buf *question)
{
	if (!tty_confirm_can())
		return main_say_failure(r->line.json, OUTCOME_NOT_SURE,
			outcome_name(OUTCOME_NOT_SURE),
			"nobody can be asked here whether it is meant: say "
			"--yes");
	return tty_confirm(buf_str(question))
		? OUTCOME_FINE
		: main_say_failure(r->line.json, OUTCOME_NOT_SURE,
			  outcome_name(OUTCOME_NOT_SURE), "nothing was done");
}

static enum outcome make_sure(struct run *r)
{
	const char *s = command_row(r->line.id)->question;
	struct buf question;
	enum outcome o;

	if (!s[0] || r->line.yes)
		return OUTCOME_FINE;
	buf_init(&question, HELP_MOST);
	for (; *s; s++) {
		if (*s == '$')
			buf_add_str(&question, r->line.args[*++s - '1']);
		else
			buf_add_char(&question, *s);
	}
	o = confirm(r, &question);
	buf_fini(&question);
	return o;
}

/* Puts the new hours into r->text. */
static enum outcome edit_hours(struct run *r)
{
	json_t *root = json_loads(buf_str(&r->there), 0, NULL);
	const char *hours = find_text(
		find_retailer(root, r->line.args[0], r->line.group), "hours");
	enum outcome o = OUTCOME_FINE;
	enum err e = ERR_OK;

	if (r->line.group && !hours[0])
		o = main_say_failure(r->line.json, OUTCOME_REFUSED,
			err_name(ERR_WRONG_STATE),
			"the group has the retailer's hours: set its own "
			"first");
	else
		e = except_edit(&r->line, hours, &r->text, r->why);
	json_decref(root);
	/* With its last line the text would be empty, which is said so. */
	if (e == ERR_OK && o == OUTCOME_FINE && !r->text.len)
		buf_add_str(&r->text, "none\n");
	if (e == ERR_FIELD)
		return usage(r, r->why);
	return e == ERR_OK ? o : fail_err(r, e);
}

static enum outcome read_password(struct run *r)
{
	const char *why;

	if (r->line.id != COMMAND_ASSOCIATE_ADD && !r->line.password &&
		!r->line.password_stdin)
		return OUTCOME_FINE;
	return tty_password_read(r->line.password_stdin, r->password, &why) ==
			ERR_OK
		? OUTCOME_FINE
		: usage(r, why);
}

/* What the command needs besides its words. */
static enum outcome gather(struct run *r, struct body_read *read)
{
	enum command_id id = r->line.id;
	const char *file =
		id == COMMAND_HOURS_SET ? r->line.args[1] : r->line.hours;
	enum outcome o = OUTCOME_FINE;

	if (id == COMMAND_EXCEPT_ADD || id == COMMAND_EXCEPT_REMOVE) {
		o = edit_hours(r);
		read->hours = buf_str(&r->text);
	} else if (file) {
		o = read_text(r, file, "empty; for no hours say none");
		read->hours = buf_str(&r->text);
	} else if (id == COMMAND_CATALOG_FEED &&
		strcmp(r->line.args[1], "-") == 0) {
		o = read_line(r);
		read->text = buf_str(&r->text);
	} else if (r->line.text && strcmp(r->line.text, "-") == 0) {
		o = read_text(r, "-", "empty");
		read->text = buf_str(&r->text);
	} else {
		read->text = r->line.text;
	}
	if (o == OUTCOME_FINE)
		o = read_password(r);
	read->password = r->password[0] ? r->password : NULL;
	read->there = r->there.len ? buf_str(&r->there) : NULL;
	return o;
}

/* ---- and afterwards ---- */

/* The retailer's time zone, for times; without it they are in UTC. */
static void find_zone(struct run *r)
{
	struct ask list = {.method = "GET", .path = "/retailers"};
	char why[HTTP_CTL_WHY];
	json_t *root;
	int status;

	if (!r->there.len &&
		http_ctl_ask(socket_of(r->line.socket), list.method, list.path,
			NULL, HTTP_CTL_PATIENT, &status, &r->there,
			why) != ERR_OK)
		return;
	root = json_loads(buf_str(&r->there), 0, NULL);
	snprintf(r->zone, sizeof(r->zone), "%s",
		find_text(find_retailer(root, r->line.args[0], NULL), "zone"));
	json_decref(root);
	r->tz = r->zone[0] ? file_zone_load(r->zone) : NULL;
	r->style.tz = r->tz;
	r->style.zone = r->zone;
}

static enum err show_week(struct run *r)
{
	json_t *root = json_loads(buf_str(&r->there), 0, NULL);
	json_t *status = json_loads(buf_str(&r->answer), 0, NULL);
	const json_t *shop = find_retailer(root, r->line.args[0], NULL);
	const json_t *one = find_retailer(root, r->line.args[0], r->line.group);
	struct week_of week = {.name = find_text(one, "name"),
		.hours = find_text(one, "hours"),
		.now = find_number(status, "now")};
	enum err e = ERR_UNKNOWN;

	/* A group without hours of its own has the retailer's. */
	if (!week.hours[0])
		week.hours = find_text(shop, "hours");
	if (r->tz)
		e = r->line.json ? week_json(&week, &r->style, &r->out)
				 : week_write(&week, &r->style, &r->out);
	json_decref(status);
	json_decref(root);
	return e;
}

static enum outcome print_answer(struct run *r)
{
	const char *answer = buf_str(&r->answer);
	enum err e;

	buf_clear(&r->out);
	if (r->line.id == COMMAND_HOURS_WEEK)
		e = show_week(r);
	else if (r->line.follow && r->line.json)
		e = result_audit_lines(answer, r->style.ascii, &r->out);
	else if (r->line.json)
		e = result_write(&r->line, answer, r->style.ascii, &r->out);
	else
		e = show_answer(&r->line, answer, &r->style, &r->out);
	if (e != ERR_OK)
		return fail_err(r, e);
	main_say(&r->out, r->line.json, stdout);
	return OUTCOME_FINE;
}

/* What is done from now on, looked for once a second. */
static enum outcome follow(struct run *r)
{
	const struct timespec second = {.tv_sec = 1};
	enum outcome o = OUTCOME_FINE;
	int64_t last;

	while (o == OUTCOME_FINE && !ferror(stdout)) {
		last = result_audit_last(buf_str(&r->answer));
		if (last > 0) {
			snprintf(r->after, sizeof(r->after), "%" PRId64, last);
			r->line.after = r->after;
			ask_make(&r->line, &r->ask, r->why);
		}
		nanosleep(&second, NULL);
		buf_clear(&r->answer);
		o = ask(r, &r->ask, NULL, &r->answer);
		if (o == OUTCOME_FINE)
			o = print_answer(r);
	}
	return o;
}

static enum outcome import(struct run *r)
{
	const struct file_import what = {&r->line, &r->style,
		socket_of(r->line.socket), buf_str(&r->body)};
	struct buf code, text;
	enum outcome o;

	buf_init(&code, ANSWER_MOST);
	buf_init(&text, ANSWER_MOST);
	o = file_import_run(&what, &code, &text);
	if (o != OUTCOME_FINE)
		o = main_say_failure(
			r->line.json, o, buf_str(&code), buf_str(&text));
	buf_fini(&code);
	buf_fini(&text);
	return o;
}

/* ---- shoppers ---- */

/* Who is to be erased is known only now. */
static enum outcome make_sure_of(struct run *r, const struct http_shopper *what)
{
	struct buf question;
	enum outcome o;

	if (r->line.id != COMMAND_SHOPPER_ERASE || r->line.yes ||
		!strstr(what->found, "\"shopper\""))
		return OUTCOME_FINE;
	buf_init(&question, HELP_MOST);
	http_shopper_question(what, &question);
	o = confirm(r, &question);
	buf_fini(&question);
	return o;
}

/* What one request cannot do: r->answer becomes what came of it. */
static enum outcome go_on(struct run *r, const struct http_shopper *what)
{
	struct buf code, text, answer;
	enum outcome o;

	buf_init(&code, ANSWER_MOST);
	buf_init(&text, ANSWER_MOST);
	buf_init(&answer, ANSWER_MOST);
	o = r->line.id == COMMAND_RETENTION_RUN
		? http_shopper_expire(what, &answer, &code, &text)
		: http_shopper_run(what, &answer, &code, &text);
	if (o != OUTCOME_FINE)
		o = main_say_failure(
			r->line.json, o, buf_str(&code), buf_str(&text));
	buf_clear(&r->answer);
	buf_add_str(&r->answer, buf_str(&answer));
	buf_fini(&code);
	buf_fini(&text);
	buf_fini(&answer);
	if (o == OUTCOME_FINE && r->line.id != COMMAND_SHOPPER_EXPORT)
		o = print_answer(r);
	return o;
}

static enum outcome shopper(struct run *r)
{
	struct http_shopper what = {.line = &r->line,
		.socket = socket_of(r->line.socket),
		.body = buf_str(&r->body),
		.ascii = r->style.ascii};
	enum outcome o = OUTCOME_FINE;

	if (r->line.id != COMMAND_RETENTION_RUN) {
		o = ask(r, &r->ask, buf_str(&r->body), &r->answer);
		what.found = buf_str(&r->answer);
	}
	if (o == OUTCOME_FINE)
		o = make_sure_of(r, &what);
	return o == OUTCOME_FINE ? go_on(r, &what) : o;
}

static bool needs_several(const struct command_line *line)
{
	return line->id == COMMAND_SHOPPER_EXPORT ||
		line->id == COMMAND_SHOPPER_CORRECT ||
		line->id == COMMAND_SHOPPER_ERASE ||
		line->id == COMMAND_RETENTION_RUN;
}

/* ---- a command ---- */

static enum outcome run_steps(struct run *r)
{
	struct body_read read = {.hours = NULL};
	enum outcome o = OUTCOME_FINE;
	enum err e;

	/* What it would do is what `show' says. */
	if (r->line.id == COMMAND_RETENTION_RUN && r->line.dry_run)
		r->line.id = COMMAND_RETENTION_SHOW;
	if (ask_make(&r->line, &r->ask, r->why) != ERR_OK)
		return usage(r, r->why);
	o = check_there(r);
	if (o == OUTCOME_FINE)
		o = make_sure(r);
	if (o == OUTCOME_FINE)
		o = gather(r, &read);
	if (o != OUTCOME_FINE)
		return o;
	r->why[0] = '\0';
	e = body_write(&r->line, &read, &r->body, r->why);
	if (e != ERR_OK)
		return usage(r, r->why[0] ? r->why : err_text(e));
	if (r->line.id == COMMAND_CATALOG_IMPORT)
		return import(r);
	if (needs_several(&r->line))
		return shopper(r);
	o = ask(r, &r->ask, r->body.len ? buf_str(&r->body) : NULL, &r->answer);
	if (o != OUTCOME_FINE)
		return o;
	if (r->line.id == COMMAND_HOURS_WEEK ||
		(!r->line.json && show_has_times(r->line.id)))
		find_zone(r);
	/* Pages below each other have no common columns. */
	if (r->line.follow)
		r->style.people = false;
	o = print_answer(r);
	return o == OUTCOME_FINE && r->line.follow ? follow(r) : o;
}

static enum outcome print_script(struct run *r)
{
	const char *script = complete_script(r->line.args[0]);

	if (!script)
		return usage(r, "completion is for bash, zsh or fish");
	fputs(script, stdout);
	return OUTCOME_FINE;
}

static enum outcome print_help(struct run *r)
{
	help_write(&r->line, &r->out);
	main_say(&r->out, false, stdout);
	return OUTCOME_FINE;
}

static enum outcome run(struct run *r)
{
	if (r->line.version) {
		printf("norenctl %s\n", NOREN_VERSION);
		return OUTCOME_FINE;
	}
	if (r->line.help)
		return print_help(r);
	if (r->line.id == COMMAND_COMPLETION)
		return print_script(r);
	return run_steps(r);
}

/* For the scripts that complete: --complete and the words so far.  It says
 * nothing of what is wrong; there is nothing to offer then. */
static void complete(int n, char **words)
{
	char why[HTTP_CTL_WHY + COMMAND_WHY];
	struct buf candidates, answer;
	struct complete c;
	struct ask list;
	int status = 0;

	buf_init(&candidates, ANSWER_MOST);
	buf_init(&answer, ANSWER_MOST);
	complete_words((const char **)words, n, &c, &candidates);
	if (ask_list(c.kind, c.retailer ? c.retailer : "-", &list, why) ==
			ERR_OK &&
		list.path[0] &&
		http_ctl_ask(socket_of(c.socket), list.method, list.path, NULL,
			HTTP_CTL_BRIEF, &status, &answer, why) == ERR_OK &&
		status == 200)
		complete_live(&c, buf_str(&answer), &candidates);
	fputs(buf_str(&candidates), stdout);
	buf_fini(&candidates);
	buf_fini(&answer);
}

/* Also where the command line could not be read as far as that. */
static bool wants_json(int argc, char **argv)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (strcmp(argv[i], "--json") == 0)
			return true;
	}
	return false;
}

static void clear(struct run *r)
{
	explicit_bzero(r->password, sizeof(r->password));
	if (r->body.data)
		explicit_bzero(r->body.data, r->body.len);
	tz_destroy(&r->tz);
	buf_fini(&r->there);
	buf_fini(&r->text);
	buf_fini(&r->body);
	buf_fini(&r->answer);
	buf_fini(&r->out);
}

int main(int argc, char **argv)
{
	struct run r = {.tz = NULL};
	enum outcome o;

	setlocale(LC_CTYPE, "");
	json_set_alloc_funcs(mem_alloc, mem_free);
	if (argc > 1 && strcmp(argv[1], "--complete") == 0) {
		complete(argc - 2, argv + 2);
		return OUTCOME_FINE;
	}
	r.style.ascii = main_say_ascii();
	r.style.people = isatty(STDOUT_FILENO);
	buf_init(&r.there, ANSWER_MOST);
	buf_init(&r.text, LIMIT_TEXT);
	buf_init(&r.body, LIMIT_HTTP_BODY);
	buf_init(&r.answer, ANSWER_MOST);
	buf_init(&r.out, 4 * ANSWER_MOST);
	if (command_parse(argc, argv, &r.line, r.why) == ERR_OK)
		o = run(&r);
	else
		o = main_say_failure(wants_json(argc, argv), OUTCOME_USAGE,
			outcome_name(OUTCOME_USAGE), r.why);
	clear(&r);
	return (int)main_say_end(o);
}
