/* SPDX-License-Identifier: MIT */
#include "client/model/outbox.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "client/model/chat.h"
#include "client/model/effects.h"
#include "client/model/goods.h"
#include "client/model/view.h"
#include "shared/mem.h"

#define AGAIN_MS 1000 /* after a refusal that named no time */

struct outbox *outbox_new(uint64_t seed)
{
	struct outbox *o = mem_zero(sizeof(*o));

	assert(o);
	o->seed = seed;
	return o;
}

static void say_destroy(struct outbox_say *say)
{
	mem_free(say->text);
	mem_free(say->shown);
	goods_destroy(&say->goods);
	mem_free(say->file);
	mem_free(say);
}

static void forget_asks(struct outbox *o)
{
	while (o->asks) {
		struct outbox_ask *ask = o->asks;

		o->asks = ask->next;
		mem_free(ask);
	}
}

void outbox_destroy(struct outbox **o)
{
	if (!*o)
		return;
	while ((*o)->says) {
		struct outbox_say *say = (*o)->says;

		(*o)->says = say->next;
		say_destroy(say);
	}
	forget_asks(*o);
	mem_free(*o);
	*o = NULL;
}

/* Hexadecimal, so that the greatest of both still fits a ref. */
static void next_name(struct outbox *o, char out[LIMIT_REF + 1])
{
	snprintf(out, LIMIT_REF + 1, "%016" PRIx64 "-%" PRIx32, o->seed,
		(uint32_t)++o->counter);
}

static struct outbox_say *add(
	struct outbox *o, const struct id *chat, const char *text, int64_t at)
{
	struct outbox_say *say = mem_zero(sizeof(*say)), **last = &o->says;

	assert(say);
	say->chat = *chat;
	say->text = text ? mem_strdup(text) : NULL;
	say->shown = view_shown(text ? text : "", true);
	say->at = at;
	next_name(o, say->key);
	while (*last)
		last = &(*last)->next;
	*last = say;
	return say;
}

void outbox_say(
	struct outbox *o, const struct id *chat, const char *text, int64_t at)
{
	add(o, chat, text, at);
}

void outbox_suggest(struct outbox *o, const struct id *chat,
	const struct goods *goods, const char *text, int64_t at)
{
	struct outbox_say *say = add(o, chat, text, at);

	say->goods = goods_copy(goods);
}

void outbox_show(struct outbox *o, const struct id *chat,
	const struct wire_media *media, const char *name, int64_t at)
{
	struct outbox_say *say = add(o, chat, name, at);

	say->file = mem_zero(sizeof(*say->file));
	assert(say->file);
	*say->file = (struct chat_file){media->media, media->mime, media->width,
		media->height, media->bytes};
}

static void fill(const struct outbox_say *say, struct wire_msg *msg)
{
	msg->ref = say->key;
	if (say->goods) {
		msg->type = WIRE_T_RECOMMEND;
		GOODS_SAY(say->goods, &msg->recommend);
		msg->recommend.chat = say->chat;
		msg->recommend.key = say->key;
		msg->recommend.text = say->text;
		return;
	}
	if (say->file) {
		msg->type = WIRE_T_SHOW;
		msg->show = (struct wire_show){
			.chat = say->chat,
			.key = say->key,
			.media = say->file->media,
			.name = say->text,
		};
		return;
	}
	msg->type = WIRE_T_SAY;
	msg->say = (struct wire_say){
		.chat = say->chat,
		.key = say->key,
		.text = say->text,
	};
}

void outbox_flush(struct outbox *o, const struct id *chat, int64_t now_ms,
	struct effects *out)
{
	struct wire_msg msg = {0};
	struct outbox_say *say = o->says;

	while (say &&
		(!id_same(&say->chat, chat) || say->state == OUTBOX_FAILED))
		say = say->next;
	if (!say || say->state == OUTBOX_SENT || say->retry_ms > now_ms)
		return;
	fill(say, &msg);
	say->state = OUTBOX_SENT;
	effects_send(out, &msg);
}

struct outbox_say *outbox_find(struct outbox *o, const char *key)
{
	struct outbox_say *say = key ? o->says : NULL;

	while (say && strcmp(say->key, key) != 0)
		say = say->next;
	return say;
}

static void remove_at(struct outbox_say **at)
{
	struct outbox_say *say = *at;

	*at = say->next;
	say_destroy(say);
}

/* The key may be the message's own: it is gone with it. */
void outbox_kept(struct outbox *o, const char *key)
{
	struct outbox_say **at = &o->says;

	while (*at && strcmp((*at)->key, key) != 0)
		at = &(*at)->next;
	if (*at)
		remove_at(at);
}

void outbox_forget(struct outbox *o, const struct id *chat)
{
	struct outbox_say **at = &o->says;

	while (*at) {
		if (id_same(&(*at)->chat, chat))
			remove_at(at);
		else
			at = &(*at)->next;
	}
}

void outbox_refused(
	struct outbox_say *say, enum err why, int64_t wait_ms, int64_t now_ms)
{
	bool passing = why == ERR_RATE || why == ERR_FULL ||
		why == ERR_NOT_KEPT || why == ERR_FLOOD || why == ERR_RESTART ||
		why == ERR_ELSEWHERE;

	say->state = passing ? OUTBOX_WAITS : OUTBOX_FAILED;
	say->why = why;
	say->retry_ms = now_ms + (wait_ms > 0 ? wait_ms : AGAIN_MS);
}

void outbox_fail(struct outbox *o, const struct id *chat, enum err why)
{
	for (struct outbox_say *say = o->says; say; say = say->next) {
		if (!id_same(&say->chat, chat) || say->state == OUTBOX_FAILED)
			continue;
		say->state = OUTBOX_FAILED;
		say->why = why;
	}
}

void outbox_ask(struct outbox *o, struct wire_msg *msg, const struct id *id,
	struct effects *out)
{
	struct outbox_ask *ask = mem_zero(sizeof(*ask));

	assert(ask);
	next_name(o, ask->ref);
	ask->type = msg->type;
	if (id)
		ask->id = *id;
	ask->next = o->asks;
	o->asks = ask;
	msg->ref = ask->ref;
	effects_send(out, msg);
}

bool outbox_answered(struct outbox *o, const char *ref, struct outbox_ask *ask)
{
	struct outbox_ask **at = &o->asks, *found;

	while (ref && *at && strcmp((*at)->ref, ref) != 0)
		at = &(*at)->next;
	if (!ref || !*at)
		return false;
	found = *at;
	*at = found->next;
	*ask = *found;
	ask->next = NULL;
	mem_free(found);
	return true;
}

void outbox_lost(struct outbox *o)
{
	for (struct outbox_say *say = o->says; say; say = say->next)
		if (say->state == OUTBOX_SENT)
			say->state = OUTBOX_WAITS;
	forget_asks(o);
}

int64_t outbox_deadline(const struct outbox *o)
{
	int64_t first = INT64_MAX;

	for (const struct outbox_say *say = o->says; say; say = say->next)
		if (say->state == OUTBOX_WAITS && say->retry_ms > 0 &&
			say->retry_ms < first)
			first = say->retry_ms;
	return first;
}
