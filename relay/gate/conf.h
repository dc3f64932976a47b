/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_CONF_H
#define RELAY_GATE_CONF_H

/*
 * norend's settings: from the table in conf_table.h and from text in the form
 * of norend.conf(5), `name = value` a line.  Pure.
 */
#include "relay/gate/conf_table.h"
#include "shared/buf.h"
#include "shared/err.h"

#define CONF_WHY 256 /* bytes of the sentence that says what is wrong */

#define CONF_C_TEXT char *
#define CONF_C_LIST char *
#define CONF_C_NUMBER int
#define CONF_C_FLAG int
#define CONF_C_WORD int
struct conf {
#define CONF_MEMBER(KIND, name, standard, least, most, words, help) \
	CONF_C_##KIND name;
	CONF_TABLE(CONF_MEMBER)
#undef CONF_MEMBER
};

/* The defaults.  ERR_NOMEM; conf_fini is due in any case. */
enum err conf_init(struct conf *c);
void conf_fini(struct conf *c);

/* Sets one.  ERR_CONFIG says why, for people; ERR_NOMEM. */
enum err conf_set(struct conf *c, const char *name, const char *value,
	char why[CONF_WHY]);

/* Sets what the text of a file says.  `why` bears the line's number. */
enum err conf_read(struct conf *c, const char *text, char why[CONF_WHY]);

/* Do the settings agree with each other?  ERR_CONFIG says why. */
enum err conf_check(const struct conf *c, char why[CONF_WHY]);

/* Appends a paragraph a setting, as `norend --help-settings` shows it. */
enum err conf_help(struct buf *out);

#endif
