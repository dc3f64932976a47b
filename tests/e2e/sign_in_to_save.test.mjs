// SPDX-License-Identifier: MIT
// noren archive where nobody is signed in: on a terminal it asks who is there.

import {test} from 'node:test';
import {spawnSync} from 'node:child_process';
import {existsSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import assert from 'node:assert/strict';

import {BUILD, ROOT} from './lib/paths.mjs';
import {PASSWORD, Relay} from './lib/relay.mjs';
import {SIGNALS, Terminal} from './lib/terminal.mjs';

const WORDS = {
	en: {who: 'E-mail address', secret: 'Password:', wrong: 'is not right',
		nobody: 'nobody is signed in'},
	ja: {who: 'メールアドレス', secret: 'パスワード:', wrong: '正しくありません',
		nobody: 'サインインしていません'},
};

async function bed(t) {
	const relay = new Relay();
	t.after(() => relay.destroy());
	await relay.start();
	await relay.furnish('http://127.0.0.1:1');
	await relay.hire('aiko');
	return relay;
}

function archive(t, relay, ...options) {
	const terminal = new Terminal([`${BUILD}/noren`, 'archive', '--json',
		'-c', '/dev/null', '-r', relay.url, ...options],
	{env: {HOME: relay.folder}});
	t.after(() => terminal.stop());
	return terminal;
}

for (const lang of ['en', 'ja']) {
	const words = WORDS[lang];

	test(`address and password are asked for (${lang})`, async (t) => {
		const relay = await bed(t);
		const session = join(relay.folder, 'session');
		const out = join(relay.folder, 'all.jsonl');
		const terminal = archive(t, relay, '-l', lang, '-s', session, '-o', out,
			'-a', 'aiko@example.com');
		await terminal.sees(`${words.who} [aiko@example.com]:`);
		await terminal.press('enter');
		await terminal.sees(words.secret);
		await terminal.type('wrong goose runs\r');
		await terminal.sees(words.wrong);
		await terminal.becomes((s) => s.split(words.secret).length === 3);
		await terminal.type(`${PASSWORD}\r`);
		const {status, cooked, screen} = await terminal.ends();
		assert.equal(status, 0, screen);
		assert.ok(cooked);
		assert.ok(!screen.includes(PASSWORD) && !screen.includes('goose'));
		assert.equal(readFileSync(out, 'utf8'), '');
		// The next time nobody is asked.
		assert.equal(statSync(session).mode & 0o777, 0o600);
		assert.equal((await archive(t, relay, '-s', session).ends()).status, 0);
	});

	test(`who has no password gets nothing (${lang})`, async (t) => {
		const relay = await bed(t);
		const out = join(relay.folder, 'all.jsonl');
		const terminal = archive(t, relay, '-l', lang, '-o', out);
		await terminal.sees(`${words.who}:`);
		await terminal.type('aiko@example.com\r');
		for (let i = 1; i <= 3; i++) {
			await terminal.becomes((s) =>
				s.split(words.secret).length === i + 1, 20000);
			await terminal.type('wrong goose runs\r');
		}
		const {status, screen} = await terminal.ends(20000);
		assert.equal(status >> 8, 3, screen);
		assert.ok(screen.includes(words.nobody));
		assert.ok(!existsSync(out));
	});
}

test('a session of its own is ended with it', async (t) => {
	const relay = await bed(t);
	const terminal = archive(t, relay);
	await terminal.sees('E-mail address:');
	await terminal.type('aiko@example.com\r');
	await terminal.sees('Password:');
	await terminal.type(`${PASSWORD}\r`);
	assert.equal((await terminal.ends()).status, 0);
	assert.match(await relay.ctl(['audit', 'demo']), /\tsign_out\t/);
});

test('where nobody can be asked, it says what the manual says', async (t) => {
	const relay = await bed(t);
	const manual = readFileSync(`${ROOT}/man/noren.1`, 'utf8');
	const run = (...options) => spawnSync(`${BUILD}/noren`, ['archive',
		'-c', '/dev/null', '-r', relay.url, ...options],
	{encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'],
		env: {LC_ALL: 'C.UTF-8', HOME: relay.folder}});
	const file = join(relay.folder, 'session');

	for (const token of [null, '', 'no-session-of-anybody']) {
		if (token !== null)
			writeFileSync(file, token, {mode: 0o600});
		const {status, stdout, stderr} =
			run(...(token === null ? [] : ['-s', file]));
		assert.equal(status, 3, stderr);
		assert.equal(stdout, '');
		assert.ok(manual.includes('\n' + stderr.replace(`${file}:`, 'FILE:')),
			stderr);
	}
});

test('a signal at the password leaves the terminal as it was', async (t) => {
	const relay = await bed(t);
	for (const end of ['key', 'TERM']) {
		const terminal = archive(t, relay);
		await terminal.sees('E-mail address:');
		await terminal.type('aiko@example.com\r');
		await terminal.sees('Password:');
		if (end === 'key')
			await terminal.type('\x03');
		else
			await terminal.signal(SIGNALS.TERM);
		const {status, cooked} = await terminal.ends();
		assert.notEqual(status, 0);
		assert.ok(cooked, end);
	}
});
