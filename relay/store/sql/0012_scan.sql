-- Whether barcodes are read in the catalogue (F4): 1 they are, 2 they are not,
-- 0 as the rules have it.
ALTER TABLE retailer ADD COLUMN scan BIGINT NOT NULL DEFAULT 0;
