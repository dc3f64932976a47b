/* SPDX-License-Identifier: MIT */
/*
 * Claims of missing sales: the form, the list, and what managers decide.  Rule
 * E5.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "client/model/model.h"
#include "tests/lib/scene.h"

#define ONE "01000000000000000000000000"
#define TWO "02000000000000000000000000"

#define CLAIM(id, rest) \
	"{\"t\":\"claimed\",\"claim\":\"" id "\"," \
	"\"at\":\"2026-11-21T09:10:00Z\",\"associate\":\"" SCENE_OTHER "\"," \
	"\"by\":\"Mio\",\"order\":\"T-17\",\"name\":\"Hana\"," \
	"\"product\":\"Navy wool coat\",\"amount\":48000," \
	"\"currency\":\"JPY\",\"bought\":\"2026-11-21T08:00:00Z\"," \
	"\"evidence\":\"She wrote down my name.\"," rest "}"

static int begin(void **state)
{
	struct scene *s = scene_new(24, 80, false, NULL);

	scene_sign_in(s);
	*state = s;
	return 0;
}

static void open_page(struct scene *s, bool manager, const char *list)
{
	scene_keys(s, "<F10>d");
	scene_answer(s, manager ? ASK_M_CLAIMS : ASK_CLAIMS, list);
	scene_out(s);
}

/* The first field that can be filled in is the shopper's. */
static void test_what_makes_no_sense(void **state)
{
	struct scene *s = *state;

	open_page(s, false, "{\"claims\":[]}");
	scene_expect(s, "You have claimed no sale.");
	scene_keys(s, "n");
	scene_expect(s, "Claim a sale");
	scene_expect(s, "Aiko Tanaka");
	scene_keys(s, "Hana<F8>");
	scene_expect(s, "Please say what was bought.");
	scene_keys(s, "Coat<F8>");
	scene_expect(s, "Please enter a price, such as 12,800 JPY.");
	scene_keys(s, "1.5<F8>"); /* of yen there is no half */
	scene_expect(s, "Please enter a price, such as 12,800 JPY.");
	scene_keys(s, "<Ctrl-U>0<F8>");
	scene_expect(s, "A sale is worth more than nothing.");
	scene_keys(s, "<Ctrl-U>48,000 xqq<F8>");
	scene_expect(s, "Please enter a price, such as 12,800 JPY.");
	scene_keys(s, "<Ctrl-U>48,000<F8>");
	scene_expect(s, "Please enter the order's number.");
	scene_keys(s, "T-17<Tab><Ctrl-U>2027-01-01 10:00<F8>");
	scene_expect(s, "That is in the future.");
	scene_keys(s, "<Ctrl-U>2020-01-01 10:00<F8>");
	scene_expect(s, "That is more than 400 days ago.");
	scene_keys(s, "<Ctrl-U>yesterday<F8>");
	scene_expect(s, "Please enter a time, such as 2026-11-28 17:05.");
	scene_keys(s, "<Ctrl-U>2026-09-31 10:00<F8>"); /* it has 30 days */
	scene_expect(s, "Please enter a time, such as 2026-11-28 17:05.");
	scene_keys(s, "<Ctrl-U>2026-11-21 16:00<F8>");
	scene_expect(s, "A manager needs something to go by.");
	scene_asked_nothing(s);
	scene_keys(s, "She said so<F8>");
	scene_asked(s, "\"order\":\"T-17\"");
}

/* The lines from that text to the end of the box around it. */
static int lines_below(struct scene *s, const char *text)
{
	const char *at = strstr(scene_plain(s), text), *end;
	int lines = 0;

	assert_non_null(at);
	end = strstr(at, "+--");
	assert_non_null(end);
	for (; at < end; at++)
		lines += *at == '\n';
	return lines;
}

/* No box ends in blank lines, and what has no room is said to be there. */
static void test_box_fits(void **state)
{
	struct scene *s = *state;
	static const int sizes[][2] = {{24, 80}, {20, 100}, {16, 60}, {12, 40}};

	open_page(s, false, "{\"claims\":[]}");
	scene_keys(s, "n");
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		scene_resize(s, sizes[i][0], sizes[i][1]);
		assert_in_range(lines_below(s, "Claim the sale"), 1, 2);
	}
	assert_non_null(strstr(scene_plain(s), "|v"));
	scene_keys(s, "<Up>");
	assert_non_null(strstr(scene_plain(s), "|^"));
	scene_resize(s, 24, 80);
	assert_null(strstr(scene_plain(s), "|v"));
	assert_null(strstr(scene_plain(s), "|^"));
}

static void fill_in(struct scene *s, const char *price)
{
	open_page(s, false, "{\"claims\":[]}");
	scene_keys(s, "nHana<Tab>Coat<Tab>");
	scene_keys(s, price);
	scene_keys(s, "<Tab>T-17<Tab><Tab>She said so<F8>");
}

static void test_prices(void **state)
{
	static const struct {
		const char *typed, *sent;
	} prices[] = {
		{"48,000", "\"amount\":48000,\"currency\":\"JPY\""},
		{"129.50 usd", "\"amount\":12950,\"currency\":\"USD\""},
		{"EUR 7", "\"amount\":700,\"currency\":\"EUR\""},
		{"1.250 KWD", "\"amount\":1250,\"currency\":\"KWD\""},
	};

	for (size_t i = 0; i < sizeof(prices) / sizeof(prices[0]); i++) {
		struct scene *s = scene_new(24, 80, false, NULL);

		scene_sign_in(s);
		fill_in(s, prices[i].typed);
		scene_asked(s, prices[i].sent);
		scene_destroy(&s);
	}
	(void)state;
}

/* As an input method writes it: an order's number is the shop's all the same.
 */
static void test_full_width(void **state)
{
	struct scene *s = *state;
	const char *out;

	open_page(s, false, "{\"claims\":[]}");
	scene_keys(s, "n花子<Tab>コート<Tab>４８，０００　ｊｐｙ<Tab>");
	scene_keys(s,
		" Ｔ－１７ー２　 "
		"<Tab><Ctrl-U>２０２６−１１−２１　１６：００<Tab>");
	scene_keys(s, "レシート<F8>");
	out = scene_out(s);
	assert_non_null(strstr(out, "\"order\":\"T-17-2\""));
	assert_non_null(strstr(out, "\"product\":\"コート\""));
	assert_non_null(strstr(out, "\"amount\":48000,\"currency\":\"JPY\""));
	scene_expect(s, "T-17-2");
}

static void test_what_the_relay_says(void **state)
{
	struct scene *s = *state;

	fill_in(s, "48,000");
	scene_refuse(s, ASK_CLAIM, ERR_CREDITED);
	scene_expect(s, "That order is your sale already.");
	scene_keys(s, "<F8>");
	scene_refuse(s, ASK_CLAIM, ERR_EXISTS);
	scene_expect(s, "You have claimed that order already.");
	scene_keys(s, "<F8>");
	scene_answer(s, ASK_CLAIM, "");
	scene_expect(s, "A manager will look at your claim.");
	scene_answer(s, ASK_CLAIMS,
		"{\"claims\":[" CLAIM(ONE, "\"state\":\"open\"") "]}");
	scene_expect(s, "T-17        Navy wool coat");
	scene_expect(s, "Undecided");
	scene_tell(s,
		CLAIM(ONE,
			"\"state\":\"refused\",\"reason\":\"No\","
			"\"just\":true"));
	scene_expect(s, "Your claim of order T-17 was refused.");
	scene_answer(s, ASK_CLAIMS,
		"{\"claims\":[" CLAIM(ONE,
			"\"state\":\"refused\",\"decider\":\"Ken\","
			"\"reason\":\"It was bought elsewhere\"") "]}");
	scene_keys(s, "<Enter>");
	scene_expect(s, "It was bought elsewhere");
	scene_expect(s, "She wrote down my name.");
	scene_expect_not(s, "Grant or refuse");
}

static void test_a_manager_decides(void **state)
{
	struct scene *s = *state;

	scene_manager(s);
	scene_tell(s, "{\"t\":\"claims\",\"waiting\":0}");
	scene_tell(s, "{\"t\":\"claims\",\"waiting\":1}");
	scene_expect(s, "A claim waits to be decided.");
	scene_keys(s, "<F10>");
	scene_expect(s, "*1");
	scene_keys(s, "<Esc>");
	open_page(s, true,
		"{\"claims\":[" CLAIM(ONE,
			"\"state\":\"open\",\"owner\":\"Rin\","
			"\"known\":48000,\"known_in\":\"JPY\"") "]}");
	scene_expect(
		s, "* 09:10       Mio           T-17        Navy wool coat");
	scene_keys(s, "<Enter>");
	scene_expect(s, "It is Rin's sale already.");
	scene_keys(s, "<Enter>");
	scene_expect(s, "Decision");
	scene_keys(s, "<F8>");
	scene_asked(s, "\"grant\":true");
	scene_refuse(s, ASK_M_DECIDE, ERR_CREDITED);
	scene_expect(s, "That order is somebody's sale already. Refuse it?");
	scene_keys(s, "<Right><F8>");
	scene_expect(s, "A refusal needs a reason");
	scene_keys(s, "Rin had the chat<F8>");
	scene_asked(s, "\"reason\":\"Rin had the chat\"");
	scene_answer(s, ASK_M_DECIDE, "");
	scene_expect(s, "Saved.");
}

/* There is room for so many: the one that is opened may leave the list. */
static void test_what_is_gone_is_not_another(void **state)
{
	struct scene *s = *state;

	scene_manager(s);
	open_page(
		s, true, "{\"claims\":[" CLAIM(ONE, "\"state\":\"open\"") "]}");
	scene_keys(s, "<Enter>");
	scene_expect(s, "Grant or refuse");
	scene_tell(s, "{\"t\":\"claims\",\"waiting\":200}");
	scene_answer(s, ASK_M_CLAIMS,
		"{\"claims\":[" CLAIM(TWO, "\"state\":\"open\"") "]}");
	scene_expect_not(s, "Grant or refuse");
	scene_keys(s, "<Enter>");
	scene_expect_not(s, "Decision");
	scene_expect(s, "Grant or refuse");
}

/* A granted one is a sale; of no chat, it is seen at home. */
static void test_granted(void **state)
{
	struct scene *s = *state;

	scene_tell(s,
		"{\"t\":\"sale\",\"order\":\"T-17\","
		"\"at\":\"2026-11-21T08:00:00Z\",\"name\":\"Hana\","
		"\"product\":\"Coat\",\"amount\":48000,"
		"\"currency\":\"JPY\",\"claimed\":true,\"fresh\":true}");
	scene_tell(s, CLAIM(ONE, "\"state\":\"granted\",\"just\":true"));
	scene_expect(s, "Granted: order T-17 is your sale.");
	scene_expect(s, "granted claim");
	scene_out(s);
	scene_keys(s, "<Down><Enter>");
	scene_asked(s, "\"order\":\"T-17\"");
}

static void test_small(void **state)
{
	struct scene *s = *state;

	scene_resize(s, 12, 40);
	scene_language("ja");
	s->model->japanese = true;
	open_page(s, false,
		"{\"claims\":[" CLAIM(ONE, "\"state\":\"open\"") "]}");
	scene_expect(s, "確認待ち");
	scene_keys(s, "<Enter>");
	scene_expect(s, "下に続きます");
	scene_keys(s, "n");
	scene_expect(s, "売上の申請");
	scene_language("en");
}

#define T(name) \
	cmocka_unit_test_setup_teardown(test_##name, begin, scene_finish)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(what_makes_no_sense),
		T(box_fits),
		T(prices),
		T(full_width),
		T(what_the_relay_says),
		T(a_manager_decides),
		T(what_is_gone_is_not_another),
		T(granted),
		T(small),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
