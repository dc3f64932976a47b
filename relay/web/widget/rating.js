// SPDX-License-Identifier: MIT
// How the chat was: stars and, for who likes, a few words. Loaded when the relay
// asks for it, which it does until the shopper has answered or would rather not.

import {at, element} from './panel.js';
import {PASSING} from './talk.js';
import {wellFormed} from './tools.js';
import {learn} from './words.js';

const LONGEST = 500; // characters of what is said with the stars

learn({
	en: {
		rate: 'How was your chat with {name}?',
		rateSomebody: 'How was your chat?',
		stars:
			'1 star: poor|2 stars: fair|3 stars: good|' +
			'4 stars: very good|5 stars: excellent',
		opinion: 'Anything you would like to tell us? (optional)',
		rateSend: 'Send the rating',
		rateNot: 'No, thank you',
		rated: 'Thank you for your rating.',
		rateFailed: 'That did not work. Please try again in a moment.',
	},
	ja: {
		rate: '{name}のご案内はいかがでしたか？',
		rateSomebody: 'チャットでのご案内はいかがでしたか？',
		stars: '星1つ：不満|星2つ：やや不満|星3つ：ふつう|星4つ：満足|星5つ：とても満足',
		opinion: 'よろしければ、ひとことお聞かせください（任意）',
		rateSend: '評価を送信',
		rateNot: '回答しない',
		rated: 'ご回答ありがとうございました。',
		rateFailed:
			'送信できませんでした。しばらくしてからお試しください。',
	},
});

const STAR =
	'M12 3.5l2.6 5.4 5.9.8-4.3 4.1 1 5.9L12 16.9l-5.2 2.8 1-5.9-4.3-4.1 5.9-.8z';

function star(n, name) {
	const ns = 'http://www.w3.org/2000/svg';
	const label = element('label');
	const radio = element('input');
	const svg = document.createElementNS(ns, 'svg');
	const path = document.createElementNS(ns, 'path');
	Object.assign(radio, {type: 'radio', name: 'stars', value: n});
	radio.setAttribute('aria-label', name);
	svg.setAttribute('viewBox', '0 0 24 24');
	svg.setAttribute('aria-hidden', 'true');
	path.setAttribute('d', STAR);
	svg.append(path);
	label.append(radio, svg);
	return label;
}

export default class Rating {
	constructor({panel, talk}) {
		this._panel = panel;
		this._talk = talk;
		this._asked = null; // {chat, name}, what the form is about
		this._done = ''; // the chat that needs no form any more
		this._sending = false;
		this._form = element('form', 'card rating');
		this._thanks = element('p', 'card', panel.say('rated'));
		this._thanks.setAttribute('role', 'status');
		this._thanks.hidden = true;
		at('over').before(this._form, this._thanks);
		this._form.addEventListener('submit', (event) => {
			event.preventDefault();
			this._send();
		});
	}

	// Brings it up to date with the talk.
	update() {
		const {running, unrated} = this._talk;
		const asked = unrated?.chat !== this._done ? unrated : null;
		if (asked && asked.chat !== this._asked?.chat) this._begin(asked);
		this._show(asked && !running);
		if (running || asked) this._thanks.hidden = true;
	}

	_show(shown) {
		const focused = this._form.contains(document.activeElement);
		if (this._form.hidden === !shown) return;
		this._form.hidden = !shown;
		if (!shown && focused) this._panel.focus();
		this._panel.follow();
	}

	_begin(asked) {
		const names = this._panel.say('stars').split('|');
		const stars = element('div', 'stars');
		const said = element('span');
		this._asked = asked;
		this._text = element('textarea');
		Object.assign(this._text, {
			id: 'opinion',
			rows: 2,
			maxLength: LONGEST,
		});
		this._wrong = element('p', 'wrong');
		this._wrong.setAttribute('role', 'alert');
		this._submit = this._word('button', 'rateSend', 'main');
		this._not = this._word('button', 'rateNot', 'plain');
		this._not.type = 'button';
		this._not.addEventListener('click', () => this._answer({}));
		const label = this._word('label', 'opinion');
		label.htmlFor = 'opinion';
		const more = element('div');
		more.hidden = true;
		more.append(label, this._text, this._submit);
		said.setAttribute('aria-hidden', 'true');
		stars.append(...names.map((name, i) => star(i + 1, name)), said);
		stars.addEventListener('change', () => {
			said.textContent = names[this._stars - 1].split(/: |：/)[1];
			more.hidden = false;
			this._panel.follow();
			this._not.scrollIntoView({block: 'nearest'}); // the form's end
		});
		const group = element('fieldset');
		group.append(
			this._word('legend', asked.name ? 'rate' : 'rateSomebody'),
			stars
		);
		this._form.replaceChildren(group, more, this._wrong, this._not);
	}

	_word(type, key, className) {
		return element(type, className, this._panel.say(key, this._asked));
	}

	get _stars() {
		return Number(this._form.elements.stars.value);
	}

	_send() {
		if (!this._stars || this._sending) return;
		this._answer({
			stars: this._stars,
			text: wellFormed(this._text.value.trim()) || undefined,
		});
	}

	// Who would rather not is not kept waiting.
	_answer(fields) {
		const {chat} = this._asked;
		if (!fields.stars) this._end(chat);
		this._sending = this._submit.disabled = true;
		this._wrong.textContent = '';
		this._talk.ask('rate', {chat, ...fields}, (answer) => {
			this._sending = this._submit.disabled = false;
			if (!answer || PASSING.includes(answer.code))
				this._wrong.textContent =
					this._panel.say('rateFailed');
			else if (answer.t === 'ok') this._end(chat, fields.stars);
			else this._end(chat); // it is too late
		});
	}

	_end(chat, thanks) {
		this._done = chat;
		this.update();
		this._thanks.hidden = !thanks;
		this._panel.follow();
	}
}
