// SPDX-License-Identifier: MIT
// What `make demo` starts: it rings by itself, and leaves nothing behind
// however it ends.  Beside that, because it takes a minute of waiting: the
// lock of a terminal that nobody touches.

import {after, before, describe, test} from 'node:test';
import {execFile} from 'node:child_process';
import {mkdtempSync, readFileSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import assert from 'node:assert/strict';

import './lib/browser.mjs';
import {BUILD, PATIENCE, ROOT} from './lib/paths.mjs';
import {PASSWORD} from './lib/relay.mjs';
import {Shopper} from './lib/shopper.mjs';
import {Stage} from './lib/stage.mjs';
import {SIGNALS, Terminal} from './lib/terminal.mjs';

const DEMO = `${ROOT}/tests/lib/demo`;

let folder; // where the demos of this file put their own

before(() => {
	folder = mkdtempSync(join(tmpdir(), 'noren-e2e-demo-'));
});
after(() => rmSync(folder, {recursive: true, force: true}));

// The processes that a demo in that folder has started.
function processes(home) {
	return readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) &&
		readEnvironment(pid).includes(`TMPDIR=${home}\0`));
}

function readEnvironment(pid) {
	try {
		return readFileSync(`/proc/${pid}/environ`, 'latin1');
	} catch {
		return ''; // it has just ended
	}
}

async function assertNothingLeft(home) {
	const end = Date.now() + PATIENCE;
	while (processes(home).length > 0 && Date.now() < end)
		await new Promise((resolve) => setTimeout(resolve, 50));
	assert.deepEqual(processes(home), []);
	assert.deepEqual(readdirSync(home), []);
}

// The demo on a terminal: {terminal, home}.
function start(t, env = {}) {
	const home = mkdtempSync(join(folder, 'tmp-'));
	const terminal = new Terminal([DEMO], {cols: 100, rows: 30,
		env: {TMPDIR: home, NOREN_BUILD: BUILD, ...env}});
	t.after(() => terminal.stop());
	return {terminal, home};
}

async function post(url, body) {
	const answer = await fetch(url, {method: 'POST',
		headers: {'Content-Type': 'application/json'},
		body: JSON.stringify(body)});
	assert.ok(answer.ok, `${url}: ${answer.status} ${await answer.text()}`);
}

const mailsAt = async (page) => (await fetch(page)).text();

// What matches, once there is a mail in which something does.
async function mailAt(page, what) {
	const end = Date.now() + PATIENCE;
	for (;;) {
		const mails = await mailsAt(page);
		const match = what.exec(mails);
		if (match)
			return match;
		assert.ok(Date.now() < end, mails);
	}
}

describe('the demo', {concurrency: 2}, () => {
	test('a terminal that nobody touches locks itself', async (t) => {
		const stage = await Stage.set(t);
		const aiko = await stage.terminal('aiko',
			{options: ['lock_minutes=1']});
		await aiko.sees('Locked. Enter your password', 70000);
		await aiko.type(PASSWORD);
		await aiko.press('enter');
		await aiko.sees('You are unavailable');
	});

	test('rings by itself, is answered, and leaves nothing', async (t) => {
		const {terminal, home} = start(t, {SHOPPERS: '1'});
		await terminal.sees('You are available');
		await terminal.sees('New chat', 10000);
		await terminal.sees('Navy wool coat');
		await terminal.press('enter');
		await terminal.sees('joined');
		await terminal.type('Hello! Yes, we have.');
		await terminal.press('enter');
		await terminal.sees('read');
		await terminal.sees('is typing');
		await terminal.sees('Does it run');
		await terminal.press('ctrlQ');
		await terminal.sees('Leave the chat');
		await terminal.press('down', 'enter');
		const end = await terminal.ends();
		assert.equal(end.status, 0);
		assert.ok(!end.alternate && end.cooked && end.visible);
		assert.match(end.screen, /shop +http:\/\/127\.0\.0\.1:\d+\/en\//);
		await assertNothingLeft(home);
	});

	test('日本語でも、ブラウザーからの質問に答えられる', async (t) => {
		const {terminal, home} = start(t, {NOREN_LANG: 'ja'});
		await terminal.sees('対応可です');
		await terminal.sees('田中 愛子');
		const [, shop] = /(http:\S+)\/ja\//.exec(await terminal.screen());
		const shopper = await Shopper.visit(shop, '/ja/product/sencha.html');
		await shopper.ask('お湯は何度がよいですか？');
		await terminal.sees('お湯は何度がよいですか？');
		await terminal.press('enter');
		await shopper.sees('田中 愛子が対応いたします');
		await shopper.leave();
		await terminal.press('ctrlQ');
		await terminal.sees('離れる');
		await terminal.press('down', 'enter');
		const end = await terminal.ends();
		assert.equal(end.status, 0);
		assert.match(end.screen, /店 +http:/);
		assert.match(end.screen, /メール +http:.*届くメールを読めます/);
		assert.match(end.screen, /招待コード [A-Z2-9]{6}/);
		await assertNothingLeft(home);
		await assert.rejects(fetch(shop + '/ja/'));
	});

	test('its catalogue is full, and found in both languages', async (t) => {
		const {terminal, home} = start(t);
		await terminal.sees('You are available');
		await terminal.press('f3');
		await terminal.sees('310 products');
		await terminal.type('抹茶碗 tenmoku');
		await terminal.sees('Tenmoku matcha bowl, Mino');
		await terminal.press('ctrlQ');
		assert.equal((await terminal.ends()).status, 0);
		await assertNothingLeft(home);
	});

	test('its mails are there to be read', async (t) => {
		const {terminal, home} = start(t);
		await terminal.sees('You are available');
		const [made] = readdirSync(home);
		const read = (name) =>
			readFileSync(join(home, made, name), 'utf8').trim();
		const relay = read('relay.out').split(' ').pop();
		const page = `http://127.0.0.1:${read('mail.out').split(' ')[1]}/`;
		assert.match(await mailsAt(page), /No mail has come yet/);
		const address = 'aiko@example.com';
		await post(`${relay}/v1/forgot`, {t: 'forgot', address});
		const [, code] = await mailAt(page, /^(\d{5})$/m);
		await post(`${relay}/v1/reset`,
			{t: 'reset', address, code, password: 'four brisk finches'});
		await mailAt(page, /^Subject: Your password at Tsukishiro has changed$/m);
		await terminal.sees('Sign in');
		await terminal.press('ctrlQ');
		const end = await terminal.ends();
		assert.match(end.screen, /mail +http:\/\/127\.0\.0\.1:\d+\//);
		assert.match(end.screen, /invite code [A-Z2-9]{6}/);
		await assertNothingLeft(home);
	});

	for (const name of ['KILL', 'TERM', 'HUP']) {
		test(`SIG${name} to the script stops everything`, async (t) => {
			const {terminal, home} = start(t, {SHOPPERS: '1'});
			await terminal.sees('You are available');
			assert.ok(processes(home).length > 4);
			await terminal.signal(SIGNALS[name]);
			await assertNothingLeft(home);
		});
	}

	test('a terminal that is closed stops everything', async (t) => {
		const {terminal, home} = start(t, {SHOPPERS: '1'});
		await terminal.sees('You are available');
		await terminal.stop();
		await assertNothingLeft(home);
	});

	test('without a terminal it says so', async () => {
		const home = mkdtempSync(join(folder, 'tmp-'));
		const {error, stderr} = await new Promise((resolve) =>
			execFile(DEMO, {env: {...process.env, TMPDIR: home}},
				(failed, out, err) => resolve({error: failed, stderr: err})));
		assert.equal(error.code, 1);
		assert.equal(stderr, 'noren: the demo needs a terminal\n');
		await assertNothingLeft(home);
	});
});
