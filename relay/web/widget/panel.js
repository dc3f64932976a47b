// SPDX-License-Identifier: MIT
// The panel: shows what talk.js holds, and passes on what the shopper does.
// Text from anybody gets into the page as text only.

import {address, count} from './tools.js';
import {sayTime, word} from './words.js';

export const LONGEST = 4000; // characters of a message
const WARN = 200; // so many before that, it says how many are left
const TALLEST = 140; // pixels of the field that one writes in
const LINK = /(https?:\/\/[^\s<>"'「」『』（）、。]*[^\s<>"'「」『』（）、。.,;:!?)])/;
const SAID = ['text', 'card', 'file']; // what stands in a bubble
const FORM = ['missed', 'away', 'sent']; // modes with the form for enquiries
const TOLD = ['joined', 'taken_over', 'transferred']; // what in a line

// A product that nothing is said of: several of them stand in a row.
const isCard = (item) => item?.kind === 'card' && !item.text;
const beside = (a, b) => isCard(a) && isCard(b) && a.who === b.who;

export const at = (id) => document.getElementById(id);

export function element(type, className = '', text = '') {
	const e = document.createElement(type);
	e.className = className;
	e.textContent = text;
	return e;
}

// Makes a link of `a`. The shop's own pages open in the shop, all others
// elsewhere, where they learn nothing of this page.
export function linkTo(a, href, shop) {
	const own = new URL(href).origin === shop;
	a.href = href;
	a.target = own ? '_top' : '_blank';
	if (!own) a.rel = 'noopener noreferrer nofollow';
}

// Text with its web addresses made into links. They are shown whole, and hosts
// that only look like others as they are looked up.
function withLinks(text, shop) {
	return text.split(LINK).map((part, i) => {
		const href = i % 2 && address(part);
		if (!href) return part;
		const a = element('a', '', part);
		linkTo(a, href, shop);
		if (/[^ -~]/.test(part.split('/')[2])) a.textContent = href;
		return a;
	});
}

export class Panel {
	// on: say(text), typing(), close(), enquire(fields), again(),
	// draft(text), form() loads enquiry.js, more(place, entry) to fill in a product or a file,
	// shop() gives the origin of the page around
	constructor(talk, on) {
		this._talk = talk;
		this._on = on;
		this._attached = 0; // pictures that wait to be sent
		this._enquiry = null; // the form, once it is needed
		this._lang = 'en';
		this._bubbles = new Map(); // those in the log, by key or number
		this._mode = '';
		this._composed = false; // an input method has only just ended
		this._full = false; // covers the whole page
		this._atEnd = true; // the newest message is in sight
		this._timer = 0;
		this._write();
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

	// Words in the shopper's language.
	say(key, values) {
		return word(this._lang, key, values);
	}

	speak(lang) {
		this._lang = document.documentElement.lang = lang;
		document.title = this.say('title');
		for (const e of document.querySelectorAll('[data-word]'))
			e.textContent = this.say(e.dataset.word);
		for (const e of document.querySelectorAll('[data-label]'))
			e.setAttribute(
				'aria-label',
				this.say(e.dataset.label)
			);
		at('text').placeholder = this.say('write');
		at('panel').hidden = false;
	}

	get lang() {
		return this._lang;
	}

	// Shows that part of the log, whatever comes after it.
	scrollTo(e) {
		this._atEnd = false;
		at('scroll').scrollTop = e.offsetTop - at('scroll').offsetTop - 16;
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

	// So many pictures go with the next message.
	set attached(n) {
		this._attached = n;
		this._typed();
		this.follow();
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
				? this.say('over', {n: -left})
				: left <= WARN
					? this.say('left', {n: left})
					: '';
		text.setAttribute('aria-invalid', left < 0);
		at('send').disabled =
			left < 0 || !(text.value.trim() || this._attached);
		text.style.height = 'auto';
		text.style.height = Math.min(text.scrollHeight, TALLEST) + 'px';
	}

	_send() {
		const text = at('text').value.trim();
		if (at('send').disabled) return;
		this.draft = '';
		this._atEnd = true;
		this._on.draft('');
		this._on.say(text);
	}

	// Showing.

	show(link) {
		const {state, lost} = link;
		const refused = state === 'refused';
		const mode = refused ? 'refused' : this._talk.mode;
		if (FORM.includes(mode) && !this._enquiry) {
			this._on.form().then(({Enquiry}) => {
				this._enquiry ||= new Enquiry(this, this._talk, this._on);
				this.show(link);
			});
			return;
		}
		const focus = document.activeElement;
		this._head(mode, state);
		at('notice').textContent = refused
			? this.say('unavailable')
			: lost
				? this.say('reconnecting')
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
				: retailer || this.say('title')
		);
		this._set('state', this.say(state));
		at('state').dataset.on = ['here', 'live'].includes(state);
	}

	// Sets text only where it differs: each change is read aloud.
	_set(id, text) {
		if (at(id).textContent !== text) at(id).textContent = text;
	}

	_cards(mode) {
		at('hello').textContent = this.say('hello');
		at('hello').hidden = mode !== 'start';
		at('calling').hidden = mode !== 'ringing';
		at('calling').lastElementChild.textContent = this.say(
			this._talk.chat?.taken_over ? 'callingAgain' : 'calling'
		);
		at('over').hidden = !(
			mode === 'ended' ||
			mode === 'sent' ||
			(mode === 'missed' && this._talk.shop?.available)
		);
		at('farewell').textContent =
			mode === 'ended' ? this.say('farewell') : '';
		at('composer').hidden = ![
			'unknown',
			'start',
			'ringing',
			'live',
		].includes(mode);
		this._enquiry?.show(mode, this._mode);
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
			at('limit').textContent = this.say('returned');
	}

	_typing() {
		const left = this._talk.typesUntil - Date.now();
		const name = this._talk.chat?.name || this.say('somebody');
		at('typing').hidden = left <= 0;
		at('typing').lastElementChild.textContent = this.say(
			'typing',
			{name}
		);
		clearTimeout(this._timer);
		if (left > 0)
			this._timer = setTimeout(() => this._typing(), left);
		this.follow();
	}

	// The log: bubbles are made once and then brought up to date, so that a
	// screen reader reads each message once.
	_log(lost) {
		const {entries, outbox} = this._talk;
		const items = [
			...entries.filter(
				(e) => SAID.includes(e.kind) || TOLD.includes(e.kind)
			),
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
				SAID.includes(items[i + 1].kind) &&
				metas[i] === metas[i + 1];
			this._bubbles.set(id, bubble);
			kept.add(id);
			bubble.classList.toggle('unsent', !!item.unsent);
			bubble.classList.toggle(
				'beside',
				beside(item, items[i - 1]) ||
					beside(item, items[i + 1])
			);
			if (SAID.includes(item.kind))
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
		this.follow();
	}

	_meta(item, lost) {
		const {delivered = 0, read = 0} = this._talk.chat || {};
		if (item.unsent) return this.say(lost ? 'waiting' : 'sending');
		const time = sayTime(this._lang, item.at);
		if (item.who !== 'shopper') return time;
		const mark =
			item.seq <= read
				? 'read'
				: item.seq <= delivered
					? 'delivered'
					: 'sent';
		return `${this.say(mark)} ${time}`;
	}

	_bubble(item) {
		const own = item.who === 'shopper';
		const name = item.name || this.say('somebody');
		if (!SAID.includes(item.kind))
			return element(
				'p',
				'event',
				this.say(item.kind, {name})
			);
		const bubble = element('div', own ? 'bubble own' : 'bubble');
		bubble.append(
			element('p', 'by', own ? this.say('you') : name),
			...this._said(item),
			element('p', 'meta')
		);
		return bubble;
	}

	// What stands in a bubble: text, and what there is to look at.
	_said(item) {
		const said = [];
		if (item.kind !== 'file' && item.text) {
			const text = element('p', 'text');
			text.append(...withLinks(item.text, this._on.shop()));
			said.push(text);
		}
		if (item.kind !== 'text') {
			said.push(element('div', 'more'));
			this._on.more(said[said.length - 1], item);
		}
		return said;
	}

	// Keeps the newest in sight, unless the shopper has scrolled up.
	follow() {
		if (this._atEnd)
			at('scroll').scrollTop = at('scroll').scrollHeight;
	}
}
