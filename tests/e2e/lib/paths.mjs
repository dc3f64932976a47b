// SPDX-License-Identifier: MIT
// Where everything is, and how long to wait for what should take no time.

import {fileURLToPath} from 'node:url';

const at = (path) => fileURLToPath(new URL(path, import.meta.url))
	.replace(/\/$/, '');

export const ROOT = at('../../..');
export const BUILD = process.env.NOREN_BUILD || `${ROOT}/build/debug`;
export const TOOLS = `${BUILD}/tests/tools`;
export const PATIENCE = 15000; // milliseconds
