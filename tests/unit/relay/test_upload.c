/* SPDX-License-Identifier: MIT */
/* Uploads on a real store, with files that the test makes up (D6). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "relay/gate/token.h"
#include "relay/gate/upload.h"
#include "relay/store/store_extra.h"
#include "shared/mem.h"
#include "shared/times.h"
#include "tests/lib/dbfault.h"
#include "tests/lib/storebed.h"

#define TOKEN "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
#define STRANGER "BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

struct asked {
	struct reply reply; /* first: a reply is cast to us */
	int status;         /* 0: not answered yet */
	char code[32];
};

struct bed {
	struct storebed store;
	struct hub hub;
	struct log log;
	struct uploads *uploads;
	struct desk_now now;
	unsigned drawn;
	int open; /* files that were begun and not ended */
	int kept;
	enum err keep;  /* what the next keep answers */
	media_fn clean; /* of the file that is being cleaned */
	void *clean_ctx;
};

static struct desk_now io_now(void *ctx)
{
	return ((struct bed *)ctx)->now;
}

static void io_random(void *ctx, void *out, size_t len)
{
	struct bed *b = ctx;

	memset(out, (int)++b->drawn, len);
	memcpy(out, &b->drawn, len < sizeof(b->drawn) ? len : sizeof(b->drawn));
}

static enum err io_begin(void *ctx, const struct id *id, void **file)
{
	struct bed *b = ctx;

	(void)id;
	b->open++;
	*file = b;
	return ERR_OK;
}

static enum err io_write(void *ctx, void *file, const void *data, size_t len)
{
	(void)ctx;
	(void)file;
	return memchr(data, '!', len) ? ERR_NOT_KEPT : ERR_OK;
}

static void io_clean(void *ctx, void *file, media_fn fn, void *fn_ctx)
{
	struct bed *b = ctx;

	(void)file;
	b->clean = fn;
	b->clean_ctx = fn_ctx;
}

static enum err io_keep(void *ctx, void *file, const char *retailer)
{
	struct bed *b = ctx;

	(void)file;
	assert_string_equal(retailer, "tea");
	b->kept += b->keep == ERR_OK;
	return b->keep;
}

static void io_end(void *ctx, void *file)
{
	struct bed *b = ctx;

	b->open -= file != NULL;
}

static void log_nothing(void *ctx, const char *line, size_t len)
{
	(void)ctx;
	(void)line;
	(void)len;
}

static void on_done(void *ctx, enum err e)
{
	assert_int_equal(e, ERR_OK);
	*(bool *)ctx = true;
}

static void sign_in(struct bed *b)
{
	const struct store_associate aiko = {
		.id = storebed_id(7),
		.retailer = "tea",
		.address = "aiko@tea.example",
		.name = "Aiko",
		.hash = "*",
		.groups = "",
	};
	struct store_session session = {
		.associate = storebed_id(7), .retailer = "tea", .device = ""};
	bool done = false;

	token_hash(TOKEN, session.hash);
	store_put_associate(b->store.store, &aiko, on_done, &done);
	storebed_wait(&b->store, &done);
	done = false;
	store_put_session(b->store.store, &session, on_done, &done);
	storebed_wait(&b->store, &done);
}

static int setup(void **state)
{
	static struct bed b;
	const struct hub_io hub = {
		.ctx = &b, .now = io_now, .random = io_random};
	static const struct hub_config config = {.public_url = ""};
	const struct upload_io io = {
		.ctx = &b,
		.begin = io_begin,
		.write = io_write,
		.clean = io_clean,
		.keep = io_keep,
		.end = io_end,
	};

	b = (struct bed){.log = {.level = LOG_ERROR, .write = log_nothing}};
	b.now.wall = b.now.steady = 20000 * TIMES_DAY;
	storebed_init(&b.store);
	assert_int_equal(storebed_open(&b.store), ERR_OK);
	assert_int_equal(storebed_retailer(&b.store, "tea"), ERR_OK);
	sign_in(&b);
	hub_init(&b.hub, &hub, &config, &b.log);
	b.hub.store = b.store.store;
	b.uploads = upload_all_new(&b.hub, &io);
	assert_non_null(b.uploads);
	*state = &b;
	return 0;
}

static int teardown(void **state)
{
	struct bed *b = *state;

	storebed_settle(&b->store);
	assert_int_equal(b->open, 0);
	upload_all_destroy(&b->uploads);
	hub_fini(&b->hub);
	storebed_fini(&b->store);
	return 0;
}

static void take_answer(struct reply *r, const struct answer *a)
{
	struct asked *k = (struct asked *)r;
	const char *code = a->body ? strstr(a->body, "\"code\":\"") : NULL;

	assert_int_equal(k->status, 0);
	k->status = a->status;
	if (code)
		snprintf(k->code, sizeof(k->code), "%.*s",
			(int)strcspn(code + 8, "\""), code + 8);
}

/* From the n-th address. */
static struct upload *begin(
	struct bed *b, struct asked *k, const char *token, int n)
{
	const struct request q = {
		.bearer = token,
		.peer = {.b = {[10] = 0xff,
				 [11] = 0xff,
				 [14] = (uint8_t)n,
				 [15] = 1}},
	};

	*k = (struct asked){.reply.send = take_answer};
	return upload_begin(b->uploads, &q, &k->reply);
}

/* All that has come, and what the cleaning makes of it. */
static void finish(struct bed *b, struct upload *u, enum err outcome)
{
	const struct media_clean what = {.err = outcome,
		.mime = WIRE_MIME_PNG,
		.width = 2,
		.height = 3,
		.bytes = 77};

	upload_complete(u);
	storebed_settle(&b->store);
	assert_non_null(b->clean);
	b->clean(b->clean_ctx, &what);
	b->clean = NULL;
	storebed_settle(&b->store);
}

static int rows(struct bed *b)
{
	return (int)storebed_number(&b->store, "SELECT count(*) FROM media");
}

static void test_a_clean_file_is_kept(void **state)
{
	struct bed *b = *state;
	struct asked k;
	struct upload *u = begin(b, &k, TOKEN, 1);

	upload_write(u, "abc", 3);
	finish(b, u, ERR_OK);
	assert_int_equal(k.status, 200);
	assert_int_equal(b->kept, 1);
	assert_int_equal(rows(b), 1);
}

static void test_what_is_refused_is_forgotten(void **state)
{
	struct bed *b = *state;
	struct asked k;

	finish(b, begin(b, &k, TOKEN, 1), ERR_MEDIA);
	assert_int_equal(k.status, 415);
	/* The child could not be run: that is the relay's fault. */
	finish(b, begin(b, &k, TOKEN, 1), ERR_IO);
	assert_int_equal(k.status, 503);
	assert_string_equal(k.code, "busy");
	assert_int_equal(rows(b), 0);
	b->keep = ERR_NOT_KEPT;
	finish(b, begin(b, &k, TOKEN, 1), ERR_OK);
	assert_string_equal(k.code, "not_kept");
}

static void test_a_full_disk_is_told_in_the_middle(void **state)
{
	struct bed *b = *state;
	struct asked k;
	struct upload *u = begin(b, &k, TOKEN, 1);

	upload_write(u, "abc", 3);
	upload_write(u, "!", 1);
	assert_int_equal(k.status, 503);
	assert_string_equal(k.code, "not_kept");
}

static void test_a_file_that_lies_about_its_length_is_refused(void **state)
{
	struct bed *b = *state;
	char *much = mem_zero(LIMIT_MEDIA);
	struct asked k;
	struct upload *u = begin(b, &k, TOKEN, 1);

	upload_write(u, much, LIMIT_MEDIA);
	assert_int_equal(k.status, 0);
	upload_write(u, "x", 1);
	assert_int_equal(k.status, 415);
	mem_free(much);
}

static void test_a_stranger_is_told_while_it_comes(void **state)
{
	struct bed *b = *state;
	struct asked k;
	struct upload *u = begin(b, &k, STRANGER, 1);

	assert_non_null(u);
	upload_write(u, "abc", 3);
	storebed_settle(&b->store);
	assert_int_equal(k.status, 401);
	assert_int_equal(b->open, 0);
	assert_null(begin(b, &k, NULL, 1));
	assert_int_equal(k.status, 401);
	assert_null(begin(b, &k, "short", 1));
	assert_int_equal(k.status, 401);
}

static void test_who_goes_before_the_end_leaves_nothing(void **state)
{
	struct bed *b = *state;
	struct asked k;
	struct upload *u;

	upload_cut(begin(b, &k, TOKEN, 1)); /* the store is being asked */
	assert_int_equal(b->open, 0);
	storebed_settle(&b->store);
	u = begin(b, &k, TOKEN, 1);
	storebed_settle(&b->store);
	upload_write(u, "abc", 3);
	upload_cut(u);
	assert_int_equal(k.status, 0);
}

static void test_so_many_at_once(void **state)
{
	struct bed *b = *state;
	struct upload *all[UPLOAD_MOST];
	struct asked k[UPLOAD_MOST], more;

	for (int i = 0; i < UPLOAD_MOST; i++) {
		all[i] = begin(b, &k[i], TOKEN, i / UPLOAD_MOST_EACH);
		assert_non_null(all[i]);
		if (i == UPLOAD_MOST_EACH - 1) {
			assert_null(begin(b, &more, TOKEN, 0));
			assert_string_equal(more.code, "too_fast");
		}
	}
	assert_null(begin(b, &more, TOKEN, 99));
	assert_string_equal(more.code, "busy");
	for (int i = 0; i < UPLOAD_MOST; i++)
		upload_cut(all[i]);
}

static void test_so_many_in_a_while(void **state)
{
	struct bed *b = *state;
	struct asked k;
	int n = 0;

	for (struct upload *u; (u = begin(b, &k, TOKEN, 1)) != NULL; n++) {
		upload_cut(u);
		storebed_settle(&b->store);
	}
	assert_int_equal(n, 61);
	assert_int_equal(k.status, 429);
	/* From elsewhere it goes on, and from there after a second. */
	upload_cut(begin(b, &k, TOKEN, 2));
	b->now.steady += TIMES_SECOND;
	upload_cut(begin(b, &k, TOKEN, 1));
}

#define BED(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		BED(test_a_clean_file_is_kept),
		BED(test_what_is_refused_is_forgotten),
		BED(test_a_full_disk_is_told_in_the_middle),
		BED(test_a_file_that_lies_about_its_length_is_refused),
		BED(test_a_stranger_is_told_while_it_comes),
		BED(test_who_goes_before_the_end_leaves_nothing),
		BED(test_so_many_at_once),
		BED(test_so_many_in_a_while),
	};

	dbfault_init();
	dbfault_no_sync(true);
	return cmocka_run_group_tests_name("upload", tests, NULL, NULL);
}
