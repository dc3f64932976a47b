-- Enquiries are answered (C9): `done` says when, `lang` in which language the
-- shopper reads.  Those that had been taken up before were answered by hand.

ALTER TABLE enquiry ADD COLUMN lang BIGINT NOT NULL DEFAULT 0;
ALTER TABLE enquiry ADD COLUMN done BIGINT NOT NULL DEFAULT 0;
UPDATE enquiry SET done = at WHERE taken <> '';
DROP INDEX enquiry_key;
DROP INDEX enquiry_waiting;
-- The desk forgets those that were answered: their keys may come again.
CREATE UNIQUE INDEX enquiry_key ON enquiry (retailer, shopper, key)
	WHERE key <> '' AND done = 0;
CREATE INDEX enquiry_waiting ON enquiry (retailer, at) WHERE done = 0;
CREATE INDEX enquiry_done ON enquiry (retailer, done, enquiry) WHERE done > 0;

-- What was answered, and by whom.  `state` is what has become of it (see
-- wire_outcome); a mail that goes out has the letter's id.
CREATE TABLE letter (
	retailer TEXT NOT NULL,
	letter TEXT NOT NULL,
	enquiry TEXT NOT NULL,
	associate TEXT NOT NULL,
	key TEXT NOT NULL,
	at BIGINT NOT NULL,
	name TEXT NOT NULL,
	text TEXT NOT NULL,
	state BIGINT NOT NULL,
	why TEXT NOT NULL,
	PRIMARY KEY (retailer, letter)
);
CREATE INDEX letter_enquiry ON letter (retailer, enquiry, at);
CREATE UNIQUE INDEX letter_key ON letter (retailer, enquiry, associate, key);

-- Sales that associates miss (E5): 0 open, 1 granted, 2 refused.
CREATE TABLE claim (
	retailer TEXT NOT NULL,
	claim TEXT NOT NULL,
	associate TEXT NOT NULL,
	key TEXT NOT NULL,
	at BIGINT NOT NULL,
	author TEXT NOT NULL,
	orderno TEXT NOT NULL,
	name TEXT NOT NULL,
	title TEXT NOT NULL,
	amount BIGINT NOT NULL,
	currency TEXT NOT NULL,
	bought BIGINT NOT NULL,
	evidence TEXT NOT NULL,
	chat TEXT NOT NULL,
	state BIGINT NOT NULL,
	decider TEXT NOT NULL,
	decided BIGINT NOT NULL,
	reason TEXT NOT NULL,
	PRIMARY KEY (retailer, claim)
);
CREATE UNIQUE INDEX claim_key ON claim (retailer, associate, key);
CREATE INDEX claim_open ON claim (retailer, at, claim) WHERE state = 0;
CREATE INDEX claim_at ON claim (retailer, at, claim);

-- The claim that made it somebody's.
ALTER TABLE sale ADD COLUMN claim TEXT NOT NULL DEFAULT '';
