// SPDX-License-Identifier: MIT
// Small things that know nothing of chats: text, colours, storage.

const ADDRESS = 2000; // bytes, as the wire has it

// How many characters (code points) somebody would count.
export function count(text) {
	return [...text].length;
}

// Text as the wire takes it: halves of surrogate pairs cannot be written.
export function wellFormed(text) {
	return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

// One line of at most `max` bytes, or undefined if it is no text.
export function line(text, max) {
	if (typeof text !== 'string') return undefined;
	let bytes = 0;
	let out = '';
	for (const c of wellFormed(text.slice(0, 4 * max))
		.replace(/[\p{Cc}\s]+/gu, ' ')
		.trim()) {
		const code = c.codePointAt(0);
		bytes +=
			code < 0x80
				? 1
				: code < 0x800
					? 2
					: code < 0x10000
						? 3
						: 4;
		if (bytes > max) break;
		out += c;
	}
	return out;
}

// A web address as the wire takes it, or undefined.
export function address(text) {
	try {
		const {protocol, href} = new URL(text);
		return /^https?:$/.test(protocol) && href.length <= ADDRESS
			? href
			: undefined;
	} catch {
		return undefined;
	}
}

// A key such as a group's, or undefined.
export function slug(text) {
	return typeof text === 'string' && /^[\w-]{1,32}$/.test(text)
		? text
		: undefined;
}

// A sender's key: nobody else chooses the same.
export function newKey() {
	return [...crypto.getRandomValues(new Uint8Array(16))]
		.map((byte) => byte.toString(16).padStart(2, '0'))
		.join('');
}

function luminance(rgb) {
	const [r, g, b] = rgb.map((c) =>
		c <= 10 ? c / 3294.6 : ((c / 255 + 0.055) / 1.055) ** 2.4
	);
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const parts = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));

// The contrast of two colours (#rrggbb), 1 to 21, as WCAG 2.2 counts it.
export function contrast(one, other) {
	const [dark, light] = [one, other]
		.map((c) => luminance(parts(c)))
		.sort((a, b) => a - b);
	return (light + 0.05) / (dark + 0.05);
}

// Black or white, whichever can be read better on that colour: at least 4.5.
export function inkOn(colour) {
	return contrast(colour, '#ffffff') >= contrast(colour, '#000000')
		? '#ffffff'
		: '#000000';
}

// The colour, moved towards black or white until it reads on that ground.
export function readableOn(colour, ground) {
	const goal = parts(inkOn(ground));
	for (let step = 0; ; step++) {
		const mixed =
			'#' +
			parts(colour)
				.map((c, i) =>
					Math.round(
						c + ((goal[i] - c) * step) / 20
					)
						.toString(16)
						.padStart(2, '0')
				)
				.join('');
		if (step === 20 || contrast(mixed, ground) >= 4.5) return mixed;
	}
}

// Texts by name in one of the browser's storages; in memory where the browser
// refuses, as some do in frames.
export class Store {
	constructor(which, prefix) {
		this._prefix = prefix;
		this._memory = new Map();
		try {
			this._storage = window[which];
		} catch {
			this._storage = null;
		}
	}

	get(name) {
		try {
			return this._storage.getItem(this._prefix + name);
		} catch {
			return this._memory.get(name) ?? null;
		}
	}

	set(name, text) {
		this._memory.set(name, text);
		try {
			if (text === null)
				this._storage.removeItem(this._prefix + name);
			else this._storage.setItem(this._prefix + name, text);
		} catch {
			// It is in memory, for as long as the page lives.
		}
	}

	// Calls `fn` when another tab has changed that text.
	watch(name, fn) {
		addEventListener('storage', (event) => {
			if (event.key === this._prefix + name)
				fn(event.newValue);
		});
	}
}
