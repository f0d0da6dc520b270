-- name: of_unit
SELECT id, unit_id, kinds, urgency, team_id, made_via FROM routes WHERE unit_id = :unit_id AND removed_at IS NULL ORDER BY position, id;

-- name: by_id^
SELECT id, unit_id, kinds, urgency, team_id, made_via FROM routes WHERE id = :route_id AND removed_at IS NULL;

-- name: above
WITH RECURSIVE chain (id, depth) AS (
    SELECT CAST(:unit_id AS BIGINT), 0
    UNION ALL
    SELECT u.parent_id, chain.depth + 1 FROM units u JOIN chain ON u.id = chain.id WHERE u.parent_id IS NOT NULL
)
SELECT r.id, r.unit_id, r.kinds, r.urgency, r.team_id, r.made_via
FROM chain JOIN routes r ON r.unit_id = chain.id JOIN units t ON t.id = r.team_id
WHERE r.removed_at IS NULL AND t.retired_at IS NULL
ORDER BY chain.depth, r.position, r.id;

-- name: add$
INSERT INTO routes (unit_id, position, kinds, urgency, team_id, made_via)
VALUES (:unit_id, (SELECT COALESCE(MAX(position), 0) + 1 FROM routes WHERE unit_id = :unit_id), :kinds, :urgency, :team_id, :made_via)
RETURNING id;

-- name: place!
UPDATE routes SET position = :position WHERE id = :route_id;

-- name: remove!
UPDATE routes SET removed_at = :now WHERE id = :route_id;

-- name: take_over!
UPDATE routes SET made_via = 'chat' WHERE unit_id = :unit_id;

-- name: is_of_chat$
SELECT COUNT(*) FROM routes WHERE unit_id = :unit_id AND made_via = 'chat';

-- name: units
SELECT DISTINCT unit_id FROM routes ORDER BY unit_id;

-- name: clear!
DELETE FROM routes WHERE unit_id = :unit_id;
