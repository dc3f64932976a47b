/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_WORDS_H
#define CLIENT_MODEL_WORDS_H

/*
 * Words that people read, in their language.  _("…") is the translation now;
 * N_("…") marks a string in a table, for _() where it is shown.  client/po
 * holds the translations, main.c says where and in which language.
 */
#include <libintl.h>

#define _(s) gettext(s)
#define N_(s) s

#endif
