/* SPDX-License-Identifier: MIT */
#ifndef RELAY_STORE_DB_WORDS_H
#define RELAY_STORE_DB_WORDS_H

/*
 * The index of what was said in the archive's chats (store_archive.h).  Text
 * is folded, and written with a blank between words and between the letters of
 * a run: so SQLite's plain tokenizer finds any part of a run as a phrase, and
 * beginnings of words as they are.
 */
#include "relay/store/store_job.h"
#include "shared/buf.h"

struct db;

/* STORE_J_INDEX: some chats, each whole, or with none left some enquiries;
 * list.n says how many. */
enum err db_words_index(struct db *db, struct store_job *job);

/* An enquiry and its answers, anew: found as if they were the chats of an
 * associate of that id. */
#define DB_WORDS_ENQUIRIES "enquiries"
enum err db_words_enquiry(
	struct db *db, const char *retailer, const char *enquiry);

/* Appends the question to the index for all words of `text` in chats of that
 * retailer, and of that associate or nobody (unless it is ""); nothing, when
 * there is no word in it.  ERR_SIZE, ERR_UTF8, ERR_NOMEM. */
enum err db_words_match(const char *retailer, const struct id *associate,
	const char *text, struct buf *out);

#endif
