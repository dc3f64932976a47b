/* SPDX-License-Identifier: MIT */
#include "client/model/effects.h"

#include <assert.h>
#include <string.h>

#include "shared/buf.h"
#include "shared/limits.h"
#include "shared/mem.h"

void effects_init(struct effects *q)
{
	*q = (struct effects){0};
}

void effects_fini(struct effects *q)
{
	struct effect *e;

	while ((e = effects_next(q)))
		effects_drop(&e);
}

static struct effect *append(struct effects *q, enum effect_kind kind)
{
	struct effect *e = mem_zero(sizeof(*e));

	assert(e);
	e->kind = kind;
	if (!q->first)
		q->last = &q->first;
	*q->last = e;
	q->last = &e->next;
	return e;
}

void effects_add(struct effects *q, enum effect_kind kind, const char *text,
	const char *secret)
{
	struct effect *e = append(q, kind);

	assert(kind != EFFECT_SEND && kind != EFFECT_SAVING);
	e->text = text ? mem_strdup(text) : NULL;
	e->secret = secret ? mem_strdup(secret) : NULL;
}

/* Calls `fn` for the address of every string that the message may have: its
 * ref, then its fields. */
static void each_string(struct wire_msg *msg,
	void (*fn)(void *ctx, const char **string), void *ctx)
{
	const struct wire_info *info = wire_info(msg->type);

	fn(ctx, &msg->ref);
	for (int i = 0; i < info->n_fields; i++) {
		const struct wire_field *f = &info->fields[i];
		bool string = f->kind == WIRE_F_KEY || f->kind == WIRE_F_LINE ||
			f->kind == WIRE_F_TEXT || f->kind == WIRE_F_RAW;

		if (string)
			fn(ctx, (const char **)((char *)msg + f->offset));
	}
}

static void count_string(void *ctx, const char **string)
{
	if (*string)
		*(size_t *)ctx += strlen(*string) + 1;
}

static void move_string(void *ctx, const char **string)
{
	char **to = ctx;
	size_t size;

	if (!*string)
		return;
	size = strlen(*string) + 1;
	memcpy(*to, *string, size);
	*string = *to;
	*to += size;
}

static void copy_msg(struct effect *e, const struct wire_msg *msg)
{
	size_t size = 0;
	char *to;

	e->msg = *msg;
	each_string(&e->msg, count_string, &size);
	e->msg.mem = to = mem_alloc(size);
	assert(to);
	each_string(&e->msg, move_string, &to);
}

void effects_send(struct effects *q, const struct wire_msg *msg)
{
	copy_msg(append(q, EFFECT_SEND), msg);
}

void effects_saving(struct effects *q, const struct effect_saving *how,
	const char *path, const struct wire_msg *what)
{
	struct effect *e = append(q, EFFECT_SAVING);

	e->saving = *how;
	e->text = mem_strdup(path);
	copy_msg(e, what);
}

bool effects_ask(struct effects *q, enum ask_kind ask, const char *arg,
	const struct wire_msg *body)
{
	struct effect *e;
	struct buf b;
	bool fits;

	buf_init(&b, LIMIT_HTTP_BODY);
	fits = !body || wire_encode(body, &b) == ERR_OK;
	if (fits) {
		e = append(q, EFFECT_ASK);
		e->ask = ask;
		e->text = mem_strdup(arg ? arg : "");
		e->secret = mem_strdup(body ? buf_str(&b) : "");
	}
	if (b.data)
		explicit_bzero(b.data, b.len);
	buf_fini(&b);
	return fits;
}

struct effect *effects_next(struct effects *q)
{
	struct effect *e = q->first;

	if (!e)
		return NULL;
	q->first = e->next;
	e->next = NULL;
	return e;
}

void effects_drop(struct effect **e)
{
	if (!*e)
		return;
	if ((*e)->secret)
		explicit_bzero((*e)->secret, strlen((*e)->secret));
	mem_free((*e)->secret);
	mem_free((*e)->text);
	wire_fini(&(*e)->msg);
	mem_free(*e);
	*e = NULL;
}
