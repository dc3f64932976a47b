-- What a product costs while its price is lowered (D5); 0: it is not.

ALTER TABLE attach ADD COLUMN sale BIGINT NOT NULL DEFAULT 0;
