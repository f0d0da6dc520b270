-- What is in an index alone, in its order, so that a page costs what lies before it and not what a case is made of.

-- name: page
WITH RECURSIVE mine (unit_id) AS (
    SELECT unit_id FROM roles WHERE person_id = :person_id AND revoked_at IS NULL AND CAST(:roles AS TEXT) LIKE '%,' || role || ',%'
), below (id) AS (
    SELECT unit_id FROM mine WHERE unit_id IS NOT NULL
    UNION
    SELECT u.id FROM units u JOIN below b ON u.parent_id = b.id
), working (id, parent_id) AS (
    SELECT u.id, u.parent_id FROM units u JOIN roles o ON o.unit_id = u.id
    WHERE o.person_id = :person_id AND o.revoked_at IS NULL AND o.role IN ('department', 'staff', 'duty_officer', 'administrator')
    UNION
    SELECT u.id, u.parent_id FROM units u JOIN working w ON u.id = w.parent_id
), place (id) AS (
    SELECT CAST(:unit_id AS BIGINT)
    UNION
    SELECT u.id FROM units u JOIN place p ON u.parent_id = p.id
)
SELECT r.id FROM reports r INDEXED BY ix_reports_worklist
WHERE r.status IN ('received', 'accepted', 'assigned', 'in_hand', 'waiting', 'deferred')
    AND (
        r.grid_id IN (SELECT id FROM below) OR r.unit_id IN (SELECT id FROM below) OR r.team_id IN (SELECT id FROM below)
        OR EXISTS (SELECT 1 FROM mine WHERE unit_id IS NULL)
    )
    AND (r.about_id IS NULL OR r.about_id NOT IN (SELECT id FROM working))
    AND (CAST(:holder AS BIGINT) IS NULL OR r.holder_id = CAST(:holder AS BIGINT))
    AND (
        CAST(:by_team AS INTEGER) = 0
        OR r.team_id IN (SELECT unit_id FROM roles WHERE person_id = :person_id AND revoked_at IS NULL AND role = 'department')
    )
    AND (CAST(:kind AS TEXT) IS NULL OR COALESCE(r.category, '') = CAST(:kind AS TEXT))
    AND (
        CAST(:unit_id AS BIGINT) IS NULL
        OR COALESCE(r.grid_id, r.unit_id) IN (SELECT id FROM place)
    )
    AND (CAST(:statuses AS TEXT) IS NULL OR CAST(:statuses AS TEXT) LIKE '%,' || r.status || ',%')
    AND (CAST(:worst AS INTEGER) IS NULL OR r.rank <= CAST(:worst AS INTEGER))
ORDER BY r.rank, r.created_at, r.id
LIMIT :limit OFFSET :offset;

-- name: count$
WITH RECURSIVE mine (unit_id) AS (
    SELECT unit_id FROM roles WHERE person_id = :person_id AND revoked_at IS NULL AND CAST(:roles AS TEXT) LIKE '%,' || role || ',%'
), below (id) AS (
    SELECT unit_id FROM mine WHERE unit_id IS NOT NULL
    UNION
    SELECT u.id FROM units u JOIN below b ON u.parent_id = b.id
), working (id, parent_id) AS (
    SELECT u.id, u.parent_id FROM units u JOIN roles o ON o.unit_id = u.id
    WHERE o.person_id = :person_id AND o.revoked_at IS NULL AND o.role IN ('department', 'staff', 'duty_officer', 'administrator')
    UNION
    SELECT u.id, u.parent_id FROM units u JOIN working w ON u.id = w.parent_id
), place (id) AS (
    SELECT CAST(:unit_id AS BIGINT)
    UNION
    SELECT u.id FROM units u JOIN place p ON u.parent_id = p.id
)
SELECT COUNT(*) FROM (
    SELECT 1 AS one FROM reports r INDEXED BY ix_reports_worklist
    WHERE r.status IN ('received', 'accepted', 'assigned', 'in_hand', 'waiting', 'deferred')
        AND (
            r.grid_id IN (SELECT id FROM below) OR r.unit_id IN (SELECT id FROM below) OR r.team_id IN (SELECT id FROM below)
            OR EXISTS (SELECT 1 FROM mine WHERE unit_id IS NULL)
        )
        AND (r.about_id IS NULL OR r.about_id NOT IN (SELECT id FROM working))
        AND (CAST(:holder AS BIGINT) IS NULL OR r.holder_id = CAST(:holder AS BIGINT))
        AND (
            CAST(:by_team AS INTEGER) = 0
            OR r.team_id IN (SELECT unit_id FROM roles WHERE person_id = :person_id AND revoked_at IS NULL AND role = 'department')
        )
        AND (CAST(:kind AS TEXT) IS NULL OR COALESCE(r.category, '') = CAST(:kind AS TEXT))
        AND (
            CAST(:unit_id AS BIGINT) IS NULL
            OR COALESCE(r.grid_id, r.unit_id) IN (SELECT id FROM place)
        )
        AND (CAST(:statuses AS TEXT) IS NULL OR CAST(:statuses AS TEXT) LIKE '%,' || r.status || ',%')
        AND (CAST(:worst AS INTEGER) IS NULL OR r.rank <= CAST(:worst AS INTEGER))
        AND (
            CAST(:rank AS INTEGER) IS NULL
            OR (r.rank, r.created_at, r.id) < (CAST(:rank AS INTEGER), CAST(:created_at AS BIGINT), CAST(:report_id AS BIGINT))
        )
    LIMIT COALESCE(CAST(:at_most AS BIGINT), 9223372036854775807)
) AS counted;

-- name: load
WITH RECURSIVE mine (unit_id) AS (
    SELECT unit_id FROM roles WHERE person_id = :person_id AND revoked_at IS NULL AND CAST(:roles AS TEXT) LIKE '%,' || role || ',%'
), below (id) AS (
    SELECT unit_id FROM mine WHERE unit_id IS NOT NULL
    UNION
    SELECT u.id FROM units u JOIN below b ON u.parent_id = b.id
), working (id, parent_id) AS (
    SELECT u.id, u.parent_id FROM units u JOIN roles o ON o.unit_id = u.id
    WHERE o.person_id = :person_id AND o.revoked_at IS NULL AND o.role IN ('department', 'staff', 'duty_officer', 'administrator')
    UNION
    SELECT u.id, u.parent_id FROM units u JOIN working w ON u.id = w.parent_id
)
SELECT r.grid_id, COUNT(*) AS reports,
    SUM(CASE WHEN r.urgency = 'danger' THEN 1 ELSE 0 END) AS danger,
    SUM(CASE WHEN r.breaches > 0 THEN 1 ELSE 0 END) AS overdue
FROM reports r
WHERE r.status IN ('received', 'accepted', 'assigned', 'in_hand', 'waiting', 'deferred')
    AND (
        r.grid_id IN (SELECT id FROM below) OR r.unit_id IN (SELECT id FROM below) OR r.team_id IN (SELECT id FROM below)
        OR EXISTS (SELECT 1 FROM mine WHERE unit_id IS NULL)
    )
    AND (r.about_id IS NULL OR r.about_id NOT IN (SELECT id FROM working))
GROUP BY r.grid_id
ORDER BY reports DESC, r.grid_id;

-- name: view^
SELECT scope, kind, unit_id, stand FROM worklist_views WHERE person_id = :person_id;

-- name: keep_view!
INSERT INTO worklist_views (person_id, scope, kind, unit_id, stand)
VALUES (:person_id, :scope, CAST(:kind AS TEXT), CAST(:unit_id AS BIGINT), CAST(:stand AS TEXT))
ON CONFLICT (person_id) DO UPDATE
SET scope = excluded.scope, kind = excluded.kind, unit_id = excluded.unit_id, stand = excluded.stand;
