/* SPDX-License-Identifier: MIT */
#include "client/model/settings.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shared/mem.h"

enum type { TEXT, WORD, BOOL, INT };

struct row {
	enum type type;
	const char *name;
	int least;
	intptr_t most; /* WORD: a const char * */
	const char *value;
	const char *help;
	size_t offset;
};

/* clang-format off */
static const struct row rows[] = {
#define ROW(TYPE, name_, least_, most_, value_, help_) \
	{ \
		.type = TYPE, \
		.name = #name_, \
		.least = least_, \
		.most = (intptr_t)(most_), \
		.value = value_, \
		.help = help_, \
		.offset = offsetof(struct settings, name_), \
	},
	SETTINGS_TABLE(ROW)
#undef ROW
};
/* clang-format on */

#define ROWS ((int)(sizeof(rows) / sizeof(*rows)))

static const char *words(const struct row *r)
{
	return (const char *)r->most;
}

/* The place of `value` among words with blanks between, or -1. */
static int word_index(const char *list, const char *value)
{
	size_t len = strlen(value);

	for (int i = 0; *list; i++) {
		size_t word = strcspn(list, " ");

		if (word == len && memcmp(list, value, len) == 0)
			return i;
		list += word + strspn(list + word, " ");
	}
	return -1;
}

static const char *range_text(const struct row *r, char out[SETTINGS_WHY])
{
	switch (r->type) {
	case TEXT:
		snprintf(out, SETTINGS_WHY, "at most %d bytes", (int)r->most);
		break;
	case WORD:
		snprintf(out, SETTINGS_WHY, "one of: %s", words(r));
		break;
	case BOOL:
		snprintf(out, SETTINGS_WHY, "yes or no");
		break;
	case INT:
		snprintf(out, SETTINGS_WHY, "%d to %d", r->least, (int)r->most);
		break;
	}
	return out;
}

static bool set_text(const struct row *r, char **to, const char *value)
{
	if (strlen(value) > (size_t)r->most)
		return false;
	mem_free(*to);
	*to = mem_strdup(value);
	return true;
}

static bool set_int(const struct row *r, int *to, const char *value)
{
	char *end;
	long n = strtol(value, &end, 10);

	if (end == value || *end || n < r->least || n > r->most)
		return false;
	*to = (int)n;
	return true;
}

static bool set_word(const char *list, int *to, const char *value)
{
	int i = word_index(list, value);

	if (i >= 0)
		*to = i;
	return i >= 0;
}

static bool set_value(
	struct settings *s, const struct row *r, const char *value)
{
	void *to = (char *)s + r->offset;
	int i = 0;
	bool good = false;

	switch (r->type) {
	case TEXT:
		return set_text(r, to, value);
	case WORD:
		return set_word(words(r), to, value);
	case BOOL:
		good = set_word("no yes", &i, value);
		if (good)
			*(bool *)to = i;
		return good;
	case INT:
		return set_int(r, to, value);
	}
	return good;
}

void settings_init(struct settings *s)
{
	*s = (struct settings){0};
	for (int i = 0; i < ROWS; i++) {
		bool good = set_value(s, &rows[i], rows[i].value);

		assert(good);
		(void)good;
	}
}

void settings_fini(struct settings *s)
{
	for (int i = 0; i < ROWS; i++)
		if (rows[i].type == TEXT)
			mem_free(*(char **)((char *)s + rows[i].offset));
	for (int i = 0; i < ACTION_USER_COUNT; i++)
		mem_free(s->keys[i]);
	*s = (struct settings){0};
}

void settings_copy(struct settings *to, const struct settings *from)
{
	*to = *from;
	for (int i = 0; i < ROWS; i++) {
		char **text = (char **)((char *)to + rows[i].offset);

		if (rows[i].type == TEXT)
			*text = mem_strdup(*text);
	}
	for (int i = 0; i < ACTION_USER_COUNT; i++)
		if (to->keys[i])
			to->keys[i] = mem_strdup(to->keys[i]);
}

static enum err set_key(struct settings *s, const char *name, const char *value,
	char why[SETTINGS_WHY])
{
	enum action_kind kind = action_find(name);

	if (kind == ACTION_USER_COUNT) {
		snprintf(why, SETTINGS_WHY, "no action is called %.60s", name);
		return ERR_CONFIG;
	}
	mem_free(s->keys[kind]);
	s->keys[kind] = mem_strdup(value);
	return ERR_OK;
}

enum err settings_set(struct settings *s, const char *section, const char *name,
	const char *value, char why[SETTINGS_WHY])
{
	char range[SETTINGS_WHY];
	int i = 0;

	if (strcmp(section, "keys") == 0)
		return set_key(s, name, value, why);
	while (i < ROWS && strcmp(rows[i].name, name) != 0)
		i++;
	if (*section || i == ROWS) {
		snprintf(why, SETTINGS_WHY,
			"no setting is called %s%.40s%s%.60s",
			*section ? "[" : "", section, *section ? "] " : "",
			name);
		return ERR_CONFIG;
	}
	if (set_value(s, &rows[i], value))
		return ERR_OK;
	snprintf(why, SETTINGS_WHY, "%s must be %.120s", name,
		range_text(&rows[i], range));
	return ERR_CONFIG;
}

bool settings_info(int i, struct settings_info *info, char range[SETTINGS_WHY])
{
	if (i < 0 || i >= ROWS)
		return false;
	*info = (struct settings_info){
		.name = rows[i].name,
		.range = range_text(&rows[i], range),
		.value = rows[i].value,
		.help = rows[i].help,
	};
	return true;
}
