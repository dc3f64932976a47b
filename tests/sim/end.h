/* SPDX-License-Identifier: MIT */
#ifndef TESTS_SIM_END_H
#define TESTS_SIM_END_H

/* What an associate's device or a shopper's tab sends. */
#include "relay/desk/desk_io.h"

struct end;

void end_send(struct end *e, struct wire_msg *m);
/* A command that wants an answer; one at a time. */
void end_ask(struct end *e, struct wire_msg *m);

/* Says something new; says again what is not kept yet. */
void end_say(struct end *e);
void end_say_pending(struct end *e);
void end_see(struct end *e);

/* accept, pass, end, call_back and typing. */
void end_about_chat(struct end *e, enum wire_type type, struct id chat);

void end_transfer(struct end *e);
void end_block(struct end *e);
void end_unblock(struct end *e);
void end_show(struct end *e);
void end_deed(struct end *e);
void end_buy(struct end *e);
void end_view(struct end *e);
void end_browse(struct end *e);

#endif
