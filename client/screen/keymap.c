/* SPDX-License-Identifier: MIT */
#include "client/screen/keymap.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "client/model/settings.h"
#include "client/term/input_key.h"
#include "shared/mem.h"

struct keymap {
	uint32_t keys[ACTION_USER_COUNT][KEYMAP_KEYS];
};

/* One name of a list with commas between; false at its end. */
static bool next_name(const char **list, char out[INPUT_KEY_NAME_MAX])
{
	size_t len, blanks;

	*list += strspn(*list, " \t");
	len = strcspn(*list, ",");
	if (**list == '\0')
		return false;
	if (len == 0 && **list == ',')
		len = 1; /* the key "," itself */
	for (blanks = 0; len > blanks + 1; blanks++)
		if (!strchr(" \t", (*list)[len - blanks - 1]))
			break;
	snprintf(out, INPUT_KEY_NAME_MAX, "%.*s", (int)(len - blanks), *list);
	*list += len;
	*list += **list == ',';
	return true;
}

static bool parse(const char *list, uint32_t keys[KEYMAP_KEYS])
{
	char name[INPUT_KEY_NAME_MAX];
	int n = 0;

	while (next_name(&list, name)) {
		if (n == KEYMAP_KEYS || !input_key_parse(name, &keys[n]))
			return false;
		n++;
	}
	return true;
}

/* Rule D13: a setting swaps what Enter does, unless keys are set anyway. */
static const char *keys_of(const struct settings *s, enum action_kind a)
{
	enum action_kind from = a;

	if (s->keys[a])
		return s->keys[a];
	if (!s->enter_sends && a == ACTION_SEND)
		from = ACTION_BREAK;
	if (!s->enter_sends && a == ACTION_BREAK)
		from = ACTION_SEND;
	return action_info(from)->keys;
}

static bool has(const uint32_t keys[KEYMAP_KEYS], uint32_t key)
{
	for (int i = 0; i < KEYMAP_KEYS; i++)
		if (keys[i] == key)
			return true;
	return false;
}

/* Another action of the same group with one of this one's keys. */
static enum action_kind double_of(const struct keymap *k, enum action_kind a)
{
	for (enum action_kind b = 0; b < a; b++) {
		if (action_info(a)->group != action_info(b)->group)
			continue;
		for (int i = 0; i < KEYMAP_KEYS && k->keys[a][i]; i++)
			if (has(k->keys[b], k->keys[a][i]))
				return b;
	}
	return ACTION_USER_COUNT;
}

enum err keymap_new(const struct settings *s, struct keymap **out, char *why,
	size_t why_size)
{
	struct keymap *k = mem_zero(sizeof(*k));
	enum action_kind other;

	assert(k);
	for (enum action_kind a = 0; a < ACTION_USER_COUNT; a++) {
		const char *name = action_info(a)->name;

		if (!parse(keys_of(s, a), k->keys[a])) {
			snprintf(why, why_size, "%s: \"%s\" is no key", name,
				keys_of(s, a));
			goto fail;
		}
		other = double_of(k, a);
		if (other != ACTION_USER_COUNT) {
			snprintf(why, why_size, "%s and %s have the same key",
				action_info(other)->name, name);
			goto fail;
		}
	}
	*out = k;
	return ERR_OK;
fail:
	mem_free(k);
	return ERR_CONFIG;
}

void keymap_destroy(struct keymap **k)
{
	mem_free(*k);
	*k = NULL;
}

enum action_kind keymap_find(
	const struct keymap *k, unsigned groups, uint32_t key)
{
	enum action_kind anywhere = ACTION_USER_COUNT;

	for (enum action_kind a = 0; key && a < ACTION_USER_COUNT; a++) {
		enum action_group group = action_info(a)->group;

		if (!(groups & 1u << group) || !has(k->keys[a], key))
			continue;
		if (group != ACTION_ANYWHERE)
			return a;
		anywhere = a;
	}
	return anywhere;
}

const uint32_t *keymap_keys(const struct keymap *k, enum action_kind action)
{
	assert(action < ACTION_USER_COUNT);
	return k->keys[action];
}

const char *keymap_name(
	const struct keymap *k, enum action_kind action, char *out)
{
	out[0] = '\0';
	if (keymap_keys(k, action)[0])
		input_key_name(k->keys[action][0], out);
	return out;
}
