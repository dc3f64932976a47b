/* SPDX-License-Identifier: MIT */
#ifndef RELAY_DESK_AMEND_H
#define RELAY_DESK_AMEND_H

/*
 * What is kept of a shopper is theirs (J1): it is erased or corrected when they
 * ask, and what is past the retention is gone.  Here everything that the desk
 * knows of it is amended, in step with the rest, which the store has.
 */
#include "relay/desk/floor.h"

/* Their tabs are signed out, their enquiries are gone, a block is lifted; chats
 * and orders, which figures count, stay as `anew`'s.  From then on they are
 * somebody who has never been here.  ERR_BUSY_CHAT: while their chat rings or
 * lives, it is not done. */
enum err amend_erase(
	struct desk *d, const struct id *shopper, const struct id *anew);

void amend_correct(struct desk *d, const struct desk_correct *c);

/* Of what is older than `before`: enquiries that nobody has answered are gone,
 * sales that nobody has looked at and blocks that stand are nobody's by name.
 * What else there is past the retention, only the store has. */
void amend_expire(struct desk *d, int64_t before);

/* A text of the desk's says `to` from now on; NULL: what it said before. */
void amend_text(struct desk *d, char **place, const char *to);

#endif
