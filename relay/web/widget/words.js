// SPDX-License-Identifier: MIT
// What the panel says, in both languages, and how it tells times. Parts that
// are loaded later bring words of their own.

const words = {
	en: {
		title: 'Chat',
		close: 'Close the chat',
		log: 'Messages',
		write: 'Write a message',
		send: 'Send',
		you: 'You',
		connecting: 'Connecting…',
		reconnecting: 'The connection was lost. Reconnecting…',
		here: 'We are here for you',
		away: 'Away at the moment',
		ringing: 'Calling somebody…',
		live: 'In the chat with you',
		back: 'Will be back in a moment',
		ended: 'The chat has ended',
		unavailable: 'The chat is not available at the moment.',
		hello: 'Hello! What can we do for you?',
		calling: 'We are calling somebody for you. One moment, please.',
		callingAgain:
			'We are calling somebody else for you. One moment, please.',
		joined: '{name} is here',
		taken_over: '{name} had to leave',
		transferred: '{name} is with you now',
		typing: '{name} is typing',
		somebody: 'An associate',
		sending: 'Sending…',
		waiting: 'Will be sent when we are back',
		sent: 'Sent',
		delivered: 'Delivered',
		read: 'Read',
		farewell: 'The chat has ended. Thank you for your visit.',
		again: 'Start a new chat',
		left: '{n} characters left',
		over: 'That is a little too long: please shorten it by {n}.',
		returned: 'Your last message was not sent. Here it is again.',
	},
	ja: {
		title: 'チャット',
		close: 'チャットを閉じる',
		log: 'メッセージ',
		write: 'メッセージを入力',
		send: '送信',
		you: 'お客さま',
		connecting: '接続しています…',
		reconnecting: '接続が切れました。再接続しています…',
		here: 'お気軽にご相談ください',
		away: 'ただいま席を外しております',
		ringing: '担当者を呼んでいます…',
		live: 'チャットでご案内しています',
		back: 'まもなく戻ります',
		ended: 'チャットは終了しました',
		unavailable: 'ただいまチャットをご利用いただけません。',
		hello: 'いらっしゃいませ。ご用件をお聞かせください。',
		calling: '担当者を呼んでおります。少々お待ちください。',
		callingAgain:
			'別の担当者を呼んでおります。少々お待ちください。',
		joined: '{name}が対応いたします',
		taken_over: '{name}は席を外しました',
		transferred: 'ここからは{name}がご案内します',
		typing: '{name}が入力しています',
		somebody: 'アソシエイト',
		sending: '送信中…',
		waiting: '再接続後に送信します',
		sent: '送信済み',
		delivered: '配信済み',
		read: '既読',
		farewell: 'チャットは終了しました。ご利用ありがとうございました。',
		again: '新しいチャットを始める',
		left: 'あと{n}文字',
		over: '少し長いようです。{n}文字減らしてください。',
		returned: '最後のメッセージは送信されませんでした。下に戻しました。',
	},
};

export const languages = Object.keys(words);

// Adds the words of a part that was loaded later.
export function learn(more) {
	for (const lang of languages) Object.assign(words[lang], more[lang]);
}

// The word, with what stands in {braces} filled in.
export function word(lang, key, values = {}) {
	return words[lang][key].replace(
		/\{(\w+)\}/g,
		(all, name) => values[name]
	);
}

export const HOUR = {hour: 'numeric', minute: '2-digit'};
const DAY = {...HOUR, month: 'short', day: 'numeric'};
const formats = new Map(); // they are few, and slow to make

export function format(lang, options, at) {
	const id = lang + JSON.stringify(options);
	if (!formats.has(id))
		formats.set(id, new Intl.DateTimeFormat(lang, options));
	return formats.get(id).format(at);
}

// When something was said: the hour, and the day if that was not today.
export function sayTime(lang, micros, now = Date.now()) {
	const at = new Date(micros / 1000);
	const today = at.toDateString() === new Date(now).toDateString();
	return format(lang, today ? HOUR : DAY, at);
}
