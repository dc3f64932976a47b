/* SPDX-License-Identifier: MIT */
/*
 * Subjects are encoded words (RFC 2047) unless they are short ASCII, and texts
 * quoted-printable (RFC 2045): both are ASCII on the way, so that no server
 * needs 8BITMIME or SMTPUTF8.
 */
#include "relay/post/mail.h"

#include <sodium.h>
#include <string.h>

#include "shared/limits.h"
#include "shared/times.h"

#define WORD_MOST 39     /* bytes in one encoded word: 52 as base64 */
#define SUBJECT_PLAIN 66 /* bytes after "Subject: " in 76 */
#define LINE_MOST 75     /* bytes before the = that goes on */
#define LOCAL_MOST 64    /* bytes before the @, RFC 5321 4.5.3.1.1 */
#define LABEL_MOST 63    /* bytes between the dots of a host's name */

/* ---- addresses ---- */

static bool is_alnum(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		(c >= '0' && c <= '9');
}

/* Parts of at least one and at most `most` bytes, with dots between. */
static bool is_dotted(
	const char *s, size_t len, const char *beside, size_t most)
{
	size_t part = 0;

	for (size_t i = 0; i < len; i++) {
		if (s[i] == '.') {
			if (part == 0)
				return false;
			part = 0;
		} else if (!is_alnum(s[i]) && !strchr(beside, s[i])) {
			return false;
		} else if (++part > most) {
			return false;
		}
	}
	return part > 0;
}

bool mail_address_valid(const char *address)
{
	const char *at = strchr(address, '@');
	size_t len = strlen(address);

	/* The first byte is no `-`, which programs take for an option. */
	return at && len <= LIMIT_ADDRESS && address[0] != '-' &&
		at - address <= LOCAL_MOST &&
		is_dotted(address, (size_t)(at - address),
			"!#$%&'*+-/=?^_`{|}~", LOCAL_MOST) &&
		is_dotted(at + 1, strlen(at + 1), "-", LABEL_MOST);
}

/* ---- headers ---- */

static bool is_plain(const char *s)
{
	size_t len = strlen(s);

	for (size_t i = 0; i < len; i++) {
		if (s[i] < ' ' || s[i] > '~')
			return false;
	}
	return len <= SUBJECT_PLAIN && !strstr(s, "=?");
}

/* How many bytes of `s` go into the next word: whole characters. */
static size_t word_len(const char *s)
{
	size_t n = strlen(s);

	if (n <= WORD_MOST)
		return n;
	n = WORD_MOST;
	while (n > 1 && ((unsigned char)s[n] & 0xc0) == 0x80)
		n--;
	return n;
}

static void add_word(struct buf *out, const char *s, size_t n)
{
	char word[WORD_MOST + 1], base64[WORD_MOST * 2];

	for (size_t i = 0; i < n; i++)
		word[i] =
			(unsigned char)s[i] < ' ' || s[i] == 0x7f ? ' ' : s[i];
	sodium_bin2base64(base64, sizeof(base64), (const unsigned char *)word,
		n, sodium_base64_VARIANT_ORIGINAL);
	buf_addf(out, "=?UTF-8?B?%s?=", base64);
}

/* Encoded, a line each. */
static void add_words(struct buf *out, const char *s)
{
	while (*s) {
		size_t n = word_len(s);

		add_word(out, s, n);
		s += n;
		buf_add_str(out, *s ? "\r\n " : "");
	}
}

static void add_subject(struct buf *out, const char *s)
{
	buf_add_str(out, "Subject: ");
	if (is_plain(s))
		buf_add_str(out, s);
	else
		add_words(out, s);
	buf_add_str(out, "\r\n");
}

/* A name of words of letters and digits stands as it is. */
static bool is_phrase(const char *s)
{
	for (size_t i = 0; s[i]; i++)
		if (!is_alnum(s[i]) && s[i] != ' ')
			return false;
	return strlen(s) <= WORD_MOST;
}

static void add_from(struct buf *out, const struct mail *m)
{
	if (!m->from_name || !*m->from_name) {
		buf_addf(out, "From: %s\r\n", m->from);
		return;
	}
	buf_add_str(out, "From: ");
	if (is_phrase(m->from_name))
		buf_add_str(out, m->from_name);
	else
		add_words(out, m->from_name);
	buf_addf(out, "\r\n <%s>\r\n", m->from);
}

static void add_date(struct buf *out, int64_t at)
{
	static const char days[][4] = {
		"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
	static const char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May",
		"Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	int64_t day = times_floor(at, TIMES_DAY);
	int second = (int)((at - day * TIMES_DAY) / TIMES_SECOND);
	int year, month, dom;

	times_date(day, &year, &month, &dom);
	buf_addf(out, "Date: %s, %02d %s %04d %02d:%02d:%02d +0000\r\n",
		days[times_weekday(day)], dom, months[month - 1], year,
		second / 3600, second / 60 % 60, second % 60);
}

/* ---- the text ---- */

/* What of `s` goes out as one: "=E3", a plain byte; a blank at the end of a
 * line and a dot at its beginning are not trusted to survive. */
static size_t quoted(const char *s, bool first, char out[4])
{
	static const char hex[] = "0123456789ABCDEF";
	unsigned char c = (unsigned char)*s;
	bool last = s[1] == '\n' || s[1] == '\0';
	bool blank = c == ' ' || c == '\t';

	out[0] = (char)c;
	if ((blank && !last) || (c == '.' && !first) ||
		(c > ' ' && c <= '~' && c != '=' && c != '.'))
		return 1;
	out[0] = '=';
	out[1] = hex[c >> 4];
	out[2] = hex[c & 15];
	return 3;
}

static void add_text(struct buf *out, const char *s)
{
	size_t column = 0;

	for (; *s; s++) {
		char room[4];
		size_t n;

		if (*s == '\n') {
			buf_add_str(out, "\r\n");
			column = 0;
			continue;
		}
		n = quoted(s, column == 0, room);
		if (column + n > LINE_MOST) {
			buf_add_str(out, "=\r\n");
			column = 0;
			n = quoted(s, true, room);
		}
		buf_add(out, room, n);
		column += n;
	}
	if (column > 0)
		buf_add_str(out, "\r\n");
}

enum err mail_write(const struct mail *m, struct buf *out)
{
	if (!mail_address_valid(m->from) || !mail_address_valid(m->to) ||
		(m->reply_to && !mail_address_valid(m->reply_to)))
		return ERR_FIELD;
	add_from(out, m);
	buf_addf(out, "To: %s\r\n", m->to);
	if (m->reply_to)
		buf_addf(out, "Reply-To: %s\r\n", m->reply_to);
	add_subject(out, m->subject);
	add_date(out, m->date);
	buf_addf(out, "Message-ID: <%s%s>\r\n", m->id.s, strchr(m->from, '@'));
	if (!m->personal)
		buf_add_str(out, "Auto-Submitted: auto-generated\r\n");
	buf_add_str(out,
		"MIME-Version: 1.0\r\n"
		"Content-Type: text/plain; charset=utf-8\r\n"
		"Content-Transfer-Encoding: quoted-printable\r\n\r\n");
	add_text(out, m->text);
	return out->err;
}
