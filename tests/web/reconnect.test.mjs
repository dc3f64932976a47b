// SPDX-License-Identifier: MIT
// D1 and D10: whatever happens to the connection, the page or the tabs,
// nothing that was said is lost, doubled or out of order.

import {after, before, test} from 'node:test';
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';

import {
	chat,
	launch,
	launcher,
	openChat,
	say,
	startBoth,
	visit,
	watch,
} from './lib/browser.mjs';

let browser;

before(async () => {
	browser = await launch();
});

after(() => browser?.close());

async function withShop(run) {
	const both = await startBoth();
	both.path = both.shop.origin + '/en/product/lantern.html';
	try {
		await run(both);
		assert.deepEqual(both.relay.faults, []);
	} finally {
		for (const context of browser.contexts()) await context.close();
		both.stop();
	}
}

// A chat that is live with Mio.
async function live(both, options) {
	const page = await visit(browser, both.path, options);
	const frame = await openChat(page);
	await say(frame, 'Hello');
	await frame.locator('#calling').waitFor();
	both.relay.accept('Mio');
	await frame.locator('#name', {hasText: 'Mio'}).waitFor();
	return {page, frame};
}

// Waits until the log shows exactly these texts, in this order.
async function shows(frame, texts) {
	await frame
		.locator('.bubble', {hasText: texts[texts.length - 1]})
		.last()
		.waitFor();
	await frame.locator('.unsent').first().waitFor({state: 'detached'});
	assert.deepEqual(
		await frame.locator('.bubble .text').allTextContents(),
		texts
	);
}

const kept = (relay) =>
	relay.chat.entries.filter((e) => e.kind === 'text').map((e) => e.text);

test('what was said meanwhile is caught up, in order', () =>
	withShop(async (both) => {
		const {relay} = both;
		const {page, frame} = await live(both);
		relay.answer('before');
		relay.down = true;
		relay.cut();
		await frame
			.locator('#notice', {hasText: 'Reconnecting'})
			.waitFor();
		const missed = ['1', '2', '3', '4', '5', '6', '7'].map(
			(n) => 'no. ' + n
		);
		for (const text of missed) relay.answer(text);
		relay.down = false;
		await shows(frame, ['Hello', 'before', ...missed]);
		await frame.locator('#notice').waitFor({state: 'hidden'});
		await say(frame, 'after');
		await shows(frame, ['Hello', 'before', ...missed, 'after']);
		assert.deepEqual(kept(relay), [
			'Hello',
			'before',
			...missed,
			'after',
		]);
		// It asked for what it lacked and for nothing else.
		assert.ok(
			relay.heard
				.filter((m) => m.t === 'resume')
				.every((m) => m.after >= 4)
		);
		assert.equal(
			page.wrongs.filter((w) => !/WebSocket/.test(w)).length,
			0
		);
	}));

test('what is written meanwhile is kept and sent once', () =>
	withShop(async (both) => {
		const {relay} = both;
		const {frame} = await live(both);
		relay.down = true;
		relay.cut();
		await frame
			.locator('#notice', {hasText: 'Reconnecting'})
			.waitFor();
		await say(frame, 'first');
		await say(frame, 'second');
		await frame
			.locator('.unsent .meta', {
				hasText: 'Will be sent when we are back',
			})
			.first()
			.waitFor();
		await relay.until(() => relay.knocks >= 2);
		relay.down = false;
		await shows(frame, ['Hello', 'first', 'second']);
		assert.deepEqual(kept(relay), ['Hello', 'first', 'second']);
	}));

test('an answer that got lost does not double a message', () =>
	withShop(async (both) => {
		const {relay} = both;
		const page = await visit(browser, both.path);
		const frame = await openChat(page);
		relay.answers = false; // kept, but nobody is told so
		relay.tell = () => {};
		await say(frame, 'The very first');
		await relay.next('say');
		delete relay.tell;
		relay.answers = true;
		relay.cut();
		await shows(frame, ['The very first']);
		relay.accept('Mio');
		await frame.locator('#name', {hasText: 'Mio'}).waitFor();
		relay.answers = false;
		relay.tell = () => {};
		await say(frame, 'Another');
		await relay.next('say', 2);
		delete relay.tell;
		relay.answers = true;
		relay.cut();
		await shows(frame, ['The very first', 'Another']);
		assert.deepEqual(kept(relay), ['The very first', 'Another']);
		assert.equal(
			relay.heard.filter((m) => m.t === 'say').length,
			2
		);
	}));

test('a reload in the middle loses nothing', () =>
	withShop(async (both) => {
		const {relay} = both;
		const {page, frame} = await live(both);
		relay.answer('Good evening');
		await shows(frame, ['Hello', 'Good evening']);
		relay.down = true;
		relay.cut();
		await say(frame, 'unsent');
		await frame.locator('#text').fill('a draft');
		await page.reload();
		await chat(page).locator('.unsent').waitFor();
		relay.down = false;
		await shows(chat(page), ['Hello', 'Good evening', 'unsent']);
		assert.deepEqual(kept(relay), [
			'Hello',
			'Good evening',
			'unsent',
		]);
		assert.equal(
			await chat(page).locator('#text').inputValue(),
			'a draft'
		);
	}));

test('a first message is sent after a reload, the panel closed', () =>
	withShop(async (both) => {
		const {relay} = both;
		const page = await visit(browser, both.path, {
			viewport: {width: 390, height: 844},
		});
		const frame = await openChat(page);
		await frame.locator('#hello').waitFor();
		relay.down = true;
		relay.cut();
		await say(frame, 'Before the tunnel');
		await frame.locator('.unsent').waitFor();
		await page.reload();
		relay.down = false;
		await relay.next('say');
		assert.deepEqual(kept(relay), ['Before the tunnel']);
		assert.equal(
			await page.locator('noren-chat iframe').isVisible(),
			false
		);
	}));

test('entries that come twice or too early are put right', () =>
	withShop(async (both) => {
		const {relay} = both;
		const {frame} = await live(both);
		const [a, b, c] = ['a', 'b', 'c'].map((text) => {
			const entry = {
				...relay.chat.entries[
					relay.chat.entries.length - 1
				],
				kind: 'text',
				text,
				key: 'key-' + text,
			};
			entry.seq = relay.chat.entries.length + 1;
			relay.chat.entries.push(entry);
			return entry;
		});
		for (const entry of [c, a, c, a, relay.chat.entries[1]])
			relay.tell('entry', entry); // b never comes by itself
		await shows(frame, ['Hello', 'a', 'b', 'c']);
		assert.equal((await relay.next('resume')).after, 3);
		relay.tell('entry', b);
		relay.tell('entry', {
			...a,
			chat: b.chat.replace(/./, '0'),
			seq: 7,
		});
		relay.answer('d');
		await shows(frame, ['Hello', 'a', 'b', 'c', 'd']);
		// What came twice was passed over, and asked for no more.
		assert.equal(
			relay.heard.filter((m) => m.t === 'resume').length,
			1
		);
	}));

test('C4: several tabs show one chat', () =>
	withShop(async (both) => {
		const {relay} = both;
		const {page, frame} = await live(both);
		const other = await page.context().newPage();
		watch(other);
		await other.goto(both.shop.origin + '/ja/wear.html');
		const second = await openChat(other);
		await shows(second, ['Hello']);
		await say(second, '二つ目のタブ');
		relay.answer('To both');
		await say(frame, 'from the first');
		const all = [
			'Hello',
			'二つ目のタブ',
			'To both',
			'from the first',
		];
		await relay.until(() => kept(relay).length === 4);
		for (const one of [frame, second]) {
			await one.locator('.bubble').nth(3).waitFor();
			await shows(one, kept(relay));
		}
		assert.deepEqual([...kept(relay)].sort(), all.sort());
		assert.equal(
			new Set([...relay.sessions].map((s) => s.token)).size,
			1
		);
	}));

test('C4: a tab that is only open hears of a chat in another', () =>
	withShop(async (both) => {
		const {relay} = both;
		const page = await visit(browser, both.path);
		await launcher(page).waitFor();
		const quiet = await page.context().newPage();
		await quiet.goto(both.path);
		await chat(quiet)
			.locator('#panel')
			.waitFor({state: 'attached'});
		const frame = await openChat(page);
		await say(frame, 'Hello');
		await frame.locator('#calling').waitFor();
		await relay.until(() => relay.sessions.size === 2);
		relay.accept('Mio');
		await frame.locator('#name', {hasText: 'Mio'}).waitFor();
		await page.bringToFront();
		relay.answer('Hello');
		await quiet
			.locator('noren-chat i')
			.waitFor({state: 'attached'});
	}));

test('two tabs at once are one shopper', () =>
	withShop(async (both) => {
		const {relay} = both;
		const context = await browser.newContext();
		const tabs = await Promise.all([
			context.newPage(),
			context.newPage(),
		]);
		await Promise.all(tabs.map((tab) => tab.goto(both.path)));
		await Promise.all(tabs.map((tab) => launcher(tab).waitFor()));
		const hellos = [];
		// Both say hello before either is answered.
		relay.refuse = (m) => {
			if (m.t === 'hello') hellos.push(m);
			return null;
		};
		await Promise.all(
			tabs.map((tab) => tab.evaluate(() => noren('open')))
		);
		await Promise.all(
			tabs.map((tab) => chat(tab).locator('#hello').waitFor())
		);
		await relay.until(() => relay.sessions.size === 2);
		assert.equal(
			new Set([...relay.sessions].map((s) => s.token)).size,
			1
		);
	}));

test('a relay that knows the shopper no more makes a new one', () =>
	withShop(async (both) => {
		const {relay} = both;
		const {frame} = await live(both);
		const before = [...relay.sessions][0].token;
		relay.forget();
		relay.chat = null;
		relay.cut();
		const hello = await relay.next('hello', 2);
		assert.equal(hello.token, before);
		await frame.locator('#farewell', {hasText: 'ended'}).waitFor();
		assert.notEqual([...relay.sessions][0].token, before);
		relay.cut();
		assert.notEqual((await relay.next('hello', 3)).token, before);
	}));

test('C8: a request missed while away ends in the form', () =>
	withShop(async (both) => {
		const {relay} = both;
		const page = await visit(browser, both.path);
		const frame = await openChat(page);
		await say(frame, 'Anybody?');
		await frame.locator('#calling').waitFor();
		relay.down = true;
		relay.cut();
		await frame
			.locator('#notice', {hasText: 'Reconnecting'})
			.waitFor();
		relay.end('missed');
		relay.down = false;
		await frame
			.locator('#why', {hasText: 'We are sorry'})
			.waitFor();
		assert.equal(
			await frame.locator('#message').inputValue(),
			'Anybody?'
		);
	}));

test('the last words of a chat that ended meanwhile are caught up', () =>
	withShop(async (both) => {
		const {relay} = both;
		const {frame} = await live(both);
		relay.down = true;
		relay.cut();
		await frame
			.locator('#notice', {hasText: 'Reconnecting'})
			.waitFor();
		relay.answer('It is on hold for you. Goodbye!');
		relay.end('ended');
		relay.down = false;
		await frame.locator('#farewell', {hasText: 'ended'}).waitFor();
		await shows(frame, [
			'Hello',
			'It is on hold for you. Goodbye!',
		]);
	}));

test('what the relay could not bring is asked for again', () =>
	withShop(async (both) => {
		const {relay} = both;
		const {frame} = await live(both);
		let refusals = 2;
		relay.refuse = (m) =>
			m.t === 'resume' &&
			refusals-- > 0 && {code: 'busy', wait: 50};
		relay.down = true;
		relay.cut();
		await frame
			.locator('#notice', {hasText: 'Reconnecting'})
			.waitFor();
		relay.answer('While you were away');
		relay.down = false;
		await shows(frame, ['Hello', 'While you were away']);
		assert.ok(refusals < 0);
	}));

test('what a relay did not take because it restarts is said to the next', () =>
	withShop(async (both) => {
		const {relay} = both;
		const {frame} = await live(both);
		relay.refuse = (m) => m.t === 'say' && {code: 'restarting'};
		await say(frame, 'Are you there?');
		await relay.next('say', 2);
		relay.refuse = null;
		relay.bye('restarting', 100);
		await shows(frame, ['Hello', 'Are you there?']);
	}));

test('a relay that says bye is left alone as long as it asks', () =>
	withShop(async (both) => {
		const {relay} = both;
		const {frame} = await live(both);
		relay.bye('restarting', 700);
		const from = Date.now();
		await frame
			.locator('#notice', {hasText: 'Reconnecting'})
			.waitFor();
		await relay.next('hello', 2);
		assert.ok(Date.now() - from >= 700);
		await frame.locator('#notice').waitFor({state: 'hidden'});
	}));

test('a relay that will not have this page is not asked again', () =>
	withShop(async (both) => {
		const {relay} = both;
		const {page, frame} = await live(both);
		relay.bye('bad_origin');
		await frame
			.locator('#notice', {hasText: 'not available'})
			.waitFor();
		assert.equal(
			await frame.locator('#composer').isVisible(),
			false
		);
		assert.equal(
			relay.heard.filter((m) => m.t === 'hello').length,
			1
		);
		await page.evaluate(() => noren('close'));
		await page
			.locator('noren-chat iframe')
			.waitFor({state: 'hidden'});
	}));

test('a silent link is tried, and then renewed', () =>
	withShop(async (both) => {
		const {relay} = both;
		const page = await visit(browser, 'about:blank');
		await page.clock.install();
		await page.goto(both.path);
		await page.clock.runFor(1000);
		const frame = await openChat(page);
		await frame.locator('#hello').waitFor();
		await page.clock.runFor(25000);
		await relay.next('ping');
		for (const session of relay.sessions)
			session.ws.onText = () => {}; // deaf from now on
		await page.clock.runFor(51000);
		await relay.next('hello', 2);
	}));

test('without storage the chat lives in memory', () =>
	withShop(async (both) => {
		const {relay} = both;
		const {page, frame} = await live(both, {
			script: `
			for (const name of ['localStorage', 'sessionStorage'])
				if (location.pathname.startsWith('/v1/'))
					Object.defineProperty(window, name, {get() {
						throw new DOMException('no', 'SecurityError');
					}});`,
		});
		const {token} = [...relay.sessions][0];
		relay.cut();
		assert.equal((await relay.next('hello', 2)).token, token);
		relay.answer('Still here');
		await shows(frame, ['Hello', 'Still here']);
		assert.deepEqual(page.wrongs, []);
	}));

test('the pauses between tries grow, and are never the same', async () => {
	const code = readFileSync(
		new URL('../../relay/web/widget/link.js', import.meta.url)
	);
	const pauses = [];
	const sockets = [];
	globalThis.addEventListener ??= () => {};
	globalThis.WebSocket = class {
		constructor() {
			sockets.push(this);
		}

		close() {}
	};
	const {setTimeout: real} = globalThis;
	globalThis.setTimeout = (fn, pause) => {
		pauses.push(pause);
		fn();
	};
	try {
		const {Link} = await import(
			'data:text/javascript,' + encodeURIComponent(code)
		);
		const link = new Link({
			url: 'ws://relay',
			hello: () => ({}),
			heard() {},
			changed() {},
			denied() {},
		});
		link.open();
		while (sockets.length < 200)
			sockets[sockets.length - 1].onclose();
	} finally {
		globalThis.setTimeout = real;
	}
	for (const [i, middle] of [500, 1000, 2000, 4000].entries())
		assert.ok(Math.abs(pauses[i] / middle - 1) <= 0.3, pauses[i]);
	const late = pauses.slice(10);
	assert.ok(late.every((p) => Math.abs(p / 30000 - 1) <= 0.3));
	assert.ok(new Set(late).size > 180);
	assert.ok(Math.max(...late) - Math.min(...late) > 10000);
});
