-- name: grant$
INSERT INTO roles (person_id, role, unit_id, granted_via, granted_by, invite, granted_at)
SELECT :person_id, :role, CAST(:unit_id AS BIGINT), :via, CAST(:by AS BIGINT), :invite, :day
WHERE NOT EXISTS (
    SELECT 1 FROM roles
    WHERE person_id = :person_id AND role = :role AND revoked_at IS NULL
      AND COALESCE(unit_id, 0) = COALESCE(CAST(:unit_id AS BIGINT), 0)
)
RETURNING id;

-- name: revoke
UPDATE roles SET revoked_at = :day, revoked_via = :via, revoked_by = CAST(:by AS BIGINT)
WHERE person_id = :person_id AND role = :role AND revoked_at IS NULL
  AND (CAST(:unit_id AS BIGINT) IS NULL OR unit_id = CAST(:unit_id AS BIGINT))
RETURNING id, person_id, role, unit_id, granted_via, granted_by, granted_at;

-- name: of_person
SELECT id, person_id, role, unit_id, granted_via, granted_by, granted_at FROM roles
WHERE person_id = :person_id AND revoked_at IS NULL ORDER BY id;

-- name: everyone
SELECT id, person_id, role, unit_id, granted_via, granted_by, granted_at FROM roles
WHERE revoked_at IS NULL ORDER BY id;

-- name: holders
SELECT r.person_id FROM roles r JOIN people p ON p.id = r.person_id
WHERE r.unit_id = :unit_id AND r.role = :role AND r.revoked_at IS NULL AND p.unreachable_at IS NULL
ORDER BY r.person_id;

-- name: holders_everywhere
SELECT r.person_id FROM roles r JOIN people p ON p.id = r.person_id
WHERE r.unit_id IS NULL AND r.role = :role AND r.revoked_at IS NULL AND p.unreachable_at IS NULL
ORDER BY r.person_id;

-- name: taken
SELECT revoked_at FROM roles WHERE person_id = :person_id AND invite = :token_hash ORDER BY id;

-- name: add_invite!
INSERT INTO invites (token_hash, role, unit_id, uses_left, created_by, expires_at, created_at)
VALUES (:token_hash, :role, CAST(:unit_id AS BIGINT), :uses, CAST(:by AS BIGINT), :expires_at, :now);

-- name: invite^
SELECT role, unit_id, created_by, token_hash, uses_left, expires_at FROM invites WHERE token_hash = :token_hash;

-- name: use_invite^
UPDATE invites SET uses_left = uses_left - 1
WHERE token_hash = :token_hash AND uses_left > 0 AND expires_at > :now
RETURNING role, unit_id, created_by, token_hash, uses_left, expires_at;

-- name: forget_invites!
DELETE FROM invites WHERE expires_at < :before;
