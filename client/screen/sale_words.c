/* SPDX-License-Identifier: MIT */
#include "client/screen/sale_words.h"

#include "client/model/words.h"

const char *sale_words_sum(const struct model *m, const struct sale *s,
	bool claim, char out[PAINT_SIZE])
{
	char money[PAINT_SIZE], sum[PAINT_SIZE];

	paint_money(m, &s->worth, money);
	if (s->cancelled)
		paint_format(sum, "%s", _("cancelled"));
	else if (s->paid && s->worth.minor == 0)
		paint_format(sum, "%s", _("all paid back"));
	else if (s->paid)
		paint_format(sum, _("%s, some paid back"), money);
	else
		paint_format(sum, "%s", money);
	return claim && s->claimed
		? paint_format(out, "%s  %s", _("granted claim"), sum)
		: paint_format(out, "%s", sum);
}

const char *sale_words_what(const struct sale *s, char out[PAINT_SIZE])
{
	char pieces[PAINT_SIZE] = "";

	if (s->quantity > 1)
		paint_format(pieces, " x %ld", (long)s->quantity);
	return paint_format(out, "%s%s%s%s", s->order, s->product ? "   " : "",
		s->product ? s->product : "", s->product ? pieces : "");
}

const char *sale_words_line(
	const struct model *m, const struct sale *s, char out[PAINT_SIZE])
{
	char what[PAINT_SIZE], sum[PAINT_SIZE];

	return paint_format(out, "%s   %s", sale_words_what(s, what),
		sale_words_sum(m, s, true, sum));
}
