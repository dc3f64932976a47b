// SPDX-License-Identifier: MIT
// What an associate shows: products, pictures and videos. Loaded with the first
// of them.

import {currencyOf, sayMoney} from './money.js';
import {element, linkTo} from './panel.js';
import {address} from './tools.js';
import {learn, word} from './words.js';

learn({
	en: {
		picture: 'Picture: {name}',
		nameless: 'without a name',
		video: 'Play the video',
		fetching: 'One moment…',
		missing: 'This could not be loaded.',
		before: 'Before:',
		now: 'Now:',
		retry: 'Try again',
	},
	ja: {
		picture: '画像：{name}',
		nameless: '名前なし',
		video: '動画を再生',
		fetching: 'お待ちください…',
		missing: '読み込めませんでした。',
		before: '通常価格：',
		now: 'セール価格：',
		retry: '再試行',
	},
});

const WIDEST = 290; // pixels of what is shown
const TALLEST = 320;

const fetched = new Map(); // media id: what becomes its blob's address

function blobOf(media, {retailer, token}) {
	if (!fetched.has(media))
		fetched.set(
			media,
			fetch(`/v1/media/${media}?retailer=${retailer}`, {
				headers: {Authorization: `Bearer ${token()}`},
			})
				.then((reply) => (reply.ok ? reply.blob() : null))
				.then(URL.createObjectURL)
		);
	return fetched.get(media);
}

function button(text, act) {
	const b = element('button', 'plain', text);
	b.type = 'button';
	b.addEventListener('click', act);
	return b;
}

// What it costs; a price that is lowered beside the old one, which is struck
// through. Screen readers do not say that something is: they are told.
function prices(lang, {amount, sale}, code) {
	if (!sale || sale >= amount)
		return [element('span', 'price', sayMoney(lang, amount, code))];
	const old = element('s', 'old', sayMoney(lang, amount, code));
	const now = element('span', 'price', sayMoney(lang, sale, code));
	old.prepend(element('span', 'unseen', `${word(lang, 'before')} `));
	now.prepend(element('span', 'unseen', `${word(lang, 'now')} `));
	return [old, ' ', now];
}

// A product: its picture, name, price and stock, and the way to its page.
function fillCard(part, item, known) {
	const lang = known.lang();
	const url = address(item.url);
	const image = address(item.image);
	const card = element(url ? 'a' : 'div', 'goods');
	if (url) linkTo(card, url, known.shop());
	if (image) {
		const picture = element('img');
		picture.alt = '';
		picture.referrerPolicy = 'no-referrer';
		picture.addEventListener('error', () => picture.remove());
		picture.src = image;
		card.append(picture);
	}
	const words = element('span');
	words.append(element('b', '', item.product || item.sku));
	const code = currencyOf(item.currency);
	if (code && item.amount !== undefined)
		words.append(...prices(lang, item, code));
	if (item.stock) words.append(element('span', 'stock', item.stock));
	card.append(words);
	part.replaceChildren(card);
}

// Room for a picture before it is there, so that nothing moves when it comes.
function sized(type, {width, height}) {
	const e = element(type, 'shown');
	if (width && height) {
		const scale = Math.min(1, WIDEST / width, TALLEST / height);
		e.style.width = `${width * scale}px`;
		e.style.aspectRatio = `${width} / ${height}`;
	}
	return e;
}

function fillPicture(part, item, address, name) {
	const link = element('a');
	const picture = sized('img', item);
	picture.alt = name;
	picture.src = link.href = address;
	link.target = '_blank';
	link.append(picture);
	part.replaceChildren(link);
}

function fillVideo(part, item, address, name) {
	const video = sized('video', item);
	video.controls = true;
	video.setAttribute('aria-label', name);
	video.src = address;
	part.replaceChildren(video);
	video.focus();
	video.play().catch(() => {}); // there are its controls
}

function fillFile(part, item, known) {
	const lang = known.lang();
	const name = word(lang, 'picture', {
		name: item.text || word(lang, 'nameless'),
	});
	const video = item.mime === 'video/mp4';
	const load = async () => {
		const room = sized('div', item);
		room.textContent = word(lang, 'fetching');
		part.replaceChildren(room);
		try {
			const address = await blobOf(item.media, known);
			(video ? fillVideo : fillPicture)(
				part,
				item,
				address,
				name
			);
		} catch {
			fetched.delete(item.media);
			part.replaceChildren(
				element('span', 'wait', word(lang, 'missing')),
				button(word(lang, 'retry'), load)
			);
		}
	};
	if (!video) return load();
	const size = new Intl.NumberFormat(lang, {
		style: 'unit',
		unit: 'megabyte',
		maximumFractionDigits: 1,
	}).format(item.bytes / 1e6);
	part.replaceChildren(
		button(`${word(lang, 'video')} (${size})`, load),
		element('span', 'wait', item.text || '')
	);
}

// Shows what an entry is about in `part`. known: lang(), retailer,
// token(), and shop(), the origin of the page around.
export function fill(part, item, known) {
	(item.kind === 'card' ? fillCard : fillFile)(part, item, known);
}
