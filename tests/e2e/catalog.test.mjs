// SPDX-License-Identifier: MIT
// The catalogue from a feed to a card (F1 to F4, D5): imported, found in English
// and in Japanese on a terminal, recommended, opened by the shopper.

import {test} from 'node:test';
import assert from 'node:assert/strict';

import './lib/browser.mjs';
import {Stage} from './lib/stage.mjs';

const feed = (shop) => ['id,title,link,price,sale_price,availability,gtin',
	`CO-1,Navy wool coat,${shop}/en/product/navy-wool-coat.html,` +
		'48000 JPY,38400 JPY,in_stock,4901234567894',
	`CO-2,Camel wool coat,${shop}/en/product/camel-wool-coat.html,` +
		'48000 JPY,,out_of_stock,',
	`MU-1,ウールマフラー 苔色チェック,${shop}/ja/product/wool-scarf.html,` +
		'8400 JPY,,in_stock,',
].join('\n') + '\n';

test('found in English and Japanese, recommended, and opened', async (t) => {
	const stage = await Stage.set(t);
	await stage.relay.ctl(
		['catalogue', 'import', 'demo', '-'], feed(stage.shop));
	const aiko = await stage.available('aiko', {cols: 100, rows: 30});
	const shopper = await stage.shopper();

	await shopper.ask('Do you have a warm coat?');
	await aiko.sees('Do you have a warm coat?');
	await aiko.press('enter');
	await aiko.sees('> Aiko Tanaka joined');
	await aiko.press('f3');
	await aiko.sees('3 products');
	await aiko.type('ﾏﾌﾗｰ');
	await aiko.sees('1 found');
	await aiko.sees('ウールマフラー 苔色チェック');
	await aiko.press('ctrlU');
	await aiko.type('wool coat');
	await aiko.sees('2 found');
	await aiko.sees('JAN       4901234567894');
	await aiko.press('f8');
	await aiko.sees('was ¥48,000');

	const card = shopper.frame.locator('.goods', {hasText: 'Navy wool coat'});
	await card.waitFor();
	assert.match(await card.locator('s').textContent(), /¥48,000/);
	await shopper.go('/en/product/navy-wool-coat.html');
	await aiko.sees('> viewed your recommendation Navy wool coat');
	assert.deepEqual(shopper.wrongs, []);
});

test('a barcode, in Japanese, on a small terminal', async (t) => {
	const stage = await Stage.set(t);
	await stage.relay.ctl(
		['catalogue', 'import', 'demo', '-'], feed(stage.shop));
	const aiko = await stage.terminal('aiko',
		{cols: 40, rows: 12, lang: 'ja'});

	await aiko.press('f3');
	await aiko.sees('全 3 点');
	await aiko.type('4901234567894');
	await aiko.press('enter');
	await aiko.sees('CO-1');
	await aiko.sees('通常 ¥48,000');
	await aiko.type('4901234567895');
	await aiko.press('enter');
	await aiko.sees('バーコードが正しく');
	await aiko.type('96385074');
	await aiko.press('enter');
	await aiko.sees('このバーコードの商品は');
});
