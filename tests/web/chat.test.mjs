// SPDX-License-Identifier: MIT
// A shopper's chat in the widget, from the first word to the end.

import {after, before, test} from 'node:test';
import assert from 'node:assert/strict';

import {
	chat,
	launch,
	launcher,
	openChat,
	say,
	startBoth,
	visit,
} from './lib/browser.mjs';

let browser;

before(async () => {
	browser = await launch();
});

after(() => browser?.close());

// Runs with a relay, a shop, and the panel open on a page of it.
async function withChat(run, options = {}) {
	const both = await startBoth();
	if (options.shop) both.relay.shop = options.shop;
	try {
		const page = await visit(
			browser,
			both.shop.origin +
				(options.path ||
					'/en/product/navy-wool-coat.html'),
			options.context
		);
		const frame = await openChat(page);
		await both.relay.next('hello');
		await run({...both, page, frame});
		assert.deepEqual(both.relay.faults, []);
		assert.deepEqual(page.wrongs, []);
	} finally {
		for (const context of browser.contexts()) await context.close();
		both.stop();
	}
}

const bubble = (frame, text) => frame.locator('.bubble', {hasText: text});

test('from the first word to the end', () =>
	withChat(async ({relay, frame}) => {
		await frame.locator('#hello').waitFor();
		const told = await relay.until(
			() => relay.heard.find((m) => m.product),
			'the product'
		);
		assert.equal(told.product, 'Navy wool coat');
		assert.equal(told.amount, 48000);
		assert.equal(told.currency, 'JPY');
		await say(frame, 'Do you have M?');
		assert.equal((await relay.next('say')).chat, undefined);
		await frame
			.locator('#state', {hasText: 'Calling somebody'})
			.waitFor();
		await frame.locator('#calling').waitFor();
		await bubble(frame, 'Do you have M?')
			.locator('.meta', {hasText: 'Sent'})
			.waitFor();
		relay.accept('Mio');
		await frame
			.locator('#name', {hasText: 'Mio · Tsukishiro'})
			.waitFor();
		await frame
			.locator('.event', {hasText: 'Mio is here'})
			.waitFor();
		await frame.locator('#calling').waitFor({state: 'hidden'});
		relay.types();
		await frame
			.locator('#typing', {hasText: 'Mio is typing'})
			.waitFor();
		const {seq} = relay.answer('Three of them.');
		await bubble(frame, 'Three of them.').waitFor();
		await frame.locator('#typing').waitFor({state: 'hidden'});
		await relay.until(() =>
			relay.heard.some(
				(m) =>
					m.t === 'seen' &&
					m.seq === seq &&
					m.mark === 'read'
			)
		);
		relay.mark('delivered');
		await bubble(frame, 'Do you have M?')
			.locator('.meta', {hasText: 'Delivered'})
			.waitFor();
		relay.mark('read');
		await bubble(frame, 'Do you have M?')
			.locator('.meta', {hasText: 'Read'})
			.waitFor();
		await say(frame, 'Wonderful');
		assert.equal(
			(await relay.next('say', 2)).chat,
			relay.chat.chat
		);
		relay.end('ended');
		await frame
			.locator('#farewell', {hasText: 'Thank you'})
			.waitFor();
		assert.equal(
			await frame.locator('#composer').isVisible(),
			false
		);
		await frame.locator('#again').click();
		await frame.locator('#hello').waitFor();
		assert.equal(await frame.locator('.bubble').count(), 0);
		const before = relay.chat.chat;
		await say(frame, 'One more thing');
		await bubble(frame, 'One more thing')
			.locator('.meta', {hasText: 'Sent'})
			.waitFor();
		assert.notEqual(relay.chat.chat, before);
		assert.deepEqual(
			relay.chat.entries.map((e) => e.text),
			['A page', 'One more thing']
		);
	}));

test('C8: nobody came: the text is kept, and an enquiry can be left', () =>
	withChat(async ({relay, frame, page}) => {
		await say(frame, 'Is the scarf back?');
		await frame.locator('#calling').waitFor();
		relay.end('missed');
		await frame
			.locator('#why', {hasText: 'We are sorry'})
			.waitFor();
		assert.equal(
			await frame.locator('#message').inputValue(),
			'Is the scarf back?'
		);
		await frame.locator('#leave').click();
		await frame.locator('#wrong', {hasText: 'e-mail'}).waitFor();
		await frame.locator('#address:focus').waitFor();
		await frame.locator('#address').fill('kim@example.com');
		await frame.locator('#who').fill('Kim');
		await frame.locator('#message').fill('');
		await frame.locator('#leave').click();
		await frame.locator('#message:focus').waitFor();
		await frame
			.locator('#message')
			.fill('Is the scarf back?\nThe green one.');
		relay.refuse = (m) => m.t === 'enquire' && {code: 'not_kept'};
		await frame.locator('#leave').click();
		await frame.locator('#wrong', {hasText: 'try again'}).waitFor();
		relay.refuse = null;
		await frame.locator('#leave').click();
		await frame.locator('#thanks').waitFor();
		const [first, second] = relay.heard.filter(
			(m) => m.t === 'enquire'
		);
		assert.equal(first.key, second.key);
		assert.equal(relay.enquiries.length, 1);
		assert.equal(second.address, 'kim@example.com');
		assert.equal(second.name, 'Kim');
		assert.equal(second.text, 'Is the scarf back?\nThe green one.');
		await page.reload();
		await launcher(page).waitFor();
	}));

test('C9: closed: when it opens again, and the form', () =>
	withChat(
		async ({frame}) => {
			await frame
				.locator('#why', {hasText: 'We are closed'})
				.waitFor();
			const why = await frame.locator('#why').textContent();
			assert.match(why, /Monday, November 23.*10:30/);
			await frame
				.locator('#today', {hasText: 'stocktaking'})
				.waitFor();
			assert.equal(
				await frame.locator('#composer').isVisible(),
				false
			);
		},
		{
			shop: {
				open: false,
				available: false,
				opens: '2026-11-23T10:30',
				notice: 'Closed for stocktaking',
			},
		}
	));

test('C9: nobody available, until somebody is', () =>
	withChat(
		async ({relay, frame}) => {
			await frame
				.locator('#why', {hasText: 'Nobody is free'})
				.waitFor();
			relay.setShop({open: true, available: true});
			await frame.locator('#hello').waitFor();
			await frame.locator('#text').fill('Half a thought');
			relay.setShop({open: true, available: false});
			await frame
				.locator('#why', {hasText: 'Nobody is free'})
				.waitFor();
			assert.equal(
				await frame.locator('#message').inputValue(),
				'Half a thought'
			);
			relay.setShop({open: true, available: true});
			await frame.locator('#composer').waitFor();
			assert.equal(
				await frame.locator('#text').inputValue(),
				'Half a thought'
			);
		},
		{shop: {open: true, available: false}}
	));

test('C9: the shop closes under a message: the text goes to the form', () =>
	withChat(async ({relay, frame}) => {
		await frame.locator('#hello').waitFor();
		relay.refuse = (m) => m.t === 'say' && {code: 'closed'};
		await say(frame, 'Just in time?');
		await frame
			.locator('#why', {hasText: 'We are closed'})
			.waitFor();
		assert.equal(
			await frame.locator('#message').inputValue(),
			'Just in time?'
		);
		assert.equal(await frame.locator('.bubble').count(), 0);
	}));

test('D10: an associate who is gone too long is replaced', () =>
	withChat(async ({relay, frame}) => {
		await say(frame, 'Hello');
		await frame.locator('#calling').waitFor();
		relay.accept('Mio');
		await frame.locator('#name', {hasText: 'Mio'}).waitFor();
		relay.tell('peer', {chat: relay.chat.chat, present: false});
		await frame
			.locator('#state', {hasText: 'back in a moment'})
			.waitFor();
		relay.tell('peer', {chat: relay.chat.chat, present: true});
		await frame
			.locator('#state', {hasText: 'In the chat'})
			.waitFor();
		relay.takeOver();
		await frame
			.locator('#calling', {hasText: 'somebody else'})
			.waitFor();
		await frame
			.locator('.event', {hasText: 'Mio had to leave'})
			.waitFor();
		relay.accept('Aiko');
		await frame.locator('#name', {hasText: 'Aiko'}).waitFor();
		await say(frame, 'Hello again');
		await bubble(frame, 'Hello again')
			.locator('.meta', {hasText: 'Sent'})
			.waitFor();
	}));

test('what is too fast is sent again by itself, once', () =>
	withChat(async ({relay, frame}) => {
		let refused = 0;
		relay.refuse = (m) =>
			m.t === 'say' &&
			refused++ < 2 && {code: 'too_fast', wait: 10};
		await say(frame, 'Quick');
		await say(frame, 'Quicker');
		await bubble(frame, 'Quicker')
			.locator('.meta', {hasText: 'Sent'})
			.waitFor();
		assert.deepEqual(
			relay.chat.entries.map((e) => e.text),
			['A page', 'Quick', 'Quicker']
		);
	}));

test('a message to a chat that is over comes back to its writer', () =>
	withChat(async ({relay, frame}) => {
		await say(frame, 'Hello');
		await frame.locator('#calling').waitFor();
		relay.accept('Mio');
		await frame.locator('#name', {hasText: 'Mio'}).waitFor();
		relay.refuse = (m) => m.t === 'say' && {code: 'wrong_state'};
		await say(frame, 'Are you there?');
		await frame
			.locator('#limit', {hasText: 'was not sent'})
			.waitFor();
		assert.equal(
			await frame.locator('#text').inputValue(),
			'Are you there?'
		);
		assert.equal(await bubble(frame, 'Are you there?').count(), 0);
	}));

test('D12: markup and scripts are text', () =>
	withChat(async ({relay, frame, page}) => {
		const nasty = [
			'<img src=x onerror="parent.hurt=1;alert(1)">',
			'<script>alert(1)</script>',
			'"><svg onload=alert(1)>',
			'javascript:alert(1)',
			'{{constructor.constructor("alert(1)")()}}',
			'https://example.com/"onmouseover="alert(1)',
			'\u202Eevil\u202C \u2066x\u2069',
			'&lt;b&gt; &amp;',
		];
		page.on('dialog', () => assert.fail('a dialog'));
		await say(frame, nasty[0]);
		await frame.locator('#calling').waitFor();
		relay.accept('<b>Mio</b>');
		for (const text of nasty) relay.answer(text);
		await bubble(frame, nasty[nasty.length - 1]).waitFor();
		assert.deepEqual(
			await frame
				.locator('.bubble:not(.own) .text')
				.allTextContents(),
			nasty
		);
		assert.equal(
			await frame.locator('.own .text').textContent(),
			nasty[0]
		);
		assert.equal(
			await frame
				.locator(
					'#log img, #log svg, #log script, #log b, h1 b'
				)
				.count(),
			0
		);
		const link = frame.locator('#log a');
		assert.equal(await link.count(), 1);
		assert.equal(
			await link.getAttribute('href'),
			'https://example.com/'
		);
		assert.equal(
			await link.getAttribute('rel'),
			'noopener noreferrer nofollow'
		);
		assert.equal(await link.getAttribute('target'), '_blank');
	}));

test('D13: Enter sends, Shift+Enter breaks the line', () =>
	withChat(async ({relay, frame}) => {
		const text = frame.locator('#text');
		await text.press('Enter');
		await text.pressSequentially('one');
		const low = (await text.boundingBox()).height;
		await text.press('Shift+Enter');
		await text.press('Alt+Enter');
		await text.pressSequentially('two');
		assert.ok((await text.boundingBox()).height > low, 'it grows');
		await text.press('Enter');
		assert.match((await relay.next('say')).text, /^one\n+two$/);
		assert.equal(await text.inputValue(), '');
		assert.equal((await text.boundingBox()).height, low);
	}));

test('D13: Enter that ends a conversion never sends', () =>
	withChat(async ({relay, frame, page}) => {
		const text = frame.locator('#text');
		await text.focus();
		// As Chromium does it, through its own input method's door.
		const cdp = await page.context().newCDPSession(page);
		await cdp.send('Input.imeSetComposition', {
			text: 'にほん',
			selectionStart: 3,
			selectionEnd: 3,
		});
		await text.dispatchEvent('keydown', {
			key: 'Enter',
			keyCode: 229,
			isComposing: true,
		});
		await text.dispatchEvent('keydown', {
			key: 'Enter',
			isComposing: true,
		});
		await cdp.send('Input.insertText', {text: '日本'});
		assert.equal(await text.inputValue(), '日本');
		// Others report the key without isComposing, but as 229.
		await text.evaluate((e) =>
			e.dispatchEvent(
				new KeyboardEvent('keydown', {
					key: 'Enter',
					keyCode: 229,
					bubbles: true,
					cancelable: true,
				})
			)
		);
		// Safari ends it first, and then reports a plain Enter.
		await text.evaluate((e) => {
			e.dispatchEvent(
				new CompositionEvent('compositionend', {
					data: '日本',
					bubbles: true,
				})
			);
			e.dispatchEvent(
				new KeyboardEvent('keydown', {
					key: 'Enter',
					keyCode: 13,
					bubbles: true,
					cancelable: true,
				})
			);
		});
		assert.equal(await text.inputValue(), '日本');
		await text.press('Enter');
		assert.equal((await relay.next('say')).text, '日本');
		assert.equal(
			relay.heard.filter((m) => m.t === 'say').length,
			1
		);
	}));

test('D12: 4,000 characters, counted as people count', () =>
	withChat(async ({relay, frame}) => {
		const text = frame.locator('#text');
		await text.fill('😀'.repeat(4003));
		await frame
			.locator('#limit', {hasText: 'shorten it by 3'})
			.waitFor();
		assert.equal(await frame.locator('#send').isDisabled(), true);
		await text.press('Enter');
		assert.equal(await text.inputValue(), '😀'.repeat(4003));
		await text.fill('字'.repeat(3990));
		await frame
			.locator('#limit', {hasText: '10 characters left'})
			.waitFor();
		await text.fill('😀'.repeat(4000));
		await text.press('Enter');
		assert.equal([...(await relay.next('say')).text].length, 4000);
		assert.equal(
			relay.heard.filter((m) => m.t === 'say').length,
			1
		);
	}));

test('D2: typing is told, at most every 3 s', () =>
	withChat(async ({relay, frame}) => {
		await say(frame, 'Hello');
		await frame.locator('#calling').waitFor();
		relay.accept('Mio');
		await frame.locator('#name', {hasText: 'Mio'}).waitFor();
		await frame
			.locator('#text')
			.pressSequentially('a long thought');
		await relay.next('typing');
		await say(frame, 'done');
		await relay.next('say', 2);
		assert.equal(
			relay.heard.filter((m) => m.t === 'typing').length,
			1
		);
	}));

test('what comes while the panel is closed is marked and counted', () =>
	withChat(async ({relay, frame, page}) => {
		await say(frame, 'Hello');
		await frame.locator('#calling').waitFor();
		relay.accept('Mio');
		await frame.locator('#name', {hasText: 'Mio'}).waitFor();
		await page.evaluate(() => {
			window.counts = [];
			noren('on', 'unread', (n) => counts.push(n));
			noren('close');
		});
		await page
			.locator('noren-chat iframe')
			.waitFor({state: 'hidden'});
		relay.answer('One');
		const {seq} = relay.answer('Two');
		await page.locator('noren-chat i').waitFor();
		await relay.until(() =>
			relay.heard.some(
				(m) =>
					m.t === 'seen' &&
					m.seq === seq &&
					m.mark === 'delivered'
			)
		);
		assert.match(
			await launcher(page).getAttribute('aria-label'),
			/New/
		);
		assert.ok(
			!relay.heard.some(
				(m) =>
					m.t === 'seen' &&
					m.seq === seq &&
					m.mark === 'read'
			)
		);
		await page.waitForFunction(
			() => counts[counts.length - 1] === 2
		);
		await launcher(page).click();
		await relay.until(() =>
			relay.heard.some(
				(m) =>
					m.t === 'seen' &&
					m.seq === seq &&
					m.mark === 'read'
			)
		);
		await page.locator('noren-chat i').waitFor({state: 'hidden'});
	}));

test('the page follows the shopper, and the panel stays open', () =>
	withChat(async ({relay, frame, page}) => {
		await say(frame, 'Hello');
		await frame.locator('#calling').waitFor();
		relay.accept('Mio');
		await frame.locator('#name', {hasText: 'Mio'}).waitFor();
		await frame.locator('#text').fill('A draft');
		await page.getByRole('link', {name: 'Wear'}).first().click();
		await page.waitForURL(/wear/);
		await chat(page).locator('#name', {hasText: 'Mio'}).waitFor();
		await bubble(chat(page), 'Hello').waitFor();
		assert.equal(
			await chat(page).locator('#text').inputValue(),
			'A draft'
		);
		assert.match(
			(await relay.next('hello', 2)).url ||
				(await relay.next('page')).url,
			/wear/
		);
	}));

test('Japanese all the way', () =>
	withChat(
		async ({relay, frame}) => {
			// With hello, or right after it where the page's own script
			// was slower than the shopper.
			const told = await relay.until(
				() => relay.heard.find((m) => m.product),
				'the product'
			);
			assert.equal(told.product, '抹茶碗 天目');
			await frame
				.locator('#state', {hasText: 'お気軽に'})
				.waitFor();
			await say(frame, 'この茶碗はまだありますか？');
			await frame
				.locator('#calling', {
					hasText: '少々お待ちください',
				})
				.waitFor();
			relay.accept('田中');
			relay.answer('はい、ございます。');
			relay.mark('read');
			await bubble(frame, 'この茶碗は')
				.locator('.meta', {hasText: '既読'})
				.waitFor();
			await frame
				.locator('.event', {hasText: '田中が対応'})
				.waitFor();
			assert.equal(
				await frame
					.locator('html')
					.getAttribute('lang'),
				'ja'
			);
		},
		{path: '/ja/product/matcha-bowl.html'}
	));
