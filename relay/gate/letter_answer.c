/* SPDX-License-Identifier: MIT */
#include "relay/gate/letter_answer.h"

#include <stdio.h>
#include <string.h>

#include "relay/gate/letter.h"
#include "relay/post/mail.h"
#include "shared/tz.h"
#include "shared/wire.h"

#define ORIGIN 300 /* bytes of an origin that is shown */

static const struct words {
	const char *subject; /* shop */
	const char *chat;    /* origin */
	const char *chat_anywhere;
	const char *reply; /* support address */
	const char *no_reply;
	const char *wrote; /* year, month, day */
} all_words[] = {
	[WIRE_LANG_EN] =
		{
			.subject = "Your enquiry to %s",
			.chat = "To talk with us again, open the chat at %s",
			.chat_anywhere = "To talk with us again, open the chat "
					 "on our pages.",
			.reply = "A reply to this mail goes to %s",
			.no_reply = "Replies to this mail are not read.",
			.wrote = "On %d-%02d-%02d you wrote to us:",
		},
	[WIRE_LANG_JA] =
		{
			.subject = "【%s】お問い合わせへのご回答",
			.chat = "またご相談の際は、こちらのチャットをご利用くだ"
				"さい。\n%s",
			.chat_anywhere = "またご相談の際は、当店サイトのチャッ"
					 "トをご利用ください。",
			.reply = "このメールへのご返信は、%s に届きます。",
			.no_reply = "このメールにご返信いただいても、お読みする"
				    "ことが"
				    "できません。",
			.wrote = "%d年%d月%d日にいただいたお問い合わせ:",
		},
};

/* The first of the retailer's pages; "": none is said. */
static const char *origin_of(const struct tenant *t, char out[ORIGIN])
{
	const char *s = t->rules->origins;
	size_t n = strcspn(s, "\r\n");

	snprintf(out, ORIGIN, "%.*s", n < ORIGIN ? (int)n : 0, s);
	return out;
}

/* The table's texts, each with one %s, or three %d. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static void add_text(struct buf *b, const char *format, const char *word)
{
	buf_addf(b, format, word);
}

static void add_date(struct buf *b, const char *format, struct tz_time at)
{
	buf_addf(b, format, at.year, at.month, at.day);
}
#pragma GCC diagnostic pop

static void add_quoted(struct buf *b, const char *text)
{
	while (*text) {
		size_t n = strcspn(text, "\n");

		buf_addf(b, "> %.*s\n", (int)n, text);
		text += n + (text[n] == '\n');
	}
}

static void add_foot(struct buf *b, const struct words *w,
	const struct tenant *t, const char *support)
{
	char origin[ORIGIN];

	origin_of(t, origin);
	buf_add_str(b, "\n-- \n");
	if (origin[0])
		add_text(b, w->chat, origin);
	else
		buf_add_str(b, w->chat_anywhere);
	buf_add_char(b, '\n');
	if (support)
		add_text(b, w->reply, support);
	else
		buf_add_str(b, w->no_reply);
	buf_add_str(b, "\n\n");
}

static enum err write(const struct hub *hub, const struct tenant *t,
	const struct store_enquiry *to, const struct store_letter *letter,
	struct mail *m, struct buf *subject, struct buf *text, struct buf *out,
	struct store_mail *row)
{
	const struct words *w =
		&all_words[to->lang == WIRE_LANG_JA ? WIRE_LANG_JA
						    : WIRE_LANG_EN];

	add_text(subject, w->subject, t->rules->name);
	buf_addf(text, "%s\n\n%s\n%s\n", letter->text, letter->name,
		t->rules->name);
	add_foot(text, w, t, m->reply_to);
	add_date(text, w->wrote, tz_local(t->rules->tz, to->at));
	buf_add_char(text, '\n');
	add_quoted(text, to->body);
	if (subject->err || text->err)
		return ERR_NOMEM;
	m->subject = buf_str(subject);
	m->text = buf_str(text);
	return letter_mail(hub, t->rules->retailer, m, out, row);
}

enum err letter_answer_write(const struct hub *hub, const struct tenant *t,
	const struct store_enquiry *to, const struct store_letter *letter,
	struct buf *out, struct store_mail *row)
{
	const char *support = t->rules->support;
	struct mail m = {
		.id = letter->id,
		.from_name = t->rules->name,
		.personal = true,
		.to = to->address,
		.reply_to = support[0] && mail_address_valid(support) ? support
								      : NULL,
	};
	struct buf subject, text;
	enum err e;

	if (!hub->config.mail_from)
		return ERR_NO_MAIL;
	buf_init(&subject, LETTER_MOST);
	buf_init(&text, LETTER_MOST);
	e = write(hub, t, to, letter, &m, &subject, &text, out, row);
	buf_fini(&subject);
	buf_fini(&text);
	return e;
}
