/* SPDX-License-Identifier: MIT */
#include "client/main_saving.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "client/file_conf.h"
#include "shared/buf.h"
#include "shared/mem.h"
#include "shared/text.h"
#include "shared/times.h"
#include "shared/tz.h"
#include "shared/wire.h"

#define PATIENCE 60              /* times that a busy relay is asked again */
#define ZONE_MOST (64 * 1024)    /* bytes of a zone's file */
#define PART_MOST (8u * 1048576) /* bytes that one answer is written as */
#define NAPS 10                  /* of which a second has so many */

struct run {
	struct main_saving *s;
	struct http_plain *http;
	struct export *export;
	struct buf body, answer, text;
};

static int64_t wall(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return t.tv_sec * TIMES_SECOND + t.tv_nsec / 1000;
}

struct tz *main_saving_zone(void *ctx, const char *name)
{
	struct tz *tz = NULL;
	struct buf file;

	(void)ctx;
	buf_init(&file, ZONE_MOST);
	/* It comes over the network: no name of a zone leads elsewhere. */
	if (name && name[0] && name[0] != '/' && !strstr(name, "..") &&
		file_conf_zone(name, &file) == ERR_OK)
		tz = tz_parse((const uint8_t *)file.data, file.len);
	buf_fini(&file);
	return tz;
}

/* What the relay said of why not. */
static enum main_saving_end refused(struct run *r)
{
	struct main_saving *s = r->s;
	struct wire_msg m = {.mem = NULL};
	char *text = NULL;

	s->err = ERR_IO;
	if (wire_decode(buf_str(&r->answer), r->answer.len, LIMIT_HTTP_BODY,
		    WIRE_FROM_R, &m, NULL) == ERR_OK &&
		m.type == WIRE_T_ERROR) {
		s->err = err_from_name(m.error.code);
		text = text_show(m.error.text, strlen(m.error.text), false);
	}
	snprintf(s->why, sizeof(s->why), "%s", text ? text : err_text(ERR_IO));
	mem_free(text);
	wire_fini(&m);
	return MAIN_SAVING_REFUSED;
}

/* A busy relay says when; whoever stops does not wait for that.  False: it is
 * to be stopped. */
static bool wait_for(struct main_saving *s, long seconds)
{
	const struct timespec nap = {.tv_nsec = TIMES_SECOND * 1000 / NAPS};

	for (long i = 0; i < (seconds > 0 ? seconds : 1) * NAPS; i++) {
		if (s->stop(s->ctx))
			return false;
		nanosleep(&nap, NULL);
	}
	return true;
}

static enum main_saving_end ask(struct run *r)
{
	struct main_saving *s = r->s;
	long wait = 0;

	for (int i = 0; i < PATIENCE; i++) {
		if (http_plain_post(r->http, "/v1/export", s->token,
			    buf_str(&r->body), &s->status, &wait, &r->answer,
			    s->why) != ERR_OK)
			return s->stop(s->ctx) ? MAIN_SAVING_STOPPED
					       : MAIN_SAVING_LINK;
		if (s->status != 429 && s->status != 503)
			break;
		if (!wait_for(s, wait))
			return MAIN_SAVING_STOPPED;
	}
	return s->status == 200 ? MAIN_SAVING_WHOLE : refused(r);
}

static enum main_saving_end write_out(struct run *r)
{
	const char *at = buf_str(&r->text);
	size_t left = r->text.len;

	while (left > 0) {
		ssize_t n = write(r->s->fd, at, left);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			r->s->sys = n < 0 ? errno : EIO;
			return MAIN_SAVING_FILE;
		}
		at += n;
		left -= (size_t)n;
	}
	return MAIN_SAVING_WHOLE;
}

/* The next part; *more: there is another behind it. */
static enum main_saving_end part(struct run *r, bool *more)
{
	struct main_saving *s = r->s;
	enum main_saving_end end;

	buf_clear(&r->body);
	buf_clear(&r->text);
	s->err = export_ask(r->export, wall(), &r->body);
	if (s->err)
		return MAIN_SAVING_ANSWER;
	end = ask(r);
	if (end)
		return end;
	s->err = export_take(
		r->export, buf_str(&r->answer), r->answer.len, more, &r->text);
	if (s->err)
		return MAIN_SAVING_ANSWER;
	s->chats = export_chats(r->export);
	return write_out(r);
}

static enum main_saving_end parts(struct run *r)
{
	struct main_saving *s = r->s;
	enum main_saving_end end = MAIN_SAVING_WHOLE;
	bool more = true;

	while (more && !end) {
		end = part(r, &more);
		if (!end && s->stop(s->ctx))
			end = MAIN_SAVING_STOPPED;
		if (!end && s->progress)
			s->progress(
				s->ctx, s->chats, export_reached(r->export));
	}
	if (!end && id_is(&s->want->chat) && !s->chats)
		end = MAIN_SAVING_NO_CHAT;
	return end;
}

enum main_saving_end main_saving_run(struct main_saving *s)
{
	struct run r = {.s = s};
	enum main_saving_end end = MAIN_SAVING_LINK;

	buf_init(&r.body, LIMIT_HTTP_BODY);
	buf_init(&r.answer, LIMIT_HTTP_LIST);
	buf_init(&r.text, PART_MOST);
	r.http = http_plain_new(s->base, s->ca, s->stop, s->ctx);
	r.export = export_new(s->want);
	if (r.http)
		end = parts(&r);
	else
		snprintf(s->why, sizeof(s->why), "%s", err_text(ERR_NOMEM));
	export_destroy(&r.export);
	http_plain_destroy(&r.http);
	buf_fini(&r.body);
	buf_fini(&r.answer);
	buf_fini(&r.text);
	return end;
}
