// SPDX-License-Identifier: MIT
// A whole conversation, from a shop page to an answer and back.

import {after, before, test} from 'node:test';
import assert from 'node:assert/strict';

import {launch} from './lib/shopper.mjs';
import {Stage} from './lib/stage.mjs';

let browser;

before(async () => {
	browser = await launch();
});
after(() => browser.close());

test('question, ring, accept, answer, read mark, end', async (t) => {
	const stage = await Stage.set(t);
	const aiko = await stage.available('aiko');
	const shopper = await stage.shopper(browser);
	await shopper.ask('Hi, do you have this coat in M in Ginza?');
	console.log(await aiko.sees('do you have this coat'));
});
