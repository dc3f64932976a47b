/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_CATALOG_H
#define CLIENT_MODEL_CATALOG_H

/*
 * The catalogue as this client looks at it (rules F1, F2): what was typed, and
 * what the relay has found for it.  At most one question is on its way; while
 * it is, the newest one waits, and those between are never asked.  What stands
 * on the page stays there until the answer is whole, and while offline.
 */
#include <stdbool.h>
#include <stdint.h>

#include "client/model/catalog_item.h"
#include "client/model/catalog_picture.h"
#include "shared/err.h"
#include "shared/limits.h"
#include "shared/wire.h"

struct action;
struct effects;
struct model;

#define CATALOG_REST_MS 40      /* on a row, before more of it is asked for */
#define CATALOG_WAIT_MS 8000    /* for an answer, before it is asked again */
#define CATALOG_AGAIN_MS 1000   /* after a refusal that named no time */
#define CATALOG_FRESH_MS 300000 /* so long a search need not be repeated */
#define CATALOG_OLD_US INT64_C(86400000000) /* then it is called old, F2 */
#define CATALOG_SHELVES \
	400 /* categories at one level; the rest are left out \
	     */
#define CATALOG_FAMILY LIMIT_FOUND_PAGE

/* What a search is narrowed to. */
struct catalog_filter {
	char category[LIMIT_CATEGORY + 1]; /* "": all of them */
	bool stock;                        /* only what can be had now */
	int64_t low, high;                 /* minor units; high 0: any price */
};

struct catalog_shelf {
	char *category; /* from the top, as the relay names it */
	int64_t products;
};

enum catalog_asks { /* what is on its way */
	CATALOG_NOTHING,
	CATALOG_FIND, /* what was typed, or a barcode: from the top */
	CATALOG_MORE, /* the same, further ones */
	CATALOG_ONE,  /* all that is known of one product */
	CATALOG_KIN,  /* its sizes and colours */
	CATALOG_LIST  /* categories */
};

enum catalog_code { /* what has become of a barcode (F4) */
	CATALOG_NO_CODE,
	CATALOG_CODE_ASKED,
	CATALOG_CODE_WRONG,   /* its check digit is */
	CATALOG_CODE_UNKNOWN, /* nothing has it */
	CATALOG_CODE_FOUND
};

struct catalog {
	char text[LIMIT_FIND + 1]; /* what is looked for */
	struct catalog_filter filter;
	enum catalog_code code; /* not NO_CODE: text is a barcode */

	struct catalog_item *rows; /* best first */
	int n, chosen;
	bool told;                    /* there has been an answer */
	bool at_least, more, respelt; /* of the last one, as is what follows */
	int64_t total, products;
	int64_t updated; /* 0: there is no catalogue */
	enum err err;    /* why there is none; ERR_OK */
	int opened;      /* counts when a product is to be opened (F4) */

	struct catalog_item *kin; /* sizes and colours of the chosen one */
	int n_kin;
	char *family;  /* whose they are, or NULL */
	bool more_kin; /* there are more of them than have come */

	struct catalog_shelf *shelves; /* right below `above` */
	int n_shelves;
	char above[LIMIT_CATEGORY + 1];
	bool shelves_told;

	/* What is to be asked, and what is on its way. */
	bool want, want_more, want_shelves;
	enum catalog_asks asking;
	char ref[LIMIT_REF + 1];   /* of the question that is on its way */
	char about[LIMIT_SKU + 1]; /* ONE and KIN: of what */
	bool outdated;             /* it is no longer what one wants to know */
	struct catalog_item *came; /* its answer, as far as it is here */
	int n_came;
	struct catalog_shelf *came_shelves;
	int n_came_shelves;
	int64_t asked_ms, rest_ms, again_ms;
	bool no_scan;   /* the retailer has no use for barcodes, F4 */
	bool from_chat; /* it lies over a chat */
	struct catalog_pictures pictures;
};

void catalog_fini(struct catalog *c);

/* The user's: comes on view; ACTION_FIND, ACTION_FIND_CODE, ACTION_FIND_ROW,
 * ACTION_FIND_ONLY, ACTION_FIND_SHELVES, ACTION_OFFER_IT. */
void catalog_show(struct model *m);
void catalog_act(struct model *m, const struct action *a);

/* The relay's. */
void catalog_told(struct model *m, const struct wire_msg *msg);
void catalog_failed(
	struct model *m, const char *ref, enum err why, int64_t wait_ms);
void catalog_lost(struct model *m);

/* Asks what is due. */
void catalog_refresh(struct model *m, struct effects *out);

/* The now_ms at which something is; INT64_MAX: nothing. */
int64_t catalog_deadline(const struct model *m);

/* The product under the cursor, or NULL.  Lends. */
const struct catalog_item *catalog_chosen(const struct model *m);

/* Is something of the search left out by the filter? */
bool catalog_filtered(const struct catalog *c);

/* Is the catalogue older than a day? */
bool catalog_is_old(const struct model *m);

#endif
