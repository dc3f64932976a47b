// SPDX-License-Identifier: MIT
// An account from its invite to its last session: norenctl, a real mail server,
// the client on a Japanese terminal, and a shopper in a browser.

import {test} from 'node:test';
import assert from 'node:assert/strict';

import './lib/browser.mjs';
import {Smtp, readMail} from './lib/smtp.mjs';
import {Stage} from './lib/stage.mjs';

const ADDRESS = 'aoi@shop.example';
const NAME = '葵 山本';
const PASSWORD = 'やかんを強い火にかける';
const FRESH = '茶碗を棚に戻しておく';
const QUESTION = 'この抹茶碗は電子レンジで使えますか？';

async function set(t) {
	const smtp = await new Smtp().start();
	t.after(() => smtp.stop());
	const stage = await Stage.set(t, {conf:
		`smtp_url = ${smtp.url}\nsmtp_from = noren@chat.example\n`});
	return {smtp, stage, relay: stage.relay};
}

// Asks over HTTP; the answer, whose status must be that.
async function ask(relay, path, body, status) {
	const answer = await fetch(relay.url + path, {method: 'POST',
		headers: {'Content-Type': 'application/json'},
		body: JSON.stringify(body)});
	const text = await answer.text();
	assert.equal(answer.status, status, text);
	return text ? JSON.parse(text) : {};
}

// The nth mail, once it is there: to whom, about what, and the code in it.
async function codeIn(smtp, n) {
	await smtp.until(() => smtp.mails.length >= n);
	const mail = smtp.mails[n - 1];
	const {head, text} = readMail(mail.text);
	return {to: mail.to, subject: head.subject, text,
		code: /^(\d{5})$/m.exec(text)?.[1]};
}

// A terminal on whose page somebody creates an account for themselves.
async function createAccount({smtp, stage, relay}) {
	const invite = (await relay.ctl(['invite', 'issue', 'demo',
		'--groups', 'ginza'])).match(/\b[A-HJ-NP-Z2-9]{6}\b/)[0];
	const aoi = await stage.stranger('', {lang: 'ja', cols: 100, rows: 30});
	await aoi.sees('メールアドレス');
	await aoi.press('ctrlN');
	await aoi.sees('招待コード');
	for (const words of [invite.toLowerCase(), ADDRESS, NAME, '短い']) {
		await aoi.type(words);
		await aoi.press('enter');
	}
	await aoi.sees('10文字以上にしてください。');
	await aoi.press('ctrlU');
	await aoi.type(PASSWORD);
	await aoi.press('enter');
	await aoi.sees('にコードを送りました');
	const mail = await codeIn(smtp, 1);
	await aoi.type(mail.code === '00000' ? '00001' : '00000');
	await aoi.press('enter');
	await aoi.sees('コードが正しくありません。');
	await aoi.press('ctrlU');
	await aoi.type(mail.code);
	await aoi.press('enter');
	return {aoi, mail};
}

// Lets somebody in by an invite, and reads their mail for them.
async function signUp(smtp, relay) {
	const invite = (await relay.ctl(['invite', 'issue', 'demo',
		'--groups', 'ginza'])).match(/\b[A-HJ-NP-Z2-9]{6}\b/)[0];
	const sent = await ask(relay, '/v1/sign-up', {t: 'sign_up', invite,
		address: ADDRESS, name: NAME, password: PASSWORD, lang: 'ja'}, 200);
	assert.deepEqual(sent,
		{t: 'code_sent', mailed: true, digits: 5, minutes: 15});
	const mail = await codeIn(smtp, smtp.mails.length || 1);
	await ask(relay, '/v1/sign-up/confirm',
		{t: 'confirm', address: ADDRESS, code: mail.code,
			password: PASSWORD}, 204);
	return mail;
}

test('招待から登録、チャット、パスワードの再設定まで', async (t) => {
	const {smtp, stage, relay} = await set(t);
	const {aoi, mail} = await createAccount({smtp, stage, relay});
	assert.deepEqual(mail.to, [ADDRESS]);
	assert.match(mail.subject, /Tsukishiro/);
	assert.match(mail.text, /葵 山本/);
	assert.match(mail.text, /登録/);

	await aoi.sees('本日のチャット'); // it signs in by itself
	await aoi.press('space');
	await aoi.sees('対応不可にする');
	const shopper = await stage.shopper('/ja/product/matcha-bowl.html');
	await shopper.ask(QUESTION);
	await aoi.sees(QUESTION);
	await aoi.press('enter');
	await aoi.sees('葵 山本さんが入りました');
	await aoi.type('はい、お使いいただけます。');
	await aoi.press('enter');
	await shopper.reads('はい、お使いいただけます。');

	// The password is forgotten elsewhere: a mail, a code, a new one, and
	// whoever was signed in with the old one is so no longer.
	const again = await stage.stranger('', {lang: 'ja', cols: 80, rows: 24});
	await again.sees('メールアドレス');
	await again.type(ADDRESS);
	await again.press('enter');
	await again.sees('パスワード');
	await again.press('ctrlF');
	await again.sees('新しいパスワード');
	await again.press('enter');
	await again.sees('登録済みであれば');
	const reset = await codeIn(smtp, 2);
	assert.deepEqual(reset.to, [ADDRESS]);
	assert.match(reset.text, /パスワード/);
	await again.type(reset.code);
	await again.press('enter');
	await again.type(FRESH);
	await again.press('enter');
	await again.sees(QUESTION);
	await aoi.sees('サインアウトされました');

	// No secret is in the relay's log.
	for (const secret of [PASSWORD, FRESH, mail.code, reset.code])
		assert.ok(!relay.log.includes(secret));
});

test('nobody is mailed about an address that nobody has', async (t) => {
	const {smtp, relay} = await set(t);
	await signUp(smtp, relay);
	const known = await ask(relay, '/v1/forgot',
		{t: 'forgot', address: ADDRESS}, 200);
	const unknown = await ask(relay, '/v1/forgot',
		{t: 'forgot', address: 'nobody@shop.example'}, 200);
	assert.deepEqual(unknown, known);
	await smtp.until(() => smtp.mails.length >= 2);
	// A mail that comes after it shows that none is on its way.
	await relay.ctl(['mail', 'test', 'demo', 'me@shop.example']);
	await smtp.until(() => smtp.mails.length >= 3);
	assert.deepEqual(smtp.mails.map((mail) => mail.to[0]),
		[ADDRESS, ADDRESS, 'me@shop.example']);
});
