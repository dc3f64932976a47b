/* SPDX-License-Identifier: MIT */
#include "client/flow/demo_story.h"

#include <stddef.h>

/* clang-format off */
#define HOME_EN {"/en/", "Tsukishiro", NULL, 0}
#define HOME_JA {"/ja/", "月白百貨店", NULL, 0}
#define WEAR_EN {"/en/wear.html", "Wear | Tsukishiro", NULL, 0}
#define WEAR_JA {"/ja/wear.html", "装い | 月白百貨店", NULL, 0}
#define TEA_EN  {"/en/living.html", "Tea and living | Tsukishiro", NULL, 0}
#define TEA_JA  {"/ja/living.html", "茶と暮らし | 月白百貨店", NULL, 0}
#define GOODS_EN(file, name, amount) \
	{"/en/product/" file ".html", name " | Tsukishiro", name, amount}
#define GOODS_JA(file, name, amount) \
	{"/ja/product/" file ".html", name " | 月白百貨店", name, amount}

static const struct demo_story stories[] = {
	{
		.lang = WIRE_LANG_EN,
		.pages = {HOME_EN, WEAR_EN,
			GOODS_EN("navy-wool-coat", "Navy wool coat", 48000)},
		.lines = {
			"Hi, do you have this coat in M in Ginza?",
			"Oh, lovely. I am usually between S and M. Does it run large?",
			"That helps. Could you hold one until Saturday?",
			"Thank you so much. See you on Saturday!",
		},
		.later = GOODS_EN("wool-scarf", "Wool muffler, moss check", 8400),
	},
	{
		.lang = WIRE_LANG_JA,
		.name = "鈴木 美咲",
		.pages = {HOME_JA, TEA_JA,
			GOODS_JA("matcha-bowl", "抹茶碗 天目", 14300)},
		.lines = {
			"こんにちは。この抹茶碗は電子レンジで使えますか？",
			"そうなんですね。贈り物にしたいのですが、包装はお願いできますか？",
			"風呂敷で包んでいただけるとうれしいです。",
			"ありがとうございます。注文いたします。",
		},
		.later = GOODS_JA("furoshiki", "風呂敷 朱の青海波", 3850),
	},
	{
		.lang = WIRE_LANG_EN,
		.name = "Kim",
		.pages = {TEA_EN,
			GOODS_EN("sencha", "Yame sencha, first flush", 2160)},
		.lines = {
			"How should I brew this sencha? My last one came out bitter.",
			"70 degrees, not boiling? I never knew 😅",
			"I will try that tonight. Bye!",
		},
		.end = DEMO_LEAVES,
	},
	{
		.lang = WIRE_LANG_JA,
		.pages = {HOME_JA, WEAR_JA,
			GOODS_JA("camel-wool-coat", "ウールコート キャメル", 48000)},
		.lines = {
			"キャメルのコートを試着したいのですが、\n土曜日に京都のお店にありますか？",
			"Ｍサイズでお願いします。身長は158cmです。",
			"では土曜日の午後に伺います。お取り置きをお願いできますか？",
			"助かります。よろしくお願いします。",
		},
		.later = GOODS_JA("wool-scarf", "ウールマフラー 苔色チェック", 8400),
	},
	{
		.lang = WIRE_LANG_EN,
		.name = "Mrs Okafor",
		.pages = {HOME_EN, TEA_EN,
			GOODS_EN("lantern", "Paper lantern, Mino washi", 18700)},
		.lines = {
			"Good evening! Is the paper lantern safe with an LED bulb?",
			"And does it come with one, or do I buy it separately?",
			"Perfect. How long is the cable, please?",
			"Then I will take two of them. Thank you for your help!",
		},
	},
	{
		.lang = WIRE_LANG_JA,
		.name = "田中",
		.pages = {TEA_JA, GOODS_JA("tea-cups", "夫婦湯呑", 6600)},
		.lines = {
			"両親の結婚記念日に夫婦湯呑を考えています。名入れはできますか？",
			"何日くらいかかりますか？来月の１０日に間に合うとうれしいです。",
			"わかりました。検討してまた連絡します。",
		},
		.later = GOODS_JA("matcha-bowl", "抹茶碗 天目", 14300),
		.end = DEMO_LEAVES,
	},
};

static const char *const colleague[WIRE_LANG_COUNT][4] = {
	[WIRE_LANG_EN] = {
		"Hello, this is Mio in Kanazawa. One moment, I will have a look for you.",
		"Yes, that is no problem at all.",
		"I have made a note of it under your name.",
		"It was a pleasure. Have a lovely day!",
	},
	[WIRE_LANG_JA] = {
		"金沢店の佐藤です。すぐにお調べいたします。少々お待ちください。",
		"はい、承っております。ご安心ください。",
		"かしこまりました。お名前で控えておきます。",
		"ご来店をお待ちしております。ありがとうございました。",
	},
};
/* clang-format on */

const struct demo_story *demo_story(int n)
{
	return &stories[(size_t)n % (sizeof(stories) / sizeof(stories[0]))];
}

const char *demo_story_colleague(enum wire_lang lang, int n)
{
	return n < 4 ? colleague[lang][n] : NULL;
}

const char *demo_story_nudge(enum wire_lang lang)
{
	return lang == WIRE_LANG_JA
		? "お忙しいところすみません。いかがでしょうか？"
		: "Are you still there?";
}
