-- Figures (E4): who accepted, who missed, how shoppers rated.  No words and no
-- shopper in `score`, so that it may stay when they go; `associate` is '' where
-- the shop as a whole missed a request, `waited` -1 where nobody knows.

CREATE TABLE score (
	retailer TEXT NOT NULL,
	chat TEXT NOT NULL,
	round BIGINT NOT NULL,
	associate TEXT NOT NULL,
	missed BIGINT NOT NULL,
	at BIGINT NOT NULL,
	waited BIGINT NOT NULL,
	PRIMARY KEY (retailer, chat, round, associate)
) WITHOUT ROWID;
-- With all that figures are made from, so that the rows are not looked up.
CREATE INDEX score_at ON score
	(retailer, at, associate, missed, waited, chat);
CREATE INDEX score_associate ON score
	(retailer, associate, at, missed, waited, chat);

CREATE TABLE rating (
	retailer TEXT NOT NULL,
	chat TEXT NOT NULL,
	associate TEXT NOT NULL,
	at BIGINT NOT NULL,
	stars BIGINT NOT NULL,
	body TEXT NOT NULL,
	PRIMARY KEY (retailer, chat)
) WITHOUT ROWID;
CREATE INDEX rating_at ON rating (retailer, at, associate, stars);

CREATE INDEX sale_at ON sale (retailer, at) WHERE associate <> '';

ALTER TABLE shopper ADD COLUMN unrated BIGINT NOT NULL DEFAULT 0;

-- What happened before there were figures, as far as it is known.  A ringing
-- of then has the number of its entry, below 0: real ones count from 1.
INSERT INTO score (retailer, chat, round, associate, missed, at, waited)
	SELECT e.retailer, e.chat, -e.seq, e.actor, 0, e.at,
		CASE WHEN e.kind = 2 AND e.seq = (SELECT MIN(f.seq)
			FROM entry f WHERE f.retailer = e.retailer
			AND f.chat = e.chat AND f.kind = 2)
		THEN MAX(e.at - c.opened, 0) ELSE -1 END
	FROM entry e JOIN chat c
		ON c.retailer = e.retailer AND c.chat = e.chat
	WHERE e.kind IN (2, 13) AND e.actor <> '';
INSERT INTO score (retailer, chat, round, associate, missed, at, waited)
	SELECT retailer, chat, 0, '', 1, ended, -1
	FROM chat WHERE phase = 2 AND reason = 6;
INSERT INTO score (retailer, chat, round, associate, missed, at, waited)
	SELECT r.retailer, r.chat, 0, r.associate, 1, c.ended, -1
	FROM ring r JOIN chat c ON c.retailer = r.retailer AND c.chat = r.chat
	WHERE c.phase = 2 AND c.reason = 6 AND r.round = c.round
		AND r.state IN (0, 1);
