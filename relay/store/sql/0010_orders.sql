-- What a shop's server signs its orders with (E1): the secret itself, since it
-- must be known to check a signature.  And when such a server spoke of an order
-- last, so that what it said before cannot be said again.

CREATE TABLE order_key (
	retailer TEXT NOT NULL PRIMARY KEY,
	secret TEXT NOT NULL,
	made BIGINT NOT NULL
);
ALTER TABLE sale ADD COLUMN told BIGINT NOT NULL DEFAULT 0;
