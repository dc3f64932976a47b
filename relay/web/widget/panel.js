// SPDX-License-Identifier: MIT
// The panel: shows what talk.js holds, and passes on what the shopper does.
// Text from anybody gets into the page as text only.

import {count} from './tools.js';
import {sayOpening, sayTime, word} from './words.js';

const LONGEST = 4000; // characters of a message
const WARN = 200; // so many before that, it says how many are left
const TALLEST = 140; // pixels of the field that one writes in
const LINK = /(https?:\/\/[^\s<>"'「」『』（）、。]+)/;

const at = (id) => document.getElementById(id);

function element(type, className, text = '') {
	const e = document.createElement(type);
	e.className = className;
	e.textContent = text;
	return e;
}

// Text with its web addresses made into links, which open elsewhere.
function withLinks(text) {
	return text.split(LINK).map((part, i) => {
		if (i % 2 === 0) return part;
		const a = element('a', '', part);
		a.href = part;
		a.target = '_blank';
		a.rel = 'noopener noreferrer nofollow';
		return a;
	});
}

export class Panel {
	// on: say(text), typing(), close(), enquire(fields), again(),
	// draft(text)
	constructor(talk, on) {
		this._talk = talk;
		this._on = on;
		this._lang = 'en';
		this._bubbles = new Map(); // those in the log, by key or number
		this._mode = '';
		this._composed = false; // an input method has only just ended
		this._full = false; // covers the whole page
		this._atEnd = true; // the newest message is in sight
		this._timer = 0;
		this._write();
		this._form();
		at('close').addEventListener('click', on.close);
		at('again').addEventListener('click', () => {
			on.again();
			this.focus();
		});
		at('scroll').addEventListener('scroll', () => {
			const {scrollHeight, scrollTop, clientHeight} =
				at('scroll');
			this._atEnd =
				scrollHeight - scrollTop - clientHeight < 40;
		});
		addEventListener('keydown', (event) => {
			if (event.key === 'Escape' && !event.isComposing)
				on.close();
			else if (event.key === 'Tab' && this._full)
				this._keepInside(event);
		});
	}

	_say(key, values) {
		return word(this._lang, key, values);
	}

	speak(lang) {
		this._lang = document.documentElement.lang = lang;
		document.title = this._say('title');
		for (const e of document.querySelectorAll('[data-word]'))
			e.textContent = this._say(e.dataset.word);
		for (const e of document.querySelectorAll('[data-label]'))
			e.setAttribute(
				'aria-label',
				this._say(e.dataset.label)
			);
		at('text').placeholder = this._say('write');
		at('panel').hidden = false;
	}

	// The page shows the panel, perhaps as large as itself.
	opened(full) {
		this._full = full;
		this._atEnd = true;
		this._typed();
	}

	set draft(text) {
		at('text').value = text;
		this._typed();
	}

	// To where the shopper goes on.
	focus() {
		['text', 'address', 'again', 'close']
			.map(at)
			.find((e) => e.offsetParent !== null)
			?.focus();
	}

	// Where the panel covers the page, the focus must not go behind it.
	_keepInside(event) {
		const stops = [
			...at('panel').querySelectorAll(
				'button,input,textarea,a,[tabindex]'
			),
		].filter((e) => e.offsetParent !== null && !e.disabled);
		const first = stops[0];
		const last = stops[stops.length - 1];
		if (document.activeElement !== (event.shiftKey ? first : last))
			return;
		event.preventDefault();
		(event.shiftKey ? last : first).focus();
	}

	// Writing.

	_write() {
		const text = at('text');
		text.addEventListener('input', () => {
			this._typed();
			this._on.draft(text.value);
			if (text.value) this._on.typing();
		});
		// Safari ends a conversion before it reports the key that did.
		text.addEventListener('compositionend', () => {
			this._composed = true;
			setTimeout(() => {
				this._composed = false;
			});
		});
		text.addEventListener('keydown', (event) => {
			if (
				event.key !== 'Enter' ||
				event.shiftKey ||
				event.altKey ||
				event.isComposing ||
				event.keyCode === 229 ||
				this._composed
			)
				return;
			event.preventDefault();
			this._send();
		});
		at('composer').addEventListener('submit', (event) => {
			event.preventDefault();
			this._send();
			text.focus();
		});
	}

	_typed() {
		const text = at('text');
		const left = LONGEST - count(text.value);
		at('limit').textContent =
			left < 0
				? this._say('over', {n: -left})
				: left <= WARN
					? this._say('left', {n: left})
					: '';
		text.setAttribute('aria-invalid', left < 0);
		at('send').disabled = left < 0 || !text.value.trim();
		text.style.height = 'auto';
		text.style.height = Math.min(text.scrollHeight, TALLEST) + 'px';
	}

	_send() {
		const text = at('text').value.trim();
		if (!text || count(text) > LONGEST) return;
		this.draft = '';
		this._atEnd = true;
		this._on.draft('');
		this._on.say(text);
	}

	// The enquiry.

	_form() {
		at('message').addEventListener('input', () =>
			this._on.draft(at('message').value)
		);
		at('enquiry').addEventListener('submit', (event) => {
			event.preventDefault();
			const [who, address, message] = [
				'who',
				'address',
				'message',
			].map(at);
			const wrong = !address.checkValidity()
				? address
				: !message.value.trim() ||
					  count(message.value) > LONGEST
					? message
					: null;
			for (const e of [address, message])
				e.setAttribute('aria-invalid', e === wrong);
			at('wrong').textContent = this._mistake(wrong);
			if (wrong) return wrong.focus();
			this._on.enquire({
				name: who.value.trim() || undefined,
				address: address.value.trim(),
				text: message.value.trim(),
			});
		});
	}

	_mistake(wrong) {
		const over = count(at('message').value) - LONGEST;
		if (!wrong) return '';
		if (wrong.id === 'address') return this._say('wrongAddress');
		return over > 0
			? this._say('over', {n: over})
			: this._say('wrongMessage');
	}

	// Showing.

	show({state, lost}) {
		const refused = state === 'refused';
		const mode = refused ? 'refused' : this._talk.mode;
		const focus = document.activeElement;
		this._head(mode, state);
		at('notice').textContent = refused
			? this._say('unavailable')
			: lost
				? this._say('reconnecting')
				: '';
		at('notice').hidden = !refused && !lost;
		this._log(lost);
		this._cards(mode);
		this._typing();
		this._takeBack(mode);
		this._mode = mode;
		if (focus !== document.body && focus.offsetParent === null)
			this.focus();
	}

	_head(mode, linkState) {
		const {chat, retailer} = this._talk;
		const words = {
			unknown: 'connecting',
			start: 'here',
			away: 'away',
			ringing: 'ringing',
			missed: 'away',
			ended: 'ended',
			sent: 'away',
			refused: 'away',
			live: chat?.present === false ? 'back' : 'live',
		};
		const state =
			linkState === 'ready' || mode === 'refused'
				? words[mode]
				: 'connecting';
		this._set(
			'name',
			chat?.phase === 'live' && chat.name
				? `${chat.name} · ${retailer}`
				: retailer || this._say('title')
		);
		this._set('state', this._say(state));
		at('state').dataset.on = ['here', 'live'].includes(state);
	}

	// Sets text only where it differs: each change is read aloud.
	_set(id, text) {
		if (at(id).textContent !== text) at(id).textContent = text;
	}

	_cards(mode) {
		const {shop, enquiry} = this._talk;
		const form = mode === 'missed' || mode === 'away';
		at('hello').textContent = this._say('hello');
		at('hello').hidden = mode !== 'start';
		at('calling').hidden = mode !== 'ringing';
		at('calling').lastElementChild.textContent = this._say(
			this._talk.chat?.taken_over ? 'callingAgain' : 'calling'
		);
		at('enquiry').hidden = !form;
		at('thanks').hidden = mode !== 'sent';
		at('over').hidden = !(
			mode === 'ended' ||
			mode === 'sent' ||
			(mode === 'missed' && shop?.available)
		);
		at('farewell').textContent =
			mode === 'ended' ? this._say('farewell') : '';
		at('composer').hidden = ![
			'unknown',
			'start',
			'ringing',
			'live',
		].includes(mode);
		if (form) this._why(mode, shop);
		if (mode === 'sent' && mode !== this._mode) {
			this.draft = at('message').value = '';
			this._on.draft('');
		}
		at('leave').disabled = enquiry?.state === 'sending';
		if (enquiry?.state === 'failed')
			at('wrong').textContent = this._say('wrongSending');
	}

	_why(mode, shop) {
		const closed = shop && !shop.open;
		const opens =
			closed && shop.opens
				? sayOpening(this._lang, shop.opens)
				: '';
		at('why').textContent =
			this._say(
				mode === 'missed'
					? mode
					: closed
						? 'closed'
						: 'nobody'
			) + (opens && this._say('opens', {time: opens}));
		at('today').textContent = shop?.notice || '';
		at('today').hidden = !shop?.notice;
		if (mode === this._mode) return;
		if (!at('message').value)
			at('message').value =
				this._talk.ownText || at('text').value;
		this._on.draft(at('message').value);
		this._atEnd = false;
		at('scroll').scrollTop =
			at('enquiry').offsetTop - at('scroll').offsetTop - 16;
	}

	// What could not be sent goes back to where it can be written.
	_takeBack(mode) {
		const text = this._talk.takeReturned();
		if (!text) return;
		const field = at(
			mode === 'away' || mode === 'missed'
				? 'message'
				: 'text'
		);
		field.value = [text, field.value]
			.filter((t, i, all) => t && all.indexOf(t) === i)
			.join('\n');
		this._typed();
		this._on.draft(at('text').value);
		if (field.id === 'text')
			at('limit').textContent = this._say('returned');
	}

	_typing() {
		const left = this._talk.typesUntil - Date.now();
		const name = this._talk.chat?.name || this._say('somebody');
		at('typing').hidden = left <= 0;
		at('typing').lastElementChild.textContent = this._say(
			'typing',
			{name}
		);
		clearTimeout(this._timer);
		if (left > 0)
			this._timer = setTimeout(() => this._typing(), left);
		this._follow();
	}

	// The log: bubbles are made once and then brought up to date, so that a
	// screen reader reads each message once.
	_log(lost) {
		const {entries, outbox} = this._talk;
		const said = entries.filter((e) =>
			['text', 'joined', 'taken_over'].includes(e.kind)
		);
		const items = [
			...said,
			...outbox.map((o) => ({
				...o,
				kind: 'text',
				who: 'shopper',
				unsent: true,
			})),
		];
		const metas = items.map((item) => this._meta(item, lost));
		const kept = new Set();
		items.forEach((item, i) => {
			const id = item.key || String(item.seq);
			const bubble =
				this._bubbles.get(id) || this._bubble(item);
			const repeated =
				items[i + 1]?.who === item.who &&
				items[i + 1].kind === 'text' &&
				metas[i] === metas[i + 1];
			this._bubbles.set(id, bubble);
			kept.add(id);
			bubble.classList.toggle('unsent', !!item.unsent);
			if (item.kind === 'text')
				bubble.lastElementChild.textContent = repeated
					? ''
					: metas[i];
			if (at('log').children[i] !== bubble)
				at('log').insertBefore(
					bubble,
					at('log').children[i] || null
				);
		});
		for (const [id, bubble] of this._bubbles) {
			if (kept.has(id)) continue;
			bubble.remove();
			this._bubbles.delete(id);
		}
		this._follow();
	}

	_meta(item, lost) {
		const {delivered = 0, read = 0} = this._talk.chat || {};
		if (item.unsent) return this._say(lost ? 'waiting' : 'sending');
		const time = sayTime(this._lang, item.at);
		if (item.who !== 'shopper') return time;
		const mark =
			item.seq <= read
				? 'read'
				: item.seq <= delivered
					? 'delivered'
					: 'sent';
		return `${this._say(mark)} ${time}`;
	}

	_bubble(item) {
		const own = item.who === 'shopper';
		if (item.kind !== 'text')
			return element(
				'p',
				'event',
				this._say(
					item.kind === 'joined'
						? 'joined'
						: 'takenOver',
					{
						name:
							item.name ||
							this._say('somebody'),
					}
				)
			);
		const bubble = element('div', own ? 'bubble own' : 'bubble');
		const text = element('p', 'text');
		text.append(...withLinks(item.text));
		bubble.append(
			element(
				'p',
				'by',
				own
					? this._say('you')
					: item.name || this._say('somebody')
			),
			text,
			element('p', 'meta')
		);
		return bubble;
	}

	// Keeps the newest in sight, unless the shopper has scrolled up.
	_follow() {
		if (this._atEnd)
			at('scroll').scrollTop = at('scroll').scrollHeight;
	}
}
