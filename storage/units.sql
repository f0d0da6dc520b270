-- name: save$
INSERT INTO units (code, kind, parent_id, name, name_en, geometry, updated_at)
VALUES (:code, :kind, (SELECT id FROM units WHERE code = :parent), :name, :name_en, :geometry, :now)
ON CONFLICT (code) DO UPDATE SET
    kind = excluded.kind, parent_id = excluded.parent_id, name = excluded.name, name_en = excluded.name_en,
    geometry = excluded.geometry, updated_at = excluded.updated_at, retired_at = NULL
RETURNING id;

-- name: retire!
UPDATE units SET retired_at = :now WHERE id = :unit_id;

-- name: forget_cells!
DELETE FROM unit_cells WHERE unit_id = :unit_id;

-- name: add_cells*!
INSERT INTO unit_cells (cell, unit_id) VALUES (:cell, :unit_id);

-- name: everything
SELECT id, code, kind, parent_id, name, name_en, geometry, retired_at FROM units ORDER BY code;

-- name: by_id^
SELECT id, code, kind, parent_id, name, name_en, geometry, retired_at FROM units WHERE id = :unit_id;

-- name: by_code^
SELECT id, code, kind, parent_id, name, name_en, geometry, retired_at FROM units WHERE code = :code;

-- name: children
SELECT id, code, kind, parent_id, name, name_en, geometry, retired_at FROM units
WHERE parent_id = :parent_id AND kind <> 'team' ORDER BY code;

-- name: touching
-- PostgreSQL has its own in units.postgres.sql.
SELECT id, code, kind, parent_id, name, name_en, geometry, retired_at FROM units
WHERE id IN (SELECT unit_id FROM unit_cells WHERE cell IN (SELECT value FROM json_each(:cells)))
ORDER BY code;

-- name: holding
-- PostgreSQL has its own in units.postgres.sql. What a cell is made of lies in the order of names between its first and its last one.
SELECT value ->> 0 AS cell FROM json_each(:ranges)
WHERE (SELECT MIN(cell) FROM unit_cells WHERE cell BETWEEN value ->> 1 AND '89' || SUBSTR(value ->> 0, 3)) IS NOT NULL;

-- name: upwards
WITH RECURSIVE chain (id, depth) AS (
    SELECT CAST(:unit_id AS BIGINT), 0
    UNION ALL
    SELECT u.parent_id, chain.depth + 1 FROM units u JOIN chain ON u.id = chain.id WHERE u.parent_id IS NOT NULL
)
SELECT u.id, u.code, u.kind, u.parent_id, u.name, u.name_en, u.geometry, u.retired_at
FROM chain JOIN units u ON u.id = chain.id
ORDER BY chain.depth;

-- name: teams
WITH RECURSIVE chain (id, depth) AS (
    SELECT CAST(:unit_id AS BIGINT), 0
    UNION ALL
    SELECT u.parent_id, chain.depth + 1 FROM units u JOIN chain ON u.id = chain.id WHERE u.parent_id IS NOT NULL
)
SELECT u.id, u.code, u.kind, u.parent_id, u.name, u.name_en, u.geometry, u.retired_at
FROM chain JOIN units u ON u.parent_id = chain.id AND u.kind = 'team' AND u.retired_at IS NULL
ORDER BY chain.depth, u.code;

-- name: below
WITH RECURSIVE below (id) AS (
    SELECT CAST(:unit_id AS BIGINT)
    UNION
    SELECT u.id FROM units u JOIN below b ON u.parent_id = b.id
)
SELECT id FROM below ORDER BY id;

-- name: roots
SELECT id, code, kind, parent_id, name, name_en, geometry, retired_at FROM units WHERE parent_id IS NULL ORDER BY code;
