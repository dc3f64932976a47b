/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_COVER_TABLE_H
#define CLIENT_FLOW_COVER_TABLE_H

/*
 * Every rule of the shop floor: R(letter, number, state, title, in Japanese).
 * BUILT: the relay keeps it, and a flow must show it.  SCREEN: it is built, and
 * a screen's or a page's own, so that other tests show it.  LATER: not built.
 */

/* clang-format off */
#define COVER_TABLE(R) \
	R(A, 1, BUILT,  "Signing up with an invite code", "招待コードで登録する") \
	R(A, 2, BUILT,  "The address is the username, proven by a code", "アドレスはコードで確かめたユーザー名") \
	R(A, 3, BUILT,  "Sign-in asks for the address, then the password", "サインインはアドレス、次にパスワード") \
	R(A, 4, BUILT,  "A forgotten password is reset by mail", "忘れたパスワードはメールで再設定") \
	R(A, 5, BUILT,  "Address and name can be changed", "アドレスと表示名は変えられる") \
	R(A, 6, BUILT,  "Several devices, one associate", "複数の端末でも一人のアソシエイト") \
	R(A, 7, SCREEN, "A client that is too old is told so", "古いクライアントには更新を促す") \
	R(A, 8, BUILT,  "Sessions are listed, signed out one by one, and lock", "セッションは一覧から一つずつ終了でき、放置すればロックする") \
	R(A, 9, BUILT,  "Wrong passwords slow down, but not on a known device", "誤ったパスワードは遅くなるが、いつもの端末なら入れる") \
	R(B, 1, BUILT,  "Available or not, by one key, on all devices", "対応可と対応不可を一つのキーで") \
	R(B, 2, BUILT,  "Going available works when open and connected", "開店中で接続中なら対応可にできる") \
	R(B, 3, BUILT,  "Opening hours, exceptions and notices", "営業時間、例外日、お知らせ") \
	R(B, 4, BUILT,  "Closing time makes unavailable, chats go on", "閉店で対応不可、チャットは続く") \
	R(B, 5, BUILT,  "Three misses make unavailable", "三回の不在で対応不可") \
	R(B, 6, BUILT,  "No device for a minute makes unavailable", "一分間端末がなければ対応不可") \
	R(B, 7, SCREEN, "A low battery warns", "電池が少なければ知らせる") \
	R(C, 1, BUILT,  "A first message rings a few, then more", "最初の一言で数人、やがて更に鳴る") \
	R(C, 2, BUILT,  "What rings shows who asks, what and where", "着信は誰が何をどこで尋ねたかを示す") \
	R(C, 3, BUILT,  "The first to accept has the chat", "最初に応じた一人のチャットになる") \
	R(C, 4, BUILT,  "One chat each, in all tabs", "一人に一つのチャット、どのタブでも") \
	R(C, 5, BUILT,  "Passing rings somebody else", "見送ると別の人が鳴る") \
	R(C, 6, BUILT,  "Who becomes free is rung, too", "空いた人も鳴る") \
	R(C, 7, BUILT,  "Nobody in 90 seconds is a missed chat", "90秒誰も応じなければ不在チャット") \
	R(C, 8, BUILT,  "The shopper of a missed chat can leave an enquiry", "不在ならお問い合わせを残せる") \
	R(C, 9, BUILT,  "Nobody there: the form, and enquiries wait", "誰もいなければフォームで受け付ける") \
	R(D, 1, BUILT,  "Messages once, in order, with their marks", "メッセージは一度ずつ順番に、印とともに") \
	R(D, 2, BUILT,  "Typing shows on the other side", "入力中が相手に見える") \
	R(D, 3, BUILT,  "A greeting is offered on accept", "応じると挨拶文が出る") \
	R(D, 4, BUILT,  "What the shopper does shows in the chat", "お客さまの行動がチャットに出る") \
	R(D, 5, BUILT,  "Products are recommended in the chat", "チャットで商品を薦める") \
	R(D, 6, BUILT,  "Pictures and videos", "画像と動画") \
	R(D, 7, BUILT,  "Ending a chat", "チャットを終了する") \
	R(D, 8, BUILT,  "Transferring a chat", "チャットを転送する") \
	R(D, 9, BUILT,  "Blocking a shopper", "お客さまをブロックする") \
	R(D, 10, BUILT, "A lost connection ends nothing", "接続が切れても何も終わらない") \
	R(D, 11, BUILT, "A shopper gone for half an hour ends the chat", "お客さまが三十分いなければ終わる") \
	R(D, 12, BUILT, "Text of any script, harmless", "どの文字でも、無害に") \
	R(D, 13, SCREEN, "Enter sends, but never a conversion", "Enterで送信、変換の確定では送らない") \
	R(E, 1, BUILT,  "A purchase counts once", "購入は一度だけ数える") \
	R(E, 2, BUILT,  "A purchase is credited within the window", "期間内の購入は担当者の売上") \
	R(E, 3, BUILT,  "A new sale is told, and shown until seen", "新しい売上を知らせ、見るまで示す") \
	R(E, 4, BUILT,  "Live panel and performance", "ライブパネルと業績ステータス") \
	R(E, 5, BUILT,  "Missing sales can be claimed", "抜けた売上を申請できる") \
	R(E, 6, SCREEN, "Money in minor units, shown as people write it", "金額は最小単位で持ち、普段の書き方で示す") \
	R(F, 1, BUILT,  "Catalogue search as one types", "入力しながら商品を探す") \
	R(F, 2, BUILT,  "What a product shows", "商品の表示") \
	R(F, 3, BUILT,  "Feeds replace the catalogue whole", "フィードはカタログを丸ごと入れ替える") \
	R(F, 4, BUILT,  "Barcodes find the product", "バーコードで商品を探す") \
	R(G, 1, LATER,  "A list of contacts", "連絡先の一覧") \
	R(G, 2, LATER,  "Contacts are invited, and opt in", "連絡先は招待され、自ら承諾する") \
	R(G, 3, LATER,  "An address is valid, and on one list only", "有効な宛先は一つの一覧にだけ") \
	R(G, 4, LATER,  "Chats with contacts, and the way out", "連絡先とのチャットと配信停止") \
	R(H, 1, SCREEN, "Bell, title and desktop notices", "ベル、タイトル、デスクトップ通知") \
	R(H, 2, SCREEN, "The link's state in words", "接続の状態を言葉で") \
	R(H, 3, SCREEN, "Reporting a problem", "問題を報告する") \
	R(I, 1, BUILT,  "What managers see and do", "マネージャーの画面") \
	R(J, 1, BUILT,  "A shopper's data on request", "お客さまのデータの請求") \
	R(J, 2, BUILT,  "The archive saved as a file", "アーカイブをファイルに") \
	R(J, 3, BUILT,  "The audit log", "監査ログ")
/* clang-format on */

#endif
