/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_EFFECTS_H
#define CLIENT_MODEL_EFFECTS_H

/*
 * What the client wants done to the world: a queue that the model and the
 * screens append to and main.c works off.  Effects own what they hold.
 */
#include <stdbool.h>

#include "client/model/ask.h"
#include "shared/wire.h"

enum effect_kind {
	EFFECT_SEND,     /* msg, to the relay; forgotten when not connected */
	EFFECT_SIGN_IN,  /* text: address, secret: password */
	EFFECT_UNLOCK,   /* secret: password */
	EFFECT_SIGN_OUT, /* end the session */
	EFFECT_ASK,      /* ask; text: its argument, secret: the body; answer
			    with ACTION_ANSWERED */
	EFFECT_RETRY,    /* connect now */
	EFFECT_ZONE,     /* text: a checked IANA name, or "" for local time:
			    answer with ACTION_ZONE */
	EFFECT_LANGUAGE, /* text: "en" or "ja", for gettext from now on */
	EFFECT_UPLOAD,   /* text: a path; answer with ACTION_UPLOADED */
	EFFECT_UPLOAD_STOP,
	EFFECT_PICTURE,       /* text: a media's id; answer with ACTION_CELLS */
	EFFECT_GOODS_PICTURE, /* text: a SKU; answer with ACTION_GOODS_CELLS */
	EFFECT_SAVE,          /* text: a media's id, secret: the file's name */
	EFFECT_COMPLETE,      /* text: a path; answer with ACTION_COMPLETED */
	EFFECT_LOOK,          /* text: an address */
	EFFECT_COPY,          /* text: for the clipboard */
	EFFECT_REPORT_SEND,   /* text; answer with ACTION_REPORTED */
	EFFECT_REPORT_KEEP,   /* text; answer with ACTION_SAVED */
	EFFECT_SAVING, /* saving; text: the path, msg: an export: write the
			  archive; answer with ACTION_SAVING_END */
	EFFECT_SAVING_STOP,
	EFFECT_BATTERY, /* answer with ACTION_BATTERY, if on battery */
	EFFECT_BELL,
	EFFECT_NOTIFY, /* text: on the desktop */
	EFFECT_TITLE,  /* text: the window's */
	EFFECT_REDRAW,
	EFFECT_SUSPEND,
	EFFECT_QUIT
};

struct effect_saving {
	int form; /* enum saving_form */
	bool bom, replace, japanese;
};

struct effect {
	enum effect_kind kind;
	enum ask_kind ask;
	struct effect_saving saving;
	struct wire_msg msg;
	char *text;
	char *secret;
	struct effect *next;
};

struct effects {
	struct effect *first;
	struct effect **last; /* set by the first addition */
};

/* An empty queue.  A zeroed one is empty too. */
void effects_init(struct effects *q);
void effects_fini(struct effects *q);

/* Append.  What they are given is copied. */
void effects_add(struct effects *q, enum effect_kind kind, const char *text,
	const char *secret);
void effects_send(struct effects *q, const struct wire_msg *msg);
/* `arg` stands for the star in the path, NULL: there is none; `body` NULL: an
 * empty one.  False: the body is too long, nothing was appended. */
bool effects_ask(struct effects *q, enum ask_kind ask, const char *arg,
	const struct wire_msg *body);

void effects_saving(struct effects *q, const struct effect_saving *how,
	const char *path, const struct wire_msg *what);

/* Takes the first one out: NULL when there is none.  Gives; end it with
 * effects_drop.  Working it off may add more: loop until NULL. */
struct effect *effects_next(struct effects *q);

/* Frees it, and wipes its secret. */
void effects_drop(struct effect **e);

#endif
