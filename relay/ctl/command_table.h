/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CTL_COMMAND_TABLE_H
#define RELAY_CTL_COMMAND_TABLE_H

/*
 * norenctl's commands and options, declared once: what the command line means,
 * what is asked of the relay, the help, and what a shell completes.
 *
 * A command is C(ID, words, arguments, kinds, there, with, method, path,
 * question, help, example).  Kinds has a letter for each argument, and + after
 * the last one when it may be there several times:
 *
 *   r a retailer      t a greeting    b a blocked shopper   f a file
 *   g a group         y a reply       p a problem report    s a shell
 *   c a claim
 *   a an address      i an invite     d a dated line        . anything else
 *
 * There: the last of what the kinds name must be there already (OLD), must not
 * (NEW), or the relay says what it thinks of it (ANY).  In the path $1 and $2
 * are arguments; no method means that the relay is not asked.  A question that
 * is not empty is asked first.
 *
 * An option is O(member, name, argument, kind, with, help); one without an
 * argument is a flag.  Its kind is as above, or l a language, w a word of the
 * audit log, k a kind of feed, e an encoding.  It goes with every command that
 * has a bit of its `with`.
 */

/* clang-format off */
#define COMMAND_TABLE(C) \
	C(RETAILER_ADD, "retailer add", "KEY", "r", NEW, RETAILER, "PUT", "/retailer", "", \
		"make a retailer", \
		"retailer add suzume --name Suzume --zone Asia/Tokyo") \
	C(RETAILER_SET, "retailer set", "KEY", "r", OLD, RETAILER, "PUT", "/retailer", "", \
		"change a retailer", \
		"retailer set suzume --accent '#aa0000'") \
	C(RETAILER_LIST, "retailer list", "", "", ANY, NONE, "GET", "/retailers", "", \
		"list the retailers", \
		"retailer list") \
	C(GROUP_ADD, "group add", "RETAILER KEY", "rg", NEW, GROUP, "PUT", "/group", "", \
		"make a group", \
		"group add suzume living --name 'Living floor'") \
	C(GROUP_SET, "group set", "RETAILER KEY", "rg", OLD, GROUP, "PUT", "/group", "", \
		"change a group", \
		"group set suzume living --hours living.txt") \
	C(GROUP_LIST, "group list", "RETAILER", "r", ANY, NONE, "GET", "/retailers", "", \
		"list the groups", \
		"group list suzume") \
	C(GROUP_REMOVE, "group remove", "RETAILER KEY", "rg", OLD, SURE, "PUT", "/group", \
		"Take the group $2 of $1 away?", \
		"take a group away; its people stay", \
		"group remove suzume living") \
	C(ASSOCIATE_ADD, "associate add", "RETAILER ADDRESS", "ra", NEW, ASSOCIATE, "PUT", "/associate", "", \
		"make an account; asks for the password", \
		"associate add suzume aiko@suzume.example --name Aiko") \
	C(ASSOCIATE_SET, "associate set", "RETAILER ADDRESS", "ra", OLD, ASSOCIATE | WITH_PASSWORD, "PUT", "/associate", "", \
		"change an account", \
		"associate set suzume aiko@suzume.example --manager") \
	C(ASSOCIATE_REMOVE, "associate remove", "RETAILER ADDRESS", "ra", ANY, SURE, "PUT", "/associate", \
		"Take the account $2 of $1 away?", \
		"take an account away", \
		"associate remove suzume aiko@suzume.example") \
	C(ASSOCIATE_LIST, "associate list", "RETAILER", "r", ANY, NONE, "GET", "/associates/$1", "", \
		"list the associates", \
		"associate list suzume") \
	C(ASSOCIATE_SHOW, "associate show", "RETAILER ADDRESS", "ra", ANY, NONE, "GET", "/accounts/$1", "", \
		"show an account", \
		"associate show suzume aiko@suzume.example") \
	C(ACCOUNT_LIST, "account list", "RETAILER", "r", ANY, NONE, "GET", "/accounts/$1", "", \
		"list the accounts: locked, sessions, last used", \
		"account list suzume") \
	C(UNLOCK, "unlock", "RETAILER ADDRESS", "ra", ANY, NONE, "POST", "/unlock", "", \
		"take an account's codes again after too many wrong ones", \
		"unlock suzume aiko@suzume.example") \
	C(CODE, "code", "RETAILER ADDRESS", "ra", ANY, NONE, "POST", "/code", "", \
		"hand a code out where no mail arrives", \
		"code suzume aiko@suzume.example") \
	C(INVITE_ISSUE, "invite issue", "RETAILER", "r", ANY, INVITE, "PUT", "/invite", "", \
		"issue an invite code, and print it", \
		"invite issue suzume --uses 5 --days 14") \
	C(INVITE_LIST, "invite list", "RETAILER", "r", ANY, NONE, "GET", "/invites/$1", "", \
		"list the invite codes", \
		"invite list suzume") \
	C(INVITE_WITHDRAW, "invite withdraw", "RETAILER CODE", "ri", ANY, NONE, "PUT", "/invite", "", \
		"let nobody else in with an invite code", \
		"invite withdraw suzume 7KQ2MX") \
	C(INVITE_REPLACE, "invite replace", "RETAILER CODE", "ri", ANY, NONE, "PUT", "/invite", "", \
		"withdraw an invite code for another like it", \
		"invite replace suzume 7KQ2MX") \
	C(SESSION_LIST, "session list", "RETAILER ADDRESS", "ra", ANY, NONE, "POST", "/sessions", "", \
		"list where an associate is signed in", \
		"session list suzume aiko@suzume.example") \
	C(SESSION_END, "session end", "RETAILER SESSION", "r.", ANY, NONE, "POST", "/session-end", "", \
		"sign a session out", \
		"session end suzume 0123456789abcdefghjkmnpqrs") \
	C(SESSION_END_ALL, "session end-all", "RETAILER ADDRESS", "ra", ANY, NONE, "POST", "/sign-out", "", \
		"sign an associate out everywhere", \
		"session end-all suzume aiko@suzume.example") \
	C(GREETING_ADD, "greeting add", "RETAILER KEY", "rt", NEW, GREETING, "PUT", "/template", "", \
		"make a greeting, offered when a chat begins", \
		"greeting add suzume hello --text 'Hello, {shopper}.'") \
	C(GREETING_SET, "greeting set", "RETAILER KEY", "rt", OLD, GREETING, "PUT", "/template", "", \
		"change a greeting", \
		"greeting set suzume hello --until 12:00") \
	C(GREETING_LIST, "greeting list", "RETAILER", "r", ANY, NONE, "GET", "/templates/$1", "", \
		"list the greetings", \
		"greeting list suzume") \
	C(GREETING_REMOVE, "greeting remove", "RETAILER KEY", "rt", ANY, NONE, "PUT", "/template", "", \
		"take a greeting away", \
		"greeting remove suzume hello") \
	C(REPLY_ADD, "reply add", "RETAILER KEY", "ry", NEW, REPLY, "PUT", "/template", "", \
		"make a saved reply", \
		"reply add suzume thanks --text 'Thank you!'") \
	C(REPLY_SET, "reply set", "RETAILER KEY", "ry", OLD, REPLY, "PUT", "/template", "", \
		"change a saved reply", \
		"reply set suzume thanks --title Thanks") \
	C(REPLY_LIST, "reply list", "RETAILER", "r", ANY, NONE, "GET", "/templates/$1", "", \
		"list the saved replies", \
		"reply list suzume") \
	C(REPLY_REMOVE, "reply remove", "RETAILER KEY", "ry", ANY, NONE, "PUT", "/template", "", \
		"take a saved reply away", \
		"reply remove suzume thanks") \
	C(CATALOG_IMPORT, "catalogue import", "RETAILER FILE", "rf", ANY, IMPORT, "POST", "/import", "", \
		"replace the catalogue by a product feed; FILE may be -", \
		"catalogue import suzume products.csv") \
	C(CATALOG_FEED, "catalogue feed", "RETAILER URL", "r.", OLD, FEED, "PUT", "/catalog-feed", "", \
		"fetch the catalogue from an address on a schedule; URL may be -", \
		"catalogue feed suzume https://www.suzume.example/feed.csv --every 6h") \
	C(CATALOG_FEED_NOW, "catalogue feed-now", "RETAILER", "r", ANY, NONE, "PUT", "/catalog-feed", "", \
		"fetch it now, and go on from there", \
		"catalogue feed-now suzume") \
	C(CATALOG_FEED_STOP, "catalogue feed-stop", "RETAILER", "r", ANY, NONE, "PUT", "/catalog-feed", "", \
		"fetch it no longer; the catalogue stays", \
		"catalogue feed-stop suzume") \
	C(CATALOG_SHOW, "catalogue show", "RETAILER", "r", ANY, NONE, "GET", "/catalog/$1", "", \
		"show what there is, what is held back, and how its feed is", \
		"catalogue show suzume") \
	C(CATALOG_FIND, "catalogue find", "RETAILER WORDS", "r.+", ANY, FIND, "POST", "/catalog-find", "", \
		"find products as associates do", \
		"catalogue find suzume red cup") \
	C(CATALOG_RELEASE, "catalogue release", "RETAILER", "r", ANY, NONE, "POST", "/catalog-held", "", \
		"let the catalogue that is held back take its place", \
		"catalogue release suzume") \
	C(CATALOG_REFUSE, "catalogue refuse", "RETAILER", "r", ANY, NONE, "POST", "/catalog-held", "", \
		"throw the catalogue that is held back away", \
		"catalogue refuse suzume") \
	C(CLAIM_LIST, "claim list", "RETAILER", "r", ANY, NONE, "GET", "/claims/$1", "", \
		"list the sales that associates claim, those that wait first", \
		"claim list suzume") \
	C(CLAIM_GRANT, "claim grant", "RETAILER CLAIM", "rc", ANY, REASON, "POST", "/claim", "", \
		"make it a sale of whoever claims it", \
		"claim grant suzume 0123456789abcdefghjkmnpqrs") \
	C(CLAIM_REFUSE, "claim refuse", "RETAILER CLAIM", "rc", ANY, REASON, "POST", "/claim", "", \
		"refuse it; needs a reason", \
		"claim refuse suzume 0123456789abcdefghjkmnpqrs --reason 'bought elsewhere'") \
	C(SHOPPER_FIND, "shopper find", "RETAILER WHO", "r.", ANY, WHOSE, "POST", "/shopper-find", "", \
		"find whom an id, an enquiry's address, an order or a guest's number is of", \
		"shopper find suzume mio@example.com") \
	C(SHOPPER_EXPORT, "shopper export", "RETAILER WHO", "r.", ANY, WHOSE, "POST", "/shopper-find", "", \
		"print all that is kept of them, a JSON object a line", \
		"shopper export suzume mio@example.com") \
	C(SHOPPER_CORRECT, "shopper correct", "RETAILER WHO", "r.", ANY, CORRECT, "POST", "/shopper-find", "", \
		"give them another name, or their enquiries another address", \
		"shopper correct suzume mio@example.com --name 'Mio Sato'") \
	C(SHOPPER_ERASE, "shopper erase", "RETAILER WHO", "r.", ANY, ERASE, "POST", "/shopper-find", "", \
		"erase what is kept of them; figures stay", \
		"shopper erase suzume mio@example.com") \
	C(RETENTION_SHOW, "retention show", "RETAILER", "r", ANY, NONE, "GET", "/retention/$1", "", \
		"show how long chats are kept, and what is past that", \
		"retention show suzume") \
	C(RETENTION_RUN, "retention run", "RETAILER", "r", ANY, EXPIRE, "POST", "/expire", "", \
		"do away with what is past the retention now", \
		"retention run suzume --dry-run") \
	C(BLOCK_LIST, "block list", "RETAILER", "r", ANY, NONE, "GET", "/blocks/$1", "", \
		"list the shoppers who are blocked", \
		"block list suzume") \
	C(BLOCK_LIFT, "block lift", "RETAILER SHOPPER", "rb", ANY, NONE, "POST", "/unblock", "", \
		"lift a block", \
		"block lift suzume 0123456789abcdefghjkmnpqrs") \
	C(REPORT_LIST, "report list", "RETAILER", "r", ANY, NONE, "GET", "/reports/$1", "", \
		"list the problem reports, the newest first", \
		"report list suzume") \
	C(REPORT_SHOW, "report show", "RETAILER REPORT", "rp", ANY, NONE, "GET", "/report/$2?retailer=$1", "", \
		"show a problem report", \
		"report show suzume 0123456789abcdefghjkmnpqrs") \
	C(MAIL_TEST, "mail test", "RETAILER ADDRESS", "r.", ANY, NONE, "POST", "/mail", "", \
		"mail a few words, to see whether they arrive", \
		"mail test suzume me@suzume.example") \
	C(MAIL_QUEUE, "mail queue", "RETAILER", "r", ANY, NONE, "GET", "/mails/$1", "", \
		"list the mails that wait to go out", \
		"mail queue suzume") \
	C(ORDER_KEY, "order-key", "RETAILER", "r", ANY, ORDER_KEY, "PUT", "/order-key", "", \
		"make the key that the shop's server signs orders with, and print it", \
		"order-key suzume") \
	C(AUDIT, "audit", "RETAILER", "r", ANY, AUDIT, "GET", "/audit?retailer=$1", "", \
		"show who did what, when, from where", \
		"audit suzume --what sign_in_failed --since 12h") \
	C(PERFORMANCE, "performance", "RETAILER", "r", ANY, FIGURES, "GET", "/performance/$1", "", \
		"show what the team has done: chats, sales, ratings", \
		"performance suzume --days 30") \
	C(RULES_SHOW, "rules show", "RETAILER", "r", ANY, NONE, "GET", "/retailers", "", \
		"show the numbers of the shop floor", \
		"rules show suzume") \
	C(HOURS_SET, "hours set", "RETAILER FILE", "rf", OLD, HOURS, "PUT", "/retailer", "", \
		"set the opening hours; FILE may be -", \
		"hours set suzume hours.txt") \
	C(HOURS_SHOW, "hours show", "RETAILER", "r", ANY, HOURS, "GET", "/retailers", "", \
		"show the opening hours as they were set", \
		"hours show suzume --group living") \
	C(HOURS_WEEK, "hours week", "RETAILER", "r", OLD, HOURS, "GET", "/status", "", \
		"show whether it is open, this week, and what is dated", \
		"hours week suzume") \
	C(EXCEPT_ADD, "hours except add", "RETAILER DATE HOURS", "r..+", OLD, EXCEPT, "PUT", "/retailer", "", \
		"close, or open otherwise, on one day", \
		"hours except add suzume 2026-12-31 closed --notice Stocktaking") \
	C(EXCEPT_REMOVE, "hours except remove", "RETAILER DATE", "rd", OLD, HOURS, "PUT", "/retailer", "", \
		"let a day be like its weekday again", \
		"hours except remove suzume 2026-12-31") \
	C(STATUS, "status", "", "", ANY, NONE, "GET", "/status", "", \
		"show how the relay is", \
		"status") \
	C(CLOCK_ADVANCE, "clock advance", "SPAN", ".", ANY, NONE, "POST", "/clock", "", \
		"move the test clock on, such as by 90s", \
		"clock advance 90s") \
	C(CLOCK_SET, "clock set", "TIME", ".", ANY, NONE, "POST", "/clock", "", \
		"move the test clock to a time (RFC 3339)", \
		"clock set 2026-11-22T09:30:00Z") \
	C(BACKUP, "backup", "", "", ANY, NONE, "POST", "/backup", "", \
		"copy the database, and say where", \
		"backup") \
	C(STOP, "stop", "", "", ANY, NONE, "POST", "/stop", "", \
		"end the relay, kindly", \
		"stop") \
	C(COMPLETION, "completion", "SHELL", "s", ANY, NONE, "", "", "", \
		"print what makes bash, zsh or fish complete", \
		"completion bash")

#define COMMAND_OPTIONS(O) \
	O(socket, "socket", "PATH", 'f', ALL, "the relay's control socket") \
	O(json, "json", NULL, ' ', ALL, "print one JSON value, also of what is wrong") \
	O(help, "help", NULL, ' ', ALL, "say this; with a command, what goes with it") \
	O(version, "version", NULL, ' ', ALL, "say the version") \
	O(name, "name", "NAME", '.', RETAILER | WITH_GROUP | WITH_ASSOCIATE | WITH_CORRECT, "what people see") \
	O(address, "address", "ADDRESS", '.', CORRECT, "of their enquiries") \
	O(zone, "zone", "ZONE", '.', RETAILER, "time zone, such as Asia/Tokyo") \
	O(currency, "currency", "CODE", '.', RETAILER, "ISO 4217, such as JPY") \
	O(accent, "accent", "COLOUR", '.', RETAILER, "the widget's colour, such as #243b61") \
	O(origins, "origin", "ORIGIN", '.', RETAILER, "of the shop's pages; may be there several times") \
	O(support, "support", "ADDRESS", '.', RETAILER, "where problem reports are mailed") \
	O(hours, "hours", "FILE", 'f', RETAILER | WITH_GROUP, "opening hours; FILE may be -") \
	O(groups, "groups", "KEYS", 'g', ASSOCIATE | WITH_INVITE, "keys of groups, with blanks between") \
	O(manager, "manager", NULL, ' ', ASSOCIATE, "with a manager's rights") \
	O(no_manager, "no-manager", NULL, ' ', ASSOCIATE, "without them, from now on") \
	O(at_once, "at-once", "NUMBER", '.', RETAILER, "associates that ring at first, and more each time") \
	O(more_every, "more-every", "SPAN", '.', RETAILER, "until more of them ring") \
	O(ring_for, "ring-for", "SPAN", '.', RETAILER, "until a request is missed") \
	O(keep_state, "keep-state", "SPAN", '.', RETAILER, "without a device until an associate is unavailable") \
	O(take_over, "take-over", "SPAN", '.', RETAILER, "without a device until a chat rings for others") \
	O(left_after, "left-after", "SPAN", '.', RETAILER, "without the shopper until a chat ends") \
	O(window, "window", "DAYS", '.', RETAILER, "the attribution window") \
	O(scan, "scan", "WORD", 'o', RETAILER, "on or off: barcodes in the catalogue") \
	O(largest_order, "largest-order", "AMOUNT", '.', RETAILER, "what one order comes to at most, such as 500,000") \
	O(retention, "retention", "DAYS", '.', RETAILER, "that chats are kept; none: for ever") \
	O(text, "text", "WORDS", '.', GREETING | WITH_REPLY, "the words, with {variables}; - reads them") \
	O(title, "title", "TITLE", '.', GREETING | WITH_REPLY, "what associates see in a list") \
	O(lang, "lang", "LANG", 'l', GREETING | WITH_REPLY, "en or ja: the shopper's language that it is for") \
	O(pages, "pages", "GLOB", '.', GREETING, "only on pages whose path matches, such as /p/*") \
	O(from, "from", "HH:MM", '.', GREETING, "only from that time of the shop's day") \
	O(until, "until", "HH:MM", '.', GREETING, "and until that one") \
	O(password, "password", NULL, ' ', PASSWORD, "ask for a new password") \
	O(password_stdin, "password-stdin", NULL, ' ', ASSOCIATE, "read the password from standard input") \
	O(days, "days", "DAYS", '.', INVITE | WITH_FIGURES, "how long the code is good, or of how many days; 7 if not said") \
	O(uses, "uses", "NUMBER", '.', INVITE, "how many may sign up with it; 1 if not said") \
	O(none, "none", NULL, ' ', ORDER_KEY, "no key: take orders from its server no longer") \
	O(reason, "reason", "WORDS", '.', REASON, "why; the associate reads it") \
	O(what, "what", "WORD", 'w', AUDIT, "only that, such as block") \
	O(who, "who", "WHO", 'a', AUDIT, "only what that account, or norenctl, or nobody did") \
	O(since, "since", "SPAN", '.', AUDIT, "only the last 90m, 12h, 7d or so") \
	O(after, "after", "NUMBER", '.', AUDIT, "only lines behind that one, the oldest first") \
	O(follow, "follow", NULL, ' ', AUDIT, "go on with what is done from now on") \
	O(group, "group", "KEY", 'g', HOURS | WITH_EXCEPT, "a group's own hours") \
	O(notice, "notice", "TEXT", '.', EXCEPT, "what shoppers read on that day") \
	O(every, "every", "SPAN", '.', FEED, "from one fetch to the next, such as 6h; 6h if not said") \
	O(format, "format", "FORMAT", 'k', IMPORT | WITH_FEED, "csv, tsv or jsonl; as it looks if not said") \
	O(encoding, "encoding", "ENCODING", 'e', IMPORT | WITH_FEED, "utf-8, shift_jis, utf-16le or utf-16be; likewise") \
	O(force, "force", NULL, ' ', IMPORT, "though more than half of the products, by SKU, are not in it") \
	O(by_sku, "sku", NULL, ' ', FIND, "WORDS is a SKU") \
	O(by_gtin, "gtin", NULL, ' ', FIND, "WORDS is a barcode") \
	O(by_order, "order", NULL, ' ', WHOSE | WITH_CORRECT | WITH_ERASE, "WHO is an order's number") \
	O(by_guest, "guest", NULL, ' ', WHOSE | WITH_CORRECT | WITH_ERASE, "WHO is a guest's number, as in Guest 4821") \
	O(dry_run, "dry-run", NULL, ' ', EXPIRE, "only say how much it is") \
	O(yes, "yes", NULL, ' ', SURE | WITH_ERASE, "do not ask whether it is meant")

/* clang-format on */
#endif
