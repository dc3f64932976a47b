// SPDX-License-Identifier: MIT
// The connection to the relay: one WebSocket at a time, renewed by itself with
// growing, jittered pauses for as long as somebody wants it.

const VERSION = 1;
const PROTOCOL = 'noren.v1';
const FIRST_PAUSE = 500; // milliseconds; doubles up to
const LONGEST_PAUSE = 30000;
const JITTER = 0.3; // of a pause, more or less, so that not all come at once
const QUIET = 25000; // after that much silence the link is tried by a ping
const STEADY = 10000; // a link that lasted as long was a good one

// After these there is no use in trying again.
const FINAL = ['old_version', 'unknown_retailer', 'bad_origin'];

export class Link {
	// opts: url, hello() gives the fields of hello, heard(message),
	// changed() after each change of state, denied() when the token is no
	// good.
	constructor(opts) {
		this._opts = opts;
		this.state = 'off'; // connecting, ready, waiting, refused
		this.lost = false; // it was there, or should be, and is not
		this._socket = null;
		this._timer = 0;
		this._tries = 0;
		this._refs = 0;
		this.times = 0; // that it was ready
		this._since = 0;
		this._pause = 0; // what the relay asked for
		addEventListener('online', () => {
			if (this.state === 'waiting') this._connect();
		});
	}

	open() {
		if (this.state === 'off') this._connect();
	}

	close() {
		this._drop();
		this.lost = false;
		this._move('off');
	}

	// Drops the connection and makes a new one at once.
	renew() {
		this._drop();
		this._connect();
	}

	// Sends a message; its ref, or null when there is no connection.
	send(type, fields) {
		if (this._socket?.readyState !== WebSocket.OPEN) return null;
		const ref = String(++this._refs);
		this._socket.send(JSON.stringify({t: type, ref, ...fields}));
		return ref;
	}

	_move(state) {
		this.state = state;
		this._opts.changed();
	}

	_connect() {
		clearTimeout(this._timer);
		this._pause = 0;
		const socket = (this._socket = new WebSocket(
			this._opts.url,
			PROTOCOL
		));
		socket.onopen = () => {
			this._since = Date.now();
			this.send('hello', {
				version: VERSION,
				...this._opts.hello(),
			});
			this._listen();
		};
		socket.onmessage = (event) => this._heard(event.data);
		socket.onclose = () => this._lost();
		this._move('connecting');
	}

	_drop() {
		clearTimeout(this._timer);
		if (!this._socket) return;
		this._socket.onopen =
			this._socket.onmessage =
			this._socket.onclose =
				null;
		this._socket.close();
		this._socket = null;
	}

	_lost() {
		this._drop();
		if (this.state === 'refused') return;
		this.lost = true;
		if (this.state === 'ready' && Date.now() - this._since > STEADY)
			this._tries = 0;
		const pause =
			Math.min(
				FIRST_PAUSE * 2 ** this._tries++,
				LONGEST_PAUSE
			) *
			(1 + JITTER * (2 * Math.random() - 1));
		this._timer = setTimeout(
			() => this._connect(),
			Math.max(this._pause, pause)
		);
		this._move('waiting');
	}

	// Waits for the relay to speak: asks, and then gives up.
	_listen(asked = false) {
		clearTimeout(this._timer);
		this._timer = setTimeout(() => {
			if (asked) return this._lost();
			this.send('ping');
			this._listen(true);
		}, QUIET);
	}

	_heard(text) {
		let message;
		try {
			message = JSON.parse(text);
		} catch {
			return;
		}
		this._listen();
		if (message.t === 'bye' || message.t === 'error')
			this._refused(message);
		if (message.t === 'ready') {
			this.times++;
			this.lost = false;
			this._move('ready');
		}
		this._opts.heard(message);
	}

	_refused({code, wait}) {
		this._pause = Math.min(wait || 0, LONGEST_PAUSE);
		if (code === 'flood')
			// more tabs than the relay will have
			this._pause = LONGEST_PAUSE;
		if (code === 'bad_token') this._opts.denied();
		if (FINAL.includes(code)) this._move('refused');
	}
}
