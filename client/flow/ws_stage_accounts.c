/* SPDX-License-Identifier: MIT */
/* Associates of a retailer that was there before: they have accounts. */
#include <stdio.h>
#include <string.h>

#include "client/flow/ws_stage_state.h"
#include "client/link/http_api.h"
#include "client/link/http_url.h"
#include "client/model/words.h"

struct account {
	char first[LIMIT_ADDRESS + 1], second[LIMIT_PASSWORD + 1];
};

/* The n-th line that is not empty: a token, or an address and a password.  How
 * many words it has. */
static int account_at(const char *text, int n, struct account *out)
{
	int words = 0;

	for (; text && *text;
		text += strcspn(text, "\n"), text += *text == '\n') {
		char line[LIMIT_ADDRESS + LIMIT_PASSWORD + 8];

		snprintf(line, sizeof(line), "%.*s", (int)strcspn(text, "\n"),
			text);
		out->first[0] = out->second[0] = '\0';
		words = sscanf(line, "%254s %256s", out->first, out->second);
		if (words > 0 && n-- == 0)
			return words;
	}
	return 0;
}

/* Associates take them in the order of the flow. */
static int account_of(const struct ws_stage *s, int person, struct account *out)
{
	int n = 0;

	for (int i = 0; i < person; i++)
		n += s->flow->people[i].role == FLOW_ASSOCIATE;
	return account_at(s->config.accounts, n, out);
}

enum err ws_stage_accounts(struct ws_stage *s, char why[WS_STAGE_WHY])
{
	struct account a;

	snprintf(s->retailer, sizeof(s->retailer), "%s",
		s->config.retailer ? s->config.retailer : "");
	for (int i = 0; i < s->flow->n_people; i++) {
		if (s->flow->people[i].role == FLOW_SHOPPER &&
			!s->retailer[0]) {
			snprintf(why, WS_STAGE_WHY,
				_("which retailer do shoppers go to?"));
			return ERR_CONFIG;
		}
		if (s->flow->people[i].role != FLOW_ASSOCIATE ||
			account_of(s, i, &a) > 0)
			continue;
		snprintf(why, WS_STAGE_WHY, _("there is no account for %s"),
			s->flow->people[i].name);
		return ERR_CONFIG;
	}
	explicit_bzero(&a, sizeof(a));
	return ERR_OK;
}

void ws_stage_account_address(
	const struct ws_stage *s, int person, char out[LIMIT_ADDRESS + 1])
{
	struct account a;

	out[0] = '\0';
	if (account_of(s, person, &a) == 2)
		snprintf(out, LIMIT_ADDRESS + 1, "%s", a.first);
	explicit_bzero(&a, sizeof(a));
}

/* Answers come in the order of the questions: who asked first gets it. */
static void signed_in(
	void *ctx, enum err e, long http, const char *body, size_t len)
{
	struct ws_stage *s = ctx;
	struct wire_msg msg = {0};
	int seat = -1;

	for (int i = 0; i < PLAY_SEATS; i++) {
		if (s->seats[i].asking &&
			(seat < 0 ||
				s->seats[i].asking < s->seats[seat].asking))
			seat = i;
	}
	if (seat < 0)
		return; /* everybody has left meanwhile */
	s->seats[seat].asking = 0;
	if (!e)
		e = wire_decode(body, len, LIMIT_HTTP_BODY,
			WIRE_FROM_H | WIRE_FROM_RA, &msg, NULL);
	if (!e && http != 200)
		e = msg.type == WIRE_T_ERROR ? err_from_name(msg.error.code)
					     : ERR_IO;
	if (!e && msg.type != WIRE_T_SIGNED_IN)
		e = ERR_IO;
	if (e) {
		ws_stage_fail(
			s, seat, e == ERR_CREDENTIALS ? ERR_FORBIDDEN : e);
	} else {
		snprintf(s->seats[seat].token, sizeof(s->seats[seat].token),
			"%s", msg.signed_in.token);
		ws_stage_connect(s, seat);
	}
	wire_fini(&msg);
}

static void post_sign_in(struct ws_stage *s, const struct account *a)
{
	const struct wire_msg msg = {
		.type = WIRE_T_SIGN_IN,
		.sign_in = {.address = a->first,
			.password = a->second,
			.device = "norenflow"},
	};
	char url[sizeof(((struct http_url *)0)->base) + 32];
	struct buf b;

	snprintf(url, sizeof(url), "%s/v1/sign-in", ws_net_url(s->net)->base);
	buf_init(&b, LIMIT_HTTP_BODY);
	if (wire_encode(&msg, &b) ||
		http_api_post(ws_net_api(s->net), url, NULL, buf_str(&b),
			signed_in, s))
		signed_in(s, ERR_NOMEM, 0, "", 0);
	if (b.data)
		explicit_bzero(b.data, b.len);
	buf_fini(&b);
}

void ws_stage_sign_in(struct ws_stage *s, int seat)
{
	struct account a;
	int words = account_of(s, PLAY_PERSON(seat), &a);

	if (words == 2) {
		s->seats[seat].asking = ++s->n_asked;
		post_sign_in(s, &a);
	} else {
		snprintf(s->seats[seat].token, sizeof(s->seats[seat].token),
			"%.64s", a.first);
		ws_stage_connect(s, seat);
	}
	explicit_bzero(&a, sizeof(a));
}

static void signed_out(
	void *ctx, enum err e, long http, const char *body, size_t len)
{
	struct ws_stage *s = ctx;

	(void)e;
	(void)http;
	(void)body;
	(void)len;
	if (--s->n_leaving == 0)
		ws_stage_answer(s, ERR_OK, NULL);
}

void ws_stage_sign_out(struct ws_stage *s)
{
	char url[sizeof(((struct http_url *)0)->base) + 32];

	snprintf(url, sizeof(url), "%s/v1/sign-out", ws_net_url(s->net)->base);
	for (int i = 0; i < PLAY_SEATS; i++) {
		struct account a;

		s->seats[i].asking = 0;
		/* A session that was lent to us is not ours to end. */
		if (s->seats[i].token[0] &&
			account_of(s, PLAY_PERSON(i), &a) == 2 &&
			http_api_post(ws_net_api(s->net), url,
				s->seats[i].token, "{}", signed_out,
				s) == ERR_OK)
			s->n_leaving++;
	}
	if (s->n_leaving == 0)
		ws_stage_answer(s, ERR_OK, NULL);
}
