-- name: get^
SELECT secret, confirmed_at, locked_until FROM factors WHERE person_id = :person_id;

-- name: put!
INSERT INTO factors (person_id, secret) VALUES (:person_id, :secret)
ON CONFLICT (person_id) DO UPDATE
SET secret = excluded.secret, confirmed_at = NULL, last_step = 0, failures = 0, locked_until = NULL;

-- name: confirm$
UPDATE factors SET confirmed_at = :day, last_step = :step
WHERE person_id = :person_id AND confirmed_at IS NULL
RETURNING person_id;

-- name: use$
UPDATE factors SET last_step = :step, failures = 0, locked_until = NULL
WHERE person_id = :person_id AND confirmed_at IS NOT NULL AND (last_step < :step OR last_step > :latest)
RETURNING person_id;

-- name: fail$
UPDATE factors SET
    failures = CASE WHEN failures + 1 < :most THEN failures + 1 ELSE 0 END,
    locked_until = CASE WHEN failures + 1 < :most THEN NULL ELSE CAST(:until AS BIGINT) END
WHERE person_id = :person_id
RETURNING failures;

-- name: remove$
DELETE FROM factors WHERE person_id = :person_id RETURNING person_id;
