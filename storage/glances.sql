-- name: add!
INSERT INTO glances (person, file_id, retry_at) VALUES (:person, :file_id, :now);

-- name: due
SELECT id, person, file_id, tries FROM glances WHERE retry_at <= :now ORDER BY retry_at, id LIMIT :limit;

-- name: put_off!
UPDATE glances SET tries = tries + 1, retry_at = :retry_at WHERE id = :id;

-- name: end!
DELETE FROM glances WHERE id = :id;
