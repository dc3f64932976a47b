// SPDX-License-Identifier: MIT
// A small relay for the widget's tests: it serves the widget's files as the
// real one does, speaks the wire, keeps chats in memory, and does what a test
// says. What comes and goes is checked against the wire's table; the list of
// faults must be empty in the end.

import {createServer} from 'node:http';
import {readFileSync} from 'node:fs';
import {once, EventEmitter} from 'node:events';
import {randomBytes} from 'node:crypto';

import {accept} from './socket.mjs';
import {fault, wire} from './wire.mjs';

const FILES = new URL('../../../relay/web/widget/', import.meta.url);
const TYPES = {
	html: 'text/html; charset=utf-8',
	css: 'text/css',
	js: 'text/javascript',
};
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const PAGE = 3; // entries that one resume brings, so that tests see `more`
export const PATIENCE = 10000; // milliseconds until a test gives up waiting

const newId = () => [...randomBytes(26)].map((b) => ALPHABET[b & 31]).join('');
const now = () => Date.now() * 1000;

export class Relay {
	launcher = {
		t: 'shop',
		open: true,
		available: true,
		show: true,
		accent: '#8a2b3c',
		langs: ['en', 'ja'],
	};
	shop = {open: true, available: true};
	answers = true; // false: what is said is kept, but not confirmed
	refuse = null; // (message) => fields of an error, or nothing
	onLauncher = null; // (request, response) => … instead of the reply
	down = false; // true: takes no connections
	knocks = 0; // connections that were refused so
	frameless = false; // true: hangs up on those who want the frame
	faults = [];
	heard = []; // every message of every shopper, with its session
	sessions = new Set();
	chat = null; // the latest
	media = new Map(); // id: {mime, body}
	onMedia = null; // (request) => [status, code] of an error, or nothing
	blockedAt = null; // the page where the shopper was blocked
	enquiries = [];
	unrated = null; // {chat, name} that the shopper is asked about
	ratings = [];
	#events = new EventEmitter();
	#server = createServer((request, response) =>
		this.#serve(request, response)
	);
	#sockets = new Set();
	#tokens = new Set();

	// A relay whose frame may be in pages of that origin.
	static async start(ancestor) {
		const relay = new Relay();
		relay.ancestor = ancestor;
		relay.#server.on('upgrade', (request, socket) =>
			relay.#upgrade(request, socket)
		);
		relay.#server.on('connection', (socket) => {
			relay.#sockets.add(socket);
			socket.on('close', () => relay.#sockets.delete(socket));
		});
		relay.#server.listen(0, '127.0.0.1');
		await once(relay.#server, 'listening');
		relay.origin = `http://127.0.0.1:${relay.#server.address().port}`;
		return relay;
	}

	stop() {
		this.#server.close();
		for (const socket of this.#sockets) socket.destroy();
	}

	// Waits until `holds` gives something, and gives that.
	async until(holds, what = String(holds)) {
		const end = AbortSignal.timeout(PATIENCE);
		for (;;) {
			const result = holds();
			if (result) return result;
			await once(this.#events, 'change', {signal: end}).catch(
				() => {
					throw new Error(`never: ${what}`);
				}
			);
		}
	}

	// The nth message of that type from any shopper, once it has come.
	async next(type, nth = 1) {
		return this.until(
			() => this.heard.filter((m) => m.t === type)[nth - 1],
			`${type} number ${nth}`
		);
	}

	// HTTP.

	#serve(request, response) {
		const {pathname, searchParams} = new URL(
			request.url,
			this.origin
		);
		const file = /^\/(?:v1\/widget\/)?([a-z]+\.(?:js|css))$/.exec(
			pathname
		)?.[1];
		response.setHeader('X-Content-Type-Options', 'nosniff');
		if (pathname === '/v1/launcher/demo')
			return this.#launch(request, response);
		if (pathname === '/v1/frame/demo') {
			if (this.frameless) return response.destroy();
			response.setHeader(
				'Content-Security-Policy',
				"default-src 'none'; script-src 'self'; style-src 'self'; " +
					"connect-src 'self' ws: wss:; media-src blob:; " +
					`img-src 'self' data: blob: ${this.ancestor}; ` +
					`base-uri 'none'; form-action 'none'; ` +
					`frame-ancestors ${this.ancestor}`
			);
			return this.#file(response, 'frame.html');
		}
		if (file) return this.#file(response, file);
		if (
			pathname.startsWith('/v1/media') &&
			searchParams.get('retailer') === 'demo'
		)
			return this.#media(request, response, pathname.slice(10));
		response.writeHead(404).end();
	}

	#file(response, name) {
		response.setHeader(
			'Content-Type',
			TYPES[name.split('.').pop()]
		);
		response.end(readFileSync(new URL(name, FILES)));
	}

	#launch(request, response) {
		response.setHeader(
			'Access-Control-Allow-Origin',
			request.headers.origin || '*'
		);
		if (this.onLauncher) return this.onLauncher(request, response);
		response.setHeader('Content-Type', 'application/json');
		response.end(JSON.stringify(this.launcher));
	}

	// Files: kept as they come, for who bears a token.
	async #media(request, response, id) {
		const parts = [];
		for await (const part of request) parts.push(part);
		const token = request.headers.authorization?.slice(7);
		const error = !this.#tokens.has(token)
			? [401, 'bad_token']
			: this.onMedia?.(request);
		if (error) {
			const [status, code] = error;
			response.writeHead(status, {
				'Content-Type': 'application/json',
			});
			return response.end(
				JSON.stringify({t: 'error', code, text: 'no'})
			);
		}
		if (id) {
			const kept = this.media.get(id);
			response.writeHead(kept ? 200 : 404, {
				'Content-Type': kept?.mime,
			});
			return response.end(kept?.body);
		}
		const kept = {
			media: this.addMedia(
				request.headers['content-type'],
				Buffer.concat(parts)
			),
		};
		const {mime, body} = this.media.get(kept.media);
		response.setHeader('Content-Type', 'application/json');
		response.end(
			JSON.stringify({t: 'media', ...kept, mime, bytes: body.length})
		);
		this.#events.emit('change');
	}

	addMedia(mime, body) {
		const id = newId();
		this.media.set(id, {mime, body});
		return id;
	}

	// The wire.

	#upgrade(request, socket) {
		if (this.down) {
			this.knocks++;
			socket.destroy();
			this.#events.emit('change');
			return;
		}
		if (
			request.url !== '/v1/shopper' ||
			request.headers['sec-websocket-protocol'] !==
				wire.protocol ||
			request.headers.origin !== this.origin
		) {
			this.faults.push(`upgrade of ${request.url} refused`);
			return socket.destroy();
		}
		const session = {ws: accept(request, socket, wire.protocol)};
		this.sessions.add(session);
		session.ws.onText = (text) => this.#hear(session, text);
		session.ws.onGone = () => {
			this.sessions.delete(session);
			this.#events.emit('change');
		};
		this.#events.emit('change');
	}

	send(session, type, fields) {
		const message = JSON.parse(
			JSON.stringify({t: type, ...fields})
		);
		const wrong = fault(message, 'relay');
		if (wrong) this.faults.push(wrong);
		session.ws.send(JSON.stringify(message));
	}

	tell(type, fields) {
		for (const session of this.sessions)
			if (session.token) this.send(session, type, fields);
	}

	#hear(session, text) {
		const message = JSON.parse(text);
		const wrong = fault(message, 'shopper');
		if (wrong) this.faults.push(wrong);
		if (Buffer.byteLength(text) > wire.shopper_frame)
			this.faults.push(`a message of ${text.length} bytes`);
		if (!session.token && message.t !== 'hello')
			this.faults.push(`${message.t} before hello`);
		this.heard.push({...message, session});
		this.#obey(session, message);
		this.#events.emit('change');
	}

	#obey(session, message) {
		const error = this.refuse?.(message);
		if (error)
			return this.send(session, 'error', {
				ref: message.ref,
				text: 'refused',
				...error,
			});
		const obey = {
			hello: this.#hello,
			say: this.#say,
			resume: this.#resume,
			seen: this.#seen,
			enquire: this.#enquire,
			ping: this.#ping,
			show: this.#show,
			page: this.#page,
			event: this.#event,
			rate: this.#rate,
		}[message.t];
		obey?.call(this, session, message);
	}

	// A purchase is answered once it is kept; nothing else is.
	#event(session, {ref, what}) {
		if (what === 'purchase' && this.answers)
			this.send(session, 'ok', {ref});
	}

	// The chat that has ended may be rated, until it was.
	askRating(name) {
		this.unrated = {chat: this.chat.chat, name};
		this.tell('ask_rating', this.unrated);
	}

	#rate(session, {ref, chat, stars, text}) {
		if (chat !== this.unrated?.chat)
			this.faults.push('rate of what was not asked for');
		this.unrated = null;
		this.ratings.push({stars, text});
		this.send(session, 'ok', {ref});
		this.tell('ask_rating', {});
	}

	#ping(session, {ref}) {
		this.send(session, 'pong', {ref, now: now()});
	}

	#show(session, {ref, chat, key, media, name}) {
		const {mime, body} = this.media.get(media);
		if (chat !== this.chat.chat || this.chat.phase !== 'live')
			this.faults.push('show outside of a live chat');
		const entry =
			this.chat.keys.get(key) ||
			this.#append({
				kind: 'file',
				who: 'shopper',
				key,
				media,
				mime,
				bytes: body.length,
				text: name,
			});
		this.chat.keys.set(key, entry);
		if (this.answers)
			this.send(session, 'ok', {
				ref,
				chat,
				seq: entry.seq,
				at: entry.at,
			});
	}

	// A blocked shopper who goes to another page (D9).
	#page(session, {url}) {
		if (this.blockedAt && url !== this.blockedAt)
			this.setShop({...this.shop, hidden: true});
	}

	#hello(session, {ref, token, version, retailer, url}) {
		if (version !== wire.version || retailer !== 'demo')
			this.faults.push(`hello of ${version} to ${retailer}`);
		const known = this.#tokens.has(token);
		session.token = known ? token : newId() + newId();
		this.#tokens.add(session.token);
		this.send(session, 'welcome', {
			ref,
			version: wire.version,
			now: now(),
			retailer: 'Tsukishiro',
			name: 'Guest 1',
			token: session.token,
		});
		if (this.blockedAt && url !== this.blockedAt && known)
			this.shop = {...this.shop, hidden: true};
		this.send(session, 'shop', this.shop);
		if (this.chat && this.chat.phase !== 'ended' && known)
			this.#sendChat(session);
		if (this.unrated && known)
			this.send(session, 'ask_rating', this.unrated);
		this.send(session, 'ready');
	}

	#sendChat(session) {
		const {entries, keys, ...chat} = this.chat;
		this.send(session, 'chat', {...chat, seq: entries.length});
	}

	#tellChat() {
		for (const session of this.sessions)
			if (session.token) this.#sendChat(session);
	}

	#append(fields) {
		const entry = {
			chat: this.chat.chat,
			seq: this.chat.entries.length + 1,
			at: now(),
			...fields,
		};
		this.chat.entries.push(entry);
		this.tell('entry', entry);
		return entry;
	}

	#say(session, {ref, chat, key, text}) {
		if (
			!chat &&
			(!this.chat || this.chat.phase === 'ended') &&
			!this.chat?.keys.has(key)
		) {
			this.chat = {
				chat: newId(),
				phase: 'ringing',
				opened: now(),
				left: 90000,
				entries: [],
				keys: new Map(),
			};
			this.#append({
				kind: 'opened',
				who: 'shopper',
				text: 'A page',
			});
			this.#tellChat();
		}
		if (chat && chat !== this.chat?.chat)
			return this.send(session, 'error', {
				ref,
				code: 'unknown_chat',
				text: 'unknown',
			});
		const first = this.chat.keys.get(key);
		const entry =
			first ||
			this.#append({kind: 'text', who: 'shopper', key, text});
		this.chat.keys.set(key, entry);
		if (this.answers)
			this.send(session, 'ok', {
				ref,
				chat: entry.chat,
				seq: entry.seq,
				at: entry.at,
			});
	}

	#resume(session, {ref, chat, after}) {
		if (chat !== this.chat?.chat)
			return this.send(session, 'error', {
				ref,
				code: 'unknown_chat',
				text: 'unknown',
			});
		const {entries} = this.chat;
		const part = entries.slice(after, after + PAGE);
		for (const entry of part) this.send(session, 'entry', entry);
		this.send(session, 'replayed', {
			ref,
			chat,
			upto: after + part.length,
			more: after + part.length < entries.length,
		});
	}

	#seen(session, {chat, seq, mark}) {
		if (mark === 'read')
			this.chat.own_read = Math.max(
				this.chat.own_read || 0,
				seq
			);
		for (const other of this.sessions)
			if (other !== session && other.token)
				this.send(other, 'marked', {
					chat,
					who: 'shopper',
					seq,
					mark,
				});
	}

	#enquire(session, message) {
		this.enquiries.push(message);
		this.send(session, 'ok', {ref: message.ref});
	}

	// What an associate, or fate, does.

	setShop(shop) {
		this.shop = shop;
		this.tell('shop', shop);
	}

	accept(name) {
		Object.assign(this.chat, {
			phase: 'live',
			name,
			accepted: now(),
			present: true,
		});
		delete this.chat.left;
		this.#append({kind: 'joined', who: 'associate', name});
		this.#tellChat();
	}

	answer(text) {
		return this.#append({
			kind: 'text',
			who: 'associate',
			name: this.chat.name,
			key: newId(),
			text,
		});
	}

	recommend(fields) {
		return this.#append({
			kind: 'card',
			who: 'associate',
			name: this.chat.name,
			...fields,
		});
	}

	// Shows a file that addMedia has.
	show(media, fields) {
		const {mime, body} = this.media.get(media);
		return this.#append({
			kind: 'file',
			who: 'associate',
			name: this.chat.name,
			media,
			mime,
			bytes: body.length,
			...fields,
		});
	}

	// An event of the shop page, or another entry that is not said.
	note(fields) {
		return this.#append(fields);
	}

	transfer(name) {
		this.chat.name = name;
		this.#append({kind: 'transferred', who: 'associate', name});
		this.#tellChat();
	}

	// On that page nothing changes.
	block(url) {
		this.blockedAt = url;
	}

	lift() {
		this.blockedAt = null;
		this.setShop({open: true, available: true});
	}

	types() {
		this.tell('types', {chat: this.chat.chat, who: 'associate'});
	}

	mark(mark) {
		const seq = this.chat.entries.length;
		this.chat[mark] = seq;
		this.tell('marked', {
			chat: this.chat.chat,
			who: 'associate',
			seq,
			mark,
		});
	}

	takeOver() {
		this.#append({
			kind: 'taken_over',
			who: 'relay',
			name: this.chat.name,
		});
		Object.assign(this.chat, {
			phase: 'ringing',
			taken_over: true,
			left: 90000,
			present: false,
		});
		this.#tellChat();
	}

	end(reason) {
		Object.assign(this.chat, {phase: 'ended', reason});
		this.#append({
			kind: 'ended',
			who: reason === 'ended' ? 'associate' : 'relay',
			reason,
		});
		this.#tellChat();
	}

	forget() {
		this.#tokens.clear();
	}

	bye(code, wait) {
		this.tell('bye', {code, text: 'bye', wait});
		for (const session of this.sessions) session.ws.end();
	}

	cut() {
		for (const session of this.sessions) session.ws.cut();
	}
}
