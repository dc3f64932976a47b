// SPDX-License-Identifier: MIT
// Chromium, the demo shop, and a relay, for the widget's tests.

import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {chromium} from 'playwright-core';

import {PATIENCE, Relay} from './relay.mjs';

const BUILD =
	process.env.NOREN_BUILD ||
	new URL('../../../build/debug', import.meta.url).pathname;
const SHOP = new URL('../../../relay/web/shop', import.meta.url).pathname;

export function launch() {
	return chromium.launch({
		executablePath: '/usr/bin/chromium',
		args: [
			'--no-sandbox',
			'--disable-gpu',
			'--disable-quic',
			'--no-first-run',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
		],
	});
}

// The demo shop, with its pages pointing at a relay: {origin, stop()}.
export async function startShop(relay) {
	const child = spawn(BUILD + '/tests/tools/shopd', [SHOP, relay], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const [port] = await once(child.stdout, 'data');
	return {
		origin: `http://127.0.0.1:${String(port).trim()}`,
		stop: () => child.kill(),
	};
}

// A relay and a shop that know each other.
export async function startBoth() {
	const relay = await Relay.start('*');
	const shop = await startShop(relay.origin);
	relay.ancestor = shop.origin;
	return {
		relay,
		shop,
		stop() {
			relay.stop();
			shop.stop();
		},
	};
}

// A page of a new context; what goes wrong in it is gathered in page.wrongs.
export async function visit(browser, url, options = {}) {
	const {script, ...context} = options;
	const page = await (await browser.newContext(context)).newPage();
	watch(page);
	if (script) await page.addInitScript(script);
	await page.goto(url);
	return page;
}

// Gathers what the page's own error handlers and console see. A browser itself
// reports what it could not fetch; no script can keep it from doing so.
export function watch(page) {
	page.wrongs = [];
	page.on('pageerror', (error) => page.wrongs.push(String(error)));
	page.on('console', (message) => {
		if (
			!/^(Failed to load resource|Access to fetch)/.test(
				message.text()
			)
		)
			page.wrongs.push(message.text());
	});
}

// All of them, once there are `n`, which then no longer stand there: what a page says
// comes here by another way than what it asks of a relay, so it is waited for.
export async function wrongs(page, n) {
	while (page.wrongs.length < n)
		await page.waitForEvent('console', {timeout: PATIENCE});
	return page.wrongs.splice(0);
}

export const launcher = (page) => page.locator('noren-chat button');
export const chat = (page) => page.frameLocator('noren-chat iframe');

// The panel, opened by its launcher.
export async function openChat(page) {
	await launcher(page).click();
	const frame = chat(page);
	await frame.locator('#panel').waitFor();
	return frame;
}

export async function say(frame, text) {
	await frame.locator('#text').fill(text);
	await frame.locator('#text').press('Enter');
}
