/* SPDX-License-Identifier: MIT */
#ifndef RELAY_GATE_UV_WORLD_H
#define RELAY_GATE_UV_WORLD_H

/* The seams of the pure parts, filled with the world. */
#include "relay/gate/uv_state.h"

struct hub_io uv_world_hub(struct uv_state *r);
struct signin_io uv_world_signin(struct uv_state *r);
struct codes_io uv_world_codes(struct uv_state *r);
struct upload_io uv_world_uploads(struct uv_state *r);
struct find_io uv_world_finds(struct uv_state *r);
struct import_io uv_world_imports(struct uv_state *r);
struct feeds_io uv_world_feeds(struct uv_state *r);
struct gallery_io uv_world_gallery(struct uv_state *r);
struct admin_io uv_world_admin(struct uv_state *r);
struct uv_post_io uv_world_post(struct uv_state *r);

/* Requests and connections, for ws_server and uv_listen. */
void uv_world_handle(void *ctx, enum ws_door door, const struct request *q,
	struct reply *reply);
void uv_world_room(void *ctx);
struct uv_listen_io uv_world_public(struct uv_state *r);
struct uv_listen_io uv_world_control(struct uv_state *r);

#endif
