/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_DEMO_PERSON_H
#define CLIENT_FLOW_DEMO_PERSON_H

/*
 * One of the demo's people, as both kinds of them are: what they know of their
 * chat, and how they say things.  What they do is in demo_shopper.c and
 * demo_associate.c.
 */
#include "client/flow/crowd.h"
#include "client/flow/demo_story.h"
#include "shared/limits.h"

#define DEMO_S INT64_C(1000000) /* us */
#define DEMO_NEVER INT64_MAX

struct demo_config;

enum demo_state {
	DEMO_AWAY,
	DEMO_JOINING,
	/* Shoppers: */
	DEMO_BROWSING,
	DEMO_WAITING, /* until somebody is available */
	DEMO_ASKED,   /* it rings */
	DEMO_HEARING, /* waits for an answer, or reads it */
	DEMO_TYPING,
	DEMO_LEAVING,
	/* Associates: */
	DEMO_WORKING,
};

struct demo_person {
	const struct crowd_io *io;
	const struct demo_config *config;
	int who;
	enum demo_state state;
	struct wire_hello hello;
	char name[LIMIT_NAME + 1];
	int64_t due; /* when to do the next thing; DEMO_NEVER */
	unsigned refs;

	/* The chat. */
	struct id chat;
	enum wire_phase phase;
	int64_t seq;  /* the other's last message */
	int64_t read; /* the last that was marked so */
	int said;

	/* Shoppers. */
	const struct demo_story *story;
	char url[LIMIT_URL];
	int page;
	bool available; /* somebody is */
	bool nudged;
	int64_t since; /* waiting for an answer */
	int64_t last;  /* when the last message came */

	/* Associates. */
	enum wire_lang lang;
	bool arrived;
};

/* Milliseconds by chance, as microseconds. */
int64_t demo_person_between(const struct demo_person *p, int least, int most);

/* Sends it, with a ref. */
void demo_person_send(
	struct demo_person *p, enum wire_type type, struct wire_msg *msg);
/* Says it in the chat, with a key; shoppers without a chat make a request. */
void demo_person_say(struct demo_person *p, const char *text);
void demo_person_mark(struct demo_person *p, enum wire_mark mark, int64_t seq);

/* Tells whoever reads along: "NAME  text". */
void demo_person_tell(const struct demo_person *p, const char *text);

void demo_shopper_begin(
	struct demo_person *p, const struct demo_story *s, int64_t now);
void demo_shopper_up(struct demo_person *p, bool up, int64_t now);
void demo_shopper_heard(
	struct demo_person *p, const struct wire_msg *msg, int64_t now);
void demo_shopper_act(struct demo_person *p, int64_t now);

void demo_associate_begin(struct demo_person *p, const char *token);
void demo_associate_up(struct demo_person *p, bool up, int64_t now);
void demo_associate_heard(
	struct demo_person *p, const struct wire_msg *msg, int64_t now);
void demo_associate_act(struct demo_person *p, int64_t now);

#endif
