-- name: call*!
INSERT INTO roll_calls (alert_id, unit_id, rung, called_at, next_at)
VALUES (:alert_id, :unit_id, :rung, :called_at, :next_at)
ON CONFLICT (alert_id, unit_id) DO NOTHING;

-- name: of_alert
SELECT alert_id, unit_id, rung, called_at, again_at, deputy_at, silent_at, next_at, confirmed_at, confirmed_by FROM roll_calls
WHERE alert_id = :alert_id ORDER BY unit_id;

-- name: due
SELECT DISTINCT alert_id FROM roll_calls WHERE next_at IS NOT NULL AND (next_at <= :now OR next_at > :latest) ORDER BY alert_id;

-- name: ring!
UPDATE roll_calls SET
    rung = :rung, again_at = CAST(:again_at AS BIGINT), deputy_at = CAST(:deputy_at AS BIGINT),
    silent_at = CAST(:silent_at AS BIGINT), next_at = CAST(:next_at AS BIGINT)
WHERE alert_id = :alert_id AND unit_id = :unit_id;

-- name: confirm$
UPDATE roll_calls SET confirmed_at = :now, confirmed_by = :person_id, next_at = NULL
WHERE alert_id = :alert_id AND unit_id = :unit_id AND confirmed_at IS NULL
RETURNING unit_id;

-- name: end!
UPDATE roll_calls SET next_at = NULL WHERE alert_id = :alert_id;
