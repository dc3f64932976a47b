// SPDX-License-Identifier: MIT
// Sending pictures, loaded once somebody is there to see them. They come by two
// buttons, by paste and by drop, stand in a tray over the field, go up when the
// shopper sends, and are shown in the chat. A picture stays in the tray until
// the relay has it, whatever becomes of the connection, and goes out under one
// key, so that trying again does no harm.

import {element} from './panel.js';
import {PASSING} from './talk.js';
import {line, newKey} from './tools.js';
import {learn, word} from './words.js';

learn({
	en: {
		attach: 'Send a picture',
		photo: 'Take a photo',
		tray: 'Pictures to send',
		remove: 'Remove {name}',
		notPicture:
			'{name} cannot be sent: only JPEG, PNG, GIF and WebP ' +
			'pictures can.',
		tooLarge: '{name} is larger than 10 MB.',
		tooMany: 'Please send {n} pictures at a time.',
		notSent: '{name} could not be sent.',
		stays: 'The pictures will be sent when we are back.',
	},
	ja: {
		attach: '画像を送る',
		photo: '写真を撮る',
		tray: '送る画像',
		remove: '{name}を取り消す',
		notPicture:
			'{name}は送れません。JPEG・PNG・GIF・WebPの画像を' +
			'お選びください。',
		tooLarge: '{name}は10 MBを超えています。',
		tooMany: '画像は一度に{n}枚までです。',
		notSent: '{name}を送信できませんでした。',
		stays: '画像は再接続後に送信します。',
	},
});

const LARGEST = 10 * 1024 * 1024; // bytes
const MOST = 5; // pictures at a time
const NAME = 120; // bytes, as the wire has it
const RETRY = 2000; // milliseconds
const SHORTEST = 12; // bytes that tell what a file is
// How files begin; a dot stands for any byte.
const BEGINNINGS = [
	['image/jpeg', /^\xff\xd8\xff/],
	['image/png', /^\x89PNG\r\n\x1a\n/],
	['image/gif', /^GIF8[79]a/],
	['image/webp', /^RIFF[^]{4}WEBP/],
];

const PICTURE = 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 8.5v.01';
const CAMERA = 'M3 7h4l2-3h6l2 3h4v13H3zM12 10a3.5 3.5 0 1 0 .01 0';
const SVG = 'http://www.w3.org/2000/svg';

function drawn(icon) {
	const svg = document.createElementNS(SVG, 'svg');
	const path = document.createElementNS(SVG, 'path');
	svg.setAttribute('viewBox', '0 0 24 24');
	svg.setAttribute('aria-hidden', 'true');
	path.setAttribute('d', icon);
	svg.append(path);
	return svg;
}

// The type of a picture by its content, whatever it is called.
async function typeOf(file) {
	const head = await file.slice(0, SHORTEST).arrayBuffer();
	const text = String.fromCharCode(...new Uint8Array(head));
	return BEGINNINGS.find(([, form]) => form.test(text))?.[0];
}

export default class Pictures {
	// opts: talk, panel, retailer, token(), lang()
	constructor(opts) {
		this._opts = opts;
		this._items = []; // {key, file, type, name, state, xhr, media, …}
		this._tray = element('ul');
		this._tray.id = 'tray';
		this._tray.setAttribute('aria-label', this._say('tray'));
		this._words = element('p');
		this._words.id = 'traywords';
		this._words.setAttribute('role', 'status');
		this._pick = element('input');
		this._pick.type = 'file';
		this._pick.accept = BEGINNINGS.map(([type]) => type).join();
		this._pick.multiple = this._pick.hidden = true;
		this._pick.addEventListener('change', () => {
			this.add([...this._pick.files]);
			this._pick.value = '';
		});
		this._buttons = [
			this._button('attach', PICTURE),
			this._button('photo', CAMERA),
		];
		document
			.getElementById('limit')
			.after(this._words, this._tray, this._pick, ...this._buttons);
		this._listen();
		this.update();
	}

	_say(key, values) {
		return word(this._opts.lang(), key, values);
	}

	_button(id, icon) {
		const button = element('button', 'round');
		button.id = id;
		button.type = 'button';
		button.setAttribute('aria-label', this._say(id));
		button.append(drawn(icon));
		button.addEventListener('click', () => {
			this._pick.removeAttribute('capture');
			if (id === 'photo')
				this._pick.setAttribute('capture', 'environment');
			this._pick.click();
		});
		return button;
	}

	// Words that come along with a picture, as from a spreadsheet, are meant.
	_listen() {
		const field = document.getElementById('text');
		field.addEventListener('paste', (event) => {
			const {files, types} = event.clipboardData;
			if (!files.length || types.includes('text/plain')) return;
			event.preventDefault();
			this.add([...files]);
		});
		for (const type of ['dragover', 'dragleave', 'drop'])
			addEventListener(type, (event) => {
				const {files, types} = event.dataTransfer;
				if (!types.includes('Files')) return;
				event.preventDefault();
				field.form.classList.toggle(
					'over',
					type === 'dragover' && this._live
				);
				if (type === 'drop') this.add([...files]);
			});
	}

	get _live() {
		return this._opts.talk.mode === 'live';
	}

	// Takes what the shopper chose; refuses in words what cannot be sent.
	async add(files) {
		if (!this._live) return;
		this._words.textContent = '';
		for (const file of files) {
			const name = line(file.name, NAME) || '?';
			const type = await typeOf(file);
			const wrong = !type
				? 'notPicture'
				: file.size > LARGEST
					? 'tooLarge'
					: this._items.length >= MOST
						? 'tooMany'
						: null;
			if (wrong) this._tell(wrong, {name, n: MOST});
			else this._put({key: newKey(), file, type, name});
		}
		this._opts.panel.focus();
	}

	_tell(key, values) {
		this._words.textContent = this._say(key, values);
	}

	_put(item) {
		const picture = element('img');
		const remove = element('button', 'remove', '×');
		item.state = 'chosen'; // up, waiting, done
		item.bar = element('progress');
		item.bar.max = 1;
		item.bar.value = 0;
		item.bar.setAttribute('aria-label', item.name);
		item.address = URL.createObjectURL(item.file);
		picture.src = item.address;
		picture.alt = item.name;
		remove.type = 'button';
		remove.setAttribute(
			'aria-label',
			this._say('remove', {name: item.name})
		);
		remove.addEventListener('click', () => {
			this._drop(item);
			this._opts.panel.focus();
		});
		item.row = element('li');
		item.row.append(picture, item.bar, remove);
		this._tray.append(item.row);
		this._items.push(item);
		this._count();
	}

	_count() {
		this._opts.panel.attached = this._items.filter(
			(item) => item.state === 'chosen'
		).length;
	}

	// Takes a picture out of the tray: it is there, or unwanted.
	_drop(item) {
		item.state = 'done';
		item.xhr?.abort();
		item.row.remove();
		URL.revokeObjectURL(item.address);
		this._items = this._items.filter((other) => other !== item);
		if (!this._items.length) this._words.textContent = '';
		this._count();
	}

	_fail(item, key = 'notSent') {
		this._drop(item);
		this._tell(key, {name: item.name});
	}

	// The shopper sends what is in the tray.
	send() {
		for (const item of this._items)
			if (item.state === 'chosen') this._move(item);
		this._count();
	}

	// The connection, or the chat, has changed.
	update() {
		const {talk} = this._opts;
		for (const button of this._buttons) button.hidden = !this._live;
		for (const item of this._items)
			if (talk.entries.some((e) => e.key === item.key))
				this._drop(item);
			else if (!talk.running) this._fail(item);
			else if (
				item.state === 'waiting' &&
				talk.ready &&
				Date.now() >= item.until
			)
				this._move(item);
	}

	// The next step of a picture: up to the relay, or into the chat.
	_move(item) {
		item.state = 'up';
		item.row.className = 'up';
		if (item.media) this._show(item);
		else this._upload(item);
	}

	_upload(item) {
		const xhr = (item.xhr = new XMLHttpRequest());
		xhr.open('POST', `/v1/media?retailer=${this._opts.retailer}`);
		xhr.setRequestHeader(
			'Authorization',
			`Bearer ${this._opts.token()}`
		);
		xhr.setRequestHeader('Content-Type', item.type);
		xhr.responseType = 'json';
		xhr.upload.addEventListener('progress', (event) => {
			item.bar.value = event.loaded / event.total;
		});
		xhr.addEventListener('load', () => {
			const {media, code, wait} = Object(xhr.response);
			if (xhr.status === 200 && typeof media === 'string') {
				item.media = media;
				this._show(item);
			} else {
				this._refused(item, code, wait);
			}
		});
		xhr.addEventListener('error', () => this._wait(item, RETRY));
		xhr.send(item.file);
	}

	_show(item) {
		const {talk} = this._opts;
		const {key, media, name} = item;
		talk.ask('show', {chat: talk.chat?.chat, key, media, name}, (m) => {
			if (item.state !== 'up') return;
			if (!m) this._wait(item);
			else if (m.t === 'ok') this._drop(item);
			else this._refused(item, m.code, m.wait);
		});
	}

	_refused(item, code, wait) {
		// The token is good only while the shopper is connected.
		const passing =
			PASSING.includes(code) ||
			(code === 'bad_token' && !this._opts.talk.ready);
		if (passing) this._wait(item, wait || RETRY);
		else if (code === 'too_large') this._fail(item, 'tooLarge');
		else if (code === 'bad_media') this._fail(item, 'notPicture');
		else this._fail(item);
	}

	// Tries again once the connection is back, or after that time.
	_wait(item, pause = 0) {
		if (item.state !== 'up') return;
		item.state = 'waiting';
		item.until = Date.now() + pause;
		item.bar.value = 0;
		if (!this._opts.talk.ready) this._tell('stays');
		if (pause) setTimeout(() => this.update(), pause + 1);
	}
}
