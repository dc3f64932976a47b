/* SPDX-License-Identifier: MIT */
#include "relay/gate/ws_upgrade.h"

#include <string.h>

#include "relay/gate/origin.h"
#include "shared/limits.h"
#include "shared/mem.h"
#include "shared/wire.h"

/*
 * It would take an upgrade to h2c (and then free memory that it uses), any
 * method, version 8 and 99, no Host, any Origin, any path.  Everything is
 * checked here, before it answers 101; what does not pass is told why and cut.
 * What cannot be checked is whether a client masks its frames, as RFC 6455
 * demands: the library takes both kinds and does not say which it was.
 */

struct seen {
	char upgrade[32], version[8], host[300], origin[LIMIT_TITLE];
	char path[64], protocols[256];
};

static bool read_all(struct ws_conn *c, struct seen *s)
{
	const struct {
		enum lws_token_indexes token;
		char *out;
		size_t size;
	} all[] = {
		{WSI_TOKEN_UPGRADE, s->upgrade, sizeof(s->upgrade)},
		{WSI_TOKEN_VERSION, s->version, sizeof(s->version)},
		{WSI_TOKEN_HOST, s->host, sizeof(s->host)},
		{WSI_TOKEN_ORIGIN, s->origin, sizeof(s->origin)},
		{WSI_TOKEN_GET_URI, s->path, sizeof(s->path)},
		{WSI_TOKEN_PROTOCOL, s->protocols, sizeof(s->protocols)},
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		if (!ws_conn_header(c, all[i].token, all[i].out, all[i].size))
			return false;
	}
	return true;
}

/* Is ours among "a, noren.v1, b"? */
static bool offers_ours(const char *protocols)
{
	size_t len = strlen(WIRE_PROTOCOL);

	for (const char *s = protocols; *s;) {
		s += strspn(s, ", \t");
		if (strncmp(s, WIRE_PROTOCOL, len) == 0 &&
			strchr(", \t", s[len]))
			return true;
		s += strcspn(s, ", \t");
	}
	return false;
}

/* A page of some retailer; hello says whether of the right one. */
static bool some_retailers(const struct hub *hub, const char *origin)
{
	for (const struct tenant *t = hub->tenants; t; t = t->next) {
		if (origin_listed(t->rules->origins, origin))
			return true;
	}
	return false;
}

/* A terminal has no origin.  Where there is one it is a page, and of pages
 * only the relay's own may speak, and those that a retailer lists. */
static bool origin_fine(struct ws_conn *c, const struct seen *s)
{
	const struct ws_server_config *config = &c->server->config;

	if (!s->origin[0])
		return c->kind == CALLER_ASSOCIATE;
	if (origin_own(config->public_url, s->host, s->origin))
		return true;
	if (c->kind == CALLER_ASSOCIATE ||
		!some_retailers(config->hub, s->origin))
		return false;
	c->origin = mem_strdup(s->origin);
	return c->origin != NULL;
}

/* The status of the refusal, 0 when all is well. */
static int check(struct ws_conn *c, const struct seen *s)
{
	if (strcasecmp(s->upgrade, "websocket") != 0 || !s->path[0] ||
		!s->host[0])
		return 400;
	if (c->door != WS_DOOR_PUBLIC)
		return 400;
	if (strcmp(s->version, "13") != 0)
		return 426;
	if (strcmp(s->path, "/v1/associate") == 0)
		c->kind = CALLER_ASSOCIATE;
	else if (strcmp(s->path, "/v1/shopper") == 0)
		c->kind = CALLER_SHOPPER;
	else
		return 404;
	if (!offers_ours(s->protocols))
		return 400;
	if (!origin_fine(c, s))
		return 403;
	if (c->server->draining || ws_conn_forwarded(c) != ERR_OK)
		return 503;
	return 0;
}

static void refuse(struct ws_conn *c, int status)
{
	const struct answer a = {.status = status};
	struct buf b;

	buf_init(&b, 4096);
	buf_add(&b, (char[LWS_PRE]){0}, LWS_PRE);
	if (answer_head(&a, false, true, &b) == ERR_OK)
		lws_write(c->wsi, (unsigned char *)b.data + LWS_PRE,
			b.len - LWS_PRE, LWS_WRITE_HTTP_FINAL);
	buf_fini(&b);
}

int ws_upgrade_check(struct ws_conn *c)
{
	struct seen s;
	int status = read_all(c, &s) ? check(c, &s) : 400;

	if (status == 0)
		return 0;
	refuse(c, status);
	return -1;
}
