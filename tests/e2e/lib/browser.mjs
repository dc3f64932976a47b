// SPDX-License-Identifier: MIT
// One Chromium for all tests of a file.

import {after, before} from 'node:test';
import {chromium} from 'playwright-core';

// The browser, as browser.it, from before the first test to after the last.
export const browser = {it: null};

before(async () => {
	browser.it = await chromium.launch({
		executablePath: '/usr/bin/chromium',
		args: ['--no-sandbox', '--disable-gpu', '--disable-quic',
			'--no-first-run', '--disable-background-networking',
			'--disable-component-update', '--disable-sync'],
	});
});

after(() => browser.it?.close());
