// SPDX-License-Identifier: MIT
// The demo shop: whole, the same in both languages, usable by everybody; and
// shopd, which serves it.

import {after, before, test} from 'node:test';
import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import {connect} from 'node:net';
import {createRequire} from 'node:module';

import {launch, startShop, visit} from './lib/browser.mjs';

const RELAY = 'http://127.0.0.1:1';
const FOLDER = new URL('../../relay/web/shop/', import.meta.url);
const AXE = readFileSync(
	createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
	'utf8'
);

const list = (folder, below) =>
	readdirSync(new URL(folder + below, FOLDER))
		.filter((name) => name.endsWith('.html'))
		.map((name) => below + name);
const pages = (lang) => [
	...list(lang + '/', ''),
	...list(lang + '/', 'product/'),
];

let browser, shop;

before(async () => {
	shop = await startShop(RELAY);
	browser = await launch();
});

after(async () => {
	await browser?.close();
	shop?.stop();
});

const get = async (path) => {
	const response = await fetch(shop.origin + path, {redirect: 'manual'});
	return {
		status: response.status,
		text: await response.text(),
		headers: response.headers,
	};
};

test('every page is there in both languages', async () => {
	assert.deepEqual(pages('en'), pages('ja'));
	assert.ok(
		pages('en').filter((p) => p.startsWith('product/')).length >= 6
	);
	assert.ok(pages('en').length >= 8);
	for (const lang of ['en', 'ja']) {
		for (const path of pages(lang)) {
			const {text, headers} = await get(`/${lang}/${path}`);
			assert.match(
				text,
				new RegExp(`<html lang="${lang}">`),
				path
			);
			assert.equal(text.match(/noren\.js/g).length, 1, path);
			assert.match(
				text,
				new RegExp(
					`<script async src="${RELAY}` +
						'/noren.js" data-retailer="demo"></script>'
				)
			);
			assert.doesNotMatch(
				text,
				/%RELAY%|<!--#|\sstyle=|\son\w+="/,
				path
			);
			assert.equal(text.match(/<h1/g).length, 1, path);
			assert.match(
				headers.get('content-security-policy'),
				/default-src 'self'/
			);
		}
	}
});

test('no link leads nowhere', async () => {
	const seen = new Set();
	for (const lang of ['en', 'ja'])
		for (const path of pages(lang))
			for (const [, url] of (
				await get(`/${lang}/${path}`)
			).text.matchAll(/(?:href|src)="(\/[^"#?]*)/g))
				seen.add(url);
	assert.ok(seen.size > 40);
	for (const url of seen) assert.equal((await get(url)).status, 200, url);
});

test('names and prices are the same everywhere', async () => {
	const script = (await get('/shop.js')).text;
	const goods = [
		...script.matchAll(
			/id: '(.+)',\s+sku: '(.+)',\s+price: (\d+),\s+en: '(.+)',\s+ja: '(.+)'/g
		),
	];
	assert.equal(
		goods.length,
		readdirSync(new URL('en/product/', FOLDER)).length
	);
	for (const [, id, sku, price, en, ja] of goods) {
		for (const [lang, name] of [
			['en', en],
			['ja', ja],
		]) {
			const {text} = await get(`/${lang}/product/${id}.html`);
			assert.ok(text.includes(`<h1>${name}</h1>`), id);
			assert.ok(text.includes(`<dd>${sku}</dd>`), id);
			assert.ok(
				text.includes(
					'¥' +
						Number(price).toLocaleString(
							'en-US'
						)
				)
			);
		}
	}
});

test('a purchase from page to thanks', async () => {
	const page = await visit(
		browser,
		shop.origin + '/ja/product/sencha.html'
	);
	await page.locator('[data-add]').click();
	await page.locator('[data-add]').click();
	await page.locator('[data-count]', {hasText: '2'}).waitFor();
	await page.goto(shop.origin + '/ja/product/tea-cups.html');
	await page.locator('[data-add]').click();
	await page.goto(shop.origin + '/ja/cart.html');
	await page.locator('[data-total]', {hasText: '¥10,920'}).waitFor();
	await page.locator('tbody button').last().click();
	await page.locator('[data-total]', {hasText: '¥4,320'}).waitFor();
	await page.locator('a[href$="checkout.html"]').click();
	await page.locator('[data-total]', {hasText: '¥4,320'}).waitFor();
	await page.locator('[data-buy]').click();
	await page.waitForURL(/thanks/);
	assert.match(
		await page.locator('[data-order]').textContent(),
		/^T-\w+$/
	);
	assert.equal(await page.locator('[data-count]').isVisible(), false);
	assert.deepEqual(page.wrongs, []);
});

test('the lookbook moves without loading', async () => {
	const page = await visit(browser, shop.origin + '/en/lookbook.html');
	await page.evaluate(() => {
		window.same = true;
	});
	await page.locator('[data-step="1"]').click();
	await page.locator('h1', {hasText: 'Camel wool coat'}).waitFor();
	assert.match(page.url(), /item=camel-wool-coat/);
	assert.match(await page.title(), /^Camel wool coat \|/);
	await page.locator('[data-step="-1"]').click();
	await page.locator('[data-step="-1"]').click();
	await page.locator('h1', {hasText: 'Paper lantern'}).waitFor();
	await page.goBack();
	await page.goBack();
	await page.locator('h1', {hasText: 'Camel wool coat'}).waitFor();
	assert.equal(await page.evaluate(() => window.same), true);
	await page.reload();
	await page.locator('h1', {hasText: 'Camel wool coat'}).waitFor();
	const other = page.locator('[data-other]');
	assert.match(
		await other.getAttribute('href'),
		/^\/ja\/lookbook\.html\?item=camel-wool-coat$/
	);
});

for (const colorScheme of ['light', 'dark']) {
	test(`axe finds nothing, ${colorScheme}`, async () => {
		for (const path of [
			'/en/',
			'/ja/wear.html',
			'/en/stores.html',
			'/ja/product/linen-shirt.html',
			'/en/lookbook.html',
			'/en/checkout.html',
			'/ja/thanks.html',
		]) {
			const page = await visit(browser, shop.origin + path, {
				colorScheme,
				reducedMotion: 'reduce',
			});
			await page.evaluate(AXE);
			const {violations} = await page.evaluate(() =>
				axe.run()
			);
			assert.deepEqual(
				violations.map(
					(v) =>
						v.id +
						' ' +
						v.nodes
							.map((n) => n.html)
							.join(' ')
							.slice(0, 300)
				),
				[],
				path
			);
			await page.context().close();
		}
	});
}

// What somebody sends who does not use a browser: the first line that comes.
function raw(request) {
	return new Promise((resolve) => {
		let answer = '';
		const socket = connect(new URL(shop.origin).port, '127.0.0.1');
		socket.on('data', (data) => {
			answer += data;
		});
		socket.on('close', () => resolve(answer.split('\r\n')[0]));
		socket.on('error', () => {});
		socket.end(request);
	});
}

test('shopd serves its folder and nothing else', async () => {
	const ask = (path) => raw(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
	assert.equal(await ask('/en/'), 'HTTP/1.1 200 OK');
	assert.equal(await ask('/'), 'HTTP/1.1 302 Found');
	assert.equal(await ask('/shop.css?x=1'), 'HTTP/1.1 200 OK');
	for (const path of [
		'/../shop/shop.css',
		'/en/../../../../etc/passwd',
		'//etc/passwd',
		'/%2e%2e/shop.css',
		'/en',
		'/shop',
		'/nothing.html',
		'/en/part/',
		'/.html',
	])
		assert.equal(await ask(path), 'HTTP/1.1 404 Not Found', path);
	for (const request of [
		'',
		'POST / HTTP/1.1\r\n\r\n',
		'GET\r\n\r\n',
		'GET ?x HTTP/1.1\r\n\r\n',
		'GET shop.css HTTP/1.1\r\n\r\n',
		`GET /${'x'.repeat(9000)} HTTP/1.1\r\n\r\n`,
		'\0'.repeat(100),
	])
		assert.equal(await raw(request), '', request.slice(0, 40));
});
