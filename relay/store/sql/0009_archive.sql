-- The archive (E3): a chat once for everybody who had it, or for nobody (''),
-- and the words of each, folded, to be searched in.  `sought` is 1 once the
-- words are there; a chat that comes to the archive again is indexed anew, so
-- that rowids grow with time.

CREATE TABLE filed (
	retailer TEXT NOT NULL,
	chat TEXT NOT NULL,
	associate TEXT NOT NULL,
	at BIGINT NOT NULL,
	reason BIGINT NOT NULL,
	name TEXT NOT NULL,
	sought BIGINT NOT NULL,
	PRIMARY KEY (retailer, chat, associate)
) WITHOUT ROWID;
CREATE INDEX filed_associate ON filed (retailer, associate, at, chat);
CREATE INDEX filed_at ON filed (retailer, at, chat, associate);
CREATE INDEX filed_unsought ON filed (at, retailer, chat) WHERE sought = 0;

-- One row a chat; in `who` are the chat, the retailer and who has it, so that
-- one question to the index finds a chat by all of them.
CREATE VIRTUAL TABLE words USING fts5(retailer UNINDEXED, chat UNINDEXED, who,
	text, tokenize = 'unicode61 remove_diacritics 0');

-- What has ended before there was an archive, and who had it before it was
-- handed on: whoever accepted a chat (2) or took it over (13) has said so in it.
INSERT INTO filed (retailer, chat, associate, at, reason, name, sought)
	SELECT c.retailer, c.chat,
		CASE WHEN c.accepted = 0 THEN '' ELSE c.associate END,
		c.ended, c.reason,
		CASE WHEN COALESCE(s.name, '') <> '' THEN s.name
			ELSE 'Guest ' || COALESCE(s.number, 0) END, 0
	FROM chat c LEFT JOIN shopper s
		ON s.retailer = c.retailer AND s.shopper = c.shopper
	WHERE c.phase = 2;
INSERT INTO filed (retailer, chat, associate, at, reason, name, sought)
	SELECT e.retailer, e.chat, e.actor, MAX(h.at), 5,
		CASE WHEN COALESCE(s.name, '') <> '' THEN s.name
			ELSE 'Guest ' || COALESCE(s.number, 0) END, 0
	FROM entry e JOIN chat c
		ON c.retailer = e.retailer AND c.chat = e.chat
	JOIN entry h ON h.retailer = e.retailer AND h.chat = e.chat
		AND h.kind IN (2, 13)
	LEFT JOIN shopper s
		ON s.retailer = c.retailer AND s.shopper = c.shopper
	WHERE e.kind IN (2, 13) AND e.actor <> c.associate
	GROUP BY e.retailer, e.chat, e.actor;
