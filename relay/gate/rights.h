/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_RIGHTS_H
#define RELAY_GATE_RIGHTS_H

/*
 * The one place that says who may do what, for all doors of the relay: what
 * sessions say (dispatch.c), what is asked over HTTP (site.c), and what is
 * asked over the control socket or, by a manager, over HTTP (admin.c).  The
 * table is rights_table.h.  Pure.
 */
#include <stdbool.h>

#include "relay/gate/rights_table.h"
#include "relay/gate/route.h"
#include "shared/wire.h"

/* Roles and sets of them: bits. */
enum rights {
	RIGHTS_NOBODY = 1,
	RIGHTS_SHOPPER = 2,
	RIGHTS_ASSOCIATE = 4,
	RIGHTS_MANAGER = 8,
	RIGHTS_OPERATOR = 16,
	RIGHTS_STAFF = RIGHTS_ASSOCIATE | RIGHTS_MANAGER,
	RIGHTS_PEOPLE = RIGHTS_SHOPPER | RIGHTS_STAFF,
	RIGHTS_ANYBODY = RIGHTS_NOBODY | RIGHTS_PEOPLE,
	RIGHTS_RULERS = RIGHTS_MANAGER | RIGHTS_OPERATOR,
};

/* The rows of the doors, in the table's order. */
enum rights_site {
#define RIGHTS_ROW(handler, methods, path, who) RIGHTS_SITE_##handler,
	RIGHTS_SITE(RIGHTS_ROW)
#undef RIGHTS_ROW
		RIGHTS_SITE_COUNT
};
enum rights_control {
#define RIGHTS_ROW(handler, methods, path, where, body, who) \
	RIGHTS_CONTROL_##handler,
	RIGHTS_CONTROL(RIGHTS_ROW)
#undef RIGHTS_ROW
		RIGHTS_CONTROL_COUNT
};

/* Where a request to the control socket names the retailer. */
enum rights_where {
	RIGHTS_IN_NONE,
	RIGHTS_IN_PATH,
	RIGHTS_IN_QUERY,
	RIGHTS_IN_BODY
};

struct rights_control_row {
	unsigned who; /* enum rights */
	enum rights_where where;
	enum wire_type body; /* WIRE_T_COUNT: none */
};

/* For route_find: as many as the enums say; `handler` is the row. */
const struct route *rights_site_routes(void);
const struct route *rights_control_routes(void);

/* Who may: bits of enum rights. */
unsigned rights_message(enum wire_type type);
unsigned rights_site(enum rights_site row);
const struct rights_control_row *rights_control(enum rights_control row);
unsigned rights_field(enum wire_type type, const struct wire_field *field);

/* The first field that the message bears and that role may not say; NULL: it
 * may say all of it.  Lends a constant. */
const char *rights_refuse(const struct wire_msg *msg, enum rights role);

/* The retailer that the body of a request to the control socket names; NULL:
 * it names none.  Lends from the message. */
const char *rights_retailer(const struct wire_msg *msg);

#endif
