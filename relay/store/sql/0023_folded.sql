-- F1: words are found without the marks on their letters (Café by "cafe"), so
-- all that was indexed is indexed anew, chats and then answered enquiries,
-- beside everything else; until then each is found as it was.

UPDATE filed SET sought = 0 WHERE place > 0;
ALTER TABLE enquiry ADD COLUMN sought BIGINT NOT NULL DEFAULT 1;
UPDATE enquiry SET sought = 0 WHERE EXISTS (SELECT 1 FROM letter
	WHERE letter.retailer = enquiry.retailer
	AND letter.enquiry = enquiry.enquiry);
CREATE INDEX enquiry_unsought ON enquiry (retailer, enquiry) WHERE sought = 0;
