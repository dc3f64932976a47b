// SPDX-License-Identifier: MIT
// The real relay, with a throw-away directory, a free port that it keeps when
// it is started again, and the demo retailer.

import {execFileSync, spawn} from 'node:child_process';
import {randomUUID} from 'node:crypto';
import {once} from 'node:events';
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync}
	from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import assert from 'node:assert/strict';

import {BUILD, ROOT} from './paths.mjs';

export const PASSWORD = 'patient heron walks';

// Who works here; a terminal's `who` is one of these.
export const STAFF = {
	aiko: 'Aiko Tanaka',
	mio: 'Mio Sato',
	jin: '高橋 仁',
};

const address = (who) => `${who}@example.com`;

export class Relay {
	#child = null;
	#options;
	#port = 0;
	log = '';

	// options: testClock; conf, more lines of settings; tls, the names in the certificate; flows, whether
	// norenflow may play here
	constructor(options = {}) {
		this.#options = options;
		this.conf = options.conf ?? '';
		this.folder = mkdtempSync(join(tmpdir(), 'noren-e2e-'));
		mkdirSync(this.#state, {mode: 0o700});
		if (options.tls)
			execFileSync('openssl', ['req', '-x509', '-newkey', 'ec',
				'-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes',
				'-subj', '/CN=localhost', '-days', '2',
				'-addext', `subjectAltName=${options.tls}`,
				'-keyout', this.key, '-out', this.certificate],
			{stdio: 'ignore'});
	}

	get key() {
		return join(this.folder, 'key.pem');
	}

	get certificate() {
		return join(this.folder, 'certificate.pem');
	}

	get #state() {
		return join(this.folder, 'state');
	}

	get control() {
		return join(this.#state, 'control.sock');
	}

	// Starts it, the second time where it was before.
	async start() {
		const conf = join(this.folder, 'norend.conf');
		writeFileSync(conf, `port = ${this.#port}\n` +
			`directory = ${this.#state}\n` +
			`web = ${ROOT}/relay/web/widget\n` + this.conf +
			(this.#options.flows ? 'flows = yes\n' : '') + (this.#options.tls ?
				`tls_certificate = ${this.certificate}\n` +
				`tls_key = ${this.key}\n` : ''));
		this.#child = spawn(`${BUILD}/norend`, ['-c', conf,
			...(this.#options.testClock ? ['--test-clock'] : [])],
		{stdio: ['ignore', 'pipe', 'pipe']});
		this.#child.stderr.on('data', (data) => this.log += data);
		const lines = createInterface({input: this.#child.stdout});
		const [line] = await Promise.race([once(lines, 'line'),
			once(this.#child, 'exit').then(() => [''])]);
		this.url = /https?:\S+/.exec(line)?.[0];
		assert.ok(this.url, `norend did not start:\n${this.log}`);
		this.#port = Number(new URL(this.url).port);
	}

	// Ends it, by that signal, and waits until it has ended.
	async stop(signal = 'SIGTERM') {
		if (!this.#child || this.#child.exitCode !== null ||
			this.#child.signalCode !== null)
			return;
		const ended = once(this.#child, 'exit');
		this.#child.kill(signal);
		await ended;
	}

	// Holds it still, or lets it go on.
	freeze(still) {
		this.#child.kill(still ? 'SIGSTOP' : 'SIGCONT');
	}

	async destroy() {
		await this.stop('SIGKILL');
		rmSync(this.folder, {recursive: true, force: true});
	}

	// The demo retailer, whose pages are at that origin.
	async furnish(origin, hours = 'always') {
		await this.ctl(['retailer', 'add', 'demo', '--name', 'Tsukishiro',
			'--zone', 'Asia/Tokyo', '--currency', 'JPY',
			'--origin', origin, '--hours', '-'], hours);
		await this.ctl(['group', 'add', 'demo', 'ginza', '--name', 'Ginza']);
	}

	async hire(who) {
		await this.ctl(['associate', 'add', 'demo', address(who),
			'--name', STAFF[who], '--groups', 'ginza'], PASSWORD);
	}

	// Moves the relay's clock on, such as by 90s, or to a Date.
	async pass(span) {
		await this.ctl(span instanceof Date ?
			['clock', 'set', span.toISOString()] :
			['clock', 'advance', span]);
	}

	// Signs in as an associate; the file with the session.
	async signIn(who) {
		const file = join(this.folder, `${who}-${randomUUID()}`);
		const reply = JSON.parse(await this.#post('/v1/sign-in', {
			t: 'sign_in', address: address(who), password: PASSWORD}));
		writeFileSync(file, reply.token, {mode: 0o600});
		return file;
	}

	async #post(path, body) {
		const asked = (this.#options.tls ? https : http).request(
			this.url + path, {method: 'POST',
				ca: this.#options.tls && readFileSync(this.certificate),
				checkServerIdentity: () => {},
				headers: {'Content-Type': 'application/json'}});
		asked.end(JSON.stringify(body));
		const [reply] = await once(asked, 'response');
		let text = '';
		for await (const part of reply)
			text += part;
		assert.equal(reply.statusCode, 200, text);
		return text;
	}

	// Runs norenctl, with that on its standard input.
	async ctl(words, input = '') {
		const child = spawn(`${BUILD}/norenctl`,
			['--socket', this.control, ...words]);
		let said = '';
		child.stdout.on('data', (data) => said += data);
		child.stderr.on('data', (data) => said += data);
		child.stdin.on('error', () => {}); // it does not always read
		child.stdin.end(input + '\n');
		const [status] = await once(child, 'close');
		assert.equal(status, 0, `norenctl ${words.join(' ')}: ${said}`);
		return said;
	}
}
