// SPDX-License-Identifier: MIT
// D5, D6: products, pictures and videos in the chat, and the shopper's own
// pictures on their way.

import {after, before, test} from 'node:test';
import assert from 'node:assert/strict';

import {launch, openChat, say, startBoth, visit} from './lib/browser.mjs';

// A red square, and the beginnings of others.
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEklEQ' +
	'VR4nGO4o6GBFTEMLQkAJMxnQfcR1f8AAAAASUVORK5CYII=', 'base64');
const LARGEST = 10 * 1024 * 1024;

let browser;

before(async () => {
	browser = await launch();
});

after(() => browser?.close());

// A live chat.
async function withChat(run, options = {}) {
	const both = await startBoth();
	const {relay, shop} = both;
	try {
		const page = await visit(browser, shop.origin +
			`/${options.lang || 'en'}/product/navy-wool-coat.html`,
		options.context);
		const frame = await openChat(page);
		await say(frame, 'Hello');
		await frame.locator('#calling').waitFor();
		relay.accept('Mio');
		await frame.locator('#attach').waitFor();
		await run({...both, page, frame});
		assert.deepEqual(relay.faults, []);
		// A browser says itself what it could not fetch, or connect to.
		assert.deepEqual(page.wrongs.filter((w) =>
			!w.startsWith('WebSocket')), []);
	} finally {
		for (const context of browser.contexts())
			await context.close();
		both.stop();
	}
}

const picture = (name = 'a.png', buffer = PNG) =>
	({name, mimeType: 'application/octet-stream', buffer});

const pick = (frame, files) => frame.locator('#composer input[type=file]')
	.setInputFiles(files);

const words = (frame, text) => frame.locator('#traywords', {hasText: text})
	.waitFor();

// The picture in that bubble has come and can be seen.
const seen = (frame, selector) => frame.locator(selector).evaluate((img) =>
	img.decode().then(() => img.naturalWidth > 0));

test('D5: a product: picture, name, price, stock and the way there', () =>
	withChat(async ({relay, shop, page, frame}) => {
		relay.recommend({text: 'This one?', sku: 'SC-1',
			product: 'Wool muffler', amount: 8400, currency: 'JPY',
			stock: '3 in stock',
			url: shop.origin + '/en/product/wool-scarf.html',
			image: shop.origin + '/pictures/wool-scarf.svg'});
		relay.recommend({product: 'Elsewhere', amount: 1280,
			currency: 'USD', url: 'https://else.example/x'});
		await frame.locator('.text', {hasText: 'This one?'}).waitFor();
		const card = frame.locator('a.goods', {hasText: 'Wool muffler'});
		await card.waitFor();
		assert.equal(await card.locator('.price').textContent(), '¥8,400');
		assert.equal(await card.locator('.stock').textContent(),
			'3 in stock');
		assert.ok(await seen(frame, 'a.goods img'));
		assert.equal(await card.getAttribute('rel'), null);
		const other = frame.locator('a.goods', {hasText: 'Elsewhere'});
		assert.equal(await other.getAttribute('target'), '_blank');
		assert.match(await other.getAttribute('rel'), /noopener/);
		await card.click();
		await page.waitForURL(/wool-scarf/);
	}));

test('D5: a lowered price stands beside the old one, also for who hears it', () =>
	withChat(async ({relay, frame}) => {
		relay.recommend({product: 'Lowered', amount: 8400, sale: 6300,
			currency: 'JPY'});
		relay.recommend({product: 'Not at all', amount: 8400, sale: 8400,
			currency: 'JPY'});
		const card = frame.locator('.goods', {hasText: 'Lowered'});
		await card.waitFor();
		assert.equal(await card.locator('s').textContent(),
			'Before: ¥8,400');
		assert.equal(await card.locator('.price').textContent(),
			'Now: ¥6,300');
		assert.match(await card.locator('s').evaluate((s) =>
			getComputedStyle(s).textDecorationLine), /line-through/);
		const other = frame.locator('.goods', {hasText: 'Not at all'});
		await other.waitFor();
		assert.equal(await other.locator('s').count(), 0);
	}));

test('D5: several products stand beside one another, one alone does not', () =>
	withChat(async ({relay, shop, frame}) => {
		const image = shop.origin + '/pictures/wool-scarf.svg';
		const show = (product, more) => relay.recommend({product, image,
			amount: 8400, currency: 'JPY', ...more});
		const box = (n) => frame.locator('.bubble', {has:
			frame.locator('.goods')}).nth(n).boundingBox();
		relay.answer('I have some for you.');
		show('Wool muffler', {text: 'This is the one on the page.'});
		show('Cashmere muffler');
		await frame.locator('.goods').nth(1).waitFor();
		assert.equal(await frame.locator('.beside').count(), 0);
		relay.answer('And:');
		show('Silk scarf');
		show('A scarf with a name that takes two lines', {sale: 6300});
		show('Cotton scarf');
		await frame.locator('.goods').nth(4).waitFor();
		assert.equal(await frame.locator('.beside').count(), 3);
		const [two, three, four] = [await box(2), await box(3),
			await box(4)];
		assert.equal(two.y, three.y);
		assert.equal(two.height, three.height);
		assert.ok(three.x >= two.x + two.width);
		assert.equal(four.x, two.x);
		assert.ok(four.y >= two.y + two.height);
		assert.ok(await frame.locator('#log').evaluate((e) =>
			e.scrollWidth <= e.clientWidth));
		if (process.env.NOREN_SHOTS)
			await frame.locator('#panel').screenshot({path:
				process.env.NOREN_SHOTS + '/row.png'});
	}));

test('D5: they stand side by side also below who shows them', () =>
	withChat(async ({relay, frame}) => {
		const tops = () => frame.locator('.goods').evaluateAll((all) =>
			all.map((e) => Math.round(e.getBoundingClientRect().y +
				document.querySelector('#log').scrollTop)));
		relay.recommend({product: 'Wool muffler'}); // behind "is here"
		relay.recommend({product: 'Silk scarf'});
		await frame.locator('.beside .goods').nth(1).waitFor();
		await say(frame, 'And others?');
		relay.recommend({product: 'Cotton scarf'});
		relay.recommend({product: 'Linen scarf'});
		relay.recommend({product: 'Hemp scarf'});
		await frame.locator('.beside .goods').nth(4).waitFor();
		const [one, two, three, four, five] = await tops();
		assert.equal(one, two);
		assert.equal(three, four);
		assert.ok(two < three && four < five);
	}));

test('D5: a product without a picture stands in the middle of its card', () =>
	withChat(async ({relay, shop, frame}) => {
		const image = shop.origin + '/pictures/wool-scarf.svg';
		relay.answer('These:');
		relay.recommend({product: 'Wool muffler', image});
		relay.recommend({product: 'Silk scarf'});
		await frame.locator('.beside .goods').nth(1).waitFor();
		const box = (e) => frame.locator('.beside').nth(1).locator(e)
			.boundingBox();
		const [card, words] = [await box('.goods'), await box('.goods b')];
		assert.ok(card.height > 100);
		assert.ok(Math.abs(card.y + card.height / 2 -
			words.y - words.height / 2) < 3);
	}));

test('a hostile product is text without a link', () =>
	withChat(async ({relay, page, frame}) => {
		page.on('dialog', () => assert.fail('a dialog'));
		relay.recommend({product: '<img src=x onerror=alert(1)>',
			url: 'javascript:alert(1)', image: 'javascript:alert(1)',
			amount: 9007199254740991, currency: 'x-1',
			stock: '<b>none</b>'});
		relay.recommend({product: '長'.repeat(100), image:
			'https://else.example/beacon.png', url: '//no-scheme'});
		await frame.locator('div.goods').nth(1).waitFor();
		assert.equal(await frame.locator('.goods b').first().textContent(),
			'<img src=x onerror=alert(1)>');
		assert.equal(await frame.locator('a.goods, .price, .goods b *')
			.count(), 0);
		// The policy lets nothing be fetched from elsewhere.
		await frame.locator('.goods img').waitFor({state: 'detached'});
		page.wrongs.length = 0;
		assert.ok(await frame.locator('#log').evaluate((e) =>
			e.scrollWidth <= e.clientWidth));
	}));

test('D6: a picture and a video from the associate', () =>
	withChat(async ({relay, frame}) => {
		const media = relay.addMedia('image/png', PNG);
		relay.show(media, {text: 'coat.png', width: 800, height: 600});
		await frame.locator('img.shown[alt="Picture: coat.png"]').waitFor();
		assert.ok(await seen(frame, 'img.shown'));
		const box = await frame.locator('img.shown').boundingBox();
		assert.ok(Math.abs(box.width / box.height - 4 / 3) < 0.05);
		const film = relay.addMedia('video/mp4', Buffer.alloc(2500000));
		relay.show(film, {text: 'walk.mp4', width: 320, height: 240});
		await frame.locator('button.plain', {hasText: '2.5'}).click();
		await frame.locator('video.shown').waitFor();
		assert.ok(await frame.locator('video').evaluate((v) => v.controls));
	}));

test('a picture that does not come can be asked for again', () =>
	withChat(async ({relay, frame}) => {
		relay.onMedia = () => [503, 'busy'];
		relay.show(relay.addMedia('image/png', PNG), {});
		await frame.locator('.wait', {hasText: 'could not'}).waitFor();
		relay.onMedia = null;
		await frame.locator('.plain', {hasText: 'Try again'}).click();
		await frame.locator('img.shown').waitFor();
	}));

test('D8: another associate has the chat now', () =>
	withChat(async ({relay, frame}) => {
		relay.transfer('<i>Aiko</i>');
		await frame.locator('.event', {
			hasText: '<i>Aiko</i> is with you now'}).waitFor();
		await frame.locator('#name', {hasText: '<i>Aiko</i> ·'}).waitFor();
	}));

test('what the shopper does in the shop is not shown to them', () =>
	withChat(async ({relay, frame}) => {
		for (const kind of ['page', 'product', 'cart', 'uncart', 'checkout',
			'purchase'])
			relay.note({kind, who: 'shopper', product: 'Secret ' + kind,
				text: kind === 'page' ? 'Secret page' : undefined});
		relay.answer('That is all.');
		await frame.locator('.bubble', {hasText: 'That is all.'}).waitFor();
		assert.equal(await frame.locator('#log', {hasText: 'Secret'})
			.count(), 0);
	}));

test('D6: chosen, seen, sent, and in the chat', () =>
	withChat(async ({relay, frame}) => {
		await pick(frame, [picture('one.png'), picture('two.png')]);
		await frame.locator('#tray li').nth(1).waitFor();
		assert.ok(await seen(frame, '#tray li:first-child img'));
		await frame.locator('.remove[aria-label="Remove two.png"]').click();
		await frame.locator('#text').fill('What is this?');
		await frame.locator('#text').press('Enter');
		await frame.locator('.own img.shown[alt="Picture: one.png"]')
			.waitFor();
		assert.ok(await seen(frame, '.own img.shown'));
		await frame.locator('#tray li').waitFor({state: 'detached'});
		const shown = await relay.next('show');
		assert.equal(shown.name, 'one.png');
		assert.deepEqual(relay.media.get(shown.media).body, PNG);
		assert.equal(relay.media.get(shown.media).mime, 'image/png');
		assert.ok(relay.chat.entries.some((e) => e.text === 'What is this?'));
		assert.equal(relay.media.size, 1);
		// The picture has its mark like any message.
		relay.mark('read');
		await frame.locator('.bubble.own').last()
			.locator('.meta', {hasText: 'Read'}).waitFor();
	}));

test('D6: what is no picture, or too large, is refused in words', () =>
	withChat(async ({relay, frame}) => {
		for (const [name, buffer] of [
			['page.png', Buffer.from('<svg onload="alert(1)"></svg>')],
			['empty.jpg', Buffer.alloc(0)],
			['film.gif', Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0', 'latin1')],
			['short.webp', Buffer.from('RIFF')],
			['<b>x</b>.exe', Buffer.from('MZ')]]) {
			await pick(frame, [picture(name, buffer)]);
			await words(frame, `${name} cannot be sent`);
		}
		await pick(frame, [picture('vast.png',
			Buffer.concat([PNG, Buffer.alloc(LARGEST)]))]);
		await words(frame, 'vast.png is larger than 10 MB');
		assert.equal(await frame.locator('#tray li').count(), 0);
		await pick(frame, Array.from({length: 7}, (_, i) =>
			picture(`${i}.png`)));
		await words(frame, '5 pictures at a time');
		assert.equal(await frame.locator('#tray li').count(), 5);
		assert.equal(relay.media.size, 0);
		assert.equal(await frame.locator('#traywords b').count(), 0);
	}));

test('what the relay refuses is said', () =>
	withChat(async ({relay, frame}) => {
		for (const [answer, said] of [
			[[415, 'bad_media'], 'cannot be sent'],
			[[413, 'too_large'], 'larger than 10 MB'],
			[[403, 'forbidden'], 'could not be sent']]) {
			relay.onMedia = () => answer;
			await pick(frame, [picture()]);
			await frame.locator('#send').click();
			await words(frame, said);
			await frame.locator('#tray li').waitFor({state: 'detached'});
		}
		relay.onMedia = null;
		relay.refuse = (m) => m.t === 'show' && {code: 'wrong_state'};
		await pick(frame, [picture()]);
		await frame.locator('#send').click();
		await words(frame, 'could not be sent');
	}));

test('a picture outlives the connection, and is shown once', () =>
	withChat(async ({relay, frame}) => {
		relay.answers = false; // kept, but the answer gets lost
		await pick(frame, [picture('one.png')]);
		await frame.locator('#send').click();
		await relay.next('show');
		relay.answers = true;
		relay.cut();
		await frame.locator('.own img.shown').waitFor();
		await frame.locator('#tray li').waitFor({state: 'detached'});
		// Nothing arrives at all: it waits, and says so.
		relay.onMedia = (request) => {
			request.destroy();
			return [503, 'busy'];
		};
		relay.down = true;
		relay.cut();
		await frame.locator('#notice').waitFor();
		await pick(frame, [picture('two.png')]);
		await frame.locator('#send').click();
		await words(frame, 'when we are back');
		await frame.locator('#tray li.up').waitFor();
		relay.onMedia = null;
		relay.down = false;
		await frame.locator('.own img.shown[alt="Picture: two.png"]')
			.waitFor();
		assert.equal(relay.chat.entries.filter((e) => e.kind === 'file')
			.length, 2);
	}));

test('a relay that is busy is left alone as long as it asks', () =>
	withChat(async ({relay, frame}) => {
		let asked = 0;
		relay.refuse = (m) => m.t === 'show' &&
			(asked++ === 0 ? {code: 'busy', wait: 1000} : null);
		await pick(frame, [picture()]);
		await frame.locator('#send').click();
		await relay.next('show');
		const first = Date.now();
		for (let i = 0; i < 20; i++)
			relay.answer(`Line ${i}`);
		await relay.next('show', 2);
		assert.ok(Date.now() - first > 900);
		await frame.locator('.own img.shown').waitFor();
		assert.equal(asked, 2);
	}));

test('an upload shows how far it is, and can be called off', () =>
	withChat(async ({relay, page, frame}) => {
		const cdp = await page.context().newCDPSession(page);
		await cdp.send('Network.enable');
		const child = page.frames().find((f) => f.url().includes('/frame/'));
		await child.evaluate(() => {
			// A line so slow that it stands still in the middle.
			XMLHttpRequest.prototype.send = function () {
				this.upload.dispatchEvent(new ProgressEvent('progress',
					{lengthComputable: true, loaded: 40, total: 100}));
			};
		});
		await pick(frame, [picture('slow.png')]);
		await frame.locator('#send').click();
		await frame.locator('.up progress[value="0.4"]').waitFor();
		await frame.locator('.remove').click();
		await frame.locator('#tray li').waitFor({state: 'detached'});
		assert.equal(relay.media.size, 0);
	}));

test('pasted, dropped, or by the camera', () =>
	withChat(async ({frame, page}) => {
		const child = page.frames().find((f) => f.url().includes('/frame/'));
		const bytes = [...PNG];
		await child.evaluate((data) => {
			const give = (type, target, name, text) => {
				const files = new DataTransfer();
				files.items.add(new File([new Uint8Array(data)], name));
				if (text)
					files.setData('text/plain', text);
				const event = type === 'paste' ?
					new ClipboardEvent(type, {clipboardData: files,
						cancelable: true, bubbles: true}) :
					new DragEvent(type, {dataTransfer: files,
						cancelable: true, bubbles: true});
				target.dispatchEvent(event);
				return event.defaultPrevented;
			};
			const text = document.getElementById('text');
			if (!give('paste', text, 'pasted.png') ||
				give('paste', text, 'sheet.png', 'words') ||
				!give('dragover', document.body, 'x') ||
				!give('drop', document.body, 'dropped.png'))
				throw new Error('not as it should be');
		}, bytes);
		await frame.locator('#tray li').nth(1).waitFor();
		assert.deepEqual(await frame.locator('#tray img').evaluateAll((all) =>
			all.map((e) => e.alt)), ['pasted.png', 'dropped.png']);
		const chooser = page.waitForEvent('filechooser');
		await frame.locator('#photo').click();
		const chosen = await chooser;
		assert.equal(await chosen.element().getAttribute('capture'),
			'environment');
		await chosen.setFiles([picture('photo.png')]);
		await frame.locator('#tray li').nth(2).waitFor();
		const again = page.waitForEvent('filechooser');
		await frame.locator('#attach').click();
		assert.equal(await (await again).element().getAttribute('capture'),
			null);
	}, {context: {hasTouch: true, isMobile: true,
		viewport: {width: 390, height: 844}}}));

test('links: whole, as they are looked up, and opened on purpose only', () =>
	withChat(async ({relay, shop, frame}) => {
		relay.answer(`See ${shop.origin}/en/wear.html, or ` +
			'https://аррӏе.com/x?y=1. Not javascript:alert(1), ' +
			'http://[bad or https://user@evil.example/日本.');
		const links = await frame.locator('#log a').evaluateAll((all) =>
			all.map((a) => [a.textContent, a.target, a.rel]));
		assert.deepEqual(links, [
			[`${shop.origin}/en/wear.html`, '_top', ''],
			['https://xn--80ak6aa92e.com/x?y=1', '_blank',
				'noopener noreferrer nofollow'],
			['https://user@evil.example/日本', '_blank',
				'noopener noreferrer nofollow'],
		]);
	}));

test('with the keyboard alone, and read aloud', () =>
	withChat(async ({relay, frame, page}) => {
		await pick(frame, [picture('one.png')]);
		await frame.locator('#tray li').waitFor();
		await frame.locator('#text:focus').waitFor();
		const names = [];
		for (let i = 0; i < 2; i++) {
			await page.keyboard.press('Shift+Tab');
			names.push(await frame.locator(':focus').getAttribute(
				'aria-label'));
		}
		assert.deepEqual(names, ['Send a picture', 'Remove one.png']);
		await frame.locator('.remove').press('Enter');
		await frame.locator('#tray li').waitFor({state: 'detached'});
		await frame.locator('#text:focus').waitFor();
		assert.equal(relay.media.size, 0);
	}));
