/* SPDX-License-Identifier: MIT */
#include "relay/gate/conf.h"

#include <assert.h>
#include <errno.h>
#include <ini.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "relay/fetch/hosts.h"
#include "relay/gate/least.h"
#include "relay/gate/origin.h"
#include "relay/gate/peer.h"
#include "relay/post/mail.h"
#include "relay/post/post.h"
#include "shared/mem.h"

#define CONF_LINE_MAX 190 /* bytes; inih's buffer has 200 */

enum kind { KIND_TEXT, KIND_LIST, KIND_NUMBER, KIND_FLAG, KIND_WORD };

struct setting {
	const char *name;
	enum kind kind;
	size_t offset;
	const char *standard;
	int least, most;
	const char *words;
	const char *help;
};

static const struct setting settings[] = {
#define ROW(KIND, name_, standard_, least_, most_, words_, help_) \
	{ \
		.name = #name_, \
		.kind = KIND_##KIND, \
		.offset = offsetof(struct conf, name_), \
		.standard = standard_, \
		.least = least_, \
		.most = most_, \
		.words = words_, \
		.help = help_, \
	},
	CONF_TABLE(ROW)
#undef ROW
};
#define N_SETTINGS (sizeof(settings) / sizeof(settings[0]))

static void *member(struct conf *c, const struct setting *s)
{
	return (char *)c + s->offset;
}

static enum err set_text(
	struct conf *c, const struct setting *s, const char *value, char *why)
{
	char **p = member(c, s);
	size_t len = strlen(value);
	char *copy;

	if (len < (size_t)s->least || len > (size_t)s->most) {
		snprintf(why, CONF_WHY, "%s must have %d to %d bytes", s->name,
			s->least, s->most);
		return ERR_CONFIG;
	}
	copy = mem_strdup(value);
	if (!copy)
		return ERR_NOMEM;
	mem_free(*p);
	*p = copy;
	return ERR_OK;
}

/* Behind what the lines before said. */
static enum err add_text(
	struct conf *c, const struct setting *s, const char *value, char *why)
{
	char **p = member(c, s);
	struct buf all;
	enum err e;

	if (!*p || !**p || !value[0])
		return set_text(c, s, value, why);
	buf_init(&all, (size_t)s->most + CONF_LINE_MAX);
	buf_addf(&all, "%s %s", *p, value);
	e = all.err == ERR_NOMEM ? all.err : set_text(c, s, buf_str(&all), why);
	buf_fini(&all);
	return e;
}

static enum err set_number(
	struct conf *c, const struct setting *s, const char *value, char *why)
{
	int *p = member(c, s);
	char *end;
	long n;

	errno = 0;
	n = strtol(value, &end, 10);
	if (end == value || *end || errno || n < s->least || n > s->most) {
		snprintf(why, CONF_WHY, "%s must be a number from %d to %d",
			s->name, s->least, s->most);
		return ERR_CONFIG;
	}
	*p = (int)n;
	return ERR_OK;
}

/* The place of the word in "a|b|c", or -1. */
static int word_place(const char *words, const char *value)
{
	size_t want = strlen(value);

	for (int i = 0; *words; i++) {
		size_t len = strcspn(words, "|");

		if (len == want && memcmp(words, value, len) == 0)
			return i;
		words += len + (words[len] == '|');
	}
	return -1;
}

static enum err set_word(
	struct conf *c, const struct setting *s, const char *value, char *why)
{
	const char *words = s->kind == KIND_FLAG ? "no|yes" : s->words;
	int *p = member(c, s);
	int place = word_place(words, value);

	if (place < 0) {
		snprintf(why, CONF_WHY, "%s must be %s%s", s->name,
			strchr(words, '|') ? "one of " : "", words);
		return ERR_CONFIG;
	}
	*p = place;
	return ERR_OK;
}

static enum err set(
	struct conf *c, const struct setting *s, const char *value, char *why)
{
	switch (s->kind) {
	case KIND_TEXT:
		return set_text(c, s, value, why);
	case KIND_LIST:
		return add_text(c, s, value, why);
	case KIND_NUMBER:
		return set_number(c, s, value, why);
	case KIND_FLAG:
	case KIND_WORD:
		return set_word(c, s, value, why);
	}
	abort();
}

enum err conf_init(struct conf *c)
{
	char why[CONF_WHY];

	memset(c, 0, sizeof(*c));
	for (size_t i = 0; i < N_SETTINGS; i++) {
		enum err e = set(c, &settings[i], settings[i].standard, why);

		assert(e != ERR_CONFIG);
		if (e != ERR_OK)
			return e;
	}
	return ERR_OK;
}

void conf_fini(struct conf *c)
{
	for (size_t i = 0; i < N_SETTINGS; i++) {
		if (settings[i].kind == KIND_TEXT ||
			settings[i].kind == KIND_LIST) {
			char **p = member(c, &settings[i]);

			mem_free(*p);
			*p = NULL;
		}
	}
}

enum err conf_set(
	struct conf *c, const char *name, const char *value, char why[CONF_WHY])
{
	for (size_t i = 0; i < N_SETTINGS; i++) {
		if (strcmp(settings[i].name, name) == 0)
			return set(c, &settings[i], value, why);
	}
	snprintf(why, CONF_WHY, "there is no setting called %.60s", name);
	return ERR_CONFIG;
}

struct reading {
	struct conf *conf;
	enum err err;
	char *why;
};

/* inih's handler: 0 stops at this line. */
static int on_pair(
	void *ctx, const char *section, const char *name, const char *value)
{
	struct reading *r = ctx;

	if (section[0]) {
		snprintf(r->why, CONF_WHY, "there are no [sections]");
		r->err = ERR_CONFIG;
	} else {
		r->err = conf_set(r->conf, name, value, r->why);
	}
	return r->err == ERR_OK;
}

/* inih would cut a long line in two.  0, or the line that is too long. */
static int long_line(const char *text)
{
	for (int line = 1; *text; line++) {
		size_t len = strcspn(text, "\n");

		if (len > CONF_LINE_MAX)
			return line;
		text += len + (text[len] == '\n');
	}
	return 0;
}

enum err conf_read(struct conf *c, const char *text, char why[CONF_WHY])
{
	struct reading r = {.conf = c, .why = why};
	char sentence[CONF_WHY];
	int line = long_line(text);

	if (line) {
		snprintf(why, CONF_WHY, "line %d: more than %d bytes", line,
			CONF_LINE_MAX);
		return ERR_CONFIG;
	}
	why[0] = '\0';
	line = ini_parse_string(text, on_pair, &r);
	if (line == 0)
		return ERR_OK;
	snprintf(sentence, sizeof(sentence), "%.200s",
		why[0] ? why : "this is not `name = value`");
	snprintf(why, CONF_WHY, "line %d: %.200s", line, sentence);
	return r.err == ERR_NOMEM ? ERR_NOMEM : ERR_CONFIG;
}

static enum err check_mail(const struct conf *c, char why[CONF_WHY])
{
	if (c->smtp_url[0] && !post_url_valid(c->smtp_url))
		snprintf(why, CONF_WHY,
			"smtp_url must be like smtp://mail.example:587");
	else if (c->smtp_url[0] && !mail_address_valid(c->smtp_from))
		snprintf(why, CONF_WHY, "smtp_from must be an e-mail address");
	else if (!c->smtp_user[0] != !c->smtp_password_file[0])
		snprintf(why, CONF_WHY,
			"smtp_user and smtp_password_file go together");
	else
		return ERR_OK;
	return ERR_CONFIG;
}

static enum err check_feeds(const struct conf *c, char why[CONF_WHY])
{
	char wrong[HOSTS_WHY];
	struct hosts *hosts;
	enum err e = hosts_new(c->feed_hosts, &hosts, wrong);

	hosts_destroy(&hosts);
	if (e == ERR_CONFIG)
		snprintf(why, CONF_WHY, "feed_hosts: %s", wrong);
	return e;
}

enum err conf_check(const struct conf *c, char why[CONF_WHY])
{
	enum err e = check_feeds(c, why);

	struct peer p;

	if (e != ERR_OK)
		return e;
	if (peer_parse(c->listen, &p) != ERR_OK) {
		snprintf(why, CONF_WHY, "listen must be a numeric address");
	} else if (!c->tls_certificate[0] != !c->tls_key[0]) {
		snprintf(why, CONF_WHY,
			"tls_certificate and tls_key go together");
	} else if (c->public_url[0] && !origin_valid(c->public_url)) {
		snprintf(why, CONF_WHY,
			"public_url must be like https://chat.example");
	} else if (!least_valid(c->least_client)) {
		snprintf(why, CONF_WHY,
			"least_client must be a version, like 0.2.0");
	} else {
		return check_mail(c, why);
	}
	return ERR_CONFIG;
}

static void add_range(const struct setting *s, struct buf *out)
{
	switch (s->kind) {
	case KIND_TEXT:
		buf_addf(out, "text, %d to %d bytes", s->least, s->most);
		break;
	case KIND_LIST:
		buf_addf(out, "words, %d to %d bytes; each line adds to them",
			s->least, s->most);
		break;
	case KIND_NUMBER:
		buf_addf(out, "number, %d to %d", s->least, s->most);
		break;
	case KIND_FLAG:
		buf_add_str(out, "yes or no");
		break;
	case KIND_WORD:
		buf_add_str(out, s->words);
		break;
	}
}

enum err conf_help(struct buf *out)
{
	for (size_t i = 0; i < N_SETTINGS; i++) {
		const struct setting *s = &settings[i];

		buf_addf(out, "%s (", s->name);
		add_range(s, out);
		buf_addf(out, "; default: %s)\n\t%s\n",
			s->standard[0] ? s->standard : "empty", s->help);
	}
	return out->err;
}
