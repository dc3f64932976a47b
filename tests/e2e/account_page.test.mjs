// SPDX-License-Identifier: MIT
// One's own account, changed by its owner (rules A5, A8): a real relay, a real
// mail server, and the same associate on three terminals.

import {test} from 'node:test';
import assert from 'node:assert/strict';

import './lib/browser.mjs';
import {PASSWORD} from './lib/relay.mjs';
import {Smtp, readMail} from './lib/smtp.mjs';
import {Stage} from './lib/stage.mjs';

const OLD = 'aiko@example.com';
const NEW = 'ai@shop.example';
const FRESH = 'four brisk finches';

const WORDS = {
	en: {renamed: 'Your name is changed.', mailed: `mailed it to ${NEW}`,
		wrong: 'The code is not right.', moved: 'Your new address holds.',
		other: 'last used', here: 'this one', out: 'Sign out on ',
		all: 'Sign out everywhere else', signIn: 'Sign in to answer shoppers',
		weak: 'It needs at least 10 characters.',
		notIt: 'The password is not right.',
		repassed: 'Your new password holds.'},
	ja: {renamed: 'お名前を変更しました', mailed: `${NEW} にお送りしました`,
		wrong: 'コードが正しくありません。', moved: 'アドレスを変更しました',
		other: '最終利用', here: 'この端末', out: 'をサインアウトしますか',
		all: 'ほかの端末をすべてサインアウト',
		signIn: 'サインインしてお客さまに対応しましょう',
		weak: '10文字以上にしてください。',
		notIt: 'パスワードが正しくありません。',
		repassed: 'パスワードを変更しました'},
};

const count = (screen, words) => screen.split(words).length - 1;

// The mail to that address, once it is there.
async function mailTo(smtp, address) {
	const mine = (mail) => mail.to[0] === address;
	await smtp.until(() => smtp.mails.some(mine));
	return readMail(smtp.mails.find(mine).text).text;
}

// Goes to the page.
async function account(terminal) {
	await terminal.press('f2', 'f10');
	await terminal.type('a');
}

// In a field each of the words, and Enter.
async function fill(terminal, ...words) {
	for (const word of words) {
		await terminal.type(word);
		await terminal.press('enter');
	}
}

async function rename(aiko, tablet, words) {
	await aiko.press('enter', 'ctrlU');
	await fill(aiko, 'Aiko 田中');
	await aiko.sees(words.renamed);
	await account(tablet);
	await tablet.sees('Aiko 田中');
}

async function move(aiko, smtp, words) {
	await aiko.press('down', 'enter');
	await fill(aiko, NEW, 'not the password');
	await aiko.sees(words.notIt);
	await fill(aiko, PASSWORD);
	await aiko.sees(words.mailed);
	const code = /^(\d{5})$/m.exec(await mailTo(smtp, NEW))[1];
	await fill(aiko, code === '00000' ? '00001' : '00000');
	await aiko.sees(words.wrong);
	await fill(aiko, code);
	await aiko.sees(words.moved);
	assert.ok((await aiko.sheds(OLD)).includes(NEW));
	assert.ok((await mailTo(smtp, OLD)).includes(NEW));
	return code;
}

// The tablet's session, which is the newest.
async function endOne(aiko, tablet, words) {
	await account(aiko);
	await aiko.becomes((screen) => count(screen, words.other) === 2);
	await aiko.press('down', 'down', 'down', 'down', 'down', 'enter');
	await aiko.sees(words.out);
	await aiko.press('down', 'enter');
	await tablet.sees(words.signIn);
	await aiko.becomes((screen) => count(screen, words.other) === 1 &&
		!screen.includes(words.all) && screen.includes(words.here));
}

async function repass(aiko, till, words) {
	await account(aiko);
	await aiko.press('down', 'down', 'enter');
	await fill(aiko, PASSWORD, 'short');
	await aiko.sees(words.weak);
	await aiko.press('ctrlU');
	await fill(aiko, FRESH);
	await aiko.sees(words.repassed);
	await till.sees(words.signIn);
	await aiko.becomes((screen) => count(screen, words.other) === 0);
}

async function signIn(relay, address, password) {
	const answer = await fetch(`${relay.url}/v1/sign-in`, {method: 'POST',
		headers: {'Content-Type': 'application/json'},
		body: JSON.stringify({t: 'sign_in', address, password})});
	return (await answer.json()).t;
}

for (const [lang, words] of Object.entries(WORDS)) {
	test(`name, address, sessions and password, ${lang}`, async (t) => {
		const smtp = await new Smtp().start();
		t.after(() => smtp.stop());
		const stage = await Stage.set(t, {conf: `smtp_url = ${smtp.url}\n` +
			'smtp_from = noren@chat.example\n'});
		const aiko = await stage.terminal('aiko', {lang});
		const till = await stage.terminal('aiko', {lang});
		const tablet = await stage.terminal('aiko', {lang});

		await account(aiko);
		await aiko.sees(OLD);
		await rename(aiko, tablet, words);
		const code = await move(aiko, smtp, words);
		await endOne(aiko, tablet, words);
		await repass(aiko, till, words);

		assert.equal(await signIn(stage.relay, NEW, FRESH), 'signed_in');
		assert.notEqual(await signIn(stage.relay, OLD, FRESH), 'signed_in');
		assert.notEqual(await signIn(stage.relay, NEW, PASSWORD), 'signed_in');
		for (const secret of [PASSWORD, FRESH, code])
			assert.ok(!stage.relay.log.includes(secret));
	});
}
