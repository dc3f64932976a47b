/* SPDX-License-Identifier: MIT */
/*
 * What the codec costs in CPU time for an entry: short, with 200 bytes of text
 * in English, and in Japanese.  usage: bench_wire
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "shared/wire.h"

#define ROUNDS 200000

static const char brief[] = "Do you have the blue cup?";
static const char english[] =
	"Hello, I am looking at the blue tea cup on this page and would like "
	"to know whether it is sold in a set of five, how soon you could ship "
	"two sets of them to Osaka, and if they could be wrapped as gifts.";
static const char japanese[] =
	"こんにちは。このページの青い茶碗について伺いたいのですが、五客揃いで"
	"販売していますか。大阪までの配送は何日ぐらいかかりますか。";

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void measure(const char *name, const char *text)
{
	struct wire_msg msg = {
		.type = WIRE_T_ENTRY,
		.entry = {.chat = id_from_str("0123456789abcdefghjkmnpqrs"),
			.seq = 42,
			.at = 1700000000000000,
			.who = WIRE_WHO_SHOPPER,
			.name = "Tanaka",
			.key = "k-1700000000-1",
			.text = text},
	};
	struct wire_msg back;
	struct buf out;
	double start = now();
	double encoded;
	long bad = 0;

	buf_init(&out, LIMIT_ASSOCIATE_FRAME);
	for (int i = 0; i < ROUNDS; i++) {
		buf_clear(&out);
		bad += wire_encode(&msg, &out) != ERR_OK;
	}
	encoded = now();
	for (int i = 0; i < ROUNDS; i++) {
		bad += wire_decode(out.data, out.len, LIMIT_ASSOCIATE_FRAME,
			       WIRE_FROM_RA, &back, NULL) != ERR_OK;
		wire_fini(&back);
	}
	printf("%-9s %4zu bytes  encode %5.2f us  decode %5.2f us  bad %ld\n",
		name, out.len, (encoded - start) / ROUNDS * 1e6,
		(now() - encoded) / ROUNDS * 1e6, bad);
	buf_fini(&out);
}

int main(void)
{
	measure("short", brief);
	measure("english", english);
	measure("japanese", japanese);
	return 0;
}
