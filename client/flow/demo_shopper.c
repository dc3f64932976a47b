/* SPDX-License-Identifier: MIT */
/*
 * A shopper: looks at pages, waits until somebody is there, asks, and goes on
 * answer by answer through a story.
 */
#include <stdio.h>
#include <string.h>

#include "client/flow/demo.h"
#include "client/flow/demo_person.h"
#include "client/model/words.h"

/* clang-format off */
#define OPEN_US    (300 * DEMO_S) /* waiting until somebody is there */
#define DECIDE_US  (150 * DEMO_S) /* waiting for somebody to accept */
#define NUDGE_US   (60 * DEMO_S)  /* without an answer they ask again, once */
#define PATIENT_US (180 * DEMO_S) /* then they leave */
#define QUIET_US   (5 * DEMO_S / 2) /* so long after the last answer they write */
#define BYE_US     (2 * DEMO_S)
#define KEY_US     (DEMO_S * 3 / 100) /* a byte of what they write */
/* clang-format on */

static struct wire_page view(struct demo_person *p, const struct demo_page *at)
{
	snprintf(p->url, sizeof(p->url), "%s%s", p->config->shop, at->path);
	return (struct wire_page){
		.url = p->url,
		.title = at->title,
		.product = at->product,
		.amount = at->amount,
		.currency = at->product ? "JPY" : NULL,
	};
}

static void look_at(struct demo_person *p, const struct demo_page *at)
{
	struct wire_msg msg = {0};

	if (!at->path)
		return;
	msg.page = view(p, at);
	demo_person_send(p, WIRE_T_PAGE, &msg);
}

static const char *line(const struct demo_person *p)
{
	return p->said < DEMO_LINES ? p->story->lines[p->said] : NULL;
}

static void leave_after(struct demo_person *p, int64_t now, int64_t us)
{
	p->state = DEMO_LEAVING;
	p->due = now + us;
}

void demo_shopper_begin(
	struct demo_person *p, const struct demo_story *s, int64_t now)
{
	struct wire_page first;

	(void)now;
	p->story = s;
	p->state = DEMO_JOINING;
	p->due = DEMO_NEVER;
	p->chat = (struct id){""};
	p->phase = WIRE_PHASE_RINGING;
	p->seq = p->read = p->said = p->page = 0;
	p->available = p->nudged = false;
	first = view(p, &s->pages[0]);
	p->hello = (struct wire_hello){.lang = s->lang,
		.retailer = p->config->retailer,
		.url = first.url,
		.title = first.title};
	p->io->join(p->io->ctx, p->who, false, &p->hello);
}

void demo_shopper_up(struct demo_person *p, bool up, int64_t now)
{
	struct wire_msg msg = {.identify = {.name = p->story->name}};

	if (!up) {
		p->state = DEMO_AWAY;
		p->due = DEMO_NEVER;
		return;
	}
	if (p->story->name)
		demo_person_send(p, WIRE_T_IDENTIFY, &msg);
	p->state = DEMO_BROWSING;
	p->due = now + demo_person_between(p, 750, 1500);
}

/* ---- hearing ---- */

static void decided(struct demo_person *p, int64_t now)
{
	struct wire_msg msg = {.enquire = {.key = "enquiry",
				       .name = p->story->name,
				       .address = "shopper@example.com",
				       .text = p->story->lines[0]}};

	if (p->phase == WIRE_PHASE_LIVE) {
		p->state = DEMO_HEARING;
		p->since = now;
	} else { /* nobody came: the form */
		demo_person_send(p, WIRE_T_ENQUIRE, &msg);
		leave_after(p, now, BYE_US);
	}
}

static void heard_chat(
	struct demo_person *p, const struct wire_chat *chat, int64_t now)
{
	p->chat = chat->chat;
	p->phase = chat->phase;
	if (p->state == DEMO_ASKED && chat->phase != WIRE_PHASE_RINGING)
		decided(p, now);
	else if (chat->phase == WIRE_PHASE_ENDED && p->state != DEMO_LEAVING)
		leave_after(p, now, BYE_US);
}

static void heard_entry(
	struct demo_person *p, const struct wire_entry *e, int64_t now)
{
	if (e->who != WIRE_WHO_ASSOCIATE || e->seq <= p->seq ||
		(e->kind != WIRE_KIND_TEXT && e->kind != WIRE_KIND_CARD &&
			e->kind != WIRE_KIND_FILE))
		return;
	p->seq = e->seq;
	p->last = now;
	demo_person_mark(p, WIRE_MARK_DELIVERED, p->seq);
}

static void ask(struct demo_person *p, int64_t now)
{
	p->state = DEMO_ASKED;
	p->due = now + DECIDE_US;
	demo_person_say(p, line(p));
	p->said++;
}

/* When a shopper who hears has something to do. */
static int64_t hearing_due(const struct demo_person *p)
{
	if (p->seq > p->read)
		return p->last + QUIET_US;
	return p->since + (p->nudged || !line(p) ? PATIENT_US : NUDGE_US);
}

void demo_shopper_heard(
	struct demo_person *p, const struct wire_msg *msg, int64_t now)
{
	if (msg->type == WIRE_T_WELCOME)
		snprintf(p->name, sizeof(p->name), "%s",
			p->story->name ? p->story->name : msg->welcome.name);
	else if (msg->type == WIRE_T_SHOP)
		p->available = msg->shop.available;
	else if (msg->type == WIRE_T_CHAT)
		heard_chat(p, &msg->chat, now);
	else if (msg->type == WIRE_T_ENTRY)
		heard_entry(p, &msg->entry, now);
	else if (msg->type == WIRE_T_ERROR && p->state == DEMO_ASKED &&
		!id_is(&p->chat))
		leave_after(p, now, BYE_US); /* it was not taken */
	if (p->state == DEMO_WAITING && p->available)
		ask(p, now);
	if (p->state == DEMO_HEARING)
		p->due = hearing_due(p);
}

/* ---- doing ---- */

static void browse(struct demo_person *p, int64_t now)
{
	const struct demo_story *s = p->story;

	if (++p->page < DEMO_PAGES && s->pages[p->page].path) {
		look_at(p, &s->pages[p->page]);
		p->due = now + demo_person_between(p, 750, 1500);
	} else {
		p->state = DEMO_WAITING;
		p->due = now + OPEN_US;
		if (p->available)
			ask(p, now);
	}
}

static void begin_typing(struct demo_person *p, int64_t now)
{
	struct wire_msg msg = {.typing = {.chat = p->chat}};

	demo_person_send(p, WIRE_T_TYPING, &msg);
	p->state = DEMO_TYPING;
	p->due = now + DEMO_S + KEY_US * (int64_t)strlen(line(p));
}

/* There is an answer, or has been none for too long. */
static void hear(struct demo_person *p, int64_t now)
{
	if (p->seq > p->read) {
		p->read = p->seq;
		demo_person_mark(p, WIRE_MARK_READ, p->read);
		if (p->said == 2)
			look_at(p, &p->story->later);
		p->since = now;
		p->nudged = false;
		if (line(p)) {
			begin_typing(p, now);
			return;
		}
	} else if (!p->nudged && line(p)) {
		demo_person_say(p, demo_story_nudge(p->story->lang));
		p->nudged = true;
	} else {
		leave_after(p, now, 0);
		return;
	}
	p->due = hearing_due(p);
}

static void finish_line(struct demo_person *p, int64_t now)
{
	demo_person_say(p, line(p));
	p->said++;
	if (!line(p) && p->story->end == DEMO_LEAVES) {
		leave_after(p, now, demo_person_between(p, 1000, 4000));
		return;
	}
	p->state = DEMO_HEARING;
	p->since = now;
	p->due = hearing_due(p);
}

static void go(struct demo_person *p)
{
	demo_person_tell(p, _("leaves the shop"));
	p->io->leave(p->io->ctx, p->who);
	p->state = DEMO_AWAY;
	p->due = DEMO_NEVER;
}

void demo_shopper_act(struct demo_person *p, int64_t now)
{
	switch (p->state) {
	case DEMO_BROWSING:
		browse(p, now);
		break;
	case DEMO_ASKED:
		p->phase = WIRE_PHASE_ENDED;
		decided(p, now);
		break;
	case DEMO_HEARING:
		hear(p, now);
		break;
	case DEMO_TYPING:
		finish_line(p, now);
		break;
	default: /* they had waited long enough, or were on their way out */
		go(p);
		break;
	}
}
