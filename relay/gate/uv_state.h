/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_UV_STATE_H
#define RELAY_GATE_UV_STATE_H

/* All of a running relay, for the files that make (uv_relay.c), turn
 * (uv_turn.c), serve (uv_world.c) and end it (uv_end.c). */
#include <stdbool.h>
#include <uv.h>

#include "relay/catalog/uv_catalog.h"
#include "relay/catalog/uv_feed.h"
#include "relay/catalog/uv_intake.h"
#include "relay/catalog/uv_renew.h"
#include "relay/fetch/hosts.h"
#include "relay/gate/admin.h"
#include "relay/gate/codes.h"
#include "relay/gate/feeds.h"
#include "relay/gate/find.h"
#include "relay/gate/import.h"
#include "relay/gate/site.h"
#include "relay/gate/uv_clock.h"
#include "relay/gate/uv_hash.h"
#include "relay/gate/uv_listen.h"
#include "relay/gate/uv_relay.h"
#include "relay/gate/ws_server.h"
#include "relay/media/uv_gallery.h"
#include "relay/media/uv_media.h"
#include "relay/post/uv_post.h"

#define UV_PATH_MOST 4096

enum uv_phase {
	UV_LOADING, /* desks are being loaded */
	UV_SERVING,
	UV_DRAINING, /* what was said is being kept */
	UV_BYE,      /* everybody is being sent away */
	UV_OVER,
};

struct uv_state {
	const struct uv_relay_config *config;
	const struct conf *conf;
	enum uv_phase phase;
	bool told; /* the store has told of the retailers */
	enum err err;
	char *why;
	uv_loop_t loop;
	uv_prepare_t prepare;
	uv_check_t check;
	uv_idle_t idle;
	uv_timer_t tick, second, drain;
	uv_async_t kept;
	uv_signal_t term, interrupt, hangup;
	struct uv_clock clock;
	int64_t started, drain_began;
	char clock_file[UV_PATH_MOST + 16];
	char control_path[UV_PATH_MOST + 16];
	char nobody[UV_HASH_SIZE];
	char owner[ID_LEN + 1];
	struct store *store;
	struct hub hub;
	struct web *web;
	struct uv_hash *hash;
	struct signin *signin;
	struct codes *codes;
	struct uv_media *media;
	struct uploads *uploads;
	struct uv_catalog *catalog;
	struct finds *finds;
	struct uv_intake *intake;
	struct uv_renew *renew;
	struct imports *imports;
	struct hosts *hosts; /* that may be fetched from */
	struct uv_feed *feed;
	struct feeds *feeds;
	struct uv_gallery *pictures;
	struct gallery *gallery;
	struct http_smtp smtp;
	struct uv_post *post; /* NULL: no mail goes out */
	struct site site;
	struct admin *admin;
	struct manage *manage;
	struct ws_server server;
	struct uv_listen *public, *control;
};

#endif
