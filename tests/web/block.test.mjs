// SPDX-License-Identifier: MIT
// D9 in the browser: nothing changes until the page does; then launcher and
// panel are gone, on every page and in every tab, until the block is lifted.

import {after, before, test} from 'node:test';
import assert from 'node:assert/strict';

import {chat, launch, launcher, openChat, say, startBoth, visit, watch}
	from './lib/browser.mjs';

const COAT = '/en/product/navy-wool-coat.html';
const SCARF = '/en/product/wool-scarf.html';
// Notes when a launcher is drawn, from the first moment of a page.
const WATCH = `
	window.drawn = [];
	new MutationObserver(() => {
		const host = document.querySelector('noren-chat');
		const frames = () => {
			if (!host.hidden)
				drawn.push(performance.now());
		};
		if (host && !host.watched) {
			host.watched = true;
			new MutationObserver(frames).observe(host,
				{attributes: true});
			requestAnimationFrame(frames);
		}
	}).observe(document, {childList: true, subtree: true});`;

let browser;

before(async () => {
	browser = await launch();
});

after(() => browser?.close());

// A live chat on the coat's page, whose shopper is then blocked.
async function withBlocked(run) {
	const both = await startBoth();
	const {relay, shop} = both;
	try {
		const page = await visit(browser, shop.origin + COAT,
			{script: WATCH});
		const frame = await openChat(page);
		await say(frame, 'Hello');
		await frame.locator('#calling').waitFor();
		relay.accept('Mio');
		await frame.locator('#name', {hasText: 'Mio'}).waitFor();
		relay.block(shop.origin + COAT);
		await run({...both, page, frame, go: (path, tab = page) =>
			tab.goto(shop.origin + path)});
		assert.deepEqual(relay.faults, []);
		// A browser says itself when it could not connect.
		assert.deepEqual(page.wrongs.filter((w) =>
			!w.startsWith('WebSocket')), []);
	} finally {
		for (const context of browser.contexts())
			await context.close();
		both.stop();
	}
}

const gone = (page) => launcher(page).waitFor({state: 'hidden'});
const settled = (relay) => relay.until(() => relay.sessions.size === 0);

test('nothing changes on the page, nor when it is loaded again', () =>
	withBlocked(async ({relay, page, frame}) => {
		await say(frame, 'Are you there?');
		await frame.locator('.bubble', {hasText: 'Are you there?'})
			.locator('.meta', {hasText: 'Sent'}).waitFor();
		await page.reload();
		await chat(page).locator('.bubble', {hasText: 'Are you there?'})
			.waitFor();
		assert.ok(await launcher(page).isVisible());
		await say(chat(page), 'Still here');
		await relay.until(() => relay.chat.entries.some((e) =>
			e.text === 'Still here'));
	}));

test('gone on the next page without a flash, and on those after it', () =>
	withBlocked(async ({relay, page, go}) => {
		for (const path of [SCARF, '/ja/', COAT]) {
			const before = relay.heard.length;
			await go(path);
			await relay.until(() => relay.heard.slice(before).some((m) =>
				m.t === 'hello'));
			await settled(relay);
			await page.locator('noren-chat').waitFor({state: 'attached'});
			assert.deepEqual(await page.evaluate(() => drawn), [], path);
			assert.equal(await launcher(page).isVisible(), false);
			await page.evaluate(() => noren('open'));
			assert.equal(await page.locator('noren-chat iframe')
				.isVisible(), false);
		}
	}));

test('gone when the page moves by itself, panel and all', () =>
	withBlocked(async ({page}) => {
		await page.evaluate(() => {
			window.closes = 0;
			noren('on', 'close', () => closes++);
			history.pushState(null, '', '?item=2');
		});
		await gone(page);
		assert.equal(await page.locator('noren-chat iframe').isVisible(),
			false);
		await page.waitForFunction(() => closes === 1);
		await page.evaluate(() => {
			noren('open');
			history.back();
		});
		await page.waitForFunction(() => !location.search);
		assert.equal(await launcher(page).isVisible(), false);
	}));

test('gone in all tabs, and in new ones', () =>
	withBlocked(async ({relay, page, go}) => {
		const tab = await page.context().newPage();
		watch(tab);
		await go(COAT, tab);
		await relay.until(() => relay.sessions.size === 2);
		await launcher(tab).waitFor();
		await go(SCARF, page);
		await gone(tab);
		await gone(page);
		const third = await page.context().newPage();
		watch(third);
		await go('/en/', third);
		await relay.next('hello', 4);
		await settled(relay);
		assert.equal(await launcher(third).isVisible(), false);
		assert.deepEqual([...tab.wrongs, ...third.wrongs], []);
	}));

test('once it is lifted, the launcher is back', () =>
	withBlocked(async ({relay, page, go}) => {
		await go(SCARF);
		await relay.next('hello', 2);
		await gone(page);
		await settled(relay);
		relay.end('ended');
		relay.lift();
		await go(COAT);
		await launcher(page).waitFor();
		await settled(relay); // it has only asked
		await go(SCARF);
		await launcher(page).waitFor();
		const frame = await openChat(page);
		await frame.locator('#hello').waitFor();
		await say(frame, 'Hello again');
		await relay.next('say', 2);
	}));

test('a relay that does not answer keeps it away, but not a mere chat', () =>
	withBlocked(async ({relay, page, go}) => {
		relay.block(null);
		relay.down = true;
		relay.cut();
		await go(SCARF);
		await launcher(page).waitFor();
		relay.down = false;
		await relay.next('hello', 2);
		relay.block(COAT);
		await page.evaluate(() => history.pushState(null, '', '?item=2'));
		await gone(page);
		relay.down = true;
		await go(COAT);
		await relay.until(() => relay.knocks > 1);
		assert.equal(await launcher(page).isVisible(), false);
	}));

test('a page that keeps nothing for us still obeys', () =>
	withBlocked(async ({page, go}) => {
		await page.addInitScript(() => {
			if (window !== top)
				return;
			Object.defineProperty(window, 'localStorage', {
				get() {
					throw new DOMException('no');
				},
			});
		});
		await go(SCARF);
		await gone(page);
	}));
