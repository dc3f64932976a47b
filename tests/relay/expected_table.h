/* SPDX-License-Identifier: MIT */
#ifndef TESTS_RELAY_EXPECTED_TABLE_H
#define TESTS_RELAY_EXPECTED_TABLE_H

/*
 * Who is expected to be able to do what, written down without a look at
 * relay/gate/rights_table.h: E("command", "roles"), roles in the order nobody
 * shopper associate manager operator.  A command is a message of the WebSocket,
 * "METHODS /path" of the public port, "ctl METHODS /path" of the control
 * socket, where "manager" is one at the managers' door, or "ctl_body.field".
 */

/* clang-format off */
#define EXPECTED_TABLE(E) \
	E("hello", "nobody") \
	E("say", "shopper associate manager") \
	E("typing", "shopper associate manager") \
	E("seen", "shopper associate manager") \
	E("resume", "shopper associate manager") \
	E("ping", "shopper associate manager") \
	E("show", "shopper associate manager") \
	E("available", "associate manager") \
	E("accept", "associate manager") \
	E("pass", "associate manager") \
	E("end", "associate manager") \
	E("enquiries", "associate manager") \
	E("take_up", "associate manager") \
	E("put_back", "associate manager") \
	E("recommend", "associate manager") \
	E("targets", "associate manager") \
	E("transfer", "associate manager") \
	E("call_back", "associate manager") \
	E("block", "associate manager") \
	E("blocks", "manager") \
	E("unblock", "manager") \
	E("team", "manager") \
	E("viewed", "associate manager") \
	E("find", "associate manager") \
	E("shelves", "associate manager") \
	E("archive", "associate manager") \
	E("answered", "associate manager") \
	E("team_archive", "manager") \
	E("performance", "associate manager") \
	E("team_performance", "manager") \
	E("page", "shopper") \
	E("identify", "shopper") \
	E("enquire", "shopper") \
	E("rate", "shopper") \
	E("event", "shopper") \
	\
	E("GET HEAD /healthz", "nobody shopper associate manager") \
	E("GET HEAD /noren.js", "nobody shopper associate manager") \
	E("GET HEAD /v1/frame/*", "nobody shopper associate manager") \
	E("GET HEAD /v1/widget/*", "nobody shopper associate manager") \
	E("GET HEAD /widget/*", "nobody shopper associate manager") \
	E("GET HEAD /v1/launcher/*", "nobody shopper associate manager") \
	E("GET HEAD /v1/associate", "nobody shopper associate manager") \
	E("GET HEAD /v1/shopper", "nobody shopper associate manager") \
	E("GET /v1/serves/*", "nobody shopper associate manager") \
	E("POST /v1/sign-in", "nobody shopper associate manager") \
	E("POST /v1/sign-up", "nobody shopper associate manager") \
	E("POST /v1/sign-up/confirm", "nobody shopper associate manager") \
	E("POST /v1/forgot", "nobody shopper associate manager") \
	E("POST /v1/reset", "nobody shopper associate manager") \
	E("GET /v1/account", "associate manager") \
	E("POST /v1/account/name", "associate manager") \
	E("POST /v1/account/password", "associate manager") \
	E("POST /v1/account/address", "associate manager") \
	E("POST /v1/account/address/confirm", "associate manager") \
	E("POST /v1/sign-out", "associate manager") \
	E("POST /v1/unlock", "associate manager") \
	E("POST /v1/media", "shopper associate manager") \
	E("GET HEAD /v1/media/*", "shopper associate manager") \
	E("POST /v1/enquiries/answer", "associate manager") \
	E("GET /v1/enquiries/*/letters", "associate manager") \
	E("GET /v1/chats/*/sales",      "associate manager") \
	E("POST /v1/claims", "associate manager") \
	E("GET /v1/claims", "associate manager") \
	E("GET HEAD /v1/picture/**", "associate manager") \
	E("POST /v1/orders/*", "nobody shopper associate manager") \
	E("POST /v1/report", "associate manager") \
	E("POST /v1/export", "associate manager") \
	E("GET /v1/sessions", "associate manager") \
	E("POST /v1/sessions/*/end", "associate manager") \
	\
	E("ctl GET /status", "operator") \
	E("ctl GET /retailers", "operator") \
	E("ctl PUT /retailer", "manager operator") \
	E("ctl GET /retailer/*", "manager operator") \
	E("ctl GET /groups/*", "manager operator") \
	E("ctl PUT /group", "manager operator") \
	E("ctl GET /associates/*", "operator") \
	E("ctl PUT /associate", "manager operator") \
	E("ctl GET /accounts/*", "manager operator") \
	E("ctl POST /sign-out", "manager operator") \
	E("ctl POST /code", "manager operator") \
	E("ctl POST /unlock", "manager operator") \
	E("ctl GET /invites/*", "manager operator") \
	E("ctl PUT /order-key", "operator") \
	E("ctl PUT /invite", "manager operator") \
	E("ctl GET /templates/*", "manager operator") \
	E("ctl PUT /template", "manager operator") \
	E("ctl GET /blocks/*", "operator") \
	E("ctl POST /unblock", "operator") \
	E("ctl GET /reports/*", "operator") \
	E("ctl GET /report/*", "operator") \
	E("ctl GET /mails/*", "operator") \
	E("ctl POST /mail", "operator") \
	E("ctl GET /performance/*", "operator") \
	E("ctl GET /audit", "manager operator") \
	E("ctl POST /session", "operator") \
	E("ctl POST /sessions", "operator") \
	E("ctl POST /session-end", "operator") \
	E("ctl POST /record", "operator") \
	E("ctl GET /record", "operator") \
	E("ctl POST /import", "operator") \
	E("ctl GET /import", "operator") \
	E("ctl POST /import-piece", "operator") \
	E("ctl POST /import-end", "operator") \
	E("ctl PUT /catalog-feed", "operator") \
	E("ctl GET /catalog/*", "manager operator") \
	E("ctl POST /catalog-find", "manager operator") \
	E("ctl POST /catalog-held", "manager operator") \
	E("ctl GET /claims/*", "manager operator") \
	E("ctl POST /claim", "manager operator") \
	E("ctl POST /shopper-find", "operator") \
	E("ctl GET /shopper-lines", "operator") \
	E("ctl POST /shopper-erase", "operator") \
	E("ctl POST /shopper-correct", "operator") \
	E("ctl GET /retention/*", "operator") \
	E("ctl POST /expire", "operator") \
	E("ctl POST /clock", "operator") \
	E("ctl POST /backup", "operator") \
	E("ctl POST /stop", "operator") \
	\
	E("ctl_retailer.retailer", "manager operator") \
	E("ctl_retailer.name", "manager operator") \
	E("ctl_retailer.zone", "operator") \
	E("ctl_retailer.currency", "operator") \
	E("ctl_retailer.accent", "manager operator") \
	E("ctl_retailer.origins", "operator") \
	E("ctl_retailer.hours", "manager operator") \
	E("ctl_retailer.at_once", "manager operator") \
	E("ctl_retailer.more_every", "manager operator") \
	E("ctl_retailer.ring_for", "manager operator") \
	E("ctl_retailer.keep_state", "manager operator") \
	E("ctl_retailer.take_over", "manager operator") \
	E("ctl_retailer.left_after", "manager operator") \
	E("ctl_retailer.window", "manager operator") \
	E("ctl_retailer.scan", "manager operator") \
	E("ctl_retailer.largest_order", "manager operator") \
	E("ctl_retailer.retention", "operator") \
	E("ctl_retailer.support", "manager operator") \
	E("ctl_retailer.remove", "operator") \
	E("ctl_group.retailer", "manager operator") \
	E("ctl_group.group", "manager operator") \
	E("ctl_group.name", "manager operator") \
	E("ctl_group.hours", "manager operator") \
	E("ctl_group.remove", "manager operator") \
	E("ctl_associate.retailer", "manager operator") \
	E("ctl_associate.address", "manager operator") \
	E("ctl_associate.name", "manager operator") \
	E("ctl_associate.password", "operator") \
	E("ctl_associate.manager", "manager operator") \
	E("ctl_associate.plain", "manager operator") \
	E("ctl_associate.groups", "manager operator") \
	E("ctl_associate.remove", "manager operator") \
	E("ctl_sign_out.retailer", "manager operator") \
	E("ctl_sign_out.address", "manager operator") \
	E("ctl_code.retailer", "manager operator") \
	E("ctl_code.address", "manager operator") \
	E("ctl_unlock.retailer", "manager operator") \
	E("ctl_unlock.address", "manager operator") \
	E("ctl_invite.retailer", "manager operator") \
	E("ctl_invite.code", "manager operator") \
	E("ctl_invite.days", "manager operator") \
	E("ctl_invite.uses", "manager operator") \
	E("ctl_invite.groups", "manager operator") \
	E("ctl_invite.withdraw", "manager operator") \
	E("ctl_invite.replace", "manager operator") \
	E("ctl_template.retailer", "manager operator") \
	E("ctl_template.template", "manager operator") \
	E("ctl_template.use", "manager operator") \
	E("ctl_template.lang", "manager operator") \
	E("ctl_template.title", "manager operator") \
	E("ctl_template.text", "manager operator") \
	E("ctl_template.pages", "manager operator") \
	E("ctl_template.from", "manager operator") \
	E("ctl_template.until", "manager operator") \
	E("ctl_template.remove", "manager operator") \
	E("ctl_find.retailer", "manager operator") \
	E("ctl_find.text", "manager operator") \
	E("ctl_find.sku", "manager operator") \
	E("ctl_find.gtin", "manager operator") \
	E("ctl_held.retailer", "manager operator") \
	E("ctl_held.release", "manager operator") \
	E("ctl_claim.retailer", "manager operator") \
	E("ctl_claim.claim", "manager operator") \
	E("ctl_claim.grant", "manager operator") \
	E("ctl_claim.reason", "manager operator")
/* clang-format on */

#endif
