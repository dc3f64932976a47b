/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_SCREEN_SCREEN_H
#define CLIENT_SCREEN_SCREEN_H

/*
 * What a screen is: one file that fills one table of operations.  Nothing
 * else in the program names it but the list of screens.  A screen keeps what
 * is only about looking (a field, a scroll position, the chosen row) in its
 * private memory; what is true is in the model.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "client/model/action.h"
#include "client/screen/deed.h"
#include "shared/limits.h"

struct effects;
struct grid;
struct hits;
struct input_event;
struct keymap;
struct layout;
struct model;

/* clang-format off */
/* S(CODE, file): each file exports its table as file_ops. */
#define SCREEN_LIST(S) \
	S(SIGN_IN, sign_in) \
	S(HOME, home) \
	S(CHAT, chat_view) \
	S(ENQUIRIES, enquiry_list) \
	S(CATALOG, catalog_page) \
	S(ARCHIVE, archive_list) \
	S(ARCHIVED, archive_view) \
	S(BLOCKED, block_list) \
	S(TEAM, team_list) \
	S(INVITES, invite_list) \
	S(HOURS, hours_view) \
	S(GROUPS, group_list) \
	S(GREETINGS, greeting_list) \
	S(LIMITS, limits_view) \
	S(AUDIT, audit_list) \
	S(ACCOUNT, account_page) \
	S(PERFORMANCE, performance_page) S(CLAIMS, claim_list) \
	S(LOCK, lock) \
	/* over others */ \
	S(SIGN_UP, sign_up) \
	S(FORGOT, forgot) \
	S(ALERT, alert) \
	S(ACCOUNT_BOX, account_box) \
	S(HELP, help) \
	S(MENU, side_menu) \
	S(CHAT_MENU, chat_menu) \
	S(TRANSFER, transfer_box) \
	S(BLOCK, block_box) \
	S(SUGGEST, suggest_box) \
	S(REPLIES, reply_list) \
	S(PATH, path_box) \
	S(FINDS, find_list) \
	S(REPORT, report_box) \
	S(NOTICES, notices_menu) \
	S(TEAM_MENU, team_menu) \
	S(TEAM_BOX, team_box) \
	S(INVITE_MENU, invite_menu) \
	S(INVITE_BOX, invite_box) \
	S(HOURS_BOX, hours_box) \
	S(HOURS_TEXT, hours_text_box) \
	S(GROUP_MENU, group_menu) \
	S(GROUP_BOX, group_box) \
	S(GREETING_BOX, greeting_box) \
	S(AUDIT_BOX, audit_box) S(CATALOG_BOX, catalog_box) \
	S(ANSWER, answer_box) S(CLAIM_BOX, claim_box) S(DECIDE, decide_box) S(SAVE_BOX, save_box) \
	S(SURE, sure_box) S(FRESH, fresh_box) \
	S(CONFIRM, confirm)
/* clang-format on */

enum screen_id {
#define SCREEN_ENUM(CODE, file) SCREEN_##CODE,
	SCREEN_LIST(SCREEN_ENUM)
#undef SCREEN_ENUM
		SCREEN_COUNT,
	SCREEN_NONE = SCREEN_COUNT
};

/* What a screen is handed. */
struct screen {
	struct model *model; /* to read; written by screen_act alone */
	const struct keymap *keys;
	struct effects *out;    /* NULL while drawing */
	struct hits *hits;      /* while drawing: what clicks will mean */
	void *self;             /* the private memory, zeroed at first */
	enum action_kind asked; /* SCREEN_CONFIRM: shall this be done? */
	/* For managers: of whom or what this is; handed on with `push`. */
	char subject[LIMIT_ADDRESS + 1]; /* id, key, code; "": a new one */
	enum deed deed;                  /* SCREEN_SURE: what shall be done */
	/* Wishes, granted after the event: */
	enum screen_id push;  /* open this over the present one */
	bool pop;             /* close this one */
	enum action_kind run; /* then do as if a key had said this */
	enum action_kind ask; /* open SCREEN_CONFIRM about this */
};

/* What happened: a key with its action, another input (ACTION_USER_COUNT), an
 * action that a menu or a click runs (no input), or a click on a row. */
struct screen_event {
	enum action_kind action;         /* what the key is bound to here */
	const struct input_event *input; /* may be NULL */
	int row;                         /* that was clicked, or HITS_NO_ROW */
};

/* One thing that the foot line offers. */
struct screen_foot {
	enum action_kind action;
	const char *word; /* translated; NULL: the action's own */
	bool off;         /* cannot be done now: shown grey */
};
#define SCREEN_FEET 5

struct screen_ops {
	const char *name;
	size_t size;     /* of the private memory */
	unsigned groups; /* bits of enum action_group whose keys count here */
	bool types;      /* characters are typed: none of them is an action */
	bool bare;       /* no head and foot around it */
	bool over;       /* the one below shines through */
	bool keeps;      /* a chat or the lock leaves it as it was typed */
	void (*open)(struct screen *s);  /* it comes up; may be NULL */
	void (*close)(struct screen *s); /* it goes; may be NULL */
	void (*end)(struct screen *s);   /* free what self holds; may be NULL */
	/* False: not mine; the common meaning of the action counts. */
	bool (*event)(struct screen *s, const struct screen_event *e);
	void (*draw)(struct screen *s, struct grid *g, const struct layout *at);
	/* Fills at most SCREEN_FEET; returns how many. */
	int (*foot)(struct screen *s, struct screen_foot *feet);
	/* Opened by keys: is it over by itself?  May be NULL. */
	bool (*done)(struct screen *s);
	/* What the window is called, translated; NULL: as the one below. */
	const char *(*title)(struct screen *s);
};

/* The operations of a screen.  Lends a constant. */
const struct screen_ops *screen_ops(enum screen_id id);

/* Hands an action to the model. */
void screen_act(struct screen *s, const struct action *a);
void screen_do(struct screen *s, enum action_kind kind);

#endif
