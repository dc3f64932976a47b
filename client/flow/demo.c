/* SPDX-License-Identifier: MIT */
#include "client/flow/demo.h"

#include "client/flow/demo_person.h"
#include "shared/mem.h"

struct demo {
	struct demo_config config;
	const struct crowd_io *io;
	int n;
	struct demo_person *people; /* associates first */
	int story;                  /* of the next shopper */
	int64_t next;               /* when that one comes */
};

int demo_people(const struct demo_config *config)
{
	return config->associates + (config->shoppers ? DEMO_SHOPPERS : 0);
}

struct demo *demo_new(
	const struct demo_config *config, const struct crowd_io *io)
{
	struct demo *d = mem_zero(sizeof(*d));

	if (!d)
		return NULL;
	d->config = *config;
	d->io = io;
	d->n = demo_people(config);
	d->people = mem_zero((size_t)d->n * sizeof(*d->people));
	if (!d->people) {
		demo_destroy(&d);
		return NULL;
	}
	for (int i = 0; i < d->n; i++) {
		struct demo_person *p = &d->people[i];

		p->io = io;
		p->config = &d->config;
		p->who = i;
		p->due = DEMO_NEVER;
	}
	return d;
}

void demo_destroy(struct demo **d)
{
	if (*d)
		mem_free((*d)->people);
	mem_free(*d);
	*d = NULL;
}

static bool is_associate(const struct demo *d, int who)
{
	return who < d->config.associates;
}

/* A shopper comes, if there is room for one. */
static void let_in(struct demo *d, int64_t now)
{
	int free = -1;

	for (int i = d->config.associates; i < d->n; i++)
		if (d->people[i].state == DEMO_AWAY)
			free = i;
	if (free < 0) {
		d->next = now + DEMO_S;
		return;
	}
	demo_shopper_begin(&d->people[free], demo_story(d->story++), now);
	d->next = now + demo_person_between(&d->people[free], 20000, 45000);
}

void demo_start(struct demo *d, int64_t now)
{
	for (int i = 0; i < d->config.associates; i++)
		demo_associate_begin(&d->people[i], d->config.tokens[i]);
	d->next = DEMO_NEVER;
	if (d->config.shoppers)
		let_in(d, now);
}

static void up(void *self, int who, bool is_up, enum err why, int64_t now)
{
	struct demo *d = self;

	(void)why;
	if (is_associate(d, who))
		demo_associate_up(&d->people[who], is_up, now);
	else
		demo_shopper_up(&d->people[who], is_up, now);
}

static void heard(void *self, int who, const struct wire_msg *msg, int64_t now)
{
	struct demo *d = self;

	if (is_associate(d, who))
		demo_associate_heard(&d->people[who], msg, now);
	else
		demo_shopper_heard(&d->people[who], msg, now);
}

static void tick(void *self, int64_t now)
{
	struct demo *d = self;

	for (int i = 0; i < d->n; i++) {
		struct demo_person *p = &d->people[i];

		if (p->due > now)
			continue;
		if (is_associate(d, i))
			demo_associate_act(p, now);
		else
			demo_shopper_act(p, now);
	}
	if (d->next <= now)
		let_in(d, now);
}

static int64_t deadline(const void *self)
{
	const struct demo *d = self;
	int64_t at = d->next;

	for (int i = 0; i < d->n; i++)
		if (d->people[i].due < at)
			at = d->people[i].due;
	return at;
}

struct crowd_play demo_play(struct demo *d)
{
	return (struct crowd_play){.self = d,
		.up = up,
		.heard = heard,
		.tick = tick,
		.deadline = deadline};
}

bool demo_over(const struct demo *d)
{
	bool over = d->config.arrive;

	for (int i = 0; over && i < d->config.associates; i++)
		over = d->people[i].arrived;
	return over;
}
