/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CATALOG_FEED_REASON_TABLE_H
#define RELAY_CATALOG_FEED_REASON_TABLE_H

/* clang-format off */

/* Why a row of a feed, or all of it, is refused: the constant, its word where
 * programs read it, and the sentence for people.  A word once given is never
 * given to another. */
#define FEED_REASON_TABLE(R) \
	R(FINE,       "fine",        "Nothing is wrong.") \
	/* The feed as a whole. */ \
	R(EMPTY,      "empty",       "There is nothing in the feed.") \
	R(FORMAT,     "format",      "The feed is neither CSV nor TSV nor JSON lines (one object a line).") \
	R(HEADER,     "header",      "The header cannot be read.") \
	R(NO_COLUMN,  "no_column",   "The header lacks a column that is needed.") \
	R(SAME_NAME,  "same_name",   "Two columns of the header have this name.") \
	R(TOO_LARGE,  "too_large",   "The feed is larger than allowed.") \
	R(TOO_MANY,   "too_many",    "The feed has more products than allowed.") \
	/* A row's shape. */ \
	R(LONG_ROW,   "long_row",    "The row is longer than allowed.") \
	R(COLUMNS,    "columns",     "The row has more columns than allowed.") \
	R(FEW_CELLS,  "few_cells",   "The row has fewer cells than the header.") \
	R(MORE_CELLS, "more_cells",  "The row has more cells than the header.") \
	R(QUOTE,      "quote",       "There is text behind a closing quote.") \
	R(OPEN_QUOTE, "open_quote",  "A quote is opened here and never closed.") \
	R(JSON,       "json",        "The line is not one JSON object, or is nested too deeply.") \
	/* Any cell. */ \
	R(NUL,        "nul",         "There is a NUL byte in it.") \
	R(ENCODING,   "encoding",    "There are bytes that are no text in the feed's encoding.") \
	R(MISSING,    "missing",     "The cell is empty, and it is needed.") \
	R(LONG_CELL,  "long_cell",   "The cell is longer than allowed.") \
	R(ID,         "id",          "An id is one line of text.") \
	R(DUPLICATE,  "duplicate",   "An earlier row has the same id.") \
	/* Cells of a kind. */ \
	R(PRICE,      "price",       "This is not a price.") \
	R(AMBIGUOUS,  "ambiguous",   "The price can be read in two ways: write it with a point before its decimals, and without thousands.") \
	R(FINE_PRICE, "fine_price",  "The price is finer than its currency's smallest unit.") \
	R(CURRENCY,   "currency",    "The currency is unknown, or another than in the rest of the row.") \
	R(SALE,       "sale",        "The sale price is higher than the price.") \
	R(STOCK,      "stock",       "This is not a known word for being in stock or not.") \
	R(COUNT,      "count",       "This is not a number of pieces.") \
	R(GTIN,       "gtin",        "A barcode has 8, 12, 13 or 14 digits.") \
	R(CHECK_DIGIT, "check_digit", "The barcode's check digit does not match: a digit is wrong.") \
	R(LINK,       "link",        "A link is absolute, begins with https:// or http://, and has no blanks.") \
	R(LOGIN,      "login",       "A link must not hold a user's name or password.") \
	R(PRIVATE,    "private",     "The link leads to a private address.")
/* clang-format on */

#endif
