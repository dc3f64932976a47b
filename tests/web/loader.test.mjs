// SPDX-License-Identifier: MIT
// The loader on all kinds of pages: what it may weigh, what it must not do,
// and what it passes on.

import {after, before, test} from 'node:test';
import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import {gzipSync} from 'node:zlib';

import {chat, launch, launcher, openChat, say, visit} from './lib/browser.mjs';
import {page, startPages, stub, tag} from './lib/pages.mjs';
import {Relay} from './lib/relay.mjs';

const FOLDER = new URL('../../relay/web/widget/', import.meta.url);
const read = (name) => readFileSync(new URL(name, FOLDER));
const weigh = (name) => gzipSync(read(name), {level: 9}).length;
const files = readdirSync(FOLDER);

// What the tests' pages count before anything else runs on them.
const COUNT = `
	window.seen = {errors: 0, shift: 0, globals: Object.keys(window)};
	addEventListener('error', () => seen.errors++);
	addEventListener('unhandledrejection', () => seen.errors++);
	new PerformanceObserver((list) => {
		for (const entry of list.getEntries())
			seen.shift += entry.value;
	}).observe({type: 'layout-shift', buffered: true});`;

let browser, pages, relay;

before(async () => {
	browser = await launch();
	pages = await startPages();
});

after(async () => {
	await browser?.close();
	pages?.stop();
});

// Each test has a relay of its own.
async function withRelay(run) {
	relay = await Relay.start(pages.origin);
	try {
		await run();
		assert.deepEqual(relay.faults, []);
	} finally {
		relay.stop();
		for (const context of browser.contexts()) await context.close();
	}
}

// Visits a page with these things on it, and waits until it has been idle.
async function visitPage(head, options = {}) {
	pages.set(
		'/page',
		page(head, options.body, options.lang),
		options.headers
	);
	const visited = await visit(browser, pages.origin + '/page', {
		script: COUNT,
		...options.context,
	});
	await visited.evaluate(
		() =>
			new Promise((resolve) =>
				requestIdleCallback(() => setTimeout(resolve), {
					timeout: 1000, // or never, when nothing is drawn
				})
			)
	);
	return visited;
}

async function assertUnharmed(visited) {
	const seen = await visited.evaluate(() => seen);
	assert.deepEqual(visited.wrongs, []);
	assert.equal(seen.errors, 0);
	assert.equal(seen.shift, 0);
}

test('the loader weighs at most 3 KB', () => {
	assert.ok(weigh('noren.js') <= 3 * 1024, `${weigh('noren.js')} bytes`);
});

// What is loaded only once somebody needs it.
const LATER = [
	'deeds.js', // with the page's first report
	'enquiry.js', // when nobody is there
	'goods.js', // with the first product or file
	'money.js', // with either
	'more.css',
	'pictures.js', // when a chat begins
	'rating.js', // when a chat has ended
];

test('the widget weighs at most 20 KB', () => {
	const sum = files
		.filter((name) => name !== 'noren.js' && !LATER.includes(name))
		.reduce((all, name) => all + weigh(name), 0);
	assert.ok(sum <= 20 * 1024, `${sum} bytes`);
});

test('what is loaded on demand weighs at most 16 KB', () => {
	const sum = LATER.reduce((all, name) => all + weigh(name), 0);
	assert.ok(sum <= 16 * 1024, `${sum} bytes`);
	const first = read('frame.html').toString();
	for (const name of LATER) assert.ok(!first.includes(name), name);
});

test('nothing is inline, and nothing comes from elsewhere', () => {
	const html = read('frame.html').toString();
	assert.doesNotMatch(
		html,
		/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=/i
	);
	for (const [, url] of html.matchAll(/\b(?:src|href)="([^"]*)"/g))
		assert.match(url, /^\/v1\/widget\/[a-z]+\.(js|css)$/);
	for (const name of files) {
		assert.doesNotMatch(
			read(name).toString(),
			/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function/,
			name
		);
	}
});

test('old browsers can read the loader', () => {
	const code = read('noren.js')
		.toString()
		.replace(/\/\/.*/g, '');
	assert.doesNotMatch(
		code,
		/=>|\b(let|const|class|async|await)\b|`|\?\.|\?\?|\.\.\./
	);
});

test('the launcher comes, opens the panel and gives the focus back', () =>
	withRelay(async () => {
		const p = await visitPage(tag(relay.origin));
		await launcher(p).waitFor();
		assert.equal(
			await launcher(p).getAttribute('aria-expanded'),
			'false'
		);
		const box = await launcher(p).boundingBox();
		assert.ok(box.width >= 44 && box.height >= 44);
		const frame = await openChat(p);
		await frame.locator('#text:focus').waitFor();
		assert.equal(
			await launcher(p).getAttribute('aria-expanded'),
			'true'
		);
		await frame.locator('#text').press('Escape');
		await p.locator('noren-chat iframe').waitFor({state: 'hidden'});
		assert.equal(
			await launcher(p).evaluate(
				(e) => e.getRootNode().activeElement === e
			),
			true
		);
		await assertUnharmed(p);
	}));

test('it leaves one global, and patches nothing', () =>
	withRelay(async () => {
		const p = await visitPage(tag(relay.origin));
		await openChat(p);
		assert.deepEqual(
			await p.evaluate(() =>
				Object.keys(window).filter(
					(name) =>
						!seen.globals.includes(name) &&
						name !== 'seen'
				)
			),
			['noren']
		);
		assert.ok(
			await p.evaluate(() =>
				[
					history.pushState,
					history.replaceState,
					window.fetch,
					window.addEventListener,
				].every((fn) => /\[native code\]/.test(fn))
			)
		);
	}));

test('included twice it is there once', () =>
	withRelay(async () => {
		const p = await visitPage(
			tag(relay.origin) + tag(relay.origin)
		);
		await launcher(p).first().waitFor();
		await openChat(p);
		assert.equal(await p.locator('noren-chat').count(), 1);
		assert.equal(await p.locator('noren-chat iframe').count(), 1);
		await assertUnharmed(p);
	}));

test('calls made before it came are kept', () =>
	withRelay(async () => {
		const p = await visitPage(
			`<script>${stub}
		noren('on', 'open', () => { window.opened = true; });
		noren('identify', {name: '佐藤'});
		noren('product', {name: 'Linen shirt', amount: 12900, currency: 'JPY'});
		noren('open');</script>` + tag(relay.origin)
		);
		await chat(p).locator('#hello').waitFor();
		const hello = await relay.next('hello');
		const told = [hello, ...relay.heard].find((m) => m.product);
		assert.equal(told.product, 'Linen shirt');
		assert.equal(told.amount, 12900);
		assert.equal((await relay.next('identify')).name, '佐藤');
		assert.equal(await p.evaluate(() => window.opened), true);
	}));

test('on, open, close, and verbs that nobody knows', () =>
	withRelay(async () => {
		const p = await visitPage(tag(relay.origin));
		await launcher(p).waitFor();
		await p.evaluate(() => {
			window.events = [];
			for (const name of [
				'open',
				'close',
				'unread',
				'nonsense',
			])
				noren('on', name, (value) =>
					events.push([name, value])
				);
			noren('on', 'open');
			noren('dance', 1, 2);
			noren('constructor');
			noren('product');
			noren('identify');
			noren();
			noren('page', {
				title: document.body,
				url: 7,
				cyclic: window,
			});
			noren('open');
		});
		await chat(p).locator('#panel').waitFor();
		await p.evaluate(() => noren('close'));
		await p.waitForFunction(() => events.length === 2);
		assert.deepEqual(
			await p.evaluate(() => events.map(([name]) => name)),
			['open', 'close']
		);
		await assertUnharmed(p);
	}));

test('pages that move by themselves are followed', () =>
	withRelay(async () => {
		for (const navigation of [true, false]) {
			const p = await visitPage(
				(navigation
					? ''
					: '<script>delete window.navigation;' +
						'Object.defineProperty(window, "navigation", {value: undefined})</script>') +
					tag(relay.origin)
			);
			await openChat(p);
			await relay.until(() =>
				[...relay.sessions].some((s) => s.token)
			);
			relay.heard.length = 0;
			await p.evaluate(() => {
				history.pushState(null, '', '/page?item=1');
				document.title = 'First';
				noren('product', {
					name: 'A lantern',
					amount: 18700,
					currency: 'JPY',
				});
			});
			const first = await relay.next('page');
			assert.match(first.url, /\?item=1$/);
			assert.equal(first.title, 'First');
			assert.equal(first.product, 'A lantern');
			await p.evaluate(() => {
				history.replaceState(
					null,
					'',
					'/page?item=2#part'
				);
				document.title = 'Second';
			});
			const second = await relay.next('page', 2);
			assert.match(second.url, /\?item=2$/);
			assert.equal(second.title, 'Second');
			assert.equal(second.product, undefined);
			await p.evaluate(() => history.back());
			assert.doesNotMatch(
				(await relay.next('page', 3)).url,
				/item/
			);
			await p.context().close();
		}
	}));

test('what a page says of itself is checked', () =>
	withRelay(async () => {
		const p = await visitPage(tag(relay.origin));
		await openChat(p);
		await relay.until(() =>
			[...relay.sessions].some((s) => s.token)
		);
		relay.heard.length = 0;
		await p.evaluate(() =>
			noren('page', {
				title: 'x\u0000y\n' + '長'.repeat(500),
				product: '\ud800 lone',
				amount: -1,
				currency: 'yen',
				group: 'no group!',
				url: 'javascript:alert(1)',
				more: 'unknown',
			})
		);
		const told = await relay.next('page');
		assert.ok(Buffer.byteLength(told.title) <= 300);
		assert.match(told.title, /^x y 長/);
		for (const name of [
			'amount',
			'currency',
			'group',
			'more',
		])
			assert.equal(told[name], undefined, name);
		assert.equal(told.url, pages.origin + '/page');
	}));

test('the frame listens to its own page only', () =>
	withRelay(async () => {
		const p = await visitPage(tag(relay.origin));
		const frame = await openChat(p);
		await frame.locator('#hello').waitFor();
		// Neither the page itself nor another frame may speak for it.
		await p.evaluate(() => {
			postMessage('{"noren":"close"}', '*');
			postMessage('not json', '*');
			postMessage({noren: 'size', unread: 9}, '*');
		});
		await p.evaluate(() =>
			document.body.append(
				Object.assign(
					document.createElement('iframe'),
					{
						srcdoc: '<script>parent.postMessage(\'{"noren":"close"}\', "*")</script>',
					}
				)
			)
		);
		await p.evaluate(
			() => new Promise((resolve) => setTimeout(resolve))
		);
		await frame.locator('#text').fill('still here');
		await assertUnharmed(p);
	}));

test('the shop sees nothing of a relay that says no', () =>
	withRelay(async () => {
		for (const reply of [
			{show: false},
			{show: 'true'},
			{},
			null,
			[],
			7,
		]) {
			relay.launcher = reply;
			const p = await visitPage(tag(relay.origin));
			await p.evaluate(() => noren('open'));
			assert.equal(await p.locator('noren-chat').count(), 0);
			await assertUnharmed(p);
		}
	}));

test('hostile replies do no harm', () =>
	withRelay(async () => {
		const replies = [
			(response) => response.end('<script>alert(1)</script>'),
			(response) => response.end('{"show":true'),
			(response) => response.writeHead(500).end('no'),
			(response) =>
				response
					.writeHead(302, {Location: '/loop'})
					.end(),
			(response) => response.destroy(),
			(response) =>
				response.end(
					'{"show":"' + 'x'.repeat(1 << 20) + '"}'
				),
		];
		for (const reply of replies) {
			relay.onLauncher = (request, response) =>
				reply(response);
			const p = await visitPage(tag(relay.origin));
			assert.equal(await p.locator('noren-chat').count(), 0);
			await assertUnharmed(p);
		}
		relay.onLauncher = null;
		relay.launcher = {
			show: true,
			lang: 7,
			open: 'x',
			accent: 'red;background:url(//x)',
		};
		const p = await visitPage(tag(relay.origin));
		await launcher(p).waitFor();
		assert.equal(
			await launcher(p).evaluate((e) => e.style.background),
			'rgb(36, 59, 97)'
		);
		await assertUnharmed(p);
	}));

test('a relay that never answers is not noticed', () =>
	withRelay(async () => {
		relay.onLauncher = () => {};
		const p = await visitPage(tag(relay.origin));
		await p.evaluate(() => noren('open'));
		assert.equal(await p.locator('noren-chat').count(), 0);
		await assertUnharmed(p);
	}));

test('a relay that is down is not noticed', async () => {
	const gone = await Relay.start(pages.origin);
	gone.stop();
	const p = await visitPage(
		`<script>${stub}noren('open')</script>` + tag(gone.origin)
	);
	await p.evaluate(() => noren('page', {title: 'x'}));
	await assertUnharmed(p);
});

test('a frame that does not come opens nothing', () =>
	withRelay(async () => {
		relay.frameless = true;
		const p = await visitPage(tag(relay.origin));
		await launcher(p).click();
		await p
			.locator('noren-chat iframe')
			.waitFor({state: 'attached'});
		assert.equal(
			await p.locator('noren-chat iframe').isVisible(),
			false
		);
		assert.equal(
			await launcher(p).getAttribute('aria-expanded'),
			'false'
		);
		await assertUnharmed(p);
	}));

test('a page with a strict policy keeps it', () =>
	withRelay(async () => {
		const p = await visitPage(tag(relay.origin), {
			headers: {
				'Content-Security-Policy':
					"default-src 'none'; style-src 'self'; " +
					"require-trusted-types-for 'script'; " +
					`script-src ${relay.origin}; connect-src ${relay.origin}; ` +
					`frame-src ${relay.origin}`,
			},
		});
		const frame = await openChat(p);
		await say(frame, 'hello');
		await relay.next('say');
		await assertUnharmed(p);
	}));

test('a page that forbids the relay is not harmed', () =>
	withRelay(async () => {
		const p = await visitPage(tag(relay.origin), {
			headers: {
				'Content-Security-Policy':
					`script-src 'unsafe-inline' ${relay.origin}; ` +
					"connect-src 'none'; frame-src 'none'",
			},
		});
		assert.equal(await p.locator('noren-chat').count(), 0);
		assert.equal((await p.evaluate(() => seen)).errors, 0);
	}));

test("the page's styles do not reach the launcher", () =>
	withRelay(async () => {
		const p = await visitPage(
			`<style>
		* { display: none; color: red; all: revert }
		noren-chat, noren-chat *, button, iframe { display: none !important;
			position: static !important; opacity: 0 !important;
			width: 1px !important; transform: scale(9) !important }
		</style>` + tag(relay.origin)
		);
		await launcher(p).waitFor();
		const box = await launcher(p).boundingBox();
		const size = p.viewportSize();
		assert.deepEqual([box.width, box.height], [60, 60]);
		assert.deepEqual(
			[box.x + 80, box.y + 80],
			[size.width, size.height]
		);
		await openChat(p);
	}));

test('the launcher can be seen in every accent', () =>
	withRelay(async () => {
		const code = read('tools.js').toString();
		const {contrast} = await import(
			'data:text/javascript,' + encodeURIComponent(code)
		);
		const hex = (colour) =>
			'#' +
			colour
				.match(/\d+/g)
				.map((n) => Number(n).toString(16).padStart(2, '0'))
				.join('');
		for (const accent of [
			'#00a0ff',
			'#ff6a00',
			'#808080',
			'#ffe14d',
			'#101010',
			'#FF0000',
		]) {
			relay.launcher.accent = accent;
			const p = await visitPage(tag(relay.origin));
			const style = await launcher(p).evaluate((e) => [
				getComputedStyle(e).backgroundColor,
				getComputedStyle(e).color,
			]);
			assert.equal(hex(style[0]), accent.toLowerCase());
			assert.ok(contrast(...style.map(hex)) >= 3, accent);
			await p.context().close();
		}
	}));

test('a page that throws its body away gets the launcher back', () =>
	withRelay(async () => {
		const p = await visitPage(tag(relay.origin));
		await openChat(p);
		await p.evaluate(() => {
			document.body.replaceWith(
				document.createElement('body')
			);
			history.pushState(null, '', '/page?again');
		});
		await chat(p).locator('#panel').waitFor();
		await assertUnharmed(p);
	}));

test('a global noren of somebody else is left alone', () =>
	withRelay(async () => {
		const p = await visitPage(
			'<script>window.noren = {theirs: true}</script>' +
				tag(relay.origin)
		);
		assert.deepEqual(await p.evaluate(() => noren), {theirs: true});
		assert.equal(await p.locator('noren-chat').count(), 0);
		await assertUnharmed(p);
	}));

test('Japanese pages get Japanese', () =>
	withRelay(async () => {
		const p = await visitPage(tag(relay.origin), {lang: 'ja'});
		await launcher(p).waitFor();
		assert.match(
			await launcher(p).getAttribute('aria-label'),
			/チャット/
		);
		const frame = await openChat(p);
		await frame
			.locator('#hello', {hasText: 'いらっしゃいませ'})
			.waitFor();
		assert.equal((await relay.next('hello')).lang, 'ja');
	}));

test('on a phone the panel is the whole screen', () =>
	withRelay(async () => {
		const p = await visitPage(tag(relay.origin), {
			context: {
				script: COUNT,
				viewport: {width: 390, height: 844},
			},
		});
		const frame = await openChat(p);
		assert.deepEqual(
			await p.locator('noren-chat iframe').boundingBox(),
			{x: 0, y: 0, width: 390, height: 844}
		);
		// The focus stays inside: nothing behind the panel can be seen.
		await frame.locator('#text').fill('x');
		await frame.locator('#send').focus();
		await p.keyboard.press('Tab');
		await frame.locator('#close:focus').waitFor();
		await p.keyboard.press('Shift+Tab');
		await frame.locator('#send:focus').waitFor();
		await frame.locator('#close').click();
		await p.locator('noren-chat iframe').waitFor({state: 'hidden'});
		await assertUnharmed(p);
	}));

test('on a desktop it is 380 pixels wide', () =>
	withRelay(async () => {
		const p = await visitPage(tag(relay.origin), {
			context: {
				script: COUNT,
				viewport: {width: 1280, height: 800},
			},
		});
		await openChat(p);
		const box = await p.locator('noren-chat iframe').boundingBox();
		assert.equal(box.width, 380);
		assert.ok(box.height > 500 && box.y >= 0);
	}));

test('no connection before the panel is opened', () =>
	withRelay(async () => {
		const p = await visitPage(tag(relay.origin));
		await p.waitForFunction(() =>
			document
				.querySelector('noren-chat')
				?.shadowRoot.querySelector('iframe')
		);
		await chat(p).locator('#panel').waitFor({state: 'attached'});
		assert.equal(relay.sessions.size, 0);
		await openChat(p);
		await relay.next('hello');
		await p.evaluate(() => noren('close'));
		await relay.until(() => relay.sessions.size === 0);
	}));
