// SPDX-License-Identifier: MIT
// A small mail server: takes mails over, refuses them, or hangs up in the
// middle, as it is told.

import {EventEmitter, once} from 'node:events';
import net from 'node:net';
import tls from 'node:tls';

export class Smtp {
	#server = null;
	#sockets = new Set();
	#events = new EventEmitter();
	port = 0;
	mails = [];  // {from, to, user, text} of those that it took over
	tries = 0;   // connections
	refuse = ''; // such as '451 later': the answer to RCPT
	hangUp = ''; // 'DATA': in the middle of the mail; 'END': after all of it
	silent = false; // says nothing at all
	password = null; // who asks for one: {user, password}
	tls = null;      // {key, cert, from: 'start' (smtps) or 'command'}

	// Starts it, the second time where it was before.
	async start(host = '127.0.0.1') {
		this.#server = this.tls?.from === 'start' ?
			tls.createServer(this.tls, (socket) => this.#serve(socket)) :
			net.createServer((socket) => this.#serve(socket));
		// Who does not trust the certificate hangs up in the handshake.
		this.#server.on('tlsClientError', () => {
			this.tries++;
			this.#events.emit('change');
		});
		this.#server.listen(this.port, host);
		await once(this.#server, 'listening');
		this.port = this.#server.address().port;
		return this;
	}

	get url() {
		const scheme = this.tls?.from === 'start' ? 'smtps' : 'smtp';
		return `${scheme}://127.0.0.1:${this.port}`;
	}

	stop() {
		for (const socket of this.#sockets)
			socket.destroy();
		this.#server?.close();
	}

	// Waits until that many connections came and went, or mails are there.
	async until(fits, patience = 15000) {
		const signal = AbortSignal.timeout(patience);
		while (!fits(this))
			await once(this.#events, 'change', {signal});
	}

	// The same conversation from its beginning, encrypted.
	#encrypt(socket) {
		socket.removeAllListeners('data');
		const secure = new tls.TLSSocket(socket,
			{...this.tls, isServer: true});
		this.#serve(secure, false);
	}

	#serve(socket, greets = true) {
		const mail = {from: '', to: [], user: '', text: ''};
		const say = (line) => socket.write(line + '\r\n');
		let rest = '', data = false;
		mail.secure = Boolean(socket.encrypted);
		this.tries += greets;
		this.#sockets.add(socket);
		socket.on('error', () => {});
		socket.on('close', () => {
			this.#sockets.delete(socket);
			this.#events.emit('change');
		});
		socket.on('data', (chunk) => {
			rest += chunk.toString('latin1');
			for (let at; (at = rest.indexOf('\r\n')) >= 0;) {
				const line = rest.slice(0, at);
				rest = rest.slice(at + 2);
				if (data)
					data = this.#line(socket, mail, line, say);
				else
					data = this.#command(socket, mail, line, say);
			}
		});
		if (!this.silent && greets)
			say('220 small');
		this.#events.emit('change');
	}

	// A line of the mail; whether more are to come.
	#line(socket, mail, line, say) {
		if (line !== '.') {
			mail.text += line.replace(/^\./, '') + '\n';
			return true;
		}
		if (this.hangUp === 'END') {
			socket.destroy();
			return false;
		}
		this.mails.push(mail);
		say('250 taken');
		this.#events.emit('change');
		return false;
	}

	// A command; whether a mail follows.
	#command(socket, mail, line, say) {
		const [word] = line.toUpperCase().split(/[ :]/);
		if (word === 'EHLO') {
			say('250-small');
			if (this.tls && !mail.secure)
				say('250-STARTTLS');
			say(this.password ? '250 AUTH PLAIN' : '250 8BITMIME');
		} else if (word === 'STARTTLS' && this.tls) {
			say('220 go on');
			this.#encrypt(socket);
		} else if (word === 'AUTH') {
			mail.asked = true;
			say('334 ');
		} else if (mail.asked) {
			mail.asked = false;
			const [, user, password] = Buffer.from(line, 'base64')
				.toString().split('\0');
			const right = user === this.password.user &&
				password === this.password.password;
			mail.user = right ? user : '';
			say(right ? '235 welcome' : '535 who are you');
		} else if (word === 'MAIL') {
			mail.from = /<(.*)>/.exec(line)[1];
			say(this.password && !mail.user ? '530 who are you' : '250 yes');
		} else if (word === 'RCPT') {
			mail.to.push(/<(.*)>/.exec(line)[1]);
			say(this.refuse || '250 yes');
		} else if (word === 'DATA') {
			say('354 go on');
			if (this.hangUp === 'DATA')
				socket.destroy();
			return true;
		} else if (word === 'QUIT') {
			say('221 bye');
			socket.end();
		} else {
			say('502 what');
		}
		return false;
	}
}

// A mail that came: {head: {subject: …}, text}.
export function readMail(raw) {
	const [top, ...rest] = raw.split('\n\n');
	const head = {};
	for (const line of top.replace(/\n /g, ' ').split('\n')) {
		const [, name, value] = /^([^:]+): ?(.*)$/.exec(line);
		head[name.toLowerCase()] = value
			.replace(/\?= =\?/g, '?==?')
			.replace(/=\?UTF-8\?B\?([^?]*)\?=/g,
				(_, word) => Buffer.from(word, 'base64').toString());
	}
	const bytes = rest.join('\n\n').replace(/=\n/g, '').replace(
		/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
	return {head, text: Buffer.from(bytes, 'latin1').toString()};
}
