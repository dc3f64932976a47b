-- J1: of a claimed sale the shopper's name is the claim's alone.
UPDATE sale SET name = '' WHERE claim <> '' AND shopper = '';
