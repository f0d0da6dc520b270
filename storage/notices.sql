-- name: add^
INSERT INTO notices (unit_id, author_id, words, people, state, send_at, created_at)
VALUES (:unit_id, :author_id, :words, :people, 'waiting', :send_at, :now)
RETURNING id, unit_id, author_id, words, people, state, reached, shown, send_at, created_at, ended_at;

-- name: get^
SELECT id, unit_id, author_id, words, people, state, reached, shown, send_at, created_at, ended_at FROM notices WHERE id = :notice_id;

-- name: under_way
SELECT id, unit_id, author_id, words, people, state, reached, shown, send_at, created_at, ended_at FROM notices
WHERE ended_at IS NULL ORDER BY id;

-- name: save!
UPDATE notices SET people = :people, state = :state, reached = :reached, shown = :shown, ended_at = CAST(:ended_at AS BIGINT)
WHERE id = :id;

-- name: forget!
DELETE FROM notices WHERE ended_at < :before;

-- name: residents
WITH RECURSIVE below (id) AS (
    SELECT CAST(:unit_id AS BIGINT)
    UNION
    SELECT u.id FROM units u JOIN below b ON u.parent_id = b.id
)
SELECT p.id FROM people p
WHERE p.id > :after AND p.unreachable_at IS NULL AND p.home_unit_id IN (SELECT id FROM below)
ORDER BY p.id
LIMIT :limit;

-- name: count_residents$
WITH RECURSIVE below (id) AS (
    SELECT CAST(:unit_id AS BIGINT)
    UNION
    SELECT u.id FROM units u JOIN below b ON u.parent_id = b.id
)
SELECT COUNT(*) FROM people p WHERE p.unreachable_at IS NULL AND p.home_unit_id IN (SELECT id FROM below);
