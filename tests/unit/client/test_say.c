/* SPDX-License-Identifier: MIT */
/* Steps in Japanese. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "client/flow/flow.h"
#include "client/flow/say.h"

static const char people[] = "associates Ken and Mio\nmanager Aya\n"
			     "shopper Hana\nnewcomer Rin\n";

/* The last step of a flow that ends in this line. */
static void assert_said(const char *line, const char *japanese)
{
	struct flow_fault fault;
	struct flow *flow = NULL;
	char text[1000];
	struct buf out;

	snprintf(text, sizeof(text), "%s%s\n", people, line);
	if (flow_parse(text, strlen(text), &flow, &fault))
		fail_msg("%s: %d: %s", line, fault.column, fault.why);
	buf_init(&out, 1 << 16);
	assert_int_equal(
		say_japanese(flow, &flow->steps[flow->n_steps - 1], &out),
		ERR_OK);
	assert_string_equal(buf_str(&out), japanese);
	buf_fini(&out);
	flow_destroy(&flow);
}

static const struct {
	const char *line, *japanese;
} rows[] = {
	{"wait 90 s", "90秒待つ"},
	{"wait 120 s", "2分待つ"},
	{"wait 300 ms", "300ミリ秒待つ"},
	{"wait 7 days", "7日待つ"},
	{"at Friday 18:59", "時計を金曜18:59まで進める"},
	{"at 2027-01-01 09:00", "時計を2027年1月1日9:00まで進める"},
	{"the shop is open Mon-Fri 10:00-19:00",
		"店の営業時間を「open Mon-Fri 10:00-19:00」にする"},
	{"the greeting in English is \"Hello\"",
		"英語の挨拶文を「Hello」にする"},
	{"Ken and Mio go available", "Ken、Mioは対応可にする"},
	{"Ken is rung within 1 s", "1秒以内にKenは着信を受けている"},
	{"Ken is rung for Hana with 75 s left",
		"KenはHanaからの着信（残り75秒）を受けている"},
	{"exactly one of Ken, Mio and Aya is rung",
		"Ken、Mio、Ayaのうちちょうど1人は着信を受けている"},
	{"Ken is not rung", "Kenは着信を受けていない"},
	{"Mio tries to accept on the second device",
		"Mioは2台目の端末でチャットに応じることを試みる"},
	{"Hana opens /p/bowl showing \"Bowl\" for 12,800 JPY in a second tab",
		"Hanaは2つ目のタブで/p/bowlを開く（商品「Bowl」）（価格¥"
		"12,800）"},
	{"Hana's chat is with Ken", "HanaのチャットはKenが受け持っている"},
	{"Hana's connection is delayed by 300 ms",
		"Hanaの接続は300ミリ秒遅れるようになる"},
	{"Ken is unavailable because of 3 misses",
		"Kenは3回の不在のため対応不可になっている"},
	{"Ken is unavailable because of closing time",
		"Kenは閉店時刻のため対応不可になっている"},
	{"Aya issues an invite for 2 people good for 3 days",
		"Ayaは招待コードを発行する（2人まで）（有効期間3日）"},
	{"Rin tries to confirm the address with a wrong code 5 times",
		"Rinは誤ったコードで5回アドレスを確かめることを試みる"},
	{"Aya sees in the team that Ken is in a chat",
		"Ayaはチーム一覧にKenはチャット中と表示されている"},
	{"the data of Hana are erased", "Hanaのデータを消去する"},
	{"erasing the data of Hana is refused as in_a_chat",
		"Hanaのデータの消去を試み、in_a_chatとして断られる"},
	{"the data of Hana are corrected to the name \"Hana Abe\"",
		"Hanaのデータの名前を「Hana Abe」に訂正する"},
	{"chats are kept for 30 days", "チャットの保存期間を30日にする"},
	{"what is past the retention is removed",
		"保存期間を過ぎたものを削除する"},
	{"Ken looks into the archive", "Kenはアーカイブを確認する"},
	{"Ken looks into the archive for \"glaze\"",
		"Kenはアーカイブを「glaze」で検索し、結果を確認する"},
	{"Ken tries to look into the archive of the team",
		"Kenはチーム全体のアーカイブを確認することを試みる"},
	{"Aya sees in the archive the chat of Hana with Ken under the name "
	 "\"Hana Abe\" with 1 sale",
		"Ayaはアーカイブに、Hanaのチャット（担当Ken）（名前「Hana "
		"Abe」）（売上1件）を目にしている"},
	{"Ken does not see in the archive the chat of Hana",
		"Kenはアーカイブに、Hanaのチャットを目にしていない"},
	{"Ken sees in the archive the missed chat of Hana",
		"Kenはアーカイブに、Hanaの不在チャットを目にしている"},
	{"Ken sees in the archive the erased chat of Hana with 1 sale",
		"Kenはアーカイブに、消去されたHanaのチャット（売上1件）を目に"
		"している"},
	{"Ken sees in the archive 2 chats",
		"Kenはアーカイブに、チャットを2件目にしている"},
	{"Ken does not see in the saved archive \"glaze\"",
		"Kenは保存したアーカイブに、「glaze」を目にしていない"},
	{"Aya sees in the saved archive of the team \"glaze\"",
		"Ayaは保存したチーム全体のアーカイブに、「glaze」を目にして"
		"いる"},
	{"Hana rates the chat 5 stars saying \"Very kind\"",
		"Hanaはチャットを星5つで評価する（「Very kind」）"},
	{"Ken sees 5 stars of Hana saying \"Very kind\"",
		"KenはHanaの評価、星5つ（「Very kind」）を目にしている"},
	{"Aya does not see in the audit log \"Hello\"",
		"Ayaは監査ログに文言「Hello」を見ていない"},
};

static void steps_are_said_in_japanese(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_said(rows[i].line, rows[i].japanese);
}

/* {n} up to the pattern's slots, brackets closed, and slots that may be left
 * out in brackets. */
static void each_template_is_well_formed(void **state)
{
	(void)state;
	for (int i = 0; i < VERB_COUNT; i++) {
		const struct verb *v = verb_at(i);
		int open = 0, slots = 0;

		for (const char *s = v->pattern; *s; s++)
			slots += *s >= 'A' && *s <= 'Z' &&
				(s == v->pattern || strchr(" [", s[-1]));
		for (const char *s = v->japanese; *s; s++) {
			open += (*s == '[') - (*s == ']');
			assert_in_range(open, 0, 1);
			if (*s != '{')
				continue;
			assert_in_range(s[1] - '0', 0, slots - 1);
			assert_int_equal(s[2], '}');
		}
		assert_int_equal(open, 0);
		if (v->expects &&
			strcmp(v->japanese + strlen(v->japanese) -
					strlen("いる"),
				"いる") != 0)
			fail_msg("%s: what is seen ends in いる", v->pattern);
	}
}

/* Every example, with and without what may be left out, becomes a line without
 * a template's signs. */
static void each_example_is_said(void **state)
{
	(void)state;
	for (int i = 0; i < VERB_COUNT; i++) {
		struct flow_fault fault;
		struct flow *flow = NULL;
		char text[1000];
		struct buf out;

		snprintf(text, sizeof(text), "%s%s\n", people,
			verb_at(i)->example);
		assert_int_equal(
			flow_parse(text, strlen(text), &flow, &fault), ERR_OK);
		buf_init(&out, 1 << 16);
		say_japanese(flow, &flow->steps[flow->n_steps - 1], &out);
		if (verb_at(i)->id != VERB_GREETING &&
			verb_at(i)->id != VERB_SETS_GREETING)
			assert_null(strpbrk(buf_str(&out), "{}[]"));
		assert_true(out.len > 0);
		buf_fini(&out);
		flow_destroy(&flow);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(steps_are_said_in_japanese),
		cmocka_unit_test(each_template_is_well_formed),
		cmocka_unit_test(each_example_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
