/* SPDX-License-Identifier: MIT */
#ifndef TESTS_LIB_KAMOME_H
#define TESTS_LIB_KAMOME_H

/*
 * A retailer that has one of everything, for tests that nobody else sees or
 * changes any of it.  Its only associate, Kei, is a manager.
 */
#include "tests/lib/relayproc.h"
#include "tests/lib/wsclient.h"

/* In everything that its people have written or are called. */
#define KAMOME_MARK "KAMOMES"
#define KAMOME_KEI "kei@kamome.example"

/* Everything that names something: by id, or by key. */
enum kamome_thing {
	KAMOME_CHAT, /* that lives */
	KAMOME_STAFF,
	KAMOME_GUEST, /* who is blocked */
	KAMOME_SESSION,
	KAMOME_MEDIA,
	KAMOME_ENQUIRY,
	KAMOME_CLAIM, /* that waits */
	KAMOME_REPORT,
	KAMOME_INVITE,
	KAMOME_TEMPLATE,
	KAMOME_GROUP,
	KAMOME_THINGS
};

struct kamome {
	struct relayproc *relay;
	char kei[RELAYPROC_TOKEN], guest[RELAYPROC_TOKEN];
	struct wsclient *kei_link, *guest_link; /* all is read of kei_link */
	char things[KAMOME_THINGS][64];
};

/* Makes it on that relay.  close leaves it there. */
void kamome_open(struct kamome *k, struct relayproc *relay);
void kamome_close(struct kamome *k);

#endif
