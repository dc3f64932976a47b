// SPDX-License-Identifier: MIT
// Japanese all the way: an input method in the browser, wide characters on the
// terminal.

import {test} from 'node:test';
import assert from 'node:assert/strict';

import './lib/browser.mjs';
import {Stage} from './lib/stage.mjs';

const QUESTION = 'こんにちは。この抹茶碗は電子レンジで使えますか？';

// Types with an input method: kana appear one by one, are converted and then
// confirmed by Enter, which is the method's and not the page's.
async function convert(shopper, kana, text) {
	const cdp = await shopper.page.context().newCDPSession(shopper.page);
	for (let n = 1; n <= kana.length; n++)
		await cdp.send('Input.imeSetComposition',
			{text: kana.slice(0, n), selectionStart: n, selectionEnd: n});
	await cdp.send('Input.imeSetComposition', {text,
		selectionStart: text.length, selectionEnd: text.length});
	await cdp.send('Input.dispatchKeyEvent', {type: 'rawKeyDown',
		key: 'Process', code: 'Enter', windowsVirtualKeyCode: 229});
	await cdp.send('Input.insertText', {text});
	await cdp.detach();
	// Nobody's next key comes before the page's next turn.
	await shopper.field.evaluate(() => scheduler.postTask(() => {}));
}

// Which column of the terminal a text begins in, counted in cells.
const column = async (terminal, text) => (await terminal.find(text)).col;

test('日本語で、最初から最後まで', async (t) => {
	const stage = await Stage.set(t);
	const jin = await stage.available('jin', {lang: 'ja'});
	await jin.sees('ライブパネル');
	const shopper = await stage.shopper('/ja/product/matcha-bowl.html');
	await shopper.open();
	await shopper.sees('お気軽にご相談ください');
	await shopper.field.focus();
	await convert(shopper, 'こんにちは', 'こんにちは。');
	assert.deepEqual(await shopper.said(), [], 'Enter has sent nothing');
	await convert(shopper, 'このまっちゃわんは', 'この抹茶碗は');
	await convert(shopper, 'でんしれんじで', '電子レンジで使えますか？');
	assert.equal(await shopper.field.inputValue(), QUESTION);
	await shopper.field.press('Enter');
	await shopper.reads(QUESTION);
	await shopper.sees('担当者を呼んでおります。');

	const alert = await jin.sees(QUESTION);
	for (const words of ['新しいチャット申請', '日本語', 'はじめて',
		'抹茶碗 天目', '¥14,300'])
		assert.ok(alert.includes(words), `"${words}" in ${alert}`);
	// The frame is straight: its right side stands in one column.
	const sides = [];
	for (const words of ['┐', '┘'])
		sides.push(await column(jin, words));
	assert.equal(sides[0], sides[1]);
	await jin.press('enter');
	await jin.sees('高橋 仁さんが入りました');
	await shopper.sees('高橋 仁が対応いたします');

	await jin.type('はい、お使いいただけます。');
	await shopper.sees('高橋 仁が入力しています');
	const {cursor: [row, col]} = await jin.look();
	const typed = await jin.find('はい、お使い');
	assert.equal(typed.row, row, 'the cursor is where one types');
	assert.equal(typed.col + 2 * 'はい、お使いいただけます。'.length, col);
	await jin.press('backspace', 'backspace');
	await jin.type('す。㍿ ｶﾞﾗｽ 👍');
	await jin.press('enter');
	const answer = 'はい、お使いいただけます。㍿ ｶﾞﾗｽ 👍';
	await shopper.reads(answer);
	await jin.sees('既読');
	assert.equal(await column(jin, 'はい、お使い'),
		await column(jin, QUESTION.slice(0, 6)));
	await shopper.field.focus();
	await convert(shopper, 'ありがとう', 'ありがとうございます');
	await shopper.field.press('Enter');
	await jin.sees('ありがとうございます');
	await shopper.go('/ja/product/tea-cups.html');
	await jin.sees('> 夫婦湯呑');

	await jin.press('f9');
	await jin.sees('チャットを終了する');
	await jin.type('e');
	await jin.sees('続ける');
	await jin.press('down', 'enter');
	await shopper.sees('チャットは終了しました。ご利用ありがとうございました。');
	await jin.sees('対応可です');
	assert.deepEqual(shopper.wrongs, []);
});

test('誰も出られないとき、書いた文が残る', async (t) => {
	const stage = await Stage.set(t, {testClock: true});
	const jin = await stage.available('jin', {lang: 'ja'});
	const shopper = await stage.shopper('/ja/product/matcha-bowl.html');
	await shopper.ask(QUESTION);
	await jin.sees(QUESTION);
	await stage.relay.pass('91s');
	await jin.sees('不在チャット');
	await shopper.sees('申し訳ございません。');
	assert.equal(await shopper.frame.locator('#message').inputValue(),
		QUESTION);
	await shopper.frame.locator('#address').fill('sato@example.com');
	await shopper.frame.locator('#leave').click();
	await shopper.sees('ありがとうございます。メッセージを承りました。');
	await jin.sees('ホームに戻る');
	await jin.press('enter');
	await jin.sees('お問い合わせが1件あります');
});
