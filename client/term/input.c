/* SPDX-License-Identifier: MIT */
/*
 * The state machine: for each state a list of byte ranges, each with what to
 * do and which state follows.  What a finished sequence means is in
 * client/term/input_seq.c.
 */
#include "client/term/input.h"

#include <assert.h>
#include <string.h>

#include "client/term/input_seq.h"
#include "shared/buf.h"
#include "shared/mem.h"
#include "shared/utf8.h"

#define SEQUENCE_MAX 64 /* bytes of a sequence that we could understand */
#define STRING_MAX 4096 /* bytes of an answer; over: it is none, typing is */
#define PASTE_END "\033[201~"

enum state {
	GROUND,
	LETTER, /* inside a UTF-8 letter */
	ESCAPE,
	SS3,
	CSI,
	LINUX, /* ESC [ [ */
	X10,   /* ESC [ M: three bytes follow */
	STRING,
	STRING_ESC,
	PASTE,
	STATES
};

struct input {
	input_fn *fn;
	void *ctx;
	enum state state;
	uint32_t mods; /* Alt, after ESC */
	char intro;    /* the byte after ESC */
	char seq[SEQUENCE_MAX + 1];
	size_t seq_len; /* also counts what did not fit into seq */
	char letter[UTF8_MAX];
	size_t letter_len;
	struct buf paste;
	size_t end_len; /* bytes of PASTE_END seen */
	bool pasting;
	bool cut;
	bool cr; /* the paste's last byte was CR */
	int64_t last_ms;
};

typedef void action_fn(struct input *in, char byte);

static void take_byte(struct input *in, char byte);

static void emit(struct input *in, const struct input_event *ev)
{
	in->mods = 0;
	in->fn(in->ctx, ev);
}

static void emit_key(struct input *in, uint32_t code)
{
	struct input_event ev = input_seq_key(code, in->mods);

	emit(in, &ev);
}

static void nothing(struct input *in, char byte)
{
	(void)in;
	(void)byte;
}

static void control(struct input *in, char byte)
{
	struct input_event ev = input_seq_control((uint8_t)byte, in->mods);

	emit(in, &ev);
}

static void begin(struct input *in, char byte)
{
	in->intro = byte;
	in->seq_len = 0;
}

static void escape(struct input *in, char byte)
{
	(void)byte;
	in->mods = 0;
}

/* ESC ESC: the first is Alt for what follows; of three, two are Alt-Esc. */
static void escape_again(struct input *in, char byte)
{
	if (in->mods)
		control(in, byte);
	else
		in->mods = INPUT_KEY_ALT;
}

/* ESC and a letter.  After ESC ESC it is Alt all the same. */
static void alt(struct input *in, char byte)
{
	in->mods = INPUT_KEY_ALT;
	in->state = GROUND;
	take_byte(in, byte);
}

static void collect(struct input *in, char byte)
{
	if (in->seq_len < SEQUENCE_MAX)
		in->seq[in->seq_len] = byte;
	in->seq_len++;
}

/* The sequence as a C string; NULL when it was too long to mean anything. */
static const char *sequence(struct input *in)
{
	if (in->seq_len > SEQUENCE_MAX)
		return NULL;
	in->seq[in->seq_len] = '\0';
	return in->seq;
}

/* A sequence is complete: it meant `ev`, or nothing. */
static void finish(struct input *in, bool meant, const struct input_event *ev)
{
	if (meant)
		emit(in, ev);
	else
		in->mods = 0;
}

/* What has begun is broken off; the byte counts for itself. */
static void abandon(struct input *in, char byte)
{
	in->mods = 0;
	in->state = GROUND;
	take_byte(in, byte);
}

static void begin_paste(struct input *in)
{
	buf_clear(&in->paste);
	in->end_len = 0;
	in->cut = in->cr = false;
	in->pasting = true;
	in->state = PASTE;
}

/* rxvt ends Shift-Delete, ESC [ 3 $, with what is elsewhere a byte in between.
 */
static void csi_dollar(struct input *in, char byte)
{
	const char *seq = sequence(in);
	struct input_event ev;

	if (!seq || in->seq_len == 0 ||
		strspn(seq, "0123456789") != in->seq_len) {
		collect(in, byte);
		return;
	}
	in->state = GROUND;
	finish(in, input_seq_csi(seq, byte, in->mods, &ev), &ev);
}

static void csi_final(struct input *in, char byte)
{
	const char *seq = sequence(in);
	struct input_event ev;

	if (in->seq_len == 0 && (byte == '[' || byte == 'M'))
		in->state = byte == '[' ? LINUX : X10;
	else if (seq && byte == '~' && strcmp(seq, "200") == 0)
		begin_paste(in);
	else
		finish(in, seq && input_seq_csi(seq, byte, in->mods, &ev), &ev);
}

static void ss3_final(struct input *in, char byte)
{
	const char *seq = sequence(in);
	struct input_event ev;

	finish(in, seq && input_seq_ss3(seq, byte, in->mods, &ev), &ev);
}

static void linux_final(struct input *in, char byte)
{
	struct input_event ev;

	finish(in, input_seq_linux(byte, in->mods, &ev), &ev);
}

static void x10_byte(struct input *in, char byte)
{
	struct input_event ev;

	collect(in, byte);
	if (in->seq_len < 3)
		return;
	in->state = GROUND;
	finish(in, input_seq_x10(in->seq, &ev), &ev);
}

static void string_byte(struct input *in, char byte)
{
	collect(in, byte);
	if (in->seq_len > STRING_MAX)
		in->state = GROUND;
}

static void string_end(struct input *in, char byte)
{
	const char *seq = sequence(in);
	struct input_event ev;

	(void)byte;
	finish(in, in->intro == ']' && seq && input_seq_osc(seq, &ev), &ev);
}

/* An ESC that does not end the string begins something else. */
static void string_broken(struct input *in, char byte)
{
	in->mods = 0;
	in->state = ESCAPE;
	take_byte(in, byte);
}

static void paste_char(struct input *in, uint32_t cp)
{
	char utf8[UTF8_MAX];
	bool after_cr = in->cr;

	in->cr = cp == '\r';
	if (cp == '\n' && after_cr)
		return;
	if (cp == '\r')
		cp = '\n';
	if ((cp < ' ' && cp != '\n' && cp != '\t') || cp == 0x7f)
		return;
	/* One error sticks in the buffer: nothing after the first character
	 * that did not fit gets in. */
	if (buf_add(&in->paste, utf8, utf8_encode(cp, utf8)))
		in->cut = true;
}

static void put_char(struct input *in, uint32_t cp)
{
	if (cp == UTF8_BAD)
		cp = UTF8_REPLACEMENT;
	in->letter_len = 0;
	in->state = in->pasting ? PASTE : GROUND;
	if (in->pasting)
		paste_char(in, cp);
	else
		emit_key(in, cp);
}

/* How long is a letter that begins so?  1 also for what begins none. */
static size_t letter_size(char first)
{
	uint8_t byte = (uint8_t)first;

	if (byte < 0xc2 || byte > 0xf4)
		return 1;
	return byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

/* A byte of a letter, which may have begun in an earlier read.  utf8_decode
 * takes all that could still become a letter; if it leaves the newest byte,
 * what came before is bad and that byte begins anew. */
static void letter(struct input *in, char byte)
{
	uint32_t cp;

	assert(in->letter_len < UTF8_MAX);
	in->letter[in->letter_len++] = byte;
	in->state = LETTER;
	if (utf8_decode(in->letter, in->letter_len, &cp) < in->letter_len) {
		put_char(in, UTF8_BAD);
		take_byte(in, byte);
	} else if (in->letter_len == letter_size(in->letter[0])) {
		put_char(in, cp);
	}
}

static void paste_text(struct input *in, char byte)
{
	if ((uint8_t)byte < 0x80)
		put_char(in, (uint8_t)byte);
	else
		letter(in, byte);
}

static void end_paste(struct input *in)
{
	struct input_event ev = {
		.kind = INPUT_PASTE,
		.data = buf_str(&in->paste),
		.len = in->paste.len,
		.cut = in->cut,
	};

	in->pasting = false;
	in->state = GROUND;
	emit(in, &ev);
	buf_fini(&in->paste); /* it may have been large */
	buf_init(&in->paste, INPUT_PASTE_CAP);
}

/* The end mark is held back while it could be one. */
static void paste_byte(struct input *in, char byte)
{
	size_t held = in->end_len;

	if (byte == PASTE_END[held]) {
		if (++in->end_len == strlen(PASTE_END))
			end_paste(in);
		return;
	}
	in->end_len = 0;
	for (size_t i = 0; i < held; i++)
		paste_text(in, PASTE_END[i]);
	if (byte == PASTE_END[0])
		in->end_len = 1;
	else
		paste_text(in, byte);
}

struct rule {
	uint8_t first, last;
	enum state next;
	action_fn *action;
};

/* The first rule that holds the byte counts; a state's last holds them all.
 * The state is set before the action, which may set another. */
/* clang-format off */
static const struct rule rules[STATES][6] = {
	[GROUND] = {
		{0x20, 0x7e, GROUND, letter},
		{0x80, 0xff, GROUND, letter},
		{0x1b, 0x1b, ESCAPE, escape},
		{0x00, 0xff, GROUND, control},
	},
	[LETTER] = {
		{0x00, 0xff, LETTER, letter},
	},
	[ESCAPE] = {
		{0x1b, 0x1b, ESCAPE, escape_again},
		{'[',  '[',  CSI,    begin},
		{'O',  'O',  SS3,    begin},
		{'P',  'P',  STRING, begin}, /* DCS */
		{']',  '_',  STRING, begin}, /* OSC, PM, APC */
		{0x00, 0xff, GROUND, alt},
	},
	[SS3] = {
		{0x30, 0x3f, SS3,    collect},
		{0x40, 0x7e, GROUND, ss3_final},
		{0x1b, 0x1b, ESCAPE, escape},
		{0x00, 0xff, GROUND, abandon},
	},
	[CSI] = {
		{'$',  '$',  CSI,    csi_dollar},
		{0x20, 0x3f, CSI,    collect},
		{0x40, 0x7e, GROUND, csi_final},
		{0x1b, 0x1b, ESCAPE, escape},
		{0x00, 0xff, GROUND, abandon},
	},
	[LINUX] = {
		{0x40, 0x7e, GROUND, linux_final},
		{0x1b, 0x1b, ESCAPE, escape},
		{0x00, 0xff, GROUND, abandon},
	},
	[X10] = {
		{0x20, 0xff, X10,    x10_byte},
		{0x1b, 0x1b, ESCAPE, escape},
		{0x00, 0xff, GROUND, abandon},
	},
	[STRING] = {
		{0x20, 0xff, STRING, string_byte},
		{0x07, 0x07, GROUND, string_end},
		{0x1b, 0x1b, STRING_ESC, nothing},
		{0x00, 0xff, GROUND, abandon},
	},
	[STRING_ESC] = {
		{'\\', '\\', GROUND, string_end},
		{0x00, 0xff, ESCAPE, string_broken},
	},
	[PASTE] = {
		{0x00, 0xff, PASTE,  paste_byte},
	},
};
/* clang-format on */

static void take_byte(struct input *in, char byte)
{
	const struct rule *r = rules[in->state];

	while ((uint8_t)byte < r->first || (uint8_t)byte > r->last)
		r++;
	assert(r->action);
	in->state = r->next;
	r->action(in, byte);
}

struct input *input_new(input_fn *fn, void *ctx)
{
	struct input *in = mem_zero(sizeof(*in));

	if (!in)
		return NULL;
	in->fn = fn;
	in->ctx = ctx;
	buf_init(&in->paste, INPUT_PASTE_CAP);
	return in;
}

void input_destroy(struct input **in)
{
	if (!*in)
		return;
	buf_fini(&(*in)->paste);
	mem_free(*in);
	*in = NULL;
}

void input_feed(struct input *in, const void *bytes, size_t len, int64_t now_ms)
{
	const char *s = bytes;

	in->last_ms = now_ms;
	for (size_t i = 0; i < len; i++)
		take_byte(in, s[i]);
}

/* ESC [, ESC O and the like, and nothing more: perhaps Alt and a letter. */
static bool only_begun(const struct input *in)
{
	return (in->state == SS3 || in->state == CSI || in->state == STRING) &&
		in->seq_len == 0;
}

int64_t input_deadline(const struct input *in)
{
	if (in->pasting)
		return in->last_ms + INPUT_PASTE_MS;
	if (in->state == GROUND || in->state == LETTER)
		return -1;
	if (in->state == ESCAPE || only_begun(in))
		return in->last_ms + INPUT_ESC_MS;
	return in->last_ms + INPUT_SEQUENCE_MS;
}

static void paste_silent(struct input *in)
{
	size_t held = in->end_len;

	if (in->state == LETTER)
		put_char(in, UTF8_BAD);
	for (size_t i = 0; i < held; i++)
		paste_text(in, PASTE_END[i]);
	end_paste(in);
}

void input_tick(struct input *in, int64_t now_ms)
{
	int64_t due = input_deadline(in);
	enum state was = in->state;

	if (due < 0 || now_ms < due)
		return;
	if (in->pasting) {
		paste_silent(in);
	} else if (was == ESCAPE) {
		in->state = GROUND;
		control(in, '\033');
	} else if (only_begun(in)) {
		alt(in, in->intro);
	} else {
		in->state = GROUND;
		in->mods = 0;
	}
}
