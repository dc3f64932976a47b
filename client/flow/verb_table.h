/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_VERB_TABLE_H
#define CLIENT_FLOW_VERB_TABLE_H

/*
 * Every verb of the flow language, declared once: the parser, the player's
 * dispatch, the nearest-verb advice and the list in norenflow(1) come from it.
 *
 * V(CODE, subject, expects, pattern, example, rules, help, in Japanese): words
 * of the pattern stand as they are, words in capitals are slots (verb.h), []
 * may be left out, | is between words of which one stands there.  The k-th slot
 * of the pattern is args[k] of the step, left out or not.  The first verb of a
 * pattern is in the third person; the plural, "does not", "is not" and "tries
 * to" are the parser's business, and so are "within SPAN", "on the second
 * device" and "in the second tab" at the end.
 *
 * What does (DOES) is over once the relay has answered each actor; an error
 * fails the step, unless they only tried to.  With several actors, all do it
 * before any answer is looked at.  What is seen (SEES) holds of each actor, or
 * of exactly as many as the step says, and on each of their devices that is
 * connected, or on the one that the step says.
 *
 * The Japanese is for stories (say.h): {0} is the first slot, what is in []
 * falls away with a slot in it that is empty.  What is done ends in a verb to
 * which ことを試みる can be added, what is seen in いる, which いない negates.
 */

/* clang-format off */
#define DOES false
#define SEES true
#define VERB_TABLE(V) \
	/* Time, the relay, the shop. */ \
	V(WAIT, NOBODY, DOES, "wait SPAN", "wait 90 s", "", \
		"Lets that much time pass: at once on a test clock, for real otherwise", \
		"{0}待つ") \
	V(AT, NOBODY, DOES, "at CLOCK", "at Friday 18:59", "B3", \
		"Moves a test clock on to the next such time; it never goes back", \
		"時計を{0}まで進める") \
	V(RELAY_KILLED, NOBODY, DOES, "the relay is killed", "the relay is killed", "D1 D10", \
		"Kills the relay without a warning; needs one that norenflow started", \
		"リレーを強制終了する") \
	V(RELAY_STARTS, NOBODY, DOES, "the relay starts again", "the relay starts again", "D1 D10", \
		"Starts it again; whoever was connected connects again and catches up", \
		"リレーを再び起動する") \
	V(SHOP_HOURS, NOBODY, DOES, "[the] shop is HOURS", "the shop is open Mon-Fri 10:00-19:00, Sat 11:00-02:00", "B2 B3 B4", \
		"Sets the shop's opening hours; a date is added to those of the week", \
		"店の営業時間を{0}にする") \
	V(GROUP_HOURS, NOBODY, DOES, "group GROUP is HOURS", "group ginza is open Mon-Fri 10:30-13:00 14:00-17:00", "B2 B3", \
		"Sets a group's own opening hours", \
		"グループ{0}の営業時間を{1}にする") \
	V(GREETING, NOBODY, DOES, "the greeting in LANGUAGE is TEXT", "the greeting in English is \"Hello {shopper}\"", "D3", \
		"Makes a greeting for shoppers who read English or Japanese, whose text may have the variables of noren(1)", \
		"{0}の挨拶文を{1}にする") \
	V(CATALOGUE, NOBODY, DOES, "[the] catalogue has TEXT [for MONEY] [with the barcode WORD]", "the catalogue has \"Tea whisk\" for 3,200 JPY", "F1 F3", \
		"Replaces the catalogue by a feed of all products that were named so far, and this one", \
		"カタログに{0}を加える[（価格{1}）][（バーコード{2}）]") \
	V(ERASED, NOBODY, DOES, "the data of PERSON are erased", "the data of Hana are erased", "J1", \
		"What is kept of the shopper is erased; whoever runs the relay finds them by a guest's number, an order or the address of an enquiry that the flow has seen", \
		"{0}のデータを消去する") \
	V(NOT_ERASED, NOBODY, DOES, "erasing the data of PERSON is refused as ERROR", "erasing the data of Hana is refused as in_a_chat", "J1", \
		"The same is tried, and the relay refuses it with that error name of noren-protocol(7)", \
		"{0}のデータの消去を試み、{1}として断られる") \
	V(CORRECTED, NOBODY, DOES, "the data of PERSON are corrected to the name TEXT", "the data of Hana are corrected to the name \"Hana Abe\"", "J1", \
		"The shopper, who is found like that, has this name from now on, wherever it stands", \
		"{0}のデータの名前を{1}に訂正する") \
	V(RETENTION, NOBODY, DOES, "chats are kept for NUMBER days|day", "chats are kept for 30 days", "J1", \
		"Sets for how long chats are kept", \
		"チャットの保存期間を{0}日にする") \
	V(EXPIRED, NOBODY, DOES, "what is past the retention is removed", "what is past the retention is removed", "J1", \
		"Does at once what the relay does by itself within the hour", \
		"保存期間を過ぎたものを削除する") \
	/* Coming and going. */ \
	V(SIGNS_IN, ASSOCIATE, DOES, "signs in", "Ken signs in on a second device", "A6", \
		"Signs in and is connected; whom the flow makes an associate does so unasked on the first device", \
		"サインインする") \
	V(OPENS, SHOPPER, DOES, "opens PATH [showing TEXT] [for MONEY] [of group GROUP]", "Hana opens /p/matcha-bowl showing \"Matcha bowl\" for 12,800 JPY", "C1 C4", \
		"Loads a page of the shop with the widget on it, in the place of what this tab showed; it may show a product, at a price, and name a group", \
		"{0}を開く[（商品{1}）][（価格{2}）][（グループ{3}）]") \
	V(GOES_TO, SHOPPER, DOES, "goes to PATH [showing TEXT] [for MONEY] [of group GROUP]", "Hana goes to /p/tea-whisk", "C2 D4 D9", \
		"Goes to another page without loading it anew, as shops in one page do", \
		"{0}に移る[（商品{1}）][（価格{2}）][（グループ{3}）]") \
	V(RELOADS, SHOPPER, DOES, "reloads", "Hana reloads", "D1 D10", \
		"Loads the same page again; the widget connects anew as the same shopper", \
		"ページを読み込み直す") \
	V(LEAVES, ANYBODY, DOES, "leaves", "Ken leaves", "B6 D10 D11", \
		"Closes the page, or the terminal, and stays away", \
		"立ち去る") \
	V(COMES_BACK, ANYBODY, DOES, "comes back", "Ken comes back", "B6 D1 D10", \
		"Connects again where it was left or lost, and catches up", \
		"戻ってくる") \
	V(GIVES_NAME, SHOPPER, DOES, "gives the name TEXT", "Hana gives the name \"Hana Sato\"", "C2", \
		"The shop's page says who the shopper is", \
		"{0}と名乗る") \
	/* Accounts. */ \
	V(SIGNS_IN_PASSWORD, ASSOCIATE, DOES, "signs in with the password [TEXT] [NUMBER times]", "Ken signs in with the password on a second device", "A3 A9", \
		"Signs in as people do, with the address and the password that are theirs now, or with another that is said", \
		"パスワード[{0}]で[{1}回]サインインする") \
	V(SIGNS_IN_WRONG, ASSOCIATE, DOES, "signs in with a wrong password [NUMBER times]", "Ken tries to sign in with a wrong password 6 times", "A9", \
		"The same with a password that is not theirs", \
		"誤ったパスワードで[{0}回]サインインする") \
	V(SIGNS_OUT, ASSOCIATE, DOES, "signs out", "Ken signs out on the second device", "A8", \
		"Ends the session of that device", \
		"サインアウトする") \
	V(SIGNS_OUT_DEVICE, ASSOCIATE, DOES, "signs out device NUMBER", "Ken signs out device 2", "A8", \
		"Ends the session of another device of theirs, which they find in the list of their sessions", \
		"{0}台目の端末をサインアウトさせる") \
	V(SIGNS_UP, ASSOCIATE, DOES, "signs up [with the invite TEXT] [as WORD] [with the password TEXT]", "Rin signs up as rin@shop.example with the password \"kettle on the hob\"", "A1 A2", \
		"A newcomer signs up with the invite that was issued last, under the name that the flow has for them; address and password are made up where they are not said", \
		"[招待コード{0}で]登録を申し込む[（アドレス{1}）][（パスワード{2}）]") \
	V(SIGNS_UP_OLD, ASSOCIATE, DOES, "signs up with the old invite", "Rin tries to sign up with the old invite", "A1", \
		"The same with the invite in whose place the last one was issued", \
		"古い招待コードで登録を申し込む") \
	V(SIGNS_UP_TAKEN, ASSOCIATE, DOES, "signs up with the address of PERSON", "Rin tries to sign up with the address of Ken", "A2", \
		"The same with an address that somebody else has", \
		"{0}のアドレスで登録を申し込む") \
	V(CONFIRMS, ASSOCIATE, DOES, "confirms the address [with the code TEXT]", "Rin confirms the address", "A2 A5", \
		"Enters the code that came for signing up, or for a new address", \
		"アドレスを[コード{0}で]確かめる") \
	V(CONFIRMS_WRONG, ASSOCIATE, DOES, "confirms the address with a wrong code [NUMBER times]", "Rin tries to confirm the address with a wrong code 5 times", "A2 A4 A5", \
		"Enters another code", \
		"誤ったコードで[{0}回]アドレスを確かめる") \
	V(FORGETS, ASSOCIATE, DOES, "forgets the password", "Ken forgets the password", "A4", \
		"Asks for a code to reset the password", \
		"パスワードを忘れて再設定を申し込む") \
	V(RESETS, ASSOCIATE, DOES, "resets the password to TEXT [with the code TEXT]", "Ken resets the password to \"kettle on the hob\"", "A4", \
		"Sets a new password with the code that came for that", \
		"[コード{1}で]パスワードを{0}に再設定する") \
	V(RESETS_WRONG, ASSOCIATE, DOES, "resets the password with a wrong code [NUMBER times]", "Ken tries to reset the password with a wrong code 5 times", "A4", \
		"Tries it with another code", \
		"誤ったコードで[{0}回]パスワードを再設定する") \
	V(CHANGES_NAME, ASSOCIATE, DOES, "changes the name to TEXT", "Ken changes the name to \"Ken Mori\"", "A5", \
		"Changes the display name", \
		"表示名を{0}に変える") \
	V(CHANGES_ADDRESS, ASSOCIATE, DOES, "changes the address to WORD", "Ken changes the address to ken@shop.example", "A5", \
		"Asks for a new address, which counts once it is confirmed", \
		"アドレスを{0}に変える") \
	V(CHANGES_ADDRESS_TAKEN, ASSOCIATE, DOES, "changes the address to that of PERSON", "Ken tries to change the address to that of Mio", "A2 A5", \
		"The same with an address that somebody else has", \
		"アドレスを{0}のアドレスに変える") \
	V(CHANGES_PASSWORD, ASSOCIATE, DOES, "changes the password to TEXT", "Ken changes the password to \"kettle on the hob\"", "A4", \
		"Changes the password, giving the present one", \
		"パスワードを{0}に変える") \
	V(CHANGES_PASSWORD_FROM, ASSOCIATE, DOES, "changes the password from TEXT to TEXT", "Ken tries to change the password from \"no idea at all\" to \"kettle on the hob\"", "A4", \
		"The same, giving that for the present one", \
		"パスワードを{0}から{1}に変える") \
	/* Managers. */ \
	V(INVITES, ASSOCIATE, DOES, "issues an invite [of group GROUP] [for NUMBER people|person] [good for SPAN]", "Aya issues an invite of group ginza for 2 people good for 3 days", "A1 I1", \
		"Issues an invite code", \
		"招待コードを発行する[（グループ{0}）][（{1}人まで）][（有効期間{2}）]") \
	V(WITHDRAWS, ASSOCIATE, DOES, "withdraws the invite", "Aya withdraws the invite", "A1 I1", \
		"Withdraws the invite that was issued last", \
		"招待コードを取り消す") \
	V(REPLACES, ASSOCIATE, DOES, "replaces the invite", "Aya replaces the invite", "A1 I1", \
		"Withdraws it and issues another like it", \
		"招待コードを差し替える") \
	V(PROMOTES, ASSOCIATE, DOES, "promotes PERSON", "Aya promotes Ken", "I1", \
		"Gives a colleague the rights of a manager", \
		"{0}をマネージャーにする") \
	V(DEMOTES, ASSOCIATE, DOES, "demotes PERSON", "Aya demotes Ken", "I1", \
		"Takes them away", \
		"{0}をマネージャーから外す") \
	V(SIGNS_OUT_PERSON, ASSOCIATE, DOES, "signs out PERSON", "Aya signs out Ken", "A8 I1", \
		"Ends all sessions of a colleague", \
		"{0}をすべての端末でサインアウトさせる") \
	V(REMOVES, ASSOCIATE, DOES, "removes PERSON", "Aya removes Ken", "I1", \
		"Takes the account of a colleague away", \
		"{0}のアカウントを削除する") \
	V(HANDS_CODE, ASSOCIATE, DOES, "hands PERSON the code", "Aya hands Ken the code", "A2 A4", \
		"Makes the code that a colleague waits for anew, and tells it to them", \
		"{0}にコードを伝える") \
	V(UNLOCKS, ASSOCIATE, DOES, "unlocks PERSON", "Aya unlocks Ken", "A4", \
		"Lets codes of a colleague count again, after too many wrong ones", \
		"{0}のロックを解除する") \
	V(SETS_HOURS, ASSOCIATE, DOES, "sets the shop to HOURS", "Aya sets the shop to open Mon-Fri 10:00-19:00", "B3 I1", \
		"Sets the opening hours, as [the] shop is HOURS does", \
		"店の営業時間を{0}にする") \
	V(SETS_GROUP_HOURS, ASSOCIATE, DOES, "sets group GROUP to HOURS", "Aya sets group ginza to open Mon-Fri 10:30-13:00", "B3 I1", \
		"Sets the opening hours of a group", \
		"グループ{0}の営業時間を{1}にする") \
	V(SETS_GREETING, ASSOCIATE, DOES, "sets the greeting in LANGUAGE to TEXT", "Aya sets the greeting in English to \"Hello {shopper}\"", "D3 I1", \
		"Makes a greeting", \
		"{0}の挨拶文を{1}にする") \
	/* Availability and requests. */ \
	V(GOES_AVAILABLE, ASSOCIATE, DOES, "goes available", "Ken goes available", "B1 B2", \
		"Goes available", \
		"対応可にする") \
	V(GOES_UNAVAILABLE, ASSOCIATE, DOES, "goes unavailable", "Ken goes unavailable", "B1", \
		"Goes unavailable", \
		"対応不可にする") \
	V(SAYS, ANYBODY, DOES, "says TEXT", "Hana says \"Is it in stock?\"", "C1 D1", \
		"Says it in the chat; a shopper without a chat makes a request with it", \
		"{0}と言う") \
	V(ACCEPTS, ASSOCIATE, DOES, "accepts [PERSON]", "Ken accepts", "C3", \
		"Accepts the chat that rings: that shopper's, or the one that has rung longest", \
		"[{0}の]チャットに応じる") \
	V(PASSES, ASSOCIATE, DOES, "passes [PERSON]", "Ken passes", "C5", \
		"Passes the chat that rings to somebody else", \
		"[{0}の]チャットを見送る") \
	V(ENQUIRES, SHOPPER, DOES, "leaves the enquiry TEXT [from WORD]", "Hana leaves the enquiry \"When is it back?\" from hana@example.com", "C8 C9", \
		"Sends the form; without an address it is one made of the name", \
		"お問い合わせ{0}を残す[（連絡先{1}）]") \
	V(TAKES_UP, ASSOCIATE, DOES, "takes up the enquiry of PERSON", "Ken takes up the enquiry of Hana", "C9", \
		"Takes up the oldest enquiry that waits of that shopper", \
		"{0}のお問い合わせを引き受ける") \
	V(PUTS_BACK, ASSOCIATE, DOES, "puts back the enquiry of PERSON", "Ken puts back the enquiry of Hana", "C9", \
		"Puts back what they have taken up, for somebody else", \
		"{0}のお問い合わせを戻す") \
	V(ANSWERS, ASSOCIATE, DOES, "answers the enquiry of PERSON [saying TEXT]", "Ken answers the enquiry of Hana saying \"Called her\"", "C9", \
		"Notes it as answered, with a line for colleagues: flows send no mail", \
		"{0}のお問い合わせに回答する[（メモ{1}）]") \
	/* In a chat. */ \
	V(TYPES, ANYBODY, DOES, "types", "Hana types", "D2", \
		"Types, and sends nothing", \
		"入力している様子を見せる") \
	V(READS, ANYBODY, DOES, "reads", "Ken reads", "D1", \
		"Reads the chat to its end; what came is marked delivered unasked, but never read", \
		"チャットを終わりまで読む") \
	V(ENDS, ASSOCIATE, DOES, "ends the chat", "Ken ends the chat", "D7", \
		"Ends the chat", \
		"チャットを終了する") \
	V(SENDS_GREETING, ASSOCIATE, DOES, "sends the greeting", "Ken sends the greeting", "D3", \
		"Says what the greeting offers", \
		"挨拶文を送る") \
	V(TRANSFERS, ASSOCIATE, DOES, "transfers to PERSON [saying TEXT]", "Ken transfers to Mio saying \"She knows the glaze\"", "D8", \
		"Transfers the chat to a colleague, with a note that only colleagues see", \
		"{0}に転送する[（メモ{1}）]") \
	V(TRANSFERS_GROUP, ASSOCIATE, DOES, "transfers to group GROUP [saying TEXT]", "Ken transfers to group ginza", "D8", \
		"Transfers the chat to a group", \
		"グループ{0}に転送する[（メモ{1}）]") \
	V(CALLS_BACK, ASSOCIATE, DOES, "calls the chat back", "Ken calls the chat back", "D8", \
		"Keeps the chat that is being transferred", \
		"転送を取り消す") \
	V(BLOCKS, ASSOCIATE, DOES, "blocks PERSON because TEXT", "Ken blocks Hana because \"Insults\"", "D9", \
		"Blocks the shopper of the chat", \
		"{0}をブロックする（理由{1}）") \
	V(UNBLOCKS, ASSOCIATE, DOES, "lifts the block of PERSON", "Aya lifts the block of Hana", "D9", \
		"Lifts a block; managers may", \
		"{0}のブロックを解除する") \
	V(RECOMMENDS, ASSOCIATE, DOES, "recommends TEXT [for MONEY] [saying TEXT]", "Ken recommends \"Tea whisk\" for 3,200 JPY", "D4 D5", \
		"Recommends a product in the chat, with a line of text", \
		"商品{0}を薦める[（価格{1}）][（ひとこと{2}）]") \
	V(LOOKS_FOR, ASSOCIATE, DOES, "looks for TEXT", "Ken looks for \"whisk\"", "F1", \
		"Looks for products in the catalogue, as one types", \
		"カタログで{0}を探す") \
	V(SCANS, ASSOCIATE, DOES, "scans the barcode WORD", "Ken scans the barcode 4901234567894", "F4", \
		"Looks for the product that has this barcode", \
		"バーコード{0}を読み取る") \
	V(SENDS_PICTURE, ANYBODY, DOES, "sends a picture", "Hana sends a picture", "D6", \
		"Uploads a small PNG picture and shows it in the chat", \
		"画像を送る") \
	V(SENDS_OTHER, ANYBODY, DOES, "sends a file that is no picture", "Hana tries to send a file that is no picture", "D6", \
		"The same with a text file that is called picture.png", \
		"画像ではないファイルを送る") \
	/* In the shop. */ \
	V(VIEWS, SHOPPER, DOES, "views TEXT [for MONEY]", "Hana views \"Tea whisk\" for 3,200 JPY", "D4", \
		"The page reports that the shopper views a product", \
		"商品{0}を見る[（価格{1}）]") \
	V(PUTS_IN, SHOPPER, DOES, "puts [NUMBER] TEXT in the cart", "Hana puts 2 \"Tea whisk\" in the cart", "D4", \
		"Puts it in the cart; one, if no number is said", \
		"{1}を[{0}点]カートに入れる") \
	V(TAKES_OUT, SHOPPER, DOES, "takes [NUMBER] TEXT out of the cart", "Hana takes \"Tea whisk\" out of the cart", "D4", \
		"Takes it out of the cart", \
		"{1}を[{0}点]カートから出す") \
	V(CHECKS_OUT, SHOPPER, DOES, "goes to the till", "Hana goes to the till", "D4", \
		"Goes to the till", \
		"レジに進む") \
	V(BUYS, SHOPPER, DOES, "buys order ORDER for MONEY", "Hana buys order A-17 for 12,800 JPY", "D4 E1 E2", \
		"Buys, under that order number, for that much in all", \
		"注文{0}を{1}で購入する") \
	V(LOOKS_AT_SALE, ASSOCIATE, DOES, "looks at the sale ORDER", "Ken looks at the sale A-17", "E3", \
		"Opens the chat that the sale is credited for, which marks it as seen", \
		"売上{0}を確認する") \
	V(LOOKS_INTO_ARCHIVE, ASSOCIATE, DOES, "looks into the archive [for TEXT]", "Ken looks into the archive for \"glaze\"", "E3 J1", \
		"Asks for their own chats and missed ones; for those that have all these words", \
		"アーカイブ[を{0}で検索し、結果]を確認する") \
	V(LOOKS_INTO_TEAM, ASSOCIATE, DOES, "looks into the archive of the team [for TEXT]", "Aya looks into the archive of the team", "E3 I1", \
		"The same for everybody's chats; managers may", \
		"チーム全体のアーカイブ[を{0}で検索し、結果]を確認する") \
	V(CLAIMS, ASSOCIATE, DOES, "claims order ORDER for MONEY", "Ken claims order A-17 for 12,800 JPY", "E5", \
		"Claims it as a sale of theirs that is missing, bought just now", \
		"注文{0}（{1}）を売上として申請する") \
	V(GRANTS, ASSOCIATE, DOES, "grants the claim of order ORDER [because TEXT]", "Aya grants the claim of order A-17", "E5", \
		"Makes it a sale of whoever claims it; managers may", \
		"注文{0}の申請を承認する[（理由{1}）]") \
	V(REFUSES, ASSOCIATE, DOES, "refuses the claim of order ORDER because TEXT", "Aya refuses the claim of order A-17 because \"No chat\"", "E5", \
		"Refuses it; managers may", \
		"注文{0}の申請を却下する（理由{1}）") \
	V(RATES, SHOPPER, DOES, "rates the chat NUMBER stars|star [saying TEXT]", "Hana rates the chat 5 stars saying \"Very kind\"", "E4", \
		"Rates the chat that has ended, as the relay has asked", \
		"チャットを星{0}つで評価する[（{1}）]") \
	V(DECLINES, SHOPPER, DOES, "declines to rate the chat", "Hana declines to rate the chat", "E4", \
		"Would rather not say, and is not asked again", \
		"チャットの評価を断る") \
	V(LOOKS_AT_FIGURES, ASSOCIATE, DOES, "looks at the figures of NUMBER days|day", "Ken looks at the figures of 7 days", "E4", \
		"Asks for their own figures of 1, 7 or 30 days", \
		"{0}日間の業績を確認する") \
	/* Faults. */ \
	V(LOSES_CONNECTION, ANYBODY, DOES, "loses connection", "Ken loses connection", "B6 D10 D11", \
		"Every connection breaks without a word; until they come back", \
		"接続を失う") \
	V(DELAYED, ANYBODY, DOES, "'s connection is delayed by SPAN", "Ken's connection is delayed by 300 ms", "D1", \
		"Whatever comes or goes from now on takes that much longer, in real time", \
		"接続は{0}遅れるようになる") \
	V(DUPLICATES, ANYBODY, DOES, "'s connection duplicates", "Hana's connection duplicates", "D1", \
		"Whatever they send from now on is sent twice", \
		"接続は送るものを二重にするようになる") \
	V(REORDERS, ANYBODY, DOES, "'s connection reorders", "Hana's connection reorders", "D1", \
		"Of each two messages that they send from now on, the later goes first", \
		"接続は送る順を入れ替えるようになる") \
	V(RECOVERS, ANYBODY, DOES, "'s connection recovers", "Hana's connection recovers", "D1", \
		"No fault any more; one that was lost is connected again", \
		"接続は元どおりになる") \
	/* Seen of availability. */ \
	V(IS_CONNECTED, ANYBODY, SEES, "is connected", "Ken is connected", "D10", \
		"Is connected and has been told all that is true", \
		"接続している") \
	V(IS_AVAILABLE, ASSOCIATE, SEES, "is available", "Ken is available", "B1 B4 B5 B6", \
		"Takes new chats", \
		"対応可になっている") \
	V(IS_UNAVAILABLE, ASSOCIATE, SEES, "is unavailable [because of REASON]", "Ken is unavailable because of 3 misses", "B1 B4 B5 B6", \
		"Takes none, and sees why", \
		"[{0}のため]対応不可になっている") \
	V(HAS_MISSES, ASSOCIATE, SEES, "has NUMBER misses|miss", "Ken has 1 miss", "B5 C7", \
		"Has missed that many chats in a row", \
		"続けて{0}回、不在にしている") \
	V(SEES_OPEN, ANYBODY, SEES, "sees open [until CLOCK]", "Hana sees open until Friday 19:00", "B2 B3", \
		"Sees that the shop, or the group, is open, and until when", \
		"[{0}まで]開店中と表示されている") \
	V(SEES_CLOSED, ANYBODY, SEES, "sees closed [until CLOCK]", "Ken sees closed until Monday 10:00", "B2 B3 B4 C9", \
		"Sees that it is closed, and when it opens next", \
		"[{0}まで]閉店中と表示されている") \
	V(SEES_NOTICE, SHOPPER, SEES, "sees the notice TEXT", "Hana sees the notice \"Stocktaking\"", "B3", \
		"Sees what the shop says about today", \
		"お知らせ{0}を目にしている") \
	V(SEES_SOMEBODY, SHOPPER, SEES, "sees somebody available", "Hana sees somebody available", "C9", \
		"Sees that somebody is available for the page", \
		"対応できる人がいると表示されている") \
	V(SEES_FORM, SHOPPER, SEES, "sees the form", "Hana sees the form", "C8 C9", \
		"Is offered the form for an enquiry: closed, or nobody is available, or the chat was missed", \
		"お問い合わせフォームを目にしている") \
	V(SEES_WIDGET, SHOPPER, SEES, "sees the widget", "Hana does not see the widget", "D9", \
		"Sees the widget on the page", \
		"ウィジェットを目にしている") \
	/* Seen of requests. */ \
	V(IS_RUNG, ASSOCIATE, SEES, "is rung [for PERSON] [with SPAN left]", "Ken and Mio are rung within 1 s", "C1 C2 C5 C6", \
		"A chat rings, that shopper's if one is named, with that much time left, give or take 2 s", \
		"[{0}からの]着信[（残り{1}）]を受けている") \
	V(IS_RUNG_BY, ASSOCIATE, SEES, "is rung for PERSON by PERSON [saying TEXT]", "Mio is rung for Hana by Ken saying \"She knows the glaze\"", "D8", \
		"A chat rings that a colleague transfers, with that note", \
		"{1}から転送された{0}の着信[（メモ{2}）]を受けている") \
	V(TAKES_OVER, ASSOCIATE, SEES, "is rung to take over PERSON", "Mio is rung to take over Hana", "D10", \
		"A chat rings whose associate was gone too long", \
		"{0}を引き継ぐ着信を受けている") \
	V(SEES_TAKEN, ASSOCIATE, SEES, "sees taken by PERSON", "Mio sees taken by Ken", "C3", \
		"What rang last is over, because a colleague was first", \
		"{0}が先に応じたと表示されている") \
	V(CHAT_RINGS, SHOPPER, SEES, "'s chat is ringing", "Hana's chat is ringing", "C1 D10", \
		"The shopper sees that somebody is being looked for", \
		"チャットは相手を呼び出している") \
	V(CHAT_WITH, SHOPPER, SEES, "'s chat is with PERSON", "Hana's chat is with Ken", "C3 D7 D8", \
		"The shopper and that associate both see that they are in the same live chat", \
		"チャットは{0}が受け持っている") \
	V(CHAT_MISSED, SHOPPER, SEES, "'s chat is missed", "Hana's chat is missed", "C7 C8", \
		"The shopper sees that nobody could answer", \
		"チャットは不在になっている") \
	V(CHAT_ENDED, ANYBODY, SEES, "'s chat has ended", "Hana's chat has ended", "D7", \
		"Sees that the last chat was ended by the associate", \
		"チャットは終了している") \
	V(CHAT_LEFT, ANYBODY, SEES, "'s chat is over because the shopper left", "Ken's chat is over because the shopper left", "D11", \
		"Sees that the last chat is over, because its shopper was gone too long", \
		"チャットはお客さまが去って終わっている") \
	V(HAS_NO_CHAT, ANYBODY, SEES, "has no chat", "Ken has no chat", "C4 D7", \
		"Has no live chat, and a shopper none that rings", \
		"チャットを持たずにいる") \
	V(SEES_ENQUIRY, ASSOCIATE, SEES, "sees the enquiry of PERSON", "Ken sees the enquiry of Hana", "C8 C9", \
		"Finds it among the enquiries that wait", \
		"{0}のお問い合わせを目にしている") \
	V(SEES_TAKEN_UP, ASSOCIATE, SEES, "sees the enquiry of PERSON taken up by PERSON", "Mio sees the enquiry of Hana taken up by Ken", "C9", \
		"Sees who has taken it up", \
		"{0}のお問い合わせを{1}が引き受けたと表示されている") \
	V(SEES_ANSWERED, ASSOCIATE, SEES, "sees the enquiry of PERSON answered", "Mio sees the enquiry of Hana answered", "C9", \
		"It waits no longer", \
		"{0}のお問い合わせが回答済みと表示されている") \
	V(IS_REFUSED, ANYBODY, SEES, "is refused [as ERROR]", "Mio is refused as taken", "C3 C4 B2", \
		"What they did, or tried to, last was refused, with that error name of noren-protocol(7)", \
		"[{0}として]断られている") \
	/* Seen of accounts, and by managers. */ \
	V(HAS_CODE, ASSOCIATE, SEES, "has a code", "Rin has a code", "A2 A4 A5", \
		"Has been given a code that counts for the address", \
		"コードを受け取っている") \
	V(IS_SIGNED_OUT, ASSOCIATE, SEES, "is signed out", "Ken is signed out on the second device within 1 s", "A4 A8 I1", \
		"The relay has closed the connection, because the session has ended", \
		"サインアウトされている") \
	V(IS_MANAGER, ASSOCIATE, SEES, "is a manager", "Ken is a manager", "I1", \
		"Has the rights of a manager", \
		"マネージャーになっている") \
	V(HAS_SESSIONS, ASSOCIATE, SEES, "has NUMBER sessions|session", "Ken has 2 sessions", "A8", \
		"Finds so many in the list of their sessions", \
		"セッションを{0}件持っている") \
	V(HAS_NAME, ASSOCIATE, SEES, "has the name TEXT", "Ken has the name \"Ken Mori\"", "A5", \
		"The account has that display name", \
		"アカウントの表示名は{0}になっている") \
	V(HAS_ADDRESS, ASSOCIATE, SEES, "has the address WORD", "Ken has the address ken@shop.example", "A5", \
		"The account has that address", \
		"アカウントのアドレスは{0}になっている") \
	V(SEES_INVITE, ASSOCIATE, SEES, "sees that the invite is STANDING", "Aya sees that the invite is expired", "A1 I1", \
		"Finds the invite that was issued last in the list of them", \
		"招待コードは{0}と表示されている") \
	V(SEES_MATE, ASSOCIATE, SEES, "sees in the team that PERSON is STATE [because of REASON]", "Aya sees in the team that Ken is unavailable because of their choice", "I1", \
		"Sees what a colleague is doing now", \
		"チーム一覧に{0}は{1}[（理由は{2}）]と表示されている") \
	V(SEES_MATE_CHATS, ASSOCIATE, SEES, "sees in the team that PERSON has NUMBER chats|chat", "Aya sees in the team that Ken has 1 chat", "I1", \
		"Sees how many chats a colleague has accepted today", \
		"チーム一覧に{0}の今日のチャットは{1}件と表示されている") \
	V(SEES_AUDIT, ASSOCIATE, SEES, "sees in the audit log WORD [by PERSON] [about PERSON] [NUMBER times]", "Aya sees in the audit log sign_in_failed about Ken 5 times", "A9 I1 J3", \
		"Finds such a line in the audit log, in the words of norenctl(1), at least once, or so often", \
		"監査ログに{0}の行[（{1}による）][（{2}について）]を[{3}回]見ている") \
	V(SEES_AUDIT_TEXT, ASSOCIATE, SEES, "sees in the audit log TEXT", "Aya does not see in the audit log \"Is it in stock?\"", "J3", \
		"Finds that text anywhere in the audit log", \
		"監査ログに文言{0}を見ている") \
	/* Seen in a chat. */ \
	V(SEES_TEXT, ANYBODY, SEES, "sees TEXT", "Ken sees \"Is it in stock?\"", "C2 D1 D8", \
		"It stands in the chat, or in what rings: words, the shopper's name, the page's title, the product", \
		"{0}を目にしている") \
	V(SEES_ONCE, ANYBODY, SEES, "sees TEXT once", "Ken sees \"Is it in stock?\" once", "D1", \
		"Of all that stands in the chat exactly one entry is that text", \
		"{0}を一度だけ目にしている") \
	V(SEES_BEFORE, ANYBODY, SEES, "sees TEXT before TEXT", "Ken sees \"One\" before \"Two\"", "D1", \
		"Both stand in the chat, in this order", \
		"{0}を{1}より前に目にしている") \
	V(SEES_SENT, ANYBODY, SEES, "sees sent", "Hana sees sent", "D1", \
		"What they said last is kept by the relay", \
		"送信済みの印を目にしている") \
	V(SEES_DELIVERED, ANYBODY, SEES, "sees delivered", "Hana sees delivered", "D1", \
		"What they said last has reached the other side", \
		"配信済みの印を目にしている") \
	V(SEES_READ, ANYBODY, SEES, "sees read", "Hana sees read", "D1", \
		"What they said last has been read", \
		"既読の印を目にしている") \
	V(SEES_TYPING, ANYBODY, SEES, "sees PERSON typing", "Ken sees Hana typing", "D2", \
		"Sees that the other side is typing, and has been in the last 5 s", \
		"{0}が入力中と表示されている") \
	V(SEES_AWAY, ANYBODY, SEES, "sees PERSON away", "Hana sees Ken away", "D10", \
		"Sees that the other side has no connection", \
		"{0}が不在と表示されている") \
	V(IS_OFFERED, ASSOCIATE, SEES, "is offered TEXT", "Ken is offered \"Hello Hana\"", "D3", \
		"The greeting that one key would send has that text", \
		"挨拶文{0}を示されている") \
	V(SEES_TRANSFER, ASSOCIATE, SEES, "sees the transfer taken by PERSON", "Ken sees the transfer taken by Mio", "D8", \
		"Sees who accepted what they transferred", \
		"転送に{0}が応じたと表示されている") \
	V(SEES_NO_TRANSFER, ASSOCIATE, SEES, "sees the transfer fail", "Ken sees the transfer fail", "D8", \
		"Sees that nobody accepted, or all have passed: the chat stays", \
		"転送に誰も応じなかったと表示されている") \
	V(SEES_BLOCKED, ASSOCIATE, SEES, "sees PERSON blocked by PERSON [because TEXT]", "Aya sees Hana blocked by Ken because \"Insults\"", "D9", \
		"A manager is told of a block that still stands", \
		"{1}が{0}をブロックした[（理由{2}）]と知らされている") \
	V(SEES_PAGE, ASSOCIATE, SEES, "sees PERSON on PATH", "Ken sees Hana on /p/tea-whisk", "C2 D4", \
		"Sees which page the shopper of the chat, or of what rings, looks at", \
		"{0}が{1}にいると表示されている") \
	V(SEES_VIEW, ASSOCIATE, SEES, "sees PERSON view TEXT", "Ken sees Hana view \"Tea whisk\"", "D4", \
		"It stands in the chat that the shopper viewed that product", \
		"{0}が商品{1}を見たと表示されている") \
	V(SEES_VIEW_RECOMMENDED, ASSOCIATE, SEES, "sees PERSON view the recommended TEXT", "Ken sees Hana view the recommended \"Tea whisk\"", "D4", \
		"The same, and that an associate had recommended it", \
		"{0}が薦められた商品{1}を見たと表示されている") \
	V(SEES_PUT_IN, ASSOCIATE, SEES, "sees PERSON put [NUMBER] TEXT in the cart", "Ken sees Hana put 2 \"Tea whisk\" in the cart", "D4", \
		"It stands in the chat that the shopper put it in the cart", \
		"{0}が{2}を[{1}点]カートに入れたと表示されている") \
	V(SEES_TAKE_OUT, ASSOCIATE, SEES, "sees PERSON take [NUMBER] TEXT out of the cart", "Ken sees Hana take \"Tea whisk\" out of the cart", "D4", \
		"It stands in the chat that the shopper took it out", \
		"{0}が{2}を[{1}点]カートから出したと表示されている") \
	V(SEES_CHECK_OUT, ASSOCIATE, SEES, "sees PERSON at the till", "Ken sees Hana at the till", "D4", \
		"It stands in the chat that the shopper went to the till", \
		"{0}がレジに進んだと表示されている") \
	V(SEES_BUY, ASSOCIATE, SEES, "sees PERSON buy ORDER [for MONEY]", "Ken sees Hana buy A-17 for 12,800 JPY", "D4", \
		"It stands in the chat that the shopper bought, with the order number and the total", \
		"{0}が注文{1}を[{2}で]購入したと表示されている") \
	V(SEES_CARD, ANYBODY, SEES, "sees the card TEXT [for MONEY]", "Hana sees the card \"Tea whisk\" for 3,200 JPY", "D5", \
		"A recommended product stands in the chat", \
		"商品カード{0}[（価格{1}）]を目にしている") \
	V(SEES_PICTURE, ANYBODY, SEES, "sees the picture", "Ken sees the picture", "D6", \
		"A picture stands in the chat", \
		"画像を目にしている") \
	V(FINDS, ASSOCIATE, SEES, "finds TEXT [for MONEY]", "Ken finds \"Tea whisk\" for 3,200 JPY", "F1 F2 F4", \
		"This product is among what was looked for last", \
		"{0}[（価格{1}）]が見つかっている") \
	V(FINDS_FIRST, ASSOCIATE, SEES, "finds TEXT first", "Ken finds \"Tea whisk\" first", "F1", \
		"It is the best of them", \
		"{0}が最初に見つかっている") \
	V(FINDS_NUMBER, ASSOCIATE, SEES, "finds NUMBER products|product", "Ken finds 2 products", "F1", \
		"As many products match what was looked for last", \
		"商品が{0}点見つかっている") \
	V(SEES_SALE, ASSOCIATE, SEES, "sees the sale ORDER [of PERSON] [for MONEY]", "Ken sees the sale A-17 of Hana for 12,800 JPY", "E1 E2", \
		"The order is a sale of theirs, bought by that shopper, for that much", \
		"[{1}の]売上{0}[（{2}）]を目にしている") \
	V(SEES_NEW_SALE, ASSOCIATE, SEES, "sees the new sale ORDER", "Ken sees the new sale A-17 on the second device", "E3", \
		"The same, and nobody has looked at it yet", \
		"新しい売上{0}を目にしている") \
	V(ARCHIVED, ASSOCIATE, SEES, "sees in the archive the chat of PERSON [with PERSON] [under the name TEXT] [with NUMBER sales|sale]", "Ken sees in the archive the chat of Hana with 1 sale", "E3 J1", \
		"A chat of that shopper is among what they looked for last in the archive: that colleague had it, the shopper has that name there, so many sales are credited to it", \
		"アーカイブに、{0}のチャット[（担当{1}）][（名前{2}）][（売上{3}件）]を目にしている") \
	V(ARCHIVED_MISSED, ASSOCIATE, SEES, "sees in the archive the missed chat of PERSON", "Ken sees in the archive the missed chat of Hana", "E3", \
		"One that nobody accepted is", \
		"アーカイブに、{0}の不在チャットを目にしている") \
	V(ARCHIVED_ERASED, ASSOCIATE, SEES, "sees in the archive the erased chat of PERSON [with NUMBER sales|sale]", "Ken sees in the archive the erased chat of Hana", "J1", \
		"One is there, without a name and without a word", \
		"アーカイブに、消去された{0}のチャット[（売上{1}件）]を目にしている") \
	V(ARCHIVED_NUMBER, ASSOCIATE, SEES, "sees in the archive NUMBER chats|chat", "Ken sees in the archive 2 chats", "E3", \
		"As many chats are", \
		"アーカイブに、チャットを{0}件目にしている") \
	V(SEES_SAVED, ASSOCIATE, SEES, "sees in the saved archive TEXT", "Ken does not see in the saved archive \"glaze\"", "J2 J1", \
		"Saves their own chats and missed ones, and finds that text in it", \
		"保存したアーカイブに、{0}を目にしている") \
	V(SEES_SAVED_TEAM, ASSOCIATE, SEES, "sees in the saved archive of the team TEXT", "Aya sees in the saved archive of the team \"glaze\"", "J2 I1", \
		"The same with everybody's chats; managers may", \
		"保存したチーム全体のアーカイブに、{0}を目にしている") \
	V(SEES_GRANTED, ASSOCIATE, SEES, "sees the claim of order ORDER granted", "Ken sees the claim of order A-17 granted", "E5", \
		"Their claim of that order was granted", \
		"注文{0}の申請が承認されたと表示されている") \
	V(SEES_REFUSED, ASSOCIATE, SEES, "sees the claim of order ORDER refused", "Ken sees the claim of order A-17 refused", "E5", \
		"Their claim of that order was refused", \
		"注文{0}の申請が却下されたと表示されている") \
	V(IS_ASKED, SHOPPER, SEES, "is asked to rate the chat", "Hana is asked to rate the chat", "E4", \
		"There is a chat that has ended and may be rated", \
		"チャットの評価を求められている") \
	V(SEES_RATING, ASSOCIATE, SEES, "sees NUMBER stars|star of PERSON [saying TEXT]", "Ken sees 5 stars of Hana saying \"Very kind\"", "E4", \
		"The shopper's last rating of a chat of theirs", \
		"{1}の評価、星{0}つ[（{2}）]を目にしている") \
	V(HAS_FIGURES, ASSOCIATE, SEES, "has NUMBER chats|chat and NUMBER missed in the figures [with NUMBER sales|sale]", "Ken has 2 chats and 1 missed in the figures with 1 sale", "E4", \
		"As the figures were that they looked at last", \
		"業績が対応{0}件、不在{1}件[、売上{2}件]になっている") \
	V(HAS_RATING, ASSOCIATE, SEES, "has NUMBER ratings|rating of NUMBER stars|star in all in the figures", "Ken has 2 ratings of 9 stars in all in the figures", "E4", \
		"The same: how many shoppers rated, and the sum of their stars", \
		"業績の評価が{0}件、星が合計{1}つになっている") \
	V(HAS_SALES, ASSOCIATE, SEES, "has NUMBER sales|sale [worth MONEY]", "Ken has 1 sale worth 12,800 JPY", "E1 E2", \
		"As many sales are theirs, cancelled ones not counted; worth that much together in that currency", \
		"売上が{0}件[（合計{1}）]になっている")
/* clang-format on */

#endif
