// SPDX-License-Identifier: MIT
// What the shop's pages report (D4, E1): read, checked, gathered, and sent when
// there is a connection.

import {after, before, test} from 'node:test';
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';

import {chat, launch, launcher, openChat, say, startBoth, visit, wrongs}
	from './lib/browser.mjs';
import {page, startPages, tag} from './lib/pages.mjs';
import {Relay} from './lib/relay.mjs';

let browser, pages;

before(async () => {
	browser = await launch();
	pages = await startPages();
});

after(async () => {
	await browser?.close();
	pages?.stop();
});

// A page with an open chat, whose frame's modules can be asked as well.
async function withPage(run, options = {}) {
	const relay = await Relay.start(pages.origin);
	pages.set('/page', page(tag(relay.origin)));
	try {
		const visited = await visit(browser, pages.origin + '/page');
		if (!options.closed) {
			await openChat(visited);
			await relay.next('hello');
			await relay.until(() =>
				[...relay.sessions].some((s) => s.token));
		}
		await run({relay, page: visited, frame: visited.frames().find((f) =>
			f.url().includes('/v1/frame/'))});
		assert.deepEqual(relay.faults, []);
		assert.deepEqual(visited.wrongs, []);
	} finally {
		for (const context of browser.contexts())
			await context.close();
		relay.stop();
	}
}

// An event as it was sent, without what every message has.
function plain({t, ref, session, ...fields}) {
	return fields;
}

const events = (relay) => relay.heard.filter((m) => m.t === 'event').map(plain);

test('prices become minor units, digit by digit', () =>
	withPage(async ({frame}) => {
		const all = await frame.evaluate(async () => {
			const {minorOf} = await import('/v1/widget/money.js');
			return [
				[12.8, 'USD'], ['12.80', 'USD'], [12.8, 'KWD'],
				['1.2345', 'KWD'], [12800, 'JPY'], ['12,800', 'JPY'],
				['1,234,567.89', 'EUR'], [0.1 + 0.2, 'USD'],
				[19.99 * 3, 'USD'], [1.005, 'USD'], [4.35, 'USD'],
				[129.4, 'JPY'], [0, 'USD'], ['0', 'JPY'],
				[-1, 'USD'], ['12,80', 'EUR'], ['free', 'USD'], ['', 'USD'],
				[NaN, 'USD'], [Infinity, 'USD'], [1e21, 'USD'],
				[9007199254740993, 'USD'], [null, 'USD'], [{}, 'USD'],
				['1e3', 'USD'], ['0x10', 'USD'], [[12], 'USD'],
			].map(([price, code]) => minorOf(price, code) ?? null);
		});
		assert.deepEqual(all, [
			1280, 1280, 12800, 1235, 12800, 12800, 123456789, 30, 5997, 101,
			435, 129, 0, 0, null, null, null, null, null, null, null, null,
			null, null, null, null, null]);
	}));

test('the decimals of currencies are those of the relay', () =>
	withPage(async ({frame}) => {
		const table = [...readFileSync(new URL('../../shared/money.c',
			import.meta.url), 'utf8').matchAll(
			/\.code = "(\w+)", \.digits = (\d)/g)];
		assert.ok(table.length > 30);
		const told = await frame.evaluate(async (codes) => {
			const {decimals} = await import('/v1/widget/money.js');
			return codes.map(decimals);
		}, table.map(([, code]) => code));
		assert.deepEqual(told, table.map(([, , digits]) => Number(digits)));
	}));

test('money is said as the associate sees it', () =>
	withPage(async ({frame}) => {
		const said = await frame.evaluate(async () => {
			const {sayMoney} = await import('/v1/widget/money.js');
			return [sayMoney('en', 12800, 'JPY'), sayMoney('ja', 12800, 'JPY'),
				sayMoney('en', 1280, 'USD'), sayMoney('ja', 1280, 'USD'),
				sayMoney('en', 1250, 'KWD').replace('\u00a0', ' ')];
		});
		assert.deepEqual(said,
			['¥12,800', '¥12,800', '$12.80', '$12.80', 'KWD 1.250']);
	}));

test('D4: the fields of the common data layer', () =>
	withPage(async ({relay, page}) => {
		await page.evaluate(() => {
			noren('cart', {currency: 'usd', value: 25.6, items: [{
				item_id: 'SKU-1', item_name: 'A cup', price: 12.8,
				quantity: 2}]});
			noren('add_to_cart', {ecommerce: {currency: 'JPY', items: [
				{item_id: 7, item_name: '夫婦湯呑', price: '6,600'},
				{item_id: 8, item_name: 'Tea', price: 2160, currency: 'EUR',
					item_url: 'https://shop.example/tea',
					image: 'https://shop.example/tea.png'}]}});
			noren('uncart', {item_id: 'SKU-1', quantity: 1});
			noren('begin_checkout', {currency: 'USD', value: 12.8});
		});
		await relay.next('event', 5);
		assert.deepEqual(events(relay), [
			{what: 'cart', sku: 'SKU-1', product: 'A cup', amount: 1280,
				currency: 'USD', quantity: 2},
			{what: 'cart', sku: '7', product: '夫婦湯呑', amount: 6600,
				currency: 'JPY', quantity: 1},
			{what: 'cart', sku: '8', product: 'Tea', amount: 216000,
				currency: 'EUR', url: 'https://shop.example/tea',
				image: 'https://shop.example/tea.png', quantity: 1},
			{what: 'uncart', sku: 'SKU-1', quantity: 1},
			{what: 'checkout', amount: 1280, currency: 'USD'},
		]);
	}));

test('E1: a purchase is told once, whatever the page does', () =>
	withPage(async ({relay, page, frame}) => {
		const buy = () => page.evaluate(() => noren('purchase', {
			transaction_id: 'T-1', currency: 'USD', value: 38.4,
			items: [{item_id: 'SKU-1', price: 12.8, quantity: 3}]}));
		await buy();
		await buy();
		// Until it has heard that it is kept: else it is told again.
		await relay.next('event');
		await frame.waitForFunction(() => Object.entries(localStorage)
			.every(([key, text]) => !key.endsWith(':deeds') ||
				!text.includes('T-1')));
		await page.reload();
		await launcher(page).waitFor();
		await page.evaluate(() => noren('open')); // it may be so already
		await relay.next('hello', 2);
		await buy();
		await page.evaluate(() => noren('purchase', {
			transaction_id: 'T-2', currency: 'USD',
			items: [{item_id: 'A', price: 12.8, quantity: 3},
				{item_id: 'B', price: 0.1}]}));
		await relay.until(() => events(relay).length === 2);
		assert.deepEqual(events(relay), [
			{what: 'purchase', sku: 'SKU-1', quantity: 3, amount: 3840,
				currency: 'USD', order: 'T-1'},
			{what: 'purchase', amount: 3850, currency: 'USD', order: 'T-2'},
		]);
	}));

test('E2: a purchase is told by who has chatted before, and nobody else', () =>
	withPage(async ({relay, page}) => {
		const buy = (order) => page.evaluate((o) => noren('purchase',
			{transaction_id: o, value: 5, currency: 'USD'}), order);
		await launcher(page).waitFor();
		await chat(page).locator('#panel').waitFor({state: 'attached'});
		await page.evaluate(() => noren('cart', {item_name: 'A cup'}));
		await buy('T-1');
		await page.waitForFunction(() => noren.live);
		await openChat(page);
		await relay.until(() => events(relay).length === 2);
		assert.equal(relay.heard.filter((m) => m.t === 'hello').length, 1);
		await page.reload();
		await launcher(page).waitFor();
		await buy('T-2');
		await relay.until(() => events(relay).some((e) => e.order === 'T-2'));
		// The errand is done, and so is the connection.
		await page.evaluate(() => noren('close'));
		await relay.until(() => relay.sessions.size === 0);
	}, {closed: true}));

test('E1: a purchase is told until it is kept, and then no more', () =>
	withPage(async ({relay, page}) => {
		const orders = () => events(relay)
			.filter((e) => e.what === 'purchase').map((e) => e.order);
		relay.answers = false;
		await page.evaluate(() => noren('purchase',
			{transaction_id: 'T-1', value: 5, currency: 'USD'}));
		await relay.until(() => orders().length === 1);
		relay.cut();
		await relay.until(() => orders().length === 2);
		relay.refuse = ({t}) => t === 'event' && {code: 'not_kept'};
		relay.cut();
		await relay.until(() => orders().length === 3);
		relay.refuse = null;
		relay.answers = true;
		await page.reload();
		await relay.until(() => orders().length === 4);
		// It is known now: neither a reload nor another report tells it.
		await page.waitForFunction(() => noren.live);
		await page.reload();
		await page.waitForFunction(() => noren.live);
		await page.evaluate(() => noren('purchase',
			{transaction_id: 'T-1', value: 5, currency: 'USD'}));
		await page.evaluate(() => noren('purchase',
			{transaction_id: 'T-2', value: 5, currency: 'USD'}));
		await relay.until(() => orders().includes('T-2'));
		assert.deepEqual(orders(), ['T-1', 'T-1', 'T-1', 'T-1', 'T-2']);
	}));

test('E1: an order that the relay cannot read is not told for ever', () =>
	withPage(async ({relay, page}) => {
		relay.refuse = ({t}) => t === 'event' && {code: 'bad_field'};
		await page.evaluate(() => noren('purchase',
			{transaction_id: 'T-1', value: 5, currency: 'USD'}));
		await relay.until(() => events(relay).length === 1);
		relay.refuse = null;
		relay.cut();
		await page.evaluate(() => noren('purchase',
			{transaction_id: 'T-2', value: 5, currency: 'USD'}));
		await relay.until(() => events(relay).length === 2);
		assert.equal(events(relay)[1].order, 'T-2');
		// Who made the page can read why.
		assert.match((await wrongs(page, 1)).join(), /purchase T-1 bad_field/);
	}));

test('E1: the total, by its short names too, and else all of the items', () =>
	withPage(async ({relay, page}) => {
		await page.evaluate(() => {
			noren('purchase', {order: 'T-1', total: 38.4, currency: 'USD',
				items: [{item_id: 'A', price: 50, quantity: 1}]});
			noren('purchase', {order: 'T-2', total: 1.25, currency: 'KWD'});
			noren('purchase', {order: 'T-3', currency: 'JPY', items:
				Array.from({length: 25}, (_, i) => ({id: i, price: 100}))});
		});
		await relay.until(() => events(relay).length === 3);
		assert.deepEqual(events(relay).map((e) =>
			[e.order, e.amount, e.currency]), [['T-1', 3840, 'USD'],
			['T-2', 1250, 'KWD'], ['T-3', 2500, 'JPY']]);
	}));

// Without a currency nobody knows what the amount says; that the relay names.
test('E1: a total that is no amount is said to be it, and told to nobody', () =>
	withPage(async ({relay, page}) => {
		await page.evaluate(() => {
			noren('purchase', {order: 'T-1', value: -5, currency: 'JPY'});
			noren('purchase', {order: 'T-2', value: 'free', currency: 'usd'});
			noren('purchase', {order: 'T-3', items: [
				{id: 'A', currency: 'EUR'}, {id: 'B', price: 7}]});
			noren('purchase', {order: 'T-6', currency: 'JPY', items: []});
			noren('purchase', {order: 'T-4', value: 5});
			noren('purchase', {order: 'T-5', value: 0, currency: 'JPY'});
			noren('purchase', {order: 'T-1', value: 5, currency: 'JPY'});
		});
		await relay.until(() => events(relay).length === 3);
		assert.deepEqual(events(relay).map((e) =>
			[e.order, e.amount, e.currency]), [
			['T-4', undefined, undefined], ['T-5', 0, 'JPY'],
			['T-1', 5, 'JPY']]);
		assert.deepEqual(await wrongs(page, 4),
			['T-1', 'T-2', 'T-3', 'T-6'].map((order) =>
				`noren: purchase ${order} bad_field (amount)`));
	}));

test('a page that reports in a loop floods nobody', () =>
	withPage(async ({relay, page}) => {
		await page.evaluate(() => {
			for (let i = 0; i < 5000; i++) {
				noren('cart', {item_id: 'A', quantity: 1});
				noren('product', {item_id: 'P'});
				noren('page', {title: 'Again'});
			}
		});
		await relay.until(() => events(relay).length >= 2);
		await say(chat(page), 'Hello');
		await relay.next('say');
		assert.ok(relay.heard.length < 12, `${relay.heard.length} messages`);
		// In many turns as well: what is the same goes together.
		relay.heard.length = 0;
		await page.evaluate(async () => {
			for (let i = 0; i < 200; i++) {
				noren('cart', {item_id: 'B', quantity: 1});
				noren('product', {item_id: 'P'});
				await scheduler.postTask(() => {});
			}
		});
		await relay.until(() => events(relay).reduce((n, e) =>
			n + (e.sku === 'B' ? e.quantity : 0), 0) === 200);
		assert.ok(events(relay).length < 8, `${events(relay).length} events`);
	}));

test('whatever a page reports does no harm', () =>
	withPage(async ({relay, page}) => {
		await page.evaluate(() => {
			const nasty = [undefined, null, true, 7, 'text', [], [[]], {},
				{items: 'none'}, {items: {length: 1e9}}, {items: [null, 7]},
				{ecommerce: 'none'}, {ecommerce: null}, {item_id: {}},
				{item_name: ['x']}, {item_id: NaN, item_name: ''},
				{transaction_id: {}, value: 1, currency: 'USD'},
				JSON.parse('{"__proto__": {"item_id": "p"}}'),
				{toString: null, valueOf: null}, document.body];
			for (const verb of ['page', 'identify', 'product', 'cart',
				'uncart', 'purchase', 'nothing', '__proto__', 'toString'])
				for (const data of nasty)
					noren(verb, data);
		});
		await page.evaluate(() => noren('cart', {
			item_id: 'x'.repeat(1e6), item_name: '<b>長</b>'.repeat(1e5),
			price: '9'.repeat(400), currency: 'USD', quantity: 1e300,
			item_url: 'javascript:alert(1)',
			image: 'data:image/png;base64,AAAA'}));
		const event = plain(await relay.until(() =>
			relay.heard.find((m) => m.t === 'event' && m.what === 'cart')));
		assert.equal(event.sku, 'x'.repeat(64));
		assert.match(event.product, /^<b>長<\/b>/);
		assert.ok(Buffer.byteLength(event.product) <= 300);
		assert.deepEqual(Object.keys(event),
			['what', 'sku', 'product', 'quantity']);
		assert.equal(event.quantity, 1);
		assert.ok(events(relay).every((e) => e.sku || e.what === 'checkout'));
	}));

test('a product makes the view, and a look at it', () =>
	withPage(async ({relay, page}) => {
		await page.evaluate(() => {
			history.pushState(null, '', '/page?item=1');
			document.title = 'A lantern';
			noren('product', {items: [{item_id: 'L', item_name: 'Lantern',
				price: 187, currency: 'EUR'}]});
		});
		const view = await relay.next('page');
		assert.equal(view.title, 'A lantern');
		assert.equal(view.product, 'Lantern');
		assert.equal(view.amount, 18700);
		assert.equal(view.currency, 'EUR');
		assert.equal((await relay.next('event')).sku, 'L');
		await page.evaluate(() => history.back());
		assert.equal((await relay.next('page', 2)).product, undefined);
	}));

test('D4: the demo shop tells what is done in it', async () => {
	const {relay, shop, stop} = await startBoth();
	try {
		const page = await visit(browser,
			shop.origin + '/en/product/tea-cups.html');
		const frame = await openChat(page);
		await frame.locator('#hello').waitFor();
		await say(frame, 'Hello');
		await relay.next('say');
		await page.locator('[data-add]').click();
		const heard = (what, nth) => relay.until(() =>
			events(relay).filter((e) => e.what === what).length === nth);
		await heard('cart', 1);
		await page.goto(shop.origin + '/en/product/sencha.html');
		await page.locator('[data-add]').click();
		await heard('cart', 2);
		await page.goto(shop.origin + '/en/cart.html');
		await page.locator('tbody button').last().click();
		await heard('uncart', 1);
		await page.goto(shop.origin + '/en/checkout.html');
		await heard('checkout', 1);
		await page.locator('[data-buy]').click();
		await relay.until(() =>
			events(relay).some((e) => e.what === 'purchase'));
		const told = events(relay).map((e) => [e.what, e.sku, e.amount]);
		for (const event of [['cart', 'CU-0418-PR', 6600],
			['cart', 'TE-0033-YM', 2160], ['uncart', 'TE-0033-YM', 2160],
			['checkout', undefined, 6600], ['purchase', 'CU-0418-PR', 6600]])
			assert.ok(told.some((e) => JSON.stringify(e) ===
				JSON.stringify(event)), `${event} in ${JSON.stringify(told)}`);
		assert.deepEqual(relay.faults, []);
		assert.deepEqual(page.wrongs, []);
	} finally {
		for (const context of browser.contexts())
			await context.close();
		stop();
	}
});
