-- name: meet^
INSERT INTO people (telegram_hash, telegram_id, language, created_at, seen_at)
VALUES (:telegram_hash, :telegram_id, :language, :now, :now)
ON CONFLICT (telegram_hash) DO UPDATE SET seen_at = excluded.seen_at
RETURNING id, language, consented_at, home_unit_id, home_asked_at, unreachable_at;

-- name: find^
SELECT id, language, consented_at, home_unit_id, home_asked_at, unreachable_at FROM people
WHERE telegram_hash = :telegram_hash;

-- name: by_id^
SELECT id, language, consented_at, home_unit_id, home_asked_at, unreachable_at FROM people WHERE id = :person_id;

-- name: address^
SELECT telegram_id, language, unreachable_at FROM people WHERE id = :person_id;

-- name: any_sealed$
SELECT telegram_id FROM people LIMIT 1;

-- name: name$
SELECT name FROM people WHERE id = :person_id;

-- name: consent!
UPDATE people SET consented_at = :now WHERE id = :person_id AND consented_at IS NULL;

-- name: set_language!
UPDATE people SET language = :language WHERE id = :person_id;

-- name: set_home!
UPDATE people SET home_unit_id = CAST(:unit_id AS BIGINT), home_asked_at = :now WHERE id = :person_id;

-- name: home_asked!
UPDATE people SET home_asked_at = :now WHERE id = :person_id;

-- name: set_unreachable!
-- Since the first failure; not for one that is older than their last word to us.
UPDATE people SET unreachable_at = CAST(:at AS BIGINT)
WHERE id = :person_id AND (CAST(:at AS BIGINT) IS NULL OR unreachable_at IS NULL AND seen_at <= CAST(:at AS BIGINT));

-- name: set_name!
UPDATE people SET name = :name WHERE id = :person_id;

-- name: forget_guests!
DELETE FROM people
WHERE consented_at IS NULL
  AND seen_at < :before
  AND NOT EXISTS (SELECT 1 FROM dialogs d WHERE d.person_id = people.id)
  AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.person_id = people.id AND o.settled_at IS NULL)
  AND NOT EXISTS (SELECT 1 FROM roles r WHERE r.person_id = people.id);

-- name: grant!
INSERT INTO roles (person_id, role, unit_id, granted_at)
SELECT :person_id, :role, CAST(:unit_id AS BIGINT), :now
WHERE NOT EXISTS (
    SELECT 1 FROM roles
    WHERE person_id = :person_id AND role = :role AND revoked_at IS NULL
      AND COALESCE(unit_id, 0) = COALESCE(CAST(:unit_id AS BIGINT), 0)
);

-- name: revoke!
UPDATE roles SET revoked_at = :now WHERE person_id = :person_id AND role = :role AND revoked_at IS NULL;

-- name: staff_units
SELECT unit_id FROM roles WHERE person_id = :person_id AND role = 'staff' AND revoked_at IS NULL ORDER BY unit_id;

-- name: staff_of
SELECT r.person_id FROM roles r JOIN people p ON p.id = r.person_id
WHERE r.unit_id = :unit_id AND r.role = 'staff' AND r.revoked_at IS NULL AND p.unreachable_at IS NULL
ORDER BY r.person_id;

-- name: operators
SELECT r.person_id FROM roles r JOIN people p ON p.id = r.person_id
WHERE r.role = 'operator' AND r.revoked_at IS NULL AND p.unreachable_at IS NULL
ORDER BY r.person_id;

-- name: add_invite!
INSERT INTO invites (token_hash, role, unit_id, uses_left, expires_at, created_at)
VALUES (:token_hash, :role, CAST(:unit_id AS BIGINT), :uses, :expires_at, :now);

-- name: use_invite^
UPDATE invites SET uses_left = uses_left - 1
WHERE token_hash = :token_hash AND uses_left > 0 AND expires_at > :now
RETURNING role, unit_id;
