/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_RIGHTS_TABLE_H
#define RELAY_GATE_RIGHTS_TABLE_H

/*
 * Who may do what: every command of every door, and by whom.  The doors make
 * their routes from these lists, so that there is none without rights, and a
 * message that stands in none of them may be sent by nobody.
 *
 * Roles: NOBODY has not proven who they are; SHOPPER, ASSOCIATE and MANAGER
 * have; OPERATOR comes by the control socket.  Several together: STAFF,
 * PEOPLE (shoppers and staff), ANYBODY (at the public doors), RULERS (managers,
 * for their own retailer, and the operator).
 */

/* clang-format off */
#define RIGHTS_ROLES(R) \
	R(NOBODY, nobody) R(SHOPPER, shopper) R(ASSOCIATE, associate) \
	R(MANAGER, manager) R(OPERATOR, operator)

/* Over a WebSocket: M(CODE, who). */
#define RIGHTS_MESSAGES(M) \
	M(HELLO,     NOBODY) \
	M(SAY,       PEOPLE) \
	M(TYPING,    PEOPLE) \
	M(SEEN,      PEOPLE) \
	M(RESUME,    PEOPLE) \
	M(PING,      PEOPLE) \
	M(SHOW,      PEOPLE) \
	M(AVAILABLE, STAFF) \
	M(ACCEPT,    STAFF) \
	M(PASS,      STAFF) \
	M(END,       STAFF) \
	M(ENQUIRIES, STAFF) \
	M(TAKE_UP,   STAFF) \
	M(PUT_BACK,  STAFF) \
	M(RECOMMEND, STAFF) \
	M(TARGETS,   STAFF) \
	M(TRANSFER,  STAFF) \
	M(CALL_BACK, STAFF) \
	M(BLOCK,     STAFF) \
	M(BLOCKS,    MANAGER) \
	M(UNBLOCK,   MANAGER) \
	M(TEAM,      MANAGER) \
	M(VIEWED,    STAFF) \
	M(FIND,      STAFF) \
	M(SHELVES,   STAFF) \
	M(ARCHIVE,   STAFF) \
	M(ANSWERED,  STAFF) \
	M(TEAM_ARCHIVE, MANAGER) \
	M(PERFORMANCE, STAFF) \
	M(TEAM_PERFORMANCE, MANAGER) \
	M(PAGE,      SHOPPER) \
	M(IDENTIFY,  SHOPPER) \
	M(ENQUIRE,   SHOPPER) \
	M(RATE,      SHOPPER) \
	M(EVENT,     SHOPPER)

/* Over HTTP: R(handler, methods, "path", who).  Without NOBODY a session's
 * token, or a shopper's, must come along. */
#define RIGHTS_SITE(R) \
	R(health,      GET_HEAD, "/healthz",            ANYBODY) \
	R(loader,      GET_HEAD, "/noren.js",           ANYBODY) \
	R(frame,       GET_HEAD, "/v1/frame/*",         ANYBODY) \
	R(file,        GET_HEAD, "/v1/widget/*",        ANYBODY) \
	R(old_file,    GET_HEAD, "/widget/*",           ANYBODY) \
	R(launcher,    GET_HEAD, "/v1/launcher/*",      ANYBODY) \
	R(staff_door,  GET_HEAD, "/v1/associate",       ANYBODY) \
	R(shop_door,   GET_HEAD, "/v1/shopper",         ANYBODY) \
	R(serves,      GET,      "/v1/serves/*",        ANYBODY) \
	R(sign_in,     POST,     "/v1/sign-in",         ANYBODY) \
	R(sign_up,     POST,     "/v1/sign-up",         ANYBODY) \
	R(confirm,     POST,     "/v1/sign-up/confirm", ANYBODY) \
	R(forgot,      POST,     "/v1/forgot",          ANYBODY) \
	R(reset,       POST,     "/v1/reset",           ANYBODY) \
	R(account,     GET,      "/v1/account",         STAFF) \
	R(rename,      POST,     "/v1/account/name",    STAFF) \
	R(password,    POST,     "/v1/account/password", STAFF) \
	R(move,        POST,     "/v1/account/address", STAFF) \
	R(moved,       POST,     "/v1/account/address/confirm", STAFF) \
	R(sign_out,    POST,     "/v1/sign-out",        STAFF) \
	R(unlock,      POST,     "/v1/unlock",          STAFF) \
	R(upload,      POST,     "/v1/media",           PEOPLE) \
	R(media,       GET_HEAD, "/v1/media/*",         PEOPLE) \
	R(picture,     GET_HEAD, "/v1/picture/**",      STAFF) \
	R(report,      POST,     "/v1/report",          STAFF) \
	R(answer,      POST,     "/v1/enquiries/answer", STAFF) \
	R(letters,     GET,      "/v1/enquiries/*/letters", STAFF) \
	R(chat_sales,  GET,      "/v1/chats/*/sales",   STAFF) \
	R(claim,       POST,     "/v1/claims",          STAFF) \
	R(own_claims,  GET,      "/v1/claims",          STAFF) \
	R(order,       POST,     "/v1/orders/*",        ANYBODY) \
	R(export,      POST,     "/v1/export",          STAFF) \
	R(sessions,    GET,      "/v1/sessions",        STAFF) \
	R(session_end, POST,     "/v1/sessions/*/end",  STAFF)

/* Over the control socket, and those that are a manager's too at the managers'
 * door: R(handler, methods, "path", where, BODY, who).  `where` the retailer is
 * named: in the PATH (the star), the QUERY, the BODY, or it concerns NONE; BODY
 * is the message that must come, COUNT: none. */
#define RIGHTS_CONTROL(R) \
	R(status,        GET,  "/status",       NONE,  COUNT,           OPERATOR) \
	R(retailers,     GET,  "/retailers",    NONE,  COUNT,           OPERATOR) \
	R(set_retailer,  PUT,  "/retailer",     BODY,  CTL_RETAILER,    RULERS) \
	R(retailer,      GET,  "/retailer/*",   PATH,  COUNT,           RULERS) \
	R(groups,        GET,  "/groups/*",     PATH,  COUNT,           RULERS) \
	R(set_group,     PUT,  "/group",        BODY,  CTL_GROUP,       RULERS) \
	R(associates,    GET,  "/associates/*", PATH,  COUNT,           OPERATOR) \
	R(set_associate, PUT,  "/associate",    BODY,  CTL_ASSOCIATE,   RULERS) \
	R(accounts,      GET,  "/accounts/*",   PATH,  COUNT,           RULERS) \
	R(sign_out,      POST, "/sign-out",     BODY,  CTL_SIGN_OUT,    RULERS) \
	R(code,          POST, "/code",         BODY,  CTL_CODE,        RULERS) \
	R(unlock,        POST, "/unlock",       BODY,  CTL_UNLOCK,      RULERS) \
	R(invites,       GET,  "/invites/*",    PATH,  COUNT,           RULERS) \
	R(set_invite,    PUT,  "/invite",       BODY,  CTL_INVITE,      RULERS) \
	R(templates,     GET,  "/templates/*",  PATH,  COUNT,           RULERS) \
	R(set_template,  PUT,  "/template",     BODY,  CTL_TEMPLATE,    RULERS) \
	R(blocks,        GET,  "/blocks/*",     PATH,  COUNT,           OPERATOR) \
	R(lift,          POST, "/unblock",      BODY,  CTL_UNBLOCK,     OPERATOR) \
	R(reports,       GET,  "/reports/*",    PATH,  COUNT,           OPERATOR) \
	R(read_report,   GET,  "/report/*",     QUERY, COUNT,           OPERATOR) \
	R(mails,         GET,  "/mails/*",      PATH,  COUNT,           OPERATOR) \
	R(mail,          POST, "/mail",         BODY,  CTL_MAIL,        OPERATOR) \
	R(set_order_key, PUT,  "/order-key",    BODY,  CTL_ORDER_KEY,   OPERATOR) \
	R(performance,   GET,  "/performance/*", PATH, COUNT,           OPERATOR) \
	R(audit,         GET,  "/audit",        QUERY, COUNT,           RULERS) \
	R(open_session,  POST, "/session",      BODY,  CTL_SESSION,     OPERATOR) \
	R(sessions,      POST, "/sessions",     BODY,  CTL_SESSIONS,    OPERATOR) \
	R(session_end,   POST, "/session-end",  BODY,  CTL_SESSION_END, OPERATOR) \
	R(record,        POST, "/record",       BODY,  CTL_RECORD,      OPERATOR) \
	R(recorded,      GET,  "/record",       QUERY, COUNT,           OPERATOR) \
	R(import,        POST, "/import",       BODY,  CTL_IMPORT,      OPERATOR) \
	R(import_state,  GET,  "/import",       QUERY, COUNT,           OPERATOR) \
	R(import_piece,  POST, "/import-piece", QUERY, COUNT,           OPERATOR) \
	R(import_end,    POST, "/import-end",   QUERY, COUNT,           OPERATOR) \
	R(set_feed,      PUT,  "/catalog-feed", BODY,  CTL_FEED,        OPERATOR) \
	R(catalog,       GET,  "/catalog/*",    PATH,  COUNT,           RULERS) \
	R(catalog_find,  POST, "/catalog-find", BODY,  CTL_FIND,        RULERS) \
	R(catalog_held,  POST, "/catalog-held", BODY,  CTL_HELD,        RULERS) \
	R(claims,        GET,  "/claims/*",     PATH,  COUNT,           RULERS) \
	R(decide,        POST, "/claim",        BODY,  CTL_CLAIM,       RULERS) \
	R(shoppers,      POST, "/shopper-find", BODY,  CTL_SHOPPER,     OPERATOR) \
	R(shopper_lines, GET,  "/shopper-lines", QUERY, COUNT,          OPERATOR) \
	R(shopper_erase, POST, "/shopper-erase", BODY, CTL_ERASE,       OPERATOR) \
	R(shopper_correct, POST, "/shopper-correct", BODY, CTL_CORRECT, OPERATOR) \
	R(retention,     GET,  "/retention/*",  PATH,  COUNT,           OPERATOR) \
	R(expire,        POST, "/expire",       BODY,  CTL_EXPIRE,      OPERATOR) \
	R(clock,         POST, "/clock",        NONE,  CTL_CLOCK,       OPERATOR) \
	R(backup,        POST, "/backup",       NONE,  COUNT,           OPERATOR) \
	R(stop,          POST, "/stop",         NONE,  COUNT,           OPERATOR)

/* What a manager may say in those bodies: F(CODE, message, field, who).  A
 * field that does not stand here is the operator's. */
#define RIGHTS_FIELDS(F) \
	F(CTL_RETAILER,  ctl_retailer,  retailer,   RULERS) \
	F(CTL_RETAILER,  ctl_retailer,  name,       RULERS) \
	F(CTL_RETAILER,  ctl_retailer,  zone,       OPERATOR) \
	F(CTL_RETAILER,  ctl_retailer,  currency,   OPERATOR) \
	F(CTL_RETAILER,  ctl_retailer,  accent,     RULERS) \
	F(CTL_RETAILER,  ctl_retailer,  origins,    OPERATOR) \
	F(CTL_RETAILER,  ctl_retailer,  hours,      RULERS) \
	F(CTL_RETAILER,  ctl_retailer,  at_once,    RULERS) \
	F(CTL_RETAILER,  ctl_retailer,  more_every, RULERS) \
	F(CTL_RETAILER,  ctl_retailer,  ring_for,   RULERS) \
	F(CTL_RETAILER,  ctl_retailer,  keep_state, RULERS) \
	F(CTL_RETAILER,  ctl_retailer,  take_over,  RULERS) \
	F(CTL_RETAILER,  ctl_retailer,  left_after, RULERS) \
	F(CTL_RETAILER,  ctl_retailer,  window,     RULERS) \
	F(CTL_RETAILER,  ctl_retailer,  scan,       RULERS) \
	F(CTL_RETAILER,  ctl_retailer,  largest_order, RULERS) \
	F(CTL_RETAILER,  ctl_retailer,  retention,  OPERATOR) \
	F(CTL_RETAILER,  ctl_retailer,  support,    RULERS) \
	F(CTL_RETAILER,  ctl_retailer,  remove,     OPERATOR) \
	F(CTL_GROUP,     ctl_group,     retailer,   RULERS) \
	F(CTL_GROUP,     ctl_group,     group,      RULERS) \
	F(CTL_GROUP,     ctl_group,     name,       RULERS) \
	F(CTL_GROUP,     ctl_group,     hours,      RULERS) \
	F(CTL_GROUP,     ctl_group,     remove,     RULERS) \
	F(CTL_ASSOCIATE, ctl_associate, retailer,   RULERS) \
	F(CTL_ASSOCIATE, ctl_associate, address,    RULERS) \
	F(CTL_ASSOCIATE, ctl_associate, name,       RULERS) \
	F(CTL_ASSOCIATE, ctl_associate, password,   OPERATOR) \
	F(CTL_ASSOCIATE, ctl_associate, manager,    RULERS) \
	F(CTL_ASSOCIATE, ctl_associate, plain,      RULERS) \
	F(CTL_ASSOCIATE, ctl_associate, groups,     RULERS) \
	F(CTL_ASSOCIATE, ctl_associate, remove,     RULERS) \
	F(CTL_SIGN_OUT,  ctl_sign_out,  retailer,   RULERS) \
	F(CTL_SIGN_OUT,  ctl_sign_out,  address,    RULERS) \
	F(CTL_CODE,      ctl_code,      retailer,   RULERS) \
	F(CTL_CODE,      ctl_code,      address,    RULERS) \
	F(CTL_UNLOCK,    ctl_unlock,    retailer,   RULERS) \
	F(CTL_UNLOCK,    ctl_unlock,    address,    RULERS) \
	F(CTL_INVITE,    ctl_invite,    retailer,   RULERS) \
	F(CTL_INVITE,    ctl_invite,    code,       RULERS) \
	F(CTL_INVITE,    ctl_invite,    days,       RULERS) \
	F(CTL_INVITE,    ctl_invite,    uses,       RULERS) \
	F(CTL_INVITE,    ctl_invite,    groups,     RULERS) \
	F(CTL_INVITE,    ctl_invite,    withdraw,   RULERS) \
	F(CTL_INVITE,    ctl_invite,    replace,    RULERS) \
	F(CTL_TEMPLATE,  ctl_template,  retailer,   RULERS) \
	F(CTL_TEMPLATE,  ctl_template,  template,   RULERS) \
	F(CTL_TEMPLATE,  ctl_template,  use,        RULERS) \
	F(CTL_TEMPLATE,  ctl_template,  lang,       RULERS) \
	F(CTL_TEMPLATE,  ctl_template,  title,      RULERS) \
	F(CTL_TEMPLATE,  ctl_template,  text,       RULERS) \
	F(CTL_TEMPLATE,  ctl_template,  pages,      RULERS) \
	F(CTL_TEMPLATE,  ctl_template,  from,       RULERS) \
	F(CTL_TEMPLATE,  ctl_template,  until,      RULERS) \
	F(CTL_TEMPLATE,  ctl_template,  remove,     RULERS) \
	F(CTL_FIND,      ctl_find,      retailer,   RULERS) \
	F(CTL_FIND,      ctl_find,      text,       RULERS) \
	F(CTL_FIND,      ctl_find,      sku,        RULERS) \
	F(CTL_FIND,      ctl_find,      gtin,       RULERS) \
	F(CTL_HELD,      ctl_held,      retailer,   RULERS) \
	F(CTL_HELD,      ctl_held,      release,    RULERS) \
	F(CTL_CLAIM,     ctl_claim,     retailer,   RULERS) \
	F(CTL_CLAIM,     ctl_claim,     claim,      RULERS) \
	F(CTL_CLAIM,     ctl_claim,     grant,      RULERS) \
	F(CTL_CLAIM,     ctl_claim,     reason,     RULERS)
/* clang-format on */

#endif
