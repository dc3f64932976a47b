/* SPDX-License-Identifier: MIT */
#include "relay/ctl/find.h"

#include <string.h>

#include "shared/limits.h"
#include "shared/norm.h"
#include "shared/wire.h"

#define FOLDED_MOST (4 * LIMIT_ADDRESS) /* folding may lengthen */

const char *find_text(const json_t *object, const char *field)
{
	const char *s = json_string_value(json_object_get(object, field));

	return s ? s : "";
}

int64_t find_number(const json_t *object, const char *field)
{
	return json_integer_value(json_object_get(object, field));
}

bool find_flag(const json_t *object, const char *field)
{
	return json_is_true(json_object_get(object, field));
}

const json_t *find_in(const json_t *array, const char *field, const char *value)
{
	const json_t *one;
	size_t i;

	json_array_foreach(array, i, one)
	{
		if (strcmp(find_text(one, field), value) == 0)
			return one;
	}
	return NULL;
}

/* As the store compares addresses; one that is not UTF-8 is like none. */
static bool is_like(const char *a, const char *b)
{
	struct buf one, other;
	bool like;

	buf_init(&one, FOLDED_MOST);
	buf_init(&other, FOLDED_MOST);
	like = norm_fold(a, strlen(a), &one) == ERR_OK &&
		norm_fold(b, strlen(b), &other) == ERR_OK &&
		strcmp(buf_str(&one), buf_str(&other)) == 0;
	buf_fini(&one);
	buf_fini(&other);
	return like;
}

const json_t *find_address(const json_t *array, const char *address)
{
	const json_t *one;
	size_t i;

	json_array_foreach(array, i, one)
	{
		if (is_like(find_text(one, "address"), address))
			return one;
	}
	return NULL;
}

const json_t *find_retailer(
	const json_t *root, const char *retailer, const char *group)
{
	const json_t *one = find_in(
		json_object_get(root, "retailers"), "retailer", retailer);

	if (one && group)
		one = find_in(json_object_get(one, "groups"), "group", group);
	return one;
}

bool find_thing(
	const char *answer, char kind, const char *retailer, const char *name)
{
	json_t *root = json_loads(answer, 0, NULL);
	const json_t *one;

	if (kind == 'a')
		one = find_address(json_object_get(root, "associates"), name);
	else if (kind == 't' || kind == 'y')
		one = find_in(
			json_object_get(root, "templates"), "template", name);
	else
		one = find_retailer(root, retailer, kind == 'g' ? name : NULL);
	json_decref(root);
	return one != NULL;
}

void find_template(const char *answer, const char *key, int *lang,
	int64_t *from, int64_t *until)
{
	json_t *root = json_loads(answer, 0, NULL);
	const json_t *one =
		find_in(json_object_get(root, "templates"), "template", key);

	*lang = strcmp(find_text(one, "lang"), "ja") == 0 ? WIRE_LANG_JA
							  : WIRE_LANG_EN;
	*from = find_number(one, "from");
	*until = find_number(one, "until");
	json_decref(root);
}

bool find_wanted(enum command_id id, const json_t *one)
{
	bool reply = strcmp(find_text(one, "use"), "reply") == 0;

	if (command_of_greetings(id))
		return !reply;
	return !command_of_replies(id) || reply;
}

const json_t *find_asked(const struct command_line *line, const json_t *root)
{
	const char *group = line->id == COMMAND_HOURS_SHOW ? line->group : NULL;
	const json_t *one;

	switch (line->id) {
	case COMMAND_GROUP_LIST:
	case COMMAND_HOURS_SHOW:
		return find_retailer(root, line->args[0], group);
	case COMMAND_RULES_SHOW:
		one = find_retailer(root, line->args[0], NULL);
		return json_object_get(one, "rules");
	case COMMAND_ASSOCIATE_SHOW:
		return find_address(
			json_object_get(root, "accounts"), line->args[1]);
	case COMMAND_REPORT_SHOW:
		one = json_object_get(root, "reports");
		return json_array_size(one) ? root : NULL;
	default:
		return root;
	}
}

void find_error(const char *answer, struct buf *code, struct buf *text)
{
	json_t *root = json_loads(answer, 0, NULL);
	const char *sentence = find_text(root, "text");

	buf_add_str(code, find_text(root, "code"));
	buf_add_str(text, sentence[0] ? sentence : answer);
	json_decref(root);
}
