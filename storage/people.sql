-- name: meet^
INSERT INTO people (telegram_hash, telegram_id, language, created_at, heard)
VALUES (:telegram_hash, :telegram_id, :language, :now, 1)
ON CONFLICT (telegram_hash) DO UPDATE SET heard = people.heard + 1
RETURNING id, language, consented_at, home_unit_id, home_asked_at, naming, voice_agreed_at, unreachable_at;

-- name: find^
SELECT id, language, consented_at, home_unit_id, home_asked_at, naming, voice_agreed_at, unreachable_at FROM people
WHERE telegram_hash = :telegram_hash;

-- name: by_id^
SELECT id, language, consented_at, home_unit_id, home_asked_at, naming, voice_agreed_at, unreachable_at FROM people WHERE id = :person_id;

-- name: address^
SELECT telegram_id, language, unreachable_at, heard FROM people WHERE id = :person_id;

-- name: any_sealed$
SELECT telegram_id FROM people LIMIT 1;

-- name: name$
SELECT name FROM people WHERE id = :person_id;

-- name: consent!
UPDATE people SET consented_at = :day, created_at = :day WHERE id = :person_id AND consented_at IS NULL;

-- name: set_language!
UPDATE people SET language = :language WHERE id = :person_id;

-- name: agree_voice!
UPDATE people SET voice_agreed_at = :day WHERE id = :person_id AND voice_agreed_at IS NULL;

-- name: set_home!
UPDATE people SET home_unit_id = CAST(:unit_id AS BIGINT), home_asked_at = :now WHERE id = :person_id;

-- name: home_asked!
UPDATE people SET home_asked_at = :now WHERE id = :person_id;

-- name: set_unreachable!
UPDATE people SET unreachable_at = CAST(:at AS BIGINT) WHERE id = :person_id;

-- name: lost!
-- Since the first failure; not when they have written to us since the call that failed.
UPDATE people SET unreachable_at = :at WHERE id = :person_id AND unreachable_at IS NULL AND heard = :heard;

-- name: set_name!
UPDATE people SET name = :name WHERE id = :person_id;

-- name: set_naming!
UPDATE people SET
    naming = :naming,
    name = CASE
        WHEN EXISTS (
            SELECT 1 FROM roles r
            WHERE r.person_id = people.id AND r.role IN ('staff', 'duty_officer', 'administrator') AND r.revoked_at IS NULL
        ) THEN COALESCE(name, :name)
        ELSE :name
    END
WHERE id = :person_id;

-- name: guests
SELECT id FROM people
WHERE consented_at IS NULL
  AND created_at < :before
  AND id > :after
  AND NOT EXISTS (SELECT 1 FROM roles r WHERE r.person_id = people.id)
ORDER BY id LIMIT :limit;

-- name: leaving
SELECT id FROM people WHERE consented_at IS NULL AND created_at = :gone_by;

-- name: unagree_voice!
UPDATE people SET voice_agreed_at = NULL WHERE id = :person_id;

-- name: delete!
DELETE FROM people WHERE id = :person_id;
