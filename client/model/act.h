/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_ACT_H
#define CLIENT_MODEL_ACT_H

/*
 * What the user's own actions change in the model.
 */
struct action;
struct effects;
struct model;

/* Applies it, if it is one of the user's. */
void act_user(struct model *m, const struct action *a, struct effects *out);

/* Goes to the home screen.  A chat that has ended is forgotten there. */
void act_home(struct model *m);

/* Forgets whoever was signed in, and all of theirs. */
void act_forget(struct model *m);

#endif
