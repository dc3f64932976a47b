-- E3: where in `words` a chat's words are; 0: nowhere.  With it the archive is
-- walked, newest first, past what has not the words that are sought, and what
-- few chats have is found from the words, without a look at the chats' text.

ALTER TABLE filed ADD COLUMN place BIGINT NOT NULL DEFAULT 0;
UPDATE filed SET place = w.rowid FROM words w
	WHERE w.retailer = filed.retailer AND w.chat = filed.chat;
DROP INDEX filed_associate;
DROP INDEX filed_at;
CREATE INDEX filed_associate ON filed (retailer, associate, at, chat, place);
CREATE INDEX filed_at ON filed (retailer, at, chat, associate, place);
CREATE INDEX filed_place ON filed (place) WHERE place > 0;
