/* SPDX-License-Identifier: MIT */
#include "client/screen/archive_words.h"

#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/paint.h"

static const char *reason_word(enum wire_reason reason)
{
	switch (reason) {
	case WIRE_REASON_LEFT:
		return _("Left");
	case WIRE_REASON_GONE:
		return _("Taken over");
	case WIRE_REASON_BLOCKED:
		return _("Blocked");
	case WIRE_REASON_MISSED:
	case WIRE_REASON_CLOSED:
		return _("Missed");
	case WIRE_REASON_TAKEN:
		return _("Transferred");
	default:
		return _("Ended");
	}
}

const char *archive_words_result(
	const struct model *m, const struct archive_row *r, char *out)
{
	char money[PAINT_SIZE] = "";

	if (r->sales == 0)
		return paint_format(out, "%s", reason_word(r->reason));
	if (r->worth.code[0])
		paint_money(m, &r->worth, money);
	if (r->sales == 1)
		return paint_format(out, _("Sale %s"), money);
	return paint_format(out, _("%ld sales %s"), (long)r->sales, money);
}

const char *archive_words_when(
	const struct model *m, int64_t wall_us, char *out)
{
	struct tz_time then = model_local(m, wall_us);
	struct tz_time now = model_local(m, m->wall_us);

	if (paint_day(m, wall_us) == paint_day(m, m->wall_us))
		return paint_clock(m, wall_us, out);
	if (then.year == now.year)
		return paint_date(m, &then, out);
	return paint_format(
		out, "%04d-%02d-%02d", then.year, then.month, then.day);
}

const char *archive_words_name(const struct archive_row *r)
{
	if (r->name)
		return r->name;
	/* Every chat in the archive has a name until it is erased. */
	return r->at > 0 ? _("Erased") : _("A shopper");
}

bool archive_words_fresh(const struct model *m, const struct archive_row *r)
{
	return r->fresh && r->sales > 0 && id_same(&r->associate, &m->me);
}
