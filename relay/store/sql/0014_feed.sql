-- Product feeds that are fetched on a schedule (F3): from where and how often,
-- what the last try came to, and what is to be told the server, so that what
-- has not changed does not come again.  `made` is the catalogue that it became.

CREATE TABLE feed (
	retailer TEXT NOT NULL PRIMARY KEY,
	url TEXT NOT NULL,
	every BIGINT NOT NULL,
	format TEXT NOT NULL,
	encoding TEXT NOT NULL,
	etag TEXT NOT NULL,
	modified TEXT NOT NULL,
	made BIGINT NOT NULL,
	checked BIGINT NOT NULL,
	tried BIGINT NOT NULL,
	due BIGINT NOT NULL,
	fails BIGINT NOT NULL,
	result TEXT NOT NULL,
	why TEXT NOT NULL,
	taken BIGINT NOT NULL,
	refused BIGINT NOT NULL,
	rows TEXT NOT NULL
);
