/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/lib/storefloor.h"

void storefloor_load(struct storefloor *f)
{
	struct store_rows rows = storebed_load(f->bed, "tea");

	assert_int_equal(rows.err, ERR_OK);
	f->turn = rows.turn;
}

int storefloor_fill(struct storefloor *f)
{
	f->recs[0] = (struct rec){.kind = REC_K_CHAT};
	f->recs[0].chat.chat = STOREFLOOR_CHAT;
	f->recs[0].chat.shopper = STOREFLOOR_SHOPPER;
	f->recs[0].chat.phase = WIRE_PHASE_RINGING;
	for (int i = 1; i <= f->batch; i++) {
		f->recs[i] = (struct rec){.kind = REC_K_ENTRY};
		f->recs[i].entry.chat = STOREFLOOR_CHAT;
		f->recs[i].entry.seq = f->kept + i;
		f->recs[i].entry.body = "a text of some length, so that some"
					" pages are filled by a few of them,"
					" or else faults would be too few";
	}
	return f->batch + 1;
}

enum keeper_result storefloor_grow(struct storefloor *f)
{
	enum keeper_result r = storebed_commit(
		f->bed, "tea", f->turn, f->recs, storefloor_fill(f));

	if (r == KEEPER_COMMITTED) {
		f->turn++;
		f->kept += f->batch;
	}
	return r;
}

struct storefloor storefloor_begin(struct storebed *b)
{
	struct storefloor f = {.bed = b, .batch = STOREFLOOR_BATCH};

	storefloor_load(&f);
	assert_int_equal(storefloor_grow(&f), KEEPER_COMMITTED);
	return f;
}

/* All of them, each once and in order. */
int64_t storefloor_entries(struct storebed *b)
{
	struct store_rows rows;
	int64_t n = 0;

	do {
		rows = storebed_replay(b, "tea", STOREFLOOR_CHAT, n,
			WIRE_WHO_SHOPPER, STOREFLOOR_SHOPPER);
		assert_int_equal(rows.err, ERR_OK);
		for (int i = 0; i < rows.n; i++)
			assert_int_equal(rows.recs[i].entry.seq, ++n);
	} while (rows.more);
	return n;
}
