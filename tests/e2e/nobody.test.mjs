// SPDX-License-Identifier: MIT
// Nobody accepts; nobody is there; the shop closes; the other side has gone.
// The relay's clock is moved on by hand.

import {test} from 'node:test';
import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';

import './lib/browser.mjs';
import {Smtp, readMail} from './lib/smtp.mjs';
import {Stage} from './lib/stage.mjs';

const QUESTION = 'Do you have this coat in M?';

// Tomorrow at that time in Tokyo, which has no summer time.
function tomorrow(time) {
	const day = new Date(Date.now() + 33 * 3600e3).toISOString().slice(0, 10);
	return new Date(`${day}T${time}+09:00`);
}

test('nobody accepts: the form has the text, and the enquiry arrives',
	async (t) => {
		const stage = await Stage.set(t, {testClock: true});
		const aiko = await stage.available('aiko');
		const shopper = await stage.shopper();
		await shopper.ask(QUESTION);
		await aiko.sees(QUESTION);
		await stage.relay.pass('91s');
		await aiko.sees('Missed: nobody accepted');
		await shopper.sees('nobody could come to the chat');
		const form = shopper.frame;
		assert.equal(await form.locator('#message').inputValue(), QUESTION);
		await form.locator('#leave').click();
		await shopper.sees('Please enter an e-mail address');
		await form.locator('#who').fill('Jo');
		await form.locator('#address').fill('jo@example.com');
		await form.locator('#leave').click();
		await shopper.sees('Thank you. We have your message');

		await aiko.sees('Back to home');
		await aiko.press('enter');
		await aiko.sees('1 enquiry waits');
		const missed = (await aiko.screen()).split('\n')
			.find((line) => line.includes('Missed today'));
		assert.match(missed, /Missed today +1/);
		await aiko.press('f7');
		const list = await aiko.sees(QUESTION);
		assert.match(list, /\* \d+:\d+ +Jo +/);
		await aiko.press('enter');
		await aiko.sees('Please write to jo@example.com yourself');
		await aiko.press('enter');
		await aiko.sees('You have taken it up');
		await aiko.press('enter');
		await aiko.sees('I have answered otherwise');
		await aiko.type('Called Jo.');
		await aiko.press('f8');
		await aiko.sees('The enquiry is answered.');
		await aiko.sees('Answered otherwise');
	});

test('an enquiry is answered by mail, to a real server', async (t) => {
	const smtp = await new Smtp().start();
	t.after(() => smtp.stop());
	const stage = await Stage.set(t, {conf:
		`smtp_url = ${smtp.url}\nsmtp_from = noren@chat.example\n`});
	await stage.relay.ctl(['retailer', 'set', 'demo',
		'--support', 'help@shop.example']);
	const aiko = await stage.terminal('aiko');
	const shopper = await stage.shopper();
	await shopper.launcher.click();
	await shopper.sees('Nobody is free at this moment');
	await shopper.frame.locator('#who').fill('Jo');
	await shopper.frame.locator('#address').fill('jo@example.com');
	await shopper.frame.locator('#message').fill(QUESTION);
	await shopper.frame.locator('#leave').click();
	await shopper.sees('Thank you. We have your message');
	await aiko.press('f7');
	await aiko.sees(QUESTION);
	await aiko.press('enter');
	await aiko.sees('jo@example.com');
	await aiko.press('enter');
	await aiko.sees('You have taken it up');
	await aiko.press('enter');
	await aiko.sees('Your answer');
	await aiko.type('Yes, we have. はい。');
	await aiko.press('f8');
	await smtp.until(() => smtp.mails.length === 1);
	const {head, text} = readMail(smtp.mails[0].text);
	assert.deepEqual(smtp.mails[0].to, ['jo@example.com']);
	assert.equal(head.from, 'Tsukishiro <noren@chat.example>');
	assert.equal(head['reply-to'], 'help@shop.example');
	assert.equal(head.subject, 'Your enquiry to Tsukishiro');
	assert.equal(head['auto-submitted'], undefined);
	assert.match(text, /^Yes, we have. はい。\n\nAiko Tanaka\nTsukishiro\n/);
	assert.ok(text.includes(`open the chat at ${stage.shop}`), text);
	assert.ok(text.includes(`you wrote to us:\n> ${QUESTION}\n`), text);
	await aiko.sees('Your answer to Jo is sent.');
	await aiko.sees('Yes, we have. はい。');
	assert.equal(smtp.mails.length, 1);

	// What has gone out has nothing wrong with it.
	const log = await stage.relay.ctl(['audit', 'demo', '--what',
		'enquiry_answered', '--json']);
	const [, id] = /"about":"(\w{26})"/.exec(log);
	const letters = await (await fetch(
		`${stage.relay.url}/v1/enquiries/${id}/letters`, {headers: {
			authorization: 'Bearer ' + readFileSync(
				await stage.relay.signIn('aiko'), 'utf8').trim()}})).json();
	assert.deepEqual(letters.letters.map(({state, why}) => [state, why]),
		[['sent', undefined]]);

	// It is saved with what was answered (J2).
	await aiko.type('s');
	await aiko.sees('Save the enquiry');
	await aiko.type('\x13'); // Ctrl-S
	await aiko.sees('Kept as');
	const downloads = join(stage.relay.folder, 'Downloads');
	const [name] = readdirSync(downloads);
	assert.match(name, /^noren-enquiry-\d{4}-\d\d-\d\d-\d{4}\.txt$/);
	assert.match(readFileSync(join(downloads, name), 'utf8'), new RegExp(
		`Jo   jo@example\\.com   English\\nSent   ${id}\\n +${QUESTION
			.replace('?', '\\?')}\\n.+Aiko Tanaka   Sent\\n +Yes, we have`));
});

test('nobody is available: the form at once', async (t) => {
	const stage = await Stage.set(t);
	const aiko = await stage.terminal('aiko');
	const shopper = await stage.shopper();
	await shopper.launcher.click();
	await shopper.sees('Nobody is free at this moment');
	await aiko.press('space');
	await shopper.sees('We are here for you');
	await shopper.say(QUESTION);
	await aiko.sees(QUESTION);
});

test('three misses make unavailable, and home says why', async (t) => {
	const stage = await Stage.set(t, {testClock: true});
	const aiko = await stage.available('aiko');
	for (let i = 1; i <= 3; i++) {
		const shopper = await stage.shopper();
		await shopper.ask(`Question ${i}`);
		await aiko.sees(`Question ${i}`);
		await stage.relay.pass('91s');
		await aiko.sees('Back to home');
		await aiko.press('enter');
	}
	await aiko.sees('You are unavailable');
	await aiko.sees('after three missed chats');
	await aiko.press('space');
	await aiko.sees('You are available');
	await aiko.sheds('after three missed chats');
});

test('closing time: unavailable, but the chat goes on', async (t) => {
	const stage = await Stage.set(t,
		{testClock: true, hours: 'mon-sun 10:30-17:00'});
	await stage.relay.pass(tomorrow('16:58:00'));
	const aiko = await stage.available('aiko');
	const mio = await stage.available('mio');
	await aiko.sees('17:00');
	const shopper = await stage.shopper();
	await shopper.ask(QUESTION);
	await aiko.accepts(QUESTION);
	await shopper.sees('Aiko Tanaka is here');
	await stage.relay.pass('3m');
	await mio.sees('Closing time: you are unavailable now.');
	await mio.sees('Back to home');
	await mio.press('enter');
	await mio.sees('You are unavailable');
	assert.match(await mio.sees('Closed. Opens'), /Closed\. Opens .*10:30/);
	await aiko.type('We close, but I am still here.');
	await aiko.press('enter');
	await shopper.reads('We close, but I am still here.');
	const late = await stage.shopper();
	await late.launcher.click();
	await late.sees(/We are closed.*We open again on .*10:30/);
});

test('the associate is gone for five minutes: a colleague takes over',
	async (t) => {
		const stage = await Stage.set(t, {testClock: true});
		const aiko = await stage.available('aiko');
		const shopper = await stage.shopper();
		await shopper.ask(QUESTION);
		await aiko.accepts(QUESTION);
		await shopper.sees('Aiko Tanaka is here');
		await aiko.type('One moment');
		await aiko.press('enter');
		await shopper.reads('One moment');
		const mio = await stage.available('mio');
		await aiko.stop();
		await shopper.sees('Will be back in a moment');
		await stage.relay.pass('301s');
		await mio.sees("A colleague's chat");
		await mio.press('enter');
		const history = await mio.sees('> Mio Sato joined');
		for (const words of [QUESTION, 'One moment', 'Aiko Tanaka'])
			assert.ok(history.includes(words), `"${words}" in ${history}`);
		await shopper.sees('Aiko Tanaka had to leave');
		await shopper.sees('Mio Sato is here');
	});

test('the shopper is gone for half an hour: the chat has ended', async (t) => {
	const stage = await Stage.set(t, {testClock: true});
	const aiko = await stage.available('aiko');
	const shopper = await stage.shopper();
	await shopper.ask(QUESTION);
	await aiko.accepts(QUESTION);
	await shopper.leave();
	await aiko.sees('not connected');
	await stage.relay.pass('31m');
	await aiko.sees('The shopper has left. The chat has ended.');
});
