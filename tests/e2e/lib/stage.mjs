// SPDX-License-Identifier: MIT
// Everything at once: the relay, the shop, terminals and shoppers, for one
// test.  All of it goes when the test ends.

import {spawn} from 'node:child_process';
import {once} from 'node:events';

import {BUILD, ROOT, TOOLS} from './paths.mjs';
import {Relay} from './relay.mjs';
import {Shopper} from './shopper.mjs';
import {Terminal} from './terminal.mjs';

const WORDS = {
	en: {home: 'Chats today', away: 'Go unavailable'},
	ja: {home: '本日のチャット', away: '対応不可にする'},
};

export class Stage {
	#ends = [];
	#hired = new Set();

	// options: hours, testClock, conf
	static async set(t, options = {}) {
		const stage = new Stage();
		t.after(() => stage.#end());
		stage.relay = new Relay(options);
		stage.#ends.push(() => stage.relay.destroy());
		await stage.relay.start();
		await stage.#openShop();
		await stage.relay.furnish(stage.shop, options.hours);
		return stage;
	}

	async #end() {
		for (const end of this.#ends.reverse())
			await end();
	}

	async #openShop() {
		const child = spawn(`${TOOLS}/shopd`,
			[`${ROOT}/relay/web/shop`, this.relay.url],
			{stdio: ['ignore', 'pipe', 'inherit']});
		this.#ends.push(() => child.kill());
		const [port] = await once(child.stdout, 'data');
		this.shop = `http://127.0.0.1:${String(port).trim()}`;
	}

	// The client on a terminal, signed in as somebody.
	async terminal(who, options = {}) {
		await this.#hire(who);
		const session = await this.relay.signIn(who);
		const terminal = this.#noren({...options, session});
		await terminal.sees(WORDS[options.lang || 'en'].home);
		return terminal;
	}

	// The client on a terminal, for somebody who has yet to sign in; who is ''
	// has no account that we made.
	async stranger(who, options = {}) {
		if (who)
			await this.#hire(who);
		return this.#noren(options);
	}

	async #hire(who) {
		if (this.#hired.has(who))
			return;
		this.#hired.add(who);
		await this.relay.hire(who);
	}

	#noren({lang = 'en', options = [], session, ...size}) {
		const terminal = new Terminal([`${BUILD}/noren`, '-c', '/dev/null',
			'-r', this.relay.url, '-l', lang,
			...(session ? ['-s', session] : []),
			...options.flatMap((o) => ['-o', o])],
		{...size, env: {HOME: this.relay.folder}});
		this.#ends.push(() => terminal.stop());
		return terminal;
	}

	// One who takes chats.
	async available(who, options = {}) {
		const terminal = await this.terminal(who, options);
		await terminal.press('space');
		await terminal.sees(WORDS[options.lang || 'en'].away);
		return terminal;
	}

	async shopper(path = '/en/product/navy-wool-coat.html', options = {}) {
		const shopper = await Shopper.visit(this.shop, path, options);
		this.#ends.push(() => shopper.leave());
		return shopper;
	}
}
