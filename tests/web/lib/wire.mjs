// SPDX-License-Identifier: MIT
// The wire's table, as the build writes it out, and a check against it.

import {readFileSync} from 'node:fs';

const build =
	process.env.NOREN_BUILD ||
	new URL('../../../build/debug', import.meta.url).pathname;

export const wire = JSON.parse(readFileSync(build + '/wire.json', 'utf8'));

const bytes = (text) => Buffer.byteLength(text);
const isCount = (v) => Number.isSafeInteger(v) && v >= 0;
const isText = (v) => typeof v === 'string' && !/\p{Surrogate}/u.test(v);

const KINDS = {
	id: (v) => /^[0-9a-hjkmnp-tv-z]{26}$/.test(v),
	key: (v, f) => /^[\w-]+$/.test(v) && v.length <= f.bound,
	line: (v, f) => isText(v) && !/[\n\r]/.test(v) && bytes(v) <= f.bound,
	text: (v, f) => isText(v) && [...v].length <= f.bound,
	raw: (v, f) => isText(v) && bytes(v) <= f.bound,
	integer: (v, f) => isCount(v) && v <= f.bound,
	time: isCount,
	boolean: (v) => typeof v === 'boolean',
	word: (v, f) => f.words.includes(v),
};

const SENDERS = {
	shopper: ['shopper', 'associate shopper'],
	relay: ['relay', 'relay to shopper'],
};

// What is wrong with a message that `from` (shopper or relay) sent, or null.
export function fault(message, from) {
	const info = wire.messages[message.t];
	if (!info || !SENDERS[from].includes(info.from))
		return `${from} may not say ${message.t}`;
	for (const field of info.fields) {
		const value = message[field.name];
		if (value === undefined && !field.required) continue;
		if (!(field.kind in KINDS)) return `no check for ${field.kind}`;
		if (!KINDS[field.kind](value, field))
			return `${message.t}.${field.name}: ${JSON.stringify(value)}`;
	}
	const known = ['t', 'ref', ...info.fields.map((f) => f.name)];
	const strange = Object.keys(message).find(
		(name) => !known.includes(name)
	);
	return strange ? `${message.t} has no ${strange}` : null;
}
