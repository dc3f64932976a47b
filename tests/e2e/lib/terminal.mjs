// SPDX-License-Identifier: MIT
// A program on a terminal that libvterm reads, by way of tests/tools/vtctl.

import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {createInterface} from 'node:readline';
import assert from 'node:assert/strict';

import {PATIENCE, TOOLS} from './paths.mjs';

// What a terminal sends for a key.
export const KEYS = {
	enter: '\r', esc: '\x1b', space: ' ', up: '\x1b[A', down: '\x1b[B',
	pageUp: '\x1b[5~', pageDown: '\x1b[6~', backspace: '\x7f',
	f1: '\x1bOP', f2: '\x1bOQ', f3: '\x1bOR', f4: '\x1bOS', f5: '\x1b[15~', f6: '\x1b[17~',
	f7: '\x1b[18~', f8: '\x1b[19~', f9: '\x1b[20~', f10: '\x1b[21~',
	tab: '\t', altEnter: '\x1b\r', ctrlF: '\x06', ctrlN: '\x0e', ctrlQ: '\x11',
	ctrlT: '\x14', ctrlU: '\x15', altL: '\x1bl',
};

export const SIGNALS = {HUP: 1, KILL: 9, SEGV: 11, TERM: 15, CONT: 18, STOP: 19};

export class Terminal {
	#child;
	#answers;
	#gone;

	// Runs argv on a terminal of that size, with these variables on top of
	// a clean environment.
	constructor(argv, {cols = 80, rows = 24, env = {}} = {}) {
		const variables = Object.entries(env).map(([k, v]) => `${k}=${v}`);
		this.#child = spawn(`${TOOLS}/vtctl`,
			[`${rows}x${cols}`, ...variables, '--', ...argv],
			{stdio: ['pipe', 'pipe', 'inherit']});
		this.#child.stdin.on('error', () => {}); // the next answer tells
		this.#gone = once(this.#child, 'close');
		this.#answers = createInterface({input: this.#child.stdout})[
			Symbol.asyncIterator]();
	}

	async #ask(what, fields) {
		this.#child.stdin.write(JSON.stringify({do: what, ...fields}) + '\n');
		const {value, done} = await this.#answers.next();
		assert.ok(!done, `vtctl has ended: ${done && await this.#gone}`);
		return JSON.parse(value);
	}

	// Types text, or the keys of these names.
	async type(text) {
		await this.#ask('send', {text});
	}

	async press(...names) {
		for (const name of names) {
			assert.ok(KEYS[name], `a key called ${name}`);
			await this.#ask('send', {text: KEYS[name]});
		}
	}

	// Waits until the text is shown; the screen.
	async sees(text, ms = PATIENCE) {
		const {ok, screen} = await this.#ask('wait', {text, ms});
		assert.ok(ok, `never saw "${text}" but:\n${screen}`);
		return screen;
	}

	// Ends the chat that is on view, and is home again; in English.
	async endsChat() {
		await this.press('f9');
		await this.sees('End chat');
		await this.type('e');
		await this.sees('End the chat with');
		await this.press('down', 'enter');
		await this.sees('You are available');
	}

	// Takes the chat that rings with these words.
	async accepts(words) {
		await this.sees(words);
		await this.press('enter');
		await this.sees('joined');
	}

	// Waits until the text is shown no more; the screen.
	async sheds(text, ms = PATIENCE) {
		const {ok, screen} = await this.#ask('gone', {text, ms});
		assert.ok(ok, `still saw "${text}":\n${screen}`);
		return screen;
	}

	// Waits until that holds of the screen.
	async becomes(holds, ms = PATIENCE) {
		const end = Date.now() + ms;
		let screen = await this.screen();
		while (!holds(screen) && Date.now() < end)
			screen = await this.screen();
		assert.ok(holds(screen), `${holds}\nis never true, but:\n${screen}`);
	}

	// {screen, bells, title, cursor}
	async look() {
		return this.#ask('screen');
	}

	async screen() {
		return (await this.look()).screen;
	}

	// Waits until the text is shown; its first cell: {row, col, bold, reverse,
	// fg}.
	async find(text) {
		const {ok, ...cell} = await this.#ask('find', {text, ms: PATIENCE});
		assert.ok(ok, `"${text}" is not in:\n${await this.screen()}`);
		return cell;
	}

	async resize(cols, rows) {
		await this.#ask('resize', {cols, rows});
	}

	async signal(number) {
		await this.#ask('signal', {number});
	}

	// Waits for the end: {status, alternate, cooked, visible, screen}.
	async ends(ms = PATIENCE) {
		const {ok, ...rest} = await this.#ask('exit', {ms});
		assert.ok(ok, `has not ended but shows:\n${await this.screen()}`);
		return rest;
	}

	// Ends it, and the program on it.
	async stop() {
		this.#child.stdin.end();
		await this.#gone;
	}
}
