/* SPDX-License-Identifier: MIT */
/*
 * Shoppers for `make demo SHOPPERS=1`: they come one after the other, look at
 * the demo shop, ask, wait for answers, talk back at a human pace and leave;
 * for ever.  One process a shopper, so that each is a simple tale.
 *
 * usage: shoppers RELAY-URL SHOP-URL
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/lib/peer.h"
#include "tests/lib/stories.h"

#define AT_ONCE 4          /* shoppers */
#define BROWSE_MS 1500     /* on a page */
#define OPEN_MS 300000     /* waiting until somebody is there */
#define ANSWER_MS 150000   /* waiting for the relay to decide on a request */
#define NUDGE_MS 60000     /* without an answer they ask again, once */
#define PATIENCE_MS 180000 /* then they leave */
#define QUIET_MS 2500      /* so long after the last answer they write */
#define KEYSTROKE_MS 60    /* a byte of what they write */
#define STEP_MS 1000       /* how often they look at the clock */

struct life {
	struct peer *peer;
	const struct story *story;
	const char *shop;
	bool available;
	struct id chat;
	enum wire_phase phase;
	int64_t seq;   /* the associate's last message */
	int64_t last;  /* when it came */
	int64_t shown; /* the last one marked as read */
};

static int between(int least, int most)
{
	return least + rand() % (most - least + 1);
}

/* ---- hearing ---- */

static void mark(struct life *l, enum wire_mark what, int64_t seq)
{
	struct wire_msg msg = {
		.seen = {.chat = l->chat, .seq = seq, .mark = what}};

	peer_send(l->peer, WIRE_T_SEEN, &msg);
}

static void hear_entry(struct life *l, const struct wire_entry *e)
{
	if (e->kind != WIRE_KIND_TEXT || e->who != WIRE_WHO_ASSOCIATE ||
		e->seq <= l->seq)
		return;
	l->seq = e->seq;
	l->last = peer_now();
	mark(l, WIRE_MARK_DELIVERED, l->seq);
}

static void hear(struct life *l, const struct wire_msg *msg)
{
	if (msg->type == WIRE_T_SHOP) {
		l->available = msg->shop.available;
	} else if (msg->type == WIRE_T_CHAT) {
		l->chat = msg->chat.chat;
		l->phase = msg->chat.phase;
	} else if (msg->type == WIRE_T_ENTRY) {
		hear_entry(l, &msg->entry);
	} else if (msg->type == WIRE_T_ERROR && !id_is(&l->chat)) {
		l->phase = WIRE_PHASE_ENDED; /* the request was not taken */
	}
}

/* Listens until it is so; false when it never was. */
static bool listen_until(
	struct life *l, bool (*fn)(const struct life *l), int ms)
{
	int64_t end = peer_now() + ms;

	while (peer_up(l->peer) && !(fn && fn(l))) {
		int64_t left = end - peer_now();
		const struct wire_msg *msg;

		if (left <= 0)
			return false;
		msg = peer_next(l->peer, (int)left);
		if (msg)
			hear(l, msg);
	}
	return peer_up(l->peer);
}

static void pass_time(struct life *l, int ms)
{
	listen_until(l, NULL, ms);
}

static bool is_available(const struct life *l)
{
	return l->available;
}

static bool is_decided(const struct life *l)
{
	return l->phase != WIRE_PHASE_RINGING;
}

static bool is_over(const struct life *l)
{
	return l->phase == WIRE_PHASE_ENDED;
}

static bool is_answered(const struct life *l)
{
	return is_over(l) ||
		(l->seq > l->shown && peer_now() - l->last >= QUIET_MS);
}

/* ---- doing ---- */

static struct wire_page view(
	const struct life *l, const struct story_page *p, char url[256])
{
	snprintf(url, 256, "%s%s", l->shop, p->path);
	return (struct wire_page){
		.url = url,
		.title = p->title,
		.product = p->product,
		.amount = p->amount,
		.currency = p->product ? "JPY" : NULL,
	};
}

static void look_at(struct life *l, const struct story_page *p)
{
	char url[256];
	struct wire_msg msg = {.page = view(l, p, url)};

	if (p->path)
		peer_send(l->peer, WIRE_T_PAGE, &msg);
}

static void say(struct life *l, const char *text)
{
	struct wire_msg typing = {.typing = {.chat = l->chat}};
	struct wire_msg msg = {.say = {.chat = l->chat,
				       .key = peer_key(l->peer),
				       .text = text}};

	if (id_is(&l->chat)) {
		peer_send(l->peer, WIRE_T_TYPING, &typing);
		pass_time(l, 500 + KEYSTROKE_MS * (int)strlen(text) / 2);
	}
	if (l->phase != WIRE_PHASE_ENDED)
		peer_send(l->peer, WIRE_T_SAY, &msg);
}

/* Nobody came: the form. */
static void leave_enquiry(struct life *l)
{
	struct wire_msg msg = {.enquire = {.key = peer_key(l->peer),
				       .name = l->story->name,
				       .address = "shopper@example.com",
				       .text = l->story->lines[0]}};

	peer_send(l->peer, WIRE_T_ENQUIRE, &msg);
	pass_time(l, 2000);
}

/* Waits for an answer, asks again, and is patient only so long. */
static bool get_answer(struct life *l)
{
	int64_t since = peer_now();
	bool nudged = false;

	while (peer_now() - since < PATIENCE_MS) {
		listen_until(l, is_answered, STEP_MS);
		if (!peer_up(l->peer) || is_over(l))
			return false;
		if (is_answered(l)) {
			l->shown = l->seq;
			mark(l, WIRE_MARK_READ, l->seq);
			return true;
		}
		if (!nudged && l->seq <= l->shown &&
			peer_now() - since > NUDGE_MS) {
			say(l, stories_nudge(l->story->lang));
			nudged = true;
		}
	}
	return false;
}

static void talk(struct life *l)
{
	const struct story *s = l->story;

	for (int i = 1; i < STORY_LINES && s->lines[i]; i++) {
		if (!get_answer(l))
			return;
		if (i == 2)
			look_at(l, &s->later);
		pass_time(l, between(500, 2500));
		say(l, s->lines[i]);
	}
	if (s->end == STORY_LEAVES)
		pass_time(l, between(1000, 4000));
	else
		while (get_answer(l)) /* reads on until it is over */
			;
}

static void live(struct life *l, const char *relay)
{
	const struct story *s = l->story;
	char url[256];
	struct wire_page first = view(l, &s->pages[0], url);
	struct wire_hello hello = {.client = "shoppers",
		.lang = s->lang,
		.retailer = "demo",
		.url = first.url,
		.title = first.title};
	struct wire_msg who = {.identify = {.name = s->name}};

	l->peer = peer_open(relay, false, &hello, NULL);
	if (!l->peer)
		return;
	if (s->name)
		peer_send(l->peer, WIRE_T_IDENTIFY, &who);
	for (int i = 1; i < STORY_PAGES && s->pages[i].path; i++) {
		pass_time(l, between(BROWSE_MS / 2, BROWSE_MS));
		look_at(l, &s->pages[i]);
	}
	if (listen_until(l, is_available, OPEN_MS)) {
		say(l, s->lines[0]);
		listen_until(l, is_decided, ANSWER_MS);
		if (l->phase == WIRE_PHASE_LIVE)
			talk(l);
		else
			leave_enquiry(l);
	}
	peer_close(&l->peer);
}

static void let_in(int n, const char *relay, const char *shop)
{
	struct life l = {.story = stories_at(n), .shop = shop};

	if (fork() != 0)
		return;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	srand((unsigned)getpid());
	live(&l, relay);
	_exit(0);
}

int main(int argc, char **argv)
{
	int inside = 0;

	if (argc != 3) {
		fputs("usage: shoppers RELAY-URL SHOP-URL\n", stderr);
		return 2;
	}
	srand((unsigned)getpid());
	for (int n = 0;; n++) {
		while (waitpid(-1, NULL, inside < AT_ONCE ? WNOHANG : 0) > 0)
			inside--;
		let_in(n, argv[1], argv[2]);
		inside++;
		sleep((unsigned)between(20, 45));
	}
}
