/* SPDX-License-Identifier: MIT */
#include "client/main_world.h"

#include <string.h>

#include "client/link/file_battery.h"
#include "client/link/file_keep.h"
#include "client/link/file_opener.h"
#include "client/link/http_media.h"
#include "client/link/http_url.h"
#include "client/link/ws_link.h"
#include "client/main_saver.h"
#include "client/main_saving.h"
#include "client/model/catalog_picture.h"
#include "client/model/media.h"
#include "client/model/settings.h"
#include "shared/buf.h"
#include "shared/limits.h"
#include "shared/mem.h"

#define WORLD_NAMES (64 << 10) /* bytes of what a path can be completed to */

struct main_world {
	struct main_world_config config;
	struct http_url url;
	struct http_media *media;
	struct main_saver *saver;
	bool pictures;
	enum picture_colours colours;
};

static void world_act(struct main_world *w, const struct action *a)
{
	w->config.act(w->config.ctx, a);
}

static void on_progress(void *ctx, int64_t sent, int64_t total)
{
	world_act(ctx,
		&(struct action){.kind = ACTION_UPLOADING,
			.uploading = {.sent = sent, .total = total}});
}

static void on_uploaded(void *ctx, enum err e, const struct wire_media *media)
{
	world_act(ctx,
		&(struct action){.kind = ACTION_UPLOADED,
			.uploaded = {.err = e, .media = media}});
}

static void on_cells(
	void *ctx, const struct id *media, struct picture_cells *cells)
{
	world_act(ctx,
		&(struct action){.kind = ACTION_CELLS,
			.cells = {.media = *media, .cells = cells}});
}

static void on_goods(void *ctx, const char *sku, struct picture_cells *cells)
{
	world_act(ctx,
		&(struct action){.kind = ACTION_GOODS_CELLS,
			.goods_cells = {.sku = sku, .cells = cells}});
}

static void on_saved(void *ctx, enum err e, const char *path)
{
	world_act(ctx,
		&(struct action){.kind = ACTION_SAVED,
			.saved = {.err = e, .path = path}});
}

static void on_saving(void *ctx, int64_t chats, int64_t reached)
{
	world_act(ctx,
		&(struct action){.kind = ACTION_SAVING,
			.saving = &(struct saving){
				.chats = chats, .reached = reached}});
}

static void on_saving_end(void *ctx, enum saving_why why, enum err err,
	int64_t chats, const char *path)
{
	world_act(ctx,
		&(struct action){.kind = ACTION_SAVING_END,
			.ended = &(struct saving_end){why, err, chats, path}});
}

struct main_world *main_world_new(const struct main_world_config *config)
{
	struct main_world *w = mem_zero(sizeof(*w));
	const struct http_media_handlers on = {
		.ctx = w,
		.progress = on_progress,
		.uploaded = on_uploaded,
		.cells = on_cells,
		.goods = on_goods,
		.saved = on_saved,
	};
	const struct main_saver_handlers saver = {
		.ctx = w, .progress = on_saving, .ended = on_saving_end};
	struct http_media_config media = {0};
	const struct settings *s = config->settings;

	if (!w)
		return NULL;
	w->config = *config;
	if (http_url_split(s->relay, &w->url) == ERR_OK) {
		media.base = w->url.base;
		media.ca = s->ca[0] ? s->ca : NULL;
		w->media = http_media_new(config->loop, &media, &on);
	}
	w->saver = main_saver_new(config->loop, &saver);
	if (!w->media || !w->saver)
		main_world_destroy(&w);
	return w;
}

void main_world_destroy(struct main_world **w)
{
	if (!*w)
		return;
	http_media_destroy(&(*w)->media);
	main_saver_destroy(&(*w)->saver);
	mem_free(*w);
	*w = NULL;
}

void main_world_colours(struct main_world *w, enum picture_colours colours)
{
	w->pictures = true;
	w->colours = colours;
}

static void world_complete(struct main_world *w, const char *from)
{
	struct buf path, names;

	buf_init(&path, WORLD_NAMES);
	buf_init(&names, WORLD_NAMES);
	file_keep_complete(from, &path, &names);
	world_act(w,
		&(struct action){.kind = ACTION_COMPLETED,
			.completed = {.path = path.len ? buf_str(&path) : from,
				.names = names.len ? buf_str(&names) : ""}});
	buf_fini(&path);
	buf_fini(&names);
}

static void world_keep_report(struct main_world *w, const char *text)
{
	struct buf bytes;
	char *path = NULL;
	enum err e;

	buf_init(&bytes, strlen(text) + 1);
	buf_add_str(&bytes, text);
	e = file_keep_new(w->config.settings->downloads, "noren-report", "txt",
		&bytes, &path);
	on_saved(w, e, path ? path : "");
	mem_free(path);
	buf_fini(&bytes);
}

static void world_look(struct main_world *w, const char *url)
{
	enum err e = file_opener_open(w->config.settings->opener, url);

	if (e)
		world_act(w, &(struct action){.kind = ACTION_LOOKED, .err = e});
}

static void world_battery(struct main_world *w)
{
	int left = file_battery_left(w->config.settings->power_supply);

	if (left >= 0)
		world_act(w,
			&(struct action){
				.kind = ACTION_BATTERY, .number = left});
}

/* The star of the path is the effect's text. */
static void world_ask(struct main_world *w, const struct effect *e)
{
	const struct ask_info *info = ask_info(e->ask);
	size_t before = strcspn(info->path, "*");
	struct buf path;

	buf_init(&path, LIMIT_URL);
	buf_add(&path, info->path, before);
	if (info->path[before])
		buf_addf(&path, "%s%s", e->text, info->path + before + 1);
	ws_link_ask(w->config.link, e->ask, info->method, buf_str(&path),
		info->bearer, e->secret);
	buf_fini(&path);
}

/* A terminal that shows none is told so at once. */
static void world_goods(
	struct main_world *w, const char *token, const char *sku)
{
	if (w->pictures)
		http_media_goods(w->media, token, sku, CATALOG_PICTURE_COLS,
			CATALOG_PICTURE_ROWS, w->colours);
	else
		on_goods(w, sku, NULL);
}

static void world_save(struct main_world *w, const struct effect *e)
{
	const struct wire_export *x = &e->msg.export;
	const struct settings *s = w->config.settings;

	main_saver_begin(w->saver,
		&(struct main_saver_wish){.base = w->url.base,
			.ca = s->ca[0] ? s->ca : NULL,
			.token = ws_link_token(w->config.link),
			.want = {.form = (enum export_form)e->saving.form,
				.pick = (enum wire_pick)x->pick,
				.text = x->text,
				.chat = x->chat,
				.whose = x->associate,
				.team = x->team,
				.enquiries = x->enquiries,
				.bom = e->saving.bom,
				.japanese = e->saving.japanese,
				.zone = main_saving_zone},
			.path = e->text,
			.folder = s->downloads,
			.replace = e->saving.replace});
}

/* What a kiosk does not do, whoever wants it: the model should not have. */
static bool leads_out(enum effect_kind kind)
{
	return kind == EFFECT_UPLOAD || kind == EFFECT_SAVE ||
		kind == EFFECT_COMPLETE || kind == EFFECT_LOOK ||
		kind == EFFECT_REPORT_KEEP || kind == EFFECT_SAVING;
}

void main_world_effect(struct main_world *w, const struct effect *e)
{
	const char *token = ws_link_token(w->config.link);
	struct id media = e->kind == EFFECT_PICTURE || e->kind == EFFECT_SAVE
		? id_from_str(e->text)
		: (struct id){0};

	if (w->config.settings->kiosk && leads_out(e->kind))
		return;
	switch (e->kind) {
	case EFFECT_ASK:
		world_ask(w, e);
		break;
	case EFFECT_UPLOAD:
		http_media_upload(w->media, token, e->text);
		break;
	case EFFECT_UPLOAD_STOP:
		http_media_cancel(w->media);
		break;
	case EFFECT_PICTURE:
		if (w->pictures)
			http_media_cells(w->media, token, &media, MEDIA_COLS,
				MEDIA_ROWS, w->colours);
		break;
	case EFFECT_GOODS_PICTURE:
		world_goods(w, token, e->text);
		break;
	case EFFECT_SAVE:
		http_media_save(w->media, token, &media,
			w->config.settings->downloads, e->secret);
		break;
	case EFFECT_COMPLETE:
		world_complete(w, e->text);
		break;
	case EFFECT_LOOK:
		world_look(w, e->text);
		break;
	case EFFECT_REPORT_KEEP:
		world_keep_report(w, e->text);
		break;
	case EFFECT_SAVING:
		world_save(w, e);
		break;
	case EFFECT_SAVING_STOP:
		main_saver_stop(w->saver);
		break;
	case EFFECT_BATTERY:
		world_battery(w);
		break;
	default:
		break;
	}
}
