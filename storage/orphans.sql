-- name: put!
INSERT INTO orphans (report_id, neighbour_id) VALUES (:report_id, CAST(:neighbour_id AS BIGINT))
ON CONFLICT (report_id) DO UPDATE SET neighbour_id = excluded.neighbour_id, settled_at = NULL;

-- name: forget!
DELETE FROM orphans WHERE report_id = :report_id;

-- name: of_report^
SELECT report_id, neighbour_id, settled_at FROM orphans WHERE report_id = :report_id;

-- name: settle!
UPDATE orphans SET settled_at = :now WHERE report_id = :report_id;

-- name: unsettled
WITH RECURSIVE below (id) AS (
    SELECT CAST(:unit_id AS BIGINT)
    UNION
    SELECT u.id FROM units u JOIN below b ON u.parent_id = b.id
)
SELECT r.code, CASE r.urgency WHEN 'danger' THEN 0 ELSE 1 END AS is_ordinary, r.created_at, r.id
FROM orphans o JOIN reports r ON r.id = o.report_id
WHERE o.settled_at IS NULL AND r.grid_id IN (SELECT id FROM below)
  AND r.status IN ('received', 'accepted', 'assigned', 'in_hand', 'waiting', 'deferred')
ORDER BY is_ordinary, r.created_at, r.id
LIMIT :limit;

-- name: area$
SELECT unit_id FROM areas WHERE cell = :cell;

-- name: give_area!
INSERT INTO areas (cell, unit_id, said_by, said_at) VALUES (:cell, :unit_id, :by, :now)
ON CONFLICT (cell) DO UPDATE SET unit_id = excluded.unit_id, said_by = excluded.said_by, said_at = excluded.said_at;
