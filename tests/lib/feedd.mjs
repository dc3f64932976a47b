// SPDX-License-Identifier: MIT
// A shop's server for the tests of what the relay fetches, on loopback, by
// https and http: kind, or as unkind as its path says.
// usage: node feedd.mjs FOLDER     prints its ports, https then http
//
// FOLDER has cert.pem and key.pem, and what is served under /f/: with an ETag
// and Last-Modified, and 304 for who has it.  /z/ is the same, packed, /n/ without either.  Each
// request is a line in FOLDER/asked when it comes, the path, and in FOLDER/log
// when it is over: path, If-None-Match or -, status.
import {createHash} from 'node:crypto';
import {appendFileSync, existsSync, readFileSync, statSync} from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import {gzipSync} from 'node:zlib';

const folder = process.argv[2];
const HEAD = 'id,title,link,price,availability\n';
const row = (n) => `A${n},Cup ${n},https://shop.example/${n},100,in stock\n`;

function file(path, asked, reply, kind) {
	if (!existsSync(`${folder}/${path}`)) return reply.writeHead(404).end();
	const data = readFileSync(`${folder}/${path}`);
	if (kind === 'n') return reply.end(data);
	const etag = `"${createHash('sha256').update(data).digest('hex')}"`;
	const date = statSync(`${folder}/${path}`).mtime.toUTCString();
	if (asked['if-none-match'] === etag) return reply.writeHead(304).end();
	reply.writeHead(200, {
		ETag: etag,
		'Last-Modified': date,
		...(kind === 'z' ? {'Content-Encoding': 'gzip'} : {}),
	});
	return reply.end(kind === 'z' ? gzipSync(data) : data);
}

const unkind = {
	// More than anybody takes, and says so.
	huge(reply) {
		reply.writeHead(200, {'Content-Length': 3 * 2 ** 30});
		reply.write(HEAD + row(1));
	},
	// It begins well and goes on for ever, a byte now and then.
	drip(reply) {
		reply.write(HEAD + row(1));
		const timer = setInterval(() => reply.write('\n'), 100);
		reply.on('close', () => clearInterval(timer));
	},
	// Nothing, ever.
	silent() {},
	cut(reply) {
		reply.writeHead(200, {'Content-Length': 1 << 20});
		reply.write(HEAD + row(1), () => reply.destroy());
	},
	torn(reply) {
		const all = gzipSync(HEAD + row(1) + row(2));
		reply.end(all.subarray(0, all.length - 12));
	},
	// A redirect to what is fine, whose own page never ends.
	flood(reply) {
		const more = () => reply.write('x'.repeat(1 << 16), () => more());
		reply.writeHead(302, {Location: '/f/feed.csv'});
		more();
	},
	unasked(reply) {
		reply.writeHead(304).end();
	},
	brotli(reply) {
		reply.writeHead(200, {'Content-Encoding': 'br'}).end(HEAD + row(1));
	},
	heads(reply) {
		for (let n = 0; n < 60; n++)
			reply.setHeader(`X-Much-${n}`, 'x'.repeat(4000));
		reply.end(HEAD + row(1));
	},
};

function answer(q, reply) {
	const [, kind, ...rest] = q.url.split('/');
	const path = rest.join('/');
	appendFileSync(`${folder}/asked`, `${q.url}\n`);
	reply.on('close', () =>
		appendFileSync(
			`${folder}/log`,
			`${q.url} ${q.headers['if-none-match'] ?? '-'} ${reply.statusCode}\n`
		)
	);
	if (kind === 'f' || kind === 'z' || kind === 'n')
		return file(path, q.headers, reply, kind);
	if (kind === 'status') return reply.writeHead(+path).end('no');
	// /wait/503/120: that status, and to be left alone for so long.
	if (kind === 'wait')
		return reply.writeHead(+rest[0], {'Retry-After': rest[1]}).end();
	// With a page beside it, as most servers have.
	if (kind === 'to')
		return reply
			.writeHead(302, {Location: decodeURIComponent(path)})
			.end('<html>It has moved.</html>\n');
	if (unkind[kind]) return unkind[kind](reply);
	return reply.writeHead(404).end();
}

const secure = https.createServer(
	{
		cert: readFileSync(`${folder}/cert.pem`),
		key: readFileSync(`${folder}/key.pem`),
	},
	answer
);
const open = http.createServer(answer);
secure.listen(0, '127.0.0.1', () =>
	open.listen(0, '127.0.0.1', () =>
		console.log(secure.address().port, open.address().port)
	)
);
