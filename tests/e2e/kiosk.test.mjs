// SPDX-License-Identifier: MIT
// noren --kiosk as the forced command of a real sshd, with the very lines that
// norend(8) shows; and what a guest might try to get at more than that.

import {after, before, test} from 'node:test';
import {execFile, execFileSync, spawn} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync,
	writeFileSync} from 'node:fs';
import net from 'node:net';
import {once} from 'node:events';
import {tmpdir, userInfo} from 'node:os';
import {join} from 'node:path';
import assert from 'node:assert/strict';

import './lib/browser.mjs';
import {BUILD, ROOT} from './lib/paths.mjs';
import {Stage} from './lib/stage.mjs';
import {Terminal} from './lib/terminal.mjs';

const SSHD = '/usr/sbin/sshd'; // it insists on being called by its whole path
const PRIVATE = '/run/sshd'; // and, for root, on this directory
const ME = userInfo().username;

let folder, port, server, madePrivate, skip;
let command = ''; // what is forced
const running = new Set();

const file = (name) => join(folder, name);

// The lines of the manual, for the one who runs this test.
function manual() {
	const page = readFileSync(`${ROOT}/man/norend.8`, 'utf8');
	const [, lines] = /^(Match User counter\n[^]*?)^\.Ed$/m.exec(page);
	return lines.replace('counter', ME)
		.replace(/ForceCommand .*/, `ForceCommand ${command}`);
}

function configure() {
	writeFileSync(file('sshd_config'), [`HostKey ${file('host')}`,
		`AuthorizedKeysFile ${file('guest.pub')}`, 'UsePAM no',
		'StrictModes no', 'PasswordAuthentication no',
		'PermitRootLogin yes', 'PidFile none',
		'Subsystem sftp internal-sftp', manual()].join('\n'));
}

before(async () => {
	folder = mkdtempSync(join(tmpdir(), 'noren-e2e-kiosk-'));
	if (process.getuid() === 0 && !existsSync(PRIVATE)) {
		mkdirSync(PRIVATE);
		madePrivate = true;
	}
	for (const name of ['host', 'guest'])
		execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '',
			'-f', file(name)]);
	// Each connection gets an sshd of its own, so that no port is lost.
	server = net.createServer({pauseOnConnect: true}, (socket) => {
		const child = spawn(SSHD, ['-i', '-e', '-f', file('sshd_config')],
			{stdio: [socket, socket, 'ignore']});
		running.add(child);
		child.on('exit', () => running.delete(child));
		socket.destroy();
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	port = server.address().port;
	command = 'echo hello';
	configure();
	execFileSync(SSHD, ['-t', '-f', file('sshd_config')]);
	const {stdout, stderr} = await ssh(['-T']);
	// As when the account that runs the tests is locked.
	skip = /Permission denied/.test(stderr) && 'sshd lets nobody in here';
	assert.ok(skip || stdout === 'hello\n', stderr);
});

after(() => {
	server.close();
	for (const child of running)
		child.kill();
	rmSync(folder, {recursive: true, force: true});
	if (madePrivate)
		rmSync(PRIVATE, {recursive: true});
});

const options = () => ['-F', 'none', '-i', file('guest'),
	'-o', 'IdentitiesOnly=yes', '-o', 'StrictHostKeyChecking=no',
	'-o', 'UserKnownHostsFile=/dev/null', '-o', 'BatchMode=yes',
	'-o', 'LogLevel=ERROR'];

function run(program, args) {
	return new Promise((resolve) => execFile(program, args, {timeout: 20000},
		(error, stdout, stderr) => resolve({code: error ? error.code : 0,
			killed: !!error?.killed, stdout, stderr})).stdin?.end());
}

const ssh = (before, ...words) => run('ssh', [...before, ...options(),
	'-p', String(port), `${ME}@127.0.0.1`, ...words]);

// A relay, and an associate's terminal at the other end of ssh.
async function kiosk(t) {
	const stage = await Stage.set(t);
	await stage.relay.hire('aiko');
	const session = await stage.relay.signIn('aiko');
	command = `${BUILD}/noren --kiosk -r ${stage.relay.url} -s ${session} ` +
		'-l en';
	configure();
	const terminal = new Terminal(['ssh', '-tt', ...options(), '-e', 'none',
		'-p', String(port), `${ME}@127.0.0.1`], {env: {HOME: folder}});
	t.after(() => terminal.stop());
	await terminal.sees('Chats today');
	return {stage, terminal, session};
}

test('a guest works, and no key leads out', async (t) => {
	if (skip)
		return t.skip(skip);
	const {stage, terminal, session} = await kiosk(t);
	const shopper = await stage.shopper();
	await terminal.press('space');
	await terminal.sees('Go unavailable');
	await terminal.type('\x1a\x1c\x1a\x03');
	await shopper.ask('Is this the counter?');
	await terminal.accepts('Is this the counter?');
	await terminal.type('\x1aIt is.\r');
	await shopper.reads('It is.');
	await terminal.press('f1');
	await terminal.sees('Anywhere');
	await terminal.press('esc');
	await terminal.sheds('Anywhere');
	await terminal.endsChat();
	await terminal.press('ctrlQ');
	const end = await terminal.ends();
	assert.equal(end.status, 0);
	assert.ok(!end.alternate && end.visible);
	assert.ok(existsSync(session));
	return undefined;
});

test('whatever else is asked of sshd is refused', async (t) => {
	if (skip)
		return t.skip(skip);
	const {stage} = await kiosk(t);
	const mine = file('mine');
	const stolen = file('stolen');
	writeFileSync(mine, 'mine');

	const shell = await ssh(['-T'], `touch ${stolen}; id`);
	assert.notEqual(shell.code, 0);
	assert.doesNotMatch(shell.stdout + shell.stderr, /uid=/);
	assert.match(shell.stderr, /no terminal/);
	assert.ok(!existsSync(stolen));

	for (const how of ['-O', '-s']) {
		const copy = await run('scp', [how, ...options(),
			'-P', String(port), mine, `${ME}@127.0.0.1:${stolen}`]);
		assert.ok(copy.code !== 0 && !copy.killed, `scp ${how}`);
		assert.ok(!existsSync(stolen));
	}
	const sftp = await ssh(['-T', '-s'], 'sftp');
	assert.notEqual(sftp.code, 0);

	const relay = new URL(stage.relay.url).host;
	const there = await ssh(['-W', relay]);
	assert.notEqual(there.code, 0);
	assert.match(there.stderr, /prohibited|forwarding failed/);
	const back = await ssh(['-T', '-o', 'ExitOnForwardFailure=yes',
		'-R', `0:${relay}`]);
	assert.notEqual(back.code, 0);
	assert.match(back.stderr, /forwarding failed/);
	return undefined;
});
