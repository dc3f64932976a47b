/* SPDX-License-Identifier: MIT */
#ifndef SHARED_WIRE_H
#define SHARED_WIRE_H

/*
 * Messages as structs, and between structs and JSON text: one flat object a
 * message, {"t":"say","ref":"7","chat":"…","key":"…","text":"…"}.  `t` is the
 * type; `ref` is any short key that a command bears and its answer repeats.
 * Declared in wire_table.h.  Pure.
 */
#include <stddef.h>
#include <stdint.h>

#include "shared/buf.h"
#include "shared/err.h"
#include "shared/id.h"
#include "shared/wire_table.h"

#define WIRE_PROTOCOL "noren.v1" /* the subprotocol */

/* Who may send a message: bits. */
enum wire_from {
	WIRE_FROM_A = 1,  /* associate */
	WIRE_FROM_S = 2,  /* shopper */
	WIRE_FROM_RA = 4, /* relay to associate */
	WIRE_FROM_RS = 8, /* relay to shopper */
	WIRE_FROM_R = 12,
	WIRE_FROM_H = 16, /* HTTP */
	WIRE_FROM_C = 32, /* control socket */
};

/* clang-format off */
enum wire_type {
#define WIRE_TYPE(CODE, name, from, doc) WIRE_T_##CODE,
	WIRE_MESSAGES(WIRE_TYPE)
#undef WIRE_TYPE
	WIRE_T_COUNT
};

/* enum wire_lang { WIRE_LANG_EN, … } and so on, and their words. */
#define WIRE_LANG_W(code, word) WIRE_LANG_##code,
#define WIRE_WHO_W(code, word) WIRE_WHO_##code,
#define WIRE_MARK_W(code, word) WIRE_MARK_##code,
#define WIRE_PHASE_W(code, word) WIRE_PHASE_##code,
#define WIRE_KIND_W(code, word) WIRE_KIND_##code,
#define WIRE_REASON_W(code, word) WIRE_REASON_##code,
#define WIRE_DEED_W(code, word) WIRE_DEED_##code,
#define WIRE_MIME_W(code, word) WIRE_MIME_##code,
#define WIRE_USE_W(code, word) WIRE_USE_##code,
#define WIRE_STANDING_W(code, word) WIRE_STANDING_##code,
#define WIRE_STOCK_W(code, word) WIRE_STOCK_##code,
#define WIRE_PICK_W(code, word) WIRE_PICK_##code,
#define WIRE_OUTCOME_W(code, word) WIRE_OUTCOME_##code,
#define WIRE_CLAIM_STATE_W(code, word) WIRE_CLAIM_STATE_##code,
#define WIRE_ENUM(LIST, list) \
	enum wire_##list { WIRE_##LIST(WIRE_##LIST##_W) WIRE_##LIST##_COUNT };
WIRE_ENUMS(WIRE_ENUM)
#undef WIRE_ENUM
/* wire_reason_word(WIRE_REASON_MISSED) is "missed"; a constant. */
#define WIRE_WORD(LIST, list) \
	const char *wire_##list##_word(enum wire_##list v);
WIRE_ENUMS(WIRE_WORD)
#undef WIRE_WORD

/* struct wire_say { struct id chat; const char *key; const char *text; } … */
#define WIRE_C_ID struct id
#define WIRE_C_KEY const char *
#define WIRE_C_LINE const char *
#define WIRE_C_TEXT const char *
#define WIRE_C_RAW const char *
#define WIRE_C_INT int64_t
#define WIRE_C_TIME int64_t
#define WIRE_C_BOOL bool
#define WIRE_C_ENUM int
#define WIRE_MEMBER(kind, name, need, bound, doc) WIRE_C_##kind name;
#define WIRE_STRUCT(CODE, name, from, doc) \
	struct wire_##name { \
		WIRE_##CODE(WIRE_MEMBER) \
		char unused_; /* no struct is empty */ \
	};
WIRE_MESSAGES(WIRE_STRUCT)
#undef WIRE_STRUCT
#undef WIRE_MEMBER
/* clang-format on */

/* Any message.  Strings are lent, except those that wire_decode made. */
struct wire_msg {
	enum wire_type type;
	const char *ref; /* NULL: none */
	union {
#define WIRE_UNION(CODE, name, from, doc) struct wire_##name name;
		WIRE_MESSAGES(WIRE_UNION)
#undef WIRE_UNION
	};
	void *mem; /* what wire_decode allocated, for wire_fini */
};

/* What the table says of a field and of a message. */
enum wire_kind_of_field {
	WIRE_F_ID,
	WIRE_F_KEY,
	WIRE_F_LINE,
	WIRE_F_TEXT,
	WIRE_F_RAW,
	WIRE_F_INT,
	WIRE_F_TIME,
	WIRE_F_BOOL,
	WIRE_F_ENUM,
};
struct wire_field {
	const char *name;
	enum wire_kind_of_field kind;
	bool required;
	int64_t bound; /* as wire_table.h says; ENUM: how many words */
	size_t offset; /* in struct wire_msg */
	const char *const *words; /* ENUM only */
	const char *doc;
};
struct wire_info {
	const char *name;
	unsigned from; /* enum wire_from bits */
	const struct wire_field *fields;
	int n_fields;
	const char *doc;
};

/* Of this type.  Lends a constant. */
const struct wire_info *wire_info(enum wire_type type);
/*
 * Reads one message of at most `max` bytes that may come from `from` (bits).
 * Checks size, UTF-8, depth and number of values before parsing, then type,
 * presence, kind and bounds of every field; unknown fields are ignored, and an
 * empty optional string reads as NULL.
 * `text` need not end in NUL.  ERR_OK: *msg is to be freed with wire_fini.
 * Otherwise ERR_SIZE, _UTF8, _DEPTH, _JSON, _TYPE, _FIELD or _NOMEM; then
 * msg->ref is set if it could be read (still call wire_fini), and `why`, if
 * not NULL, names the field or is "" (a constant).
 */
enum err wire_decode(const char *text, size_t len, size_t max, unsigned from,
	struct wire_msg *msg, const char **why);

/* Appends the message as JSON, fit to stand in a script.  ERR_SIZE or ERR_NOMEM
 * by the buffer.  Optional fields that are NULL, "", 0 or false are left out; a
 * required string that is NULL is written as "". */
enum err wire_encode(const struct wire_msg *msg, struct buf *out);

/* Frees what wire_decode allocated.  Fine on a zeroed message, and twice. */
void wire_fini(struct wire_msg *msg);

#endif
