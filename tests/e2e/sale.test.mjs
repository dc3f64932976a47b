// SPDX-License-Identifier: MIT
// Rules E1 to E3: what a shopper buys after a chat is that associate's sale,
// blue on every device until it is opened.

import {test} from 'node:test';
import assert from 'node:assert/strict';
import {createHmac} from 'node:crypto';

import './lib/browser.mjs';
import {Stage} from './lib/stage.mjs';

const BLUE = [4, 75, 25, 32]; // with 8 colours, on dark, on light, unknown

// The confirmation page of the shop, once or again.
function buys(shopper, order, value) {
	return shopper.page.evaluate(([o, v]) => noren('purchase', {
		transaction_id: o, value: v, currency: 'JPY',
		items: [{item_id: 'SH-1', item_name: 'Linen shirt, navy',
			price: v, quantity: 1}],
	}), [order, value]);
}

test('bought after a chat: blue on both devices, once, until it is opened',
	async (t) => {
		const stage = await Stage.set(t);
		const aiko = await stage.available('aiko');
		const desk = await stage.terminal('aiko', {lang: 'ja'});
		const mio = await stage.available('mio');
		const shopper = await stage.shopper();

		await shopper.ask('Is it linen?');
		await mio.sees('Is it linen?');
		await mio.press('f6');
		await aiko.sees('Is it linen?');
		await aiko.press('enter');
		await aiko.sees('> Aiko Tanaka joined');
		await aiko.endsChat();

		await buys(shopper, 'T-1001', 12900);
		await aiko.sees('A sale: Guest 1 has bought.');
		await aiko.sees('*1  1  ¥12,900');
		const line = await aiko.find('Linen shirt, navy');
		assert.ok(line.bold && BLUE.includes(line.fg), `ink ${line.fg}`);
		await desk.sees('あなたのチャットからの売上');
		await desk.sees('*1  1  ¥12,900');

		// The page is loaded again, and another one says the same.
		await shopper.go('/en/product/wool-scarf.html');
		await buys(shopper, 'T-1001', 12900);
		await buys(shopper, 'T-1002', 4000);
		await aiko.sees('*2  2  ¥16,900');

		/* Both are of one chat: who opens one has seen both. */
		await aiko.press('down', 'enter');
		await aiko.sheds('*2');
		await desk.sheds('*2');
		await aiko.sees('2 sales ¥16,900');
		await aiko.press('esc');
		await aiko.sees('Sales from your chats');
		const seen = await aiko.find('¥12,900');
		assert.ok(!seen.bold, 'grey is not bold');
		assert.ok(!(await mio.screen()).includes('Linen shirt'));
		assert.deepEqual(shopper.wrongs, []);
	});

// The shop's own server says how an order is now; as its manual page has it.
async function serverSays(stage, key, order) {
	const at = Date.now();
	const body = JSON.stringify({t: 'order', currency: 'JPY', ...order});
	const signature = createHmac('sha256', key)
		.update(`${at}.demo.${body}`).digest('hex');
	const {status} = await fetch(`${stage.relay.url}/v1/orders/demo?at=${at
	}&signature=${signature}`, {method: 'POST', body});
	assert.equal(status, 204);
}

test('what became of an order after the chat stands below it', async (t) => {
	const stage = await Stage.set(t);
	const [key] = /\S{30,}/.exec(
		await stage.relay.ctl(['order-key', 'demo']));
	const aiko = await stage.available('aiko');
	const desk = await stage.terminal('aiko', {lang: 'ja'});
	const shopper = await stage.shopper();
	await shopper.ask('One in red?');
	await aiko.sees('One in red?');
	await aiko.press('enter');
	await aiko.sees('> Aiko Tanaka joined');
	await aiko.endsChat();
	await buys(shopper, 'T-1', 12900);
	await aiko.sees('*1  1  ¥12,900');
	await aiko.press('f4');
	await aiko.sees('Sale ¥12,900');
	await aiko.press('enter');
	await aiko.sees('T-1   Linen shirt, navy   ¥12,900');

	await serverSays(stage, key, {order: 'T-1', total: 12900, refunded: 2900});
	await aiko.sees('T-1   Linen shirt, navy   ¥10,000, some paid back');

	// Also on a terminal that comes only when all is over.
	await serverSays(stage, key, {order: 'T-1', total: 12900, cancelled: true});
	await aiko.sees('T-1   Linen shirt, navy   cancelled');
	await aiko.sheds('Sale ¥10,000');
	await desk.press('f4');
	await desk.sees('Guest 1');
	await desk.press('enter');
	await desk.sees('T-1   Linen shirt, navy   キャンセル');
	assert.deepEqual(shopper.wrongs, []);
});

test('the relay dies between the purchase and the look at it', async (t) => {
	const stage = await Stage.set(t);
	const aiko = await stage.available('aiko');
	const shopper = await stage.shopper();

	await shopper.ask('One in red?');
	await aiko.sees('One in red?');
	await aiko.press('enter');
	await aiko.sees('> Aiko Tanaka joined');
	await stage.relay.stop('SIGKILL');
	await buys(shopper, 'T-7', 980);
	await stage.relay.start();
	await aiko.press('f2');
	await aiko.sees('*1  1  ¥980');
	await stage.relay.stop('SIGKILL');
	await stage.relay.start();
	await aiko.sees('*1  1  ¥980');
	await aiko.sees('* ');
	assert.deepEqual(shopper.wrongs, []);
});
