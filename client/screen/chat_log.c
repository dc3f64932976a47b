/* SPDX-License-Identifier: MIT */
#include "client/screen/chat_log.h"

#include <assert.h>
#include <string.h>

#include "client/model/chat.h"
#include "client/model/goods.h"
#include "client/model/model.h"
#include "client/model/outbox.h"
#include "client/model/words.h"
#include "client/screen/chat_card.h"
#include "client/screen/entry_words.h"
#include "client/screen/paint.h"
#include "client/term/grid.h"
#include "client/term/style.h"
#include "shared/cluster.h"
#include "shared/mem.h"
#include "shared/picture/picture.h"
#include "shared/times.h"
#include "shared/wrap.h"

#define INDENT 7 /* the time, and two blanks */

/* An entry of the log or a message that is not kept yet, with what stands
 * around it because of what comes before and after. */
struct line {
	struct chat_log_item item;
	const char *text;
	const struct goods *card; /* shown below the text; NULL: none */
	const struct picture_cells *picture; /* the same; NULL: none */
	char made[PAINT_SIZE];               /* text, when it is ours to make */
	const char *name;                    /* NULL: an event */
	bool own;
	bool date;        /* its day is said above it */
	bool fresh;       /* and that new ones begin here */
	bool head;        /* it has a line with time and name */
	const char *mark; /* NULL: none */
};

void chat_log_fini(struct chat_log *l)
{
	mem_free(l->items);
	*l = (struct chat_log){0};
}

/* ---- what the lines say ---- */

static int64_t minute_of(const struct model *m, int64_t at)
{
	struct tz_time t = model_local(m, at);

	return times_day(t.year, t.month, t.day) * 1440 + t.hour * 60 +
		t.minute;
}

static bool is_own(const struct model *m, const struct chat_entry *e)
{
	return e->who == WIRE_WHO_ASSOCIATE && m->name && e->name &&
		strcmp(m->name, e->name) == 0;
}

/* Of its text, and of what stands below that, if that has room. */
static struct chat_log_item measure(
	const struct line *line, int width, int64_t minute)
{
	struct chat_log_item item = {.minute = minute};
	const struct picture_cells *p = line->picture;
	struct wrap w;
	const char *s;
	size_t len;

	wrap_init(&w, line->text, strlen(line->text), width);
	while (*line->text && wrap_next(&w, &s, &len)) {
		item.rows++;
		item.last = cluster_width(s, len);
	}
	if (line->card) {
		item.extra = CHAT_CARD_ROWS;
		item.last = chat_card_cols(width);
	} else if (p && p->cols <= width) {
		item.extra = p->rows;
		item.last = p->cols;
	}
	if (item.rows == 0 && item.extra == 0)
		item.rows = 1;
	return item;
}

static void entry_line(const struct model *m, const struct chat *c,
	const struct chat_entry *e, struct line *line)
{
	*line = (struct line){0};
	if (e->file)
		line->text = entry_words_file(e->file, e->text, line->made);
	else if (e->kind == WIRE_KIND_TEXT || e->kind == WIRE_KIND_CARD)
		line->text = e->text ? e->text : "";
	else {
		line->text = entry_words_event(m, e, line->made);
		return;
	}
	if (e->kind == WIRE_KIND_CARD)
		line->card = e->goods;
	if (e->file)
		line->picture = media_cells(m, &e->file->media);
	line->own = is_own(m, e);
	line->name = line->own ? _("You") : e->name;
	if (!line->name)
		line->name =
			e->who == WIRE_WHO_SHOPPER && c->name ? c->name : "?";
}

/* ---- the cache ---- */

static bool is_current(const struct chat_log *l, const struct model *m,
	const struct chat *c, int width)
{
	return l->width == width && l->japanese == m->japanese &&
		l->tz == m->tz && l->pictures == m->media.turn &&
		id_same(&l->chat, &c->id) && l->n <= c->n;
}

static void update_items(struct chat_log *l, const struct model *m,
	const struct chat *c, int width)
{
	struct line line;

	if (!is_current(l, m, c, width))
		l->n = 0;
	l->width = width;
	l->japanese = m->japanese;
	l->tz = m->tz;
	l->pictures = m->media.turn;
	l->chat = c->id;
	if (l->size < c->n) {
		l->size = c->n * 2;
		l->items = mem_resize(
			l->items, (size_t)l->size * sizeof(*l->items));
		assert(l->items);
	}
	for (; l->n < c->n; l->n++) {
		const struct chat_entry *e = &c->entries[l->n];

		entry_line(m, c, e, &line);
		l->items[l->n] =
			measure(&line, width - INDENT, minute_of(m, e->at));
	}
}

/* ---- one line among the others ---- */

static const char *kept_mark(const struct chat *c, int64_t seq)
{
	if (seq <= c->read)
		return _("read");
	return seq <= c->delivered ? _("delivered") : _("sent");
}

static const char *unkept_mark(
	const struct model *m, const struct outbox_say *say)
{
	if (say->state == OUTBOX_FAILED)
		return _("not sent");
	if (!model_online(m))
		return _("will be sent when back");
	return _("sending");
}

/* A mark stands where it differs from the next own message's. */
static const char *entry_mark(
	const struct model *m, const struct chat *c, int64_t i)
{
	const char *mark = kept_mark(c, i + 1);

	for (int64_t next = i + 1; next < c->n; next++)
		if (entry_words_said(&c->entries[next]) &&
			is_own(m, &c->entries[next]))
			return kept_mark(c, next + 1) == mark ? NULL : mark;
	return mark;
}

/* The line of entry `i`; `before` is the one above it, or NULL. */
static void get_entry(const struct chat_log *l, const struct model *m,
	const struct chat *c, int64_t i, const struct line *before,
	struct line *line)
{
	int64_t day = before ? before->item.minute / 1440
			     : minute_of(m, m->wall_us) / 1440;

	entry_line(m, c, &c->entries[i], line);
	line->item = l->items[i];
	line->date = line->item.minute / 1440 != day;
	line->fresh = c->unread_from == i + 1 && i > 0;
	if (!line->name)
		return;
	line->head = !before || line->date || line->fresh || !before->name ||
		strcmp(before->name, line->name) != 0 ||
		before->item.minute != line->item.minute;
	if (line->own && c == m->chat)
		line->mark = entry_mark(m, c, i);
}

static void get_say(const struct chat_log *l, const struct model *m,
	const struct outbox_say *say, const struct line *before,
	struct line *line)
{
	*line = (struct line){
		.text = say->shown,
		.card = say->goods,
		.name = _("You"),
		.own = true,
		.mark = unkept_mark(m, say),
	};
	if (say->file)
		line->text =
			entry_words_file(say->file, say->shown, line->made);
	line->item = measure(line, l->width - INDENT, minute_of(m, say->at));
	line->head = !before || !before->own || before->mark ||
		before->item.minute != line->item.minute;
}

/* Does the mark need a row of its own? */
static bool mark_below(const struct chat_log *l, const struct line *line)
{
	return line->mark &&
		INDENT + line->item.last + 2 + paint_width(line->mark) >
		l->width;
}

static int rows_of(const struct chat_log *l, const struct line *line)
{
	return line->item.rows + line->item.extra + line->date + line->fresh +
		line->head + mark_below(l, line);
}

/* ---- painting ---- */

struct page {
	struct grid *g;
	int top, bottom; /* rows that may be painted */
	int col, width;
};

static bool is_on(const struct page *p, int row)
{
	return row >= p->top && row < p->bottom;
}

static void paint_words(
	const struct page *p, int row, uint8_t style, const char *word)
{
	int used;

	if (!is_on(p, row))
		return;
	grid_hline(p->g, row, p->col, p->width, STYLE_GREY);
	grid_fill(p->g, row, p->col + INDENT - 1, 1, paint_width(word) + 2,
		STYLE_DEFAULT);
	used = paint_line(
		p->g, row, p->col + INDENT, p->width - INDENT - 1, style, word);
	(void)used;
}

static void paint_time(const struct page *p, int row, int64_t minute)
{
	char text[PAINT_SIZE];

	paint_format(
		text, "%02d:%02d", (int)(minute / 60 % 24), (int)(minute % 60));
	if (is_on(p, row))
		paint_line(p->g, row, p->col, 5, STYLE_GREY, text);
}

static int paint_text(
	const struct page *p, int row, const struct line *line, uint8_t style)
{
	struct wrap w;
	const char *s;
	size_t len;

	wrap_init(&w, line->text, strlen(line->text), p->width - INDENT);
	for (; line->item.rows > 0 && wrap_next(&w, &s, &len); row++)
		if (is_on(p, row))
			grid_span(p->g, row, p->col + INDENT, p->width - INDENT,
				style, s, len);
	return row;
}

static void paint_mark(const struct chat_log *l, const struct page *p, int row,
	const struct line *line)
{
	int col = p->col + INDENT + line->item.last + 2;

	if (mark_below(l, line))
		row++;
	if (!is_on(p, row))
		return;
	if (mark_below(l, line))
		paint_right(p->g, row, p->col + p->width, p->width, STYLE_GREY,
			line->mark);
	else
		paint_line(p->g, row, col, p->col + p->width - col, STYLE_GREY,
			line->mark);
}

/* Row `i` of the card or the picture. */
static void paint_below(const struct model *m, const struct page *p, int row,
	int i, const struct line *line)
{
	int col = p->col + INDENT;

	if (line->card)
		chat_card_draw(
			m, p->g, row, col, p->width - INDENT, i, line->card);
	else
		grid_picture(p->g, row, col, line->picture, i, 1);
}

static void paint_item(const struct chat_log *l, const struct model *m,
	const struct page *p, int row, const struct line *line)
{
	char text[PAINT_SIZE];
	int64_t day = line->item.minute / 1440;
	struct tz_time t = {.weekday = times_weekday(day)};

	times_date(day, &t.year, &t.month, &t.day);
	if (line->date)
		paint_words(p, row++, STYLE_GREY, paint_date(m, &t, text));
	if (line->fresh)
		paint_words(p, row++, STYLE_BLUE_BOLD, _("New"));
	if (line->head || !line->name)
		paint_time(p, row, line->item.minute);
	if (line->head && is_on(p, row))
		paint_line(p->g, row, p->col + INDENT, p->width - INDENT,
			line->own ? STYLE_GREY : STYLE_BOLD, line->name);
	row += line->head;
	row = paint_text(p, row, line, line->name ? STYLE_DEFAULT : STYLE_GREY);
	for (int i = 0; i < line->item.extra; i++, row++)
		if (is_on(p, row))
			paint_below(m, p, row, i, line);
	if (line->mark)
		paint_mark(l, p, row - 1, line);
}

/* Goes through all lines; paints those on the page, if there is one. */
static int walk(const struct chat_log *l, const struct model *m,
	const struct chat *c, const struct page *p, int first)
{
	struct line lines[2];
	const struct line *before = NULL;
	const struct outbox_say *say = c == m->chat ? m->outbox->says : NULL;
	int total = 0;

	for (int64_t i = 0; i < c->n || say;) {
		struct line *line = &lines[before == lines];
		int row = first + total;

		if (i < c->n) {
			get_entry(l, m, c, i++, before, line);
		} else if (id_same(&say->chat, &c->id)) {
			get_say(l, m, say, before, line);
			say = say->next;
		} else {
			say = say->next;
			continue;
		}
		total += rows_of(l, line);
		if (p && row < p->bottom && first + total > p->top)
			paint_item(l, m, p, row, line);
		before = line;
	}
	return total;
}

int chat_log_update(struct chat_log *l, const struct model *m,
	const struct chat *c, int width)
{
	update_items(l, m, c, width);
	l->rows = walk(l, m, c, NULL, 0);
	return l->rows;
}

/* A log shorter than the page stands at its top. */
void chat_log_draw(struct chat_log *l, const struct model *m,
	const struct chat *c, struct grid *g, int row, int col, int rows,
	int up)
{
	struct page page = {g, row, row + rows, col, l->width};
	int first = l->rows <= rows ? row : row + rows - l->rows + up;

	walk(l, m, c, &page, first);
}
