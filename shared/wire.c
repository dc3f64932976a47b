/* SPDX-License-Identifier: MIT */
/*
 * What the lists of wire_table.h say, as tables to read at run time.  The
 * codec itself is in wire_decode.c and wire_encode.c.
 */
#include "shared/wire.h"

#include <assert.h>

/* clang-format off */
#define WORD(code, word) word,
#define WORDS(LIST, list) \
	static const char *const words_##LIST[] = {WIRE_##LIST(WORD)}; \
	const char *wire_##list##_word(enum wire_##list v) \
	{ \
		assert(v < WIRE_##LIST##_COUNT); \
		return words_##LIST[v]; \
	}
WIRE_ENUMS(WORDS)

#define NEED_REQ true
#define NEED_OPT false

/* What stands in a field's last columns, by its kind. */
#define BOUND_ID(bound) (bound)
#define BOUND_KEY(bound) (bound)
#define BOUND_LINE(bound) (bound)
#define BOUND_TEXT(bound) (bound)
#define BOUND_RAW(bound) (bound)
#define BOUND_INT(bound) (bound)
#define BOUND_TIME(bound) (bound)
#define BOUND_BOOL(bound) (bound)
#define BOUND_ENUM(list) WIRE_##list##_COUNT
#define WORDS_ID(bound) NULL
#define WORDS_KEY(bound) NULL
#define WORDS_LINE(bound) NULL
#define WORDS_TEXT(bound) NULL
#define WORDS_RAW(bound) NULL
#define WORDS_INT(bound) NULL
#define WORDS_TIME(bound) NULL
#define WORDS_BOOL(bound) NULL
#define WORDS_ENUM(list) words_##list

/* A field's row does not know which message it stands in: `self` does.  Every
 * member of the union begins where `hello` does. */
#define FIELD(kind_, name_, need_, bound_, doc_) \
	{ \
		.name = #name_, \
		.kind = WIRE_F_##kind_, \
		.required = NEED_##need_, \
		.bound = BOUND_##kind_(bound_), \
		.offset = offsetof(struct wire_msg, hello) + \
			offsetof(self, name_), \
		.words = WORDS_##kind_(bound_), \
		.doc = doc_, \
	},
/* The row after the last keeps a message without fields from being empty. */
#define MESSAGE(CODE, name_, from_, doc_) \
	case WIRE_T_##CODE: { \
		typedef struct wire_##name_ self; \
		static const struct wire_field fields[] = { \
			WIRE_##CODE(FIELD) \
			{.name = NULL, .offset = sizeof(self)}, \
		}; \
		static const struct wire_info info = { \
			.name = #name_, \
			.from = WIRE_FROM_##from_, \
			.fields = fields, \
			.n_fields = sizeof(fields) / sizeof(*fields) - 1, \
			.doc = doc_, \
		}; \
		return &info; \
	}

const struct wire_info *wire_info(enum wire_type type)
{
	switch (type) {
	WIRE_MESSAGES(MESSAGE)
	case WIRE_T_COUNT:
		break;
	}
	assert(!"a wire type");
	return NULL;
}
/* clang-format on */
