// SPDX-License-Identifier: MIT
// What the page reports of the shopper, loaded with its first report: read,
// checked, gathered, and sent when there is a connection.
//
// The names are those of the data layer that shops have anyway. A report's
// fields may stand in it, in its `ecommerce`, or in each of its `items`:
//
//   page      title, url, group                         what is looked at
//   identify  name                                      who is looking
//   product   view_item          the product on the page
//   cart      add_to_cart        put in the cart
//   uncart    remove_from_cart   taken out
//   checkout  begin_checkout     on the way to the till
//   purchase  purchase           bought
//
//   sku       item_id, id, sku         amount    price, and for a purchase
//   product   item_name, name                    value: major units; or
//   url       item_url, url                      amount: minor units
//   image     item_image, image        currency  currency, in capitals
//   quantity  quantity                 order     transaction_id, order
//
// A purchase may call its value total.
//
// What fits none of these is left out, and a report of nothing is none.

import {currencyOf, minorOf} from './money.js';
import {address, line, slug} from './tools.js';

const TITLE = 300; // bytes, as the wire has it
const NAME = 120;
const SKU = 64;
const QUANTITY = 1000000;
const ITEMS = 20; // of one report; a purchase is worth all of its
const WAITING = 20; // events that wait; the oldest give way
const BATCH = 5; // events at once, and then a
const PAUSE = 2000; // milliseconds
const STALE = 24 * 3600 * 1000; // and nobody wants to hear it any more
const ORDERS = 10; // the last ones, which are not reported again

const VERBS = {
	page_view: 'page',
	view_item: 'product',
	add_to_cart: 'cart',
	remove_from_cart: 'uncart',
	begin_checkout: 'checkout',
};
// Errors after which a purchase is said again with the next connection.
const LATER = ['busy', 'not_kept', 'too_fast', 'restarting'];
const DEEDS = ['product', 'cart', 'uncart', 'checkout', 'purchase'];

// Text of at most so many bytes; ids are often numbers.
const words = (raw, max) =>
	line(Number.isFinite(raw) ? String(raw) : raw, max) || undefined;

const whole = (n, max) =>
	Number.isSafeInteger(n) && n >= 0 && n <= max ? n : undefined;

function money(amount, price, currency) {
	const code = currencyOf(currency);
	const minor =
		code &&
		(whole(amount, Number.MAX_SAFE_INTEGER) ??
			minorOf(price, code));
	return minor === undefined ? {} : {amount: minor, currency: code};
}

function product(raw, currency) {
	const r = Object(raw);
	return {
		sku: words(r.item_id ?? r.id ?? r.sku, SKU),
		product: words(r.item_name ?? r.name, TITLE),
		...money(r.amount, r.price, r.currency ?? currency),
		url: address(r.item_url ?? r.url),
		image: address(r.item_image ?? r.image),
	};
}

const named = (p) => p.sku || p.product;

// The total of a purchase whose page does not say it.
function sum(items, currency) {
	const all = items.map((item) => product(item, currency));
	const code = currencyOf(items[0]?.currency ?? currency);
	return {
		currency: code,
		amount: all.reduce(
			(n, p, i) =>
				n +
				(p.currency === code ? p.amount : NaN) *
					(items[i].quantity ?? 1),
			items[0] ? 0 : NaN
		),
	};
}

function purchase(report, items) {
	const {currency, amount, order, transaction_id} = report;
	const value = report.value ?? report.total ?? report.price;
	const said = money(amount, value, currency);
	const {amount: total, currency: code} =
		said.amount === undefined ? sum(items, currency) : said;
	const only = items.length === 1 ? product(items[0], currency) : {};
	return {
		...only,
		amount: code && whole(total, Number.MAX_SAFE_INTEGER),
		currency: code,
		quantity: only.sku && whole(items[0].quantity, QUANTITY),
		order: words(transaction_id ?? order, NAME),
	};
}

// The events that a report is about, as the wire's `event` has them.
export function eventsOf(what, raw) {
	const report = {...Object(raw), ...Object(Object(raw).ecommerce)};
	const items = (
		Array.isArray(report.items) ? report.items : [report]
	).map(Object);
	if (what === 'checkout')
		return [
			{what, ...money(report.amount, report.value, report.currency)},
		];
	if (what === 'purchase') {
		const event = {what, ...purchase(report, items)};
		return event.order ? [event] : [];
	}
	return items
		.slice(0, ITEMS)
		.map((item) => ({
			what,
			...product(item, report.currency),
			quantity:
				what === 'product'
					? undefined
					: whole(Number(item.quantity ?? 1), QUANTITY) ||
						1,
		}))
		.filter(named);
}

// What the page says that it shows.
export function viewOf(raw) {
	const {url, title, group, product: name, ...rest} = Object(raw);
	return {
		url: address(url),
		title: words(title, TITLE),
		group: slug(group),
		product: words(name, TITLE),
		...money(rest.amount, rest.price, rest.currency),
	};
}

const warn = (...what) => console.warn('noren: purchase', ...what);

const same = (a, b) =>
	a.what === b.what &&
	a.sku === b.sku &&
	a.product === b.product &&
	a.order === b.order;

export class Deeds {
	// opts: store, a Store that all tabs share; link; shown(href, view) and
	// named(name) for what the page says of itself and the shopper; wanted()
	// tells whether anything is worth a connection of its own.
	constructor(opts) {
		this._opts = opts;
		this._last = null; // the product that was viewed last
		this._timer = 0;
		this._asked = new Map(); // orders by the ref they were sent with
		this._times = 0; // the connection's, that they were sent over
	}

	// Takes reports: [verb, data, address of the page].
	heard(reports) {
		for (const [verb, data, href] of reports)
			this._report(VERBS[verb] || verb, data, href);
		this.flush();
	}

	_report(verb, data, href) {
		const {shown, named: identified} = this._opts;
		if (verb === 'page') return shown(href, viewOf(data));
		if (verb === 'identify')
			return identified(line(Object(data).name, NAME));
		if (!DEEDS.includes(verb)) return;
		const events = eventsOf(verb, data);
		if (verb === 'product' && events.length)
			shown(href, {
				product: events[0].product,
				amount: events[0].amount,
				currency: events[0].currency,
			});
		events.forEach((event) => this._add(event));
	}

	get _waiting() {
		try {
			const all = JSON.parse(this._opts.store.get('deeds'));
			return all.filter((e) => Date.now() - e.at < STALE);
		} catch {
			return [];
		}
	}

	set _waiting(all) {
		this._opts.store.set(
			'deeds',
			all.length ? JSON.stringify(all.slice(-WAITING)) : null
		);
	}

	// The same again is no news, and more of the same is one piece of it.
	_add(event) {
		const {store, link} = this._opts;
		if (event.what === 'product') {
			if (link.state === 'off') return; // the view tells it
			if (this._last && same(this._last, event)) return;
			this._last = event;
		}
		if (event.what === 'purchase') {
			// The relay could not tell no amount from none to pay.
			if (event.currency && event.amount === undefined)
				return warn(event.order, 'bad_field', '(amount)');
			const told = (store.get('orders') || '').split('\n');
			if (told.includes(event.order)) return;
			store.set(
				'orders',
				[...told, event.order].slice(-ORDERS).join('\n')
			);
		}
		const waiting = this._waiting;
		const before = waiting.find((other) => same(other, event));
		if (before?.quantity)
			event.quantity = Math.min(
				event.quantity + before.quantity,
				QUANTITY
			);
		this._waiting = [
			...waiting.filter((other) => other !== before),
			{...event, at: Date.now()},
		];
	}

	// Does a purchase wait for its answer?  It is kept until then.
	get busy() {
		return this._asked.size > 0;
	}

	// What the relay refuses is said to whoever made the page.
	answered({t, ref, code, text}) {
		const order = this._asked.get(ref);
		if (order === undefined) return;
		this._asked.delete(ref);
		if (t === 'error') {
			if (LATER.includes(code)) return;
			warn(order, code, text);
		}
		this._waiting = this._waiting.filter((e) => e.order !== order);
	}

	// Sends what waits; asks for a connection where that is worth it.
	flush() {
		const waiting = this._waiting;
		if (this._timer || waiting.length === 0) return;
		const {link, wanted} = this._opts;
		if (link.state !== 'ready') {
			if (waiting.some((e) => e.what === 'purchase')) wanted();
			return;
		}
		if (this._times !== link.times) this._asked.clear();
		this._times = link.times;
		const asked = [...this._asked.values()];
		const batch = waiting
			.filter(
				(e) => e.what !== 'purchase' || !asked.includes(e.order)
			)
			.slice(0, BATCH);
		if (batch.length === 0) return;
		for (const {at, ...event} of batch) {
			const ref = link.send('event', event);
			if (event.what === 'purchase' && ref)
				this._asked.set(ref, event.order);
		}
		this._waiting = waiting.filter(
			(e) => e.what === 'purchase' || !batch.includes(e)
		);
		this._timer = setTimeout(() => {
			this._timer = 0;
			this.flush();
		}, PAUSE);
	}
}
