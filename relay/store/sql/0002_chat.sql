-- The chat in full: transfers, blocks, what entries carry beside their text,
-- files, greetings, reports.  `round` counts the ringings of a chat: requests,
-- take-overs, transfers.

ALTER TABLE shopper ADD COLUMN opened TEXT NOT NULL DEFAULT '';
ALTER TABLE shopper ADD COLUMN opener TEXT NOT NULL DEFAULT '';
ALTER TABLE shopper ADD COLUMN said BIGINT NOT NULL DEFAULT 0;

ALTER TABLE chat ADD COLUMN round BIGINT NOT NULL DEFAULT 0;
ALTER TABLE chat ADD COLUMN handing BIGINT NOT NULL DEFAULT 0;
ALTER TABLE chat ADD COLUMN target TEXT NOT NULL DEFAULT '';
ALTER TABLE chat ADD COLUMN target_grp TEXT NOT NULL DEFAULT '';
ALTER TABLE chat ADD COLUMN note TEXT NOT NULL DEFAULT '';

ALTER TABLE ring ADD COLUMN round BIGINT NOT NULL DEFAULT 0;

-- What there is to an entry beside its text; most have no such row.
CREATE TABLE attach (
	retailer TEXT NOT NULL,
	chat TEXT NOT NULL,
	seq BIGINT NOT NULL,
	kind BIGINT NOT NULL,
	recommended BIGINT NOT NULL,
	sku TEXT NOT NULL,
	product TEXT NOT NULL,
	amount BIGINT NOT NULL,
	currency TEXT NOT NULL,
	url TEXT NOT NULL,
	image TEXT NOT NULL,
	stock TEXT NOT NULL,
	quantity BIGINT NOT NULL,
	orderno TEXT NOT NULL,
	media TEXT NOT NULL,
	mime BIGINT NOT NULL,
	width BIGINT NOT NULL,
	height BIGINT NOT NULL,
	bytes BIGINT NOT NULL,
	PRIMARY KEY (retailer, chat, seq)
) WITHOUT ROWID;
-- Which chats a file was shown in.
CREATE INDEX attach_media ON attach (retailer, media) WHERE media <> '';

-- D9: a block, by the chat that it ended; `seq` is its entry there, `pages`
-- what the shopper had open, one a line.
CREATE TABLE block (
	retailer TEXT NOT NULL,
	chat TEXT NOT NULL,
	shopper TEXT NOT NULL,
	seq BIGINT NOT NULL,
	at BIGINT NOT NULL,
	name TEXT NOT NULL,
	associate TEXT NOT NULL,
	blocker TEXT NOT NULL,
	reason TEXT NOT NULL,
	pages TEXT NOT NULL,
	hidden BIGINT NOT NULL,
	lifted BIGINT NOT NULL,
	PRIMARY KEY (retailer, chat)
);
CREATE UNIQUE INDEX block_standing ON block (retailer, shopper)
	WHERE lifted = 0;

-- D6: what was uploaded.  The owner is an associate or a shopper, as `who`
-- says; `chat` is where it was first shown, `sent` when; '' and 0 before.
CREATE TABLE media (
	retailer TEXT NOT NULL,
	media TEXT NOT NULL,
	who BIGINT NOT NULL,
	owner TEXT NOT NULL,
	chat TEXT NOT NULL,
	mime BIGINT NOT NULL,
	width BIGINT NOT NULL,
	height BIGINT NOT NULL,
	bytes BIGINT NOT NULL,
	name TEXT NOT NULL,
	at BIGINT NOT NULL,
	sent BIGINT NOT NULL,
	PRIMARY KEY (retailer, media)
);
CREATE INDEX media_owner ON media (retailer, owner, at);

-- D3: greetings and saved replies; minutes of the shop's day.
CREATE TABLE template (
	retailer TEXT NOT NULL,
	template TEXT NOT NULL,
	use BIGINT NOT NULL,
	lang BIGINT NOT NULL,
	title TEXT NOT NULL,
	text TEXT NOT NULL,
	pages TEXT NOT NULL,
	from_min BIGINT NOT NULL,
	until_min BIGINT NOT NULL,
	PRIMARY KEY (retailer, template)
);

-- H3: problem reports, as they came.
CREATE TABLE report (
	retailer TEXT NOT NULL,
	report TEXT NOT NULL,
	associate TEXT NOT NULL,
	at BIGINT NOT NULL,
	text TEXT NOT NULL,
	PRIMARY KEY (retailer, report)
);
CREATE INDEX report_at ON report (retailer, at);
