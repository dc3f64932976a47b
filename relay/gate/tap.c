/* SPDX-License-Identifier: MIT */
#include "relay/gate/tap.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "relay/gate/caller.h"
#include "relay/gate/tenant.h"
#include "shared/mem.h"
#include "shared/utf8.h"

#define PATH_MOST 200 /* bytes of a page's path that are told */

struct person {
	struct id id;
	int chat; /* shopper: the number of the chat, 0: none */
};

struct tap {
	struct person people[2][TAP_PEOPLE]; /* by enum caller_kind */
	int n_people[2];
	struct id chats[TAP_CHATS]; /* number n at n - 1; "" is not known yet */
	int n_chats;
	char *lines[TAP_LINES]; /* number n at n % TAP_LINES */
	int64_t last;           /* the number of the last line */
};

struct tap *tap_new(void)
{
	return mem_zero(sizeof(struct tap));
}

void tap_destroy(struct tap **t)
{
	if (*t) {
		for (int i = 0; i < TAP_LINES; i++)
			mem_free((*t)->lines[i]);
		mem_free(*t);
	}
	*t = NULL;
}

/* ---- who and which ---- */

/* The person, perhaps new; NULL: too many. */
static struct person *person(
	struct tap *t, enum caller_kind kind, const struct id *id)
{
	struct person *all = t->people[kind];
	int n = t->n_people[kind];

	for (int i = 0; i < n; i++) {
		if (id_same(&all[i].id, id))
			return &all[i];
	}
	if (n == TAP_PEOPLE)
		return NULL;
	t->n_people[kind]++;
	all[n].id = *id;
	return &all[n];
}

static void name(
	struct tap *t, enum caller_kind kind, const struct id *id, char out[32])
{
	const struct person *p = person(t, kind, id);

	out[0] = '\0';
	if (p)
		snprintf(out, 32, "%s %d",
			kind == CALLER_ASSOCIATE ? "associate" : "shopper",
			(int)(p - t->people[kind]) + 1);
}

/* A chat not known yet is given the next number, 0 when there are none. */
static int number(struct tap *t, const struct id *chat)
{
	for (int i = 0; i < t->n_chats; i++) {
		if (id_same(&t->chats[i], chat))
			return i + 1;
	}
	if (t->n_chats == TAP_CHATS)
		return 0;
	t->chats[t->n_chats] = *chat;
	return ++t->n_chats;
}

/* The shopper's chat; the first words of one have its number before the desk
 * has given it an id. */
static int chat_of(struct tap *t, struct person *p, const struct id *said)
{
	if (id_is(said))
		p->chat = number(t, said);
	else if (p->chat == 0 && t->n_chats < TAP_CHATS) {
		t->chats[t->n_chats] = (struct id){""};
		p->chat = ++t->n_chats;
	}
	return p->chat;
}

void tap_told(struct tap *t, const struct caller *s, const struct wire_msg *msg)
{
	const struct wire_chat *m = &msg->chat;
	struct person *p;

	if (msg->type != WIRE_T_CHAT || s->kind != CALLER_SHOPPER)
		return;
	p = person(t, s->kind, &s->who);
	if (!p)
		return;
	if (p->chat && !id_is(&t->chats[p->chat - 1]))
		t->chats[p->chat - 1] = m->chat;
	p->chat = m->phase == WIRE_PHASE_ENDED ? 0 : number(t, &m->chat);
}

/* ---- lines ---- */

static void add(json_t *line, const char *key, const char *value)
{
	if (value && value[0])
		json_object_set_new(line, key, json_string(value));
}

static void add_number(json_t *line, const char *key, int64_t value)
{
	if (value)
		json_object_set_new(line, key, json_integer(value));
}

/* Only the path: the rest of an address may say who somebody is. */
static void add_path(json_t *line, const char *url)
{
	const char *at = url ? strstr(url, "://") : NULL;
	char path[PATH_MOST + 1];
	size_t len;

	if (!at)
		return;
	at += 3;
	at += strcspn(at, "/?#");
	len = strcspn(at, "?#");
	snprintf(path, sizeof(path), "%.*s",
		(int)(len < PATH_MOST ? len : PATH_MOST), len ? at : "/");
	if (utf8_valid(path, strlen(path)))
		add(line, "path", path[0] ? path : "/");
}

static json_t *begin(
	struct tap *t, int64_t at, const struct caller *s, const char *did)
{
	char who[32];

	name(t, s->kind, &s->who, who);
	return who[0]
		? json_pack("{s:I,s:I,s:s,s:s}", "n", (json_int_t)t->last + 1,
			  "at", (json_int_t)at, "who", who, "did", did)
		: NULL;
}

/* Takes the line; NULL is none. */
static void end(struct tap *t, json_t *line)
{
	char *text = line ? json_dumps(line, JSON_COMPACT) : NULL;
	char **at = &t->lines[(t->last + 1) % TAP_LINES];

	json_decref(line);
	if (!text)
		return;
	mem_free(*at);
	*at = text;
	t->last++;
}

enum err tap_write(const struct tap *t, int64_t after, struct buf *out)
{
	int64_t n = t->last - TAP_LINES;

	if (after >= t->last)
		return out->err;
	n = (after > n ? after : n) + 1;
	for (n = n < 1 ? 1 : n; n <= t->last; n++) {
		const char *line = t->lines[n % TAP_LINES];

		if (out->len + strlen(line) + 1 > TAP_ANSWER)
			break;
		buf_addf(out, "%s\n", line);
	}
	return out->err;
}

/* ---- what happened ---- */

static void add_view(json_t *line, const struct wire_page *view)
{
	add_path(line, view->url);
	add(line, "group", view->group);
}

static void add_shopper(json_t *line, const struct caller *s)
{
	struct wire_msg view = {.mem = NULL};

	if (s->view &&
		wire_decode(s->view, strlen(s->view), LIMIT_SHOPPER_FRAME,
			WIRE_FROM_S, &view, NULL) == ERR_OK)
		add_view(line, &view.page);
	wire_fini(&view);
}

static void add_associate(json_t *line, const struct caller *s)
{
	const struct roster_staff *staff =
		roster_find_staff(&s->tenant->roster, &s->who);

	if (!staff)
		return;
	add(line, "groups", staff->groups);
	if (staff->manager)
		json_object_set_new(line, "manager", json_true());
}

void tap_came(struct tap *t, int64_t at, struct caller *s)
{
	json_t *line;

	if (s->tapped)
		return;
	s->tapped = true;
	line = begin(t, at, s, "connect");
	add(line, "lang", s->lang == WIRE_LANG_JA ? "ja" : "en");
	if (s->kind == CALLER_SHOPPER)
		add_shopper(line, s);
	else
		add_associate(line, s);
	end(t, line);
}

void tap_left(struct tap *t, int64_t at, const struct caller *s)
{
	if (s->tapped)
		end(t, begin(t, at, s, "disconnect"));
}

static void say(struct tap *t, json_t *line, const struct caller *s,
	const struct wire_say *m)
{
	struct person *p = person(t, s->kind, &s->who);

	add_number(line, "chat",
		s->kind == CALLER_SHOPPER ? chat_of(t, p, &m->chat)
					  : number(t, &m->chat));
	add_number(
		line, "chars", (int64_t)utf8_count(m->text, strlen(m->text)));
}

static void transfer(struct tap *t, json_t *line, const struct wire_transfer *m)
{
	char to[LIMIT_SLUG + 32];

	add_number(line, "chat", number(t, &m->chat));
	if (id_is(&m->associate))
		name(t, CALLER_ASSOCIATE, &m->associate, to);
	else
		snprintf(to, sizeof(to), "group %s", m->group ? m->group : "");
	add(line, "to", to);
}

static void event(json_t *line, const struct wire_event *m)
{
	add(line, "what", wire_deed_word((enum wire_deed)m->what));
	add_path(line, m->url);
}

static const char *deed(const struct wire_msg *msg)
{
	switch (msg->type) {
	case WIRE_T_AVAILABLE:
		return msg->available.on ? "available" : "unavailable";
	case WIRE_T_SAY:
	case WIRE_T_ACCEPT:
	case WIRE_T_PASS:
	case WIRE_T_END:
	case WIRE_T_PAGE:
	case WIRE_T_EVENT:
	case WIRE_T_TRANSFER:
	case WIRE_T_CALL_BACK:
	case WIRE_T_BLOCK:
	case WIRE_T_RECOMMEND:
	case WIRE_T_SHOW:
	case WIRE_T_ENQUIRE:
	case WIRE_T_TAKE_UP:
		return wire_info(msg->type)->name;
	default:
		return NULL;
	}
}

/* The chat that the message is about; NULL: none, or it is told above. */
static const struct id *about(const struct wire_msg *msg)
{
	switch (msg->type) {
	case WIRE_T_ACCEPT:
		return &msg->accept.chat;
	case WIRE_T_PASS:
		return &msg->pass.chat;
	case WIRE_T_END:
		return &msg->end.chat;
	case WIRE_T_CALL_BACK:
		return &msg->call_back.chat;
	case WIRE_T_BLOCK:
		return &msg->block.chat;
	case WIRE_T_RECOMMEND:
		return &msg->recommend.chat;
	case WIRE_T_SHOW:
		return &msg->show.chat;
	default:
		return NULL;
	}
}

void tap_said(struct tap *t, int64_t at, const struct caller *s,
	const struct wire_msg *msg)
{
	const char *did = deed(msg);
	const struct id *chat = about(msg);
	json_t *line = did ? begin(t, at, s, did) : NULL;

	if (!line)
		return;
	if (chat)
		add_number(line, "chat", number(t, chat));
	else if (msg->type == WIRE_T_SAY)
		say(t, line, s, &msg->say);
	else if (msg->type == WIRE_T_TRANSFER)
		transfer(t, line, &msg->transfer);
	else if (msg->type == WIRE_T_PAGE)
		add_view(line, &msg->page);
	else if (msg->type == WIRE_T_EVENT)
		event(line, &msg->event);
	end(t, line);
}
