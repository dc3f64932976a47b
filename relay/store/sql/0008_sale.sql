-- Orders, and whose sales they are (E1, E2).  `shopper` is '' while only the
-- shop's server has told of one, `associate` while it is nobody's sale.

CREATE TABLE sale (
	retailer TEXT NOT NULL,
	orderno TEXT NOT NULL,
	associate TEXT NOT NULL,
	chat TEXT NOT NULL,
	shopper TEXT NOT NULL,
	at BIGINT NOT NULL,
	name TEXT NOT NULL,
	title TEXT NOT NULL,
	quantity BIGINT NOT NULL,
	paid BIGINT NOT NULL,
	total BIGINT NOT NULL,
	currency TEXT NOT NULL,
	cancelled BIGINT NOT NULL,
	viewed BIGINT NOT NULL,
	PRIMARY KEY (retailer, orderno)
);
CREATE INDEX sale_fresh ON sale (retailer, at, orderno)
	WHERE viewed = 0 AND associate <> '';
CREATE INDEX sale_associate ON sale (retailer, associate, at);
CREATE INDEX sale_chat ON sale (retailer, chat) WHERE chat <> '';

ALTER TABLE presence ADD COLUMN sales BIGINT NOT NULL DEFAULT 0;
ALTER TABLE presence ADD COLUMN sold BIGINT NOT NULL DEFAULT 0;

-- When the shopper's last chat with somebody ended, and which it was.
ALTER TABLE shopper ADD COLUMN served BIGINT NOT NULL DEFAULT 0;
ALTER TABLE shopper ADD COLUMN served_in TEXT NOT NULL DEFAULT '';
