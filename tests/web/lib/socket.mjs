// SPDX-License-Identifier: MIT
// The server's half of RFC 6455, as little of it as the tests need: whole text
// frames, pings and closing.

import {createHash} from 'node:crypto';

const MAGIC = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const TEXT = 1;
const CLOSE = 8;
const PING = 9;
const PONG = 10;

function frame(opcode, payload) {
	const head =
		payload.length < 126
			? Buffer.from([0x80 | opcode, payload.length])
			: Buffer.from([
					0x80 | opcode,
					126,
					payload.length >> 8,
					payload.length & 255,
				]);
	return Buffer.concat([head, payload]);
}

// The first whole frame in `data`, or null.
function parse(data) {
	if (data.length < 6) return null;
	const short = data[1] & 127;
	const at = short === 126 ? 4 : 2;
	const length = short === 126 ? data.readUInt16BE(2) : short;
	if (short === 127) throw new Error('a frame of more than 64 KiB');
	if (data.length < at + 4 + length) return null;
	const mask = data.subarray(at, at + 4);
	const payload = Buffer.from(data.subarray(at + 4, at + 4 + length));
	for (let i = 0; i < length; i++) payload[i] ^= mask[i & 3];
	return {
		opcode: data[0] & 15,
		payload,
		rest: data.subarray(at + 4 + length),
	};
}

// Answers an upgrade. The result has send(text), end(), which lets arrive what
// was sent, and cut(), which may not; it calls onText(text) and onGone().
export function accept(request, socket, protocol) {
	const key = createHash('sha1')
		.update(request.headers['sec-websocket-key'] + MAGIC)
		.digest('base64');
	const ws = {
		onText() {},
		onGone() {},
		send: (text) =>
			socket.writable &&
			socket.write(frame(TEXT, Buffer.from(text))),
		cut: () => socket.destroy(),
		end: () => socket.end(),
	};
	let data = Buffer.alloc(0);
	socket.on('data', (chunk) => {
		data = Buffer.concat([data, chunk]);
		for (let f; (f = parse(data)); data = f.rest) {
			if (f.opcode === TEXT)
				ws.onText(f.payload.toString('utf8'));
			else if (f.opcode === PING)
				socket.write(frame(PONG, f.payload));
			else if (f.opcode === CLOSE)
				socket.end(frame(CLOSE, f.payload));
		}
	});
	socket.on('error', () => {});
	socket.on('close', () => ws.onGone());
	socket.write(
		'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n' +
			`Connection: Upgrade\r\nSec-WebSocket-Accept: ${key}\r\n` +
			`Sec-WebSocket-Protocol: ${protocol}\r\n\r\n`
	);
	return ws;
}
