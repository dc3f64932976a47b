// SPDX-License-Identifier: MIT
// A client that is too old for the relay is told so before anything else, and
// one that has become so while it was connected.  Rule A7.

import {test} from 'node:test';
import assert from 'node:assert/strict';

import {Stage} from './lib/stage.mjs';

const WORDS = {
	en: ['This noren is too old', 'E-mail address'],
	ja: ['このnorenは古いため', 'メールアドレス'],
};

for (const [lang, [told, field]] of Object.entries(WORDS))
	test(`instead of asking for an address (${lang})`, async (t) => {
		const stage = await Stage.set(t, {conf: 'least_client = 99.0\n'});
		const aiko = await stage.stranger('aiko', {lang});
		await aiko.sees(told);
		await aiko.press('enter', 'ctrlT');
		assert.ok(!(await aiko.sees(told)).includes(field));
	});

test('while it is connected', async (t) => {
	const stage = await Stage.set(t);
	const aiko = await stage.terminal('aiko');
	stage.relay.conf += 'least_client = 99.0\n';
	await stage.relay.stop();
	await stage.relay.start();
	const screen = await aiko.sees('This noren is too old');
	assert.ok(!screen.includes('You were signed out'));
});
