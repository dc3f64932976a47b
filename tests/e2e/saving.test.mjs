// SPDX-License-Identifier: MIT
// Rule J2: the archive is saved from inside the client, in both languages, while
// all else goes on; and where it cannot be, that is said and nothing half is left.

import {test} from 'node:test';
import {existsSync, mkdirSync, readdirSync, readFileSync, statSync}
	from 'node:fs';
import {join} from 'node:path';
import assert from 'node:assert/strict';

import './lib/browser.mjs';
import {Stage} from './lib/stage.mjs';

const CTRL_S = '\x13', CTRL_U = '\x15', RIGHT = '\x1b[C';

// A chat that ends with a sale.
async function sells(stage, aiko) {
	const hanako = await stage.shopper('/ja/product/navy-wool-coat.html');
	await hanako.ask('この茶碗はありますか。');
	await aiko.accepts('この茶碗は');
	await aiko.type('はい、三つございます。');
	await aiko.press('enter');
	await hanako.sees('三つございます');
	await aiko.endsChat();
	await hanako.page.evaluate(() => noren('purchase', {
		transaction_id: 'T-9', value: 12900, currency: 'JPY', items: [{
			item_id: 'CH-1', item_name: '茶碗', price: 12900, quantity: 1}],
	}));
	await aiko.sees('*1  1  ¥12,900');
}

test('the archive is saved from inside the client', async (t) => {
	const stage = await Stage.set(t);
	const aiko = await stage.available('aiko');
	const desk = await stage.terminal('aiko', {lang: 'ja'});
	const downloads = join(stage.relay.folder, 'Downloads');
	const saved = () => existsSync(downloads) ? readdirSync(downloads) : [];
	await sells(stage, aiko);

	// The list, as JSON, to where it is proposed; the sale stays new.
	await aiko.press('f4');
	await aiko.sees('Sale ¥12,900');
	await aiko.type('s');
	await aiko.sees('Save the archive');
	await aiko.type(RIGHT + RIGHT);
	await aiko.sees('.jsonl');
	await aiko.type(CTRL_S);
	await aiko.sees('Kept as');
	const [name] = saved();
	const chat = JSON.parse(readFileSync(join(downloads, name), 'utf8'));
	assert.match(name, /^noren-archive-\d{4}-\d\d-\d\d\.jsonl$/);
	assert.equal(statSync(join(downloads, name)).mode & 0o777, 0o600);
	assert.equal(chat.fresh, true);
	assert.ok(chat.entries.some((e) => e.text === 'この茶碗はありますか。'));
	assert.ok((await aiko.screen()).includes('Sales *1'), 'nobody has seen it');

	// What has that name is asked about, and stays.
	await aiko.type('s');
	await aiko.sees('Save the archive');
	await aiko.type(RIGHT + RIGHT);
	await aiko.sees('.jsonl');
	await aiko.type(CTRL_S);
	await aiko.sees('Replace it?');
	await aiko.press('enter');
	await aiko.sheds('Replace it?');
	await aiko.press('esc');
	await aiko.sheds('Save the archive');
	assert.deepEqual(saved(), [name]);

	// The chat, in Japanese, as text.
	await desk.press('f4');
	await desk.sees('売上 ¥12,900');
	await desk.press('enter');
	await desk.sees('三つございます');
	await desk.type('s');
	await desk.sees('チャットの保存');
	await desk.press('tab');
	await desk.type(`${CTRL_U}~/茶碗.txt\r`);
	await desk.sees('茶碗.txt');
	await desk.sheds('チャットの保存');
	assert.match(readFileSync(join(stage.relay.folder, '茶碗.txt'), 'utf8'),
		/売上 ¥12,900[^]*はい、三つございます。/);
});

test('what cannot be saved leaves nothing half', async (t) => {
	const stage = await Stage.set(t);
	const aiko = await stage.available('aiko');
	const folder = join(stage.relay.folder, 'mine');
	const to = (path) => aiko.type(CTRL_U + path + CTRL_S);
	mkdirSync(folder);
	await sells(stage, aiko);
	await aiko.press('f4');
	await aiko.sees('Sale ¥12,900');
	await aiko.type('s\t');
	await aiko.sees('Save the archive');
	await to('~/nowhere/a.txt');
	await aiko.sees('There is no such folder');
	await to('~/mine');
	await aiko.sees('cannot be the name of a file');

	// A relay that says nothing does not stop the terminal.
	stage.relay.freeze(true);
	await to('~/mine/a.txt');
	await aiko.sees('One moment');
	await aiko.press('f2');
	await aiko.sees('Chats today');
	await aiko.press('f4');
	await aiko.sees('Sale ¥12,900');
	await aiko.type('s');
	await aiko.sees('One moment');
	await aiko.press('esc');
	await aiko.sees('Stopped: nothing was saved.');
	stage.relay.freeze(false);

	// Nor does one that is gone.
	await aiko.sees('connected');
	stage.relay.freeze(true);
	await to('~/mine/a.txt');
	await aiko.sees('One moment');
	await stage.relay.stop('SIGKILL');
	await aiko.sees('The relay was lost: nothing was saved.');
	assert.deepEqual(readdirSync(folder), []);
});
