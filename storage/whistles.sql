-- name: blow$
INSERT INTO whistles (report_id, kind, staff_id, blown_at) VALUES (:report_id, :kind, :staff_id, :now) RETURNING id;

-- name: by_id^
SELECT id, report_id, kind, blown_at, ended_at FROM whistles WHERE id = :whistle_id;

-- name: latest^
SELECT id, report_id, kind, blown_at, ended_at FROM whistles WHERE report_id = :report_id ORDER BY id DESC LIMIT 1;

-- name: over
-- Those that were not ended, of cases that are.
SELECT w.id FROM whistles w JOIN reports r ON r.id = w.report_id
WHERE w.ended_at IS NULL
    AND r.status NOT IN ('received', 'accepted', 'assigned', 'in_hand', 'waiting', 'deferred')
ORDER BY w.id;

-- name: end!
UPDATE whistles SET ended_at = :now WHERE id = :whistle_id AND ended_at IS NULL;

-- name: silence!
UPDATE summons SET next_at = NULL WHERE whistle_id = :whistle_id;

-- name: summon*!
INSERT INTO summons (whistle_id, team_id, leads, rung, rung_at, next_at)
VALUES (:whistle_id, :team_id, :leads, :rung, :rung_at, :next_at);

-- name: summoned
SELECT whistle_id, team_id, leads, rung, rung_at, next_at, confirmed_at, arrived_at FROM summons
WHERE whistle_id = :whistle_id ORDER BY leads DESC, team_id;

-- name: due
SELECT DISTINCT whistle_id FROM summons
WHERE next_at IS NOT NULL AND (next_at <= :now OR next_at > :latest) ORDER BY whistle_id;

-- name: ring!
UPDATE summons SET rung = :rung, rung_at = :rung_at, next_at = :next_at WHERE whistle_id = :whistle_id AND team_id = :team_id;

-- name: confirm$
UPDATE summons SET confirmed_at = :now, confirmed_by = :person_id, next_at = :next_at
WHERE whistle_id = :whistle_id AND team_id = :team_id AND confirmed_at IS NULL
RETURNING team_id;

-- name: arrive$
UPDATE summons
SET arrived_at = :now, confirmed_at = COALESCE(confirmed_at, :now), confirmed_by = COALESCE(confirmed_by, :person_id), next_at = NULL
WHERE whistle_id = :whistle_id AND team_id = :team_id AND arrived_at IS NULL
RETURNING team_id;
