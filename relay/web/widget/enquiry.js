// SPDX-License-Identifier: MIT
// The form for when nobody is there: an enquiry, to be answered by e-mail.
// Loaded with the first of these times.

import {LONGEST, at} from './panel.js';
import {count} from './tools.js';
import {HOUR, format, learn} from './words.js';

learn({
	en: {
		missed:
			'We are sorry: nobody could come to the chat. ' +
			'Leave us your message, and we will answer by e-mail.',
		closed:
			'We are closed. Leave us your message, ' +
			'and we will answer by e-mail.',
		nobody:
			'Nobody is free at this moment. Leave us your message, ' +
			'and we will answer by e-mail.',
		opens: ' We open again on {time}.',
		yourName: 'Your name (if you like)',
		yourAddress: 'Your e-mail address',
		yourMessage: 'Your message',
		leave: 'Leave the message',
		wrongAddress:
			'Please enter an e-mail address, so that we can answer.',
		wrongMessage: 'Please write your message.',
		wrongSending:
			'That did not work. Please try again in a moment.',
		thanks: 'Thank you. We have your message and will answer by e-mail.',
	},
	ja: {
		missed:
			'申し訳ございません。ただいま担当者が応対できませんでした。' +
			'メッセージをお残しいただければ、メールでお返事いたします。',
		closed:
			'ただいま閉店中です。メッセージをお残しいただければ、' +
			'メールでお返事いたします。',
		nobody:
			'ただいま手の空いた担当者がおりません。' +
			'メッセージをお残しいただければ、メールでお返事いたします。',
		opens: '次の開店は{time}です。',
		yourName: 'お名前（任意）',
		yourAddress: 'メールアドレス',
		yourMessage: 'メッセージ',
		leave: 'メッセージを残す',
		wrongAddress: 'お返事のため、メールアドレスをご入力ください。',
		wrongMessage: 'メッセージをご入力ください。',
		wrongSending:
			'送信できませんでした。しばらくしてからお試しください。',
		thanks:
			'ありがとうございます。メッセージを承りました。' +
			'メールでお返事いたします。',
	},
});

const OPENING = {
	...HOUR,
	weekday: 'long',
	month: 'long',
	day: 'numeric',
	timeZone: 'UTC',
};

// The next opening, which comes in the shop's own time: 2026-11-23T10:30.
function sayOpening(lang, local) {
	const at = new Date(local + 'Z');
	return isNaN(at) ? '' : format(lang, OPENING, at);
}

export class Enquiry {
	// on: as the panel has it
	constructor(panel, talk, on) {
		this._panel = panel;
		this._talk = talk;
		this._on = on;
		for (const e of document.querySelectorAll('[data-later]'))
			e.textContent = panel.say(e.dataset.later);
		this._listen();
	}

	_listen() {
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
		if (wrong.id === 'address') return this._panel.say('wrongAddress');
		return over > 0
			? this._panel.say('over', {n: over})
			: this._panel.say('wrongMessage');
	}

	// Shows what the mode asks for; `before` is the mode that was shown last.
	show(mode, before) {
		const {enquiry} = this._talk;
		const form = mode === 'missed' || mode === 'away';
		at('enquiry').hidden = !form;
		at('thanks').hidden = mode !== 'sent';
		if (form) this._why(mode, before);
		if (mode === 'sent' && mode !== before) {
			this._panel.draft = at('message').value = '';
			this._on.draft('');
		}
		at('leave').disabled = enquiry?.state === 'sending';
		if (enquiry?.state === 'failed')
			at('wrong').textContent = this._panel.say('wrongSending');
	}

	_why(mode, before) {
		const {shop} = this._talk;
		const closed = shop && !shop.open;
		const opens =
			closed && shop.opens
				? sayOpening(this._panel.lang, shop.opens)
				: '';
		at('why').textContent =
			this._panel.say(
				mode === 'missed'
					? mode
					: closed
						? 'closed'
						: 'nobody'
			) + (opens && this._panel.say('opens', {time: opens}));
		at('today').textContent = shop?.notice || '';
		at('today').hidden = !shop?.notice;
		if (mode === before) return;
		if (!at('message').value)
			at('message').value =
				this._talk.ownText || at('text').value;
		this._on.draft(at('message').value);
		this._panel.scrollTo(at('enquiry'));
	}
}
