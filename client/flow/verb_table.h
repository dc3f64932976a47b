/* SPDX-License-Identifier: MIT */
#ifndef CLIENT_FLOW_VERB_TABLE_H
#define CLIENT_FLOW_VERB_TABLE_H

/*
 * Every verb of the flow language, declared once: the parser, the player's
 * dispatch, the nearest-verb advice and the list in norenflow(1) come from it.
 *
 * V(CODE, subject, expects, pattern, example, rules, help): words of the
 * pattern stand as they are, words in capitals are slots (verb.h), [] may be
 * left out, | is between words of which one stands there.  The k-th slot of the
 * pattern is args[k] of the step, left out or not.  The first verb of a pattern
 * is in the third person; the plural, "does not", "is not" and "tries to" are
 * the parser's business, and so are "within SPAN", "on the second device" and
 * "in the second tab" at the end.
 *
 * What does (DOES) is over once the relay has answered each actor; an error
 * fails the step, unless they only tried to.  With several actors, all do it
 * before any answer is looked at.  What is seen (SEES) holds of each actor, or
 * of exactly as many as the step says, and on each of their devices that is
 * connected, or on the one that the step says.
 */

/* clang-format off */
#define DOES false
#define SEES true
#define VERB_TABLE(V) \
	/* Time, the relay, the shop. */ \
	V(WAIT, NOBODY, DOES, "wait SPAN", "wait 90 s", "", \
		"Lets that much time pass: at once on a test clock, for real otherwise") \
	V(AT, NOBODY, DOES, "at CLOCK", "at Friday 18:59", "B3", \
		"Moves a test clock on to the next such time; it never goes back") \
	V(RELAY_KILLED, NOBODY, DOES, "the relay is killed", "the relay is killed", "D1 D10", \
		"Kills the relay without a warning; needs one that norenflow started") \
	V(RELAY_STARTS, NOBODY, DOES, "the relay starts again", "the relay starts again", "D1 D10", \
		"Starts it again; whoever was connected connects again and catches up") \
	V(SHOP_HOURS, NOBODY, DOES, "[the] shop is HOURS", "the shop is open Mon-Fri 10:00-19:00, Sat 11:00-02:00", "B2 B3 B4", \
		"Sets the shop's opening hours; a date is added to those of the week") \
	V(GROUP_HOURS, NOBODY, DOES, "group GROUP is HOURS", "group ginza is open Mon-Fri 10:30-13:00 14:00-17:00", "B2 B3", \
		"Sets a group's own opening hours") \
	V(GREETING, NOBODY, DOES, "the greeting in LANGUAGE is TEXT", "the greeting in English is \"Hello {shopper}\"", "D3", \
		"Makes a greeting for shoppers who read English or Japanese, whose text may have the variables of noren(1)") \
	/* Coming and going. */ \
	V(SIGNS_IN, ASSOCIATE, DOES, "signs in", "Ken signs in on a second device", "A6", \
		"Signs in and is connected; whom the flow makes an associate does so unasked on the first device") \
	V(OPENS, SHOPPER, DOES, "opens PATH [showing TEXT] [for MONEY] [of group GROUP]", "Hana opens /p/matcha-bowl showing \"Matcha bowl\" for 12,800 JPY", "C1 C4", \
		"Loads a page of the shop with the widget on it, in the place of what this tab showed; it may show a product, at a price, and name a group") \
	V(GOES_TO, SHOPPER, DOES, "goes to PATH [showing TEXT] [for MONEY] [of group GROUP]", "Hana goes to /p/tea-whisk", "C2 D4 D9", \
		"Goes to another page without loading it anew, as shops in one page do") \
	V(RELOADS, SHOPPER, DOES, "reloads", "Hana reloads", "D1 D10", \
		"Loads the same page again; the widget connects anew as the same shopper") \
	V(LEAVES, ANYBODY, DOES, "leaves", "Ken leaves", "B6 D10 D11", \
		"Closes the page, or the terminal, and stays away") \
	V(COMES_BACK, ANYBODY, DOES, "comes back", "Ken comes back", "B6 D1 D10", \
		"Connects again where it was left or lost, and catches up") \
	V(GIVES_NAME, SHOPPER, DOES, "gives the name TEXT", "Hana gives the name \"Hana Sato\"", "C2", \
		"The shop's page says who the shopper is") \
	/* Availability and requests. */ \
	V(GOES_AVAILABLE, ASSOCIATE, DOES, "goes available", "Ken goes available", "B1 B2", \
		"Goes available") \
	V(GOES_UNAVAILABLE, ASSOCIATE, DOES, "goes unavailable", "Ken goes unavailable", "B1", \
		"Goes unavailable") \
	V(SAYS, ANYBODY, DOES, "says TEXT", "Hana says \"Is it in stock?\"", "C1 D1", \
		"Says it in the chat; a shopper without a chat makes a request with it") \
	V(ACCEPTS, ASSOCIATE, DOES, "accepts [PERSON]", "Ken accepts", "C3", \
		"Accepts the chat that rings: that shopper's, or the one that has rung longest") \
	V(PASSES, ASSOCIATE, DOES, "passes [PERSON]", "Ken passes", "C5", \
		"Passes the chat that rings to somebody else") \
	V(ENQUIRES, SHOPPER, DOES, "leaves the enquiry TEXT [from WORD]", "Hana leaves the enquiry \"When is it back?\" from hana@example.com", "C8 C9", \
		"Sends the form; without an address it is one made of the name") \
	V(TAKES_UP, ASSOCIATE, DOES, "takes up the enquiry of PERSON", "Ken takes up the enquiry of Hana", "C9", \
		"Takes up the oldest enquiry that waits of that shopper") \
	/* In a chat. */ \
	V(TYPES, ANYBODY, DOES, "types", "Hana types", "D2", \
		"Types, and sends nothing") \
	V(READS, ANYBODY, DOES, "reads", "Ken reads", "D1", \
		"Reads the chat to its end; what came is marked delivered unasked, but never read") \
	V(ENDS, ASSOCIATE, DOES, "ends the chat", "Ken ends the chat", "D7", \
		"Ends the chat") \
	V(SENDS_GREETING, ASSOCIATE, DOES, "sends the greeting", "Ken sends the greeting", "D3", \
		"Says what the greeting offers") \
	V(TRANSFERS, ASSOCIATE, DOES, "transfers to PERSON [saying TEXT]", "Ken transfers to Mio saying \"She knows the glaze\"", "D8", \
		"Transfers the chat to a colleague, with a note that only colleagues see") \
	V(TRANSFERS_GROUP, ASSOCIATE, DOES, "transfers to group GROUP [saying TEXT]", "Ken transfers to group ginza", "D8", \
		"Transfers the chat to a group") \
	V(CALLS_BACK, ASSOCIATE, DOES, "calls the chat back", "Ken calls the chat back", "D8", \
		"Keeps the chat that is being transferred") \
	V(BLOCKS, ASSOCIATE, DOES, "blocks PERSON because TEXT", "Ken blocks Hana because \"Insults\"", "D9", \
		"Blocks the shopper of the chat") \
	V(UNBLOCKS, ASSOCIATE, DOES, "lifts the block of PERSON", "Aya lifts the block of Hana", "D9", \
		"Lifts a block; managers may") \
	V(RECOMMENDS, ASSOCIATE, DOES, "recommends TEXT [for MONEY] [saying TEXT]", "Ken recommends \"Tea whisk\" for 3,200 JPY", "D4 D5", \
		"Recommends a product in the chat, with a line of text") \
	V(SENDS_PICTURE, ANYBODY, DOES, "sends a picture", "Hana sends a picture", "D6", \
		"Uploads a small PNG picture and shows it in the chat") \
	V(SENDS_OTHER, ANYBODY, DOES, "sends a file that is no picture", "Hana tries to send a file that is no picture", "D6", \
		"The same with a text file that is called picture.png") \
	/* In the shop. */ \
	V(VIEWS, SHOPPER, DOES, "views TEXT [for MONEY]", "Hana views \"Tea whisk\" for 3,200 JPY", "D4", \
		"The page reports that the shopper views a product") \
	V(PUTS_IN, SHOPPER, DOES, "puts [NUMBER] TEXT in the cart", "Hana puts 2 \"Tea whisk\" in the cart", "D4", \
		"Puts it in the cart; one, if no number is said") \
	V(TAKES_OUT, SHOPPER, DOES, "takes [NUMBER] TEXT out of the cart", "Hana takes \"Tea whisk\" out of the cart", "D4", \
		"Takes it out of the cart") \
	V(CHECKS_OUT, SHOPPER, DOES, "goes to the till", "Hana goes to the till", "D4", \
		"Goes to the till") \
	V(BUYS, SHOPPER, DOES, "buys order ORDER for MONEY", "Hana buys order A-17 for 12,800 JPY", "D4", \
		"Buys, under that order number, for that much in all") \
	/* Faults. */ \
	V(LOSES_CONNECTION, ANYBODY, DOES, "loses connection", "Ken loses connection", "B6 D10 D11", \
		"Every connection breaks without a word; until they come back") \
	V(DELAYED, ANYBODY, DOES, "'s connection is delayed by SPAN", "Ken's connection is delayed by 300 ms", "D1", \
		"Whatever comes or goes from now on takes that much longer, in real time") \
	V(DUPLICATES, ANYBODY, DOES, "'s connection duplicates", "Hana's connection duplicates", "D1", \
		"Whatever they send from now on is sent twice") \
	V(REORDERS, ANYBODY, DOES, "'s connection reorders", "Hana's connection reorders", "D1", \
		"Of each two messages that they send from now on, the later goes first") \
	V(RECOVERS, ANYBODY, DOES, "'s connection recovers", "Hana's connection recovers", "D1", \
		"No fault any more; one that was lost is connected again") \
	/* Seen of availability. */ \
	V(IS_CONNECTED, ANYBODY, SEES, "is connected", "Ken is connected", "D10", \
		"Is connected and has been told all that is true") \
	V(IS_AVAILABLE, ASSOCIATE, SEES, "is available", "Ken is available", "B1 B4 B5 B6", \
		"Takes new chats") \
	V(IS_UNAVAILABLE, ASSOCIATE, SEES, "is unavailable [because of REASON]", "Ken is unavailable because of 3 misses", "B1 B4 B5 B6", \
		"Takes none, and sees why") \
	V(HAS_MISSES, ASSOCIATE, SEES, "has NUMBER misses|miss", "Ken has 1 miss", "B5 C7", \
		"Has missed that many chats in a row") \
	V(SEES_OPEN, ANYBODY, SEES, "sees open [until CLOCK]", "Hana sees open until Friday 19:00", "B2 B3", \
		"Sees that the shop, or the group, is open, and until when") \
	V(SEES_CLOSED, ANYBODY, SEES, "sees closed [until CLOCK]", "Ken sees closed until Monday 10:00", "B2 B3 B4 C9", \
		"Sees that it is closed, and when it opens next") \
	V(SEES_NOTICE, SHOPPER, SEES, "sees the notice TEXT", "Hana sees the notice \"Stocktaking\"", "B3", \
		"Sees what the shop says about today") \
	V(SEES_SOMEBODY, SHOPPER, SEES, "sees somebody available", "Hana sees somebody available", "C9", \
		"Sees that somebody is available for the page") \
	V(SEES_FORM, SHOPPER, SEES, "sees the form", "Hana sees the form", "C8 C9", \
		"Is offered the form for an enquiry: closed, or nobody is available, or the chat was missed") \
	V(SEES_WIDGET, SHOPPER, SEES, "sees the widget", "Hana does not see the widget", "D9", \
		"Sees the widget on the page") \
	/* Seen of requests. */ \
	V(IS_RUNG, ASSOCIATE, SEES, "is rung [for PERSON] [with SPAN left]", "Ken and Mio are rung within 1 s", "C1 C2 C5 C6", \
		"A chat rings, that shopper's if one is named, with that much time left, give or take 2 s") \
	V(IS_RUNG_BY, ASSOCIATE, SEES, "is rung for PERSON by PERSON [saying TEXT]", "Mio is rung for Hana by Ken saying \"She knows the glaze\"", "D8", \
		"A chat rings that a colleague transfers, with that note") \
	V(TAKES_OVER, ASSOCIATE, SEES, "is rung to take over PERSON", "Mio is rung to take over Hana", "D10", \
		"A chat rings whose associate was gone too long") \
	V(SEES_TAKEN, ASSOCIATE, SEES, "sees taken by PERSON", "Mio sees taken by Ken", "C3", \
		"What rang last is over, because a colleague was first") \
	V(CHAT_RINGS, SHOPPER, SEES, "'s chat is ringing", "Hana's chat is ringing", "C1 D10", \
		"The shopper sees that somebody is being looked for") \
	V(CHAT_WITH, SHOPPER, SEES, "'s chat is with PERSON", "Hana's chat is with Ken", "C3 D7 D8", \
		"The shopper and that associate both see that they are in the same live chat") \
	V(CHAT_MISSED, SHOPPER, SEES, "'s chat is missed", "Hana's chat is missed", "C7 C8", \
		"The shopper sees that nobody could answer") \
	V(CHAT_ENDED, ANYBODY, SEES, "'s chat has ended", "Hana's chat has ended", "D7", \
		"Sees that the last chat was ended by the associate") \
	V(CHAT_LEFT, ANYBODY, SEES, "'s chat is over because the shopper left", "Ken's chat is over because the shopper left", "D11", \
		"Sees that the last chat is over, because its shopper was gone too long") \
	V(HAS_NO_CHAT, ANYBODY, SEES, "has no chat", "Ken has no chat", "C4 D7", \
		"Has no live chat, and a shopper none that rings") \
	V(SEES_ENQUIRY, ASSOCIATE, SEES, "sees the enquiry of PERSON", "Ken sees the enquiry of Hana", "C8 C9", \
		"Finds it among the enquiries that wait") \
	V(SEES_TAKEN_UP, ASSOCIATE, SEES, "sees the enquiry of PERSON taken up by PERSON", "Mio sees the enquiry of Hana taken up by Ken", "C9", \
		"Sees who has taken it up") \
	V(IS_REFUSED, ANYBODY, SEES, "is refused [as ERROR]", "Mio is refused as taken", "C3 C4 B2", \
		"What they did, or tried to, last was refused, with that error name of noren-protocol(7)") \
	/* Seen in a chat. */ \
	V(SEES_TEXT, ANYBODY, SEES, "sees TEXT", "Ken sees \"Is it in stock?\"", "C2 D1 D8", \
		"It stands in the chat, or in what rings: words, the shopper's name, the page's title, the product") \
	V(SEES_ONCE, ANYBODY, SEES, "sees TEXT once", "Ken sees \"Is it in stock?\" once", "D1", \
		"Of all that stands in the chat exactly one entry is that text") \
	V(SEES_BEFORE, ANYBODY, SEES, "sees TEXT before TEXT", "Ken sees \"One\" before \"Two\"", "D1", \
		"Both stand in the chat, in this order") \
	V(SEES_SENT, ANYBODY, SEES, "sees sent", "Hana sees sent", "D1", \
		"What they said last is kept by the relay") \
	V(SEES_DELIVERED, ANYBODY, SEES, "sees delivered", "Hana sees delivered", "D1", \
		"What they said last has reached the other side") \
	V(SEES_READ, ANYBODY, SEES, "sees read", "Hana sees read", "D1", \
		"What they said last has been read") \
	V(SEES_TYPING, ANYBODY, SEES, "sees PERSON typing", "Ken sees Hana typing", "D2", \
		"Sees that the other side is typing, and has been in the last 5 s") \
	V(SEES_AWAY, ANYBODY, SEES, "sees PERSON away", "Hana sees Ken away", "D10", \
		"Sees that the other side has no connection") \
	V(IS_OFFERED, ASSOCIATE, SEES, "is offered TEXT", "Ken is offered \"Hello Hana\"", "D3", \
		"The greeting that one key would send has that text") \
	V(SEES_TRANSFER, ASSOCIATE, SEES, "sees the transfer taken by PERSON", "Ken sees the transfer taken by Mio", "D8", \
		"Sees who accepted what they transferred") \
	V(SEES_NO_TRANSFER, ASSOCIATE, SEES, "sees the transfer fail", "Ken sees the transfer fail", "D8", \
		"Sees that nobody accepted, or all have passed: the chat stays") \
	V(SEES_BLOCKED, ASSOCIATE, SEES, "sees PERSON blocked by PERSON [because TEXT]", "Aya sees Hana blocked by Ken because \"Insults\"", "D9", \
		"A manager is told of a block that still stands") \
	V(SEES_PAGE, ASSOCIATE, SEES, "sees PERSON on PATH", "Ken sees Hana on /p/tea-whisk", "C2 D4", \
		"Sees which page the shopper of the chat, or of what rings, looks at") \
	V(SEES_VIEW, ASSOCIATE, SEES, "sees PERSON view TEXT", "Ken sees Hana view \"Tea whisk\"", "D4", \
		"It stands in the chat that the shopper viewed that product") \
	V(SEES_VIEW_RECOMMENDED, ASSOCIATE, SEES, "sees PERSON view the recommended TEXT", "Ken sees Hana view the recommended \"Tea whisk\"", "D4", \
		"The same, and that an associate had recommended it") \
	V(SEES_PUT_IN, ASSOCIATE, SEES, "sees PERSON put [NUMBER] TEXT in the cart", "Ken sees Hana put 2 \"Tea whisk\" in the cart", "D4", \
		"It stands in the chat that the shopper put it in the cart") \
	V(SEES_TAKE_OUT, ASSOCIATE, SEES, "sees PERSON take [NUMBER] TEXT out of the cart", "Ken sees Hana take \"Tea whisk\" out of the cart", "D4", \
		"It stands in the chat that the shopper took it out") \
	V(SEES_CHECK_OUT, ASSOCIATE, SEES, "sees PERSON at the till", "Ken sees Hana at the till", "D4", \
		"It stands in the chat that the shopper went to the till") \
	V(SEES_BUY, ASSOCIATE, SEES, "sees PERSON buy ORDER [for MONEY]", "Ken sees Hana buy A-17 for 12,800 JPY", "D4", \
		"It stands in the chat that the shopper bought, with the order number and the total") \
	V(SEES_CARD, ANYBODY, SEES, "sees the card TEXT [for MONEY]", "Hana sees the card \"Tea whisk\" for 3,200 JPY", "D5", \
		"A recommended product stands in the chat") \
	V(SEES_PICTURE, ANYBODY, SEES, "sees the picture", "Ken sees the picture", "D6", \
		"A picture stands in the chat")
/* clang-format on */

#endif
