// SPDX-License-Identifier: MIT
// norenctl on a terminal: lists, questions, passwords; and what bash, zsh and
// fish complete, each of them the real one.

import {test} from 'node:test';
import assert from 'node:assert/strict';
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

import {BUILD} from './lib/paths.mjs';
import {Relay} from './lib/relay.mjs';
import {Terminal} from './lib/terminal.mjs';

const HOURS = 'mon-sun 10:00-19:00\n2031-12-31 closed "Stocktaking"\n';

async function shop(t, hours = HOURS) {
	const relay = new Relay({testClock: true});
	t.after(() => relay.destroy());
	await relay.start();
	await relay.furnish('https://shop.example', hours);
	for (const who of ['aiko', 'jin'])
		await relay.hire(who);
	return relay;
}

// A program on a terminal, with norenctl at hand and the relay known to it.
function terminal(t, relay, argv, env = {}) {
	const on = new Terminal(argv, {cols: 100, env: {
		PATH: `${BUILD}:${process.env.PATH}`, TERM: 'xterm',
		LC_ALL: 'C.UTF-8', HOME: relay.folder,
		NOREN_CONTROL: relay.control, ...env}});
	t.after(() => on.stop());
	return on;
}

const norenctl = (t, relay, words, env) =>
	terminal(t, relay, [`${BUILD}/norenctl`, ...words], env);

test('a list has columns that stand below each other', async (t) => {
	const relay = await shop(t);
	const {screen, status} = await norenctl(t, relay,
		['associate', 'list', 'demo']).ends();
	assert.equal(status, 0);
	assert.deepEqual(screen.split('\n').slice(0, 3).map((s) => s.trimEnd()), [
		'address           name         rights     groups',
		'aiko@example.com  Aiko Tanaka  associate  ginza',
		'jin@example.com   高橋 仁      associate  ginza',
	]);
});

test('a terminal that knows only ASCII gets no more, nor garbage', async (t) => {
	const relay = await shop(t);
	const {screen} = await norenctl(t, relay, ['associate', 'list', 'demo'],
		{LC_ALL: 'C'}).ends();
	assert.match(screen, /^jin@example.com {3}\?\? \? {9}associate {2}ginza$/m);
});

test('what takes something away asks first', async (t) => {
	const relay = await shop(t);
	const words = ['associate', 'remove', 'demo', 'jin@example.com'];
	const list = () => relay.ctl(['associate', 'list', 'demo']);

	for (const [answer, status, left] of
		[['n', 6, true], ['', 6, true], ['\x04', 6, true], ['y', 0, false]]) {
		const on = norenctl(t, relay, words);
		await on.sees('Take the account jin@example.com of demo away? [y/N]');
		await on.type(answer);
		if (answer !== '\x04')
			await on.press('enter');
		const ended = await on.ends();
		assert.equal(ended.status >> 8, status, ended.screen);
		assert.equal((await list()).includes('jin@'), left);
		if (status)
			assert.match(ended.screen, /norenctl: nothing was done/);
	}
});

test('whoever interrupts it has their terminal back', async (t) => {
	const relay = await shop(t);
	// In the foreground of a shell that is not interrupted with it.
	const on = terminal(t, relay, ['sh', '-c', 'trap : INT; norenctl ' +
		'associate set demo aiko@example.com --password; stty -a']);
	await on.sees('Password:');
	await on.type('\x03');
	const {screen} = await on.ends();
	assert.match(screen, / echo /);
	assert.doesNotMatch(screen, / -echo /);
});

test('a password is asked for twice and not shown', async (t) => {
	const relay = await shop(t);
	const on = norenctl(t, relay,
		['associate', 'add', 'demo', 'mio@example.com', '--name', 'Mio']);
	for (const prompt of ['Password:', 'Once more:']) {
		await on.sees(prompt);
		await on.type('a long secret');
		await on.press('enter');
	}
	const {screen, status} = await on.ends();
	assert.equal(status, 0, screen);
	assert.ok(!screen.includes('secret'), screen);
	assert.match(await relay.ctl(['associate', 'list', 'demo']), /mio@/);
});

test('what is done shows at once where the audit log is followed', async (t) => {
	const relay = await shop(t);
	const on = norenctl(t, relay, ['audit', 'demo', '--follow']);
	await on.sees('account_added');
	await relay.ctl(['group', 'add', 'demo', 'umeda', '--name', '梅田']);
	await on.sees('umeda');
});

// ---- shells ----

// Types words and Tab, sees the whole word and that it is done with, and clears
// the line.
async function completes(shell, typed, seen) {
	await shell.type(`${typed}\t`);
	await shell.sees(seen);
	await shell.type('.');
	await shell.sees(`${seen} .`);
	await shell.type('\x15');
	await shell.sheds(seen);
}

// Sees what can follow; bash says so at the second Tab.
async function offers(shell, typed, tabs, ...seen) {
	await shell.type(typed + tabs);
	for (const word of seen)
		await shell.sees(word);
	await shell.type('\x15\x0c');
	await shell.sheds(seen.at(-1));
}

async function completesAll(shell, relay, tabs) {
	await completes(shell, 'norenctl retail', 'norenctl retailer');
	await completes(shell, 'norenctl hours exc', 'norenctl hours except');
	await completes(shell, 'norenctl group list de', 'group list demo');
	await completes(shell, 'norenctl session list demo ji',
		'session list demo jin@example.com');
	await completes(shell, 'norenctl session list demo jin@ex',
		'session list demo jin@example.com');
	await completes(shell, 'norenctl hours except remove demo 203',
		'remove demo 2031-12-31');
	await completes(shell, 'norenctl hours week demo --group gi',
		'--group ginza');
	await completes(shell, 'norenctl hours week demo --group=gi',
		'--group=ginza');
	await completes(shell, 'norenctl hours set demo ./here/ho',
		'hours set demo ./here/hours.txt');
	await offers(shell, 'norenctl invite ', tabs, 'issue', 'withdraw', 'replace');
	await relay.stop();
	await completes(shell, 'norenctl group li', 'group list');
	await shell.type('norenctl group list de\t');
	await shell.type('MO');
	await shell.sees('group list deMO');
}

async function shell(t, argv, tabs, setUp) {
	const relay = await shop(t);
	mkdirSync(join(relay.folder, 'here'));
	// Without it fish reads every manual of the machine, beside the test.
	mkdirSync(join(relay.folder, '.local/share/fish/generated_completions'),
		{recursive: true});
	writeFileSync(join(relay.folder, 'here/hours.txt'), HOURS);
	const on = terminal(t, relay, argv, {PS1: '$ ', HISTFILE: ''});
	await on.type(`cd; ${setUp}; echo rea''dy\r`);
	await on.sees('ready');
	await on.type('\x0c');
	await on.sheds('ready');
	await completesAll(on, relay, tabs);
	await on.stop(); // before the folder goes that it is in
}

test('bash completes', (t) => shell(t, ['bash', '--norc', '--noprofile'], '\t\t',
	'PS1="$ "; eval "$(norenctl completion bash)"; bind "set enable-bracketed-paste off"'));

test('zsh completes', (t) => shell(t, ['zsh', '-f'], '\t',
	'PS1="$ "; autoload -Uz compinit; compinit -u -D; eval "$(norenctl completion zsh)"'));

test('fish completes', async (t) => shell(t, ['fish', '--private'], '\t',
	'function fish_prompt; echo "> "; end; norenctl completion fish | source'));
