-- What people call a session by: an id, which opens nothing.  Those that there
-- are get one that is written as ids are.

ALTER TABLE session ADD COLUMN session TEXT NOT NULL DEFAULT '';
UPDATE session SET session = '0' || substr(lower(hex(randomblob(13))), 2);
