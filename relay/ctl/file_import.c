/* SPDX-License-Identifier: MIT */
#include "relay/ctl/file_import.h"

#include <errno.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "relay/ctl/ask.h"
#include "relay/ctl/find.h"
#include "relay/ctl/http_ctl.h"
#include "relay/ctl/refusal.h"
#include "shared/err.h"
#include "shared/mem.h"

#define PIECE (60 * 1024)         /* bytes; below LIMIT_HTTP_BODY */
#define ANSWER_MOST (1024 * 1024) /* bytes */
#define LOOK_MS 200               /* between looks at how far the index is */
#define BAR 24                    /* columns of the bar */

struct work {
	const struct file_import *f;
	struct http_ctl *http;
	struct buf *code, *text; /* what is wrong */
	FILE *file;
	int64_t size; /* of the file; 0: nobody knows */
	char id[64];
	int64_t listed; /* refusals that were printed */
	bool bar;       /* somebody looks on */
	json_t *state;  /* the relay's last word */
};

static enum outcome fails(
	struct work *w, enum outcome o, const char *code, const char *text)
{
	buf_add_str(w->code, code);
	buf_add_str(w->text, text);
	return o;
}

/* ---- asking ---- */

static enum outcome say(struct work *w, const char *method, const char *path,
	const char *body, size_t len)
{
	const struct http_ctl_what what = {
		method, path, body, len, HTTP_CTL_PATIENT};
	char why[HTTP_CTL_WHY] = "not enough memory";
	enum outcome o = OUTCOME_FINE;
	struct buf answer;
	int status = 0;

	buf_init(&answer, ANSWER_MOST);
	if (http_ctl_say(w->http, &what, &status, &answer, why) != ERR_OK) {
		o = fails(w, OUTCOME_NO_RELAY, outcome_name(OUTCOME_NO_RELAY),
			why);
	} else if (status != 200) {
		find_error(buf_str(&answer), w->code, w->text);
		if (!w->code->len)
			buf_add_str(w->code, outcome_name(OUTCOME_REFUSED));
		o = outcome_of(buf_str(w->code));
	} else {
		json_decref(w->state);
		w->state = json_loads(buf_str(&answer), 0, NULL);
	}
	buf_fini(&answer);
	return o;
}

static enum outcome step(struct work *w, const char *method, const char *path,
	const char *body, size_t len)
{
	char full[ASK_PATH];

	snprintf(full, sizeof(full), "%s?retailer=%s&import=%s&after=%" PRId64,
		path, w->f->line->args[0], w->id, w->listed);
	return say(w, method, full, body, len);
}

static const char *phase(const struct work *w)
{
	return find_text(w->state, "phase");
}

/* ---- what is printed ---- */

static void wipe_bar(const struct work *w)
{
	if (w->bar)
		fputs("\r\033[K", stderr);
}

static void draw_bar(
	const struct work *w, const char *what, int64_t done, int64_t of)
{
	char bar[BAR + 1];
	int n;

	if (!w->bar)
		return;
	if (of <= 0) {
		fprintf(stderr, "\r%s %" PRId64 " KiB\033[K", what,
			done / 1024);
		return;
	}
	n = (int)(done >= of ? BAR : done * BAR / of);
	memset(bar, ' ', BAR);
	memset(bar, '=', (size_t)n);
	bar[BAR] = '\0';
	fprintf(stderr, "\r%s [%s] %3d %%\033[K", what, bar,
		(int)(done >= of ? 100 : done * 100 / of));
}

static void print_json(const struct work *w, const json_t *value)
{
	char *text = json_dumps(value,
		JSON_COMPACT | (w->f->style->ascii ? JSON_ENSURE_ASCII : 0));

	if (text)
		printf("%s\n", text);
	mem_free(text);
}

static void print_refusal(const struct work *w, const json_t *r)
{
	struct buf shown;

	if (w->f->line->json) {
		print_json(w, r);
		return;
	}
	buf_init(&shown, ANSWER_MOST);
	refusal_line(r, w->f->style, &shown);
	if (w->f->style->ascii)
		show_ascii(&shown);
	fputs(buf_str(&shown), stdout);
	buf_fini(&shown);
}

/* False: there may be more of them. */
static bool print_refusals(struct work *w)
{
	const json_t *all = json_object_get(w->state, "refusals"), *one;
	size_t i;

	if (json_array_size(all) == 0)
		return true;
	wipe_bar(w);
	json_array_foreach(all, i, one) print_refusal(w, one);
	w->listed += (int64_t)json_array_size(all);
	return false;
}

/* ---- its steps ---- */

static enum outcome open_file(struct work *w)
{
	const char *path = w->f->line->args[1];
	char why[512];
	struct stat st = {.st_mode = 0};

	w->file = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");
	if (w->file && fstat(fileno(w->file), &st) == 0 && S_ISREG(st.st_mode))
		w->size = st.st_size;
	if (w->file && !S_ISDIR(st.st_mode))
		return OUTCOME_FINE;
	snprintf(why, sizeof(why), "%.300s: %s", path,
		strerror(w->file ? EISDIR : errno));
	return fails(w, OUTCOME_USAGE, outcome_name(OUTCOME_USAGE), why);
}

static enum outcome begin(struct work *w)
{
	enum outcome o =
		say(w, "POST", "/import", w->f->begin, strlen(w->f->begin));

	if (o == OUTCOME_FINE)
		snprintf(w->id, sizeof(w->id), "%s",
			find_text(w->state, "import"));
	return o;
}

static enum outcome send_all(struct work *w)
{
	char chunk[PIECE];
	enum outcome o = OUTCOME_FINE;
	size_t n;

	while (o == OUTCOME_FINE && strcmp(phase(w), "reading") == 0 &&
		(n = fread(chunk, 1, sizeof(chunk), w->file)) > 0) {
		o = step(w, "POST", "/import-piece", chunk, n);
		if (o == OUTCOME_FINE)
			print_refusals(w);
		draw_bar(
			w, "reading ", find_number(w->state, "bytes"), w->size);
	}
	if (o == OUTCOME_FINE && ferror(w->file))
		return fails(w, OUTCOME_USAGE, outcome_name(OUTCOME_USAGE),
			strerror(errno));
	return o;
}

static enum outcome wait_for_end(struct work *w)
{
	const struct timespec a_while = {.tv_nsec = LOOK_MS * 1000000};
	enum outcome o = OUTCOME_FINE;
	bool all = false;

	while (o == OUTCOME_FINE &&
		(strcmp(phase(w), "indexing") == 0 || !all)) {
		if (strcmp(phase(w), "indexing") == 0)
			nanosleep(&a_while, NULL);
		o = step(w, "GET", "/import", NULL, 0);
		if (o == OUTCOME_FINE)
			all = print_refusals(w);
		draw_bar(w, "indexing", find_number(w->state, "done"),
			find_number(w->state, "of"));
	}
	return o;
}

static enum outcome failed(struct work *w)
{
	const json_t *fault = json_object_get(w->state, "fault");

	if (!fault) {
		buf_add_str(w->code, find_text(w->state, "error"));
		buf_add_str(w->text, find_text(w->state, "text"));
		return outcome_of(buf_str(w->code));
	}
	buf_add_str(w->code, find_text(fault, "reason"));
	refusal_add(fault, w->text);
	return OUTCOME_REFUSED;
}

static void print_counts(const struct work *w)
{
	int64_t gone = find_number(w->state, "gone");

	printf("%" PRId64 " products taken, %" PRId64
	       " rows refused; there were %" PRId64 " before",
		find_number(w->state, "products"),
		find_number(w->state, "refused"),
		find_number(w->state, "before"));
	if (gone > 0)
		printf(", %" PRId64 " of them are not in it", gone);
	putchar('\n');
}

static enum outcome report(struct work *w)
{
	bool held = find_flag(w->state, "held");

	wipe_bar(w);
	if (strcmp(phase(w), "done") != 0)
		return failed(w);
	json_object_del(w->state, "refusals");
	if (w->f->line->json)
		print_json(w, w->state);
	else
		print_counts(w);
	fflush(stdout); /* before what goes to the other stream */
	if (!held)
		return OUTCOME_FINE;
	return fails(w, OUTCOME_HELD, outcome_name(OUTCOME_HELD),
		"it waits, as more than half of the products before, by SKU, "
		"are not in it: see `catalogue release' and `catalogue "
		"refuse', or say "
		"--force");
}

enum outcome file_import_run(
	const struct file_import *f, struct buf *code, struct buf *text)
{
	struct work w = {.f = f, .code = code, .text = text};
	enum outcome o = open_file(&w);

	w.bar = !f->line->json && isatty(STDERR_FILENO);
	if (o == OUTCOME_FINE) {
		w.http = http_ctl_new(f->socket);
		o = w.http ? begin(&w)
			   : fails(&w, OUTCOME_BUSY, err_name(ERR_NOMEM),
				     err_text(ERR_NOMEM));
	}
	if (o == OUTCOME_FINE)
		o = send_all(&w);
	if (o == OUTCOME_FINE)
		o = step(&w, "POST", "/import-end", "", 0);
	if (o == OUTCOME_FINE)
		o = wait_for_end(&w);
	if (o == OUTCOME_FINE)
		o = report(&w);
	else
		wipe_bar(&w);
	if (w.file && w.file != stdin)
		fclose(w.file);
	json_decref(w.state);
	http_ctl_destroy(&w.http);
	return o;
}
