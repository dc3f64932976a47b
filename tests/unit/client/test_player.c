/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "client/flow/player.h"
#include "shared/buf.h"
#include "shared/limits.h"

static const char chat_id[] = "2rk4gq0z8v6m1c5n7t9w3x0y8c";
static const char other_id[] = "2rk4gq0z8v6m1c5n7t9w3x0y8d";

struct bed {
	struct player player;
	struct buf said; /* everything that was sent, a line each */
};

static void on_send(void *ctx, int seat, const struct wire_msg *msg)
{
	struct bed *b = ctx;

	assert_int_equal(seat, 3);
	assert_int_equal(wire_encode(msg, &b->said), ERR_OK);
	buf_add_char(&b->said, '\n');
}

static void begin(struct bed *b, bool associate)
{
	buf_init(&b->said, 1 << 16);
	player_init(&b->player, 3, associate, WIRE_LANG_EN, 7, on_send, b);
}

static void end(struct bed *b)
{
	player_fini(&b->player);
	buf_fini(&b->said);
}

/* The player hears that; what it answers. */
static enum player_answer hear(struct bed *b, const char *text)
{
	const unsigned from = b->player.associate ? WIRE_FROM_RA : WIRE_FROM_RS;
	char ref[LIMIT_REF + 1] = "";
	enum player_answer answer;
	struct wire_msg msg;

	if (wire_decode(text, strlen(text), 65536, from, &msg, NULL))
		fail_msg("%s", text);
	answer = player_hear(&b->player, &msg, ref);
	wire_fini(&msg);
	return answer;
}

static void come(struct bed *b)
{
	player_connected(&b->player, true);
	hear(b,
		"{\"t\":\"welcome\",\"version\":1,\"now\":1,\"retailer\":\"S\","
		"\"name\":\"Ken\",\"token\":\"t0k3n\","
		"\"associate\":\"2rk4gq0z8v6m1c5n7t9w3x0y8a\"}");
}

static void ready(struct bed *b)
{
	hear(b, "{\"t\":\"ready\"}");
}

static void hear_chat(struct bed *b, const char *phase, int seq)
{
	char text[200];

	snprintf(text, sizeof(text),
		"{\"t\":\"chat\",\"chat\":\"%s\",\"phase\":\"%s\","
		"\"name\":\"Guest\",\"opened\":1,\"seq\":%d,\"present\":true}",
		chat_id, phase, seq);
	hear(b, text);
}

static void hear_text(struct bed *b, int seq, const char *who, const char *what)
{
	char text[300];

	snprintf(text, sizeof(text),
		"{\"t\":\"entry\",\"chat\":\"%s\",\"seq\":%d,\"at\":1,"
		"\"kind\":\"text\",\"who\":\"%s\",\"text\":\"%s\"}",
		chat_id, seq, who, what);
	hear(b, text);
}

static bool said(const struct bed *b, const char *what)
{
	return strstr(buf_str(&b->said), what) != NULL;
}

static int entries(const struct bed *b)
{
	int n = 0;

	for (const struct player_note *e = b->player.entries.first; e;
		e = e->next)
		n++;
	return n;
}

static void what_comes_is_marked_and_kept_once(void **state)
{
	struct bed b;

	(void)state;
	begin(&b, true);
	come(&b);
	ready(&b);
	hear_chat(&b, "live", 0);
	hear_text(&b, 1, "shopper", "Hello");
	assert_true(said(&b, "\"seq\":1,\"mark\":\"delivered\""));
	hear_text(&b, 1, "shopper", "Hello");
	assert_int_equal(entries(&b), 1);
	assert_non_null(player_entry(&b.player, NULL, WIRE_KIND_TEXT, "Hello"));
	assert_null(player_entry(&b.player, NULL, WIRE_KIND_CARD, "Hello"));
	assert_false(said(&b, "\"mark\":\"read\""));
	player_read(&b.player);
	assert_true(said(&b, "\"seq\":1,\"mark\":\"read\""));
	end(&b);
}

static void a_gap_is_asked_for(void **state)
{
	struct bed b;

	(void)state;
	begin(&b, false);
	come(&b);
	hear_chat(&b, "ringing", 1);
	assert_false(said(&b, "resume"));
	ready(&b);
	assert_true(said(&b, "\"after\":0"));
	hear_text(&b, 1, "shopper", "One");
	hear_text(&b, 3, "associate", "Three");
	assert_int_equal(entries(&b), 1);
	assert_true(said(&b, "\"after\":1"));
	hear_text(&b, 2, "associate", "Two");
	hear_text(&b, 3, "associate", "Three");
	assert_int_equal(entries(&b), 3);
	end(&b);
}

static void what_was_not_answered_is_said_again(void **state)
{
	struct wire_msg msg = {.type = WIRE_T_SAY, .say = {.text = "Hello"}};
	char ref[LIMIT_REF + 1], answer[100], first[200];
	struct bed b;

	(void)state;
	begin(&b, false);
	come(&b);
	ready(&b);
	buf_clear(&b.said);
	assert_int_equal(player_ask(&b.player, &msg, ref), ERR_OK);
	snprintf(first, sizeof(first), "%s", buf_str(&b.said));
	assert_true(said(&b, "\"key\":"));
	player_connected(&b.player, false);
	come(&b);
	buf_clear(&b.said);
	ready(&b);
	assert_string_equal(buf_str(&b.said), first); /* with its key */
	snprintf(answer, sizeof(answer),
		"{\"t\":\"ok\",\"ref\":\"%s\",\"chat\":\"%s\",\"seq\":2}", ref,
		chat_id);
	assert_int_equal(hear(&b, answer), PLAYER_OK);
	assert_int_equal(b.player.said, 2);
	assert_int_equal(hear(&b, answer), PLAYER_NOTHING);
	buf_clear(&b.said);
	player_connected(&b.player, false);
	come(&b);
	ready(&b);
	assert_false(said(&b, "Hello"));
	end(&b);
}

static void a_refusal_is_remembered(void **state)
{
	struct wire_msg msg = {.type = WIRE_T_AVAILABLE};
	char ref[LIMIT_REF + 1], answer[100];
	struct bed b;

	(void)state;
	begin(&b, true);
	come(&b);
	ready(&b);
	player_ask(&b.player, &msg, ref);
	snprintf(answer, sizeof(answer),
		"{\"t\":\"error\",\"ref\":\"%s\",\"code\":\"closed\","
		"\"text\":\"Closed.\"}",
		ref);
	assert_int_equal(hear(&b, answer), PLAYER_ERROR);
	assert_int_equal(b.player.refused, ERR_CLOSED);
	end(&b);
}

static void hear_ring(struct bed *b, const char *id)
{
	char text[200];

	snprintf(text, sizeof(text),
		"{\"t\":\"ring\",\"chat\":\"%s\",\"left\":90000,"
		"\"name\":\"Guest 1\",\"text\":\"Hello\"}",
		id);
	hear(b, text);
}

static void a_ring_ends_and_tells_by_whom(void **state)
{
	char text[120];
	struct bed b;

	(void)state;
	begin(&b, true);
	come(&b);
	ready(&b);
	b.player.now = 1000;
	hear_ring(&b, chat_id);
	b.player.now = 3000;
	assert_int_equal(
		player_left(&b.player, player_ringing(&b.player, NULL)), 88000);
	snprintf(text, sizeof(text),
		"{\"t\":\"ring_over\",\"chat\":\"%s\",\"reason\":\"taken\","
		"\"name\":\"Mio\"}",
		chat_id);
	hear(&b, text);
	assert_null(player_ringing(&b.player, NULL));
	assert_string_equal(player_last_ring(&b.player, NULL)->by, "Mio");
	end(&b);
}

static void what_is_not_said_again_after_a_break_is_over(void **state)
{
	const struct id other = id_from_str(other_id);
	struct bed b;

	(void)state;
	begin(&b, true);
	come(&b);
	ready(&b);
	hear_ring(&b, chat_id);
	hear_ring(&b, other_id);
	player_connected(&b.player, false);
	come(&b);
	hear_ring(&b, other_id);
	ready(&b);
	assert_non_null(player_ringing(&b.player, &other));
	assert_ptr_equal(player_ringing(&b.player, NULL),
		player_ringing(&b.player, &other));
	end(&b);
}

static void typing_shows_for_five_seconds(void **state)
{
	char text[120];
	struct bed b;

	(void)state;
	begin(&b, true);
	come(&b);
	ready(&b);
	hear_chat(&b, "live", 0);
	snprintf(text, sizeof(text),
		"{\"t\":\"types\",\"chat\":\"%s\",\"who\":\"shopper\"}",
		chat_id);
	b.player.now = 1000;
	hear(&b, text);
	b.player.now += PLAYER_TYPES_MS - 1;
	assert_true(player_sees_typing(&b.player));
	b.player.now++;
	assert_false(player_sees_typing(&b.player));
	end(&b);
}

static void a_page_loaded_anew_knows_who_it_is(void **state)
{
	struct bed b;

	(void)state;
	begin(&b, false);
	come(&b);
	ready(&b);
	hear_chat(&b, "live", 1);
	hear_text(&b, 1, "shopper", "One");
	player_reload(&b.player);
	assert_int_equal(entries(&b), 0);
	assert_null(player_chat(&b.player));
	assert_string_equal(b.player.token, "t0k3n");
	end(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_comes_is_marked_and_kept_once),
		cmocka_unit_test(a_gap_is_asked_for),
		cmocka_unit_test(what_was_not_answered_is_said_again),
		cmocka_unit_test(a_refusal_is_remembered),
		cmocka_unit_test(a_ring_ends_and_tells_by_whom),
		cmocka_unit_test(what_is_not_said_again_after_a_break_is_over),
		cmocka_unit_test(typing_shows_for_five_seconds),
		cmocka_unit_test(a_page_loaded_anew_knows_who_it_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
