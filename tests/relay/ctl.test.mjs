// SPDX-License-Identifier: MIT
// What norenctl asks of a relay, and what it makes of each answer: a small
// server on a socket stands in for the relay.

import {after, before, test} from 'node:test';
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, rmSync} from 'node:fs';
import http from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const BUILD = process.env.NOREN_BUILD || `${ROOT}/build/debug`;
const folder = mkdtempSync(join(tmpdir(), 'noren-ctl-'));
const socket = join(folder, 'control.sock');

const RETAILERS = {retailers: [{retailer: 'suzume', name: '雀', zone: 'Asia/Tokyo',
	hours: 'mon-sun 10:00-19:00\n2026-12-31 closed\n', rules: {at_once: 3},
	groups: [{group: 'living', name: 'Living', hours: ''}]}]};
const ACCOUNT = {t: 'account', associate: 'a', address: 'aiko@s.example',
	name: '愛子', locked: true, sessions: 2, used: 1795339800000000};
const INVITE = {t: 'invite', code: '7KQ2MX', standing: 'open', uses: 5, used: 1,
	made: 1795339800000000, expires: 1796549400000000};

let asked = []; // [method, path, body]
let answer;     // (method, path) => [status, text]
let server;

const canned = (method, path) => {
	const lists = {'/retailers': RETAILERS, '/status': {now: 1795339800000000,
		version: '1', store: true}, '/accounts/suzume': {accounts: [ACCOUNT]},
	'/invites/suzume': {invites: [INVITE]}, '/invite': INVITE,
	'/code': {t: 'handed', code: '73912', minutes: 15},
	'/associates/suzume': {associates: [ACCOUNT]},
	'/templates/suzume': {templates: []}};
	return lists[path] ? [200, JSON.stringify(lists[path])] : [204, ''];
};

before(async () => {
	server = http.createServer(async (request, reply) => {
		let body = '';
		for await (const chunk of request)
			body += chunk;
		asked.push([request.method, request.url, body && JSON.parse(body)]);
		const said = answer(request.method, request.url);
		if (!said)
			return; // it says nothing
		reply.writeHead(said[0]);
		reply.end(said[1]);
	});
	await once(server.listen(socket), 'listening');
});
after(() => {
	server.closeAllConnections();
	server.close();
	rmSync(folder, {recursive: true});
});

// {status, out, err} of norenctl with these words.
async function run(words, {input = '', env = {}} = {}) {
	const child = spawn(`${BUILD}/norenctl`, words, {env: {PATH: process.env.PATH,
		LC_ALL: 'C.UTF-8', NOREN_CONTROL: socket, ...env}});
	let out = '', err = '';
	child.stdout.on('data', (data) => out += data);
	child.stderr.on('data', (data) => err += data);
	child.stdin.on('error', () => {}); // it does not always read
	child.stdin.end(input);
	const [status] = await once(child, 'close');
	return {status, out, err};
}

const split = (words) => words.split(' ');

test('each command asks for what it should', async () => {
	const aiko = {retailer: 'suzume', address: 'aiko@s.example'};
	const table = [
		['invite issue suzume', 'PUT', '/invite',
			{t: 'ctl_invite', retailer: 'suzume'}],
		['invite issue suzume --days 14 --uses=5 --groups living', 'PUT', '/invite',
			{t: 'ctl_invite', retailer: 'suzume', days: 14, uses: 5,
				groups: 'living'}],
		['invite withdraw suzume 7KQ2MX', 'PUT', '/invite',
			{t: 'ctl_invite', retailer: 'suzume', code: '7KQ2MX',
				withdraw: true}],
		['invite replace suzume 7KQ2MX', 'PUT', '/invite',
			{t: 'ctl_invite', retailer: 'suzume', code: '7KQ2MX', replace: true}],
		['code suzume aiko@s.example', 'POST', '/code', {t: 'ctl_code', ...aiko}],
		['unlock suzume aiko@s.example', 'POST', '/unlock',
			{t: 'ctl_unlock', ...aiko}],
		['session end-all suzume aiko@s.example', 'POST', '/sign-out',
			{t: 'ctl_sign_out', ...aiko}],
		['group remove suzume living --yes', 'PUT', '/group',
			{t: 'ctl_group', retailer: 'suzume', group: 'living', remove: true}],
		['audit suzume --after 7 --what block --who a@b --since 2h', 'GET',
			'/audit?retailer=suzume&within=7200000&what=block&who=a@b&after=7', ''],
		['hours except add suzume 2027-01-01 12:00-14:00 15:00-16:00', 'PUT',
			'/retailer', {t: 'ctl_retailer', retailer: 'suzume',
				hours: 'mon-sun 10:00-19:00\n2026-12-31 closed\n' +
				'2027-01-01 12:00-14:00 15:00-16:00\n'}],
		['hours except remove suzume 2026-12-31', 'PUT', '/retailer',
			{t: 'ctl_retailer', retailer: 'suzume',
				hours: 'mon-sun 10:00-19:00\n'}],
		['associate set suzume aiko@s.example --password-stdin', 'PUT',
			'/associate', {t: 'ctl_associate', ...aiko, password: 'a secret'}],
	];
	answer = canned;
	for (const [words, ...wanted] of table) {
		asked = [];
		const {status, err} = await run(split(words), {input: 'a secret\n'});
		assert.deepEqual([status, err], [0, ''], words);
		assert.deepEqual(asked.find(([, path]) => path === wanted[1]), wanted, words);
	}
});

test('how it ends follows from the name of the error', async () => {
	const table = [['bad_field', 1], ['address_taken', 1], ['code_over', 1],
		['of_tomorrow', 1], ['unknown_retailer', 4], ['unknown_id', 4],
		['bad_invite', 4], ['busy', 5], ['too_fast', 5], ['not_kept', 5]];
	for (const [code, wanted] of table) {
		answer = () => [400, JSON.stringify({t: 'error', code, text: 'No, 雀.'})];
		assert.deepEqual(await run(['status']),
			{status: wanted, out: '', err: `norenctl: No, 雀. [${code}]\n`});
		assert.deepEqual(await run(['status', '--json']), {status: wanted,
			out: `{"error":"${code}","text":"No, 雀."}\n`, err: ''});
	}
	answer = () => [500, 'what?'];
	assert.deepEqual(await run(['status']),
		{status: 1, out: '', err: 'norenctl: what? [refused]\n'});
	answer = () => [200, 'what?'];
	assert.deepEqual(await run(['status', '--json']), {status: 1,
		out: '{"error":"bad_json","text":"The message is not one JSON object."}\n',
		err: ''});
});

test('what is wrong here has a name, too', async () => {
	const table = [
		[['fly'], 2, 'usage'], [['status', '--fly'], 2, 'usage'],
		[['associate', 'list', 'a b'], 2, 'usage'],
		[['associate', 'list', ''], 2, 'usage'],
		[['audit', 'suzume', '--after', 'x'], 2, 'usage'],
		[['invite', 'issue', 'suzume', '--days', '0'], 2, 'usage'],
		[['completion', 'csh'], 2, 'usage'],
		[['hours', 'set', 'suzume', '/nowhere'], 2, 'usage'],
		[['hours', 'except', 'add', 'suzume', 'mon', 'closed'], 2, 'usage'],
		[['hours', 'except', 'remove', 'suzume', '2030-01-01'], 4, 'unknown_id'],
		[['hours', 'except', 'add', 'suzume', '2030-01-01', 'closed', '--group',
			'living'], 1, 'wrong_state'],
		[['hours', 'week', 'kamome'], 4, 'unknown_id'],
		[['associate', 'show', 'suzume', 'x@y'], 4, 'unknown_id'],
		[['group', 'add', 'suzume', 'living'], 1, 'exists'],
		[['group', 'remove', 'suzume', 'living'], 6, 'not_confirmed'],
		[['group', 'remove', 'suzume', 'x', '--yes'], 4, 'unknown_id'],
		[['associate', 'remove', 'suzume', 'a@b'], 6, 'not_confirmed'],
		[['--socket', '/nowhere', 'status'], 3, 'no_relay'],
	];
	answer = canned;
	for (const [words, wanted, name] of table) {
		const {status, out, err} = await run([...words, '--json']);
		assert.deepEqual([status, JSON.parse(out).error, err], [wanted, name, ''],
			words.join(' '));
		const plain = await run(words);
		assert.deepEqual([plain.status, plain.out], [wanted, ''], words.join(' '));
		assert.match(plain.err, /^norenctl: .+\n$/);
	}
});

test('--json is one value, whatever was done', async () => {
	answer = canned;
	for (const words of ['retailer list', 'group list suzume', 'status', 'stop',
		'account list suzume', 'associate show suzume AIKO@s.example',
		'invite list suzume', 'invite issue suzume', 'code suzume aiko@s.example',
		'unlock suzume aiko@s.example', 'hours show suzume', 'hours week suzume',
		'hours week suzume --group living', 'rules show suzume',
		'hours except remove suzume 2026-12-31', 'reply list suzume',
		'group remove suzume living --yes']) {
		const {status, out, err} = await run([...split(words), '--json']);
		assert.deepEqual([status, err], [0, ''], words);
		assert.match(out, /^\{.*\}\n$/, words);
		JSON.parse(out);
	}
	const of = async (words, env) =>
		(await run([...split(words), '--json'], {env})).out;
	assert.equal(await of('stop'), '{"ok":true}\n');
	assert.equal(JSON.parse(await of('associate show suzume aiko@s.example')).name,
		'愛子');
	const ascii = await of('associate show suzume aiko@s.example', {LC_ALL: 'C'});
	assert.match(ascii, /\\u611B\\u5B50/);
	assert.equal(JSON.parse(ascii).name, '愛子');
});

test('in a pipe it is tabs, and UTF-8 in every locale', async () => {
	answer = canned;
	for (const LC_ALL of ['C', 'C.UTF-8']) {
		assert.equal((await run(split('account list suzume'), {env: {LC_ALL}})).out,
			'aiko@s.example\t愛子\tassociate\tlocked\t2\t' +
			'2026-11-22T18:30:00.000000+09:00\t\n');
	}
	assert.equal((await run(split('invite list suzume'))).out,
		'7KQ2MX\topen\t1\t5\t2026-11-22T18:30:00.000000+09:00\t' +
		'2026-12-06T18:30:00.000000+09:00\t\t\n');
	assert.equal((await run(split('code suzume aiko@s.example'))).out,
		'code         73912\nminutes      15\n');
	assert.match((await run(split('hours week suzume'))).out,
		/^雀: open until Sun 22 Nov 19:00\. {2}Now it is Sun 22 Nov 18:30 in Asia\/Tokyo\.\n/);
	assert.doesNotMatch((await run(split('hours week suzume'))).out, /\x1b/);
});

test('a relay that does not answer is no hindrance at a shell', async () => {
	answer = () => null;
	const begun = Date.now();
	assert.deepEqual(await run(['--complete', 'group', 'list', '']),
		{status: 0, out: '', err: ''});
	assert.ok(Date.now() - begun < 10000);
	answer = canned;
	assert.deepEqual(await run(['--complete', 'invite', 'withdraw', 'suzume', '']),
		{status: 0, out: '7KQ2MX\topen\n', err: ''});
	assert.deepEqual(
		await run(['--complete', '--socket', '/nowhere', 'group', 'list', '']),
		{status: 0, out: '', err: ''});
});

test('a file that cannot be read whole is named', async () => {
	answer = canned;
	for (const [path, why] of [[folder, /Is a directory/], ['-', /empty/]]) {
		const {status, err} = await run(['hours', 'set', 'suzume', path]);
		assert.equal(status, 2);
		assert.match(err, why);
	}
});

const MIO = '0123456789abcdefghjkmnpqrs', KIM = '1123456789abcdefghjkmnpqrs';
const FOUND = {shoppers: [
	{shopper: MIO, name: 'Mio', guest: 3, chats: 2, enquiries: 1, orders: 0,
		last: 1795339800000000},
	{shopper: KIM, name: '', guest: 4, chats: 1, enquiries: 0, orders: 1,
		last: 1795339800000000}]};

test('shoppers are found by an address, an id, an order, a guest\'s number', async () => {
	answer = (method, path) => path === '/shopper-find' ?
		[200, JSON.stringify(FOUND)] : canned(method, path);
	for (const [words, by] of [
		['mio@s.example', {address: 'mio@s.example'}],
		['090-1234-5678', {address: '090-1234-5678'}],
		[MIO, {shopper: MIO}],
		['A-17 --order', {order: 'A-17'}],
		['mio@s.example --order', {order: 'mio@s.example'}],
		['4821 --guest', {guest: 4821}]]) {
		asked = [];
		assert.equal((await run(split(`shopper find suzume ${words}`))).status, 0);
		assert.deepEqual(asked[0], ['POST', '/shopper-find',
			{t: 'ctl_shopper', retailer: 'suzume', ...by}]);
	}
	for (const words of ['4821', 'x --guest', '0 --guest', '7 --guest --order'])
		assert.equal((await run(split(`shopper find suzume ${words}`))).status, 2);
	assert.equal((await run(split('shopper find suzume mio@s.example'))).out,
		`${MIO}\tMio\t3\t2\t1\t0\t2026-11-22T18:30:00.000000+09:00\n` +
		`${KIM}\t-\t4\t1\t0\t1\t2026-11-22T18:30:00.000000+09:00\n`);
});

test('all of them are printed, corrected or erased', async () => {
	const pieces = {[`${MIO}&at=0`]: {lines: ['{"t":"chat"}'], at: 5},
		[`${MIO}&at=5`]: {lines: ['{"t":"entry"}'], at: 0},
		[`${KIM}&at=0`]: {lines: ['{"t":"order"}'], at: 0}};
	let gone = false;
	answer = (method, path) => {
		if (path === '/shopper-find')
			return [200, JSON.stringify(gone ? {shoppers: []} : FOUND)];
		gone = path === '/shopper-erase';
		const piece = pieces[path.split('shopper=')[1]];
		return piece ? [200, JSON.stringify(piece)] : [204, ''];
	};
	assert.deepEqual(await run(split('shopper export suzume mio@s.example')),
		{status: 0, err: '',
			out: '{"t":"chat"}\n{"t":"entry"}\n{"t":"order"}\n'});
	pieces[`${MIO}&at=0`] = {lines: ['{"name":"雀"}'], at: 0};
	for (const [LC_ALL, name] of [['C', '\\u96C0'], ['C.UTF-8', '雀']])
		assert.equal((await run(split('shopper export suzume a@b'),
			{env: {LC_ALL}})).out, `{"name":"${name}"}\n{"t":"order"}\n`);
	asked = [];
	assert.deepEqual(await run(['shopper', 'correct', 'suzume', 'a@b', '--name',
		'Mio Ito']), {status: 0, err: '', out: 'corrected    2\n'});
	assert.deepEqual(asked.slice(1), [MIO, KIM].map((shopper) => ['POST',
		'/shopper-correct', {t: 'ctl_correct', retailer: 'suzume', shopper,
			name: 'Mio Ito'}]));
	// Nobody can be asked here: it must be said that it is meant.
	asked = [];
	const unsure = await run(split('shopper erase suzume mio@s.example'));
	assert.match(unsure.err, /say --yes/);
	assert.notEqual(unsure.status, 0);
	assert.equal(asked.length, 1);
	assert.deepEqual(await run(split('shopper erase suzume a@b --yes --json')),
		{status: 0, err: '', out: '{"shoppers":2}\n'});
	assert.deepEqual(asked.slice(2, 4), [MIO, KIM].map((shopper) => ['POST',
		'/shopper-erase', {t: 'ctl_erase', retailer: 'suzume', shopper}]));
	// Once more, for there may be more of them than are told at once.
	assert.deepEqual(asked.slice(4), [asked[1]]);
});

test('what goes wrong with one of them is said, and ends it', async () => {
	answer = (method, path) => path === '/shopper-find' ?
		[200, JSON.stringify(FOUND)] :
		[409, '{"t":"error","code":"in_a_chat","text":"They are in a chat."}'];
	asked = [];
	const {status, out, err} =
		await run(split('shopper erase suzume a@b --yes'));
	assert.equal(status, 1);
	assert.equal(out, '');
	assert.equal(err, 'norenctl: They are in a chat. [in_a_chat]\n');
	assert.equal(asked.length, 2);
	answer = () => [200, '{"shoppers":[]}'];
	const none = await run(split('shopper export suzume a@b'));
	assert.equal(none.status, 4);
	assert.match(none.err, /nothing is kept of them \[unknown_id\]/);
});

test('the retention runs until nothing is left of it', async () => {
	const gone = {days: 30, before: 1795339800000000, chats: 500, enquiries: 2,
		sales: 0, claims: 0, shoppers: 0};
	let left = 3;
	answer = (method, path) => path === '/expire' ?
		[200, JSON.stringify({...gone, more: --left > 0})] :
		path === '/retention/suzume' ?
			[200, JSON.stringify({...gone, more: false})] :
			canned(method, path);
	assert.equal((await run(split('retention run suzume'))).out,
		'chats        1500\nenquiries    6\nsale names   0\n' +
		'claim names  0\nshoppers     0\n');
	asked = [];
	const dry = (await run(split('retention run suzume --dry-run'))).out;
	assert.deepEqual(asked[0].slice(0, 2), ['GET', '/retention/suzume']);
	assert.match(dry, /^kept +30 days\nuntil +2026-11-22T18:30:00\.0/);
	assert.match(dry, /\nchats +500\n/);
	asked = [];
	for (const days of ['90', 'none'])
		await run(split(`retailer set suzume --retention ${days}`));
	assert.deepEqual(asked.filter(([method]) => method === 'PUT')
		.map(([, , body]) => body.retention), [90, 36500]);
	assert.equal((await run(split('retailer set suzume --retention 0'))).status,
		2);
});
