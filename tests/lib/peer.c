/* SPDX-License-Identifier: MIT */
#include "tests/lib/peer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

#include "shared/buf.h"
#include "shared/mem.h"
#include "tests/lib/wsclient.h"

#define WELCOME_MS 10000

struct peer {
	struct wsclient *ws;
	unsigned from; /* what the relay may send us */
	unsigned refs;
	bool up;
	struct wire_msg msg; /* the last one that came */
	char key[LIMIT_KEY];
};

int64_t peer_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static bool welcomed(struct peer *p, char *token)
{
	int64_t end = peer_now() + WELCOME_MS;

	while (p->up && peer_now() < end) {
		const struct wire_msg *msg = peer_next(p, WELCOME_MS);

		if (!msg || msg->type != WIRE_T_WELCOME)
			continue;
		if (token)
			snprintf(token, 65, "%s",
				msg->welcome.token ? msg->welcome.token : "");
		return true;
	}
	return false;
}

struct peer *peer_open(const char *relay, bool associate,
	const struct wire_hello *hello, char *token)
{
	const char *colon = strrchr(relay, ':');
	struct peer *p = mem_zero(sizeof(*p));
	struct wire_msg msg = {.hello = *hello};

	msg.hello.version = WIRE_VERSION;
	p->from = associate ? WIRE_FROM_RA : WIRE_FROM_RS;
	p->ws = wsclient_open(colon ? atoi(colon + 1) : 0,
		associate ? "/v1/associate" : "/v1/shopper",
		associate ? "" : NULL);
	p->up = p->ws != NULL;
	if (!peer_send(p, WIRE_T_HELLO, &msg) || !welcomed(p, token))
		peer_close(&p);
	return p;
}

void peer_close(struct peer **p)
{
	if (*p) {
		wire_fini(&(*p)->msg);
		wsclient_close(&(*p)->ws);
		mem_free(*p);
	}
	*p = NULL;
}

bool peer_send(struct peer *p, enum wire_type type, struct wire_msg *msg)
{
	char ref[16];
	struct buf b;

	snprintf(ref, sizeof(ref), "%u", ++p->refs);
	msg->type = type;
	msg->ref = ref;
	buf_init(&b, LIMIT_ASSOCIATE_FRAME);
	p->up = p->up && wire_encode(msg, &b) == ERR_OK &&
		wsclient_say(p->ws, buf_str(&b));
	buf_fini(&b);
	return p->up;
}

bool peer_up(const struct peer *p)
{
	return p && p->up;
}

const struct wire_msg *peer_next(struct peer *p, int ms)
{
	const char *text = NULL;
	int64_t end = peer_now() + ms;

	wire_fini(&p->msg);
	p->msg = (struct wire_msg){.mem = NULL};
	if (p->up)
		text = wsclient_read_within(p->ws, ms);
	if (!text) {
		/* Before its time it was no silence. */
		p->up = p->up && peer_now() >= end;
		return NULL;
	}
	return wire_decode(text, strlen(text), LIMIT_ASSOCIATE_FRAME, p->from,
		       &p->msg, NULL) == ERR_OK
		? &p->msg
		: NULL;
}

const char *peer_key(struct peer *p)
{
	uint8_t bytes[16];

	if (getrandom(bytes, sizeof(bytes), 0) != sizeof(bytes))
		abort();
	snprintf(p->key, sizeof(p->key), "%s", id_from_bytes(bytes).s);
	return p->key;
}
