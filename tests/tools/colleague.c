/* SPDX-License-Identifier: MIT */
/*
 * An associate for the demo who needs nobody: takes the chats that ring long
 * enough for somebody else to have taken them, answers, and ends them.
 *
 * usage: colleague RELAY-URL SESSION-FILE          works until killed
 *        colleague RELAY-URL SESSION-FILE arrive   goes available and leaves,
 *                             for the client that will use that session next
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/lib/peer.h"
#include "tests/lib/stories.h"

#define RING_MS 25000   /* so long anybody else may take a chat */
#define ANSWER_MS 4000  /* to read and write */
#define GOODBYE_MS 8000 /* from the last word to the end */
#define RETRY_S 1       /* without a relay */
#define FOREVER_MS 3600000

struct desk {
	struct peer *peer;
	struct id chat; /* that rings, or is live; "" for none */
	bool live;
	enum wire_lang lang;
	int said;       /* in this chat */
	int64_t due;    /* when to do the next thing; 0: nothing to do */
	int64_t unread; /* the shopper's last message; 0: answered */
};

static void hear_ring(struct desk *d, const struct wire_ring *ring)
{
	if (d->live)
		return;
	d->chat = ring->chat;
	d->lang = ring->lang;
	d->due = peer_now() + RING_MS;
}

static void hear_chat(struct desk *d, const struct wire_chat *chat)
{
	bool live = chat->phase == WIRE_PHASE_LIVE;

	if (live && !d->live) {
		d->said = 0;
		d->lang = chat->lang;
		d->due = peer_now() + ANSWER_MS;
	}
	if (!live)
		d->due = 0;
	d->chat = chat->chat;
	d->live = live;
}

static void hear_entry(struct desk *d, const struct wire_entry *e)
{
	if (!d->live || e->kind != WIRE_KIND_TEXT || e->who != WIRE_WHO_SHOPPER)
		return;
	d->unread = e->seq;
	d->due = peer_now() + ANSWER_MS;
}

static void hear(struct desk *d, const struct wire_msg *msg)
{
	if (msg->type == WIRE_T_RING)
		hear_ring(d, &msg->ring);
	else if (msg->type == WIRE_T_RING_OVER && !d->live)
		d->due = 0;
	else if (msg->type == WIRE_T_CHAT)
		hear_chat(d, &msg->chat);
	else if (msg->type == WIRE_T_ENTRY)
		hear_entry(d, &msg->entry);
}

static void answer(struct desk *d)
{
	const char *text = stories_colleague(d->lang, d->said++);
	struct wire_msg seen = {.seen = {.chat = d->chat,
					.seq = d->unread,
					.mark = WIRE_MARK_READ}};
	struct wire_msg say = {.say = {.chat = d->chat,
				       .key = peer_key(d->peer),
				       .text = text}};
	struct wire_msg end = {.end = {.chat = d->chat}};

	if (d->unread)
		peer_send(d->peer, WIRE_T_SEEN, &seen);
	d->unread = 0;
	if (!text) {
		peer_send(d->peer, WIRE_T_END, &end);
		return;
	}
	peer_send(d->peer, WIRE_T_SAY, &say);
	if (!stories_colleague(d->lang, d->said))
		d->due = peer_now() + GOODBYE_MS;
}

static void act(struct desk *d)
{
	struct wire_msg accept = {.accept = {.chat = d->chat}};

	d->due = 0;
	if (d->live)
		answer(d);
	else
		peer_send(d->peer, WIRE_T_ACCEPT, &accept);
}

static void work(struct desk *d)
{
	while (peer_up(d->peer)) {
		int64_t left = d->due ? d->due - peer_now() : FOREVER_MS;
		const struct wire_msg *msg = NULL;

		if (left > 0)
			msg = peer_next(d->peer, (int)left);
		if (msg)
			hear(d, msg);
		if (d->due && peer_now() >= d->due)
			act(d);
	}
}

/* Goes available, and waits until that is so. */
static bool arrive(struct desk *d)
{
	struct wire_msg on = {.available = {.on = true}};
	const struct wire_msg *msg;

	if (!peer_send(d->peer, WIRE_T_AVAILABLE, &on))
		return false;
	while ((msg = peer_next(d->peer, ANSWER_MS))) {
		hear(d, msg);
		if (msg->type == WIRE_T_STATUS && msg->status.available)
			return true;
	}
	return false;
}

static bool read_token(const char *path, char token[65])
{
	FILE *f = fopen(path, "r");
	bool ok = f && fgets(token, 65, f);

	if (f)
		fclose(f);
	if (ok)
		token[strcspn(token, "\n")] = '\0';
	return ok;
}

int main(int argc, char **argv)
{
	char token[65];
	struct wire_hello hello = {.client = "colleague", .token = token};
	bool leave = argc == 4 && strcmp(argv[3], "arrive") == 0;

	if ((argc != 3 && !leave) || !read_token(argv[2], token)) {
		fputs("usage: colleague RELAY-URL SESSION-FILE [arrive]\n",
			stderr);
		return 2;
	}
	for (;;) {
		struct desk d = {.due = 0};
		bool there;

		d.peer = peer_open(argv[1], true, &hello, NULL);
		there = d.peer && arrive(&d);
		if (there && !leave)
			work(&d);
		peer_close(&d.peer);
		if (leave)
			return there ? 0 : 1;
		sleep(RETRY_S);
	}
}
