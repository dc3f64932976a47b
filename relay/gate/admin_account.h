/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_ADMIN_ACCOUNT_H
#define RELAY_GATE_ADMIN_ACCOUNT_H

/*
 * PUT /associate: norenctl and managers make, change and remove accounts.  Of
 * one that is there only what the request says is changed: its owner, or
 * somebody else, may be changing the rest in the same moment.
 */
#include "relay/gate/admin_task.h"

/* Begins; as admin_task.h says. */
void admin_account_change(struct admin_task *t);

#endif
