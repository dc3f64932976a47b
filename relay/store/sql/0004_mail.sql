-- Where a retailer's problem reports are mailed; '' is nowhere.

ALTER TABLE retailer ADD COLUMN support TEXT NOT NULL DEFAULT '';

-- Mails that wait to go out, whole, until a server has taken them over.

CREATE TABLE mail (
	retailer TEXT NOT NULL,
	mail TEXT NOT NULL,
	address TEXT NOT NULL,
	text TEXT NOT NULL,
	made BIGINT NOT NULL,
	due BIGINT NOT NULL,
	tries BIGINT NOT NULL,
	why TEXT NOT NULL,
	PRIMARY KEY (retailer, mail)
);
CREATE INDEX mail_due ON mail (due, mail);
