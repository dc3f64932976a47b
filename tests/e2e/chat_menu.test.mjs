// SPDX-License-Identifier: MIT
// What the chat menu leads to, all of it real: a transfer and its call back, a
// picture, a recommendation, a block.

import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import assert from 'node:assert/strict';

import './lib/browser.mjs';
import {Stage} from './lib/stage.mjs';

const QUESTION = 'Is this coat wool?';

test('a chat is called back, then handed on with all its history', async (t) => {
	const stage = await Stage.set(t);
	const aiko = await stage.available('aiko');
	const shopper = await stage.shopper();
	await shopper.ask(QUESTION);
	await aiko.accepts(QUESTION);
	const mio = await stage.available('mio');

	await aiko.press('f9');
	await aiko.type('t');
	await aiko.sees('Mio Sato');
	await aiko.type('she knows wool');
	await aiko.press('enter');
	await aiko.sees('Transferring to Mio Sato');
	await mio.sees('From Aiko Tanaka: she knows wool');
	await aiko.type('\x1bc');
	await aiko.sees('Called back: the chat stays with you.');
	await mio.sheds('she knows wool');

	await aiko.press('f9');
	await aiko.type('t');
	await aiko.sees('Mio Sato');
	await aiko.press('enter');
	await mio.sees('From Aiko Tanaka');
	await mio.press('enter');
	await mio.sees('> Mio Sato has the chat now');
	await mio.sees(QUESTION);
	await aiko.sees('Mio Sato has the chat now.');
	await aiko.sees('You are available');
	await mio.type('It is.');
	await mio.press('enter');
	await shopper.reads('It is.');
	assert.deepEqual(shopper.wrongs, []);
});

// A GIF of one red dot.
const DOT = Buffer.from('R0lGODdhAQABAIABAP8AAP///ywAAAAAAQABAAACAkQBADs=',
	'base64');

test('a picture goes to the shopper, and its original can be kept', async (t) => {
	const stage = await Stage.set(t);
	const home = stage.relay.folder;
	writeFileSync(join(home, 'dot.gif'), DOT);
	writeFileSync(join(home, 'words.gif'), 'no picture at all');
	const aiko = await stage.available('aiko');
	const shopper = await stage.shopper();
	await shopper.ask(QUESTION);
	await aiko.accepts(QUESTION);

	await aiko.press('f9');
	await aiko.type('s');
	await aiko.sees('Send a picture');
	await aiko.type('words.gif');
	await aiko.press('enter');
	await aiko.sees('Only JPEG, PNG, GIF, WebP and MP4 can be sent.');

	await aiko.press('f9');
	await aiko.type('s');
	await aiko.sees('words.gif');
	for (let i = 0; i < 9; i++)
		await aiko.press('backspace');
	await aiko.type('do\t');
	await aiko.sees('~/dot.gif');
	await aiko.press('enter');
	await aiko.sees('[dot.gif]  GIF 1x1');

	await aiko.type('\x1bo');
	await aiko.sees('Enter keeps the original as a file.');
	await aiko.press('enter');
	await aiko.sees('Kept as');
	const kept = readFileSync(join(home, 'Downloads', 'dot.gif'));
	assert.equal(kept.subarray(0, 4).toString(), 'GIF8');
	assert.deepEqual(shopper.wrongs, []);
});

test('what is stopped is the upload, not the picture being kept', async (t) => {
	const stage = await Stage.set(t);
	const home = stage.relay.folder;
	writeFileSync(join(home, 'dot.gif'), DOT);
	const aiko = await stage.available('aiko');
	const shopper = await stage.shopper();
	await shopper.ask(QUESTION);
	await aiko.accepts(QUESTION);
	await aiko.press('f9');
	await aiko.type('s');
	await aiko.sees('Send a picture');
	await aiko.type('dot.gif');
	await aiko.press('enter');
	await aiko.sees('[dot.gif]  GIF 1x1');
	await aiko.type('\x1bo');
	await aiko.sees('Enter keeps the original as a file.');

	// The upload waits behind a relay that does not answer.
	stage.relay.freeze(true);
	await aiko.press('enter', 'f9');
	await aiko.sees('Chat with');
	await aiko.type('s');
	await aiko.sees('Send a picture');
	await aiko.press('enter');
	await aiko.sees('Sending dot.gif');
	await aiko.press('esc');
	await aiko.sees('Stopping dot.gif');
	stage.relay.freeze(false);
	await aiko.sees('Stopped: nothing was sent.');
	assert.equal((await aiko.screen()).split('[dot.gif]').length, 2);
	const kept = readFileSync(join(home, 'Downloads', 'dot.gif'));
	assert.equal(kept.subarray(0, 4).toString(), 'GIF8');
	assert.deepEqual(shopper.wrongs, []);
});

test('a blocked shopper is gone; who works here is home', async (t) => {
	const stage = await Stage.set(t);
	const aiko = await stage.available('aiko');
	const shopper = await stage.shopper();
	await shopper.ask(QUESTION);
	await aiko.accepts(QUESTION);
	await aiko.press('f9');
	await aiko.type('b');
	await aiko.sees('needs a reason');
	await aiko.type('Rude words\t');
	await aiko.sheds('needs a reason');
	await aiko.press('enter');
	await aiko.sees('You are available');
	assert.ok(!(await aiko.screen()).includes(QUESTION));
	assert.deepEqual(shopper.wrongs, []);
});
