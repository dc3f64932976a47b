/* SPDX-License-Identifier: MIT */
#include "relay/gate/letter.h"

#include <stdio.h>

#include "relay/gate/codes.h"
#include "relay/post/mail.h"
#include "shared/times.h"
#include "shared/wire.h"

enum err letter_mail(const struct hub *hub, const char *retailer,
	struct mail *m, struct buf *out, struct store_mail *row)
{
	enum err e;

	if (!id_is(&m->id))
		m->id = hub_id(hub);
	m->date = hub_now(hub).wall;
	m->from = hub->config.mail_from;
	e = mail_write(m, out);
	*row = (struct store_mail){
		.id = m->id,
		.retailer = retailer,
		.address = m->to,
		.text = buf_str(out),
		.made = m->date,
		.due = m->date,
	};
	return e;
}

bool letter_report(const struct hub *hub, const struct store_associate *author,
	const struct store_report *report, struct buf *out,
	struct store_mail *row)
{
	const struct tenant *t = hub_tenant(hub, author->retailer);
	struct mail m = {.reply_to = author->address};
	char subject[2 * LIMIT_NAME + 64];
	struct buf text;
	enum err e;

	if (!hub->config.mail_from || !t || !t->rules->support[0])
		return false;
	buf_init(&text, LETTER_MOST);
	snprintf(subject, sizeof(subject), "A problem report by %s, %s",
		author->name, t->rules->name);
	buf_addf(&text,
		"%s <%s> reports a problem with noren.\n"
		"%s さんから noren の問題の報告がありました。\n\n%s\n\n"
		"-- \nnorenctl report show %s %s\n",
		author->name, author->address, author->name, report->text,
		t->rules->retailer, report->id.s);
	m.to = t->rules->support;
	m.subject = subject;
	m.text = buf_str(&text);
	/* Old accounts may have addresses that mail does not know. */
	if (!mail_address_valid(author->address))
		m.reply_to = NULL;
	e = text.err ? text.err
		     : letter_mail(hub, t->rules->retailer, &m, out, row);
	buf_fini(&text);
	return e == ERR_OK;
}

enum err letter_test(const struct hub *hub, const char *retailer,
	const char *address, struct buf *out, struct store_mail *row)
{
	const struct tenant *t = hub_tenant(hub, retailer);
	struct mail m = {
		.to = address,
		.subject = "A mail of noren, to try it out / 送信テスト",
		.text = "Mails of this relay arrive here.\n"
			"このサーバーからのメールが届いています。\n",
	};

	return t ? letter_mail(hub, t->rules->retailer, &m, out, row)
		 : ERR_RETAILER;
}

/* ---- to an account ---- */

#define MINUTES ((int)(CODES_LIFE / TIMES_MINUTE))

/* What letters say, by language. */
struct words {
	const char *hello;    /* name */
	const char *subject;  /* shop */
	const char *code[3];  /* by kind: shop */
	const char *life;     /* minutes */
	const char *other[3]; /* whoever did not ask for it, by kind */
	const char *moved_subject, *moved, *moved_other;
	const char *password_subject, *password, *password_other;
};
static const struct words all_words[] = {
	[WIRE_LANG_EN] =
		{
			.hello = "Hello %s,\n\n",
			.subject = "Your code for %s",
			.code = {"here is the code that finishes your sign-up "
				 "at %s:",
				"here is the code with which you can choose a "
				"new "
				"password at %s:",
				"here is the code that makes this the address "
				"of your "
				"account at %s:"},
			.life = "It is good for %d minutes, and once.",
			.other =
				{"If this was not you, there is nothing to do: "
				 "without the code no account is made.",
					"If this was not you, there is nothing "
					"to do: your "
					"password stays as it is.",
					"If this was not you, there is nothing "
					"to do: without "
					"the code nothing changes."},
			.moved_subject = "Your address at %s has changed",
			.moved = "your account at %s has a new address. From "
				 "now on "
				 "you sign in with it, and mails go there:",
			.moved_other =
				"If this was not you, please tell a manager of "
				"%s at once.",
			.password_subject = "Your password at %s has changed",
			.password =
				"the password of your account at %s has just "
				"been "
				"changed. Whatever else was signed in has been "
				"signed out.",
			.password_other = "If this was not you, please choose "
					  "a new one at once "
					  "(\"forgot your password?\"), and "
					  "tell a manager of "
					  "%s.",
		},
	[WIRE_LANG_JA] =
		{
			.hello = "%s 様\n\n",
			.subject = "【%s】確認コードのお知らせ",
			.code = {"%s "
				 "のアカウント登録を完了するための確認コードで"
				 "す。",
				"%s "
				"のパスワードを再設定するための確認コードです"
				"。",
				"%s "
				"のアカウントのメールアドレスを、このアドレスに"
				"変更す"
				"るための確認コードです。"},
			.life = "有効期限は%"
				"d分です。1回だけお使いいただけます。",
			.other = {"お心当たりがない場合は、何もしていただく必要"
				  "はあり"
				  "ません。このコードがなければアカウントは作成"
				  "されま"
				  "せん。",
				"お心当たりがない場合は、何もしていただく必要は"
				"ありま"
				"せん。パスワードはそのままです。",
				"お心当たりがない場合は、何もしていただく必要は"
				"ありま"
				"せん。このコードがなければ何も変更されません"
				"。"},
			.moved_subject = "【%s】メールアドレス変更のお知らせ",
			.moved = "%s "
				 "のアカウントのメールアドレスが変更されました"
				 "。今後の"
				 "サインインとお知らせには、次のアドレスをお使"
				 "いくださ"
				 "い。",
			.moved_other = "お心当たりがない場合は、すぐに %s "
				       "のマネージャーにご連絡ください。",
			.password_subject = "【%s】パスワード変更のお知らせ",
			.password = "%s "
				    "のアカウントのパスワードが変更されました。"
				    "ほかの"
				    "端末はサインアウトされています。",
			.password_other =
				"お心当たりがない場合は、すぐに「パスワード"
				"をお忘れですか?」から再設定し、%s "
				"のマネージャーにご連絡ください。",
		},
};

static const struct words *words_of(const struct letter_to *to)
{
	return &all_words[to->lang == WIRE_LANG_JA ? WIRE_LANG_JA
						   : WIRE_LANG_EN];
}

static const char *shop_of(const struct hub *hub, const struct letter_to *to)
{
	const struct tenant *t = hub_tenant(hub, to->retailer);

	return t ? t->rules->name : "noren";
}

/* The table's texts, each with one %s or %d. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static void add_text(struct buf *b, const char *format, const char *word)
{
	buf_addf(b, format, word);
}

static void add_number(struct buf *b, const char *format, int number)
{
	buf_addf(b, format, number);
}
#pragma GCC diagnostic pop

/* Subject and text are ready: makes the mail of them. */
static enum err send(const struct hub *hub, const struct letter_to *to,
	const struct buf *subject, const struct buf *text, struct buf *out,
	struct store_mail *row)
{
	struct mail m = {
		.to = to->address,
		.subject = buf_str(subject),
		.text = buf_str(text),
	};

	if (subject->err || text->err)
		return ERR_NOMEM;
	return letter_mail(hub, to->retailer, &m, out, row);
}

enum err letter_code(const struct hub *hub, enum store_code_kind kind,
	const struct letter_to *to, const char *code, struct buf *out,
	struct store_mail *row)
{
	const struct words *w = words_of(to);
	const char *shop = shop_of(hub, to);
	struct buf subject, text;
	enum err e;

	buf_init(&subject, LETTER_MOST);
	buf_init(&text, LETTER_MOST);
	add_text(&subject, w->subject, shop);
	add_text(&text, w->hello, to->name);
	add_text(&text, w->code[kind], shop);
	buf_addf(&text, "\n\n%s\n\n", code);
	add_number(&text, w->life, MINUTES);
	buf_addf(&text, "\n\n%s\n", w->other[kind]);
	e = send(hub, to, &subject, &text, out, row);
	buf_fini(&subject);
	buf_fini(&text);
	return e;
}

/* Word of what was changed; `fresh`, on a line of its own, is what it is now
 * (NULL: that stands nowhere). */
struct change {
	const char *subject, *said, *fresh, *other;
};

static enum err tell_change(const struct hub *hub, const struct letter_to *to,
	const struct change *c, struct buf *out, struct store_mail *row)
{
	const char *shop = shop_of(hub, to);
	struct buf subject, text;
	enum err e;

	buf_init(&subject, LETTER_MOST);
	buf_init(&text, LETTER_MOST);
	add_text(&subject, c->subject, shop);
	add_text(&text, words_of(to)->hello, to->name);
	add_text(&text, c->said, shop);
	buf_add_str(&text, "\n\n");
	if (c->fresh)
		buf_addf(&text, "%s\n\n", c->fresh);
	add_text(&text, c->other, shop);
	buf_add_char(&text, '\n');
	e = send(hub, to, &subject, &text, out, row);
	buf_fini(&subject);
	buf_fini(&text);
	return e;
}

enum err letter_moved(const struct hub *hub, const struct letter_to *to,
	const char *fresh, struct buf *out, struct store_mail *row)
{
	const struct words *w = words_of(to);
	const struct change c = {
		w->moved_subject, w->moved, fresh, w->moved_other};

	return tell_change(hub, to, &c, out, row);
}

enum err letter_password(const struct hub *hub, const struct letter_to *to,
	struct buf *out, struct store_mail *row)
{
	const struct words *w = words_of(to);
	const struct change c = {
		w->password_subject, w->password, NULL, w->password_other};

	return tell_change(hub, to, &c, out, row);
}
