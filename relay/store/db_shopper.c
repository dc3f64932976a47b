/* SPDX-License-Identifier: MIT */
#include "relay/store/db_shopper.h"

#include <jansson.h>
#include <string.h>

#include "relay/store/db.h"
#include "relay/store/db_row.h"
#include "shared/mem.h"
#include "shared/times.h"
#include "shared/wire.h"

/* Where a piece begins: which statement, and how many of its rows were told. */
#define PART INT64_C(1000000000)

/* ---- who is meant ---- */

static enum err read_shopper(struct store_job *job, sqlite3_stmt *st, void *row)
{
	struct store_shopper *s = row;

	*s = (struct store_shopper){
		.name = db_row_text(job, st, 1),
		.guest = sqlite3_column_int64(st, 2),
		.chats = sqlite3_column_int64(st, 3),
		.enquiries = sqlite3_column_int64(st, 4),
		.orders = sqlite3_column_int64(st, 5),
		.last = sqlite3_column_int64(st, 6),
	};
	return db_row_id(job, st, 0, &s->id);
}

enum err db_shopper_find(struct db *db, struct store_job *job)
{
	const struct store_shopper_ask *ask = &job->shopper;
	sqlite3_stmt *st = db_query(db, DB_Q_FIND_SHOPPERS);

	db_bind_str(st, ":retailer", job->retailer);
	db_bind_str(st, ":shopper", ask->shopper.s);
	db_bind_str(st, ":address", ask->address);
	db_bind_str(st, ":order", ask->order);
	db_bind_int(st, ":number", ask->guest);
	db_bind_int(st, ":limit", STORE_SHOPPERS);
	return db_row_list(db, job, st, read_shopper,
		sizeof(struct store_shopper), &job->list);
}

/* ---- all that there is ---- */

static bool ends_in(const char *s, const char *end)
{
	size_t len = strlen(s), n = strlen(end);

	return len >= n && strcmp(s + len - n, end) == 0;
}

/* The word that stands for a number in that column, or NULL. */
static const char *word_of(const char *column, int64_t value)
{
#define WORDS(list, CODE) \
	if (strcmp(column, #list) == 0 && value >= 0 && \
		value < WIRE_##CODE##_COUNT) \
		return wire_##list##_word((enum wire_##list)value);
	WORDS(kind, KIND)
	WORDS(who, WHO)
	WORDS(reason, REASON)
	WORDS(lang, LANG)
	WORDS(mime, MIME)
#undef WORDS
	return NULL;
}

/* NULL: there is nothing to say. */
static json_t *value_of(sqlite3_stmt *st, int i)
{
	const char *column = sqlite3_column_name(st, i), *word;
	char at[TIMES_SIZE];
	int64_t number;

	if (sqlite3_column_type(st, i) != SQLITE_INTEGER) {
		word = (const char *)sqlite3_column_text(st, i);
		return word && *word ? json_string(word) : NULL;
	}
	number = sqlite3_column_int64(st, i);
	if (ends_in(column, "_at"))
		return number ? json_string(times_format(number, at)) : NULL;
	word = word_of(column, number);
	return word ? json_string(word) : json_integer(number);
}

static enum err read_line(struct store_job *job, sqlite3_stmt *st, void *row)
{
	json_t *line = json_object(), *value;
	char *text;

	for (int i = 0; i < sqlite3_column_count(st); i++) {
		value = value_of(st, i);
		if (value)
			json_object_set_new(
				line, sqlite3_column_name(st, i), value);
	}
	text = json_dumps(line, JSON_COMPACT);
	*(const char **)row = store_mem_str(&job->found, text);
	mem_free(text);
	json_decref(line);
	return text && !job->found.out ? ERR_OK : ERR_NOMEM;
}

static const enum db_query parts[] = {DB_Q_LINES_SHOPPER, DB_Q_LINES_CHATS,
	DB_Q_LINES_ENTRIES, DB_Q_LINES_ENQUIRIES, DB_Q_LINES_ANSWERS,
	DB_Q_LINES_ORDERS, DB_Q_LINES_CLAIMS, DB_Q_LINES_BLOCKS};
#define PARTS ((int64_t)(sizeof(parts) / sizeof(*parts)))

/* Ends with the statement that has rows left, or with 0. */
static enum err read_part(struct db *db, struct store_job *job, int64_t at)
{
	int64_t part = at / PART;
	sqlite3_stmt *st = db_query(db, parts[part]);
	enum err e;

	db_bind_str(st, ":retailer", job->retailer);
	db_bind_str(st, ":shopper", job->lines.shopper.s);
	db_bind_int(st, ":limit", STORE_LINES);
	db_bind_int(st, ":skip", at % PART);
	e = db_row_list(
		db, job, st, read_line, sizeof(const char *), &job->list);
	if (job->list.n == STORE_LINES)
		job->list.at = at + STORE_LINES;
	else
		job->list.at = (part + 1) % PARTS * PART;
	return e;
}

enum err db_shopper_lines(struct db *db, struct store_job *job)
{
	enum err e;

	job->list.at = job->lines.at;
	if (job->list.at < 0 || job->list.at / PART >= PARTS)
		return ERR_FIELD;
	do
		e = read_part(db, job, job->list.at);
	while (!e && job->list.n == 0 && job->list.at > 0);
	return e;
}
