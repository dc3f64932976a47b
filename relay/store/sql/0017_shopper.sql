-- J1: what is kept of a shopper is found by shopper, and for so many days.

CREATE INDEX chat_shopper ON chat (retailer, shopper);
CREATE INDEX chat_ended ON chat (retailer, ended) WHERE phase = 2;
CREATE INDEX enquiry_shopper ON enquiry (retailer, shopper);
CREATE INDEX sale_shopper ON sale (retailer, shopper);

-- Days that chats are kept; 0: for ever.
ALTER TABLE retailer ADD COLUMN retention BIGINT NOT NULL DEFAULT 0;
