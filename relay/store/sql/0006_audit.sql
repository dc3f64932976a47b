-- Who did what, when, from where (J3): never what people wrote, never a secret.
-- What was tried on no account at all belongs to no retailer ('').

CREATE TABLE audit (
	retailer TEXT NOT NULL,
	seq BIGINT NOT NULL,
	at BIGINT NOT NULL,
	what TEXT NOT NULL,
	who TEXT NOT NULL,
	name TEXT NOT NULL,
	origin TEXT NOT NULL,
	about TEXT NOT NULL,
	PRIMARY KEY (retailer, seq)
);
CREATE INDEX audit_at ON audit (at);
