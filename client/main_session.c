/* SPDX-License-Identifier: MIT */
#include "client/main_session.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "client/link/file_secret.h"
#include "client/model/words.h"
#include "client/screen/excuse.h"
#include "client/term/tty_ask.h"
#include "shared/buf.h"
#include "shared/limits.h"
#include "shared/wire.h"

#define TRIES 3 /* of a password */

static bool never(void *ctx)
{
	(void)ctx;
	return false;
}

/* One request of its own; the token is "" for none. */
static enum err post(const struct main_session *s, const char *path,
	const char *body, long *status, struct buf *answer,
	char why[HTTP_PLAIN_WHY])
{
	struct http_plain *http = http_plain_new(s->base, s->ca, never, NULL);
	long wait;
	enum err e = ERR_NOMEM;

	snprintf(why, HTTP_PLAIN_WHY, "%s", err_text(e));
	if (http)
		e = http_plain_post(
			http, path, s->token, body, status, &wait, answer, why);
	http_plain_destroy(&http);
	return e;
}

static void ask_whom(
	const struct main_session *s, char address[LIMIT_ADDRESS + 2])
{
	char question[LIMIT_ADDRESS + 80];

	snprintf(question, sizeof(question),
		s->address[0] ? "%s [%s]:" : "%s:", _("E-mail address"),
		s->address);
	if (!tty_ask(question, false, address, LIMIT_ADDRESS + 2))
		address[0] = '\0';
	else if (!address[0])
		snprintf(address, LIMIT_ADDRESS + 2, "%s", s->address);
}

/* The relay's answer: a session, or why there is none. */
static enum err take(struct main_session *s, const struct buf *answer)
{
	struct wire_msg m = {.mem = NULL};
	enum err e = wire_decode(buf_str(answer), answer->len, LIMIT_HTTP_BODY,
		WIRE_FROM_H | WIRE_FROM_R, &m, NULL);

	if (!e && m.type == WIRE_T_ERROR)
		e = err_from_name(m.error.code);
	else if (!e && m.type == WIRE_T_SIGNED_IN)
		snprintf(s->token, sizeof(s->token), "%s", m.signed_in.token);
	else if (!e)
		e = ERR_FIELD;
	wire_fini(&m);
	return e;
}

/* ERR_IO: `why` says more. */
static enum err sign_in(struct main_session *s, const char *address,
	const char *password, char why[HTTP_PLAIN_WHY])
{
	char known[FILE_SECRET_DEVICE + 1] = "", device[LIMIT_NAME] = "";
	struct wire_msg msg = {.type = WIRE_T_SIGN_IN};
	struct buf body, answer;
	long status = 0;
	enum err e;

	if (gethostname(device, sizeof(device) - 1) != 0 || !device[0])
		strcpy(device, "noren");
	(void)file_secret_device(known);
	msg.sign_in = (struct wire_sign_in){.address = address,
		.password = password,
		.device = device,
		.client = "noren archive " NOREN_VERSION,
		.known = known[0] ? known : NULL,
		.lang = s->japanese ? WIRE_LANG_JA : WIRE_LANG_EN};
	buf_init(&body, LIMIT_HTTP_BODY);
	buf_init(&answer, LIMIT_HTTP_BODY);
	e = wire_encode(&msg, &body);
	if (!e)
		e = post(s, "/v1/sign-in", buf_str(&body), &status, &answer,
			    why)
			? ERR_IO
			: take(s, &answer);
	explicit_bzero(known, sizeof(known));
	if (body.data)
		explicit_bzero(body.data, body.len);
	if (answer.data)
		explicit_bzero(answer.data, answer.len);
	buf_fini(&body);
	buf_fini(&answer);
	return e;
}

/* What was typed is right, is asked for again, or is said to be wrong. */
static enum main_session_end ask(
	struct main_session *s, char why[HTTP_PLAIN_WHY])
{
	char address[LIMIT_ADDRESS + 2], password[LIMIT_PASSWORD + 2];
	enum err e = ERR_CREDENTIALS;

	s->token[0] = why[0] = '\0';
	ask_whom(s, address);
	for (int i = 0; address[0] && e == ERR_CREDENTIALS && i < TRIES; i++) {
		char question[80];

		snprintf(question, sizeof(question), "%s:", _("Password"));
		if (!tty_ask(question, true, password, sizeof(password)) ||
			!password[0])
			break;
		e = sign_in(s, address, password, why);
		if (e && e != ERR_IO)
			fprintf(stderr, "%s\n", excuse_text(e));
	}
	explicit_bzero(password, sizeof(password));
	if (e)
		return e == ERR_IO ? MAIN_SESSION_LINK : MAIN_SESSION_NOBODY;
	s->ours = !s->file || file_secret_write(s->file, s->token) != ERR_OK;
	return MAIN_SESSION_FINE;
}

enum main_session_end main_session_begin(
	struct main_session *s, char why[HTTP_PLAIN_WHY])
{
	why[0] = '\0';
	if (s->file && file_secret_read(s->file, s->token, sizeof(s->token)))
		return MAIN_SESSION_FINE;
	if (tty_ask_can())
		return ask(s, why);
	if (s->file)
		snprintf(why, HTTP_PLAIN_WHY, "%.80s: %s", s->file,
			_("it has no session that only you can read; noren -s "
			  "FILE signs in and keeps one"));
	else
		snprintf(why, HTTP_PLAIN_WHY, "%s",
			_("say with -s FILE which session; noren -s FILE signs "
			  "in and keeps one"));
	return MAIN_SESSION_NOBODY;
}

enum main_session_end main_session_again(
	struct main_session *s, char why[HTTP_PLAIN_WHY])
{
	if (tty_ask_can()) {
		fprintf(stderr, "%s\n", excuse_text(ERR_TOKEN));
		return ask(s, why);
	}
	snprintf(why, HTTP_PLAIN_WHY, "%.80s: %s", s->file ? s->file : "",
		_("the session has ended; noren -s FILE signs in again"));
	return MAIN_SESSION_NOBODY;
}

void main_session_end(struct main_session *s)
{
	char why[HTTP_PLAIN_WHY];
	struct buf answer;
	long status;

	buf_init(&answer, LIMIT_HTTP_BODY);
	if (s->ours && s->token[0])
		(void)post(s, "/v1/sign-out", "{}", &status, &answer, why);
	buf_fini(&answer);
	explicit_bzero(s->token, sizeof(s->token));
}
