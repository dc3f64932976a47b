-- What a feed's bytes were, so that the same are not brought in twice where its
-- server gives no tag; and whether a manager has refused what it became last.

ALTER TABLE feed ADD COLUMN hash TEXT NOT NULL DEFAULT '';
ALTER TABLE feed ADD COLUMN declined BIGINT NOT NULL DEFAULT 0;
