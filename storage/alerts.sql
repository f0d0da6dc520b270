-- name: add^
INSERT INTO alerts (event, serial, origin, message, unit_id, author_id, kind, level, content, state, rung, until, created_at)
VALUES (:event, :serial, :origin, :message, :unit_id, CAST(:author_id AS BIGINT), :kind, :level, :content, 'draft', 'none', :until, :now)
RETURNING id, event, serial, origin, message, unit_id, author_id, content, state, way, rung, next_at, submitted_at, approver_id, reason, send_at,
    released_at, ended_at, over_at, people, reached, shown, reviewed_at, reviewer_id, review, created_at;

-- name: by_id^
SELECT id, event, serial, origin, message, unit_id, author_id, content, state, way, rung, next_at, submitted_at, approver_id, reason, send_at,
    released_at, ended_at, over_at, people, reached, shown, reviewed_at, reviewer_id, review, created_at
FROM alerts WHERE id = :alert_id;

-- name: of_event
SELECT id, event, serial, origin, message, unit_id, author_id, content, state, way, rung, next_at, submitted_at, approver_id, reason, send_at,
    released_at, ended_at, over_at, people, reached, shown, reviewed_at, reviewer_id, review, created_at
FROM alerts WHERE event = :event ORDER BY serial;

-- name: shared_from
SELECT id, event, serial, origin, message, unit_id, author_id, content, state, way, rung, next_at, submitted_at, approver_id, reason, send_at,
    released_at, ended_at, over_at, people, reached, shown, reviewed_at, reviewer_id, review, created_at
FROM alerts WHERE origin = :event ORDER BY id;

-- name: under_way
-- Those with something to be entered, sent or shown; the gravest first.
SELECT id, event, serial, origin, message, unit_id, author_id, content, state, way, rung, next_at, submitted_at, approver_id, reason, send_at,
    released_at, ended_at, over_at, people, reached, shown, reviewed_at, reviewer_id, review, created_at
FROM alerts WHERE state IN ('approved', 'spreading', 'sending', 'stopped') AND ended_at IS NULL
ORDER BY CASE level WHEN 'red' THEN 0 WHEN 'orange' THEN 1 WHEN 'yellow' THEN 2 ELSE 3 END, id;

-- name: in_force
-- Of each event the newest that was released.
SELECT id, event, serial, origin, message, unit_id, author_id, content, state, way, rung, next_at, submitted_at, approver_id, reason, send_at,
    released_at, ended_at, over_at, people, reached, shown, reviewed_at, reviewer_id, review, created_at
FROM alerts a
WHERE a.released_at IS NOT NULL AND a.over_at IS NULL AND a.until > :now AND a.message IN ('alert', 'update')
  AND NOT EXISTS (SELECT 1 FROM alerts b WHERE b.event = a.event AND b.serial > a.serial AND b.released_at IS NOT NULL)
ORDER BY CASE a.level WHEN 'red' THEN 0 WHEN 'orange' THEN 1 WHEN 'yellow' THEN 2 ELSE 3 END, a.id;

-- name: written_by
SELECT id, event, serial, origin, message, unit_id, author_id, content, state, way, rung, next_at, submitted_at, approver_id, reason, send_at,
    released_at, ended_at, over_at, people, reached, shown, reviewed_at, reviewer_id, review, created_at
FROM alerts WHERE author_id = :author_id AND state = 'draft' ORDER BY id DESC LIMIT :limit;

-- name: of_nobody
-- Below the units where somebody has one of these roles, or everywhere; the gravest first, then the newest.
WITH RECURSIVE mine (unit_id) AS (
    SELECT unit_id FROM roles WHERE person_id = :person_id AND revoked_at IS NULL AND CAST(:roles AS TEXT) LIKE '%,' || role || ',%'
), below (id) AS (
    SELECT unit_id FROM mine WHERE unit_id IS NOT NULL
    UNION
    SELECT u.id FROM units u JOIN below b ON u.parent_id = b.id
)
SELECT id, event, serial, origin, message, unit_id, author_id, content, state, way, rung, next_at, submitted_at, approver_id, reason, send_at,
    released_at, ended_at, over_at, people, reached, shown, reviewed_at, reviewer_id, review, created_at
FROM alerts
WHERE author_id IS NULL AND state IN ('draft', 'submitted') AND until > :now
  AND (unit_id IN (SELECT id FROM below) OR EXISTS (SELECT 1 FROM mine WHERE unit_id IS NULL))
ORDER BY CASE level WHEN 'red' THEN 0 WHEN 'orange' THEN 1 WHEN 'yellow' THEN 2 ELSE 3 END, id DESC LIMIT :limit;

-- name: due
SELECT id, event, serial, origin, message, unit_id, author_id, content, state, way, rung, next_at, submitted_at, approver_id, reason, send_at,
    released_at, ended_at, over_at, people, reached, shown, reviewed_at, reviewer_id, review, created_at
FROM alerts WHERE next_at IS NOT NULL AND (next_at <= :now OR next_at > :latest) ORDER BY id;

-- name: save!
UPDATE alerts SET
    author_id = CAST(:author_id AS BIGINT), kind = :kind, level = :level, content = :content, state = :state, way = :way, rung = :rung,
    next_at = CAST(:next_at AS BIGINT), submitted_at = CAST(:submitted_at AS BIGINT), approver_id = CAST(:approver_id AS BIGINT),
    reason = :reason, send_at = CAST(:send_at AS BIGINT), released_at = CAST(:released_at AS BIGINT), until = :until,
    ended_at = CAST(:ended_at AS BIGINT), over_at = CAST(:over_at AS BIGINT), people = :people, reached = :reached, shown = :shown,
    reviewed_at = CAST(:reviewed_at AS BIGINT), reviewer_id = CAST(:reviewer_id AS BIGINT), review = :review
WHERE id = :id;

-- name: released
-- The newest first.
SELECT id, event, serial, origin, message, unit_id, author_id, content, state, way, rung, next_at, submitted_at, approver_id, reason, send_at,
    released_at, ended_at, over_at, people, reached, shown, reviewed_at, reviewer_id, review, created_at
FROM alerts WHERE released_at >= :since ORDER BY released_at DESC, id DESC LIMIT :limit;

-- name: end_event!
UPDATE alerts SET over_at = :now WHERE event = :event AND over_at IS NULL;

-- name: forget_draft!
DELETE FROM alerts WHERE state IN ('draft', 'discarded') AND created_at < :before;

-- name: forget_units!
DELETE FROM alert_units WHERE alert_id = :alert_id;

-- name: add_units*!
INSERT INTO alert_units (alert_id, unit_id, place) VALUES (:alert_id, :unit_id, :place);

-- name: units
SELECT unit_id FROM alert_units WHERE alert_id = :alert_id ORDER BY place, unit_id;

-- name: around
-- These and all above them.
WITH RECURSIVE line (id) AS (
    SELECT unit_id FROM alert_units WHERE alert_id = :alert_id
    UNION
    SELECT u.parent_id FROM units u JOIN line ON u.id = line.id WHERE u.parent_id IS NOT NULL
)
SELECT id FROM line ORDER BY id;

-- name: holders
-- Of these and of all above them.
WITH RECURSIVE line (id) AS (
    SELECT unit_id FROM alert_units WHERE alert_id = :alert_id
    UNION
    SELECT u.parent_id FROM units u JOIN line ON u.id = line.id WHERE u.parent_id IS NOT NULL
)
SELECT DISTINCT p.id, p.home_unit_id
FROM line JOIN roles r ON r.unit_id = line.id JOIN people p ON p.id = r.person_id
WHERE CAST(:roles AS TEXT) LIKE '%,' || r.role || ',%' AND r.revoked_at IS NULL AND p.unreachable_at IS NULL
ORDER BY p.id;

-- name: standing
SELECT unit_id, kind, first_by, first_at, second_by, second_at FROM standing_alerts WHERE unit_id = :unit_id ORDER BY kind;

-- name: agree!
INSERT INTO standing_alerts (unit_id, kind, first_by, first_at) VALUES (:unit_id, :kind, :person_id, :now)
ON CONFLICT (unit_id, kind) DO UPDATE SET second_by = :person_id, second_at = :now
WHERE standing_alerts.second_by IS NULL AND standing_alerts.first_by <> :person_id;

-- name: disagree!
DELETE FROM standing_alerts WHERE unit_id = :unit_id AND kind = :kind;
