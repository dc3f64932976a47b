/* SPDX-License-Identifier: MIT */
#include "client/flow/demo_person.h"

#include <inttypes.h>
#include <stdio.h>

int64_t demo_person_between(const struct demo_person *p, int least, int most)
{
	uint64_t n = p->io->random(p->io->ctx);

	return (least + (int64_t)(n % (uint64_t)(most - least + 1))) * 1000;
}

/* What cannot be sent is lost with the connection, of which `up` tells. */
void demo_person_send(
	struct demo_person *p, enum wire_type type, struct wire_msg *msg)
{
	char ref[16];

	snprintf(ref, sizeof(ref), "%u", ++p->refs);
	msg->type = type;
	msg->ref = ref;
	(void)p->io->send(p->io->ctx, p->who, msg);
}

void demo_person_say(struct demo_person *p, const char *text)
{
	char key[LIMIT_KEY];
	struct wire_msg msg = {
		.say = {.chat = p->chat, .key = key, .text = text}};

	snprintf(key, sizeof(key), "%016" PRIx64 "%x",
		p->io->random(p->io->ctx), p->refs);
	demo_person_send(p, WIRE_T_SAY, &msg);
	demo_person_tell(p, text);
}

void demo_person_mark(struct demo_person *p, enum wire_mark mark, int64_t seq)
{
	struct wire_msg msg = {
		.seen = {.chat = p->chat, .seq = seq, .mark = mark}};

	demo_person_send(p, WIRE_T_SEEN, &msg);
}

void demo_person_tell(const struct demo_person *p, const char *text)
{
	struct buf line;

	buf_init(&line, LIMIT_TEXT);
	buf_addf(&line, "%s  %s", p->name, text);
	p->io->tell(p->io->ctx, buf_str(&line));
	buf_fini(&line);
}
