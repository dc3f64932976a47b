/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_SITE_H
#define RELAY_GATE_SITE_H

/*
 * What the relay answers over HTTP to everybody: its health, the widget's
 * files, the launcher's question, signing in, accounts; and the managers' door.
 * Pure.
 */
#include "relay/fetch/hosts.h"
#include "relay/gate/answer.h"
#include "relay/gate/codes.h"
#include "relay/gate/gallery.h"
#include "relay/gate/hub.h"
#include "relay/gate/manage.h"
#include "relay/gate/signin.h"
#include "relay/gate/upload.h"
#include "relay/gate/web.h"

/* All lent for the site's life. */
struct site {
	struct hub *hub;
	struct signin *signin;
	struct codes *codes;
	const struct web *web;
	struct uploads *uploads;
	struct gallery *gallery;
	struct manage *manage;
	const struct hosts *hosts; /* that products' pictures come from */
};

/* Answers by `r`, now or later. */
void site_handle(struct site *site, const struct request *q, struct reply *r);

#endif
