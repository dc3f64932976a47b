/* SPDX-License-Identifier: MIT */
#include "relay/ctl/result.h"

#include <jansson.h>

#include "relay/ctl/find.h"
#include "shared/mem.h"

static enum err add(const json_t *value, bool ascii, struct buf *out)
{
	char *text = json_dumps(value,
		JSON_COMPACT | JSON_ENCODE_ANY |
			(ascii ? JSON_ENSURE_ASCII : 0));
	enum err e = text ? buf_addf(out, "%s\n", text) : ERR_NOMEM;

	mem_free(text);
	return e;
}

/* {name: …}, of what is lent. */
static enum err add_as(
	const char *name, const json_t *value, bool ascii, struct buf *out)
{
	json_t *object = json_object();
	enum err e = ERR_NOMEM;

	if (object && json_object_set(object, name, (json_t *)value) == 0)
		e = add(object, ascii, out);
	json_decref(object);
	return e;
}

static enum err templates(const struct command_line *line, const json_t *all,
	bool ascii, struct buf *out)
{
	json_t *wanted = json_array();
	const json_t *one;
	size_t i;
	enum err e;

	json_array_foreach(all, i, one)
	{
		if (find_wanted(line->id, one))
			json_array_append(wanted, (json_t *)one);
	}
	e = add_as("templates", wanted, ascii, out);
	json_decref(wanted);
	return e;
}

static enum err write_part(const struct command_line *line, const json_t *part,
	bool ascii, struct buf *out)
{
	switch (line->id) {
	case COMMAND_GROUP_LIST:
		return add_as(
			"groups", json_object_get(part, "groups"), ascii, out);
	case COMMAND_HOURS_SHOW:
		return add_as(
			"hours", json_object_get(part, "hours"), ascii, out);
	case COMMAND_GREETING_LIST:
	case COMMAND_REPLY_LIST:
		return templates(
			line, json_object_get(part, "templates"), ascii, out);
	default:
		return add(part, ascii, out);
	}
}

enum err result_write(const struct command_line *line, const char *answer,
	bool ascii, struct buf *out)
{
	const json_t *part;
	json_t *root;
	enum err e;

	if (!answer[0])
		return buf_add_str(out, "{\"ok\":true}\n");
	root = json_loads(answer, 0, NULL);
	if (!root)
		return ERR_JSON;
	part = find_asked(line, root);
	e = part ? write_part(line, part, ascii, out) : ERR_UNKNOWN;
	json_decref(root);
	return e;
}

int64_t result_audit_last(const char *answer)
{
	json_t *root = json_loads(answer, 0, NULL);
	const json_t *one;
	int64_t last = 0;
	size_t i;

	json_array_foreach(json_object_get(root, "audit"), i, one)
	{
		if (find_number(one, "seq") > last)
			last = find_number(one, "seq");
	}
	json_decref(root);
	return last;
}

enum err result_audit_lines(const char *answer, bool ascii, struct buf *out)
{
	json_t *root = json_loads(answer, 0, NULL);
	const json_t *one;
	size_t i;

	json_array_foreach(json_object_get(root, "audit"), i, one)
		add(one, ascii, out);
	json_decref(root);
	return out->err;
}
