-- What the first relay keeps.  Times are microseconds UTC, money minor units,
-- flags 0 or 1, ids 26 letters with '' for none.  Rows of a retailer begin
-- their key with it.  The columns of the desk's tables (presence to tally) are
-- declared once more in relay/desk/rec.h; the relay does not start when the
-- two differ.

CREATE TABLE retailer (
	retailer TEXT NOT NULL PRIMARY KEY,
	name TEXT NOT NULL,
	zone TEXT NOT NULL,
	currency TEXT NOT NULL,
	accent TEXT NOT NULL,
	origins TEXT NOT NULL,
	hours TEXT NOT NULL
);

CREATE TABLE grp (
	retailer TEXT NOT NULL,
	grp TEXT NOT NULL,
	name TEXT NOT NULL,
	hours TEXT NOT NULL,
	PRIMARY KEY (retailer, grp)
);

-- `folded` is the address as addresses are compared.
CREATE TABLE associate (
	retailer TEXT NOT NULL,
	associate TEXT NOT NULL UNIQUE,
	address TEXT NOT NULL,
	folded TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL,
	hash TEXT NOT NULL,
	grps TEXT NOT NULL,
	manager BIGINT NOT NULL,
	PRIMARY KEY (retailer, associate)
);

-- `hash` is the token's: nobody can sign in with what is written here.
CREATE TABLE session (
	hash TEXT NOT NULL PRIMARY KEY,
	retailer TEXT NOT NULL,
	associate TEXT NOT NULL,
	device TEXT NOT NULL,
	made BIGINT NOT NULL,
	used BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX session_associate ON session (retailer, associate);

-- Who owns a desk, and how often it was claimed or written: the fence.
CREATE TABLE desk (
	retailer TEXT NOT NULL PRIMARY KEY,
	turn BIGINT NOT NULL,
	owner TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE presence (
	retailer TEXT NOT NULL,
	associate TEXT NOT NULL,
	available BIGINT NOT NULL,
	reason BIGINT NOT NULL,
	since BIGINT NOT NULL,
	free_since BIGINT NOT NULL,
	misses BIGINT NOT NULL,
	day BIGINT NOT NULL,
	chats BIGINT NOT NULL,
	missed BIGINT NOT NULL,
	PRIMARY KEY (retailer, associate)
) WITHOUT ROWID;

CREATE TABLE shopper (
	retailer TEXT NOT NULL,
	shopper TEXT NOT NULL,
	number BIGINT NOT NULL,
	name TEXT NOT NULL,
	visits BIGINT NOT NULL,
	last TEXT NOT NULL,
	PRIMARY KEY (retailer, shopper)
) WITHOUT ROWID;

-- Phases: 0 ringing, 1 live, 2 ended.
CREATE TABLE chat (
	retailer TEXT NOT NULL,
	chat TEXT NOT NULL,
	shopper TEXT NOT NULL,
	associate TEXT NOT NULL,
	phase BIGINT NOT NULL,
	reason BIGINT NOT NULL,
	opened BIGINT NOT NULL,
	accepted BIGINT NOT NULL,
	ended BIGINT NOT NULL,
	rang BIGINT NOT NULL,
	taken_over BIGINT NOT NULL,
	lang BIGINT NOT NULL,
	first TEXT NOT NULL,
	url TEXT NOT NULL,
	title TEXT NOT NULL,
	product TEXT NOT NULL,
	amount BIGINT NOT NULL,
	currency TEXT NOT NULL,
	grp TEXT NOT NULL,
	PRIMARY KEY (retailer, chat)
);
-- C4: one live chat an associate, one open chat a shopper.
CREATE UNIQUE INDEX chat_live ON chat (retailer, associate) WHERE phase = 1;
CREATE UNIQUE INDEX chat_open ON chat (retailer, shopper) WHERE phase < 2;

CREATE TABLE ring (
	retailer TEXT NOT NULL,
	chat TEXT NOT NULL,
	associate TEXT NOT NULL,
	state BIGINT NOT NULL,
	at BIGINT NOT NULL,
	PRIMARY KEY (retailer, chat, associate)
) WITHOUT ROWID;

-- A chat's entries lie beside each other: a replay reads one run of pages.
CREATE TABLE entry (
	retailer TEXT NOT NULL,
	chat TEXT NOT NULL,
	seq BIGINT NOT NULL,
	at BIGINT NOT NULL,
	kind BIGINT NOT NULL,
	who BIGINT NOT NULL,
	actor TEXT NOT NULL,
	name TEXT NOT NULL,
	key TEXT NOT NULL,
	reason BIGINT NOT NULL,
	body TEXT NOT NULL,
	PRIMARY KEY (retailer, chat, seq)
) WITHOUT ROWID;
-- D1: what a sender says twice is kept once.
CREATE UNIQUE INDEX entry_key ON entry (retailer, chat, actor, key)
	WHERE key <> '';

CREATE TABLE mark (
	retailer TEXT NOT NULL,
	chat TEXT NOT NULL,
	who BIGINT NOT NULL,
	delivered BIGINT NOT NULL,
	read BIGINT NOT NULL,
	PRIMARY KEY (retailer, chat, who)
) WITHOUT ROWID;

CREATE TABLE enquiry (
	retailer TEXT NOT NULL,
	enquiry TEXT NOT NULL,
	shopper TEXT NOT NULL,
	at BIGINT NOT NULL,
	key TEXT NOT NULL,
	name TEXT NOT NULL,
	address TEXT NOT NULL,
	body TEXT NOT NULL,
	taken TEXT NOT NULL,
	PRIMARY KEY (retailer, enquiry)
);
-- The desk forgets those that were taken up: their keys may come again.
CREATE UNIQUE INDEX enquiry_key ON enquiry (retailer, shopper, key)
	WHERE key <> '' AND taken = '';
CREATE INDEX enquiry_waiting ON enquiry (retailer, at) WHERE taken = '';

CREATE TABLE tally (
	retailer TEXT NOT NULL,
	name TEXT NOT NULL,
	value BIGINT NOT NULL,
	PRIMARY KEY (retailer, name)
) WITHOUT ROWID;
