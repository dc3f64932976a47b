/* SPDX-License-Identifier: MIT */
#ifndef RELAY_MEDIA_FILE_CLEAN_H
#define RELAY_MEDIA_FILE_CLEAN_H

/*
 * Has a stranger's file cleaned by the confined child (shared/picture) and
 * puts what is left of it beside those that come in (file_media.h).  It waits
 * for the child: beside the loop only.
 */
#include <stdbool.h>

#include "relay/media/media.h"
#include "shared/id.h"

struct file_clean {
	const char *directory; /* the state directory */
	const char *program;   /* noren-picture; NULL: there is none, ERR_IO */
	struct id id;
	const void *data;
	size_t len;
	bool (*stop)(void *ctx); /* asked now and then: as if refused */
	void *ctx;
};

/* What has become of it; with ERR_OK file_media_keep() may follow. */
void file_clean_run(const struct file_clean *c, struct media_clean *out);

#endif
