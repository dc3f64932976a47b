/* SPDX-License-Identifier: MIT */
#include "shared/password.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "shared/buf.h"
#include "shared/limits.h"
#include "shared/norm.h"
#include "shared/password_table.h"
#include "shared/utf8.h"

#define DRESS_MOST 8  /* digits and signs at an end that hide nothing */
#define REPEAT_MOST 5 /* bytes that, said again and again, are as one */
#define OWN_LEAST 3   /* bytes of a text that a password may not be */
#define NORMAL_MOST (8 * LIMIT_PASSWORD)
#define WORD_MOST 64 /* bytes; longer ones are not in the table */

static const char *const words[] = {
#define PASSWORD_WORD(word) word,
	PASSWORD_TABLE(PASSWORD_WORD)
#undef PASSWORD_WORD
};

struct piece {
	const char *s;
	size_t len;
};

static int compare(const void *key, const void *member)
{
	const struct piece *p = key;
	const char *word = *(const char *const *)member;
	int order = strncmp(p->s, word, p->len);

	return order ? order : -(word[p->len] != '\0');
}

static bool listed(const char *s, size_t len)
{
	const struct piece p = {s, len};

	return bsearch(&p, words, sizeof(words) / sizeof(words[0]),
		sizeof(words[0]), compare);
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

/* Digits and signs that stand for letters: p@ssw0rd. */
static char undress(char c)
{
	static const char from[] = "0134578@$!", to[] = "oleastbasi";
	const char *at = c ? strchr(from, c) : NULL;

	return at ? to[at - from] : c;
}

/* With fewer and fewer of the digits and signs at its ends. */
static bool listed_dressed(const char *s, size_t len)
{
	for (size_t front = 0; front <= DRESS_MOST && front < len; front++) {
		if (front > 0 && is_letter(s[front - 1]))
			break;
		for (size_t back = 0; back <= DRESS_MOST && front + back < len;
			back++) {
			if (back > 0 && is_letter(s[len - back]))
				break;
			if (listed(s + front, len - front - back))
				return true;
		}
	}
	return false;
}

static bool is_common(const char *s, size_t len)
{
	char plain[WORD_MOST] = "";

	if (len >= sizeof(plain))
		return false;
	if (listed_dressed(s, len))
		return true;
	for (size_t i = 0; i < len; i++)
		plain[i] = undress(s[i]);
	if (listed_dressed(plain, len))
		return true;
	/* The end may be digits that are digits. */
	for (size_t back = 1; back <= DRESS_MOST && back < len; back++) {
		if (is_letter(s[len - back]))
			break;
		if (listed_dressed(plain, len - back))
			return true;
	}
	return false;
}

/* aaaaaaaaaa, abcabcabcabc, 1234512345 */
static bool repeats(const char *s, size_t len)
{
	for (size_t n = 1; n <= REPEAT_MOST && n < len; n++) {
		if (memcmp(s, s + n, len - n) == 0)
			return true;
	}
	return false;
}

/* abcdefghij, 9876543210; 0 comes behind 9 too. */
static bool counts(const char *s, size_t len)
{
	for (int by = -1; by <= 1; by += 2) {
		size_t i = 1;

		while (i < len &&
			(s[i] == s[i - 1] + by ||
				(s[i - 1] == (by > 0 ? '9' : '0') &&
					s[i] == (by > 0 ? '0' : '9'))))
			i++;
		if (i == len)
			return true;
	}
	return false;
}

/* Folded, and without blanks. */
static enum err normal(const char *s, size_t len, struct buf *out)
{
	struct buf folded;
	enum err e;

	buf_init(&folded, NORMAL_MOST);
	e = norm_fold(s, len, &folded);
	for (size_t i = 0; i < folded.len && !e; i++) {
		char c = buf_str(&folded)[i];

		if (c != ' ')
			e = buf_add_char(out, c);
	}
	buf_fini(&folded);
	return e;
}

/* Is it that text, with digits and signs at its ends or without? */
static bool same_dressed(const struct buf *password, const struct buf *own)
{
	const char *s = buf_str(password);
	const char *at;
	size_t front, back;

	if (own->len < OWN_LEAST || own->len > password->len)
		return false;
	at = memmem(s, password->len, buf_str(own), own->len);
	if (!at)
		return false;
	front = (size_t)(at - s);
	back = password->len - front - own->len;
	if (front > DRESS_MOST || back > DRESS_MOST)
		return false;
	for (size_t i = 0; i < front; i++) {
		if (is_letter(s[i]))
			return false;
	}
	for (size_t i = 0; i < back; i++) {
		if (is_letter(s[front + own->len + i]))
			return false;
	}
	return true;
}

static enum err check_own(
	const struct buf *password, const char *own, size_t len)
{
	struct buf b;
	enum err e;

	buf_init(&b, NORMAL_MOST);
	e = normal(own, len, &b);
	if (e == ERR_OK && same_dressed(password, &b))
		e = ERR_PASSWORD_COMMON;
	buf_fini(&b);
	/* What is too long, or no text, is no password either. */
	return e == ERR_SIZE || e == ERR_UTF8 ? ERR_OK : e;
}

static enum err check_words(
	const struct buf *password, const char *const *own, int n)
{
	const char *s = buf_str(password);
	enum err e = ERR_OK;

	if (is_common(s, password->len) || repeats(s, password->len) ||
		counts(s, password->len))
		return ERR_PASSWORD_COMMON;
	for (int i = 0; i < n && !e; i++) {
		if (!own[i])
			continue;
		e = check_own(password, own[i], strlen(own[i]));
		if (!e && strchr(own[i], '@'))
			e = check_own(password, own[i], strcspn(own[i], "@"));
	}
	return e;
}

/* Characters are code points once they are composed: a letter and its accent
 * are one. */
static enum err check_length(const char *password)
{
	struct buf b;
	enum err e;

	buf_init(&b, NORMAL_MOST);
	e = norm_nfc(password, strlen(password), &b);
	if (!e && utf8_count(buf_str(&b), b.len) < LIMIT_PASSWORD_LEAST)
		e = ERR_PASSWORD_SHORT;
	buf_fini(&b);
	return e;
}

enum err password_check(const char *password, const char *const *own, int n)
{
	struct buf b;
	enum err e = check_length(password);

	if (e)
		return e;
	buf_init(&b, NORMAL_MOST);
	e = normal(password, strlen(password), &b);
	if (!e)
		e = check_words(&b, own, n);
	buf_fini(&b);
	return e;
}
