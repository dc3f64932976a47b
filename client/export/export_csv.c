/* SPDX-License-Identifier: MIT */
#include "client/export/export_csv.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "shared/mem.h"
#include "shared/money.h"
#include "shared/text.h"
#include "shared/times.h"

static const char heading[] =
	"chat,archived,opened,accepted,shopper,associate,result,language,"
	"messages,last_message,sales,amount,currency,new,orders\r\n";

static const char heading_enquiries[] =
	"enquiry,received,name,address,language,state,taken_by,answered,"
	"answers,message,last_answer\r\n";

/* Does a spreadsheet take a cell that begins so for a formula? */
static bool is_formula(const char *s)
{
	/* Those of full width are formulas where Japanese is written. */
	static const char *const wide[] = {"＝", "＋", "－", "＠"};

	for (size_t i = 0; i < sizeof(wide) / sizeof(wide[0]); i++)
		if (strncmp(s, wide[i], strlen(wide[i])) == 0)
			return true;
	return *s && strchr("=+-@\t\r", *s);
}

void export_csv_cell(const char *s, struct buf *out)
{
	bool formula, quoted;
	char *safe;

	if (!s || !*s)
		return;
	safe = text_show(s, strlen(s), true);
	if (!safe) {
		out->err = ERR_NOMEM;
		return;
	}
	/* What was shown may begin otherwise than what was said. */
	formula = is_formula(s) || is_formula(safe);
	quoted = formula || strpbrk(safe, ",\"\n\r") || *safe == ' ';
	if (quoted)
		buf_add_char(out, '"');
	if (formula)
		buf_add_char(out, '\'');
	for (const char *c = safe; *c; c++) {
		if (*c == '"')
			buf_add_char(out, '"');
		buf_add_char(out, *c);
	}
	if (quoted)
		buf_add_char(out, '"');
	mem_free(safe);
}

void export_csv_begin(bool bom, bool enquiries, struct buf *out)
{
	if (bom)
		buf_add_str(out, "\xef\xbb\xbf");
	buf_add_str(out, enquiries ? heading_enquiries : heading);
}

static void add(const char *s, struct buf *out)
{
	export_csv_cell(s, out);
	buf_add_char(out, ',');
}

static void add_time(int64_t at, struct buf *out)
{
	char text[TIMES_SIZE];

	add(at > 0 && at <= TIMES_MAX ? times_format(at, text) : "", out);
}

static void add_number(int64_t n, struct buf *out)
{
	buf_addf(out, "%" PRId64 ",", n);
}

/* In major units, without the currency: that stands beside it. */
static void add_major(int64_t minor, const char *currency, struct buf *out)
{
	struct money m = {.minor = minor};
	char text[MONEY_SIZE];

	if (!currency || !money_known(currency))
		return;
	snprintf(m.code, sizeof(m.code), "%s", currency);
	money_write(&m, text);
	text[strcspn(text, " ")] = '\0';
	buf_add_str(out, text);
}

static void add_amount(const struct wire_filed *f, struct buf *out)
{
	if (f->sales > 0)
		add_major(f->amount, f->currency, out);
	buf_add_char(out, ',');
}

void export_csv_order(const struct wire_sale *s, struct buf *cell)
{
	if (cell->len > 0)
		buf_add_str(cell, "; ");
	buf_add_str(cell, s->order);
	buf_add_char(cell, ' ');
	if (s->cancelled) {
		buf_add_str(cell, "cancelled");
		return;
	}
	add_major(s->amount, s->currency, cell);
	buf_addf(cell, " %s", s->currency);
}

void export_csv_row(const struct wire_filed *f, int64_t said,
	const char *orders, struct buf *out)
{
	add(f->chat.s, out);
	add_time(f->at, out);
	add_time(f->opened, out);
	add_time(f->accepted, out);
	add(f->name, out);
	add(f->holder, out);
	add(wire_reason_word((enum wire_reason)f->reason), out);
	add(wire_lang_word((enum wire_lang)f->lang), out);
	add_number(said, out);
	add(f->text, out);
	add_number(f->sales, out);
	add_amount(f, out);
	add(f->currency, out);
	add(f->fresh ? "yes" : "", out);
	export_csv_cell(orders, out);
	buf_add_str(out, "\r\n");
}

/* Those that were answered before answers were kept have no outcome. */
static const char *state_of(const struct wire_enquiry *q)
{
	if (q->done > 0)
		return q->state == WIRE_OUTCOME_NONE
			? "answered"
			: wire_outcome_word(q->state);
	return q->taken ? "taken" : "waits";
}

void export_csv_enquiry(const struct wire_enquiry *q, int64_t answers,
	const struct wire_letter *l, struct buf *out)
{
	add(q->enquiry.s, out);
	add_time(q->at, out);
	add(q->name, out);
	add(q->address, out);
	add(wire_lang_word(q->lang), out);
	add(state_of(q), out);
	add(q->taken, out);
	add_time(q->done, out);
	add_number(answers, out);
	add(q->text, out);
	export_csv_cell(l ? l->text : NULL, out);
	buf_add_str(out, "\r\n");
}
