// SPDX-License-Identifier: MIT
// The client on its terminal, against a real relay: sizes, what kills it, the
// lock, and text that would like to drive it.

import {test} from 'node:test';
import assert from 'node:assert/strict';

import './lib/browser.mjs';
import {PASSWORD} from './lib/relay.mjs';
import {Stage} from './lib/stage.mjs';
import {SIGNALS} from './lib/terminal.mjs';

const QUESTION = 'Do you have this coat in M?';

for (const [cols, rows] of [[100, 30], [80, 24], [60, 16], [40, 12]]) {
	test(`a chat at ${cols}x${rows}`, async (t) => {
		const stage = await Stage.set(t);
		const aiko = await stage.available('aiko', {cols, rows});
		const shopper = await stage.shopper();
		await shopper.ask(QUESTION);
		const alert = await aiko.sees(QUESTION);
		for (const words of ['New chat', 'Guest 1', 'Accept', 'Pass', ' s'])
			assert.ok(alert.includes(words), `"${words}" in ${alert}`);
		await aiko.press('enter');
		await aiko.sees('joined');
		await aiko.type('Yes, we have three of them here.');
		await aiko.press('enter');
		await shopper.reads('Yes, we have three of them here.');
		await aiko.sees('read');
		assert.ok((await aiko.screen()).includes('help'));
		await aiko.press('f9');
		await aiko.sees('End chat');
		await aiko.type('e');
		await aiko.sees('Go on');
		await aiko.press('down', 'enter');
		await shopper.sees('The chat has ended');
		await aiko.sees('You are available');
	});
}

test('a terminal that changes its size while it rings', async (t) => {
	const stage = await Stage.set(t);
	const aiko = await stage.available('aiko');
	const shopper = await stage.shopper();
	await shopper.ask(QUESTION);
	await aiko.sees(QUESTION);
	for (const [cols, rows] of [[40, 12], [19, 4], [132, 50], [80, 24]]) {
		await aiko.resize(cols, rows);
		await aiko.sees(cols < 20 ? '20x5' : 'Accept');
	}
	await aiko.press('enter');
	await aiko.sees('> Aiko Tanaka joined');
});

const HOSTILE = [
	'\x1b]0;owned\x07\x1b[2J\x1b[31mred',
	'<img src=x onerror="parent.owned=1"><script>owned=1</script>',
	'abc\u202edef\u2066x\u200b\u{e0041}',
	'a\rb\x08c\x9b2Jd',
	'javascript:alert(1) http://a.example/"><b>',
];

test('what a shopper writes is text, on the terminal and the page',
	async (t) => {
		const stage = await Stage.set(t);
		const aiko = await stage.available('aiko', {cols: 100, rows: 30});
		const shopper = await stage.shopper();
		await shopper.open();
		await shopper.page.evaluate((name) => {
			document.title = name + ' coat';
			window.noren('product', {name: name + ' product',
				amount: 1, currency: 'JPY'});
			window.noren('identify', {name: name + 'Mallory'});
		}, HOSTILE[0]);
		for (const text of HOSTILE)
			await shopper.say(text);
		await aiko.sees('Mallory');
		await aiko.press('enter');
		await aiko.sees('> Aiko Tanaka joined');
		const screen = await aiko.sees('javascript:alert(1)');
		assert.ok(screen.startsWith(' noren'), 'nothing cleared the screen');
		for (const words of ['<img src=x onerror=', '<script>owned=1',
			'abcdef', 'F1 help'])
			assert.ok(screen.includes(words), `"${words}" in ${screen}`);
		assert.ok(!/[\u202a-\u202e\u2066-\u2069\u200b]/.test(screen));
		const {title} = await aiko.look();
		assert.ok(!title.startsWith('owned'), title);
		await aiko.type('<b>bold</b> & "quotes"');
		await aiko.press('enter');
		await shopper.reads('<b>bold</b> & "quotes"');
		assert.equal(await shopper.log.locator('img, script, b').count(), 0);
		assert.equal(await shopper.page.evaluate(() => window.owned),
			undefined);
		assert.equal(await shopper.log.locator('a').evaluateAll((all) =>
			all.filter((a) => !/^https?:/.test(a.href)).length), 0);
		assert.deepEqual(shopper.wrongs, []);
	});

test('whatever kills it, the terminal is as it was', async (t) => {
	const stage = await Stage.set(t);
	for (const name of ['TERM', 'HUP', 'SEGV']) {
		const aiko = await stage.available('aiko');
		await aiko.signal(SIGNALS[name]);
		const end = await aiko.ends();
		assert.equal(end.status & 127, SIGNALS[name], name);
		assert.ok(!end.alternate && end.cooked && end.visible, name);
		assert.ok(!end.screen.includes('available'), end.screen);
		await aiko.stop();
	}
	const aiko = await stage.terminal('aiko');
	await aiko.press('ctrlQ');
	const end = await aiko.ends();
	assert.equal(end.status, 0);
	assert.ok(!end.alternate && end.cooked && end.visible);
});

test('signing in, the wrong password first', async (t) => {
	const stage = await Stage.set(t);
	const aiko = await stage.stranger('aiko');
	await aiko.sees('E-mail address');
	await aiko.type('aiko@example.com');
	await aiko.press('enter');
	await aiko.sees('Password');
	await aiko.type('wrong');
	await aiko.press('enter');
	await aiko.sees('The address or the password is not right.');
	assert.ok(!(await aiko.screen()).includes('wrong'));
	await aiko.type(PASSWORD);
	assert.ok(!(await aiko.screen()).includes(PASSWORD));
	await aiko.press('enter');
	await aiko.sees('You are unavailable');
});

test('locked, it shows that it rings and nothing else', async (t) => {
	const stage = await Stage.set(t);
	const aiko = await stage.available('aiko');
	await aiko.press('altL');
	await aiko.sees('Locked. Enter your password');
	assert.ok(!(await aiko.screen()).includes('Home'));
	const shopper = await stage.shopper();
	await shopper.ask(QUESTION);
	const ringing = await aiko.sees('A chat is ringing');
	assert.ok(!ringing.includes(QUESTION) && !ringing.includes('Guest'));
	await aiko.type('nonsense');
	await aiko.press('enter');
	await aiko.sees('The password is not right.');
	await aiko.type(PASSWORD);
	await aiko.press('enter');
	await aiko.accepts(QUESTION);
});
