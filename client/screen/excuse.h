/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_SCREEN_EXCUSE_H
#define CLIENT_SCREEN_EXCUSE_H

/*
 * Why something could not be done, in kind words and in the user's language.
 */
#include "client/model/saving.h"
#include "shared/err.h"
#include "shared/wire.h"

/* What to say of an error that reached the user; of one that should not have,
 * a word that something went wrong.  Lends a constant. */
const char *excuse_text(enum err e);

/* Why a chat is over, as a sentence.  Lends a constant. */
const char *excuse_ended(enum wire_reason reason);

/* Why the archive was not saved, as its `why` is.  Lends a constant. */
const char *excuse_saving(const struct saving *v);

#endif
