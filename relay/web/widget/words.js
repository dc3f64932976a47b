// SPDX-License-Identifier: MIT
// Everything that the panel says, in both languages, and how it tells times.

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
			'We are calling a colleague for you. One moment, please.',
		joined: '{name} is here',
		takenOver: '{name} had to leave',
		typing: '{name} is typing',
		somebody: 'An associate',
		sending: 'Sending…',
		waiting: 'Will be sent when we are back',
		sent: 'Sent',
		delivered: 'Delivered',
		read: 'Read',
		missed:
			'We are sorry: nobody could come to the chat. ' +
			'Leave us your message, and we will answer by e-mail.',
		closed:
			'We are closed. Leave us your message, ' +
			'and we will answer by e-mail.',
		nobody:
			'Nobody is free at this moment. Leave us your message, ' +
			'and we will answer by e-mail.',
		opens: ' We open again on {time}.',
		yourName: 'Your name (if you like)',
		yourAddress: 'Your e-mail address',
		yourMessage: 'Your message',
		leave: 'Leave the message',
		wrongAddress:
			'Please enter an e-mail address, so that we can answer.',
		wrongMessage: 'Please write your message.',
		wrongSending:
			'That did not work. Please try again in a moment.',
		thanks: 'Thank you. We have your message and will answer by e-mail.',
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
		takenOver: '{name}は席を外しました',
		typing: '{name}が入力しています',
		somebody: 'アソシエイト',
		sending: '送信中…',
		waiting: '再接続後に送信します',
		sent: '送信済み',
		delivered: '配信済み',
		read: '既読',
		missed:
			'申し訳ございません。ただいま担当者が応対できませんでした。' +
			'メッセージをお残しいただければ、メールでお返事いたします。',
		closed:
			'ただいま閉店中です。メッセージをお残しいただければ、' +
			'メールでお返事いたします。',
		nobody:
			'ただいま手の空いた担当者がおりません。' +
			'メッセージをお残しいただければ、メールでお返事いたします。',
		opens: '次の開店は{time}です。',
		yourName: 'お名前（任意）',
		yourAddress: 'メールアドレス',
		yourMessage: 'メッセージ',
		leave: 'メッセージを残す',
		wrongAddress: 'お返事のため、メールアドレスをご入力ください。',
		wrongMessage: 'メッセージをご入力ください。',
		wrongSending:
			'送信できませんでした。しばらくしてからお試しください。',
		thanks:
			'ありがとうございます。メッセージを承りました。' +
			'メールでお返事いたします。',
		farewell: 'チャットは終了しました。ご利用ありがとうございました。',
		again: '新しいチャットを始める',
		left: 'あと{n}文字',
		over: '少し長いようです。{n}文字減らしてください。',
		returned: '最後のメッセージは送信されませんでした。下に戻しました。',
	},
};

export const languages = Object.keys(words);

// The word, with what stands in {braces} filled in.
export function word(lang, key, values = {}) {
	return words[lang][key].replace(
		/\{(\w+)\}/g,
		(all, name) => values[name]
	);
}

const HOUR = {hour: 'numeric', minute: '2-digit'};
const DAY = {...HOUR, month: 'short', day: 'numeric'};
const OPENING = {
	...HOUR,
	weekday: 'long',
	month: 'long',
	day: 'numeric',
	timeZone: 'UTC',
};
const formats = new Map(); // they are few, and slow to make

function format(lang, options, at) {
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

// The next opening, which comes in the shop's own time: 2026-11-23T10:30.
export function sayOpening(lang, local) {
	const at = new Date(local + 'Z');
	return isNaN(at) ? '' : format(lang, OPENING, at);
}
