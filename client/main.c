/* SPDX-License-Identifier: MIT */
/*
 * noren: puts the client together.  Bytes from the terminal become input
 * events, events become actions (client/screen), actions change the model,
 * the model wants effects, and effects reach the link and the terminal here.
 * At the end of a turn of the loop the page is drawn once.
 */
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "client/file_conf.h"
#include "client/file_kiosk.h"
#include "client/link/file_secret.h"
#include "client/link/ws_link.h"
#include "client/link/ws_loop.h"
#include "client/main_archive.h"
#include "client/main_language.h"
#include "client/main_options.h"
#include "client/main_world.h"
#include "client/model/effects.h"
#include "client/model/model.h"
#include "client/model/settings.h"
#include "client/model/words.h"
#include "client/screen/screens.h"
#include "client/term/grid.h"
#include "client/term/input.h"
#include "client/term/tty_curses.h"
#include "client/term/tty_guard.h"
#include "shared/buf.h"
#include "shared/mem.h"

#define MAIN_DRAW_EVERY 16       /* ms: what the network brings is drawn so */
#define MAIN_ZONE_MAX (64 << 10) /* bytes of a zone's file */

struct client {
	struct settings settings;
	const char *session; /* file; NULL: the token stays in memory */
	const char *keeps;   /* the same, if it may be written */
	struct ws_loop *loop;
	struct ws_link *link;
	struct main_world *world;
	struct tty_curses *tty;
	struct input *input;
	struct grid *grid;
	struct model *model;
	struct screens *screens;
	struct effects effects;
	int64_t drawn_at; /* ms */
	bool changed;     /* something has, since then */
	bool keyed;       /* in this turn: draw at once */
	bool quit;
};

static void client_tick(struct client *c)
{
	c->changed = true;
	model_update(c->model,
		&(struct action){
			.kind = ACTION_TICK,
			.tick = {.ms = ws_loop_now_ms(),
				.wall_us = ws_loop_wall_us()},
		},
		&c->effects);
}

/* Something happened in the world: the model learns the time, then that. */
static void client_act(struct client *c, const struct action *a)
{
	client_tick(c);
	model_update(c->model, a, &c->effects);
}

/* ---- from the link ---- */

static void on_state(
	void *ctx, enum ws_link_state state, int64_t retry_ms, enum err why)
{
	struct client *c = ctx;

	if (why == ERR_TOKEN && c->keeps)
		file_conf_drop_token(c->keeps);
	client_act(c,
		&(struct action){
			.kind = ACTION_LINK,
			.link = {.state = (enum action_link)state,
				.retry_ms = retry_ms,
				.why = why},
		});
}

static void on_message(void *ctx, const struct wire_msg *msg)
{
	client_act(
		ctx, &(struct action){.kind = ACTION_MESSAGE, .message = msg});
}

static void on_signed_in(
	void *ctx, enum err e, int64_t wait_ms, const struct wire_signed_in *in)
{
	struct client *c = ctx;

	if (!e && c->keeps)
		(void)file_secret_write(c->keeps, in->token);
	client_act(c,
		&(struct action){
			.kind = ACTION_SIGNED_IN,
			.signed_in = {.err = e, .wait_ms = wait_ms, .in = in},
		});
}

static void on_unlocked(void *ctx, enum err e)
{
	client_act(ctx, &(struct action){.kind = ACTION_UNLOCKED, .err = e});
}

static void on_answered(void *ctx, int asked, enum err e, int64_t wait_ms,
	const char *body, size_t len)
{
	client_act(ctx,
		&(struct action){
			.kind = ACTION_ANSWERED,
			.answered = {.ask = (enum ask_kind)asked,
				.err = e,
				.wait_ms = wait_ms,
				.body = body,
				.len = len},
		});
}

static void on_reported(void *ctx, enum err e)
{
	client_act(ctx, &(struct action){.kind = ACTION_REPORTED, .err = e});
}

static void on_world(void *ctx, const struct action *a)
{
	client_act(ctx, a);
}

static void on_rtt(void *ctx, int64_t ms)
{
	client_act(ctx, &(struct action){.kind = ACTION_RTT, .ms = ms});
}

/* ---- from the terminal ---- */

static void on_input(void *ctx, const struct input_event *event)
{
	struct client *c = ctx;
	bool redraw = false;

	c->keyed = c->changed = true; /* an answer too may look different */
	if (tty_curses_answer(c->tty, event, &redraw))
		return;
	client_tick(c);
	screens_event(c->screens, event, &c->effects);
}

static void on_tty(void *ctx, int fd)
{
	struct client *c = ctx;
	char bytes[4096];
	ssize_t n;

	while ((n = read(fd, bytes, sizeof(bytes))) > 0)
		input_feed(c->input, bytes, (size_t)n, ws_loop_now_ms());
	if (n == 0) { /* hung up */
		c->quit = true;
		ws_loop_stop(c->loop);
	}
}

static void on_input_deadline(void *ctx)
{
	struct client *c = ctx;

	input_tick(c->input, ws_loop_now_ms());
}

static void on_model_deadline(void *ctx)
{
	client_tick(ctx);
}

static void client_resize(struct client *c)
{
	int rows, cols;

	if (!tty_curses_resize(c->tty))
		return;
	tty_curses_size(c->tty, &rows, &cols);
	grid_resize(c->grid, rows, cols);
}

static void client_suspend(struct client *c)
{
	if (c->settings.kiosk)
		return;
	tty_curses_suspend(c->tty);
	raise(SIGSTOP); /* SIGTSTP is ours, through on_signal */
	tty_curses_resume(c->tty);
	client_resize(c);
}

static void on_signal(void *ctx, int fd)
{
	struct client *c = ctx;
	struct signalfd_siginfo info;

	while (read(fd, &info, sizeof(info)) == sizeof(info)) {
		if (info.ssi_signo == SIGTSTP)
			client_suspend(c);
		else
			client_resize(c);
		c->keyed = c->changed = true;
	}
}

/* ---- effects ---- */

static enum wire_lang lang_of(const char *language)
{
	return strcmp(language, "ja") == 0 ? WIRE_LANG_JA : WIRE_LANG_EN;
}

static void client_zone(struct client *c, const char *name)
{
	struct action a = {.kind = ACTION_ZONE};
	struct buf file;

	buf_init(&file, MAIN_ZONE_MAX);
	if (file_conf_zone(name, &file) == ERR_OK) {
		a.zone.data = (const uint8_t *)file.data;
		a.zone.len = file.len;
	}
	client_act(c, &a);
	buf_fini(&file);
}

static void client_sign_out(struct client *c)
{
	ws_link_sign_out(c->link);
	if (c->keeps)
		file_conf_drop_token(c->keeps);
}

/* What the terminal can show is known only once it has answered. */
static void client_world(struct client *c, const struct effect *e)
{
	enum picture_colours colours;

	if (tty_curses_pictures(c->tty, &colours))
		main_world_colours(c->world, colours);
	main_world_effect(c->world, e);
}

static void client_effect(struct client *c, const struct effect *e)
{
	switch (e->kind) {
	case EFFECT_SEND:
		/* Not up: the model sends it again when the link is. */
		(void)ws_link_send(c->link, &e->msg);
		break;
	case EFFECT_SIGN_IN:
		ws_link_sign_in(c->link, e->text, e->secret);
		break;
	case EFFECT_UNLOCK:
		ws_link_unlock(c->link, e->secret);
		break;
	case EFFECT_SIGN_OUT:
		client_sign_out(c);
		break;
	case EFFECT_RETRY:
		ws_link_retry(c->link);
		break;
	case EFFECT_ZONE:
		client_zone(c, e->text);
		break;
	case EFFECT_LANGUAGE:
		main_language_speak(e->text);
		ws_link_language(c->link, lang_of(e->text));
		break;
	case EFFECT_REPORT_SEND:
		ws_link_report(c->link, e->text);
		break;
	case EFFECT_COPY:
		tty_curses_copy(c->tty, e->text);
		break;
	case EFFECT_BELL:
		tty_curses_bell(c->tty);
		break;
	case EFFECT_NOTIFY:
		tty_curses_notify(c->tty, e->text);
		break;
	case EFFECT_TITLE:
		tty_curses_title(c->tty, e->text);
		break;
	case EFFECT_REDRAW:
		tty_curses_repaint(c->tty);
		break;
	case EFFECT_SUSPEND:
		client_suspend(c);
		break;
	case EFFECT_QUIT:
		ws_loop_stop(c->loop);
		break;
	default:
		client_world(c, e);
		break;
	}
}

static void client_effects(struct client *c)
{
	struct effect *e;

	while ((e = effects_next(&c->effects))) {
		client_effect(c, e);
		effects_drop(&e);
	}
}

/* ---- the turn of the loop ---- */

static void client_wake_at(struct client *c, int64_t at_ms, ws_loop_fn fn)
{
	int64_t in = at_ms - ws_loop_now_ms();

	if (at_ms < 0 || at_ms == INT64_MAX)
		in = -1;
	else if (in < 0)
		in = 0;
	ws_loop_after(c->loop, in, fn, c);
}

static void client_draw(void *ctx)
{
	struct client *c = ctx;

	c->drawn_at = ws_loop_now_ms();
	c->changed = false;
	screens_draw(c->screens, c->grid, &c->effects);
	client_effects(c);
	tty_curses_draw(c->tty, c->grid);
}

static void on_turn(void *ctx)
{
	struct client *c = ctx;
	int64_t since = ws_loop_now_ms() - c->drawn_at;

	if (c->quit)
		return;
	client_effects(c);
	if (c->changed && (c->keyed || since >= MAIN_DRAW_EVERY))
		client_draw(c);
	else if (c->changed)
		ws_loop_after(c->loop, MAIN_DRAW_EVERY - since, client_draw, c);
	c->keyed = false;
	client_wake_at(c, model_deadline(c->model), on_model_deadline);
	client_wake_at(c, input_deadline(c->input), on_input_deadline);
}

/* ---- start and end ---- */

static bool fail(const char *what, const char *why)
{
	fprintf(stderr, "noren: %s%s%s\n", what, why[0] ? ": " : "", why);
	return false;
}

static bool client_start_link(struct client *c, bool japanese)
{
	const struct settings *s = &c->settings;
	char known[FILE_SECRET_DEVICE + 1] = "", device[HOST_NAME_MAX + 1] = "";
	const struct ws_link_config config = {
		.url = s->relay,
		.ca = s->ca[0] ? s->ca : NULL,
		.client = "noren " NOREN_VERSION,
		.device = device,
		.known = known,
		.lang = japanese ? WIRE_LANG_JA : WIRE_LANG_EN,
	};
	const struct ws_link_handlers handlers = {
		.ctx = c,
		.state = on_state,
		.message = on_message,
		.signed_in = on_signed_in,
		.unlocked = on_unlocked,
		.answered = on_answered,
		.reported = on_reported,
		.rtt = on_rtt,
	};
	enum err e = ws_loop_new(on_turn, c, &c->loop);

	/* Whoever sits at a kiosk is a guest there. */
	if (!s->kiosk)
		(void)file_secret_device(known);
	if (gethostname(device, sizeof(device)) != 0 || !device[0])
		strcpy(device, "noren");
	device[HOST_NAME_MAX] = '\0';
	if (!e)
		e = ws_link_new(c->loop, &config, &handlers, &c->link);
	explicit_bzero(known, sizeof(known));
	if (e == ERR_CONFIG)
		return fail(_("this is not the address of a relay"), s->relay);
	if (!e)
		c->world = main_world_new(&(struct main_world_config){
			.settings = s,
			.loop = c->loop,
			.link = c->link,
			.act = on_world,
			.ctx = c,
		});
	if (!e && !c->world)
		e = ERR_NOMEM;
	return e ? fail(_("the connection cannot be set up"), err_text(e))
		 : true;
}

static bool client_start_model(
	struct client *c, bool japanese, bool has_session)
{
	struct model_config config = {
		.settings = &c->settings,
		.japanese = japanese,
		.has_session = has_session,
		.terminal = getenv("TERM"),
	};
	char why[SCREENS_WHY];

	if (getrandom(&config.seed, sizeof(config.seed), 0) !=
		sizeof(config.seed))
		return fail(_("this machine gives no random numbers"), "");
	c->model = model_new(&config);
	client_tick(c);
	if (screens_new(c->model, &c->screens, why) != ERR_OK)
		return fail("noren.conf", why);
	return true;
}

static enum tty_notify_kind desktop_of(int desktop)
{
	static const enum tty_notify_kind kinds[] = {
		[SETTINGS_DESKTOP_AUTO] = TTY_NOTIFY_AUTO,
		[SETTINGS_DESKTOP_9] = TTY_NOTIFY_9,
		[SETTINGS_DESKTOP_99] = TTY_NOTIFY_99,
		[SETTINGS_DESKTOP_777] = TTY_NOTIFY_777,
		[SETTINGS_DESKTOP_OFF] = TTY_NOTIFY_AUTO, /* may be tried */
	};

	return kinds[desktop];
}

static bool client_start_terminal(struct client *c)
{
	const struct settings *s = &c->settings;
	const char *no_color = getenv("NO_COLOR");
	const struct tty_curses_options options = {
		.theme = s->theme == SETTINGS_THEME_DARK   ? TTY_CURSES_DARK
			: s->theme == SETTINGS_THEME_LIGHT ? TTY_CURSES_LIGHT
							   : TTY_CURSES_AUTO,
		.mono = s->theme == SETTINGS_THEME_MONO ||
			(no_color && no_color[0]),
		.ascii = s->ascii,
		.mouse = s->mouse,
		.notify = desktop_of(s->desktop),
	};
	sigset_t signals;
	int rows, cols, fd;

	sigemptyset(&signals);
	sigaddset(&signals, SIGWINCH);
	sigaddset(&signals, SIGTSTP);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	fd = signalfd(-1, &signals, SFD_NONBLOCK | SFD_CLOEXEC);
	if (fd < 0 || ws_loop_read(c->loop, fd, on_signal, c) != ERR_OK)
		return fail(_("signals cannot be read"), "");
	if (tty_curses_new(&options, &c->tty) != ERR_OK)
		return fail(_("there is no terminal that noren can use"), "");
	tty_curses_size(c->tty, &rows, &cols);
	c->grid = grid_new(rows, cols);
	c->input = input_new(on_input, c);
	fd = dup(tty_curses_fd(c->tty)); /* the loop closes its own */
	if (fd < 0 || ws_loop_read(c->loop, fd, on_tty, c) != ERR_OK)
		return fail(_("the terminal cannot be read"), "");
	return true;
}

static void client_end(struct client *c)
{
	tty_curses_destroy(&c->tty);
	main_world_destroy(&c->world);
	ws_link_destroy(&c->link);
	ws_loop_destroy(&c->loop);
	screens_destroy(&c->screens);
	model_destroy(&c->model);
	input_destroy(&c->input);
	grid_destroy(&c->grid);
	effects_fini(&c->effects);
	settings_fini(&c->settings);
}

static bool client_run(struct client *c)
{
	bool japanese = main_language_japanese(&c->settings);
	char token[128];
	bool has_session = c->session &&
		file_secret_read(c->session, token, sizeof(token));

	if (c->settings.kiosk && !file_kiosk_enter())
		return fail("--kiosk", strerror(errno));
	c->keeps = c->settings.kiosk ? NULL : c->session;
	main_language_bind(japanese);
	mem_on_exhaustion(tty_guard_no_memory);
	effects_init(&c->effects);
	if (!client_start_link(c, japanese) ||
		!client_start_model(c, japanese, has_session) ||
		!client_start_terminal(c))
		return false;
	if (has_session)
		ws_link_open(c->link, token);
	c->keyed = c->changed = true;
	on_turn(c);
	ws_loop_run(c->loop);
	return true;
}

int main(int argc, char **argv)
{
	struct client c = {0};
	bool ok;

	if (!main_language_locale()) {
		fail("a UTF-8 locale is needed, like C.UTF-8", "");
		return 1;
	}
	if (argc > 1 && strcmp(argv[1], "archive") == 0)
		return main_archive(argc - 1, argv + 1);
	settings_init(&c.settings);
	if (!main_options_read(argc, argv, &c.settings, &c.session)) {
		settings_fini(&c.settings);
		return 2;
	}
	ok = client_run(&c);
	client_end(&c);
	return ok ? 0 : 1;
}
