/* SPDX-License-Identifier: MIT */
/* The archive as a file (J2), at the relay's door and by noren archive. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "shared/id.h"
#include "shared/mem.h"
#include "tests/lib/exportbed.h"
#include "tests/lib/wsclient.h"

/* ---- the door ---- */

static int export(
	struct exportbed *b, const char *token, const char *more, char **answer)
{
	char head[128], body[400];

	snprintf(head, sizeof(head), "Authorization: Bearer %s\r\n", token);
	snprintf(body, sizeof(body), "{\"t\":\"export\"%s}", more);
	return relayproc_http(
		&b->relay, "POST", "/v1/export", head, body, answer);
}

/* How many chats one part has; the error's name if it has none. */
static int count(struct exportbed *b, const char *token, const char *more)
{
	char *answer = NULL;
	int n = 0;

	assert_int_equal(export(b, token, more, &answer), 200);
	for (const char *s = answer; (s = strstr(s, "\"t\":\"filed\"")); s++)
		n++;
	assert_non_null(strstr(answer, "\"t\":\"archived\""));
	mem_free(answer);
	return n;
}

static void refuses(struct exportbed *b, const char *token, const char *more,
	const char *error)
{
	char code[64], *answer = NULL;

	assert_true(export(b, token, more, &answer) >= 400);
	assert_string_equal(
		wsclient_member(answer, "code", code, sizeof(code)), error);
	mem_free(answer);
}

static int lines(const char *s)
{
	int n = 0;

	while ((s = strchr(s, '\n'))) {
		n++;
		s++;
	}
	return n;
}

/* What each may have of it, and that it is written down. */
static void test_whose(void **state)
{
	struct exportbed *b = *state;
	char *log = NULL;

	assert_true(count(b, b->aiko, "") > 0);
	assert_int_equal(count(b, b->aiko, ",\"pick\":\"sales\""), 1);
	assert_int_equal(count(b, b->aiko, ",\"pick\":\"missed\""), 0);
	assert_int_equal(
		count(b, b->aiko, ",\"chat\":\"00000000000000000000000007\""),
		1);
	assert_int_equal(count(b, b->ren, ""), 0);
	assert_int_equal(
		count(b, b->ren, ",\"chat\":\"00000000000000000000000007\""),
		0);
	/* Nor by going on with what never came. */
	assert_int_equal(count(b, b->ren,
				 ",\"before\":7000009,\"last\":"
				 "\"00000000000000000000000007\",\"after\":0"),
		0);
	refuses(b, b->ren, ",\"team\":true", "forbidden");
	refuses(b, "no-token-of-anybody", "", "bad_token");
	refuses(b, b->aiko, ",\"pick\":\"none\"", "bad_field");
	assert_int_equal(count(b, b->kai, ",\"team\":true"), 0);
	assert_int_equal(count(b, b->kai,
				 ",\"team\":true,\"chat\":"
				 "\"00000000000000000000000007\""),
		0);
	relayproc_control(&b->relay, "GET",
		"/audit?retailer=suzume&what=archive_exported", "", &log);
	assert_non_null(strstr(log, "own sales"));
	assert_non_null(strstr(log, "00000000000000000000000007"));
	mem_free(log);
}

/* GET /v1/chats/ID/sales: its status, and what comes in b->out. */
static int sales_of(struct exportbed *b, const char *token, const char *chat)
{
	char head[128], path[80], *answer = NULL;
	int status;

	snprintf(head, sizeof(head), "Authorization: Bearer %s\r\n", token);
	snprintf(path, sizeof(path), "/v1/chats/%s/sales", chat);
	status = relayproc_http(&b->relay, "GET", path, head, "", &answer);
	snprintf(b->out, sizeof(b->out), "%s", answer ? answer : "");
	mem_free(answer);
	return status;
}

#define NEWEST "00000000000000000000000120"

/* Its associate's, and a manager's of the same retailer; nobody else's. */
static void test_sales_of_a_chat(void **state)
{
	struct exportbed *b = *state;

	assert_int_equal(sales_of(b, b->aiko, NEWEST), 200);
	assert_non_null(strstr(b->out, "\"order\":\"T-1\""));
	assert_non_null(strstr(b->out, "\"amount\":12900"));
	assert_non_null(strstr(b->out, "\"associate\":\""));
	assert_non_null(strstr(b->out, "\"fresh\":true"));
	assert_int_equal(
		sales_of(b, b->aiko, "00000000000000000000000007"), 200);
	assert_string_equal(b->out, "{\"sales\":[]}");
	assert_int_equal(sales_of(b, b->ren, NEWEST), 200);
	assert_string_equal(b->out, "{\"sales\":[]}");
	assert_int_equal(sales_of(b, b->kai, NEWEST), 200);
	assert_string_equal(b->out, "{\"sales\":[]}");
	assert_int_equal(sales_of(b, "no-token-of-anybody", NEWEST), 401);
	assert_int_equal(sales_of(b, b->aiko, "nonsense"), 404);
}

/* Every chat once, with every entry once, over several parts. */
static void test_json(void **state)
{
	struct exportbed *b = *state;
	char *line, *rest;
	int64_t last = 0;
	int n = 0;

	assert_int_equal(exportbed_run(b, b->aiko, "--json"), 0);
	for (line = strtok_r(b->out, "\n", &rest); line;
		line = strtok_r(NULL, "\n", &rest), n++) {
		json_t *chat = json_loads(line, 0, NULL);
		const json_t *entries = json_object_get(chat, "entries");
		const char *id =
			json_string_value(json_object_get(chat, "chat"));

		assert_non_null(chat);
		assert_true(last == 0 || atoll(id) == last - 1);
		last = atoll(id);
		assert_int_equal(
			json_array_size(entries), n == 0 ? EXPORTBED_SAYS : 1);
		for (size_t i = 0; i < json_array_size(entries); i++)
			assert_int_equal(
				json_integer_value(json_object_get(
					json_array_get(entries, i), "seq")),
				i + 1);
		assert_int_equal(
			json_is_true(json_object_get(chat, "fresh")), n == 0);
		assert_int_equal(
			json_array_size(json_object_get(chat, "orders")),
			n == 0);
		json_decref(chat);
	}
	assert_int_equal(n, EXPORTBED_CHATS);
	/* Nothing was viewed by that. */
	assert_int_equal(exportbed_run(b, b->aiko, "--json --sales"), 0);
	assert_non_null(
		strstr(b->out, "\"amount\":12900,\"currency\":\"JPY\""));
	assert_non_null(strstr(b->out, "\"associate\":\""));
	assert_non_null(strstr(b->out, "\"fresh\":true"));
}

static void test_csv_and_text(void **state)
{
	struct exportbed *b = *state;

	assert_int_equal(exportbed_run(b, b->aiko, "--csv"), 0);
	assert_int_equal(lines(b->out), EXPORTBED_CHATS + 1);
	assert_null(strchr(b->out, '\x1b'));
	assert_null(strstr(b->out, ",=cmd"));
	assert_non_null(strstr(b->out, ",\"'=cmd[31m\",Aiko,"));
	assert_non_null(strstr(
		b->out, ",450,line 450,1,12900,JPY,yes,T-1 12900 JPY\r\n"));
	assert_int_equal(exportbed_run(b, b->aiko, "--text"), 0);
	assert_null(strchr(b->out, '\x1b'));
	assert_non_null(strstr(b->out, "Sale ¥12,900   * New\n"));
	assert_non_null(strstr(b->out, "\n       T-1   Coat   ¥12,900\n"));
	assert_non_null(strstr(b->out, "Mio: line 450\n"));
	assert_int_equal(exportbed_run(b, b->aiko, "-l ja --sales"), 0);
	assert_non_null(strstr(b->out, "売上 ¥12,900   * 新着\n"));
	assert_int_equal(exportbed_run(b, b->aiko,
				 "--json --chat 00000000000000000000000007"),
		0);
	assert_int_equal(lines(b->out), 1);
}

static int found(const char *s, const char *what)
{
	int n = 0;

	for (; (s = strstr(s, what)); s += strlen(what))
		n++;
	return n;
}

/* They are every associate's, each comes once, with what was answered. */
static void test_enquiries(void **state)
{
	struct exportbed *b = *state;
	char *line, *rest, *log = NULL;
	int n = 0;

	assert_int_equal(exportbed_run(b, b->ren, "--json --enquiries"), 0);
	for (line = strtok_r(b->out, "\n", &rest); line;
		line = strtok_r(NULL, "\n", &rest), n++) {
		json_t *e = json_loads(line, 0, NULL);
		const char *id =
			json_string_value(json_object_get(e, "enquiry"));
		const json_t *letters = json_object_get(e, "letters");

		assert_non_null(e);
		assert_int_equal(atoll(id), EXPORTBED_ENQUIRIES - n);
		assert_int_equal(json_array_size(letters), n == 0 ? 2 : 0);
		json_decref(e);
	}
	assert_int_equal(n, EXPORTBED_ENQUIRIES);
	assert_int_equal(exportbed_run(b, b->kai, "--json --enquiries"), 0);
	assert_string_equal(b->out, "");
	assert_int_equal(exportbed_run(b, b->ren, "--csv --enquiries"), 0);
	assert_null(strchr(b->out, '\x1b'));
	assert_int_equal(lines(b->out), EXPORTBED_ENQUIRIES + 1);
	assert_int_equal(found(b->out, ",waits,"), EXPORTBED_ENQUIRIES - 1);
	assert_non_null(strstr(b->out, ",2,\"'=asks[2J"));
	assert_int_equal(
		exportbed_run(b, b->ren, "--enquiries --search pottery"), 0);
	assert_int_equal(found(b->out, "'=asks") + found(b->out, "=asks"), 1);
	assert_non_null(strstr(b->out, "       We have white pottery\n"));
	assert_int_equal(exportbed_run(b, b->ren, "--enquiries -l ja"), 0);
	assert_int_equal(
		found(b->out, "受付中   000"), EXPORTBED_ENQUIRIES - 1);
	assert_int_equal(exportbed_run(b, b->ren,
				 "--json --enquiries --chat "
				 "00000000000000000000000007"),
		0);
	assert_int_equal(lines(b->out), 1);
	assert_int_equal(exportbed_run(b, b->ren, "--enquiries --sales"), 2);
	assert_int_equal(exportbed_run(b, b->ren,
				 "--enquiries --chat "
				 "00000000000000000000099999"),
		1);
	relayproc_control(&b->relay, "GET",
		"/audit?retailer=suzume&what=archive_exported", "", &log);
	assert_non_null(strstr(log, "\"enquiries\""));
	mem_free(log);
}

static void test_what_does_not_work(void **state)
{
	struct exportbed *b = *state;

	assert_int_equal(exportbed_run(b, b->aiko, "--days 0"), 2);
	assert_int_equal(exportbed_run(b, b->aiko, "--chat Mio"), 2);
	assert_int_equal(exportbed_run(b, b->aiko, "--no-such"), 2);
	assert_int_equal(exportbed_run(b, b->ren, "--team"), 1);
	assert_int_equal(
		exportbed_run(b, b->ren, "--chat 00000000000000000000000007"),
		1);
	relayproc_kill(&b->relay);
	assert_int_equal(exportbed_run(b, b->aiko, "--json"), 1);
	relayproc_start(&b->relay);
}

/* Nobody is signed in, and nobody is there to be asked; the lines are those of
 * noren(1). */
static void test_nobody(void **state)
{
	struct exportbed *b = *state;

	assert_int_equal(
		exportbed_run(b, b->aiko, "-s /nonexistent </dev/null"), 3);
	assert_string_equal(b->out,
		"noren archive: nobody is signed in: /nonexistent: it has no "
		"session that only you can read; noren -s FILE signs in and "
		"keeps one\n");
	assert_int_equal(
		exportbed_run(b, b->aiko, "-s '' -l ja </dev/null"), 3);
	assert_non_null(strstr(b->out, "サインインしていません"));
	assert_int_equal(exportbed_run(b, "gone", "-s session </dev/null"), 3);
	assert_int_equal(exportbed_run(b, "gone", "--json </dev/null"), 3);
	assert_non_null(strstr(b->out,
		"session: the session has ended; noren -s FILE signs in "
		"again\n"));
	assert_int_equal(relayproc_stop(&b->relay), 0);
	/* One that is not there is no matter of who is signed in. */
	assert_int_equal(exportbed_run(b, b->aiko, "--json </dev/null"), 1);
	relayproc_start(&b->relay);
}

/* A file is there whole, or not at all. */
static void test_a_file(void **state)
{
	struct exportbed *b = *state;
	char options[400];
	FILE *f;

	snprintf(options, sizeof(options), "--csv --bom -o %s/all.csv",
		b->relay.directory);
	assert_int_equal(exportbed_run(b, b->aiko, options), 0);
	assert_string_equal(b->out, "");
	f = fopen(exportbed_file(b, "all.csv", NULL), "r");
	assert_non_null(f);
	assert_non_null(fgets(b->out, 100, f));
	fclose(f);
	assert_memory_equal(b->out,
		"\xef\xbb\xbf"
		"chat,",
		8);
	assert_int_equal(exportbed_files(b, "all.csv"), 1);
	snprintf(
		options, sizeof(options), "-o %s/none.txt", b->relay.directory);
	assert_int_equal(exportbed_run(b, "gone", options), 3);
	assert_int_equal(exportbed_files(b, "none.txt"), 0);
	/* Another one's name is taken only when there is all of it. */
	exportbed_file(b, "all.csv", "before");
	snprintf(options, sizeof(options), "-o %s/all.csv", b->relay.directory);
	assert_int_equal(
		exportbed_run_after(b, "ulimit -f 1;", b->aiko, options), 1);
	assert_non_null(strstr(b->out, "all.csv: File too large"));
	assert_int_equal(exportbed_files(b, "all.csv"), 1);
	f = fopen(exportbed_file(b, "all.csv", NULL), "r");
	assert_non_null(f);
	assert_int_equal(fread(b->out, 1, 100, f), strlen("before"));
	fclose(f);
	assert_int_equal(exportbed_run(b, b->aiko, "-o /dev/full"), 1);
	assert_int_equal(exportbed_run(b, b->aiko, "> /dev/full"), 1);
}

/* Ctrl-C: a signal that waits already is as good as one that comes. */
static void test_cancelled(void **state)
{
	struct exportbed *b = *state;
	char command[1024], port[64];
	const char *build = getenv("NOREN_BUILD");
	int status;
	pid_t pid;

	exportbed_file(b, "session", b->aiko);
	snprintf(command, sizeof(command), "%s/noren",
		build ? build : "build/debug");
	snprintf(port, sizeof(port), "http://127.0.0.1:%d", b->relay.port);
	pid = fork();
	if (pid == 0) {
		char session[200], out[200];
		sigset_t set;

		snprintf(session, sizeof(session), "%s/session",
			b->relay.directory);
		snprintf(out, sizeof(out), "%s/cut.json", b->relay.directory);
		setenv("LC_ALL", "C.UTF-8", 1);
		sigemptyset(&set);
		sigaddset(&set, SIGINT);
		sigprocmask(SIG_BLOCK, &set, NULL);
		raise(SIGINT);
		execl(command, "noren", "archive", "--json", "-r", port, "-s",
			session, "-o", out, (char *)NULL);
		_exit(99);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 130);
	assert_int_equal(exportbed_files(b, "cut.json"), 0);
}

/* Whose row of the newest chat Ren, a manager, gets who asks for this one's. */
static const char *whose(struct exportbed *b, const char *asked)
{
	char more[160], *answer = NULL;
	const char *line;

	snprintf(more, sizeof(more),
		",\"team\":true,\"chat\":\"" NEWEST "\"%s%s%s",
		*asked ? ",\"associate\":\"" : "", asked, *asked ? "\"" : "");
	assert_int_equal(export(b, b->ren, more, &answer), 200);
	assert_int_equal(found(answer, "\"t\":\"filed\""), 1);
	line = strstr(answer, "\"associate\":\"");
	assert_non_null(line);
	snprintf(b->out, ID_LEN + 1, "%s", line + strlen("\"associate\":\""));
	mem_free(answer);
	return b->out;
}

/* Aiko was gone too long, and nobody took it over: it stands in the archive
 * twice, and is one chat. */
static void test_a_chat_of_two(void **state)
{
	struct exportbed *b = *state;

	assert_int_equal(relayproc_stop(&b->relay), 0);
	exportbed_change(b,
		"INSERT INTO filed (retailer, chat, associate, at, reason,"
		" name, sought) SELECT retailer, chat, '', at + 60000000, 6,"
		" name, 0 FROM filed WHERE chat = '" NEWEST "'");
	relayproc_start(&b->relay);
	assert_int_equal(exportbed_run(b, b->aiko, "--json --chat " NEWEST), 0);
	assert_int_equal(lines(b->out), 1);
	assert_non_null(strstr(b->out, "\"holder\":\"Aiko\""));
	assert_non_null(strstr(b->out, "\"order\":\"T-1\""));
	assert_int_equal(found(b->out, "\"seq\":"), EXPORTBED_SAYS);
	/* A manager looks at what a colleague had before. */
	assert_int_equal(relayproc_stop(&b->relay), 0);
	exportbed_change(b,
		"INSERT INTO filed (retailer, chat, associate, at, reason,"
		" name, sought) SELECT retailer, chat,"
		" '00000000000000000000000099', at + 1, 8, name, 0 FROM filed "
		"WHERE chat = '" NEWEST "' AND associate = %Q",
		b->me);
	relayproc_start(&b->relay);
	relayproc_promote(&b->relay, "suzume", "ren@suzume.example");
	assert_string_equal(whose(b, ""), "00000000000000000000000099");
	assert_string_equal(whose(b, b->me), b->me);
}

/* A row that cannot be ours ends no relay. */
static void test_a_broken_row(void **state)
{
	struct exportbed *b = *state;

	assert_int_equal(relayproc_stop(&b->relay), 0);
	exportbed_change(b, "UPDATE entry SET actor = 'nobody' WHERE seq = 2");
	relayproc_start(&b->relay);
	refuses(b, b->aiko, "", "busy");
	refuses(b, b->aiko, ",\"chat\":\"00000000000000000000000120\"", "busy");
	assert_int_equal(
		count(b, b->aiko, ",\"chat\":\"00000000000000000000000007\""),
		1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whose),
		cmocka_unit_test(test_sales_of_a_chat),
		cmocka_unit_test(test_json),
		cmocka_unit_test(test_csv_and_text),
		cmocka_unit_test(test_enquiries),
		cmocka_unit_test(test_what_does_not_work),
		cmocka_unit_test(test_nobody),
		cmocka_unit_test(test_a_file),
		cmocka_unit_test(test_cancelled),
		cmocka_unit_test(test_a_chat_of_two),
		cmocka_unit_test(test_a_broken_row),
	};

	return cmocka_run_group_tests_name(
		"export", tests, exportbed_setup, exportbed_teardown);
}
