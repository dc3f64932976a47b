// SPDX-License-Identifier: MIT
// What the widget's sources say of the wire is what the wire's table says.

import {test} from 'node:test';
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';

import {wire} from './lib/wire.mjs';

const FOLDER = new URL('../../relay/web/widget/', import.meta.url);
const read = (name) => readFileSync(new URL(name, FOLDER), 'utf8');

// What stands behind `const NAME =` in that file.
function constant(file, name) {
	const [, text] = read(file).match(
		new RegExp(`^(?:export )?const ${name} = ([^;]*);`, 'm')
	);
	return JSON.parse(text.replace(/'/g, '"'));
}

const bound = (message, field) =>
	wire.messages[message].fields.find((f) => f.name === field).bound;

test('version and protocol', () => {
	const version = constant('link.js', 'VERSION');
	assert.ok(version >= wire.least && version <= wire.version);
	assert.equal(constant('link.js', 'PROTOCOL'), wire.protocol);
});

test('lengths', () => {
	assert.equal(constant('panel.js', 'LONGEST'), bound('say', 'text'));
	assert.equal(constant('panel.js', 'LONGEST'), bound('enquire', 'text'));
	assert.equal(constant('host.js', 'TITLE'), bound('page', 'title'));
	assert.equal(constant('tools.js', 'ADDRESS'), bound('page', 'url'));
	assert.equal(constant('deeds.js', 'TITLE'), bound('page', 'product'));
	assert.equal(constant('deeds.js', 'TITLE'), bound('event', 'product'));
	assert.equal(constant('deeds.js', 'NAME'), bound('identify', 'name'));
	assert.equal(constant('deeds.js', 'NAME'), bound('event', 'order'));
	assert.equal(constant('deeds.js', 'SKU'), bound('event', 'sku'));
	assert.equal(constant('deeds.js', 'QUANTITY'), bound('event', 'quantity'));
	assert.equal(constant('pictures.js', 'NAME'), bound('show', 'name'));
	const [, address] = read('frame.html').match(
		/id="address"[^>]*maxlength="(\d+)"/
	);
	assert.equal(Number(address), bound('enquire', 'address'));
});

test('names of errors', () => {
	for (const code of [
		...constant('link.js', 'FINAL'),
		...constant('talk.js', 'PASSING'),
	])
		assert.ok(code in wire.errors, code);
});

test('every message that the relay may send a shopper is heard', () => {
	const heard = read('talk.js') + read('link.js');
	const passed = ['pong']; // that it came is all that counts
	for (const [type, {from}] of Object.entries(wire.messages))
		if (from === 'relay' || from === 'relay to shopper')
			assert.ok(
				passed.includes(type) ||
					heard.includes(`${type}: this.`) ||
					heard.includes(`t === '${type}'`),
				type
			);
});

test('kinds, phases and reasons', () => {
	const sources = read('talk.js') + read('panel.js') + read('goods.js');
	for (const [file, name] of [
		['talk.js', 'SAID'],
		['panel.js', 'SAID'],
		['panel.js', 'TOLD'],
	])
		for (const word of constant(file, name))
			assert.ok(wire.lists.kind.includes(word), word);
	for (const word of constant('deeds.js', 'DEEDS'))
		assert.ok(wire.lists.deed.includes(word), word);
	for (const [, word] of sources.matchAll(/kind === '(\w+)'/g))
		assert.ok(wire.lists.kind.includes(word), word);
	for (const [, word] of sources.matchAll(/phase (?:!|=)== '(\w+)'/g))
		assert.ok(wire.lists.phase.includes(word), word);
	for (const [, word] of sources.matchAll(/_ended\('(\w+)'\)/g))
		assert.ok(wire.lists.reason.includes(word), word);
});
