// SPDX-License-Identifier: MIT
// The same over TLS, with a certificate that the client checks.

import {test} from 'node:test';

import './lib/browser.mjs';
import {PASSWORD} from './lib/relay.mjs';
import {Stage} from './lib/stage.mjs';

const HERE = 'DNS:localhost,IP:127.0.0.1';

test('a chat over TLS', async (t) => {
	const stage = await Stage.set(t, {tls: HERE});
	const aiko = await stage.available('aiko',
		{options: [`ca=${stage.relay.certificate}`]});
	const shopper = await stage.shopper('/en/product/sencha.html',
		{ignoreHTTPSErrors: true});
	await shopper.ask('How hot should the water be?');
	await aiko.sees('How hot should the water be?');
	await aiko.press('enter');
	await aiko.sees('> Aiko Tanaka joined');
	await aiko.type('70 degrees');
	await aiko.press('enter');
	await shopper.reads('70 degrees');
	await aiko.sees('read');
});

// Neither the session nor the password may go to a relay that cannot prove
// who it is.
async function assertStaysAway(stage, options) {
	const stranger = await stage.stranger('aiko', {options});
	await stranger.sees('E-mail address');
	await stranger.type('aiko@example.com');
	await stranger.press('enter');
	await stranger.sees('Password');
	await stranger.type(PASSWORD);
	await stranger.press('enter');
	await stranger.sees('The relay cannot be reached.');
	const session = await stage.relay.signIn('aiko');
	const known = await stage.stranger('aiko', {options, session});
	await known.sees('Offline, retry');
}

test('a certificate that nobody vouches for is refused', async (t) => {
	const stage = await Stage.set(t, {tls: HERE});
	await assertStaysAway(stage, []);
});

test('a certificate of another host is refused', async (t) => {
	const stage = await Stage.set(t, {tls: 'DNS:other.example'});
	await assertStaysAway(stage, [`ca=${stage.relay.certificate}`]);
});
