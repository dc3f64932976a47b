/* SPDX-License-Identifier: MIT */
#include "client/term/input_seq.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/term/input.h"
#include "shared/utf8.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))
#define PARAMS 8

/* A CSI body taken apart.  Missing numbers are 0. */
struct csi {
	char leader; /* < = > ? or 0 */
	char inter;  /* the intermediate byte, or 0 */
	int n;
	int p[PARAMS];
	int sub[PARAMS]; /* what follows p after a colon */
};

struct key_row {
	int id; /* a final byte or a number */
	uint32_t code;
	uint32_t mods;
};

/* ESC [ … final, of xterm and of rxvt (lower case). */
static const struct key_row csi_finals[] = {
	{'A', INPUT_KEY_UP, 0},
	{'B', INPUT_KEY_DOWN, 0},
	{'C', INPUT_KEY_RIGHT, 0},
	{'D', INPUT_KEY_LEFT, 0},
	{'F', INPUT_KEY_END, 0},
	{'H', INPUT_KEY_HOME, 0},
	{'P', INPUT_KEY_F1, 0},
	{'Q', INPUT_KEY_F2, 0},
	{'R', INPUT_KEY_F3, 0},
	{'S', INPUT_KEY_F4, 0},
	{'Z', INPUT_KEY_TAB, INPUT_KEY_SHIFT},
	{'a', INPUT_KEY_UP, INPUT_KEY_SHIFT},
	{'b', INPUT_KEY_DOWN, INPUT_KEY_SHIFT},
	{'c', INPUT_KEY_RIGHT, INPUT_KEY_SHIFT},
	{'d', INPUT_KEY_LEFT, INPUT_KEY_SHIFT},
};

/* ESC O … final: application mode, and the keypad. */
static const struct key_row ss3_finals[] = {
	{'A', INPUT_KEY_UP, 0},
	{'B', INPUT_KEY_DOWN, 0},
	{'C', INPUT_KEY_RIGHT, 0},
	{'D', INPUT_KEY_LEFT, 0},
	{'F', INPUT_KEY_END, 0},
	{'H', INPUT_KEY_HOME, 0},
	{'P', INPUT_KEY_F1, 0},
	{'Q', INPUT_KEY_F2, 0},
	{'R', INPUT_KEY_F3, 0},
	{'S', INPUT_KEY_F4, 0},
	{'I', INPUT_KEY_TAB, 0},
	{'M', INPUT_KEY_ENTER, 0},
	{'a', INPUT_KEY_UP, INPUT_KEY_CTRL},
	{'b', INPUT_KEY_DOWN, INPUT_KEY_CTRL},
	{'c', INPUT_KEY_RIGHT, INPUT_KEY_CTRL},
	{'d', INPUT_KEY_LEFT, INPUT_KEY_CTRL},
	{'X', '=', 0},
	{'j', '*', 0},
	{'k', '+', 0},
	{'l', ',', 0},
	{'m', '-', 0},
	{'n', '.', 0},
	{'o', '/', 0},
	{'p', '0', 0},
	{'q', '1', 0},
	{'r', '2', 0},
	{'s', '3', 0},
	{'t', '4', 0},
	{'u', '5', 0},
	{'v', '6', 0},
	{'w', '7', 0},
	{'x', '8', 0},
	{'y', '9', 0},
};

/* ESC [ number ~, and rxvt's number ^, $ and @. */
static const struct key_row csi_numbers[] = {
	{1, INPUT_KEY_HOME, 0},
	{2, INPUT_KEY_INSERT, 0},
	{3, INPUT_KEY_DELETE, 0},
	{4, INPUT_KEY_END, 0},
	{5, INPUT_KEY_PAGE_UP, 0},
	{6, INPUT_KEY_PAGE_DOWN, 0},
	{7, INPUT_KEY_HOME, 0},
	{8, INPUT_KEY_END, 0},
	{11, INPUT_KEY_F1, 0},
	{12, INPUT_KEY_F2, 0},
	{13, INPUT_KEY_F3, 0},
	{14, INPUT_KEY_F4, 0},
	{15, INPUT_KEY_F5, 0},
	{17, INPUT_KEY_F6, 0},
	{18, INPUT_KEY_F7, 0},
	{19, INPUT_KEY_F8, 0},
	{20, INPUT_KEY_F9, 0},
	{21, INPUT_KEY_F10, 0},
	{23, INPUT_KEY_F11, 0},
	{24, INPUT_KEY_F12, 0},
	{25, INPUT_KEY_F13, 0},
	{26, INPUT_KEY_F14, 0},
	{28, INPUT_KEY_F15, 0},
	{29, INPUT_KEY_F16, 0},
	{31, INPUT_KEY_F17, 0},
	{32, INPUT_KEY_F18, 0},
	{33, INPUT_KEY_F19, 0},
	{34, INPUT_KEY_F20, 0},
};

/* ESC [ code u where the code is no character: kitty's keyboard protocol. */
static const struct key_row u_codes[] = {
	{8, INPUT_KEY_BACKSPACE, 0},
	{9, INPUT_KEY_TAB, 0},
	{13, INPUT_KEY_ENTER, 0},
	{27, INPUT_KEY_ESC, 0},
	{127, INPUT_KEY_BACKSPACE, 0},
	{57376, INPUT_KEY_F13, 0},
	{57377, INPUT_KEY_F14, 0},
	{57378, INPUT_KEY_F15, 0},
	{57379, INPUT_KEY_F16, 0},
	{57380, INPUT_KEY_F17, 0},
	{57381, INPUT_KEY_F18, 0},
	{57382, INPUT_KEY_F19, 0},
	{57383, INPUT_KEY_F20, 0},
	{57399, '0', 0},
	{57400, '1', 0},
	{57401, '2', 0},
	{57402, '3', 0},
	{57403, '4', 0},
	{57404, '5', 0},
	{57405, '6', 0},
	{57406, '7', 0},
	{57407, '8', 0},
	{57408, '9', 0},
	{57409, '.', 0},
	{57410, '/', 0},
	{57411, '*', 0},
	{57412, '-', 0},
	{57413, '+', 0},
	{57414, INPUT_KEY_ENTER, 0},
	{57415, '=', 0},
	{57416, ',', 0},
	{57417, INPUT_KEY_LEFT, 0},
	{57418, INPUT_KEY_RIGHT, 0},
	{57419, INPUT_KEY_UP, 0},
	{57420, INPUT_KEY_DOWN, 0},
	{57421, INPUT_KEY_PAGE_UP, 0},
	{57422, INPUT_KEY_PAGE_DOWN, 0},
	{57423, INPUT_KEY_HOME, 0},
	{57424, INPUT_KEY_END, 0},
	{57425, INPUT_KEY_INSERT, 0},
	{57426, INPUT_KEY_DELETE, 0},
};

struct input_event input_seq_key(uint32_t code, uint32_t mods)
{
	struct input_event ev = {.kind = INPUT_KEY};

	ev.key = input_key_norm(code, mods);
	if (ev.key >= ' ' && ev.key < INPUT_KEY_NAMED)
		utf8_encode(ev.key, ev.text);
	return ev;
}

struct input_event input_seq_control(uint8_t byte, uint32_t mods)
{
	switch (byte) {
	case '\t':
		return input_seq_key(INPUT_KEY_TAB, mods);
	case '\r':
		return input_seq_key(INPUT_KEY_ENTER, mods);
	case '\b': /* some terminals' Backspace; then ^H is not to be had */
	case 0x7f:
		return input_seq_key(INPUT_KEY_BACKSPACE, mods);
	case 0x1b:
		return input_seq_key(INPUT_KEY_ESC, mods);
	case 0:
		return input_seq_key(' ', mods | INPUT_KEY_CTRL);
	default: /* 0x01 is Ctrl-a, 0x1c is Ctrl-\ */
		return input_seq_key(byte < 0x1b ? byte + 0x60u : byte + 0x40u,
			mods | INPUT_KEY_CTRL);
	}
}

static bool lookup(const struct key_row *rows, size_t n, int id, uint32_t mods,
	struct input_event *out)
{
	for (size_t i = 0; i < n; i++) {
		if (rows[i].id != id)
			continue;
		*out = input_seq_key(rows[i].code, rows[i].mods | mods);
		return true;
	}
	return false;
}

/* One number, 0 if there is none; past eight digits it grows no further. */
static const char *parse_number(const char *s, int *out)
{
	*out = 0;
	for (; *s >= '0' && *s <= '9'; s++)
		if (*out < 10000000)
			*out = *out * 10 + (*s - '0');
	return s;
}

static bool parse_csi(const char *s, struct csi *c)
{
	int further;

	*c = (struct csi){0};
	if (*s >= '<' && *s <= '?')
		c->leader = *s++;
	while ((*s >= '0' && *s <= '9') || *s == ';' || *s == ':') {
		if (c->n == PARAMS)
			return false;
		s = parse_number(s, &c->p[c->n]);
		if (*s == ':')
			s = parse_number(s + 1, &c->sub[c->n]);
		while (*s == ':')
			s = parse_number(s + 1, &further);
		c->n++;
		if (*s == ';')
			s++;
	}
	if (*s >= ' ' && *s <= '/')
		c->inter = *s++;
	return *s == '\0';
}

/* xterm's modifier parameter: 1 plus a bit each.  Super and Meta are of no
 * use here. */
static uint32_t xterm_mods(int param)
{
	unsigned bits = param > 0 ? (unsigned)param - 1 : 0;

	return (bits & 1 ? INPUT_KEY_SHIFT : 0u) |
		(bits & 2 ? INPUT_KEY_ALT : 0u) |
		(bits & 4 ? INPUT_KEY_CTRL : 0u);
}

/* A key by its code point, from CSI u and from modifyOtherKeys. */
static bool code_key(int code, uint32_t mods, struct input_event *out)
{
	if (lookup(u_codes, COUNT(u_codes), code, mods, out))
		return true;
	if (code < ' ' || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
		return false;
	if (code >= 57344 && code <= 63743) /* Caps Lock, volume … */
		return false;
	*out = input_seq_key((uint32_t)code, mods);
	return true;
}

static bool csi_u(const struct csi *c, uint32_t mods, struct input_event *out)
{
	int code = c->p[0];

	mods |= xterm_mods(c->p[1]);
	if ((mods & INPUT_KEY_SHIFT) && c->sub[0])
		code = c->sub[0];
	return code_key(code, mods, out);
}

static bool csi_number(
	const struct csi *c, uint32_t mods, struct input_event *out)
{
	mods |= xterm_mods(c->p[1]);
	if (c->p[0] == 27 && c->n == 3)
		return code_key(c->p[2], mods, out);
	return lookup(csi_numbers, COUNT(csi_numbers), c->p[0], mods, out);
}

/* The button byte that all mouse protocols share. */
static bool mouse_event(int b, int x, int y, bool up, struct input_event *out)
{
	int button = (b & 3) + 1;
	bool wheel = b & 64, motion = b & 32;

	if (b < 0 || b > 127 || x < 1 || y < 1 || (wheel && button > 2))
		return false;
	*out = (struct input_event){
		.kind = INPUT_MOUSE,
		.key = (b & 4 ? INPUT_KEY_SHIFT : 0u) |
			(b & 8 ? INPUT_KEY_ALT : 0u) |
			(b & 16 ? INPUT_KEY_CTRL : 0u),
		.button = wheel || button == 4 ? 0 : button,
		.row = y - 1,
		.col = x - 1,
	};
	if (wheel)
		out->mouse = button == 1 ? INPUT_WHEEL_UP : INPUT_WHEEL_DOWN;
	else if (motion)
		out->mouse = button == 4 ? INPUT_MOVE : INPUT_DRAG;
	else
		out->mouse = up || button == 4 ? INPUT_RELEASE : INPUT_PRESS;
	return true;
}

static bool position(const struct csi *c, struct input_event *out)
{
	if (c->n != 2 || c->p[0] < 1 || c->p[1] < 1)
		return false;
	*out = (struct input_event){
		.kind = INPUT_POSITION,
		.row = c->p[0] - 1,
		.col = c->p[1] - 1,
	};
	return true;
}

/* Sequences with a leader are answers, but for the mouse. */
static bool csi_private(
	const struct csi *c, char final, struct input_event *out)
{
	if (c->leader == '<' && c->n == 3 && (final == 'M' || final == 'm'))
		return mouse_event(
			c->p[0], c->p[1], c->p[2], final == 'm', out);
	if (c->leader != '?')
		return false;
	if (final == 'R') /* some send a page number too */
		return position(&(struct csi){.n = c->n >= 2 ? 2 : 0,
					.p = {c->p[0], c->p[1]}},
			out);
	if (final != 'c')
		return false;
	*out = (struct input_event){.kind = INPUT_DEVICE};
	return true;
}

/* A key whose name is its final byte.  CSI 1 ; m R is both F3 with modifiers
 * and the answer "row 1"; we never ask in row 1. */
static bool csi_final(
	const struct csi *c, char final, uint32_t mods, struct input_event *out)
{
	if (final == 'R' && c->n == 2 && c->p[0] != 1)
		return position(c, out);
	return lookup(csi_finals, COUNT(csi_finals), final,
		mods | xterm_mods(c->p[1]), out);
}

static bool focus(bool in, struct input_event *out)
{
	*out = (struct input_event){.kind = INPUT_FOCUS, .focused = in};
	return true;
}

bool input_seq_csi(
	const char *body, char final, uint32_t mods, struct input_event *out)
{
	struct csi c;

	if (!parse_csi(body, &c) || c.inter)
		return false;
	if (c.leader)
		return csi_private(&c, final, out);
	if (c.sub[1] == 3) /* kitty: the key was let go */
		return false;
	switch (final) {
	case '~':
		return csi_number(&c, mods, out);
	case '$':
		return csi_number(&c, mods | INPUT_KEY_SHIFT, out);
	case '^':
		return csi_number(&c, mods | INPUT_KEY_CTRL, out);
	case '@':
		return csi_number(
			&c, mods | INPUT_KEY_CTRL | INPUT_KEY_SHIFT, out);
	case 'u':
		return csi_u(&c, mods, out);
	case 'I':
	case 'O':
		return c.n == 0 && focus(final == 'I', out);
	case 'M': /* rxvt's mouse */
		return c.n == 3 &&
			mouse_event(c.p[0] - 32, c.p[1], c.p[2], false, out);
	default:
		return csi_final(&c, final, mods, out);
	}
}

bool input_seq_ss3(
	const char *body, char final, uint32_t mods, struct input_event *out)
{
	struct csi c;

	if (!parse_csi(body, &c) || c.inter || c.leader)
		return false;
	/* ESC O 5 P and ESC O 1 ; 5 P are both in use. */
	mods |= xterm_mods(c.n == 1 ? c.p[0] : c.p[1]);
	return lookup(ss3_finals, COUNT(ss3_finals), final, mods, out);
}

bool input_seq_linux(char final, uint32_t mods, struct input_event *out)
{
	if (final < 'A' || final > 'E')
		return false;
	*out = input_seq_key(
		INPUT_KEY_F1 + (uint32_t)(unsigned char)(final - 'A'), mods);
	return true;
}

bool input_seq_x10(const char bytes[3], struct input_event *out)
{
	return mouse_event((unsigned char)bytes[0] - 32,
		(unsigned char)bytes[1] - 32, (unsigned char)bytes[2] - 32,
		false, out);
}

/* One part of rgb:ffff/ffff/ffff, of 1 to 4 hexadecimal digits, as 0 to 1. */
static bool parse_part(const char **s, double *out)
{
	size_t len = strspn(*s, "0123456789abcdefABCDEF");
	char digits[5] = "";

	if (len < 1 || len > 4)
		return false;
	memcpy(digits, *s, len);
	*out = (double)strtoul(digits, NULL, 16) / ((1 << (4 * len)) - 1);
	*s += len;
	if (**s == '/')
		++*s;
	return true;
}

bool input_seq_osc(const char *body, struct input_event *out)
{
	double r, g, b;

	if (strncmp(body, "11;rgb:", 7) == 0)
		body += 7;
	else if (strncmp(body, "11;rgba:", 8) == 0)
		body += 8;
	else
		return false;
	if (!parse_part(&body, &r) || !parse_part(&body, &g) ||
		!parse_part(&body, &b))
		return false;
	*out = (struct input_event){
		.kind = INPUT_BACKGROUND,
		.light = 0.299 * r + 0.587 * g + 0.114 * b > 0.5,
	};
	return true;
}
