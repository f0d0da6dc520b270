-- name: of_unit
SELECT id, unit_id, purpose, words FROM phrases WHERE unit_id = :unit_id ORDER BY purpose, id;

-- name: above
WITH RECURSIVE up (id, parent_id, steps) AS (
    SELECT id, parent_id, 0 FROM units WHERE id = :unit_id
    UNION
    SELECT u.id, u.parent_id, up.steps + 1 FROM units u JOIN up ON u.id = up.parent_id
)
SELECT p.id, p.unit_id, p.purpose, p.words FROM phrases p JOIN up ON up.id = p.unit_id
WHERE p.purpose = :purpose ORDER BY up.steps, p.id;

-- name: by_id^
SELECT id, unit_id, purpose, words FROM phrases WHERE id = :phrase_id;

-- name: add!
INSERT INTO phrases (unit_id, purpose, words) VALUES (:unit_id, :purpose, :words);

-- name: remove!
DELETE FROM phrases WHERE id = :phrase_id;
