// SPDX-License-Identifier: MIT
// What is true of the shopper's chat, and how it changes: by messages from the
// relay and by what the shopper does. It knows no page and no socket.
//
// A chat is a log of entries numbered from 1. Here it has no gaps: what comes
// too early waits, and the missing part is asked for. What the shopper writes
// stands in the outbox until the relay has confirmed it, and goes out one by
// one, each under its own key, so that sending it again does no harm.

import {newKey, wellFormed} from './tools.js';

const TYPING_SHOWN = 5000; // milliseconds
const TYPING_TOLD = 3000;
const RETRY = 1000;
const SAID = ['text', 'card', 'file']; // kinds of entries that somebody sends
// Errors to sit out.
export const PASSING = ['too_fast', 'busy', 'not_kept', 'restarting', 'elsewhere'];

export class Talk {
	// opts: send(type, fields) gives the ref or null, changed(),
	// keep(outbox) to have it back after a reload, outbox as it was then.
	constructor(opts) {
		this._opts = opts;
		this.retailer = '';
		this.shop = null; // whether somebody is there
		this.chat = null; // the last chat message, brought up to date
		this.entries = []; // entries[0] is number 1
		this.outbox = opts.outbox; // {key, text, chat}, unconfirmed
		this.enquiry = null; // {state, fields, ref}; see enquire()
		this.unrated = null; // {chat, name} that may be rated
		this.typesUntil = 0;
		this.ready = false;
		this._returned = ''; // what could not be sent
		this._early = new Map(); // entries that came before their turn
		this._sending = null; // {ref, item}
		this._resuming = null; // the ref of what is missing
		this._asked = new Map(); // who waits for an answer, by ref
		this._mentioned = false; // the relay named the chat again
		this._dismissed = null; // the chat that the shopper left
		this._watched = false;
		this._marked = 0; // how far the marks are that were sent
		this._read = 0; // the last entry that the shopper saw
		this._typed = 0;
	}

	get running() {
		return this.chat !== null && this.chat.phase !== 'ended';
	}

	// Is there anything that needs the connection?
	get busy() {
		return (
			this.running ||
			this.outbox.length > 0 ||
			this.enquiry?.state === 'sending'
		);
	}

	// What the panel shows: ringing, live, missed, ended, sent (an
	// enquiry), start, away, or unknown.
	get mode() {
		if (this.running) return this.chat.phase;
		if (this.enquiry?.state === 'sent') return 'sent';
		if (this.chat)
			return ['missed', 'closed'].includes(this.chat.reason)
				? 'missed'
				: 'ended';
		if (!this.shop) return 'unknown';
		return this.shop.available ? 'start' : 'away';
	}

	get unread() {
		return this.entries
			.slice(this._read)
			.filter(
				(e) =>
					SAID.includes(e.kind) &&
					e.who === 'associate'
			).length;
	}

	// What the shopper has written in this chat.
	get ownText() {
		return this.entries
			.filter((e) => e.kind === 'text' && e.who === 'shopper')
			.map((e) => e.text)
			.join('\n');
	}

	// What the shopper does.

	say(text) {
		this.outbox.push({
			key: newKey(),
			text: wellFormed(text),
			chat: this.running ? this.chat.chat : null,
		});
		this._keepOutbox();
		this._flush();
	}

	typing(now) {
		if (
			this.chat?.phase !== 'live' ||
			now - this._typed < TYPING_TOLD
		)
			return;
		this._typed = now;
		this._opts.send('typing', {chat: this.chat.chat});
	}

	// Whether the shopper has the messages before them.
	watch(watched) {
		this._watched = watched;
		this._mark();
	}

	// Leaves an enquiry; its state is sending, then sent or failed.
	enquire(fields) {
		const key = this.enquiry?.fields.key || newKey();
		this.enquiry = {state: 'sending', fields: {...fields, key}};
		this._sendEnquiry();
	}

	again() {
		this._dismissed = this.chat && this.chat.chat;
		this.chat = this.enquiry = null;
		this._forget();
	}

	takeReturned() {
		const text = this._returned;
		this._returned = '';
		return text;
	}

	// Sends something for another part; done(answer) once there is one, or
	// done(null) when the connection was lost before.
	ask(type, fields, done) {
		const ref = this.ready && this._opts.send(type, fields);
		if (ref) this._asked.set(ref, done);
		else done(null);
	}

	// What the relay says.

	heard(message) {
		const hear = {
			welcome: this._welcome,
			ready: this._ready,
			shop: this._shop,
			chat: this._chat,
			entry: this._entry,
			types: this._types,
			marked: this._markedBy,
			peer: this._peer,
			ask_rating: this._askRating,
			ok: this._ok,
			replayed: this._replayed,
			error: this._error,
		};
		if (!Object.keys(hear).includes(message.t)) return;
		hear[message.t].call(this, message);
		this._answer(message.ref, message);
		this._mark();
		this._flush();
		this._opts.changed();
	}

	// The connection is gone; what was under way may not have arrived.
	linkLost() {
		this.ready = false;
		this._resuming = null;
		this._sending = null;
		this._marked = 0;
		this.typesUntil = 0;
		for (const ref of this._asked.keys()) this._answer(ref, null);
	}

	_answer(ref, message) {
		const done = this._asked.get(ref);
		this._asked.delete(ref);
		done?.(message);
	}

	_welcome(message) {
		this.linkLost();
		this.retailer = message.retailer;
		this._mentioned = false;
		this.unrated = null;
	}

	_ready() {
		this.ready = true;
		if (this.running && !this._mentioned) {
			// It ended meanwhile; what was said before is there.
			this._ended(
				this.chat.phase === 'ringing'
					? 'missed'
					: 'left'
			);
			this._resume();
		} else if (
			this.running &&
			this.chat.seq > this.entries.length
		) {
			this._resume();
		}
		if (this.enquiry?.state === 'sending') this._sendEnquiry();
	}

	_shop(message) {
		this.shop = message;
	}

	_chat(message) {
		const other = message.chat !== this.chat?.chat;
		if (
			other &&
			message.phase === 'ended' &&
			(this.running || message.chat === this._dismissed)
		)
			return; // an earlier one
		if (other) this._begin(message.chat);
		this._mentioned = true;
		this.chat = message;
		this._read = Math.max(this._read, message.own_read || 0);
		if (message.phase === 'ended') this._ended(message.reason);
		if (this.ready && message.seq > this.entries.length)
			this._resume();
	}

	_ended(reason) {
		this.chat = {...this.chat, phase: 'ended', reason};
		this.typesUntil = 0;
		this._giveBack((item) => item.chat === this.chat.chat);
	}

	_entry(message) {
		if (
			message.kind === 'opened' &&
			!this.running &&
			message.chat !== this.chat?.chat
		)
			this._begin(message.chat);
		// What is left out here comes back by the chat message.
		if (message.chat !== this.chat?.chat) return;
		this._place(message);
		if (message.who === 'associate') this.typesUntil = 0;
		if (message.kind === 'ended') this._ended(message.reason);
		if (this._early.size) this._resume();
	}

	_types(message) {
		if (
			message.chat === this.chat?.chat &&
			message.who === 'associate'
		)
			this.typesUntil = Date.now() + TYPING_SHOWN;
	}

	_markedBy({chat, who, seq, mark}) {
		if (chat !== this.chat?.chat) return;
		if (who === 'associate')
			this.chat[mark] = Math.max(this.chat[mark] || 0, seq);
		else if (mark === 'read')
			this._read = Math.max(this._read, seq);
	}

	_peer({chat, present}) {
		if (chat === this.chat?.chat) this.chat.present = present;
	}

	_askRating({chat, name}) {
		this.unrated = chat ? {chat, name} : null;
	}

	_ok(message) {
		if (message.ref === this.enquiry?.ref) {
			this.enquiry.state = 'sent';
			return;
		}
		if (message.ref !== this._sending?.ref) return;
		const {key, text} = this._sending.item;
		if (message.chat !== this.chat?.chat) this._begin(message.chat);
		this._sent(key);
		this._place({
			seq: message.seq,
			at: message.at,
			kind: 'text',
			who: 'shopper',
			key,
			text,
		});
		if (this._early.size) this._resume();
	}

	_replayed(message) {
		if (message.chat !== this.chat?.chat) return;
		this._resuming = null;
		if (message.more) this._resume();
	}

	_error({ref, code, wait}) {
		if (ref === this.enquiry?.ref) {
			this.enquiry.state = 'failed';
		} else if (ref === this._sending?.ref) {
			this._refused(code, wait);
		} else if (ref && ref === this._resuming) {
			this._notResumed(code, wait);
		}
	}

	// The relay did not take what is being sent.
	_refused(code, wait) {
		const {item} = this._sending;
		if (PASSING.includes(code)) {
			setTimeout(() => {
				if (this._sending?.item !== item) return;
				this._sending = null;
				this._flush();
			}, wait || RETRY);
			return;
		}
		if (code === 'closed' || code === 'nobody')
			this.shop = {
				...this.shop,
				available: false,
				open: code === 'nobody',
			};
		this._sending = null;
		this._giveBack((other) => other.key === item.key);
	}

	// How the log stays whole.

	_place(entry) {
		if (entry.kind === 'text' && entry.who === 'shopper')
			this._sent(entry.key);
		if (entry.seq <= this.entries.length)
			this.entries[entry.seq - 1] = entry;
		else this._early.set(entry.seq, entry);
		for (
			let next;
			(next = this._early.get(this.entries.length + 1));
		) {
			this.entries.push(next);
			this._early.delete(next.seq);
		}
	}

	_resume() {
		if (this._resuming) return;
		this._resuming = this._opts.send('resume', {
			chat: this.chat.chat,
			after: this.entries.length,
		});
	}

	// What is missing does not come: later, or never.
	_notResumed(code, wait) {
		const ref = this._resuming;
		if (PASSING.includes(code)) {
			setTimeout(() => {
				if (this._resuming !== ref) return;
				this._resuming = null;
				this._resume();
			}, wait || RETRY);
			return;
		}
		this._resuming = null;
		this._ended(this.chat.reason || 'left');
	}

	_begin(chat) {
		this._forget();
		this._mentioned = true;
		this.chat = {chat, phase: 'ringing', seq: 0};
		if (this.enquiry?.state === 'sent') this.enquiry = null;
	}

	_forget() {
		this.entries = [];
		this._early.clear();
		this._resuming = null;
		this._marked = this._read = 0;
	}

	// How what was written gets there.

	_flush() {
		if (
			!this.ready ||
			this._sending ||
			this._resuming ||
			!this.outbox.length
		)
			return;
		if (!this.running && !this.shop?.available) {
			this._giveBack(() => true);
			return;
		}
		const item = this.outbox[0];
		const chat = this.running ? {chat: this.chat.chat} : {};
		const ref = this._opts.send('say', {
			...chat,
			key: item.key,
			text: item.text,
		});
		if (ref) this._sending = {ref, item};
	}

	_sent(key) {
		if (this._sending?.item.key === key) this._sending = null;
		if (!this.outbox.some((item) => item.key === key)) return;
		this.outbox = this.outbox.filter((item) => item.key !== key);
		this._keepOutbox();
	}

	// Takes back what can no longer be sent, for the shopper to decide.
	_giveBack(which) {
		const back = this.outbox.filter(which);
		if (back.length === 0) return;
		this.outbox = this.outbox.filter((item) => !which(item));
		this._returned = back.map((item) => item.text).join('\n');
		this._keepOutbox();
	}

	_keepOutbox() {
		this._opts.keep(this.outbox);
	}

	_sendEnquiry() {
		if (this.ready)
			this.enquiry.ref = this._opts.send(
				'enquire',
				this.enquiry.fields
			);
	}

	_mark() {
		if (this._watched) this._read = this.entries.length;
		if (!this.ready || !this.running) return;
		const theirs = this.entries.filter(
			(e) => e.who === 'associate'
		);
		const last = theirs.length ? theirs[theirs.length - 1].seq : 0;
		const far = last * 2 + this._watched;
		if (last === 0 || far <= this._marked) return;
		this._marked = far;
		this._opts.send('seen', {
			chat: this.chat.chat,
			seq: last,
			mark: this._watched ? 'read' : 'delivered',
		});
	}
}
