/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_AUDIT_H
#define RELAY_STORE_AUDIT_H

/*
 * What the audit log knows of (J3), declared once: the words stand in the
 * database, in what norenctl(1) prints, and in its manual.  Pure.
 */
/* clang-format off */
#define AUDIT_TABLE(W) \
	W(SIGN_IN, "sign_in") \
	W(SIGN_IN_FAILED, "sign_in_failed") \
	W(SIGN_OUT, "sign_out") \
	W(UNLOCK_FAILED, "unlock_failed") \
	W(PASSWORD_FAILED, "password_failed") \
	W(ACCOUNT_ADDED, "account_added") \
	W(ACCOUNT_CHANGED, "account_changed") \
	W(ACCOUNT_REMOVED, "account_removed") \
	W(ROLE_GIVEN, "role_given") \
	W(ROLE_TAKEN, "role_taken") \
	W(PASSWORD_CHANGED, "password_changed") \
	W(BLOCK, "block") \
	W(UNBLOCK, "unblock") \
	W(SETTINGS, "settings") \
	W(GROUP, "group") \
	W(TEMPLATE, "template") \
	W(REPORT_READ, "report_read") \
	W(GROUP_REMOVED, "group_removed") \
	W(SESSION_ENDED, "session_ended") \
	W(SESSIONS_ENDED, "sessions_ended") \
	W(MAIL_TESTED, "mail_tested") \
	W(RECORDING, "recording") \
	W(RETAILER_REMOVED, "retailer_removed") \
	W(BACKUP, "backup") \
	W(STOP, "stop") \
	W(INVITE_ISSUED, "invite_issued") \
	W(INVITE_WITHDRAWN, "invite_withdrawn") \
	W(SIGN_UP, "sign_up") \
	W(CODE_ASKED, "code_asked") \
	W(CODE_HANDED, "code_handed") \
	W(CODE_LOCKED, "code_locked") \
	W(CODE_UNLOCKED, "code_unlocked") \
	W(RESET, "reset") \
	W(ADDRESS_CHANGED, "address_changed") \
	W(NAME_CHANGED, "name_changed") \
	W(ORDER_KEY, "order_key") \
	W(CATALOG_IMPORTED, "catalog_imported") \
	W(CATALOG_HELD, "catalog_held") \
	W(CATALOG_RELEASED, "catalog_released") \
	W(CATALOG_REFUSED, "catalog_refused") \
	W(ARCHIVE_EXPORTED, "archive_exported") \
	W(CATALOG_FEED, "catalog_feed") \
	W(CATALOG_FEED_STOPPED, "catalog_feed_stopped") \
	W(ENQUIRY_ANSWERED, "enquiry_answered") \
	W(CLAIM, "claim") \
	W(CLAIM_GRANTED, "claim_granted") \
	W(CLAIM_REFUSED, "claim_refused") \
	W(SHOPPER_EXPORTED, "shopper_exported") \
	W(SHOPPER_CORRECTED, "shopper_corrected") \
	W(SHOPPER_ERASED, "shopper_erased") \
	W(RETENTION, "retention")
/* clang-format on */

enum audit_what {
#define AUDIT_ENUM(name, word) AUDIT_##name,
	AUDIT_TABLE(AUDIT_ENUM)
#undef AUDIT_ENUM
		AUDIT_COUNT
};

/* Who is no associate: whoever runs the relay, a feed that is fetched on its
 * schedule, the retention by its own, and who did not prove who they are. */
#define AUDIT_NORENCTL "norenctl"
#define AUDIT_FEED "feed"
#define AUDIT_SCHEDULE "retention"
#define AUDIT_NOBODY "nobody"

const char *audit_word(enum audit_what what);
/* AUDIT_COUNT: there is no such word. */
enum audit_what audit_find(const char *word);

#endif
