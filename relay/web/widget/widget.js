// SPDX-License-Identifier: MIT
// The frame's beginning: puts the page around it, the link, the talk and the
// panel together.

import {Host} from './host.js';
import {Link} from './link.js';
import {Panel} from './panel.js';
import {Talk} from './talk.js';
import {Store, inkOn, readableOn} from './tools.js';

const GROUNDS = {light: '#ffffff', dark: '#1c1e22'}; // as in widget.css

const retailer = location.pathname.split('/').pop();
const browser = new Store('localStorage', `noren:${retailer}:`);
const tab = new Store('sessionStorage', `noren:${retailer}:`);

let lang = 'en';
let view = {};
let saidView = ''; // the view that the relay knows, as JSON
let name; // the shopper's, as the page says
let saidName;
let token = browser.get('token'); // the one that hello bore
let opened = false;
let unread = 0; // what the page knows
let spoken = false; // the page has told the language

function savedOutbox() {
	try {
		return JSON.parse(tab.get('outbox')) || [];
	} catch {
		return [];
	}
}

const talk = new Talk({
	outbox: savedOutbox(),
	send: (type, fields) => link.send(type, fields),
	changed: update,
	keep: (outbox) =>
		tab.set(
			'outbox',
			outbox.length ? JSON.stringify(outbox) : null
		),
});

const link = new Link({
	url: location.origin.replace(/^http/, 'ws') + '/v1/shopper',
	hello() {
		token = browser.get('token');
		saidView = JSON.stringify(view);
		saidName = undefined;
		return {
			client: 'noren-widget',
			lang,
			retailer,
			...view,
			...(token ? {token} : {}),
		};
	},
	heard,
	changed() {
		if (link.state !== 'ready') talk.linkLost();
		update();
	},
	denied: () => browser.set('token', null),
});

const panel = new Panel(talk, {
	say(text) {
		link.open();
		talk.say(text);
		update();
	},
	typing: () => talk.typing(Date.now()),
	close: () => host.tell('close'),
	enquire(fields) {
		talk.enquire(fields);
		update();
	},
	again() {
		talk.again();
		update();
	},
	draft: (text) => tab.set('draft', text || null),
});

const host = new Host({
	init,
	view(next) {
		view = next;
		tellView();
	},
	identify(next) {
		name = next;
		tellName();
	},
	open({focus, full}) {
		opened = true;
		tab.set('open', '1');
		panel.opened(full);
		link.open();
		update();
		if (focus) panel.focus();
	},
	close() {
		opened = false;
		tab.set('open', null);
		if (!talk.busy) link.close();
		update();
	},
});

function init(page) {
	const root = document.documentElement.style;
	lang = page.lang;
	root.setProperty('--accent', page.accent);
	root.setProperty('--on-accent', inkOn(page.accent));
	for (const [scheme, ground] of Object.entries(GROUNDS))
		root.setProperty(
			`--accent-on-${scheme}`,
			readableOn(page.accent, ground)
		);
	panel.speak(lang);
	panel.draft = tab.get('draft') || '';
	spoken = true;
	if (browser.get('running') || talk.outbox.length) link.open();
	if (tab.get('open')) host.tell('open');
	update();
}

function heard(message) {
	if (message.t === 'welcome' && message.token) {
		// Two tabs may come at once, both strangers: the first counts.
		const first = browser.get('token');
		if (first && first !== message.token && first !== token)
			return link.renew();
		browser.set('token', message.token);
	}
	talk.heard(message);
	if (message.t === 'ready') {
		tellView();
		tellName();
	}
}

function tellView() {
	const now = JSON.stringify(view);
	if (
		link.state === 'ready' &&
		now !== saidView &&
		link.send('page', view)
	)
		saidView = now;
}

function tellName() {
	if (
		link.state === 'ready' &&
		name &&
		name !== saidName &&
		link.send('identify', {name})
	)
		saidName = name;
}

// Brings everything outside of the talk up to date with it.
function update() {
	if (!spoken) return;
	talk.watch(opened && document.visibilityState === 'visible');
	if (talk.ready) browser.set('running', talk.running ? '1' : null);
	panel.show(link);
	if (unread !== talk.unread)
		host.tell('size', {unread: (unread = talk.unread)});
}

browser.watch('running', (running) => {
	if (running) link.open();
});
document.addEventListener('visibilitychange', update);

if (parent === window) {
	init({
		lang: navigator.language.startsWith('ja') ? 'ja' : 'en',
		accent: '#243b61',
	});
	link.open();
} else {
	host.tell('size', {unread: 0, fresh: true});
}
