/* SPDX-License-Identifier: MIT */
#include "client/model/action.h"

#include <assert.h>
#include <string.h>

/* clang-format off */
static const struct action_info infos[] = {
#define ROW(CODE, name_, group_, keys_, foot_, help_) \
	[ACTION_##CODE] = { \
		.name = #name_, \
		.group = ACTION_##group_, \
		.keys = keys_, \
		.foot = foot_, \
		.help = help_, \
	},
	ACTION_TABLE(ROW)
#undef ROW
};
/* clang-format on */

const struct action_info *action_info(enum action_kind kind)
{
	assert(kind < ACTION_USER_COUNT);
	return &infos[kind];
}

enum action_kind action_find(const char *name)
{
	enum action_kind kind = 0;

	while (kind < ACTION_USER_COUNT && strcmp(infos[kind].name, name) != 0)
		kind++;
	return kind;
}

bool action_leads_out(enum action_kind kind)
{
	return kind == ACTION_SUSPEND || kind == ACTION_PICTURE ||
		kind == ACTION_LOOK || kind == ACTION_REPORT_KEEP ||
		kind == ACTION_SAVE_ARCHIVE || kind == ACTION_SAVING_BEGIN;
}

const char *action_group_title(enum action_group group)
{
	static const char *const titles[] = {
		[ACTION_ANYWHERE] = N_("Anywhere"),
		[ACTION_AT_SIGN_IN] = N_("At sign-in"),
		[ACTION_AT_HOME] = N_("On the home screen"),
		[ACTION_RINGING] = N_("When a chat rings"),
		[ACTION_IN_CHAT] = N_("In a chat"),
		[ACTION_IN_CATALOG] = N_("In the catalogue"),
		[ACTION_IN_ARCHIVE] = N_("In the archive"),
		[ACTION_IN_FIGURES] = N_("In the figures"),
		[ACTION_IN_LISTS] = N_("In lists and menus"),
		[ACTION_MANAGING] = N_("On managers' pages"),
		[ACTION_FORMS] = N_("In forms"),
	};

	assert(group < ACTION_GROUP_COUNT);
	return titles[group];
}
