// SPDX-License-Identifier: MIT
// Mails go out to a real server: problem reports, once; what a server refuses,
// drops or never hears of; a relay that ends in between.

import {test} from 'node:test';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import assert from 'node:assert/strict';

import {Relay} from './lib/relay.mjs';
import {Smtp, readMail} from './lib/smtp.mjs';

const SUPPORT = 'help@shop.example';
const WORDS = 'The timer was wrong.\n.dot\n画面が消えました。' + 'x'.repeat(200);

async function set(t) {
	const smtp = await new Smtp().start();
	const relay = new Relay({testClock: true, conf:
		`smtp_url = ${smtp.url}\nsmtp_from = noren@chat.example\n`});
	t.after(async () => {
		await relay.destroy();
		smtp.stop();
	});
	await relay.start();
	await relay.furnish('https://shop.example');
	await relay.hire('aiko');
	await relay.ctl(['retailer', 'set', 'demo', '--support', SUPPORT]);
	return {smtp, relay};
}

async function report(relay, text = WORDS) {
	const token = readFileSync(await relay.signIn('aiko'), 'utf8');
	const answer = await fetch(relay.url + '/v1/report', {method: 'POST',
		headers: {'Content-Type': 'application/json',
			'Authorization': `Bearer ${token}`},
		body: JSON.stringify({t: 'report', text})});
	assert.equal(answer.status, 204);
}

const queue = async (relay) => JSON.parse(
	await relay.ctl(['mail', 'queue', 'demo', '--json'])).mails;

// Waits until the queue is as it should be.
async function becomes(relay, fits) {
	const end = Date.now() + 15000;
	for (;;) {
		const mails = await queue(relay);
		if (fits(mails))
			return mails;
		assert.ok(Date.now() < end, JSON.stringify(mails) + relay.log);
	}
}

const isEmpty = (mails) => mails.length === 0;
const wasTried = (n) => (mails) => mails.length === 1 && mails[0].tries === n;

test('a report is mailed, whole and once', async (t) => {
	const {smtp, relay} = await set(t);
	await report(relay);
	await smtp.until(() => smtp.mails.length === 1);
	await becomes(relay, isEmpty);
	const [mail] = smtp.mails;
	assert.equal(mail.from, 'noren@chat.example');
	assert.deepEqual(mail.to, [SUPPORT]);
	const {head, text} = readMail(mail.text);
	assert.equal(head.from, 'noren@chat.example');
	assert.equal(head.to, SUPPORT);
	assert.equal(head['reply-to'], 'aiko@example.com');
	assert.equal(head.subject, 'A problem report by Aiko Tanaka, Tsukishiro');
	assert.match(head['message-id'], /^<\S+@chat\.example>$/);
	assert.ok(Math.abs(new Date(head.date) - Date.now()) < 60000, head.date);
	assert.ok(text.includes(WORDS), text);
	assert.match(text, /問題の報告/);

	await relay.stop();
	await relay.start();
	await relay.pass('2h');
	await relay.ctl(['mail', 'test', 'demo', 'me@shop.example']);
	await smtp.until(() => smtp.mails.length === 2);
	assert.deepEqual(smtp.mails[1].to, ['me@shop.example']);
	assert.match(relay.log, /event=mail .*result=sent/);
	assert.doesNotMatch(relay.log, /timer was wrong/);
});

test('without an address for them, reports are kept only', async (t) => {
	const {smtp, relay} = await set(t);
	await relay.ctl(['retailer', 'set', 'demo', '--support', '']);
	await report(relay);
	assert.deepEqual(await queue(relay), []);
	assert.match(await relay.ctl(['report', 'list', 'demo']), /Aiko/);
	assert.equal(smtp.tries, 0);
});

for (const signal of ['SIGTERM', 'SIGKILL']) {
	test(`a server that is away, ${signal}, and it is back: one mail`,
		async (t) => {
			const {smtp, relay} = await set(t);
			smtp.stop();
			await report(relay);
			await becomes(relay, wasTried(1));
			await relay.stop(signal);
			await smtp.start();
			await relay.start();
			assert.equal((await queue(relay)).length, 1);
			await relay.pass('2m');
			await smtp.until(() => smtp.mails.length === 1);
			await becomes(relay, isEmpty);
			assert.equal(smtp.mails.length, 1);
		});
}

test('4xx is tried again, 5xx is not', async (t) => {
	const {smtp, relay} = await set(t);
	smtp.refuse = '451 come later';
	await report(relay);
	const [mail] = await becomes(relay, wasTried(1));
	assert.match(mail.text, /451/);
	await relay.pass('2m');
	await becomes(relay, wasTried(2));
	smtp.refuse = '550 nobody here';
	await relay.pass('1h');
	await becomes(relay, isEmpty);
	assert.match(relay.log, /event=mail .*result=refused tries=3/);
	assert.equal(smtp.mails.length, 0);
	assert.equal(smtp.tries, 3);
});

test('two days without a server: given up, and the log says so', async (t) => {
	const {smtp, relay} = await set(t);
	smtp.refuse = '451 come later';
	await report(relay);
	await becomes(relay, wasTried(1));
	await relay.pass('2d');
	await becomes(relay, isEmpty);
	assert.match(relay.log, /event=mail .*result="too old" tries=2/);
});

for (const hangUp of ['DATA', 'END']) {
	test(`a server that hangs up at ${hangUp} gets it again`, async (t) => {
		const {smtp, relay} = await set(t);
		smtp.hangUp = hangUp;
		await report(relay);
		await becomes(relay, wasTried(1));
		smtp.hangUp = '';
		await relay.pass('2m');
		await becomes(relay, isEmpty);
		assert.equal(smtp.mails.length, 1);
		assert.ok(readMail(smtp.mails[0].text).text.includes(WORDS));
	});
}

test('a server that says nothing does not keep the relay from ending',
	async (t) => {
		const {smtp, relay} = await set(t);
		smtp.silent = true;
		await report(relay);
		await smtp.until(() => smtp.tries === 1);
		const began = Date.now();
		await relay.stop();
		assert.ok(Date.now() - began < 10000, relay.log);
		smtp.silent = false;
		await relay.start();
		await smtp.until(() => smtp.mails.length === 1);
		await becomes(relay, isEmpty);
	});

test('it signs in; a wrong password can be mended', async (t) => {
	const {smtp, relay} = await set(t);
	const file = join(relay.folder, 'password');
	writeFileSync(file, 'wrong\n', {mode: 0o600});
	smtp.password = {user: 'noren', password: 'right one'};
	await relay.stop();
	relay.conf += `smtp_user = noren\nsmtp_password_file = ${file}\n`;
	await relay.start();
	await report(relay);
	await becomes(relay, wasTried(1));
	writeFileSync(file, 'right one\n');
	await relay.pass('2m');
	await becomes(relay, isEmpty);
	assert.equal(smtp.mails[0].user, 'noren');
	assert.doesNotMatch(relay.log, /right one|wrong/);
});

test('a server elsewhere must speak TLS', async (t) => {
	const {smtp, relay} = await set(t);
	await relay.stop();
	// The same server by a name that does not look like this machine's.
	relay.conf = relay.conf.replace('127.0.0.1', '127.0.0.2');
	smtp.stop();
	const other = await new Smtp().start('127.0.0.2');
	t.after(() => other.stop());
	relay.conf = relay.conf.replace(/:\d+\n/, `:${other.port}\n`);
	await relay.start();
	await report(relay);
	await becomes(relay, wasTried(1));
	assert.equal(other.mails.length, 0);
	await relay.stop();
	relay.conf += 'smtp_tls = none\n';
	await relay.start();
	await relay.pass('2m');
	await becomes(relay, isEmpty);
	assert.equal(other.mails.length, 1);
});

test('without a server the relay says so', async (t) => {
	const relay = new Relay();
	t.after(() => relay.destroy());
	await relay.start();
	await relay.furnish('https://shop.example');
	assert.match(relay.log, /event=no_mail/);
	await assert.rejects(relay.ctl(['mail', 'test', 'demo', 'a@b.example']),
		/smtp_url/);
});
