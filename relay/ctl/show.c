/* SPDX-License-Identifier: MIT */
#include "relay/ctl/show.h"

#include <jansson.h>
#include <string.h>

#include "shared/limits.h"
#include "shared/norm.h"
#include "shared/times.h"
#include "shared/wire.h"

#define FOLDED_MOST (4 * LIMIT_ADDRESS) /* folding may lengthen */

static const char *text(const json_t *object, const char *name)
{
	const char *s = json_string_value(json_object_get(object, name));

	return s ? s : "";
}

static long long number(const json_t *object, const char *name)
{
	return json_integer_value(json_object_get(object, name));
}

static bool flag(const json_t *object, const char *name)
{
	return json_is_true(json_object_get(object, name));
}

/* The member of the array whose `name` is `value`; NULL. */
static const json_t *find(
	const json_t *array, const char *name, const char *value)
{
	const json_t *one;
	size_t i;

	json_array_foreach(array, i, one)
	{
		if (strcmp(text(one, name), value) == 0)
			return one;
	}
	return NULL;
}

/* Lines one beside the other would be hard to read: blanks instead. */
static void add_flat(struct buf *out, const char *s)
{
	for (; *s; s++)
		buf_add_char(out, *s == '\n' ? ' ' : *s);
}

static enum err retailers(const json_t *root, struct buf *out)
{
	const json_t *one;
	size_t i;

	json_array_foreach(json_object_get(root, "retailers"), i, one)
	{
		buf_addf(out, "%s\t%s\t%s\t%s\t%s\t", text(one, "retailer"),
			text(one, "name"), text(one, "zone"),
			text(one, "currency"), text(one, "accent"));
		add_flat(out, text(one, "origins"));
		buf_add_char(out, '\n');
	}
	return out->err;
}

static enum err groups(
	const json_t *root, const char *retailer, struct buf *out)
{
	const json_t *owner =
		find(json_object_get(root, "retailers"), "retailer", retailer);
	const json_t *one;
	size_t i;

	if (!owner)
		return ERR_UNKNOWN;
	json_array_foreach(json_object_get(owner, "groups"), i, one) buf_addf(
		out, "%s\t%s\t%s\n", text(one, "group"), text(one, "name"),
		text(one, "hours")[0] ? "own hours" : "");
	return out->err;
}

static enum err associates(const json_t *root, struct buf *out)
{
	const json_t *one;
	size_t i;

	json_array_foreach(json_object_get(root, "associates"), i, one)
		buf_addf(out, "%s\t%s\t%s\t%s\n", text(one, "address"),
			text(one, "name"),
			flag(one, "manager") ? "manager" : "associate",
			text(one, "groups"));
	return out->err;
}

static enum err hours(
	const json_t *root, const struct command_line *line, struct buf *out)
{
	const json_t *owner = find(
		json_object_get(root, "retailers"), "retailer", line->args[0]);

	if (owner && line->group)
		owner = find(
			json_object_get(owner, "groups"), "group", line->group);
	if (!owner)
		return ERR_UNKNOWN;
	buf_add_str(out, text(owner, "hours"));
	if (out->len > 0 && out->data[out->len - 1] != '\n')
		buf_add_char(out, '\n');
	return out->err;
}

static void add_minute(struct buf *out, long long minute)
{
	buf_addf(out, "%02lld:%02lld", minute / 60, minute % 60);
}

/* The greetings, or the replies, one a line. */
static enum err templates(const json_t *root, bool replies, struct buf *out)
{
	const char *use = replies ? "reply" : "greeting";
	const json_t *one;
	size_t i;

	json_array_foreach(json_object_get(root, "templates"), i, one)
	{
		long long until = number(one, "until");

		if (strcmp(text(one, "use"), use) != 0)
			continue;
		buf_addf(out, "%s\t%s\t%s\t", text(one, "template"),
			text(one, "lang"), text(one, "title"));
		if (!replies) {
			buf_addf(out, "%s\t",
				text(one, "pages")[0] ? text(one, "pages")
						      : "*");
			add_minute(out, number(one, "from"));
			buf_add_char(out, '-');
			add_minute(out, until ? until : 24 * 60);
			buf_add_char(out, '\t');
		}
		add_flat(out, text(one, "text"));
		buf_add_char(out, '\n');
	}
	return out->err;
}

static void add_instant(const json_t *one, const char *name, struct buf *out)
{
	char at[TIMES_SIZE];

	times_format(number(one, name), at);
	buf_add_str(out, at);
}

static enum err sessions(const json_t *root, struct buf *out)
{
	const json_t *one;
	size_t i;

	json_array_foreach(json_object_get(root, "sessions"), i, one)
	{
		buf_addf(out, "%s\t", text(one, "session"));
		add_instant(one, "made", out);
		buf_add_char(out, '\t');
		add_instant(one, "used", out);
		buf_addf(out, "\t%s\n", text(one, "device"));
	}
	return out->err;
}

static void add_time(const json_t *one, struct buf *out)
{
	add_instant(one, "at", out);
}

static enum err blocks(const json_t *root, struct buf *out)
{
	const json_t *one;
	size_t i;

	json_array_foreach(json_object_get(root, "blocks"), i, one)
	{
		buf_addf(out, "%s\t", text(one, "shopper"));
		add_time(one, out);
		buf_addf(out, "\t%s\t%s\t", text(one, "name"), text(one, "by"));
		add_flat(out, text(one, "text"));
		buf_add_char(out, '\n');
	}
	return out->err;
}

static enum err reports(const json_t *root, bool whole, struct buf *out)
{
	const json_t *all = json_object_get(root, "reports");
	const json_t *one;
	size_t i;

	if (whole && json_array_size(all) == 0)
		return ERR_UNKNOWN;
	json_array_foreach(all, i, one)
	{
		buf_addf(out, "%s\t", text(one, "report"));
		add_time(one, out);
		buf_addf(out, "\t%s\n", text(one, "name"));
		if (whole)
			buf_addf(out, "\n%s\n", text(one, "text"));
	}
	return out->err;
}

static enum err mails(const json_t *root, struct buf *out)
{
	const json_t *all = json_object_get(root, "mails");
	const json_t *one;
	size_t i;

	json_array_foreach(all, i, one)
	{
		buf_addf(out, "%s\t", text(one, "mail"));
		add_time(one, out);
		buf_addf(out, "\t%s\t%lld\t", text(one, "address"),
			number(one, "tries"));
		add_flat(out, text(one, "text"));
		buf_add_char(out, '\n');
	}
	return out->err;
}

/* When, what, who and their name, from where, about what; - is nothing. */
static enum err audit(const json_t *root, struct buf *out)
{
	static const char *const columns[] = {
		"what", "who", "name", "from", "about"};
	const json_t *one;
	size_t i;

	json_array_foreach(json_object_get(root, "audit"), i, one)
	{
		add_time(one, out);
		for (size_t j = 0; j < sizeof(columns) / sizeof(*columns);
			j++) {
			const char *s = text(one, columns[j]);

			buf_add_char(out, '\t');
			add_flat(out, s[0] ? s : "-");
		}
		buf_add_char(out, '\n');
	}
	return out->err;
}

static enum err rules(const json_t *root, const char *retailer, struct buf *out)
{
	const json_t *owner =
		find(json_object_get(root, "retailers"), "retailer", retailer);
	const json_t *r = json_object_get(owner, "rules");

	if (!owner)
		return ERR_UNKNOWN;
	buf_addf(out, "at-once     %lld\n", number(r, "at_once"));
	buf_addf(out, "more-every  %llds\n", number(r, "more_every") / 1000);
	buf_addf(out, "ring-for    %llds\n", number(r, "ring_for") / 1000);
	buf_addf(out, "keep-state  %llds\n", number(r, "keep_state") / 1000);
	buf_addf(out, "take-over   %llds\n", number(r, "take_over") / 1000);
	buf_addf(out, "left-after  %llds\n", number(r, "left_after") / 1000);
	return buf_addf(out, "window      %lld days\n", number(r, "window"));
}

static enum err status(const json_t *root, struct buf *out)
{
	long long up = number(root, "uptime");

	buf_addf(out, "version      %s\n", text(root, "version"));
	buf_addf(out, "state        %s\n",
		flag(root, "draining")
			? "ending"
			: (flag(root, "store") ? "fine" : "cannot store"));
	buf_addf(out, "up           %lld d %02lld:%02lld:%02lld\n", up / 86400,
		up / 3600 % 24, up / 60 % 60, up % 60);
	buf_addf(out,
		"connections  %lld, refused %lld, cut for slowness %lld\n",
		number(root, "connections"), number(root, "refused"),
		number(root, "slow"));
	buf_addf(out, "sessions     %lld\n", number(root, "sessions"));
	buf_addf(out, "retailers    %lld, ready %lld\n", number(root, "desks"),
		number(root, "ready"));
	buf_addf(out, "store        %lld requests wait\n",
		number(root, "pending"));
	return buf_addf(
		out, "memory       %lld KiB\n", number(root, "memory") / 1024);
}

static enum err show(
	const struct command_line *line, const json_t *root, struct buf *out)
{
	switch (line->id) {
	case COMMAND_RETAILER_LIST:
		return retailers(root, out);
	case COMMAND_GROUP_LIST:
		return groups(root, line->args[0], out);
	case COMMAND_ASSOCIATE_LIST:
		return associates(root, out);
	case COMMAND_HOURS_SHOW:
		return hours(root, line, out);
	case COMMAND_GREETING_LIST:
	case COMMAND_REPLY_LIST:
		return templates(root, line->id == COMMAND_REPLY_LIST, out);
	case COMMAND_SESSION_LIST:
		return sessions(root, out);
	case COMMAND_BLOCK_LIST:
		return blocks(root, out);
	case COMMAND_REPORT_LIST:
	case COMMAND_REPORT_SHOW:
		return reports(root, line->id == COMMAND_REPORT_SHOW, out);
	case COMMAND_MAIL_QUEUE:
		return mails(root, out);
	case COMMAND_AUDIT:
		return audit(root, out);
	case COMMAND_RULES_SHOW:
		return rules(root, line->args[0], out);
	case COMMAND_STATUS:
		return status(root, out);
	case COMMAND_BACKUP:
		return buf_addf(out, "%s\n", text(root, "path"));
	default:
		return ERR_OK; /* done: there is nothing to say */
	}
}

enum err show_answer(
	const struct command_line *line, const char *answer, struct buf *out)
{
	json_t *root;
	enum err e;

	if (!answer[0])
		return ERR_OK;
	root = json_loads(answer, 0, NULL);
	if (!root)
		return ERR_JSON;
	e = show(line, root, out);
	json_decref(root);
	return e;
}

enum err show_error(const char *answer, struct buf *out)
{
	json_t *root = json_loads(answer, 0, NULL);
	const char *sentence = text(root, "text");
	enum err e = buf_add_str(out, sentence[0] ? sentence : answer);

	json_decref(root);
	return e;
}

bool show_has(const char *answer, const char *retailer, const char *group)
{
	json_t *root = json_loads(answer, 0, NULL);
	const json_t *one =
		find(json_object_get(root, "retailers"), "retailer", retailer);

	if (one && group)
		one = find(json_object_get(one, "groups"), "group", group);
	json_decref(root);
	return one != NULL;
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

bool show_has_address(const char *answer, const char *address)
{
	json_t *root = json_loads(answer, 0, NULL);
	bool has = false;
	const json_t *one;
	size_t i;

	json_array_foreach(json_object_get(root, "associates"), i, one)
	{
		if (is_like(text(one, "address"), address))
			has = true;
	}
	json_decref(root);
	return has;
}

bool show_has_template(const char *answer, const char *key)
{
	json_t *root = json_loads(answer, 0, NULL);
	bool has = find(json_object_get(root, "templates"), "template", key) !=
		NULL;

	json_decref(root);
	return has;
}

void show_template(const char *answer, const char *key, int *lang,
	int64_t *from, int64_t *until)
{
	json_t *root = json_loads(answer, 0, NULL);
	const json_t *one =
		find(json_object_get(root, "templates"), "template", key);

	*lang = strcmp(text(one, "lang"), "ja") == 0 ? WIRE_LANG_JA
						     : WIRE_LANG_EN;
	*from = number(one, "from");
	*until = number(one, "until");
	json_decref(root);
}
