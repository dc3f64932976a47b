/* SPDX-License-Identifier: MIT */
#include "relay/gate/rights.h"

#include <stddef.h>
#include <string.h>

#define GET ROUTE_GET
#define GET_HEAD (ROUTE_GET | ROUTE_HEAD)
#define POST ROUTE_POST
#define PUT ROUTE_PUT

static const struct route site_routes[] = {
#define ROW(handler, methods, path, who) {methods, path, RIGHTS_SITE_##handler},
	RIGHTS_SITE(ROW)
#undef ROW
};

static const unsigned site_rights[] = {
#define ROW(handler, methods, path, who) RIGHTS_##who,
	RIGHTS_SITE(ROW)
#undef ROW
};

static const struct route control_routes[] = {
#define ROW(handler, methods, path, where, body, who) \
	{methods, path, RIGHTS_CONTROL_##handler},
	RIGHTS_CONTROL(ROW)
#undef ROW
};

static const struct rights_control_row control_rows[] = {
#define ROW(handler, methods, path, where, body, who) \
	{RIGHTS_##who, RIGHTS_IN_##where, WIRE_T_##body},
	RIGHTS_CONTROL(ROW)
#undef ROW
};

static const unsigned messages[WIRE_T_COUNT] = {
#define ROW(CODE, who) [WIRE_T_##CODE] = RIGHTS_##who,
	RIGHTS_MESSAGES(ROW)
#undef ROW
};

static const struct {
	enum wire_type type;
	size_t offset; /* as wire_field has it */
	unsigned who;
} fields[] = {
#define ROW(CODE, message, field, who) \
	{WIRE_T_##CODE, offsetof(struct wire_msg, message.field), RIGHTS_##who},
	RIGHTS_FIELDS(ROW)
#undef ROW
};

const struct route *rights_site_routes(void)
{
	return site_routes;
}

const struct route *rights_control_routes(void)
{
	return control_routes;
}

unsigned rights_message(enum wire_type type)
{
	return messages[type];
}

unsigned rights_site(enum rights_site row)
{
	return site_rights[row];
}

const struct rights_control_row *rights_control(enum rights_control row)
{
	return &control_rows[row];
}

unsigned rights_field(enum wire_type type, const struct wire_field *field)
{
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		if (fields[i].type == type && fields[i].offset == field->offset)
			return fields[i].who;
	}
	return RIGHTS_OPERATOR;
}

/* Does the message say it?  Zero and empty are as good as not said. */
static bool is_said(const struct wire_msg *msg, const struct wire_field *f)
{
	const void *at = (const char *)msg + f->offset;

	switch (f->kind) {
	case WIRE_F_ID:
		return id_is(at);
	case WIRE_F_INT:
	case WIRE_F_TIME:
		return *(const int64_t *)at != 0;
	case WIRE_F_BOOL:
		return *(const bool *)at;
	case WIRE_F_ENUM:
		return *(const int *)at != 0;
	default:
		return *(const char *const *)at && **(const char *const *)at;
	}
}

const char *rights_refuse(const struct wire_msg *msg, enum rights role)
{
	const struct wire_info *info = wire_info(msg->type);

	for (int i = 0; i < info->n_fields; i++) {
		const struct wire_field *f = &info->fields[i];

		if (is_said(msg, f) && !(rights_field(msg->type, f) & role))
			return f->name;
	}
	return NULL;
}

const char *rights_retailer(const struct wire_msg *msg)
{
	const struct wire_info *info = wire_info(msg->type);

	for (int i = 0; i < info->n_fields; i++) {
		const struct wire_field *f = &info->fields[i];

		if (strcmp(f->name, "retailer") == 0)
			return *(const char *const *)((const char *)msg +
				f->offset);
	}
	return NULL;
}
