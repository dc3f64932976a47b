// SPDX-License-Identifier: MIT
// norenflow on a terminal: walking through a flow by key, and a demo that
// nobody attends.

import {after, before, test} from 'node:test';
import {mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import assert from 'node:assert/strict';

import {BUILD} from './lib/paths.mjs';
import {Relay} from './lib/relay.mjs';
import {SIGNALS, Terminal} from './lib/terminal.mjs';

const FLOW = `# Ken has a chat
associate Ken goes available
shopper Hana opens /p/matcha-bowl
Hana says "在庫はありますか"
Ken accepts
Hana's chat is with Ken
`;

let folder;

before(() => {
	folder = mkdtempSync(join(tmpdir(), 'noren-e2e-flow-'));
	writeFileSync(join(folder, 'a.flow'), FLOW);
});
after(() => rmSync(folder, {recursive: true, force: true}));

function walk(t) {
	const terminal = new Terminal([`${BUILD}/norenflow`, '--step',
		'--lang', 'en', join(folder, 'a.flow')],
	{env: {TMPDIR: folder, HOME: folder}});
	t.after(() => terminal.stop());
	return terminal;
}

test('a flow is walked through, then let go', async (t) => {
	const terminal = walk(t);
	await terminal.sees('c goes on');
	await terminal.sees('Ken has a chat');
	assert.ok(!(await terminal.screen()).includes('go available'));
	await terminal.press('enter', 'enter');
	await terminal.sees('associate Ken goes available');
	assert.ok(!(await terminal.screen()).includes('Hana opens'));
	await terminal.press('enter');
	await terminal.sees('shopper Hana');
	await terminal.type('c');
	const end = await terminal.ends();
	assert.equal(end.status, 0);
	assert.match(end.screen, /Hana's chat is with Ken\s[^]*It held\./);
	assert.ok(end.cooked && end.visible);
	assert.deepEqual(readdirSync(folder), ['a.flow']);
});

for (const [name, leave] of [
	['q', (terminal) => terminal.type('q')],
	['Ctrl-C', (terminal) => terminal.type('\x03')],
	['SIGTERM', (terminal) => terminal.signal(SIGNALS.TERM)],
]) {
	test(`${name} leaves a flow, and nothing stays`, async (t) => {
		const terminal = walk(t);
		await terminal.sees('Ken has a chat');
		await terminal.press('enter');
		await terminal.sees('associate Ken');
		await leave(terminal);
		const end = await terminal.ends();
		assert.equal(end.status >> 8, 1);
		assert.ok(end.cooked && end.visible);
		assert.deepEqual(readdirSync(folder), ['a.flow']);
	});
}

test('a demo that nobody attends tells what goes on', async (t) => {
	const relay = new Relay({flows: true});
	t.after(() => relay.destroy());
	await relay.start();
	const terminal = new Terminal([`${BUILD}/norenflow`, 'demo',
		'--relay', relay.url, '--socket', relay.control, '--lang', 'en'],
	{cols: 60, env: {HOME: folder}});
	t.after(() => terminal.stop());
	await terminal.sees('Hi, do you have this coat in M in');
	await terminal.signal(SIGNALS.TERM);
	assert.equal((await terminal.ends()).status, 0);
	assert.doesNotMatch(await relay.ctl(['retailer', 'list']), /flow-/);
});
