-- E2: when the shopper's last chat began: what was bought before is not its sale.
ALTER TABLE shopper ADD COLUMN served_from BIGINT NOT NULL DEFAULT 0;
