-- Accounts that people make and mend themselves (A1 to A9).  `folded` is an
-- address as addresses are compared; retailer '' is that of an address that
-- nobody has registered.

ALTER TABLE associate ADD COLUMN lang BIGINT NOT NULL DEFAULT 0;

CREATE TABLE invite (
	code TEXT NOT NULL PRIMARY KEY,
	retailer TEXT NOT NULL,
	made BIGINT NOT NULL,
	expires BIGINT NOT NULL,
	withdrawn BIGINT NOT NULL,
	uses BIGINT NOT NULL,
	used BIGINT NOT NULL,
	author TEXT NOT NULL,
	grps TEXT NOT NULL
);
CREATE INDEX invite_retailer ON invite (retailer, made);

-- Who has signed up and not yet proven the address.
CREATE TABLE sign_up (
	folded TEXT NOT NULL PRIMARY KEY,
	retailer TEXT NOT NULL,
	address TEXT NOT NULL,
	name TEXT NOT NULL,
	hash TEXT NOT NULL,
	lang BIGINT NOT NULL,
	invite TEXT NOT NULL,
	made BIGINT NOT NULL
);
CREATE INDEX sign_up_made ON sign_up (made);

-- Codes that were mailed, hashed; `code` is an id and names one.  Kinds: 0
-- sign-up, 1 reset, 2 move, which alone has an associate.
CREATE TABLE code (
	folded TEXT NOT NULL,
	kind BIGINT NOT NULL,
	associate TEXT NOT NULL,
	retailer TEXT NOT NULL,
	code TEXT NOT NULL UNIQUE,
	address TEXT NOT NULL,
	hash TEXT NOT NULL,
	made BIGINT NOT NULL,
	expires BIGINT NOT NULL,
	tries BIGINT NOT NULL,
	PRIMARY KEY (folded, kind, associate)
);
CREATE INDEX code_associate ON code (associate) WHERE associate <> '';

-- When an address asked for its last three codes, the last first, and how many
-- were wrong in a row, of however many codes.
CREATE TABLE guard (
	folded TEXT NOT NULL PRIMARY KEY,
	retailer TEXT NOT NULL,
	asked BIGINT NOT NULL,
	asked_2 BIGINT NOT NULL,
	asked_3 BIGINT NOT NULL,
	wrong BIGINT NOT NULL,
	used BIGINT NOT NULL
);
CREATE INDEX guard_used ON guard (retailer, used);

-- Where an account was signed in before: hashes of the devices' own secrets.
CREATE TABLE device (
	retailer TEXT NOT NULL,
	associate TEXT NOT NULL,
	hash TEXT NOT NULL,
	used BIGINT NOT NULL,
	PRIMARY KEY (retailer, associate, hash)
);
