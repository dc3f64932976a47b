// SPDX-License-Identifier: MIT
// A shopper: a page of the demo shop in Chromium, with the widget on it.

import assert from 'node:assert/strict';

import {browser} from './browser.mjs';
import {PATIENCE} from './paths.mjs';

export class Shopper {
	// A browser of its own, on that page of the shop.
	static async visit(shop, path, options = {}) {
		const context = await browser.it.newContext(options);
		context.setDefaultTimeout(PATIENCE);
		const shopper = new Shopper(await context.newPage());
		await shopper.go(shop + path);
		return shopper;
	}

	constructor(page) {
		this.page = page;
		this.wrongs = [];
		page.on('pageerror', (error) => this.wrongs.push(String(error)));
		this.frame = page.frameLocator('noren-chat iframe');
		this.launcher = page.locator('noren-chat button');
		this.log = this.frame.locator('#log');
		this.field = this.frame.locator('#text');
	}

	async go(url) {
		await this.page.goto(new URL(url, this.page.url()).href);
	}

	// The same shopper's other tab.
	async newTab() {
		const tab = new Shopper(await this.page.context().newPage());
		await tab.page.goto(this.page.url());
		return tab;
	}

	async open() {
		await this.launcher.click();
		await this.frame.locator('#panel').waitFor();
		await this.field.waitFor();
	}

	async say(text) {
		await this.field.fill(text);
		await this.field.press('Enter');
	}

	// Opens the chat and asks.
	async ask(text) {
		await this.open();
		await this.say(text);
		await this.reads(text);
	}

	// Waits until a message of either side is in the log.
	async reads(text) {
		await this.bubble(text).waitFor();
	}

	bubble(text) {
		return this.log.locator('.bubble').filter({
			has: this.frame.locator('.text').getByText(text, {exact: true}),
		});
	}

	// Waits for words anywhere in the panel.
	async sees(text) {
		await this.frame.locator('#panel').getByText(text).first().waitFor();
	}

	// What each has said: ['own: …', 'other: …'].
	async said() {
		return this.log.locator('.bubble').evaluateAll((bubbles) =>
			bubbles.map((b) => (b.classList.contains('own') ? 'own: ' :
				'other: ') + b.querySelector('.text').textContent));
	}

	// Waits until that is what was said, no more and no less.
	async agrees(lines) {
		const end = Date.now() + PATIENCE;
		let last;
		do {
			last = await this.said().catch(() => []);
			if (JSON.stringify(last) === JSON.stringify(lines))
				return;
			await this.page.evaluate(() =>
				new Promise(requestAnimationFrame));
		} while (Date.now() < end);
		assert.deepEqual(last, lines);
	}

	async leave() {
		await this.page.context().close();
	}
}
