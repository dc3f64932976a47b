// SPDX-License-Identifier: MIT
// What happens in a chat besides words: what the shopper does in the shop (D4),
// pictures both ways (D6), a transfer (D8), and a block (D9).

import {test} from 'node:test';
import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';

import './lib/browser.mjs';
import {Stage} from './lib/stage.mjs';

const QUESTION = 'Is this coat warm?';
const COAT = '/en/product/navy-wool-coat.html';

// Aiko has a chat with a shopper.
async function begin(t) {
	const stage = await Stage.set(t);
	const aiko = await stage.available('aiko');
	const shopper = await stage.shopper(COAT);
	await shopper.ask(QUESTION);
	await aiko.accepts(QUESTION);
	await shopper.sees('Aiko Tanaka is here');
	return {stage, aiko, shopper};
}

async function choose(terminal, letter, words) {
	await terminal.press('f9');
	await terminal.sees('Chat with');
	await terminal.type(letter);
	await terminal.sees(words);
}

test('D4: what the shopper does in the shop appears in the chat', async (t) => {
	const {aiko, shopper} = await begin(t);
	const {page} = shopper;
	await page.locator('[data-add]').click();
	await aiko.sees('> put Navy wool coat in the cart');
	await shopper.go('/en/cart.html');
	await shopper.launcher.waitFor();
	await page.locator('a[href$="checkout.html"]').click();
	await aiko.sees('> went to the till');
	await page.locator('[data-buy]').click();
	await aiko.sees('> bought: order T-');
	await aiko.sees('¥48,000');
	// None of it is said back to the shopper.
	await shopper.agrees(['own: ' + QUESTION]);
	assert.deepEqual(shopper.wrongs, []);
});

test('D6: pictures both ways', async (t) => {
	const {stage, aiko, shopper} = await begin(t);
	const picture = await shopper.page.screenshot({
		clip: {x: 0, y: 0, width: 320, height: 200}});
	await shopper.frame.locator('#attach').waitFor();
	await shopper.frame.locator('#composer input[type=file]')
		.setInputFiles([{name: 'mine.png', mimeType: 'image/png',
			buffer: picture}]);
	await shopper.frame.locator('#send').click();
	await shopper.frame.locator('.own img.shown[alt="Picture: mine.png"]')
		.waitFor();
	await aiko.sees('mine.png');

	// The field begins with the home folder.
	writeFileSync(join(stage.relay.folder, 'lining.png'), picture);
	await choose(aiko, 's', 'JPEG, PNG, GIF, WebP');
	await aiko.type('lining.png');
	await aiko.press('enter');
	const shown = shopper.frame.locator(
		'.bubble:not(.own) img.shown[alt="Picture: lining.png"]');
	await shown.waitFor();
	assert.equal(await shown.evaluate((img) => img.decode().then(() =>
		img.naturalWidth)), 320);
	await aiko.sees('lining.png');
	// Both are there again on the next page.
	await shopper.go('/en/product/wool-scarf.html');
	await shopper.frame.locator('img.shown').nth(1).waitFor();
	assert.deepEqual(shopper.wrongs, []);
});

test('D8: a transfer: the colleague has it all, the shopper is told',
	async (t) => {
		const {stage, aiko, shopper} = await begin(t);
		const mio = await stage.available('mio');
		await choose(aiko, 't', 'Mio Sato');
		await aiko.type('She knows coats');
		await aiko.sees('She knows coats');
		await aiko.press('enter');
		await mio.sees('She knows coats');
		await mio.press('enter');
		await mio.sees(QUESTION);
		await shopper.sees('Mio Sato is with you now');
		assert.equal(await shopper.frame.locator('#panel')
			.getByText('She knows coats').count(), 0);
		await mio.type('Very warm indeed.');
		await mio.press('enter');
		await shopper.reads('Very warm indeed.');
		await shopper.say('Wonderful');
		await mio.sees('Wonderful');
		await aiko.sees('Go unavailable');
	});

test('D9: a block: silent, and gone on the next page', async (t) => {
	const {stage, aiko, shopper} = await begin(t);
	const tab = await shopper.newTab();
	await tab.launcher.waitFor();
	await choose(aiko, 'b', 'The shopper is not told');
	await aiko.type('Rude');
	await aiko.press('down', 'enter');
	await aiko.sees('Go unavailable');

	// What they write looks sent, also on the page loaded again.
	await shopper.say('You fool');
	await shopper.bubble('You fool').locator('.meta', {hasText: 'Sent'})
		.waitFor();
	await shopper.page.reload();
	await shopper.launcher.waitFor();
	await shopper.reads('You fool');
	assert.ok(!(await aiko.screen()).includes('You fool'));

	// The page moves by itself; both tabs and all pages after it are bare.
	await shopper.page.evaluate(() =>
		history.pushState(null, '', '?item=2'));
	await shopper.launcher.waitFor({state: 'hidden'});
	await tab.launcher.waitFor({state: 'hidden'});
	const third = await shopper.newTab();
	await third.page.locator('noren-chat').waitFor({state: 'attached'});
	await third.go('/en/living.html');
	await third.page.waitForLoadState('networkidle');
	assert.equal(await third.launcher.isVisible(), false);
	assert.deepEqual([...shopper.wrongs, ...tab.wrongs, ...third.wrongs], []);
	// Another shopper sees nothing of it.
	const other = await stage.shopper(COAT);
	await other.ask('Good evening');
	await aiko.sees('Good evening');
});
