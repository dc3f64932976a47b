/* SPDX-License-Identifier: MIT */
#include "client/flow/main_read.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "shared/buf.h"
#include "shared/mem.h"

static struct flow *parse(const char *path, const struct buf *text)
{
	struct flow_fault fault = {0};
	struct flow *flow = NULL;
	enum err e = flow_parse(buf_str(text), text->len, &flow, &fault);

	if (e == ERR_FIELD)
		fprintf(stderr, "%s:%d:%d: %s\n", path, fault.line,
			fault.column, fault.why);
	else if (e)
		fprintf(stderr, "norenflow: %s: %s\n", path, err_text(e));
	return flow;
}

struct flow *main_read(const char *path)
{
	bool is_stdin = strcmp(path, "-") == 0;
	FILE *f = is_stdin ? stdin : fopen(path, "re");
	struct flow *flow = NULL;
	struct buf text;
	char block[4096];
	size_t n;

	if (!f) {
		fprintf(stderr, "norenflow: %s: %s\n", path, strerror(errno));
		return NULL;
	}
	buf_init(&text, FLOW_SIZE);
	while (!text.err && (n = fread(block, 1, sizeof(block), f)) > 0)
		buf_add(&text, block, n);
	if (ferror(f))
		fprintf(stderr, "norenflow: %s: %s\n", path, strerror(errno));
	else if (text.err)
		fprintf(stderr, "norenflow: %s: %s\n", path,
			err_text(text.err));
	else
		flow = parse(path, &text);
	buf_fini(&text);
	if (!is_stdin)
		fclose(f);
	return flow;
}

/* Takes the path. */
static bool add_file(struct main_read_list *l, char *path)
{
	struct flow *flow = main_read(path);

	l->flows = mem_resize(l->flows, (l->n + 1) * sizeof(*l->flows));
	l->paths = mem_resize(l->paths, (l->n + 1) * sizeof(*l->paths));
	l->flows[l->n] = flow;
	l->paths[l->n++] = path;
	return flow;
}

static int is_flow(const struct dirent *entry)
{
	size_t len = strlen(entry->d_name);

	return len > 5 && strcmp(entry->d_name + len - 5, ".flow") == 0;
}

static char *path_in(const char *folder, const char *name)
{
	size_t size = strlen(folder) + strlen(name) + 2;
	size_t len = strlen(folder);
	char *path = mem_alloc(size);

	while (len > 1 && folder[len - 1] == '/')
		len--;
	snprintf(path, size, "%.*s/%s", (int)len, folder, name);
	return path;
}

static bool add_folder(struct main_read_list *l, const char *folder)
{
	struct dirent **entries = NULL;
	int n = scandir(folder, &entries, is_flow, alphasort);
	bool ok = n > 0;

	if (!ok)
		fprintf(stderr, "norenflow: %s: %s\n", folder,
			n < 0 ? strerror(errno) : "no flow is in it");
	for (int i = 0; i < n; i++) {
		if (!add_file(l, path_in(folder, entries[i]->d_name)))
			ok = false;
		free(entries[i]); /* the C library's */
	}
	free(entries);
	return ok;
}

bool main_read_all(char *const *paths, struct main_read_list *out)
{
	struct stat s;
	bool ok = true;

	*out = (struct main_read_list){0};
	for (; *paths; paths++) {
		bool is_folder = stat(*paths, &s) == 0 && S_ISDIR(s.st_mode);

		if (is_folder ? !add_folder(out, *paths)
			      : !add_file(out, mem_strdup(*paths)))
			ok = false;
	}
	if (!ok)
		main_read_drop(out);
	return ok;
}

void main_read_drop(struct main_read_list *list)
{
	for (size_t i = 0; i < list->n; i++) {
		flow_destroy(&list->flows[i]);
		mem_free(list->paths[i]);
	}
	mem_free(list->flows);
	mem_free(list->paths);
	*list = (struct main_read_list){0};
}
