// SPDX-License-Identifier: MIT
// How the chat was (E4): asked once, kindly, and not of who would rather not.

import {after, before, test} from 'node:test';
import assert from 'node:assert/strict';

import {chat, launch, openChat, say, startBoth, visit} from './lib/browser.mjs';

let browser;

before(async () => {
	browser = await launch();
});

after(() => browser?.close());

// Runs with a chat that has ended, and that may be rated.
async function withEnded(run) {
	const both = await startBoth();
	try {
		const page = await visit(
			browser,
			both.shop.origin + '/en/product/navy-wool-coat.html'
		);
		const frame = await openChat(page);
		await say(frame, 'Do you have M?');
		await both.relay.next('say');
		both.relay.accept('Mio');
		await frame.locator('.event', {hasText: 'Mio'}).waitFor();
		both.relay.end('ended');
		both.relay.askRating('Mio');
		await frame
			.getByRole('group', {name: 'How was your chat with Mio?'})
			.waitFor();
		await run({...both, page, frame});
		assert.deepEqual(both.relay.faults, []);
		assert.deepEqual(page.wrongs, []);
	} finally {
		for (const context of browser.contexts()) await context.close();
		both.stop();
	}
}

test('by the keyboard, with a word about it', () =>
	withEnded(async ({relay, page, frame}) => {
		const good = frame.getByRole('radio', {name: '3 stars: good'});
		await frame.getByRole('radio', {name: '1 star: poor'}).focus();
		await page.keyboard.press('ArrowRight');
		await page.keyboard.press('ArrowRight');
		assert.ok(await good.isChecked());
		await page.keyboard.press('Tab');
		await page.keyboard.type('Very kind.');
		await page.keyboard.press('Tab');
		await page.keyboard.press('Enter');
		await frame
			.getByRole('status')
			.filter({hasText: 'Thank you for your rating'})
			.waitFor();
		await frame.locator('.rating').waitFor({state: 'hidden'});
		assert.deepEqual(relay.ratings, [{stars: 3, text: 'Very kind.'}]);
		// A page later nobody asks any more.
		await page.reload();
		const again = await chat(page);
		await again.locator('#hello').waitFor();
		assert.equal(await again.locator('.rating').count(), 0);
	}));

test('whoever has scrolled up sees how to send the stars that they chose', () =>
	withEnded(async ({page, frame}) => {
		await page.setViewportSize({width: 390, height: 400});
		const scroll = frame.locator('#scroll');
		await scroll.evaluate(async (e) => {
			for (const top of [e.scrollHeight, 0]) {
				const moved = new Promise((resolve) =>
					e.addEventListener('scroll', resolve,
						{once: true}));
				e.scrollTop = top;
				await moved;
			}
		});
		await frame.locator('.stars input').nth(4)
			.evaluate((e) => e.click());
		const box = await scroll.boundingBox();
		const send = await frame
			.getByRole('button', {name: 'Send the rating'})
			.boundingBox();
		assert.ok(send.y + send.height <= box.y + box.height);
	}));

test('asked again after a reload, and not of who would rather not', () =>
	withEnded(async ({relay, page}) => {
		await page.reload();
		const frame = await chat(page);
		await frame.locator('.rating').waitFor();
		await frame.getByRole('button', {name: 'No, thank you'}).click();
		await frame.locator('.rating').waitFor({state: 'hidden'});
		await relay.next('rate');
		assert.deepEqual(relay.ratings, [
			{stars: undefined, text: undefined},
		]);
		assert.ok(await frame.locator('#hello').isVisible());
	}));

test('what could not be sent is not lost, and a new chat ends the question', () =>
	withEnded(async ({relay, frame}) => {
		await frame.locator('.stars input').nth(4).check({force: true});
		await frame.locator('#opinion').fill('Thank you!');
		relay.refuse = (m) => m.t === 'rate' && {code: 'busy', wait: 1};
		await frame.getByRole('button', {name: 'Send the rating'}).click();
		await frame
			.getByRole('alert')
			.filter({hasText: 'try again'})
			.waitFor();
		assert.equal(await frame.locator('#opinion').inputValue(), 'Thank you!');
		relay.refuse = null;
		await frame.locator('#again').click();
		await say(frame, 'One more thing');
		await frame.locator('.rating').waitFor({state: 'hidden'});
		assert.deepEqual(relay.ratings, []);
	}));
