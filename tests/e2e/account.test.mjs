// SPDX-License-Identifier: MIT
// Accounts by mail: the real mails of a real relay to a real server are read
// and what stands in them is used, in both languages; with TLS and without.

import {test} from 'node:test';
import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import assert from 'node:assert/strict';

import {PASSWORD, Relay} from './lib/relay.mjs';
import {Smtp, readMail} from './lib/smtp.mjs';

const AIKO = 'aiko@example.com';
const FRESH = 'four brisk finches';

async function set(t, {tls = null, conf = ''} = {}) {
	const smtp = new Smtp();
	smtp.tls = tls;
	await smtp.start();
	const relay = new Relay({testClock: true, conf:
		`smtp_url = ${smtp.url}\nsmtp_from = noren@chat.example\n` + conf});
	t.after(async () => {
		await relay.destroy();
		smtp.stop();
	});
	await relay.start();
	await relay.furnish('https://shop.example');
	await relay.hire('aiko');
	return {smtp, relay};
}

// Asks the relay; the answer, with its status.
async function ask(relay, path, body, token = '') {
	const answer = await fetch(relay.url + path, {
		method: body ? 'POST' : 'GET',
		headers: {'Content-Type': 'application/json',
			...(token && {'Authorization': `Bearer ${token}`})},
		body: body && JSON.stringify(body)});
	const text = await answer.text();
	return {status: answer.status, ...(text ? JSON.parse(text) : {})};
}

async function signIn(relay, password, lang, address = AIKO) {
	return ask(relay, '/v1/sign-in',
		{t: 'sign_in', address, password, lang});
}

// The next mail to that address; its code is the line of digits alone.
async function mailTo(smtp, address, n = 1) {
	const theirs = () => smtp.mails.filter((m) => m.to[0] === address);
	await smtp.until(() => theirs().length >= n);
	const {head, text} = readMail(theirs()[n - 1].text);
	return {head, text, code: /^(\d{5,8})$/m.exec(text)?.[1]};
}

for (const [lang, subject, words, told] of [
	['en', 'Your code for Tsukishiro', /15 minutes/, /has just been\s+changed/],
	['ja', '【Tsukishiro】確認コードのお知らせ', /15分/, /変更されました/]]) {
	test(`a forgotten password, ${lang}`, async (t) => {
		const {smtp, relay} = await set(t);
		const {token} = await signIn(relay, PASSWORD, lang);

		const sent = await ask(relay, '/v1/forgot',
			{t: 'forgot', address: AIKO});
		assert.deepEqual(sent, {status: 200, t: 'code_sent', mailed: true,
			digits: 5, minutes: 15});
		const mail = await mailTo(smtp, AIKO);
		assert.equal(mail.head.subject, subject);
		assert.match(mail.text, words);
		assert.equal(mail.code.length, 5);
		assert.equal((await ask(relay, '/v1/reset', {t: 'reset',
			address: AIKO, code: mail.code, password: FRESH})).status, 204);
		assert.match((await mailTo(smtp, AIKO, 2)).text, told);
		assert.equal((await ask(relay, '/v1/account', null, token)).code,
			'bad_token');
		assert.equal((await signIn(relay, PASSWORD)).code,
			'bad_credentials');
		assert.equal((await signIn(relay, FRESH)).t, 'signed_in');
		assert.equal((await ask(relay, '/v1/reset', {t: 'reset',
			address: AIKO, code: mail.code, password: FRESH})).code,
			'code_over');
		for (const secret of [mail.code, FRESH, PASSWORD])
			assert.ok(!relay.log.includes(secret), relay.log);
	});
}

test('another address', async (t) => {
	const {smtp, relay} = await set(t);
	const token = readFileSync(await relay.signIn('aiko'), 'utf8');
	const move = (password, address) => ask(relay, '/v1/account/address',
		{t: 'move', password, address}, token);
	assert.equal((await move('wrong', 'ai@example.com')).code,
		'bad_credentials');
	assert.equal((await move(PASSWORD, 'nonsense')).code, 'bad_address');
	assert.equal((await move(PASSWORD, 'ai@example.com')).t, 'code_sent');
	const {code} = await mailTo(smtp, 'ai@example.com');
	assert.equal((await ask(relay, '/v1/account/address/confirm',
		{t: 'moved', code}, token)).status, 204);
	assert.match((await mailTo(smtp, AIKO)).text, /ai@example\.com/);
	assert.equal((await ask(relay, '/v1/account', null, token)).address,
		'ai@example.com');
	assert.equal((await signIn(relay, PASSWORD, 'en', 'ai@example.com')).t,
		'signed_in');
});

test('a code waits out a server that is away', async (t) => {
	const {smtp, relay} = await set(t);
	smtp.refuse = '451 come later';
	await ask(relay, '/v1/forgot', {t: 'forgot', address: AIKO});
	await smtp.until(() => smtp.tries === 1);
	await relay.stop('SIGKILL');
	smtp.refuse = '';
	await relay.start();
	await relay.pass('2m');
	const {code} = await mailTo(smtp, AIKO);
	assert.equal((await ask(relay, '/v1/reset', {t: 'reset',
		address: AIKO, code, password: FRESH})).status, 204);
});

// An authority that lasts as long as the test, and what it vouches for.
function authority(t) {
	const dir = mkdtempSync(join(tmpdir(), 'noren-ca-'));
	const at = (name) => join(dir, name);
	const openssl = (...words) => execFileSync('openssl', words,
		{cwd: dir, stdio: ['ignore', 'ignore', 'pipe']});
	t.after(() => rmSync(dir, {recursive: true, force: true}));
	openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2',
		'-subj', '/CN=an authority', '-keyout', 'ca.key', '-out', 'ca.pem');
	openssl('req', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=mail',
		'-keyout', 'key.pem', '-out', 'mail.csr');
	writeFileSync(at('names'), 'subjectAltName=IP:127.0.0.1\n');
	openssl('x509', '-req', '-in', 'mail.csr', '-CA', 'ca.pem', '-CAkey',
		'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'names',
		'-out', 'cert.pem');
	return {ca: at('ca.pem'), key: readFileSync(at('key.pem')),
		cert: readFileSync(at('cert.pem'))};
}

for (const from of ['start', 'command']) {
	test(`TLS from the ${from}, signed in`, async (t) => {
		const {ca, key, cert} = authority(t);
		const file = join(mkdtempSync(join(tmpdir(), 'noren-pw-')), 'pw');
		writeFileSync(file, 'right one\n', {mode: 0o600});
		t.after(() => rmSync(join(file, '..'), {recursive: true}));
		const {smtp, relay} = await set(t, {tls: {key, cert, from},
			conf: `smtp_ca = ${ca}\nsmtp_user = noren\n` +
				`smtp_password_file = ${file}\n`});
		smtp.password = {user: 'noren', password: 'right one'};
		await ask(relay, '/v1/forgot', {t: 'forgot', address: AIKO});
		const {code} = await mailTo(smtp, AIKO);
		assert.equal(code.length, 5);
		assert.equal(smtp.mails[0].user, 'noren');
		assert.doesNotMatch(relay.log, /right one/);
	});
}

test('a server that nobody vouches for gets no mail', async (t) => {
	const {key, cert} = authority(t);
	const {smtp, relay} = await set(t, {tls: {key, cert, from: 'start'}});
	await ask(relay, '/v1/forgot', {t: 'forgot', address: AIKO});
	await smtp.until(() => smtp.tries === 1);
	const end = Date.now() + 15000;
	for (;;) {
		const {mails: [mail]} = JSON.parse(
			await relay.ctl(['mail', 'queue', 'demo', '--json']));
		if (mail.tries === 1) {
			assert.match(mail.text, /certificate/i);
			break;
		}
		assert.ok(Date.now() < end, relay.log);
	}
	assert.equal(smtp.mails.length, 0);
});
