/* SPDX-License-Identifier: MIT */
/* Links: first in, first out, late, and cut at any moment. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "tests/sim/sim.h"

/* A message on its way, with strings of its own. */
struct packet {
	struct link *link;
	bool up;
	enum err close; /* down: the node closed because of that */
	bool hello;     /* up: the first thing that is said */
	struct wire_msg msg;
	char strings[];
};

static size_t strings_size(const struct wire_msg *m)
{
	const struct wire_info *info = wire_info(m->type);
	size_t size = m->ref ? strlen(m->ref) + 1 : 0;

	for (int i = 0; i < info->n_fields; i++) {
		const char *s;

		switch (info->fields[i].kind) {
		case WIRE_F_KEY:
		case WIRE_F_LINE:
		case WIRE_F_TEXT:
		case WIRE_F_RAW:
			memcpy(&s, (const char *)m + info->fields[i].offset,
				sizeof(s));
			size += s ? strlen(s) + 1 : 0;
			break;
		default:
			break;
		}
	}
	return size;
}

static char *strings_move(const char **s, char *at)
{
	if (!*s)
		return at;
	strcpy(at, *s);
	*s = at;
	return at + strlen(at) + 1;
}

static void strings_copy(struct wire_msg *m, char *at)
{
	const struct wire_info *info = wire_info(m->type);

	at = strings_move(&m->ref, at);
	for (int i = 0; i < info->n_fields; i++) {
		char *field = (char *)m + info->fields[i].offset;
		const char *s;

		switch (info->fields[i].kind) {
		case WIRE_F_KEY:
		case WIRE_F_LINE:
		case WIRE_F_TEXT:
		case WIRE_F_RAW:
			memcpy(&s, field, sizeof(s));
			at = strings_move(&s, at);
			memcpy(field, &s, sizeof(s));
			break;
		default:
			break;
		}
	}
}

static struct packet *packet_new(struct link *l, const struct wire_msg *m)
{
	struct packet *p =
		calloc(1, sizeof(*p) + (m ? strings_size(m) : 0) + 1);

	assert(p);
	p->link = l;
	if (m) {
		p->msg = *m;
		strings_copy(&p->msg, p->strings);
	}
	return p;
}

static void node_finds_out(struct world *w, void *arg)
{
	struct link *l = arg;

	(void)w;
	if (l->node->alive)
		node_detach(l->node, l);
}

static void client_finds_out(struct world *w, void *arg)
{
	struct link *l = arg;

	if (l->end->link == l)
		people_lost(w, l->end, ERR_IO);
}

static void packet_up(struct world *w, struct packet *p)
{
	struct link *l = p->link;

	if (!l->node->alive)
		net_cut(w, l, false); /* nobody is there */
	else if (p->hello)
		node_hello(l->node, l);
	else if (!l->gone)
		node_message(l->node, l, &p->msg);
}

static void packet_down(struct world *w, struct packet *p)
{
	struct link *l = p->link;

	if (l->end->link != l)
		return;
	l->cut = p->close;
	if (p->close)
		people_lost(w, l->end, p->close);
	else
		people_hear(w, l->end, &p->msg);
}

static void packet_arrive(struct world *w, void *arg)
{
	struct packet *p = arg;

	if (!p->link->cut && p->up)
		packet_up(w, p);
	else if (!p->link->cut)
		packet_down(w, p);
	free(p);
}

static void packet_send(struct world *w, struct packet *p)
{
	int64_t *last = p->up ? &p->link->up : &p->link->down;
	int64_t late = rng_one_in(w, 200) ? rng_between(w, 0, 3000000)
					  : rng_between(w, 100, 40000);

	if (*last < w->now + late)
		*last = w->now + late;
	queue_in(w, *last - w->now, packet_arrive, p);
}

void net_up(struct world *w, struct link *l, const struct wire_msg *m)
{
	struct packet *p = packet_new(l, m);

	p->up = true;
	packet_send(w, p);
	if (!w->calm && rng_one_in(w, 40)) { /* said twice */
		p = packet_new(l, m);
		p->up = true;
		packet_send(w, p);
	}
}

void net_down(struct world *w, struct link *l, const struct wire_msg *m)
{
	packet_send(w, packet_new(l, m));
}

void net_close(struct world *w, struct link *l, enum err why)
{
	struct packet *p = packet_new(l, NULL);

	p->close = why;
	packet_send(w, p);
}

struct link *net_connect(struct world *w, struct end *e, struct node *n)
{
	struct link *l = calloc(1, sizeof(*l));
	struct packet *p;

	assert(l);
	if (w->n_links == w->links_size) {
		w->links_size = w->links_size ? 2 * w->links_size : 256;
		w->links = realloc(
			w->links, (size_t)w->links_size * sizeof(*w->links));
		assert(w->links);
	}
	w->links[w->n_links++] = l;
	l->id = (uint64_t)w->n_links;
	l->node = n;
	l->end = e;
	p = packet_new(l, NULL);
	p->up = p->hello = true;
	packet_send(w, p);
	return l;
}

void net_cut(struct world *w, struct link *l, bool client)
{
	bool slow = rng_one_in(w, 4);

	l->cut = true;
	queue_in(w, rng_between(w, 0, slow ? 70000000 : 300000), node_finds_out,
		l);
	if (client)
		client_finds_out(w, l);
	else
		queue_in(w, rng_between(w, 0, slow ? 20000000 : 300000),
			client_finds_out, l);
}
