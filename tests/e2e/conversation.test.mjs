// SPDX-License-Identifier: MIT
// A whole conversation, from a question on a shop page to the end; two
// terminals that race for one; a shopper with several tabs.

import {test} from 'node:test';
import assert from 'node:assert/strict';

import './lib/browser.mjs';
import {Stage} from './lib/stage.mjs';

const QUESTION = 'Hi, do you have this coat in M in Ginza?';

test('question, ring, accept, answer, read mark, end', async (t) => {
	const stage = await Stage.set(t);
	const aiko = await stage.available('aiko');
	const button = await aiko.find('Go unavailable');
	assert.ok(button.reverse && button.bold, 'Enter would act there');
	assert.notEqual((await aiko.find('(o)')).fg, -1, 'the icon is green');

	const shopper = await stage.shopper();
	await shopper.ask(QUESTION);
	await shopper.sees('We are calling somebody for you.');
	const alert = await aiko.sees(QUESTION);
	for (const words of ['New chat', 'Guest', 'English', 'first visit',
		'Navy wool coat', '¥48,000', ' s ', 'Pass to a colleague'])
		assert.ok(alert.includes(words), `"${words}" in ${alert}`);
	assert.ok((await aiko.find('Accept')).reverse);
	assert.ok((await aiko.find('New chat')).bold);
	const {bells, title} = await aiko.look();
	assert.equal(bells, 1);
	assert.match(title, /New chat/);

	await aiko.press('enter');
	await aiko.sees('> Aiko Tanaka joined');
	await aiko.sees('In a chat');
	await shopper.sees('Aiko Tanaka is here');
	await shopper.sees(/^Read /);

	await aiko.type('Hello! Yes, we have');
	await shopper.sees('Aiko Tanaka is typing');
	await aiko.press('altEnter');
	await aiko.type('three in M here.');
	await aiko.press('enter');
	await shopper.reads('Hello! Yes, we have\nthree in M here.');
	await aiko.sees('three in M here.  read');
	const {row, col} = await aiko.find('Hello! Yes');
	assert.equal((await aiko.find('three in M')).row, row + 1);
	assert.equal((await aiko.find('three in M')).col, col);

	await shopper.field.pressSequentially('Oh');
	await aiko.sees('Guest 1 is typing');
	await shopper.say('Wonderful, thank you!');
	await aiko.sees('Wonderful, thank you!');
	await aiko.sheds('is typing');

	await shopper.go('/en/product/wool-scarf.html');
	await aiko.sees('> viewed Wool muffler, moss check');
	await shopper.agrees(['own: ' + QUESTION,
		'other: Hello! Yes, we have\nthree in M here.',
		'own: Wonderful, thank you!']);

	await aiko.press('f9');
	await aiko.sees('End chat');
	await aiko.type('e');
	await aiko.sees('End the chat with Guest 1?');
	assert.ok((await aiko.find('Go on')).reverse, 'the harmless one');
	await aiko.press('down', 'enter');
	await shopper.sees('The chat has ended. Thank you for your visit.');
	await aiko.sees('You are available');
	assert.deepEqual(shopper.wrongs, []);
});

test('two terminals race for one chat: one wins', async (t) => {
	const stage = await Stage.set(t);
	const racers = {'Aiko Tanaka': await stage.available('aiko'),
		'Mio Sato': await stage.available('mio')};
	const shopper = await stage.shopper();
	await shopper.ask(QUESTION);
	const both = Object.values(racers);
	await Promise.all(both.map((terminal) => terminal.sees(QUESTION)));
	await Promise.all(both.map((terminal) => terminal.press('enter')));
	const joined = shopper.log.locator('.event');
	await joined.waitFor();
	const winner = (await joined.textContent()).replace(' is here', '');
	const [loser] = Object.keys(racers).filter((name) => name !== winner);
	await racers[winner].sees(`> ${winner} joined`);
	await racers[loser].sees(`Taken by ${winner}`);
	await racers[loser].sees('Back to home');
	assert.ok((await racers[loser].find('Back to home')).reverse);
	await racers[loser].press('enter');
	await racers[loser].sees('You are available');
	assert.ok(!(await racers[loser].screen()).includes('Taken by'));
	await racers[winner].type('I won');
	await racers[winner].press('enter');
	await shopper.agrees(['own: ' + QUESTION, 'other: I won']);
	assert.equal(await joined.count(), 1);
});

test('passed to a colleague, who takes it', async (t) => {
	const stage = await Stage.set(t);
	const aiko = await stage.available('aiko');
	const mio = await stage.available('mio');
	const shopper = await stage.shopper();
	await shopper.ask(QUESTION);
	await Promise.all([aiko.sees(QUESTION), mio.sees(QUESTION)]);
	await aiko.press('esc');
	await aiko.sees('You are available');
	await mio.press('f5');
	await shopper.sees('Mio Sato is here');
	assert.ok(!(await aiko.screen()).includes('Taken by'));
});

test('a reload and a second tab are the same shopper', async (t) => {
	const stage = await Stage.set(t);
	const aiko = await stage.available('aiko');
	const shopper = await stage.shopper();
	await shopper.ask(QUESTION);
	await aiko.sees(QUESTION);
	await shopper.page.reload();
	await shopper.reads(QUESTION);
	await aiko.accepts(QUESTION);
	await shopper.sees('Aiko Tanaka is here');

	const tab = await shopper.newTab();
	await tab.launcher.click();
	await tab.reads(QUESTION);
	await tab.say('From the second tab');
	await shopper.reads('From the second tab');
	await shopper.field.fill('half a thought');
	await shopper.page.reload();
	await shopper.field.waitFor();
	assert.equal(await shopper.field.inputValue(), 'half a thought');
	await aiko.type('To both');
	await aiko.press('enter');
	const all = ['own: ' + QUESTION, 'own: From the second tab',
		'other: To both'];
	await shopper.agrees(all);
	await tab.agrees(all);
	await tab.page.close();
	await shopper.say('Still here');
	await aiko.sees('Still here');
});

test('two devices of one associate show the same', async (t) => {
	const stage = await Stage.set(t);
	const desk = await stage.available('aiko');
	const till = await stage.terminal('aiko', {cols: 60, rows: 16});
	await till.sees('You are available');
	const shopper = await stage.shopper();
	await shopper.ask(QUESTION);
	await till.sees(QUESTION);
	await desk.accepts(QUESTION);
	await till.sees('In a chat');
	await till.sheds('New chat');
	await desk.type('From the desk');
	await desk.press('enter');
	await shopper.reads('From the desk');
	await till.press('enter');
	await till.sees('From the desk');
	await till.type('\x1b[200~Pasted at the till,\nin two lines\x1b[201~');
	await till.press('enter');
	await shopper.reads('Pasted at the till,\nin two lines');
	await desk.sees('in two lines');
	await shopper.agrees(['own: ' + QUESTION, 'other: From the desk',
		'other: Pasted at the till,\nin two lines']);
});

test('a closed panel tells of news; pages that move by themselves are told',
	async (t) => {
		const stage = await Stage.set(t);
		const aiko = await stage.available('aiko');
		const shopper = await stage.shopper('/en/lookbook.html');
		await shopper.ask(QUESTION);
		await aiko.accepts(QUESTION);
		await shopper.page.locator('[data-step="1"]').click();
		await aiko.sees('> viewed Camel wool coat');
		await shopper.frame.locator('#close').click();
		await aiko.type('Here is your answer');
		await aiko.press('enter');
		const news = shopper.page.getByRole('button', {name: 'New messages'});
		await news.waitFor();
		await aiko.sees('Here is your answer  delivered');
		await news.click();
		await shopper.reads('Here is your answer');
		await aiko.sees('Here is your answer  read');
	});
