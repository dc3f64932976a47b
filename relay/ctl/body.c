/* SPDX-License-Identifier: MIT */
#include "relay/ctl/body.h"

#include <stdio.h>
#include <string.h>

#include "shared/times.h"
#include "shared/wire.h"

static enum err retailer(
	const struct command_line *line, const char *hours, struct buf *out)
{
	struct wire_msg m = {.type = WIRE_T_CTL_RETAILER};
	struct buf origins;
	enum err e;

	buf_init(&origins, LIMIT_TEXT);
	for (int i = 0; line->origins[i]; i++)
		buf_addf(&origins, "%s%s", i ? "\n" : "", line->origins[i]);
	m.ctl_retailer.retailer = line->args[0];
	m.ctl_retailer.name = line->name;
	m.ctl_retailer.zone = line->zone;
	m.ctl_retailer.currency = line->currency;
	m.ctl_retailer.accent = line->accent;
	m.ctl_retailer.origins = buf_str(&origins);
	m.ctl_retailer.hours = hours;
	e = origins.err ? origins.err : wire_encode(&m, out);
	buf_fini(&origins);
	return e;
}

static enum err group(const struct command_line *line, const char *key,
	const char *hours, struct buf *out)
{
	struct wire_msg m = {.type = WIRE_T_CTL_GROUP};

	m.ctl_group.retailer = line->args[0];
	m.ctl_group.group = key;
	m.ctl_group.name = line->name;
	m.ctl_group.hours = hours;
	return wire_encode(&m, out);
}

static enum err associate(
	const struct command_line *line, const char *password, struct buf *out)
{
	struct wire_msg m = {.type = WIRE_T_CTL_ASSOCIATE};

	m.ctl_associate.retailer = line->args[0];
	m.ctl_associate.address = line->args[1];
	m.ctl_associate.name = line->name;
	m.ctl_associate.groups = line->groups;
	m.ctl_associate.manager = line->manager;
	m.ctl_associate.password = password;
	m.ctl_associate.remove = line->id == COMMAND_ASSOCIATE_REMOVE;
	return wire_encode(&m, out);
}

static enum err advance(
	const struct command_line *line, struct buf *out, char *why)
{
	struct wire_msg m = {.type = WIRE_T_CTL_CLOCK};

	if (command_span(line->args[0], &m.ctl_clock.advance) != ERR_OK) {
		snprintf(why, COMMAND_WHY,
			"%.60s is no span such as 90s, 30m, 2h or 7d",
			line->args[0]);
		return ERR_FIELD;
	}
	return wire_encode(&m, out);
}

static enum err set_clock(
	const struct command_line *line, struct buf *out, char *why)
{
	struct wire_msg m = {.type = WIRE_T_CTL_CLOCK};
	const char *s = line->args[0];

	if (times_parse(s, strlen(s), &m.ctl_clock.wall) != ERR_OK) {
		snprintf(why, COMMAND_WHY,
			"%.60s is no time such as 2026-11-22T09:30:00Z", s);
		return ERR_FIELD;
	}
	return wire_encode(&m, out);
}

enum err body_write(const struct command_line *line, const char *hours,
	const char *password, struct buf *out, char why[COMMAND_WHY])
{
	why[0] = '\0';
	switch (line->id) {
	case COMMAND_RETAILER_ADD:
	case COMMAND_RETAILER_SET:
		return retailer(line, hours, out);
	case COMMAND_GROUP_ADD:
	case COMMAND_GROUP_SET:
		return group(line, line->args[1], hours, out);
	case COMMAND_HOURS_SET:
		return line->group ? group(line, line->group, hours, out)
				   : retailer(line, hours, out);
	case COMMAND_ASSOCIATE_ADD:
	case COMMAND_ASSOCIATE_SET:
	case COMMAND_ASSOCIATE_REMOVE:
		return associate(line, password, out);
	case COMMAND_CLOCK_ADVANCE:
		return advance(line, out, why);
	case COMMAND_CLOCK_SET:
		return set_clock(line, out, why);
	default:
		return ERR_OK; /* it needs none */
	}
}
