-- name: get^
SELECT person_id, minute, due_at, had FROM digests WHERE person_id = :person_id;

-- name: plan!
INSERT INTO digests (person_id, minute, due_at) VALUES (:person_id, :minute, CAST(:due_at AS BIGINT))
ON CONFLICT (person_id) DO UPDATE SET minute = excluded.minute, due_at = excluded.due_at;

-- name: due
SELECT person_id, minute, due_at, had FROM digests WHERE due_at <= :now OR due_at > :latest ORDER BY due_at, person_id;

-- name: move!
UPDATE digests SET due_at = :due_at, had = :had WHERE person_id = :person_id;

-- name: end!
DELETE FROM digests WHERE person_id = :person_id;

-- name: newcomers
SELECT DISTINCT r.person_id FROM roles r
WHERE r.role IN ('staff', 'duty_officer') AND r.revoked_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM digests d WHERE d.person_id = r.person_id)
ORDER BY r.person_id;
