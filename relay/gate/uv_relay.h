/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_UV_RELAY_H
#define RELAY_GATE_UV_RELAY_H

/*
 * The whole relay on one loop: it puts hub, site, admin, store and sockets
 * together, turns them, and ends them in order.
 */
#include <stdbool.h>

#include "relay/gate/conf.h"
#include "relay/gate/log.h"

struct uv_relay_config {
	const struct conf *conf;
	const struct log *log;
	bool test_clock;
	void (*lws_log)(int level, const char *line);
	/* The relay takes connections at this address: for people. */
	void (*listening)(const char *url);
};

/* Runs until it is told to stop.  ERR_OK: it ended as asked, with everything
 * kept.  Otherwise `why` says what failed, for people.  All lent. */
enum err uv_relay_run(const struct uv_relay_config *config, char why[CONF_WHY]);

#endif
