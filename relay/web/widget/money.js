// SPDX-License-Identifier: MIT
// Money, as the wire has it: an integer of minor units and its ISO 4217 code.

// Where a major unit is not a hundred minor ones: so many decimals.
const DECIMALS = {
	0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
	3: 'BHD IQD JOD KWD LYD OMR TND',
	4: 'CLF UYW',
};

export function decimals(code) {
	const [n] =
		Object.entries(DECIMALS).find(([, codes]) =>
			codes.includes(code)
		) || [2];
	return Number(n);
}

// The code in capitals, or undefined if it is none.
export function currencyOf(raw) {
	const code = typeof raw === 'string' ? raw.trim().toUpperCase() : '';
	return /^[A-Z]{3}$/.test(code) ? code : undefined;
}

// Minor units of a price in major ones: 12.8 or "12.80" USD is 1280. It is
// read digit by digit, as 1.005 * 100 is not 100.5; what is finer than the
// minor unit is rounded. Undefined if it is no price.
export function minorOf(price, code) {
	if (!['number', 'string'].includes(typeof price)) return undefined;
	const text = String(price).trim();
	const plain = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)
		? text.replace(/,/g, '')
		: text;
	const [, whole, part = ''] = /^(\d+)(?:\.(\d+))?$/.exec(plain) || [];
	if (whole === undefined) return undefined;
	const n = decimals(code);
	const minor =
		Number(whole + part.slice(0, n).padEnd(n, '0')) +
		(part[n] >= '5' ? 1 : 0);
	return Number.isSafeInteger(minor) ? minor : undefined;
}

// For people: ¥12,800 or $12.80.
export function sayMoney(lang, amount, code) {
	const n = decimals(code);
	return new Intl.NumberFormat(lang, {
		style: 'currency',
		currency: code,
		minimumFractionDigits: n,
		maximumFractionDigits: n,
	})
		.format(amount / 10 ** n)
		.replace('\uffe5', '¥');
}
