/* SPDX-License-Identifier: MIT */
/* The catalogue of a stage: a feed of all products so far, brought over the
 * relay's control socket, which replaces it as a whole. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "client/flow/ws_stage_state.h"
#include "client/link/ws_loop.h"
#include "client/model/words.h"
#include "shared/mem.h"

#define CATALOG_FEED (1024 * 1024) /* bytes of it, more than a flow's lines */
#define CATALOG_AGAIN_MS 5         /* until the relay is asked again */

static void on_wait(void *ctx);

/* The relay's word on the import; NULL: `why` says why not. */
static json_t *say(struct ws_stage *s, const char *method, const char *path,
	const char *body, size_t len, char why[WS_STAGE_WHY])
{
	char full[200];
	struct buf answer;
	json_t *state = NULL;
	enum err e;

	snprintf(full, sizeof(full), "%s?retailer=%s&import=%s", path,
		s->retailer, s->import);
	buf_init(&answer, LIMIT_HTTP_BODY);
	e = http_control_send(s->control, method, s->import[0] ? full : path,
		body, len, &answer, why);
	if (!e)
		state = json_loads(buf_str(&answer), 0, NULL);
	if (!e && !state)
		snprintf(why, WS_STAGE_WHY, "%s", err_text(ERR_JSON));
	buf_fini(&answer);
	return state;
}

static const char *text_of(const json_t *state, const char *name)
{
	const char *text = json_string_value(json_object_get(state, name));

	return text ? text : "";
}

static json_t *begin(struct ws_stage *s, char why[WS_STAGE_WHY])
{
	const struct wire_msg msg = {.type = WIRE_T_CTL_IMPORT,
		.ctl_import = {.retailer = s->retailer, .format = "jsonl"}};
	struct buf body;
	json_t *state = NULL;

	s->import[0] = '\0';
	buf_init(&body, LIMIT_HTTP_BODY);
	if (wire_encode(&msg, &body) == ERR_OK)
		state = say(
			s, "POST", "/import", buf_str(&body), body.len, why);
	else
		snprintf(why, WS_STAGE_WHY, "%s", err_text(ERR_NOMEM));
	buf_fini(&body);
	snprintf(s->import, sizeof(s->import), "%s", text_of(state, "import"));
	return state;
}

/* A product that is refused, or a catalogue that is, fails the step. */
static void over(struct ws_stage *s, const json_t *state)
{
	const json_t *refusals = json_object_get(state, "refusals");
	const json_t *one = json_array_get(refusals, 0);
	char why[WS_STAGE_WHY];

	if (!one)
		one = json_object_get(state, "fault");
	snprintf(
		why, sizeof(why), "%.300s", text_of(one ? one : state, "text"));
	if (one || strcmp(text_of(state, "phase"), "done") != 0)
		ws_stage_answer(s, ERR_FIELD, why);
	else
		ws_stage_answer(s, ERR_OK, NULL);
}

static void go_on(struct ws_stage *s, json_t *state, const char *why)
{
	if (!state)
		ws_stage_answer(s, ERR_IO, why);
	else if (strcmp(text_of(state, "phase"), "indexing") == 0)
		ws_loop_after(s->loop, CATALOG_AGAIN_MS, on_wait, s);
	else
		over(s, state);
	json_decref(state);
}

static void on_wait(void *ctx)
{
	struct ws_stage *s = ctx;
	char why[WS_STAGE_WHY] = "";

	go_on(s, say(s, "GET", "/import", NULL, 0, why), why);
}

static void import(struct ws_stage *s)
{
	char why[WS_STAGE_WHY] = "";
	json_t *state = begin(s, why);

	if (state) {
		json_decref(state);
		state = say(s, "POST", "/import-piece", buf_str(&s->feed),
			s->feed.len, why);
	}
	if (state) {
		json_decref(state);
		state = say(s, "POST", "/import-end", "", 0, why);
	}
	go_on(s, state, why);
}

/* One more line of the feed. */
static enum err add(struct ws_stage *s, const char *name,
	const struct money *price, const char *gtin)
{
	char sku[24], link[64], shown[MONEY_SIZE] = "", *line;
	json_t *row;
	enum err e = ERR_NOMEM;

	snprintf(sku, sizeof(sku), "F-%d", ++s->products);
	snprintf(link, sizeof(link), "https://shop.example/%s", sku);
	if (price->code[0])
		money_write(price, shown);
	row = json_pack("{s:s, s:s, s:s, s:s, s:s*, s:s*}", "id", sku, "title",
		name, "link", link, "availability", "in_stock", "price",
		shown[0] ? shown : NULL, "gtin", gtin);
	line = row ? json_dumps(row, JSON_COMPACT) : NULL;
	if (s->feed.cap == 0)
		buf_init(&s->feed, CATALOG_FEED);
	if (line)
		e = buf_addf(&s->feed, "%s\n", line);
	mem_free(line);
	json_decref(row);
	return e;
}

void ws_stage_product(void *ctx, const char *name, const struct money *price,
	const char *gtin)
{
	struct ws_stage *s = ctx;
	enum err e = add(s, name, price, gtin);

	if (e)
		ws_stage_answer(s, e, err_text(e));
	else
		import(s);
}

void ws_stage_catalog_end(struct ws_stage *s)
{
	ws_loop_after(s->loop, -1, on_wait, s);
	buf_fini(&s->feed);
}
