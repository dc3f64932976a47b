// SPDX-License-Identifier: MIT
// Draws the pictures of all that tests/lib/demo_feed names: from each drawing in
// relay/web/shop/pictures one for each colour and pattern, small, as a feed's
// pictures are.  Run it when a drawing, a colour or a pattern changes.
// usage: node tests/tools/wares.mjs [FOLDER]     relay/web/shop/pictures/wares
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {launch} from '../web/lib/browser.mjs';

const shop = new URL('../../relay/web/shop/pictures/', import.meta.url);
const folder = process.argv[2] ?? new URL('wares', shop).pathname;
const WIDTH = 192, HEIGHT = 240, QUALITY = 0.5;

// ---- colours ----

const cloth = {
	grey: '#83868c', navy: '#22375a', camel: '#c3935a', charcoal: '#3d3d41',
	ivory: '#ebe2ce', moss: '#5b6d4a', vermilion: '#b8442e',
};
const leather = {
	brown: '#6e3d20', black: '#2b2826', tan: '#b37b42', wine: '#6a2230',
};
// Of a bowl the body, what runs over it, the rim and the inside; and what a cup
// is painted with.
const glaze = {
	tenmoku: ['#33312f', '#a9a48d', '#c9c2ad', '#25231f', '#8a6a3c'],
	celadon: ['#8fae9a', '#b9d0bf', '#c7dacb', '#6f8f7b', '#5b8370'],
	shino: ['#e6d6c5', '#f6ede2', '#f3e6d8', '#cdb39c', '#b8694a'],
	ash: ['#9b8c6c', '#c3b88f', '#cfc5a0', '#6f6349', '#6b5b38'],
	oribe: ['#dccfae', '#3c6a48', '#4c7a56', '#b9aa84', '#2f5c3c'],
	crackle: ['#dadbd0', '#e6e6dc', '#ecece3', '#b5b6a9', '#8f9287'],
};
// Of a lantern the paper from the light outwards, and the light.
const paper = {
	white: ['#fffdf6', '#fff3d6', '#e3c08a', '#ffe9bd', '#ffd08a'],
	mulberry: ['#fffbe8', '#ffe5a6', '#d98f3d', '#ffdf9c', '#ffbb5c'],
	persimmon: ['#ffe2b0', '#ea9d51', '#8e451b', '#ffbe78', '#f0863a'],
	indigo: ['#f0f6ff', '#a9c2ee', '#3a5896', '#c4d6ff', '#7f9fe6'],
};
const garden = {
	yame: '#44603f', uji: '#5c4468', shizuoka: '#2f587a', kagoshima: '#8c3d2d',
};

// Oklab, in which a step of lightness looks alike in every colour.
const linear = (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
const gamma = (c) => (c <= 0.0031308 ? c * 12.92 : 1.055 * c ** (1 / 2.4) - 0.055);
function lab(hex) {
	const [r, g, b] = [1, 3, 5].map((i) =>
		linear(parseInt(hex.slice(i, i + 2), 16) / 255));
	const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
	const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
	const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
	return [
		0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
		1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
		0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
	];
}
function hex([L, a, b]) {
	const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
	const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
	const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
	const rgb = [
		4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
		-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
		-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
	];
	return '#' + rgb.map((c) => Math.round(255 *
		gamma(Math.min(1, Math.max(0, c)))).toString(16).padStart(2, '0')).join('');
}
// What `one` is beside `base`, beside `other`: as much lighter or darker.
function beside(one, base, other) {
	const [a, b, c] = [lab(one), lab(base), lab(other)];
	const L = c[0] + (a[0] - b[0]);
	return hex([Math.min(0.985, Math.max(0.08, L)), c[1], c[2]]);
}
// As light as it was, with a breath of the other.
function tinted(one, other, much = 0.16) {
	const [a, c] = [lab(one), lab(other)];
	return hex([a[0], c[1] * much, c[2] * much]);
}
function replace(text, map) {
	return text.replace(/#[0-9a-f]{6}\b/g, (c) => map[c] ?? c);
}
const recolour = (text, colours, base, other) => replace(text,
	Object.fromEntries(colours.map((c) => [c, beside(c, base, other)])));
const tint = (text, colours, other, much) => replace(text,
	Object.fromEntries(colours.map((c) => [c, tinted(c, other, much)])));

// ---- patterns of cloth ----

const light = (c) => lab(c)[0] > 0.8;
const patterns = {
	plain: (c) => [40, 40, `<rect width="40" height="40" fill="${c}"/>`],
	check: (c, d) => [150, 150, `<rect width="150" height="150" fill="${d}"/>
		<path d="M0 0H62V150H0Z" fill="${c}" fill-opacity=".82"/>
		<path d="M0 0H150V62H0Z" fill="${c}" fill-opacity=".6"/>
		<path d="M96 0h14V150h-14Z" fill="${c}"/>
		<path d="M0 96V110H150V96Z" fill="${c}" fill-opacity=".7"/>`],
	stripe: (c, d) => [84, 84, `<rect width="84" height="84" fill="${c}"/>
		<path d="M0 0H26V84H0ZM38 0h6V84h-6Z" fill="${d}"/>`],
	waves: (c, d) => {
		const ring = (x, y) => [41, 30, 19, 8].map((r) =>
			`<circle cx="${x}" cy="${y}" r="${r}"/>`).join('');
		return [88, 44, `<rect width="88" height="44" fill="${c}"/>
			<g fill="${c}" stroke="${d}" stroke-width="3">${ring(44, 44)}
			${ring(0, 66)}${ring(88, 66)}${ring(44, 88)}</g>`];
	},
	arrows: (c, d) => [96, 120, `<rect width="96" height="120" fill="${c}"/>
		<path d="M0 0L24 30V90L0 60ZM48 0L24 30V90L48 60Z" fill="${d}"/>
		<path d="M48 60L72 90V120H48ZM96 60L72 90V120H96ZM48 0L72 30V0ZM96 0L72
		30V0Z" fill="${d}"/>
		<path d="M24 0V120M72 0V120" stroke="${d}" stroke-width="4"/>`],
	hemp: (c, d) => [72, 124.7, `<rect width="72" height="124.7" fill="${c}"/>
		<path d="M36 0L0 20.8V62.4L36 83.1L72 62.4V20.8ZM36 83.1V124.7M36 0V41.6M0
		62.4V104L36 124.7L72 104V62.4M36 41.6L0 20.8M36 41.6L72 20.8M36 41.6V83.1M36
		41.6L0 62.4M36 41.6L72 62.4M0 62.4L36 83.1L72 62.4M0 104L36 83.1L72 104M36
		0L24 20.8L36 41.6L48 20.8ZM36 41.6L24 62.4L36 83.1L48 62.4ZM36 83.1L24
		104L36 124.7L48 104Z" stroke="${d}" stroke-width="3" fill="none"/>`],
};
const second = (c) => (light(c) ? '#5d6f8c' : '#efe6d2');
function weave(text, id, name, colour) {
	const [w, h, inside] = patterns[name](colour, second(colour));
	return text.replace(new RegExp(`<pattern id="${id}".*?</pattern>`, 's'),
		`<pattern id="${id}" width="${w}" height="${h}" ` +
		`patternUnits="userSpaceOnUse">${inside}</pattern>`);
}

// ---- lanterns of other shapes ----

const STAGE = /(<ellipse cx="390" cy="880".*?<circle [^>]*>)(.*)(<\/svg>)/s;
const cord = (y) => `<path d="M342 ${y}V120C342 92 440 92 440 120V${y}"
	fill="none" stroke="#3a2418" stroke-width="10"/>`;
const lid = (y, r) => `<ellipse cx="390" cy="${y}" rx="${r}" ry="${r / 5}"
	fill="url(#wood)"/><ellipse cx="390" cy="${y - 6}" rx="${r - 8}"
	ry="${r / 5 - 3}" fill="#4a3021"/>`;
// A bulb of paper over hoops.
function bulb(y, rx, ry) {
	let hoops = '';
	for (let i = -4; i <= 4; i++) {
		const at = Math.sin(i * 0.32), half = Math.cos(i * 0.32) * rx;
		hoops += `M${390 - half} ${y + at * ry}Q390 ${y + at * ry + 26} ` +
			`${390 + half} ${y + at * ry}`;
	}
	const egg = `cx="390" cy="${y}" rx="${rx}" ry="${ry}"`;
	return `<ellipse ${egg} fill="url(#paper)"/>
		<ellipse ${egg} fill="url(#washi)"/>
		<path d="${hoops}" fill="none" stroke="#7a5326" stroke-opacity=".55"
		stroke-width="3.5"/>`;
}
const shapes = {
	square: (inside) => inside,
	tall: (inside) => `<g transform="translate(137 -62) scale(.65 1.07)">
		${inside}</g>`,
	round: () => cord(300) + bulb(560, 262, 250) + lid(322, 96) + lid(806, 104) +
		`<path d="M300 806H480V866H300Z" fill="url(#wood)"/>`,
	gourd: () => cord(262) + bulb(390, 138, 130) + bulb(662, 228, 178) +
		lid(274, 60) + `<ellipse cx="390" cy="508" rx="92" ry="20"
		fill="url(#wood)"/>` + lid(836, 104) +
		`<path d="M300 836H480V880H300Z" fill="url(#wood)"/>`,
};

// ---- what there is ----

const drawing = (name) => readFileSync(new URL(`${name}.svg`, shop), 'utf8');
const COAT = ['#1a2b45', '#2b426a', '#22375a', '#152238', '#182740', '#2a4066',
	'#16243b', '#3a547f', '#1b2d49', '#101b2e', '#0f1a2c', '#0e1829', '#0d1626',
	'#5c7bab'];
const SHIRT = ['#3d587c', '#6582a8', '#547197', '#36506f', '#2c4362', '#4a678d',
	'#22364f', '#46628a', '#2a3f5c', '#5b789e', '#c4d3e6'];
const BELT = ['#8d5430', '#6e3d20', '#4b2714', '#38190a', '#b3713f', '#22100a',
	'#a9693b', '#57301a'];
const CAN = ['#44603f', '#2f452d', '#4d6a48', '#88a07c', '#3f5a3b'];

function bowl([body, run, rim, inside]) {
	let text = drawing('matcha-bowl');
	text = recolour(text, ['#17171a', '#4a474a', '#33312f', '#0f0f11'],
		'#33312f', body);
	text = recolour(text, ['#d9d2bd', '#a9a48d', '#6d6a5a'], '#a9a48d', run);
	return replace(text, {'#c9c2ad': rim, '#25231f': inside});
}
// Fine cracks all over it.
const cracked = (text) => text.replace('<path d="M214 470C216 600',
	`<path d="M180 520L260 600L240 700L330 760M260 600L350 570L430 640L410 760M350
	570L340 480M430 640L520 600L560 520M520 600L500 720M240 700L190 680M430
	640L460 700L540 690M300 520L350 570M470 500L430 560L430 640" fill="none"
	stroke="#8b8c80" stroke-width="3" stroke-opacity=".8"/>$&`);
function cups([body, run, , , paint]) {
	const dark = lab(body)[0] < 0.45 ? run : paint;
	let text = drawing('tea-cups');
	for (const c of ['#f5f4ee', '#f7f6f1', '#f8f3ee'])
		text = text.replaceAll(c, body);
	for (const c of ['#fbfaf6', '#fdfaf6', '#dcdcd2', '#e3dcd3'])
		text = text.replaceAll(c, beside(c, '#fbfaf6', run));
	return text.replaceAll('#2d4d80', dark).replaceAll('#b5422d', dark);
}
function scarf(colour, pattern) {
	const text = weave(drawing('wool-scarf'), 'plaid', pattern, colour);
	return replace(tint(text, ['#eef0e6', '#cfd4c0'], colour, 0.12), {
		'#5b6d4a': beside('#5b6d4a', '#5b6d4a', colour),
		'#d9cfb6': beside('#9a9a9a', '#8a8a8a', colour),
		'#e9e1cd': pattern === 'plain' ? colour : second(colour),
		'#2a3022': beside('#2a3022', '#5b6d4a', colour),
	});
}
function furoshiki(colour, pattern) {
	const text = weave(drawing('furoshiki'), 'waves', pattern, colour);
	return recolour(tint(text, ['#f7ebe6', '#dfc6bd'], colour, 0.22),
		['#5a140d', '#6b1a12'], '#a93a2c', colour).replaceAll('#3b0d08',
		beside('#3b0d08', '#a93a2c', light(colour) ? '#8a8270' : colour));
}
function lantern([core, middle, edge, glow, haze], shape) {
	const text = drawing('lantern').replace(STAGE, (all, before, inside, end) =>
		before + shapes[shape](inside) + end);
	return replace(text, {
		'#fffbe8': core, '#ffe5a6': middle, '#d98f3d': edge,
		'#ffe0a0': middle, '#b26a28': beside('#b26a28', '#d98f3d', edge),
		'#a8661f': beside('#a8661f', '#d98f3d', edge), '#ffe9b5': core,
		'#ffdf9c': glow, '#ffbb5c': haze,
	});
}

const wares = {};
for (const [name, c] of Object.entries(cloth)) {
	wares[`wool-coat-${name}`] = recolour(drawing('navy-wool-coat'), COAT,
		'#22375a', c);
	wares[`linen-shirt-${name}`] = recolour(drawing('linen-shirt'), SHIRT,
		'#547197', c);
	for (const p of Object.keys(patterns)) {
		wares[`wool-muffler-${name}-${p}`] = scarf(c, p);
		wares[`furoshiki-${name}-${p}`] = furoshiki(c, p);
	}
}
for (const [name, c] of Object.entries(leather))
	wares[`leather-belt-${name}`] = recolour(drawing('leather-belt'), BELT,
		'#6e3d20', c);
for (const [name, g] of Object.entries(glaze)) {
	const text = bowl(g);
	wares[`matcha-bowl-${name}`] = name === 'crackle' ? cracked(text) : text;
	wares[`pair-of-tea-cups-${name}`] = cups(g);
}
for (const [name, p] of Object.entries(paper))
	for (const s of Object.keys(shapes))
		wares[`paper-lantern-${name}-${s}`] = lantern(p, s);
for (const [name, c] of Object.entries(garden))
	wares[`sencha-${name}`] = recolour(drawing('sencha'), CAN, '#44603f', c);

// ---- drawing them ----

// In the page: an SVG as the base64 of a small WebP.
async function draw([svg, width, height, quality]) {
	const image = new Image(width, height);
	image.src = 'data:image/svg+xml,' + encodeURIComponent(svg);
	await image.decode();
	const canvas = document.createElement('canvas');
	[canvas.width, canvas.height] = [width, height];
	canvas.getContext('2d').drawImage(image, 0, 0, width, height);
	return canvas.toDataURL('image/webp', quality).split(',')[1];
}

mkdirSync(folder, {recursive: true});
const browser = await launch();
const page = await browser.newPage();
for (const [name, svg] of Object.entries(wares)) {
	const data = await page.evaluate(draw, [svg, WIDTH, HEIGHT, QUALITY]);
	writeFileSync(`${folder}/${name}.webp`, Buffer.from(data, 'base64'));
}
await browser.close();
