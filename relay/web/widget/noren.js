// SPDX-License-Identifier: MIT
// The loader, on the shop's page: passes calls on, draws the launcher once the
// relay says so, and holds the frame. Old syntax: old browsers do nothing.
(function () {
	'use strict';
	var script = document.currentScript;
	var early = window.noren;
	if (!script || !script.src || !window.fetch || !document.adoptedStyleSheets ||
		early && (early.live || typeof early !== 'function'))
		return;

	var relay = new URL(script.src).origin;
	var retailer = script.dataset.retailer;
	var lang = /^ja/i.test(document.documentElement.lang) ? 'ja' : 'en';
	var words = lang === 'ja' ?
		['チャットで相談', 'チャットを閉じる', '新着チャット'] :
		['Chat with us', 'Close the chat', 'New messages'];
	var full = '(max-width:480px),(max-height:500px)'; // covers the page
	var css = ':host{all:initial!important;' +
		'position:fixed!important;z-index:2147483647!important}' +
		'button,iframe{all:unset;position:fixed;right:20px;' +
		'bottom:calc(92px + env(safe-area-inset-bottom));' +
		'width:380px;height:min(640px,100vh - 112px);' +
		'border-radius:16px;' +
		'box-shadow:0 0 0 1px #fff6,0 6px 32px #0005}' +
		'button{bottom:calc(20px + env(safe-area-inset-bottom));' +
		'border-radius:50%;cursor:pointer}' +
		'button:focus-visible{outline:3px solid #111;' +
		'outline-offset:3px;box-shadow:0 0 0 3px #fff}' +
		'button,svg{width:60px;height:60px;fill:none;' +
		'stroke:currentColor;stroke-width:2}' +
		'i{position:absolute;top:0;right:0;border:8px solid #c8102e;' +
		'border-radius:50%}' +
		'@media ' + full + '{iframe{inset:0;width:100%;height:100%;' +
		'border-radius:0}}' +
		'[hidden],:host([hidden]){display:none!important}';
	var bubble = 'M20 21h20v14H30l-6 5v-5h-4z';
	var cross = 'M23 23l14 14m0-14L23 37';

	var host, button, icon, dot, frame;
	var accent = '#243b61'; // until the relay says another
	var ready; // the frame has spoken
	var opened;
	var wanted; // to be opened once that can be
	var unread = 0;
	var href, timer;
	var deeds = []; // that the frame has yet to hear
	var away; // not to be seen, or not before the frame has asked
	var listeners = {open: [], close: [], unread: []};

	function tell(message) {
		if (ready)
			frame.contentWindow.postMessage(
				JSON.stringify(message), relay);
	}

	function emit(event, value) {
		listeners[event].forEach(function (fn) {
			setTimeout(fn, 0, value);
		});
	}

	// Told once the page has had the time to set its title.
	function moved() {
		var now = location.href.split('#')[0];
		if (now !== href) {
			href = now;
			clearTimeout(timer);
			timer = setTimeout(harmless(tellView), 200);
		}
	}

	function tellView() {
		if (host && !host.isConnected) {
			ready = false;
			document.body.appendChild(host);
		}
		tell({noren: 'view', view: {url: href, title: document.title,
			group: script.dataset.group}});
	}

	// A loop's together, but at once: the shopper may be leaving.
	function report(data, b, verb) {
		moved();
		if (deeds.length < 50 && deeds.push([verb, data, href]) === 1)
			setTimeout(harmless(tellDeeds), 0);
	}

	function tellDeeds() {
		if (ready)
			tell({noren: 'deeds', deeds: deeds.splice(0)});
	}

	// Black or white: at least 3 to 1 on any accent.
	function ink() {
		var rgb = parseInt(accent.slice(1), 16);
		return 3 * (rgb >> 16) + 6 * (rgb >> 8 & 255) + (rgb & 255) >
			980 ? '#000' : '#fff';
	}

	function make(type, parent, space) {
		return parent.appendChild(document.createElementNS(
			'http://www.w3.org/' + (space || '1999/xhtml'), type));
	}

	function draw() {
		var sheet = new CSSStyleSheet();
		host = make('noren-chat', document.body);
		host.setAttribute('role', 'region');
		host.setAttribute('aria-label', words[0]);
		sheet.replaceSync(css);
		host.attachShadow({mode: 'open'}).adoptedStyleSheets = [sheet];
		button = make('button', host.shadowRoot);
		button.style.background = accent;
		button.style.color = ink();
		button.onclick = function () {
			(opened ? close : open)(true);
		};
		icon = make('path', make('svg', button, '2000/svg'),
			'2000/svg');
		dot = make('i', button);
		show();
		if (wanted)
			open(true);
		else
			(!away && window.requestIdleCallback || setTimeout)(
				makeFrame, {timeout: 3000});
	}

	function makeFrame() {
		if (frame)
			return;
		frame = make('iframe', host.shadowRoot);
		frame.title = words[0];
		frame.hidden = true;
		frame.referrerPolicy = 'origin'; // so it knows whom to speak to
		frame.src = relay + '/v1/frame/' + retailer;
	}

	function show() {
		button.setAttribute('aria-label',
			words[opened ? 1 : unread ? 2 : 0]);
		button.setAttribute('aria-expanded', !!opened);
		icon.setAttribute('d', opened ? cross : bubble);
		dot.hidden = opened || !unread;
		host.hidden = away;
		if (frame)
			frame.hidden = !opened;
	}

	function open(focus) {
		wanted = true;
		if (!host)
			return;
		makeFrame();
		if (!ready || away)
			return;
		if (!opened)
			emit('open');
		opened = true;
		show();
		if (focus)
			frame.focus();
		tell({noren: 'open', focus: focus,
			full: matchMedia(full).matches});
	}

	function close(focus) {
		wanted = false;
		if (!opened)
			return;
		opened = false;
		show();
		tell({noren: 'close'});
		emit('close');
		if (focus)
			button.focus();
	}

	function heard(event) {
		if (!frame || event.source !== frame.contentWindow ||
			event.origin !== relay)
			return;
		var message = JSON.parse(event.data);
		if (message.noren === 'size') {
			away = message.away;
			if (message.fresh) {
				ready = true;
				tell({noren: 'init', lang: lang, accent: accent});
				tellView();
				tellDeeds();
			}
			if (unread !== message.unread)
				emit('unread', unread = message.unread >>> 0);
			if (away && opened)
				close();
			if (wanted && (message.fresh || !opened))
				open(!opened);
			show();
			if (message.ask)
				localStorage.noren = 1;
			else
				delete localStorage.noren;
		} else if (message.noren === 'close') {
			close(true);
		} else if (message.noren === 'open' &&
			!matchMedia(full).matches) {
			open(); // as on the page before
		}
	}

	function harmless(fn) {
		return function () {
			try {
				fn.apply(null, arguments);
			} catch (e) {}
		};
	}

	var verbs = {
		open: open,
		close: close,
		on: function (event, fn) {
			listeners[event].push(fn);
		}
	};

	function begin(reply) {
		if (reply.show !== true)
			return;
		if (/^#[0-9a-f]{6}$/i.test(reply.accent))
			accent = reply.accent;
		if (document.readyState === 'loading')
			addEventListener('DOMContentLoaded', harmless(draw));
		else
			draw();
	}

	harmless(function () {
		moved();
		harmless(function () {
			away = localStorage.noren;
		})();
		window.noren = harmless(function (verb, a, b) {
			(verbs[verb] || report)(
				!a || JSON.parse(JSON.stringify(a)), b, verb);
		});
		window.noren.live = true;
		[].forEach.call(early && early.q || [], function (call) {
			window.noren.apply(null, call);
		});
		addEventListener('message', harmless(heard));
		var moves = window.navigation;
		if (moves)
			moves.addEventListener('currententrychange', moved);
		else
			setInterval(moved, 500);
		fetch(relay + '/v1/launcher/' + retailer).then(function (reply) {
			return reply.json();
		}).then(begin).catch(function () {});
	})();
})();
