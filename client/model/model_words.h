/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_MODEL_WORDS_H
#define CLIENT_MODEL_MODEL_WORDS_H

/*
 * The model's vocabulary: where one is, why something cannot be, what is said
 * in passing, and for how long.
 */

enum model_place { /* which screen lies under menus and alerts */
	MODEL_SIGN_IN,
	MODEL_HOME,
	MODEL_CHAT,
	MODEL_ENQUIRIES,
	MODEL_CATALOG,
	MODEL_ARCHIVE,
	MODEL_ARCHIVED, /* a chat of it is opened */
	MODEL_ACCOUNT,
	MODEL_PERFORMANCE,
	MODEL_CLAIMS,
	/* for managers */
	MODEL_BLOCKED,
	MODEL_TEAM,
	MODEL_INVITES,
	MODEL_HOURS,
	MODEL_GROUPS,
	MODEL_GREETINGS,
	MODEL_LIMITS,
	MODEL_AUDIT
};

enum model_can { /* why one cannot go available now, B2 */
	MODEL_CAN,
	MODEL_CANNOT_LINK,
	MODEL_CANNOT_UPDATE,
	MODEL_CANNOT_CLOSED,
	MODEL_CANNOT_WAIT /* asked already, or not told anything yet */
};

enum model_notice {
	MODEL_NOTICE_NONE,
	MODEL_NOTICE_ERR,         /* something that was asked for failed */
	MODEL_NOTICE_CLOSED,      /* unavailable since the shop closed, B4 */
	MODEL_NOTICE_MISSES,      /* unavailable after three misses, B5 */
	MODEL_NOTICE_TRANSFERRED, /* name: who has it now, D8 */
	MODEL_NOTICE_STAYS,       /* nobody took it, D8 */
	MODEL_NOTICE_CALLED_BACK, /* D8 */
	MODEL_NOTICE_BLOCK,       /* name: of who blocked somebody, D9 */
	MODEL_NOTICE_SALE,        /* name: of who bought, E3 */
	MODEL_NOTICE_CANCELLED,   /* name: the order's number, E1 */
	MODEL_NOTICE_CORRECTED,   /* name: the order's number, E1 */
	MODEL_NOTICE_RATED,       /* name: of who rated a chat, E4 */
	MODEL_NOTICE_AWAY,        /* name: the shopper's, D11 */
	MODEL_NOTICE_BACK,        /* name: the shopper's, D11 */
	MODEL_NOTICE_UPLOAD,      /* a file was not sent, or not kept */
	MODEL_NOTICE_SAVED,       /* name: the path of what was kept */
	MODEL_NOTICE_UNSAVED,     /* the archive was not: saving says why */
	MODEL_NOTICE_BATTERY,     /* name: per cent left, B7 */
	MODEL_NOTICE_KIOSK,       /* what leads out of it is not done */
	MODEL_NOTICE_COPIED,
	MODEL_NOTICE_RENAMED,     /* one's own name, A5 */
	MODEL_NOTICE_REPASSED,    /* one's own password */
	MODEL_NOTICE_MOVED,       /* one's own address */
	MODEL_NOTICE_NO_CHAT,     /* none to recommend a product in, D5 */
	MODEL_NOTICE_FOREIGN,     /* recommended: no page of the shop, D5 */
	MODEL_NOTICE_LOOK,        /* no page could be opened */
	MODEL_NOTICE_REPORTED,    /* support has it, H3 */
	MODEL_NOTICE_KEPT,        /* what a manager changed holds, I1 */
	MODEL_NOTICE_NO_MANAGER,  /* the rights were taken away, I1 */
	MODEL_NOTICE_ANSWERED,    /* an enquiry was, C9 */
	MODEL_NOTICE_DELIVERED,   /* name: the shopper's, the answer went out */
	MODEL_NOTICE_UNDELIVERED, /* name: the same, and it will never */
	MODEL_NOTICE_CLAIMED,     /* a claim is with the managers, E5 */
	MODEL_NOTICE_CLAIMS,      /* managers: one more waits */
	MODEL_NOTICE_GRANTED,     /* name: the order's number */
	MODEL_NOTICE_REFUSED      /* name: the order's number */
};

#define MODEL_SLOW_MS 250    /* a link is called slow from here on, H2 */
#define MODEL_TYPES_MS 5000  /* "is typing" is shown this long */
#define MODEL_TYPING_MS 3000 /* and said this often */
#define MODEL_IDLE_MS 60000  /* without a key nobody is at the keyboard */
#define MODEL_BATTERY 25     /* per cent, below which one is warned, B7 */
#define MODEL_NOTICE_MS 6000 /* a notice in passing */
/* Who presses Enter to accept may do so just when it is taken: for so long
 * that key does not put the news away. */
#define MODEL_GUARD_MS 400
#define MODEL_RINGS 16          /* shown at once; more wait at the relay */
#define MODEL_ENQUIRIES_MAX 500 /* kept; the newest are left out */

#endif
