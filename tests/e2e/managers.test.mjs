// SPDX-License-Identifier: MIT
// What managers see and set, all of it real: the team as it is now, an invite
// code, hours that shoppers read, a role that is taken away.

import {test} from 'node:test';

import './lib/browser.mjs';
import {Stage} from './lib/stage.mjs';

async function role(stage, who, flag) {
	await stage.relay.ctl(['associate', 'set', 'demo', `${who}@example.com`,
		flag]);
}

// A manager's terminal, on the page of that letter.
async function manager(stage, letter) {
	const aiko = await stage.terminal('aiko');
	await role(stage, 'aiko', '--manager');
	await aiko.press('f10');
	await aiko.sees('Greetings and replies');
	await aiko.type(letter);
	return aiko;
}

test('the team is shown as it is now', async (t) => {
	const stage = await Stage.set(t);
	const mio = await stage.terminal('mio');
	const aiko = await manager(stage, 't');
	await aiko.sees('2 in all   0 available   0 in a chat');
	await aiko.sees('( ) Mio Sato');
	await mio.press('space');
	await aiko.sees('(o) Mio Sato');
	const shopper = await stage.shopper();
	await shopper.ask('Is this coat wool?');
	await aiko.sees('(*) Mio Sato');
	await mio.accepts('Is this coat wool?');
	await aiko.sees('(=) Mio Sato');
	await aiko.sees('1 in a chat');
	await aiko.press('enter');
	await aiko.type('s');
	await aiko.sees('Sign Mio Sato out everywhere?');
	await aiko.press('down', 'enter');
	await mio.sees('E-mail address');
});

test('an invite code is issued, and withdrawn', async (t) => {
	const stage = await Stage.set(t);
	const aiko = await manager(stage, 'i');
	await aiko.sees('No codes yet.');
	await aiko.type('n');
	await aiko.sees('New invite code');
	await aiko.type('\x13'); // Ctrl-S
	await aiko.sees('Tell your new colleague');
	await aiko.press('enter');
	await aiko.sees('0 of 1');
	await aiko.type('x');
	await aiko.sees('Withdraw the code');
	await aiko.press('down', 'enter');
	await aiko.sees('Withdrawn');
});

test('hours that are changed are what shoppers read', async (t) => {
	const stage = await Stage.set(t);
	await stage.available('mio');
	const aiko = await manager(stage, 'o');
	await aiko.sees('around the clock');
	const shopper = await stage.shopper();
	await shopper.open();
	await aiko.press('enter');
	await aiko.sees('only on this day');
	await aiko.type('\x15\t\x1b[D'); // closed, every day
	await aiko.sees('every day');
	await aiko.type('\x13');
	await aiko.sees('Saved.');
	await aiko.sees('closed');
	await shopper.sees('We are closed');
});

test('a role is taken away while its page is open', async (t) => {
	const stage = await Stage.set(t);
	const aiko = await manager(stage, 'g');
	await aiko.sees('Ginza');
	await role(stage, 'aiko', '--no-manager');
	await aiko.sees('Chats today');
	await aiko.press('f10');
	await aiko.sees('Leave noren');
	await aiko.sheds('Greetings and replies');
});
