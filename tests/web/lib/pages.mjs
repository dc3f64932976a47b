// SPDX-License-Identifier: MIT
// Pages of any kind with the loader on them, for the loader's tests.

import {createServer} from 'node:http';
import {once} from 'node:events';

export const stub =
	'window.noren = window.noren || function () {' +
	'(noren.q = noren.q || []).push(arguments) };';

export const tag = (relay) =>
	`<script async src="${relay}/noren.js" data-retailer="demo"></script>`;

// A page with that in its head and body.
export function page(head, body = '', lang = 'en') {
	return (
		`<!doctype html><html lang="${lang}"><head><meta charset="utf-8">` +
		`<title>A page</title>${head}</head><body>` +
		`<main><h1>Goods</h1><p>Text.</p>${body}</main></body></html>`
	);
}

// A server of pages: set(path, html, headers) and origin.
export async function startPages() {
	const pages = new Map();
	const server = createServer((request, response) => {
		const found = pages.get(request.url.split('?')[0]);
		response.writeHead(found ? 200 : 404, {
			'Content-Type': 'text/html; charset=utf-8',
			...found?.headers,
		});
		response.end(found?.html);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		origin: `http://127.0.0.1:${server.address().port}`,
		set: (path, html, headers) => pages.set(path, {html, headers}),
		stop() {
			server.close();
			server.closeAllConnections();
		},
	};
}
