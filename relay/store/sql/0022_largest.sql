-- E1: the largest order that is believed, in thousandths of a unit as
-- relay/desk/largest.h counts them; 0 as the rules have it.
ALTER TABLE retailer ADD COLUMN largest_order BIGINT NOT NULL DEFAULT 0;
