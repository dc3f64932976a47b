/* SPDX-License-Identifier: MIT */
#include "client/screen/audit_words.h"

#include <stddef.h>
#include <string.h>

#include "client/model/words.h"

static const struct {
	const char *key, *text; /* text: N_ */
} kinds[] = {
	{"sign_in", N_("signed in")},
	{"sign_in_failed", N_("sign-in failed")},
	{"sign_out", N_("signed out")},
	{"unlock_failed", N_("unlocking failed")},
	{"password_failed", N_("password not confirmed")},
	{"account_added", N_("account added")},
	{"account_changed", N_("account changed")},
	{"account_removed", N_("account removed")},
	{"role_given", N_("made a manager")},
	{"role_taken", N_("manager's role taken")},
	{"password_changed", N_("password changed")},
	{"block", N_("shopper blocked")},
	{"unblock", N_("block lifted")},
	{"settings", N_("settings changed")},
	{"group", N_("group changed")},
	{"template", N_("greeting changed")},
	{"report_read", N_("problem report read")},
	{"group_removed", N_("group removed")},
	{"session_ended", N_("session ended")},
	{"sessions_ended", N_("signed out everywhere")},
	{"mail_tested", N_("mail tried out")},
	{"recording", N_("recording")},
	{"retailer_removed", N_("retailer removed")},
	{"backup", N_("backup made")},
	{"stop", N_("relay stopped")},
	{"invite_issued", N_("invite code issued")},
	{"invite_withdrawn", N_("invite code withdrawn")},
	{"sign_up", N_("signed up")},
	{"code_asked", N_("code asked for")},
	{"code_handed", N_("code handed out")},
	{"code_locked", N_("codes locked")},
	{"code_unlocked", N_("codes unlocked")},
	{"reset", N_("new password by code")},
	{"address_changed", N_("address changed")},
	{"name_changed", N_("name changed")},
	{"order_key", N_("key of orders changed")},
	{"catalog_imported", N_("catalogue imported")},
	{"catalog_held", N_("catalogue held back")},
	{"catalog_released", N_("catalogue released")},
	{"catalog_feed", N_("feed of the catalogue set")},
	{"catalog_feed_stopped", N_("feed of the catalogue stopped")},
	{"catalog_refused", N_("catalogue refused")},
	{"archive_exported", N_("archive exported")},
	{"enquiry_answered", N_("enquiry answered")},
	{"claim", N_("sale claimed")},
	{"claim_granted", N_("claim granted")},
	{"claim_refused", N_("claim refused")},
	{"shopper_exported", N_("shopper's data exported")},
	{"shopper_corrected", N_("shopper's data corrected")},
	{"shopper_erased", N_("shopper's data erased")},
	{"retention", N_("past the retention")},
};
#define KINDS ((int)(sizeof(kinds) / sizeof(kinds[0])))

const char *audit_words_key(int i)
{
	return i < KINDS ? kinds[i].key : NULL;
}

const char *audit_words(const char *key)
{
	for (int i = 0; i < KINDS; i++)
		if (strcmp(kinds[i].key, key) == 0)
			return _(kinds[i].text);
	return key;
}
