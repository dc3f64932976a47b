// SPDX-License-Identifier: MIT
// The demo shop's own script: the bag, the lookbook, and what a shop tells
// noren about its pages.
'use strict';
(function () {
	const lang = document.documentElement.lang;
	const goods = [
		{
			id: 'navy-wool-coat',
			sku: 'CO-1182-NV',
			price: 48000,
			en: 'Navy wool coat',
			ja: 'ウールコート ネイビー',
		},
		{
			id: 'camel-wool-coat',
			sku: 'CO-1182-CM',
			price: 48000,
			en: 'Camel wool coat',
			ja: 'ウールコート キャメル',
		},
		{
			id: 'wool-scarf',
			sku: 'SC-0341-GR',
			price: 8400,
			en: 'Wool muffler, moss check',
			ja: 'ウールマフラー 苔色チェック',
		},
		{
			id: 'linen-shirt',
			sku: 'SH-2207-NV',
			price: 12900,
			en: 'Linen shirt, navy',
			ja: 'リネンシャツ ネイビー',
		},
		{
			id: 'leather-belt',
			sku: 'BE-0712-BR',
			price: 9800,
			en: 'Leather belt',
			ja: 'レザーベルト',
		},
		{
			id: 'matcha-bowl',
			sku: 'MB-0105-TN',
			price: 14300,
			en: 'Matcha bowl, tenmoku',
			ja: '抹茶碗 天目',
		},
		{
			id: 'sencha',
			sku: 'TE-0033-YM',
			price: 2160,
			en: 'Yame sencha, first flush',
			ja: '八女煎茶 新茶',
		},
		{
			id: 'tea-cups',
			sku: 'CU-0418-PR',
			price: 6600,
			en: 'Pair of tea cups',
			ja: '夫婦湯呑',
		},
		{
			id: 'furoshiki',
			sku: 'FU-0250-RD',
			price: 3850,
			en: 'Furoshiki, vermilion waves',
			ja: '風呂敷 朱の青海波',
		},
		{
			id: 'lantern',
			sku: 'LA-0077-AN',
			price: 18700,
			en: 'Paper lantern, Mino washi',
			ja: '行灯 美濃和紙',
		},
	];
	const find = (id) => goods.find((g) => g.id === id);
	const yen = (n) => '¥' + n.toLocaleString('en-US');
	const one = (selector, from) =>
		(from || document).querySelector(selector);
	const all = (selector) => [...document.querySelectorAll(selector)];

	// Calls wait here until the loader has come, or for ever without it.
	window.noren =
		window.noren ||
		function () {
			(window.noren.q = window.noren.q || []).push(arguments);
		};

	// A product as shops describe one to whoever counts.
	const itemOf = (g, quantity) => ({
		item_id: g.sku,
		item_name: g[lang],
		price: g.price,
		quantity,
		url: `${location.origin}/${lang}/product/${g.id}.html`,
		image: `${location.origin}/pictures/${g.id}.svg`,
	});

	const tell = (what, lines, more) =>
		window.noren(what, {
			currency: 'JPY',
			value: sum(lines),
			items: lines.map(({g, n}) => itemOf(g, n)),
			...more,
		});

	// The bag: how many of which, in this browser.
	const bag = {
		read() {
			try {
				return (
					JSON.parse(
						localStorage.getItem('bag')
					) || {}
				);
			} catch {
				return {};
			}
		},
		write(lines) {
			try {
				localStorage.setItem(
					'bag',
					JSON.stringify(lines)
				);
			} catch {
				// A browser without storage has no bag to keep.
			}
			showCount();
		},
		add(id, n) {
			const lines = this.read();
			lines[id] = (lines[id] || 0) + n;
			if (lines[id] <= 0) delete lines[id];
			this.write(lines);
		},
	};

	const sum = (lines) => lines.reduce((all, {g, n}) => all + g.price * n, 0);

	const bagLines = () =>
		Object.entries(bag.read())
			.map(([id, n]) => ({g: find(id), n}))
			.filter((line) => line.g);

	function showCount() {
		const n = Object.values(bag.read()).reduce((a, b) => a + b, 0);
		for (const e of all('[data-count]')) {
			e.textContent = n;
			e.hidden = n === 0;
		}
	}

	function showCart() {
		const lines = bagLines();
		const rows = lines.map(({g, n}) => {
			const row =
				one(
					'[data-line]'
				).content.firstElementChild.cloneNode(true);
			one('img', row).src = `/pictures/${g.id}.svg`;
			one('a', row).href = `/${lang}/product/${g.id}.html`;
			one('a', row).textContent = g[lang];
			row.cells[2].textContent = n;
			row.cells[3].textContent = yen(g.price * n);
			one('button', row).addEventListener('click', () => {
				bag.add(g.id, -n);
				tell('uncart', [{g, n}]);
				showCart();
			});
			return row;
		});
		one('[data-lines]').replaceChildren(...rows);
		one('[data-total]').textContent = yen(sum(lines));
		one('[data-empty]').hidden = lines.length > 0;
		one('[data-full]').hidden = lines.length === 0;
	}

	function startCheckout(page) {
		const lines = bagLines();
		tell('checkout', lines);
		one('[data-total]', page).textContent = yen(sum(lines));
		one('[data-buy]', page).disabled = lines.length === 0;
		one('[data-buy]', page).addEventListener('click', buy);
	}

	function buy() {
		const order = 'T-' + Date.now().toString(36).toUpperCase();
		location.href = `/${lang}/thanks.html?order=${order}`;
	}

	// What was in the bag has been bought, and is reported once.
	function thank(order) {
		const lines = bagLines();
		for (const e of all('[data-order]')) e.textContent = order;
		if (!order || lines.length === 0) return;
		tell('purchase', lines, {transaction_id: order});
		bag.write({});
	}

	// The lookbook is one page that moves from product to product.
	function showLook(id) {
		const at = Math.max(
			0,
			goods.findIndex((g) => g.id === id)
		);
		const g = goods[at];
		const look = one('[data-look]');
		one('img', look).src = `/pictures/${g.id}.svg`;
		one('h1', look).textContent = g[lang];
		one('.price', look).textContent = yen(g.price);
		one('[data-place]', look).textContent =
			`${at + 1} / ${goods.length}`;
		one('[data-see]', look).href = `/${lang}/product/${g.id}.html`;
		document.title = document.title.replace(
			/^[^|]*/,
			g[lang] + ' '
		);
		tell('product', [{g, n: 1}]);
		return at;
	}

	function startLook() {
		const here = () =>
			new URLSearchParams(location.search).get('item');
		let at = showLook(here());
		for (const button of all('[data-step]')) {
			button.addEventListener('click', () => {
				const step =
					Number(button.dataset.step) +
					goods.length;
				const id = goods[(at + step) % goods.length].id;
				history.pushState(null, '', '?item=' + id);
				at = showLook(id);
			});
		}
		addEventListener('popstate', () => {
			at = showLook(here());
		});
	}

	function startProduct(page) {
		const g = find(page.dataset.product);
		tell('product', [{g, n: 1}]);
		one('[data-add]', page).addEventListener('click', () => {
			bag.add(g.id, 1);
			tell('cart', [{g, n: 1}]);
		});
	}

	for (const link of all('[data-other]'))
		link.href =
			location.pathname.replace(
				/^\/\w\w\//,
				link.dataset.other
			) + location.search;
	for (const link of all('.top nav a'))
		if (link.pathname === location.pathname)
			link.setAttribute('aria-current', 'page');
	for (const button of all('[data-ask]'))
		button.addEventListener('click', () => window.noren('open'));
	if (one('[data-product]')) startProduct(one('[data-product]'));
	if (one('[data-cart]')) showCart();
	if (one('[data-checkout]')) startCheckout(one('[data-checkout]'));
	if (one('[data-order]'))
		thank(new URLSearchParams(location.search).get('order'));
	if (one('[data-look]')) startLook();
	showCount();
})();
