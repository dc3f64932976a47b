// SPDX-License-Identifier: MIT
// The shop's page around the frame: what the loader says comes in by
// postMessage, from the parent and its exact origin only, and is checked; out
// go open, close and size.

import {address, line, slug} from './tools.js';
import {languages} from './words.js';

const TITLE = 300; // bytes, as the wire has it

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

export class Host {
	// on: init({lang, accent}), view(view), deeds(reports), see deeds.js,
	// open({focus, full}), close()
	constructor(on) {
		this.origin = originAround();
		addEventListener('message', (event) => {
			if (
				event.source !== parent ||
				event.origin !== this.origin ||
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
		} else if (message.noren === 'view') {
			const {url, title, group} = Object(message.view);
			on.view({
				url: address(url),
				title: line(title, TITLE) || undefined,
				group: slug(group),
			});
		} else if (message.noren === 'deeds') {
			if (Array.isArray(message.deeds))
				on.deeds(message.deeds.filter(Array.isArray));
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
		if (this.origin && parent !== window)
			parent.postMessage(
				JSON.stringify({noren: type, ...fields}),
				this.origin
			);
	}
}
