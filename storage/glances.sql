-- name: add!
INSERT INTO glances (what, person, file_id, retry_at) VALUES (:what, :person, :file_id, :now);

-- name: due
-- None is put off for a day: a time further ahead is that of a clock that was wrong.
SELECT id, person, file_id, tries FROM glances
WHERE what = :what AND (retry_at <= :now OR retry_at > :now + 86400000000) ORDER BY retry_at, id LIMIT :limit;

-- name: put_off!
UPDATE glances SET tries = tries + 1, retry_at = :retry_at WHERE id = :id;

-- name: end!
DELETE FROM glances WHERE id = :id;
