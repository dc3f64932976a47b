-- What a retailer has set otherwise than the rules of the shop floor have it: 0
-- is as they do.  Spans are in microseconds.

ALTER TABLE retailer ADD COLUMN at_once BIGINT NOT NULL DEFAULT 0;
ALTER TABLE retailer ADD COLUMN more_every BIGINT NOT NULL DEFAULT 0;
ALTER TABLE retailer ADD COLUMN ring_for BIGINT NOT NULL DEFAULT 0;
ALTER TABLE retailer ADD COLUMN keep_state BIGINT NOT NULL DEFAULT 0;
ALTER TABLE retailer ADD COLUMN take_over BIGINT NOT NULL DEFAULT 0;
ALTER TABLE retailer ADD COLUMN left_after BIGINT NOT NULL DEFAULT 0;
ALTER TABLE retailer ADD COLUMN window_days BIGINT NOT NULL DEFAULT 0;
