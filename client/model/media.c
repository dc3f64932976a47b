/* SPDX-License-Identifier: MIT */
#include "client/model/media.h"

#include <assert.h>
#include <string.h>

#include "client/model/action.h"
#include "client/model/chat.h"
#include "client/model/effects.h"
#include "client/model/model.h"
#include "client/model/outbox.h"
#include "client/model/settings.h"
#include "client/model/view.h"
#include "shared/mem.h"
#include "shared/picture/picture.h"

static void set(char **to, const char *text)
{
	mem_free(*to);
	*to = text ? mem_strdup(text) : NULL;
}

void media_fini(struct media *d)
{
	for (int i = 0; i < d->n; i++)
		mem_free(d->shown[i].cells);
	mem_free(d->uploading);
	mem_free(d->path);
	mem_free(d->names);
	*d = (struct media){0};
}

static struct media_shown *find(struct model *m, const struct id *media)
{
	for (int i = 0; i < m->media.n; i++)
		if (id_same(&m->media.shown[i].media, media))
			return &m->media.shown[i];
	return NULL;
}

const struct picture_cells *media_cells(
	const struct model *m, const struct id *media)
{
	for (int i = 0; i < m->media.n; i++)
		if (id_same(&m->media.shown[i].media, media))
			return m->media.shown[i].cells;
	return NULL;
}

void media_fetch(
	struct model *m, const struct chat_file *f, struct effects *out)
{
	struct media *d = &m->media;

	if (f->mime == WIRE_MIME_MP4 || !id_is(&f->media) || find(m, &f->media))
		return;
	if (d->n == MEDIA_SHOWN) {
		mem_free(d->shown[0].cells);
		memmove(d->shown, d->shown + 1,
			(size_t)--d->n * sizeof(*d->shown));
	}
	d->shown[d->n++] = (struct media_shown){.media = f->media};
	effects_add(out, EFFECT_PICTURE, f->media.s, NULL);
}

static void upload(struct model *m, const char *path, struct effects *out)
{
	const char *slash = strrchr(path, '/');

	if (!model_in_chat(m) || m->media.uploading)
		return;
	if (!model_online(m)) {
		model_note(m, MODEL_NOTICE_ERR, ERR_CLOSE);
		return;
	}
	m->media.uploading = view_shown(slash ? slash + 1 : path, false);
	m->media.stopping = false;
	m->media.to = m->chat->id;
	m->media.sent = m->media.total = 0;
	effects_add(out, EFFECT_UPLOAD, path, NULL);
}

void media_act(struct model *m, const struct action *a, struct effects *out)
{
	if (m->settings->kiosk)
		return; /* no way to the machine's files */
	switch (a->kind) {
	case ACTION_UPLOAD:
		upload(m, a->text, out);
		break;
	case ACTION_UPLOAD_STOP:
		if (!m->media.uploading)
			break;
		m->media.stopping = true;
		effects_add(out, EFFECT_UPLOAD_STOP, NULL, NULL);
		break;
	case ACTION_SAVE:
		effects_add(out, EFFECT_SAVE, a->save.media.s,
			a->save.name ? a->save.name : "");
		break;
	case ACTION_COMPLETE:
		effects_add(out, EFFECT_COMPLETE, a->text, NULL);
		break;
	default:
		break;
	}
}

/* The file is at the relay: now it is said, and kept like a message. */
static void uploaded(struct model *m, const struct action *a)
{
	struct media *d = &m->media;
	enum err e = a->uploaded.err;

	if (!d->uploading)
		return; /* whoever sent it has signed out */
	if (a->uploaded.media && m->chat && id_same(&m->chat->id, &d->to) &&
		model_in_chat(m))
		outbox_show(m->outbox, &d->to, a->uploaded.media, d->uploading,
			m->wall_us);
	else
		model_note(m, MODEL_NOTICE_UPLOAD, e ? e : ERR_OVER);
	set(&d->uploading, NULL);
}

static void cells(struct model *m, const struct action *a)
{
	struct media_shown *s = find(m, &a->cells.media);

	if (!s || !a->cells.cells || s->cells) {
		mem_free(a->cells.cells);
		return;
	}
	s->cells = a->cells.cells;
	m->media.turn++;
}

void media_told(struct model *m, const struct action *a)
{
	switch (a->kind) {
	case ACTION_UPLOADING:
		m->media.sent = a->uploading.sent;
		m->media.total = a->uploading.total;
		break;
	case ACTION_UPLOADED:
		uploaded(m, a);
		break;
	case ACTION_CELLS:
		cells(m, a);
		break;
	case ACTION_SAVED:
		if (a->saved.err)
			model_note(m, MODEL_NOTICE_UPLOAD, a->saved.err);
		else
			model_say(m, MODEL_NOTICE_SAVED, a->saved.path);
		break;
	case ACTION_COMPLETED:
		set(&m->media.path, a->completed.path);
		set(&m->media.names, a->completed.names);
		m->media.completed++;
		break;
	default:
		break;
	}
}
