/* SPDX-License-Identifier: MIT */
/* What people on the shop floor of fix.h have heard, and what is kept. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "tests/lib/fix.h"

static const struct desk_notice *fix_find(
	const struct fix *f, int session, enum wire_type type, int *count)
{
	const struct desk_notice *last = NULL;

	*count = 0;
	for (int i = 0; f->out && i < f->out->n_notices; i++) {
		const struct desk_notice *n = &f->out->notices[i];

		if (n->session != (uint64_t)session || n->kind != DESK_N_SEND ||
			n->message->type != type)
			continue;
		last = n;
		++*count;
	}
	return last;
}

int fix_heard(const struct fix *f, int session, enum wire_type type)
{
	int count;

	fix_find(f, session, type, &count);
	return count;
}

const struct wire_msg *fix_last(
	const struct fix *f, int session, enum wire_type type)
{
	int count;
	const struct desk_notice *n = fix_find(f, session, type, &count);

	if (!n)
		fail_msg("session %d did not hear %s", session,
			wire_info(type)->name);
	return n->message;
}

const char *fix_answer(const struct fix *f, int session)
{
	int count;
	const struct desk_notice *ok = fix_find(f, session, WIRE_T_OK, &count);
	const struct desk_notice *error =
		fix_find(f, session, WIRE_T_ERROR, &count);

	assert_false(ok && error);
	if (error)
		return error->message->error.code;
	return ok ? "ok" : "nothing";
}

struct rec_chat fix_chat(const struct fix *f, int chat)
{
	struct rec like = {.kind = REC_K_CHAT, .chat = {.chat = fix_id(chat)}};
	const struct rec *r = memstore_find(f->store, &like);

	if (!r)
		fail_msg("chat %d is not kept", chat);
	return r->chat;
}

struct rec_presence fix_presence(const struct fix *f, int associate)
{
	struct rec like = {.kind = REC_K_PRESENCE,
		.presence = {.associate = fix_id(associate)}};
	const struct rec *r = memstore_find(f->store, &like);

	if (!r)
		fail_msg("presence of %d is not kept", associate);
	return r->presence;
}

const char *fix_rings(struct fix *f, int chat)
{
	struct rec_chat c = fix_chat(f, chat);
	size_t used = 0;

	f->text[0] = '\0';
	for (int i = 0; i < f->n_staff; i++) {
		struct rec like = {.kind = REC_K_RING,
			.ring = {.chat = c.chat,
				.associate = fix_id(f->staff[i])}};
		const struct rec *r = memstore_find(f->store, &like);

		if ((c.phase != WIRE_PHASE_RINGING && !c.handing) || !r ||
			r->ring.state != REC_RING_RINGING ||
			r->ring.round != c.round)
			continue;
		used += (size_t)snprintf(f->text + used, sizeof(f->text) - used,
			"%s%d", used ? " " : "", f->staff[i]);
	}
	return f->text;
}
