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
let around = {}; // what the loader sees of the page
let said = {}; // what the page says of itself: {href, …}
let saidView = ''; // the view that the relay knows, as JSON
let name; // the shopper's, as the page says
let saidName;
let token = browser.get('token'); // the one that hello bore
let opened = false;
let spoken = false; // the page has told the language
let hidden = !!browser.get('hidden'); // the shop shows no widget
let asking = !!browser.get('running'); // or it may, until the relay says
let told = ''; // what the page knows, as JSON
let errand = false; // the connection is there for one thing only
let deeds, styles; // parts that are loaded when they are needed
const parts = {}; // the same, by file

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
		saidView = JSON.stringify(view());
		saidName = undefined;
		return {
			client: 'noren-widget',
			lang,
			retailer,
			...view(),
			...(token ? {token} : {}),
		};
	},
	heard,
	changed() {
		if (link.state !== 'ready') talk.linkLost();
		if (link.lost) asking = false;
		update();
	},
	denied: () => browser.set('token', null),
});

const panel = new Panel(talk, {
	say(text) {
		link.open();
		if (text) talk.say(text);
		parts.pictures?.send?.();
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
	form: () => import('./enquiry.js'),
	async more(place, entry) {
		(await part('goods')).fill(place, entry, known);
		panel.follow();
	},
	shop: () => host.origin,
});

const known = {
	talk,
	panel,
	retailer,
	token: () => browser.get('token'),
	lang: () => lang,
	shop: () => host.origin,
};

const host = new Host({
	init,
	view(next) {
		around = next;
		tellView();
	},
	deeds: (reports) => hear(reports),
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

// A part that not everybody needs, with its styles.
async function part(file) {
	styles ||= new Promise((resolve) => {
		const sheet = document.createElement('link');
		sheet.rel = 'stylesheet';
		sheet.href = '/v1/widget/more.css';
		sheet.onload = sheet.onerror = resolve;
		document.head.append(sheet);
	});
	await styles;
	return import(`./${file}.js`);
}

// One that is told of every change from then on.
function need(file) {
	parts[file] ||= part(file).then(
		({default: Part}) => {
			parts[file] = new Part(known);
			update();
		},
		() => (parts[file] = null) // the relay is gone: later
	);
}

// What the page reports; without any, what waited for the connection.
async function hear(reports = []) {
	const {Deeds} = await import('./deeds.js');
	deeds ||= new Deeds({
		store: browser,
		link,
		shown(href, view) {
			said = {...(said.href === href ? said : {}), href};
			for (const [field, value] of Object.entries(view))
				if (value !== undefined) said[field] = value;
			tellView();
		},
		named(next) {
			name = next;
			tellName();
		},
		wanted() {
			if (browser.get('token')) connect();
		},
	});
	if (!hidden) deeds.heard(reports);
	rest();
}

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
	if (asking || talk.outbox.length) link.open();
	else if (hidden) connect();
	update();
}

// A connection for an errand ends with it, unless a chat needs it by then.
function connect() {
	errand ||= link.state === 'off';
	link.open();
}

function rest() {
	if (deeds?.busy) return;
	if (errand && link.state === 'ready' && !opened && !talk.busy)
		link.close();
	errand &&= link.state !== 'off';
}

function heard(message) {
	if (message.t === 'welcome' && message.token) {
		// Two tabs may come at once, both strangers: the first counts.
		const first = browser.get('token');
		if (first && first !== message.token && first !== token)
			return link.renew();
		browser.set('token', message.token);
	}
	if (message.t === 'shop') return seen(message);
	talk.heard(message);
	if (deeds?.busy) {
		deeds.answered(message);
		rest();
	}
	if (message.t === 'ready') {
		tellView();
		tellName();
		if (browser.get('deeds')) hear();
		else rest();
	}
}

// Whether there is to be a widget here (D9) is known now. Where there is none,
// the page remembers to ask before it shows one; all tabs are told.
function seen(shop) {
	asking = false;
	if (!!shop.hidden !== hidden) hide(!!shop.hidden);
	browser.set('hidden', hidden ? '1' : null);
	talk.heard(shop);
	if (hidden) link.close();
}

function hide(now) {
	hidden = now;
	if (hidden) {
		opened = false;
		tab.set('open', null);
		tab.set('draft', null);
		browser.set('running', null);
		link.close();
	}
	update();
}

// What the shopper looks at: as the loader sees it, and as the page says.
function view() {
	const {href, ...more} = said;
	return href === around.url ? {...around, ...more} : around;
}

function tellView() {
	const now = JSON.stringify(view());
	if (
		link.state === 'ready' &&
		now !== saidView &&
		link.send('page', view())
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
	if (talk.ready && !hidden)
		browser.set('running', talk.running ? '1' : null);
	panel.show(link);
	if (talk.mode === 'live') need('pictures');
	if (talk.unrated) need('rating');
	for (const one of Object.values(parts)) one?.update?.();
	tellPage();
	if (!hidden && !asking && !opened && tab.get('open')) {
		host.tell('open'); // as on the page before
		tab.set('open', null);
	}
}

// ask: the next pages are to ask before they show anything.
function tellPage(fresh) {
	const state = {
		unread: talk.unread,
		away: hidden || asking,
		ask: hidden || !!browser.get('running'),
	};
	if (!fresh && JSON.stringify(state) === told) return;
	told = JSON.stringify(state);
	host.tell('size', {...state, fresh});
}

browser.watch('running', (running) => {
	if (running) link.open();
});
browser.watch('hidden', (now) => hide(!!now));
document.addEventListener('visibilitychange', update);

if (parent === window) {
	init({
		lang: navigator.language.startsWith('ja') ? 'ja' : 'en',
		accent: '#243b61',
	});
	link.open();
} else {
	tellPage(true);
}
