/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_ACTION_KIND_H
#define CLIENT_MODEL_ACTION_KIND_H

/*
 * The kinds of actions: the user's by the table, then what screens make of
 * keys, then what the world does.  What follows a kind is the member of
 * struct action that goes with it.
 */
#include "client/model/action_table.h"

enum action_kind {
#define ACTION_ENUM(CODE, name, group, keys, foot, help) ACTION_##CODE,
	ACTION_TABLE(ACTION_ENUM)
#undef ACTION_ENUM
		ACTION_USER_COUNT,

	/* What a screen found out by itself. */
	ACTION_TOUCH = ACTION_USER_COUNT, /* somebody is at the keyboard */
	ACTION_SIGN_IN,                   /* sign_in */
	ACTION_UNLOCK,                    /* text: the password */
	ACTION_ADDRESS,                   /* text: of who is about to sign in */
	ACTION_NEWCOMER,                  /* manage: asks what newcomers ask */
	ACTION_CHANGE,                    /* number: enum account_step */
	ACTION_RENAME,                    /* account: name */
	ACTION_REPASS,                    /* account: password, fresh */
	ACTION_MOVE,                      /* account: password, address */
	ACTION_MOVED,                     /* account: code */
	ACTION_SESSION_END, /* id; "": all but this one; confirmed already */
	ACTION_DRAFT,       /* text: what stands in the field */
	ACTION_SAY,         /* text; the draft is empty then */
	ACTION_END,         /* id: the chat; confirmed already */
	ACTION_WATCH,       /* on: the list of whom to transfer to is on view */
	ACTION_TRANSFER_TO, /* transfer */
	ACTION_BLOCK_FOR,   /* text: why; confirmed already */
	ACTION_UNBLOCK,     /* id: the shopper */
	ACTION_MANAGE,      /* manage: set that; confirmed already */
	ACTION_HOURS_OF,    /* text: a group's key, "": the retailer */
	ACTION_FRESH_AWAY,  /* the code that was to be told is put away */
	ACTION_AUDIT_ONLY,  /* audit: only such lines */
	ACTION_AUDIT_OLDER, /* the end of those that are here is on view */
	ACTION_SUGGEST,     /* suggest: recommend that */
	ACTION_FIND,        /* text: what is looked for in the catalogue */
	ACTION_FIND_CODE,   /* text: a barcode's digits */
	ACTION_FIND_ROW,    /* number: the row that is chosen */
	ACTION_FIND_ONLY,   /* filter: only such products */
	ACTION_FIND_SHELVES,  /* text: list the categories right below it */
	ACTION_OFFER_IT,      /* text: recommend what is chosen; NULL: none */
	ACTION_ARCHIVE_FIND,  /* text: what is looked for in the archive */
	ACTION_ARCHIVE_PICK,  /* number: enum wire_pick */
	ACTION_ARCHIVE_OLDER, /* the end of those that are here is on view */
	ACTION_ARCHIVE_OPEN,  /* id: the chat; whose */
	ACTION_PERFORMANCE_SPAN, /* number: which of the spans of days */
	ACTION_PERFORMANCE_TEAM, /* on: the team's */
	ACTION_PERFORMANCE_OF,   /* id: that colleague's */
	ACTION_GREET_AWAY,       /* the greeting was put away */
	ACTION_REPLY,            /* number: of the template; into the field */
	ACTION_SWITCH,           /* number: of a switch of notices */
	ACTION_TRY_NOTICE,
	ACTION_UPLOAD, /* text: the path of a picture to be sent */
	ACTION_UPLOAD_STOP,
	ACTION_SAVE,         /* save: keep that file */
	ACTION_COMPLETE,     /* text: a path to be completed */
	ACTION_LOOK,         /* text: an address, in the browser */
	ACTION_COPY,         /* text: into the clipboard */
	ACTION_REPORT_SEND,  /* text: a line of the user's own */
	ACTION_REPORT_KEEP,  /* the same, into a file */
	ACTION_SAVING_BEGIN, /* begin: the archive, into a file */
	ACTION_SAVING_STOP,
	ACTION_SAVING_WATCH,   /* on: how it goes is on view */
	ACTION_TAKE_UP,        /* id: the enquiry */
	ACTION_ENQUIRY_BACK,   /* id: the enquiry, for somebody else */
	ACTION_SALE_SEEN,      /* text: the order of a sale of no chat */
	ACTION_CLAIM_NEW,      /* id: the chat that led to it; "": none */
	ACTION_ANSWERED_FIND,  /* text: what is looked for in what was answered
				*/
	ACTION_ANSWERED_OLDER, /* the end of those that are here is on view */
	ACTION_ANSWERED_OPEN,  /* id: whose answers are on view; "": nobody's */
	ACTION_FOLLOW,         /* on: the end of the chat's log is on view */
	ACTION_DISMISS,        /* id: "taken by NAME" was read */

	/* What the world did. */
	ACTION_TICK,    /* tick: time went by.  Comes before any other action */
	ACTION_LINK,    /* link */
	ACTION_RTT,     /* ms: a round trip took this long */
	ACTION_MESSAGE, /* message */
	ACTION_SIGNED_IN,   /* signed_in: the answer to EFFECT_SIGN_IN */
	ACTION_UNLOCKED,    /* err: the answer to EFFECT_UNLOCK */
	ACTION_ANSWERED,    /* answered: the answer to EFFECT_ASK */
	ACTION_ZONE,        /* zone: the answer to EFFECT_ZONE */
	ACTION_FOCUS,       /* on: the terminal's window was entered, or left */
	ACTION_UPLOADING,   /* uploading: so far */
	ACTION_UPLOADED,    /* uploaded: the answer to EFFECT_UPLOAD */
	ACTION_CELLS,       /* cells: the answer to EFFECT_PICTURE */
	ACTION_GOODS_CELLS, /* goods_cells: of EFFECT_GOODS_PICTURE */
	ACTION_SAVED,       /* saved: a file was kept, or not */
	ACTION_SAVING,      /* saving: so far */
	ACTION_SAVING_END,  /* ended: the answer to EFFECT_SAVING */
	ACTION_COMPLETED,   /* completed: the answer to EFFECT_COMPLETE */
	ACTION_LOOKED,      /* err: no page could be opened */
	ACTION_REPORTED,    /* err: the answer to EFFECT_REPORT_SEND */
	ACTION_BATTERY      /* number: per cent left, on battery */
};

#endif
