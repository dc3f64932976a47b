/* SPDX-License-Identifier: MIT */
/* Words that say nothing of anybody, as many as somebody wrote. */
#include <string.h>

#include "client/flow/record.h"
#include "shared/limits.h"
#include "shared/utf8.h"

static const char *const english[] = {
	"Hello, I have a question about this one.",
	"Thank you, that is good to know.",
	"Could you tell me a little more about it?",
	"Let me have a look for you.",
	"It should be with you in a few days.",
	"Which of the two would you take?",
	"That sounds good to me.",
	"One moment, please.",
};

static const char *const japanese_words[] = {
	"こんにちは、こちらの商品について伺いたいのですが。",
	"ありがとうございます。よく分かりました。",
	"もう少し詳しく教えていただけますか。",
	"お調べいたしますので少々お待ちください。",
	"数日でお届けできる予定です。",
	"どちらがおすすめでしょうか。",
	"それで良さそうです。",
	"少々お待ちください。",
};
#define SENTENCES 8

/* Up to `chars` of the sentence; of English whole words, but at least one. */
static size_t part_of(const char *s, bool japanese, int64_t chars)
{
	size_t at = 0, end = 0, len = strlen(s);
	uint32_t cp;

	for (; at < len && chars > 0; chars--) {
		at += utf8_decode(s + at, len - at, &cp);
		if (japanese || at == len || s[at] == ' ')
			end = at;
	}
	return end ? end : strcspn(s, " ,");
}

void record_words(struct buf *out, bool japanese, int64_t chars, int n)
{
	int64_t left = chars < LIMIT_TEXT_CHARS ? chars : LIMIT_TEXT_CHARS;

	left = left > 0 ? left : 1;
	buf_add_char(out, '"');
	do {
		const char *s = japanese ? japanese_words[n % SENTENCES]
					 : english[n % SENTENCES];
		size_t len = part_of(s, japanese, left);

		buf_add(out, s, len);
		left -= (int64_t)utf8_count(s, len);
		n++;
		/* A blank, and more than a word, must still fit. */
		if (left > 9 && !japanese) {
			buf_add_char(out, ' ');
			left--;
		}
	} while (left > 8 || (japanese && left > 0));
	buf_add_char(out, '"');
}
