// SPDX-License-Identifier: MIT
// Rule E3: chats that are over, on two terminals of one associate: found by what
// was said, opened as they were, blue until then and grey after it, everywhere.

import {test} from 'node:test';
import assert from 'node:assert/strict';

import './lib/browser.mjs';
import {Stage} from './lib/stage.mjs';

const BLUE = [4, 75, 25, 32]; // with 8 colours, on dark, on light, unknown
const ROOMY = {cols: 100, rows: 30};

// A chat in Japanese that ends with a sale.
async function sells(stage, aiko) {
	const hanako = await stage.shopper('/ja/product/navy-wool-coat.html');
	await hanako.ask('この茶碗はありますか。');
	await aiko.accepts('この茶碗は');
	await aiko.type('はい、三つございます。');
	await aiko.press('enter');
	await hanako.sees('三つございます');
	await aiko.endsChat();
	await hanako.page.evaluate(() => noren('purchase', {
		transaction_id: 'T-9', value: 12900, currency: 'JPY', items: [{
			item_id: 'CH-1', item_name: '茶碗', price: 12900, quantity: 1}],
	}));
	await aiko.sees('*1  1  ¥12,900');
}

// One that nobody takes.
async function misses(stage, aiko) {
	const kim = await stage.shopper();
	await kim.ask('Is it machine washable?');
	await aiko.sees('machine washable');
	await stage.relay.pass('91s');
	await aiko.sees('Missed: nobody accepted');
	await aiko.sees('Back to home');
	await aiko.press('enter');
	await aiko.sees('You are available');
}

test('the archive on two terminals', async (t) => {
	const stage = await Stage.set(t, {testClock: true});
	const aiko = await stage.available('aiko', ROOMY);
	const desk = await stage.terminal('aiko', {lang: 'ja', ...ROOMY});
	await sells(stage, aiko);
	await misses(stage, aiko);

	await aiko.press('f4');
	await aiko.sees('Sales *1');
	await aiko.sees('Missed');
	await aiko.sees('Sale ¥12,900');
	const fresh = await aiko.find('Sale ¥12,900');
	assert.ok(fresh.bold && BLUE.includes(fresh.fg), `ink ${fresh.fg}`);
	await desk.press('f4');
	await desk.sees('不在');
	await desk.sees('12,900');

	// Found as it is typed, in half-width letters too.
	await desk.type('/');
	await desk.type('ｺﾞｻﾞｲﾏｽ');
	await desk.sheds('Is it machine washable?');
	await desk.sees('12,900');
	assert.ok((await aiko.screen()).includes('Sales *1'), 'nobody has seen it');

	// Opened as it was: then it is seen, here and there.
	await desk.press('enter');
	await desk.press('enter');
	await desk.sees('この茶碗はありますか。');
	await desk.sees('はい、三つございます。');
	await aiko.sheds('Sales *1');
	const seen = await aiko.find('Sale ¥12,900');
	assert.ok(!seen.bold && !BLUE.includes(seen.fg), `ink ${seen.fg}`);

	// What was missed has a page of its own.
	await aiko.press('tab', 'tab');
	await aiko.sheds('Sale ¥12,900');
	await aiko.sees('Is it machine washable?');
	await aiko.press('enter');
	await aiko.sees('Is it machine washable?');
});
