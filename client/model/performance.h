/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_PERFORMANCE_H
#define CLIENT_MODEL_PERFORMANCE_H

/*
 * Figures (rule E4) as this client looks at them: one's own, and for managers
 * the team's or a colleague's.  At most one question is on its way.  What
 * stands on the page stays there until an answer is whole, and while offline;
 * what happens makes it ask again, but not all the time.
 */
#include <stdbool.h>
#include <stdint.h>

#include "shared/err.h"
#include "shared/id.h"
#include "shared/limits.h"
#include "shared/money.h"
#include "shared/wire.h"

struct action;
struct effects;
struct model;

#define PERFORMANCE_DAYS 30
#define PERFORMANCE_MONEY 8    /* currencies kept of one; others are not */
#define PERFORMANCE_EACH 300   /* colleagues kept */
#define PERFORMANCE_SPANS 3    /* 1, 7 and 30 days */
#define PERFORMANCE_EVERY 5000 /* ms: what happens asks again no sooner */
#define PERFORMANCE_OLD 60000  /* ms: and so old it is asked again anyway */
#define PERFORMANCE_WAIT 10000 /* ms for an answer, then it is asked again */
#define PERFORMANCE_AGAIN 1000 /* ms after a refusal that named no time */

struct performance_money {
	struct money worth;
	int64_t sales;
};

struct performance_sum {
	struct id who; /* "": the team */
	char *name;    /* fit to be shown; NULL: the account is gone */
	int64_t accepted, missed, median, mean; /* ms */
	int64_t chats, converted, sales, ratings, stars;
	struct performance_money money[PERFORMANCE_MONEY];
	int n_money;
};

struct performance_day {
	int year, month, day;
	int64_t accepted, missed, sales, amount;
};

struct performance_hour {
	int64_t accepted, missed;
};

/* One answer. */
struct performance_page {
	int64_t since; /* wall_us: the first midnight */
	struct performance_sum all;
	struct performance_sum *each; /* the team's: most chats first */
	int n_each;
	struct performance_day days[PERFORMANCE_DAYS]; /* the oldest first */
	int n_days;
	struct performance_hour hours[7][24]; /* weekday 0 is Sunday */
};

struct performance {
	int span;     /* of the spans: 0, 1 or 2 */
	bool team;    /* managers: everybody's */
	struct id of; /* and of these one colleague's; "": of all */
	char *name;   /* that colleague's */

	struct performance_page page;
	bool told;    /* it is an answer to that */
	enum err err; /* why there is none; ERR_OK */

	bool want, asking, outdated; /* outdated: no longer what one wants */
	char ref[LIMIT_REF + 1];
	struct performance_page came; /* as far as it is here */
	int64_t asked_ms, again_ms;
};

void performance_fini(struct performance *p);

/* How many days a span has. */
int performance_days(int span);

/* The user's: ACTION_PERFORMANCE and what is named after it. */
void performance_act(struct model *m, const struct action *a);
/* Esc.  False: there is nothing to go back from but the page. */
bool performance_back(struct model *m);

/* Something has happened that counts. */
void performance_doubt(struct model *m);

/* The relay's: figures and what comes with them; that all has come; that it
 * failed.  True: it was ours. */
void performance_told(struct model *m, const struct wire_msg *msg);
bool performance_answered(struct model *m, const char *ref);
bool performance_failed(
	struct model *m, const char *ref, enum err why, int64_t wait_ms);
void performance_lost(struct model *m);

/* Asks what is due.  The now_ms at which something is; INT64_MAX: nothing. */
void performance_refresh(struct model *m, struct effects *out);
int64_t performance_deadline(const struct model *m);

#endif
