/* SPDX-License-Identifier: MIT */
/*
 * Sums are added up as facts come.  What needs all of them at once, which is
 * every chat once, those with a sale, and the median, comes from a list of
 * what was accepted, sorted in the end: by chat, and by who and how fast.
 */
#include "relay/store/score.h"

#include <stdlib.h>
#include <string.h>

#include "relay/store/store_mem.h"
#include "shared/mem.h"
#include "shared/money.h"
#include "shared/wire.h"

#define HASH_NONFATAL_OOM 1
#define uthash_malloc(size) mem_alloc(size)
#define uthash_free(p, size) mem_free(p)
#include <uthash.h>

struct who {
	struct id id;
	int n; /* its place */
	struct score_sum sum;
	UT_hash_handle hh;
};

/* A chat that somebody accepted. */
struct taken {
	struct id chat;
	int who;
	bool sold;
	int64_t waited; /* us; -1 */
};

struct deal {
	struct id chat;
	int who;
};

struct score_book {
	const struct span *span;
	const char *currency;
	bool team;
	enum err err;
	struct who *by_id, **all;
	int n_all;
	struct taken *taken;
	struct deal *deals;
	int n_taken, n_deals;
	struct score score;
};

struct score_book *score_book_new(
	const struct span *span, const char *currency, bool team)
{
	struct score_book *b = mem_zero(sizeof(*b));

	if (b) {
		b->span = span;
		b->currency = currency;
		b->team = team;
	}
	return b;
}

void score_book_destroy(struct score_book **bp)
{
	struct score_book *b = *bp;

	if (!b)
		return;
	HASH_CLEAR(hh, b->by_id);
	for (int i = 0; i < b->n_all; i++) {
		mem_free(b->all[i]->sum.money);
		mem_free(b->all[i]);
	}
	mem_free(b->score.all.money);
	mem_free(b->all);
	mem_free(b->taken);
	mem_free(b->deals);
	mem_free(b);
	*bp = NULL;
}

/* Room for one more in an array that doubles; NULL: no memory, or no room. */
static void *more(struct score_book *b, void *array, int n, size_t each)
{
	void *now;

	if (n & (n - 1)) /* it has doubled at each power of two */
		return array;
	now = n < SCORE_MOST ? mem_resize(array, (n ? 2 * (size_t)n : 1) * each)
			     : NULL;
	if (!now)
		b->err = n < SCORE_MOST ? ERR_NOMEM : ERR_SIZE;
	return now;
}

static struct who *add_who(struct score_book *b, const struct id *id)
{
	struct who **all = more(b, b->all, b->n_all, sizeof(*all));
	struct who *w = all ? mem_zero(sizeof(*w)) : NULL;

	if (all)
		b->all = all;
	if (!w)
		goto fail;
	w->id = w->sum.who = *id;
	w->n = b->n_all;
	HASH_ADD(hh, b->by_id, id, sizeof(w->id), w);
	if (w->hh.tbl) {
		b->all[b->n_all++] = w;
		return w;
	}
	mem_free(w);
fail:
	b->err = ERR_NOMEM;
	return NULL;
}

/* What is no id is none. */
static struct id read_id(const char *s)
{
	return id_valid(s) ? id_from_str(s) : (struct id){""};
}

/* NULL: no memory, or that is no id. */
static struct who *find_who(struct score_book *b, const char *s)
{
	struct id id = read_id(s);
	struct who *w;

	if (b->err || !id_is(&id))
		return NULL;
	HASH_FIND(hh, b->by_id, &id, sizeof(id), w);
	return w ? w : add_who(b, &id);
}

/* Sums stay what the wire can say. */
static void add(int64_t *to, int64_t what)
{
	*to = *to > WIRE_INT_MAX - what ? WIRE_INT_MAX : *to + what;
}

/* ---- facts ---- */

void score_accepted(struct score_book *b, const char *who, const char *chat,
	int64_t at, int64_t waited)
{
	const struct span_hour *h = span_find(b->span, at);
	struct who *w = h ? find_who(b, who) : NULL;
	struct taken *all =
		w ? more(b, b->taken, b->n_taken, sizeof(*all)) : NULL;

	if (!all)
		return;
	b->taken = all;
	all[b->n_taken++] = (struct taken){
		.chat = read_id(chat), .who = w->n, .waited = waited};
	w->sum.accepted++;
	b->score.all.accepted++;
	b->score.days[h->day].accepted++;
	b->score.hours[h->weekday][h->hour].accepted++;
}

void score_missed(struct score_book *b, const char *who, int64_t at)
{
	const struct span_hour *h = span_find(b->span, at);
	struct who *w = h && *who ? find_who(b, who) : NULL;

	if (w)
		w->sum.missed++;
	if (!h || b->team != !*who)
		return;
	b->score.all.missed++;
	b->score.days[h->day].missed++;
	b->score.hours[h->weekday][h->hour].missed++;
}

static void add_money(struct score_book *b, struct score_sum *sum,
	const char *currency, int64_t amount)
{
	struct score_money *all = sum->money;
	int i = 0;

	while (i < sum->n_money && strcmp(all[i].currency, currency) != 0)
		i++;
	if (i == sum->n_money) {
		all = more(b, all, i, sizeof(*all));
		if (!all)
			return;
		sum->money = all;
		sum->n_money++;
		memset(&all[i], 0, sizeof(all[i]));
		strcpy(all[i].currency, currency);
	}
	all[i].sales++;
	add(&all[i].amount, amount);
}

static void sold_then(struct score_book *b, struct who *w,
	const struct span_hour *h, const char *currency, int64_t amount)
{
	struct score_day *day = &b->score.days[h->day];

	w->sum.sales++;
	b->score.all.sales++;
	day->sales++;
	if (strcmp(currency, b->currency) == 0)
		add(&day->amount, amount);
	add_money(b, &w->sum, currency, amount);
	add_money(b, &b->score.all, currency, amount);
}

void score_sold(struct score_book *b, const char *who, const char *chat,
	int64_t at, const char *currency, int64_t amount)
{
	const struct span_hour *h = span_find(b->span, at);
	struct who *w = find_who(b, who);
	struct deal *all;

	if (!w || !money_known(currency) || amount < 0)
		return;
	if (h)
		sold_then(b, w, h, currency, amount);
	all = b->err ? NULL : more(b, b->deals, b->n_deals, sizeof(*all));
	if (!all)
		return;
	b->deals = all;
	all[b->n_deals++] = (struct deal){.chat = read_id(chat), .who = w->n};
}

void score_rated(
	struct score_book *b, const char *who, int64_t at, int64_t stars)
{
	struct who *w = span_find(b->span, at) ? find_who(b, who) : NULL;

	if (!w || stars < 1)
		return;
	w->sum.ratings++;
	w->sum.stars += stars;
	b->score.all.ratings++;
	b->score.all.stars += stars;
}

/* ---- the end ---- */

static int by_chat(const void *a, const void *b)
{
	const struct taken *x = a, *y = b;
	int order = strcmp(x->chat.s, y->chat.s);

	return order ? order : x->who - y->who;
}

static int by_speed(const void *a, const void *b)
{
	const struct taken *x = a, *y = b;

	return (x->waited > y->waited) - (x->waited < y->waited);
}

static int by_who(const void *a, const void *b)
{
	const struct taken *x = a, *y = b;

	return x->who != y->who ? x->who - y->who : by_speed(a, b);
}

static int by_weight(const void *a, const void *b)
{
	const struct score_sum *x = a, *y = b;

	if (x->accepted != y->accepted)
		return x->accepted < y->accepted ? 1 : -1;
	if (x->sales != y->sales)
		return x->sales < y->sales ? 1 : -1;
	return strcmp(x->who.s, y->who.s);
}

static void sort(struct score_book *b, int (*order)(const void *, const void *))
{
	if (b->n_taken > 1)
		qsort(b->taken, (size_t)b->n_taken, sizeof(*b->taken), order);
}

/* The first of those of that chat and associate, in the order of chats. */
static void mark_sold(struct score_book *b, const struct deal *d)
{
	struct taken key = {.chat = d->chat, .who = d->who};
	struct taken *t = b->n_taken
		? bsearch(&key, b->taken, (size_t)b->n_taken, sizeof(key),
			  by_chat)
		: NULL;

	while (t && t > b->taken && by_chat(t - 1, &key) == 0)
		t--;
	if (t)
		t->sold = true;
}

/* Every chat once, for each who had it and for all. */
static void count_chats(struct score_book *b)
{
	struct score_sum *all = &b->score.all;
	bool sold = false;

	sort(b, by_chat);
	for (int i = 0; i < b->n_deals; i++)
		mark_sold(b, &b->deals[i]);
	for (int i = 0; i < b->n_taken; i++) {
		const struct taken *t = &b->taken[i];
		bool fresh = i == 0 || !id_same(&t[-1].chat, &t->chat);

		if (fresh || t[-1].who != t->who) {
			b->all[t->who]->sum.chats++;
			b->all[t->who]->sum.converted += t->sold;
		}
		all->chats += fresh;
		sold = t->sold || (sold && !fresh);
		if (i + 1 == b->n_taken || !id_same(&t[1].chat, &t->chat))
			all->converted += sold;
	}
}

/* Of a run of them, the fastest first; those that are not known come before. */
static void weigh(struct score_sum *sum, const struct taken *t, int n)
{
	int64_t total = 0;

	for (; n > 0 && t->waited < 0; n--)
		t++;
	sum->waits = n;
	if (n == 0)
		return;
	for (int i = 0; i < n; i++)
		add(&total, t[i].waited);
	sum->mean = total / n / 1000;
	sum->median = (t[(n - 1) / 2].waited + t[n / 2].waited) / 2 / 1000;
}

static void weigh_all(struct score_book *b)
{
	int i = 0, from;

	sort(b, by_who);
	while (i < b->n_taken) {
		for (from = i; i < b->n_taken &&
			b->taken[i].who == b->taken[from].who;)
			i++;
		weigh(&b->all[b->taken[from].who]->sum, &b->taken[from],
			i - from);
	}
	sort(b, by_speed);
	weigh(&b->score.all, b->taken, b->n_taken);
}

/* A copy whose money lives in the memory. */
static struct score_sum keep(const struct score_sum *sum, struct store_mem *m)
{
	struct score_sum out = *sum;
	size_t size = (size_t)sum->n_money * sizeof(*sum->money);

	out.money = size ? store_mem_alloc(m, size) : NULL;
	if (out.money)
		memcpy(out.money, sum->money, size);
	return out;
}

/* In those days, and not only before them. */
static bool did_something(const struct score_sum *sum)
{
	return sum->accepted || sum->missed || sum->sales || sum->ratings;
}

static void keep_each(
	const struct score_book *b, struct score *s, struct store_mem *m)
{
	s->each = b->n_all
		? store_mem_alloc(m, (size_t)b->n_all * sizeof(*s->each))
		: NULL;
	if (!s->each)
		return;
	for (int i = 0; i < b->n_all; i++)
		if (did_something(&b->all[i]->sum))
			s->each[s->n_each++] = keep(&b->all[i]->sum, m);
	qsort(s->each, (size_t)s->n_each, sizeof(*s->each), by_weight);
}

enum err score_finish(
	struct score_book *b, struct store_mem *m, const struct score **out)
{
	struct score *s;

	*out = NULL;
	if (b->err)
		return b->err;
	count_chats(b);
	weigh_all(b);
	s = store_mem_alloc(m, sizeof(*s));
	if (!s)
		return ERR_NOMEM;
	*s = b->score;
	s->all = keep(&b->score.all, m);
	if (b->team)
		keep_each(b, s, m);
	*out = s;
	return m->out ? ERR_NOMEM : ERR_OK;
}
