/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MAIN_LANGUAGE_H
#define CLIENT_MAIN_LANGUAGE_H

/*
 * The language of the screen: which it is at first, where its words lie, and
 * changing it.  The locale only has to be of UTF-8: the language is gettext's.
 */
#include <stdbool.h>

struct settings;

/* False: there is no locale of UTF-8. */
bool main_language_locale(void);

/* Does the user read Japanese, by the settings or the environment? */
bool main_language_japanese(const struct settings *s);

/* Does the environment say so? */
bool main_language_wished(void);

/* Finds the translations, and begins with that language. */
void main_language_bind(bool japanese);

/* From now on: "en" or "ja". */
void main_language_speak(const char *language);

#endif
