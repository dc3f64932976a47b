/* SPDX-License-Identifier: MIT */
#include "client/term/input_key.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "shared/utf8.h"

static const struct named {
	uint32_t code;
	const char *name;
} names[] = {
#define INPUT_KEY_ROW(id, name) {INPUT_KEY_##id, name},
	INPUT_KEY_TABLE(INPUT_KEY_ROW)
#undef INPUT_KEY_ROW
		{' ', "Space"},
};

static const struct named mods[] = {
	{INPUT_KEY_CTRL, "Ctrl"},
	{INPUT_KEY_ALT, "Alt"},
	{INPUT_KEY_SHIFT, "Shift"},
};

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static bool is_lower(uint32_t code)
{
	return code >= 'a' && code <= 'z';
}

static bool is_upper(uint32_t code)
{
	return code >= 'A' && code <= 'Z';
}

uint32_t input_key_norm(uint32_t code, uint32_t modifiers)
{
	bool chord = modifiers & (INPUT_KEY_CTRL | INPUT_KEY_ALT);

	assert(!(modifiers & ~(uint32_t)INPUT_KEY_MODS));
	if (code >= INPUT_KEY_NAMED)
		return code | modifiers;
	if (chord && is_upper(code))
		return (code + 'a' - 'A') | modifiers | INPUT_KEY_SHIFT;
	if (chord && is_lower(code))
		return code | modifiers;
	if (is_lower(code) && (modifiers & INPUT_KEY_SHIFT))
		code -= 'a' - 'A';
	return code | (modifiers & ~(uint32_t)INPUT_KEY_SHIFT);
}

/* Appends; names are short, so nothing is ever cut. */
static void add(char *out, const char *s, size_t len)
{
	size_t at = strlen(out);

	assert(at + len < INPUT_KEY_NAME_MAX);
	memcpy(out + at, s, len);
	out[at + len] = '\0';
}

static void add_code(char *out, uint32_t code, bool chord)
{
	char text[UTF8_MAX];

	for (size_t i = 0; i < COUNT(names); i++) {
		if (names[i].code != code)
			continue;
		add(out, names[i].name, strlen(names[i].name));
		return;
	}
	if (chord && is_lower(code))
		code -= 'a' - 'A';
	add(out, text, utf8_encode(code, text));
}

const char *input_key_name(uint32_t key, char *out)
{
	uint32_t modifiers = key & INPUT_KEY_MODS;

	out[0] = '\0';
	for (size_t i = 0; i < COUNT(mods); i++) {
		if (!(modifiers & mods[i].code))
			continue;
		add(out, mods[i].name, strlen(mods[i].name));
		add(out, "-", 1);
	}
	add_code(out, key & ~(uint32_t)INPUT_KEY_MODS, modifiers != 0);
	return out;
}

/* Is there "Ctrl-" or "Ctrl+" at the front, and more behind it? */
static bool take_mod(const char **s, const struct named *mod)
{
	size_t len = strlen(mod->name);

	if (strncasecmp(*s, mod->name, len) != 0)
		return false;
	if (((*s)[len] != '-' && (*s)[len] != '+') || !(*s)[len + 1])
		return false;
	*s += len + 1;
	return true;
}

static uint32_t parse_code(const char *s)
{
	uint32_t code = 0;
	size_t len = strlen(s);

	for (size_t i = 0; i < COUNT(names); i++)
		if (strcasecmp(s, names[i].name) == 0)
			return names[i].code;
	if (len == 0 || utf8_decode(s, len, &code) != len || code == UTF8_BAD)
		return INPUT_KEY_NONE;
	return code > ' ' && code != 0x7f ? code : INPUT_KEY_NONE;
}

bool input_key_parse(const char *name, uint32_t *key)
{
	uint32_t modifiers = 0, code;
	bool more = true;

	while (more) {
		more = false;
		for (size_t i = 0; i < COUNT(mods); i++) {
			if (!take_mod(&name, &mods[i]))
				continue;
			modifiers |= mods[i].code;
			more = true;
		}
	}
	code = parse_code(name);
	if (code == INPUT_KEY_NONE)
		return false;
	/* "Alt-A" is how people write Alt-a. */
	if ((modifiers & (INPUT_KEY_CTRL | INPUT_KEY_ALT)) && is_upper(code))
		code += 'a' - 'A';
	*key = input_key_norm(code, modifiers);
	return true;
}
