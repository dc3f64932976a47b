/* SPDX-License-Identifier: MIT */
/*
 * Makes a test of a fuzz target: feeds it every file of its corpus, then
 * thousands of mutations of them, always the same ones.  Given file names, it
 * feeds it those instead.  An input that fails an assert is written to stderr
 * in hex.
 */
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/fuzz/fuzz.h"

#define REPLAY_MUTATIONS 5000
#define REPLAY_MAX 4096   /* bytes of a mutation */
#define REPLAY_FILES 1000 /* of a corpus */

struct replay_input {
	uint8_t *data;
	size_t len;
};

struct replay {
	struct replay_input files[REPLAY_FILES];
	size_t count;
	uint64_t random;
};

/* What runs at present, for the handler of SIGABRT. */
static struct replay_input current;

static void replay_died(int signal)
{
	static const char hex[] = "0123456789abcdef";
	ssize_t n = write(STDERR_FILENO, "\n# died on: ", 12);

	for (size_t i = 0; i < current.len && n > 0; i++) {
		char two[2] = {
			hex[current.data[i] >> 4], hex[current.data[i] & 15]};

		n = write(STDERR_FILENO, two, sizeof(two));
	}
	_exit(128 + signal);
}

static void replay_run(const uint8_t *data, size_t len)
{
	/* A copy of just this size, so that a sanitizer sees every overrun. */
	uint8_t *copy = malloc(len ? len : 1);

	assert(copy);
	memcpy(copy, data, len);
	current = (struct replay_input){.data = copy, .len = len};
	LLVMFuzzerTestOneInput(copy, len);
	current = (struct replay_input){.data = NULL};
	free(copy);
}

static struct replay_input replay_read(const char *path)
{
	struct replay_input in = {.data = NULL};
	FILE *file = fopen(path, "rb");
	long len;

	if (!file || fseek(file, 0, SEEK_END) || (len = ftell(file)) < 0) {
		perror(path);
		exit(1);
	}
	rewind(file);
	in.len = (size_t)len;
	in.data = malloc(in.len + 1);
	assert(in.data);
	if (fread(in.data, 1, in.len, file) != in.len) {
		perror(path);
		exit(1);
	}
	fclose(file);
	return in;
}

static int replay_is_file(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static void replay_load(struct replay *r, const char *folder)
{
	struct dirent **names;
	int n = scandir(folder, &names, replay_is_file, alphasort);
	char path[512];

	for (int i = 0; i < n && i < REPLAY_FILES; i++) {
		snprintf(path, sizeof(path), "%s/%s", folder, names[i]->d_name);
		r->files[r->count++] = replay_read(path);
		free(names[i]);
	}
	if (n >= 0)
		free(names);
}

/* A number below `n`, which is not 0: xorshift64*. */
static size_t replay_random(struct replay *r, size_t n)
{
	r->random ^= r->random >> 12;
	r->random ^= r->random << 25;
	r->random ^= r->random >> 27;
	return (size_t)(r->random * UINT64_C(2685821657736338717) >> 33) % n;
}

/* Puts `len` bytes into `in` at `at`, as far as there is room. */
static void replay_insert(
	struct replay_input *in, size_t at, const uint8_t *data, size_t len)
{
	if (len > REPLAY_MAX - in->len)
		len = REPLAY_MAX - in->len;
	memmove(in->data + at + len, in->data + at, in->len - at);
	memcpy(in->data + at, data, len);
	in->len += len;
}

static void replay_cut(struct replay *r, struct replay_input *in)
{
	size_t at = replay_random(r, in->len);
	size_t len = 1 + replay_random(r, in->len - at);

	memmove(in->data + at, in->data + at + len, in->len - at - len);
	in->len -= len;
}

/* A piece of some file of the corpus, put anywhere. */
static void replay_splice(struct replay *r, struct replay_input *in)
{
	const struct replay_input *from = &r->files[replay_random(r, r->count)];
	size_t at = replay_random(r, from->len + 1);

	replay_insert(in, replay_random(r, in->len + 1), from->data + at,
		replay_random(r, from->len - at + 1));
}

static void replay_mutate(struct replay *r, struct replay_input *in)
{
	static const char *const words[] = {"\xff", "\xc2", "\xe2\x80\x8d",
		"\xcc\x81", "\xef\xbf\xbf", "\xf0\x9f\x91\x8d", "\n", "\r\n",
		"\t", " ", "\"", "\\", "[", "]", "{", "}", ":", ",", "-", ".",
		"/", "0", "9", "999999999", "\xe3\x80\x82", "\x1b[", ";", "m"};
	const char *word =
		words[replay_random(r, sizeof(words) / sizeof(word))];

	switch (in->len ? replay_random(r, 6) : 5) {
	case 0:
		in->data[replay_random(r, in->len)] ^=
			(uint8_t)(1u << replay_random(r, 8));
		break;
	case 1:
		in->data[replay_random(r, in->len)] =
			(uint8_t)replay_random(r, 256);
		break;
	case 2:
		replay_cut(r, in);
		break;
	case 3:
		replay_splice(r, in);
		break;
	default:
		replay_insert(in, replay_random(r, in->len + 1),
			(const uint8_t *)word, strlen(word));
	}
}

static void replay_mutations(struct replay *r)
{
	uint8_t data[REPLAY_MAX];

	for (int i = 0; i < REPLAY_MUTATIONS; i++) {
		const struct replay_input *from =
			&r->files[replay_random(r, r->count)];
		struct replay_input in = {.data = data};

		replay_insert(&in, 0, from->data, from->len);
		for (size_t n = replay_random(r, 6); n < 6; n++)
			replay_mutate(r, &in);
		replay_run(in.data, in.len);
	}
}

int main(int argc, char **argv)
{
	static struct replay r = {.random = 20240229};

	signal(SIGABRT, replay_died);
	for (int i = 1; i < argc; i++)
		r.files[r.count++] = replay_read(argv[i]);
	if (argc == 1)
		replay_load(&r, "tests/fuzz/corpus/" FUZZ_NAME);
	for (size_t i = 0; i < r.count; i++)
		replay_run(r.files[i].data, r.files[i].len);
	if (argc == 1 && r.count > 0)
		replay_mutations(&r);
	printf("1..1\n%s 1 - fuzz_%s (%zu inputs)\n",
		r.count > 0 ? "ok" : "not ok", FUZZ_NAME,
		argc == 1 && r.count > 0 ? r.count + REPLAY_MUTATIONS
					 : r.count);
	for (size_t i = 0; i < r.count; i++)
		free(r.files[i].data);
	return r.count > 0 ? 0 : 1;
}
