/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_SCREEN_SAVE_BOX_H
#define CLIENT_SCREEN_SAVE_BOX_H

/* What pages that can be saved (J2) have in common: the archive's list, a chat
 * that is opened in it, the enquiries. */
#include "client/screen/screen.h"

/* Can what is on view be saved as a file now?  In a kiosk never. */
bool save_box_can(const struct model *m);

/* Opens the box, or says why not.  False: it is not that key. */
bool save_box_event(struct screen *s, const struct screen_event *e);

struct screen_foot save_box_foot(const struct model *m);

#endif
