// SPDX-License-Identifier: MIT
// Rule J1: what is kept of a shopper is printed, corrected and erased by
// norenctl, with a real browser and a terminal beside it; figures stay.

import {test} from 'node:test';
import assert from 'node:assert/strict';
import {existsSync, readdirSync, watch} from 'node:fs';
import {join} from 'node:path';

import './lib/browser.mjs';
import {Stage} from './lib/stage.mjs';

const ROOMY = {cols: 100, rows: 30};
const SECRET = 'この茶碗は左利きでも使えますか';

// A chat in Japanese with a picture, which ends with a sale.
async function sells(stage, aiko) {
	const hanako = await stage.shopper('/ja/product/navy-wool-coat.html');
	await hanako.ask(SECRET);
	await aiko.accepts('この茶碗は');
	await aiko.type('はい。');
	await aiko.press('enter');
	await hanako.sees('はい。');
	const picture = await hanako.page.screenshot({
		clip: {x: 0, y: 0, width: 64, height: 64}});
	await hanako.frame.locator('#attach').waitFor();
	await hanako.frame.locator('#composer input[type=file]')
		.setInputFiles([{name: 'mine.png', mimeType: 'image/png',
			buffer: picture}]);
	await hanako.frame.locator('#send').click();
	await aiko.sees('mine.png');
	await hanako.page.evaluate(() => noren('purchase', {
		transaction_id: 'T-9', value: 12900, currency: 'JPY', items: [{
			item_id: 'CH-1', item_name: '茶碗', price: 12900, quantity: 1}],
	}));
	await aiko.sees('12,900');
	return hanako;
}

// Until that folder has nothing in it.
function emptied(folder) {
	return new Promise((resolve) => {
		const watcher = watch(folder, look);
		look();
		function look() {
			if (readdirSync(folder).length) return;
			watcher.close();
			resolve();
		}
	});
}

test('what is kept of a shopper is theirs', async (t) => {
	const stage = await Stage.set(t, {testClock: true});
	const aiko = await stage.available('aiko', ROOMY);
	const hanako = await sells(stage, aiko);
	const {relay} = stage;
	const ctl = (...words) => relay.ctl(['shopper', ...words]);

	// Corrected, on the terminal at once.
	await ctl('correct', 'demo', 'T-9', '--order', '--name', '佐藤 花子');
	await aiko.sees('佐藤 花子');

	// All of it, a JSON object a line.
	const lines = (await ctl('export', 'demo', 'T-9', '--order')).trim()
		.split('\n').map((line) => JSON.parse(line));
	const kinds = new Set(lines.map((line) => line.t));
	assert.deepEqual([...kinds].sort(), ['chat', 'entry', 'order', 'shopper']);
	assert.ok(lines.some((line) => line.text === SECRET));
	assert.ok(lines.some((line) => line.order === 'T-9' &&
		line.minor_units === 12900 && line.currency === 'JPY'));
	const {media} = lines.find((line) => line.media);
	const folder = join(relay.folder, 'state', 'media', 'demo');
	assert.ok(existsSync(join(folder, media)));

	// Not while they are in a chat; then for good.
	await assert.rejects(ctl('erase', 'demo', 'T-9', '--order', '--yes'),
		/in_a_chat/);
	await aiko.endsChat();
	const gone = emptied(folder);
	assert.match(await ctl('erase', 'demo', 'T-9', '--order', '--yes'),
		/erased +1/);
	await gone;
	assert.equal((await ctl('find', 'demo', 'T-9', '--order', '--json'))
		.trim(), '{"shoppers":[]}');
	await assert.rejects(ctl('export', 'demo', 'T-9', '--order'),
		/nothing is kept of them/);

	// The archive has the chat and its sale, and nothing of her.
	await aiko.press('f4');
	await aiko.sees('Erased');
	await aiko.sees('Sale ¥12,900');
	assert.ok(!(await aiko.screen()).includes('花子'));
	await aiko.press('enter');
	await aiko.sees('What was said here was erased.');

	// Her browser begins anew, as somebody else.
	await hanako.page.reload();
	await hanako.field.waitFor();
	await hanako.say('またお願いします。');
	await hanako.reads('またお願いします。');
	assert.deepEqual(await hanako.said(), ['own: またお願いします。']);
	await aiko.sees('Guest 2');
	assert.deepEqual(hanako.wrongs, []);
});
