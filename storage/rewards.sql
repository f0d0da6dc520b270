-- name: add$
INSERT INTO rewards (unit_id, partner_id, name, name_en, price, stock, monthly, hours)
VALUES (:unit_id, :partner_id, :name, :name_en, :price, :stock, :monthly, :hours) RETURNING id;

-- name: by_id^
SELECT id, unit_id, partner_id, name, name_en, price, stock, monthly, hours, withdrawn_at FROM rewards WHERE id = :reward_id;

-- name: of_unit
SELECT id, unit_id, partner_id, name, name_en, price, stock, monthly, hours, withdrawn_at FROM rewards
WHERE unit_id = :unit_id AND withdrawn_at IS NULL ORDER BY price, id;

-- name: above
WITH RECURSIVE up (id, parent_id, steps) AS (
    SELECT id, parent_id, 0 FROM units WHERE id = :unit_id
    UNION
    SELECT u.id, u.parent_id, up.steps + 1 FROM units u JOIN up ON u.id = up.parent_id
)
SELECT r.id, r.unit_id, r.partner_id, r.name, r.name_en, r.price, r.stock, r.monthly, r.hours, r.withdrawn_at
FROM rewards r JOIN up ON up.id = r.unit_id
WHERE r.withdrawn_at IS NULL ORDER BY up.steps, r.price, r.id;

-- name: take$
-- Never more than there are, and none of what is withdrawn: the condition and the change are one.
UPDATE rewards SET stock = stock - 1
WHERE id = :reward_id AND withdrawn_at IS NULL AND (stock IS NULL OR stock > 0) RETURNING id;

-- name: put_back!
UPDATE rewards SET stock = stock + 1 WHERE id = :reward_id;

-- name: set_stock$
UPDATE rewards SET stock = :stock WHERE id = :reward_id AND withdrawn_at IS NULL RETURNING id;

-- name: withdraw$
UPDATE rewards SET withdrawn_at = :now WHERE id = :reward_id AND withdrawn_at IS NULL RETURNING id;
