/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_DB_LETTER_H
#define RELAY_STORE_DB_LETTER_H

/* What store_letter.h asks for, and store_export.h of enquiries. */
#include "relay/store/store_job.h"

struct db;

enum err db_letter_enquiry(struct db *db, struct store_job *job);
enum err db_letter_answered(struct db *db, struct store_job *job);
enum err db_letter_put(struct db *db, struct store_job *job);
enum err db_letter_list(struct db *db, struct store_job *job);
enum err db_letter_export(struct db *db, struct store_job *job);

/* After a try of that mail: if it is an answer, what has become of it. */
enum err db_letter_tried(
	struct db *db, const char *retailer, const struct store_mail *m);

#endif
