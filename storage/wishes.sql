-- name: get$
SELECT body FROM wishes WHERE person_id = :person_id;

-- name: save!
INSERT INTO wishes (person_id, body) VALUES (:person_id, :body)
ON CONFLICT (person_id) DO UPDATE SET body = excluded.body;

-- name: forget!
DELETE FROM wishes WHERE person_id = :person_id;

-- name: living_in
-- PostgreSQL has its own in wishes.postgres.sql.
SELECT p.id, p.home_unit_id, w.body FROM people p JOIN wishes w ON w.person_id = p.id
WHERE p.home_unit_id IN (SELECT value FROM json_each(:unit_ids)) AND p.unreachable_at IS NULL AND p.id > :after AND p.id <= :last
ORDER BY p.id;

-- name: wishing_in
-- Of those who wish anything at all.
SELECT p.id, w.body FROM people p JOIN wishes w ON w.person_id = p.id
WHERE p.home_unit_id = :unit_id AND p.unreachable_at IS NULL
ORDER BY p.id;
