/* SPDX-License-Identifier: MIT */
/* What people find about accounts, and managers about their team: some of it
 * is told unasked, the rest is looked up, and again until it is there. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "client/flow/play_see.h"
#include "client/model/words.h"

#define LOOK_STAR 120     /* bytes of what stands for a path's star */
#define LOOK_AGAIN_MS 500 /* until the archive is asked again */

static const struct flow_arg *arg(const struct play_look *l, int i)
{
	return &l->step->args[i];
}

static int person_of(const struct play_look *l)
{
	return PLAY_PERSON(l->who->seat);
}

/* ---- looking up ---- */

/* What is to be looked up for that verb; ASK_COUNT: nothing. */
static enum ask_kind wanted(enum verb_id id)
{
	switch (id) {
	case VERB_HAS_SESSIONS:
		return ASK_SESSIONS;
	case VERB_HAS_NAME:
	case VERB_HAS_ADDRESS:
		return ASK_ACCOUNT;
	case VERB_SEES_GRANTED:
	case VERB_SEES_REFUSED:
		return ASK_CLAIMS;
	case VERB_SEES_INVITE:
		return ASK_M_INVITES;
	case VERB_SEES_AUDIT:
	case VERB_SEES_AUDIT_TEXT:
		return ASK_M_AUDIT;
	default:
		return ASK_COUNT;
	}
}

static enum err found(struct play *p, int seat, const char *body, size_t len)
{
	struct buf *b = &p->accounts[PLAY_PERSON(seat)].found;

	buf_clear(b);
	return buf_add(b, body, len);
}

/* What has come to the archive can be found in it a second later: each looks
 * again for what they looked for last. */
static void look_again(struct play *p, const struct flow_step *s)
{
	if (p->now < p->looked + LOOK_AGAIN_MS)
		return;
	p->looked = p->now;
	for (int i = 0; i < s->n_actors; i++) {
		const struct play_seat *x =
			&p->seats[play_seat_of(p, s, s->actors[i])];

		if (play_ready(x))
			player_look_again(x->player);
	}
}

static bool saves(enum verb_id id)
{
	return id == VERB_SEES_SAVED || id == VERB_SEES_SAVED_TEAM;
}

/* As a file would have it (J2). */
static enum err save(struct play *p, const struct flow_step *s, int seat)
{
	const struct wire_msg msg = {.type = WIRE_T_EXPORT,
		.export = {.team = s->verb->id == VERB_SEES_SAVED_TEAM}};

	return play_call_path(p, seat, true, "POST", "/v1/export", &msg, found);
}

static enum err look_up(struct play *p, const struct flow_step *s, int seat)
{
	const bool audit = s->verb->id == VERB_SEES_AUDIT;
	char star[LOOK_STAR];

	if (saves(s->verb->id))
		return save(p, s, seat);
	snprintf(star, sizeof(star), "%s%s%s", play_shop(p),
		audit ? "&what=" : "", audit ? s->args[0].text : "");
	return play_call(p, seat, wanted(s->verb->id), star, NULL, found);
}

void play_look_up(struct play *p, const struct flow_step *s)
{
	enum err e = ERR_OK;

	if (play_archive_table[s->verb->id])
		look_again(p, s);
	if (wanted(s->verb->id) == ASK_COUNT && !saves(s->verb->id))
		return;
	p->looked = p->now;
	for (int i = 0; i < s->n_actors && !e; i++)
		e = look_up(p, s, play_seat_of(p, s, s->actors[i]));
	if (!e)
		return;
	snprintf(p->why, sizeof(p->why), "%s", err_text(e));
	play_fail(p, REPORT_FAILED);
}

static const struct buf *list_of(const struct play_look *l)
{
	return &l->play->accounts[person_of(l)].found;
}

/* Each element of the list that was looked up. */
static void each(
	const struct play_look *l, const char *name, ask_list_fn fn, void *ctx)
{
	const struct buf *b = list_of(l);

	ask_list(buf_str(b), b->len, name, WIRE_FROM_H | WIRE_FROM_RA, fn, ctx,
		NULL);
}

/* ---- one's own account ---- */

static bool has_code(const struct play_look *l)
{
	if (l->play->accounts[person_of(l)].code[0])
		return true;
	return play_see_instead(l, _("%s has no code"), l->name);
}

static bool is_signed_out(const struct play_look *l)
{
	if (!l->seat->wanted && l->seat->gone == ERR_TOKEN)
		return true;
	if (l->who->ready)
		return play_see_instead(l, _("%s is connected"), l->name);
	return play_see_instead(l, _("%s has no connection, because: %s"),
		l->name, err_text(l->seat->gone));
}

static bool is_manager(const struct play_look *l)
{
	if (l->who->manager)
		return true;
	return play_see_instead(l, _("%s is no manager"), l->name);
}

static void count_session(void *ctx, const struct wire_msg *msg)
{
	*(int64_t *)ctx += msg->type == WIRE_T_SESSION;
}

static bool has_sessions(const struct play_look *l)
{
	int64_t n = 0;

	each(l, "sessions", count_session, &n);
	if (n == arg(l, 0)->number)
		return true;
	return play_see_instead(
		l, _("the sessions of %s: %d"), l->name, (int)n);
}

/* Is the account's name, or its address, that? */
static bool has(const struct play_look *l, const char *wanted_name,
	const char *wanted_address)
{
	const struct buf *b = list_of(l);
	struct wire_msg msg = {0};
	bool is = false;

	if (wire_decode(buf_str(b), b->len, LIMIT_HTTP_BODY, WIRE_FROM_H, &msg,
		    NULL) ||
		msg.type != WIRE_T_ACCOUNT)
		play_see_instead(l, "%s", err_text(ERR_JSON));
	else if (wanted_name && strcmp(msg.account.name, wanted_name) != 0)
		play_see_instead(l, _("the account of %s has the name %s"),
			l->name, msg.account.name);
	else if (wanted_address &&
		strcmp(msg.account.address, wanted_address) != 0)
		play_see_instead(l, _("the account of %s has the address %s"),
			l->name, msg.account.address);
	else
		is = true;
	wire_fini(&msg);
	return is;
}

static bool has_name(const struct play_look *l)
{
	return has(l, arg(l, 0)->text, NULL);
}

static bool has_address(const struct play_look *l)
{
	char address[LIMIT_ADDRESS + 1];

	play_own_address(l->play, arg(l, 0)->text, address);
	return has(l, NULL, address);
}

/* ---- invites ---- */

struct standing {
	const char *code;
	int is; /* -1: not found */
};

static void find_invite(void *ctx, const struct wire_msg *msg)
{
	struct standing *s = ctx;

	if (msg->type == WIRE_T_INVITE &&
		strcmp(msg->invite.code, s->code) == 0)
		s->is = msg->invite.standing;
}

static bool sees_invite(const struct play_look *l)
{
	struct standing s = {l->play->invite, -1};
	const char *word;

	each(l, "invites", find_invite, &s);
	if (s.is < 0)
		return play_see_instead(
			l, _("%s does not find the invite"), l->name);
	word = wire_standing_word((enum wire_standing)s.is);
	if (strcmp(word, arg(l, 0)->text) == 0)
		return true;
	return play_see_instead(l, _("the invite is %s"), word);
}

/* ---- the team ---- */

static const struct wire_mate *mate_of(const struct play_look *l)
{
	const struct player *x = play_associate(l->play, arg(l, 0)->person);

	for (const struct player_note *n = l->who->mates.first; n; n = n->next)
		if (x && id_same(&n->msg.mate.associate, &x->me))
			return &n->msg.mate;
	return NULL;
}

static bool is_so(const struct wire_mate *m, const char *state)
{
	const struct {
		const char *word;
		bool is;
	} states[] = {
		{"available", m->available && !m->gone},
		{"unavailable", !m->available && !m->gone},
		{"rung", m->ringing},
		{"in a chat", m->chatting},
		{"online", m->online},
		{"offline", !m->online && !m->gone},
		{"a manager", m->manager && !m->gone},
		{"gone", m->gone},
	};

	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++)
		if (strcmp(states[i].word, state) == 0)
			return states[i].is;
	return false;
}

static bool say_mate(const struct play_look *l, const struct wire_mate *m)
{
	if (!m)
		return play_see_instead(l, _("%s does not find %s in the team"),
			l->name, play_see_person(l, 0));
	return play_see_instead(l, "%s: %s%s%s%s%s%s, %d", m->name,
		m->available ? "available"
			     : wire_reason_word((enum wire_reason)m->reason),
		m->online ? " online" : "", m->ringing ? " ringing" : "",
		m->chatting ? " chatting" : "", m->manager ? " manager" : "",
		m->gone ? " gone" : "", (int)m->chats);
}

static bool sees_mate(const struct play_look *l)
{
	const struct wire_mate *m = mate_of(l);
	const struct flow_arg *why = arg(l, 2);

	if (!m || !is_so(m, arg(l, 1)->text))
		return say_mate(l, m);
	if (why->slot &&
		strcmp(why->text,
			wire_reason_word((enum wire_reason)m->reason)) != 0)
		return say_mate(l, m);
	return true;
}

static bool sees_mate_chats(const struct play_look *l)
{
	const struct wire_mate *m = mate_of(l);

	return (m && m->chats == arg(l, 1)->number) || say_mate(l, m);
}

/* ---- the audit log ---- */

struct lines {
	const struct play_look *look;
	int n;
};

static bool is_id(const struct player *x, const char *said)
{
	return x && said && strcmp(x->me.s, said) == 0;
}

static bool is_by(const struct play_look *l, int person, const char *who)
{
	return is_id(play_associate(l->play, person), who);
}

/* A line names an account by its address, and a shopper by their id. */
static bool is_about(const struct play_look *l, int person, const char *about)
{
	if (!about)
		return false;
	if (l->play->flow->people[person].role == FLOW_ASSOCIATE)
		return is_by(l, person, about) ||
			strcasecmp(play_account(l->play, person)->address,
				about) == 0;
	for (const struct player_note *n = l->who->blocked.first; n;
		n = n->next)
		if (strcmp(n->msg.blocked.shopper.s, about) == 0 &&
			play_known_as(l->play, person, n->msg.blocked.name))
			return true;
	return false;
}

static void count_line(void *ctx, const struct wire_msg *msg)
{
	struct lines *all = ctx;
	const struct play_look *l = all->look;
	const struct wire_trace *t = &msg->trace;

	if (msg->type != WIRE_T_TRACE || strcmp(t->what, arg(l, 0)->text) != 0)
		return;
	if (arg(l, 1)->slot && !is_by(l, arg(l, 1)->person, t->who))
		return;
	if (arg(l, 2)->slot && !is_about(l, arg(l, 2)->person, t->about))
		return;
	all->n++;
}

static bool sees_audit(const struct play_look *l)
{
	struct lines all = {l, 0};

	each(l, "audit", count_line, &all);
	if (arg(l, 3)->slot ? all.n == arg(l, 3)->number : all.n > 0)
		return true;
	return play_see_instead(l, _("%s finds %d such lines"), l->name, all.n);
}

/* Of the audit log, and of the archive that was saved. */
static bool sees_line(const struct play_look *l)
{
	if (strstr(buf_str(list_of(l)), arg(l, 0)->text))
		return true;
	return play_see_instead(l, _("%s finds %d such lines"), l->name, 0);
}

/* ---- claims ---- */

/* What has become of the claim of that order. */
struct claim_look {
	const char *order;
	bool there;
	enum wire_claim_state state;
};

static void read_claim(void *ctx, const struct wire_msg *msg)
{
	struct claim_look *c = ctx;

	if (msg->type != WIRE_T_CLAIMED ||
		strcmp(msg->claimed.order, c->order) != 0)
		return;
	c->there = true;
	c->state = msg->claimed.state;
}

static bool sees_claim(const struct play_look *l, enum wire_claim_state state)
{
	struct claim_look c = {.order = arg(l, 0)->text};

	each(l, "claims", read_claim, &c);
	if (!c.there)
		return play_see_instead(
			l, _("%s has claimed no order %s"), l->name, c.order);
	if (c.state != state)
		return play_see_instead(l, _("the claim is %s"),
			wire_claim_state_word(c.state));
	return true;
}

static bool sees_granted(const struct play_look *l)
{
	return sees_claim(l, WIRE_CLAIM_STATE_GRANTED);
}

static bool sees_refused(const struct play_look *l)
{
	return sees_claim(l, WIRE_CLAIM_STATE_REFUSED);
}

/* ---- */

const play_see_fn play_look_table[VERB_COUNT] = {
	[VERB_HAS_CODE] = has_code,
	[VERB_IS_SIGNED_OUT] = is_signed_out,
	[VERB_IS_MANAGER] = is_manager,
	[VERB_HAS_SESSIONS] = has_sessions,
	[VERB_HAS_NAME] = has_name,
	[VERB_HAS_ADDRESS] = has_address,
	[VERB_SEES_INVITE] = sees_invite,
	[VERB_SEES_MATE] = sees_mate,
	[VERB_SEES_MATE_CHATS] = sees_mate_chats,
	[VERB_SEES_GRANTED] = sees_granted,
	[VERB_SEES_REFUSED] = sees_refused,
	[VERB_SEES_AUDIT] = sees_audit,
	[VERB_SEES_AUDIT_TEXT] = sees_line,
	[VERB_SEES_SAVED] = sees_line,
	[VERB_SEES_SAVED_TEAM] = sees_line,
};
