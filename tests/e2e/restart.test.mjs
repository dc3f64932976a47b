// SPDX-License-Identifier: MIT
// The relay dies and comes back: nothing is lost, nothing comes twice.

import {test} from 'node:test';
import assert from 'node:assert/strict';

import './lib/browser.mjs';
import {Stage} from './lib/stage.mjs';

const QUESTION = 'Do you have this coat in M?';

const times = (screen, text) => screen.split(text).length - 1;

async function restart(stage, signal) {
	await stage.relay.stop(signal);
	await stage.relay.start();
}

// The seconds that the alert shows.
const left = (screen) => Number(/(\d+) s /.exec(screen)?.[1]);

test('killed while it rings: it goes on with the time that is left',
	async (t) => {
		const stage = await Stage.set(t, {testClock: true});
		const aiko = await stage.available('aiko');
		const shopper = await stage.shopper();
		await shopper.ask(QUESTION);
		await aiko.sees(QUESTION);
		await stage.relay.pass('40s');
		await stage.relay.stop('SIGKILL');
		await aiko.sees('No connection: cannot accept');
		await stage.relay.start();
		await aiko.sees('Available, connected');
		await aiko.becomes((screen) => left(screen) <= 50);
		assert.ok(left(await aiko.screen()) > 20);
		await aiko.press('enter');
		await aiko.sees('> Aiko Tanaka joined');
		await shopper.sees('Aiko Tanaka is here');
		await shopper.agrees(['own: ' + QUESTION]);
		assert.equal(times(await aiko.screen(), QUESTION), 1);
	});

for (const signal of ['SIGKILL', 'SIGTERM']) {
	test(`${signal} in a chat: both go on, in order, once`, async (t) => {
		const stage = await Stage.set(t);
		const aiko = await stage.available('aiko', {cols: 100, rows: 30});
		const shopper = await stage.shopper();
		await shopper.ask(QUESTION);
		await aiko.accepts(QUESTION);
		await shopper.sees('Aiko Tanaka is here');
		await aiko.type('Before');
		await aiko.press('enter');
		await shopper.reads('Before');

		await stage.relay.stop(signal);
		await aiko.sees('Offline');
		assert.ok((await aiko.find('Offline')).reverse);
		await shopper.sees('Reconnecting');
		await shopper.say('Written by the shopper meanwhile');
		await shopper.sees('Will be sent when we are back');
		await aiko.type('Written by Aiko meanwhile');
		await aiko.press('enter');
		await aiko.sees('will be sent when back');
		await aiko.type('half a thought');
		await stage.relay.start();

		await aiko.press('ctrlT');
		await shopper.reads('Written by Aiko meanwhile');
		await aiko.sees('Written by the shopper meanwhile');
		await aiko.sheds('will be sent when back');
		await aiko.sees('> half a thought');
		await aiko.press('enter');
		await shopper.reads('half a thought');
		const said = await shopper.said();
		assert.deepEqual([...said].sort(), ['other: Before',
			'other: Written by Aiko meanwhile', 'other: half a thought',
			'own: ' + QUESTION, 'own: Written by the shopper meanwhile']);
		const screen = await aiko.screen();
		const lines = said.map((s) => s.replace(/^\w+: /, ''));
		for (const line of lines)
			assert.equal(times(screen, line), 1, `"${line}" in ${screen}`);
		const order = lines.map((line) => screen.indexOf(line));
		assert.deepEqual(order, [...order].sort((a, b) => a - b));
	});
}

test('a shopper who asks while the relay is away is heard', async (t) => {
	const stage = await Stage.set(t);
	const aiko = await stage.available('aiko');
	const shopper = await stage.shopper();
	await shopper.open();
	await shopper.sees('We are here for you');
	await stage.relay.stop('SIGKILL');
	await shopper.say(QUESTION);
	await stage.relay.start();
	await aiko.press('ctrlT');
	await aiko.sees(QUESTION);
	await shopper.agrees(['own: ' + QUESTION]);
});

test('killed in a burst of messages: all come, once, in order', async (t) => {
	const stage = await Stage.set(t);
	const aiko = await stage.available('aiko');
	const shopper = await stage.shopper();
	await shopper.ask(QUESTION);
	await aiko.accepts(QUESTION);
	const lines = Array.from({length: 80}, (_, i) => `Line ${i + 1}.`);
	await aiko.type(lines.map((line) => line + '\r').join(''));
	await shopper.reads('Line 20.');
	await restart(stage, 'SIGKILL');
	await aiko.press('ctrlT');
	const all = ['own: ' + QUESTION, ...lines.map((l) => 'other: ' + l)];
	await shopper.reads('Line 80.');
	await shopper.agrees(all);
	await shopper.page.reload();
	await shopper.reads('Line 80.');
	await shopper.agrees(all);
	await aiko.sees('Line 80.  read');
	for (let i = 75; i <= 80; i++)
		assert.equal(times(await aiko.screen(), `Line ${i}.`), 1);
});
