/* SPDX-License-Identifier: MIT */
#include "client/screen/entry_words.h"

#include "client/model/chat.h"
#include "client/model/goods.h"
#include "client/model/model.h"
#include "client/model/words.h"
#include "client/screen/excuse.h"
#include "client/screen/paint.h"

bool entry_words_said(const struct chat_entry *e)
{
	return e->kind == WIRE_KIND_TEXT || e->kind == WIRE_KIND_CARD ||
		e->kind == WIRE_KIND_FILE;
}

/* What the shopper did with a product (rule D4). */
static const char *deed_text(
	const struct model *m, const struct chat_entry *e, char out[PAINT_SIZE])
{
	const struct goods *g = e->goods;
	const char *name = g->name ? g->name : _("a product");
	const char *order = g->order ? g->order : "";
	char total[PAINT_SIZE] = "", many[PAINT_SIZE] = "";

	if (g->quantity > 1)
		paint_format(many, " (%ld)", (long)g->quantity);
	if (g->price.code[0])
		paint_money(m, &g->price, total);
	if (e->kind == WIRE_KIND_PRODUCT)
		paint_format(out,
			e->recommended ? _("> viewed your recommendation %s")
				       : _("> viewed %s"),
			name);
	else if (e->kind == WIRE_KIND_UNCART)
		paint_format(out, _("> took %s out of the cart"), name);
	else if (e->kind == WIRE_KIND_CART)
		paint_format(out,
			e->recommended ? _("> put your recommendation %s in "
					   "the cart%s")
				       : _("> put %s in the cart%s"),
			name, many);
	else
		paint_format(out, _("> bought: order %s   %s"), order, total);
	return out;
}

static const char *mime_word(enum wire_mime mime)
{
	switch (mime) {
	case WIRE_MIME_JPEG:
		return "JPEG";
	case WIRE_MIME_PNG:
		return "PNG";
	case WIRE_MIME_GIF:
		return "GIF";
	case WIRE_MIME_WEBP:
		return "WebP";
	case WIRE_MIME_MP4:
		return "MP4";
	default:
		return "";
	}
}

const char *entry_words_file(
	const struct chat_file *f, const char *name, char out[PAINT_SIZE])
{
	long kb = (long)((f->bytes + 1023) / 1024);
	char size[PAINT_SIZE] = "";

	if (f->width > 0 && f->height > 0)
		paint_format(size, " %ldx%ld", (long)f->width, (long)f->height);
	return paint_format(out, "[%s]  %s%s, %ld KB",
		name                               ? name
			: f->mime == WIRE_MIME_MP4 ? _("a video")
						   : _("a picture"),
		mime_word(f->mime), size, kb);
}

const char *entry_words_event(
	const struct model *m, const struct chat_entry *e, char out[PAINT_SIZE])
{
	const char *text = e->text ? e->text : "";
	const char *name = e->name ? e->name : _("a colleague");

	switch (e->kind) {
	case WIRE_KIND_PRODUCT:
	case WIRE_KIND_CART:
	case WIRE_KIND_UNCART:
	case WIRE_KIND_PURCHASE:
		deed_text(m, e, out);
		break;
	case WIRE_KIND_CHECKOUT:
		paint_format(out, "%s", _("> went to the till"));
		break;
	case WIRE_KIND_TRANSFERRED:
		paint_format(out,
			*text ? _("> %s has the chat now. Why: %s")
			      : _("> %s has the chat now"),
			name, text);
		break;
	case WIRE_KIND_BLOCKED:
		paint_format(out, _("> %s blocked the shopper. Why: %s"), name,
			text);
		break;
	case WIRE_KIND_OPENED:
		if (*text)
			paint_format(out, _("> started the chat on %s"), text);
		else
			paint_format(out, "%s", _("> started the chat"));
		break;
	case WIRE_KIND_PAGE:
		paint_format(out, _("> viewed %s"), text);
		break;
	case WIRE_KIND_JOINED:
		paint_format(out, _("> %s joined"), name);
		break;
	case WIRE_KIND_TAKEN_OVER:
		paint_format(
			out, _("> %s was away too long; it rings again"), name);
		break;
	default:
		paint_format(out, "> %s", excuse_ended(e->reason));
		break;
	}
	return out;
}
