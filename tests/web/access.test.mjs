// SPDX-License-Identifier: MIT
// Everybody can use it: axe finds nothing in any state of the widget, by day
// and by night, in both languages, and no accent makes it unreadable.
// NOREN_SHOTS=folder keeps a picture of every state.

import {after, before, test} from 'node:test';
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';

import {
	launch,
	launcher,
	openChat,
	say,
	startBoth,
	visit,
} from './lib/browser.mjs';

const AXE = readFileSync(
	createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
	'utf8'
);
const SHOTS = process.env.NOREN_SHOTS;
const WIDE = {width: 1280, height: 800};
const PHONE = {width: 390, height: 844};
const LOOKS = [
	{lang: 'en', colorScheme: 'light', viewport: WIDE},
	{lang: 'en', colorScheme: 'dark', viewport: PHONE, accent: '#ffe14d'},
	{lang: 'ja', colorScheme: 'light', viewport: PHONE},
	{lang: 'ja', colorScheme: 'dark', viewport: WIDE, accent: '#101010'},
];
const SAID = {
	en: [
		'Hi, do you have this coat in M in Ginza?',
		'Hello! Yes, we have three in M here.',
		'Could you hold one until Saturday?',
	],
	ja: [
		'このコートのMサイズは銀座店にありますか？',
		'いらっしゃいませ。はい、Mサイズは三着ございます。',
		'土曜日まで取り置きをお願いできますか？',
	],
};

let browser;

before(async () => {
	browser = await launch();
});

after(() => browser?.close());

const name = (look) =>
	[look.lang, look.colorScheme, look.viewport.width].join('-');

// What axe has against a frame or a page.
async function complaints(where, options) {
	if (!(await where.evaluate(() => 'axe' in window)))
		await where.evaluate(AXE);
	const {violations} = await where.evaluate(
		(o) => axe.run(document, o),
		options
	);
	return violations.map(
		(v) =>
			`${v.id}: ` +
			v.nodes
				.map(
					(n) =>
						n.html.slice(0, 80) +
						' ' +
						n.failureSummary
				)
				.join('; ')
	);
}

// All that axe can see of the shop's page, which is mostly as it was: the chat
// goes on in its frame.
const asItIs = (page) =>
	page.evaluate(() => {
		const host = document.querySelector('noren-chat');
		return (
			document.documentElement.outerHTML +
			host.shadowRoot.innerHTML
		);
	});

// A page that has not changed since is not looked at again.
async function pageComplaints(page) {
	const now = await asItIs(page);
	if (page.looked === now) return [];
	page.looked = now;
	return complaints(page, {iframes: false});
}

async function assertFine(page, look, state) {
	const frame = page.frames().find((f) => f.url().includes('/v1/frame/'));
	// Chips that fade or move are measured at rest.
	await page.emulateMedia({reducedMotion: 'reduce'});
	assert.deepEqual(await complaints(frame, {}), [], state);
	assert.deepEqual(await pageComplaints(page), [], state);
	if (SHOTS)
		await page.screenshot({
			path: `${SHOTS}/${name(look)}-${state}.png`,
		});
}

const GOODS = {
	en: {
		text: 'How about one of these?',
		stock: ['3 in stock', 'The last one'],
		names: ['Navy wool coat', 'Wool muffler, moss check'],
		file: 'lining.png',
		to: 'Jin Takahashi',
		chosen: 'my-coat.png',
		thanks: 'Let me show you the lining.',
	},
	ja: {
		text: 'こちらはいかがでしょうか。',
		stock: ['在庫3点', '残り1点'],
		names: ['ウールコート ネイビー', 'ウールマフラー 苔色チェック'],
		file: '裏地.png',
		to: '高橋 仁',
		chosen: 'コート.png',
		thanks: '裏地をご覧ください。',
	},
};

// Products, files, a transfer, and pictures that are to be sent.
async function goods({relay, page, frame, look, fine}) {
	const words = GOODS[look.lang];
	const origin = new URL(page.url()).origin;
	const shown = await page.screenshot({
		clip: {x: 0, y: 0, width: 390, height: 260},
	});
	['navy-wool-coat', 'wool-scarf'].forEach((id, i) =>
		relay.recommend({
			text: i === 0 ? words.text : undefined,
			product: words.names[i],
			amount: [48000, 8400][i],
			currency: 'JPY',
			stock: words.stock[i],
			url: `${origin}/${look.lang}/product/${id}.html`,
			image: `${origin}/pictures/${id}.svg`,
		})
	);
	await frame.locator('.goods img').nth(1).waitFor();
	await fine('3a-products');
	relay.answer(words.thanks);
	relay.show(relay.addMedia('image/png', shown), {
		text: words.file,
		width: 390,
		height: 260,
	});
	relay.show(relay.addMedia('video/mp4', Buffer.alloc(3200000)), {
		text: 'walk.mp4',
	});
	relay.transfer(words.to);
	await frame.locator('img.shown').waitFor();
	await frame.locator('.plain').waitFor();
	await fine('3b-files');
	await frame.locator('#composer input[type=file]').setInputFiles([
		{name: words.chosen, mimeType: 'image/png', buffer: shown},
		{name: 'x.svg', mimeType: 'image/png', buffer: Buffer.from('<svg/>')},
	]);
	await frame.locator('#tray li').waitFor();
	await frame.locator('#traywords:not(:empty)').waitFor();
	await fine('3c-tray');
	relay.refuse = (m) => m.t === 'show' && {code: 'busy', wait: 60000};
	await frame.locator('#send').click();
	await frame.locator('#tray .up').waitFor();
	await fine('3d-sending');
	relay.refuse = null;
	await frame.locator('.remove').click();
}

// Goes through the states of a chat and looks at each.
async function walk({relay, page, frame, look}) {
	const fine = (state) => assertFine(page, look, state);
	const said = SAID[look.lang];
	await frame.locator('#hello').waitFor();
	await fine('1-start');
	await say(frame, said[0]);
	await frame.locator('#calling').waitFor();
	await fine('2-ringing');
	relay.accept(look.lang === 'ja' ? '田中愛子' : 'Aiko Tanaka');
	relay.answer(said[1]);
	relay.mark('read');
	await say(frame, said[2]);
	await frame.locator('.bubble').nth(2).waitFor();
	relay.types();
	await frame.locator('#typing').waitFor();
	await fine('3-live');
	await goods({relay, page, frame, look, fine});
	relay.down = true;
	relay.cut();
	await frame.locator('#notice').waitFor();
	await say(frame, said[0]);
	await frame.locator('#text').fill('x'.repeat(4001));
	await fine('4-lost');
	relay.down = false;
	// Looking took long, and the pauses have grown: what the browser says
	// when the network is back ends them.
	await frame.locator('body').evaluate(() => {
		dispatchEvent(new Event('online'));
	});
	await frame.locator('#notice').waitFor({state: 'hidden'});
	await frame.locator('.unsent').first().waitFor({state: 'detached'});
	relay.end('ended');
	await frame.locator('#farewell').waitFor();
	await fine('5-ended');
	relay.askRating(look.lang === 'ja' ? '田中愛子' : 'Aiko Tanaka');
	await frame.locator('.rating').waitFor();
	await fine('5a-asked');
	await frame.locator('.stars input').nth(3).check({force: true});
	await frame.locator('#opinion').fill(said[1]);
	await frame.locator('.rating .main').focus();
	await fine('5b-rating');
	await frame.locator('.rating .main').click();
	await frame.locator('.rating + .card').waitFor();
	await fine('5c-rated');
	await frame.locator('#again').click();
	await say(frame, said[0]);
	await frame.locator('#calling').waitFor();
	relay.end('missed');
	await frame.locator('#enquiry').waitFor();
	await frame.locator('#leave').click();
	await frame.locator('#wrong:not(:empty)').waitFor();
	await fine('6-missed');
	await frame.locator('#address').fill('kim@example.com');
	await frame.locator('#leave').click();
	await frame.locator('#thanks').waitFor();
	await fine('7-sent');
	relay.setShop({
		open: false,
		available: false,
		opens: '2026-11-24T10:30',
		notice:
			look.lang === 'ja'
				? '祝日のため休業いたします。'
				: 'Closed for the holiday.',
	});
	await frame.locator('#again').click();
	await frame.locator('#today').waitFor();
	await fine('8-closed');
	relay.bye('unknown_retailer');
	await frame.locator('#notice').waitFor();
	await fine('9-refused');
}

for (const look of LOOKS) {
	test(`axe finds nothing: ${name(look)}`, async () => {
		const both = await startBoth();
		if (look.accent) both.relay.launcher.accent = look.accent;
		try {
			const page = await visit(
				browser,
				both.shop.origin +
					`/${look.lang}/product/navy-wool-coat.html`,
				{
					colorScheme: look.colorScheme,
					viewport: look.viewport,
					reducedMotion: 'reduce',
				}
			);
			await launcher(page).waitFor();
			if (SHOTS)
				await page.screenshot({
					path: `${SHOTS}/${name(look)}-0-launcher.png`,
				});
			const frame = await openChat(page);
			await walk({...both, page, frame, look});
			assert.deepEqual(both.relay.faults, []);
		} finally {
			for (const context of browser.contexts())
				await context.close();
			both.stop();
		}
	});
}

test('the keyboard alone is enough', async () => {
	const both = await startBoth();
	try {
		const page = await visit(browser, both.shop.origin + '/en/');
		await launcher(page).focus();
		await page.keyboard.press('Enter');
		const frame = await openedFrame(page);
		await frame.locator('#text:focus').waitFor();
		await page.keyboard.type('Hello');
		await page.keyboard.press('Tab');
		await page.keyboard.press('Enter');
		assert.equal((await both.relay.next('say')).text, 'Hello');
		both.relay.end('missed');
		await frame.locator('#address:focus').waitFor();
		await page.keyboard.type('kim@example.com');
		await page.keyboard.press('Enter');
		await frame.locator('#again:focus').waitFor();
		await page.keyboard.press('Escape');
		await page
			.locator('noren-chat iframe')
			.waitFor({state: 'hidden'});
		assert.ok(
			await launcher(page).evaluate(
				(e) => e.getRootNode().activeElement === e
			)
		);
	} finally {
		for (const context of browser.contexts()) await context.close();
		both.stop();
	}
});

async function openedFrame(page) {
	await page.locator('noren-chat iframe').waitFor();
	return page.frameLocator('noren-chat iframe');
}

test('every accent can be read', async () => {
	const code = readFileSync(
		new URL('../../relay/web/widget/tools.js', import.meta.url)
	);
	const {contrast, inkOn, readableOn} = await import(
		'data:text/javascript,' + encodeURIComponent(code)
	);
	assert.equal(contrast('#000000', '#ffffff'), 21);
	assert.ok(Math.abs(contrast('#777777', '#ffffff') - 4.478) < 0.01);
	const steps = [0, 51, 102, 119, 153, 204, 255];
	const hex = (n) => n.toString(16).padStart(2, '0');
	for (const r of steps) {
		for (const g of steps) {
			for (const b of steps) {
				const accent = '#' + hex(r) + hex(g) + hex(b);
				assert.ok(
					contrast(inkOn(accent), accent) >= 4.5,
					accent
				);
				for (const ground of ['#ffffff', '#1c1e22'])
					assert.ok(
						contrast(
							readableOn(
								accent,
								ground
							),
							ground
						) >= 4.5,
						accent
					);
			}
		}
	}
	assert.equal(readableOn('#243b61', '#ffffff'), '#243b61');
});
