/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_MODEL_ACTION_TABLE_H
#define CLIENT_MODEL_ACTION_TABLE_H

/*
 * What a user can do, declared once.  From this table come the key bindings,
 * the help screen, the table of keys in noren(1) and the names under [keys] in
 * noren.conf(5).
 */
#include "client/model/words.h"

/* Where a key has its meaning; a heading of the help. */
enum action_group {
	ACTION_ANYWHERE,
	ACTION_AT_SIGN_IN,
	ACTION_AT_HOME,
	ACTION_RINGING,
	ACTION_IN_CHAT,
	ACTION_IN_CATALOG,
	ACTION_IN_ARCHIVE,
	ACTION_IN_FIGURES,
	ACTION_IN_LISTS, /* and in menus */
	ACTION_MANAGING, /* on managers' pages */
	ACTION_FORMS,
	ACTION_GROUP_COUNT
};

/* clang-format off */
/* A(CODE, name, group, default keys, foot word, help).  Keys are written as
 * in noren.conf; "" has none.  The foot word is what the foot line says. */
#define ACTION_TABLE(A) \
	A(HELP, help, ANYWHERE, "F1, Alt-H", \
		N_("help"), N_("Show what the keys do")) \
	A(HOME, home, ANYWHERE, "F2, Alt-1", \
		N_("home"), N_("Go to the home screen")) \
	A(CHAT, chat, ANYWHERE, "Alt-2", \
		N_("chat"), N_("Go to the chat")) \
	A(CATALOG, catalogue, ANYWHERE, "F3, Alt-3", \
		N_("catalogue"), N_("Find a product in the catalogue")) \
	A(ARCHIVE, archive, ANYWHERE, "F4, Alt-4", \
		N_("archive"), N_("Show the chats that are over, and their sales")) \
	A(PERFORMANCE, performance, ANYWHERE, "Alt-5", \
		N_("performance"), N_("Show figures: chats, sales, ratings")) \
	A(ENQUIRIES, enquiries, ANYWHERE, "F7, Alt-E", \
		N_("enquiries"), N_("Show the enquiries that wait")) \
	A(MENU, menu, ANYWHERE, "F10, Alt-S", \
		N_("menu"), N_("Open the side menu")) \
	A(BACK, back, ANYWHERE, "Esc", \
		N_("back"), N_("Go one step back")) \
	A(RETRY, retry, ANYWHERE, "Ctrl-T", \
		N_("try now"), N_("Connect now, when offline")) \
	A(LOCK, lock, ANYWHERE, "Alt-L", \
		N_("lock"), N_("Lock the screen")) \
	A(REDRAW, redraw, ANYWHERE, "Ctrl-L", \
		N_("redraw"), N_("Draw the screen anew")) \
	A(SUSPEND, suspend, ANYWHERE, "Ctrl-Z", \
		N_("suspend"), N_("Stop for now and return to the shell")) \
	A(QUIT, quit, ANYWHERE, "Ctrl-Q", \
		N_("quit"), N_("Leave noren and stay signed in")) \
	A(CREATE, create, AT_SIGN_IN, "Ctrl-N", \
		N_("create an account"), N_("Create an account, with an invite code")) \
	A(FORGOT, forgot, AT_SIGN_IN, "Ctrl-F", \
		N_("forgot your password"), N_("Get a new password, with a code by mail")) \
	A(TOGGLE, toggle, AT_HOME, "Space", \
		N_("go available"), N_("Go available or unavailable")) \
	A(FIND_PRODUCT, find-product, AT_HOME, "/", \
		N_("find product"), N_("Find a product in the catalogue")) \
	A(ACCEPT, accept, RINGING, "F5, Alt-A", \
		N_("accept"), N_("Accept the chat that rings")) \
	A(PASS, pass, RINGING, "F6, Alt-P", \
		N_("pass"), N_("Pass it to a colleague")) \
	A(SEND, send, IN_CHAT, "Enter", \
		N_("send"), N_("Send the message")) \
	A(BREAK, break, IN_CHAT, "Alt-Enter, Shift-Enter", \
		N_("new line"), N_("Begin a new line")) \
	A(CHAT_MENU, chat-menu, IN_CHAT, "F9, Alt-M", \
		N_("chat menu"), N_("Open the chat menu")) \
	A(RECOMMEND, recommend, IN_CHAT, "Alt-K", \
		N_("recommend"), N_("Recommend a product")) \
	A(PICTURE, picture, IN_CHAT, "Alt-I", \
		N_("picture"), N_("Send a picture or a video")) \
	A(FINDS, finds, IN_CHAT, "Alt-O", \
		N_("links"), N_("Open links and keep pictures of the chat")) \
	A(TRANSFER, transfer, IN_CHAT, "Alt-T", \
		N_("transfer"), N_("Transfer the chat to a colleague")) \
	A(CALL_BACK, call-back, IN_CHAT, "Alt-C", \
		N_("call back"), N_("Call back a chat that is being transferred")) \
	A(BLOCK, block, IN_CHAT, "", \
		N_("block"), N_("Block the shopper")) \
	A(GREET, greet, IN_CHAT, "Ctrl-G", \
		N_("send greeting"), N_("Send the greeting that is offered")) \
	A(GREET_EDIT, edit-greeting, IN_CHAT, "Tab", \
		N_("edit"), N_("Edit the greeting before sending it")) \
	A(REPLIES, replies, IN_CHAT, "Alt-R", \
		N_("replies"), N_("Choose a saved reply; / in an empty field does too")) \
	A(OFFER, offer, IN_CATALOG, "F8, Alt-K", \
		N_("recommend"), N_("Recommend the product in the chat")) \
	A(OFFER_SAYING, offer-saying, IN_CATALOG, "Alt-Enter, Shift-Enter", \
		N_("with a line"), N_("Recommend it with a line of your own")) \
	A(NARROW, narrow, IN_CATALOG, "Tab", \
		N_("filter"), N_("Only a category, a price, or what is in stock")) \
	A(LOOK_AT, look-at, IN_CATALOG, "Alt-O", \
		N_("open its page"), N_("Open the product's page in the browser")) \
	A(SEARCH, search, IN_ARCHIVE, "/", \
		N_("search"), N_("Look for a name or for words of a chat")) \
	A(NEXT_TAB, next-tab, IN_ARCHIVE, "Tab, Right", \
		N_("next tab"), N_("All, sales, missed chats, enquiries")) \
	A(LAST_TAB, last-tab, IN_ARCHIVE, "Left", \
		N_("tab before"), N_("The same, the other way round")) \
	A(WHOSE, whose, IN_ARCHIVE, "t", \
		N_("team"), N_("Managers: your own chats, or all the team's")) \
	A(SAVE_ARCHIVE, save-archive, IN_ARCHIVE, "s", \
		N_("save"), N_("Save what is shown as text, CSV or JSON")) \
	A(PUT_BACK, put-back, IN_ARCHIVE, "b", \
		N_("put back"), N_("Put an enquiry back, for somebody else")) \
	A(REPLAY, replay, IN_ARCHIVE, "r", \
		N_("replay"), N_("Play the chat again, as fast as it happened")) \
	A(PAUSE, pause, IN_ARCHIVE, "Space", \
		N_("pause"), N_("Let the replay pause, or go on")) \
	A(FASTER, faster, IN_ARCHIVE, "+, =", \
		N_("faster"), N_("Replay faster")) \
	A(SLOWER, slower, IN_ARCHIVE, "-", \
		N_("slower"), N_("Replay slower")) \
	A(MORE_DAYS, more-days, IN_FIGURES, "Tab, Right", \
		N_("days"), N_("Figures of 1, 7 or 30 days")) \
	A(FEWER_DAYS, fewer-days, IN_FIGURES, "Left", \
		N_("fewer days"), N_("The same, the other way round")) \
	A(FIGURES_OF, figures-of, IN_FIGURES, "t", \
		N_("team"), N_("Managers: your own figures, or the team's")) \
	A(OPEN, open, IN_LISTS, "Enter", \
		N_("open"), N_("Open or do what is chosen")) \
	A(UP, up, IN_LISTS, "Up", \
		N_("up"), N_("Choose the one above")) \
	A(DOWN, down, IN_LISTS, "Down", \
		N_("down"), N_("Choose the one below")) \
	A(PAGE_UP, page-up, ANYWHERE, "PageUp", \
		N_("earlier"), N_("Scroll a page back")) \
	A(PAGE_DOWN, page-down, ANYWHERE, "PageDown", \
		N_("further"), N_("Scroll a page on")) \
	A(ADD, add, MANAGING, "n, Insert", \
		N_("new"), N_("Add one to the list")) \
	A(REMOVE, remove, MANAGING, "x, Delete", \
		N_("remove"), N_("Remove what is chosen")) \
	A(KEEP, save, FORMS, "F8, Ctrl-S", \
		N_("save"), N_("Save what was filled in")) \
	A(AGAIN, ask-again, FORMS, "Ctrl-R", \
		N_("ask again"), N_("Ask for another code by mail")) \
	A(NEXT, next, MANAGING, "Tab", \
		N_("other"), N_("Show the next one, such as another group's hours")) \
	A(ACCOUNT, account, ANYWHERE, "", \
		N_("account"), N_("Show your account, and where it is signed in")) \
	A(LANGUAGE, language, ANYWHERE, "", \
		N_("language"), N_("Change between English and Japanese")) \
	A(NOTICES, notices, ANYWHERE, "", \
		N_("notices"), N_("Choose what calls you")) \
	A(REPORT, report, ANYWHERE, "", \
		N_("report"), N_("Report a problem to the shop's support")) \
	A(CLAIM, claim, IN_ARCHIVE, "c", \
		N_("claim"), N_("Claim a sale that is missing")) \
	A(TEAM, team, ANYWHERE, "", \
		N_("team"), N_("Managers: the colleagues and what they are doing")) \
	A(INVITES, invites, ANYWHERE, "", \
		N_("invites"), N_("Managers: invite codes for new colleagues")) \
	A(HOURS, hours, ANYWHERE, "", \
		N_("hours"), N_("Managers: opening hours")) \
	A(GROUPS, groups, ANYWHERE, "", \
		N_("groups"), N_("Managers: groups of colleagues")) \
	A(GREETINGS, greetings, ANYWHERE, "", \
		N_("greetings"), N_("Managers: greetings and saved replies")) \
	A(LIMITS, limits, ANYWHERE, "", \
		N_("limits"), N_("Managers: the retailer's name and numbers")) \
	A(BLOCKED, blocked, ANYWHERE, "", \
		N_("blocked"), N_("Managers: show who is blocked")) \
	A(AUDIT, audit, ANYWHERE, "", \
		N_("audit"), N_("Managers: who did what, and when")) \
	A(CLAIMS, claims, ANYWHERE, "", \
		N_("claims"), N_("Show the claims of missing sales")) \
	A(SIGN_OUT, sign-out, ANYWHERE, "", \
		N_("sign out"), N_("Sign out"))
/* clang-format on */

#endif
