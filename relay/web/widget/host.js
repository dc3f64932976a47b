// SPDX-License-Identifier: MIT
// The shop's page around the frame: what the loader says comes in by
// postMessage, from the parent and its exact origin only, and is checked; out
// go open, close and size.

import {line} from './tools.js';
import {languages} from './words.js';

const TITLE = 300; // bytes, as the wire has it
const ADDRESS = 2000;
const NAME = 120;

// The origin of the page that this frame is in.
function originAround() {
	try {
		return (
			location.ancestorOrigins?.[0] ||
			new URL(document.referrer).origin
		);
	} catch {
		return null;
	}
}

function address(text) {
	try {
		const url = new URL(text);
		return /^https?:$/.test(url.protocol) &&
			url.href.length <= ADDRESS
			? url.href
			: undefined;
	} catch {
		return undefined;
	}
}

// What the page says the shopper looks at, as far as the wire can take it.
export function cleanView(raw) {
	const {url, title, product, amount, currency, group} = Object(raw);
	const view = {
		url: address(url),
		title: line(title, TITLE) || undefined,
		product: line(product, TITLE) || undefined,
		group: /^[\w-]{1,32}$/.test(group) ? group : undefined,
	};
	if (
		Number.isSafeInteger(amount) &&
		amount >= 0 &&
		/^[A-Z]{3}$/.test(currency)
	)
		Object.assign(view, {amount, currency});
	return view;
}

export class Host {
	// on: init({lang, accent}), view(view), identify(name),
	// open({focus, full}), close()
	constructor(on) {
		this._origin = originAround();
		addEventListener('message', (event) => {
			if (
				event.source !== parent ||
				event.origin !== this._origin ||
				typeof event.data !== 'string'
			)
				return;
			let message;
			try {
				message = Object(JSON.parse(event.data));
			} catch {
				return;
			}
			this._heard(on, message);
		});
	}

	_heard(on, message) {
		if (message.noren === 'init') {
			on.init({
				lang: languages.includes(message.lang)
					? message.lang
					: 'en',
				accent: /^#[0-9a-f]{6}$/i.test(message.accent)
					? message.accent
					: '#243b61',
			});
			on.identify(line(message.name, NAME));
		} else if (message.noren === 'view') {
			on.view(cleanView(message.view));
		} else if (message.noren === 'identify') {
			on.identify(line(message.name, NAME));
		} else if (message.noren === 'open') {
			on.open({
				focus: message.focus === true,
				full: message.full === true,
			});
		} else if (message.noren === 'close') {
			on.close();
		}
	}

	tell(type, fields) {
		if (this._origin && parent !== window)
			parent.postMessage(
				JSON.stringify({noren: type, ...fields}),
				this._origin
			);
	}
}
