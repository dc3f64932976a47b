/* SPDX-License-Identifier: MIT */
#include "client/main_language.h"

#include <langinfo.h>
#include <libintl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "client/model/settings.h"

/* libintl's own: says that the language has changed. */
extern int _nl_msg_cat_cntr;

void main_language_speak(const char *language)
{
	setenv("LANGUAGE", language, 1);
	_nl_msg_cat_cntr++;
}

bool main_language_japanese(const struct settings *s)
{
	return s->language == SETTINGS_LANGUAGE_AUTO
		? main_language_wished()
		: s->language == SETTINGS_LANGUAGE_JA;
}

bool main_language_wished(void)
{
	static const char *const names[] = {
		"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *value = getenv(names[i]);

		if (value && value[0])
			return strncmp(value, "ja", 2) == 0;
	}
	return false;
}

bool main_language_locale(void)
{
	setlocale(LC_ALL, "");
	if (strcmp(nl_langinfo(CODESET), "UTF-8") == 0)
		return true;
	return setlocale(LC_ALL, "C.UTF-8") != NULL;
}

/* Translations lie beside the program in a build tree, else where they were
 * installed. */
void main_language_bind(bool japanese)
{
	char path[4096];
	ssize_t len = readlink("/proc/self/exe", path, sizeof(path) - 16);
	char *slash;

	path[len > 0 ? len : 0] = '\0';
	slash = strrchr(path, '/');
	if (slash)
		strcpy(slash, "/locale");
	if (!slash || access(path, R_OK) != 0)
		strcpy(path, NOREN_PREFIX "/share/locale");
	bindtextdomain("noren", path);
	bind_textdomain_codeset("noren", "UTF-8");
	textdomain("noren");
	main_language_speak(japanese ? "ja" : "en");
}
